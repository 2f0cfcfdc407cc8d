"""The steps in which a line is read, in this order; `parsing` tells the rules."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from crm_desktop.domain.activities.logline import moments, signs
from crm_desktop.domain.activities.logline.forms import HIDDEN
from crm_desktop.domain.activities.logline.model import OutcomeWord
from crm_desktop.domain.activities.logline.moments import Moment
from crm_desktop.domain.activities.logline.outcomes import OutcomeForms, outcome_forms
from crm_desktop.domain.activities.logline.people import find_opening, names_after, names_before
from crm_desktop.domain.activities.logline.reading import Reading

_BETWEEN = rf"[\s{HIDDEN},、]*"
_TOKEN = re.compile(r"[^\s,;，；。、]+")
_COUNTED = 20
"""So many days and lengths are looked at. A line needs two; a long text pasted in may hold hundreds."""
_SIGNS = f" {HIDDEN},;.:"


def read_signs(reading: Reading) -> None:
    """Tags and links; then all days, times and lengths, of which later steps choose."""
    for tag in signs.find(signs.TAG, reading.low):
        reading.chip("tag", tag.start, tag.end, reading.text[tag.name].strip())
        reading.line = replace(reading.line, tags=(*reading.line.tags, reading.chips[-1].meaning))
    for link in signs.find(signs.LINK, reading.low):
        reading.chip("link", link.start, link.end, reading.text[link.name].strip())
        reading.line = replace(reading.line, links=(*reading.line.links, reading.chips[-1].meaning))
    found, reading.lengths = moments.find(reading.low, reading.languages, reading.around.date_order)
    typed = [moment for moment in found if moment.is_explicit][:_COUNTED]
    prose = [moment for moment in found if not moment.is_explicit][:_COUNTED]
    spans = _spans(reading, prose)
    free = [moment for moment in prose if moment not in spans and not _is_blocked(reading, moment)]
    reading.moments = sorted((*typed, *free), key=lambda moment: moment.start)
    reading.lengths = reading.lengths[:_COUNTED]


def _spans(reading: Reading, found: list[Moment]) -> list[Moment]:
    """The days that begin or end a span of days, on which nothing is to be done: "open mon to fri"."""
    both = [pair for pair in pairwise(found) if moments.are_range(reading.low, *pair, reading.languages)]
    return [moment for pair in both for moment in pair]


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
    for forms in reading.languages:
        if repeat := forms.repeats.match(reading.masked(), reading.opening_end):
            reading.chip("kind", *repeat.span(), word.kind)
            reading.opening_end = repeat.end()


def read_outcome(reading: Reading) -> None:
    """The outcome: a code among the first pieces, or a name."""
    forms = outcome_forms(reading.around.outcomes)
    if not _read_code(reading, forms):
        _read_name(reading, forms)


def _read_code(reading: Reading, forms: OutcomeForms) -> bool:
    """A code, where only pieces that are understood stand before it and no longer name begins with it."""
    low = reading.masked()
    start = re.match(_BETWEEN, low)
    token = _TOKEN.match(low, start.end() if start else 0)
    if token is None:
        return False
    code = token[0].strip(HIDDEN).rstrip(".!")
    place, end = token.start(), token.start() + len(code)
    name = forms.names.match(low, place)
    word = forms.by_code.get(code)
    if word is None or not _fits(reading, word) or (name and name.end() > end):
        return False
    if _is_small_word(reading, low, code, end):
        return False
    _set_outcome(reading, word, place, end, stays=False)
    reading.is_coded = not reading.has_kind
    reading.opening_end = max(reading.opening_end, end)
    return True


def _read_name(reading: Reading, forms: OutcomeForms) -> None:
    """The first name of an outcome that nothing denies, if its clause names no other outcome as well."""
    named: list[tuple[re.Match[str], OutcomeWord]] = []
    for match in forms.names.finditer(reading.masked()):
        word = forms.by_name[" ".join(match[0].split())]
        if _fits(reading, word) and not _is_denied(reading, match, named[-1][0].end() if named else 0):
            named.append((match, word))
    if not named:
        return
    match, word = named[0]
    begin, end = reading.clause_at(match.start())
    if any(other != word and second.start() < end for second, other in named[1:]):
        return  # "not interested in the small one but interested in the large one"
    _read_people_beside(reading, match)
    start = reading.lead_before(match.start(), "outcome_leads")
    bares = [each.bare_days for each in reading.languages]
    after = reading.masked()[match.end() : end]
    if end == len(reading.low):
        after = next((left for bare in bares if (left := bare.sub("", after)) != after), after)
    stays = reading.has_words(reading.masked()[begin:start] + after)
    _set_outcome(reading, word, match.start() if stays else start, match.end(), stays=stays)


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


def _is_small_word(reading: Reading, low: str, code: str, end: int) -> bool:
    """Whether a code is a small word of the language as well ("na" in Portuguese) and leads to what follows it."""
    own = reading.languages[0].words
    if not any(re.fullmatch(leads, code) for leads in (own.date_leads, own.person_leads) if leads):
        return False
    leads_to_a_word = re.match(rf"\s+[^\W\d_]|\s*{HIDDEN}[^+>]*$", low[end:]) is not None
    return leads_to_a_word and re.match(r"\s*[+>\d]", reading.low[end:]) is None


def _fits(reading: Reading, word: OutcomeWord) -> bool:
    return not word.kinds or reading.line.kind in word.kinds


def _set_outcome(reading: Reading, word: OutcomeWord, start: int, end: int, *, stays: bool) -> None:
    reading.line = replace(reading.line, outcome=word.key)
    reading.is_over = True
    reading.chip("outcome", start, end, word.key, stays=stays)


def _is_denied(reading: Reading, match: re.Match[str], since: int) -> bool:
    """Whether "not" or "if" stands within two words before, but after `since`, or a question mark behind."""
    begin, end = reading.clause_at(match.start())
    if reading.low[end : end + 1] in ("?", "？"):
        return True
    before = reading.low[max(begin, since) : match.start()]
    return any(forms.denied_here.search(before) for forms in reading.languages)


def read_lengths(reading: Reading) -> None:
    """How long it took."""
    for length in reading.lengths:
        start = reading.lead_before(length.start, "length_leads")
        is_free = reading.is_free(start, length.end)
        if is_free and reading.line.duration_s is None and _is_how_long(reading, start, length):
            reading.line = replace(reading.line, duration_s=length.minutes * 60)
            reading.chip("length", start, _with_full_stop(reading, length.end), str(length.minutes))


def _is_how_long(reading: Reading, start: int, length: moments.Length) -> bool:
    """Whether a length tells how long it took, not "20 min late" or "shifts of 8 hours".

    It does after "for", among other pieces, at the end of what is said of the kind, in a clause of its own, or written
    in one ("45min") right before another piece.
    """
    is_compact = " " not in reading.low[length.start : length.end]
    if (
        is_compact
        and HIDDEN in reading.low[length.end : length.end + 2]
        and reading.is_clean_right(length.end)
    ):
        return True
    is_after_piece = HIDDEN in reading.low[max(0, start - 2) : start] and reading.is_clean_left(start)
    is_own = reading.clause_at(start)[0] < reading.opening_end or reading.is_clean_left(start)
    return start < length.start or is_after_piece or (is_own and reading.is_clean_right(length.end))


def _with_full_stop(reading: Reading, end: int) -> int:
    """`end`, or behind the full stop of "45 min. and more"."""
    return end + (reading.low[end : end + 1] == "." and end + 1 < len(reading.low))
