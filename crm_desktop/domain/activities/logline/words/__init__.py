"""The words of each language, one module each. A further language is one module and one line here."""

from __future__ import annotations

from crm_desktop.domain.activities.logline.words import da, en, ko, pt, zh
from crm_desktop.domain.activities.logline.words.vocabulary import Vocabulary

__all__ = ["VOCABULARIES", "Vocabulary", "vocabularies"]

VOCABULARIES: dict[str, Vocabulary] = {
    module.VOCABULARY.code: module.VOCABULARY for module in (en, da, ko, pt, zh)
}


def vocabularies(language: str) -> tuple[Vocabulary, ...]:
    """The words understood in a window of `language` ("pt_BR" finds "pt"): its own, then English."""
    own = VOCABULARIES.get(language.replace("-", "_").split("_")[0])
    english = VOCABULARIES["en"]
    return (english,) if own is None or own is english else (own, english)
