"""Whoever works with the keyboard sees where it is: on every control of every surface, in all four colour schemes.

A control is looked at with and without the keyboard. Enough pixels must stand out (3 to 1, WCAG 2.2, 2.4.13) from what
was there before; the line of a text cursor is not enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.app import Desk
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.theme.tokens import contrast
from tests.ui.surfaces import desk_on, fill, surfaces

MODES = ("light", "dark", "contrast_light", "contrast_dark")
ENOUGH_PIXELS = 40
STANDS_OUT, DIFFERS = 3.0, 2.0
OUTSIDE = 4
"""A ring may lie so far outside of its control."""

ALWAYS_IN_USE = ("paletteInput",)
"""The one place for the keyboard of an overlay that closes as soon as the keyboard leaves it."""


@pytest.fixture
def desk(qapp: QApplication, crm_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The window on a file of four people."""
    fill(crm_file)
    with desk_on(tmp_path / "home", crm_file) as made:
        yield made


def takes_keyboard(widget: QWidget) -> bool:
    """Whether Tab or arrow keys can lead here now."""
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
        and widget.objectName() not in ALWAYS_IN_USE
    )


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever a control lies in."""
    owner = widget.parentWidget()
    while owner is not None:
        if isinstance(owner, QScrollArea):
            owner.ensureWidgetVisible(widget)
        owner = owner.parentWidget()


def picture(widget: QWidget) -> QImage:
    """What the window shows where a control is."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    seen = place.marginsAdded(QMargins(*[OUTSIDE] * 4)) & window.rect()
    return window.grab(seen).toImage().convertToFormat(QImage.Format.Format_RGB32)


def pixels_that_stand_out(before: QImage, after: QImage) -> int:
    """How many pixels are new and stand out, from what was there or from the ground around the control."""
    first, second = (memoryview(image.constBits()).cast("I") for image in (before, after))
    ground = _colour(first[0])
    count = 0
    for (old, new), many in Counter(zip(first, second, strict=True)).items():
        if old != new:
            change = contrast(_colour(old), _colour(new))
            if change >= STANDS_OUT or (change >= DIFFERS and contrast(_colour(new), ground) >= STANDS_OUT):
                count += many
    return count


def _colour(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06X}"


def ring_pixels(widget: QWidget) -> int:
    """How many pixels of a control stand out because it has the keyboard."""
    bring_into_view(widget)
    holder = widget.window().focusWidget()
    if holder is not None:
        holder.clearFocus()
    QApplication.processEvents()
    before = picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return pixels_that_stand_out(before, picture(widget))


def describe(widget: QWidget) -> str:
    """A control in a message; two that are made alike are one."""
    owners = []
    owner = widget.parentWidget()
    while owner is not None and len(owners) < 3:
        owners.append(type(owner).__name__)
        owner = owner.parentWidget()
    kind = next((name for name in ("primary", "link", "chip", "quiet") if widget.property(name)), "")
    name = widget.accessibleName() if not isinstance(widget, QLineEdit) else ""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {kind} {name or text!r} in {' in '.join(owners)}"


def unseen_controls(controls: dict[str, QWidget], theme: Theme) -> Iterator[str]:
    """Those which look alike with and without the keyboard, in any of the schemes."""
    for mode in _modes_from(theme.mode) if controls else ():
        theme.set_mode(mode)
        QApplication.processEvents()
        for title, widget in controls.items():
            if shiboken6.isValid(widget) and widget.isVisible():  # the keyboard may close what it leaves
                count = ring_pixels(widget)
                if count < ENOUGH_PIXELS:
                    yield f"{title} ({count} pixels in {mode})"


def _modes_from(now: str) -> tuple[str, ...]:
    """All schemes, to and fro, since each change takes its time."""
    return MODES[::-1] if now == MODES[-1] else MODES


def test_the_keyboard_is_seen_wherever_it_is(desk: Desk) -> None:
    unseen: dict[str, str] = {}
    checked: set[str] = set()
    for name, surface in surfaces(desk):
        here = [
            w for w in surface.findChildren(QWidget) if takes_keyboard(w) and w.window() is surface.window()
        ]
        new = {title: widget for widget in here if (title := describe(widget)) not in checked}
        checked |= set(new)
        surface.window().activateWindow()
        for fault in unseen_controls(new, desk.theme):
            unseen.setdefault(fault, name)
    assert len(checked) > 100
    if unseen:
        pytest.fail("\n".join(f"{name}: {fault}" for fault, name in unseen.items()))


def test_control_a_button_without_a_ring_is_found(qapp: QApplication, theme: Theme) -> None:
    dialog = QWidget()
    column = QVBoxLayout(dialog)
    named = {title: QPushButton(title) for title in ("ring", "none")}
    for button in named.values():
        column.addWidget(button)
    theme.dress(dialog)
    named["none"].setStyleSheet("QPushButton, QPushButton:focus { border: 1px solid grey; outline: 0; }")
    dialog.show()
    dialog.activateWindow()
    faults = list(unseen_controls({**named}, theme))
    assert len(faults) == len(MODES)
    assert all(fault.startswith("none") for fault in faults)
    dialog.close()
    dialog.deleteLater()
