"""Fields that the user defines: of which kinds they may be, and what may stand in them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import list_text, plain_number_text
from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import Id
from crm_desktop.domain.date_texts import iso_day_text
from crm_desktop.domain.text_folding import fold

TEXT, LINES, NUMBER, DATE, BOOL, CHOICE, LINK = "text", "lines", "number", "date", "bool", "choice", "url"

KIND_TITLES = {
    TEXT: N_("Text"),
    LINES: N_("Long text"),
    NUMBER: N_("Number"),
    DATE: N_("Date"),
    BOOL: N_("Yes or no"),
    CHOICE: N_("Choice"),
    LINK: N_("Link"),
}
"""Kind as stored -> what it is called, in the order in which a dialog offers them."""

YES, NO = "yes", "no"
"""What a yes-or-no field holds."""

_LONGEST_LABEL = 60
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(r"[^\s/@.]+(\.[^\s/@.]+)+(:\d+)?(/\S*)?")
_SAFE_SCHEMES = ("http", "https", "ftp", "mailto", "tel", "geo", "file")


@dataclass(frozen=True, slots=True)
class OwnField:
    """The definition of a field; every record may have a value for it.

    Attributes:
        key: what files and the command line call it; made from the first label and kept.
        label: what people call it.
        kind: one of `KIND_TITLES`; one that this version does not know is treated as text.
        options: what a choice offers, in order.
        is_required: whether every contact is to have it.
    """

    key: str
    label: str
    kind: str = TEXT
    options: tuple[str, ...] = ()
    is_required: bool = False
    id: Id | None = None


def key_of(label: str) -> str:
    """The key of a new field: "Shoe size" is shoe_size."""
    return re.sub(r"\W+", "_", fold(label)).strip("_")


def clean_options(text: str) -> tuple[str, ...]:
    """The options in a text with one on each line, each once."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def check(field: OwnField) -> None:
    """Raises ValidationError ("label", "options") when a field cannot be defined like this."""
    if not key_of(field.label):
        raise ValidationError({"label": _("The field needs a name with a letter or figure in it.")})
    if len(field.label) > _LONGEST_LABEL:
        message = _("This name is too long; {n} characters are possible.")
        raise ValidationError({"label": message.format(n=_LONGEST_LABEL)})
    if field.kind == CHOICE and len(field.options) < 2:
        raise ValidationError({"options": _("A choice needs two options at least, one on each line.")})


def canonical(field: OwnField, text: str) -> str:
    """A value as it is stored: numbers with a point, days as 2026-05-31, yes or no, options as they are defined.

    Args:
        field: its definition.
        text: as a file or the command line gives it; "" for no value.

    Raises:
        ValidationError: the text does not fit the kind, or is missing where it is required.
    """
    text = text.strip()
    if not text:
        if field.is_required:
            raise _refusal(field, _("“{field}” must not be empty.").format(field=field.label))
        return ""
    if field.kind == NUMBER:
        return _number(field, text)
    if field.kind == DATE:
        return _day(field, text)
    if field.kind == BOOL:
        return _answer(field, text)
    if field.kind == CHOICE:
        return _option(field, text)
    return _link(field, text) if field.kind == LINK else text


def shown(kind: str, stored: str) -> str:
    """A stored value as its field shows it; one that does not fit the kind as it is."""
    if kind == NUMBER:
        return plain_number_text(stored)
    if kind == DATE:
        return iso_day_text(stored)
    if kind == BOOL:
        return {YES: _("Yes"), NO: _("No")}.get(stored, stored)
    return stored


def _refusal(field: OwnField, reason: str) -> ValidationError:
    return ValidationError({f"custom.{field.key}": reason})


def _number(field: OwnField, text: str) -> str:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise _refusal(field, _("“{value}” is no number; write it as 12.5.").format(value=text))
    return text


def _day(field: OwnField, text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        message = _("“{value}” is no date; write it as 2026-05-31.")
        raise _refusal(field, message.format(value=text)) from None


def _answer(field: OwnField, text: str) -> str:
    word = fold(text)
    if word in {YES, "true", "1", "on", fold(_("yes"))}:
        return YES
    if word in {NO, "false", "0", "off", fold(_("no"))}:
        return NO
    raise _refusal(field, _("“{value}” is neither yes nor no.").format(value=text))


def _option(field: OwnField, text: str) -> str:
    found = next((option for option in field.options if fold(option) == fold(text)), "")
    if not found:
        message = _("“{value}” is not offered; there are {options}.")
        raise _refusal(field, message.format(value=text, options=list_text(field.options)))
    return found


def _link(field: OwnField, text: str) -> str:
    scheme = _SCHEME.match(text)
    is_host = _HOST.fullmatch(text) is not None
    is_known = scheme is not None and scheme[0][:-1].lower() in _SAFE_SCHEMES
    if " " in text or not (is_host or is_known):
        message = _("“{value}” is no link; write it as example.org or https://example.org.")
        raise _refusal(field, message.format(value=text))
    return text
