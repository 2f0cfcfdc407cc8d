"""Order of mixed lines, against the Unicode reference implementation behind python-bidi."""

from __future__ import annotations

import random
import unicodedata

import bidi
import pytest

from crm_desktop.printing.text.bidi import starts_right_to_left, visual_runs

LETTERS = "abcXYZ" + "אבגדה" + "ابتثجحد"
NUMBERS = "0123456789" + "٠١٢٣٤"
SIGNS = " .,:/-+#$%()[]{}<>!?&'\""
MARKS = "\u05b0\u05b8\u064e\u0651\u0301"


def visual(text: str) -> str:
    return "".join(run.text[::-1] if run.is_rtl else run.text for run in visual_runs(text))


def random_line(rng: random.Random, pool: str) -> str:
    return "".join(rng.choice(pool) for _ in range(rng.randrange(1, 25)))


@pytest.mark.parametrize("seed", range(4))
def test_random_lines_come_out_as_in_the_reference(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(1000):
        line = random_line(rng, LETTERS * 2 + NUMBERS + SIGNS)
        assert visual(line) == bidi.get_display(line), repr(line)


def test_marks_stay_with_their_letters() -> None:
    """The reference leaves marks in visual order; what counts is that letters and signs stand right."""
    rng = random.Random(5)
    for _ in range(1000):
        line = random_line(rng, LETTERS * 2 + NUMBERS + SIGNS + MARKS)
        assert visual(line) == bidi.get_display(line), repr(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", "abc"),
        ("אבג 12", "12 גבא"),
        ("tel 03 אבג", "tel 03 גבא"),
        ("אבג (דה)", "(הד) גבא"),
        ("شارع ١٢", "١٢ عراش"),
    ],
)
def test_known_lines(text: str, expected: str) -> None:
    mirrored = str.maketrans("()", ")(")
    shown = "".join(
        run.text[::-1].translate(mirrored) if run.is_rtl else run.text for run in visual_runs(text)
    )
    assert shown == expected


def test_the_runs_keep_every_character() -> None:
    line = "Ali علي 12 (שלום) ١٢٣ x"
    assert sorted("".join(run.text for run in visual_runs(line))) == sorted(line)


@pytest.mark.parametrize(
    ("text", "expected"), [("123 אב", True), ("Ali علي", False), ("12", False), ("", False)]
)
def test_the_first_letter_gives_the_direction_of_the_line(text: str, expected: bool) -> None:
    assert starts_right_to_left(text) is expected


def test_all_brackets_are_known_pairs() -> None:
    from crm_desktop.printing.text.bidi import _CLOSER_OF

    for opening, closing in _CLOSER_OF.items():
        assert unicodedata.category(opening) == "Ps"
        assert unicodedata.category(closing) == "Pe"
        assert unicodedata.bidirectional(opening) == unicodedata.bidirectional(closing) == "ON"
