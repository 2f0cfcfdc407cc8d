"""Reads a table of contacts, one row at a time."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.exchange import limits
from crm_desktop.exchange.delimited.dates import order_of
from crm_desktop.exchange.delimited.dialect import LINES_LOOKED_AT, Dialect, find_dialect
from crm_desktop.exchange.delimited.headings import slots_of
from crm_desktop.exchange.delimited.rows import RowReader
from crm_desktop.exchange.delimited.safety import original
from crm_desktop.exchange.delimited.slots import Slot
from crm_desktop.exchange.delimited.table import Row, TableReader
from crm_desktop.exchange.encodings import TextDecoder, narrow_chunks
from crm_desktop.exchange.formats import ColumnMapping, RawRecord, ReadOptions, Reject
from crm_desktop.exchange.lines import LineSource

_OWN_HEADING = re.compile(r"[a-z_]+\.\d+\.[a-z_]+")
_LONGEST_LINE = 8 << 20
_LINES_KEPT = 1_000


def read_table(stream: BinaryIO, options: ReadOptions) -> Iterator[RawRecord | Reject]:
    """The records of a CSV file; rows that cannot be understood as Rejects."""
    yield from _Reading(stream, options).records()


def _beginning(lines: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """The first lines, few enough to be kept; what is in them tells how to read the rest."""
    found: list[tuple[int, str]] = []
    size = 0
    for line in lines:
        found.append(line)
        size += len(line[1])
        if size > limits.SAMPLE or len(found) >= _LINES_KEPT:
            break
    return found


def _with_orders(
    slots: list[Slot | None], first: list[tuple[int, str]], dialect: Dialect
) -> list[Slot | None]:
    """The same; the slots of dates know whether day or month comes first, if the first rows tell."""
    rows = [row.cells for row in TableReader(first, dialect.delimiter).rows() if isinstance(row, Row)]
    return [
        replace(slot, order=order_of(cells[number] for cells in rows if number < len(cells)))
        if slot is not None and slot.list == "date"
        else slot
        for number, slot in enumerate(slots)
    ]


class _Reading:
    """The reading of one file."""

    def __init__(self, stream: BinaryIO, options: ReadOptions) -> None:
        self._options = options
        self._mapping = options.mapping or ColumnMapping({})
        chunks = narrow_chunks(stream)
        head = next(chunks, b"")
        self._decoder = TextDecoder(options.encoding or self._mapping.encoding, head)
        self._source = LineSource(itertools.chain((head,), chunks), _LONGEST_LINE)
        self._is_encoding_told = False
        self._cut: list[Reject] = []

    def records(self) -> Iterator[RawRecord | Reject]:
        lines = self._lines()
        first = _beginning(lines)
        dialect = find_dialect(
            [text for _n, text in first[:LINES_LOOKED_AT]], self._mapping.delimiter, self._mapping.columns
        )
        if dialect is None or not dialect.known:
            yield from self._unknown(first)
            return
        rest = (line for line in itertools.chain(first, lines) if line[0] >= dialect.first_row)
        reader = self._row_reader(dialect, first)
        is_heading = True
        for row in TableReader(rest, dialect.delimiter, len(dialect.headings)).rows():
            yield from self._cut
            self._cut.clear()
            if is_heading:
                is_heading = False
            elif isinstance(row, Reject):
                yield row
            elif any(row.cells):
                yield self._record(row, reader, dialect)
        yield from self._cut

    def _unknown(self, first: list[tuple[int, str]]) -> Iterator[Reject]:
        """The one reject for a file of which no heading is known."""
        text = "\n".join(line for _number, line in first)
        if text.strip():
            reason = _("No column heading of this file is known. Name the columns in a mapping file.")
            yield Reject(1, reason, text[: limits.RAW_SHOWN])

    def _row_reader(self, dialect: Dialect, first: list[tuple[int, str]]) -> RowReader:
        headings = dialect.headings
        self._is_own = any(map(_OWN_HEADING.fullmatch, headings)) or {"kind", "display_name"} <= set(headings)
        slots = slots_of(headings, self._mapping.columns)
        if any(slot is not None and slot.list == "date" for slot in slots):
            slots = _with_orders(slots, first, dialect)
        return RowReader(headings, slots, self._options.language, is_own=self._is_own)

    def _lines(self) -> Iterator[tuple[int, str]]:
        """The decoded lines with their numbers; what is too long is rejected."""
        number = 0
        for batch in self._source.batches():
            for line in batch:
                number += 1
                text = self._decoder.decode(line)
                if "\0" in text:
                    text = text.replace("\0", "")
                if not text.isascii():
                    text = unicodedata.normalize("NFC", text)
                if number in self._source.cut:
                    reason = _("The line is longer than {size} MB.").format(size=_LONGEST_LINE >> 20)
                    self._cut.append(Reject(number, reason, text[: limits.RAW_SHOWN]))
                else:
                    yield number, text

    def _record(self, row: Row, reader: RowReader, dialect: Dialect) -> RawRecord | Reject:
        width = len(dialect.headings)
        cells = row.cells
        notices = list(self._encoding_notices())
        if len(cells) > width:
            if any(cell.strip() for cell in cells[width:]):
                reason = _("The row has {count} cells, but there are {width} headings.")
                return Reject(
                    row.number, reason.format(count=len(cells), width=width), row.text[: limits.RAW_SHOWN]
                )
            cells = cells[:width]
        elif len(cells) < width:
            if len(cells) == 1 and width > 2:
                reason = _("The row has only one cell, but there are {width} headings.").format(width=width)
                return Reject(row.number, reason, row.text[: limits.RAW_SHOWN])
            notices.append(
                ngettext(
                    "The row ends one cell too early.",
                    "The row ends {count} cells too early.",
                    width - len(cells),
                ).format(count=width - len(cells))
            )
        cells = [original(cell) for cell in cells]
        if not self._is_own:
            cells = [cell.strip() for cell in cells]
        party, more = reader.record(cells)
        return RawRecord(row.number, party, (*notices, *more), row.text)

    def _encoding_notices(self) -> Iterator[str]:
        if self._decoder.fallback and not self._is_encoding_told:
            self._is_encoding_told = True
            yield _("The text is not UTF-8; it was read as {encoding}.").format(
                encoding=self._decoder.fallback
            )
        if self._decoder.has_replaced:
            self._decoder.has_replaced = False
            yield _("Some characters cannot be read; they are shown as \N{REPLACEMENT CHARACTER}.")
