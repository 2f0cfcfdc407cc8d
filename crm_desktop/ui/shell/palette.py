"""The command palette: find any record, run any command, create what is not there (ux 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.match import match_score
from crm_desktop.ui.shell.palette_list import PaletteDelegate, PaletteModel, PaletteRow
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.floating import Floating
from crm_desktop.ui.widgets.labels import ElidedLabel

_WIDTH = 640
_TALLEST = 500

Answer = Callable[[list[PaletteRow]], None]


class PaletteSource(Protocol):
    """Where the rows come from."""

    def at_once(self, text: str, hits: Sequence[PaletteRow]) -> list[PaletteRow]:
        """The rows to show for `text` now; `hits` are those of the last search."""
        ...

    def search(self, text: str, answer: Answer) -> bool:
        """Begin to look for what `text` means in the file, instead of what was looked for before.

        Returns False when there is nothing to look for.
        """
        ...

    def stop(self) -> None:
        """The answer of the last search is not wanted any more."""
        ...

    def actions(self, row: PaletteRow, answer: Answer) -> list[PaletteRow]:
        """What can be done with a hit, as far as known at once; `answer` gets all of it, perhaps later."""
        ...

    def open_window(self, row: PaletteRow) -> None:
        """Open a hit in a window of its own."""
        ...

    def signs(self) -> str:
        """The signs that narrow the search, in words, for the foot."""
        ...


class _Input(ComposingLineEdit):
    """The palette's line: arrows drive the list below it."""

    arrow = Signal(int)
    chosen = Signal(bool)
    escaped = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps:
            self.arrow.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.is_composing:
                self.chosen.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.whole_text:
            self.emptied.emit()
        else:
            super().keyPressEvent(event)


