"""Every page, dialog and state of the window, each opened on a real file, for tests that look at all of them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMainWindow, QWidget

from crm_desktop.base.paths import Paths
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.printing import preview
from crm_desktop.services.activities import ops as activities
from crm_desktop.services.contacts import ops
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.detail.address_row import AddressRow
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.panel import ContactPanel
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.features.today.page import TodayPage
from crm_desktop.ui.shell.error_dialog import make_error_dialog
from crm_desktop.ui.shell.settings_page import SettingsPage
from tests.factories.contexts import open_inline
from tests.factories.people import EVERYONE

PATIENCE_S = 60.0
"""How long a test waits for anything: a test that is well never waits so long, however slow and busy the machine."""

_A_MOMENT_MS = 150
"""What is put off for so long at most comes by itself in a moment; what takes longer is waited for by its name."""

_LAYOUT_TURNS = 8
PICKERS = ("file.new", "file.open")
"""Commands that open a dialog of the operating system."""


def wait_until(condition: Callable[[], bool], what: str = "") -> None:
    """Let the window work until something is so. Raises TimeoutError when it never is."""
    until = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(what or "waited in vain")
        if not turn():
            _leave_room()


def turn() -> bool:
    """One turn of the program's loop; returns whether there was anything to do.

    What is to be deleted goes first: outside of `exec` Qt would keep it alive.
    """
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    return dispatcher.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def _leave_room() -> None:
    """Whoever only waits leaves the processor to the threads that are waited for, until something or a moment comes."""
    QTimer.singleShot(1, _nothing)
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    dispatcher.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _nothing() -> None:
    """The moment is over."""


def wait_idle(desk: Desk) -> None:
    """Let everything that is under way end, and the window lay itself out, from the inmost layout to the outermost.

    What is put off for a moment is under way too: typing that rests, reading again after a change, steps of a record.
    """
    until = time.monotonic() + PATIENCE_S
    quiet_turns = 0
    while quiet_turns < _LAYOUT_TURNS:
        was_busy = turn()
        going = _under_way(desk)
        quiet_turns = 0 if going else quiet_turns + 1
        if time.monotonic() > until:
            raise TimeoutError(f"{going} did not end")
        if going and not was_busy:
            _leave_room()


def is_idle(desk: Desk) -> bool:
    """Whether nothing is under way now."""
    return not _under_way(desk)


def _under_way(desk: Desk) -> str:
    """What keeps the window from being idle; "" when nothing does."""
    if desk.window.has_session and desk.window.session.tasks.has_jobs:
        return "work in a thread"
    for window in QApplication.topLevelWidgets():
        for timer in window.findChildren(QTimer):
            if timer.isActive() and timer.isSingleShot() and timer.interval() <= _A_MOMENT_MS:
                return f"a timer of {type(timer.parent()).__name__}"
    return ""


@contextmanager
def desk_on(home: Path, path: Path | None, width: int = 1280, height: int = 800) -> Iterator[Desk]:
    """The window on a file, with the program's own threads; the application gets its plain look back."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font, direction = app.font(), app.layoutDirection()
    with program.desk(Paths.below(home)) as desk:
        desk.window.resize(width, height)
        desk.window.show()
        desk.window.activateWindow()
        toast = desk.window._toast
        toast._timer.setInterval(int(PATIENCE_S * 1000))  # not gone before a slow test has looked
        if path is not None:
            desk.files.open(path)
            wait_until(lambda: desk.window.has_session, "the file to open")
            wait_idle(desk)
        yield desk
        preview.stop()
        desk.window.close()
    app.setStyleSheet("")
    app.setFont(font)
    app.setLayoutDirection(direction)


def fill(path: Path) -> None:
    """Put four people with everything about them into a file, and something to do with one of them."""
    context = open_inline(path)
    for record in EVERYONE:
        ref = ops.create(context, record)
    for days, kind in ((-2, kinds.CALL), (0, kinds.MEETING)):
        at = context.now() + dt.timedelta(days=days)
        plan = ActivityRecord(kind, at, status=kinds.PLANNED, people=(Participant(ref.id),))
        activities.log(context, plan)
    context.close()


def page_of(desk: Desk) -> ContactsPage:
    """The contacts page."""
    page = desk.window.page()
    assert isinstance(page, ContactsPage)
    return page


def dialog_of(desk: Desk) -> QDialog | None:
    """The dialog on view."""
    return next((d for d in desk.window.findChildren(QDialog) if d.isVisible()), None)


def dialog_commands(desk: Desk) -> list[str]:
    """Ids of all commands that say that they open a dialog of the program's own."""
    return [
        spec.id
        for spec in desk.window.commands.specs
        if spec.opens_dialog and spec.id not in (*PICKERS, "palette.open")
    ]


def show_first_record(desk: Desk) -> None:
    """Open the first row of the list."""
    page = page_of(desk)
    row = page.model.row_at(0)
    assert row is not None
    desk.window.open(row.ref)
    wait_until(lambda: page.view is not None and page.view.record.ref == row.ref, "the record to open")
    wait_record(desk, page.detail)


def wait_record(desk: Desk, pane: RecordPane) -> None:
    """Let a record be made whole: its sections are made one after the other."""
    wait_until(
        lambda: pane.view is not None and pane.view.isVisible() and pane.view.details.making.is_done,
        "the record",
    )
    wait_idle(desk)


