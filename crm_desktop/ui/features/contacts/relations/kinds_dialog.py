"""The user's own kinds of relation: what both sides are called, how often each is used, which are retired."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.contacts.relations import RelationType
from crm_desktop.services.contacts import relation_kinds as service
from crm_desktop.services.contacts.relation_kinds import OwnKind
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel


class KindsDialog(QDialog):
    """The list at the side, the chosen one beside it. One step saves everything."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._base: list[OwnKind] = []
        self.kinds: list[OwnKind] = []
        self._is_showing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Kinds of relation"))
        self.resize(620, min(400, parent.height() - 40))
        self.list = QListWidget()
        self.list.setObjectName("card")
        self.list.setAccessibleName(_("Kinds of relation"))
        self.list.currentRowChanged.connect(self._show)
        self.name, self.inverse = ComposingLineEdit(), ComposingLineEdit()
        self.inverse.setPlaceholderText(_("The same word, if left empty"))
        self.retired = QCheckBox(_("Retired: no longer offered, old relations keep it"))
        self.uses = TextLabel(session.theme, "", "caption", "text_2", wrap=True)
        self.reason = TextLabel(session.theme, "", "caption", "bad", wrap=True)
        self._lay_out()
        for line in (self.name, self.inverse):
            line.textEdited.connect(self._keep)
        self.retired.toggled.connect(self._keep)
        session.tasks.run(service.own_kinds, session.context, owner=self, on_done=self._on_read)

    def _lay_out(self) -> None:
        theme = self._session.theme
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(push_button(_("Add"), self.add, kind="link"), 0, Qt.AlignmentFlag.AlignLeading)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Name"), self.name)
        form.addRow(_("The other way round"), self.inverse)
        self.name.setAccessibleName(_("Name"))
        self.inverse.setAccessibleName(_("The other way round"))
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(form)
        right.addWidget(self.retired)
        right.addWidget(self.uses)
        right.addStretch()
        note = _(
            "Family, friends and the other usual kinds belong to the program. A word of your own joins them here."
        )
        right.addWidget(TextLabel(theme, note, "caption", "text_3", wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addLayout(left, 2)
        middle.addLayout(right, 3)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Save"), self.save, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addWidget(self.reason)
        column.addLayout(buttons)

    # --- the list

    def _on_read(self, found: list[OwnKind]) -> None:
        self._base, self.kinds = found, list(found)
        self._fill(0)

    def _fill(self, row: int) -> None:
        self._is_showing = True
        self.list.clear()
        for kind in self.kinds:
            self.list.addItem(QListWidgetItem(_title(kind)))
        self._is_showing = False
        self.list.setCurrentRow(row)
        self._show(row)

    def add(self) -> None:
        """One more, at the end."""
        self.kinds.append(OwnKind(RelationType("", _("New kind"), "")))
        self._fill(len(self.kinds) - 1)
        self.name.setFocus()
        self.name.selectAll()

    # --- the chosen one

    def _show(self, row: int) -> None:
        if self._is_showing:
            return
        is_one = 0 <= row < len(self.kinds)
        for widget in (self.name, self.inverse, self.retired):
            widget.setEnabled(is_one)
        kind = self.kinds[row] if is_one else OwnKind(RelationType("", "", ""))
        self._is_showing = True
        self.name.setText(kind.type.name)
        self.inverse.setText("" if kind.type.is_mutual else kind.type.inverse_name)
        self.retired.setChecked(kind.is_retired)
        self._is_showing = False
        self.uses.setText(_uses_text(kind) if is_one and kind.type.key else "")

    def _keep(self) -> None:
        row = self.list.currentRow()
        if self._is_showing or not 0 <= row < len(self.kinds):
            return
        kind = self.kinds[row]
        named = dataclasses.replace(
            kind.type, name=self.name.text(), inverse_name=self.inverse.text().strip() or self.name.text()
        )
        self.kinds[row] = dataclasses.replace(kind, type=named, is_retired=self.retired.isChecked())
        self.list.item(row).setText(_title(self.kinds[row]))

    def save(self) -> None:
        """Save the list, and close; stays open with the reason when something does not fit."""
        if self.kinds == self._base:
            self.accept()
            return
        self._session.tasks.run(
            service.save,
            self._session.context,
            list(self._base),
            list(self.kinds),
            owner=self,
            lane="write",
            on_done=lambda _none: self._on_saved(),
            on_error=self._on_failed,
        )

    def _on_saved(self) -> None:
        self._session.notices.say(_("Kinds of relation saved"), undo=LAST_STEP)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.reason.setText(
                " ".join(error.fields.values()) if isinstance(error, ValidationError) else str(error)
            )
        else:
            self._session.notices.fail(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves, as it does in every form."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
            return
        super().keyPressEvent(event)


def _title(kind: OwnKind) -> str:
    name = kind.type.name
    if not kind.type.is_mutual and kind.type.inverse_name:
        name = _("{name} / {inverse}").format(name=name, inverse=kind.type.inverse_name)
    return _("{name} (retired)").format(name=name) if kind.is_retired else name


def _uses_text(kind: OwnKind) -> str:
    if not kind.uses:
        return _("No relation is of this kind.")
    text = ngettext("{n} relation is of this kind.", "{n} relations are of this kind.", kind.uses)
    return text.format(n=number_text(kind.uses))
