"""Broken files: whatever the bytes, a reader answers with records and rejects, soon and in little memory.

CRM_FUZZ=100000 runs that many inputs instead of the slice of CI; CRM_FUZZ_SEED takes another seed. An input that
fails is written to the test's folder, to become a fixture.
"""

from __future__ import annotations

import io
import itertools
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from crm_desktop.base.resource_files import resources
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject, WriteOptions
from crm_desktop.exchange.registry import FORMATS, format_of

pytestmark = pytest.mark.harness

INPUTS = int(os.environ.get("CRM_FUZZ", "3000"))
SEED = int(os.environ.get("CRM_FUZZ_SEED", "1"))
LONGEST_S = 10.0
SLICES = 6

FRAGMENTS = (
    *(
        b"\r\n ",
        b"\n",
        b"\r",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"=\r\n",
        b"=ED=99",
        b"\\",
        b'"',
        b'""',
        b";",
        b":",
    ),
    *(b",", b"\t", b"|", b" ::: ", b"BEGIN:VCARD\n", b"END:VCARD\n", b"VERSION:2.1\n", b"VERSION:4.0\n"),
    *(
        b";ENCODING=QUOTED-PRINTABLE",
        b";CHARSET=utf-16",
        b";CHARSET=idna",
        b";ENCODING=b",
        b"AGENT:\n",
        b"item1.",
    ),
    *(b"PHOTO:data:;base64,", b"BDAY:--0230\n", b"GEO:geo:1e9,2\n", b"X-CRM-FACT:{}\n", b"X-CRM-DATE:[1]\n"),
    *(
        b'"phone": 1',
        b'"ref": "x"',
        b"null",
        b"1e999",
        b"[" * 50,
        b"{" * 50,
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xb1\xe8",
    ),
)


def _seeds() -> list[bytes]:
    found = [path.read_bytes() for path in sorted((resources() / "samples").glob("contacts*.*"))]
    found.append((resources() / "samples" / "messy_cp949.csv").read_bytes())
    records = _records(found[0])[:12]
    for name, options in (
        ("json", WriteOptions()),
        ("csv", WriteOptions()),
        ("vcard", WriteOptions(version="4.0")),
    ):
        stream = io.BytesIO()
        format_of(name).write(records, stream, options)
        found.append(stream.getvalue())
    return found


def _records(content: bytes) -> list[PartyRecord]:
    found = format_of("vcard").read(io.BytesIO(content), ReadOptions())
    return [part.party for part in found if isinstance(part, RawRecord)]


