"""The cards that other programs get."""

from __future__ import annotations

import io
import re
import uuid
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    ExternalId,
    Fact,
    ImportantDate,
    Note,
    PartialDate,
    PartyRecord,
    Preference,
)
from crm_desktop.exchange import limits
from crm_desktop.exchange.formats import RawRecord, ReadOptions, WriteCount, WriteOptions
from crm_desktop.exchange.registry import format_of
from crm_desktop.exchange.vcard.text import fold
from tests.exchange.tables import card, lines_of, read

ASTRID = PartyRecord(
    display_name="Astrid Sørensen, ApS",
    given="Astrid",
    family="Sørensen",
    points=(
        ContactPoint("phone", "+45 20 12 34 56", "cell", is_preferred=True),
        ContactPoint("phone", "+45 20 12 34 57", "Sommerhus"),
        ContactPoint("email", "astrid@example.com", "work"),
    ),
    addresses=(Address("Vesterbrogade 3", "København V", "", "1620", "DK", "work", care_of="c/o Jensen"),),
    affiliations=(Affiliation("Nordlys; Møbler", "Indkøber", "Salg", is_primary=True),),
    dates=(
        ImportantDate("birthday", PartialDate(None, 2, 29)),
        ImportantDate("anniversary", PartialDate(2010, 5, 6)),
    ),
    tags=("Kunder", "Messe, 2026"),
    notes=(Note("Ringer\nhelst før 10."),),
    facts=(Fact("child", "Bo"),),
    preferences=(Preference("mail", "never", "rude answer"),),
    external_ids=(ExternalId("vcard", "urn:uuid:1"),),
)


def written(record: PartyRecord, **options: object) -> str:
    stream = io.BytesIO()
    format_of("vcard").write([record], stream, WriteOptions(**options))  # type: ignore[arg-type]  # as a test says it
    return stream.getvalue().decode()


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").splitlines()


def test_a_card_of_3_0() -> None:
    assert unfolded(written(ASTRID)) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//CRM Desktop//vCard//EN",
        "UID:urn:uuid:1",
        "FN:Astrid Sørensen\\, ApS",
        "N:Sørensen;Astrid;;;",
        "TEL;TYPE=cell;TYPE=pref:+45 20 12 34 56",
        "item1.TEL:+45 20 12 34 57",
        "item1.X-ABLabel:Sommerhus",
        "EMAIL;TYPE=work:astrid@example.com",
        "ADR;TYPE=work;CC=DK;X-CRM-CARE-OF=c/o Jensen:;;c/o Jensen\\nVesterbrogade 3;København V;;1620;Denmark",
        "ORG:Nordlys\\; Møbler;Salg",
        "TITLE:Indkøber",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "item2.X-ABDATE:2010-05-06",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "CATEGORIES:Kunder,Messe\\, 2026",
        "NOTE:Ringer\\nhelst før 10.",
        'X-CRM-FACT:{"category": "child"\\, "value": "Bo"}',
        'X-CRM-PREFERENCE:{"channel": "mail"\\, "status": "never"\\, "reason": "rude answer"}',
        "END:VCARD",
    ]


def test_what_4_0_says_in_another_way() -> None:
    lines = unfolded(written(ASTRID, version="4.0"))
    assert "TEL;TYPE=cell;PREF=1:+45 20 12 34 56" in lines
    assert "BDAY:--0229" in lines
    assert "ANNIVERSARY:20100506" in lines


def test_a_card_to_give_away_tells_only_how_to_reach_somebody() -> None:
    text = written(ASTRID, is_complete=False)
    assert not re.search("X-CRM|NOTE|CATEGORIES|rude|Bo", text)
    assert "c/o Jensen\\nVesterbrogade 3" in text.replace("\r\n ", "")


def test_a_record_of_ours_has_its_own_id_for_uid_every_time() -> None:
    record = PartyRecord(display_name="A", id=bytes(range(16)))
    assert f"UID:urn:uuid:{uuid.UUID(bytes=bytes(range(16)))}\r\n" in written(record)
    assert written(record) == written(record)


def test_there_is_one_version_and_every_line_ends_with_crlf() -> None:
    text = written(ASTRID, version="4.0")
    assert text.count("VERSION:") == 1
    assert text.count("\n") == text.count("\r\n")


