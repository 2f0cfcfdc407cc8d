"""Every surface with every text longer, in brackets, and mirrored: nothing is cut, nothing plain, nothing overlaps."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_datetime, format_timedelta
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QGroupBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from crm_desktop.base import i18n
from crm_desktop.ui.widgets.labels import ElidedLabel
from tests.factories.people import EVERYONE
from tests.ui.surfaces import desk_on, fill, surfaces

GROWTH = 1.6
"""Portuguese is up to twice as long for one word and half as long again for a sentence (ux 2.3)."""

SLACK = 2
"""Pixels by which metrics and painting may differ."""

FEW = 12

_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_KEYS = re.compile(
    r"\b(?:(?:Ctrl|Shift|Alt|Meta)\+)+\S+|\b(?:F\d+|Esc|Del|Enter|PgUp|PgDown|Up|Down|Home|End|Ctrl)\b"
)
_PLACE = re.compile(r"(?:/[^\s/]+)+")
_NAMES = {
    "CRM", "Desktop", "office", "crm", "Anna",  # of the program, the file and its user
    "vCard", "CSV", "JSON", "PDF", "vcf", "csv", "json", "DejaVu", "Sans", "Qt",
    "PySide", "Python", "SQLite", "AM", "PM",
    "ok", "lm",  # codes of outcomes
}  # fmt: skip
"""What is called the same in every language."""


def words_of(value: Any) -> set[str]:
    """All words of a record, which nobody translates."""
    if isinstance(value, str):
        return set(_WORD.findall(value))
    if isinstance(value, dict):
        return set().union(*map(words_of, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(words_of, value))
    return set()


def _languages() -> Iterator[str]:
    """Each language of the program in itself."""
    for code in i18n.available_languages():
        yield Locale.parse(code).get_display_name() or code


_ENGLISH = Locale("en")
OWN_WORDS = _NAMES.union(
    *(words_of(dataclasses.asdict(record)) for record in EVERYONE),
    words_of(dict(_ENGLISH.territories)),  # Babel has these in all languages, and dates
    words_of([name.upper() for name in _ENGLISH.territories.values()]),  # as they stand below an address
    words_of([format_datetime(dt.datetime.now(dt.UTC), "full", locale="en")]),
    words_of(dict(_ENGLISH.languages)),
    words_of(dict(_ENGLISH.days["format"]["wide"])),
    *(words_of([name, name.capitalize()]) for name in _languages()),
    *(words_of(dict(_ENGLISH.months["format"][width])) for width in ("wide", "abbreviated")),
    {"kB", "MB", "GB"},
    *(words_of(format_timedelta(dt.timedelta(minutes=n), add_direction=True, locale="en")) for n in (1, -1)),
)


# --- what is wrong with a surface


def shown(surface: QWidget) -> list[QWidget]:
    """The widgets on view, without the inner parts of Qt's own."""
    return [
        widget
        for widget in surface.findChildren(QWidget)
        if widget.isVisible()
        and widget.window() is surface.window()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
    ]


def cut(surface: QWidget) -> Iterator[str]:
    """Texts that are wider or higher than their place, and have no tooltip with the whole of it."""
    for widget in shown(surface):
        text, needed, place = _needs(widget)
        is_told = text and text.replace("&", "") in widget.toolTip()
        if text and not is_told and (needed[0] > place[0] + SLACK or needed[1] > place[1] + SLACK):
            yield f"{type(widget).__name__} {text!r} needs {needed} and has {place}"
        if not _is_inside(widget):
            yield f"{type(widget).__name__} {text!r} sticks out of {type(widget.parentWidget()).__name__}"
    for header in surface.findChildren(QHeaderView):
        if header.isVisible():
            yield from _cut_sections(header)


