"""The filter language as SQL: one sub-select per comparison, so that a list field fits when one of its values does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from crm_desktop.base.clock import utc_ms
from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain import fields
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.dates import parse_partial_date
from crm_desktop.domain.filter_terms import AllOf, AnyOf, Compare, Filter, Not, Words, resolve_date
from crm_desktop.domain.filters import parse_filter
from crm_desktop.domain.text_folding import digits, fold
from crm_desktop.storage import search
from crm_desktop.storage.bulk import marks
from crm_desktop.storage.rows import NAMED_FIELDS, PARTY_COLUMNS

Sql: TypeAlias = tuple[str, tuple[Any, ...]]

_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the values of a field lie: the FROM and WHERE of a sub-select, the value in it, and whose it is.

    Without an owner the value is an expression over party `p` itself.
    """

    value: str
    owner: str = ""
    source: str = ""
    bound: tuple[Any, ...] = ()


def where_sql(text: str, today: dt.date | None = None, *, is_for_all: bool = False) -> Sql:
    """A condition on party `p` for an expression of the filter language, and its parameters.

    Args:
        text: the expression.
        today: what `today` means in it; None is the computer's date.
        is_for_all: every record is going to be looked at. Each table is then read once, in its own order, which takes
            an eighth of the time of looking up the values of a million records. Otherwise values are looked up per
            record, which is quicker where only some are looked at.

    Raises:
        ValidationError: the expression makes no sense.
    """
    today = today or dt.datetime.now().astimezone().date()
    return _term(parse_filter(text, CONTACT_FIELDS), today, is_for_all=is_for_all)


def _term(wanted: Filter, today: dt.date, *, is_for_all: bool) -> Sql:
    if isinstance(wanted, AllOf | AnyOf):
        # What holds certain words is looked up in the index, and the other parts only for that.
        if isinstance(wanted, AllOf) and any(isinstance(part, Words) for part in wanted.parts):
            is_for_all = False
        parts = [_term(part, today, is_for_all=is_for_all) for part in wanted.parts]
        word = " and " if isinstance(wanted, AllOf) else " or "
        return (
            word.join(f"({sql})" for sql, _bound in parts) or "1",
            tuple(value for _sql, bound in parts for value in bound),
        )
    if isinstance(wanted, Not):
        sql, bound = _term(wanted.part, today, is_for_all=is_for_all)
        return f"not ({sql})", bound
    if isinstance(wanted, Words):
        found = search.matching_sql(wanted.text)
        return (f"p.id in ({found[0]})", found[1]) if found else ("0", ())
    return _comparison(wanted, today, is_for_all=is_for_all)


_OPPOSITES = {fields.UNEQUAL: fields.EQUAL, fields.UNLIKE: fields.LIKE, fields.EMPTY: fields.FILLED}


def _comparison(wanted: Compare, today: dt.date, *, is_for_all: bool) -> Sql:
    place = _place(wanted)
    operator = _OPPOSITES.get(wanted.operator, wanted.operator)
    condition, bound = _condition(wanted, operator, place.value, today)
    if not place.owner:
        sql = condition
    elif is_for_all:
        sql = f"p.id in (select {place.owner} from {place.source} and {condition})"
    else:
        sql = f"exists (select 1 from {place.source} and {place.owner} = p.id and {condition})"
    sql = f"not coalesce({sql}, 0)" if operator != wanted.operator else sql
    return sql, (*place.bound, *bound)


def _place(wanted: Compare) -> _Place:
    key, sub = wanted.key, wanted.sub
    spec = CONTACT_FIELDS[key]
    if key in _DERIVED:
        return _Place(_DERIVED[key])
    if spec.holder == "party" and key in PARTY_COLUMNS:
        return _Place(f't."{key}"', "t.id", "party t where true")
    maker = _HOLDERS.get(spec.holder)
    if maker is None:
        raise ValidationError({"where": _("A list cannot be filtered by “{name}”.").format(name=spec.title)})
    return maker(key, sub)


_DERIVED = {
    "changed_at": "(select changed_hlc >> 16 from search_doc d where d.party_id = p.id)",
    "created_at": (
        "(select hlc >> 16 from field_clock f where f.tbl = 'party' and f.row_id = p.id and f.field = '*')"
    ),
    **{
        name: f"(select name from {table.name} n where n.id = p.{name}_id)"
        for name, table in NAMED_FIELDS.items()
    },
    "last_touch": "(select last_touch_at from touch_summary u where u.party_id = p.id)",
    "last_attempt": "(select last_attempt_at from touch_summary u where u.party_id = p.id)",
    "keep_up": "(select keep_up_at from touch_summary u where u.party_id = p.id and u.stopped_at is null)",
    "next_activity": "(select next_at from touch_summary u where u.party_id = p.id)",
}


