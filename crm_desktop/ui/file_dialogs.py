"""Dialogs that ask for a file: where they begin, and the words that Qt leaves in English."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from crm_desktop.base.settings import Setting
from crm_desktop.ui.session import UiSession

_LABELS = {QFileDialog.DialogLabel.LookIn: "Look in:", QFileDialog.DialogLabel.FileType: "Files of type:"}
"""Qt 6.11 asks for these two with a mnemonic, but its catalogues know them without."""


def documents() -> Path:
    """The user's folder of documents, under the name that it has in their language; else their home."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def file_dialog(parent: QWidget, title: str, folder: Path, *, saves: bool = False) -> QFileDialog:
    """A dialog for one file, which deletes itself when it is closed.

    Args:
        parent: it belongs to.
        title: of its window, translated.
        folder: where it begins.
        saves: it asks for a new file, not for one that exists.
    """
    dialog = QFileDialog(parent, title, str(folder))
    if saves:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    for label, text in _LABELS.items():
        shown = QCoreApplication.translate("QFileDialog", text)
        if shown != text:
            dialog.setLabelText(label, shown)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def remembering_dialog(
    session: UiSession, purpose: Setting[str], parent: QWidget, title: str, *, saves: bool = False
) -> QFileDialog:
    """The same, beginning in the folder that was last used for this `purpose`, one of the folders in `settings`."""
    settings = session.context.settings
    last = settings.get(purpose)
    folder = Path(last) if last and Path(last).is_dir() else documents()
    dialog = file_dialog(parent, title, folder, saves=saves)

    def keep(names: list[str]) -> None:
        used = str(Path(names[0]).parent)
        if used != last:
            session.tasks.run(settings.set, purpose, used, owner=session.changes, lane="io")

    dialog.filesSelected.connect(keep)
    return dialog
