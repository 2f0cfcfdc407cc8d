"""Personal names: apart into their parts, and together again in the order of their script.

Splitting is a guess for files and fields that hold one text; nobody is asked to live with it. Names in
Hangul and Han put the family first and take no space; Hungarian and Vietnamese put it first with one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crm_desktop.domain.contacts import name_tables as tables
from crm_desktop.domain.contacts.records import EMAIL, PERSON, PHONE, URL, PartyRecord
from crm_desktop.domain.text_folding import fold

GIVEN_FIRST, FAMILY_FIRST = "given_first", "family_first"

_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]+")
_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af・]+"
)
_NICKNAME = re.compile('\\s["“„«](?P<name>[^"”“»]+)["”“»](?=\\s|$)')
_FAMILY_FIRST_LANGUAGES = {"hu", "vi"}
_LONGEST_NOTE_NAME = 40


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a personal name, as vCard N has them, and a nickname written inside it."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""


def parts_of(record: PartyRecord) -> NameParts:
    """The name parts that a record holds."""
    return NameParts(
        record.prefix, record.given, record.additional, record.family, record.suffix, record.nickname
    )


def split_name(text: str, lang: str = "") -> NameParts:
    """Takes a full name apart. Joined again, the parts show every word of `text`.

    Args:
        text: "Dr. Anna van der Berg", "김민수", "王小明", "Hansen, Anna" …
        lang: language of the bearer, or of the user when not known ("es" takes two family names, "ja" leaves
            Han names whole, "hu" and "vi" have the family first).
    """
    text = " ".join(text.split())
    nickname = _NICKNAME.search(text)
    if nickname:
        parts = split_name(text[: nickname.start()] + text[nickname.end() :], lang)
        return replace(parts, nickname=" ".join(filter(None, (nickname["name"].strip(), parts.nickname))))
    language = lang[:2].lower()
    if _EAST_ASIAN.fullmatch(text.replace(" ", "")):
        return _split_east_asian(text, language)
    return _split_western(text, language)


def _split_east_asian(text: str, language: str) -> NameParts:
    tokens = text.split(" ")
    suffix = ""
    if len(tokens) > 1 and tokens[-1] in tables.KOREAN_TITLES:
        suffix = tokens.pop()
    if len(tokens) > 1:
        parts = _split_spaced(tokens)
    elif "・" in text:
        given, *rest = tokens[0].split("・")
        parts = NameParts(given=given, family="・".join(rest))
    else:
        length = _family_length(tokens[0], language)
        parts = NameParts(family=tokens[0][:length], given=tokens[0][length:])
    return replace(parts, suffix=suffix)


def _split_spaced(tokens: list[str]) -> NameParts:
    """A name with spaces: family first, but for a foreign name in Hangul such as 마이클 잭슨."""
    first = tokens[0]
    is_foreign = (
        _HANGUL.fullmatch(first) is not None
        and first not in tables.KOREAN_SINGLE
        and first not in tables.KOREAN_DOUBLE
    )
    if is_foreign:
        return NameParts(given=first, additional=" ".join(tokens[1:-1]), family=tokens[-1])
    return NameParts(family=first, given=" ".join(tokens[1:]))


def _family_length(name: str, language: str) -> int:
    """How many characters at the start of a name without spaces are the family's; 0 when nobody can tell."""
    if _HANGUL.fullmatch(name):
        double, single, longest = tables.KOREAN_DOUBLE, tables.KOREAN_SINGLE, 5
    elif _HAN.fullmatch(name) and language != "ja":
        double, single, longest = tables.CHINESE_DOUBLE, tables.CHINESE_SINGLE, 4
    else:
        return 0
    if 3 <= len(name) <= longest and name[:2] in double:
        return 2
    is_usual = 2 <= len(name) <= (4 if double is tables.KOREAN_DOUBLE else 3)
    return 1 if is_usual and name[0] in single else 0