def _point(key: str, sub: str) -> _Place:
    usage = " and fold(t.usage) = ?" if sub else ""
    return _Place(
        "t.value",
        "t.party_id",
        f"contact_point t where t.deleted = 0 and t.kind = ?{usage}",
        (key, fold(sub)) if sub else (key,),
    )


_ADDRESS_COLUMNS = {
    "city": "locality",
    "street": "street",
    "region": "region",
    "postcode": "postcode",
    "country": "country",
}


def _address(key: str, sub: str) -> _Place:
    every = "t.street || ' ' || t.postcode || ' ' || t.locality || ' ' || t.region || ' ' || t.country"
    value = f"t.{_ADDRESS_COLUMNS[key]}" if key in _ADDRESS_COLUMNS else every
    usage = " and fold(t.usage) = ?" if sub else ""
    return _Place(value, "t.party_id", f"address t where t.deleted = 0{usage}", (fold(sub),) if sub else ())


def _affiliation(key: str, _sub: str) -> _Place:
    value = {"company": "o.display_name", "title": "t.title", "department": "t.department"}.get(
        key, "t.title || ' ' || t.role || ' ' || o.display_name"
    )
    return _Place(value, "t.person_id", "affiliation t join party o on o.id = t.org_id where t.deleted = 0")


def _membership(_key: str, _sub: str) -> _Place:
    return _Place(
        "o.display_name",
        "t.member_party_id",
        "group_member t join party o on o.id = t.group_party_id where t.deleted = 0",
    )


def _date(key: str, sub: str) -> _Place:
    kind = "" if key == "date" else " and t.kind = ?"
    value = f"t.{sub}" if sub else "t"
    return _Place(
        value,
        "t.party_id",
        f"important_date t where t.deleted = 0{kind}",
        () if key == "date" else (key,),
    )


def _fact(_key: str, sub: str) -> _Place:
    only = " and fold(t.category) = ?" if sub else ""
    return _Place(
        "t.label || ' ' || t.value",
        "t.party_id",
        f"fact t where t.deleted = 0{only}",
        (fold(sub),) if sub else (),
    )


def _tag(_key: str, _sub: str) -> _Place:
    return _Place(
        "n.name",
        "t.subject_id",
        "tagging t join tag n on n.id = t.tag_id and n.deleted = 0 where t.deleted = 0",
    )


def _preference(_key: str, sub: str) -> _Place:
    return _Place("t.status", "t.party_id", "comm_preference t where t.deleted = 0 and t.channel = ?", (sub,))


def _custom(_key: str, sub: str) -> _Place:
    return _Place(
        "t.value",
        "t.subject_id",
        "custom_value t join custom_field c on c.id = t.field_id where t.deleted = 0 and fold(c.key) = ?",
        (fold(sub),),
    )


def _note(_key: str, _sub: str) -> _Place:
    return _Place("t.body", "t.subject_id", "note t where t.deleted = 0")


def _attachment(key: str, _sub: str) -> _Place:
    only = f" and t.is_photo = {int(key == 'photo')}"
    return _Place("t.filename || ' ' || t.mime", "t.subject_id", f"attachment t where t.deleted = 0{only}")


_HOLDERS: dict[str, Callable[[str, str], _Place]] = {
    "point": _point,
    "address": _address,
    "affiliation": _affiliation,
    "membership": _membership,
    "date": _date,
    "fact": _fact,
    "tag": _tag,
    "preference": _preference,
    "custom": _custom,
    "note": _note,
    "attachment": _attachment,
}


def _condition(wanted: Compare, operator: str, value: str, today: dt.date) -> Sql:
    kind = CONTACT_FIELDS[wanted.key].value_type
    if kind == fields.PARTIAL_DATE:
        return _number(wanted, operator, value) if wanted.sub else _partial(wanted, operator, today)
    if operator == fields.FILLED:
        return f"coalesce({value}, '') <> ''", ()
    if kind == fields.BOOL:
        return f"{value} = ?", (int(wanted.values[0] == "yes"),)
    if kind == fields.DATE:
        return _date_text(wanted, operator, value, today)
    if kind == fields.INSTANT:
        return _instant(wanted, operator, value, today)
    if kind == fields.NUMBER:
        return _number(wanted, operator, value)
    if wanted.key == "phone":
        return _phone(wanted, operator)
    return _text(wanted, operator, value)


