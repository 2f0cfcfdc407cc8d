"""A change of the colours does not hold up the window, and text stays readable in every scheme."""

from __future__ import annotations

from time import thread_time

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from crm_desktop.ui.theme.theme import Theme


def made_of(depth: int, width: int) -> QWidget:
    """A window whose widgets lie as deep in one another as those of the main window."""
    window = inner = QWidget()
    for _level in range(depth):
        column = QVBoxLayout(inner)
        for _count in range(width):
            for child in (QLabel("x"), QPushButton("x"), QLineEdit("x")):
                column.addWidget(child)
        inner = QWidget()
        column.addWidget(inner)
    return window


def test_the_style_sheet_is_on_windows_never_on_the_application(qapp, theme: Theme, qtbot) -> None:
    """On the application Qt polishes every widget once for each of its ancestors."""
    window = made_of(2, 2)
    qtbot.addWidget(window)
    theme.dress(window)
    theme.set_mode("contrast_dark")
    assert qapp.styleSheet() == ""
    assert window.styleSheet()


def test_hidden_widgets_wait(theme: Theme, qtbot) -> None:
    """Three hundred that nobody sees are not polished in the turn in which the colours change."""
    window = made_of(1, 100)
    theme.dress(window)
    qtbot.addWidget(window)
    window.show()
    window.hide()
    sheet = window.styleSheet()
    theme.set_mode("dark")
    assert theme.is_repolishing
    assert window.styleSheet() == sheet
    qtbot.waitUntil(lambda: not theme.is_repolishing)


def test_depth_costs_nothing(theme: Theme, qtbot) -> None:
    """Three hundred widgets ten levels deep change to high contrast about as fast as side by side."""
    times: dict[int, float] = {}
    for depth, width in ((1, 100), (10, 10)):
        window = made_of(depth, width)
        theme.dress(window)
        window.show()
        qtbot.addWidget(window)
        samples = []
        for mode in ("contrast_dark", "light", "contrast_dark", "light"):
            started = thread_time()
            theme.set_mode(mode)
            samples.append(thread_time() - started)
        times[depth] = min(samples)
        window.close()
        window.setParent(None)
        window.deleteLater()
    assert times[10] < times[1] * 3 or times[10] == pytest.approx(times[1], abs=0.02)
