"""The physical lines of a byte stream, with a cap on the memory that one line may take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crm_desktop.exchange import limits

HEAD_KEPT = 1_000
"""Bytes that remain of a line over the cap, so that a reject can show what it was."""


class LineSource:
    """Cuts pieces of bytes at LF, CRLF or CR.

    Attributes:
        cut: numbers of the lines of which only the beginning was kept because they were too long.
    """

    def __init__(self, chunks: Iterable[bytes], cap: int = limits.LINE) -> None:
        self.cut: set[int] = set()
        self._chunks = chunks
        self._cap = cap

    def batches(self) -> Iterator[list[bytes]]:
        """The lines without their ends, a list for each piece of the stream that ends at least one."""
        done = 0
        tail: list[bytes] = []
        size = 0
        for chunk in _with_line_feeds(self._chunks):
            pieces = chunk.split(b"\n")
            if len(pieces) > 1:
                pieces[0] = self._line(tail, size, pieces[0], done + 1)
                tail, size = [], 0
                last = pieces.pop()
                done += len(pieces)
                yield pieces
            else:
                last = pieces[0]
            size += len(last)
            if last and size <= self._cap:
                tail.append(last)
            elif last and not tail:
                tail.append(last[:HEAD_KEPT])
        if tail:
            yield [self._line(tail, size, b"", done + 1)]

    def _line(self, tail: list[bytes], size: int, end: bytes, number: int) -> bytes:
        if size + len(end) <= self._cap:
            return b"".join(tail) + end if tail else end
        self.cut.add(number)
        return b"".join([*tail, end])[:HEAD_KEPT]


def _with_line_feeds(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same with every CRLF and CR turned into LF, also where a piece ends between the two."""
    is_after_return = False
    for chunk in chunks:
        if b"\r" in chunk or is_after_return:
            if is_after_return and chunk.startswith(b"\n"):
                chunk = chunk[1:]  # the other half of a line end already told
            is_after_return = chunk.endswith(b"\r") if chunk else False
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield chunk
