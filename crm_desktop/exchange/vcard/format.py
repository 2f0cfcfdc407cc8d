"""vCard as a file format of the program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange.encodings import wide_encoding
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject, WriteCount, WriteOptions
from crm_desktop.exchange.vcard.reading import read_cards
from crm_desktop.exchange.vcard.writing import write_cards

_BEGIN = re.compile(r"^[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)


class VCard:
    """vCard 2.1, 3.0 and 4.0 in; 3.0 and 4.0 out."""

    id = "vcard"
    extensions = (".vcf", ".vcard", ".vct")

    @property
    def label(self) -> str:
        """What a person calls it, translated."""
        return _("vCard")

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is that a file is of vCards: by a BEGIN:VCARD line, less by the file's name."""
        encoding, mark = wide_encoding(head)
        text = head[mark:].decode(encoding or "latin-1", "replace").replace("\r", "\n")
        if _BEGIN.search(text):
            return 0.95 if text.lstrip()[:5].upper() == "BEGIN" else 0.7
        return 0.2 if name.lower().endswith(self.extensions) else 0.0

    def read(self, stream: BinaryIO, options: ReadOptions) -> Iterator[RawRecord | Reject]:
        """The records of a file; see `formats.Format.read`."""
        return read_cards(stream, options)

    def write(self, records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:
        """Writes the records; see `formats.Format.write`."""
        return write_cards(records, stream, options)
