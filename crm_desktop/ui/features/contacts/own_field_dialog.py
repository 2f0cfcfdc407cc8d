"""Defines a field of the user's own, changes one, and lists those that there are."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.base.formats import list_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.own_fields import CHOICE, KIND_TITLES, OwnField, clean_options
from crm_desktop.services.contacts import own_fields
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit, ComposingTextEdit
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.plain_table import PlainTable


class OwnFieldDialog(QDialog):
    """Name, kind, options, whether it is required. Ctrl+Enter saves."""

    defined = Signal(object)
    """The OwnField as it is now."""

    def __init__(self, session: UiSession, field: OwnField | None, parent: QWidget) -> None:
        """`field` is the one to change; None for a new one."""
        super().__init__(parent)
        self._session, self._field = session, field
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New own field") if field is None else _("Change field"))
        self.setMinimumWidth(420)
        self.label = ComposingLineEdit()
        self.label.setPlaceholderText(_("Such as: Shoe size"))
        self.kind = QComboBox()
        for key, title in KIND_TITLES.items():
            self.kind.addItem(_(title), key)
        self.options = ComposingTextEdit()
        self.options.setFixedHeight(96)
        self.options.setPlaceholderText(_("One on each line"))
        self.is_required = QCheckBox(_("Every contact is to have it"))
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self._show_field()
        self._on_kind()
        self.label.setFocus()

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setSpacing(10)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Name"), self.label),
            (_("Kind"), self.kind),
            (_("Options"), self.options),
        )
        for title, widget in rows:
            label = QLabel(title)
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            self._form.addRow(label, widget)
        self._form.addRow("", self.is_required)
        self.reason = TextLabel(self._session.theme, role="caption", colour="bad", wrap=True)
        self.reason.hide()
        title = _("Add field") if self._field is None else _("Save")
        self.save_button = push_button(title, self.save, kind="primary")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._form)
        column.addWidget(self.reason)
        column.addLayout(buttons)

    def _show_field(self) -> None:
        if self._field is not None:
            self.label.setText(self._field.label)
            self.kind.setCurrentIndex(max(0, self.kind.findData(self._field.kind)))
            self.options.setPlainText("\n".join(self._field.options))
            self.is_required.setChecked(self._field.is_required)

    def _on_kind(self) -> None:
        self._form.setRowVisible(self.options, self.kind.currentData() == CHOICE)
        self.adjustSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves, as it does in every form."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
            return
        super().keyPressEvent(event)

    def save(self) -> None:
        """Save and close; what cannot be saved stays, with the reason."""
        self.save_button.setEnabled(False)
        base = self._field or OwnField("", "")
        wanted = dataclasses.replace(
            base,
            label=self.label.text(),
            kind=self.kind.currentData(),
            options=clean_options(self.options.toPlainText()),
            is_required=self.is_required.isChecked(),
        )
        work = (own_fields.define, wanted) if self._field is None else (own_fields.change, base, wanted)
        self._session.tasks.run(
            work[0],
            self._session.context,
            *work[1:],
            owner=self,
            lane="write",
            on_done=lambda made: self._on_saved(made or wanted),
            on_error=self._on_failed,
        )

    def _on_saved(self, field: OwnField) -> None:
        self.defined.emit(field)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            self._session.notices.fail(error)
            return
        self.reason.setText(str(error))
        self.reason.show()
        at = {"options": self.options, "kind": self.kind}
        field = next(iter(error.fields), "label") if isinstance(error, ValidationError) else "label"
        target: QWidget | QPlainTextEdit = at.get(field, self.label)
        target.setFocus()


class OwnFieldsDialog(QDialog):
    """All fields of the user's own: new, change, remove."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._fields: list[OwnField] = []
        self._reading: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Own fields"))
        self.resize(620, 380)
        titles = [_("Name"), _("Kind"), _("Options"), _("Required")]
        self.table = PlainTable(titles, [180, 110, 0, 90], _("Own fields"))
        self.table.setObjectName("card")
        self.note = TextLabel(session.theme, "", colour="text_3", wrap=True)
        refusal = _("The file is read-only.") if session.context.store.is_read_only else ""
        self._buttons = [
            push_button(_("New field…"), self.ask_new),
            push_button(_("Change…"), self.ask_change),
            push_button(_("Remove"), self.remove),
        ]
        buttons = QHBoxLayout()
        for button in self._buttons:
            button.setEnabled(not refusal)
            button.setToolTip(refusal)
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(push_button(_("Close"), self.accept, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        column.addLayout(buttons)
        session.changes.published.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._reading = self._session.tasks.run(
            own_fields.all_fields,
            self._session.context,
            owner=self,
            on_done=self._show,
            instead_of=self._reading,
        )

    def _show(self, fields: list[OwnField]) -> None:
        self._fields = fields
        self.table.show_rows(
            [
                (
                    field.label,
                    _(KIND_TITLES.get(field.kind, field.kind)),
                    list_text(field.options),
                    _("Yes") if field.is_required else "",
                )
                for field in fields
            ]
        )
        self.note.setText(
            "" if fields else _("A field of your own can hold what the program has no place for.")
        )

    def _chosen(self) -> OwnField | None:
        row = self.table.chosen
        if row is None or row >= len(self._fields):
            self.note.setText(_("Choose a field first."))
            return None
        return self._fields[row]

    def ask_new(self) -> None:
        """Define another one."""
        OwnFieldDialog(self._session, None, self).open()

    def ask_change(self) -> None:
        """Change the chosen one."""
        if (field := self._chosen()) is not None:
            OwnFieldDialog(self._session, field, self).open()

    def remove(self) -> None:
        """Remove the chosen one, unless records have values for it."""
        field = self._chosen()
        if field is None:
            return
        text = _("Removed: {field}").format(field=field.label)
        self._session.tasks.run(
            own_fields.remove,
            self._session.context,
            field,
            owner=self,
            lane="write",
            on_done=lambda _none: self._session.notices.say(text, undo=LAST_STEP),
            on_error=lambda error: self.note.setText(str(error)),
        )
