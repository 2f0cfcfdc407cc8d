"""Everything in the window but lists, palette and records: for how long its thread works at a stretch.

    python -m tests.bench.bench_turns [--sizes 2000,100000] [--runs 5] [--only WORD]

What is there once only, such as the first opening of each dialog, is done once in each of `runs` processes; sizes and
colours change several times in each. CPU milliseconds of the longest turn of the window's thread, the median of all.
The goal for each is 50; those above it are listed at the end.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PERSON
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.panel import ContactPanel
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.shell.settings_page import SettingsPage
from tests.bench import activities, measuring, window
from tests.bench.bench_open_record import full_record
from tests.factories.contexts import open_inline

LIMIT_MS = 50.0
GOAL = f"<= {LIMIT_MS:.0f}"
PATIENCE_S = 10.0
"""So long work in other threads is waited for: labels of 100,000 people are set for a minute."""

ROUNDS = 3
"""How often sizes and colours are gone through in one process."""

SIZES = ((820, 520), (1000, 640), (1920, 1080), (1280, 800))
SCHEMES = ("dark", "light", "contrast_light", "light", "contrast_dark", "contrast_light", "dark", "light")
FULL = 8
"""Number of the person of whom everything is known; the others are as most are."""

PICKERS = ("file.new", "file.open", "palette.open")
"""Commands that open a dialog of the operating system, and one that is measured by itself."""


class Hands:
    """Does one thing after the other, and keeps the longest turn of each."""

    def __init__(self, made: Desk, turns: window.Turns, only: str) -> None:
        """Only things with the word `only` in their names are kept."""
        self.made, self._turns, self._only = made, turns, only
        self.found: defaultdict[str, list[float]] = defaultdict(list)
        context = made.window.session.context
        usual = queries.first_rows(context, ListQuery(kinds=(PERSON,)), FULL)
        full = queries.first_rows(context, ListQuery(text="Fully"), 1)
        self.people = [row.ref for row in (*usual, *full)]

    @property
    def page(self) -> ContactsPage:
        """The contacts."""
        page = self.made.window.page()
        assert isinstance(page, ContactsPage)
        return page

    def wants(self, name: str) -> bool:
        """Whether a thing of this name is to be measured."""
        return self._only in name

    def measure(self, name: str, do: Callable[[], object], until: Callable[[], bool] = lambda: True) -> None:
        """Do it, until `until` holds and the window has come to rest, or long work goes on without it."""
        window.rest()
        self._turns.take()
        do()
        window.wait_for(until)
        over = time.monotonic() + PATIENCE_S
        window.wait_for(lambda: window.is_idle(self.made) or time.monotonic() > over)
        window.rest(150)
        self.found[name].append(self._turns.take()[0])

    # --- what is done

    def everything(self) -> None:
        """What is done with a window, the list and the palette excepted."""
        main = self.made.window
        self.open_record(0)
        self.arrangements("usual")
        self.open_record(FULL)
        self.arrangements("full")
        self.measure("palette, first time", main.open_palette)
        main._palette.dismiss()
        self.drag()
        self.colours()
        self.text_sizes()
        self.pages()
        self.beside()
        self.dialogs()

    def open_record(self, number: int) -> None:
        """A person, made whole."""
        self.made.window.open(self.people[number])
        window.wait_for(lambda: self.is_whole(self.page.detail, number) and window.is_idle(self.made))

    def is_whole(self, pane: RecordPane, number: int) -> bool:
        """Whether a person is there in a pane, with all fields."""
        view = pane.view
        is_there = view is not None and view.is_presentable and view.record.ref == self.people[number]
        return is_there and view is not None and view.details.making.is_done

    def arrangements(self, what: str) -> None:
        """Every arrangement of the window, with a record on view that is there to its last field."""
        for _round in range(ROUNDS):
            for before, size in itertools.pairwise((SIZES[-1], *SIZES)):
                self.measure(
                    f"{what} record, window from {before[0]} to {size[0]}",
                    lambda size=size: self.made.window.resize(*size),
                )

    def drag(self) -> None:
        """The edge of the window under the mouse, over every change of its arrangement."""
        for name, widths in (("wider", range(820, 1900, 20)), ("narrower", range(1900, 820, -20))):
            self.measure(f"edge dragged {name}", lambda widths=widths: self._drag(widths))
        self.made.window.resize(*SIZES[-1])

    def _drag(self, widths: range) -> None:
        for width in widths:
            self.made.window.resize(width, 800)
            window.rest(16)

    def colours(self) -> None:
        """From scheme to scheme."""
        theme = self.made.theme
        for _round in range(ROUNDS):
            for before, scheme in itertools.pairwise((SCHEMES[-1], *SCHEMES)):
                self.measure(
                    f"{before} to {scheme}",
                    lambda scheme=scheme: theme.set_mode(scheme),
                    lambda: not theme.is_repolishing,
                )

    def text_sizes(self) -> None:
        """Larger text, and back."""
        for _round in range(ROUNDS):
            for size in (150, 100):
                self.measure(f"text of {size} %", lambda size=size: self.made.theme.set_text_size(size))

    def pages(self) -> None:
        """Each page for the first time."""
        main = self.made.window
        self.measure("Today, first time", lambda: main.show_page("today"))
        self.measure("contacts again", lambda: main.show_page("contacts"))
        self.measure("settings, first time", lambda: main.commands.run("app.settings"))
        page = main.page()
        assert isinstance(page, SettingsPage)
        self.measure("first search in the settings", lambda: _type(page, "col"), lambda: page.is_built)
        self.measure("all settings found", lambda: _type(page, "e"), lambda: page.is_built)
        self.measure("search emptied", lambda: _type(page, ""))
        for row in range(page.sections.count()):
            self.measure(f"settings: section {row}", lambda row=row: page.sections.setCurrentRow(row))
        main.show_page("contacts")

    def beside(self) -> None:
        """A record beside another, and one in a window of its own."""
        main = self.made.window
        workspace = main.workspace
        assert workspace is not None
        panel = workspace.beside.panel
        for number in (1, 2):
            self.measure(
                f"record {number} beside",
                lambda number=number: main.open_beside(self.people[number]),
                lambda number=number: any(
                    self.is_whole(each.pane, number) for each in panel.findChildren(ContactPanel)
                ),
            )
        self.measure("side panel closed", lambda: main.commands.run("record.close_panel"))
        before = set(QApplication.topLevelWidgets())
        main.refresh()
        self.measure("record window", main.open_current_in_window, lambda: self._is_there(before))
        self.measure("record window closed", lambda: [each.close() for each in _opened(before)])

    def _is_there(self, before: set[QWidget]) -> bool:
        panels = [panel for each in _opened(before) for panel in each.findChildren(ContactPanel)]
        return any(self.is_whole(panel.pane, FULL) for panel in panels)

    def dialogs(self) -> None:
        """The first opening of everything that a command opens."""
        main = self.made.window
        wanted = [spec.id for spec in main.commands.specs if spec.opens_dialog and spec.id not in PICKERS]
        for command in wanted:
            self.open_record(3)
            main.refresh()
            if main.commands.action(command).isEnabled():
                self.measure(command, lambda command=command: main.commands.run(command))
                dialog = next((d for d in main.findChildren(QDialog) if d.isVisible()), None)
                if dialog is not None:
                    self.measure(f"{command} closed", dialog.close)


def _type(page: SettingsPage, text: str) -> None:
    page.search.setText(text)
    page.search.typed.emit(text)


def _opened(before: set[QWidget]) -> list[QMainWindow]:
    return [w for w in QApplication.topLevelWidgets() if w not in before and isinstance(w, QMainWindow)]


def child(count: int, only: str) -> None:
    """One window, from its start on."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    with measuring.scratch() as folder:
        copy = Path(shutil.copy(activities.filled(count, count * 5), folder / "office.crm"))
        context = open_inline(copy)
        ops.create(context, full_record())
        context.close()
        with window.on_file(copy) as (made, turns):
            program.set_start_aside()
            window.rest(2_000)  # icons are drawn ahead, and what printing needs is loaded
            window.wait_for(lambda: window.is_idle(made))
            hands = Hands(made, turns, only)
            hands.everything()
        print(json.dumps(hands.found))
        sys.stdout.flush()


def main() -> None:
    """See the module's text."""
    parser = measuring.parser(__doc__, sizes="2000", runs=5)
    parser.add_argument("--only", default="", help="only what has this word in its name")
    told = parser.parse_args()
    if told.child is not None:
        child(int(told.child[0]), told.child[1] if len(told.child) > 1 else "")
        return
    measuring.heading()
    for count in told.sizes:
        found: defaultdict[str, list[float]] = defaultdict(list)
        for _run in range(told.runs):
            for name, spent in measuring.child("tests.bench.bench_turns", str(count), told.only).items():
                found[name] += spent
        over = {name: statistics.median(spent) for name, spent in found.items()}
        for name, spent in found.items():
            measuring.figure(f"{count:,}: {name}, longest turn, CPU ms", over[name], None, GOAL)
            measuring.figure("  the longest of all", max(spent))
        print("over the limit:", ", ".join(name for name, ms in over.items() if ms > LIMIT_MS) or "nothing")


if __name__ == "__main__":
    main()
