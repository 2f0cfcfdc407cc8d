"""Writes records as CSV: UTF-8 with its mark, CRLF, every cell in quotes.

How many columns there are is only known when the last record was seen; so the rows wait in a temporary file,
which belongs to the user alone and has no name where the system allows it.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from crm_desktop.base.i18n import ngettext
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange import limits
from crm_desktop.exchange.delimited import google, own_profile
from crm_desktop.exchange.delimited.safety import neutral
from crm_desktop.exchange.formats import WriteCount, WriteOptions

PROFILES = ("own", "google")
_IN_MEMORY = 8 << 20
_NUMBERED = re.compile(r"(.+?)[. ](\d+)(?:\.| - |$)")


def write_table(records: Iterable[PartyRecord], stream: BinaryIO, options: WriteOptions) -> WriteCount:
    """Writes a row of headings and one row per record.

    Raises:
        ValueError: there is no such profile.
        OSError: from the stream, or when the temporary file cannot be written.
    """
    if options.profile not in PROFILES:
        raise ValueError(options.profile)
    counts: Counter[str] = Counter()
    written = files = cut = 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        for record in records:
            files += sum(attachment.content is not None for attachment in record.attachments)
            cells = _cells(record, options)
            cut += sum(len(cell) > limits.FIELD for cell in cells.values())
            for name, number in _numbers(cells):
                counts[name] = max(counts[name], number)
            spool.write(json.dumps(cells).encode() + b"\n")
            written += 1
        spool.seek(0)
        headings = own_profile.headings(counts) if options.profile == "own" else _google_headings(counts)
        stream.write(codecs.BOM_UTF8)
        stream.write(_row(headings))
        for line in spool:
            cells = json.loads(line)
            row = (cells.get(heading, "") for heading in headings)
            stream.write(_row(row if options.raw else map(neutral, row)))
    return WriteCount(written, _notices(files, cut))


def _notices(files: int, cut: int) -> tuple[str, ...]:
    found = []
    if files:
        text = ngettext(
            "{count} picture or file was left out: a table cannot hold it.",
            "{count} pictures or files were left out: a table cannot hold them.",
            files,
        )
        found.append(text.format(count=files))
    if cut:
        text = ngettext(
            "{count} text of more than 1 MB was cut.", "{count} texts of more than 1 MB were cut.", cut
        )
        found.append(text.format(count=cut))
    return tuple(found)


def _cells(record: PartyRecord, options: WriteOptions) -> dict[str, str]:
    if options.profile == "own":
        return own_profile.cells_of(record)
    return google.cells_of(record, options.language)


def _numbers(cells: Iterable[str]) -> Iterator[tuple[str, int]]:
    """List and number of each numbered heading."""
    for heading in cells:
        match = _NUMBERED.match(heading)
        if match:
            yield match[1], int(match[2])


def _google_headings(counts: Counter[str]) -> list[str]:
    found = list(google.HEADINGS)
    for name, parts in google.NUMBERED.items():
        for number in range(1, max(counts[name], 1) + 1):
            found += [f"{name} {number} - {part}" for part in parts]
    return found


def _row(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    shown = [
        cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")[: limits.FIELD] for cell in cells
    ]
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(shown)
    return text.getvalue().encode("utf-8", "replace")
