"""The commands of contacts."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.base.i18n import N_, _, ngettext
from crm_desktop.services.contacts import ops
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.export_dialog import ExportDialog
from crm_desktop.ui.features.contacts.import_dialog import ImportDialog
from crm_desktop.ui.features.contacts.new_contact import NewContactDialog
from crm_desktop.ui.features.contacts.page import CONTEXT_MENU as MENU
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.tag_dialog import TagDialog
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import LAST_STEP

PAGE = "contacts"
CATEGORY = N_("Contacts")


def contacts_page(window: CommandWindow) -> ContactsPage:
    """The page, brought to the front."""
    page = window.show_page(PAGE)
    if not isinstance(page, ContactsPage):
        raise TypeError(page)
    return page


def on_page(act: Callable[[ContactsPage], object]) -> Callable[[CommandWindow], object]:
    """A handler that acts on the page."""
    return lambda window: act(contacts_page(window))


def open_view(window: CommandWindow) -> RecordView | None:
    """The open record that a command is about: in the side panel while the keyboard is there, else on the page."""
    panel = window.panel_in_use()
    if panel is None:
        return contacts_page(window).view
    widget = panel.record_widget()
    return widget if isinstance(widget, RecordView) else None


def target_of(window: CommandWindow) -> Target | None:
    """The record in the side panel while the keyboard is there, else what is chosen or open on the page."""
    panel = window.panel_in_use()
    return panel.target() if panel is not None else contacts_page(window).target()


def on_target(act: Callable[[CommandWindow, Target], object]) -> Callable[[CommandWindow], object]:
    """A handler that acts on the chosen records."""

    def handler(window: CommandWindow) -> object:
        target = target_of(window)
        return act(window, target) if target is not None else None

    return handler


def can_write(context: UiContext) -> str:
    """Possible while a file is open that may be written."""
    return with_file(context) or (_("The file is read-only.") if context.is_read_only else "")


def has_target(context: UiContext) -> str:
    """Possible with a contact chosen or open."""
    if reason := with_file(context):
        return reason
    return "" if context.selected or context.has_record else _("No contact is chosen.")


def can_change(context: UiContext) -> str:
    """Possible with a contact chosen in a file that may be written."""
    return can_write(context) or has_target(context)


def can_trash(context: UiContext) -> str:
    """Possible for contacts that are not in the trash."""
    return can_change(context) or (_("It is in the trash already.") if context.is_trash else "")


def can_restore(context: UiContext) -> str:
    """Possible for contacts in the trash."""
    return can_change(context) or ("" if context.is_trash else _("It is not in the trash."))


def can_edit(context: UiContext) -> str:
    """Possible with a record open in a file that may be written."""
    return can_write(context) or has_record(context)


def has_record(context: UiContext) -> str:
    """Possible with a record open."""
    return with_file(context) or ("" if context.has_record else _("No contact is open."))


def has_rows(context: UiContext) -> str:
    """Possible with something in the list."""
    return with_file(context) or ("" if context.total else _("The list is empty."))


def new_contact(window: CommandWindow, name: str = "") -> None:
    """Open the short form."""
    dialog = NewContactDialog(window.session, window.widget, name)
    dialog.created.connect(window.session.navigator.open)
    dialog.open()


def _trash(window: CommandWindow, target: Target) -> None:
    session = window.session

    def on_done(count: int) -> None:
        text = ngettext("{n} record moved to the trash", "{n} records moved to the trash", count)
        session.notices.say(text.format(n=count), undo=LAST_STEP)

    session.tasks.run(
        ops.trash, session.context, target.selection, owner=session.tasks, lane="write",
        label=_("Moving to the trash"), reports=True, on_done=on_done,
    )  # fmt: skip


def _restore(window: CommandWindow, target: Target) -> None:
    session = window.session

    def on_done(count: int) -> None:
        text = ngettext("{n} record restored", "{n} records restored", count)
        session.notices.say(text.format(n=count), undo=LAST_STEP)

    session.tasks.run(
        ops.restore, session.context, target.selection, owner=session.tasks, lane="write",
        label=_("Restoring"), reports=True, on_done=on_done,
    )  # fmt: skip


def _tag(window: CommandWindow, target: Target) -> None:
    TagDialog(window.session, target, window.widget).open()


def _export(window: CommandWindow) -> None:
    panel = window.panel_in_use()
    page = contacts_page(window)
    chosen = panel.target() if panel is not None else page.target() if page.state().selected else None
    ExportDialog(window.session, chosen, page.everything(), window.widget).open()


def _import(window: CommandWindow) -> None:
    ImportDialog(window.session, window.widget).open()


def _edit(window: CommandWindow) -> None:
    panel = window.panel_in_use()
    if panel is not None:
        panel.focus_main()
    else:
        contacts_page(window).edit()


COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="contacts.show",
        title=N_("&Contacts"),
        category=CATEGORY,
        icon="contact",
        shortcuts=("Ctrl+2",),
        menus=(MenuPlace("go", 2, 0),),
        when=with_file,
        handler=on_page(lambda page: page.pane.view.setFocus()),
    ),
    CommandSpec(
        id="contacts.show_trash",
        title=N_("Tras&h"),
        category=CATEGORY,
        icon="trash",
        menus=(MenuPlace("go", 2, 9),),
        when=with_file,
        help=N_("What was deleted waits here and can be restored."),
        handler=on_page(lambda page: page.show_entry("trash")),
    ),
    CommandSpec(
        id="contacts.new",
        title=N_("&New contact…"),
        category=CATEGORY,
        icon="user-plus",
        shortcuts=("Ctrl+N",),
        menus=(MenuPlace("record", 0, 0),),
        when=can_write,
        opens_dialog=True,
        undoable=True,
        help=N_("A person, a company or a household; a name is enough."),
        handler=new_contact,
    ),
    CommandSpec(
        id="contacts.edit",
        title=N_("&Edit"),
        category=CATEGORY,
        icon="pencil",
        shortcuts=("F2",),
        menus=(MenuPlace("record", 1, 0), MenuPlace(MENU, 0, 0)),
        when=can_edit,
        help=N_(
            "Put the cursor into the name; again, into the phone, the e-mail, the address. All is saved by itself."
        ),
        handler=_edit,
    ),
    CommandSpec(
        id="contacts.tag",
        title=N_("&Tag…"),
        category=CATEGORY,
        icon="tag",
        shortcuts=("Ctrl+T",),
        menus=(MenuPlace("record", 1, 1), MenuPlace(MENU, 1, 0)),
        when=can_change,
        opens_dialog=True,
        undoable=True,
        handler=on_target(_tag),
    ),
    CommandSpec(
        id="contacts.trash",
        title=N_("Move to the t&rash"),
        category=CATEGORY,
        icon="trash",
        shortcuts=("Del",),
        menus=(MenuPlace("record", 2, 0), MenuPlace(MENU, 2, 0)),
        when=can_trash,
        undoable=True,
        handler=on_target(_trash),
    ),
    CommandSpec(
        id="contacts.restore",
        title=N_("Restore fro&m the trash"),
        category=CATEGORY,
        icon="undo-2",
        menus=(MenuPlace("record", 2, 1), MenuPlace(MENU, 2, 1)),
        when=can_restore,
        undoable=True,
        handler=on_target(_restore),
    ),
    CommandSpec(
        id="contacts.import",
        title=N_("&Import…"),
        category=CATEGORY,
        icon="download",
        shortcuts=("Ctrl+Shift+I",),
        menus=(MenuPlace("file", 1, 0),),
        when=can_write,
        opens_dialog=True,
        undoable=True,
        help=N_("vCard or CSV; you see first what will happen."),
        handler=_import,
    ),
    CommandSpec(
        id="contacts.export",
        title=N_("&Export…"),
        category=CATEGORY,
        icon="upload",
        shortcuts=("Ctrl+E",),
        menus=(MenuPlace("file", 1, 1), MenuPlace(MENU, 3, 1)),
        when=has_rows,
        opens_dialog=True,
        help=N_("The chosen contacts or the whole list, as vCard, CSV or JSON."),
        handler=_export,
    ),
    CommandSpec(
        id="contacts.select_all",
        title=N_("Select &all"),
        category=CATEGORY,
        shortcuts=("Ctrl+A",),
        menus=(MenuPlace("edit", 1, 0),),
        when=has_rows,
        handler=on_page(lambda page: page.pane.view.selectAll()),
    ),
    CommandSpec(
        id="contacts.invert",
        title=N_("In&vert selection"),
        category=CATEGORY,
        shortcuts=("Ctrl+Shift+A",),
        menus=(MenuPlace("edit", 1, 1),),
        when=has_rows,
        handler=on_page(lambda page: page.pane.view.invert_selection()),
    ),
    CommandSpec(
        id="contacts.filter",
        title=N_("&Filter this list"),
        category=CATEGORY,
        icon="funnel",
        shortcuts=("Ctrl+F",),
        menus=(MenuPlace("edit", 2, 0),),
        when=with_file,
        handler=on_page(lambda page: page.focus_filter()),
    ),
    CommandSpec(
        id="contacts.sidebar",
        title=N_("Lists at the &side"),
        category=CATEGORY,
        icon="panel-left",
        shortcuts=("F9",),
        menus=(MenuPlace("view", 0, 0),),
        when=with_file,
        is_checked=lambda context: context.is_sidebar_on,
        handler=on_page(lambda page: page.toggle_sidebar()),
    ),
    CommandSpec(
        id="contacts.table",
        title=N_("Show as a &table"),
        category=CATEGORY,
        icon="table",
        shortcuts=("Ctrl+Shift+T",),
        menus=(MenuPlace("view", 0, 1),),
        when=with_file,
        is_checked=lambda context: context.is_table_on,
        handler=on_page(lambda page: page.toggle_table()),
    ),
    CommandSpec(
        id="contacts.compact",
        title=N_("&Compact rows"),
        category=CATEGORY,
        menus=(MenuPlace("view", 0, 2),),
        when=with_file,
        is_checked=lambda context: context.is_compact_on,
        handler=on_page(lambda page: page.toggle_compact()),
    ),
    CommandSpec(
        id="contacts.columns",
        title=N_("Col&umns…"),
        category=CATEGORY,
        menus=(MenuPlace("view", 0, 3),),
        when=with_file,
        opens_dialog=True,
        help=N_("Which columns the table shows, and in what order."),
        handler=on_page(lambda page: page.choose_columns()),
    ),
    CommandSpec(
        id="contacts.order",
        title=N_("Order o&f the list"),
        category=CATEGORY,
        icon="arrow-up-down",
        menus=(MenuPlace("view", 0, 4),),
        when=with_file,
        help=N_("What the list is ordered by, and whether backwards."),
        handler=on_page(lambda page: page.pane.head.open_order()),
    ),
    CommandSpec(
        id="contacts.refresh",
        title=N_("&Read again"),
        category=CATEGORY,
        icon="refresh-cw",
        shortcuts=("F5",),
        menus=(MenuPlace("view", 1, 0),),
        when=with_file,
        handler=on_page(lambda page: page.refresh()),
    ),
    CommandSpec(
        id="contacts.next",
        title=N_("Ne&xt record"),
        category=CATEGORY,
        shortcuts=("Ctrl+PgDown",),
        menus=(MenuPlace("go", 4, 0),),
        when=has_rows,
        handler=on_page(lambda page: page.pane.view.step(1)),
    ),
    CommandSpec(
        id="contacts.previous",
        title=N_("Pre&vious record"),
        category=CATEGORY,
        shortcuts=("Ctrl+PgUp",),
        menus=(MenuPlace("go", 4, 1),),
        when=has_rows,
        handler=on_page(lambda page: page.pane.view.step(-1)),
    ),
)
