"""The window in the states that a file, a disk and other people bring about, each on a real file of its own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage import driver
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.import_dialog import ImportDialog
from crm_desktop.ui.features.contacts.new_contact import NewContactDialog
from crm_desktop.ui.shell import write_wait
from crm_desktop.ui.shell.error_dialog import make_error_dialog
from crm_desktop.ui.shell.setting_group import KEYS_FACT
from crm_desktop.ui.shell.settings_page import SettingsPage
from crm_desktop.ui.shell.unsaved_dialog import UnsavedDialog
from crm_desktop.wiring import open_context
from tests.factories.contexts import open_inline
from tests.factories.people import SOREN, person
from tests.ui.surfaces import dialog_of, fill, page_of, show_first_record, wait_idle, wait_until

DeskOn = Callable[[Path | None], AbstractContextManager[Desk]]
Shown = Iterator[tuple[str, QWidget]]

_TEN = (
    "Ana Sousa", "Bo Kjær", "Chen Wei", "Dina Okafor", "Emil Nørregaard-Christoffersen", "Fatima Al-Hashimi",
    "Gitte Lund", "Hans-Jürgen Oberleitner", "박지성", "Inês de Vasconcelos e Albuquerque de Almeida",
)  # fmt: skip

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ana Sousa
EMAIL:ana@example.pt
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bo Kjær
TEL:+45 33 11 22 33
END:VCARD
BEGIN:VCARD
VERSION:3.0
BDAY:no day at all
END:VCARD
"""


def states(work: Path, desk_on: DeskOn) -> Shown:
    """Name and widget of every state. `work` is an empty folder; `desk_on` opens the window on a file."""
    for state in (_first_start, _empty, _ten, _read_only, _busy, _shared, _reading, _typed):
        folder = work / state.__name__.strip("_")
        folder.mkdir()
        yield from state(folder / "office.crm", desk_on)


def _first_start(_path: Path, desk_on: DeskOn) -> Shown:
    with desk_on(None) as desk:
        window = desk.window
        wait_idle(desk)
        yield "first start", window
        window.start_page.show_busy("Opening office.crm…")
        wait_idle(desk)
        yield "first start, opening", window
        window.start_page.show_busy("")
        window.commands.run("app.settings")
        page = window.findChild(SettingsPage)
        assert page is not None
        wait_until(lambda: page.is_built, "the section")
        wait_idle(desk)
        yield "settings without a file", window
        window.show_instead(None)
        problem = EnvironmentProblem(
            "damaged", "“office.crm” is damaged and cannot be opened.",
            "It was left as it is. The newest backup is from yesterday.",
        )  # fmt: skip
        for name, error in (("problem", problem), ("mistake", RuntimeError("broken"))):
            dialog = make_error_dialog(desk.theme, error, ["file.open"], ["a line of the log"], window)
            dialog.open()
            if name == "mistake":
                dialog._toggle()
            QApplication.processEvents()
            yield f"{name} told", dialog
            dialog.close()


def _empty(path: Path, desk_on: DeskOn) -> Shown:
    open_inline(path, create=True).close()
    with desk_on(path) as desk:
        yield "empty file", desk.window
        desk.window.show_page("today")
        wait_idle(desk)
        yield "empty file, today", desk.window
        desk.window.show_page("contacts")
        for command in ("edit.recent_changes", "contacts.tag"):
            if desk.window.commands.action(command).isEnabled():
                desk.window.commands.run(command)
                wait_idle(desk)
                if (dialog := dialog_of(desk)) is not None:
                    yield f"empty file, {command}", dialog
                    dialog.close()


def _ten(path: Path, desk_on: DeskOn) -> Shown:
    context = open_inline(path, create=True)
    for number, name in enumerate(_TEN):
        record = person(
            name, email=f"a{number}@example.org", phone=f"+45 33 11 22 0{number}", company="Café Ågård"
        )
        made = ops.create(context, replace(record, tags=("customer", "fair 2026")[: number % 3]))
        if number == len(_TEN) - 1:
            gone = made
    ops.trash(context, Selection.of(gone.id))
    context.close()
    with desk_on(path) as desk:
        show_first_record(desk)
        yield "ten records", desk.window
        yield from _menus(desk)
        page = page_of(desk)
        page.show_entry("trash")
        wait_idle(desk)
        desk.window.open(gone)
        wait_until(lambda: page.view is not None and page.view.record.ref == gone, "the trashed one")
        for _turn in range(20):
            wait_idle(desk)
        yield "trash", desk.window
        page.show_entry("all")
        wait_idle(desk)
        yield from _importing(desk, path.parent)
        yield from _typing(desk)
        yield from _keys_taken(desk)


