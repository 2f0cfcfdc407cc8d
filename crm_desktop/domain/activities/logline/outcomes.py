"""Outcomes in a line: the words of each language for them, and finding any list of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crm_desktop.domain.activities.logline.model import OutcomeWord
from crm_desktop.domain.activities.logline.words import VOCABULARIES, Vocabulary, vocabularies


def _word(key: str, languages: Sequence[Vocabulary]) -> OutcomeWord:
    """The words of a language for an outcome, and the English ones after them."""
    found = [words.outcomes[key] for words in languages if key in words.outcomes]
    codes = dict.fromkeys(code for each, _names in found for code in each.split())
    names = dict.fromkeys(name.strip() for _codes, each in found for name in each.split("|"))
    return OutcomeWord(key, tuple(codes), tuple(names))


DEFAULT_OUTCOMES: Mapping[str, tuple[OutcomeWord, ...]] = {
    language: tuple(_word(key, vocabularies(language)) for key in VOCABULARIES["en"].outcomes)
    for language in VOCABULARIES
}
"""Language -> words for the outcomes that a new file lists; what an outcome means is in `activities.outcomes`."""


def outcome_label(key: str, outcomes: tuple[OutcomeWord, ...]) -> str:
    """What an outcome is called: as the file's list names it first, else its key."""
    word = next((word for word in outcomes if word.key == key), None)
    return word.names[0] if word and word.names else key


@dataclass(frozen=True, slots=True)
class OutcomeForms:
    """A list of outcomes as expressions."""

    codes: re.Pattern[str]
    by_code: Mapping[str, OutcomeWord]
    names: re.Pattern[str]
    by_name: Mapping[str, OutcomeWord]


@lru_cache(maxsize=16)
def outcome_forms(outcomes: tuple[OutcomeWord, ...]) -> OutcomeForms:
    """The expressions for a list; longer names come first, so that "not interested" is not "interested"."""
    by_code = {code.lower(): word for word in reversed(outcomes) for code in word.codes if code.strip()}
    by_name = {
        _spaced(name.lower()): word for word in reversed(outcomes) for name in word.names if name.strip()
    }
    return OutcomeForms(_any_of(by_code), by_code, _any_of(by_name), by_name)


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _any_of(words: Mapping[str, OutcomeWord]) -> re.Pattern[str]:
    """Any of `words`; those of alphabets stand alone, in Chinese there is nothing to stand alone by."""
    parts = (_bounded(word) for word in sorted(words, key=len, reverse=True))
    return re.compile("|".join(parts) or "(?!)")


def _bounded(word: str) -> str:
    inner = r"\s+".join(map(re.escape, word.split()))
    left = r"(?<![^\W\d_\u3000-\u9fff])" if word[0] < "\u3000" else r"(?<![가-힣])" if word[0] >= "가" else ""
    right = r"(?![^\W_\u3000-\ud7ff])" if word[-1] < "\u3000" else ""
    return left + inner + right
