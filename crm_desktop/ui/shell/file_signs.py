"""What the window tells of its file: chip and bell in the top bar with their panels, a banner while it waits."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.file_chip import PeoplePanel, file_state
from crm_desktop.ui.shell.file_in_place import FileInPlace
from crm_desktop.ui.shell.notice_panel import NoticePanel
from crm_desktop.ui.shell.status_line import StatusLine
from crm_desktop.ui.shell.top_bar import TopBar
from crm_desktop.ui.shell.write_wait import Wait, WriteWait
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.banner import Banner

_UNWRITABLE = frozenset({"disk_full", "io_error", "read_only", "damaged", "newer"})
"""Reasons of problems after which nothing can be written for now."""


class FileSigns(QObject):
    """Follows who is here, what waits to be saved, and which notices wait to be read."""

    def __init__(self, session: UiSession, top_bar: TopBar, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._top_bar, self._status = session, top_bar, status
        self._cannot_write = False
        self.banner = Banner(session.theme)
        self.wait = WriteWait(session.tasks, lambda: session.context.store.waiting_since, self)
        self.in_place = FileInPlace(session, self)
        self.in_place.changed.connect(self._on_wait)
        session.people.changed.connect(self._show_state)
        session.tasks.job_ended.connect(self._on_job_ended)
        session.board.changed.connect(self._show_notice_count)
        self.wait.changed.connect(self._on_wait)
        top_bar.file.clicked.connect(self.open_people)
        top_bar.bell.clicked.connect(self.open_notices)
        self._show_notice_count()

    def show(self) -> None:
        """Name and state of the file in the top bar."""
        store = self._session.context.store
        self._top_bar.file.show_file(store.path.name, str(store.path))
        self._show_state()

    def open_people(self) -> None:
        """Open the panel that tells who has the file open."""
        session, chip = self._session, self._top_bar.file
        path = str(session.context.store.path)
        panel = PeoplePanel(session.theme, path, session.people.everybody, self.words(), chip)
        panel.open_below(chip)

    def open_notices(self) -> None:
        """Open the panel below the bell."""
        session, bell = self._session, self._top_bar.bell
        NoticePanel(session.theme, session.board, session.context.now, bell).open_below(bell)

    def words(self) -> str:
        """A sentence about a state that is not as usual; "" for none."""
        if self.in_place.is_gone:
            return self._gone_words()
        if self._cannot_write:
            return _("The last change could not be written. It is kept here until it can.")
        if self.wait.state is Wait.LONG:
            return _("Another computer is writing the file. What you type is kept and saved when it is free.")
        if self._session.context.store.is_read_only:
            return _("The file can only be read: check its permissions, or make a copy and open that.")
        return ""

    def _gone_words(self) -> str:
        return _(
            "“{name}” is no longer where it was opened. What you save now may be lost: put it back, or close it and"
            " open it where it is."
        ).format(name=self._session.context.store.path.name)

    def _show_state(self) -> None:
        store = self._session.context.store
        text, colour = file_state(
            is_read_only=store.is_read_only,
            is_network=store.place.is_network,
            here=len(self._session.people.others) + 1,
            is_stuck=self.wait.state is Wait.LONG,
            is_unwritable=self._cannot_write,
            is_gone=self.in_place.is_gone,
        )
        self._top_bar.file.show_state(text, colour)

    def _show_notice_count(self) -> None:
        self._top_bar.bell.show_count(len(self._session.board.notices))

    def _on_wait(self) -> None:
        wait = self.wait
        self._status.show_waiting(_("Waiting for the file…") if wait.state is not Wait.NONE else "")
        text = ""
        if wait.state is Wait.LONG:
            text = ngettext(
                "{n} change is not saved yet: another computer is writing the file. It is kept and saved when the"
                " file is free.",
                "{n} changes are not saved yet: another computer is writing the file. They are kept and saved when"
                " the file is free.",
                wait.unsaved,
            ).format(n=number_text(wait.unsaved))
        if self.in_place.is_gone:
            text = self._gone_words()
        self.banner.say(text)
        self._show_state()

    def _on_job_ended(self, job: Job, error: BaseException | None) -> None:
        """A save that the disk refuses turns the chip red; the next one that works turns it back."""
        if job.lane != "write":
            return
        is_refused = isinstance(error, EnvironmentProblem) and error.reason in _UNWRITABLE
        if is_refused or error is None:
            self._cannot_write = is_refused
            self._show_state()
