"""A line that means a record: names of the file are offered while one is typed; another name makes a new one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.search import Hit
from crm_desktop.ui.person_lookup import PersonLookup
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel

_REST_MS = 80
_HIT, _TITLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class PersonField(QWidget):
    """Holds a reference, or the name of somebody who is not in the file."""

    changed = Signal()
    """Somebody else is meant."""

    chosen = Signal()
    """A record was picked from those that are offered."""

    resized = Signal()
    """A remark came or went below the line."""

    def __init__(
        self,
        session: UiSession,
        *,
        leave_out: Collection[EntityRef] = (),
        kinds: Collection[str] = (),
        new_text: str = "",
    ) -> None:
        """`kinds`: words of references that count, none for all; `new_text`: with {name}, what a new name does."""
        super().__init__()
        self._new_text = new_text
        self._chosen: Hit | None = None
        self._hits: Sequence[Hit] = ()
        self.line = ComposingLineEdit()
        self.note = TextLabel(session.theme, "", "caption", "text_3", wrap=True)
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.note)
        self.setFocusProxy(self.line)
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setCompletionRole(_TITLE)
        self._completer.activated[QModelIndex].connect(  # type: ignore[index]  # the stubs know one signature
            self._on_chosen
        )
        self.line.setCompleter(self._completer)
        self._lookup = PersonLookup(session, self, rest_ms=_REST_MS, kinds=kinds, leave_out=leave_out)
        self._lookup.found.connect(self._offer)
        self.leave_out = self._lookup.leave_out
        self.line.textEdited.connect(self._on_typed)
        self.line.typed.connect(self._on_composed)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """The line has the name."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @property
    def ref(self) -> EntityRef | None:
        """The record that is meant; None for a new one."""
        if self._chosen is not None:
            return self._chosen.ref
        same = self._same_name()
        return same[0].ref if len(same) == 1 else None

    @property
    def name(self) -> str:
        """What stands in the line."""
        return self.line.whole_text.strip()

    @property
    def is_ambiguous(self) -> bool:
        """Whether several records have exactly this name and none was chosen."""
        return self._chosen is None and len(self._same_name()) > 1

    def mean(self, ref: EntityRef, name: str) -> None:
        """Mean this record."""
        self._choose(Hit(ref, name, ""))

    def clear(self) -> None:
        """Mean nobody."""
        self._chosen, self._hits = None, ()
        self.line.clear()
        self._tell()

    def _same_name(self) -> list[Hit]:
        return [hit for hit in self._hits if self.name and fold(hit.title) == fold(self.name)]

    def _on_typed(self, _text: str) -> None:
        self._chosen = None
        self._lookup.follow(self.name)
        self._tell()

    def _on_composed(self, _text: str) -> None:
        """A syllable that is being composed counts; names that the completer puts there do not."""
        if self.line.is_composing:
            self._lookup.follow(self.name)

    def look_up(self) -> None:
        """Ask the file for records that go with what was typed."""
        self._lookup.ask(self.name)

    def _offer(self, text: str, hits: Sequence[Hit]) -> None:
        if self._chosen is not None or text != self.name:
            return
        self._hits = hits
        self._model.clear()
        for hit in hits:
            more = " · ".join(part for part in (hit.subtitle, hit.matched) if part)
            item = QStandardItem(f"{hit.title} — {more}" if more else hit.title)
            item.setData(hit, _HIT)
            item.setData(hit.title, _TITLE)
            self._model.appendRow(item)
        if hits and self.line.hasFocus():
            self._completer.complete()
        self._tell()

    def _on_chosen(self, index: QModelIndex) -> None:
        self._choose(index.data(_HIT))

    def _choose(self, hit: Hit) -> None:
        self._chosen = hit
        self.line.setText(hit.title)
        self._tell()
        self.chosen.emit()

    def _tell(self) -> None:
        """Below the line: who is meant."""
        if self._chosen is not None:
            text = " · ".join(part for part in (self._chosen.subtitle, self._chosen.matched) if part)
        elif self.is_ambiguous:
            text = _("Several have this name; choose one with the arrow keys.")
        elif same := self._same_name():
            text = " · ".join(part for part in (same[0].subtitle, same[0].matched) if part)
        else:
            text = self._new_text.format(name=self.name) if self.name and self._new_text else ""
        self.note.setText(text)
        if self.note.isHidden() == bool(text):
            self.note.setVisible(bool(text))
            self.resized.emit()
        self.changed.emit()
