"""Assignments as they are typed, and the values in them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.text_folding import fold

T = TypeVar("T")

SET, ADD, REMOVE = "=", "+=", "-="

YES = frozenset({"yes", "true", "1", "on"})
NO = frozenset({"no", "false", "0", "off", ""})

_WHOLE = re.compile(r'(?P<path>(?:"[^"]*"|[^="])+?)\s*(?P<operator>\+=|-=|=)(?P<value>.*)', re.DOTALL)
_PART = re.compile(r'"(?P<quoted>[^"]*)"|(?P<plain>[^."]+)')
_PATH = re.compile(r'(?:"[^"]*"|[^."]+)(?:\.(?:"[^"]*"|[^."]+))*')

CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": ("ok", "bounced", "bad", "old"),
    "quality": ("ok", "unverified", "bad", "returned"),
    "calendar": ("gregorian", "lunar"),
    "leap_rule": ("feb28", "mar1"),
    "name_order": ("", "given_first", "family_first"),
}
"""Attribute of a record's item -> the words it takes."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment.

    Attributes:
        field: the first word of the path, which names the field.
        rest: what follows it, such as ("home", "street").
        operator: `SET`, `ADD` or `REMOVE`.
        value: everything after the operator; "" takes away.
    """

    field: str
    rest: tuple[str, ...]
    operator: str
    value: str

    @property
    def path(self) -> str:
        """The path as it would be typed."""
        return ".".join((self.field, *self.rest))

    def refusal(self, reason: str) -> ValidationError:
        """The error that says why this cannot be done."""
        return ValidationError({self.path: reason})

    def split_off(self, names: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
        """The rest less its last word, and the attribute of `names` that the word is; or all and ""."""
        attribute = names.get(self.rest[-1].lower(), "") if self.rest else ""
        return (self.rest[:-1], attribute) if attribute else (self.rest, "")

    def only(self, *operators: str) -> None:
        """Raises ValidationError when the operator is not one of these."""
        if self.operator not in operators:
            raise self.refusal(
                _("“{operator}” does not go with “{name}”; use {others}.").format(
                    operator=self.operator, name=self.path, others=" ".join(operators)
                )
            )


def parse(text: str) -> Assignment:
    """Reads FIELD=VALUE, FIELD+=VALUE or FIELD-=VALUE; a part of FIELD with a point in it stands in quotes.

    Raises:
        ValidationError: it has another form.
    """
    whole = _WHOLE.fullmatch(text.strip())
    path = whole["path"].strip() if whole else ""
    if whole is None or not _PATH.fullmatch(path):
        reason = _("“{text}” is no assignment; write FIELD=VALUE, such as given=Anna.").format(text=text)
        raise ValidationError({text: reason})
    parts = [match["quoted"] or match["plain"] or "" for match in _PART.finditer(path)]
    field, *rest = (part.strip() for part in parts)
    return Assignment(field, tuple(rest), whole["operator"], whole["value"].strip())


def changed(item: T, assignment: Assignment, attribute: str, value: str) -> T:
    """`item`, a record's item, with one attribute set from text.

    Raises:
        ValidationError: the text does not fit the attribute.
    """
    return dataclasses.replace(item, **{attribute: typed(item, assignment, attribute, value)})  # type: ignore[type-var]  # items are dataclasses


def typed(item: Any, assignment: Assignment, attribute: str, value: str) -> Any:
    """The value that a text means for an attribute of `item`. Raises ValidationError."""
    kind = next(field.type for field in dataclasses.fields(item) if field.name == attribute)
    if kind == "bool":
        return yes_or_no(assignment, value)
    if kind == "dt.date | None":
        return whole_date(assignment, value) if value else None
    if kind == "int | None":
        return number(assignment, value) if value else None
    if attribute in CHOICES:
        return one_of(assignment, value, CHOICES[attribute])
    return value


def yes_or_no(assignment: Assignment, value: str) -> bool:
    """Yes or no, also true, false, 1, 0, on, off. Raises ValidationError."""
    word = fold(value)
    if word not in YES | NO and word not in {fold(_("yes")), fold(_("no"))}:
        raise assignment.refusal(_("“{value}” is neither yes nor no.").format(value=value))
    return word in YES or word == fold(_("yes"))


def whole_date(assignment: Assignment, value: str) -> dt.date:
    """A day with its year, as 2026-05-31. Raises ValidationError."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise assignment.refusal(
            _("“{value}” is no date; write it as 2026-05-31.").format(value=value)
        ) from None


def number(assignment: Assignment, value: str) -> int:
    """A whole number. Raises ValidationError."""
    try:
        return int(value)
    except ValueError:
        raise assignment.refusal(_("“{value}” is no whole number.").format(value=value)) from None


def one_of(assignment: Assignment, value: str, choices: Sequence[str]) -> str:
    """One of the words that a field takes, in any case; nothing means the first. Raises ValidationError."""
    word = fold(value)
    if word not in choices and word:
        raise assignment.refusal(
            _("“{value}” does not fit “{name}”; there are {choices}.").format(
                value=value, name=assignment.path, choices=", ".join(filter(None, choices))
            )
        )
    return word or choices[0]


def put(items: tuple[T, ...], index: int, item: T | None) -> tuple[T, ...]:
    """`items` with the one at `index` replaced, or taken out for None; an index at the end appends."""
    return items[:index] + (() if item is None else (item,)) + items[index + 1 :]


def nth(assignment: Assignment, found: Sequence[int], count: int, which: int) -> int:
    """The index of the `which`th (from 1) of `found` indexes among `count` items; `count` for one more.

    Raises:
        ValidationError: there are too few before it.
    """
    if 1 <= which <= len(found):
        return found[which - 1]
    if which == len(found) + 1:
        return count
    raise assignment.refusal(
        _("There is no “{path}”: the record has {n} of them.").format(path=assignment.path, n=len(found))
    )
