"""The columns of a list of records: where their values lie, how a page of them is read, how a list is ordered by one.

A column is one line in COLUMNS. From it follow the statement that reads it for a page of records (one statement for
all chosen columns of a shelf) and the expression that orders a whole list by what the column shows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import OUT_OF_USE
from crm_desktop.domain.dates import PartialDate
from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw

WORDS, CODE, PLAIN = "words", "code", "plain"
"""How values are put in order: as a dictionary would, letter by letter without case, as SQLite compares them."""

CUSTOM = "custom."
"""Begins the key of a column that shows a field of the user's own."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Rows that hang on the records of a list.

    Attributes:
        source: what stands after FROM, with the conditions for every row: "address t where t.deleted = 0".
        owner: the column that names the record.
        rank: orders the rows of one record; what the first of them says is shown.
        bound: values for the question marks in `source`.
    """

    source: str
    owner: str
    rank: str = "1"
    bound: tuple[Any, ...] = ()


def _same(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column.

    Attributes:
        shelf: where it lies.
        value: SQL of a cell.
        order: WORDS, CODE or PLAIN.
        sort: SQL to order by instead of `value`; question marks in it stand for the language.
        is_indexed: an index gives this order, over all records.
        is_list: a cell holds what all rows say, as a tuple of texts.
        make: turns what SQL gives into what the program passes round.
    """

    shelf: Shelf
    value: str
    order: str = WORDS
    sort: str = ""
    is_indexed: bool = False
    is_list: bool = False
    make: Callable[[Any], Any] = _same


def _moment(ms: int) -> Any:
    return from_utc_ms(ms)


def _partial_date(parts: str) -> PartialDate:
    return PartialDate(*json.loads(parts))


_BEST_FIRST = "t.is_preferred desc, t.position, t.id"

PARTY = Shelf("party p where 1", "p.id")
ADDRESSES = Shelf("address t where t.deleted = 0", "t.party_id", _BEST_FIRST)
ROLES = Shelf(
    "affiliation t join party o on o.id = t.org_id where t.deleted = 0",
    "t.person_id",
    "t.is_primary desc, t.position, t.id",
)
TAGS = Shelf(
    "tagging t join tag n on n.id = t.tag_id and n.deleted = 0 where t.deleted = 0",
    "t.subject_id",
    "t.position, n.name",
)
CHANGES = Shelf("search_doc t where 1", "t.party_id")
TOUCHES = Shelf("touch_summary t where 1", "t.party_id")
BIRTHS = Shelf("field_clock t where t.tbl = 'party' and t.field = '*'", "t.row_id")


def _points(kind: str) -> Shelf:
    """What reaches nobody any more comes last, as in `PartyRecord.points_of`."""
    unused = ", ".join(f"'{status}'" for status in OUT_OF_USE)
    source = f"contact_point t where t.deleted = 0 and t.kind = '{kind}'"
    return Shelf(source, "t.party_id", f"t.status in ({unused}), {_BEST_FIRST}")


def _days(kind: str) -> ListColumn:
    """Ordered by the day in the year, as birthdays are kept."""
    return ListColumn(
        Shelf(
            f"important_date t where t.deleted = 0 and t.kind = '{kind}'", "t.party_id", "t.position, t.id"
        ),
        "json_array(t.year, t.month, t.day)",
        PLAIN,
        "coalesce(t.month, 13) * 100 + coalesce(t.day, 0)",
        make=_partial_date,
    )


