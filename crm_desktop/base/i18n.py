"""Translation of everything a person reads: GNU gettext catalogues from `resources/locale`.

Texts are looked up when the function is called, so that the language may change while the program runs.
Declarations, which run at import, mark their texts with `N_` and whoever shows them calls `_`.

With `CRM_PSEUDO=1` in the environment every text comes back longer, accented and in brackets: what is not
marked for translation, or does not fit its place, then shows at a glance.
"""

from __future__ import annotations

import gettext
import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.base.resource_files import resources

log = logging.getLogger(__name__)

DOMAIN = "crm_desktop"
SOURCE_LANGUAGE = "en"
_PSEUDO_GROWTH = 1.4

_PROTECTED = re.compile(r"\{[^{}]*\}|%(?:\(\w+\))?[a-z%]|<[^<>]+>|&\w+;")
_ACCENTED = str.maketrans("AEIOUYCDNSaeiouycdnrsz", "ÅÉÎÖÛÝÇÐÑŠåéîöûýçðñŕšž")
_STRETCHED = "åéîöûÅÉÎÖÛ"


@dataclass(frozen=True, slots=True)
class _Language:
    """The language now in use."""

    code: str
    catalogue: gettext.NullTranslations
    is_pseudo: bool = False


_current = _Language(SOURCE_LANGUAGE, gettext.NullTranslations())


def available_languages(folder: Path | None = None) -> list[str]:
    """Codes of the languages with a compiled catalogue in `folder` (None: the program's), and English."""
    folder = folder or resources() / "locale"
    found = {path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}
    return sorted(found | {SOURCE_LANGUAGE})


def set_language(lang: str | Sequence[str] | None = None, folder: Path | None = None) -> str:
    """Show all texts looked up from now on in another language.

    Args:
        lang: a code such as `da`, `pt_BR` or `zh-Hans-CN`, or several in order of preference (what the
            system reports); None or "" reads LANGUAGE, LC_ALL, LC_MESSAGES and LANG, as gettext does.
        folder: where the catalogues lie; None for the program's own.

    Returns:
        The code now in use: the first wanted one that is translated (`pt_BR` finds `pt`), else `en`.
    """
    global _current  # the language is one per process; its value is immutable, so readers need no lock
    wanted = _wanted(lang)
    folder = folder or resources() / "locale"
    code, catalogue = SOURCE_LANGUAGE, gettext.NullTranslations()
    for name in wanted:
        base = name.split("_")[0]
        if base == SOURCE_LANGUAGE:
            break
        path = gettext.find(DOMAIN, str(folder), [name, base])
        if path:
            code, catalogue = (
                Path(path).parent.parent.name,
                gettext.translation(DOMAIN, str(folder), [name, base]),
            )
            break
    _current = _Language(code, catalogue, is_pseudo=os.environ.get("CRM_PSEUDO", "") not in ("", "0"))
    log.debug("language %s of wanted %s", code, wanted)
    return code


def language() -> str:
    """The code of the language in use, such as `da`."""
    return _current.code


def _wanted(lang: str | Sequence[str] | None) -> list[str]:
    """Locale names in order of preference, in gettext's spelling: `da_DK`, no encoding, no modifier."""
    if not lang:
        names = next(
            (
                value.split(":")
                for key in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
                if (value := os.environ.get(key))
            ),
            [],
        )
    else:
        names = [lang] if isinstance(lang, str) else list(lang)
    return [re.split(r"[.@]", name)[0].replace("-", "_") for name in names if name]


def _(message: str) -> str:
    """`message` in the user's language; the text itself when it has no translation."""
    if not message:
        return message  # gettext keeps the catalogue's header under the empty string
    return _shown(_current.catalogue.gettext(message))


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Marks `message` for the catalogue and returns it unchanged; whoever shows it calls `_`."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that goes with the count `n` in the user's language."""
    return _shown(_current.catalogue.ngettext(singular, plural, n))


def pgettext(context: str, message: str) -> str:
    """`message` as meant in `context`, for short words that other languages tell apart ("Open")."""
    return _shown(_current.catalogue.pgettext(context, message))


def _shown(text: str) -> str:
    return pseudo(text) if _current.is_pseudo else text


def pseudo(text: str) -> str:
    """`text` accented, in brackets and about 1.4 times as long; placeholders and tags stay as they are."""
    parts: list[str] = []
    position = 0
    for protected in _PROTECTED.finditer(text):
        parts += [_stretched(text[position : protected.start()]), protected.group()]
        position = protected.end()
    parts.append(_stretched(text[position:]))
    filling = max(0, round(len(text) * _PSEUDO_GROWTH) - sum(map(len, parts)) - 2)
    return f"[{''.join(parts)}{'~' * filling}]"


def _stretched(text: str) -> str:
    accented = text.translate(_ACCENTED)
    spare = round(len(text) * (_PSEUDO_GROWTH - 1))
    out = []
    for letter in accented:
        out.append(letter)
        if spare > 0 and letter in _STRETCHED:
            out.append(letter)
            spare -= 1
    return "".join(out)
