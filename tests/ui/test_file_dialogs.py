"""Where dialogs that ask for a file begin, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QWidget

from crm_desktop.base import i18n
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.ui.features.contacts.export_dialog import ExportDialog
from crm_desktop.ui.features.contacts.import_dialog import ImportDialog
from crm_desktop.ui.file_dialogs import documents, file_dialog, remembering_dialog
from crm_desktop.ui.language import speak
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import EXPORT_FOLDER, IMPORT_FOLDER


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents of somebody whose folder has its own name."""
    place = tmp_path / "Dokumenter"
    place.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(place))
    return place


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def folder_of(dialog: QFileDialog) -> Path:
    return Path(dialog.directory().absolutePath())


def only_dialog(parent: QDialog) -> QFileDialog:
    (found,) = parent.findChildren(QFileDialog)
    return found


def test_a_dialog_begins_in_documents_then_where_it_was_used_last(
    home: Path, parent: QWidget, session: UiSession, tmp_path: Path, qtbot
) -> None:
    chosen = tmp_path / "stick" / "people.vcf"
    chosen.parent.mkdir()
    dialog = remembering_dialog(session, IMPORT_FOLDER, parent, "Import")
    assert folder_of(dialog) == home
    dialog.filesSelected.emit([str(chosen)])
    qtbot.waitUntil(lambda: session.context.settings.get(IMPORT_FOLDER) == str(chosen.parent))
    assert folder_of(remembering_dialog(session, IMPORT_FOLDER, parent, "Import")) == chosen.parent
    assert folder_of(remembering_dialog(session, EXPORT_FOLDER, parent, "Export")) == home
    chosen.parent.rmdir()
    assert folder_of(remembering_dialog(session, IMPORT_FOLDER, parent, "Import")) == home


def test_import_and_export_have_a_folder_each(parent: QWidget, session: UiSession, tmp_path: Path) -> None:
    for setting, name in ((IMPORT_FOLDER, "in"), (EXPORT_FOLDER, "out")):
        (tmp_path / name).mkdir()
        session.context.settings.set(setting, str(tmp_path / name))
    everybody = Target(Selection(query=ListQuery()), 1, "All contacts")
    reading, writing = ImportDialog(session, parent), ExportDialog(session, None, everybody, parent)
    reading.ask_files()
    assert folder_of(only_dialog(reading)) == tmp_path / "in"
    writing._ask_place()
    assert folder_of(only_dialog(writing)) == tmp_path / "out"


def test_without_documents_it_is_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "no such"))
    assert documents() == Path.home()


@pytest.fixture(params=["da", "ko", "pt", "zh"])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    speak(qapp)
    yield request.param
    i18n.set_language("en")
    speak(qapp)


def test_no_word_of_it_is_left_in_english(spoken: str, parent: QWidget, tmp_path: Path) -> None:
    del spoken  # is the language
    dialog = file_dialog(parent, "", tmp_path)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.ensurePolished()
    labels = {label.text() for label in dialog.findChildren(QLabel) if label.text()}
    assert len(labels) == 3
    assert not [text for text in labels if "ook in" in text or "iles of" in text or "name" in text]
