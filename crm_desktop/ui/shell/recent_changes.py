"""The steps of the last 90 days, each of which can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text, relative_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import Id
from crm_desktop.domain.text_folding import fold
from crm_desktop.services import undo
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.dialog_size import resize_within_screen
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.plain_table import PlainTable
from crm_desktop.ui.widgets.refusal import refuse

_SHOWN = 500


class RecentChangesDialog(QDialog):
    """What was done, when and by whom; one button takes the chosen step back."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._steps: list[undo.StepEntry] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Recent changes"))
        resize_within_screen(self, 680, 460)
        self._shown: list[undo.StepEntry] = []
        self._reading: Job | None = None
        self._filter = ComposingLineEdit()
        self._filter.setPlaceholderText(_("Filter by words or by who did it"))
        self._filter.setAccessibleName(_("Filter recent changes"))
        self._filter.setClearButtonEnabled(True)
        self._filter.typed.connect(lambda _text: self._show_matching())
        self._mine = QCheckBox(_("Only mine"))
        self._mine.toggled.connect(lambda _on: self._show_matching())
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._filter, 1)
        head.addWidget(self._mine)
        self._table = PlainTable([_("What"), _("Who"), _("When")], [0, 140, 150], _("Recent changes"))
        self._table.setObjectName("card")
        self._hint = TextLabel(session.theme, _("Reading the changes of the last 90 days…"), colour="text_3")
        self._undo = push_button(_("Undo this change"), self._on_undo, kind="primary")
        close = push_button(_("Close"), self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self._hint, 1)
        buttons.addWidget(close)
        buttons.addWidget(self._undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._table, 1)
        column.addLayout(buttons)
        self._table.itemSelectionChanged.connect(self._on_selection_changed)
        session.changes.published.connect(self._read)
        self._on_selection_changed()
        self._read()

    def _read(self) -> None:
        self._reading = self._session.tasks.run(
            undo.recent_changes, self._session.context,
            owner=self, on_done=self._show, instead_of=self._reading,
        )  # fmt: skip

    def _show(self, steps: list[undo.StepEntry]) -> None:
        self._steps = steps
        self._mine.setVisible(len({step.who for step in steps}) > 1)
        self._show_matching()

    def _show_matching(self) -> None:
        """The steps that have every word typed in their name or in that of who took them."""
        now = self._session.context.now()
        words = fold(self._filter.whole_text).split()
        mine = self._session.context.user_name if self._mine.isChecked() else None
        matching = [
            step
            for step in self._steps
            if (mine is None or step.who == mine)
            and all(w in fold(f"{step.label} {step.who}") for w in words)
        ]
        self._shown = matching[:_SHOWN]
        self._table.show_rows(
            [
                (
                    _("{step} (undone)").format(step=step.label) if step.is_undone else step.label,
                    step.who or _("Another program"),
                    relative_text(step.at, now),
                )
                for step in self._shown
            ]
        )
        self._hint.setText(self._hint_text(len(matching)))
        self._on_selection_changed()

    def _hint_text(self, count: int) -> str:
        if not self._steps:
            return _("Nothing was changed in the last 90 days.")
        if not count:
            return _("No change fits. Try other words.")
        text = ngettext("{n} change", "{n} changes", count).format(n=number_text(count))
        return (
            _("{changes}, the newest {n} are shown").format(changes=text, n=_SHOWN)
            if count > _SHOWN
            else text
        )

    def _chosen(self) -> undo.StepEntry | None:
        row = self._table.chosen
        return self._shown[row] if row is not None and row < len(self._shown) else None

    def _on_selection_changed(self) -> None:
        step = self._chosen()
        self._undo.setEnabled(step is not None and not step.is_undone and not step.is_erased)
        if self._session.context.store.is_read_only:
            refuse(_("The file is read-only."), self._undo)

    def _on_undo(self) -> None:
        step = self._chosen()
        if step is not None:
            self._take_back(step.set_id)

    def _take_back(self, set_id: Id) -> None:
        self._undo.setEnabled(False)
        self._session.tasks.run(
            undo.undo,
            self._session.context,
            set_id,
            owner=self,
            lane="write",
            label=_("Undoing"),
            on_done=self._on_undone,
        )

    def _on_undone(self, report: undo.UndoReport) -> None:
        text = _("Undone: {step}").format(step=report.label)
        if report.conflicts:
            text = _("Undone: {step}. What was changed since is left as it is.").format(step=report.label)
        self._hint.setText(text)
