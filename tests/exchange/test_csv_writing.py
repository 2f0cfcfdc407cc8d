"""Tables for spreadsheets and for Google."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange.delimited.safety import neutral, original
from crm_desktop.exchange.formats import RawRecord, ReadOptions, WriteOptions
from crm_desktop.exchange.registry import format_of
from tests.exchange.tables import lines_of, read
from tests.exchange.test_vcard_writing import ASTRID


def written(*records: PartyRecord, **options: object) -> bytes:
    stream = io.BytesIO()
    format_of("csv").write(records, stream, WriteOptions(**options))  # type: ignore[arg-type]  # as a test says it
    return stream.getvalue()


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_it_is_what_spreadsheets_expect() -> None:
    content = written(ASTRID)
    assert content.startswith(b'\xef\xbb\xbf"kind","display_name",')
    assert content.count(b"\r\n") == 2
    assert all(len(row) == len(rows(content)[0]) for row in rows(content))


def test_google_takes_the_columns_as_its_own() -> None:
    table = rows(written(ASTRID, profile="google"))
    cells = {heading: cell for heading, cell in zip(*table, strict=True) if cell}
    assert cells == {
        "First Name": "Astrid",
        "Last Name": "Sørensen",
        "File As": "Astrid Sørensen, ApS",
        "Organization Name": "Nordlys; Møbler",
        "Organization Title": "Indkøber",
        "Organization Department": "Salg",
        "Birthday": "'--02-29",
        "Notes": "Ringer\nhelst før 10.",
        "Labels": "Kunder ::: Messe, 2026 ::: * myContacts",
        "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": "astrid@example.com",
        "Phone 1 - Label": "* Mobile",
        "Phone 1 - Value": "'+45 20 12 34 56",
        "Phone 2 - Label": "Sommerhus",
        "Phone 2 - Value": "'+45 20 12 34 57",
        "Address 1 - Label": "Work",
        "Address 1 - Street": "c/o Jensen\nVesterbrogade 3",
        "Address 1 - City": "København V",
        "Address 1 - Postal Code": "1620",
        "Address 1 - Country": "Denmark",
        "Event 1 - Label": "Anniversary",
        "Event 1 - Value": "2010-05-06",
    }


def test_raw_leaves_out_the_apostrophes() -> None:
    assert b"'" not in written(ASTRID, profile="google", raw=True)


def test_googles_columns_come_back() -> None:
    [found] = read("csv", written(ASTRID, profile="google"))
    assert isinstance(found, RawRecord)
    assert lines_of(found.party) == [
        "display_name Astrid Sørensen",
        *("given Astrid", "family Sørensen"),
        "email | astrid@example.com | work",
        *("phone | +45 20 12 34 56 | cell | preferred", "phone | +45 20 12 34 57 | Sommerhus"),
        "address | c/o Jensen / Vesterbrogade 3 |  | 1620 København V |  | DK | work",
        "role | Nordlys; Møbler | Salg | Indkøber",
        *("birthday | --02-29", "anniversary | 2010-05-06"),
        "tags | Kunder, Messe, 2026",
        "note | 'Ringer\\nhelst før 10.'",
        "extra | File As | Astrid Sørensen, ApS",
    ]


def test_there_are_as_many_columns_as_the_richest_record_needs() -> None:
    poor, rich = PartyRecord(display_name="A"), ASTRID
    headings = rows(written(poor, rich))[0]
    assert [
        heading for heading in headings if heading.startswith("phone.") and heading.endswith(".value")
    ] == [
        "phone.1.value",
        "phone.2.value",
    ]
    found = format_of("csv").read(io.BytesIO(written(poor, rich)), ReadOptions())
    assert [part.party.display_name for part in found if isinstance(part, RawRecord)] == [
        "A",
        "Astrid Sørensen, ApS",
    ]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+45 20", "'+45 20"),
        ("-1-2", "'-1-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("text\n=1", "text\n'=1"),
        ("'=1", "''=1"),
        ("-12.50", "-12.50"),
        ("+4520123456", "+4520123456"),
        ("a=1", "a=1"),
        ("'t Zand", "'t Zand"),
        ("", ""),
    ],
)
def test_formulas_are_made_harmless(cell: str, safe: str) -> None:
    assert neutral(cell) == safe
    assert original(safe) == cell


@given(st.text(alphabet="='+-@ \t\na1\u00a0"))
def test_what_was_made_harmless_comes_back(cell: str) -> None:
    assert original(neutral(cell)) == cell