def _split_western(text: str, language: str) -> NameParts:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if not pieces:
        return NameParts(given=text)
    suffixes: list[str] = []
    while len(pieces) > 1 and _is_suffix_group(pieces[-1]):
        suffixes.insert(0, pieces.pop())
    if len(pieces) > 1:
        tokens, family = " ".join(pieces[1:]).split(" "), pieces[0]
        prefix, tokens = _take_prefix(tokens, language, keep=0)
        parts = NameParts(prefix, tokens[0] if tokens else "", " ".join(tokens[1:]), family)
    else:
        parts = _split_tokens(pieces[0].split(" "), language)
    return replace(parts, suffix=", ".join(filter(None, [parts.suffix, *suffixes])))


def _split_tokens(tokens: list[str], language: str) -> NameParts:
    prefix, tokens = _take_prefix(tokens, language, keep=1)
    suffix, tokens = _take_suffix(tokens)
    if len(tokens) == 1:
        return (
            NameParts(prefix, "", "", tokens[0], suffix)
            if prefix
            else NameParts(given=tokens[0], suffix=suffix)
        )
    if language in _FAMILY_FIRST_LANGUAGES:
        additional = tokens[1:-1] if language == "vi" else tokens[2:]
        given = tokens[-1] if language == "vi" else tokens[1]
        return NameParts(prefix, given, " ".join(additional), tokens[0], suffix)
    start = _family_start(tokens, language)
    return NameParts(prefix, tokens[0], " ".join(tokens[1:start]), " ".join(tokens[start:]), suffix)


def _bare(token: str) -> str:
    return fold(token).replace(".", "").strip("ªº,")


def _take_prefix(tokens: list[str], language: str, keep: int) -> tuple[str, list[str]]:
    """The titles at the start, and what is left; at least `keep` words are left."""
    count = 0
    while count < len(tokens) - keep:
        bare, is_dotted = _bare(tokens[count]), "." in tokens[count]
        is_title = bare in tables.PREFIXES or bare in tables.PREFIXES_BY_LANGUAGE.get(language, ())
        is_title = is_title or (is_dotted and bare in tables.DOTTED_PREFIXES)
        if not is_title and not (count and is_dotted and bare in tables.PREFIX_TAILS):
            break
        count += 1
    return " ".join(tokens[:count]), tokens[count:]


def _take_suffix(tokens: list[str]) -> tuple[str, list[str]]:
    count = 0
    while len(tokens) - count > 1:
        bare = _bare(tokens[-1 - count])
        enough = 3 if bare in tables.SUFFIXES_THAT_ARE_NAMES else 2
        if bare not in tables.SUFFIXES or len(tokens) - count < enough:
            break
        count += 1
    split = len(tokens) - count
    return " ".join(tokens[split:]), tokens[:split]


def _is_suffix_group(piece: str) -> bool:
    return all(_bare(token) in tables.SUFFIXES for token in piece.split(" "))


def _is_particle(token: str) -> bool:
    bare = _bare(token)
    return bare in tables.PARTICLES or (token[:1].islower() and bare in tables.LOWER_CASE_PARTICLES)


def _family_start(tokens: list[str], language: str) -> int:
    """Index where the family name begins: the last word with its small words, two names in Spanish."""
    start = len(tokens) - 1
    if language == "es" and start >= 2 and not _is_particle(tokens[start - 1]):
        start -= 1
    while start > 1 and _is_particle(tokens[start - 1]):
        start -= 1
        if tokens[start] in tables.LINKS and start > 1:
            start -= 1
    return start


def is_east_asian(text: str) -> bool:
    """Whether `text` is written wholly in Hangul, Han or kana."""
    return bool(text) and not text.isascii() and _EAST_ASIAN.fullmatch(text.replace(" ", "")) is not None


