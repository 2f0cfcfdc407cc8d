"""The day itself: title and filters, what to do, and the cards beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.services.activities import attention
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.today import words
from crm_desktop.ui.features.today.board import SECTIONS, TOUCH, Board
from crm_desktop.ui.features.today.do_view import DoView
from crm_desktop.ui.features.today.side import AgendaCard, AttentionCard, ChecklistCard, frame_around
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import LABEL_STOCK, TODAY_MINE, TODAY_SOURCE, TODAY_STEPS
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.splitters import reset_on_double_click
from crm_desktop.ui.widgets.state_card import StateCard

_LOWEST = 100
"""What the list keeps of its height while something is asked below it in a low window."""

_WIDEST = 1600
"""Pixels of list and cards together; in wider windows the eye would lose its line on the way."""


class Filters(QWidget):
    """Mine or everybody's, and of which sort."""

    changed = Signal()

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = session.context.settings
        flow = FlowLayout(self, gap=6)
        self.mine = self._chip(_("Mine"), lambda: self._take(TODAY_MINE, value=True))
        self.everybody = self._chip(_("Everybody"), lambda: self._take(TODAY_MINE, value=False))
        self.sources = {
            key: self._chip(title, lambda key=key: self._take(TODAY_SOURCE, key))  # type: ignore[misc]
            for key, title in (("", _("All")), *((key, _(title)) for key, title in words.SOURCES.items()))
        }
        gap = QFrame()
        gap.setFixedWidth(12)
        for widget in (self.mine, self.everybody, gap, *self.sources.values()):
            flow.addWidget(widget)
        self.show_settings()

    def _chip(self, title: str, on_click: Callable[[], object]) -> Any:
        chip = push_button(title, on_click, kind="chip")
        chip.setCheckable(True)
        return chip

    def _take(self, setting: Any, value: Any) -> None:
        self._settings.set(setting, value)
        self.show_settings()
        self.changed.emit()

    def show_settings(self) -> None:
        """Mark what counts."""
        is_mine, source = self._settings.get(TODAY_MINE), self._settings.get(TODAY_SOURCE)
        self.mine.setChecked(is_mine)
        self.everybody.setChecked(not is_mine)
        for key, chip in self.sources.items():
            chip.setChecked(key == source)


def _read_first_steps(context: AppContext) -> frozenset[str]:
    done = attention.first_steps(context)
    return done | {"labels"} if context.settings.get(LABEL_STOCK) else done


