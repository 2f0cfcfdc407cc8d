"""Everyday jobs with their key presses counted (ux 3.7, those of contacts), and checked in the file afterwards.

On a file of n people, on a virtual display of the X server with a window system, each key pressed as a keyboard does.
The run of all tests plays the same journeys offscreen, with the key events of Qt's test library.

    .venv/bin/python -m tests.harness.journeys --full               10,000 contacts (needs Xvfb, openbox and xdotool)
    .venv/bin/python -m tests.harness.journeys --contacts 500
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.harness import running

MARKED = 412
TAG = "fair"
SIGNATURE = """Kim Roberts
Head of Purchasing
Northwind Foods
+45 33 99 88 77
kim.roberts@northwind.example"""
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Stage:
    """Where a journey is played: the window, the hand, and a way to wait for what the window does."""

    desk: Any
    hand: Any
    wait: Callable[..., None]
    path: Path

    @property
    def page(self) -> Any:
        """The contacts."""
        return self.desk.window.page()

    def is_idle(self) -> bool:
        """Whether nothing is under way, nor put off for a moment."""
        from tests.ui.surfaces import is_idle

        return is_idle(self.desk)

    def dialog(self) -> Any:
        """The open dialog, or None."""
        from PySide6.QtWidgets import QDialog

        return next((d for d in self.desk.window.findChildren(QDialog) if d.isVisible()), None)

    def focus(self) -> Any:
        """The widget with the keyboard."""
        return self.desk.window.focusWidget()

    def shows(self, name: str) -> bool:
        """Whether the record of this name is on view, with nothing under way."""
        view = self.page.view
        return view is not None and view.record.display_name == name and self.is_idle()

    def ask(self, *words: str) -> Any:
        """What the command line says of the file: a JSON document, or one a line."""
        command = [sys.executable, "-m", "crm_desktop", "--json", "--file", str(self.path), *words]
        done = subprocess.run(
            command, cwd=_ROOT, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120
        )
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("{", "["))]
        return lines[0] if len(lines) == 1 and isinstance(lines[0], list) else lines


@dataclass(frozen=True)
class Journey:
    """One job: `play` does it and returns whether the file agrees; `keys` is how many ux 3.7 allows."""

    number: str
    title: str
    keys: int
    play: Callable[[Stage], bool]


def prepare(path: Path) -> None:
    """Add those whom the journeys look for: Jane, and 412 people with a tag."""
    from crm_desktop.services.contacts import ops
    from tests.factories.contexts import open_inline
    from tests.factories.people import person

    context = open_inline(path)
    ops.create(
        context,
        person("Jane Roe", given="Jane", family="Roe", phone="+45 77 77 51 93", email="jane@roe.example"),
    )
    for number in range(MARKED):
        ops.create(context, person(f"Guest {number:03}", tags=(TAG,)))
    context.close()


def _open_by(stage: Stage, text: str) -> None:
    stage.hand.press("Ctrl+K")
    palette = stage.desk.window._palette
    stage.wait(lambda: palette.isVisible() and stage.focus() is palette._input, "the palette")
    stage.hand.type(text)
    stage.wait(
        lambda: bool(palette.rows) and palette.rows[0].title == "Jane Roe" and stage.is_idle(), "the hit"
    )
    stage.hand.press("Return")
    stage.wait(lambda: stage.shows("Jane Roe"), "the record")


def find_by_name(stage: Stage) -> bool:
    """Ctrl+K, a part of the name, Enter."""
    _open_by(stage, "jane")
    return bool(stage.ask("find", "jane"))


def find_by_digits(stage: Stage) -> bool:
    """Ctrl+K, digits out of the phone number, Enter."""
    _open_by(stage, "5193")
    return bool(stage.ask("find", "5193"))


def from_signature(stage: Stage) -> bool:
    """Ctrl+N, Ctrl+V, Ctrl+Enter with the foot of a letter on the clipboard."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(SIGNATURE)
    _new_form(stage)
    stage.hand.press("Ctrl+V")
    stage.wait(lambda: stage.dialog().name.text() != "", "the pasted text")
    stage.hand.press("Ctrl+Return")
    stage.wait(lambda: stage.dialog() is None and stage.shows("Kim Roberts"), "the new record")
    return bool(stage.ask("find", "kim", "roberts", "northwind", "33998877"))


def typed(stage: Stage) -> bool:
    """Ctrl+N, name, company and phone with Tab, Ctrl+Enter."""
    _new_form(stage)
    for number, text in enumerate(("Mia Sandberg", "Sandberg & Co", "+45 40 50 60 71")):
        if number:
            stage.hand.press("Tab")
        stage.hand.type(text)
    stage.hand.press("Ctrl+Return")
    stage.wait(lambda: stage.dialog() is None and stage.shows("Mia Sandberg"), "the new record")
    return bool(stage.ask("find", "mia", "sandberg", "40506071"))