def join_name(parts: NameParts, order: str = "", *, with_prefix: bool = True) -> str:
    """The full name as it is written.

    Args:
        parts: what is known of it; the nickname is left out.
        order: `GIVEN_FIRST`, `FAMILY_FIRST`, or "" for what the script asks for.
        with_prefix: whether titles before the name are part of it.
    """
    middle = f"{parts.given}{parts.additional}{parts.family}"
    prefix = parts.prefix if with_prefix else ""
    if is_east_asian(middle) and order != GIVEN_FIRST:
        gap = " " if " " in parts.given else ""
        name = gap.join(filter(None, (parts.family, f"{parts.given}{parts.additional}")))
        return " ".join(filter(None, (prefix, name, parts.suffix)))
    names = (parts.given, parts.additional, parts.family)
    if order == FAMILY_FIRST:
        names = (parts.family, parts.given, parts.additional)
    suffix = (
        parts.suffix if _bare(parts.suffix) in tables.SUFFIXES or not parts.suffix else f", {parts.suffix}"
    )
    return " ".join(filter(None, (prefix, *names, suffix))).replace(" , ", ", ").removeprefix(", ")


def display_name(record: PartyRecord) -> str:
    """What a record is called in lists: its own display name, else the best of what it holds, else "".

    A person without a name goes by nickname, native name, company, e-mail, phone, web or postal address, and
    at last by the first words of a note.
    """
    if record.display_name.strip():
        return record.display_name.strip()
    name = join_name(parts_of(record), record.name_order, with_prefix=False) if record.kind == PERSON else ""
    choices = [name, record.nickname, record.native_name, record.legal_name, record.label_name]
    choices += [affiliation.org_name for affiliation in record.affiliations]
    choices += [point.value for kind in (EMAIL, PHONE, URL) for point in record.points_of(kind)]
    choices += [record.website, join_name(parts_of(record))]
    choices += [address.street or address.locality for address in record.addresses]
    choices += [note.body[:_LONGEST_NOTE_NAME] for note in record.notes]
    return next((" ".join(choice.split()) for choice in choices if choice.strip()), "")


def renamed(before: PartyRecord, after: PartyRecord) -> PartyRecord:
    """`after`, its shown name made anew when the parts of the name differ, unless somebody gave it by hand.

    Args:
        before: the record as it was, with the name that was shown.
        after: with other parts.
    """
    if parts_of(after) == parts_of(before) and after.name_order == before.name_order:
        return after
    made = {join_name(parts_of(before), before.name_order, with_prefix=use) for use in (True, False)}
    if after.display_name != before.display_name or before.display_name not in made | {""}:
        return after
    return replace(after, display_name=display_name(replace(after, display_name="")))


def sort_text(record: PartyRecord) -> str:
    """What a record is sorted by: the reading if given, else family before given, else what is shown."""
    if record.phonetic_family or record.phonetic_given:
        return f"{record.phonetic_family} {record.phonetic_given}".strip()
    if record.kind == PERSON and (record.family or record.given):
        return " ".join(filter(None, (record.family, record.given, record.additional)))
    return display_name(record)


def initials(name: str) -> str:
    """One or two characters to stand for a name in a round picture: AH for Anna Hansen, 김 for 김민수."""
    words = [word.lstrip("\"'(“„«[") for word in name.split()]
    words = [word for word in words if word and word[0].isalnum()]
    if not words:
        return ""
    if len(words) == 1 or is_east_asian(words[0]):
        return words[0][0].upper()
    return (words[0][0] + words[-1][0]).upper()


def label_name(record: PartyRecord, *, with_prefix: bool = True, native: bool = False) -> str:
    """The addressee's name as it is printed.

    Args:
        record: a person, company, household or group; its `label_name` wins when there is one.
        with_prefix: print titles before a person's name.
        native: prefer the name in its own script, for an address in that script.
    """
    if record.label_name.strip():
        return record.label_name.strip()
    if record.kind != PERSON:
        return display_name(record)
    if native and record.native_name.strip():
        return record.native_name.strip()
    if record.family or record.given:
        return join_name(parts_of(record), record.name_order, with_prefix=with_prefix)
    return display_name(record)
