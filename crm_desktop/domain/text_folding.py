"""Text as it is searched: one folding for what is stored and for what is typed (data model, `search_key`).

`fold` removes what a person would not want to have to type: case, accents, width, ligatures, kinds of dash.
Accents go only after Latin, Greek, Cyrillic, Hebrew and Arabic letters; in Hindi, Thai or Japanese the same
marks carry vowels and consonants. Hangul comes back as whole syllables.
"""

from __future__ import annotations

import re
import unicodedata

FILLERS = "\x01\x02"
"""Put after each character that is a word by itself; cannot occur in folded text."""

_LETTERS = {
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "å": "a",
    "ß": "ss",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
    "ĸ": "k",
    "ə": "e",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "\u0640": "",  # tatweel only stretches the word
}
_PUNCTUATION = {
    **dict.fromkeys("‘’‚‛ʼʹ′´`", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "·": " ",
    "・": " ",
}
_BARE_SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ", "HEBREW ", "ARABIC ")
_VARIATION_SELECTORS = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _sheds_marks(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_BARE_SCRIPTS)


def _without_marks(decomposed: str) -> str:
    """Drops the combining marks that follow a letter of a script where they are only accents."""
    kept, sheds = [], False
    for char in decomposed:
        if _is_mark(char):
            if not sheds:
                kept.append(char)
        else:
            kept.append(char)
            sheds = _sheds_marks(char)
    return "".join(kept)


def _plain(char: str) -> str:
    """What stands for one character that is no letter or mark: a digit, a space, nothing or itself."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if char.isspace():
        return " "
    if category in {"Cc", "Cf", "Cs"} or unicodedata.name(char, "").startswith(_VARIATION_SELECTORS):
        return ""
    return char


def _fold_char(char: str) -> str:
    """Folds one character until folding changes nothing more (℡ -> TEL -> tel)."""
    before, text = "", char
    while text != before:
        before = text
        text = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(_LETTERS.get(c, _PUNCTUATION.get(c, c)) for c in text)
        text = "".join(_plain(c) for c in _without_marks(text))
    return unicodedata.normalize("NFC", text)


class _FoldTable(dict[int, str]):
    """What `str.translate` asks for each character; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


_table = _FoldTable()
_MARKS = re.compile(
    "[" + "".join(f"{chr(c)}" for c in range(0x300, 0x3000) if _is_mark(chr(c))) + "\u3099\u309a]"
)


def fold(text: str) -> str:
    """The searchable form of `text`: lower case, without accents, controls or double spaces. Never fails.

    Folding what is folded changes nothing. Plain ASCII takes a short way, since this runs over every field
    of an address book.
    """
    if text.isascii() and text.isprintable():
        folded = text.lower().replace("`", "'")
    else:
        folded = unicodedata.normalize("NFC", text).translate(_table)
        if _MARKS.search(folded):
            folded = _without_marks(unicodedata.normalize("NFKD", folded))
        folded = unicodedata.normalize("NFC", folded)
    return " ".join(folded.split())


_ALONE = re.compile(
    "[\u3005-\u3007\u3041-\u309f\u30a0-\u30ff\u3100-\u312f\u31f0-\u31ff"  # kana, 々 〇, bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Han with its extensions
    "\uac00-\ud7a3\u1100-\u11ff"  # Hangul syllables and single jamo
    "\u0e01-\u0e3a\u0e40-\u0e5b]"  # Thai
)


def pad(folded: str) -> str:
    """Makes every Han, Hangul, kana and Thai character three characters long, for a trigram index.

    A trigram index finds nothing shorter than three characters, yet 김 or 明 is a whole word. Text and query
    must both be padded.
    """
    if folded.isascii():
        return folded
    return folded.translate(_padding)


class _PaddingTable(dict[int, str | int]):
    """What stands for each character in a padded text; filled as characters turn up.

    A third of the time that a regular expression takes for a Korean or Chinese name.
    """

    def __missing__(self, code: int) -> str | int:
        char = chr(code)
        self[code] = padded = char + FILLERS if _ALONE.match(char) else code
        return padded


_padding = _PaddingTable()


_SEPARATORS = re.compile(
    "[\\s!-/:-@\\[-`{-~\u00a1\u00a7\u00b6\u00b7\u00bf\u2000-\u206f\u3001-\u3004\u3008-\u3020\u3030]+"
)


def words(folded: str) -> tuple[str, ...]:
    """The words of folded text in order: what stands between spaces and punctuation."""
    return tuple(word for word in _SEPARATORS.split(folded) if word)


def digits(text: str) -> str:
    """Only the decimal digits of `text`, of whatever script, as 0-9."""
    if text.isascii():
        return "".join(c for c in text if c.isdigit())
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())
