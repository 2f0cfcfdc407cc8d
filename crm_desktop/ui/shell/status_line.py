"""The line at the bottom: counts, work under way with a way to stop it, the last save."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from crm_desktop.base.formats import number_text, time_text
from crm_desktop.base.i18n import _
from crm_desktop.ui.tasks import Job, Tasks
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel


class StatusLine(QFrame):
    """Shows the longest running job; the others are counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._tasks: Tasks | None = None
        self._waiting = ""
        self._counts = ElidedLabel(theme, role="caption", colour="text_2")
        self._job = TextLabel(theme, role="caption", colour="text_2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._cancel = push_button(_("Cancel"), self._on_cancel, kind="link")
        self._cancel.setFont(theme.font("caption"))
        self._saved = TextLabel(theme, role="caption", colour="text_3")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._counts, 1)
        for widget in (self._job, self._bar, self._cancel, self._saved):
            row.addWidget(widget)
        self.setFixedHeight(28)
        self._show_jobs()

    def watch(self, tasks: Tasks | None) -> None:
        """Show the jobs of another file; None for none."""
        self._tasks = tasks
        if tasks:
            tasks.jobs_changed.connect(self._show_jobs)
        self._saved.setText("")
        self._waiting = ""
        self._show_jobs()

    def show_counts(self, text: str) -> None:
        """Translated counts of the page on view."""
        self._counts.setText(text)

    def show_saved(self, at: dt.datetime) -> None:
        """When the file was last written by this window."""
        self._saved.setText(_("Saved {time}").format(time=time_text(at)))

    def show_waiting(self, text: str) -> None:
        """Saving waits for the file; "" when it does not."""
        self._waiting = text
        self._show_jobs()

    def _show_jobs(self) -> None:
        jobs = self._tasks.shown_jobs if self._tasks else []
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(bool(jobs))
        if self._waiting:
            self._job.setText(self._waiting)
            self._job.setVisible(True)
            self._bar.setRange(0, 0)
            self._bar.setVisible(True)
            self._bar.setAccessibleName(self._waiting)
        if not jobs or self._waiting:
            return
        job = jobs[0]
        self._job.setText(_job_text(job, len(jobs) - 1))
        self._bar.setRange(0, job.total or 0)
        self._bar.setValue(job.done)
        self._bar.setAccessibleName(job.label)
        self._cancel.setVisible(job.can_cancel)
        self._cancel.setAccessibleName(_("Cancel: {job}").format(job=job.label))

    def _on_cancel(self) -> None:
        if self._tasks and (jobs := self._tasks.shown_jobs):
            jobs[0].cancel.cancel()
            self._cancel.hide()


def _job_text(job: Job, others: int) -> str:
    parts = [job.text or job.label]
    if job.total:
        parts.append(f"{number_text(job.done)} / {number_text(job.total)}")
    if others:
        parts.append(_("and {count} more").format(count=number_text(others)))
    return "  ".join(parts)
