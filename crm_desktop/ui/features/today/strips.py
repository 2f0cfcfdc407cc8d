"""At the foot of the page: what can be done with the row under the keyboard, and what is asked about it then."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.records import Outcome
from crm_desktop.ui.features.today.ask_strip import AskStrip
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.features.today.do_view import DoView
from crm_desktop.ui.features.today.snooze_strip import SnoozeStrip
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button


class Strips(QWidget):
    """One for all lists of the page: each list tells it what is wanted."""

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = AskStrip(session)
        self.snooze = SnoozeStrip(session)
        self.outcomes: Sequence[Outcome] = ()
        self._view: DoView | None = None
        self._foot = QWidget()
        self._buttons: list[tuple[QPushButton, str]] = []
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(8, 0, 0, 0)
        foot.setSpacing(4)
        for title, keys, signal in (
            (_("Done"), _("Space"), "done_wanted"),
            (_("Snooze"), "S", "snooze_wanted"),
            (_("Log"), "Ctrl+L", "log_wanted"),
            (_("Open"), _("Enter"), "opened"),
            (_("Call off"), _("Del"), "call_off_wanted"),
        ):
            button = push_button(title, self._sends(signal), kind="link")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(_("{title} ({keys})").format(title=title, keys=keys))
            foot.addWidget(button)
            self._buttons.append((button, signal))
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 8)
        column.setSpacing(0)
        for widget in (self._foot, self.ask, self.snooze):
            column.addWidget(widget)
        for strip in (self.ask, self.snooze):
            strip.finished.connect(self._on_finished)
            strip.left.connect(self._on_left)

    def _sends(self, signal: str) -> Callable[[], None]:
        def run() -> None:
            if self._view is not None and (row := self._view.current) is not None:
                getattr(self._view, signal).emit(row)

        return run

    def serve(self, view: DoView, *, can_write: bool) -> None:
        """Stand below this list from now on."""
        if view is not self._view:
            self.settle()
        self._view = view
        can_act = can_write and view.face.has_ticks
        for button, signal in self._buttons:
            wanted = can_act or signal == "opened" or (signal == "log_wanted" and can_write)
            button.setVisible(wanted)
            button.setEnabled(view.current is not None)
        if self.ask.row is not None and view.current is not None and view.current.key != self.ask.row.key:
            self.ask.save()  # the user went on: what was done is saved as it stands
        self._show_foot()

    def _show_foot(self) -> None:
        is_asking = not self.ask.isHidden() or not self.snooze.isHidden()
        has_rows = self._view is not None and bool(self._view.rows.lines)
        self._foot.setVisible(not is_asking and has_rows)

    def ask_about(self, view: DoView, row: Row) -> None:
        """A row was done."""
        self.settle()
        self._view = view
        view.face.ticked = row
        view.viewport().update()
        self.ask.ask(row, self.outcomes)
        self._show_foot()

    def ask_until(self, view: DoView, row: Row) -> None:
        """A row is to be put off."""
        self.settle()
        self._view = view
        self.snooze.ask(row)
        self._show_foot()

    def settle(self) -> None:
        """Save what is being asked about, as it stands."""
        if self.ask.is_asking:
            self.ask.save()
        if self.snooze.row is not None:
            self.snooze.leave()

    def _on_finished(self) -> None:
        self._return()

    def _on_left(self) -> None:
        self._return()

    def _return(self) -> None:
        """The keyboard goes back to the list."""
        self._show_foot()
        if self._view is not None:
            self._view.face.ticked = None
            self._view.viewport().update()
            if self.isVisible():
                self._view.setFocus()
