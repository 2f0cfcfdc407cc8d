"""Cuts a stream of lines into cards; what lies between cards is rejected, a missing END forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.exchange import limits
from crm_desktop.exchange.formats import Reject
from crm_desktop.exchange.lines import LineSource

_MARK = re.compile(rb"(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_UTF8_MARK = b"\xef\xbb\xbf"
_MARK_STARTS = frozenset({b"BEG", b"Beg", b"beg", b"END", b"End", b"end", _UTF8_MARK})


@dataclass(slots=True)
class RawCard:
    """The lines of one card, without BEGIN and END.

    Attributes:
        position: number of the BEGIN line.
        content: the lines, joined by line feeds.
        is_unclosed: END was missing.
        has_nested: another card stands inside, as the value of AGENT.
        cut_lines: how many lines were too long to be kept.
    """

    position: int
    content: bytes
    is_unclosed: bool = False
    has_nested: bool = False
    cut_lines: int = 0


class CardSplitter:
    """Walks through the lines of one stream. Use once."""

    def __init__(self, source: LineSource) -> None:
        self._source = source
        self._depth = 0
        self._start = 0
        self._held: list[bytes] = []  # lines since the last piece of the stream
        self._kept: list[bytes] = []  # what earlier pieces held of this card, joined
        self._size = 0
        self._has_nested = False
        self._previous = b""
        self._outside: list[bytes] = []
        self._outside_start = 0
        self._outside_count = 0

    def __iter__(self) -> Iterator[RawCard | Reject]:
        """The cards and the text between them, in the order of the file."""
        number = 0
        for batch in self._source.batches():
            for line in batch:
                number += 1
                if line[:3] in _MARK_STARTS and (mark := _mark(line)):
                    if mark == b"END" and self._depth == 1:
                        yield self._card(is_unclosed=False, last=number)
                    else:
                        yield from self._at_mark(mark, line, number)
                elif self._depth:
                    self._held.append(line)
                elif line[:1] in (b" ", b"\t") and (mark := _mark(line.lstrip(b" \t"))):
                    yield from self._at_mark(mark, line, number)
                elif line and not line.isspace():
                    self._add_outside(line, number)
            self._store()
        if self._depth:
            yield self._card(is_unclosed=True, last=number)
        yield from self._outside_reject()

    def _at_mark(self, mark: bytes, line: bytes, number: int) -> Iterator[RawCard | Reject]:
        if mark == b"BEGIN":
            if self._depth and self._is_nested():
                self._depth += 1
                self._has_nested = True
                self._held.append(line)
                return
            if self._depth:
                yield self._card(is_unclosed=True, last=number - 1)
            yield from self._outside_reject()
            self._depth, self._start = 1, number
        elif self._depth:
            self._depth -= 1
            self._held.append(line)
        else:
            self._add_outside(line, number)

    def _is_nested(self) -> bool:
        """Whether the card that begins now is the value of an AGENT (RFC 2426, 3.5.4)."""
        last = (self._held[-1] if self._held else self._previous).strip().upper()
        return last.startswith(b"AGENT") and last.endswith(b":")

    def _store(self) -> None:
        """Join the lines held, so that a card of very many short lines stays small."""
        if not self._held:
            return
        self._previous = self._held[-1][: limits.RAW_SHOWN]
        joined = b"\n".join(self._held)
        self._held = []
        if self._size <= limits.RECORD:
            self._kept.append(joined)
        self._size += len(joined) + 1

    def _card(self, *, is_unclosed: bool, last: int) -> RawCard | Reject:
        if self._kept:
            self._store()
            content = b"\n".join(self._kept)
            size = self._size
        else:
            content = b"\n".join(self._held)
            size = len(content)
        nested = self._has_nested
        self._held, self._kept, self._size, self._depth, self._previous = [], [], 0, 0, b""
        self._has_nested = False
        if size > limits.RECORD:
            shown = content[: limits.RAW_SHOWN].decode("utf-8", "replace")
            reason = _("This card is larger than {size} MB.").format(size=limits.RECORD >> 20)
            return Reject(self._start, reason, shown)
        cut = self._source.cut
        too_long = sum(self._start <= number <= last for number in cut) if cut else 0
        return RawCard(self._start, content, is_unclosed, nested, too_long)

    def _add_outside(self, line: bytes, number: int) -> None:
        if not self._outside_count:
            self._outside_start = number
        self._outside_count += 1
        if len(self._outside) < limits.RAW_SHOWN // 80:
            self._outside.append(line[: limits.RAW_SHOWN])

    def _outside_reject(self) -> Iterator[Reject]:
        if not self._outside_count:
            return
        reason = ngettext(
            "A line that belongs to no card.", "{count} lines that belong to no card.", self._outside_count
        ).format(count=self._outside_count)
        shown = b"\n".join(self._outside)[: limits.RAW_SHOWN].decode("utf-8", "replace")
        yield Reject(self._outside_start, reason, shown)
        self._outside, self._outside_count = [], 0


def _mark(line: bytes) -> bytes:
    """BEGIN or END when the line is one of these, also after a byte order mark; else nothing."""
    match = _MARK.fullmatch(line.removeprefix(_UTF8_MARK))
    return match[1].upper() if match else b""
