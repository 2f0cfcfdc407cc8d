"""Cards that are not as the standards want them."""

from __future__ import annotations

import codecs

import pytest

from crm_desktop.exchange import limits
from crm_desktop.exchange.formats import RawRecord, ReadOptions, Reject
from tests.exchange.tables import card, lines_of, one, read

PLAIN = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Søren Ågård\r\nNOTE:김민준\r\nEND:VCARD\r\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-32"),
        PLAIN.replace("\r\n", "\n").encode(),
        PLAIN.replace("\r\n", "\r").encode(),
        PLAIN.replace("VERSION:3.0\r\n", "").encode(),
        PLAIN.replace("END:VCARD\r\n", "").encode() + b"\n\n",
        PLAIN.lower().replace("søren ågård", "Søren Ågård").encode(),
        ("\n\n  " + PLAIN).encode(),
        PLAIN.replace("김민준", "김\0민준").encode(),
        PLAIN.encode().replace("ø".encode(), b"\xc3\r\n \xb8"),
        PLAIN.replace("å", "a\N{COMBINING RING ABOVE}").encode(),
    ],
    ids=[
        *("utf-8", "byte order mark", "utf-16", "utf-16 without mark", "utf-32", "LF", "CR", "no version", "no end"),
        *("small letters", "blanks before", "NUL", "fold inside a character", "decomposed"),
    ],
)  # fmt: skip
def test_the_same_contact_however_it_is_written(content: bytes) -> None:
    found = one("vcard", content)
    assert lines_of(found.party) == ["display_name Søren Ågård", "note | '김민준'"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp949", "김민준 서울특별시 강남구 테헤란로"),
        ("gb18030", "王小明 北京市朝阳区建国门外大街"),
        ("cp932", "佐藤花子 東京都千代田区"),
        ("cp1252", "João Conceição, São Paulo, Søren Kjærsgård"),
        ("cp1251", "Оксана Коваленко, вулиця Хрещатик"),
        ("cp1253", "Ελένη Παπαδοπούλου, Αθήνα"),
    ],
)
def test_encodings_are_found_and_told(encoding: str, name: str) -> None:
    found = one("vcard", f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n".encode(encoding))
    assert found.party.display_name == name
    assert found.notices == (f"The text is not UTF-8; it was read as {encoding}.",)


def test_the_preferred_encoding_goes_before_a_guess() -> None:
    content = "BEGIN:VCARD\nFN:Łódź\nEND:VCARD\n".encode("cp1250")
    assert one("vcard", content, ReadOptions(encoding="cp1250")).party.display_name == "Łódź"


def test_one_wrong_byte_spoils_one_character() -> None:
    content = PLAIN.encode().replace("å".encode(), b"\xff")
    found = one("vcard", content, ReadOptions(encoding="ascii"))
    assert found.party.display_name.endswith("g\N{REPLACEMENT CHARACTER}rd")
    assert found.party.notes[0].body == "김민준"
    assert any("cannot be read" in notice for notice in found.notices)


def test_what_stands_between_cards_is_rejected_and_counted() -> None:
    found = read("vcard", f"Hello\nthere\n{PLAIN}\nbye\nEND:VCARD\n")
    assert [(part.position, type(part)) for part in found] == [(1, Reject), (3, RawRecord), (9, Reject)]
    assert [part.reason for part in found if isinstance(part, Reject)] == [
        "2 lines that belong to no card.",
        "2 lines that belong to no card.",
    ]
    assert str(found[0].raw) == "Hello\nthere"


def test_a_missing_end_costs_nothing() -> None:
    first, second = read("vcard", "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert (first.party.display_name, second.party.display_name) == ("A", "B")
    assert first.notices == ("The end of the card is missing.",)
    assert second.notices == ()


def test_a_card_that_holds_nothing_is_rejected() -> None:
    [found] = read("vcard", "BEGIN:VCARD\nVERSION:3.0\nREV:2020-01-01\nEND:VCARD\n")
    assert isinstance(found, Reject)
    assert found.reason == "This card holds nothing."


@pytest.mark.parametrize(
    ("line", "name"),
    [("EMAIL:a@b.example", "a@b.example"), ("ORG:Acme", "Acme"), ("TEL:123", "123"), ("NICKNAME:Bo", "Bo")],
)
def test_a_card_without_a_name_is_called_by_what_it_has(line: str, name: str) -> None:
    assert card(line).party.display_name == name


def test_raw_line_breaks_in_a_note_belong_to_the_note() -> None:
    found = card("FN:A", "NOTE:first", "second line", "and third: line", "TEL:1")
    assert found.party.notes[0].body == "first\nsecond line\nand third: line"
    assert found.party.points[0].value == "1"


def test_a_text_over_the_limit_is_cut_and_the_card_says_so() -> None:
    found = card("FN:A", "NOTE:" + "x" * (limits.FIELD + 1), "X-FOO:" + "y" * (limits.FIELD + 1))
    assert len(found.party.notes[0].body) == limits.FIELD
    assert found.party.extras == ()
    assert found.notices == (
        "NOTE is larger than 1 MB and was cut.",
        "X-FOO is larger than 1 MB and was left out.",
    )


def test_properties_over_the_limit_are_counted() -> None:
    found = card("FN:A", *["TEL:1"] * (limits.PROPERTIES + 5))
    assert len(found.party.points) < limits.PROPERTIES
    assert found.notices == ("7 properties more than 2000 were left out.",)


def test_a_name_that_turns_the_reading_direction_is_told() -> None:
    found = card("FN:gpj\N{RIGHT-TO-LEFT OVERRIDE}exe")
    assert found.notices == ("The name contains invisible characters that turn the reading direction.",)


def test_a_picture_that_cannot_be_decoded_is_kept_as_text() -> None:
    found = card("FN:A", "PHOTO;ENCODING=b:A")
    assert lines_of(found.party) == ["display_name A", "extra | PHOTO;ENCODING=b | A"]
    assert len(found.notices) == 1
