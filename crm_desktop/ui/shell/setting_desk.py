"""Changes settings off the window's thread, tells the window's parts, and offers to take a change back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.base.settings import Scope, Setting, Settings
from crm_desktop.services import office
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Tasks

Values = Mapping[Setting[Any], Any]
Choices = Sequence[tuple[Any, str]]


class SettingWindow(Protocol):
    """The window, as the settings see it."""

    @property
    def has_session(self) -> bool:
        """Whether a file is open."""
        ...

    @property
    def session(self) -> UiSession:
        """The open file. Raises RuntimeError when no file is open."""
        ...

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a toast."""
        ...

    def fail(self, error: BaseException) -> None:
        """Show what went wrong."""
        ...


@dataclass(frozen=True, slots=True)
class _OneThread:
    """The same executor for every lane: settings are written one after the other."""

    read: Executor
    write: Executor
    io: Executor


class SettingDesk(QObject):
    """The settings, as windows change them."""

    changed = Signal(object)
    """Keys (a frozenset) of settings that have another value, however they got it; on the GUI thread."""

    _arrived = Signal(object)

    def __init__(self, settings: Settings, fail: Callable[[BaseException], object]) -> None:
        """`fail` is told of settings of this computer that cannot be written."""
        super().__init__()
        self.settings = settings
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="crm-settings")
        self._tasks = Tasks(_OneThread(self._pool, self._pool, self._pool), fail, self)
        self._arrived.connect(self.changed)  # queued when it comes from another thread
        self._unsubscribe = settings.subscribe(self._arrived.emit)

    def stop(self) -> None:
        """Write what is still to be written, and hear nothing from now on."""
        self._unsubscribe()
        self._pool.shutdown(wait=True)

    def is_shown(self, setting: Setting[Any], window: SettingWindow) -> bool:
        """Whether the settings page has a place for it now; settings of a file need one that can be written."""
        if setting.scope != Scope.DATABASE:
            return bool(setting.section)
        return bool(setting.section) and window.has_session

    def refusal(self, setting: Setting[Any], window: SettingWindow) -> str:
        """Why it cannot be changed now, translated; "" when it can."""
        is_of_file = setting.scope == Scope.DATABASE and window.has_session
        is_read_only = is_of_file and window.session.context.store.is_read_only
        return _("The file is read-only.") if is_read_only else ""

    def read_choices(
        self,
        settings: Iterable[Setting[Any]],
        owner: QObject,
        then: Callable[[Mapping[str, Choices]], object],
    ) -> None:
        """Read what there is to choose from: names of languages and countries lie in files.

        `then` gets the choices by key, in the window's thread; it is not called when `owner` is gone.
        """
        wanted = tuple(settings)
        self._tasks.run(_choices, wanted, owner=owner, lane="io", on_done=then)

    def is_default(self, setting: Setting[Any]) -> bool:
        """Whether it has the value it began with."""
        return bool(self.settings.get(setting) == setting.default)

    def change(self, window: SettingWindow, setting: Setting[Any], value: Any) -> None:
        """Give one setting another value, with a toast to take it back."""
        if self.settings.get(setting) != value:
            self._change(window, {setting: value}, _("Changed: {setting}").format(setting=_(setting.label)))

    def keep(self, setting: Setting[Any], value: Any) -> None:
        """Remember a value that was chosen elsewhere, such as in a menu; no toast."""
        if self.settings.get(setting) != value:
            self._tasks.run(self.settings.set, setting, value, owner=self, lane="io")

    def reset(self, window: SettingWindow, settings: Iterable[Setting[Any]], title: str) -> None:
        """Give some settings the value they began with, as one change; `title` names them, translated."""
        values = {s: s.default for s in settings if not (self.is_default(s) or self.refusal(s, window))}
        if values:
            self._change(window, values, _("Reset: {section}").format(section=title))

    def _change(self, window: SettingWindow, values: Values, text: str) -> None:
        before = {setting: self.settings.get(setting) for setting in values}
        undo = (_("Undo"), lambda: self._store(window, before, lambda: None))
        self._store(window, values, lambda: window.say(text, action=undo))

    def _store(self, window: SettingWindow, values: Values, then: Callable[[], None]) -> None:
        """Those of the file are written by the file's own thread, the others by ours."""
        own = {setting: value for setting, value in values.items() if setting.scope != Scope.DATABASE}
        of_file = {setting: value for setting, value in values.items() if setting.scope == Scope.DATABASE}
        if own:
            last = then if not of_file else lambda: None
            self._tasks.run(self._write, own, owner=self, lane="io", on_done=lambda _none: last())
        if of_file and window.has_session:
            session = window.session
            session.tasks.run(
                _write_to_file,
                session,
                of_file,
                owner=self,
                lane="write",
                on_done=lambda _none: then(),
                label=_("Changing settings of the file"),
            )

    def _write(self, values: Values) -> None:
        """Runs in the settings' thread."""
        for setting, value in values.items():
            self.settings.set(setting, value)


def _choices(settings: Iterable[Setting[Any]]) -> dict[str, Choices]:
    """Runs in the settings' thread."""
    return {setting.key: setting.choices() if setting.choices else () for setting in settings}


def _write_to_file(session: UiSession, values: Values) -> None:
    """Runs in the file's writing thread; a new order of the alphabet sorts the whole file anew."""
    for setting, value in values.items():
        office.change_setting(session.context, setting, value)
