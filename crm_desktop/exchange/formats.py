"""What a file format is to the rest of the program, and what its readers and writers hand over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from crm_desktop.domain.contacts.records import PartyRecord


class RawText:
    """The bytes of a record as they stood in the file; decoded only when somebody looks at them."""

    __slots__ = ("_after", "_before", "_content", "_encoding")

    def __init__(self, content: bytes, encoding: str = "utf-8", before: str = "", after: str = "") -> None:
        """`before` and `after` are texts around the content that the reader has not kept."""
        self._content = content
        self._encoding = encoding
        self._before = before
        self._after = after

    def __str__(self) -> str:
        """The text; what cannot be decoded is shown as a replacement character."""
        return f"{self._before}{self._content.decode(self._encoding, 'replace')}{self._after}"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as a file gave it.

    Attributes:
        position: number of its first line, counted from 1.
        party: what was understood; without ids, unless the file is our own complete format.
        notices: translated sentences on what was left out, cut or is in doubt.
        raw: the record as it stood in the file; `str()` gives the text.
    """

    position: int
    party: PartyRecord
    notices: tuple[str, ...] = ()
    raw: RawText | str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A part of a file that cannot be taken in.

    Attributes:
        position: number of its first line, counted from 1.
        reason: a translated sentence.
        raw: the text itself, or its beginning when it is very long.
    """

    position: int
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a CSV file mean; see `delimited.mapping`.

    Attributes:
        columns: heading -> field key, or None to leave the column out.
        encoding, delimiter: of the file; None finds them.
    """

    columns: Mapping[str, str | None]
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is to be understood where it does not say so itself.

    Attributes:
        encoding: Python name of the encoding to use for text that is not UTF-8, such as "cp949" (the user's
            choice, else the system's code page); None leaves it to detection.
        mapping: what the columns of a CSV file mean, as far as it is not known.
        language: tag of the user's language, tried first for country names.
    """

    encoding: str | None = None
    mapping: ColumnMapping | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What is to be written.

    Attributes:
        version: of vCard: "3.0" or "4.0".
        profile: of CSV: "own" (nothing lost but the contents of files) or "google" (Google's headings).
        raw: leave CSV cells that begin like a formula as they are; only for files no spreadsheet will open.
        is_complete: also write what only this program understands (preferences, facts, sources, …) to vCard.
            Without it the cards hold what an address book holds, and are fit to be given away.
        language: tag of the language in which vCard and Google CSV name countries.
    """

    version: str = "3.0"
    profile: str = "own"
    raw: bool = False
    is_complete: bool = True
    language: str = "en"


@dataclass(frozen=True, slots=True)
class WriteCount:
    """What was written.

    Attributes:
        written: records.
        notices: translated sentences on what could not be written.
    """

    written: int
    notices: tuple[str, ...] = ()


class Format(Protocol):
    """One file format. Implementations hold no state; streams are opened and closed by the caller."""

    @property
    def id(self) -> str:
        """Stable name, such as "vcard"."""
        ...

    @property
    def label(self) -> str:
        """What a person calls it, translated."""
        ...

    @property
    def extensions(self) -> tuple[str, ...]:
        """Usual file endings with their dot, the first one for new files."""
        ...

    def sniff(self, head: bytes, name: str) -> float:
        """How sure it is, from 0 to 1, that a file is of this format.

        Args:
            head: the first bytes, `limits.SAMPLE` at most.
            name: the file's name.
        """
        ...

    def read(self, stream: BinaryIO, options: ReadOptions) -> Iterator[RawRecord | Reject]:
        """The records of a file, one at a time, in its order.

        Whatever the bytes are, nothing is raised but the OSError of the stream: what cannot be understood
        comes as a Reject, what is lost on the way as a notice.
        """
        ...

    def write(self, records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:
        """Writes all records. Raises only what `records` and the stream raise."""
        ...
