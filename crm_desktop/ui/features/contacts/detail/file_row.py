"""A file kept with a record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from crm_desktop.base.formats import size_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.services.contacts import pictures
from crm_desktop.ui.features.contacts.detail.rows import INDENT, SavedRow
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import FILES_FOLDER
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.refusal import refuse


class FileRow(SavedRow):
    """Name, size, save as, remove; the blank one is a button that asks for a file."""

    def __init__(self, session: UiSession, slot: ItemSlot[Attachment]) -> None:
        super().__init__(session, slot)
        self._name = ElidedLabel(session.theme)
        self._size = TextLabel(session.theme, colour="text_3")
        self._save = IconButton(session.theme, "download", _("Save as…"), self._ask_where, 16)
        self.cross = IconButton(session.theme, "x", _("Remove"), self.remove, 16, "border")
        self.chooser = push_button(_("Add file…"), self._ask_which, kind="adds")
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.chooser)
        row.addWidget(self._name, 1)
        row.addWidget(self._size)
        row.addWidget(self._save)
        row.addWidget(self.cross)
        row.setAlignment(self.chooser, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self.chooser)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds."""
        item: Attachment = self.slot.item
        self._name.setText(item.filename)
        self._size.setText(size_text(item.size))
        for widget in (self._name, self._size, self._save, self.cross):
            widget.setVisible(not self.slot.is_blank)
        self._save.setEnabled(item.content is not None)
        self._save.set_name(_("Save {file} as…").format(file=item.filename))
        self.chooser.setVisible(self.slot.is_blank)
        self._row.setContentsMargins(0 if self.slot.is_blank else INDENT, 0, 0, 0)

    def set_read_only(self, reason: str) -> None:
        """Refuse changes."""
        refuse(reason, self.cross)

    def attach(self, path: Path) -> None:
        """Read a file in the background and keep it with the record."""
        self._session.tasks.run(
            pictures.attached_file, path, owner=self, lane="io", on_done=self._keep, on_error=self._on_refused
        )

    def _keep(self, item: Attachment) -> None:
        self.slot.save(lambda blank: blank, lambda _blank: item, lambda: None, self._on_refused)

    def save_as(self, out: Path) -> None:
        """Write the file elsewhere."""
        self._session.tasks.run(
            pictures.save_as,
            self.slot.item,
            out,
            owner=self,
            lane="io",
            on_done=lambda path: self._session.notices.say(_("Saved as {file}.").format(file=path.name)),
            on_error=self._session.notices.fail,
        )

    def _ask_which(self) -> None:
        dialog = remembering_dialog(self._session, FILES_FOLDER, self.window(), _("Add file"))
        dialog.fileSelected.connect(lambda name: self.attach(Path(name)))
        dialog.open()

    def _ask_where(self) -> None:
        dialog = remembering_dialog(self._session, FILES_FOLDER, self.window(), _("Save as"), saves=True)
        dialog.selectFile(Path(self.slot.item.filename).name)
        dialog.fileSelected.connect(lambda name: self.save_as(Path(name)))
        dialog.open()
