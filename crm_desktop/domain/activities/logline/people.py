"""The kind of activity and the people, who mostly stand together: "called Bob", "김민서와 통화"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crm_desktop.domain.activities.logline.forms import HIDDEN, LATIN_NAME, Forms, forms_of
from crm_desktop.domain.activities.logline.model import Direction
from crm_desktop.domain.activities.logline.outcomes import OutcomeForms
from crm_desktop.domain.activities.logline.words import Vocabulary
from crm_desktop.domain.activities.logline.words.vocabulary import KindWord

_BLANK = rf"[\s{HIDDEN}]*"
_MORE_PEOPLE = 4
_SMALL_NAME = r"[^\W\d_]+(?:\s[^\W\d_]+)?"
"""One or two words in small letters, as somebody in a hurry types a name."""
_END = rf"(?=\s*(?:$|[,;.!?，。；{HIDDEN}]))"
_ENDS = re.compile(_END)
_NOBODY = "(?!)"


@dataclass(frozen=True, slots=True)
class Named:
    """A person as written; the place includes the words that lead to the name."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What the line is about: the kind, where its word stands, and who took part."""

    word: KindWord
    start: int
    end: int
    direction: Direction
    people: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class _Expressions:
    """What reads the places before and after a kind."""

    words: Vocabulary
    kinds: tuple[tuple[re.Pattern[str], KindWord], ...]
    fillers: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    after_small: re.Pattern[str]
    lead: re.Pattern[str]
    joint: re.Pattern[str]
    undone: re.Pattern[str]
    not_a_kind: re.Pattern[str]
    no_names: frozenset[str]


@cache
def _expressions(language: str) -> tuple[_Expressions, ...]:
    return tuple(_expressions_of(forms) for forms in forms_of(language))


def _expressions_of(forms: Forms) -> _Expressions:
    words = forms.words
    joint = rf"\s?(?:{words.joiners})\s?" if words.name else rf"\s(?:{words.joiners})\s"
    one = f"(?:{words.name}|{LATIN_NAME})" if words.name else LATIN_NAME
    whole = words.name.rstrip("?") or LATIN_NAME  # up to the end of the clause rather than up to the kind
    lead = rf"(?P<lead>(?i:{words.person_leads or _NOBODY})\s{'?' if words.name else ''})?"
    before = words.before_kind.replace("{names}", _several("names", one, joint))
    after = rf"\s*{lead}(?:{_several('names', LATIN_NAME, joint)}" + (
        rf"|{_several('own', whole, joint)}{_END})" if words.name else ")"
    )
    gap = r"\s*" if words.name else r"\s+"
    return _Expressions(
        words=words,
        kinds=forms.kinds,
        fillers=re.compile(rf"{_BLANK}(?P<said>(?:(?:{words.fillers or _NOBODY}){gap})*){_BLANK}"),
        before=re.compile(rf"{_BLANK}(?:(?:{words.fillers or _NOBODY}){gap})*{before}{_BLANK}"),
        after=re.compile(after),
        after_small=re.compile(rf"\s*{lead}(?P<names>{_SMALL_NAME}){_END}"),
        lead=re.compile(_lead_and_names(words, joint)),
        joint=re.compile(joint),
        undone=re.compile(words.undone or _NOBODY),
        not_a_kind=re.compile(words.no_kind_before or _NOBODY),
        no_names=frozenset(words.no_names.split()),
    )


def _lead_and_names(words: Vocabulary, joint: str) -> str:
    if words.name or not words.person_leads:
        return _NOBODY
    return (
        rf"(?<=\s)(?P<lead>(?i:{words.person_leads})\s)(?P<own>(?!))?{_several('names', LATIN_NAME, joint)}"
    )


def _several(group: str, one: str, joint: str) -> str:
    return f"(?P<{group}>{one}(?:(?:{joint}){one}){{0,{_MORE_PEOPLE}}})"


