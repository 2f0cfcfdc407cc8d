"""How well a typed text fits a command's title."""

from __future__ import annotations

from functools import lru_cache

from crm_desktop.domain.text_folding import fold

LETTERS_IN_ORDER = 3
"""The weakest match: good enough when only commands are looked for."""


def match_score(text: str, title: str) -> int | None:
    """Lower is better; None when the letters of `text` do not occur in `title` in their order.

    A title that begins with the text comes before one with a word that does, before one that holds it
    anywhere, before one whose letters only occur in order ("nc" in "New contact").
    """
    wanted = _forms(text)[0]
    if not wanted:
        return 0
    plain, *later = _forms(title)
    if plain.startswith(wanted):
        return 0
    if any(rest.startswith(wanted) for rest in later):
        return 1
    if wanted in plain:
        return 2
    letters = iter(plain)
    return LETTERS_IN_ORDER if all(letter in letters for letter in wanted) else None


@lru_cache(maxsize=1024)
def _forms(text: str) -> tuple[str, ...]:
    """The folded text without spaces, then the same from its second word on, from its third, and so forth.

    Kept, since each key in the palette is compared with the same few hundred titles.
    """
    pieces = fold(text).split()
    return tuple("".join(pieces[start:]) for start in range(max(len(pieces), 1)))
