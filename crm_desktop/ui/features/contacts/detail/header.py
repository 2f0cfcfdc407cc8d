"""The head of a record: who it is, what must not be done, tags, the nearest actions."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import ORGANIZATION, PERSON, REF_KINDS, Affiliation, PartyRecord
from crm_desktop.domain.contacts.zones import local_time, zone_city, zone_of
from crm_desktop.ui.features.contacts.detail.actions import QuickActions
from crm_desktop.ui.features.contacts.detail.facts import time_in_text
from crm_desktop.ui.features.contacts.detail.photo import PhotoSpot
from crm_desktop.ui.features.contacts.detail.preference_row import is_refused
from crm_desktop.ui.features.contacts.detail.tag_line import TagLine
from crm_desktop.ui.features.contacts.detail.trash_strip import TrashStrip
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.features.contacts.words import KIND_ICONS, KIND_TITLES, do_not_words
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.people import PresenceLine
from crm_desktop.ui.record_links import RecordLink
from crm_desktop.ui.record_parts import PartView
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.chip import Chip
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel

_AVATAR = 64
_ROLES_SHOWN = 2
_MINUTE_MS = 60_000


class Header(QWidget):
    """Identity, chips, quick actions."""

    def __init__(self, session: UiSession, editor: RecordEditor, tag_names: list[str]) -> None:
        super().__init__()
        self._session, self._editor = session, editor
        self._record: PartyRecord | None = None
        self._role_lines: list[QWidget] = []
        self._chip_widgets: list[QWidget] = []
        theme = session.theme
        self.photo = PhotoSpot(session, editor, _AVATAR)
        self._name = TextLabel(theme, role="title", wrap=True)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._second = TextLabel(theme, colour="text_2", wrap=True)
        self._roles = QVBoxLayout()
        self._roles.setSpacing(0)
        self.others = PresenceLine(theme, session.people, editor.ref.id, self)
        self.local_time = TextLabel(theme, role="caption", colour="text_3")
        self._chips_box = QWidget()
        self._chips = FlowLayout(self._chips_box)
        self.tag_line = TagLine(session, editor, tag_names)
        self.quick = QuickActions(session)
        self.trash = TrashStrip(session)
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._clock.timeout.connect(self._show_time)
        self._lay_out()

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()  # beside the picture, few lines stand in its middle
        texts.addWidget(self._name)
        texts.addWidget(self.others)
        texts.addWidget(self._second)
        texts.addLayout(self._roles)
        texts.addWidget(self.local_time)
        texts.addStretch()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._chips_box)
        column.addWidget(self.trash)
        column.addWidget(self.quick)
        column.addWidget(self.quick.strip)

    def reading_order(self) -> list[QWidget]:
        """Roles and chips are made anew with each state of the record, and stand where they stood."""
        return [self.photo, *self._role_lines, *self._chip_widgets, self.trash, self.quick, self.quick.strip]

    def add_action_part(self, part: PartView) -> None:
        """A button that a feature adds beside Call and E-mail."""
        self.quick.add_part(part)

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the record."""
        self._record = record
        icon = "" if record.kind == PERSON else KIND_ICONS.get(record.kind, "")
        self.photo.show_name(record.display_name, self._editor.ref.id, icon)
        self.photo.show_record(record)
        self._name.setText(record.display_name)
        reading = " ".join(part for part in (record.phonetic_family, record.phonetic_given) if part)
        second = " · ".join(part for part in (record.native_name, reading, record.nickname) if part)
        self._second.setText(second)
        self._second.setVisible(bool(second))
        self._show_roles(record)
        self._show_time()
        self._show_chips(record)
        self.trash.show_record(record)
        self.quick.show_record(record)

    def _show_roles(self, record: PartyRecord) -> None:
        """Title and company of the roles of today; the company opens."""
        while (item := self._roles.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._role_lines = []
        roles = sorted((r for r in record.affiliations if not r.to_on), key=lambda role: not role.is_primary)
        for role in roles[:_ROLES_SHOWN]:
            self._role_lines.append(self._role_line(role))
            self._roles.addWidget(self._role_lines[-1])
        if not roles:
            text = record.occupation or _(KIND_TITLES[record.kind])
            self._roles.addWidget(TextLabel(self._session.theme, text, colour="text_2", wrap=True))

    def _role_line(self, role: Affiliation) -> QWidget:
        box = QWidget()
        row = FlowLayout(box, gap=0)  # the link has room around its name
        what = ", ".join(part for part in (role.title or role.role, role.department) if part)
        if what:
            text = _("{role} ·").format(role=what) if role.org_name else what
            label = ElidedLabel(self._session.theme, text, colour="text_2")
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            row.addWidget(label)
        if role.org_name and role.org_id is not None:
            company = EntityRef(REF_KINDS[ORGANIZATION], role.org_id)
            link = RecordLink(self._session.navigator, role.org_name, company)
            link.setAccessibleName(_("Open {name}").format(name=role.org_name))
            row.addWidget(link)
        return box

    def _show_time(self) -> None:
        """What the clocks show where the contact lives, when that is known and not as here."""
        zone = zone_of(self._record) if self._record is not None else None
        now = self._session.context.now()
        text = ""
        if zone is not None:
            there, here = local_time(zone, now), now.astimezone()
            if there.utcoffset() != here.utcoffset() or (self._record is not None and self._record.tz):
                text = _("{time} in {place}").format(time=time_in_text(now, zone), place=zone_city(zone))
        self.local_time.setText(text)
        self.local_time.setVisible(bool(text))
        if text:
            self._clock.start()
        else:
            self._clock.stop()

    def _show_chips(self, record: PartyRecord) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.tag_line:
                widget.hide()
                widget.deleteLater()
        theme = self._session.theme
        self._chip_widgets = []
        today = self._session.context.now().astimezone().date()
        refused = tuple(p.channel for p in record.preferences if is_refused(p, today))
        for words in do_not_words(refused):
            self._chips.addWidget(Chip(theme, words, kind="bad"))
        for tag in record.tags:
            chip = Chip(theme, tag, key=tag.encode(), removable=not self._editor.refusal)
            chip.removed.connect(lambda tag=tag: self._editor.set_tags(remove=(tag,)))
            self._chips.addWidget(chip)
            self._chip_widgets.append(chip)
        self._chips.addWidget(self.tag_line)
        self._chip_widgets.append(self.tag_line)
        order_soon(self)
        self.tag_line.show_tags(record.tags)
        self._chips_box.updateGeometry()
