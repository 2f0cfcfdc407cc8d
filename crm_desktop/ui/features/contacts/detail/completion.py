"""Names of existing records offered while one is typed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import QCompleter

from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.services.contacts import queries
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit

_REST_MS = 80
_OFFERED = 12


class NameCompletion(QObject):
    """Looks names up in the background when the typing rests for a moment."""

    def __init__(self, session: UiSession, line: ComposingLineEdit, kind: str) -> None:
        """`kind` of the file whose names are offered: organization, household or group."""
        super().__init__(line)
        self._session, self._line, self._kind = session, line, kind
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, line)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line.setCompleter(completer)
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self.look_up)
        line.textEdited.connect(lambda _text: self._timer.start())

    def look_up(self) -> None:
        """Ask the file for names that go with what was typed."""
        text = self._line.whole_text.strip()
        if text:
            query = ListQuery(kinds=(self._kind,), text=text)
            self._session.tasks.run(
                queries.first_rows,
                self._session.context,
                query,
                _OFFERED,
                owner=self,
                on_done=lambda rows: self._offer(text, rows),
            )

    def _offer(self, text: str, rows: list[PartyRow]) -> None:
        if text != self._line.whole_text.strip():
            return
        names = [row.display_name for row in rows]
        self._names.setStringList([] if names == [text] else names)
        if names and names != [text] and self._line.hasFocus():
            self._line.completer().complete()
