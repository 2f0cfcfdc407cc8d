"""A day's work at the window as a script: keys and clicks on the real widgets, played by the event loop itself.

The script is a generator. It yields milliseconds to rest, or a condition to wait for; between two yields nothing
but the program's own answer runs in the GUI thread. A seed decides on the order of the day and on what is typed.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.export_dialog import ExportDialog
from crm_desktop.ui.features.contacts.import_dialog import ImportDialog
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.lists.row_cache import PAGES
from tests.harness.hand import QtHand
from tests.harness.loop_watch import LoopWatch

Step = Iterator["float | Callable[[], bool]"]

PATIENCE_S = 600.0
"""At a million the backup before an import takes three minutes."""
_PACE_MS = 2
_KEY_MS = 45
"""Between two letters of a fast typist."""

PARTS = (
    "walk", "click_about", "jump", "type_ahead", "narrow", "palette", "edit", "new_contact", "sort", "table", "resize",
    "theme", "tag_some", "labels", "import_and_undo", "export", "choose_all", "settings", "dialogs", "trash_and_undo",
)  # fmt: skip
"""Everything that is done in a round; methods of `Worker`."""

QUICK_PARTS = ("click_about", "dialogs", "theme")
"""A round of some seconds in which records, windows and pictures come and go."""

_FRAGMENTS = (
    "hansen",
    "an",
    "4520",
    "김",
    "müller",
    "sør",
    "north",
    "example.org",
    "zzz",
    "smi",
    "Łuk",
    "30 1",
)
_FILTERS = ("soren", "miller", "city = Leeds", "tag = vip", "gmbh", "no such person")


class Player(QObject):
    """Plays a script in the running event loop; ends by calling `done` with what went wrong, or None."""

    def __init__(self, script: Step, done: Callable[[BaseException | None], object]) -> None:
        super().__init__()
        self._script, self._done = script, done
        self._wanted: Callable[[], bool] = lambda: True
        self._until = 0.0
        self._timer = QTimer(self, interval=_PACE_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        try:
            if not self._wanted():
                if time.monotonic() > self._until:
                    where = (QApplication.activeWindow(), QApplication.focusWidget())
                    raise TimeoutError(f"waited in vain for {self._wanted}, with {where}")
                return
            self._wait_for(next(self._script))
        except StopIteration:
            self._end(None)
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits for the end
            self._end(error)

    def _wait_for(self, wish: float | Callable[[], bool]) -> None:
        self._until = time.monotonic() + PATIENCE_S
        if callable(wish):
            self._wanted = wish
        else:
            over = time.monotonic() + wish / 1000
            self._wanted = lambda: time.monotonic() >= over

    def _end(self, error: BaseException | None) -> None:
        self._timer.stop()
        self._done(error)


class Worker:
    """Somebody at the window. `times` has the milliseconds from a key to what it was pressed for."""

    def __init__(self, desk: Desk, watch: LoopWatch, folder: Path, seed: int) -> None:
        """`folder` holds `people.csv` to import, and takes what is exported."""
        self._desk, self._watch, self._folder = desk, watch, folder
        self._hand = QtHand(desk.window)
        self._chance = random.Random(seed)
        self.times: defaultdict[str, list[float]] = defaultdict(list)

    @property
    def page(self) -> ContactsPage:
        """The contacts."""
        page = self._desk.window.page()
        assert isinstance(page, ContactsPage)
        return page

    def round(self, after_part: Callable[[], object], parts: Sequence[str] = PARTS) -> Step:
        """All `parts` once, in an order of its own; `after_part` is called when each is through."""
        for name in self._chance.sample(parts, len(parts)):
            self._watch.step = name.replace("_", " ")
            yield from getattr(self, name)()
            yield self.is_idle
            after_part()
        self._watch.step = "rest"

    def fill_cache(self) -> Step:
        """Look at as many rows as the list keeps: else it would grow for many rounds."""
        bar = self.page.pane.view.verticalScrollBar()
        for page in range(PAGES + 1):
            bar.setValue(bar.maximum() * page // PAGES)
            yield 20
            yield self.is_idle

    def at_rest(self) -> Step:
        """The first record on view, complete: what there is then is the same after each round."""
        yield from self._to_list()
        yield lambda: self._shows(0) and self.is_idle()
        yield lambda: self.page.view is not None and self.page.view.details.making.is_done

    # --- what a hand does

    def _press(self, sequence: str, times: int = 1, rest_ms: float = _KEY_MS) -> Step:
        for _number in range(times):
            yield self._has_keyboard
            self._hand.press(sequence)
            yield rest_ms

    def _has_keyboard(self) -> bool:
        """Whether a window is active; offscreen nobody sees to it when a dialog went away."""
        if QApplication.activeWindow() is None:
            (self.dialog() or self._desk.window).activateWindow()
            return False
        return True

    def _type(self, text: str) -> Step:
        for letter in text:
            yield self._has_keyboard
            self._hand.type_letter(letter)
            yield _KEY_MS

    def _to_list(self) -> Step:
        """The keyboard to the first row of the list."""
        yield self._has_keyboard
        self._hand.press("Ctrl+2")
        yield lambda: self.page.pane.view.hasFocus()
        yield from self._press("Home", rest_ms=150)

    def measured(self, name: str, condition: Callable[[], bool], since: float) -> Step:
        """Wait for something and note how long it took from `since` (perf_counter)."""
        yield condition
        self.times[name].append((time.perf_counter() - since) * 1000)

    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._desk.window.session.tasks.has_jobs

    def is_list_there(self) -> bool:
        """Whether the list is complete and its rows on screen are read."""
        return self.page.model.is_complete and self.is_idle()

    def dialog(self) -> QDialog | None:
        """The open dialog, or None."""
        return next((d for d in self._desk.window.findChildren(QDialog) if d.isVisible()), None)

    def _answer(self, name: str) -> None:
        """Press a button of the open dialog by what stands on it."""
        dialog = self.dialog()
        assert dialog is not None
        button = next(b for b in dialog.findChildren(QPushButton) if b.isVisible() and name in b.text())
        self._hand.click(button, button.rect().center())

    def _shows(self, row: int) -> bool:
        view = self.page.view
        return view is not None and view.record.id == self.page.model.id_at(row)

    # --- what a day is made of

    def walk(self) -> Step:
        """Down the list, record after record."""
        yield from self._to_list()
        yield from self._press("Down", 25)
        since, row = time.perf_counter(), self.page.pane.view.currentIndex().row()
        yield from self.measured("record opens", lambda: self._shows(row), since)
        yield from self._press("PgDown", 15)

    def click_about(self) -> Step:
        """Rows clicked here and there, with the wheel between."""
        view = self.page.pane.view
        bar = view.verticalScrollBar()
        for _number in range(6):
            bar.setValue(self._chance.randrange(bar.maximum() + 1))
            yield 60
            yield self.is_idle
            at = QPoint(60, self._chance.randrange(10, max(11, view.viewport().height() - 10)))
            self._hand.click(view.viewport(), at)
            since, row = time.perf_counter(), view.currentIndex().row()
            yield from self.measured("clicked record opens", lambda row=row: self._shows(row), since)
            yield 120

    def jump(self) -> Step:
        """To the end and back."""
        yield from self._to_list()
        for key in ("End", "Home"):
            since = time.perf_counter()
            yield self._has_keyboard
            self._hand.press(key)
            row = self.page.pane.view.currentIndex().row()
            yield from self.measured(
                "jump to the end", lambda row=row: self.page.model.row_at(row) is not None, since
            )
            yield 100

    def type_ahead(self) -> Step:
        """Letters jump."""
        yield from self._to_list()
        yield from self._type(self._chance.choice(("so", "ma", "ki", "w")))
        yield 1_100

    def narrow(self) -> Step:
        """A filter letter by letter, and away again."""
        wanted = self._chance.choice(_FILTERS)
        yield self._has_keyboard
        self._hand.press("Ctrl+F")
        yield self.page.pane.filter.hasFocus
        yield from self._type(wanted)
        since = time.perf_counter()
        yield from self.measured("filter", lambda: self._is_narrowed(wanted), since)
        yield 200
        since = time.perf_counter()
        yield from self._press("Esc")
        yield from self.measured("filter cleared", lambda: self._is_narrowed(""), since)

    def _is_narrowed(self, wanted: str) -> bool:
        query = self.page.query
        return self.is_list_there() and wanted == (query.text or query.where)

    def palette(self) -> Step:
        """Find by a fragment, and open the first hit."""
        for text in self._chance.sample(_FRAGMENTS, 4):
            since = time.perf_counter()
            yield self._has_keyboard
            self._hand.press("Ctrl+K")
            self._desk.window.repaint()
            self.times["palette opens"].append((time.perf_counter() - since) * 1000)
            yield 30
            yield from self._type(text)
            yield 80  # it waits for a rest of the keys
            yield self.is_idle
            yield from self._press("Esc" if self._chance.random() < 0.3 else "Return")
            yield self.is_idle
            if (dialog := self.dialog()) is not None:  # it offered to make what was not found
                dialog.close()

    def edit(self) -> Step:
        """Another phone number, and undo."""
        yield from self._to_list()
        yield from self._press("Down", self._chance.randrange(1, 9))
        yield lambda: self._shows(self.page.pane.view.currentIndex().row())
        yield self.is_idle
        if self.page.view is not None:
            self.page.view.show_details()
        yield lambda: self._phone_line() is not None  # the sections of a record are made one after the other
        view, line = self.page.view, self._phone_line()
        assert view is not None
        assert line is not None
        line.setFocus()
        yield from self._press("Ctrl+A")
        yield from self._type(f"+45 33 11 22 {self._chance.randrange(10, 99)}")
        since = time.perf_counter()
        yield from self._press("Tab")
        yield from self.measured(
            "field saved", lambda: not view.is_dirty() and not view.editor.is_saving, since
        )
        yield from self._undo()

    def _phone_line(self) -> QLineEdit | None:
        lines = self.page.view.phones.findChildren(QLineEdit) if self.page.view is not None else []
        return next((line for line in lines if line.isVisible()), None)

    def _undo(self) -> Step:
        yield self.is_idle
        yield self._has_keyboard
        self._hand.press("Ctrl+2")
        yield 50
        since = time.perf_counter()
        yield self._has_keyboard
        self._hand.press("Ctrl+Z")
        yield 20
        yield from self.measured("undo", self.is_idle, since)
        yield 100

    def new_contact(self) -> Step:
        """The short form, filled and saved."""
        yield from self._press("Ctrl+N")
        yield lambda: self.dialog() is not None
        yield from self._type(f"Jane Doe {self._chance.randrange(1000)}")
        yield from self._press("Tab")
        yield from self._type("Acme")
        since = time.perf_counter()
        yield from self._press("Ctrl+Return")
        yield from self.measured("created", lambda: self.dialog() is None and self.is_idle(), since)

    def sort(self) -> Step:
        """By other fields, then by name again."""
        for key in (*self._chance.sample(("city", "family", "changed_at", "postcode"), 2), "display_name"):
            since = time.perf_counter()
            self.page.pane.sort_chosen.emit(key, False)
            yield from self.measured(f"sort by {key}", self.is_list_there, since)
            yield 60

    def table(self) -> Step:
        """Columns, scrolled, and rows again."""
        yield from self._to_list()
        yield from self._press("Ctrl+Shift+T", rest_ms=120)
        yield from self._press("PgDown", 10)
        yield from self._press("Ctrl+Shift+T", rest_ms=120)

    def resize(self) -> Step:
        """Every arrangement of the window."""
        for width, height in ((820, 520), (1000, 640), (1920, 1080), (1280, 800)):
            self._desk.window.resize(width, height)
            yield 120

    def theme(self) -> Step:
        """Dark and light."""
        for mode in ("dark", "light"):
            self._desk.window.commands.run(f"view.theme_{mode}")
            yield 250

    def choose_all(self) -> Step:
        """Everything, all but everything, and nothing."""
        yield from self._to_list()
        since = time.perf_counter()
        yield self._has_keyboard
        self._hand.press("Ctrl+A")
        self.page.pane.view.repaint()
        self.times["select all"].append((time.perf_counter() - since) * 1000)
        yield 150
        yield from self._press("Ctrl+Shift+A", rest_ms=150)
        yield from self._to_list()

    def tag_some(self) -> Step:
        """A tag on some of them, and undo."""
        yield from self._to_list()
        yield from self._press("Shift+Down", self._chance.randrange(2, 30))
        yield from self._press("Ctrl+T")
        yield lambda: self.dialog() is not None and self.is_idle()
        yield from self._type("xmas")
        since = time.perf_counter()
        yield from self._press("Return")
        yield from self.measured("tagged", lambda: self.dialog() is None and self.is_idle(), since)
        yield from self._undo()
        yield from self._to_list()

    def trash_and_undo(self) -> Step:
        """Away, and back."""
        yield from self._to_list()
        yield from self._press("Down", self._chance.randrange(1, 9))
        yield from self._press("Del")
        yield self.is_idle
        yield from self._undo()

    def labels(self) -> Step:
        """Labels of some, with the picture of the sheet."""
        yield from self._to_list()
        yield from self._press("Shift+Down", 30, rest_ms=10)
        since = time.perf_counter()
        yield from self._press("Ctrl+Shift+P")
        yield lambda: self.dialog() is not None
        yield 300
        yield from self.measured("labels drawn", self.is_idle, since)
        yield from self._press("Esc")
        yield from self._to_list()

    def import_and_undo(self) -> Step:
        """Five hundred people by file, and undo."""
        yield from self._press("Ctrl+Shift+I")
        yield lambda: self.dialog() is not None
        dialog = self.dialog()
        assert isinstance(dialog, ImportDialog)
        dialog.take_files([self._folder / "people.csv"])
        yield lambda: self.is_idle() and dialog._go.isVisible()
        since = time.perf_counter()
        self._answer("Import")
        yield from self.measured("imported", lambda: self.is_idle() and dialog._undo.isVisible(), since)
        since = time.perf_counter()
        self._answer("Undo")
        yield 50
        yield from self.measured("import undone", self.is_list_there, since)

    def export(self) -> Step:
        """Some of them as vCard."""
        yield from self._to_list()
        yield from self._press("Shift+Down", 40, rest_ms=10)
        yield from self._press("Ctrl+E")
        yield lambda: self.dialog() is not None
        dialog = self.dialog()
        assert isinstance(dialog, ExportDialog)
        dialog.export(self._folder / "out.vcf")
        yield 20
        yield self.is_idle
        yield from self._to_list()

    def settings(self) -> Step:
        """The settings, and back."""
        yield from self._press("Ctrl+,", rest_ms=300)
        yield from self._type("col")
        yield 200
        yield from self._press("Ctrl+2", rest_ms=200)

    def dialogs(self) -> Step:
        """What is looked up now and then."""
        yield from self._to_list()
        yield from self._press("Down", rest_ms=200)
        yield lambda: self._shows(self.page.pane.view.currentIndex().row())
        for command in ("help.keys", "edit.recent_changes", "contacts.history", "help.about"):
            self._watch.step = command
            self._desk.window.commands.run(command)
            yield lambda: self.dialog() is not None and self.is_idle()
            yield 100
            dialog = self.dialog()
            assert dialog is not None
            dialog.close()
            yield 60
