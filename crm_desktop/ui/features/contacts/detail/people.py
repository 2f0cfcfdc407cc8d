"""The people of a company, household or group."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.services.contacts import queries
from crm_desktop.ui.forms.section import Section
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import NameLink
from crm_desktop.ui.widgets.labels import TextLabel

SHOWN = 50
"""More than these are counted and not listed."""


class PeopleSection(Section):
    """Names that open their records; hidden when there are none."""

    def __init__(self, session: UiSession, ref: EntityRef) -> None:
        super().__init__(session.theme, _("People"))
        self._session, self._ref = session, ref
        self.names: list[QWidget] = []
        self.hide()

    def refresh(self) -> None:
        """Read who belongs to it."""
        self._session.tasks.run(
            queries.people_of, self._session.context, self._ref, owner=self, on_done=self._show
        )

    def _show(self, rows: list[PartyRow]) -> None:
        for widget in self.names:
            self.discard(widget)
        self.names = []
        for row in rows[:SHOWN]:
            text = f"{row.display_name} · {row.subtitle}" if row.subtitle else row.display_name
            button = NameLink(text, partial(self._session.navigator.open, row.ref))
            self.names.append(button)
            self.add(button, Qt.AlignmentFlag.AlignLeading)
        if len(rows) > SHOWN:
            more = len(rows) - SHOWN
            text = ngettext("and {n} more", "and {n} more", more).format(n=number_text(more))
            self.names.append(TextLabel(self._session.theme, text, colour="text_3"))
            self.add(self.names[-1])
        self.setVisible(bool(rows))