def _menus(desk: Desk) -> Shown:
    for top in desk.window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        menu.popup(desk.window.mapToGlobal(desk.window.rect().topLeft()))
        QApplication.processEvents()
        yield f"menu {top.text().replace('&', '')}", menu
        menu.close()


def _importing(desk: Desk, folder: Path) -> Shown:
    cards = folder / "cards.vcf"
    cards.write_text(CARDS, "utf-8")
    dialog = ImportDialog(desk.window.session, desk.window)
    dialog.open()
    dialog.take_files([cards])
    wait_idle(desk)
    yield "import, seen first", dialog
    dialog._on_import()
    wait_idle(desk)
    yield "import, done", dialog
    dialog.close()
    wait_idle(desk)
    yield "toast after import", desk.window


def _typing(desk: Desk) -> Shown:
    dialog = NewContactDialog(desk.window.session, desk.window, "Bo Kjær")
    dialog.open()
    dialog.look_for_similar()
    wait_idle(desk)
    yield "new contact, one is similar", dialog
    dialog.close()


def _keys_taken(desk: Desk) -> Shown:
    desk.window.commands.run("app.settings")
    page = desk.window.page()
    assert isinstance(page, SettingsPage)
    page.show_key(KEYS_FACT)
    wait_until(lambda: page.keys_editor is not None, "the keys")
    editor = page.keys_editor
    assert editor is not None
    editor.choose("contacts.filter")
    editor.strip._on_recorded("Ctrl+K")
    wait_idle(desk)
    yield "keys that are taken", desk.window


def _read_only(path: Path, desk_on: DeskOn) -> Shown:
    open_inline(path, create=True).close()
    fill(path)
    with desk_on(None) as desk:
        open_to_read(desk, path)
        show_first_record(desk)
        yield "read-only", desk.window
        assert desk.window.workspace is not None
        desk.window.workspace.show_people()
        panel = QApplication.activePopupWidget()
        assert panel is not None
        yield "panel of a read-only file", panel
        panel.close()


def open_to_read(desk: Desk, path: Path) -> None:
    """Open a file in the window as one that can only be read."""
    usual = desk.files._open_context
    desk.files._open_context = functools.partial(_opened_to_read, usual)
    desk.files.open(path)
    wait_until(lambda: desk.window.has_session, "the file to open")
    wait_idle(desk)


def _opened_to_read(
    usual: Callable[..., object], path: Path, *, create: bool = False, **options: object
) -> object:
    del create
    return usual(path, read_only=True, **options)


def _busy(path: Path, desk_on: DeskOn) -> Shown:
    """Another program writes; what is typed waits."""
    open_inline(path, create=True).close()
    fill(path)
    patience = write_wait.STUCK_AFTER_S
    write_wait.STUCK_AFTER_S = 600.0  # however slow the machine, it waits for short first
    with desk_on(path) as desk:
        show_first_record(desk)
        view = page_of(desk).view
        assert view is not None
        other = driver.connect(path)
        other.execute("begin immediate")
        session, ref = desk.window.session, view.record.ref
        session.tasks.run(
            ops.set_field, session.context, ref, "nickname", "", "Annie", owner=desk.window, lane="write"
        )
        workspace = desk.window.workspace
        assert workspace is not None
        wait_until(lambda: workspace.wait.state is write_wait.Wait.SHORT, "waiting")
        yield "waiting for the file", desk.window
        write_wait.STUCK_AFTER_S = 1.5
        wait_until(lambda: workspace.wait.state is write_wait.Wait.LONG, "the file to be busy for long")
        yield "locked by another program", desk.window
        box = UnsavedDialog(desk.theme, 2, lambda: None, desk.window)
        box.open()
        QApplication.processEvents()
        yield "closing while unsaved", box
        box.close()
        other.execute("rollback")
        other.close()
        wait_idle(desk)
    write_wait.STUCK_AFTER_S = patience


