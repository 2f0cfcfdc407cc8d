"""What somebody is to somebody else: a new relation, or a change of one."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.contacts.relations import Relation, RelationType, find_type
from crm_desktop.services.contacts import relations
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.relations.form_dialog import FormDialog, typed_field
from crm_desktop.ui.features.contacts.relations.person_field import PersonField
from crm_desktop.ui.features.contacts.relations.words import day_input
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit

_UNKNOWN = RelationType("", "", "")


def _save(
    context: AppContext, ref: EntityRef, base: Relation | None, wanted: Relation, own: tuple[str, str] | None
) -> None:
    """Runs in a worker thread; `own` is a kind of the user's own with its inverse name."""
    if own is not None:
        wanted = dataclasses.replace(wanted, type=relations.own_type(context, *own))
    if base is None:
        relations.add(context, ref, wanted)
    else:
        relations.change(context, ref, base, wanted)


class RelationDialog(FormDialog):
    """Who, what they are, since when, until when, a remark."""

    def __init__(
        self, session: UiSession, record: PartyRecord, relation: Relation | None, parent: QWidget
    ) -> None:
        """`relation` is the one to change; None for a new one of `record`."""
        is_new = relation is None
        title = _("New relation") if is_new else _("Change relation")
        verb = _("Add relation") if is_new else _("Save")
        super().__init__(session, title, (verb, self.save), parent, heading=record.display_name)
        self._record, self._relation = record, relation
        self._kinds: list[RelationType] = []
        self.other = PersonField(
            session, leave_out=(record.ref,), new_text=_("“{name}” is new and will be added as a contact.")
        )
        self.word = QComboBox()
        self.word.setEditable(True)
        self.word.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.inverse, self.from_on, self.to_on, self.note = (ComposingLineEdit() for _number in range(4))
        self.add_row(_("Who"), self.other)
        self.add_row(_("Is"), self.word)
        self.add_row(_("And the other way round"), self.inverse)
        self.preview = self.add_note()
        self.add_row(_("Since"), self.from_on)
        self.add_row(_("Until"), self.to_on)
        self.add_row(_("Remark"), self.note)
        self._hint()
        self.fields = {
            "other": self.other, "type": self.word, "name": self.word, "from_on": self.from_on, "to_on": self.to_on,
        }  # fmt: skip
        self.other.resized.connect(self.fit_soon)
        for signal in (self.word.currentTextChanged, self.other.changed, self.inverse.textChanged):
            signal.connect(lambda *_any: self._show_preview())
        self._show_relation()
        session.tasks.run(relations.types, session.context, owner=self, on_done=self._show_kinds)
        self.other.setFocus()

    def _hint(self) -> None:
        line = self.word.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("Such as: friend. A word of your own will do."))
        self.other.line.setPlaceholderText(_("Name, e-mail or phone"))
        self.from_on.setPlaceholderText(_("A day, a month or a year, if known"))
        self.inverse.setPlaceholderText(_("The same word, if left empty"))

    def _show_relation(self) -> None:
        relation = self._relation
        self.form.setRowVisible(self.inverse, False)
        if relation is None:
            return
        if relation.other is not None:
            self.other.mean(relation.other, relation.other_name)
        self.word.setEditText(relation.word)
        self.from_on.setText(day_input(relation.from_on))
        self.to_on.setText(day_input(relation.to_on))
        self.note.setText(relation.note)

    def _show_kinds(self, kinds: list[RelationType]) -> None:
        self._kinds = kinds
        typed = self.word.currentText()
        self.word.clear()
        for kind in kinds:
            self.word.addItem(kind.word())
            if not kind.is_mutual:
                self.word.addItem(kind.word(is_inverse=True))
        completer = self.word.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.word.setEditText(typed)
        self._show_preview()

    def _kind(self) -> tuple[RelationType, bool]:
        """The kind that is typed, and whether the other one is its inverse side."""
        text = self.word.currentText().strip()
        relation = self._relation
        if relation is not None and text == relation.word:
            return relation.type, relation.is_inverse
        if not text:
            return _UNKNOWN, False
        return find_type(self._kinds, text) or (_UNKNOWN, False)

    def _show_preview(self) -> None:
        text = self.word.currentText().strip()
        kind, is_inverse = self._kind()
        is_own = bool(text) and not kind.key and bool(self._kinds)
        self.form.setRowVisible(self.inverse, is_own)
        if is_own:
            here, there = text, self.inverse.text().strip() or text
        else:
            here, there = kind.word(is_inverse=is_inverse), kind.word(is_inverse=not is_inverse)
        is_told = bool(here and self.other.name)
        self.preview.setText(
            _("{other}: {word} of {name}. {name}: {inverse} of {other}.").format(
                other=self.other.name, word=here, name=self._record.display_name, inverse=there
            )
            if is_told
            else ""
        )
        self.form.setRowVisible(self.preview, is_told)
        self.fit_soon()

    def save(self) -> None:
        """Add or change it, and close."""
        try:
            wanted = self._wanted()
        except ValidationError as error:
            self.refuse(error)
            return
        told = _("Related: {one} and {other}") if self._relation is None else _("Changed: {one} and {other}")
        told = told.format(one=self._record.display_name, other=wanted.other_name)
        text = self.word.currentText().strip()
        own = (text, self.inverse.text()) if text and not wanted.type.key else None
        self.run(told, _save, self._record.ref, self._relation, wanted, own)

    def _wanted(self) -> Relation:
        if self.other.is_ambiguous:
            raise ValidationError({"other": _("Several have this name; choose one with the arrow keys.")})
        kind, is_inverse = self._kind()
        base = self._relation or Relation(kind)
        return dataclasses.replace(
            base,
            type=kind,
            is_inverse=is_inverse,
            other=self.other.ref,
            other_name=self.other.name,
            from_on=typed_field("from_on", self.from_on, is_last=False),
            to_on=typed_field("to_on", self.to_on, is_last=True),
            note=self.note.text(),
        )
