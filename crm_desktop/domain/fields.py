"""What a field is: one declaration that columns, filters, forms, import mapping and the command line read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crm_desktop.base.i18n import _
from crm_desktop.domain.text_folding import fold

TEXT, NUMBER, BOOL, CHOICE, COUNTRY = "text", "number", "bool", "choice", "country"
DATE, PARTIAL_DATE, INSTANT = "date", "partial_date", "instant"
VALUE_TYPES = (TEXT, NUMBER, BOOL, CHOICE, COUNTRY, DATE, PARTIAL_DATE, INSTANT)

EQUAL, UNEQUAL, LIKE, UNLIKE = "=", "!=", "~", "!~"
LESS, AT_MOST, MORE, AT_LEAST = "<", "<=", ">", ">="
IN, EMPTY, FILLED = "in", "is empty", "is not empty"
OPERATORS = (EQUAL, UNEQUAL, LIKE, UNLIKE, LESS, AT_MOST, MORE, AT_LEAST, IN, EMPTY, FILLED)

_ORDERED = (EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST, IN, EMPTY, FILLED)
_OPERATORS = {
    TEXT: OPERATORS,
    COUNTRY: OPERATORS,
    CHOICE: (EQUAL, UNEQUAL, LIKE, UNLIKE, IN, EMPTY, FILLED),
    NUMBER: _ORDERED,
    DATE: _ORDERED,
    PARTIAL_DATE: _ORDERED,
    INSTANT: _ORDERED,
    BOOL: (EQUAL, UNEQUAL),
}

ANY_SUBKEY = "*"
"""In `FieldSpec.subkeys`: anything may follow the dot, such as a usage or the key of a custom field."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a subject.

    Attributes:
        key: the word for it everywhere: CLI, CSV of our own, JSON, filters. Never translated.
        label: English, marked for translation; `title` gives it in the user's language.
        value_type: one of `VALUE_TYPES`.
        editor: what a form shows: line, lines, choice, date, check, tags, points, addresses, items, none.
        holder: where the value lives: party, point, address, affiliation, membership, date, fact, tag,
            preference, custom, note, attachment, or derived when the program makes it.
        is_list: a record may hold many.
        is_sortable, is_column, is_exportable: may order a list, be a column of it, be written to files.
        subkeys: what may follow the key after a dot; `ANY_SUBKEY` for anything.
        needs_subkey: the key alone says too little (`custom`).
        choices: (stored value, English label marked for translation).
        synonyms: what other programs and people call it, folded; for import and for filters.
        permission: what a user needs to change it.
    """

    key: str
    label: str
    value_type: str = TEXT
    editor: str = "line"
    holder: str = "party"
    is_list: bool = False
    is_sortable: bool = False
    is_column: bool = False
    is_exportable: bool = True
    subkeys: tuple[str, ...] = ()
    needs_subkey: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[str, ...] = ()
    permission: str = "contact.edit"

    @property
    def title(self) -> str:
        """The label in the user's language."""
        return _(self.label)

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators of the filter language that make sense for it."""
        return _OPERATORS[self.value_type]

    @property
    def is_settable(self) -> bool:
        """Whether a person may give it a value; derived fields and those of the file follow from others."""
        return self.editor != "none"


class Catalogue:
    """The fields of one subject, in the order in which they are offered."""

    def __init__(self, specs: Iterable[FieldSpec]) -> None:
        self._by_key = {spec.key: spec for spec in specs}
        self._by_name: dict[str, FieldSpec] = {}
        named = [(spec.key, spec) for spec in self._by_key.values()]
        named += [(name, spec) for spec in self._by_key.values() for name in (spec.label, *spec.synonyms)]
        for name, spec in named:
            self._by_name.setdefault(_name_key(name), spec)

    def __iter__(self) -> Iterator[FieldSpec]:
        return iter(self._by_key.values())

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> FieldSpec:
        """The field with exactly this key. Raises KeyError."""
        return self._by_key[key]

    def find(self, name: str) -> FieldSpec | None:
        """The field that `name` means: key, label or synonym, in any case; None when there is none."""
        return self._by_name.get(_name_key(name))

    def resolve(self, path: str) -> tuple[FieldSpec, str] | None:
        """The field and the part after the dot ("" for none) that a path such as `phone.work` means.

        None when there is no such field, or it takes no such part.
        """
        name, _dot, sub = path.partition(".")
        spec = self.find(name)
        if spec is None or (spec.needs_subkey and not sub) or (_dot and not sub):
            return None
        if sub and ANY_SUBKEY not in spec.subkeys and sub.lower() not in spec.subkeys:
            return None
        return spec, sub if ANY_SUBKEY in spec.subkeys else sub.lower()

    def columns(self) -> list[FieldSpec]:
        """The fields that may be columns of a list."""
        return [spec for spec in self if spec.is_column]

    def sortable(self) -> list[FieldSpec]:
        """The fields that a list may be ordered by."""
        return [spec for spec in self if spec.is_sortable]


def _name_key(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").replace("-", " ").split())
