"""Reads who the card is about: kind, names, identity and the plain text fields of the record."""

from __future__ import annotations

from crm_desktop.domain.contacts.records import GROUP, KINDS, ORGANIZATION, PERSON, ExternalId, Note
from crm_desktop.exchange.vcard import own
from crm_desktop.exchange.vcard.builder import SYSTEM, CardBuilder
from crm_desktop.exchange.vcard.heads import Head
from crm_desktop.exchange.vcard.text import components, items, join_list, unescape

NOTHING: frozenset[str] = frozenset()
KIND_WORDS = {"individual": PERSON, "org": ORGANIZATION, "organization": ORGANIZATION, "group": GROUP}
NAME_PARTS = ("family", "given", "additional", "prefix", "suffix")
NAME_LISTS = {"X-PHONETIC-FIRST-NAME": "phonetic_given", "X-PHONETIC-LAST-NAME": "phonetic_family"}
SEXES = {"M": "male", "F": "female", "O": "other", "N": "none", "U": "unknown"}


def read_name(card: CardBuilder, head: Head, value: str) -> None:
    """N: family; given; additional; prefixes; suffixes; and of RFC 9554 second family name, generation."""
    fields = card.fields
    if not fields.keys().isdisjoint(NAME_PARTS):
        card.keep(head, value)
        return
    parts = components(value)
    for part, text in zip(NAME_PARTS, parts, strict=False):
        if text:
            fields[part] = join_list(text, ", " if part == "suffix" else " ")
    for part, text in zip(("family", "suffix"), parts[5:], strict=False):
        more = join_list(text, " ")
        if more and more not in fields.get(part, ""):  # the standard wants them in both places
            fields[part] = f"{fields.get(part, '')} {more}".strip()
    if head.parameters or head.group:
        card.carry(head, head.rest(NOTHING), name_key(card.fields))


def name_key(fields: dict[str, str]) -> str:
    """What further parameters of N are kept under."""
    return ";".join(fields.get(part, "") for part in NAME_PARTS)


def read_text(card: CardBuilder, head: Head, value: str) -> None:
    """A property with one text; a second one of its kind is kept as it is."""
    field = TEXT_FIELDS[head.name]
    text = unescape(value)
    if field in card.fields or not text:
        if text:
            card.keep(head, value)
        return
    card.fields[field] = text
    if head.parameters or head.group:
        card.carry(head, head.rest(NOTHING), text)


def read_nickname(card: CardBuilder, head: Head, value: str) -> None:
    """NICKNAME, a list; several become one text with commas."""
    text = ", ".join(unescape(item) for item in items(value))
    if not text:
        return
    known = card.fields.get("nickname")
    card.fields["nickname"] = f"{known}, {text}" if known else text
    if head.parameters or head.group:
        card.carry(head, head.rest(NOTHING), text)


def read_kind(card: CardBuilder, head: Head, value: str) -> None:
    """KIND and Apple's X-ADDRESSBOOKSERVER-KIND; a place or a device is kept as a note of the file."""
    kind = KIND_WORDS.get(value.strip().lower())
    if kind:
        card.fields.setdefault("kind", kind)
    else:
        card.keep(head, value)


def read_own_kind(card: CardBuilder, head: Head, value: str) -> None:
    """X-CRM-KIND, the only one to know households."""
    if value in KINDS:
        card.fields["kind"] = value
    else:
        card.keep(head, value)


def read_show_as(card: CardBuilder, head: Head, value: str) -> None:
    """X-ABShowAs:COMPANY, Apple's way to say that the card is a company."""
    if value.strip().upper() == "COMPANY":
        card.fields.setdefault("kind", ORGANIZATION)
    else:
        card.keep(head, value)


def read_gender(card: CardBuilder, head: Head, value: str) -> None:
    """GENDER: sex; identity. Both together become "male (text)"."""
    if "gender" in card.fields:
        card.keep(head, value)
        return
    sex, *identity = components(value)
    word = SEXES.get(sex.strip().upper(), "")
    text = unescape(";".join(identity)) if word or not sex.strip() else unescape(value)
    card.fields["gender"] = f"{word} ({text})" if word and text else word or text


def read_plain_gender(card: CardBuilder, _head: Head, value: str) -> None:
    """X-GENDER, one word."""
    text = unescape(value)
    word = text.strip().lower()
    card.fields.setdefault("gender", word if word in SEXES.values() else text)


def read_uid(card: CardBuilder, head: Head, value: str) -> None:
    """UID; it stays with the record as an id of the outside world."""
    text = unescape(value)
    if not text:
        return
    known = card.lists["external_ids"]
    if known and any(one.system == SYSTEM for one in known):
        card.keep(head, value)
    else:
        known.append(ExternalId(SYSTEM, text))


def read_note(card: CardBuilder, head: Head, value: str) -> None:
    """NOTE; each is a note of its own."""
    body = unescape(value)
    if not body.strip():
        return
    typing = head.typing(own.NOTE_PARAMETERS)
    card.lists["notes"].append(Note(body, **typing.fields))
    card.carry(head, typing.with_usage, body)


def read_categories(card: CardBuilder, _head: Head, value: str) -> None:
    """CATEGORIES; Google's own group of all contacts says nothing and is left out."""
    tags = card.lists["tags"]
    for item in items(value):
        tag = unescape(item).strip()
        if tag and tag != "myContacts" and tag not in tags:
            tags.append(tag)


def read_label(card: CardBuilder, head: Head, value: str) -> None:
    """X-ABLabel, what Apple and Google call the other property of its group."""
    if head.group and head.group not in card.labels:
        card.labels[head.group] = head, value
    elif value:
        card.keep(head, value)


def read_android(card: CardBuilder, head: Head, value: str) -> None:
    """X-ANDROID-CUSTOM, of which the nickname is understood."""
    kind, *rest = components(value)
    if kind == "vnd.android.cursor.item/nickname" and rest and rest[0] and "nickname" not in card.fields:
        card.fields["nickname"] = unescape(rest[0])
    else:
        card.keep(head, value)


def skip(_card: CardBuilder, _head: Head, _value: str) -> None:
    """VERSION, REV, PRODID: they describe the file, not the person."""


TEXT_FIELDS = {
    "FN": "display_name",
    "LANG": "lang",
    "TZ": "tz",
    "PRONOUNS": "pronouns",
    **NAME_LISTS,
    **own.SCALARS,
}

READERS = {
    **dict.fromkeys(TEXT_FIELDS, read_text),
    **dict.fromkeys(("VERSION", "REV", "PRODID", "PROFILE", "BEGIN", "END"), skip),
    "N": read_name,
    "NICKNAME": read_nickname,
    "KIND": read_kind,
    "X-ADDRESSBOOKSERVER-KIND": read_kind,
    own.KIND: read_own_kind,
    "X-ABSHOWAS": read_show_as,
    "GENDER": read_gender,
    "X-GENDER": read_plain_gender,
    "UID": read_uid,
    "NOTE": read_note,
    "CATEGORIES": read_categories,
    "X-ABLABEL": read_label,
    "X-ANDROID-CUSTOM": read_android,
}
