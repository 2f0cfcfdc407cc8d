"""Lines to rows of cells: the standard library's csv per record, and a way on after a quote that is not closed."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crm_desktop.base.i18n import _
from crm_desktop.exchange import limits
from crm_desktop.exchange.formats import Reject

_LINES_IN_CELL = 2_000
"""Lines that a cell may run over before its quotation mark counts as forgotten."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one record.

    Attributes:
        number: of its first line, counted from 1.
        cells: as they stand, quotes resolved.
        text: the lines themselves.
    """

    number: int
    cells: list[str]
    text: str


class TableReader:
    """Walks through the lines of one table. Use once."""

    def __init__(self, lines: Iterable[tuple[int, str]], delimiter: str, width: int = 0) -> None:
        """`lines` are numbered and without ends; `width` is the number of columns, 0 while it is not known."""
        self._lines = iter(lines)
        self._again: deque[tuple[int, str]] = deque()
        self._delimiter = delimiter
        self._width = width
        csv.field_size_limit(limits.FIELD)  # one per process; the same for every reader of ours

    def rows(self) -> Iterator[Row | Reject]:
        """The rows; Rejects for what is no row."""
        while (first := self._next()) is not None:
            if first[1].count('"') % 2:
                yield from self._open(first)
            else:
                yield from self._parsed([first])

    def _next(self) -> tuple[int, str] | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _open(self, first: tuple[int, str]) -> Iterator[Row | Reject]:
        """A record that goes on behind its line: up to the line that closes the quotes."""
        held = [first]
        size = len(first[1])
        is_closed = False
        while not is_closed and len(held) < _LINES_IN_CELL and size <= limits.FIELD:
            line = self._next()
            if line is None:
                break
            held.append(line)
            size += len(line[1])
            is_closed = line[1].count('"') % 2 == 1
        if is_closed:
            found = list(self._parsed(held))
            if not self._width or all(
                isinstance(row, Row) and len(row.cells) == self._width for row in found
            ):
                yield from found
                return
            single = list(self._parsed([first]))
            if is_closed and len(held) == 2 and not self._is_row(single):
                yield from found  # two lines that make one odd row; nothing would be gained by parting them
                return
        self._again.extendleft(reversed(held[1:]))
        yield Reject(first[0], _("A quotation mark is not closed."), first[1][: limits.RAW_SHOWN])

    def _is_row(self, found: list[Row | Reject]) -> bool:
        return len(found) == 1 and isinstance(found[0], Row) and len(found[0].cells) == self._width

    def _parsed(self, held: list[tuple[int, str]]) -> Iterator[Row | Reject]:
        number = held[0][0]
        text = "\n".join(line for _number, line in held)
        try:
            parsed = list(csv.reader([f"{line}\n" for _number, line in held], delimiter=self._delimiter))
        except csv.Error:
            reason = _("A cell is larger than {size} MB.").format(size=limits.FIELD >> 20)
            yield Reject(number, reason, text[: limits.RAW_SHOWN])
            return
        for cells in parsed:
            if len(cells) > limits.COLUMNS:
                reason = _("The row has more than {limit} cells.").format(limit=limits.COLUMNS)
                yield Reject(number, reason, text[: limits.RAW_SHOWN])
            else:
                yield Row(number, cells, text)
