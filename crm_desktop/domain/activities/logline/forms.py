"""The words of a language made into regular expressions, once for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm_desktop.domain.activities.logline.words import Vocabulary, vocabularies
from crm_desktop.domain.activities.logline.words.vocabulary import KindWord

HIDDEN = "\x00"
"""Stands for a character that is already understood, or is not to be."""

LATIN_NAME = (
    r"(?:(?:[Dd]r|[Mm]r|[Mm]rs|[Mm]s|[Pp]rof|[Ss]r|[Ss]ra|[Dd]ra|[Ee]ng|[Hh]r|[Ff]r|[Ff]ru|D)\.?\s)?"
    r"[A-ZÀ-ÖØ-ÞČŁŠŽ][A-Za-zÀ-ɏ'’&-]*"
    r"(?:\s(?:(?:van|von|der|de|da|do|dos|das|af|la|&)\s){0,2}"
    r"(?:[AIKPS]/[AS](?![A-Za-z])|[A-ZÀ-ÖØ-ÞČŁŠŽ][A-Za-zÀ-ɏ'’-]*)){0,3}"
)
"""Words with a capital, a title before and particles between; "A/S" is one as well."""

_NEVER = "(?!)"
_PLACES = re.compile(r"\{(n|unit|rel|weekday|month|day|mon|year|h|min|part|name)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a day, a time or a length, ready to be searched for."""

    regex: re.Pattern[str]
    sense: str
    words: Vocabulary


@dataclass(frozen=True, slots=True)
class Forms:
    """All ways that one language knows, and the small expressions that look around a place."""

    words: Vocabulary
    dates: tuple[Form, ...]
    times: tuple[Form, ...]
    lengths: tuple[Form, ...]
    kinds: tuple[tuple[re.Pattern[str], KindWord], ...]
    denied: re.Pattern[str]
    """A word that says that what follows is not so."""
    denied_here: re.Pattern[str]
    """The same, within two words before the end."""
    undone: re.Pattern[str]
    facts: re.Pattern[str]
    repeats: re.Pattern[str]
    blocked: re.Pattern[str]
    blocked_after: re.Pattern[str]
    leads: Mapping[str, re.Pattern[str]]
    """Words that lead to a piece, at the end of what stands before it."""
    small_words: re.Pattern[str]
    abbreviations: frozenset[str]
    bare_days: re.Pattern[str]
    """A follow-up without its sign, as the last word: "10d"."""


@cache
def forms_of(language: str) -> tuple[Forms, ...]:
    """The forms understood in a window of `language`, its own before the English ones."""
    return tuple(_compiled(words) for words in vocabularies(language))


def alternatives(words: Mapping[str, object]) -> str:
    """An expression for any of `words`, the longest first, so that "thurs" is not read as "thu"."""
    single = {part for word in words for part in _split(word)}
    return "|".join(sorted(single, key=len, reverse=True))


