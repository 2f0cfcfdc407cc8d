"""Asks before records of the trash are deleted for good, which nothing brings back (ux 3.3, confirm only)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import trash
from crm_desktop.services.contacts.trash import WhatGoes
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

_WIDTH = 460
_ICON = 32
_HELD_SHOWN = 3

Delete = Callable[[Selection, bool], object]


class DeleteDialog(QDialog):
    """Says what would go and what would stay; Cancel is what Enter and Esc mean."""

    def __init__(self, session: UiSession, selection: Selection, delete: Delete, parent: QWidget) -> None:
        """`delete` is given the selection, and whether shared activities are to keep the names."""
        super().__init__(parent)
        self._session, self._selection, self._delete = session, selection, delete
        self._reading = CancelToken()
        is_all = selection == trash.EVERYTHING
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Empty trash") if is_all else _("Delete for good"))
        self.setMinimumWidth(_WIDTH)
        theme = session.theme
        self.headline = TextLabel(theme, _("Looking at what hangs on it…"), "row_title", wrap=True)
        self.final = TextLabel(theme, _("Nothing brings it back: there is no undo for this."), wrap=True)
        self.shared = TextLabel(theme, colour="text_2", wrap=True)
        self.keep_names = QCheckBox(_("Write the names into those that stay"))
        self.keep_names.setChecked(True)
        self.held = TextLabel(theme, colour="text_2", wrap=True)
        self.backups = TextLabel(theme, _backup_text(), "caption", "text_3", wrap=True)
        self.cancel_button = push_button(_("Cancel"), self.reject)
        verb = _("Empty trash") if is_all else _("Delete for good")
        self.delete_button = push_button(verb, self._on_delete, kind="danger")
        self.delete_button.setEnabled(False)
        self._lay_out()
        for widget in (self.shared, self.keep_names, self.held):
            widget.hide()
        self.cancel_button.setAutoDefault(True)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
        self.finished.connect(self._reading.cancel)
        session.tasks.run(
            trash.what_goes, session.context, selection, self._reading,
            owner=self, on_done=self._show, on_error=self._on_failed, cancel=self._reading,
        )  # fmt: skip

    def _lay_out(self) -> None:
        icon = QLabel()
        icon.setPixmap(self._session.theme.icon("trash", "bad", _ICON).pixmap(QSize(_ICON, _ICON)))
        texts = QVBoxLayout()
        texts.setSpacing(8)
        for widget in (self.headline, self.final, self.shared, self.keep_names, self.held, self.backups):
            texts.addWidget(widget)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(top, 1)
        column.addLayout(buttons)

    def _show(self, going: WhatGoes) -> None:
        """What was counted."""
        self.headline.setText(_headline(going))
        self.setAccessibleDescription(self.headline.text())
        self.final.setVisible(bool(going.count))
        self.backups.setVisible(bool(going.count))
        self.shared.setVisible(bool(going.shared))
        self.keep_names.setVisible(bool(going.shared))
        text = ngettext(
            "{n} activity stays, because others took part in it.",
            "{n} activities stay, because others took part in them.",
            going.shared,
        )
        self.shared.setText(text.format(n=number_text(going.shared)))
        self.held.setText(_held_text(going))
        self.held.setVisible(bool(going.held_count))
        self.delete_button.setEnabled(bool(going.count))
        self.adjustSize()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, CancelledError):
            self.reject()
            self._session.notices.fail(error)

    def _on_delete(self) -> None:
        keeps_names = self.keep_names.isChecked()
        self.accept()
        self._delete(self._selection, keeps_names)


def _headline(going: WhatGoes) -> str:
    if going.count:
        what = trash.counted_text(going.records, going.activities, going.files)
        return _("Delete {what} for good?").format(what=what)
    return _("Nothing can be deleted now.") if going.held_count else _("The trash is empty.")


def _held_text(going: WhatGoes) -> str:
    """The companies that stay, a few by name, and why."""
    names = [
        ngettext("{name} ({n} person)", "{name} ({n} people)", one.people).format(
            name=one.name, n=number_text(one.people)
        )
        for one in going.held[:_HELD_SHOWN]
    ]
    more = going.held_count - len(names)
    if more:
        names.append(ngettext("{n} more", "{n} more", more).format(n=number_text(more)))
    text = ngettext(
        "This company stays in the trash, because people have a role there: {names}.",
        "These companies stay in the trash, because people have a role there: {names}.",
        going.held_count,
    )
    return text.format(names=", ".join(names))


def _backup_text() -> str:
    months = trash.BACKUP_MONTHS
    text = ngettext(
        "Backups made before may still have it. The program keeps them for up to {n} month.",
        "Backups made before may still have it. The program keeps them for up to {n} months.",
        months,
    )
    return text.format(n=number_text(months))
