"""The files used last: a submenu of the File menu, which the palette offers as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from crm_desktop.base.i18n import N_, _
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext
from crm_desktop.ui.commands.window import CommandWindow

MOST = 10
MENU = N_("Open &recent")


def shown_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """What tells files apart: their names, with the folder where names are alike, with all folders where need be."""
    names = Counter(path.name for path in paths)
    pairs = Counter((path.parent.name, path.name) for path in paths)

    def shown(path: Path) -> str:
        if names[path.name] == 1:
            return path.name
        folder = path.parent.name if pairs[path.parent.name, path.name] == 1 else ""
        return f"{path.name} · {folder or path.parent}"

    return tuple(map(shown, paths))


def make_recent_commands(
    open_one: Callable[[int], object], forget: Callable[[], object]
) -> tuple[CommandSpec, ...]:
    """One command for each of the files that there may be, and one that forgets them.

    Args:
        open_one: opens a file by its position in `UiContext.recent_files`.
        forget: empties the list.
    """
    clear = CommandSpec(
        id="file.forget_recent",
        title=N_("&Clear list"),
        category=N_("File"),
        menus=(MenuPlace("file", 0, 2 + MOST, inside=MENU, part=1),),
        when=lambda context: "" if context.recent_files else _("The list is empty."),
        help=N_("Forget which files were used last; the files stay."),
        handler=lambda _window: forget(),
    )
    return (*(_one(position, open_one) for position in range(MOST)), clear)


def _one(position: int, open_one: Callable[[int], object]) -> CommandSpec:
    def name(context: UiContext) -> str:
        names = context.recent_files
        return names[position].replace("&", "&&") if position < len(names) else ""

    def run(_window: CommandWindow) -> object:
        return open_one(position)

    return CommandSpec(
        id=f"file.recent_{position + 1}",
        title=N_("File used last"),
        category=N_("File"),
        icon="file",
        menus=(MenuPlace("file", 0, 2 + position, inside=MENU),),
        is_there=lambda context: position < len(context.recent_files),
        title_now=name,
        handler=run,
    )