def _needs(widget: QWidget) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The text of a widget, the room it needs, and the room that it has."""
    metrics, option = widget.fontMetrics(), QStyleOptionButton()
    text, room = "", widget.contentsRect()
    if isinstance(widget, QLabel):
        if isinstance(widget, ElidedLabel) or widget.textFormat() == Qt.TextFormat.RichText:
            return "", (0, 0), (0, 0)
        text = widget.text()
        if widget.wordWrap():
            return text, (0, widget.heightForWidth(widget.width())), (0, widget.height())
    elif isinstance(widget, QPushButton | QCheckBox | QRadioButton):
        text = widget.text()
        if isinstance(widget, QPushButton):
            widget.initStyleOption(option)
            room = widget.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, widget)
            if not widget.icon().isNull():
                room.adjust(0, 0, -widget.iconSize().width() - 4, 0)
        else:
            room.adjust(0, 0, -widget.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth) - 4, 0)
    elif isinstance(widget, QToolButton):
        if widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
            text = widget.text()
    elif isinstance(widget, QComboBox):
        drop = QStyleOptionComboBox()
        widget.initStyleOption(drop)
        text = widget.currentText()
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, drop, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
    elif isinstance(widget, QLineEdit) and not widget.text() and not widget.accessibleName():
        text = widget.placeholderText()  # which ends in dots when it is long, and is no loss beside a name
    size = metrics.size(Qt.TextFlag.TextShowMnemonic, text)
    return text, (size.width(), metrics.height() if text else 0), (room.width(), widget.height())


def _is_inside(widget: QWidget) -> bool:
    """Whether a text or button is within what holds it; what scrolls may be larger than what is on view."""
    parent = widget.parentWidget()
    if parent is None or not isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox):
        return True
    if widget.isWindow() or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return True
    return parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def _cut_sections(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation(), Qt.ItemDataRole.DisplayRole) or "")
        told = str(model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        is_wide = header.fontMetrics().horizontalAdvance(text) > header.sectionSize(section) - SLACK
        is_shown = header.orientation() == Qt.Orientation.Horizontal and not header.isSectionHidden(section)
        if is_shown and is_wide and text not in told:
            yield f"heading {text!r} has {header.sectionSize(section)}"


def plain(surface: QWidget) -> Iterator[str]:
    """Texts that did not come through gettext."""
    for widget in shown(surface):
        for text in _texts(widget):
            rest = text
            while (shorter := _BRACKETED.sub(" ", rest)) != rest:
                rest = shorter
            words = set(_WORD.findall(_KEYS.sub(" ", _PLACE.sub(" ", rest)))) - OWN_WORDS
            if words:
                yield f"{type(widget).__name__} {text!r}"


def _texts(widget: QWidget) -> Iterator[str]:
    """All that a widget says, aloud too."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        few = range(widget.count() if widget.count() <= FEW else 0)  # of the many, Babel has the words
        yield from (widget.itemText(number) for number in few)
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QHeaderView):
        model = widget.model()
        yield from (str(model.headerData(n, widget.orientation()) or "") for n in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        node = QAccessible.queryAccessibleInterface(widget)
        children = (node.child(number) for number in range(min(node.childCount(), 60)))
        yield from (child.text(QAccessible.Text.Name) for child in children if child is not None)
    yield from (action.text() for action in widget.actions() if widget.isWindow())


def overlapping(surface: QWidget) -> Iterator[str]:
    """Texts and controls that lie on each other."""
    groups: dict[int, list[QWidget]] = {}
    for widget in shown(surface):
        if (
            isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox)
            and widget.parentWidget().layout()
        ):
            groups.setdefault(id(widget.parentWidget()), []).append(widget)
    for group in groups.values():
        for one, other in itertools.combinations(group, 2):
            common: QRect = one.geometry().intersected(other.geometry())
            if common.width() > 1 and common.height() > 1:
                yield " and ".join(
                    f"{type(each).__name__} {each.accessibleName()!r}" for each in (one, other)
                )


# --- the runs


@pytest.fixture
def long_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every text accented, in brackets and half as long again."""
    monkeypatch.setenv("CRM_PSEUDO", "1")
    monkeypatch.setattr(i18n, "_PSEUDO_GROWTH", GROWTH)
    i18n.set_language("en")
    yield
    monkeypatch.undo()
    i18n.set_language("en")


@pytest.mark.parametrize("is_mirrored", [False, True], ids=["from-left", "from-right"])
@pytest.mark.parametrize(("width", "height"), [(800, 500), (1280, 800)], ids=["small", "usual"])
@pytest.mark.usefixtures("long_words")
def test_every_surface_takes_long_words(
    qapp: QApplication, crm_file: Path, tmp_path: Path, width: int, height: int, is_mirrored: bool
) -> None:
    fill(crm_file)
    checks: list[Callable[[QWidget], Iterable[str]]] = [cut, plain, overlapping]
    found: dict[str, str] = {}
    with desk_on(tmp_path / "home", crm_file, width, height) as desk:
        if is_mirrored:
            qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for name, surface in surfaces(desk):
            assert surface.layoutDirection() == qapp.layoutDirection()
            assert surface.width() <= max(width, 1000)
            for check in checks:
                if check is plain and name == "help.manual":  # there is one for each language
                    continue
                for fault in check(surface):
                    found.setdefault(f"{check.__name__}: {fault}", name)
    if found:
        pytest.fail("\n".join(f"{fault} in {name}" for fault, name in found.items()))


def test_controls_what_is_wrong_on_purpose_is_found(qapp: QApplication) -> None:
    dialog = QDialog()
    row = QHBoxLayout(dialog)
    label, button, wide = (
        QLabel("[far too long for its place]"),
        QPushButton("[also too long]"),
        QLabel("plain text"),
    )
    for widget in (label, button):
        widget.setFixedWidth(40)
    for widget in (label, button, wide):
        row.addWidget(widget)
    dialog.show()
    row.activate()
    wide.setGeometry(label.geometry())
    assert len([fault for fault in cut(dialog) if "needs" in fault]) == 2 + (wide.sizeHint().width() > 40)
    assert [fault for fault in plain(dialog) if "plain text" in fault]
    assert len(list(overlapping(dialog))) == 1
    dialog.close()
    dialog.deleteLater()
