"""CSV as a file format of the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange.delimited.dialect import LINES_LOOKED_AT, find_dialect
from crm_desktop.exchange.delimited.reading import read_table
from crm_desktop.exchange.delimited.writing import write_table
from crm_desktop.exchange.encodings import TextDecoder, wide_encoding
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject, WriteCount, WriteOptions


class Delimited:
    """CSV and its like, recognised by their headings."""

    id = "csv"
    extensions = (".csv", ".tsv", ".txt")

    @property
    def label(self) -> str:
        """What a person calls it, translated."""
        return _("Table (CSV)")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is that a file is a table: by known headings, then by its name."""
        encoding, mark = wide_encoding(head)
        content = head[mark:]
        text = content.decode(encoding, "replace") if encoding else _decoded(content)
        has_name = name.lower().endswith(self.extensions)
        if not encoding and b"\0" in content[:1_000]:
            return 0.0
        dialect = find_dialect(text.splitlines()[:LINES_LOOKED_AT], None, {})
        known = dialect.known if dialect is not None else 0
        if known >= 2:
            return 0.8 if has_name else 0.6
        return (0.5 if known else 0.3) if has_name else 0.0

    def read(self, stream: BinaryIO, options: ReadOptions) -> Iterator[RawRecord | Reject]:
        """The records of a file; see `formats.Format.read`."""
        return read_table(stream, options)

    def write(self, records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:
        """Writes the records; see `formats.Format.write`."""
        return write_table(records, stream, options)


def _decoded(content: bytes) -> str:
    decoder = TextDecoder(None, content)
    return "\n".join(decoder.decode(line) for line in content[: 1 << 16].splitlines()[:LINES_LOOKED_AT])
