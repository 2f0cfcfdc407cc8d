"""The picture at the head of a record: a photo comes by paste, by drop or from a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QMenu

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Attachment, PartyRecord
from crm_desktop.services.contacts import pictures
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.file_dialogs import remembering_dialog
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.settings import FILES_FOLDER
from crm_desktop.ui.widgets.avatar import Avatar
from crm_desktop.ui.widgets.refusal import refuse


class PhotoSpot(Avatar):
    """Photo or initials; a click, Enter or Space opens what can be done with it."""

    def __init__(self, session: UiSession, editor: RecordEditor, size: int) -> None:
        super().__init__(session.theme, size)
        self._session, self._editor = session, editor
        self._held: Attachment | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open_menu)
        self.setAcceptDrops(not editor.refusal)
        self.setToolTip(_("Photo: paste, drop or choose a PNG or JPEG picture"))
        if editor.refusal:
            refuse(editor.refusal, self)

    def show_record(self, record: PartyRecord) -> None:
        """Show the photo of another state of the record, if there is one."""
        self._held = record.photo
        if record.photo is not None and record.photo.content:
            image = QImage.fromData(record.photo.content)
            if not image.isNull():
                self.show_photo(QPixmap.fromImage(image))

    # --- where it comes from

    def choose(self, path: Path) -> None:
        """Take the picture in a file."""
        self._take(pictures.photo_file, path)

    def take(self, source: QMimeData) -> bool:
        """Take a picture that was pasted or dropped; whether there was one."""
        if self._editor.refusal:
            return False
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            self.choose(Path(files[0]))
        elif source.hasImage():
            self._take(pictures.photo, _png(QImage(source.imageData())))
        return bool(files) or source.hasImage()

    def paste(self) -> None:
        """Take the picture on the clipboard, or say that there is none."""
        if not self._editor.refusal and not self.take(QGuiApplication.clipboard().mimeData()):
            self._session.notices.say(_("There is no picture on the clipboard."))

    def _take(self, read: Callable[..., Attachment], *args: Any) -> None:
        self._session.tasks.run(
            read, *args, owner=self, lane="io", on_done=self._keep, on_error=self._editor.refuse
        )

    def _keep(self, item: Attachment) -> None:
        self._editor.add(item, lambda _id: self._say(_("Photo saved")), self._editor.refuse)

    def _say(self, text: str) -> None:
        self._session.notices.say(text, undo=LAST_STEP)

    def _remove(self) -> None:
        if self._held is not None:
            self._editor.remove(self._held, lambda: self._say(_("Removed")), self._editor.refuse)

    # --- mouse and keyboard

    def open_menu(self) -> None:
        """Offer what can be done with the photo."""
        if self._editor.refusal:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Choose a photo…"), self._ask_which)
        menu.addAction(_("Paste photo"), self.paste)
        if self._held is not None:
            menu.addAction(_("Remove photo"), self._remove)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _ask_which(self) -> None:
        dialog = remembering_dialog(self._session, FILES_FOLDER, self.window(), _("Choose a photo"))
        dialog.setNameFilter("PNG, JPEG (*.png *.jpg *.jpeg)")
        dialog.fileSelected.connect(lambda name: self.choose(Path(name)))
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the menu as Space does, the key for pasting pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files and pictures may be dropped here."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped."""
        if self.take(event.mimeData()):
            event.acceptProposedAction()


def _png(image: QImage) -> bytes:
    """A picture that has no file yet, as one."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes here, Qt takes text
    return bytes(buffer.data().data())
