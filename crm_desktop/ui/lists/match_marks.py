"""Where in a shown text the words stand that a list is filtered by."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from crm_desktop.domain.text_folding import fold, words


def wanted_words(typed: str) -> tuple[str, ...]:
    """The words of a filter line in the form that `marks` compares."""
    return words(fold(typed))


def marks(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """The parts of `text` that a filter found, as (start, length), in order and without overlap.

    Args:
        text: as it is shown; "Ågård" is found by "agard", "Straße" by "strasse".
        wanted: from `wanted_words`.
    """
    folded, origins = _folded_with_origins(text)
    covered: set[int] = set()
    for word in wanted:
        at = folded.find(word)
        while at >= 0:
            covered.update(range(origins[at], origins[at + len(word)]))
            at = folded.find(word, at + 1)
    return _runs(sorted(covered))


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    """Every letter with its accents folded by itself, and for each place in that where it came from in `text`.

    One more place at the end makes the end of the last match.
    """
    starts = [at for at, char in enumerate(text) if not at or not unicodedata.combining(char)]
    pieces, origins = [], []
    for at, end in zip(starts, [*starts, len(text)][1:], strict=True):
        letter = text[at:end]
        piece = " " if letter.isspace() else fold(letter)
        pieces.append(piece)
        origins += [at] * len(piece)
    return "".join(pieces), [*origins, len(text)]


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at in positions:
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs
