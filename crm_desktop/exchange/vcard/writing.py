"""Writes records as vCard 3.0 or 4.0."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import BinaryIO

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.names import display_name
from crm_desktop.domain.contacts.records import (
    GROUP,
    HOUSEHOLD,
    ORGANIZATION,
    ExternalId,
    ExtraProperty,
    Fact,
    PartyRecord,
)
from crm_desktop.exchange.formats import WriteCount, WriteOptions
from crm_desktop.exchange.vcard import item_writing, own
from crm_desktop.exchange.vcard.builder import MORE_PARAMETERS, SYSTEM
from crm_desktop.exchange.vcard.card_text import CardText
from crm_desktop.exchange.vcard.dates import FACTS
from crm_desktop.exchange.vcard.heads import parse_head
from crm_desktop.exchange.vcard.names import NAME_PARTS, SEXES, name_key
from crm_desktop.exchange.vcard.text import escape, escape_uri

VERSIONS = ("3.0", "4.0")
PRODUCT = "-//CRM Desktop//vCard//EN"

_SEX_AND_TEXT = re.compile(r"(male|female|other|none|unknown) \((.+)\)", re.DOTALL)
_SEX_LETTERS = {word: letter for letter, word in SEXES.items()}
_FACT_NAMES = {category: name for name, category in FACTS.items()}
_PHONETIC = {"X-PHONETIC-FIRST-NAME": "phonetic_given", "X-PHONETIC-LAST-NAME": "phonetic_family"}
_TEXTS = {"TZ": "tz", "LANG": "lang", "PRONOUNS": "pronouns"}
"""Properties of 4.0 that also do no harm in 3.0, whose readers skip what they do not know."""

_NOTICES_KEPT = 1_000


def write_cards(records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:
    """Writes one card per record, in their order.

    Raises:
        ValueError: `options.version` is neither "3.0" nor "4.0".
        OSError: from the stream.
    """
    if options.version not in VERSIONS:
        raise ValueError(options.version)
    written = 0
    notices: list[str] = []
    for record in records:
        card = card_of(record, options)
        stream.write(b"".join(card.lines))
        written += 1
        if card.notices and len(notices) < _NOTICES_KEPT:
            notices += [
                _("{name}: {notice}").format(name=record.display_name, notice=text) for text in card.notices
            ]
    return WriteCount(written, tuple(notices))


def card_of(record: PartyRecord, options: WriteOptions) -> CardText:
    """The card of one record."""
    card = CardText(options.version, record.extras, is_complete=options.is_complete)
    card.raw("BEGIN:VCARD")
    card.raw(f"VERSION:{options.version}")
    card.raw(f"PRODID:{PRODUCT}")
    _write_identity(card, record)
    _write_names(card, record)
    for point in record.points:
        item_writing.write_point(card, point)
    if record.website:
        field = f";{own.FIELD}={own.WEBSITE}" if card.is_complete else ""
        card.put("URL", escape_uri(record.website), field, key=record.website)
    for address in record.addresses:
        item_writing.write_address(card, address, options.language)
    own_name = record.display_name if record.kind == ORGANIZATION and not _keeps(record, "ORG") else ""
    item_writing.write_roles(card, record.affiliations, own_name)
    seen: set[str] = set()
    for date in record.dates:
        item_writing.write_date(card, date, seen)
    for attachment in record.attachments:
        item_writing.write_file(card, attachment)
    if card.is_complete:
        _write_private(card, record)
        _write_extras(card, record.extras)
    card.raw("END:VCARD")
    return card


def _keeps(record: PartyRecord, name: str) -> bool:
    """Whether the record keeps a whole property of this name as a file gave it."""
    heads = (parse_head(extra.name) for extra in record.extras if extra.system == SYSTEM)
    return any(head is not None and head.name == name for head in heads)


def _write_identity(card: CardText, record: PartyRecord) -> None:
    """UID and kind. A UID from outside stays; a record of ours has its own id for one."""
    uid = _vcard_id(record)
    if uid:
        card.put("UID", escape(uid.value), key=uid.value)
    elif record.id:
        card.raw(f"UID:urn:uuid:{uuid.UUID(bytes=record.id)}")
    if record.kind == ORGANIZATION:
        card.raw("KIND:org" if card.is_v4 else "X-ABShowAs:COMPANY")
    elif record.kind == GROUP:
        card.raw("KIND:group" if card.is_v4 else "X-ADDRESSBOOKSERVER-KIND:group")
    elif record.kind == HOUSEHOLD and card.is_complete:
        card.raw(f"{own.KIND}:{HOUSEHOLD}")


def _vcard_id(record: PartyRecord) -> ExternalId | None:
    return next((known for known in record.external_ids if known.system == SYSTEM), None)


def _write_names(card: CardText, record: PartyRecord) -> None:
    card.text("FN", display_name(record) if not record.display_name else record.display_name)
    parts = {part: getattr(record, part) for part in NAME_PARTS}
    if any(parts.values()) or not card.is_v4:  # 3.0 wants the property in any case
        card.put("N", ";".join(map(escape, parts.values())), key=name_key(parts))
    if record.nickname:
        value = ",".join(map(escape, record.nickname.split(", ")))
        card.put("NICKNAME", value, key=record.nickname)
    for name, field in _PHONETIC.items():
        card.text(name, getattr(record, field))
    for name, field in _TEXTS.items():
        card.text(name, getattr(record, field))
    _write_gender(card, record.gender)
    for name, field in own.SCALARS.items():
        text = getattr(record, field)
        if field == "occupation" and not record.affiliations and record.kind != ORGANIZATION:
            card.text("ROLE", text)
        elif card.is_complete:
            card.text(name, text)


def _write_gender(card: CardText, gender: str) -> None:
    if not gender or not card.is_v4:
        card.text("X-GENDER", gender)
        return
    both = _SEX_AND_TEXT.fullmatch(gender)
    if both:
        card.raw(f"GENDER:{_SEX_LETTERS[both[1]]};{escape(both[2])}")
    elif gender in _SEX_LETTERS:
        card.raw(f"GENDER:{_SEX_LETTERS[gender]}")
    else:
        card.raw(f"GENDER:;{escape(gender)}")


def _write_private(card: CardText, record: PartyRecord) -> None:
    """What is known about a person rather than how to reach them."""
    if record.tags:
        card.put("CATEGORIES", ",".join(map(escape, record.tags)), key="")
    for note in record.notes:
        card.text("NOTE", note.body, card.own(note, own.NOTE_PARAMETERS))
    for fact in record.facts:
        _write_fact(card, fact)
    uid = _vcard_id(record)
    lists: dict[str, Iterable[object]] = {
        "X-CRM-PREFERENCE": record.preferences,
        "X-CRM-GROUP": record.memberships,
        "X-CRM-CUSTOM": record.custom,
        "X-CRM-ID": (known for known in record.external_ids if known is not uid),
    }
    for name, items in lists.items():
        for item in items:
            item_writing.write_json(card, name, item)
    if record.is_archived:
        card.raw(f"{own.ARCHIVED}:yes")
    if record.next_step_on:
        card.raw(f"{own.NEXT_STEP_ON}:{record.next_step_on.isoformat()}")


def _write_fact(card: CardText, fact: Fact) -> None:
    if fact.category in _FACT_NAMES:
        card.text(_FACT_NAMES[fact.category], fact.value, card.own(fact, own.FACT_PARAMETERS))
    else:
        item_writing.write_json(card, "X-CRM-FACT", fact)


def _write_extras(card: CardText, extras: Iterable[ExtraProperty]) -> None:
    """What other programs had written, as they had written it."""
    for extra in extras:
        if extra.system != SYSTEM or parse_head(extra.name.removeprefix(MORE_PARAMETERS)) is None:
            item_writing.write_json(card, "X-CRM-EXTRA", extra)
        elif not extra.name.startswith(MORE_PARAMETERS):
            value = extra.value.replace("\r\n", "\n").replace("\n", "\\n")
            card.raw(f"{extra.name}:{value}")
