"""The list of what is to be done, worked through by keys: Space, S, Enter, Ctrl+L, Delete."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.features.today.do_model import DoModel, Heading, Line
from crm_desktop.ui.features.today.do_painter import TICK_WIDTH, DoPainter
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.row_table import arrange_rows

_OURS = frozenset({Qt.Key.Key_Delete})
"""Keys that are this list's while it has the keyboard, not a command's for something else."""


class DoView(QTableView):
    """Each signal carries the due thing it is about."""

    done_wanted = Signal(object)
    snooze_wanted = Signal(object)
    opened = Signal(object)
    call_off_wanted = Signal(object)
    log_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = DoModel(self)
        self.face = DoPainter(theme, self)
        self.has_letters = True
        self._kept: tuple[Line | None, int] = (None, 0)
        self.setModel(self.rows)
        self.setItemDelegate(self.face)
        self.setAccessibleName(_("To do"))
        self.setAccessibleDescription(
            _("Space: done. S: snooze. Enter: open. Control L: log. Delete: call off.")
        )
        self._arrange()
        self.rows.swapping.connect(self._on_swapping)
        self.rows.swapped.connect(self._on_swapped)
        theme.changed.connect(self._on_theme)
        self.installEventFilter(self)

    def _arrange(self) -> None:
        arrange_rows(self, self.rows)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(20)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._set_heights()

    def _set_heights(self) -> None:
        header = self.verticalHeader()
        header.setDefaultSectionSize(self.face.row_height)
        for row, line in enumerate(self.rows.lines):
            if isinstance(line, Heading):
                header.resizeSection(row, self.face.heading_height)

    def _on_theme(self) -> None:
        self.face.measure()
        self.verticalHeader().reset()
        self._set_heights()
        self.viewport().update()

    # --- what is chosen

    @property
    def current(self) -> Row | None:
        """The due thing under the keyboard."""
        return self.rows.thing(self.currentIndex().row())

    def choose_first(self) -> None:
        """The first due thing on view, else the first heading."""
        things = [row for row, line in enumerate(self.rows.lines) if isinstance(line, Row)]
        if self.rows.lines:
            self.choose(things[0] if things else 0)

    def choose(self, row: int) -> None:
        """Put the keyboard on a row."""
        self.setCurrentIndex(self.rows.index(row, 0))

    def _on_swapping(self) -> None:
        row = self.currentIndex().row()
        self._kept = (self.rows.line(row), row)

    def _on_swapped(self) -> None:
        """What was chosen stays chosen; where it is gone, what stands in its place now is."""
        self._set_heights()
        line, at = self._kept
        if not self.rows.lines or line is None:
            self.current_changed.emit()
            return
        found = self.rows.row_of(line)
        if found is None:
            last = len(self.rows.lines) - 1
            near = [row for row in range(min(at, last), -1, -1) if self.rows.thing(row) is not None]
            below = [row for row in range(min(at, last), last + 1) if self.rows.thing(row) is not None]
            found = next(iter(below or near), 0)
        self.choose(found)
        self.current_changed.emit()

    def currentChanged(self, current: object, previous: object) -> None:  # noqa: N802 - Qt's name
        """Tell who shows what can be done with it."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]  # Qt's own indexes
        self.current_changed.emit()

    # --- keys and mouse

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard comes to the row it was at, else to the first thing to do."""
        is_new = not self.currentIndex().isValid()
        super().focusInEvent(event)  # goes to the first line, which is a heading
        if is_new:
            self.choose_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Delete belongs to this list while it has the keyboard."""
        if (
            watched is self
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OURS
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with the row under the keyboard."""
        key, line = event.key(), self.rows.line(self.currentIndex().row())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain or line is None:
            super().keyPressEvent(event)
        elif isinstance(line, Heading):
            self._on_heading_key(event, line)
        elif key == Qt.Key.Key_Space:
            self.done_wanted.emit(line)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line)
        elif key in _OURS:
            self.call_off_wanted.emit(line)
        elif key == Qt.Key.Key_S and self.has_letters:
            self.snooze_wanted.emit(line)
        else:
            super().keyPressEvent(event)

    def _on_heading_key(self, event: QKeyEvent, heading: Heading) -> None:
        opens = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
        wanted = opens.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
            wanted is not None and wanted == heading.is_folded
        ):
            self.rows.toggle(heading.section)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the circle ticks, one on a heading unfolds."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        line = self.rows.line(self.rowAt(at.y()))
        if event.button() != Qt.MouseButton.LeftButton or line is None:
            return
        if isinstance(line, Heading):
            self.rows.toggle(line.section)
        elif self._from_begin(at) < TICK_WIDTH:
            self.done_wanted.emit(line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Opens the record."""
        at = event.position().toPoint()
        thing = self.rows.thing(self.rowAt(at.y()))
        if thing is not None and self._from_begin(at) >= TICK_WIDTH:
            self.opened.emit(thing)

    def _from_begin(self, at: QPoint) -> int:
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.viewport().width() - at.x() if is_mirrored else at.x()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The row that is being asked about stays in view when the question takes room."""
        super().resizeEvent(event)
        if self.hasFocus() or self.face.ticked is not None:
            self.scrollTo(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The same, to be chosen with the mouse."""
        thing = self.current
        if thing is None:
            return
        menu = QMenu(self)
        for title, signal in (
            (_("Done…"), self.done_wanted),
            (_("Snooze…"), self.snooze_wanted),
            (_("Log…"), self.log_wanted),
            (_("Open"), self.opened),
            (_("Call off"), self.call_off_wanted),
        ):
            menu.addAction(title, partial(signal.emit, thing))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
