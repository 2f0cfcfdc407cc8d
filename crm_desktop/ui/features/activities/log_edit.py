"""The line of the log bar: what is recognised in it is tinted, and turns back into text by Backspace or a click."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from crm_desktop.domain.activities.logline import Chip
from crm_desktop.ui.features.activities.literals import Spans, difference, moved, place_of, units
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingTextEdit

_LOWEST, _TALLEST = 36, 160
_FRAME = 12
"""Border and padding, above and below together; all in pixels."""

_HUE_OF = {
    "kind": 0,
    "outcome": 6,
    "person": 7,
    "date": 1,
    "length": 3,
    "follow_up": 2,
    "title": 2,
    "tag": 5,
    "link": 4,
}
"""Sort of piece -> colour of the theme."""


class LogEdit(ComposingTextEdit):
    """Enter submits, Shift+Enter begins a line, Esc leaves. A composition is never submitted."""

    submitted = Signal()
    escaped = Signal()
    typed = Signal()
    """The text, what is being composed, or a piece turned back into text is different now."""

    focused = Signal()
    moved_down = Signal(int)
    """Arrow down (1) or up (-1) where there is no line to go to."""

    accepted = Signal()
    """Tab: takes what is offered, if anything is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before = ""
        self._hints: tuple[str, ...] = ("",)
        self._chips: tuple[Chip, ...] = ()
        self.literal: Spans = frozenset()
        self.has_offer = False
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(theme.font("body"))
        self.textChanged.connect(self._on_text_changed)
        theme.changed.connect(self._on_theme_changed)
        self.fit()

    @property
    def whole_text(self) -> str:
        """The text with the composition at the cursor."""
        text = self.toPlainText()
        at = place_of(text, self.textCursor().position())
        return text[:at] + self._preedit + text[at:]

    @property
    def is_composing(self) -> bool:
        """Whether Enter would only end a composition."""
        return bool(self._preedit)

    def set_hint(self, text: str, shorter: str = "") -> None:
        """What stands in the empty line, where `text` does not fit `shorter`; Qt would begin a second line."""
        self._hints = (text, shorter) if shorter else (text,)
        self._show_hint()

    def _show_hint(self) -> None:
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        metrics = self.fontMetrics()
        fitting = (hint for hint in self._hints if metrics.horizontalAdvance(hint) <= room)
        hint = next(fitting, self._hints[-1])
        self.setPlaceholderText(metrics.elidedText(hint, Qt.TextElideMode.ElideRight, room))

    def put(self, text: str) -> None:
        """Replace everything; the cursor stands at the end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def empty(self) -> None:
        """Take everything away, without telling: what stood here is on its way into the file."""
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self._before, self.literal = "", frozenset()
        self.show_chips(())
        self.fit()

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Tint these pieces of `whole_text`."""
        self._chips = tuple(chips)
        text, hues = self.whole_text, self._theme.tokens.hues
        begin = place_of(self.toPlainText(), self.textCursor().position())
        composed = (begin, begin + len(self._preedit))
        marks = []
        for chip in self._chips:
            if self._preedit and chip.start < composed[1] and composed[0] < chip.end:
                continue
            back = len(self._preedit) if chip.start >= composed[1] else 0
            mark = QTextEdit.ExtraSelection()
            mark.format = self._format(
                hues[_HUE_OF.get(chip.kind, 0)].text, hues[_HUE_OF.get(chip.kind, 0)].tint
            )
            cursor = QTextCursor(self.document())
            cursor.setPosition(units(text, chip.start) - back)
            cursor.setPosition(units(text, chip.end) - back, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            marks.append(mark)
        self.setExtraSelections(marks)

    def _format(self, ink: str, ground: str) -> QTextCharFormat:
        mark = QTextCharFormat()
        mark.setForeground(QColor(ink))
        mark.setBackground(QColor(ground))
        if self._theme.tokens.is_contrast:
            mark.setFontUnderline(True)
        return mark

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font("body"))
        self._show_hint()
        self.show_chips(self._chips)
        self.fit()

    # --- pieces

    def _chip_at(self, place: int) -> Chip | None:
        return next((c for c in self._chips if c.start < place <= c.end), None)

    def turn_to_text(self, chip: Chip) -> None:
        """A piece is meant as plain text."""
        self.literal |= {(chip.start, chip.end)}
        self.typed.emit()

    def _turn_back_before_cursor(self) -> bool:
        cursor = self.textCursor()
        place = place_of(self.toPlainText(), cursor.position())
        chip = next((c for c in self._chips if c.end == place), None)
        if chip is None or cursor.hasSelection() or self._preedit:
            return False
        self.turn_to_text(chip)
        return True

    # --- events

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter, Esc, Backspace at a piece, arrows out of the text."""
        key, modifiers = event.key(), event.modifiers()
        is_plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            if not self._preedit:
                self.submitted.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif key == Qt.Key.Key_Down and self.has_offer and is_plain:
            self.moved_down.emit(1)
        elif key == Qt.Key.Key_Up and self.has_offer and is_plain:
            self.moved_down.emit(-1)
        elif not (key == Qt.Key.Key_Backspace and is_plain and self._turn_back_before_cursor()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, on: bool) -> bool:  # noqa: N802 - Qt's name and form
        """Tab takes what is offered; without an offer it goes on."""
        if on and self.has_offer:
            self.accepted.emit()
            return True
        return super().focusNextPrevChild(on)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a piece makes it text; a click on such text reads it again."""
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection() or event.button() != Qt.MouseButton.LeftButton:
            return
        place = place_of(self.toPlainText(), self.cursorForPosition(event.position().toPoint()).position())
        plain = next(((s, e) for s, e in self.literal if s < place < e), None)
        chip = self._chip_at(place)
        if plain is not None:
            self.literal -= {plain}
            self.typed.emit()
        elif chip is not None and chip.start < place < chip.end:
            self.turn_to_text(chip)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """What is being composed counts for the preview."""
        before = self._preedit
        super().inputMethodEvent(event)
        if self._preedit != before:
            self.typed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell who shows what colleagues did."""
        super().focusInEvent(event)
        self.focused.emit()

    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if text == self._before:
            return  # only its colours are different
        at, removed, added = difference(self._before, text)
        self.literal = moved(self.literal, at, removed, added, text[at + len(added) : at + len(added) + 1])
        self._before = text
        self.fit()
        self.typed.emit()

    def fit(self) -> None:
        """Take the height of the text."""
        height, block = 0.0, self.document().begin()
        while block.isValid():  # in pixels: a line of Hangul is higher than one of Latin letters
            height += self.blockBoundingRect(block).height()
            block = block.next()
        whole = (
            math.ceil(height + self.document().documentMargin()) + _FRAME
        )  # that above is in the first line
        # Until the layout has given the new height, Qt would show a bar for the line that is out of sight.
        is_cut = whole > _TALLEST
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_cut else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(min(max(whole, _LOWEST), _TALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, another number of lines."""
        super().resizeEvent(event)
        self._show_hint()
        self.fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May be narrow."""
        return QSize(80, _LOWEST)
