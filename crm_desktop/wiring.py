"""The composition root: builds an AppContext. Nothing else does."""

from __future__ import annotations

import getpass
import logging
import os
from collections.abc import Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from crm_desktop.base.changes import ChangeBus
from crm_desktop.base.clock import Clock, SystemClock
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.paths import Paths
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.base.setting_file import SettingFile
from crm_desktop.base.settings import Scope, Setting, Settings
from crm_desktop.services import care
from crm_desktop.services.activities import hours
from crm_desktop.services.context import AppContext, Executors
from crm_desktop.services.settings import (
    DECLARED,
    LAST_FILES,
    OWN_COUNTRY,
    SORT_LANGUAGE,
    USER_NAME,
    FileSettings,
    system_country,
    system_language,
)
from crm_desktop.storage import driver, opening
from crm_desktop.storage.derived import Locale
from crm_desktop.storage.salvage import SalvageReport, salvage

__all__ = ["AppContext", "build_settings", "last_file", "open_context", "salvage_file"]

log = logging.getLogger(__name__)

REMEMBERED_FILES = 11


def build_settings(paths: Paths, declared: Iterable[Setting[Any]] = ()) -> Settings:
    """The settings of this computer and this user; `declared` are the window's own beside the services'."""
    stores = {
        Scope.MACHINE: SettingFile(paths.config / "machine.json"),
        Scope.USER: SettingFile(paths.config / "user.json"),
    }
    return Settings((*DECLARED, *hours.DECLARED, *declared), stores)


def open_context(
    path: Path,
    *,
    create: bool = False,
    read_only: bool = False,
    settings: Settings | None = None,
    paths: Paths | None = None,
    clock: Clock | None = None,
    executors: Executors | None = None,
    user_name: str = "",
    country: str = "",
    is_remembered: bool = True,
    daily_backup: bool = True,
) -> AppContext:
    """Opens (or with `create` makes) a customer file and builds everything around it. Starts no thread.

    Args:
        path: the file.
        create: make it new; it must not exist.
        read_only: do not try to write.
        settings: those of the user, when they were read already; else read here.
        paths: the program's folders; None for the user's own.
        clock: tests hold it still; None is the computer's.
        executors: where work runs; None makes pools.
        user_name: who writes, if not as the settings or the system say.
        country: own country of a new file (ISO code).
        is_remembered: whether the file becomes the one opened without being named.
        daily_backup: make the day's backup when it is due.

    Raises:
        EnvironmentProblem: the file was refused or the machine is in the way; the file is unchanged.
    """
    driver.check_version()
    paths = paths or Paths.of_user().make()
    settings = settings or build_settings(paths)
    name = user_name or settings.get(USER_NAME) or _login_name()
    path = path.expanduser().absolute()
    notices: tuple[str, ...] = ()
    if create:
        store = opening.create_store(path, user_name=name)
    else:
        opened = opening.open_store(path, user_name=name, read_only=read_only)
        store, notices = opened.store, opened.notices
    try:
        settings.attach(Scope.DATABASE, FileSettings(store))
        if create and not store.is_read_only:
            settings.set(OWN_COUNTRY, country or system_country())
            settings.set(SORT_LANGUAGE, system_language())
        store.locale = Locale(settings.get(OWN_COUNTRY), settings.get(SORT_LANGUAGE) or system_language())
        bus = ChangeBus()
        store.on_commit = bus.publish
        context = AppContext(
            paths, clock or SystemClock(), settings, bus, executors or _executors(), store, notices
        )
        if is_remembered:
            _remember(settings, path)
        if daily_backup and not create:
            _back_up(context)
    except BaseException:
        store.close()
        raise
    return context


def salvage_file(
    damaged: Path,
    out: Path,
    *,
    paths: Paths | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> SalvageReport:
    """Rescues what is readable of a file that cannot be opened into the new file `out`.

    Args:
        damaged: stays as it is.
        out: must not exist.
        paths: the program's folders; None for the user's own.
        progress: counts tables.
        cancel: looked at every few hundred rows.

    Raises:
        EnvironmentProblem: nothing can be read, `out` exists, or the disk is in the way.
        CancelledError: `out` is not left behind.
    """
    driver.check_version()
    name = build_settings(paths or Paths.of_user().make()).get(USER_NAME) or _login_name()
    return salvage(damaged.absolute(), out.absolute(), user_name=name, progress=progress, cancel=cancel)


def last_file(settings: Settings) -> Path:
    """The file last used. Raises EnvironmentProblem when there is none any more."""
    for text in settings.get(LAST_FILES):
        if Path(text).exists():
            return Path(text)
    raise EnvironmentProblem(
        "missing", _("No file was named."), _("Name one with --file, or create one with “new”.")
    )


def _back_up(context: AppContext) -> None:
    """The day's backup; one that fails is only logged, opening goes on."""
    try:
        care.backup_when_due(context)
    except (EnvironmentProblem, OSError) as problem:
        log.warning("the daily backup failed: %s", problem)


def _remember(settings: Settings, path: Path) -> None:
    before = settings.get(LAST_FILES)
    now = (str(path), *(text for text in before if text != str(path)))[:REMEMBERED_FILES]
    if now != before:
        settings.set(LAST_FILES, now)


def _executors() -> Executors:
    def pool(name: str, threads: int) -> Executor:
        return ThreadPoolExecutor(threads, thread_name_prefix=f"crm-{name}")

    return Executors(write=pool("write", 1), read=pool("read", 3), io=pool("io", 4))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a user of that number
        return os.environ.get("USER", "user")
