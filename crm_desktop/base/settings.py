"""Settings: declared once with type, default and check; kept in the scope they belong to.

A feature lists its settings as `Setting` objects; `Settings` holds them all and reads or writes by that
object, never by a string. A value that no longer passes its check falls back to the default and is reported
once; keys that nobody declared (of a newer version, of a feature not loaded) are kept.
"""

from __future__ import annotations

import enum
import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from crm_desktop.base.receivers import Receivers

log = logging.getLogger(__name__)

T = TypeVar("T")


class Scope(enum.StrEnum):
    """Whose a setting is."""

    MACHINE = "machine"
    """This computer's: printer, calibration, window theme."""
    USER = "user"
    """The person's, on any computer: language, favourites."""
    DATABASE = "database"
    """The file's, and so everybody's who opens it: currency, own country."""


SECTIONS = ("general", "appearance", "me", "printing", "keyboard", "data")
"""The sections of the settings page, in their order; the front names them."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting(Generic[T]):
    """One declared setting.

    Attributes:
        key: stable name, `feature.what`.
        default: used when nothing valid is stored.
        validator: turns the stored JSON value into the value to use; raises ValueError for a bad one.
        label: what the settings page calls it, marked with N_.
        scope: where it is kept.
        since: version of the program that brought it.
        section: one of SECTIONS; "" for what the program remembers by itself and no page shows.
        help: a sentence below it on the page, marked with N_.
        choices: for one of a few: the values with their names, translated, read when the page is made.
        is_long: a text of several lines.
    """

    key: str
    default: T
    validator: Callable[[Any], T]
    label: str
    scope: Scope = Scope.USER
    since: str = "0.1"
    section: str = ""
    help: str = ""
    choices: Callable[[], Sequence[tuple[T, str]]] | None = None
    is_long: bool = False


class SettingStore(Protocol):
    """Where the values of one scope lie; values are what JSON can hold."""

    def load(self) -> Mapping[str, Any]:
        """All stored values by key."""
        ...

    def save(self, key: str, value: Any) -> None:
        """Store one value; it is safe on the disk when this returns."""
        ...

    def remove(self, key: str) -> None:
        """Forget one value; nothing happens when there is none."""
        ...


Receiver = Callable[[frozenset[str]], None]
"""Is told the keys of the settings that have another value now, in the thread that changed them."""


class Settings:
    """All declared settings over the stores of their scopes. Thread-safe."""

    def __init__(self, declared: Iterable[Setting[Any]], stores: Mapping[Scope, SettingStore]) -> None:
        self._lock = threading.Lock()
        self._declared: dict[str, Setting[Any]] = {}
        for setting in declared:
            if setting.key in self._declared:
                raise ValueError(f"setting {setting.key} is declared twice")
            self._declared[setting.key] = setting
        self._stores = dict(stores)
        self._values = {scope: dict(store.load()) for scope, store in self._stores.items()}
        self._reported: set[str] = set()
        self._receivers: Receivers[[frozenset[str]]] = Receivers()

    @property
    def declared(self) -> tuple[Setting[Any], ...]:
        """Every setting, in the order of declaration; settings pages are made from it."""
        return tuple(self._declared.values())

    def attach(self, scope: Scope, store: SettingStore) -> None:
        """Read the values of `scope` from `store` from now on: a data file was opened."""
        with self._lock:
            self._stores[scope] = store
        self.reload(scope)

    def reload(self, scope: Scope) -> None:
        """Read the values of `scope` again: somebody else may have written them."""
        values = dict(self._stores[scope].load())
        with self._lock:
            before, self._values[scope] = self._values.get(scope, {}), values
        keys = before.keys() | values.keys()
        self._tell(frozenset(key for key in keys if before.get(key) != values.get(key)))

    def subscribe(self, receiver: Receiver) -> Callable[[], None]:
        """Tell `receiver` of every change from now on; returns a function that ends it."""
        return self._receivers.add(receiver)

    def _tell(self, keys: frozenset[str]) -> None:
        if keys:
            self._receivers.tell(keys)

    def get(self, setting: Setting[T]) -> T:
        """The stored value, else the default. Raises KeyError for a setting that was not declared."""
        self._check_declared(setting)
        with self._lock:
            values = self._values.get(setting.scope, {})
            if setting.key not in values:
                return setting.default
            try:
                return setting.validator(values[setting.key])
            except ValueError as error:
                if setting.key not in self._reported:
                    self._reported.add(setting.key)
                    log.warning(
                        "setting %s has a value that will not do (%s); using the default", setting.key, error
                    )
                return setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Store a value.

        Raises:
            ValueError: the value does not pass the setting's own check; nothing was stored.
            KeyError: the setting was not declared, or no store of its scope is open.
            OSError: it cannot be written.
        """
        self._check_declared(setting)
        setting.validator(value)
        with self._lock:
            self._stores[setting.scope].save(setting.key, value)
            self._values[setting.scope][setting.key] = value
        self._tell(frozenset({setting.key}))

    def reset(self, setting: Setting[T]) -> None:
        """Go back to the default. Raises as `set` does."""
        self._check_declared(setting)
        with self._lock:
            self._stores[setting.scope].remove(setting.key)
            self._values[setting.scope].pop(setting.key, None)
        self._tell(frozenset({setting.key}))

    def _check_declared(self, setting: Setting[Any]) -> None:
        if self._declared.get(setting.key) is not setting:
            raise KeyError(f"setting {setting.key} is not declared")


def boolean(value: Any) -> bool:
    """Validator: true or false."""
    if not isinstance(value, bool):
        raise ValueError("neither true nor false")
    return value


def text(max_length: int = 1_000) -> Callable[[Any], str]:
    """Validator: a text of at most `max_length` characters."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > max_length:
            raise ValueError(f"not a text of at most {max_length} characters")
        return value

    return check


def number(low: float, high: float) -> Callable[[Any], float]:
    """Validator: a number from `low` to `high`, both allowed."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError(f"not a number from {low} to {high}")
        return value

    return check


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """Validator: a whole number from `low` to `high`, both allowed; an editor asks for the two."""

    low: int
    high: int

    def __call__(self, value: Any) -> int:
        """The number. Raises ValueError."""
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise ValueError(f"not a whole number from {self.low} to {self.high}")
        return value


def whole_number(low: int, high: int) -> WholeNumber:
    """Validator: a whole number from `low` to `high`, both allowed."""
    return WholeNumber(low, high)


def one_of(*choices: str) -> Callable[[Any], str]:
    """Validator: one of `choices`."""

    def check(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"not one of {', '.join(choices)}")
        return str(value)

    return check


def text_lists(max_items: int = 1_000) -> Callable[[Any], Mapping[str, tuple[str, ...]]]:
    """Validator: names, each with a list of texts (JSON's object of lists)."""
    each = texts(20, 100)

    def check(value: Any) -> dict[str, tuple[str, ...]]:
        if not isinstance(value, dict) or len(value) > max_items:
            raise ValueError(f"not at most {max_items} names with texts")
        return {str(name): each(items) for name, items in value.items()}

    return check


def texts(max_items: int = 1_000, max_length: int = 4_096) -> Callable[[Any], tuple[str, ...]]:
    """Validator: a list of texts (JSON's list becomes a tuple)."""
    item = text(max_length)

    def check(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or len(value) > max_items:
            raise ValueError(f"not a list of at most {max_items} texts")
        return tuple(item(each) for each in value)

    return check
