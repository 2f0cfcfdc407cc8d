"""How well a typed text fits a command's title."""

from __future__ import annotations

from crm_desktop.domain.text_folding import fold

LETTERS_IN_ORDER = 3
"""The weakest match: good enough when only commands are looked for."""


def match_score(text: str, title: str) -> int | None:
    """Lower is better; None when the letters of `text` do not occur in `title` in their order.

    A title that begins with the text comes before one with a word that does, before one that holds it
    anywhere, before one whose letters only occur in order ("nc" in "New contact").
    """
    wanted, within = fold(text).replace(" ", ""), fold(title)
    if not wanted:
        return 0
    plain = within.replace(" ", "")
    if plain.startswith(wanted):
        return 0
    if any("".join(within.split()[i:]).startswith(wanted) for i in range(1, len(within.split()))):
        return 1
    if wanted in plain:
        return 2
    letters = iter(plain)
    return LETTERS_IN_ORDER if all(letter in letters for letter in wanted) else None
