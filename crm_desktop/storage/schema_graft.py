"""Gives a damaged copy the pages of the schema back, from a new file: without them SQLite reads nothing at all.

Files of one version begin alike: they are made by the same statements, so each table has its root on the same page,
and the pages of the schema itself, a third of a new file, never change afterwards. Source: SQLite file format,
sections 1.3 (header) and 2.6 (schema).
"""

from __future__ import annotations

import struct
from pathlib import Path

from crm_desktop.storage import driver

PAGE = 4096
_HEADER = 100
_VERSION_COUNTER, _SIZE, _FREE_LIST, _VALID_FOR = 24, 28, 32, 92
"""Offsets in the header: change counter, pages in the file, first free page and their number, the counter again."""


def graft(copy: Path, fresh: Path) -> bool:
    """Overwrites the schema pages of `copy` with those of `fresh`.

    Args:
        copy: a damaged file that may be changed.
        fresh: a new, empty file of this version.

    Returns:
        False, and `copy` is as it was, when what is left of its schema is not that of `fresh`.
    """
    new, old = fresh.read_bytes(), bytearray(copy.read_bytes())
    pages = [number for number in _schema_pages(fresh, len(new) // PAGE) if number * PAGE <= len(old)]
    inner = [number for number in pages if number > 1]
    alike = sum(_page(old, number) == _page(new, number) for number in inner)
    if alike * 2 < len(inner) or not inner:
        return False
    for number in pages:
        old[(number - 1) * PAGE : number * PAGE] = _page(new, number)
    counter = new[_VERSION_COUNTER : _VERSION_COUNTER + 4]
    old[_SIZE : _SIZE + 4] = struct.pack(">I", len(old) // PAGE)
    old[_FREE_LIST : _FREE_LIST + 8] = bytes(8)
    old[_VALID_FOR : _VALID_FOR + 4] = counter
    copy.write_bytes(old)
    return True


def _schema_pages(fresh: Path, count: int) -> list[int]:
    """Numbers of the pages that hold the schema: in a new file all but the roots of tables and indexes."""
    connection = driver.connect(fresh)
    try:
        rows = connection.execute("select rootpage from sqlite_schema where rootpage > 0").fetchall()
    finally:
        connection.close()
    roots = {row[0] for row in rows}
    return [number for number in range(1, count + 1) if number not in roots]


def _page(image: bytes | bytearray, number: int) -> bytes:
    return bytes(image[(number - 1) * PAGE : number * PAGE])
