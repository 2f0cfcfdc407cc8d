"""The translations fit the texts of the program."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.architecture.source import PACKAGE, ROOT

LANGUAGES = sorted(path.name for path in (ROOT / "resources" / "locale").iterdir() if path.is_dir())
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


@cache
def texts() -> dict[tuple[str | None, str], str | tuple[str, ...]]:
    """All texts of the program: (context, singular) -> the text, or singular and plural."""
    found = {}
    for _file, _line, text, _comments, context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found[context, text if isinstance(text, str) else text[0]] = text
    return found


def catalogue(language: str) -> Catalog:
    path = ROOT / "resources" / "locale" / language / "LC_MESSAGES" / "crm_desktop.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def forms(message: Message) -> Iterator[str]:
    yield from [message.string] if isinstance(message.string, str) else message.string


def test_four_languages() -> None:
    assert LANGUAGES == ["da", "ko", "pt", "zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    known = {key(message) for message in catalogue(language) if message.id and all(forms(message))}
    missing = [text for text in texts() if text not in known]
    assert not missing, f"{len(missing)} texts have no {language} translation: {missing[:10]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_fuzzy_and_nothing_left_over(language: str) -> None:
    messages = [message for message in catalogue(language) if message.id]
    assert not [message.id for message in messages if message.fuzzy]
    assert not [message.id for message in messages if key(message) not in texts()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive(language: str) -> None:
    """A form for one may leave the number out; nothing may name what is not there."""
    for message in catalogue(language):
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = placeholders(sources[-1])
        for text in forms(message):
            assert placeholders(text) <= wanted, f"{text!r} for {message.id!r}"
            assert isinstance(message.id, tuple) or placeholders(text) == wanted, (
                f"{text!r} for {message.id!r}"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_compiles(language: str, tmp_path: Path) -> None:
    catalogue_of = catalogue(language)
    assert not list(catalogue_of.check())
    write_mo(io.BytesIO(), catalogue_of)
