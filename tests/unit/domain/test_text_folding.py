import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.text_folding import FILLERS, digits, fold, pad, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Søren Ågård", "soren agard"),
        ("ÆRØ", "aero"),
        ("João Gonçalves", "joao goncalves"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Straße STRASSE ẞ", "strasse strasse ss"),
        ("Þórður Eiðsson", "thordur eidsson"),
        ("İstanbul ışık", "istanbul isik"),
        ("Œuvre", "oeuvre"),
        ("김민수", "김민수"),
        (unicodedata.normalize("NFD", "김민수 Århus"), "김민수 arhus"),
        ("王小明", "王小明"),
        ("ﾊﾞﾙｾﾛﾅ", "バルセロナ"),
        ("がぎ", "がぎ"),
        ("ＡＢＣ１２３", "abc123"),
        ("Ёлкина", "елкина"),
        ("Αθήνα", "αθηνα"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("हिन्दी", "हिन्दी"),
        ("กรุงเทพ", "กรุงเทพ"),
        ("O’Brien–Smith", "o'brien-smith"),
        ("  two \t\n spaces  ", "two spaces"),
        ("a\x00b\x01c\u200bd\ud800e", "abcde"),
        ("٠١٢٣", "0123"),
        ("℡", "tel"),
        ("ﬁne", "fine"),
        ("x̂y", "xy"),
        ("葛\U000e0100城", "葛城"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii")))
def test_the_short_way_for_ascii_gives_what_the_long_way_gives(text):
    assert fold(text + " ø") == f"{fold(text)} o".strip()


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_folded_text_can_hold_no_filler_control_or_surrogate(text):
    folded = fold(text)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in folded)
    folded.encode()


@pytest.mark.parametrize("part", ["김", "민수", "明", "sor", "กร", "かな"])
def test_padding_makes_one_character_words_long_enough_for_trigrams(part):
    whole = pad(fold("Søren 김민수 王小明 กรุง かな"))
    assert len(pad(part)) >= 3
    assert pad(part) in whole


@given(st.text(), st.text())
def test_a_part_of_folded_text_stays_a_part_when_padded(left, right):
    assert pad(fold(right)) in pad(fold(left) + fold(right))


def test_padding_covers_han_outside_the_basic_plane():
    assert pad("𠮷") == "𠮷" + FILLERS


def test_words():
    assert words(fold("Anna-Marie O'Neill, Ph.D. (Århus)")) == (
        "anna",
        "marie",
        "o",
        "neill",
        "ph",
        "d",
        "arhus",
    )
    assert words("हिन्दी 김민수") == ("हिन्दी", "김민수")
    assert words("") == ()


def test_digits():
    assert digits("+45 33-11 ٢٢") == "45331122"
