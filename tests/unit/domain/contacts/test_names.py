import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.contacts.names import (
    FAMILY_FIRST,
    NameParts,
    display_name,
    initials,
    join_name,
    label_name,
    sort_text,
    split_name,
)
from crm_desktop.domain.contacts.records import (
    EMAIL,
    ORGANIZATION,
    PHONE,
    Affiliation,
    ContactPoint,
    Note,
    PartyRecord,
)


def parts(prefix="", given="", additional="", family="", suffix="", nickname=""):
    return NameParts(prefix, given, additional, family, suffix, nickname)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Anna Hansen", "da", parts(given="Anna", family="Hansen")),
        ("Anna Marie Hansen", "da", parts(given="Anna", additional="Marie", family="Hansen")),
        ("Ludwig van Beethoven", "de", parts(given="Ludwig", family="van Beethoven")),
        ("Jan van der Berg", "", parts(given="Jan", family="van der Berg")),
        (
            "Prof. Dr. med. Karl von und zu Stein",
            "de",
            parts("Prof. Dr. med.", "Karl", "von und", "zu Stein"),
        ),
        ("Dr. Hansen", "", parts("Dr.", family="Hansen")),
        ("Hr. Søren Kierkegaard", "da", parts("Hr.", "Søren", family="Kierkegaard")),
        ("João da Silva Júnior", "pt", parts(given="João", family="da Silva", suffix="Júnior")),
        ("Sr. João Pedro da Silva", "pt", parts("Sr.", "João", "Pedro", "da Silva")),
        ("Maria de Fátima Silva", "pt", parts(given="Maria", additional="de Fátima", family="Silva")),
        ("Ana Neto", "pt", parts(given="Ana", family="Neto")),
        ("María García López", "es", parts(given="María", family="García López")),
        ("Gabriel García Márquez", "en", parts(given="Gabriel", additional="García", family="Márquez")),
        ("José Ortega y Gasset", "es", parts(given="José", family="Ortega y Gasset")),
        ("Don Johnson", "en", parts(given="Don", family="Johnson")),
        ("Don Pedro Ruiz", "es", parts("Don", "Pedro", family="Ruiz")),
        ("John Smith Jr.", "", parts(given="John", family="Smith", suffix="Jr.")),
        ("John Smith, Ph.D.", "", parts(given="John", family="Smith", suffix="Ph.D.")),
        ("Henry Ford III", "", parts(given="Henry", family="Ford", suffix="III")),
        ("Hansen, Anna Marie", "", parts(given="Anna", additional="Marie", family="Hansen")),
        ("van der Berg, Dr. Jan", "", parts("Dr.", "Jan", family="van der Berg")),
        ('William "Bill" Gates', "", parts(given="William", family="Gates", nickname="Bill")),
        ("Madonna", "", parts(given="Madonna")),
        ("Yo-Yo Ma", "", parts(given="Yo-Yo", family="Ma")),
        ("Nagy János", "hu", parts(given="János", family="Nagy")),
        ("Nguyễn Văn Anh", "vi", parts(given="Anh", additional="Văn", family="Nguyễn")),
        ("김민수", "", parts(family="김", given="민수")),
        ("김 민수", "", parts(family="김", given="민수")),
        ("이산", "", parts(family="이", given="산")),
        ("남궁민수", "", parts(family="남궁", given="민수")),
        ("황보관", "", parts(family="황보", given="관")),
        ("남궁 민수 님", "", parts(family="남궁", given="민수", suffix="님")),
        ("마이클 잭슨", "", parts(given="마이클", family="잭슨")),
        ("王小明", "", parts(family="王", given="小明")),
        ("欧阳修", "", parts(family="欧阳", given="修")),
        ("司馬中原", "zh", parts(family="司馬", given="中原")),
        ("田中太郎", "", parts(given="田中太郎")),
        ("田中 太郎", "", parts(family="田中", given="太郎")),
        ("林太郎", "ja", parts(given="林太郎")),
        ("マイケル・ジャクソン", "", parts(given="マイケル", family="ジャクソン")),
        ("", "", parts()),
        (", ,", "", parts(given=", ,")),
    ],
)
def test_split_name(text, lang, expected):
    assert split_name(text, lang) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anna Marie Hansen",
        "Dr. Jan van der Berg",
        "João da Silva Júnior",
        "Henry Ford III",
        "김민수",
        "남궁민수",
        "王小明",
        "欧阳修",
        "田中太郎",
    ],
)
def test_a_name_taken_apart_joins_to_the_same_name(text):
    assert join_name(split_name(text)) == text


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)
names = st.lists(words | st.sampled_from(["von", "Dr.", "Jr.", "da", "김민수", ",", "y", '"x"']), max_size=6)


