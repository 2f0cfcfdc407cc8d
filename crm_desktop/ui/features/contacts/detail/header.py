"""The head of a record: who it is, what must not be done, tags, the nearest actions."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import EMAIL, PERSON, PHONE, PartyRecord
from crm_desktop.ui.features.contacts.detail.facts import plain_role_text
from crm_desktop.ui.features.contacts.detail.photo import PhotoSpot
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.features.contacts.words import KIND_ICONS, KIND_TITLES, do_not_words
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.chip import Chip
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import TextLabel

_AVATAR = 64
_REFUSING = frozenset({"opt_out", "never"})


class Header(QWidget):
    """Identity, chips, Call and E-mail."""

    def __init__(self, session: UiSession, editor: RecordEditor, tag_names: list[str]) -> None:
        super().__init__()
        self._session, self._editor = session, editor
        theme = session.theme
        self.photo = PhotoSpot(session, editor, _AVATAR)
        self._name = TextLabel(theme, role="title", wrap=True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._second = TextLabel(theme, colour="text_2", wrap=True)
        self._role = TextLabel(theme, colour="text_2", wrap=True)
        self._chips_box = QWidget()
        self._chips = FlowLayout(self._chips_box)
        self._call = push_button(_("Call"), self._on_call)
        self._mail = push_button(_("E-mail"), self._on_mail)
        self._tag_line = ComposingLineEdit()
        self._tag_line.setProperty("quiet", True)
        self._tag_line.setPlaceholderText(_("Add tag"))
        self._tag_line.setAccessibleName(_("Add tag"))
        self._tag_line.setFixedWidth(120)
        completer = QCompleter(tag_names, self._tag_line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tag_line.setCompleter(completer)
        self._tag_line.returnPressed.connect(self._on_tag)
        self._tag_line.setReadOnly(bool(editor.refusal))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for widget in (self._name, self._second, self._role):
            texts.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._call)
        buttons.addWidget(self._mail)
        buttons.addStretch()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._chips_box)
        column.addLayout(buttons)
        self._phone = self._address = ""

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the record."""
        icon = "" if record.kind == PERSON else KIND_ICONS.get(record.kind, "")
        self.photo.show_name(record.display_name, self._editor.ref.id, icon)
        self.photo.show_record(record)
        self._name.setText(record.display_name)
        reading = " ".join(part for part in (record.phonetic_family, record.phonetic_given) if part)
        second = " · ".join(part for part in (record.native_name, reading, record.nickname) if part)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        roles = [plain_role_text(role) for role in record.affiliations if not role.to_on][:2]
        kind = _(KIND_TITLES[record.kind])
        self._role.setText(" · ".join(roles) if roles else kind)
        self._show_chips(record)
        phones, mails = record.points_of(PHONE), record.points_of(EMAIL)
        self._phone = phones[0].normalized or phones[0].value if phones else ""
        self._address = mails[0].value if mails else ""
        for button, value in ((self._call, self._phone), (self._mail, self._address)):
            button.setVisible(bool(value))
            button.setToolTip(value)

    def _show_chips(self, record: PartyRecord) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._tag_line:
                widget.hide()
                widget.deleteLater()
        theme = self._session.theme
        if record.is_deleted:
            self._chips.addWidget(Chip(theme, _("In the trash"), kind="warn"))
        refused = tuple(p.channel for p in record.preferences if p.status in _REFUSING)
        for words in do_not_words(refused):
            self._chips.addWidget(Chip(theme, words, kind="bad"))
        for tag in record.tags:
            chip = Chip(theme, tag, key=tag.encode(), removable=not self._editor.refusal)
            chip.removed.connect(lambda tag=tag: self._editor.set_tags(remove=(tag,)))
            self._chips.addWidget(chip)
        self._chips.addWidget(self._tag_line)
        self._chips_box.updateGeometry()

    def _on_tag(self) -> None:
        tag = self._tag_line.text().strip()
        if tag:
            self._tag_line.clear()
            self._editor.set_tags(add=(tag,))

    def _on_call(self) -> None:
        QDesktopServices.openUrl(QUrl(f"tel:{self._phone}"))

    def _on_mail(self) -> None:
        QDesktopServices.openUrl(QUrl(f"mailto:{self._address}"))