class DayPane(QWidget):
    """Left three fifths what to do; right what is beside it."""

    filtered = Signal()
    list_wanted = Signal(str)
    work_wanted = Signal()
    agenda_opened = Signal(object)
    retried = Signal()

    def __init__(
        self, session: UiSession, run: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        """`run` runs a command by its key."""
        super().__init__(parent)
        theme = session.theme
        self._session, self._run = session, run
        self._reading: Job | None = None
        self.board = Board(session.context.now(), session.context.now().tzinfo)  # type: ignore[arg-type]  # aware
        self.title = ElidedLabel(theme, role="title")
        self.filters = Filters(session)
        self.cut = TextLabel(theme, "", "caption", "warn", wrap=True)
        self.cut.hide()
        self.view = DoView(theme)
        self.view.face.has_ticks = not session.context.store.is_read_only
        self.card = StateCard(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.card)
        self.stack.setMinimumHeight(_LOWEST)
        self._list_card = frame_around(self.stack)
        self.agenda = AgendaCard(theme, self.agenda_opened.emit, self.work_wanted.emit)
        self.attention = AttentionCard(theme, self.list_wanted.emit)
        self.steps = ChecklistCard(theme, run, self._dismiss_steps)
        if session.context.store.is_read_only or not session.context.settings.get(TODAY_STEPS):
            self.steps.hide()
        self.side = QScrollArea()
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keyboard
        self._room = (24, 20)
        self._lay_out()
        self.filters.changed.connect(self.filtered)

    def _lay_out(self) -> None:
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setSpacing(8)
        self._left.addWidget(self.title)
        self._left.addWidget(self.filters)
        self._left.addWidget(self.cut)
        self._left.addWidget(self._list_card, 1)
        cards = QWidget()
        cards.setObjectName("daySide")
        self._cards = QVBoxLayout(cards)
        self._cards.setSpacing(12)
        for card in (self.agenda, self.attention, self.steps):
            self._cards.addWidget(card)
        self._cards.addStretch()
        self.side.setWidget(cards)
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName("daySplit")  # its two sides have edges of their own
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for at, (part, smallest, share) in enumerate(((left, 320, 3), (self.side, 240, 2))):
            part.setMinimumWidth(smallest)
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(at, share)
        self._reset_widths()
        reset_on_double_click(self._splitter, self._reset_widths)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        both = QWidget()  # a splitter sets its own limits anew
        both.setMaximumWidth(_WIDEST)
        inside = QHBoxLayout(both)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._splitter)
        row.addWidget(both, 1)
        row.addStretch()
        self._fit_room()

    def _reset_widths(self) -> None:
        self._splitter.setSizes([600, 400])

    def layout_now(self) -> dict[str, Any]:
        """Widths and folded sections."""
        return {"zones": self._splitter.sizes(), "folded": sorted(self.view.rows.folded)}

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """As `layout_now` told; nonsense is ignored."""
        sizes, folded = kept.get("zones"), kept.get("folded")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(n, int) and n > 0 for n in sizes):
            self._splitter.setSizes(sizes)
        if isinstance(folded, list):
            self.view.rows.folded = {key for key in folded if key in SECTIONS}

    def set_narrow(self, *, on: bool) -> None:
        """Less room around everything."""
        self._room = (12, 12) if on else (24, 20)
        self._fit_room()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """What is at the side of the window changes sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._fit_room()

    def _fit_room(self) -> None:
        side, top = self._room
        between = side // 3
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for layout, begin, end, below in ((self._left, side, between, 0), (self._cards, between, side, 8)):
            left, right = (end, begin) if is_mirrored else (begin, end)
            layout.setContentsMargins(left, top, right, below)

    # --- what is shown

    def show_board(self, board: Board) -> None:
        """Show the day as it stands."""
        self.board = board
        has_rows = any(board.sections.values())
        self.view.rows.show_sections(board.sections, {TOUCH: board.touch_count})
        self.agenda.show_board(board)
        text = self._cut_text(board)
        self.cut.setText(text)
        self.cut.setVisible(bool(text))
        if has_rows:
            self._bring(self.view)
        else:
            self._show_nothing(board)

    @staticmethod
    def _cut_text(board: Board) -> str:
        """What of all that is due is not in the list."""
        if board.is_cut:
            return _("More is due than this list shows. What is longest due comes first.")
        shown = len(board.sections.get(TOUCH, ()))
        if board.touch_count <= shown:
            return ""
        return _(
            "{shown} of {all} people to get in touch with are listed; all are under “Losing touch”."
        ).format(shown=number_text(shown), all=number_text(board.touch_count))

    def _show_nothing(self, board: Board) -> None:
        headline = _("Nothing due.")
        if board.next_up is not None:
            headline = _("Nothing due. Next: {when} {what}").format(
                when=words.moment_words(board.next_up, board.now, board.zone),
                what=words.verb_text(board.next_up),
            )
        can_write = not self._session.context.store.is_read_only
        plan = (_("Plan a call"), lambda: self._run("activities.log_anywhere")) if can_write else None
        self.card.show_state("circle-check", headline, primary=plan, colour="ok")
        self._bring(self.card)

    def show_loading(self) -> None:
        """Said only where reading takes a while."""
        self.card.show_state("clock", _("Reading what is due…"))
        self._bring(self.card)

    def show_error(self, text: str) -> None:
        """Nothing could be read; an empty list would look as if nothing were due."""
        self.card.show_state(
            "triangle-alert", _("What is due could not be read."), text,
            primary=(_("Try again"), self.retried.emit), colour="bad",
        )  # fmt: skip
        self._bring(self.card)

    def _bring(self, widget: QWidget) -> None:
        had_focus = self.stack.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.stack.setCurrentWidget(widget)
        if had_focus:
            self.focus_main()

    def focus_main(self) -> None:
        """What is to be done."""
        if self.stack.currentWidget() is self.view:
            self.view.setFocus()
        else:
            self.filters.mine.setFocus()

    def read_first_steps(self) -> None:
        """Which of the first steps were done; nothing once they are closed."""
        if self.steps.isHidden():
            return
        session = self._session
        self._reading = session.tasks.run(
            _read_first_steps,
            session.context,
            owner=self,
            on_done=self.steps.show_done,
            instead_of=self._reading,
        )

    def _dismiss_steps(self) -> None:
        self._session.context.settings.set(TODAY_STEPS, False)
        self.steps.hide()
        self.focus_main()