def _new_form(stage: Stage) -> None:
    stage.hand.press("Ctrl+N")
    stage.wait(lambda: stage.dialog() is not None and stage.dialog().name.hasFocus(), "the form")


def change_phone(stage: Stage) -> bool:
    """To the field by keys, the new number, and on: it is saved."""
    stage.wait(lambda: stage.focus() is not None, "the keyboard")
    view = stage.page.view
    line = view.phones.all_rows()[0].field.line
    for _section in ("name", "phone"):
        before = stage.focus()
        stage.hand.press("F2")
        stage.wait(lambda before=before: stage.focus() is not before, "the next field")
    stage.hand.type("33445566")
    stage.hand.press("Tab")
    stage.wait(lambda: stage.focus() is not line, "the next field")
    stage.wait(lambda: stage.is_idle() and not view.is_dirty() and not view.editor.is_saving, "the save")
    return len(stage.ask("find", "mia", "33445566")) == 1 and not stage.ask("find", "40506071")


def tag_many(stage: Stage) -> bool:
    """Ctrl+A, Ctrl+T, the tag, Enter."""
    stage.page.show_entry(f"tag:{TAG}")
    stage.page.focus_main()
    stage.wait(lambda: stage.page.model.is_complete and stage.page.model.rowCount() == MARKED, "the list")
    stage.wait(stage.is_idle, "the list")
    stage.hand.press("Ctrl+A")
    stage.wait(lambda: stage.page.pane.view.is_all_chosen, "the selection")
    stage.hand.press("Ctrl+T")
    stage.wait(lambda: stage.dialog() is not None and stage.dialog().new_tag.hasFocus(), "the dialog")
    stage.hand.type("xmas")
    stage.hand.press("Return")
    stage.wait(
        lambda: stage.dialog() is None and stage.is_idle() and stage.desk.window._toast.has_action, "the tag"
    )
    return len(stage.ask("list", "--tag", "xmas")) == MARKED


def undo(stage: Stage) -> bool:
    """Ctrl+Z."""
    toast = stage.desk.window._toast
    stage.hand.press("Ctrl+Z")
    stage.wait(lambda: "Undone" in toast.text and stage.is_idle(), "the undo")
    return stage.ask("list", "--tag", "xmas") == [] and len(stage.ask("list", "--tag", TAG)) == MARKED


def _jane(stage: Stage) -> Any:
    """Her record on view, with nothing logged yet in this journey; no keys are counted for that."""
    from crm_desktop.services.search import find

    session = stage.desk.window.session
    jane = find(session.context, "jane roe", 1)[0].ref
    session.navigator.open(jane)
    stage.wait(lambda: stage.shows("Jane Roe"), "the record")
    stage.page.focus_main()
    return jane


def _touched(stage: Stage, jane: Any) -> tuple[int, int, set[str]]:
    """How often she was talked with, how much is planned, and the outcomes, as the file has it."""
    from crm_desktop.services.activities import timeline

    context = stage.desk.window.session.context
    line = timeline.timeline(context, jane, "talks")
    done = timeline.load_all(context, [entry.id for entry in line.entries])
    return len(line.entries), len(line.planned), {activity.outcome for activity in done}


def _log_part(stage: Stage) -> Any:
    """Where the record on view is logged, once it is made."""
    from crm_desktop.ui.features.activities.log_part import LogPart

    def seen() -> list[Any]:
        return [part for part in stage.desk.window.findChildren(LogPart) if part.isVisible()]

    stage.wait(lambda: bool(seen()), "the log bar")
    return seen()[0]


def _logged(stage: Stage, jane: Any, before: tuple[int, int, set[str]]) -> bool:
    def is_there() -> bool:
        talks, planned, ends = _touched(stage, jane)
        return talks == before[0] + 1 and planned >= before[1] and "left_message" in ends

    stage.wait(lambda: stage.is_idle() and is_there(), "the entry")
    return bool(_touched(stage, jane)[1])


def log_here(stage: Stage) -> bool:
    """Ctrl+L, "lm +10d", Enter: a call and a reminder in ten days."""
    jane = _jane(stage)
    before = _touched(stage, jane)
    edit = _log_part(stage).bar.edit
    stage.hand.press("Ctrl+L")
    stage.wait(lambda: stage.focus() is edit, "the log bar")
    stage.hand.type("lm +10d")
    stage.hand.press("Return")
    return _logged(stage, jane, before)


