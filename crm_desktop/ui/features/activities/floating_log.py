"""The log bar from anywhere: first it asks who, then it is the same bar (ux 3.3)."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.services.activities import cadence, hours, outcomes
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import Hit
from crm_desktop.ui.features.activities import touch_words
from crm_desktop.ui.features.activities.log_bar import LogBar
from crm_desktop.ui.features.activities.touch_strip import TouchStrip
from crm_desktop.ui.person_search import PersonSearch
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.floating import Floating
from crm_desktop.ui.widgets.labels import TextLabel

_WIDTH = 640


def _read_strip(context: AppContext, ref: EntityRef) -> tuple[str, list[str]]:
    """Runs in a worker thread: who was here already, in words."""
    now, zone = context.now(), hours.zone(context)
    known = outcomes.outcomes(context)
    stop = cadence.stop_of(context, ref)
    colleagues = cadence.colleagues(context, ref)
    text = touch_words.stop_text(stop, zone) if stop is not None else ""
    return text, [touch_words.colleague_text(one, known, now, zone) for one in colleagues]


class FloatingLog(Floating):
    """Lies over the window; Esc leads back to who, then out, and keeps what was typed."""

    def __init__(self, session: UiSession, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over
        self._focus_before = over.window().focusWidget()
        self.bar: LogBar | None = None
        self.who = PersonSearch(session, _("Log: who was it?"))
        self.name = TextLabel(session.theme, "", "strong")
        self.strip = TouchStrip(session.theme)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(8)
        for widget in (self.who, self.name, self.strip):
            self._column.addWidget(widget)
        self.name.hide()
        self.who.chosen.connect(self._on_chosen)
        self.who.escaped.connect(self.dismiss)
        self.who.fitted.connect(self.place)
        over.installEventFilter(self)

    def open(self) -> None:
        """Ask who."""
        self.place()
        self.show()
        self.who.setFocus()

    def open_for(self, ref: EntityRef, name: str) -> None:
        """It is known who."""
        self.place()
        self.show()
        self._show_bar(ref, name)

    def dismiss(self) -> None:
        """Close, and give the keyboard back."""
        self._over.removeEventFilter(self)
        self.hide()
        before = self._focus_before
        if before is not None and shiboken6.isValid(before) and before.isVisible():  # its page may have gone
            before.setFocus()
        self.forget()

    def place(self) -> None:
        """In the middle, a little below the top."""
        width = min(_WIDTH, self._over.width() - 48)
        self.setFixedWidth(width)
        for part in (self.who, self.bar):
            if part is not None and (layout := part.layout()) is not None:
                layout.activate()
        self._column.activate()
        self.adjustSize()
        self.move((self._over.width() - width) // 2, 72)

    def _on_chosen(self, hit: Hit) -> None:
        self._show_bar(hit.ref, hit.title)

    def _show_bar(self, ref: EntityRef, name: str) -> None:
        self.who.hide()
        self.name.setText(name)
        self.name.show()
        session = self._session
        session.recent.use(ref)
        bar = self.bar = LogBar(session, ref, name)
        self._column.addWidget(bar)
        bar.left.connect(self.dismiss)
        bar.saved.connect(lambda _ref: self.dismiss())
        bar.installEventFilter(self)
        bar.begin()
        self.place()
        session.tasks.run(_read_strip, session.context, ref, owner=self, on_done=self._on_strip)

    def _on_strip(self, texts: tuple[str, list[str]]) -> None:
        self.strip.show_texts(*texts)
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Keep its place when the window or the line grows."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.place()
        return False  # Qt may ask while this is being taken down, when there is no base to ask any more

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes also from its buttons."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)
