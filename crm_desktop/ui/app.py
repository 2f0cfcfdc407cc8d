"""Starts the window: the application, its look, its hooks, and the three ways to run it."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from crm_desktop import __version__, wiring
from crm_desktop.base import i18n
from crm_desktop.base.logs import Logs
from crm_desktop.base.paths import Paths
from crm_desktop.base.settings import Settings
from crm_desktop.ui.feature_list import FEATURES
from crm_desktop.ui.hooks import ErrorHooks
from crm_desktop.ui.settings import DECLARED, LANGUAGE, THEME
from crm_desktop.ui.shell.commands import make_shell_commands
from crm_desktop.ui.shell.files import FileDesk
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.theme.fonts import add_missing_scripts, prepare_base_font
from crm_desktop.ui.theme.theme import Theme

log = logging.getLogger(__name__)

FIRST_PAGE = "contacts"


@dataclass(slots=True)
class Desk:
    """Everything that is made once for a run of the window."""

    app: QApplication
    paths: Paths
    settings: Settings
    theme: Theme
    window: MainWindow
    files: FileDesk


def make_application() -> QApplication:
    """The one QApplication of this process, with names, style and Qt's own translations."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("crm-desktop")
    app.setApplicationDisplayName(i18n._("CRM Desktop"))
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("crm-desktop")
    app.setStyle("Fusion")
    prepare_base_font(app)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(i18n.language()), "qtbase", "_", folder):
        app.installTranslator(translator)
    rtl = QLocale(i18n.language()).textDirection()
    app.setLayoutDirection(rtl)
    return app


@contextlib.contextmanager
def desk(paths: Paths | None = None, log_lines: Callable[[], list[str]] = list) -> Iterator[Desk]:
    """A window without a file, and everything it needs; closes all of it at the end."""
    paths = (paths or Paths.of_user()).make()
    settings = wiring.build_settings(paths, DECLARED)
    i18n.set_language(settings.get(LANGUAGE) or None)
    app = make_application()
    theme = Theme(app, settings.get(THEME), paths.cache)
    files = FileDesk(paths, settings, wiring.open_context, FIRST_PAGE)
    places = QSettings(str(paths.state / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(theme, FEATURES, make_shell_commands(files), places, log_lines)
    files.serve(window)

    def keep_mode() -> None:
        if settings.get(THEME) != theme.mode:
            settings.set(THEME, theme.mode)

    theme.changed.connect(keep_mode)
    hooks = ErrorHooks(window.fail)
    try:
        yield Desk(app, paths, settings, theme, window, files)
    finally:
        theme.changed.disconnect(keep_mode)
        files.stop()
        hooks.remove()
        window.deleteLater()
        theme.deleteLater()


def run_window(path: Path | None = None, *, practice: bool = False) -> int:
    """Open the window and stay until it is closed.

    Args:
        path: the file to show; None for the one used last, or the start page.
        practice: show the practice file.

    Returns:
        The exit status of the process.
    """
    paths = Paths.of_user().make()
    logs = Logs(paths.logs)
    try:
        with desk(paths, lambda: logs.recent.lines) as made:
            app, window = made.app, made.window
            window.closing.connect(app.quit)
            window.show()
            QTimer.singleShot(0, window, lambda: _after_first_paint(made, path, practice=practice))
            return app.exec()
    finally:
        logs.close()


def _after_first_paint(made: Desk, path: Path | None, *, practice: bool) -> None:
    """What may wait until the window is on the screen: fonts for far scripts, and the file."""
    if practice:
        made.files.open_practice()
    elif path is not None:
        made.files.open(path)
    else:
        with contextlib.suppress(Exception):
            made.files.open(wiring.last_file(made.settings))
    if add_missing_scripts(made.app):
        made.theme.refresh()


def wait_until(condition: Callable[[], bool], timeout_s: float = 60.0) -> None:
    """Let the window work until `condition` holds. Raises TimeoutError."""
    if condition():
        return
    loop = QEventLoop()
    tick, limit = QTimer(interval=10), QTimer(singleShot=True, interval=round(timeout_s * 1000))
    tick.timeout.connect(lambda: loop.quit() if condition() else None)
    limit.timeout.connect(loop.quit)
    tick.start()
    limit.start()
    loop.exec()
    tick.stop()
    limit.stop()
    if not condition():
        raise TimeoutError("the window did not get there in time")
