"""Opens, makes and closes customer files for a window; the slow part runs in a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.paths import Paths
from crm_desktop.base.progress import CancelledError
from crm_desktop.base.settings import Setting, Settings
from crm_desktop.services import care, office, practice
from crm_desktop.services.context import AppContext
from crm_desktop.services.settings import LAST_FILES, RETURN_ADDRESS
from crm_desktop.ui.changes import Changes
from crm_desktop.ui.file_dialogs import documents, file_dialog
from crm_desktop.ui.forms.drafts import Drafts
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import LANGUAGE, TEXT_SIZE
from crm_desktop.ui.shell.first_choices import Choices
from crm_desktop.ui.shell.notice_sources import NoticeSources
from crm_desktop.ui.shell.recent_files import MOST
from crm_desktop.ui.shell.single_instance import FileClaim, claim_file, key_of
from crm_desktop.ui.shell.start_page import StartPage
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.tasks import Tasks

log = logging.getLogger(__name__)

SUFFIX = ".crm"


@dataclass(frozen=True, slots=True)
class _OneThread:
    """The same executor for every lane: opening a file is one thing after the other."""

    read: Executor
    write: Executor
    io: Executor


class FileDesk(QObject):
    """Brings files to a window and takes them away again."""

    def __init__(
        self,
        paths: Paths,
        settings: Settings,
        open_context: Callable[..., AppContext],
        first_page: str,
    ) -> None:
        """`open_context` is the composition root's."""
        super().__init__()
        self._paths, self.settings = paths, settings
        self._open_context = open_context
        self._first_page = first_page
        self._window: MainWindow | None = None
        self._context: AppContext | None = None
        self._claim: FileClaim | None = None
        self._next_claim: FileClaim | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="crm-open")
        self._tasks: Tasks | None = None
        self._company = ""
        self._recent: list[Path] = []

    def serve(self, window: MainWindow) -> None:
        """Work for this window from now on."""
        self._window = window
        self._tasks = Tasks(_OneThread(self._pool, self._pool, self._pool), window.fail, self)
        window.rebuilt.connect(self._on_rebuilt)
        self._on_rebuilt()

    def stop(self) -> None:
        """Close what is open; waits for the write under way."""
        self._close_context()
        self._pool.shutdown(wait=True)
        self._drop_claims()

    # --- what the user asks for

    def ask_new(self, window: MainWindow, then: str = "") -> None:
        """Where should the new file lie? `then` is the command to run when it is open."""
        dialog = self._dialog(window, _("New file"), saves=True)
        dialog.selectFile(_("Customers") + SUFFIX)
        dialog.fileSelected.connect(lambda name: self.open(Path(name), create=True, then=then))
        dialog.open()

    def ask_open(self, window: MainWindow) -> None:
        """Which file?"""
        dialog = self._dialog(window, _("Open file"), saves=False)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def open_practice(self, _window: MainWindow | None = None) -> None:
        """Open the practice file, making and filling it the first time."""
        path = self.practice_path
        if path.exists():
            self.open(path)
        else:
            self.open(path, create=True, fill=practice.fill)

    @property
    def practice_path(self) -> Path:
        """Where the practice file lies."""
        return practice.path_in(self._paths)

    def close(self, window: MainWindow) -> None:
        """Back to the start page."""
        if window.is_ready_to_close(lambda: self.close(window)):
            self._close_context()
            self._drop_claims()
            self._show_recent()

    def open_recent(self, position: int) -> None:
        """Open one of the files used last, by its position in the list on view."""
        if position < len(self._recent):
            self.open(self._recent[position])

    def forget_recent(self) -> None:
        """Forget which files were used last; the open one is opened again at the next start."""
        if self._tasks is not None:
            kept = (str(self._context.store.path),) if self._context else ()
            self._tasks.run(
                self.settings.set,
                LAST_FILES,
                kept,
                owner=self,
                lane="io",
                on_done=lambda _none: self._show_recent(),
            )

    def claim(self, path: Path) -> bool:
        """Be the window for a file; False when another window is, which comes to the front."""
        held = (self._claim, self._next_claim)
        if any(claim is not None and claim.key == key_of(path) for claim in held):
            return True
        claim = claim_file(self._paths.state, path)
        if claim is None:
            return False
        claim.called.connect(self._on_called)
        self._drop_next_claim()
        self._next_claim = claim
        return True

    def open(
        self,
        path: Path,
        *,
        create: bool = False,
        fill: Callable[[AppContext], object] | None = None,
        then: str = "",
    ) -> None:
        """Open or make a file in the background, then show it in place of the one on view.

        Args:
            path: of the file.
            create: make it; it must not exist.
            fill: puts something into a new file.
            then: id of the command to run once it is on view.
        """
        window, tasks = self._window, self._tasks
        if window is None or tasks is None:
            return
        if not window.is_ready_to_close(lambda: self.open(path, create=create, fill=fill, then=then)):
            return
        path = path if path.suffix or not create else path.with_suffix(SUFFIX)
        if not self.claim(path):
            window.say(_("“{name}” is open in another window.").format(name=path.name))
            return
        opening = _("Opening {file}…").format(file=path.name)
        window.start_page.show_busy(opening)
        if window.has_session:
            window.say(opening)
        tasks.run(
            self._open,
            path,
            create,
            fill,
            owner=window,
            lane="io",
            on_done=lambda context: self._on_opened(context, is_new=create and fill is None, then=then),
            on_error=self._on_failed,
        )

    # --- how it goes

    def _open(self, path: Path, create: bool, fill: Callable[[AppContext], object] | None) -> AppContext:
        """Runs in the opening thread: checks, migration, sample records."""
        if create and path.exists():
            raise EnvironmentProblem(
                "exists",
                _("“{name}” exists already.").format(name=path.name),
                _("It was left as it is. Choose another name, or open it."),
            )
        context = self._open_context(
            path, create=create, settings=self.settings, paths=self._paths, daily_backup=False
        )
        try:
            if fill:
                fill(context)
        except BaseException:
            context.close()
            raise
        return context

    def _on_opened(self, context: AppContext, *, is_new: bool, then: str) -> None:
        window = self._window
        if window is None:
            context.close()
            return
        self._close_context()
        self._context = context
        self._move_claim(context.store.path)
        tasks = Tasks(context.executors, window.fail, window)
        session = UiSession(
            context=context,
            tasks=tasks,
            changes=Changes(context.bus, tasks),
            drafts=Drafts(self._draft_path(context.store.path), tasks, tasks),
            theme=window.theme,
            navigator=window,
            notices=window,
        )
        context.store.is_patient = True  # what is typed waits for a busy file, and is not refused
        context.start()
        window.start_page.show_busy("")
        window.show_session(session, self._first_page)
        self._name_practice_file()
        self._show_recent()
        if is_new and self._company:
            address = (RETURN_ADDRESS, self._company)
            session.tasks.run(office.change_setting, context, *address, owner=session.changes, lane="write")
        once = Qt.ConnectionType.SingleShotConnection
        window.session_complete.connect(lambda: self._look_after(session, then), once)
        log.info("window shows a file")

    def _on_rebuilt(self) -> None:
        """The window has a start page, or a workspace, that knows nothing yet."""
        if self._window is not None:
            window, page = self._window, self._window.start_page
            page.recent_chosen.connect(self.open)
            page.import_wanted.connect(lambda: self.ask_new(window, then=f"{self._first_page}.import"))
            page.choices.chosen.connect(self._on_first_choice)
            page.choices.company_given.connect(self._on_company)
            self._offer_choices(page)
            self._show_recent()
            self._name_practice_file()

    def _offer_choices(self, page: StartPage) -> None:
        """Names of languages lie in files, so they are read in the background."""

        def show(choices: tuple[Choices, Choices]) -> None:
            is_first = not self.settings.get(LAST_FILES)
            page.choices.show_settings(self.settings, *choices, self._company, is_first=is_first)

        if self._tasks is not None:
            self._tasks.run(_first_choices, owner=page, lane="io", on_done=show)

    def _on_first_choice(self, setting: Setting[Any], value: object) -> None:
        if self._tasks is not None:
            self._tasks.run(self.settings.set, setting, value, owner=self, lane="io")

    def _on_company(self, company: str) -> None:
        self._company = company

    def _name_practice_file(self) -> None:
        window, context = self._window, self._context
        if window and window.workspace and context and context.store.path == self.practice_path:
            window.workspace.banner.say(
                _("Sample data: made-up customers, for trying things out."),
                (_("Start my own…"), lambda: self.ask_new(window)),
            )

    def _look_after(self, session: UiSession, then: str) -> None:
        """Once the file is on view: what is left of a crash, the day's backup, and what it was opened for."""
        if self._context is not session.context:
            return  # it was closed meanwhile
        if self._window is not None and (sources := self._window.notice_sources) is not None:
            sources.tell_drafts()
            self._back_up(session, sources)
        if then and self._window is not None:
            self._window.commands.run(then)

    def _draft_path(self, path: Path) -> Path:
        return self._paths.state / "drafts" / f"{key_of(path)}.json"

    def _back_up(self, session: UiSession, sources: NoticeSources) -> None:
        """The day's backup, behind the user's back: a big file takes seconds."""

        def on_error(error: BaseException) -> None:
            if not isinstance(error, CancelledError):
                log.warning("the daily backup failed", exc_info=error)
            sources.tell_backup_failed(error)

        session.tasks.run(
            care.backup_when_due,
            session.context,
            owner=session.changes,
            lane="io",
            on_done=lambda _made: sources.watch_backups(),
            on_error=on_error,
            label=_("Making today's backup"),
            reports=True,
        )

    def _on_failed(self, error: BaseException) -> None:
        self._drop_next_claim()
        if self._window is not None:
            self._window.start_page.show_busy("")
            self._window.fail(error)
            self._show_recent()

    def _close_context(self) -> None:
        if self._window is not None:
            self._window.close_session()
        context, self._context = self._context, None
        if context is not None:
            context.store.is_patient = False
            context.close()

    def _on_called(self) -> None:
        """Another start wanted this file: here it is."""
        if self._window is not None:
            self._window.come_forward()

    def _move_claim(self, path: Path) -> None:
        """From the file that was on view to the one that is now."""
        if self._next_claim is not None and self._next_claim.key == key_of(path):
            if self._claim is not None:
                self._claim.release()
            self._claim, self._next_claim = self._next_claim, None

    def _drop_next_claim(self) -> None:
        if self._next_claim is not None:
            self._next_claim.release()
            self._next_claim = None

    def _drop_claims(self) -> None:
        self._drop_next_claim()
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    def _show_recent(self) -> None:
        """Files may lie on a share that takes its time to answer, so they are looked for in the background."""

        def show(found: list[Path]) -> None:
            self._recent = [
                path for path in found if self._context is None or path != self._context.store.path
            ][:MOST]
            if self._window is not None:
                self._window.show_recent(self._recent)

        if self._tasks is not None and self._window is not None:
            self._tasks.run(_existing, self.settings, owner=self._window, lane="io", on_done=show)

    def _dialog(self, window: MainWindow, title: str, *, saves: bool) -> QFileDialog:
        """Begins beside the open file, or the one used last; the practice file lies where nobody would look."""
        used = [self._context.store.path] if self._context else self._recent
        folders = (path.parent for path in used if path != self.practice_path)
        dialog = file_dialog(window, title, next(folders, None) or documents(), saves=saves)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setNameFilters([_("Customer files (*.crm)"), _("All files (*)")])
        return dialog


def _existing(settings: Settings) -> list[Path]:
    """The files used last that are still there; runs in the opening thread."""
    used: tuple[str, ...] = settings.get(LAST_FILES)
    return [path for path in map(Path, used) if path.exists()]


def _first_choices() -> tuple[Choices, Choices]:
    """Languages and sizes of the text with their names; runs in the opening thread."""
    assert LANGUAGE.choices is not None  # both are declared with choices
    assert TEXT_SIZE.choices is not None
    return LANGUAGE.choices(), TEXT_SIZE.choices()
