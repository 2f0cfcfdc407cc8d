"""The files that are kept with an activity. They are added and taken off at once, each as a step of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.formats import size_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.services.activities import files
from crm_desktop.services.contacts import pictures
from crm_desktop.ui.features.activities import acts
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import FILES_FOLDER
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.refusal import refuse


class FilesEdit(QWidget):
    """One line for each file."""

    def __init__(self, session: UiSession, ref: EntityRef) -> None:
        super().__init__()
        self._session, self._ref = session, ref
        self.files: list[Attachment] = []
        self._reading: Job | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._rows)
        self._refusal = _("The file is read-only.") if session.context.store.is_read_only else ""
        add = push_button(_("Add file…"), self._ask_which, kind="adds")
        refuse(self._refusal, add)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        self._read()

    def _read(self) -> None:
        self._reading = self._session.tasks.run(
            files.files,
            self._session.context,
            self._ref,
            owner=self,
            on_done=self._show,
            instead_of=self._reading,
        )

    def _read_again(self, _result: object) -> None:
        self._read()

    def _show(self, found: list[Attachment]) -> None:
        self.files = found
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for one in found:
            self._rows.addWidget(self._row(one))

    def _row(self, one: Attachment) -> QWidget:
        theme = self._session.theme
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(ElidedLabel(theme, one.filename), 1)
        box.addWidget(TextLabel(theme, size_text(one.size), "caption", "text_3"))
        save = _("Save {file} as…").format(file=one.filename)
        box.addWidget(IconButton(theme, "download", save, lambda: self._ask_where(one), 16))
        cross = _("Remove {file}").format(file=one.filename)
        remove = IconButton(theme, "x", cross, lambda: self._remove(one), 14)
        refuse(self._refusal, remove)
        box.addWidget(remove)
        return row

    def attach(self, path: Path) -> None:
        """Read a file and keep it with the activity."""
        self._session.tasks.run(
            pictures.attached_file,
            path,
            owner=self,
            lane="io",
            on_done=self._keep,
            on_error=self._session.notices.fail,
        )

    def _keep(self, item: Attachment) -> None:
        told = _("Added: {file}").format(file=item.filename)
        acts.write(
            self._session,
            self,
            lambda context: files.attach(context, self._ref, item),
            told,
            self._read_again,
        )

    def _remove(self, item: Attachment) -> None:
        told = _("Removed: {file}").format(file=item.filename)
        acts.write(self._session, self, lambda context: files.remove(context, item), told, self._read_again)

    def _ask_which(self) -> None:
        dialog = remembering_dialog(self._session, FILES_FOLDER, self.window(), _("Add file"))
        dialog.fileSelected.connect(lambda name: self.attach(Path(name)))
        dialog.open()

    def _ask_where(self, item: Attachment) -> None:
        dialog = remembering_dialog(self._session, FILES_FOLDER, self.window(), _("Save as"), saves=True)
        dialog.selectFile(Path(item.filename).name)
        dialog.fileSelected.connect(lambda name: self._save_as(item, Path(name)))
        dialog.open()

    def _save_as(self, item: Attachment, out: Path) -> None:
        self._session.tasks.run(
            files.save_as,
            self._session.context,
            item,
            out,
            owner=self,
            lane="io",
            on_done=lambda path: self._session.notices.say(_("Saved as {file}.").format(file=path.name)),
            on_error=self._session.notices.fail,
        )
