"""What a field was before, on a small card beside it: when, who, before and after, each with a way back."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.formats import moment_text
from crm_desktop.base.i18n import _
from crm_desktop.services.contacts.field_past import PastValue
from crm_desktop.ui.forms.choice_edit import ChoiceButton
from crm_desktop.ui.forms.saving import ReadPast
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

HOVER_MS = 500
"""So long the pointer rests on a caption before the card opens."""

_LEAVE_MS = 350
_SHOWN = 5
_LONGEST = 90
_WIDTH = 380


class HasPast(Protocol):
    """A field whose history can be shown."""

    @property
    def title(self) -> str:
        """What the field is called."""
        ...

    @property
    def past(self) -> ReadPast | None:
        """What reads its history; None when it has none."""
        ...

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be put into it."""
        ...

    def put(self, text: str) -> None:
        """Type `text` into it and save."""
        ...


class PastCard(QFrame):
    """One for each window, made when it is first needed."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._field: HasPast | None = None
        self._anchor: QWidget | None = None
        self._takes_focus = False
        self._before: QWidget | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(self._lines)
        self._open = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._open.timeout.connect(self._read)
        self._close = QTimer(self, singleShot=True, interval=_LEAVE_MS)
        self._close.timeout.connect(self.hide)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusObjectChanged.connect(self._on_focus_changed)
        self.hide()

    def hover(self, field: HasPast, anchor: QWidget) -> None:
        """The pointer rests on the caption of a field."""
        if field.past is None or (self.isVisible() and self._takes_focus):
            return
        self._close.stop()
        if self.isVisible() and self._field is field:
            return
        self._field, self._anchor, self._takes_focus = field, anchor, False
        self._open.start()

    def unhover(self) -> None:
        """The pointer went on."""
        self._open.stop()
        if self.isVisible() and not self._takes_focus:
            self._close.start()

    def open_for(self, field: HasPast, anchor: QWidget) -> None:
        """Show the history of a field and give the card the keyboard."""
        self._open.stop()
        self._field, self._anchor, self._takes_focus = field, anchor, True
        self._before = self.window().focusWidget()
        self._read()

    def _read(self) -> None:
        if self._field is not None and self._field.past is not None:
            self._field.past(partial(self._show, self._field))

    def _show(self, field: HasPast, values: list[PastValue]) -> None:
        if field is not self._field or self._anchor is None or not shiboken6.isValid(self._anchor):
            return
        self._anchor.destroyed.connect(self.hide)
        self._clear()
        heading = _("History of {field}").format(field=field.title)
        self.setAccessibleName(heading)
        self._lines.addWidget(TextLabel(self._theme, heading, "strong"))
        if not values:
            self._lines.addWidget(TextLabel(self._theme, _("Nothing was changed yet."), colour="text_3"))
        for value in values[:_SHOWN]:
            self._lines.addWidget(self._line(field, value))
        self._place()
        self.show()
        self.raise_()
        if self._takes_focus:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _line(self, field: HasPast, value: PastValue) -> QWidget:
        line = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        who = value.who or _("Another program")
        when = _("{time} · {who}").format(time=moment_text(value.at, "short"), who=who)
        texts.addWidget(TextLabel(self._theme, when, "caption", "text_3"))
        texts.addWidget(TextLabel(self._theme, _change_text(value), wrap=True))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(texts, 1)
        if value.before is not None and not field.is_read_only:
            before = value.before
            button = push_button(_("Put back"), lambda: self._put_back(field, before), kind="link")
            button.setAccessibleName(_("Put back “{text}”").format(text=_short(value.before_text)))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        return line

    def _put_back(self, field: HasPast, text: str) -> None:
        self.hide()
        field.put(text)

    def _place(self) -> None:
        """Below the caption, or above it where there is no room; never beyond the window."""
        window, anchor = self.window(), self._anchor
        self.setFixedWidth(min(_WIDTH, window.width() - 16))
        self.adjustSize()
        if anchor is None:
            return
        corner = anchor.mapTo(window, QPoint(0, anchor.height() + 4))
        if corner.y() + self.height() > window.height():
            corner.setY(max(8, anchor.mapTo(window, QPoint(0, -4)).y() - self.height()))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner.setX(corner.x() + anchor.width() - self.width())
        corner.setX(max(8, min(corner.x(), window.width() - self.width() - 8)))
        self.move(corner)

    # --- pointer and keyboard

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Stays while the pointer is on it."""
        super().enterEvent(event)
        self._close.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Goes a moment after the pointer did."""
        super().leaveEvent(event)
        self.unhover()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard goes back to where it was."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if self._takes_focus and before is not None and shiboken6.isValid(before):
            before.setFocus()
        self._takes_focus = False

    def _on_focus_changed(self, now: QObject | None) -> None:
        """A card that was opened by the keyboard goes when the keyboard goes elsewhere."""
        is_inside = now is self or (isinstance(now, QWidget) and self.isAncestorOf(now))
        if self._takes_focus and self.isVisible() and not is_inside and now is not None:
            self._before = None
            self.hide()


def past_card(theme: Theme, widget: QWidget) -> PastCard:
    """The card of the window that `widget` stands in."""
    window = widget.window()
    found = window.findChild(PastCard, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, PastCard) else PastCard(theme, window)


class PastCaption(TextLabel):
    """The caption of a field; resting on it opens the history of the field.

    With the events of its own, and not a filter: a filter in Python is woken by every event of every caption, and
    also while a caption is being deleted, which ends the process (seen).
    """

    def __init__(self, theme: Theme, text: str, role: str = "body") -> None:
        super().__init__(theme, text, role, "text_3", wrap=True)
        self.past_field: HasPast | None = None

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """The history opens when the pointer rests here."""
        super().enterEvent(event)
        if self.past_field is not None:
            past_card(self._theme, self).hover(self.past_field, self)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer went on."""
        super().leaveEvent(event)
        if self.past_field is not None:
            past_card(self._theme, self).unhover()


class PastChoice(ChoiceButton):
    """A choice that is the caption of a field."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]],
        value: str,
        choose: Callable[[str], object],
    ) -> None:
        """As every choice; words of one's own are possible."""
        super().__init__(theme, name, choices, value, choose, allows_own=True)
        self._theme = theme
        self.past_field: HasPast | None = None

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """The history opens when the pointer rests here."""
        super().enterEvent(event)
        if self.past_field is not None:
            past_card(self._theme, self).hover(self.past_field, self)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer went on."""
        super().leaveEvent(event)
        if self.past_field is not None:
            past_card(self._theme, self).unhover()


def _change_text(value: PastValue) -> str:
    if value.before is None:
        return _short(value.after_text)
    return _("{before} → {after}").format(before=_short(value.before_text), after=_short(value.after_text))


def _short(text: str) -> str:
    return textwrap.shorten(text, _LONGEST, placeholder="…") or _("empty")
