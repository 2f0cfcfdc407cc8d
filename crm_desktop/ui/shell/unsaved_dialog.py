"""Asks before closing while saving waits for a busy file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext


def ask_about_unsaved(parent: QWidget, count: int, close_anyway: Callable[[], object]) -> QMessageBox:
    """Show the question; Wait is what Enter and Esc mean.

    Args:
        parent: the window that is to close.
        count: changes that are not saved yet.
        close_anyway: called when the user does not want to wait.
    """
    text = ngettext("{n} change is not saved yet.", "{n} changes are not saved yet.", count)
    box = QMessageBox(
        QMessageBox.Icon.Warning, _("Not saved yet"), text.format(n=number_text(count)), parent=parent
    )
    box.setInformativeText(
        _("Another computer is writing the file. Text that you typed into fields is kept on this computer and offered"
          " when you open the file again.")
    )  # fmt: skip
    wait = box.addButton(_("Wait"), QMessageBox.ButtonRole.RejectRole)
    close = box.addButton(_("Close anyway"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(wait)
    box.setEscapeButton(wait)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    close.clicked.connect(lambda: close_anyway())
    box.open()
    return box
