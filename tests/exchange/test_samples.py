"""The sample files that come with the program are read whole and say what they are meant to say."""

from __future__ import annotations

import io

import pytest

from crm_desktop.base.resource_files import resources
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject, WriteOptions
from crm_desktop.exchange.registry import format_of, recognise
from tests.exchange.tables import lines_of


def read_sample(name: str) -> list[RawRecord | Reject]:
    path = resources() / "samples" / name
    with path.open("rb") as stream:
        return list(recognise(path).read(stream, ReadOptions()))


@pytest.mark.parametrize(("name", "count"), [("contacts.vcf", 41), ("contacts_google.csv", 15)])
def test_good_samples_are_read_without_a_word(name: str, count: int) -> None:
    found = read_sample(name)
    records = [part for part in found if isinstance(part, RawRecord)]
    assert (len(found), len(records)) == (count, count)
    assert [part.notices for part in records if part.notices] == []
    assert all(part.party.addresses[0].country for part in records)


def test_the_vcard_sample_has_every_version_and_many_countries() -> None:
    text = (resources() / "samples" / "contacts.vcf").read_text("utf-8")
    assert all(f"VERSION:{version}" in text for version in ("2.1", "3.0", "4.0"))
    records = [part.party for part in read_sample("contacts.vcf") if isinstance(part, RawRecord)]
    assert len({record.addresses[0].country for record in records}) >= 20
    assert sum(bool(record.photo) for record in records) == 2


@pytest.mark.parametrize("name", ["contacts.vcf", "contacts_google.csv", "messy_cp949.csv"])
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_samples_written_as_vcards_say_the_same(name: str, version: str) -> None:
    records = [part.party for part in read_sample(name) if isinstance(part, RawRecord)]
    stream = io.BytesIO()
    format_of("vcard").write(records, stream, WriteOptions(version=version))
    stream.seek(0)
    found = [part for part in format_of("vcard").read(stream, ReadOptions()) if isinstance(part, RawRecord)]
    assert [part.party for part in found] == records


def test_the_messy_sample() -> None:
    found = read_sample("messy_cp949.csv")
    assert [(part.position, part.reason) for part in found if isinstance(part, Reject)] == [
        (8, "The row has 12 cells, but there are 10 headings.")
    ]
    records = [part for part in found if isinstance(part, RawRecord)]
    assert lines_of(records[1].party) == [
        "display_name 신태양",
        "account_no 00018",
        "phone | 010-2000-0011 | cell",
        "email | sehun@eunha.example",
        "address | 서울특별시 중구 세종대로 110 |  | 04524",
        "role | 은하상사 |  | 과장",
        "birthday | 1975-11-30",
        "note | '첫째 줄\\n둘째 줄'",
    ]
    assert [part.notices for part in records if part.notices] == [
        ("The text is not UTF-8; it was read as cp949.",),
        ("“03/04/1985” in “생일” cannot be understood; the text was kept.",),
        ("The row ends 8 cells too early.",),
    ]
