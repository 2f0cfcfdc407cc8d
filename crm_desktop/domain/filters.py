"""The filter language: what follows `--where`, what is typed into the filter bar, what a segment stores.

    country = KR and (tag = vip or not city ~ "århus") and birthday.month = 5 and email is empty

- A comparison is `field operator value`. Fields are the keys of the field catalogue, their labels written
  with `_`, or their synonyms; some take a part after a dot: `phone.work`, `birthday.month`,
  `preference.mail`, `custom.membership`.
- Operators: `=` equal, `!=` not equal, `~` contains, `!~` does not contain, `<` `<=` `>` `>=`,
  `in (a, b)`, `not in (a, b)`, `is empty`, `is not empty`. Text is compared without case and accents. A field
  that a record holds several times (phones, tags, towns) fits when one of its values fits; `!=`, `!~` and
  `not in` fit when none of them does.
- Dates are written as ISO (2026-05-31), or as `today`, `today-30`, `today+7` (days).
- `and`, `or`, `not` and parentheses combine; `and` binds closer than `or` and may be left out.
- A word without an operator is searched like in the who-box: `anna tag = vip`.
- Values with spaces or signs stand in quotes: `city = "New York"`. A quote or backslash inside is written
  after a backslash.

Errors are `ValidationError`s for the field `where` that say where the trouble is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain import fields
from crm_desktop.domain.countries import country_code
from crm_desktop.domain.dates import parse_partial_date
from crm_desktop.domain.fields import Catalogue, FieldSpec
from crm_desktop.domain.filter_terms import (
    EVERYTHING,
    RELATIVE_DATE,
    RESERVED,
    Compare,
    Filter,
    Not,
    Words,
    all_of,
    any_of,
)
from crm_desktop.domain.text_folding import fold


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # word, quoted, sign or end
    text: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.text in signs


_TOKEN = re.compile(
    r"""\s*(?:
        (?P<sign>!=|!~|<=|>=|[=~<>(),])
      | (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<open>["'])
      | (?P<word>(?:[^\s=~<>(),"!]|!(?![=~]))+)
    )""",
    re.VERBOSE | re.DOTALL,
)
_COMPARISONS = tuple(op for op in fields.OPERATORS if not op[0].isalpha())


def _trouble(message: str, position: int) -> ValidationError:
    where = _("{message} (at character {position})").format(message=message, position=position + 1)
    return ValidationError({"where": where})


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        value, start = match[kind], match.start(kind)
        if kind == "open":
            raise _trouble(_("A quotation mark opens here and is not closed."), start)
        if kind == "quoted":
            value = re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL)
        found.append(_Token(kind, value, start, match.end()))
    return [*found, _Token("end", "", len(text), len(text))]


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str, catalogue: Catalogue) -> None:
        self._text, self._catalogue = text, catalogue
        self._tokens, self._at = _tokens(text), 0

    @property
    def _token(self) -> _Token:
        return self._tokens[self._at]

    def _next(self) -> _Token:
        token = self._token
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def whole(self) -> Filter:
        if self._token.kind == "end":
            return EVERYTHING
        found = self._either()
        if self._token.kind != "end":
            raise self._unexpected()
        return found

    def _either(self) -> Filter:
        parts = [self._every()]
        while self._token.is_word("or"):
            self._next()
            parts.append(self._every())
        return any_of(parts)

    def _every(self) -> Filter:
        parts = [self._single()]
        while True:
            if self._token.is_word("and"):
                self._next()
            elif self._token.kind == "end" or self._token.is_word("or") or self._token.is_sign(")"):
                return all_of(parts)
            parts.append(self._single())

    def _single(self) -> Filter:
        token = self._token
        if token.is_word("not") and not self._is_field():
            self._next()
            return Not(self._single())
        if token.is_sign("("):
            self._next()
            inner = self._either()
            if not self._token.is_sign(")"):
                raise _trouble(_("A parenthesis opens here and is not closed."), token.start)
            self._next()
            return inner
        if token.kind in {"word", "quoted"}:
            if token.kind == "word" and self._is_field():
                return self._comparison()
            if token.kind == "quoted" or not token.is_word(*RESERVED):
                return Words(self._next().text)
        raise self._unexpected()

    def _is_field(self) -> bool:
        """Whether the two tokens after this word make it the field of a comparison."""
        first, second = (self._tokens[min(self._at + i, len(self._tokens) - 1)] for i in (1, 2))
        return (
            first.is_sign(*_COMPARISONS)
            or (first.is_word("in") and second.is_sign("("))
            or (first.is_word("is") and second.is_word("empty", "not"))
            or (first.is_word("not") and second.is_word("in"))
        )

    def _comparison(self) -> Filter:
        token = self._next()
        found = self._catalogue.resolve(token.text)
        if found is None:
            message = _("There is no field “{name}”.").format(name=token.text)
            raise _trouble(message, token.start)
        spec, sub = found
        sign = self._next()
        if sign.is_word("is"):
            operator = fields.EMPTY
            if self._token.is_word("not"):
                self._next()
                operator = fields.FILLED
            self._expect_word("empty")
            return Compare(spec.key, operator, (), sub)
        if sign.is_word("in", "not"):
            if sign.is_word("not"):
                self._next()
            values = self._values(spec, sub, sign)
            inside = Compare(spec.key, fields.IN, values, sub)
            return Not(inside) if sign.is_word("not") else inside
        if sign.text not in spec.operators:
            message = _("“{operator}” does not go with “{name}”.").format(operator=sign.text, name=token.text)
            raise _trouble(message, sign.start)
        return Compare(spec.key, sign.text, (self._value(spec, sub, sign),), sub)

    def _expect_word(self, word: str) -> None:
        if not self._token.is_word(word):
            raise self._unexpected()
        self._next()

    def _values(self, spec: FieldSpec, sub: str, before: _Token) -> tuple[str, ...]:
        if not self._token.is_sign("("):
            raise self._unexpected()
        self._next()
        values = [self._value(spec, sub, before)]
        while self._token.is_sign(","):
            self._next()
            values.append(self._value(spec, sub, before))
        if not self._token.is_sign(")"):
            raise self._unexpected()
        self._next()
        return tuple(values)

    def _value(self, spec: FieldSpec, sub: str, before: _Token) -> str:
        token = self._next()
        if token.kind not in {"word", "quoted"} or token.is_word(*RESERVED):
            shown = self._text[: before.end].split()[-2:]
            message = _("After “{text}” a value is missing.").format(text=" ".join(shown))
            raise _trouble(message, before.end)
        value = _canonical(spec, sub, token.text)
        if value is None:
            message = _("“{value}” does not fit “{name}”.").format(value=token.text, name=spec.key)
            raise _trouble(message, token.start)
        return value

    def _unexpected(self) -> ValidationError:
        token = self._token
        if token.kind == "end":
            return _trouble(_("The expression ends too early."), token.start)
        return _trouble(_("“{text}” is not expected here.").format(text=token.text), token.start)


def _canonical(spec: FieldSpec, sub: str, value: str) -> str | None:
    """The text that stands for `value` in an AST; None when the field cannot have such a value."""
    if spec.value_type == fields.COUNTRY:
        return country_code(value) or value
    if spec.value_type == fields.BOOL:
        return {"yes": "yes", "true": "yes", "1": "yes", "no": "no", "false": "no", "0": "no"}.get(
            fold(value)
        )
    if spec.value_type == fields.CHOICE and spec.choices:
        return _chosen(spec, value)
    if spec.value_type == fields.NUMBER or (spec.value_type == fields.PARTIAL_DATE and sub):
        return value if re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII) else None
    if spec.value_type in {fields.DATE, fields.PARTIAL_DATE, fields.INSTANT}:
        is_date = RELATIVE_DATE.fullmatch(value) or parse_partial_date(value)
        return value.lower() if is_date else None
    return value


def _chosen(spec: FieldSpec, value: str) -> str | None:
    wanted = fold(value)
    return next(
        (stored for stored, label in spec.choices if wanted in {stored, fold(label), fold(_(label))}), None
    )


def parse_filter(text: str, catalogue: Catalogue) -> Filter:
    """Reads an expression of the filter language.

    Args:
        text: the expression; empty for everything.
        catalogue: the fields of the subject that is filtered.

    Raises:
        ValidationError: for the field `where`, when the expression makes no sense; it says where.
    """
    try:
        return _Parser(text, catalogue).whole()
    except RecursionError:
        raise ValidationError({"where": _("The expression is nested too deeply.")}) from None
