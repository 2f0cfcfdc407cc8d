"""Import: choose files, see what would happen, then do it as one step that can be undone (ux 3.6 H)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.progress import CancelledError
from crm_desktop.exchange.formats import Reject
from crm_desktop.services import importing
from crm_desktop.services.import_report import ADD, SKIP, UPDATE, ImportOptions, ImportReport
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import EXPORT_FOLDER, IMPORT_FOLDER
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel

_SHOWN_REASONS = 200


def write_rejects(rejects: Sequence[Reject], out: Path) -> None:
    """Saves what could not be read, with line and reason, as CSV that a spreadsheet opens."""
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_("Line"), _("Reason"), _("Text")])
        for reject in rejects:
            raw = reject.raw
            writer.writerow([reject.position, reject.reason, f"'{raw}" if raw[:1] in "=+-@" and raw else raw])


class _Counts(QFrame):
    """The figures of a report, side by side."""

    def __init__(self, session: UiSession) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = session.theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(0)

    def show_report(self, report: ImportReport) -> None:
        """Show what would be, or was, done."""
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        figures = (
            (report.added, _("new"), "ok"),
            (report.updated, _("updated"), "accent"),
            (report.unchanged, _("unchanged"), "text_2"),
            (report.skipped, _("skipped"), "text_2"),
            (len(report.rejected), _("not readable"), "bad"),
        )
        for column, (number, word, colour) in enumerate(figures):
            ink = colour if number else "text_3"
            self._grid.addWidget(TextLabel(self._theme, number_text(number), "title", ink), 0, column)
            self._grid.addWidget(TextLabel(self._theme, word, "caption", "text_2"), 1, column)
        self._grid.setColumnStretch(len(figures), 1)


class _DropPlace(QFrame):
    """Where files are dropped or chosen, while there are none."""

    def __init__(self, theme: Theme, ask: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("dropPlace")
        icon = QLabel()
        icon.setPixmap(theme.pixmap("upload", "text_3", 32, self.devicePixelRatioF()))
        words = TextLabel(theme, _("Drop files here, or choose them."), colour="text_2")
        self.button = push_button(_("Choose files…"), ask, kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        for widget in (icon, words, self.button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)


class ImportDialog(QDialog):
    """Nothing is written before the button that says so."""

    def __init__(self, session: UiSession, parent: QWidget, files: Sequence[Path] = ()) -> None:
        super().__init__(parent)
        self._session = session
        self._files: list[Path] = []
        self._report: ImportReport | None = None
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self.setWindowTitle(_("Import"))
        self.setMinimumWidth(600)
        self._build()
        if files:
            self.take_files(files)

    def _build(self) -> None:
        theme = self._session.theme
        self._head = TextLabel(theme, _("Bring in an address book"), "row_title")
        self._hint = TextLabel(
            theme,
            _("vCard from a phone, CSV from Google or a spreadsheet. You see first what will happen."),
            colour="text_2",
            wrap=True,
        )
        self._place = _DropPlace(theme, self.ask_files)
        self._name = ElidedLabel(theme, "", "strong")
        self._choose = push_button(_("Other files…"), self.ask_files)
        file_row = QHBoxLayout()
        file_row.addWidget(self._name, 1)
        file_row.addWidget(self._choose)
        self._name.hide()
        self._choose.hide()
        self.on_match = QComboBox()
        self.on_match.addItem(_("Add what is new to the contact that is there"), UPDATE)
        self.on_match.addItem(_("Leave the contact as it is"), SKIP)
        self.on_match.addItem(_("Make a second contact"), ADD)
        self.on_match.setAccessibleName(_("When a contact is there already"))
        self.on_match.currentIndexChanged.connect(self._preview)
        match_row = QHBoxLayout()
        self._match_label = TextLabel(theme, _("When a contact is there already"), colour="text_2")
        match_row.addWidget(self._match_label)
        match_row.addWidget(self.on_match, 1)
        self._counts = _Counts(self._session)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._state = TextLabel(theme, "", colour="text_2", wrap=True)
        self._reasons = QPlainTextEdit()
        self._reasons.setReadOnly(True)
        self._reasons.setAccessibleName(_("What could not be read"))
        self._reasons.setMaximumHeight(140)
        self._save = push_button(_("Save what could not be read…"), self._ask_rejects)
        self._undo = push_button(_("Undo import"), self._on_undo)
        self._cancel = push_button(_("Cancel"), self._on_cancel)
        self._go = push_button(_("Import"), self._on_import, kind="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(self._save)
        buttons.addWidget(self._undo)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(self._hint)
        column.addWidget(self._place)
        column.addLayout(file_row)
        column.addLayout(match_row)
        for widget in (self._counts, self._bar, self._state, self._reasons):
            column.addWidget(widget)
        column.addStretch()
        column.addLayout(buttons)
        self._show_only()

    def _show_only(self, *widgets: QWidget) -> None:
        """Show just these of the changing parts."""
        for widget in (
            self.on_match, self._match_label, self._counts, self._bar, self._state, self._reasons, self._save,
            self._undo, self._go,
        ):  # fmt: skip
            widget.setVisible(widget in widgets)

    # --- choosing

    def ask_files(self) -> None:
        """Which files?"""
        dialog = remembering_dialog(self._session, IMPORT_FOLDER, self, _("Import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_("Address books (*.vcf *.csv *.json *.txt)"), _("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.take_files([Path(name) for name in names]))
        dialog.open()

    def take_files(self, files: Sequence[Path]) -> None:
        """Look at these files and show what importing them would do."""
        self._files = list(files)
        self._name.setText(", ".join(path.name for path in self._files))
        self._place.hide()
        self._hint.hide()
        self._name.show()
        self._choose.show()
        self._preview()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped."""
        if event.mimeData().hasUrls():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Files were dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # --- looking, then doing

    def _options(self) -> ImportOptions:
        return ImportOptions(on_match=str(self.on_match.currentData()))

    def _preview(self) -> None:
        if not self._files:
            return
        self._state.setText(_("Looking at the files…"))
        self._show_only(self.on_match, self._match_label, self._bar, self._state)
        self._run(replace(self._options(), dry_run=True), "read", self._on_previewed)

    def _run(self, options: ImportOptions, lane: str, on_done: object) -> None:
        if self._job and not self._job.is_finished:
            self._job.cancel.cancel()
        self._job = self._session.tasks.run(
            importing.import_file,
            self._session.context,
            list(self._files),
            options,
            owner=self,
            lane="write" if lane == "write" else "io",
            label=_("Importing") if lane == "write" else None,
            reports=True,
            on_done=on_done,  # type: ignore[arg-type]  # one of the two methods below
            on_error=self._on_failed,
            on_progress=self._on_progress,
        )

    def _on_progress(self, done: int, total: int | None, _text: str) -> None:
        # progress counts bytes, which may be more than a range of Qt holds
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * done / total) if total else 0)

    def _on_previewed(self, report: ImportReport) -> None:
        self._report = report
        count = report.added + report.updated or report.further.total
        self._counts.show_report(report)
        self._state.setText(_("{format}. Nothing is written yet.").format(format=report.format))
        shown: list[QWidget] = [self.on_match, self._match_label, self._counts, self._state]
        if count:
            shown.append(self._go)
            if report.added + report.updated:
                text = ngettext("Import {n} contact", "Import {n} contacts", count)
            else:  # a complete copy of which only the contacts are there
                text = ngettext("Import {n} entry", "Import {n} entries", count)
            self._go.setText(text.format(n=number_text(count)))
            self._go.setEnabled(True)
            self._go.setFocus()
        else:
            self._state.setText(_("{format}. All of it is there already.").format(format=report.format))
        self._show_rejects(report, shown)
        self._show_only(*shown)

    def _on_import(self) -> None:
        self._state.setText(_("Importing…"))
        self._bar.setRange(0, 0)
        self._show_only(self._bar, self._state)
        self._choose.hide()
        self._run(self._options(), "write", self._on_imported)

    def _on_imported(self, report: ImportReport) -> None:
        self._report, self._job = report, None
        self._counts.show_report(report)
        self._head.setText(_("The address book is imported"))
        self._state.setText(_("It is one step: Undo takes all of it back."))
        self._cancel.setText(_("Close"))
        self._cancel.setDefault(True)
        self._cancel.setFocus()
        shown: list[QWidget] = [self._counts, self._state]
        if report.set_id is not None:
            shown.append(self._undo)
        self._show_rejects(report, shown)
        self._show_only(*shown)
        count = report.added + report.updated
        text = ngettext("Imported {n} contact", "Imported {n} contacts", count).format(n=number_text(count))
        self._session.notices.say(text, undo=report.set_id)

    def _show_rejects(self, report: ImportReport, shown: list[QWidget]) -> None:
        lines = [
            _("Line {line}: {reason}").format(line=number_text(reject.position), reason=reject.reason)
            for reject in report.rejected[:_SHOWN_REASONS]
        ]
        lines += report.notices[:_SHOWN_REASONS]
        self._reasons.setPlainText("\n".join(lines))
        if lines:
            shown.append(self._reasons)
        if report.rejected:
            shown.append(self._save)

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            if self._job is None or self._job.is_finished:
                self._state.setText(_("Cancelled. Nothing was changed."))
                self._show_only(self._state)
                self._choose.show()
            return
        self._choose.show()
        self._state.setText(
            str(error) if isinstance(error, UserError) else _("The import failed. Nothing was changed.")
        )
        self._show_only(self.on_match, self._match_label, self._state)
        if not isinstance(error, UserError):
            self._session.notices.fail(error)

    def _on_cancel(self) -> None:
        if self._job and not self._job.is_finished and self._job.lane == "write":
            self._job.cancel.cancel()
            return
        self.reject()

    def reject(self) -> None:
        """Close; what only looks is stopped, what writes goes on in the status line."""
        if self._job and not self._job.is_finished and self._job.lane != "write":
            self._job.cancel.cancel()
        super().reject()

    def _on_undo(self) -> None:
        if self._report is not None and self._report.set_id is not None:
            window = self.parentWidget()
            undo = getattr(window, "undo", None)
            if callable(undo):
                undo(self._report.set_id)
            self.accept()

    def _ask_rejects(self) -> None:
        dialog = remembering_dialog(
            self._session, EXPORT_FOLDER, self, _("Save what could not be read"), saves=True
        )
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(_("Not imported") + ".csv")
        rejects = list(self._report.rejected) if self._report else []
        dialog.fileSelected.connect(
            lambda name: self._session.tasks.run(write_rejects, rejects, Path(name), owner=self, lane="io")
        )
        dialog.open()
