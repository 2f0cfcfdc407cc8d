"""Every change of a record: what, before, after, who, when; each step can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.formats import moment_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.services import undo
from crm_desktop.services.contacts import queries
from crm_desktop.services.contacts.change_texts import HistoryEntry
from crm_desktop.services.context import AppContext
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.dialog_size import resize_within_screen
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.plain_table import PlainTable
from crm_desktop.ui.widgets.refusal import refuse

_SHOWN = 1_000


Line = tuple[str, ...]


def _read(context: AppContext, ref: EntityRef) -> list[tuple[HistoryEntry, Line]]:
    """The newest changes with what the table says of each; runs in a worker."""
    return [(entry, _line(entry)) for entry in queries.history(context, ref)[:_SHOWN]]


def _line(entry: HistoryEntry) -> Line:
    """The cells of one change."""
    told = entry.told
    who = entry.who or _("Another program")
    return moment_text(entry.at, "short"), who, told.title, told.before, told.after


class HistoryDialog(QDialog):
    """The history of one record."""

    def __init__(self, session: UiSession, ref: EntityRef, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._ref = session, ref
        self._entries: list[HistoryEntry] = []
        self._reading: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("History of {name}").format(name=name))
        resize_within_screen(self, 860, 460)
        titles = [_("When"), _("Who"), _("What"), _("Before"), _("After")]
        self._table = PlainTable(titles, [130, 90, 200, 0, 0], _("History"))
        self._table.setObjectName("card")
        self._note = TextLabel(session.theme, "", colour="text_3")
        self._undo = push_button(_("Undo this change"), self._on_undo)
        self._undo.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self._note, 1)
        buttons.addWidget(self._undo)
        buttons.addWidget(push_button(_("Close"), self.accept, kind="primary"))
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(24, 20, 24, 16)
        column_box.setSpacing(12)
        column_box.addWidget(self._table, 1)
        column_box.addLayout(buttons)
        self._table.itemSelectionChanged.connect(self._on_selection_changed)
        session.changes.published.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._reading = self._session.tasks.run(
            _read,
            self._session.context,
            self._ref,
            owner=self,
            on_done=self._show,
            instead_of=self._reading,
        )

    def _show(self, found: list[tuple[HistoryEntry, Line]]) -> None:
        self._entries = entries = [entry for entry, _line in found]
        self._table.show_rows([line for _entry, line in found])
        if entries:
            self._table.resizeColumnToContents(0)  # a time is of no use when it is cut
        self._note.setText("" if entries else _("Nothing was changed yet."))
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        row = self._table.chosen
        chosen = row is not None and row < len(self._entries) and self._entries[row].set_id is not None
        self._undo.setEnabled(chosen)
        if self._session.context.store.is_read_only:
            refuse(_("The file is read-only."), self._undo)

    def _on_undo(self) -> None:
        row = self._table.chosen
        if row is None:
            return
        self._undo.setEnabled(False)
        self._session.tasks.run(
            undo.undo,
            self._session.context,
            self._entries[row].set_id,
            owner=self,
            lane="write",
            label=_("Undoing"),
            on_done=lambda report: self._note.setText(_("Undone: {step}").format(step=report.label)),
        )
