"""What may be saved of a contact, and how typed text is cleaned before it is.

Cleaning never changes what a person meant: text becomes NFC, loses what cannot be stored or seen (NUL, other
controls, halves of surrogate pairs) and the space around it. Checks are lenient: an address book holds what
the world holds, and an unusual value is not a wrong one.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.address import has_parts
from crm_desktop.domain.contacts.names import display_name
from crm_desktop.domain.contacts.records import (
    CHANNELS,
    EMAIL,
    KINDS,
    POINT_KINDS,
    PREFERENCE_STATES,
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    ImportantDate,
    Membership,
    Note,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.countries import is_country
from crm_desktop.domain.dates import is_valid

Reasons = dict[str, str]
"""Name of an attribute -> translated reason why it cannot be saved."""

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile(r"\s*\n\s*|\t")
_SEASON_DAY = re.compile(r"(\d\d)-(\d\d)")
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]+|\"[^\"]+\"@\S+")

_WITH_LINES: dict[type, set[str]] = {
    Address: {"street", "label"},
    Note: {"body"},
    Fact: {"value"},
    CustomValue: {"value"},
}
"""Texts that may have several lines."""


def clean_text(text: str) -> str:
    """Text for one line: NFC, without controls, line ends as spaces, no space around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", _BLANK.sub(" ", text)).strip()