class Palette(Floating):
    """Lies over the window. Tab on a hit shows what can be done with it; Esc leads back, then out."""

    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget, source: PaletteSource) -> None:
        super().__init__(parent)
        self._theme, self._over, self._source = theme, parent, source
        self._focus_before: QWidget | None = None
        self._text = ""
        self._hits: list[PaletteRow] = []
        self._subject: PaletteRow | None = None
        self._subject_actions: list[PaletteRow] = []
        self._text_before = ""
        self._is_searching = self._has_moved = False
        self._chosen_early: bool | None = None
        self._build(theme)
        self.hide()

    def _build(self, theme: Theme) -> None:
        self._input = _Input()
        self._input.setObjectName("paletteInput")
        self._input.setFont(theme.font("row_plain"))
        self._rows = PaletteModel(self)
        self._list = QListView()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(PaletteDelegate(theme, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(_("Results"))
        self._signs = ElidedLabel(theme, role="caption", colour="text_3")
        self._keys = ElidedLabel(theme, role="caption", colour="text_3")
        self._icon = QLabel()
        line = QHBoxLayout()
        line.setContentsMargins(14, 4, 14, 0)
        line.addWidget(self._icon)
        line.addWidget(self._input, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 0)
        foot.setSpacing(2)
        foot.addWidget(self._signs)
        foot.addWidget(self._keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 8)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._list, 1)
        column.addLayout(foot)
        self._input.installEventFilter(self)
        self._input.typed.connect(self._on_typed)
        self._input.arrow.connect(self._on_arrow)
        self._input.chosen.connect(self._on_chosen)
        self._input.escaped.connect(self._on_escaped)
        self._input.emptied.connect(self._leave_actions)
        self._list.clicked.connect(lambda _index: self._on_chosen(False))

    def open(self, text: str = "") -> None:
        """Show over the window, with `text` typed in already."""
        if not self.isVisible():
            self._focus_before = self.window().focusWidget()
        # Opaque, or else what lies below would be painted anew with every row; a style sheet takes it back.
        self._list.viewport().setAutoFillBackground(True)
        self._icon.setPixmap(self._theme.pixmap("search", "text_3", 18, self.devicePixelRatioF()))
        self._subject = None
        self._say_what_to_type()
        self._input.blockSignals(True)
        self._input.setText(text)
        self._input.blockSignals(False)
        self._on_typed(text)
        self.show()
        self._input.setFocus()

    def dismiss(self) -> None:
        """Close, and give the focus back."""
        self._source.stop()
        self._is_searching = False
        self._chosen_early = None
        self.hide()
        before = self._focus_before
        if before is not None and shiboken6.isValid(before) and before.isVisible():  # its page may have gone
            before.setFocus()
        self._focus_before = None
        self.closed.emit()

    def place(self) -> None:
        """In the middle, a little below the top."""
        parent = self._over
        width = min(_WIDTH, parent.width() - 48)
        foot = self._signs.sizeHint().height() + self._keys.sizeHint().height() + 72
        wanted = len(self._rows.rows) * self._list.sizeHintForRow(0) + foot if self._rows.rows else foot
        height = min(wanted, _TALLEST, parent.height() - 72)
        self.setGeometry((parent.width() - width) // 2, 48, width, height)

    @property
    def rows(self) -> list[PaletteRow]:
        """What is on show, for tests and screen readers."""
        return self._rows.rows

    @property
    def is_searching(self) -> bool:
        """Whether the answer to what was typed is still to come."""
        return self._is_searching

    # --- what is shown

    def _say_what_to_type(self) -> None:
        if self._subject is not None:
            hint = _("What to do with “{name}”").format(name=self._subject.title)
            keys = _("Enter does it    Esc goes back")
        else:
            hint = _("Name, phone, e-mail, place, or a command")
            keys = _("Enter opens    Ctrl+Enter in its own window    Tab shows actions    Esc closes")
        self._input.setPlaceholderText(hint)
        self._input.setAccessibleName(hint if self._subject else _("Search or run a command"))
        self._signs.setText("" if self._subject else self._source.signs())
        self._keys.setText(keys)

    def _on_typed(self, text: str) -> None:
        self._text = text
        self._has_moved = False
        self._chosen_early = None
        self._source.stop()
        if self._subject is not None:
            self._is_searching = False
            self._show_actions()
            return
        if not text.strip():
            self._hits = []
        self._show(self._source.at_once(text, self._hits))
        self._is_searching = False
        if text.strip():
            self._start_search()

    def _start_search(self) -> None:
        text, self._is_searching = self._text, True
        if not self._source.search(text, lambda hits: self._on_hits(text, hits)):  # it may answer at once
            self._is_searching = False
            self._hits = []
            self._on_answered()

    def _on_hits(self, text: str, hits: list[PaletteRow]) -> None:
        if text != self._text or not self._is_searching:
            return
        self._hits = hits
        self._is_searching = False
        self._on_answered()

    def _on_answered(self) -> None:
        self._show(self._source.at_once(self._text, self._hits))
        if self._chosen_early is not None:
            early, self._chosen_early = self._chosen_early, None
            self._on_chosen(early)

    def _show(self, rows: list[PaletteRow]) -> None:
        """The best row is chosen, unless the user has moved to another one that is still there."""
        kept = self._current() if self._has_moved else None
        self._rows.show(rows)
        self.place()
        if rows:
            at = next((i for i, row in enumerate(rows) if kept is not None and row.is_same(kept)), 0)
            self._list.setCurrentIndex(self._rows.index(at, 0))

    # --- actions of a hit

    def _enter_actions(self) -> None:
        row = self._current()
        if row is None or row.ref is None or self._subject is not None:
            return
        self._subject, self._text_before = row, self._input.text()
        self._say_what_to_type()
        self._subject_actions = []
        first = self._source.actions(row, lambda rows: self._on_actions(row, rows))
        self._subject_actions = self._subject_actions or first  # the whole answer may have come already
        self._input.setText("")
        self._on_typed("")

    def _on_actions(self, row: PaletteRow, actions: list[PaletteRow]) -> None:
        if self._subject is row:
            self._subject_actions = actions
            self._show_actions()

    def _show_actions(self) -> None:
        scored = [(match_score(self._text, row.title), row) for row in self._subject_actions]
        self._show([row for score, row in scored if score is not None])

    def _leave_actions(self) -> None:
        if self._subject is None:
            return
        subject, self._subject = self._subject, None
        self._say_what_to_type()
        self._input.setText(self._text_before)
        self._on_typed(self._text_before)
        for at, row in enumerate(self._rows.rows):
            if row.is_same(subject):
                self._list.setCurrentIndex(self._rows.index(at, 0))
                self._has_moved = True

    # --- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tab is ours while the palette is open: it shows the actions of a hit, and never leaves the palette."""
        if (
            watched is self._input
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            if event.key() == Qt.Key.Key_Tab:
                self._enter_actions()
            else:
                self._leave_actions()
            return True
        return super().eventFilter(watched, event)

    def _current(self) -> PaletteRow | None:
        index = self._list.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def _on_arrow(self, by: int) -> None:
        if not self._rows.rows:
            return
        row = min(max(self._list.currentIndex().row() + by, 0), len(self._rows.rows) - 1)
        self._has_moved = True
        self._list.setCurrentIndex(self._rows.index(row, 0))
        spoken = QAccessibleAnnouncementEvent(self._input, self._rows.rows[row].spoken)
        QAccessible.updateAccessibility(spoken)

    def _on_escaped(self) -> None:
        if self._subject is not None:
            self._leave_actions()
        else:
            self.dismiss()

    def _on_chosen(self, in_window: bool) -> None:
        """Enter before the answer is there waits for it: who types a name and Enter means the person."""
        if self._is_searching and not self._has_moved:
            self._chosen_early = in_window
            return
        row = self._current()
        if row is None or row.refusal:
            return
        self.dismiss()
        if in_window and row.ref is not None:
            self._source.open_window(row)
        else:
            row.run()
