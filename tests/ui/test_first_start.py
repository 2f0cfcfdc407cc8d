"""The first start: a few choices, none of them in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from crm_desktop.base.paths import Paths
from crm_desktop.services.settings import RETURN_ADDRESS, USER_NAME
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.features.contacts.import_dialog import ImportDialog
from crm_desktop.ui.settings import LANGUAGE, TEXT_SIZE
from tests.ui.surfaces import wait_idle

T = TypeVar("T", QLineEdit, QComboBox)


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Desk]:
    font, direction = qapp.font(), qapp.layoutDirection()
    with program.desk(Paths.below(tmp_path / "home")) as made:
        made.window.show()
        qtbot.waitUntil(lambda: field(made, QComboBox, "Language").count() > 1)
        yield made
        made.window.close()
    qapp.setFont(font)
    qapp.setLayoutDirection(direction)


def field(desk: Desk, kind: type[T], name: str) -> T:
    return next(w for w in desk.window.start_page.findChildren(kind) if w.accessibleName() == name)


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_name_and_company_are_asked_once_and_go_where_they_belong(desk: Desk, qtbot, tmp_path: Path) -> None:
    qtbot.keyClicks(field(desk, QLineEdit, "Your name"), "Ana Sousa")
    qtbot.keyClicks(field(desk, QLineEdit, "Company"), "Acme Lda")
    field(desk, QLineEdit, "Your name").editingFinished.emit()
    qtbot.waitUntil(lambda: desk.settings.get(USER_NAME) == "Ana Sousa")
    desk.files.open(tmp_path / "mine.crm", create=True)
    qtbot.waitUntil(lambda: desk.window.has_session)
    qtbot.waitUntil(lambda: desk.settings.get(RETURN_ADDRESS) == "Acme Lda")
    assert desk.window.session.context.user_name == "Ana Sousa"
    wait_idle(desk)
    desk.window.commands.run("file.close")
    with qtbot.waitSignal(desk.window.rebuilt):
        desk.window.rebuild()
    qtbot.waitUntil(lambda: field(desk, QComboBox, "Language").count() > 1)
    assert field(desk, QLineEdit, "Company").isHidden()


def test_language_and_text_size_count_at_once(desk: Desk, qtbot) -> None:
    qtbot.keyClicks(field(desk, QLineEdit, "Company"), "Acme")
    choose(field(desk, QComboBox, "Text size"), 125)
    qtbot.waitUntil(lambda: desk.settings.get(TEXT_SIZE) == 125)
    with qtbot.waitSignal(desk.window.rebuilt):
        choose(field(desk, QComboBox, "Language"), "da")
    assert desk.settings.get(LANGUAGE) == "da"
    qtbot.waitUntil(lambda: "Acme" in texts(desk))
    buttons = {button.text() for button in desk.window.start_page.findChildren(QPushButton)}
    assert without_mnemonic(desk.window.commands.action("file.new").text()) in buttons
    assert "New file…" not in buttons


def texts(desk: Desk) -> list[str]:
    return [line.text() for line in desk.window.start_page.findChildren(QLineEdit)]


def test_a_new_file_may_begin_with_an_import(desk: Desk, qtbot, tmp_path: Path) -> None:
    desk.files.open(tmp_path / "mine.crm", create=True, then="contacts.import")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in desk.window.findChildren(ImportDialog)))
    desk.window.findChild(ImportDialog).close()  # type: ignore[union-attr]
    wait_idle(desk)
