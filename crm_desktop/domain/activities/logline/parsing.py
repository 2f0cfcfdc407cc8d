"""A typed line into what it means. The order of the steps is the grammar; the words are in `words/`.

1. Tags, links, days, times and lengths are found wherever they stand; of two that overlap the longer counts. A tag or
   link of several words stands in quotation marks after its sign; nothing else is found between them.
2. The line falls into clauses at commas and the like.
3. The kind is the first word of the first clause, after small words, times and people ("just", "yesterday",
   "Bob"); people stand beside it. A clause that says "postponed" has no kind.
4. The outcome is a code, where nothing but pieces already understood stands before it, or a name anywhere. A
   name after a word such as "not" or "if", or before "?", is none; nor is one of two in the same clause.
5. A day after `+` or `>` is the follow-up, and the words after it are its title. A day in prose says when it
   happened or will happen, if it stands in the clause of the kind; ahead of now it is the follow-up, if the line
   tells of something that took place ("called", or an outcome). In a later clause it is the follow-up and the
   rest of that clause is the title. In the middle of other words a day is no more than a word, and so is one
   after "until", "if" or "not", beside "expires", in "mon to fri", or in a note. A line that names neither kind
   nor outcome has its day at the end.
6. A figure after a day is the hour, if nothing follows that it could count. From 1 to 6 it is the afternoon,
   unless written with a 0 before. A length counts after "for", among other pieces, or at the end of the clause of the
   kind or of its own.
7. What was understood leaves the note. An outcome inside a sentence stays in it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from crm_desktop.domain.activities.logline.model import Chip, LogLine, Surroundings
from crm_desktop.domain.activities.logline.reading import Reading
from crm_desktop.domain.activities.logline.schedule import read_bare_days, read_moments
from crm_desktop.domain.activities.logline.steps import read_lengths, read_opening, read_outcome, read_signs

READ_AT_EACH_END = 1_500
"""So many characters at the begin and at the end of a long text are read; what stands between is only text."""

_LEADING = " \t\r\n,;:、，。；.·-–—"
_TRAILING = " \t\r\n,;:、，；-–—"
_GAP = re.compile(r"[ \t]{2,}")
_DOUBLED = re.compile(r"\s*([,;，；])(?:\s*[,;，；])+")


def parse(text: str, around: Surroundings, literal: frozenset[tuple[int, int]] = frozenset()) -> LogLine:
    """Reads one line of the log bar.

    Args:
        text: as typed; may hold several lines.
        around: when, where and by whom it is typed.
        literal: places (begin, end) that the user turned back into plain text: nothing in them is recognised.
            The title of a follow-up does not begin with one, but may hold one as words.

    Returns:
        What the line says. Never raises for any text.
    """
    if len(text) > 2 * READ_AT_EACH_END:
        literal |= {(READ_AT_EACH_END, len(text) - READ_AT_EACH_END)}
    reading = Reading(text, around, literal)
    read_signs(reading)
    read_opening(reading)
    read_outcome(reading)
    read_moments(reading)
    read_lengths(reading)
    read_bare_days(reading)
    chips = tuple(sorted(reading.chips, key=lambda chip: chip.start))
    return replace(reading.line, text=_note(text, chips), chips=chips, problems=tuple(reading.problems))


def prepare(language: str) -> None:
    """Makes the expressions of a language. That takes up to half a second: call it before the first line is read.

    It may run in any thread, several times and in several at once.
    """
    now = dt.datetime.now(dt.UTC)
    parse("-", Surroundings(now, language))


def _note(text: str, chips: tuple[Chip, ...]) -> str:
    """The text without the chips that leave it, and without the commas that then divide nothing."""
    kept, at = [], 0
    for chip in chips:
        if not chip.stays:
            kept.append(text[at : chip.start])
            at = chip.end
    kept.append(text[at:])
    if at == 0:
        return text.strip()
    parts = [part.strip(" \t") for part in kept]
    joined = _DOUBLED.sub(r"\1", " ".join(part for part in parts if part))
    joined = re.sub(r"\s+([,;.，。；、])", r"\1", joined)
    return _GAP.sub(" ", joined).lstrip(_LEADING).rstrip(_TRAILING)