def _split(pattern: str) -> list[str]:
    """The alternatives of a pattern that are not inside brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(pattern):
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            parts.append(pattern[start:place])
            start = place + 1
    return [*parts, pattern[start:]]


def value_of(words: Mapping[str, float | int | str], text: str) -> float | int | str | None:
    """What a word that was found stands for; its key may be a pattern."""
    found = words.get(text)
    if found is not None:
        return found
    whole = (value for key, value in words.items() if re.fullmatch(key, text))
    return next(whole, next((value for key, value in words.items() if key.startswith(text)), None))


def _compiled(words: Vocabulary) -> Forms:
    lengths = (
        *((pattern, "half") for pattern in words.half_forms),
        *((pattern, "fixed") for pattern in words.lengths),
        (
            rf"{{n}}\s?(?:{words.hour_words})(?:\s?(?P<min>\d{{1,2}})\s?(?:{words.minute_words})?)?",
            "hours",
        ),
        (rf"{{n}}\s?(?:{words.minute_words})", "minutes"),
    )
    codes = alternatives(words.short_units)
    letters = "|".join(code for code in words.short_units if code.isascii()) or _NEVER
    units = alternatives(words.units)
    places = _places(words)
    return Forms(
        words=words,
        dates=(
            *(_form(words, places, form.pattern, form.sense) for form in words.date_forms),
            Form(
                re.compile(rf"(?<![\w+])\+\s?(?P<n>\d{{1,3}})\s?(?P<unit>{units}|{codes}){words.right}"),
                "plus",
                words,
            ),
        ),
        times=tuple(_form(words, places, pattern, "time") for pattern in words.time_forms),
        lengths=tuple(_form(words, places, pattern, sense) for pattern, sense in lengths),
        kinds=tuple((_form(words, places, word.pattern, "").regex, word) for word in words.kinds),
        **_surroundings(words),
        abbreviations=frozenset(words.abbreviations.split()),
        bare_days=re.compile(rf"(?<!\S)(?P<n>\d{{1,3}})(?P<unit>{letters})(?=[\s{HIDDEN}]*$)"),
    )


def _surroundings(words: Vocabulary) -> dict[str, Any]:
    """The expressions that look at what stands before and after a piece."""
    edge = r"(?<![^\W\d_])" if words.right else ""
    denied = words.negations or _NEVER
    near = (
        rf"(?:{edge}(?:{denied})(?:\s+\w+){{0,2}}|n['’]t(?:\s+\w+){{0,2}})"
        if words.right
        else rf"(?:{denied})\w{{0,4}}"
    )
    return {
        "denied": re.compile(rf"{edge}(?:{denied}){words.right}"),
        "denied_here": re.compile(rf"{near}\s*$"),
        "undone": re.compile(rf"{edge}(?:{words.undone or _NEVER})"),
        "facts": re.compile(rf"{edge}(?:{words.facts or _NEVER}){words.right}"),
        "repeats": re.compile(rf"\s*(?:{words.repeats or _NEVER}){words.right}"),
        "blocked": re.compile(rf"{words.left}(?:{words.blockers or _NEVER})\s*$"),
        "blocked_after": re.compile(words.blockers_after or _NEVER),
        "leads": {
            kind: re.compile(rf"(?<![^\W_])(?:{leads or _NEVER})\s*$")
            for kind, leads in (
                ("date_leads", words.date_leads),
                ("length_leads", words.length_leads),
                ("outcome_leads", words.outcome_leads),
                ("deadlines", words.deadlines),
            )
        },
        "small_words": re.compile(
            rf"(?<![^\W_])(?:{words.date_leads or _NEVER})(?=\s|$)" if words.right else _NEVER
        ),
    }


def _places(words: Vocabulary) -> dict[str, str]:
    """What each place of a form stands for. Days are written in words only where months are numbered."""
    figure = r"\d{1,2}" if words.months else rf"\d{{1,2}}|{words.number}"
    return {
        "n": rf"\d{{1,3}}|{words.number}",
        "unit": alternatives(words.units),
        "rel": alternatives(words.days),
        "weekday": alternatives(words.weekdays),
        "month": alternatives(words.months) or _NEVER,
        "day": figure,
        "mon": figure,
        "h": figure,
        "year": r"\d{4}",
        "min": r"[0-5]\d" if words.months else rf"[0-5]?\d|{words.number}",
        "part": alternatives(words.day_parts),
        "name": f"{words.name}|{LATIN_NAME}" if words.name else LATIN_NAME,
    }


def _form(words: Vocabulary, places: Mapping[str, str], pattern: str, sense: str) -> Form:
    filled = _PLACES.sub(lambda place: f"(?P<{place[1]}>{places[place[1]]})", pattern)
    left = "(?<=>)" if sense == "typed" else words.left
    right = rf"{words.right}(?![.,]\d)" if sense == "time" else words.right  # not "at 3,400"
    return Form(re.compile(f"{left}(?:{filled}){right}"), sense, words)
