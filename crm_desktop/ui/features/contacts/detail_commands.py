"""The commands of the open record: reach somebody, look for a field, see what it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from crm_desktop.base.i18n import N_, _
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.contacts.commands import CATEGORY, has_record, open_view
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.history_dialog import HistoryDialog
from crm_desktop.ui.features.contacts.own_field_dialog import OwnFieldsDialog
from crm_desktop.ui.features.contacts.page import CONTEXT_MENU as MENU

Act = Callable[[CommandWindow, RecordView], object]


def on_record(act: Act) -> Callable[[CommandWindow], object]:
    """A handler that acts on the open record."""

    def handler(window: CommandWindow) -> object:
        view = open_view(window)
        return act(window, view) if view is not None else None

    return handler


def _field_history(window: CommandWindow, view: RecordView) -> None:
    if not view.open_history():
        window.session.notices.say(_("Put the cursor into a field first."))


def _history(window: CommandWindow, view: RecordView) -> None:
    HistoryDialog(window.session, view.record.ref, view.record.display_name, window.widget).open()


def _log(_window: CommandWindow, view: RecordView) -> None:
    view.focus_below_header()


_ACTS: dict[str, Act] = {
    "contacts.call": lambda _window, view: view.header.quick.call(),
    "contacts.mail": lambda _window, view: view.header.quick.mail(),
    "contacts.map": lambda _window, view: view.header.quick.show_map(),
    "contacts.copy_card": lambda _window, view: view.header.quick.copy(),
    "contacts.find_field": lambda _window, view: view.find_field(),
    "contacts.field_history": _field_history,
    "contacts.history": _history,
}
"""What a command of the open record does, wherever the record stands."""


def commands_for(view: Callable[[], RecordView | None]) -> tuple[CommandSpec, ...]:
    """The commands of the record of a window of its own; `view` is what it shows at the time."""

    def bound(act: Act) -> Callable[[CommandWindow], object]:
        def handler(window: CommandWindow) -> object:
            shown = view()
            return act(window, shown) if shown is not None else None

        return handler

    own = (spec for spec in DETAIL_COMMANDS if spec.id in _ACTS)
    log = CommandSpec(
        id="record.log",
        title=N_("Lo&g"),
        category=CATEGORY,
        icon="sticky-note",
        shortcuts=("Ctrl+L",),
        menus=(MenuPlace("record", 4, 0),),
        when=has_record,
        help=N_("Write down a call, a meeting or a note in one line."),
        handler=bound(_log),
    )
    return (log, *(dataclasses.replace(spec, handler=bound(_ACTS[spec.id])) for spec in own))


def _own_fields(window: CommandWindow) -> None:
    OwnFieldsDialog(window.session, window.widget).open()


DETAIL_COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="contacts.history",
        title=N_("&History…"),
        category=CATEGORY,
        icon="rotate-ccw-clock",
        shortcuts=("Ctrl+H",),
        menus=(MenuPlace("record", 1, 2), MenuPlace(MENU, 1, 1)),
        when=has_record,
        opens_dialog=True,
        help=N_("Every change of this record: before, after, who and when."),
        handler=on_record(_history),
    ),
    CommandSpec(
        id="contacts.call",
        title=N_("&Call"),
        category=CATEGORY,
        icon="phone",
        shortcuts=("Ctrl+Shift+C",),
        menus=(MenuPlace("record", 3, 0),),
        when=has_record,
        help=N_("Hand the preferred number to the telephone program."),
        handler=on_record(_ACTS["contacts.call"]),
    ),
    CommandSpec(
        id="contacts.mail",
        title=N_("Write &an e-mail"),
        category=CATEGORY,
        icon="mail",
        shortcuts=("Ctrl+Shift+E",),
        menus=(MenuPlace("record", 3, 1),),
        when=has_record,
        help=N_("Hand the preferred address to the e-mail program."),
        handler=on_record(_ACTS["contacts.mail"]),
    ),
    CommandSpec(
        id="contacts.map",
        title=N_("Sh&ow on a map"),
        category=CATEGORY,
        icon="map-pin",
        shortcuts=("Ctrl+Shift+M",),
        menus=(MenuPlace("record", 3, 2),),
        when=has_record,
        handler=on_record(_ACTS["contacts.map"]),
    ),
    CommandSpec(
        id="contacts.copy_card",
        title=N_("Cop&y name, phone and address"),
        category=CATEGORY,
        icon="copy",
        shortcuts=("Ctrl+Shift+K",),
        menus=(MenuPlace("record", 3, 3),),
        when=has_record,
        handler=on_record(_ACTS["contacts.copy_card"]),
    ),
    CommandSpec(
        id="contacts.find_field",
        title=N_("F&ind in this record"),
        category=CATEGORY,
        icon="search",
        shortcuts=("Ctrl+Shift+F",),
        menus=(MenuPlace("edit", 2, 1),),
        when=has_record,
        help=N_("Go to a field by what it is called or what stands in it."),
        handler=on_record(_ACTS["contacts.find_field"]),
    ),
    CommandSpec(
        id="contacts.field_history",
        title=N_("History of this f&ield"),
        category=CATEGORY,
        icon="rotate-ccw-clock",
        shortcuts=("Ctrl+Shift+H",),
        menus=(MenuPlace("record", 1, 3),),
        when=has_record,
        help=N_("What stood in the field before, with a way back; resting on its caption shows the same."),
        handler=on_record(_field_history),
    ),
    CommandSpec(
        id="contacts.own_fields",
        title=N_("Own &fields…"),
        category=CATEGORY,
        icon="table",
        menus=(MenuPlace("tools", 3, 0),),
        when=with_file,
        opens_dialog=True,
        help=N_("Fields that this file has besides those of the program."),
        handler=_own_fields,
    ),
)
