from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.base import i18n
from crm_desktop.base.i18n import N_, _, ngettext, pgettext, pseudo


@pytest.fixture
def catalogues(tmp_path: Path) -> Path:
    """A folder with a Danish and a Portuguese catalogue of a few words."""
    danish = Catalog(locale="da")
    danish.add("Save", "Gem")
    danish.add("Open", "Åbn", context="verb")
    danish.add("Open", "Åben", context="state")
    danish.add(("{n} contact", "{n} contacts"), ("{n} kontakt", "{n} kontakter"))
    portuguese = Catalog(locale="pt")
    portuguese.add("Save", "Guardar")
    for code, catalogue in (("da", danish), ("pt", portuguese)):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "crm_desktop.mo").open("wb") as file:
            write_mo(file, catalogue)
    return tmp_path


def test_texts_follow_a_change_of_language(catalogues: Path) -> None:
    marked = N_("Save")
    assert _(marked) == "Save"
    i18n.set_language("da", catalogues)
    assert _(marked) == "Gem"
    i18n.set_language("pt", catalogues)
    assert _(marked) == "Guardar"


def test_plural_and_context(catalogues: Path) -> None:
    i18n.set_language("da", catalogues)
    assert ngettext("{n} contact", "{n} contacts", 1) == "{n} kontakt"
    assert ngettext("{n} contact", "{n} contacts", 0) == "{n} kontakter"
    assert pgettext("verb", "Open") == "Åbn"
    assert pgettext("state", "Open") == "Åben"


def test_text_without_translation_stays(catalogues: Path) -> None:
    i18n.set_language("da", catalogues)
    assert _("Never translated") == "Never translated"
    assert _("") == ""


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("da", "da"),
        ("da_DK.UTF-8", "da"),
        ("pt-BR", "pt"),
        (["ko", "da-DK"], "da"),
        (["en-GB", "da"], "en"),
        ("ko", "en"),
        ("C", "en"),
    ],
)
def test_language_found(catalogues: Path, wanted: str | list[str], found: str) -> None:
    assert i18n.set_language(wanted, catalogues) == found
    assert i18n.language() == found


def test_language_of_the_environment(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "ko:da")
    assert i18n.set_language(None, catalogues) == "da"
    monkeypatch.delenv("LANGUAGE")
    monkeypatch.setenv("LC_ALL", "pt_BR.UTF-8")
    assert i18n.set_language(None, catalogues) == "pt"


def test_available_languages(catalogues: Path) -> None:
    assert i18n.available_languages(catalogues) == ["da", "en", "pt"]


def test_pseudo_locale_by_environment(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_PSEUDO", "1")
    i18n.set_language("en", catalogues)
    assert _("Add contact").startswith("[")
    assert len(_("Add contact")) >= 1.4 * len("Add contact")


def test_pseudo_keeps_placeholders_and_tags() -> None:
    text = pseudo("Import {count} of <b>%(name)s</b> &amp; more")
    for kept in ("{count}", "<b>", "%(name)s", "</b>", "&amp;"):
        assert kept in text


@given(st.text(min_size=1))
def test_pseudo_is_longer_and_bracketed(text: str) -> None:
    shown = pseudo(text)
    assert shown.startswith("[")
    assert shown.endswith("]")
    assert len(shown) >= round(1.4 * len(text))
