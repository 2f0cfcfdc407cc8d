"""Which keys run which command: the declared ones, or the user's own in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.spec import CommandSpec

OwnKeys = Mapping[str, tuple[str, ...]]
"""Command id -> its keys in portable notation; no keys at all for a command that is to have none."""

_KEY, _MODIFIER = Qt.Key, Qt.KeyboardModifier
_STEERING = frozenset(
    {
        *(_KEY.Key_Tab, _KEY.Key_Backtab, _KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Escape, _KEY.Key_Space),
        *(_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Home, _KEY.Key_End),
        *(_KEY.Key_PageUp, _KEY.Key_PageDown, _KEY.Key_Backspace),
    }
)
"""What moves about in lists and fields, and so is no command's when pressed alone or with Shift."""
_OF_THE_SYSTEM = frozenset({"F10", "Alt+F4", "Alt+Tab", "Alt+Space", "Shift+F10"})
_OF_TEXT = frozenset(
    {"Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Shift+V", "Ctrl+Left", "Ctrl+Right", "Ctrl+Backspace"}
)


@cache
def portable(keys: str) -> str:
    """One spelling for the same keys, such as "Ctrl+Shift+P"; "" for what is no key sequence."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def native(keys: str) -> str:
    """As the platform writes the keys in its menus."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _first(keys: str) -> QKeyCombination:
    """The first stroke of a sequence that has one."""
    stroke = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs do not know that it can be indexed
    return cast(QKeyCombination, stroke)


@cache
def is_single(keys: str) -> bool:
    """Whether it is one key that also types a character."""
    if QKeySequence(keys).count() != 1:
        return False
    pressed = _first(keys)
    is_plain = pressed.keyboardModifiers() in (_MODIFIER.NoModifier, _MODIFIER.ShiftModifier)
    return is_plain and _KEY.Key_Space <= pressed.key() <= _KEY.Key_ydiaeresis


class Keymap:
    """The keys of all commands of a window."""

    def __init__(
        self, specs: Iterable[CommandSpec], own: OwnKeys | None = None, *, single: bool = True
    ) -> None:
        """`own` replaces the declared keys of some commands; without `single` those that type a letter rest."""
        self._specs = {spec.id: spec for spec in specs}
        self.own: dict[str, tuple[str, ...]] = dict(own or {})
        self.has_single = single

    def keys(self, command_id: str) -> tuple[str, ...]:
        """The keys that run a command now, the one that is shown first. Raises KeyError for an unknown id."""
        kept = self.chosen(command_id)
        return kept if self.has_single else tuple(keys for keys in kept if not is_single(keys))

    def chosen(self, command_id: str) -> tuple[str, ...]:
        """The keys of a command, those at rest too. Raises KeyError for an unknown id."""
        declared = self._specs[command_id].shortcuts
        return self.own.get(command_id, tuple(portable(keys) for keys in declared))

    def is_changed(self, command_id: str) -> bool:
        """Whether the user gave it other keys than it was made with."""
        return command_id in self.own

    def holder(self, keys: str, command_id: str) -> CommandSpec | None:
        """Another command that has these keys where `command_id` would have them too; None for none."""
        wanted, place = portable(keys), self._specs[command_id].where
        for spec in self._specs.values():
            meets = not place or not spec.where or place == spec.where
            if spec.id != command_id and meets and wanted in self.chosen(spec.id):
                return spec
        return None

    def refusal(self, keys: str, command_id: str) -> str:
        """Why no command may have these keys, translated; "" when one may."""
        if QKeySequence(keys).count() == 0:
            return _("These are no keys.")
        return _refusal(_first(keys), portable(keys), is_letter_fine=bool(self._specs[command_id].where))

    def given(self, command_id: str, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The user's own keys with these for a command; whoever had one of them loses it.

        A command that has its declared keys again is not in the answer any more.
        """
        wanted = tuple(dict.fromkeys(portable(each) for each in keys))
        after = {**self.own, command_id: wanted}
        for each in wanted:
            loser = self.holder(each, command_id)
            if loser is not None:
                after[loser.id] = tuple(kept for kept in self.chosen(loser.id) if kept != each)
        return {name: kept for name, kept in after.items() if not self._is_declared(name, kept)}

    def reset(self, command_id: str) -> dict[str, tuple[str, ...]]:
        """The user's own keys without those of a command; others give back what it was made with."""
        return self.given(command_id, self._specs[command_id].shortcuts)

    def _is_declared(self, command_id: str, keys: tuple[str, ...]) -> bool:
        spec = self._specs.get(command_id)
        return spec is not None and keys == tuple(portable(each) for each in spec.shortcuts)


def _refusal(pressed: QKeyCombination, keys: str, *, is_letter_fine: bool) -> str:
    modifiers, key = pressed.keyboardModifiers(), pressed.key()
    if modifiers & _MODIFIER.ControlModifier and modifiers & _MODIFIER.AltModifier:
        return _("Ctrl and Alt together type a character on many keyboards.")
    if keys in _OF_THE_SYSTEM:
        return _("The system needs these keys.")
    if keys in _OF_TEXT:
        return _("These keys belong to text fields.")
    is_plain = modifiers in (_MODIFIER.NoModifier, _MODIFIER.ShiftModifier)
    if is_plain and key in _STEERING:
        return _("This key moves about in lists and fields.")
    if is_single(keys) and not is_letter_fine:
        return _("A letter alone would be in the way of typing. Press it with Ctrl or Alt.")
    if modifiers == _MODIFIER.AltModifier and _KEY.Key_A <= key <= _KEY.Key_Z:
        return _("Alt and a letter open the menus.")
    return ""
