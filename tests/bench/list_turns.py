"""The list of contacts in a real window: for how long the window's thread works at a stretch while it is used.

Part of `bench_list`. CPU milliseconds of the longest turn, and the wall milliseconds until the list stands still.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.list_half import ListHalf
from crm_desktop.ui.features.contacts.page import ContactsPage
from tests.bench import files, measuring
from tests.bench.window import Turns, is_idle, on_file, rest, wait_for
from tests.factories.contexts import open_inline

DRAGS = 40
WRITES = 12
GOAL = "<= 50 ms"


class Hands:
    """Works at the list, one thing after the other, and prints what each took."""

    def __init__(self, made: Desk, turns: Turns, count: int) -> None:
        page = made.window.page()
        assert isinstance(page, ContactsPage)
        self._made, self._turns, self._count = made, turns, count
        self._list: ListHalf = page.list
        self.pane, self.model, self.view = page.pane, page.model, page.pane.view

    def measure(self, name: str, do: Callable[[], object], until: Callable[[], bool] | None = None) -> None:
        """Prints the longest turn from `do` until the list stands still and `until` holds."""
        wait_for(self.is_still)
        self._turns.take()
        began = time.perf_counter()
        do()
        wait_for(lambda: self.is_still() and (until is None or until()))
        took = (time.perf_counter() - began) * 1000
        rest()
        longest, _wall = self._turns.take()
        measuring.figure(f"list {self._count:,}: {name}, longest turn, CPU ms", longest, None, GOAL)
        measuring.figure("  until all is there, wall ms", took)

    def is_still(self) -> bool:
        """Whether all rows are known and those on view are read."""
        return not self.model.is_loading and is_idle(self._made)

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
    ) -> None:
        """Press and release one key on the list."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.view, QKeyEvent(kind, key, modifiers, text))

    def everything(self) -> None:
        """What is done with a list all day."""
        shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        self.view.setFocus()
        self.measure("to the end", lambda: self.key(Qt.Key.Key_End))
        self.measure("to the beginning", lambda: self.key(Qt.Key.Key_Home))
        self.measure("drag of the scroll bar", self.drag)
        self.measure("a letter typed ahead", lambda: self.key(Qt.Key.Key_S, text="s"), self.has_current)
        self.measure("a word in the filter line", lambda: self.pane.filter.setText("anna"), self.is_narrowed)
        self.measure("the filter line emptied", lambda: self.pane.filter.setText(""), self.is_whole)
        self.measure("an expression", lambda: self.pane.filter.setText("city = Leeds"), self.is_narrowed)
        self.measure("the filter line emptied again", lambda: self.pane.filter.setText(""), self.is_whole)
        self.measure("select all", self.view.selectAll)
        self.measure("one of all taken out", lambda: self.key(Qt.Key.Key_Space, ctrl))
        self.measure("selection turned round", self.view.invert_selection)
        self.measure("from here to the end chosen", lambda: self.key(Qt.Key.Key_End, shift))
        self.measure("told which those are", self._list.target)
        self.measure("nothing chosen", self.view.clear_chosen)
        self.measure("rows as a table", lambda: self.pane.set_table(on=True))
        self.measure("narrow rows", lambda: self.pane.set_compact(on=True))
        self.measure("wide rows of two lines", self._back)
        self.measure("by town, stopped after a second", self.sort_and_stop, lambda: not self.model.is_loading)
        self.measure("backwards by name", lambda: self.sort("display_name", descending=True), self.is_whole)
        self.measure("by name", lambda: self.sort("display_name"), self.is_whole)

    def _back(self) -> None:
        self.pane.set_compact(on=False)
        self.pane.set_table(on=False)

    def has_current(self) -> bool:
        """Whether the keyboard went to a row."""
        return self.view.currentIndex().row() > 0

    def is_narrowed(self) -> bool:
        """Whether the filter line holds."""
        query = self.model.query
        return bool(query.text or query.where) and not self.model.is_pending

    def is_whole(self) -> bool:
        """Whether it does not any more."""
        query = self.model.query
        return not query.text and not query.where and not self.model.is_pending

    def drag(self) -> None:
        """The handle of the scroll bar from the top to the bottom, with every picture on the way."""
        bar = self.view.verticalScrollBar()
        bar.setSliderDown(True)
        for step in range(DRAGS + 1):
            bar.setSliderPosition(bar.maximum() * step // DRAGS)
            rest(25)
        bar.setSliderDown(False)

    def sort(self, key: str, *, descending: bool = False) -> None:
        """As by a click on a column."""
        self.pane.sort_chosen.emit(key, descending)

    def sort_and_stop(self) -> None:
        """An order without an index, and Esc while it is being read."""
        self.sort("city")
        rest(1_000)
        if self.model.is_loading:
            is_said = self.pane.head.stop_button.isVisible()
            began = time.perf_counter()
            self.key(Qt.Key.Key_Escape)
            wait_for(self.is_still)
            measuring.figure(
                "  from Esc until nothing works any more, wall ms", (time.perf_counter() - began) * 1000
            )
            measuring.figure("  the button that stops it is there", int(is_said), None, "1")

    def refresh(self, path: Path) -> None:
        """Another program writes, again and again, while the list is looked at in its middle."""
        with_rows = threading.Thread(target=_write, args=(path,))
        self.view.verticalScrollBar().setValue(self.view.verticalScrollBar().maximum() // 2)
        before = self.model.rowCount()
        self.measure("others write", with_rows.start, lambda: self.model.rowCount() == before + WRITES)
        with_rows.join()


def _write(path: Path) -> None:
    """Runs in a thread: new people and changed ones."""
    context = open_inline(path)
    known = queries.first_rows(context, ListQuery(kinds=("person",)), WRITES)
    for number, row in enumerate(known):
        ops.create(context, PartyRecord(display_name=f"Nytten {number}"))
        ops.set_field(context, row.ref, "occupation", "", f"Pilot {number}")
        time.sleep(0.2)
    context.close()


def measure(count: int) -> None:
    """Prints the figures of one size; on a copy, which is written to."""
    with measuring.scratch() as folder:
        path = Path(shutil.copy(files.filled(count), folder / "list.crm"))
        with on_file(path) as (made, turns):
            measuring.figure(f"list {count:,}: open, longest turn, CPU ms", turns.take()[0], None, GOAL)
            hands = Hands(made, turns, count)
            hands.everything()
            hands.refresh(path)
