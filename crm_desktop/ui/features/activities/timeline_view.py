"""The stream as it is scrolled: a table of one column whose rows are measured only when they come into view.

A list view with rows of different heights measures every one of them before it can go to the end (ux 2.2); this one
takes the usual height for all, and corrects those that are seen without moving what the eye rests on.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyleOptionViewItem, QTableView, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities.stream import SYSTEM, StreamEntry
from crm_desktop.ui.features.activities.row_faces import NameSpan
from crm_desktop.ui.features.activities.row_painter import RowPainter
from crm_desktop.ui.features.activities.timeline_model import TimelineModel
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.refusal import refuse_actions
from crm_desktop.ui.widgets.row_table import arrange_rows

_WHEEL_STEP = 24
_MOST_PEOPLE = 6
"""So many of those who took part are offered in the menu of an entry."""


class TimelineView(QTableView):
    """Enter opens, Space unfolds, Delete trashes, M moves to another person, O opens who else took part."""

    opened = Signal(object)
    trash_wanted = Signal(list)
    move_wanted = Signal(list)
    person_wanted = Signal(object)
    """The EntityRef of somebody who took part."""

    def __init__(self, theme: Theme, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._measured: set[int] = set()
        self._is_settling = False
        self._anchor: tuple[StreamEntry, int] | None = None
        self._kept: tuple[StreamEntry | None, list[StreamEntry]] = (None, [])
        self.has_letters = True
        self.refusal = ""
        self._pressed: tuple[bytes, NameSpan] | None = None
        self.painter_of_rows = RowPainter(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName(_("Timeline"))
        self._arrange()
        model.swapping.connect(self._on_swapping)
        model.swapped.connect(self._on_swapped)
        model.renewed.connect(self._on_renewed)
        model.page_read.connect(self._on_page_read)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.settle())
        theme.changed.connect(self._measure_anew)
        self.installEventFilter(self)
        self.viewport().setMouseTracking(True)

    def _arrange(self) -> None:
        arrange_rows(self, self._model)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setDefaultSectionSize(self.painter_of_rows.usual_height())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_WHEEL_STEP)

    # --- heights

    def settle(self) -> None:
        """Give the rows on view their own heights; what is on view stays where it is."""
        if self._is_settling or not self._model.rowCount():
            return
        self._is_settling = True
        bar, header = self.verticalScrollBar(), self.verticalHeader()
        is_at_end = 0 < bar.maximum() == bar.value()
        for _round in range(3):  # higher rows push others out, lower ones let others in
            if not self._measure_view(header):
                break
            self.updateGeometries()
            if is_at_end:
                bar.setValue(bar.maximum())
        self._is_settling = False

    def _measure_view(self, header: QHeaderView) -> bool:
        """Measure what is on view; whether any row had another height than it should."""
        first = max(self.rowAt(0), 0)
        top, shift, has_changed = self.rowViewportPosition(first), 0, False
        for row in range(first, self._model.rowCount()):
            if top >= self.viewport().height():
                break
            height = header.sectionSize(row)
            if row not in self._measured and (wanted := self._height_of(row)) is not None:
                self._measured.add(row)
                if wanted != height:
                    header.resizeSection(row, wanted)
                    shift += wanted - height if top < 0 else 0
                    has_changed, height = True, wanted
            top += height
        if shift:
            self.updateGeometries()
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + shift)
        return has_changed

    def _height_of(self, row: int) -> int | None:
        face, entry = self._model.face(row), self._model.entry(row)
        if face is None or entry is None:
            return None
        is_unfolded = entry.id in self.painter_of_rows.unfolded
        return self.painter_of_rows.shape(face, self.columnWidth(0), is_unfolded=is_unfolded).height

    def _measure_anew(self) -> None:
        """Another width or font: every height is to be found again."""
        if not self._model.rowCount():
            return
        anchor = self._look()
        self._measured.clear()
        self.verticalHeader().setDefaultSectionSize(self.painter_of_rows.usual_height())
        self.verticalHeader().reset()
        self._return_to(anchor)
        self.settle()

    # --- keeping place

    def _look(self) -> tuple[StreamEntry, int] | None:
        """The entry at the upper edge and how far it is above it; None at the very top, where news is to be seen."""
        row = self.rowAt(0)
        entry = self._model.entry(row)
        if entry is None or self.verticalScrollBar().value() == 0:
            return None
        return entry, self.rowViewportPosition(row)

    def _return_to(self, anchor: tuple[StreamEntry, int] | None) -> None:
        self.updateGeometries()
        row = self._model.row_of(anchor[0]) if anchor is not None else None
        if row is None or anchor is None:
            return
        wanted = self._height_of(row)
        if wanted is not None:
            self.verticalHeader().resizeSection(row, wanted)
            self._measured.add(row)
            self.updateGeometries()
        self._is_settling = True
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - anchor[1])
        self._is_settling = False

    def _on_swapping(self) -> None:
        self._anchor = self._look()
        self._kept = (self._model.entry(self.currentIndex().row()), self.chosen())

    def _on_swapped(self) -> None:
        self._measured.clear()
        current, chosen = self._kept
        picked = QItemSelection()
        for row in (self._model.row_of(entry) for entry in chosen[:100]):
            if row is not None:
                picked.select(self._model.index(row, 0), self._model.index(row, 0))
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        row = self._model.row_of(current) if current is not None else None
        if row is not None:
            index = self._model.index(row, 0)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._return_to(self._anchor)
        self.settle()

    def _on_renewed(self) -> None:
        self.settle()
        self.viewport().update()

    def _on_page_read(self, first: int, last: int) -> None:
        self._measured.difference_update(range(first, last + 1))
        self.settle()
        self.viewport().update()

    # --- what is chosen

    def chosen(self) -> list[StreamEntry]:
        """The entries that are chosen, from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [entry for row in rows if (entry := self._model.entry(row)) is not None]

    def chosen_activities(self) -> list[StreamEntry]:
        """Of them those that people wrote."""
        return [entry for entry in self.chosen() if entry.kind != SYSTEM]

    def go_to_top(self) -> None:
        """The newest entry."""
        self.verticalScrollBar().setValue(0)

    def toggle(self, row: int) -> None:
        """Unfold a row, or fold it again."""
        entry = self._model.entry(row)
        if entry is None:
            return
        self.painter_of_rows.unfolded ^= {entry.id}
        self._measured.discard(row)
        height = self._height_of(row)
        if height is not None:
            self.verticalHeader().resizeSection(row, height)
            self._measured.add(row)
        self.updateGeometries()
        self.settle()
        self.viewport().update()

    # --- events

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The keyboard comes to the entry it was at, else to the newest."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(max(self.currentIndex().row(), 0), 0))
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(
                self.currentIndex(), chosen
            )  # Qt had made it current without choosing it

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Delete is this view's while it has the keyboard, not the command for the whole record."""
        if (
            watched is self
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and not event.modifiers()
        ):
            event.accept()
            return True
        return False  # Qt may ask while this is being taken down, when there is no base to ask any more

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with the chosen entries."""
        key, row = event.key(), self.currentIndex().row()
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(row)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left):
            is_unfolded = (
                entry := self._model.entry(row)
            ) is not None and entry.id in self.painter_of_rows.unfolded
            if key == Qt.Key.Key_Space or is_unfolded == (key == Qt.Key.Key_Left):
                self.toggle(row)
        elif key == Qt.Key.Key_Delete:
            self.trash_wanted.emit(self.chosen_activities())
        elif key == Qt.Key.Key_M and self.has_letters:
            self.move_wanted.emit(self.chosen_activities())
        elif key == Qt.Key.Key_O and self.has_letters:
            self._open_others(row)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(0 if key == Qt.Key.Key_Home else last, 0))
        else:
            super().keyPressEvent(event)

    def _open_others(self, row: int) -> None:
        """Who else took part; of several, a menu asks."""
        others = self._model.others(row)[:_MOST_PEOPLE]
        if len(others) < 2:
            for _name, ref in others:
                self._want_person(ref)
            return
        menu = QMenu(self)
        for name, ref in others:
            menu.addAction(_("Open {name}").format(name=name), partial(self._want_person, ref))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(self._model.index(row, 0)).center()))
        menu.setActiveAction(menu.actions()[0])

    def _want_person(self, ref: EntityRef) -> None:
        self.person_wanted.emit(ref)

    def _open(self, row: int) -> None:
        entry = self._model.entry(row)
        if entry is None:
            return
        if entry.kind == SYSTEM:
            self.toggle(row)
        else:
            self.opened.emit(entry)

    def _name_at(self, place: QPoint) -> tuple[bytes, NameSpan] | None:
        """The entry and the name in its title at a place of the viewport."""
        row = self.rowAt(place.y())
        face, entry = self._model.face(row), self._model.entry(row)
        if face is None or entry is None or not face.names:
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(self._model.index(row, 0))
        found = self.painter_of_rows.name_at(option, face, place)
        return (entry.id, found) if found is not None else None

    def _hover(self, named: tuple[bytes, NameSpan] | None) -> None:
        """Mark the name under the pointer as what a click opens."""
        if named != self.painter_of_rows.hovered:
            self.painter_of_rows.hovered = named
            shape = Qt.CursorShape.PointingHandCursor if named else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer is over a name, or over none."""
        super().mouseMoveEvent(event)
        self._hover(self._name_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer went elsewhere."""
        super().leaveEvent(event)
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click begins and ends on the same name."""
        super().mousePressEvent(event)
        self._pressed = self._name_at(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on "Show more", or on the line of changes, unfolds."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if event.button() == Qt.MouseButton.LeftButton and (
            named := self._name_at(event.position().toPoint())
        ):
            if named == pressed:
                self._want_person(named[1].ref)
            return
        row = self.rowAt(event.position().toPoint().y())
        face, entry = self._model.face(row), self._model.entry(row)
        if face is None or entry is None or event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return
        shape = self.painter_of_rows.shape(
            face, self.columnWidth(0), is_unfolded=entry.id in self.painter_of_rows.unfolded
        )
        below = event.position().y() - self.rowViewportPosition(row)
        if entry.kind == SYSTEM or (shape.more_top and below >= shape.more_top):
            self.toggle(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Opens the editor."""
        if self._name_at(event.position().toPoint()) is not None:
            return
        row = self.rowAt(event.position().toPoint().y())
        entry = self._model.entry(row)
        if entry is not None and entry.kind != SYSTEM:
            self._open(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The same, to be chosen with the mouse."""
        entries = self.chosen_activities()
        if not entries:
            return
        menu = QMenu(self)
        row = self.currentIndex().row()
        kept = [menu.addAction(_("Open") if self.refusal else _("Edit…"), lambda: self._open(row))]
        for name, ref in self._model.others(row)[:_MOST_PEOPLE]:
            text = _("Open {name}").format(name=name)
            kept.append(menu.addAction(text, partial(self._want_person, ref)))
        menu.addAction(_("Move to another person…"), lambda: self.move_wanted.emit(entries))
        menu.addAction(_("Move to the trash"), lambda: self.trash_wanted.emit(entries))
        if self.refusal:
            refuse_actions(self.refusal, menu, *kept)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths make other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure_anew()
        else:
            self.settle()
