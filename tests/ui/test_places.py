"""Windows come back where they were, and never where nobody sees them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from crm_desktop.ui.shell.places import keep_on_screen, restore_geometry

FIRST = QSize(700, 500)


@pytest.fixture
def window(qtbot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def screen() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


@pytest.mark.parametrize("at", [(9000, 9000), (-9000, 100), (100, -9000), (100, 9000)])
def test_a_window_left_on_a_screen_that_is_gone_comes_back(window: QMainWindow, at: tuple[int, int]) -> None:
    window.resize(FIRST)
    window.move(QPoint(*at))
    keep_on_screen(window)
    assert screen().contains(window.frameGeometry())


def test_what_was_kept_of_another_screen_is_moved(window: QMainWindow, qtbot) -> None:
    before = QMainWindow()
    qtbot.addWidget(before)
    before.setGeometry(5000, 4000, 640, 480)
    kept = before.saveGeometry()
    restore_geometry(window, kept, FIRST)
    assert screen().contains(window.frameGeometry())


def test_a_window_that_is_seen_stays(window: QMainWindow) -> None:
    window.setGeometry(40, 50, 640, 480)
    before = window.frameGeometry()
    keep_on_screen(window)
    assert window.frameGeometry() == before


def test_a_window_larger_than_the_screen_is_made_to_fit(window: QMainWindow) -> None:
    window.resize(9000, 9000)
    keep_on_screen(window)
    assert window.width() <= screen().width()
    assert window.height() <= screen().height()


@pytest.mark.parametrize("kept", [None, "nonsense", QByteArray(b"nonsense")])
def test_nonsense_counts_as_nothing(window: QMainWindow, kept: object) -> None:
    restore_geometry(window, kept, FIRST)
    assert window.size() == FIRST.boundedTo(screen().size())
