"""The program's own complete format: one JSON document, one record per line.

    {"format": "crm_desktop", "version": 1, "parties": [
    {"ref": "contact:0193…", "kind": "person", "display_name": "…", "phone": [{"value": "…"}], …},
    …
    ], "relations": [
    {"ref": "relation:0193…", "from": "contact:0193…", "to": "contact:0193…", "type": "parent"},
    …
    ]}

What stands after the records is told in `sections`; it may be missing.

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
from crm_desktop.domain.contacts.rules import LIST_FIELDS
from crm_desktop.exchange import limits
from crm_desktop.exchange.encodings import TextDecoder, narrow_chunks
from crm_desktop.exchange.formats import RawRecord, RawText, ReadOptions, Reject, WriteCount, WriteOptions
from crm_desktop.exchange.lines import LineSource
from crm_desktop.exchange.plain import PlainError, from_plain, to_plain
from crm_desktop.exchange.sections import SECTIONS, RawItem, Sections, item_from_plain, item_to_plain

NAME, VERSION = "crm_desktop", 1
PARTIES = "parties"

_LISTS = {**{attribute: key for attribute, key in LIST_FIELDS.items() if key != "attachment"}, "tags": "tag"}
"""Attribute of the record -> key; points and attachments have a key for each kind."""

_HEADER = re.compile(
    rb'\s*\{\s*"format"\s*:\s*"crm_desktop"\s*,\s*"version"\s*:\s*(\d+)\s*,\s*"parties"\s*:\s*\['
)
_SECTION = re.compile(rb'^[\],\s]*"(\w{1,100})"\s*:\s*\[\s*(\]?)[\s,}]*$')
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
    """Walks through the lines of one document. Use once.

    It gives the records, or what is in the sections after them; each is read by a walk of its own, so that records
    need not wait in the memory for what belongs to them.
    """

    def __init__(self, source: LineSource, decoder: TextDecoder, *, wants_parties: bool) -> None:
        self._source = source
        self._decoder = decoder
        self._wants_parties = wants_parties
        self._head = b""
        self._is_open = False
        self._section = PARTIES
        self._is_between = False
        self._level: int | None = None
        self._pending: list[bytes] = []
        self._start = 0
        self._size = 0

    def parts(self) -> Iterator[RawRecord | RawItem | Reject]:
        """What is wanted; a Reject for everything that is damaged."""
        number = 0
        for batch in self._source.batches():
            for line in batch:
                number += 1
                if not self._is_open:
                    yield from self._at_head(line, number)
                elif line.strip():
                    yield from self._at_line(line, number)
        if not self._is_open:
            if self._wants_parties:
                reason = _("The file does not begin like a complete copy.")
                yield Reject(1, reason, self._shown(self._head))
        elif self._pending and b"".join(self._pending).strip(b"]} \t"):
            yield self._damaged()

    @property
    def _is_wanted(self) -> bool:
        return (self._section == PARTIES) is self._wants_parties

    def _at_head(self, line: bytes, number: int) -> Iterator[RawRecord | RawItem | Reject]:
        if len(self._head) > limits.RAW_SHOWN:
            return
        self._head += line + b"\n"
        header = _HEADER.match(self._head)
        if not header:
            return
        self._is_open = True
        if int(header[1][:9]) > VERSION and self._wants_parties:
            reason = _("The file was written by a newer version of the program; some of it may be left out.")
            yield Reject(number, reason)
        rest = self._head[header.end() :]
        if rest.strip():
            yield from self._whole(rest, number)

    def _whole(self, rest: bytes, number: int) -> Iterator[RawRecord | RawItem | Reject]:
        """The records of a document of which all stands on one line."""
        if len(rest) > WHOLE:
            if self._wants_parties:
                reason = _("The records do not stand on lines of their own.")
                yield Reject(number, reason, self._shown(rest))
            return
        if self._ends_section(rest):
            self._end_section(rest)
        try:
            document = json.loads(self._head)
        except (ValueError, RecursionError):
            if self._wants_parties and not self._is_between:
                yield Reject(number, _("The text is damaged."), self._shown(rest))
            return
        for section, items in document.items():
            if isinstance(items, list):
                self._section = section
                for plain in items if self._is_wanted else ():
                    text = json.dumps(plain, ensure_ascii=False).encode()
                    yield self._made(plain, number, RawText(text))

    def _ends_section(self, line: bytes) -> bool:
        """Whether the list of the section ends here, and not one inside a record that is laid out over lines."""
        bare = line.lstrip()
        return bare[:1] == b"]" and (self._level is None or len(line) - len(bare) <= self._level)

    def _end_section(self, line: bytes) -> None:
        """Between two sections; the next one may begin in the same line."""
        self._is_between, self._level = True, None
        begun = _SECTION.match(line)
        if begun:
            self._section, self._is_between = begun[1].decode(), bool(begun[2])

    def _at_line(self, line: bytes, number: int) -> Iterator[RawRecord | RawItem | Reject]:
        if self._ends_section(line):
            if self._pending:
                yield self._damaged()
            self._end_section(line)
        elif self._is_between and _SECTION.match(line):
            self._end_section(line)
        elif not self._is_between or line.strip(
            b"]}, \t"
        ):  # what is nothing of ours belongs to what came before
            self._is_between = False
            if self._level is None:
                self._level = len(_indent(line))
            if self._is_wanted:
                yield from self._in_section(line, number)

    def _in_section(self, line: bytes, number: int) -> Iterator[RawRecord | RawItem | Reject]:
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

    def _close(self) -> Iterator[RawRecord | RawItem | Reject]:
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
        yield self._made(plain, self._start, RawText(text))

    def _made(self, plain: object, position: int, raw: RawText) -> RawRecord | RawItem | Reject:
        try:
            if self._section == PARTIES:
                party, unknown = party_from_plain(plain)
                return RawRecord(position, party, _notices(unknown), raw)
            if self._section in SECTIONS:
                item, unknown = item_from_plain(self._section, plain)
                return RawItem(position, self._section, item, _notices(unknown), raw)
            reason = _("The part “{name}” is not known here.").format(name=self._section)
        except PlainError as error:
            reason = _("The field “{field}” is missing or has a wrong value.").format(field=error)
        return Reject(position, reason, str(raw)[: limits.RAW_SHOWN])

    def _damaged(self) -> Reject:
        shown = self._shown(b"\n".join(self._pending))
        self._pending = []
        return Reject(self._start, _("The text is damaged."), shown)

    def _shown(self, text: bytes) -> str:
        return text[: limits.RAW_SHOWN].decode("utf-8", "replace")


def _notices(unknown: list[str]) -> tuple[str, ...]:
    return tuple(_("The field “{field}” is not known and was left out.").format(field=key) for key in unknown)


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
        for part in _reader(stream, options, wants_parties=True).parts():
            if not isinstance(part, RawItem):
                yield part

    def read_sections(self, stream: BinaryIO, options: ReadOptions) -> Iterator[RawItem | Reject]:
        """What stands after the records of a file; see `sections.Sectioned`."""
        for part in _reader(stream, options, wants_parties=False).parts():
            if not isinstance(part, RawRecord):
                yield part

    def write(self, records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:  # noqa: ARG002 - there is nothing to choose
        """Writes the records; see `formats.Format.write`."""
        return self.write_all(records, (), stream)

    def write_all(self, records: Iterable[PartyRecord], sections: Sections, stream: BinaryIO) -> WriteCount:
        """Writes the records, then the sections; see `sections.Sectioned`."""
        stream.write(f'{{"format": "{NAME}", "version": {VERSION}, "{PARTIES}": ['.encode())
        written = _write_lines(stream, map(party_to_plain, records))
        for name, items in sections:
            stream.write(f'\n], "{name}": ['.encode())
            _write_lines(stream, (item_to_plain(name, item) for item in items))
        stream.write(b"\n]}\n")
        return WriteCount(written)


def _reader(stream: BinaryIO, options: ReadOptions, *, wants_parties: bool) -> _Reader:
    chunks = narrow_chunks(stream)
    head = next(chunks, b"")
    decoder = TextDecoder(options.encoding, head)
    source = LineSource(itertools.chain((head,), chunks), limits.JSON_RECORD)
    return _Reader(source, decoder, wants_parties=wants_parties)


def _write_lines(stream: BinaryIO, items: Iterable[dict[str, Any]]) -> int:
    """Writes each on a line of its own; returns how many."""
    written = 0
    for plain in items:
        line = json.dumps(plain, ensure_ascii=False).encode("utf-8", "backslashreplace")
        stream.write((b",\n" if written else b"\n") + line)
        written += 1
    return written
