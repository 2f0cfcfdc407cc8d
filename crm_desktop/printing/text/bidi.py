"""The order of one line that mixes directions, by the Unicode bidirectional algorithm (UAX 9).

One line without explicit embeddings or isolates (cleaning drops those), so the rules X1 to X8 and L1 have
nothing to do; what is left are the weak types (W), brackets (N0), neutrals (N1, N2), levels (I) and the
reordering (L2). Each step works on a string with one letter per character:

    L letter from the left     E European number      S European separator (+ -)    M mark or joiner
    R letter from the right    N Arabic number        T European terminator ($ %)   O other neutral
    A Arabic letter                                   C common separator (, . / :)

The shaper mirrors brackets in right-to-left runs (L4), so the runs keep their characters in logical order.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import NamedTuple

_CLASSES = {"L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "S", "ET": "T", "CS": "C"}
_CLASSES |= {"NSM": "M", "BN": "M"}
_OPENING = (
    "([{\u0f3a\u0f3c\u169b\u2045\u207d\u208d\u2308\u230a\u27e6\u27e8\u27ea\u3008\u300a\u300c\u300e\u3010\u3014"
    "\u3016\u3018\u301a\uff08\uff3b\uff5b\uff5f\uff62"
)
_CLOSING = (
    ")]}\u0f3b\u0f3d\u169c\u2046\u207e\u208e\u2309\u230b\u27e7\u27e9\u27eb\u3009\u300b\u300d\u300f\u3011\u3015"
    "\u3017\u3019\u301b\uff09\uff3d\uff5d\uff60\uff63"
)
_CLOSER_OF = dict(zip(_OPENING, _CLOSING, strict=True))

MIRRORED = {
    one: other for pair in (*_CLOSER_OF.items(), "<>", "«»", "‹›", "≤≥") for one, other in (pair, pair[::-1])
}
"""Signs that are drawn the other way round in text from the right -> the sign they then look like."""


class Run(NamedTuple):
    """A piece of one direction; the text is in logical (reading) order."""

    text: str
    is_rtl: bool


def visual_runs(text: str) -> list[Run]:
    """The runs of `text` from left to right as they stand on paper."""
    original = "".join(_CLASSES.get(unicodedata.bidirectional(char) or "L", "O") for char in text)
    base = _base_direction(original)
    classes = _resolve_weak(original, base)
    classes = _resolve_brackets(text, classes, original, base)
    classes = _resolve_neutrals(classes, base)
    return _reorder(text, _levels(classes, base))


def starts_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is one from the right (rules P2, P3)."""
    return next((b for b in map(unicodedata.bidirectional, text) if b in ("L", "R", "AL")), "L") != "L"


def _base_direction(classes: str) -> str:
    strong = next((c for c in classes if c in "LRA"), "L")
    return "L" if strong == "L" else "R"


def _resolve_weak(classes: str, base: str) -> str:
    """Rules W1 to W7: what is left are L, R, E, N and O."""
    line = base + classes  # the first letter stands for the start of the line
    line = re.sub("(.)(M+)", lambda m: m[1] * len(m[0]), line)  # W1: a mark is what it sits on
    line = re.sub("A[^LR]*", lambda m: m[0].replace("E", "N"), line)  # W2: numbers after Arabic letters
    line = line.replace("A", "R")  # W3
    line = re.sub("(?<=E)[SC](?=E)", "E", line)  # W4: one separator between numbers
    line = re.sub("(?<=N)C(?=N)", "N", line)
    line = re.sub("T+(?=E)|(?<=E)T+", lambda m: "E" * len(m[0]), line)  # W5: terminators beside numbers
    line = re.sub("[SCT]", "O", line)  # W6
    line = re.sub("L[^R]*", lambda m: m[0].replace("E", "L"), line)  # W7: numbers in left-to-right text
    return line[1:]


def _resolve_brackets(text: str, classes: str, original: str, base: str) -> str:
    """Rule N0: both brackets of a pair go the same way, that of what they enclose or of what is before."""
    resolved = list(classes)
    for opening, closing in _bracket_pairs(text, classes):
        inside = {_strong(c) for c in resolved[opening + 1 : closing]} - {"O"}
        if not inside:
            continue
        if base in inside:
            direction = base
        else:
            before = next((_strong(c) for c in reversed(resolved[:opening]) if c != "O"), base)
            direction = before if before != base else base
        for position in (opening, closing):
            resolved[position] = direction
            for mark in range(position + 1, len(text)):  # marks on a bracket go with it
                if original[mark] != "M":
                    break
                resolved[mark] = direction
    return "".join(resolved)


def _bracket_pairs(text: str, classes: str) -> list[tuple[int, int]]:
    """Definition BD16: positions of matching brackets, in the order of the opening ones."""
    waiting: list[tuple[str, int]] = []
    pairs = []
    for position, char in enumerate(text):
        if classes[position] != "O":
            continue
        if char in _CLOSER_OF:
            waiting.append((_CLOSER_OF[char], position))
        elif char in _CLOSING:
            depth = next((i for i in reversed(range(len(waiting))) if waiting[i][0] == char), None)
            if depth is not None:
                pairs.append((waiting[depth][1], position))
                del waiting[depth:]
    return sorted(pairs)


def _resolve_neutrals(classes: str, base: str) -> str:
    """Rules N1 and N2: neutrals between two alike go with them, all others with the line."""

    def direction(match: re.Match[str]) -> str:
        before, after = _strong(line[match.start() - 1]), _strong(line[match.end()])
        return (before if before == after else base) * len(match[0])

    line = base + classes + base
    return re.sub("O+", direction, line)[1:-1]


def _strong(char_class: str) -> str:
    return "R" if char_class in "REN" else char_class


def _levels(classes: str, base: str) -> list[int]:
    """Rules I1 and I2: odd levels run from the right."""
    own = {"L": 0, "R": 1} if base == "L" else {"R": 1}
    return [own.get(c, 2) for c in classes]


def _reorder(text: str, levels: list[int]) -> list[Run]:
    """Rule L2 on whole runs: reverse what is on level 2, then what is on level 1 or above."""
    runs = [
        (level, "".join(char for _, char in group))
        for level, group in groupby(zip(levels, text, strict=True), key=lambda pair: pair[0])
    ]
    for threshold in (2, 1):
        runs = _reverse_from(runs, threshold)
    return [Run(piece, level % 2 == 1) for level, piece in runs]


def _reverse_from(runs: list[tuple[int, str]], threshold: int) -> list[tuple[int, str]]:
    """Every stretch of runs on `threshold` or above in reverse."""
    reordered: list[tuple[int, str]] = []
    for is_high, group in groupby(runs, key=lambda run: run[0] >= threshold):
        stretch = list(group)
        reordered += reversed(stretch) if is_high else stretch
    return reordered
