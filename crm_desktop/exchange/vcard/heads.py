"""What stands before the colon of a property: group, name and parameters (RFC 6350, 3.3 and 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm_desktop.exchange.vcard.own import OwnParameter

_PARAMETER = re.compile(r';([^=;"]+)(?:=((?:"[^"]*"|[^";])*))?')
_VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_-]+)\s*")
_UNQUOTED = re.compile(r"[^\x00-\x1f\",;:\x7f]*")

_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_VALUE_KINDS = frozenset({"URL", "INLINE", "CONTENT-ID", "CID"})

SYNTAX = frozenset({"CHARSET", "ENCODING", "VALUE", "MEDIATYPE"})
"""Parameters that say how the value is written, not what it means."""

USAGES = {
    "home": "home",
    "work": "work",
    "cell": "cell",
    "mobile": "cell",
    "fax": "fax",
    "pager": "pager",
    "other": "other",
}
_USAGE_ORDER = ("fax", "pager", "cell", "work", "home", "other")
"""Of "work fax" the more telling word becomes the usage; the rest stays with the value."""

_DEFAULT_TYPES = frozenset({"voice", "internet", "intl", "postal", "parcel", "x-internet"})
"""Types that say only what a phone, an e-mail or a postal address is anyway."""

RESERVED_TYPES = frozenset({*USAGES, *_DEFAULT_TYPES, "pref"})
"""Types with a meaning of their own; any other is a label."""


@dataclass(slots=True)
class Head:
    """The part before the colon, taken apart.

    Attributes:
        name: in capitals.
        group: such as "item1"; "" without one.
        parameters: name in capitals and text as written, in order ("TYPE", ";TYPE=home,pref").
        values: name in capitals -> all values, decoded.
        title: group and name as written.
    """

    name: str
    group: str
    parameters: tuple[tuple[str, str], ...]
    values: Mapping[str, tuple[str, ...]]
    title: str
    _typing: Typing | None = None

    def value(self, name: str) -> str:
        """The first value of a parameter, "" without it."""
        found = self.values.get(name)
        return found[0] if found else ""

    def rest(self, understood: frozenset[str]) -> str:
        """The parameters, as written, that neither `understood` nor the syntax accounts for."""
        return "".join(
            text for name, text in self.parameters if name not in understood and name not in SYNTAX
        )

    def typing(self, own: Mapping[str, OwnParameter]) -> Typing:
        """What the parameters say about a phone number, an address and the like; worked out once.

        A property has always the same `own` parameters, and heads of different properties are different.
        """
        if self._typing is None:
            self._typing = _typing(self, own)
        return self._typing


@dataclass(frozen=True, slots=True)
class Typing:
    """Usage and preference of an item.

    Attributes:
        usage: home, work, …, another label, or "".
        is_preferred: TYPE=pref or PREF=1.
        fields: further fields of the item, from this program's own parameters.
        rest: the remaining parameters as written, such as ";TYPE=work;X-FOO=1".
        with_usage: the same, and the usage as a type, for when a label takes its place.
    """

    usage: str
    is_preferred: bool
    fields: Mapping[str, Any]
    rest: str
    with_usage: str


def parse_head(text: str) -> Head | None:
    """Takes `text` apart; None when it cannot be the head of a property."""
    end = text.find(";")
    match = _NAME.fullmatch(text if end < 0 else text[:end])
    if not match:
        return None
    parameters: list[tuple[str, str]] = []
    values: dict[str, tuple[str, ...]] = {}
    for found in _PARAMETER.finditer(text, end) if end >= 0 else ():
        name, value = found[1].strip().upper(), found[2]
        written = found[0]
        if value is None:
            name, value, written = _bare(name, found[1].strip())
        parameters.append((name, written))
        found_values = [quoted or plain.strip() for quoted, plain in _VALUE.findall(value)]
        if name == "TYPE":  # some write TYPE="voice,work" for a list
            found_values = [one.strip() for whole in found_values for one in whole.split(",")]
        values[name] = values.get(name, ()) + tuple(map(decode_parameter, found_values))
    return Head(match[2].upper(), match[1] or "", tuple(parameters), values, match[0].strip())


def _bare(token: str, written: str) -> tuple[str, str, str]:
    """Name, value and 3.0 notation of a parameter without a name, as vCard 2.1 has them (TEL;CELL)."""
    name = "ENCODING" if token in _ENCODINGS else "VALUE" if token in _VALUE_KINDS else "TYPE"
    return name, written, f";{name}={written}"


def decode_parameter(text: str) -> str:
    """A parameter value with its ^n, ^' and ^^ resolved (RFC 6868)."""
    if "^" not in text:
        return text
    return re.sub(r"\^([n'^])", lambda found: {"n": "\n", "'": '"', "^": "^"}[found[1]], text)


def encode_parameter(text: str) -> str:
    """The opposite, in quotes where needed; control characters have no notation and become blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    if _UNQUOTED.fullmatch(text) and text == text.strip():
        return text
    return '"' + re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text) + '"'


def _typing(head: Head, own: Mapping[str, OwnParameter]) -> Typing:
    types = [value.lower() for value in head.values.get("TYPE", ())]
    known = {USAGES[bare] for value in types if (bare := value.removeprefix("x-")) in USAGES}
    usage = next((word for word in _USAGE_ORDER if word in known), "")
    others = [
        value
        for value in head.values.get("TYPE", ())
        if (low := value.lower()) not in _DEFAULT_TYPES
        and low != "pref"
        and not (usage and USAGES.get(low.removeprefix("x-")) == usage)
    ]
    if not usage and others:
        usage = others.pop(0).removeprefix("X-").removeprefix("x-")
    fields, rest = {}, ""
    pref = head.value("PREF")
    for name, text in head.parameters:
        if name in own:
            try:
                parameter = own[name]
                fields[parameter.field] = parameter.read(head.value(name))
            except ValueError:
                rest += text
        elif name not in SYNTAX and name != "TYPE" and not (name == "PREF" and pref == "1"):
            rest += text
    types_left = f";TYPE={','.join(map(encode_parameter, others))}" if others else ""
    with_usage = [*others, *([usage] if usage else [])]
    return Typing(
        usage,
        "pref" in types or pref == "1",
        fields,
        types_left + rest,
        f";TYPE={','.join(map(encode_parameter, with_usage))}" + rest if with_usage else rest,
    )
