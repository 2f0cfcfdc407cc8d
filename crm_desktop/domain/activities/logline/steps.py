"""The steps in which a line is read, in this order; `parsing` tells the rules."""

from __future__ import annotations

import re
from dataclasses import replace

from crm_desktop.domain.activities.logline import moments
from crm_desktop.domain.activities.logline.forms import HIDDEN
from crm_desktop.domain.activities.logline.model import OutcomeWord
from crm_desktop.domain.activities.logline.moments import Moment
from crm_desktop.domain.activities.logline.outcomes import outcome_forms
from crm_desktop.domain.activities.logline.people import find_opening, names_after, names_before
from crm_desktop.domain.activities.logline.reading import Reading

_TAG = re.compile(r"(?<![\w#&])#([^\W\d_][\w-]*)")
_LINK = re.compile(r"(?<![\w$])\$([^\W\d_][\w-]*)")
_BETWEEN = rf"[\s{HIDDEN},、]*"
_TOKEN = re.compile(r"[^\s,;，；。、]+")
_COUNTED = 20
"""So many days and lengths are looked at. A line needs two; a long text pasted in may hold hundreds."""
_SIGNS = f" {HIDDEN},;.:"


def read_signs(reading: Reading) -> None:
    """Tags and links; then all days, times and lengths, of which later steps choose."""
    for match in _TAG.finditer(reading.low):
        reading.chip("tag", *match.span(), reading.text[slice(*match.span(1))])
        reading.line = replace(reading.line, tags=(*reading.line.tags, reading.chips[-1].meaning))
    for match in _LINK.finditer(reading.low):
        reading.chip("link", *match.span(), reading.text[slice(*match.span(1))])
        reading.line = replace(reading.line, links=(*reading.line.links, reading.chips[-1].meaning))
    found, reading.lengths = moments.find(reading.low, reading.languages, reading.around.date_order)
    typed = [moment for moment in found if moment.is_explicit][:_COUNTED]
    prose = [moment for moment in found if not moment.is_explicit][:_COUNTED]
    free = [moment for moment in prose if not _is_blocked(reading, moment)]
    reading.moments = sorted((*typed, *free), key=lambda moment: moment.start)
    reading.lengths = reading.lengths[:_COUNTED]


def _is_blocked(reading: Reading, moment: Moment) -> bool:
    """Whether words around a day say that it is not when something is to be done ("until 30 June")."""
    before, after = reading.low[: moment.start], reading.low[moment.end :]
    return any(
        forms.blocked.search(before) or forms.blocked_after.match(after) for forms in reading.languages
    )


def read_opening(reading: Reading) -> None:
    """The kind, the direction and the people."""
    outcomes = outcome_forms(reading.around.outcomes)
    opening = find_opening(
        reading.plain, reading.masked(), reading.clauses(), reading.around.language, outcomes
    )
    if opening is None:
        return
    word = opening.word
    reading.has_kind, reading.is_over, reading.opening_end = True, word.is_done, opening.end
    inner = [person for person in opening.people if opening.start < person.start < opening.end]
    reading.chip("kind", opening.start, inner[0].start if inner else opening.end, word.kind)
    if inner:
        reading.chip("kind", inner[0].end, opening.end, word.kind)
    names = tuple(person.name for person in opening.people)
    reading.line = replace(reading.line, kind=word.kind, direction=opening.direction, people=names)
    for person in opening.people:
        reading.chip("person", person.start, person.end, person.name)
        reading.opening_end = max(reading.opening_end, person.end)
        reading.moments = [m for m in reading.moments if m.end <= person.start or person.end <= m.start]


def read_outcome(reading: Reading) -> None:
    """The outcome: a code among the first pieces, or a name."""
    forms = outcome_forms(reading.around.outcomes)
    low = reading.masked()
    start = re.match(_BETWEEN, low)
    place = start.end() if start else 0
    token = _TOKEN.match(low, place)
    longer = forms.names.match(low, place)
    if longer and token and longer.end() > token.end():
        token = None
    if token and (word := forms.by_code.get(token[0].strip(HIDDEN).rstrip(".!"))) and _fits(reading, word):
        end = place + len(token[0].strip(HIDDEN).rstrip(".!"))
        if not _is_small_word(reading, low, token[0], end):
            _set_outcome(reading, word, place, end, stays=False)
            reading.opening_end = max(reading.opening_end, end)
            return
    for match in forms.names.finditer(low):
        word = forms.by_name[" ".join(match[0].split())]
        if _fits(reading, word) and not _is_denied(reading, match):
            begin, end = reading.clause_at(match.start())
            _read_people_beside(reading, match)
            rest = reading.masked()[begin : match.start()] + reading.masked()[match.end() : end]
            _set_outcome(reading, word, *match.span(), stays=reading.has_words(rest))
            return


def _read_people_beside(reading: Reading, match: re.Match[str]) -> None:
    """The people beside an outcome that opens the line: "got hold of Niels"."""
    begin, end = reading.clause_at(match.start())
    low, language = reading.masked(), reading.around.language
    if reading.has_kind or low[:begin].strip(_SIGNS):
        return
    if low[begin : match.start()].strip(_SIGNS):
        people = names_before(reading.plain, low, begin, match.start(), language)
    else:
        people = names_after(reading.plain, low, match.end(), end, language)
    reading.line = replace(reading.line, people=tuple(person.name for person in people))
    for person in people:
        reading.chip("person", person.start, person.end, person.name)
        reading.moments = [m for m in reading.moments if m.end <= person.start or person.end <= m.start]


def _is_small_word(reading: Reading, low: str, token: str, end: int) -> bool:
    """Whether a code is a small word of the language as well ("na" in Portuguese) and a word follows it."""
    own = reading.languages[0].words
    is_word = any(re.fullmatch(leads, token) for leads in (own.date_leads, own.person_leads) if leads)
    return (
        is_word
        and re.match(r"\s+[^\W\d_]|\s*\x00[^+>]*$", low[end:]) is not None
        and not re.match(r"\s*[+>\d]", reading.low[end:])
    )


def _fits(reading: Reading, word: OutcomeWord) -> bool:
    return not word.kinds or reading.line.kind in word.kinds


def _set_outcome(reading: Reading, word: OutcomeWord, start: int, end: int, *, stays: bool) -> None:
    reading.line = replace(reading.line, outcome=word.key)
    reading.is_over = True
    reading.chip("outcome", start, end, word.key, stays=stays)


def _is_denied(reading: Reading, match: re.Match[str]) -> bool:
    """Whether "not" or "if" stands within two words before, or a question mark behind."""
    begin, end = reading.clause_at(match.start())
    if reading.low[end : end + 1] in ("?", "？"):
        return True
    before = reading.low[begin : match.start()]
    return any(forms.denied_here.search(before) for forms in reading.languages)


def read_lengths(reading: Reading) -> None:
    """How long it took."""
    for length in reading.lengths:
        start = reading.lead_before(length.start, "length_leads")
        is_lead = start < length.start
        left, right = reading.is_clean_left(start), reading.is_clean_right(length.end)
        is_piece = HIDDEN in reading.low[max(0, start - 2) : start]
        if (
            reading.line.duration_s is None
            and reading.is_free(start, length.end)
            and (is_lead or right or (left and is_piece))
        ):
            reading.line = replace(reading.line, duration_s=length.minutes * 60)
            end = length.end + (
                reading.low[length.end : length.end + 1] == "." and length.end + 1 < len(reading.low)
            )
            reading.chip("length", start, end, str(length.minutes))
