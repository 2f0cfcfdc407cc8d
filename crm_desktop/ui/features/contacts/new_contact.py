"""The short form for a new contact: a name is enough, and a pasted signature fills it."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, language, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts import address as postal
from crm_desktop.domain.contacts.names import join_name, parts_of, split_name
from crm_desktop.domain.contacts.records import (
    EMAIL,
    HOUSEHOLD,
    ORGANIZATION,
    PERSON,
    PHONE,
    Address,
    Affiliation,
    ContactPoint,
    Note,
    PartyRecord,
    PartyRow,
)
from crm_desktop.domain.contacts.signatures import looks_like_signature, read_signature
from crm_desktop.domain.contacts.words import usage_title
from crm_desktop.services.contacts import ops
from crm_desktop.services.contacts.similar import similar
from crm_desktop.ui.features.contacts.words import KIND_TITLES, field_title
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import NameLink, push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import TextLabel

_KINDS = (PERSON, ORGANIZATION, HOUSEHOLD)
_REST_MS = 200
_SIMILAR_SHOWN = 3


def make_record(
    kind: str,
    name: str,
    company: str,
    phone: str,
    email: str,
    title: str = "",
    found: PartyRecord | None = None,
) -> PartyRecord:
    """A record of what stands in the form; the name of a person is taken apart.

    What a signature told (`found`) of the parts of the name, usages and department counts where the form still
    says the same.
    """
    found = found or PartyRecord()
    points = []
    for point_kind, value in ((PHONE, phone.strip()), (EMAIL, email.strip())):
        told = next((p for p in found.points if p.kind == point_kind and p.value == value), None)
        if value:
            points.append(told or ContactPoint(point_kind, value))
    if kind != PERSON:
        return PartyRecord(kind=kind, display_name=name.strip(), points=tuple(points))
    if name.strip() != shown_name(found):
        parts = split_name(name, language())
        found = PartyRecord(
            prefix=parts.prefix,
            given=parts.given,
            additional=parts.additional,
            family=parts.family,
            suffix=parts.suffix,
            nickname=parts.nickname,
        )
        roles: tuple[Affiliation, ...] = ()
    else:
        roles = found.affiliations
    role = dataclasses.replace(
        roles[0] if roles else Affiliation(is_primary=True), org_name=company.strip(), title=title.strip()
    )
    return dataclasses.replace(
        found,
        occupation="" if company.strip() else title.strip(),
        points=tuple(points),
        addresses=(),
        affiliations=(role,) if company.strip() else (),
        notes=(),
    )


def shown_name(record: PartyRecord) -> str:
    """The name of a record that has no other name yet, as the form shows it."""
    return join_name(parts_of(record), record.name_order)


class NameLine(ComposingLineEdit):
    """Takes a name; a pasted text of several lines goes to who reads signatures."""

    signature_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The key for pasting looks first at what it would paste."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if looks_like_signature(text):
                self.signature_pasted.emit(text)
                return
        super().keyPressEvent(event)


class NewContactDialog(QDialog):
    """Name, company, phone, e-mail, and what else a signature told. Ctrl+Enter creates."""

    created = Signal(object)

    def __init__(self, session: UiSession, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self._session = session
        self._found: PartyRecord | None = None
        self._is_reading = self._creates_next = False
        self._looking: Job | None = None
        self.extras: list[tuple[QCheckBox, Any]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New contact"))
        self.setMinimumWidth(460)
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(_(KIND_TITLES[kind]), kind)
        self.name = NameLine()
        self.company, self.phone, self.email, self.title = (ComposingLineEdit() for _number in range(4))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.look_for_similar)
        self._lay_out()
        self._connect()
        if looks_like_signature(name):
            self.read(name)
        else:
            self.name.setText(name)
        self.name.setFocus()

    def _lay_out(self) -> None:
        theme = self._session.theme
        self._form = QFormLayout()
        self._form.setSpacing(10)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Kind"), self.kind),
            (_("Name"), self.name),
            (_("Company"), self.company),
            (_("Phone"), self.phone),
            (_("E-mail"), self.email),
            (field_title("title"), self.title),
        )
        for title, widget in rows:
            label = QLabel(title)
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            self._form.addRow(label, widget)
        self.name.setPlaceholderText(_("A name, or paste an e-mail signature"))
        self.reason = TextLabel(theme, role="caption", colour="bad", wrap=True)
        self.reason.hide()
        self.hint = TextLabel(
            theme, _("A name is enough; the rest can come later."), "caption", "text_3", wrap=True
        )
        self._extras_box = QWidget()
        self._extras = QVBoxLayout(self._extras_box)
        self._extras.setContentsMargins(0, 0, 0, 0)
        self._extras.setSpacing(2)
        self._extras_box.hide()
        self.similar_box = QWidget()
        self._similar = FlowLayout(self.similar_box, gap=2)
        self.similar_box.hide()
        self.create_button = push_button(_("Create"), self.create_record, kind="primary")
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(self.create_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(self._form)
        for widget in (self._extras_box, self.hint, self.similar_box, self.reason):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.name.signature_pasted.connect(self.read)
        for line in (self.name, self.phone, self.email):
            line.textChanged.connect(lambda _text: self._rest.start())

    # --- signatures

    def read(self, text: str) -> None:
        """Take a signature apart in the background, and fill the form with it."""
        self._is_reading = True
        self._session.tasks.run(
            read_signature,
            text,
            self._session.context.region,
            language(),
            owner=self,
            lane="io",
            on_done=self._fill,
        )

    def _fill(self, found: PartyRecord) -> None:
        self._is_reading = False
        self._found = found
        role = found.affiliations[0] if found.affiliations else Affiliation(title=found.occupation)
        phones, mails = found.points_of(PHONE), found.points_of(EMAIL)
        texts = {
            self.name: shown_name(found),
            self.company: role.org_name,
            self.phone: phones[0].value if phones else "",
            self.email: mails[0].value if mails else "",
            self.title: role.title,
        }
        for line, text in texts.items():
            line.setText(text)
            line.setCursorPosition(0)
        self._show_extras([*phones[1:], *mails[1:], *self._others(found)])
        self.hint.setText(_("Please look it over; what has a tick is added, too."))
        if self._creates_next:
            self._creates_next = False
            self.create_record()

    def _others(self, found: PartyRecord) -> list[Any]:
        points = [point for point in found.points if point.kind not in (PHONE, EMAIL)]
        return [*points, *found.addresses, *found.notes]

    def _show_extras(self, items: list[Any]) -> None:
        for box, _item in self.extras:
            box.hide()
            box.deleteLater()
        self.extras = []
        for item in items:
            box = QCheckBox(self._extra_text(item).replace("&", "&&"))
            box.setChecked(True)
            self._extras.addWidget(box)
            self.extras.append((box, item))
        self._extras_box.setVisible(bool(items))

    def _extra_text(self, item: Any) -> str:
        if isinstance(item, ContactPoint):
            title = usage_title(item.usage) if item.usage else field_title(item.kind)
            text = item.value
        elif isinstance(item, Address):
            title = field_title("address")
            text = postal.one_line(item, self._session.context.region, language())
        elif isinstance(item, Note):
            title, text = field_title("note"), " · ".join(item.body.splitlines())
        return _("{field}: {value}").format(field=title, value=text)

    # --- who may be the same

    def typed(self) -> PartyRecord:
        """The record as the form has it now."""
        record = make_record(
            self.kind.currentData(),
            self.name.text(),
            self.company.text(),
            self.phone.text(),
            self.email.text(),
            self.title.text(),
            self._found,
        )
        kept = [item for box, item in self.extras if box.isChecked()]
        return dataclasses.replace(
            record,
            points=(*record.points, *(item for item in kept if isinstance(item, ContactPoint))),
            addresses=tuple(item for item in kept if isinstance(item, Address)),
            notes=tuple(item for item in kept if isinstance(item, Note)),
        )

    def look_for_similar(self) -> None:
        """Ask the file for records that this one may already be."""
        self._looking = self._session.tasks.run(
            similar, self._session.context, self.typed(),
            owner=self, on_done=self._show_similar, instead_of=self._looking,
        )  # fmt: skip

    def _show_similar(self, rows: list[PartyRow]) -> None:
        while (item := self._similar.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if rows:
            count = ngettext("{n} similar:", "{n} similar:", len(rows)).format(n=number_text(len(rows)))
            self._similar.addWidget(TextLabel(self._session.theme, count, "caption_strong", "warn"))
        for row in rows[:_SIMILAR_SHOWN]:
            text = f"{row.display_name} · {row.subtitle}" if row.subtitle else row.display_name
            link = NameLink(text, partial(self._open, row.ref))
            link.setAccessibleName(_("Open {name}").format(name=text))
            self._similar.addWidget(link)
        self.similar_box.setVisible(bool(rows))
        self.similar_box.updateGeometry()

    def _open(self, ref: EntityRef) -> None:
        self.reject()
        self._session.navigator.open(ref)

    # --- create

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter creates, as it does in every form."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.create_record()
            return
        super().keyPressEvent(event)

    def create_record(self) -> None:
        """Save and close; what cannot be saved stays, with the reason."""
        if self._is_reading:
            self._creates_next = True
            return
        record = self.typed()
        if not self.name.text().strip() and not record.points:
            self._show_reason(_("Type a name first."))
            self.name.setFocus()
            return
        self.create_button.setEnabled(False)
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
        name = self.name.text().strip() or self.email.text().strip() or self.phone.text().strip()
        self._session.notices.say(_("Added {name}").format(name=name), undo=LAST_STEP)
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
        is_person = self.kind.currentData() == PERSON
        for line in (self.company, self.title):
            self._form.setRowVisible(line, is_person)
        self._rest.start()
