"""Answers on standard output: JSON, aligned columns for a terminal, tabs for other programs."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

import click

_SAMPLE = 500
"""Rows that the widths of columns are taken from."""

_WIDEST = 44
_GAP = "  "


def show_json(document: Any) -> None:
    """One JSON document, indented, in the letters of its language."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def show_json_line(document: Any) -> None:
    """One JSON document on a line of its own, for lists that may be long."""
    click.echo(json.dumps(document, ensure_ascii=False))


def show_table(rows: Iterable[Sequence[str]], headings: Sequence[str] = ()) -> None:
    """Rows of text: in columns with headings on a terminal, else with tabs, in full and without headings.

    The last column is never cut.
    """
    rows = iter(rows)
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(_one_line, row)))
        return
    first = list(islice(rows, _SAMPLE))
    if not first:
        return
    widths = _widths([*([headings] if headings else []), *first])
    if headings:
        click.echo(click.style(_aligned(headings, widths), bold=True))
    for row in chain(first, rows):
        click.echo(_aligned(row, widths))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    natural = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    widths = [min(width, _WIDEST) for width in natural]
    spare = shutil.get_terminal_size().columns - sum(widths) - len(_GAP) * (len(widths) - 1)
    for index, width in enumerate(natural[:-1]):
        more = max(0, min(width - widths[index], spare))
        widths[index] += more
        spare -= more
    return widths


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [_fitted(_one_line(cell), width) for cell, width in zip(row[:-1], widths, strict=False)]
    return _GAP.join([*cells, _one_line(row[-1])]).rstrip()


def _fitted(text: str, width: int) -> str:
    """`text` cut or filled to `width` columns of a terminal."""
    if text_width(text) > width:
        while text and text_width(text) >= width:
            text = text[:-1]
        text += "…"
    return text + " " * (width - text_width(text))


def text_width(text: str) -> int:
    """Columns of a terminal that a text takes: two for wide East Asian characters, none for accents."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
