"""Records as short lines of text, so that an expected result can be read at a glance."""

from __future__ import annotations

import io
from collections.abc import Iterable

from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.dates import format_iso
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject
from crm_desktop.exchange.registry import format_of

PLAIN = ReadOptions()


def read(format_id: str, content: str | bytes, options: ReadOptions = PLAIN) -> list[RawRecord | Reject]:
    """All that a reader makes of a file."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(format_of(format_id).read(stream, options))


def one(format_id: str, content: str | bytes, options: ReadOptions = PLAIN) -> RawRecord:
    """The only record of a file."""
    [found] = read(format_id, content, options)
    assert isinstance(found, RawRecord), found
    return found


def card(*lines: str, version: str = "3.0") -> RawRecord:
    """The record of one vCard."""
    return one("vcard", "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")))


def _joined(*parts: object) -> str:
    return " | ".join(str(part) for part in parts).rstrip(" |")


def lines_of(record: PartyRecord) -> list[str]:
    """What a record holds, a line for each field or item that is set."""
    return list(_lines(record))


def _lines(record: PartyRecord) -> Iterable[str]:
    if record.kind != "person":
        yield f"kind {record.kind}"
    for name in (
        *("display_name", "prefix", "given", "additional", "family", "suffix", "nickname", "native_name"),
        *(
            "phonetic_given",
            "phonetic_family",
            "name_order",
            "pronouns",
            "gender",
            "occupation",
            "account_no",
        ),
        *("source", "source_detail", "lang", "tz", "legal_name", "website", "label_name"),
    ):
        if value := getattr(record, name):
            yield f"{name} {value!r}" if "\n" in value else f"{name} {value}"
    for point in record.points:
        kind = f"{point.kind}{':' if point.service else ''}{point.service}"
        yield _joined(kind, point.value, point.usage, "preferred" if point.is_preferred else "", point.ext)
    for address in record.addresses:
        place = f"{address.postcode} {address.locality}".strip()
        yield _joined(
            "address",
            address.street.replace("\n", " / "),
            address.unit,
            place,
            address.region,
            address.country or address.country_name,
            address.usage,
            "preferred" if address.is_preferred else "",
        )
    for role in record.affiliations:
        yield _joined("role", role.org_name, role.department, role.title, role.role)
    for date in record.dates:
        yield _joined(date.kind, format_iso(date.on), date.label)
    for fact in record.facts:
        yield _joined("fact", fact.category, fact.value, fact.label)
    if record.tags:
        yield _joined("tags", ", ".join(record.tags))
    for preference in record.preferences:
        yield _joined("preference", preference.channel, preference.status, preference.reason)
    for custom in record.custom:
        yield _joined("custom", custom.key, custom.value)
    for note in record.notes:
        yield _joined("note", repr(note.body))
    for attachment in record.attachments:
        where = attachment.uri or f"{attachment.size} bytes"
        yield _joined("photo" if attachment.is_photo else "file", attachment.filename, attachment.mime, where)
    for known in record.external_ids:
        yield _joined("id", known.system, known.value)
    for extra in record.extras:
        yield _joined("extra", extra.name, extra.value)
