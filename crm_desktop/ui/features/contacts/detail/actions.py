"""Call, e-mail, map, copy: each is checked before, and says in words what to do when it cannot be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _, language, pgettext
from crm_desktop.domain.contacts import address as postal
from crm_desktop.domain.contacts.records import EMAIL, PHONE, URL, PartyRecord
from crm_desktop.ui.features.contacts.detail.facts import plain_role_text
from crm_desktop.ui.features.contacts.detail.preference_row import is_refused
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import FacedButton, IconButton
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.notice_strip import NoticeStrip

Open = Callable[[QUrl], bool]

_MAP_SITE = "openstreetmap.org"


class QuickActions(QWidget):
    """The buttons of the head. `strip` is where warnings and refusals stand."""

    def __init__(self, session: UiSession, open_url: Open = QDesktopServices.openUrl) -> None:
        super().__init__()
        self._session, self._open = session, open_url
        self.record = PartyRecord()
        theme = session.theme
        self.strip = NoticeStrip(theme)
        self.call_button = FacedButton(theme, "phone", pgettext("action", "Call"), self.call)
        self.mail_button = FacedButton(theme, "mail", _("E-mail"), self.mail)
        self.map_button = FacedButton(theme, "map-pin", _("Map"), self.show_map)
        self.copy_button = FacedButton(theme, "copy", _("Copy"), self.copy)
        self.more_phones = IconButton(
            session.theme, "chevron-down", _("Another number"), self._offer_phones, 16
        )
        self._row = FlowLayout(self, gap=8)
        call = QWidget()
        beside = QHBoxLayout(call)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.call_button)
        beside.addWidget(self.more_phones)
        for widget in (
            call,
            self.mail_button,
            self.map_button,
            self.copy_button,
        ):
            self._row.addWidget(widget)

    def add_part(self, widget: QWidget) -> None:
        """A button that a feature adds."""
        self._row.addWidget(widget)

    def show_record(self, record: PartyRecord) -> None:
        """Offer what this record has; what it lacks is told by the buttons."""
        self.record = record
        phones, mails = record.usable_points(PHONE), record.usable_points(EMAIL)
        for button, text, lack in (
            (self.call_button, phones[0].value if phones else "", _("There is no phone number yet.")),
            (self.mail_button, mails[0].value if mails else "", _("There is no e-mail address yet.")),
            (self.map_button, self._place(), _("There is no postal address yet.")),
        ):
            button.setEnabled(bool(text))
            button.setToolTip(text or lack)
            button.setAccessibleDescription(text or lack)
        self.copy_button.setToolTip(_("Copy name, phone, e-mail and address"))
        self.more_phones.setVisible(len(phones) > 1)

    def _place(self) -> str:
        addresses = sorted(self.record.addresses, key=lambda address: not address.is_preferred)
        found = next((address for address in addresses if postal.has_parts(address)), None)
        return postal.one_line(found, "", "en") if found else ""

    # --- call

    def call(self, number: str = "") -> None:
        """Hand the preferred number, or another one, to the telephone program."""
        phones = self.record.usable_points(PHONE)
        if not phones:
            self._session.notices.say(_("There is no phone number yet."))
            return
        point = next((p for p in phones if p.value == number), phones[0])
        target = point.normalized or point.value
        if point.ext:
            target = f"{target};ext={point.ext}"
        self._unless_refused(
            "phone",
            _("Call anyway"),
            lambda: self._start(f"tel:{quote(target, safe='+;=')}", _no_phone(point.value), point.value),
        )

    def _offer_phones(self) -> None:
        menu = QMenu(self)
        for point in self.record.usable_points(PHONE):
            menu.addAction(point.value, partial(self.call, point.value))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more_phones.mapToGlobal(self.more_phones.rect().bottomLeft()))

    # --- e-mail, map, copy

    def mail(self) -> None:
        """Hand the preferred address to the e-mail program."""
        mails = self.record.usable_points(EMAIL)
        if not mails:
            self._session.notices.say(_("There is no e-mail address yet."))
            return
        value = mails[0].value
        text = _("No program on this computer takes e-mail links. The address is {address}.")
        self._unless_refused(
            "email",
            _("Write anyway"),
            lambda: self._start(f"mailto:{quote(value, safe='@+')}", text.format(address=value), value),
        )

    def show_map(self) -> None:
        """Hand the address to a map program; a site on the network is asked only if the user wants it."""
        place = self._place()
        if not place:
            self._session.notices.say(_("There is no postal address yet."))
            return
        if self._open(QUrl(f"geo:0,0?q={quote(place)}")):
            return
        text = _(
            "No map program on this computer. {site} can show it in the browser; the address is sent there."
        )
        self.strip.say(
            text.format(site=_MAP_SITE),
            (_("Show in the browser"), partial(self._browse_map, place)),
            (_("Copy address"), partial(self._copy, place)),
        )

    def _browse_map(self, place: str) -> None:
        text = _("No browser answers. The address is: {address}").format(address=place)
        self._start(f"https://www.{_MAP_SITE}/search?query={quote(place)}", text, place)

    def copy(self) -> None:
        """Put who it is and how to reach them on the clipboard."""
        self._copy(card_text(self.record, self._session.context.region))

    # --- what they share

    def _unless_refused(self, channel: str, anyway: str, act: Callable[[], object]) -> None:
        today = self._session.context.now().astimezone().date()
        refusal = next(
            (p for p in self.record.preferences if p.channel in (channel, "all") and is_refused(p, today)),
            None,
        )
        if refusal is None:
            act()
            return
        text = _refusal_text(self.record.display_name, channel, refusal.reason, refusal.until_on)
        self.strip.say(text, (anyway, act))
        self.strip.buttons[-1].setFocus()  # what was asked not to be done is not one Enter away

    def _start(self, url: str, sentence: str, value: str) -> None:
        if self._open(QUrl(url)):
            self.strip.hide()
        else:
            self.strip.say(sentence, (_("Copy"), partial(self._copy, value)))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.notices.say(_("Copied"))


def _no_phone(number: str) -> str:
    return _("No program on this computer takes phone links. The number is {number}.").format(number=number)


def _refusal_text(name: str, channel: str, reason: str, until: dt.date | None) -> str:
    text = (
        _("{name} does not want to be called.") if channel == "phone" else _("{name} does not want e-mail.")
    )
    text = text.format(name=name)
    if reason:
        text = _("{sentence} Reason: {reason}").format(sentence=text, reason=reason)
    if until:
        text = _("{sentence} Until {day}.").format(sentence=text, day=date_text(until))
    return text


def card_text(record: PartyRecord, region: str) -> str:
    """Name, role, phones, e-mails, links and addresses, one below the other."""
    roles = [plain_role_text(role) for role in record.affiliations if not role.to_on]
    lines = [record.display_name, *roles]
    lines += [point.value for kind in (PHONE, EMAIL, URL) for point in record.usable_points(kind)]
    blocks = ["\n".join(lines)]
    for address in record.addresses:
        blocks.append("\n".join(postal.block(address, names=(), sender_country=region, lang=language())))
    return "\n\n".join(block for block in blocks if block)
