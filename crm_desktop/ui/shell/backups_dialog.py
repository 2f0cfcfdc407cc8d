"""The backups of the open file: make one, see what going back to one would change, go back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.formats import moment_text, size_text
from crm_desktop.base.i18n import N_, _
from crm_desktop.services import care
from crm_desktop.services.care import Backup, Comparison
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.dialog_size import resize_within_screen
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.plain_table import PlainTable

_REASONS = {
    "daily": N_("Daily"),
    "manual": N_("By hand"),
    "import": N_("Before an import"),
    "restore": N_("Before going back"),
    "upgrade": N_("Before an upgrade"),
}


class BackupsDialog(QDialog):
    """Choosing a backup tells what differs; nothing is changed before the button that says so."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._backups: list[Backup] = []
        self._reading: Job | None = None
        self._comparing: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Backups"))
        resize_within_screen(self, 640, 440)
        self.table = PlainTable([_("When"), _("Reason"), _("Size")], [0, 180, 110], _("Backups"))
        self.table.setObjectName("card")
        self.told = TextLabel(session.theme, colour="text_2", wrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.back_up = push_button(_("Back up now"), self._back_up)
        self.go_back = push_button(_("Go back to this backup"), self._restore, kind="primary")
        close = push_button(_("Close"), self.accept)
        close.setDefault(True)  # Enter in the list does not put a backup over what is there
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_up)
        buttons.addStretch()
        buttons.addWidget(close)
        buttons.addWidget(self.go_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addLayout(buttons)
        self.table.itemSelectionChanged.connect(self._compare)
        self._allow(is_comparable=False)
        if session.context.store.is_read_only:
            for button in (self.back_up, self.go_back):
                button.setEnabled(False)
                button.setToolTip(_("The file is read-only."))
        self._read()

    def _allow(self, *, is_comparable: bool) -> None:
        self.go_back.setEnabled(is_comparable and not self._session.context.store.is_read_only)

    def _read(self) -> None:
        self._reading = self._session.tasks.run(
            care.list_backups, self._session.context,
            owner=self, lane="io", on_done=self._show, instead_of=self._reading,
        )  # fmt: skip

    def _show(self, backups: list[Backup]) -> None:
        self._backups = backups
        self.table.show_rows(
            [
                (moment_text(one.at), _(_REASONS[one.reason]) if one.reason in _REASONS else one.reason,
                 size_text(one.size))
                for one in backups
            ]
        )  # fmt: skip
        if backups:
            self.table.selectRow(0)
        else:
            self.told.setText(_("There is none yet."))

    def _chosen(self) -> Backup | None:
        row = self.table.chosen
        return self._backups[row] if row is not None and row < len(self._backups) else None

    def _compare(self) -> None:
        self._allow(is_comparable=False)
        if (backup := self._chosen()) is None:
            return
        self.told.setText(_("Looking at what differs…"))
        self._comparing = self._session.tasks.run(
            care.compare_backup, self._session.context, backup.path,
            owner=self, lane="io", on_done=self._on_compared, instead_of=self._comparing,
        )  # fmt: skip

    def _on_compared(self, differs: Comparison) -> None:
        self.told.setText("\n".join(care.differences(differs)))
        self._allow(is_comparable=self._chosen() is not None)

    def _back_up(self) -> None:
        self._session.tasks.run(
            care.backup, self._session.context,
            owner=self, lane="io", label=_("Making a backup"), on_done=lambda _made: self._read(),
        )  # fmt: skip

    def _restore(self) -> None:
        """In the lane of what writes: nothing of this window is saved meanwhile."""
        if (backup := self._chosen()) is None:
            return
        self._allow(is_comparable=False)
        self.told.setText(_("Going back…"))
        self._session.tasks.run(
            care.restore, self._session.context, backup.path,
            owner=self, lane="write", label=_("Going back to a backup"),
            on_done=self._on_restored, on_error=self._on_failed,
        )  # fmt: skip

    def _on_restored(self, safety: Backup) -> None:
        self._session.notices.say(_("How the file was before is in {name}.").format(name=safety.path.name))
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.told.setText("")
        self._allow(is_comparable=self._chosen() is not None)
        self._session.notices.fail(error)
