"""Beside Call and E-mail: begins a task in the log bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.ui.features.activities.log_part import LogPart
from crm_desktop.ui.features.activities.places import LOG_PART, beside
from crm_desktop.ui.record_parts import PartView
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import FacedButton
from crm_desktop.ui.widgets.refusal import refuse


class TaskButton(PartView):
    """One button."""

    def __init__(self, session: UiSession, record: PartyRecord) -> None:  # noqa: ARG002 - as every part is built
        super().__init__()
        self.button = FacedButton(session.theme, "square-check", _("Task"), self._begin)
        self.button.setToolTip(_("Plan something with them"))
        if session.context.store.is_read_only:
            refuse(_("The file is read-only."), self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def _begin(self) -> None:

        part = beside(self, LOG_PART)
        if isinstance(part, LogPart):
            part.begin_task()