def log_anywhere(stage: Stage) -> bool:
    """Ctrl+Shift+L, a part of the name, Enter, "lm +10d", Enter."""
    from crm_desktop.ui.features.activities.floating_log import FloatingLog

    jane = _jane(stage)
    before = _touched(stage, jane)
    stage.hand.press("Ctrl+Shift+L")
    stage.wait(lambda: bool(stage.desk.window.findChildren(FloatingLog)), "the bar")
    floating = stage.desk.window.findChildren(FloatingLog)[-1]
    stage.wait(lambda: stage.focus() is floating.who.line, "who")
    stage.hand.type("jan")
    stage.wait(lambda: [hit.ref for hit in floating.who.hits.hits[:1]] == [jane], "the hit")
    stage.hand.press("Return")
    stage.wait(lambda: floating.bar is not None and stage.focus() is floating.bar.edit, "the log bar")
    stage.hand.type("lm +10d")
    stage.hand.press("Return")
    return _logged(stage, jane, before)


def done_and_next(stage: Stage) -> bool:
    """Space on what is planned, "lm +1w", Enter."""
    jane = _jane(stage)
    before = _touched(stage, jane)
    part = _log_part(stage)
    stage.wait(lambda: bool(part.next.rows), "what is planned")
    part.next.rows[0].setFocus()
    stage.hand.type(" ")
    stage.wait(lambda: part.bar.is_asking and stage.focus() is part.bar.edit, "the question")
    stage.hand.type("lm +1w")
    stage.hand.press("Return")
    return _logged(stage, jane, before)


JOURNEYS = (
    Journey("1", "log a call and a reminder in ten days", 10, log_here),
    Journey("2", "the same from anywhere", 15, log_anywhere),
    Journey("7", "done, then the next action in a week", 8, done_and_next),
    Journey("3", "find and open by a part of the name", 7, find_by_name),
    Journey("3", "find and open by digits of the phone", 7, find_by_digits),
    Journey("4", "new contact from a pasted signature", 6, from_signature),
    Journey("5", "new contact: name, company and phone typed", 52, typed),
    Journey("6", "change a phone number", 16, change_phone),
    Journey("26", "tag 412 people", 9, tag_many),
    Journey("27", "undo that", 2, undo),
)
"""A "+" counts as one key, as on a Danish keyboard. Journey 7 begins at what is planned."""


def played(journey: Journey, stage: Stage) -> dict[str, Any]:
    """One line of the table."""
    stage.hand.keys = stage.hand.clicks = 0
    started = time.perf_counter()
    try:
        is_done, trouble = journey.play(stage), ""
    except (TimeoutError, AttributeError, subprocess.CalledProcessError) as error:
        is_done, trouble = False, str(error)
    seconds = time.perf_counter() - started
    close_dialogs(stage)
    keys, clicks = stage.hand.keys, stage.hand.clicks
    verdict = f"not done: {trouble}" if not is_done else "ok" if keys <= journey.keys else "too many keys"
    return {
        "no": journey.number, "journey": journey.title, "keys": keys, "allowed": journey.keys, "clicks": clicks,
        "seconds": seconds, "verdict": verdict,
    }  # fmt: skip


def close_dialogs(stage: Stage) -> None:
    """After a journey that went wrong."""
    while (dialog := stage.dialog()) is not None:
        dialog.close()
        stage.wait(lambda dialog=dialog: not dialog.isVisible(), "the dialog to close")


@contextmanager
def x_server() -> Iterator[None]:
    """A virtual display with a window system, for this process and those it starts."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    try:
        with os.fdopen(reader) as stream:
            os.environ |= {"DISPLAY": f":{stream.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
        windows = subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            windows.terminate()
            windows.wait()
    finally:
        server.terminate()
        server.wait()


def run(contacts: int) -> list[dict[str, Any]]:
    """The table, played through an X server."""
    from tests.bench import files, measuring

    with measuring.scratch() as folder, x_server():
        from tests.harness.hand import XHand
        from tests.ui.surfaces import desk_on, wait_idle, wait_until

        path = Path(shutil.copy(files.filled(contacts), folder / "office.crm"))
        prepare(path)
        _application()
        with desk_on(folder / "home", path) as desk:
            wait_until(desk.window.isActiveWindow, "the keyboard")
            wait_idle(desk)
            stage = Stage(desk, XHand(), wait_until, path)
            return [played(journey, stage) for journey in JOURNEYS]


def _application() -> object:
    from crm_desktop.ui.app import make_application

    return make_application()


def main() -> int:
    """See the module's text."""
    told = running.options(__doc__, contacts=500)
    missing = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
    if missing:
        sys.stderr.write(f"Not installed: {', '.join(missing)}.\n")
        return 2
    lines = run(10_000 if told.full else told.contacts)
    running.table(lines)
    return int(any(line["verdict"] != "ok" for line in lines))


if __name__ == "__main__":
    sys.exit(main())
