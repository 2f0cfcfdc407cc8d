"""The short form for a new contact: a name is enough."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.base.i18n import _, language
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.names import split_name
from crm_desktop.domain.contacts.records import (
    EMAIL,
    HOUSEHOLD,
    ORGANIZATION,
    PERSON,
    PHONE,
    Affiliation,
    ContactPoint,
    PartyRecord,
)
from crm_desktop.services.contacts import ops
from crm_desktop.ui.features.contacts.words import KIND_TITLES
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel

_KINDS = (PERSON, ORGANIZATION, HOUSEHOLD)


def make_record(kind: str, name: str, company: str, phone: str, email: str) -> PartyRecord:
    """A record of what was typed; the name of a person is taken apart."""
    points = tuple(
        ContactPoint(point, value.strip())
        for point, value in ((PHONE, phone), (EMAIL, email))
        if value.strip()
    )
    if kind != PERSON:
        return PartyRecord(kind=kind, display_name=name.strip(), points=points)
    parts = split_name(name, language())
    return PartyRecord(
        kind=kind,
        prefix=parts.prefix,
        given=parts.given,
        additional=parts.additional,
        family=parts.family,
        suffix=parts.suffix,
        affiliations=(Affiliation(org_name=company.strip(), is_primary=True),) if company.strip() else (),
        points=points,
    )


class NewContactDialog(QDialog):
    """Name, company, phone, e-mail. Ctrl+Enter creates."""

    created = Signal(object)

    def __init__(self, session: UiSession, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New contact"))
        self.setMinimumWidth(440)
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(_(KIND_TITLES[kind]), kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.name, self.company, self.phone, self.email = (ComposingLineEdit() for _number in range(4))
        self.name.setText(name)
        self._form = QFormLayout()
        self._form.setSpacing(10)
        titles = (_("Kind"), _("Name"), _("Company"), _("Phone"), _("E-mail"))
        for title, widget in zip(
            titles, (self.kind, self.name, self.company, self.phone, self.email), strict=True
        ):
            label = QLabel(title)
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            self._form.addRow(label, widget)
        self.reason = TextLabel(session.theme, role="caption", colour="bad", wrap=True)
        self.reason.hide()
        hint = TextLabel(session.theme, _("A name is enough; the rest can come later."), "caption", "text_3")
        self.create_button = push_button(_("Create"), self.create_record, kind="primary")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._form)
        column.addWidget(hint)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter creates, as it does in every form."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.create_record()
            return
        super().keyPressEvent(event)

    def create_record(self) -> None:
        """Save and close; what cannot be saved stays, with the reason."""
        if not self.name.text().strip():
            self._show_reason(_("Type a name first."))
            self.name.setFocus()
            return
        self.create_button.setEnabled(False)
        record = make_record(
            self.kind.currentData(),
            self.name.text(),
            self.company.text(),
            self.phone.text(),
            self.email.text(),
        )
        self._session.tasks.run(
            ops.create,
            self._session.context,
            record,
            owner=self,
            lane="write",
            on_done=self._on_created,
            on_error=self._on_failed,
        )

    def _on_created(self, ref: EntityRef) -> None:
        self._session.notices.say(_("Added {name}").format(name=self.name.text().strip()), undo=LAST_STEP)
        self.created.emit(ref)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        self.create_button.setEnabled(True)
        if isinstance(error, ValidationError):
            self._show_reason(" ".join(error.fields.values()))
        elif isinstance(error, UserError):
            self._show_reason(str(error))
        else:
            self._session.notices.fail(error)

    def _show_reason(self, text: str) -> None:
        self.reason.setText(text)
        self.reason.show()

    def _on_kind(self) -> None:
        self._form.setRowVisible(self.company, self.kind.currentData() == PERSON)