@given(st.text(alphabet="aå김👩 ;", max_size=400))
@settings(deadline=None)
def test_folded_lines_are_short_and_never_cut_a_character(text: str) -> None:
    pieces = fold(f"NOTE:{text}").removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert "".join(
        piece.decode().removeprefix(" ") if n else piece.decode() for n, piece in enumerate(pieces)
    ) == (f"NOTE:{text}")


def test_what_other_programs_wrote_goes_back_as_it_was() -> None:
    lines = [
        'item3.X-FOO;BAR="a:b;c":x\\;y',
        "item3.X-ABLabel:Odd",
        "RELATED;TYPE=spouse:urn:uuid:2",
        "AGENT:BEGIN:VCARD\\nFN:B\\nEND:VCARD",
    ]
    found = card("FN:A", 'N;SORT-AS="Jensen":Jensen;Bo;;;', "item3.TEL;TYPE=work,fax:1", *lines)
    text = unfolded(written(found.party))
    assert set(lines) <= set(text)
    assert 'N;SORT-AS="Jensen":Jensen;Bo;;;' in text
    assert "item3.TEL;TYPE=work,fax:1" in text


def test_parameters_of_a_value_vanish_with_it() -> None:
    found = card("FN:A", "TEL;TYPE=work,fax;X-FOO=1:1")
    changed = PartyRecord(
        display_name="A", points=(ContactPoint("phone", "2", "home"),), extras=found.party.extras
    )
    assert [line for line in unfolded(written(changed)) if "TEL" in line] == ["TEL;TYPE=home:2"]


def test_a_usage_chosen_since_goes_before_the_types_that_were_kept() -> None:
    found = card("FN:A", "item1.TEL;TYPE=CELL;X-FOO=1:1", "item1.X-ABLabel:Boat")
    changed = PartyRecord(
        display_name="A", points=(ContactPoint("phone", "1", "home"),), extras=found.party.extras
    )
    again = read("vcard", written(changed))[0]
    assert isinstance(again, RawRecord)
    assert again.party.points == changed.points
    assert "X-FOO=1" in written(changed)


def test_new_groups_keep_clear_of_those_in_use() -> None:
    found = card("FN:A", "item1.X-FOO:1")
    labelled = PartyRecord(
        display_name="A", points=(ContactPoint("phone", "1", "Boat"),), extras=found.party.extras
    )
    assert "item2.TEL:1" in unfolded(written(labelled))


def test_files_that_cannot_be_written_are_told() -> None:
    big = Attachment("big.bin", content=bytes(limits.ATTACHMENT + 1))
    lost = Attachment("lost.jpg", is_photo=True)
    count = format_of("vcard").write(
        [PartyRecord(display_name="A", attachments=(big, lost))], io.BytesIO(), WriteOptions()
    )
    assert count == WriteCount(
        1,
        (
            "A: big.bin is larger than 25 MB and was left out.",
            "A: The content of lost.jpg is not at hand and was left out.",
        ),
    )


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match=r"5\.0"):
        written(ASTRID, version="5.0")


def test_a_second_reader_understands_the_card() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import vobject  # a check only; it warns about itself on new versions of Python

        found = vobject.readOne(written(ASTRID))
    assert found.fn.value == "Astrid Sørensen, ApS"
    assert (found.n.value.family, found.n.value.given) == ("Sørensen", "Astrid")
    assert [tel.value for tel in found.tel_list] == ["+45 20 12 34 56", "+45 20 12 34 57"]
    assert found.email.value == "astrid@example.com"
    assert (found.adr.value.street, found.adr.value.city, found.adr.value.code) == (
        ["c/o Jensen", "Vesterbrogade 3"],
        "København V",
        "1620",
    ) or found.adr.value.street == "c/o Jensen\nVesterbrogade 3"
    assert found.org.value == ["Nordlys; Møbler", "Salg"]
    assert found.categories.value == ["Kunder", "Messe, 2026"]
    assert found.note.value == "Ringer\nhelst før 10."
    assert found.uid.value == "urn:uuid:1"


def test_a_file_read_and_written_twice_says_the_same() -> None:
    found = card(
        "FN:A",
        "TEL;TYPE=WORK,VOICE;TYPE=pref:1",
        "item1.URL:http://b.example",
        "item1.X-ABLabel:Shop",
        "X-A:1",
    )
    once = written(found.party)
    [again] = format_of("vcard").read(io.BytesIO(once.encode()), ReadOptions())
    assert isinstance(again, RawRecord)
    assert lines_of(again.party) == lines_of(found.party)
    assert written(again.party) == once
