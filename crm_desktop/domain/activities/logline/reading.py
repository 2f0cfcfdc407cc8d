"""A line while it is read: what is understood so far, what is left."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from crm_desktop.domain.activities.logline import moments
from crm_desktop.domain.activities.logline.forms import HIDDEN, Forms, forms_of
from crm_desktop.domain.activities.logline.model import Chip, LogLine, Surroundings

LITERAL = "\x01"
"""Stands for a character that the user wants to be plain text."""

_DIVIDER = re.compile(r"[,;!?，。；！？\n]|\s[-–—]\s|\.(?=\s|$)")
_LEAD_AT_MOST = 20


class Reading:
    """The line and what is known of it. `low` hides what is understood, so that later steps do not see it."""

    def __init__(self, text: str, around: Surroundings, literal: frozenset[tuple[int, int]]) -> None:
        self.text = text
        self.around = around
        self.languages: Sequence[Forms] = forms_of(around.language)
        plain = text
        for place in literal:
            start, end = (min(max(at, 0), len(text)) for at in place)
            plain = plain[:start] + LITERAL * (end - start) + plain[max(start, end) :]
        self.plain = "".join(" " if letter in "\x00\x02" else letter for letter in plain)
        self.low = "".join(low if len(low := letter.lower()) == 1 else letter for letter in self.plain)
        self.line = LogLine(around.default_kind, around.now)
        self.chips: list[Chip] = []
        self.problems: list[str] = []
        self.has_kind = False
        self.is_over = False
        self.is_coded = False
        """The outcome is a code, typed at once: "lm fri" is not about the Friday before."""
        self.opening_end = 0
        self.moments: list[moments.Moment] = []
        self.lengths: list[moments.Length] = []

    @property
    def today(self) -> dt.date:
        """The day on which the line is typed."""
        return self.around.now.date()

    def hide(self, start: int, end: int) -> None:
        """Later steps take these characters as understood."""
        self.low = self.low[:start] + HIDDEN * (end - start) + self.low[end:]

    def chip(self, kind: str, start: int, end: int, meaning: str, *, stays: bool = False) -> None:
        """Adds a chip and hides its characters."""
        self.chips.append(Chip(kind, start, end, meaning, stays))
        self.hide(start, end)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no chip holds any of these characters."""
        return all(chip.end <= start or end <= chip.start for chip in self.chips)

    def clauses(self) -> list[tuple[int, int]]:
        """Begin and end of each clause; a full stop after an abbreviation ends none."""
        found, start = [], 0
        masked = self.masked()
        for match in _DIVIDER.finditer(masked):
            if match[0] == "." and self._is_abbreviated(masked, match.start()):
                continue
            found.append((start, match.start()))
            start = match.end()
        return [*found, (start, len(masked))]

    def masked(self) -> str:
        """`low` with all days, times and lengths hidden as well, whether they will count or not."""
        letters = list(self.low)
        places = [(moment.start, moment.end) for moment in self.moments]
        for start, end in places + [(length.start, length.end) for length in self.lengths]:
            letters[start:end] = HIDDEN * (end - start)
        return "".join(letters)

    def _is_abbreviated(self, masked: str, stop: int) -> bool:
        word = re.search(r"[^\s\x00]*$", masked[:stop])
        assert word is not None  # the expression matches an empty end as well
        follows = masked[stop + 1 :].lstrip()[:1]
        if word[0][-1:].isdigit() and follows and not self.plain[stop + 1 :].lstrip()[:1].isupper():
            return True
        return any(word[0] in forms.abbreviations for forms in self.languages) and bool(follows)

    def clause_at(self, place: int) -> tuple[int, int]:
        """The clause in which a character stands."""
        return next((c for c in self.clauses() if c[0] <= place <= c[1]), (0, len(self.text)))

    def lead_before(self, place: int, kinds: str) -> int:
        """Where the words begin that lead to a piece at `place` ("on", "for"); `place` itself without any."""
        for forms in self.languages:
            if match := forms.leads[kinds].search(self.low, max(0, place - _LEAD_AT_MOST), place):
                return match.start()
        return place

    def has_words(self, text: str) -> bool:
        """Whether more than signs, pieces already understood and small leading words is left of a text."""
        left = text.replace(HIDDEN, " ")
        for forms in self.languages:
            left = forms.small_words.sub(" ", left)
        return re.search(r"[\w\x01]", left) is not None

    def is_clean_left(self, place: int) -> bool:
        """Whether the piece at `place` follows another piece or begins its clause."""
        return re.search(r"(?:^|[,;.!?，。；！？、:\n\x00])\s*$", self.low[:place]) is not None

    def is_clean_right(self, place: int) -> bool:
        """Whether another piece or the end of the clause follows."""
        return re.match(r"\s*(?:$|[,;.!?，。；！？、\n\x00])", self.low[place:]) is not None