@given(names.map(" ".join) | st.text(), st.sampled_from(["", "da", "es", "pt", "ja", "hu", "vi", "ko"]))
def test_no_word_of_a_name_is_lost(text, lang):
    split = split_name(text, lang)
    held = "".join((split.prefix, split.given, split.additional, split.family, split.suffix, split.nickname))
    assert sorted(c for c in held if c.isalnum()) == sorted(c for c in text if c.isalnum())
    join_name(split)


def test_joining_by_order():
    assert join_name(parts(given="János", family="Nagy"), FAMILY_FIRST) == "Nagy János"
    assert join_name(parts("Dr.", "Anna", family="Berg", suffix="Ph.D.")) == "Dr. Anna Berg Ph.D."
    assert join_name(parts("Dr.", "Anna", family="Berg"), with_prefix=False) == "Anna Berg"
    assert join_name(parts(given="민수", family="김", suffix="님")) == "김민수 님"
    assert join_name(parts()) == ""


@pytest.mark.parametrize(
    ("record", "name"),
    [
        (PartyRecord(display_name=" Anna H. ", given="Anna"), "Anna H."),
        (PartyRecord(given="Anna", family="Hansen", prefix="Dr."), "Anna Hansen"),
        (PartyRecord(given="민수", family="김"), "김민수"),
        (PartyRecord(nickname="Bo"), "Bo"),
        (PartyRecord(affiliations=(Affiliation("Lego A/S"),)), "Lego A/S"),
        (PartyRecord(points=(ContactPoint(PHONE, "33"), ContactPoint(EMAIL, "a@b.dk"))), "a@b.dk"),
        (PartyRecord(points=(ContactPoint(PHONE, "33"),)), "33"),
        (PartyRecord(notes=(Note("met\nat fair"),)), "met at fair"),
        (PartyRecord(kind=ORGANIZATION, legal_name="Lego System A/S"), "Lego System A/S"),
        (PartyRecord(), ""),
    ],
)
def test_display_name(record, name):
    assert display_name(record) == name


def test_sort_text():
    assert sort_text(PartyRecord(given="Anna", family="Hansen")) == "Hansen Anna"
    assert sort_text(PartyRecord(display_name="The Beatles")) == "The Beatles"
    assert (
        sort_text(PartyRecord(family="田中", phonetic_family="たなか", phonetic_given="たろう"))
        == "たなか たろう"
    )
    assert sort_text(PartyRecord(kind=ORGANIZATION, display_name="Lego")) == "Lego"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Hansen", "AH"),
        ("김민수", "김"),
        ("王 小明", "王"),
        ("ørsted", "Ø"),
        ("Anna (work)", "AW"),
        ("…", ""),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_label_name():
    record = PartyRecord(prefix="Dr.", given="Minsu", family="Kim", native_name="김민수")
    assert label_name(record) == "Dr. Minsu Kim"
    assert label_name(record, with_prefix=False) == "Minsu Kim"
    assert label_name(record, native=True) == "김민수"
    assert label_name(PartyRecord(given="A", label_name="The Kims")) == "The Kims"
    assert label_name(PartyRecord(kind=ORGANIZATION, display_name="Lego")) == "Lego"