def _broken(chance: random.Random, seeds: list[bytes]) -> bytes:
    """A seed, or a part of one, after a few mutations."""
    content = bytearray(chance.choice(seeds))
    start = chance.randrange(len(content))
    content = content[start : start + chance.choice((200, 2_000, 20_000))]
    for _count in range(chance.randrange(1, 12)):
        where = chance.randrange(len(content) + 1)
        kind = chance.randrange(5)
        if kind == 0 and content:
            content[where % len(content)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del content[where : where + chance.randrange(1, 60)]
        elif kind == 2:
            content[where:where] = chance.choice(FRAGMENTS)
        elif kind == 3:
            other = chance.choice(seeds)
            there = chance.randrange(len(other))
            content[where:where] = other[there : there + chance.randrange(1, 400)]
        else:
            piece = content[where : where + chance.randrange(1, 80)]
            content[where:where] = piece * chance.randrange(1, 4)
    return bytes(content)


@pytest.mark.parametrize("part", range(SLICES))
def test_broken_files_never_stop_a_reader(part: int, tmp_path: Path) -> None:
    chance = random.Random(SEED * 1_000 + part)
    seeds = _seeds()
    for number in range(INPUTS // SLICES):
        content = _broken(chance, seeds)
        began = time.process_time()
        try:
            for reader in FORMATS:
                for found in reader.read(io.BytesIO(content), ReadOptions()):
                    assert isinstance(found, RawRecord | Reject)
                    str(found.raw)
        except Exception:
            (tmp_path / f"failing-{part}-{number}.bin").write_bytes(content)
            raise
        assert time.process_time() - began < LONGEST_S


class Pieces(io.RawIOBase):
    """A file that is made while it is read, so that a bomb takes no room on the disk."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        while len(self._rest) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._rest += piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def _numbered_properties(count: int) -> Iterator[bytes]:
    for start in range(0, count, 1_000):
        yield b"".join(b"X-P%d:v\n" % number for number in range(start, start + 1_000))


BLOCK = b"x" * 65_536
CARD, END = b"BEGIN:VCARD\nFN:Astrid\n", b"\nEND:VCARD\nBEGIN:VCARD\nFN:Bjarne\nEND:VCARD\n"
JSON = b'{"format": "crm_desktop", "version": 1, "parties": [\n'

BOMBS: dict[str, tuple[str, Callable[[], Iterable[bytes]], str]] = {
    "a line of 200 MB": ("vcard", lambda: (CARD, b"NOTE:", *itertools.repeat(BLOCK, 3_200), END), "2 0"),
    "a note of 50 MB in folded lines": (
        "vcard",
        lambda: (CARD, b"NOTE:", *itertools.repeat((b"\n " + b"x" * 70) * 1_000, 700), END),
        "1 1",
    ),
    "a million properties": ("vcard", lambda: (CARD, *_numbered_properties(1_000_000), END), "2 0"),
    "a million properties of 2.1": (
        "vcard",
        lambda: (CARD, b"VERSION:2.1\n", *itertools.repeat(b"X-P:v\n" * 1_000, 300), END),
        "2 0",
    ),
    "cards in cards": (
        "vcard",
        lambda: (
            *itertools.repeat(b"BEGIN:VCARD\nAGENT:\n" * 1_000, 50),
            *itertools.repeat(b"END:VCARD\n" * 1_000, 50),
        ),
        "0 1",
    ),
    "a picture over the limit": (
        "vcard",
        lambda: (CARD, b"PHOTO;ENCODING=b:", *itertools.repeat((b"\n " + b"A" * 72) * 1_000, 600), END),
        "2 0",
    ),
    "parameters without end": (
        "vcard",
        lambda: (CARD, b"TEL", *itertools.repeat(b";TYPE=a" * 1_000, 500), b":1", END),
        "2 0",
    ),
    "a row of 200 MB": (
        "csv",
        lambda: (b"name,email\n", *itertools.repeat(BLOCK, 3_200), b"\nBo,b@example.com\n"),
        "1 1",
    ),
    "a quote that is never closed": (
        "csv",
        lambda: (b'name,email\n"x,', *itertools.repeat(b"a,b\n" * 1_000, 20), b"Bo,b@example.com\n"),
        "20000 1",
    ),
    "a million cells": (
        "csv",
        lambda: (b"name,email\n", *itertools.repeat(b",x" * 1_000, 1_000), b"\nBo,b\n"),
        "1 1",
    ),
    "a million headings": ("csv", lambda: (*itertools.repeat(b"phone," * 1_000, 1_000), b"\nBo\n"), "0 1"),
    "cells of 2 MB": (
        "csv",
        lambda: (b"name,email\n", *itertools.repeat(b'"' + b"y" * 2_000_000 + b'",b\n', 20)),
        "0 20",
    ),
    "a record of 200 MB": (
        "json",
        lambda: (JSON, b'{"display_name": "', *itertools.repeat(BLOCK, 3_200), b'"}\n]}\n'),
        "0 1",
    ),
    "brackets without end": ("json", lambda: (JSON, b"[" * 500_000, b"\n]}\n"), "0 1"),
    "braces on lines without end": (
        "json",
        lambda: (JSON, *itertools.repeat(b"{\n" * 30_000, 10)),
        "0 300000",
    ),
}


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux only")
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_answered_soon_and_in_little_memory(name: str) -> None:
    reader, pieces, expected = BOMBS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    records = rejects = 0
    for found in format_of(reader).read(Pieces(pieces()), ReadOptions()):
        if isinstance(found, Reject):
            rejects += 1
        else:
            records += 1
    assert f"{records} {rejects}" == expected
    assert time.process_time() - began < LONGEST_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 * 1024