def _shared(path: Path, desk_on: DeskOn) -> Shown:
    """A colleague has the file open, looks at the same record, and changes what is being typed."""
    open_inline(path, create=True).close()
    fill(path)
    with desk_on(path) as desk, _colleague(path) as (context, look_at):
        show_first_record(desk)
        page = page_of(desk)
        assert page.view is not None
        ref = page.view.record.ref
        look_at(ref)
        people = desk.window.session.people
        wait_until(lambda: bool(people.at_record(ref.id)), "the colleague at the record")
        wait_idle(desk)
        yield "colleague present", desk.window
        workspace = desk.window.workspace
        assert workspace is not None
        workspace.show_people()
        panel = QApplication.activePopupWidget()
        assert panel is not None
        yield "panel of two people", panel
        panel.close()
        yield from _conflict(desk, context)
        yield from _notices(desk)


@contextmanager
def _colleague(path: Path) -> Iterator[tuple[AppContext, Callable[[EntityRef], None]]]:
    context = open_context(path, user_name="Mette Holm", is_remembered=False, daily_backup=False)
    context.start()

    def look_at(ref: EntityRef) -> None:
        context.attendance.look_at(ref.id, is_editing=True)

    try:
        yield context, look_at
    finally:
        context.close()


def _conflict(desk: Desk, context: AppContext) -> Shown:
    page = page_of(desk)
    row = next(
        row for number in range(page.model.rowCount())
        if (row := page.model.row_at(number)) is not None and row.display_name == SOREN.display_name
    )  # fmt: skip
    desk.window.open(row.ref)
    wait_until(lambda: page.view is not None and page.view.record.ref == row.ref, "the record")
    for _turn in range(30):
        wait_idle(desk)
    view = page.view
    assert view is not None
    view.show_details()
    wait_idle(desk)
    field = view.phones.rows[0].field
    field.line.setFocus()
    field.line.setText("+45 99 99 99 99")
    item = queries.load(context, row.ref).points_of("phone")[0]
    ops.change_item(context, row.ref, item, replace(item, value="+45 11 11 11 11"))
    field.commit()
    wait_until(lambda: not field.strip.isHidden(), "the two values")
    wait_idle(desk)
    yield "conflict strip", desk.window


def _notices(desk: Desk) -> Shown:
    sources, workspace = desk.window.notice_sources, desk.window.workspace
    assert sources is not None
    assert workspace is not None
    sources.tell_backup_failed(
        EnvironmentProblem("disk_full", "The disk is full.", "Make room, then try again.")
    )
    sources.post(
        "a",
        "Two texts were typed and not saved.",
        detail="Søren Ågård, 김민수",
        action=("Show", lambda: None),
    )
    workspace.show_notices()
    QApplication.processEvents()
    panel = QApplication.activePopupWidget()
    assert panel is not None
    yield "panel of several notices", panel
    panel.close()
    QApplication.processEvents()
    yield "bell with a count", desk.window


def _reading(path: Path, desk_on: DeskOn) -> Shown:
    open_inline(path, create=True).close()
    fill(path)
    with desk_on(path) as desk:
        body = page_of(desk).pane.body
        body.show_placeholders()
        yield "loading", desk.window
        body._show_failure(
            EnvironmentProblem("io_error", "The disk does not answer.", "What is saved is safe.")
        )
        body._stack.setCurrentWidget(body.card)
        yield "list error", desk.window
        body.trouble.text.setText("The list could not be read again; it may be out of date.")
        body.trouble.show()
        body._stack.setCurrentWidget(body.view)
        yield "list out of date", desk.window


def _typed(path: Path, desk_on: DeskOn) -> Shown:
    """A toast as long as they get."""
    open_inline(path, create=True).close()
    fill(path)
    with desk_on(path) as desk:
        desk.window.say(
            "12 contacts were tagged “fair 2026”, 3 of them had it already.", action=("Undo", lambda: None)
        )
        QApplication.processEvents()
        yield "toast with undo", desk.window
        desk.window._toast.dismiss()
