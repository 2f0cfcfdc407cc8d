"""The program's own complete format: one JSON document, one record per line.

    {"format": "crm_desktop", "version": 1, "parties": [
    {"ref": "contact:0193…", "kind": "person", "display_name": "…", "phone": [{"value": "…"}], …},
    …
    ]}

Keys of a record are those of the field catalogue: scalars by the names of `PartyRecord`'s attributes, lists
as phone, email, url, impp, social, address, role, group, date, fact, tag, preference, custom, note, photo,
attachment, external_id, extra. What equals its default is left out. Nothing is lost but which of a phone and
an e-mail address came first.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import id_from_text
from crm_desktop.domain.contacts.records import KINDS, POINT_KINDS, PartyRecord
from crm_desktop.exchange import limits
from crm_desktop.exchange.encodings import TextDecoder, narrow_chunks
from crm_desktop.exchange.formats import RawRecord, RawText, ReadOptions, Reject, WriteCount, WriteOptions
from crm_desktop.exchange.lines import LineSource
from crm_desktop.exchange.plain import PlainError, from_plain, to_plain

NAME, VERSION = "crm_desktop", 1

_LISTS = {
    "addresses": "address",
    "affiliations": "role",
    "memberships": "group",
    "dates": "date",
    "facts": "fact",
    "tags": "tag",
    "preferences": "preference",
    "notes": "note",
    "external_ids": "external_id",
    "extras": "extra",
}
"""Attribute of the record -> key; `custom` has one name for both."""

_HEADER = re.compile(
    rb'\s*\{\s*"format"\s*:\s*"crm_desktop"\s*,\s*"version"\s*:\s*(\d+)\s*,\s*"parties"\s*:\s*\['
)
_SNIFF = re.compile(rb'"format"\s*:\s*"crm_desktop"')

WHOLE = 16 << 20
"""Bytes of a document on one line that is still read."""


def party_to_plain(record: PartyRecord) -> dict[str, Any]:
    """The record as a dictionary with the keys of the field catalogue; its id becomes `ref`."""
    plain = to_plain(record)
    plain.pop("id", None)
    found: dict[str, Any] = {"ref": str(record.ref)} if record.id else {}
    for attribute, value in {"kind": record.kind, **plain}.items():
        if attribute not in ("points", "attachments"):
            found[_LISTS.get(attribute, attribute)] = value
    for point in plain.get("points", ()):
        found.setdefault(point.pop("kind"), []).append(point)
    for attachment in plain.get("attachments", ()):
        found.setdefault("photo" if attachment.pop("is_photo", False) else "attachment", []).append(
            attachment
        )
    return found


def party_from_plain(plain: object) -> tuple[PartyRecord, list[str]]:
    """The record of such a dictionary, with the id of its `ref`, and the keys that are not known.

    Raises:
        PlainError: it is no record.
    """
    if not isinstance(plain, dict):
        raise PlainError("{}")
    rest = dict(plain)
    found: dict[str, Any] = {}
    if "ref" in rest:
        try:
            found["id"] = id_from_text(str(rest.pop("ref")).rpartition(":")[2]).hex()
        except ValueError as error:
            raise PlainError("ref") from error
    found["points"] = [_with(item, "kind", kind) for kind in POINT_KINDS for item in _items(rest, kind)]
    found["attachments"] = [_with(item, "is_photo", True) for item in _items(rest, "photo")]
    found["attachments"] += _items(rest, "attachment")
    for attribute, key in _LISTS.items():
        found[attribute] = _items(rest, key)
    if rest.get("kind", KINDS[0]) not in KINDS:
        raise PlainError("kind")
    return from_plain(PartyRecord, {**rest, **found})


def _items(plain: dict[str, Any], key: str) -> list[Any]:
    items = plain.pop(key, [])
    if not isinstance(items, list):
        raise PlainError(key)
    return items


def _with(item: object, key: str, value: object) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise PlainError(key)
    return {**item, key: value}


def _indent(line: bytes) -> bytes:
    return line[: len(line) - len(line.lstrip())]


def _begins_record(line: bytes, first: bytes) -> bool:
    """Whether a record begins here although the one that began with `first` has not ended."""
    return (
        line.lstrip().startswith(b"{") and first.lstrip().startswith(b"{") and _indent(line) == _indent(first)
    )


class _Reader:
    """Walks through the lines of one document. Use once."""

    def __init__(self, source: LineSource, decoder: TextDecoder) -> None:
        self._source = source
        self._decoder = decoder
        self._head = b""
        self._is_open = False
        self._pending: list[bytes] = []
        self._start = 0
        self._size = 0

    def records(self) -> Iterator[RawRecord | Reject]:
        """The records; a Reject for every one that is damaged."""
        number = 0
        for batch in self._source.batches():
            for line in batch:
                number += 1
                if not self._is_open:
                    yield from self._at_head(line, number)
                elif line.strip():
                    yield from self._at_line(line, number)
        if not self._is_open:
            yield Reject(1, _("The file does not begin like a complete copy."), self._shown(self._head))
        elif self._pending and b"".join(self._pending).strip(b"]} \t"):
            yield self._damaged()

    def _at_head(self, line: bytes, number: int) -> Iterator[RawRecord | Reject]:
        if len(self._head) > limits.RAW_SHOWN:
            return
        self._head += line + b"\n"
        header = _HEADER.match(self._head)
        if not header:
            return
        self._is_open = True
        if int(header[1][:9]) > VERSION:
            reason = _("The file was written by a newer version of the program; some of it may be left out.")
            yield Reject(number, reason)
        rest = self._head[header.end() :]
        if rest.strip():
            yield from self._whole(rest, number)

    def _whole(self, rest: bytes, number: int) -> Iterator[RawRecord | Reject]:
        """The records of a document of which all stands on one line."""
        if len(rest) > WHOLE:
            yield Reject(number, _("The records do not stand on lines of their own."), self._shown(rest))
            return
        try:
            parties = json.loads(b"[" + rest.strip().removesuffix(b"}"))
        except (ValueError, RecursionError):
            yield Reject(number, _("The text is damaged."), self._shown(rest))
            return
        for plain in parties:
            yield self._record(plain, number, RawText(json.dumps(plain, ensure_ascii=False).encode()))

    def _at_line(self, line: bytes, number: int) -> Iterator[RawRecord | Reject]:
        if self._pending and _begins_record(line, self._pending[0]):
            yield self._damaged()
        if not self._pending:
            self._start, self._size = number, 0
        self._size += len(line)
        if number in self._source.cut or self._size > limits.JSON_RECORD:
            self._pending = []
            reason = _("This record is larger than {size} MB.").format(size=limits.JSON_RECORD >> 20)
            yield Reject(self._start, reason, self._shown(line))
            return
        if len(self._pending) >= limits.LINES:
            yield self._damaged()
            self._start = number
        self._pending.append(line)
        bare = line.rstrip().rstrip(b",")
        if bare.endswith(b"}") and (len(self._pending) == 1 or bare == _indent(self._pending[0]) + b"}"):
            yield from self._close()

    def _close(self) -> Iterator[RawRecord | Reject]:
        """Make a record of the lines that are pending."""
        text = b"\n".join(self._pending).strip().rstrip(b",")
        if not text.strip(b"]} \t\n"):
            self._pending = []
            return
        try:
            plain = json.loads(self._decoder.decode(text))
        except (ValueError, RecursionError):
            yield self._damaged()
            return
        self._pending = []
        yield self._record(plain, self._start, RawText(text))

    def _record(self, plain: object, position: int, raw: RawText) -> RawRecord | Reject:
        try:
            party, unknown = party_from_plain(plain)
        except PlainError as error:
            reason = _("The field “{field}” is missing or has a wrong value.").format(field=error)
            return Reject(position, reason, str(raw)[: limits.RAW_SHOWN])
        notices = tuple(
            _("The field “{field}” is not known and was left out.").format(field=key) for key in unknown
        )
        return RawRecord(position, party, notices, raw)

    def _damaged(self) -> Reject:
        shown = self._shown(b"\n".join(self._pending))
        self._pending = []
        return Reject(self._start, _("The text is damaged."), shown)

    def _shown(self, text: bytes) -> str:
        return text[: limits.RAW_SHOWN].decode("utf-8", "replace")


class CompleteJson:
    """Everything of every record, for moving house and for other programs."""

    id = "json"
    extensions = (".json",)

    @property
    def label(self) -> str:
        """What a person calls it, translated."""
        return _("Complete copy (JSON)")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is that a file is of this format: by its header, less by the file's name."""
        if _SNIFF.search(head[:1_000]):
            return 0.99
        return 0.2 if name.lower().endswith(self.extensions) and head.lstrip()[:1] == b"{" else 0.0

    def read(self, stream: BinaryIO, options: ReadOptions) -> Iterator[RawRecord | Reject]:
        """The records of a file; see `formats.Format.read`.

        A document that another program has laid out anew is read as well, if its records stand on lines of
        their own or all of it is smaller than `WHOLE`.
        """
        chunks = narrow_chunks(stream)
        head = next(chunks, b"")
        decoder = TextDecoder(options.encoding, head)
        source = LineSource(itertools.chain((head,), chunks), limits.JSON_RECORD)
        yield from _Reader(source, decoder).records()

    def write(self, records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:  # noqa: ARG002 - there is nothing to choose
        """Writes the records; see `formats.Format.write`."""
        stream.write(f'{{"format": "{NAME}", "version": {VERSION}, "parties": ['.encode())
        written = 0
        for record in records:
            line = json.dumps(party_to_plain(record), ensure_ascii=False).encode("utf-8", "backslashreplace")
            stream.write((b",\n" if written else b"\n") + line)
            written += 1
        stream.write(b"\n]}\n")
        return WriteCount(written)