def find_opening(
    text: str, low: str, clauses: Sequence[tuple[int, int]], language: str, outcomes: OutcomeForms
) -> Opening | None:
    """The kind in the first clause that says anything, with the people beside it.

    Args:
        text: the line as typed, without the pieces that are not to be read.
        low: the same in small letters, with days, times and lengths hidden.
        clauses: begin and end of each.
        language: of the window.
        outcomes: whose codes and names are no people ("called busy").
    """
    for start, end in clauses:
        if not low[start:end].strip(f" {HIDDEN}\t\n,;.，。；"):
            continue
        expressions = _expressions(language)
        if any(each.undone.search(low, start, end) for each in expressions):
            return None
        kinds = _kinds(low, start, end, expressions, outcomes)
        place = (start, end)
        found = (_opening(text, low, place, match, word, each, outcomes) for each, match, word in kinds)
        last = (_closing(text, low, place, match, word, each) for each, match, word in reversed(kinds))
        return next((opening for opening in (*found, *last) if opening), None)
    return None


def _kinds(
    low: str, start: int, end: int, expressions: Sequence[_Expressions], outcomes: OutcomeForms
) -> list[tuple[_Expressions, re.Match[str], KindWord]]:
    """Words for kinds in a clause, in the order in which they stand, the longest first.

    A word inside the name of an outcome is none: "meeting booked".
    """
    named = [name.span() for name in outcomes.names.finditer(low, start, end)]
    found = [
        (each, match, word)
        for each in expressions
        for regex, word in each.kinds
        for match in regex.finditer(low, start, end)
        if not each.not_a_kind.match(low, match.end())
        and not any(
            a <= match.start() and match.end() <= b and b - a > match.end() - match.start() for a, b in named
        )
    ]
    return sorted(found, key=lambda one: (one[1].start(), -one[1].end()))


def _opening(
    text: str,
    low: str,
    clause: tuple[int, int],
    match: re.Match[str],
    word: KindWord,
    each: _Expressions,
    outcomes: OutcomeForms,
) -> Opening | None:
    """The opening that a word for a kind makes, if nothing but people and small words stands before it."""
    start, end = clause
    direction = word.direction
    if "name" in match.groupdict():
        name = text[slice(*match.span("name"))]
        return Opening(
            word, match.start(), match.end(), _side(direction), (Named(name, *match.span("name")),)
        )
    if said := each.fillers.fullmatch(low, start, match.start()):
        begin = said.start("said") if said["said"] else match.start()
        return Opening(
            word,
            begin,
            match.end(),
            _side(direction),
            _after(text, low, (match.end(), end), word, each, outcomes),
        )
    before = _before(text, low, start, match.start(), each)
    if before is None or (not before.is_marked and not (word.has_subject and before.people)):
        return None
    if not before.is_marked and direction == "out":
        direction = "in"
    return Opening(word, match.start(), match.end(), _side(direction), before.people)


def _closing(
    text: str, low: str, clause: tuple[int, int], match: re.Match[str], word: KindWord, each: _Expressions
) -> Opening | None:
    """The opening that a word for a kind makes at the end of its clause, where the language puts it last."""
    start, end = clause
    if not each.words.is_kind_last or low[match.end() : end].strip(f" {HIDDEN}\t"):
        return None
    spaces = (place for place in range(start, match.start()) if text[place] == " ")
    gaps = [*spaces]
    led = (
        *(_before(text, low, start, place, each) for place in gaps),
        *(_before(text, low, place + 1, match.start(), each) for place in gaps),
    )
    people = next((before.people for before in led if before and before.is_marked), ())
    return Opening(word, match.start(), match.end(), _side(word.direction), people)


def _masked(text: str, low: str) -> str:
    """The text as typed, with what is hidden in small letters hidden too."""
    return "".join(HIDDEN if hidden == HIDDEN else letter for letter, hidden in zip(text, low, strict=True))


@dataclass(frozen=True, slots=True)
class _Before:
    people: tuple[Named, ...]
    is_marked: bool
    """A word says that something was done with or to them; otherwise they did it."""
    is_titled: bool
    """The name carries a title, as nothing but a name does."""


def _before(text: str, low: str, start: int, place: int, each: _Expressions) -> _Before | None:
    """The people between the begin of a clause and a place, if nothing else stands there."""
    masked = _masked(text, low)
    found = each.before.fullmatch(masked, start, place)
    if found is None:
        return None
    last = len(masked[:place].rstrip(f" {HIDDEN}\t"))
    begin = place - len(masked[start:place].lstrip(f" {HIDDEN}\t"))
    people = tuple(_people(text, found.span("names"), each, begin, last))
    groups = found.groupdict()
    return _Before(people, bool(groups.get("mark")), bool(groups.get("title")))


