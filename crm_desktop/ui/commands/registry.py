"""Turns command declarations into the actions, menus and palette entries of one window."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.keymap import Keymap, OwnKeys, native
from crm_desktop.ui.commands.spec import MENUS, CommandSpec, MenuPlace, UiContext
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.commands.window import CommandWindow

log = logging.getLogger(__name__)

_RECENT = 20


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A command as the palette shows it; `refusal` says why it is not possible now."""

    id: str
    title: str
    category: str
    shortcut: str
    icon: str
    refusal: str


class CommandRegistry(QObject):
    """The commands of one window. `refresh` brings everything into line with a new context."""

    asked = Signal()
    """A command is about to run: a `refresh` that was put off for a moment is due now."""

    ran = Signal(str)
    keys_changed = Signal()
    """Commands have other keys now; whoever shows some outside of actions asks again."""

    def __init__(
        self,
        specs: Sequence[CommandSpec],
        window: CommandWindow,
        icon: Callable[[str], QIcon],
        parent: QWidget,
    ) -> None:
        """`icon` draws an icon by name; it is asked again after `recolour`."""
        super().__init__(parent)
        self._window = window
        self._icon = icon
        self._specs = {spec.id: spec for spec in specs}
        self._context = UiContext()
        self.keymap = Keymap(specs)
        self._actions = {spec.id: self._make_action(spec, parent) for spec in specs}
        self._recent: deque[str] = deque(maxlen=_RECENT)
        self.recolour()

    @property
    def specs(self) -> tuple[CommandSpec, ...]:
        """All declarations, in their order."""
        return tuple(self._specs.values())

    @property
    def context(self) -> UiContext:
        """The context all actions agree with now."""
        return self._context

    @property
    def recent(self) -> list[str]:
        """Ids of the last commands run, latest first; also for an error report."""
        return list(self._recent)

    def action(self, command_id: str) -> QAction:
        """The action of a command. Raises KeyError for an unknown id."""
        return self._actions[command_id]

    def run(self, command_id: str) -> None:
        """Run a command if the context allows it. Raises KeyError for an unknown id."""
        spec = self._specs[command_id]
        self.asked.emit()
        if spec.when(self._context):
            return
        if command_id in self._recent:
            self._recent.remove(command_id)
        self._recent.appendleft(command_id)
        log.debug("command %s", command_id)
        spec.handler(self._window)
        self.ran.emit(command_id)

    def refresh(self, context: UiContext) -> None:
        """Enable, name and tick every action as `context` says."""
        moved, self._context = context.page != self._context.page, context
        if moved:
            self._give_keys()
        for spec in self._specs.values():
            action = self._actions[spec.id]
            refusal = spec.when(context)
            action.setEnabled(not refusal)
            action.setText(self._title(spec))
            action.setToolTip(self._tool_tip(spec, refusal))
            action.setVisible(spec.is_there(context))
            if spec.is_checked:
                action.setChecked(spec.is_checked(context))

    def set_own_keys(self, own: OwnKeys, *, single: bool) -> None:
        """Use other keys from now on; menus, tooltips, palette and help follow.

        Args:
            own: what the user has in place of the declared keys.
            single: whether keys that type a letter count as well.
        """
        if (dict(own), single) != (self.keymap.own, self.keymap.has_single):
            self.keymap = Keymap(self._specs.values(), own, single=single)
            self._give_keys()
            self.refresh(self._context)
            self.keys_changed.emit()

    def _give_keys(self) -> None:
        """Each action its keys; those of another page none, for two actions with the same keys fire neither."""
        for spec in self._specs.values():
            is_here = spec.where in ("", self._context.page)
            keys = self.keymap.keys(spec.id) if is_here else ()
            self._actions[spec.id].setShortcuts([QKeySequence(each) for each in keys])

    def retranslate(self) -> None:
        """Every text again, after the language changed; the menu bar is filled again by whoever has it."""
        for spec in self._specs.values():
            self._actions[spec.id].setStatusTip(_(spec.help))
        self.refresh(self._context)

    def recolour(self) -> None:
        """Fetch all icons again, after the scheme changed."""
        for spec in self._specs.values():
            if spec.icon:
                self._actions[spec.id].setIcon(self._icon(spec.icon))

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Every menu of MENUS that has something in it, in place of those that were there."""
        for menu in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            menu.deleteLater()
        bar.clear()
        for menu_id, title in MENUS:
            placed = self._placed(menu_id)
            if placed:
                menu = QMenu(_(title), bar)  # PySide keeps one that `addMenu` makes, after it is gone too
                self._fill(menu, placed)
                bar.addMenu(menu)

    def context_menu(self, menu_id: str, parent: QWidget) -> QMenu:
        """A fresh menu such as "context.contacts"; it belongs to `parent`."""
        menu = QMenu(parent)
        self._fill(menu, self._placed(menu_id))
        return menu

    def palette_entries(self) -> list[PaletteEntry]:
        """All commands for the palette: latest used first, then possible before impossible, then by title."""
        entries = [
            self._entry(spec)
            for spec in self._specs.values()
            if spec.palette and spec.is_there(self._context)
        ]
        rank = {command_id: position for position, command_id in enumerate(self._recent)}
        return sorted(entries, key=lambda e: (rank.get(e.id, _RECENT), bool(e.refusal), e.title))

    def _make_action(self, spec: CommandSpec, parent: QWidget) -> QAction:
        action = QAction(_(spec.title), parent)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in self.keymap.keys(spec.id) if not spec.where])
        action.setCheckable(spec.is_checked is not None)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if spec.help:
            action.setStatusTip(_(spec.help))
        action.triggered.connect(lambda _checked=False, command=spec.id: self.run(command))
        parent.addAction(action)
        return action

    def _title(self, spec: CommandSpec) -> str:
        return (spec.title_now(self._context) if spec.title_now else "") or _(spec.title)

    def _tool_tip(self, spec: CommandSpec, refusal: str) -> str:
        title = without_mnemonic(self._title(spec)).rstrip("…")
        keys = self.shown_keys(spec.id)
        lines = [f"{title} ({keys})" if keys else title, refusal or _(spec.help)]
        return "\n".join(line for line in lines if line)

    def shown_keys(self, command_id: str) -> str:
        """The first keys of a command in the platform's own notation, "" for none. Raises KeyError."""
        keys = self.keymap.keys(command_id)
        return native(keys[0]) if keys else ""

    def _entry(self, spec: CommandSpec) -> PaletteEntry:
        return PaletteEntry(
            id=spec.id,
            title=self._full_title(spec),
            category=_(spec.category),
            shortcut=self.shown_keys(spec.id),
            icon=spec.icon,
            refusal=spec.when(self._context),
        )

    def _full_title(self, spec: CommandSpec) -> str:
        """With the submenu that it stands in, which says what its name alone does not: "Open recent: Customers.crm"."""
        title, inside = without_mnemonic(self._title(spec)), spec.menus[0].inside if spec.menus else ""
        if not inside:
            return title
        return _("{menu}: {entry}").format(menu=without_mnemonic(_(inside)), entry=title)

    def _placed(self, menu_id: str) -> list[tuple[MenuPlace, CommandSpec]]:
        found = [
            (place, spec) for spec in self._specs.values() for place in spec.menus if place.menu == menu_id
        ]
        return sorted(found, key=lambda pair: pair[0])

    def _fill(self, menu: QMenu, placed: Sequence[tuple[MenuPlace, CommandSpec]]) -> None:
        menu.setToolTipsVisible(True)
        menus, groups = {"": menu}, {"": placed[0][0].group} if placed else {}
        for place, spec in placed:
            if place.inside not in menus:
                _part(menu, groups, "", place.group)
                menus[place.inside] = QMenu(_(place.inside), menu)
                menu.addMenu(menus[place.inside])
            into = menus[place.inside]
            _part(into, groups, place.inside, place.part if place.inside else place.group)
            into.addAction(self._actions[spec.id])


def _part(menu: QMenu, groups: dict[str, int], name: str, group: int) -> None:
    """A line where another group begins; `groups` holds the last one of each menu."""
    if groups.setdefault(name, group) != group:
        menu.addSeparator()
    groups[name] = group
