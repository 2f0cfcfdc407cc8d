"""The list of contacts: its ids in order, its first page, a page of lines anywhere in it, and other orders.

    python -m tests.bench.bench_list [--sizes 1000,10000,100000]      (1000000 takes minutes to make, once)

Reference of the snapshot: the bare SELECT of all ids over the index of the stored sort key. Reference of a page: a
keyset page over that index and the same values for its 128 contacts, read by hand and left as tuples. Reference of an
order without an index: the same values, read in the order of the file and sorted by SQLite byte by byte. Medians of CPU
milliseconds. Then the list in a window, and for how long its thread works at a stretch (`list_turns`); --no-window
leaves that out, --no-store the other.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage.engine import raw
from tests.bench import files, list_turns, measuring

PAGE = 128
PLACES = 40

_KEYSET = (
    "select id, kind, display_name, occupation, sort_key from party where deleted = 0 and (sort_key, id) >= (?, ?)"
    f" order by sort_key, id limit {PAGE}"
)
_VALUES = (
    "select party_id, kind, value from contact_point where deleted = 0 and party_id in ({})",
    "select party_id, locality, country from address where deleted = 0 and party_id in ({})",
    "select a.person_id, a.title, o.display_name from affiliation a join party o on o.id = a.org_id"
    " where a.deleted = 0 and a.person_id in ({})",
    "select g.subject_id, t.name from tagging g join tag t on t.id = g.tag_id"
    " where g.deleted = 0 and g.subject_id in ({})",
    "select party_id, channel from comm_preference where deleted = 0 and party_id in ({})",
)

COLUMNS = ("city", "postcode", "country", "given", "account_no", "company", "email", "changed_at")
"""Columns of a page that are read besides its lines."""

_OWN = "select p.id from party p where +p.deleted = 0 order by {}, p.id"
_BY_TOWN = "(select locality from address a where a.party_id = p.id and a.deleted = 0 limit 1)"
_BY_MAIL = "(select value from contact_point c where c.party_id = p.id and c.deleted = 0 and c.kind = 'email' limit 1)"
_BY_CHANGE = "(select changed_hlc from search_doc d where d.party_id = p.id)"
ORDERS = {"given": "p.given", "city": _BY_TOWN, "email": _BY_MAIL, "changed_at": _BY_CHANGE}
"""Key of an order -> what the reference sorts by."""


def median_ms(call: Callable[[Any], object], arguments: list[Any]) -> float:
    """Median CPU milliseconds of `call`."""
    call(arguments[0])
    spent = []
    for argument in arguments:
        started = time.process_time()
        call(argument)
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def measure(count: int, runs: int) -> dict[str, float]:
    """Prints the figures of one size; returns ours."""
    context = files.opened(count)
    query = queries.ListQuery()
    shown = queries.snapshot(context, query)
    places = random.Random(3).choices(range(max(1, len(shown) - PAGE)), k=PLACES)
    ends = [len(shown) - PAGE] * PLACES
    with context.store.read() as connection:
        bare = raw(connection)
        ids = "select id from party where deleted = 0 order by sort_key, id"
        keys = dict(bare.execute("select id, sort_key from party").fetchall())
        reference = {
            "all ids": median_ms(lambda _n: b"".join(row[0] for row in bare.execute(ids)), [None] * runs),
            "first 200 lines": median_ms(lambda _n: _page(bare, b"", b"", 200), [None] * PLACES),
            "a page anywhere": median_ms(lambda n: _page(bare, keys[shown.id_at(n)], shown.id_at(n)), places),
            "a page at the end": median_ms(lambda n: _page(bare, keys[shown.id_at(n)], shown.id_at(n)), ends),
        }
        for key, value in ORDERS.items():
            sql = _OWN.format(value)
            reference[f"ordered by {key}"] = median_ms(
                lambda _n, sql=sql: b"".join(row[0] for row in bare.execute(sql)), [None] * runs
            )
    ours = {
        "all ids": median_ms(lambda _n: queries.snapshot(context, query), [None] * runs),
        "first 200 lines": median_ms(lambda _n: queries.first_rows(context, query), [None] * PLACES),
        "a page anywhere": median_ms(lambda n: _lines(context, shown, n), places),
        "a page at the end": median_ms(lambda n: _lines(context, shown, n), ends),
        "a page with eight columns": median_ms(lambda n: _lines(context, shown, n, COLUMNS), places),
        "counts of kinds": median_ms(lambda _n: queries.counts(context), [None] * runs),
        "tags with counts": median_ms(lambda _n: queries.tags(context), [None] * runs),
    }
    for key in ORDERS:
        ordered = queries.ListQuery(sort=key)
        ours[f"ordered by {key}"] = median_ms(
            lambda _n, ordered=ordered: queries.snapshot(context, ordered), [None] * runs
        )
    for name, cost in ours.items():
        measuring.figure(
            f"list {count:,}: {name}, ms", cost, reference.get(name), "<= 2" if name in reference else ""
        )
    context.close()
    return ours


def _page(bare: Any, key: bytes, first: bytes, size: int = PAGE) -> list[list[Any]]:
    parties = bare.execute(_KEYSET.replace(f"limit {PAGE}", f"limit {size}"), (key, first)).fetchall()
    ids = [row[0] for row in parties]
    marks = ",".join("?" * len(ids))
    return [parties, *(bare.execute(sql.format(marks), ids).fetchall() for sql in _VALUES)]


def _lines(context: AppContext, shown: queries.Snapshot, place: int, columns: Sequence[str] = ()) -> None:
    queries.rows(context, [shown.id_at(n) for n in range(place, place + PAGE)], columns=columns)


def main() -> None:
    """See the module's text."""
    parser = measuring.parser(__doc__, runs=7)
    parser.add_argument("--no-store", action="store_true", help="only in a window")
    parser.add_argument("--no-window", action="store_true", help="only the store's part")
    told = parser.parse_args()
    measuring.heading()
    if not told.no_store:
        costs = [(count, measure(count, told.runs)) for count in told.sizes]
        for name in costs[0][1]:
            measuring.growth(f"list: {name}", [(count, cost[name]) for count, cost in costs])
    if not told.no_window:
        for count in told.sizes:
            list_turns.measure(count)


if __name__ == "__main__":
    main()