def names_before(text: str, low: str, start: int, place: int, language: str) -> tuple[Named, ...]:
    """The people that a title or a word such as "to" marks between the begin of a clause and a place."""
    found = (_before(text, low, start, place, each) for each in _expressions(language))
    marked = (before for before in found if before and (before.is_marked or before.is_titled))
    return next((before.people for before in marked), ())


def _side(direction: str) -> Direction:
    return "out" if direction == "out" else "in" if direction == "in" else ""


def _after(
    text: str, low: str, place: tuple[int, int], word: KindWord, each: _Expressions, outcomes: OutcomeForms
) -> tuple[Named, ...]:
    """The people after a kind."""
    people = _capitals_after(text, low, place, word, each)
    match = each.after_small.match(low, *place)
    if people or match is None or each.words.name or _is_other(match["names"], each, outcomes):
        return people
    if word.has_object or (match["lead"] and " " not in match["names"]):
        return tuple(_people(text, match.span("names"), each, match.start(), match.end("names")))
    return ()


def _capitals_after(
    text: str, low: str, place: tuple[int, int], word: KindWord, each: _Expressions
) -> tuple[Named, ...]:
    """The people after a place whose names begin with capitals, or are in a script that has none."""
    start, end = place
    match = each.after.match(text, start, end) or (
        # where no spaces are written, a name ends where the next piece begins
        each.after.match(_masked(text, low), start, end) if each.words.name else None
    )
    match = match or _later(text, low, start, end, word, each)
    if match is None or not (match["names"] or match["lead"] or word.has_object):
        return ()
    first, last = match.span("names" if match["names"] else "own")
    if (not each.words.name or match["names"]) and not each.words.has_small_days:
        last = _cut(low, first, last)
    return tuple(_people(text, (first, last), each, match.start(), last))


def _later(
    text: str, low: str, start: int, end: int, word: KindWord, each: _Expressions
) -> re.Match[str] | None:
    """A name further on: after a time ("call tomorrow with Bob"), or after what was sent ("emailed a quote to Bob")."""
    for match in each.lead.finditer(text, start, end):
        between = low[start : match.start()].strip(f" {HIDDEN}\t")
        if (not between or word.is_done) and _ENDS.match(low, match.end("names")):
            return match
    return None


def names_after(text: str, low: str, start: int, end: int, language: str) -> tuple[Named, ...]:
    """The people who stand right after a place, as after a word for a kind."""
    word = KindWord("", "")
    found = (_capitals_after(text, low, (start, end), word, each) for each in _expressions(language))
    return next((people for people in found if people), ())


def _is_other(words: str, each: _Expressions, outcomes: OutcomeForms) -> bool:
    """Whether words in small letters are an outcome or a kind rather than a name."""
    if words.split()[0] in outcomes.by_code or outcomes.names.match(words):
        return True
    return any(regex.fullmatch(words) for regex, _word in each.kinds)


def _cut(low: str, first: int, last: int) -> int:
    """Where a name ends before a day that begins with a capital too: "Bob Tuesday", but not "Sun Li"."""
    place = low.find(HIDDEN, first, last)
    if place == first and low[first:last].rstrip(HIDDEN).strip(HIDDEN).strip():
        place = low.find(HIDDEN, first + low[first:last].index(" ") if " " in low[first:last] else last, last)
    return last if place == -1 else first + len(low[first:place].rstrip())


def _people(text: str, span: tuple[int, int], each: _Expressions, start: int, end: int) -> Iterator[Named]:
    """The names in `span`, each with its share of the place from `start` to `end`."""
    first, last = span
    pieces = []
    at = first
    for joint in each.joint.finditer(text, first, last):
        pieces.append((at, joint.start()))
        at = joint.end()
    pieces.append((at, last))
    names = [text[a:b].strip(f" {HIDDEN}") for a, b in pieces]
    if not all(names) or names[0].split()[0].casefold() in each.no_names:
        return
    start += len(text[start:first]) - len(text[start:first].lstrip(f" {HIDDEN}\t"))
    for number, name in enumerate(names):
        begin = start if number == 0 else pieces[number][0]
        yield Named(name, begin, end if number == len(names) - 1 else pieces[number + 1][0])