COLUMNS: dict[str, ListColumn] = {
    "display_name": ListColumn(PARTY, "p.display_name", PLAIN, "p.sort_key", is_indexed=True),
    "kind": ListColumn(PARTY, "p.kind", PLAIN, is_indexed=True),
    "given": ListColumn(PARTY, "p.given"),
    "family": ListColumn(PARTY, "p.family"),
    "nickname": ListColumn(PARTY, "p.nickname"),
    "occupation": ListColumn(PARTY, "p.occupation"),
    "account_no": ListColumn(PARTY, "p.account_no"),
    "website": ListColumn(PARTY, "p.website", CODE),
    "source": ListColumn(PARTY, "(select s.name from source s where s.id = p.source_id and s.deleted = 0)"),
    "tier": ListColumn(PARTY, "(select s.name from tier s where s.id = p.tier_id and s.deleted = 0)"),
    "next_step_text": ListColumn(PARTY, "p.next_step_text"),
    "next_step_on": ListColumn(PARTY, "p.next_step_on", PLAIN, make=dt.date.fromisoformat),
    "last_touch": ListColumn(TOUCHES, "t.last_touch_at", PLAIN, make=_moment),
    "last_attempt": ListColumn(TOUCHES, "t.last_attempt_at", PLAIN, make=_moment),
    "keep_up": ListColumn(
        TOUCHES, "case when t.stopped_at is null then t.keep_up_at end", PLAIN, make=_moment
    ),
    "next_activity": ListColumn(TOUCHES, "t.next_at", PLAIN, make=_moment),
    "created_at": ListColumn(BIRTHS, "t.hlc >> 16", PLAIN, "p.id", is_indexed=True, make=_moment),
    "changed_at": ListColumn(CHANGES, "t.changed_hlc >> 16", PLAIN, "t.changed_hlc", make=_moment),
    "street": ListColumn(ADDRESSES, "t.street"),
    "postcode": ListColumn(ADDRESSES, "t.postcode", CODE),
    "city": ListColumn(ADDRESSES, "t.locality"),
    "place": ListColumn(ADDRESSES, "t.locality"),
    "region": ListColumn(ADDRESSES, "t.region"),
    "country": ListColumn(ADDRESSES, "coalesce(nullif(t.country, ''), t.country_name)", CODE),
    "subtitle": ListColumn(
        ROLES, "case t.title when '' then o.display_name else t.title || ' · ' || o.display_name end"
    ),
    "company": ListColumn(ROLES, "o.display_name", PLAIN, "o.sort_key"),
    "title": ListColumn(ROLES, "t.title"),
    "department": ListColumn(ROLES, "t.department"),
    "phone": ListColumn(_points("phone"), "t.value", CODE, "coalesce(nullif(t.normalized, ''), t.value)"),
    "email": ListColumn(_points("email"), "t.value", CODE),
    "birthday": _days("birthday"),
    "anniversary": _days("anniversary"),
    "tag": ListColumn(TAGS, "n.name", is_list=True),
}
"""Key of a field -> its column. A new one needs a line here and one in the field catalogue (`is_column`)."""


def column(key: str) -> ListColumn | None:
    """The column with this key, such as "city" or "custom.shirt"; None when there is none."""
    if not key.startswith(CUSTOM):
        return COLUMNS.get(key)
    source = (
        "custom_value t join custom_field f on f.id = t.field_id and f.deleted = 0"
        " where t.deleted = 0 and fold(f.key) = ?"
    )
    shelf = Shelf(source, "t.subject_id", "t.id", (fold(key.removeprefix(CUSTOM)),))
    by_kind = "case f.type when 'number' then cast(t.value as real) else word_order(t.value, ?) end"
    return ListColumn(shelf, "t.value", PLAIN, by_kind)


def order_sql(wanted: ListColumn, language: str) -> tuple[str, tuple[Any, ...]]:
    """The expression over party `p` that puts a list in the order of a column, and its parameters.

    Records without a value give NULL.
    """
    value = wanted.sort or wanted.value
    bound: tuple[Any, ...] = (language,) * value.count("?")
    if wanted.shelf is not PARTY and not wanted.is_indexed:
        shelf = wanted.shelf
        value = f"(select {value} from {shelf.source} and {shelf.owner} = p.id order by {shelf.rank} limit 1)"
        bound = (*bound, *shelf.bound)
    if wanted.order == WORDS:
        return f"word_order({value}, ?)", (*bound, language)
    return (f"nullif(lower({value}), '')" if wanted.order == CODE else value), bound


def cells(connection: sa.Connection, ids: Sequence[Id], keys: Sequence[str]) -> dict[Id, dict[str, Any]]:
    """What stands in some columns for some records: a text, a tuple of texts, a PartialDate, a moment.

    Args:
        connection: to the file.
        ids: the records.
        keys: the columns; those that there are not (a custom field that was removed) are left out.

    Returns:
        Record -> key -> value; what is empty is not in it.
    """
    shelves: dict[Shelf, dict[str, ListColumn]] = {}
    for key in keys:
        if wanted := column(key):
            shelves.setdefault(wanted.shelf, {})[key] = wanted
    found: dict[Id, dict[str, Any]] = {}
    for shelf, wanted_here in shelves.items():
        for chunk in bulk.chunks(ids):
            _read_shelf(raw(connection), shelf, wanted_here, chunk, found)
    return found


def _read_shelf(
    bare: Any,
    shelf: Shelf,
    wanted: dict[str, ListColumn],
    ids: list[Id],
    found: dict[Id, dict[str, Any]],
) -> None:
    values = ", ".join(each.value for each in wanted.values())
    sql = (
        f"select {shelf.owner}, {values} from {shelf.source} and {shelf.owner} in ({bulk.marks(ids)})"
        f" order by {shelf.rank}"
    )
    seen: set[Id] = set()
    for owner, *row in bare.execute(sql, (*shelf.bound, *ids)).fetchall():
        line = found.setdefault(owner, {})
        for (key, each), value in zip(wanted.items(), row, strict=True):
            if value is None or value == "":
                continue
            if each.is_list:
                line[key] = (*line.get(key, ()), each.make(value))
            elif owner not in seen:
                line[key] = each.make(value)
        seen.add(owner)
