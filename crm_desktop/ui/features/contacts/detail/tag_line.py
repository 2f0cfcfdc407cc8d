"""The line behind the tags of a record: completes the file's tags, several at once with commas."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter

from crm_desktop.base.i18n import _
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts import queries
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit

_WIDTH = 130


class TagLine(ComposingLineEdit):
    """Enter or a comma adds; Backspace in the empty line takes the last tag off."""

    def __init__(self, session: UiSession, editor: RecordEditor, tag_names: list[str]) -> None:
        super().__init__()
        self._session, self._editor = session, editor
        self._held: tuple[str, ...] = ()
        self._all = tag_names
        self._reading: Job | None = None
        self._names = QStringListModel(tag_names, self)
        self.setProperty("quiet", True)
        self.setPlaceholderText(_("Add tag"))
        self.setAccessibleName(_("Add tag"))
        self.setFixedWidth(max(_WIDTH, self.fontMetrics().horizontalAdvance(_("Add tag")) + 24))
        self.setReadOnly(bool(editor.refusal))
        self.setToolTip(editor.refusal)
        if editor.refusal:
            self.hide()
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(completer)
        self.returnPressed.connect(self._on_return)
        self.textEdited.connect(self._on_edited)

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """The record carries these tags: others are offered."""
        self._held = tags
        self._offer()

    def _offer(self) -> None:
        held = {fold(tag) for tag in self._held}
        self._names.setStringList([name for name in self._all if fold(name) not in held])

    def _on_edited(self, text: str) -> None:
        if text.endswith((",", ";", "，", "、")):
            self._take(text[:-1])
        elif len(text) == 1:
            self._reading = self._session.tasks.run(
                queries.tags,
                self._session.context,
                owner=self,
                on_done=self._on_tags,
                instead_of=self._reading,
            )

    def _on_tags(self, tags: list[tuple[str, int]]) -> None:
        names = [name for name, _count in tags]
        if names != self._all:
            self._all = names
            self._offer()

    def _on_return(self) -> None:
        self._take(self.text())

    def _take(self, text: str) -> None:
        tag = text.strip()
        if self.text():
            self.clear()
            if tag:
                self._editor.set_tags(add=(tag,))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Backspace in the empty line takes the last tag off; Esc empties the line."""
        if event.key() == Qt.Key.Key_Backspace and not self.text() and self._held and not self.isReadOnly():
            self._editor.set_tags(remove=(self._held[-1],))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
