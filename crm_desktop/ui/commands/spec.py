"""The declaration of a command: everything the program shows and does about it comes from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_desktop.base.i18n import N_, _

if TYPE_CHECKING:
    from crm_desktop.ui.commands.window import CommandWindow

MENUS: tuple[tuple[str, str], ...] = (
    ("file", N_("&File")),
    ("edit", N_("&Edit")),
    ("view", N_("&View")),
    ("go", N_("&Go")),
    ("record", N_("&Record")),
    ("tools", N_("&Tools")),
    ("help", N_("&Help")),
)
"""The menu bar from left to right: id and title."""


@dataclass(frozen=True, slots=True)
class UiContext:
    """What decides whether a command makes sense now; plain values, so that `when` is a pure function.

    Attributes:
        page: id of the feature on view; "" before a file is open.
        selected, total: rows chosen in its list, and rows in it.
        has_record: a record is open in the detail.
        record_kind: of the open record, as its reference has it ("contact"); "" without one.
        is_trash: the list shows the trash.
        has_panel: a record is open in the side panel. The record above is that one while the keyboard is in it.
        undo_label, redo_label: what the next Undo and Redo would do; "" for nothing.
        theme_mode: system, light or dark.
        recent_files: what the files used last are called, without the one that is open.
    """

    has_file: bool = False
    page: str = ""
    selected: int = 0
    total: int = 0
    has_record: bool = False
    record_kind: str = ""
    is_trash: bool = False
    has_panel: bool = False
    is_read_only: bool = False
    undo_label: str = ""
    redo_label: str = ""
    can_go_back: bool = False
    can_go_forward: bool = False
    has_toast: bool = False
    is_sidebar_on: bool = True
    is_table_on: bool = False
    is_compact_on: bool = False
    theme_mode: str = "system"
    recent_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class MenuPlace:
    """Where in a menu: groups are parted by a line; within one, by order.

    Attributes:
        menu: an id of MENUS, or a context menu such as "context.contacts".
        inside: title of a submenu that it stands in, marked with N_; the submenu stands where its first command would.
        part: parts of a submenu are parted by a line.
    """

    menu: str
    group: int = 0
    order: int = 0
    inside: str = ""
    part: int = 0


def always(_context: UiContext) -> str:
    """The `when` of a command that is always possible."""
    return ""


def with_file(context: UiContext) -> str:
    """Possible while a file is open."""
    return "" if context.has_file else _("No file is open.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command.

    Attributes:
        id: "subject.verb".
        title: marked with N_, looked up when shown; ends in "…" exactly when a dialog follows.
        handler: runs it; thin, for it only gathers arguments and calls on the window or a service.
        when: why the command is not possible now, translated; "" when it is.
        shortcuts: portable key sequences; the first is the one that is shown.
        where: id of the page on which the keys work; "" for the whole window. Only there may one be a letter.
        menus: where it stands; every command stands in the menu bar.
        title_now: a title that says more in some contexts ("Undo import"); "" for the plain one.
        is_checked: for a command that switches something: whether it is on.
        is_there: for each of several that stand for the entries of a list: whether the list has that entry now.
            Without one it is not shown; none can have keys, for it means something else each time.
        opens_dialog: asks for more before it does anything.
        undoable: what it does is a step that Undo takes back.
        help: one translated sentence for tooltips and the help page, marked with N_.
    """

    id: str
    title: str
    category: str
    handler: Callable[[CommandWindow], object]
    menus: tuple[MenuPlace, ...]
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    where: str = ""
    when: Callable[[UiContext], str] = always
    title_now: Callable[[UiContext], str] | None = None
    is_checked: Callable[[UiContext], bool] | None = None
    is_there: Callable[[UiContext], bool] = lambda _context: True
    palette: bool = True
    opens_dialog: bool = False
    undoable: bool = False
    help: str = ""