def clean_lines(text: str) -> str:
    """Text of several lines: as `clean_text`, but line ends stay (as line feeds), and tabs."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text.replace("\r\n", "\n"))).split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines)).strip()


def _cleaners(kind: type[Any]) -> tuple[tuple[str, Callable[[str], str]], ...]:
    """Names of the text attributes of a record class, each with what cleans it."""
    several = _WITH_LINES.get(kind, ())
    texts = (field.name for field in dataclasses.fields(kind) if field.type == "str")
    return tuple((name, clean_lines if name in several else clean_text) for name in texts)


_CLEANERS = {
    kind: _cleaners(kind)
    for kind in (
        *(PartyRecord, ContactPoint, Address, Affiliation, Membership, ImportantDate, Fact, Preference),
        *(CustomValue, Note, Attachment, ExternalId),
    )
}


def _cleaned_texts(item: Any) -> dict[str, str]:
    """The texts of `item` that cleaning changes."""
    changed = {}
    for name, clean in _CLEANERS[type(item)]:
        value = getattr(item, name)
        if value:
            cleaned = clean(value)
            if cleaned != value:
                changed[name] = cleaned
    return changed


def clean_item(item: Any) -> Any:
    """One item of a record (phone, address, note, …) with its texts cleaned; itself when they are clean.

    The raw text of an `ExtraProperty` belongs to its file and only loses what cannot be stored.
    """
    if isinstance(item, ExtraProperty):
        value = _CONTROLS.sub("", item.value)
        return item if value == item.value else dataclasses.replace(item, value=value)
    changed = _cleaned_texts(item)
    return dataclasses.replace(item, **changed) if changed else item


def clean_party(record: PartyRecord) -> PartyRecord:
    """A record with all its texts cleaned and without items that say nothing."""
    changed: dict[str, Any] = dict(_cleaned_texts(record))
    for name in ITEM_LISTS:
        items = getattr(record, name)
        if items:
            cleaned = tuple(item for item in map(clean_item, items) if not is_blank(item))
            if cleaned != items:
                changed[name] = cleaned
    if record.tags:
        tags = tuple(dict.fromkeys(tag for tag in map(clean_text, record.tags) if tag))
        if tags != record.tags:
            changed["tags"] = tags
    return dataclasses.replace(record, **changed) if changed else record


LIST_FIELDS: Mapping[str, str] = {
    "addresses": "address",
    "affiliations": "role",
    "memberships": "group",
    "dates": "date",
    "facts": "fact",
    "preferences": "preference",
    "custom": "custom",
    "notes": "note",
    "attachments": "attachment",
    "external_ids": "external_id",
    "extras": "extra",
}
"""Attribute of a `PartyRecord` that holds items of one class -> key of their field."""

ITEM_LISTS = ("points", *LIST_FIELDS)
"""Attributes of a `PartyRecord` that hold items; each point tells its field itself."""

_BLANK_TESTS: dict[type, Callable[[Any], bool]] = {
    ContactPoint: lambda point: not point.value,
    Address: lambda address: (
        not (
            has_parts(address) or address.label or address.country or address.country_name or address.org_line
        )
    ),
    Affiliation: lambda role: (
        not (role.org_name or role.org_id or role.title or role.department or role.role)
    ),
    Membership: lambda member: not (member.group_name or member.group_id),
    ImportantDate: lambda date: date.on.year is date.on.month is date.on.day is None,
    Fact: lambda fact: not fact.value,
    Preference: lambda preference: not preference.status,
    CustomValue: lambda custom: not custom.value,
    Note: lambda note: not note.body,
    Attachment: lambda file: not (file.filename or file.content or file.uri or file.sha256),
    ExternalId: lambda foreign: not foreign.value,
}


def is_blank(item: Any) -> bool:
    """Whether an item of a record says nothing and need not be kept."""
    test = _BLANK_TESTS.get(type(item))
    return test is not None and test(item)


def is_plausible_email(text: str) -> bool:
    """Whether `text` could be a mailbox: something, one @, something; letters of all scripts are welcome."""
    return _EMAIL.fullmatch(text) is not None and len(text) <= 320


def validate_item(item: Any) -> Reasons:
    """Why an item of a record cannot be saved, by attribute; empty when it can."""
    reasons: Reasons = {}
    if is_blank(item):
        field = _MAIN_ATTRIBUTE.get(type(item), "value")
        return {field: _("There is nothing here yet; fill it in or remove it.")}
    check = _CHECKS.get(type(item))
    if check:
        reasons.update(check(item))
    for first, last in (("valid_from", "valid_to"), ("from_on", "to_on")):
        begins, ends = getattr(item, first, None), getattr(item, last, None)
        if begins and ends and begins > ends:
            reasons[last] = _("It ends before it begins.")
    return reasons


_MAIN_ATTRIBUTE = {
    Address: "street",
    Affiliation: "org_name",
    Membership: "group_name",
    ImportantDate: "on",
    Preference: "status",
    Note: "body",
    Attachment: "filename",
}


def _check_point(point: ContactPoint) -> Reasons:
    if point.kind not in POINT_KINDS:
        return {"kind": _("“{kind}” is no kind of contact point.").format(kind=point.kind)}
    if point.kind == EMAIL and not is_plausible_email(point.value):
        return {
            "value": _("“{text}” is no e-mail address; it needs the form name@place.").format(
                text=point.value
            )
        }
    return {}


def _check_address(address: Address) -> Reasons:
    reasons: Reasons = {}
    if address.country and not is_country(address.country):
        reasons["country"] = _("There is no country with the code {code}.").format(code=address.country)
    for name in ("season_from", "season_to"):
        day = getattr(address, name)
        if day and not _is_season_day(day):
            reasons[name] = _("“{text}” is no day of the year; write month and day as 06-15.").format(
                text=day
            )
    return reasons


def _is_season_day(text: str) -> bool:
    match = _SEASON_DAY.fullmatch(text)
    return match is not None and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= 31


def _check_date(date: ImportantDate) -> Reasons:
    return {} if is_valid(date.on) else {"on": _("There is no such day in the calendar.")}


def _check_preference(preference: Preference) -> Reasons:
    reasons: Reasons = {}
    if preference.channel not in CHANNELS:
        reasons["channel"] = _("“{channel}” is no channel; there are {channels}.").format(
            channel=preference.channel, channels=", ".join(CHANNELS)
        )
    if preference.status not in PREFERENCE_STATES:
        reasons["status"] = _("“{status}” is no answer; there are {states}.").format(
            status=preference.status, states=", ".join(PREFERENCE_STATES)
        )
    return reasons


def _check_custom(custom: CustomValue) -> Reasons:
    return {} if custom.key else {"key": _("A field of your own needs a name.")}


_CHECKS: dict[type, Callable[[Any], Reasons]] = {
    ContactPoint: _check_point,
    Address: _check_address,
    ImportantDate: _check_date,
    Preference: _check_preference,
    CustomValue: _check_custom,
}


def validate_party(record: PartyRecord) -> Reasons:
    """Why a record cannot be saved: field key -> translated reason; empty when it can.

    Every record needs something to be called by: a name, a company, an e-mail, a phone, an address or a note.
    """
    reasons: Reasons = {}
    if record.kind not in KINDS:
        reasons["kind"] = _("“{kind}” is no kind of record.").format(kind=record.kind)
    elif not display_name(record):
        reasons["display_name"] = _("A name is needed, or a company, an e-mail or a phone number.")
    if record.name_order not in {"", "given_first", "family_first"}:
        reasons["name_order"] = _("The order is given_first, family_first or empty.")
    for name in ITEM_LISTS:
        for item in getattr(record, name):
            found = validate_item(item)
            if found:
                key = item.kind if isinstance(item, ContactPoint) else LIST_FIELDS[name]
                reasons.setdefault(key, " ".join(found.values()))
    return reasons


def reject_reasons(record: PartyRecord) -> list[str]:
    """Why a record that a file holds cannot be taken in at all; translated, empty when it can.

    Far less than `validate_party` asks for: what a file holds is kept even where a form would refuse it.
    """
    if record.kind not in KINDS:
        return [_("“{kind}” is no kind of record.").format(kind=record.kind)]
    if not display_name(record):
        return [_("There is no name in it, nor anything else to call it by.")]
    return []