def _text(wanted: Compare, operator: str, value: str) -> Sql:
    folded = [fold(v) for v in wanted.values]
    if operator == fields.LIKE:
        return f"instr(fold({value}), ?) > 0", (folded[0],)
    if operator == fields.IN:
        return f"fold({value}) in ({marks(folded)})", tuple(folded)
    return f"fold({value}) {operator} ?", (folded[0],)


def _phone(wanted: Compare, operator: str) -> Sql:
    """A number fits in any notation: by its digits."""
    if operator == fields.LIKE:
        return "instr(replace(t.normalized, '+', '') || ' ' || fold(t.value), ?) > 0", (
            digits(wanted.values[0]) or fold(wanted.values[0]),
        )
    numbers = [digits(v).lstrip("0") for v in wanted.values]
    parts = " or ".join(
        "(? <> '' and substr(t.normalized, -length(?)) = ?) or fold(t.value) = ?" for _n in numbers
    )
    bound = [
        x
        for number, text in zip(numbers, wanted.values, strict=True)
        for x in (number, number, number, fold(text))
    ]
    return f"({parts})", tuple(bound)


def _number(wanted: Compare, operator: str, value: str) -> Sql:
    if operator == fields.FILLED:
        return f"{value} is not null", ()
    numbers = tuple(float(v) for v in wanted.values)
    if operator == fields.IN:
        return f"{value} in ({marks(numbers)})", numbers
    return f"{value} {operator} ?", numbers


def _days(text: str, today: dt.date) -> tuple[dt.date, dt.date]:
    found = resolve_date(text, today)
    if found is None:
        raise ValidationError({"where": _("“{value}” is no date with a year.").format(value=text)})
    return found


def _date_text(wanted: Compare, operator: str, value: str, today: dt.date) -> Sql:
    """A whole day, stored as ISO text."""
    spans = [tuple(day.isoformat() for day in _days(text, today)) for text in wanted.values]
    if operator in (fields.EQUAL, fields.IN):
        parts = " or ".join(f"{value} between ? and ?" for _s in spans)
        return f"({parts})", tuple(day for span in spans for day in span)
    first, last = spans[0]
    return f"{value} {operator} ?", (last if operator in (fields.MORE, fields.AT_MOST) else first,)


def _instant(wanted: Compare, operator: str, value: str, today: dt.date) -> Sql:
    spans = [tuple(_midnight_ms(day) for day in _days(text, today)) for text in wanted.values]
    if operator in (fields.EQUAL, fields.IN):
        parts = " or ".join(f"{value} between ? and ?" for _s in spans)
        return f"({parts})", tuple(ms for first, last in spans for ms in (first, last + _DAY_MS - 1))
    first, last = spans[0]
    edge = last + _DAY_MS - 1 if operator in (fields.MORE, fields.AT_MOST) else first
    return f"{value} {operator} ?", (edge,)


def _midnight_ms(day: dt.date) -> int:
    return utc_ms(dt.datetime.combine(day, dt.time.min).astimezone())


_ISO = "printf('%04d-%02d-%02d', t.year, coalesce(t.month, 1), coalesce(t.day, 1))"


def _partial(wanted: Compare, operator: str, today: dt.date) -> Sql:
    """A date with unknown parts: equal when all parts asked for agree; ordered only when its year is known."""
    if operator == fields.FILLED:
        return "1", ()
    if operator in (fields.EQUAL, fields.IN):
        parts = [_same_parts(text, today) for text in wanted.values]
        return f"({' or '.join(sql for sql, _b in parts)})", tuple(v for _s, bound in parts for v in bound)
    first, last = _days(wanted.values[0], today)
    edge = last if operator in (fields.MORE, fields.AT_MOST) else first
    return f"t.year is not null and {_ISO} {operator} ?", (edge.isoformat(),)


def _same_parts(text: str, today: dt.date) -> Sql:
    on = parse_partial_date(text)
    if on is None:
        day = _days(text, today)[0]
        return "(t.year = ? and t.month = ? and t.day = ?)", (day.year, day.month, day.day)
    known = [(name, getattr(on, name)) for name in ("year", "month", "day") if getattr(on, name) is not None]
    return "(" + " and ".join(f"t.{name} = ?" for name, _v in known) + ")", tuple(v for _n, v in known)
