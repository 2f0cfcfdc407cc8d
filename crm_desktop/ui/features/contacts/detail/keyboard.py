"""Where the keyboard goes on the page of a record: from section to section, and from a field to its history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import past_card
from crm_desktop.ui.forms.tab_order import stops
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.theme.theme import Theme


def section_after(sections: Sequence[QWidget], focused: QWidget | None) -> QWidget:
    """The section after the one that has the keyboard, round and round; the first when none has it."""
    at = next((i for i, each in enumerate(sections) if focused and each.isAncestorOf(focused)), -1)
    return sections[(at + 1) % len(sections)]


def first_line(section: QWidget) -> QWidget:
    """Where typing begins in a section: its first line of text on view, else its first stop of Tab."""
    seen = [stop for stop in stops(section) if stop.isVisibleTo(section)]
    return next((stop for stop in seen if isinstance(stop, QLineEdit | QPlainTextEdit)), seen[0])


def open_history(theme: Theme, page: QWidget) -> bool:
    """Show the history of the field that has the keyboard; whether one on `page` has it."""
    widget: QWidget | None = page.window().focusWidget()
    while widget is not None and widget is not page:
        if isinstance(widget, FieldEdit | TextEdit) and widget.past is not None:
            past_card(theme, page).open_for(widget, widget)
            return True
        widget = widget.parentWidget()
    return False
