"""Starts the window: the application, its look, its hooks, and the three ways to run it."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication

from crm_desktop import __version__, wiring
from crm_desktop.base import i18n
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.heap import share_heap
from crm_desktop.base.logs import Logs
from crm_desktop.base.paths import Paths
from crm_desktop.base.settings import Settings
from crm_desktop.ui.collector import Collector
from crm_desktop.ui.feature_list import FEATURES
from crm_desktop.ui.hooks import ErrorHooks
from crm_desktop.ui.language import read_language, speak
from crm_desktop.ui.settings import DECLARED, MOTION, TEXT_SIZE, THEME
from crm_desktop.ui.shell.commands import make_shell_commands
from crm_desktop.ui.shell.files import FileDesk
from crm_desktop.ui.shell.setting_desk import SettingDesk
from crm_desktop.ui.shell.setting_effects import SettingEffects
from crm_desktop.ui.shell.settings_page import make_settings_feature
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.shell.window_commands import WINDOW_COMMANDS
from crm_desktop.ui.stalls import StallWatch
from crm_desktop.ui.theme.fonts import add_missing_scripts, prepare_base_font
from crm_desktop.ui.theme.theme import Theme

if TYPE_CHECKING:
    from crm_desktop.ui.tour import Tour

log = logging.getLogger(__name__)

FIRST_PAGE = "contacts"

_TURN_S = 0.001
_ASIDE = "startIsSetAside"
"""Property of the application: what the start has made is out of the collector's rounds."""
"""After so long a working thread lets the window have the interpreter; Python's own 5 ms add up to stalls."""


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
    sys.setswitchinterval(_TURN_S)
    prepare_base_font(app)
    speak(app)
    return app


@contextlib.contextmanager
def desk(paths: Paths | None = None, log_lines: Callable[[], list[str]] = list) -> Iterator[Desk]:
    """A window without a file, and everything it needs; closes all of it at the end."""
    share_heap()
    paths = (paths or Paths.of_user()).make()
    settings = wiring.build_settings(paths, DECLARED)
    read_language(settings)
    app = make_application()
    collector = Collector()
    theme = Theme(app, settings.get(THEME), paths.cache, settings.get(TEXT_SIZE))
    theme.set_moves(on=settings.get(MOTION))
    files = FileDesk(paths, settings, wiring.open_context, FIRST_PAGE)
    places = QSettings(str(paths.state / "window.ini"), QSettings.Format.IniFormat)
    setting_desk = SettingDesk(settings, lambda error: window.fail(error))
    features = (*FEATURES, make_settings_feature(setting_desk, lambda: window))
    commands = (*make_shell_commands(files, setting_desk), *WINDOW_COMMANDS)
    window = MainWindow(theme, features, commands, places, log_lines)
    files.serve(window)
    window.session_complete.connect(lambda: _get_ready(window))
    SettingEffects(app, setting_desk, theme, window)
    hooks = ErrorHooks(window.fail)
    try:
        yield Desk(app, paths, settings, theme, window, files)
    finally:
        files.stop()
        setting_desk.stop()
        hooks.remove()
        window.deleteLater()
        setting_desk.deleteLater()
        theme.deleteLater()
        collector.stop()


def _get_ready(window: MainWindow) -> None:
    """What the user may want next and takes long the first time; while nothing else is to be done."""
    window.theme.draw_ahead()
    session = window.session
    session.tasks.run(
        _load_printing, owner=session.changes, lane="io", on_done=lambda _none: _set_printing_aside()
    )


def _load_printing() -> None:
    """Runs in a worker thread: the libraries that fonts and pages need."""
    from crm_desktop.ui.features.labels import dialog  # noqa: F401 - it is loaded, and used by its command


