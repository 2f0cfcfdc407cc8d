"""Pieces of a line that the user turned back into plain text: where they are after the text was edited."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = frozenset[Span]


def moved(spans: Iterable[Span], at: int, removed: str, added: str, after: str) -> Spans:
    """The spans that are still plain after an edit, at their new places.

    An edit inside a piece, or a letter typed on to it, makes another word of it; that one is read anew.

    Args:
        spans: first and last offset of each piece before the edit.
        at: where the edit begins.
        removed: how the text there was.
        added: what stands there now.
        after: the character behind the edit; "" at the end of the text.
    """
    kept = set()
    shift = len(added) - len(removed)
    for start, end in spans:
        if at + len(removed) <= start:
            if not (at + len(removed) == start and _joins(added[-1:], after)):
                kept.add((start + shift, end + shift))
        elif at > end or (at == end and not added[:1].isalnum()):
            kept.add((start, end))
    return frozenset(kept)


def _joins(letter: str, neighbour: str) -> bool:
    """Whether a typed letter and its neighbour make one word."""
    return letter.isalnum() and neighbour.isalnum()


def difference(before: str, after: str) -> tuple[int, str, str]:
    """Where two texts differ: the place, what was there, what is there now."""
    first = 0
    most = min(len(before), len(after))
    while first < most and before[first] == after[first]:
        first += 1
    last = 0
    while last < most - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return first, before[first : len(before) - last], after[first : len(after) - last]


def units(text: str, place: int) -> int:
    """The offset that Qt has for the character at `place`: it counts an emoji as two."""
    return place + sum(ord(letter) > 0xFFFF for letter in text[:place])


def place_of(text: str, offset: int) -> int:
    """The character at an offset of Qt; the counterpart of `units`."""
    left = offset
    for place, letter in enumerate(text):
        if left <= 0:
            return place
        left -= 2 if ord(letter) > 0xFFFF else 1
    return len(text)
