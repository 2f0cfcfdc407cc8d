"""RELATED (RFC 6350, 6.6.6) and Apple's X-ABRELATEDNAMES, between kept properties and relations.

Both travel with a record as properties that are kept (`ExtraProperty`); this tells what they say, and makes them. What
is told stands from the side of the card: `RELATED;TYPE=child` names a child of the one whose card it is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.domain.contacts.records import ExtraProperty
from crm_desktop.domain.contacts.relations import Relation, RelationType, find_type
from crm_desktop.exchange.vcard.builder import SYSTEM, plain_label
from crm_desktop.exchange.vcard.heads import Head, encode_parameter, parse_head
from crm_desktop.exchange.vcard.text import escape, escape_uri, unescape

_RELATED, _APPLE, _LABEL = "RELATED", "X-ABRELATEDNAMES", "X-ABLABEL"
_UID, _FROM, _TO, _NOTE = "X-CRM-UID", "X-CRM-FROM", "X-CRM-TO", "X-CRM-NOTE"

_TYPES = {
    "spouse": ("spouse", False),
    "parent": ("parent", False),
    "child": ("parent", True),
    "sibling": ("sibling", False),
    "kin": ("relative", False),
    "friend": ("friend", False),
    "acquaintance": ("acquaintance", False),
    "neighbor": ("neighbour", False),
    "colleague": ("colleague", False),
    "co-worker": ("colleague", False),
    "sweetheart": ("partner", False),
}
"""TYPE -> key of the kind, and whether it is its inverse name."""

_TYPE_OF = {meant: word for word, meant in reversed(_TYPES.items())}

_APPLE_LABELS = {
    **{word: _TYPES[word] for word in ("spouse", "parent", "child", "friend", "sibling")},
    "mother": ("parent", False),
    "father": ("parent", False),
    "son": ("parent", True),
    "daughter": ("parent", True),
    "brother": ("sibling", False),
    "sister": ("sibling", False),
    "partner": ("partner", False),
    "assistant": ("assistant", False),
    "manager": ("manager", False),
}
"""Apple's built-in labels; those that say more than our kind are kept as the note of the relation."""

_UNDERSTOOD = frozenset({"TYPE", "VALUE", "PREF", _UID, _FROM, _TO, _NOTE})
_SAYS_MORE = frozenset({"mother", "father", "son", "daughter", "brother", "sister"})
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Related:
    """A relation that a card tells of.

    Attributes:
        kinds: kind, and whether the other one is its inverse name; several for several TYPEs.
        uid: the UID of the other card, "" when it only gives a name.
        name: of the other, "" when it only gives a UID.
        extras: the properties that told it, kept as they are when nobody fits.
    """

    kinds: tuple[tuple[RelationType, bool], ...]
    uid: str
    name: str
    from_on: dt.date | None
    to_on: dt.date | None
    note: str
    extras: tuple[ExtraProperty, ...]


def related_of(extras: Sequence[ExtraProperty], known: Sequence[RelationType]) -> list[Related]:
    """What kept properties tell of relations; those that say anything a relation cannot hold are left out.

    Args:
        extras: of one record.
        known: the kinds of relation of the file.
    """
    heads = [(e, head) for e in extras if e.system == SYSTEM and (head := parse_head(e.name)) is not None]
    labels = {head.group: extra for extra, head in heads if head.group and head.name == _LABEL}
    shared = Counter(head.group for _extra, head in heads if head.group and head.name != _LABEL)
    found = (
        _related(extra, head, labels.get(head.group) if head.group else None, known)
        for extra, head in heads
        if head.name in (_RELATED, _APPLE) and not head.rest(_UNDERSTOOD) and shared[head.group] < 2
    )
    return [one for one in found if one is not None]


def _related(
    extra: ExtraProperty, head: Head, label: ExtraProperty | None, known: Sequence[RelationType]
) -> Related | None:
    raw_label = unescape(label.value) if label else ""
    word = plain_label(raw_label)
    types = [t.lower() for value in head.values.get("TYPE", ()) for t in value.split(",")]
    types = [one for one in types if one not in ("pref", "")]
    kinds = _kinds(types, raw_label, word, known)
    if not kinds:
        return None
    value = unescape(extra.value).strip()
    is_uid = head.name == _RELATED and _SCHEME.fullmatch(value) is not None
    note = head.value(_NOTE) or (word.capitalize() if word in _SAYS_MORE and raw_label != word else "")
    return Related(
        tuple(kinds),
        value if is_uid else head.value(_UID),
        "" if is_uid else value,
        _day(head.value(_FROM)),
        _day(head.value(_TO)),
        note,
        (extra, label) if label else (extra,),
    )


def _kinds(
    types: Sequence[str], raw_label: str, word: str, known: Sequence[RelationType]
) -> list[tuple[RelationType, bool]]:
    """Every kind that is named; none if one of them is not known, since it would be lost."""
    by_key = {kind.key: kind for kind in known}
    if types:
        meant = [_TYPES.get(one) for one in types]
        return [(by_key[m[0]], m[1]) for m in dict.fromkeys(meant) if m] if all(meant) else []
    if raw_label != word and word in _APPLE_LABELS:
        key, is_inverse = _APPLE_LABELS[word]
        return [(by_key[key], is_inverse)]
    found = find_type(known, word) if word else None
    return [found] if found else []


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def extras_of(relation: Relation, uid: str, number: int, version: str) -> list[ExtraProperty]:
    """The properties that tell a relation.

    Args:
        relation: as seen from the card.
        uid: UID of the other card.
        number: of the relation on this card; names the group of its label.
        version: of vCard: 4.0 tells whose card is meant, 3.0 the name, as Apple does.
    """
    meant = (relation.type.key, relation.is_inverse and not relation.type.is_mutual)
    told = ((_FROM, relation.from_on and relation.from_on.isoformat()), (_TO, relation.to_on and
            relation.to_on.isoformat()), (_NOTE, relation.note))  # fmt: skip
    own = "".join(f";{name}={encode_parameter(str(text))}" for name, text in told if text)
    if version == "4.0":
        has_uid = _SCHEME.fullmatch(uid) is not None
        own += "" if has_uid else f";VALUE=text;{_UID}={encode_parameter(uid)}"
        value = escape_uri(uid) if has_uid else escape(relation.other_name)
        if meant in _TYPE_OF:
            return [ExtraProperty(SYSTEM, f"{_RELATED};TYPE={_TYPE_OF[meant]}{own}", value)]
        name = f"{_RELATED}{own}"
    else:
        name, value = f"{_APPLE};{_UID}={encode_parameter(uid)}{own}", escape(relation.other_name)
    group = f"related{number}"
    return [
        ExtraProperty(SYSTEM, f"{group}.{name}", value),
        ExtraProperty(SYSTEM, f"{group}.X-ABLabel", _label(relation, meant)),
    ]


def _label(relation: Relation, meant: tuple[str, bool]) -> str:
    note = relation.note.lower()
    if _APPLE_LABELS.get(note) == meant:
        return f"_$!<{note.capitalize()}>!$_"
    word = next(
        (word for word, known in _APPLE_LABELS.items() if known == meant and word not in _SAYS_MORE), ""
    )
    if word:
        return f"_$!<{word.capitalize()}>!$_"
    return escape(relation.type.inverse_name if meant[1] else relation.type.name)
