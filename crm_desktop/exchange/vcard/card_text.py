"""The text of one card in the making: lines, groups, and the parameters kept with values."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from crm_desktop.domain.contacts.records import ExtraProperty
from crm_desktop.exchange.vcard.builder import MORE_PARAMETERS, SYSTEM, field_name
from crm_desktop.exchange.vcard.heads import USAGES, encode_parameter, parse_head
from crm_desktop.exchange.vcard.own import OwnParameter
from crm_desktop.exchange.vcard.text import escape, fold

APPLE_WORDS = {"anniversary": "Anniversary", "homepage": "HomePage", "main": "Main", "school": "School"}
"""Labels that Apple has a word for in every language."""

_TYPES = re.compile(r";TYPE=[^;]*", re.IGNORECASE)


class CardText:
    """Collects the lines of a card.

    Attributes:
        version: "3.0" or "4.0".
        is_complete: also what only this program understands.
        lines: folded, with their ends.
        notices: translated sentences on what could not be written.
    """

    def __init__(self, version: str, extras: Iterable[ExtraProperty], *, is_complete: bool) -> None:
        self.version = version
        self.is_complete = is_complete
        self.lines: list[bytes] = []
        self.notices: list[str] = []
        self._more: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        self._groups: set[str] = set()
        self._numbers = itertools.count(1)
        for extra in extras if is_complete else ():
            self._register(extra)

    @property
    def is_v4(self) -> bool:
        """Whether the card is of version 4.0."""
        return self.version == "4.0"

    def _register(self, extra: ExtraProperty) -> None:
        if extra.system != SYSTEM:
            return
        head = parse_head(extra.name.removeprefix(MORE_PARAMETERS))
        if head is None:
            return
        if head.group:
            self._groups.add(head.group.lower())
        if extra.name.startswith(MORE_PARAMETERS):
            rest = "".join(text for _name, text in head.parameters)
            self._more[field_name(head.name), extra.value].append((head.group, rest))

    def raw(self, line: str) -> None:
        """Append a line as it stands."""
        self.lines.append(fold(line))

    def text(self, name: str, text: str, parameters: str = "") -> None:
        """Append a property with one text, if there is any."""
        if text:
            self.put(name, escape(text), parameters, key=text)

    def put(self, name: str, value: str, parameters: str = "", *, key: str, group: str = "") -> None:
        """Append a property.

        Args:
            name: in capitals.
            value: escaped.
            parameters: encoded, each with its semicolon before.
            key: under which further parameters of the value were kept.
            group: to write it in; one that was kept goes before.
        """
        kept_group, rest = self._kept(name, key)
        self._line(kept_group or group, name, parameters + rest, value)

    def item(
        self, name: str, value: str, usage: str, parameters: str = "", *, key: str, is_preferred: bool
    ) -> None:
        """Append a property whose usage is a TYPE where vCard has a word for it, else an X-ABLabel."""
        group, rest = self._kept(name, key)
        is_type = usage in USAGES.values()
        pref = (";PREF=1" if self.is_v4 else ";TYPE=pref") if is_preferred else ""
        typed = f";TYPE={usage}" if is_type else ""
        if typed and (head := parse_head(name + typed + rest)) and head.typing({}).usage != usage:
            rest = _TYPES.sub("", rest)  # the user has chosen another usage since
        label = "" if is_type else usage
        if label and not group:
            group = self.new_group()
        self._line(group, name, typed + pref + parameters + rest, value)
        if label:
            self.label(group, label)

    def label(self, group: str, label: str) -> None:
        """Append the X-ABLabel of a group."""
        word = APPLE_WORDS.get(label)
        self._line(group, "X-ABLabel", "", f"_$!<{word}>!$_" if word else escape(label))

    def new_group(self) -> str:
        """A group name that the card does not use yet."""
        return next(name for number in self._numbers if (name := f"item{number}") not in self._groups)

    def _kept(self, name: str, key: str) -> tuple[str, str]:
        kept = self._more.get((field_name(name), key)) if self._more else None
        return kept.pop(0) if kept else ("", "")

    def _line(self, group: str, name: str, parameters: str, value: str) -> None:
        if value[:1] in (" ", "\t"):
            value = "\\" + value  # readers drop a blank after the colon
        self.lines.append(
            fold(f"{group}.{name}{parameters}:{value}" if group else f"{name}{parameters}:{value}")
        )

    def own(
        self, item: object, table: Mapping[str, OwnParameter], *, but: frozenset[str] = frozenset()
    ) -> str:
        """Parameters for the fields of `item` that vCard has no place for; none in a card to give away."""
        if not self.is_complete:
            return ""
        return "".join(
            f";{name}={encode_parameter(parameter.write(value))}"
            for name, parameter in table.items()
            if name not in but and (value := getattr(item, parameter.field)) != parameter.default
        )
