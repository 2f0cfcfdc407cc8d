"""One planned activity in the block of what comes next."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGroupBox, QHBoxLayout, QLabel, QMenu, QSizePolicy

from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.ui.features.activities import words
from crm_desktop.ui.kind_icons import KIND_ICONS
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import ElidedLabel
from crm_desktop.ui.widgets.refusal import refuse, refuse_actions

_NARROW = 430
"""Pixels, as of the timeline."""

POSTPONED = (1, 3, 7, 14, 30)
"""By how many days something can be put off with one choice."""


class PlannedRow(QGroupBox):
    """What, when, with whom; a group to a screen reader. Space is done, Enter edits, Delete takes it away."""

    done = Signal(object)
    edited = Signal(object)
    postponed = Signal(object, int)
    cancelled = Signal(object)
    trashed = Signal(object)

    def __init__(self, session: UiSession, party: bytes) -> None:
        super().__init__()
        self._session, self._party = session, party
        theme = session.theme
        self.record = ActivityRecord()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.installEventFilter(self)
        self.tick = IconButton(theme, "circle", _("Done"), lambda: self.done.emit(self.record), 16)
        self._icon = QLabel()
        self._title = ElidedLabel(theme, role="strong")
        self._when = ElidedLabel(theme, role="caption")
        self._when.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._more = IconButton(theme, "ellipsis", _("More"), self._open_menu, 16)
        self._refusal = _("The file is read-only.") if session.context.store.is_read_only else ""
        refuse(self._refusal, self.tick)
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._texts.setSpacing(6)
        self._texts.addWidget(self._title, 1)
        self._texts.addWidget(self._when)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(6)
        row.addWidget(self.tick)
        row.addWidget(self._icon)
        row.addLayout(self._texts, 1)
        row.addWidget(self._more)
        theme.changed.connect(self._restyle)

    def show_record(self, record: ActivityRecord, now: dt.datetime, zone: dt.tzinfo) -> None:
        """Show another state, or another activity."""
        self.record = record
        title = record.text or words.kind_text(record)
        others = words.others_text(record.people, self._party)
        if others:
            title = _("{what}, with {people}").format(what=title, people=others)
        self._title.setText(title)
        when = words.planned_text(record, now, zone)
        if record.owner and record.owner_id != self._session.context.store.user_id:
            when = _("{when} · {who}").format(when=when, who=record.owner)
        self._when.setText(when)
        if words.is_overdue(record, now, zone):
            self._when.set_colour("bad")
        else:
            self._when.set_colour("ok" if words.is_today(record, now, zone) else "text_2")
        name = _("{kind}: {what}, {when}").format(kind=words.kind_text(record), what=title, when=when)
        self.setAccessibleName(name)
        keys = _("Planned. Space: done. Enter: edit. Delete: to the trash.")
        self.setAccessibleDescription(self._refusal or keys)
        self.tick.set_name(_("Done: {what}").format(what=title))
        self.setToolTip(words.full_moment(record, zone))
        self._restyle()

    def _restyle(self) -> None:
        theme = self._session.theme
        icon = KIND_ICONS.get(self.record.kind, "circle")
        self._icon.setPixmap(theme.pixmap(icon, "text_2", 16, self.devicePixelRatioF()))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("Done"), lambda: self.done.emit(self.record))
        edit = menu.addAction(_("Edit…"), lambda: self.edited.emit(self.record))
        later = menu.addMenu(_("Postpone"))
        titles = (_("1 day"), _("3 days"), _("1 week"), _("2 weeks"), _("1 month"))
        for title, days in zip(titles, POSTPONED, strict=True):
            later.addAction(title, partial(self._postpone, days))
        menu.addAction(_("Did not take place"), lambda: self.cancelled.emit(self.record))
        menu.addAction(_("Move to the trash"), lambda: self.trashed.emit(self.record))
        if self._refusal:
            edit.setText(_("Open"))
            refuse_actions(self._refusal, menu, edit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _postpone(self, days: int) -> None:
        self.postponed.emit(self.record, days)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Delete is this row's while it has the keyboard, not the command for the whole record."""
        is_ours = watched is self and event.type() == QEvent.Type.ShortcutOverride
        if (
            is_ours
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete
            and not event.modifiers()
        ):
            event.accept()
            return True
        return False  # Qt may ask while this is being taken down, when there is no base to ask any more

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with it, without the mouse."""
        acts = {
            Qt.Key.Key_Space: self.done,
            Qt.Key.Key_Return: self.edited,
            Qt.Key.Key_Enter: self.edited,
            Qt.Key.Key_Delete: self.trashed,
        }
        signal = acts.get(Qt.Key(event.key()))
        if signal is not None and not event.modifiers():
            signal.emit(self.record)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow page the day stands below, so that there is room for what it is."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        self._texts.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )
        self._texts.setSpacing(0 if is_narrow else 6)
        self._row.setContentsMargins(4, 3 if is_narrow else 0, 4, 3 if is_narrow else 0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Opens the editor."""
        self.edited.emit(self.record)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A ring while it has the keyboard."""
        if self.hasFocus():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(self._session.theme.tokens.accent), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