def surfaces(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Name and widget of every surface, one after the other, each closed again before the next."""
    yield from pages(desk)
    yield from today(desk)
    yield from settings(desk)
    yield from side_panel(desk)
    yield from dialogs(desk)
    yield from record_window(desk)
    desk.window.commands.run("file.close")
    wait_idle(desk)
    yield "start page", desk.window


def pages(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """The window in every state that people see."""
    window, page = desk.window, page_of(desk)
    yield "list without a record", window
    show_first_record(desk)
    yield "record", window
    yield from _record_states(desk, page)
    window.commands.run("contacts.filter")  # where only one fits, the list comes to the front
    for text in ("soren", "no such person", "city = "):
        page.pane.filter.setText(text)
        wait_until(lambda: not page.pane._pause.isActive(), "the filter")
        wait_idle(desk)
        yield f"filter {text!r}", window
    page.pane.filter.clear()
    wait_until(lambda: page.query.text == "", "the filter to go")
    wait_idle(desk)
    page.pane.view.selectAll()
    yield "bulk bar", window
    page.pane.view.clear_chosen()
    for text in ("", "an", ">"):
        window.open_palette(text)
        wait_idle(desk)
        yield f"palette {text!r}", window._palette
        window._palette.dismiss()
    for entry in ("trash", "all"):
        page.show_entry(entry)
        wait_idle(desk)
        yield f"list {entry!r}", window
    for command in ("contacts.table", "contacts.compact"):
        window.commands.run(command)
        wait_idle(desk)
        yield command, window
        window.commands.run(command)
    workspace = window.workspace
    assert workspace is not None
    for name, show in (("people", workspace.show_people), ("notices", workspace.show_notices)):
        show()
        wait_idle(desk)
        panel = QApplication.activePopupWidget()
        assert panel is not None
        yield f"panel of {name}", panel
        panel.close()
        wait_idle(desk)
    window.say("김민수", action=("김", lambda: None))
    yield "toast", window
    window._toast.dismiss()


def _record_states(desk: Desk, page: ContactsPage) -> Iterator[tuple[str, QWidget]]:
    view = page.view
    assert view is not None
    row = view.addresses.rows[0] if view.addresses.rows else view.addresses.blank
    assert isinstance(row, AddressRow)
    row.open_parts()
    QApplication.processEvents()
    yield "address in parts", desk.window
    row.close_parts()


def today(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """The page of the day, with something to do on it."""
    window = desk.window
    page = window.show_page("today")
    assert isinstance(page, TodayPage)
    page.day.filters.everybody.click()  # another user put the things into the file
    wait_until(lambda: bool(page.view.rows.lines), "the day")
    wait_idle(desk)
    yield "today", window
    window.show_page("contacts")
    wait_idle(desk)


def settings(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Every section of the settings, and its search."""
    window = desk.window
    window.commands.run("app.settings")
    page = window.page()
    assert isinstance(page, SettingsPage)
    for row in range(page.sections.count()):
        page.sections.setCurrentRow(row)
        wait_until(lambda: page.is_built, "the section")  # what it offers is read by another thread
        wait_idle(desk)
        yield f"settings: {page.section}", window
    for text in ("co", "zzz"):
        page.search.setText(text)
        page.search.typed.emit(text)
        wait_until(lambda: page.is_built, "all sections")
        wait_idle(desk)
        yield f"settings found: {text!r}", window
    page.search.clear()
    page.search.typed.emit("")
    window.show_page("contacts")
    wait_idle(desk)


def record_window(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """A record in a window of its own."""
    show_first_record(desk)
    desk.window.refresh()
    before = set(QApplication.topLevelWidgets())
    desk.window.open_current_in_window()
    opened = [w for w in QApplication.topLevelWidgets() if w not in before and isinstance(w, QMainWindow)]
    assert len(opened) == 1
    opened[0].resize(desk.window.size().boundedTo(QSize(900, 700)))
    panel = opened[0].findChild(ContactPanel)
    assert panel is not None
    wait_record(desk, panel.pane)
    yield "record window", opened[0]
    opened[0].close()
    wait_idle(desk)


def side_panel(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """A linked record beside the one on view, another one after it, and one that is gone."""
    window = desk.window
    show_first_record(desk)
    workspace, page = window.workspace, page_of(desk)
    assert workspace is not None
    assert page.view is not None
    others = (page.model.row_at(row) for row in range(page.model.rowCount()))
    refs = [row.ref for row in others if row is not None and row.ref != page.view.record.ref]
    for ref in refs[:2]:
        window.open_beside(ref)
        wait_until(lambda: bool(workspace.beside.panel.findChildren(ContactPanel)), "the panel")
        wait_record(desk, workspace.beside.panel.findChildren(ContactPanel)[-1].pane)
    yield "side panel", window
    workspace.beside.panel.show_gone()
    wait_idle(desk)
    yield "side panel of a record that is gone", window
    window.commands.run("record.close_panel")
    wait_idle(desk)


def dialogs(desk: Desk) -> Iterator[tuple[str, QWidget]]:
    """Every dialog that a command opens, with the first contact chosen; and the one that tells of an error."""
    page, window = page_of(desk), desk.window
    for command in dialog_commands(desk):
        rows = (page.model.row_at(number) for number in range(page.model.rowCount()))
        person = next(row.ref for row in rows if row is not None and row.ref.kind == "contact")
        window.open(person)
        wait_record(desk, page.detail)
        window.refresh()
        if not window.commands.action(command).isEnabled():
            continue
        window.commands.run(command)
        for _turn in range(10):
            wait_idle(desk)
        dialog = dialog_of(desk)
        if dialog is None:  # it wants a record of another kind
            continue
        if not isinstance(dialog, QFileDialog):
            yield command, dialog
        dialog.close()
        wait_idle(desk)
    dialog = make_error_dialog(desk.theme, RuntimeError("broken"), window.commands.recent, [], window)
    dialog.open()
    QApplication.processEvents()
    yield "error", dialog
    dialog.close()