def run_window(
    path: Path | None = None, *, practice: bool = False, debug: bool = False, log_filter: Sequence[str] = ()
) -> int:
    """Open the window and stay until it is closed.

    Args:
        path: the file to show; None for the one used last, or the start page.
        practice: show the practice file.
        debug: log what goes on inside, on standard error too.
        log_filter: the same for loggers whose names begin so.

    Returns:
        The exit status of the process.
    """
    paths = Paths.of_user().make()
    logs = Logs(paths.logs, debug=debug, only=log_filter)
    try:
        with desk(paths, lambda: logs.recent.lines) as made:
            app, window = made.app, made.window
            wanted = _wanted(made, path, practice=practice)
            if wanted is not None and not made.files.claim(wanted):
                log.info("another window shows the file already")
                return 0
            window.closing.connect(app.quit)
            window.session_complete.connect(set_start_aside)
            stalls = StallWatch(parent=window)
            stalls.start()
            window.show()
            QTimer.singleShot(0, window, lambda: _after_first_paint(made, wanted))
            with _interruptible(window):
                try:
                    return app.exec()
                finally:
                    stalls.stop()
    finally:
        logs.close()


def set_start_aside() -> None:
    """Takes what the start has made out of the collector's rounds: it stays anyway.

    A round over all of it stops every thread; reading 100,000 rows in a worker brought rounds of 50 to 100 ms. Once,
    for the first file: what a closed file leaves behind is to be collected.
    """
    app = QApplication.instance()
    if app is not None and not app.property(_ASIDE):
        app.setProperty(_ASIDE, True)
        gc.freeze()


def _set_printing_aside() -> None:
    """The same for what printing has loaded, where the start was set aside: a round over it takes 100 ms."""
    app = QApplication.instance()
    if app is not None and app.property(_ASIDE):
        gc.freeze()


@contextlib.contextmanager
def _interruptible(window: MainWindow) -> Iterator[None]:
    """Ctrl+C in the terminal closes the window as its own cross does: what is typed is saved first.

    Python handles a signal only when it runs; the beat of the stall watch sees to that.
    """
    before = signal.signal(signal.SIGINT, lambda _number, _frame: QTimer.singleShot(0, window, window.close))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _wanted(made: Desk, path: Path | None, *, practice: bool) -> Path | None:
    """The file to begin with; None for the start page."""
    if practice:
        return made.files.practice_path
    if path is not None:
        return path.expanduser().absolute()
    try:
        return wiring.last_file(made.settings)
    except EnvironmentProblem:
        return None


def _after_first_paint(made: Desk, wanted: Path | None) -> None:
    """What may wait until the window is on the screen: fonts for far scripts, and the file."""
    if wanted == made.files.practice_path:
        made.files.open_practice()
    elif wanted is not None:
        made.files.open(wanted)
    if add_missing_scripts(made.app):
        made.theme.refresh()


def self_test() -> int:
    """Try every part of the program once, offscreen, on a file that goes away again.

    Returns:
        0 when everything worked; 1 with the reason on standard error.
    """
    from crm_desktop.ui import tour  # loads all of printing, which a plain start need not

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="crm-desktop-") as name:
        return _play(Paths.below(Path(name) / "home"), lambda made: tour.self_test(made, Path(name)))


def demo(out_dir: Path) -> int:
    """Do the main job offscreen, for a machine without a screen: labels as a PDF, and pictures of the window.

    Args:
        out_dir: the folder for the results; made when missing, kept.

    Returns:
        0 when everything worked; 1 with the reason on standard error.
    """
    from crm_desktop.ui import tour

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out_dir.mkdir(parents=True, exist_ok=True)
    status = _play(Paths.below(out_dir / "home"), lambda made: tour.demonstration(made, out_dir))
    for path in sorted(out_dir.glob("*.p*")) if status == 0 else []:
        sys.stdout.write(f"{path}\n")
    return status


def _play(paths: Paths, make_tour: Callable[[Desk], Tour]) -> int:
    from crm_desktop.printing import preview
    from crm_desktop.ui import tour

    with desk(paths) as made:
        app = made.app
        app.setQuitOnLastWindowClosed(False)
        if add_missing_scripts(app):
            made.theme.refresh()
        tour.Player(app, make_tour(made))
        try:
            return app.exec()
        finally:
            preview.stop()
