"""Nothing that a window asks for by itself reads more of the file than it shows: plans, and numbers of statements."""

import datetime as dt
import re

import pytest

from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.services.contacts import ops
from crm_desktop.storage import derived, search, touches
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries import (
    activities,
    due,
    history,
    lists,
    matches,
    questions,
    records,
    relations,
)
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names
from tests.factories.people import EVERYONE, person

_PLAIN_SCAN = re.compile(r"SCAN (\S+)(?!.*(USING|VIRTUAL TABLE))")
_NOT_OURS = ("--", "BEGIN", "PRAGMA", "SELECT ", "COMMIT", "ROLLBACK")
"""Beginnings of statements that FTS5 (in capitals) or the connection runs, not the program."""
_SMALL = {
    "tag",
    "t",
    "carried",
    "trashed",
    "source",
    "sync_clock",
    "search_state",
    "member",
    "CONSTANT",
    "2-ROW",
}
"""Tables of a few rows, by the names that the statements give them, which may be read whole."""


@pytest.fixture
def filled(context):
    """A context with some people."""
    for record in EVERYONE:
        ops.create(context, record)
    return context


def statements(bare, call):
    """The statements that `call` runs, with their values in place."""
    seen = []
    bare.set_trace_callback(seen.append)
    try:
        call()
    finally:
        bare.set_trace_callback(None)
    return [sql for sql in seen if not sql.startswith(_NOT_OURS)]


def plan(bare, sql):
    """The steps by which SQLite answers a statement."""
    return [row[3] for row in bare.execute(f"explain query plan {sql}").fetchall()]


LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def first_id(connection):
    return lists.first_ids(connection, ListQuery(), 1)[0]


READS = {
    "snapshot": lambda c: lists.snapshot(c, ListQuery()),
    "backwards": lambda c: lists.snapshot(c, ListQuery(descending=True)),
    "one kind": lambda c: lists.snapshot(c, ListQuery(kinds=("person",))),
    "with a tag": lambda c: lists.snapshot(c, ListQuery(tag="vip")),
    "trash": lambda c: lists.snapshot(c, ListQuery(trash=True)),
    "by text": lambda c: lists.snapshot(c, ListQuery(text="aarhus")),
    "first page": lambda c: lists.first_ids(c, ListQuery(), 200),
    "lines": lambda c: lists.rows(c, [first_id(c)]),
    "count": lambda c: lists.count(c, ListQuery()),
    "counts": lists.counts,
    "tags": lists.tags,
    "people with a role in a company": lambda c: relations.role_holders(c, first_id(c)),
    "how many of them": lambda c: relations.count_role_holders(c, first_id(c)),
    "members of a household": lambda c: relations.members(c, first_id(c)),
    "relations": lambda c: relations.of_party(c, first_id(c)),
    "birthdays of relations": lambda c: relations.birthdays(c, [first_id(c)]),
    "record": lambda c: records.load_many(c, [first_id(c)]),
    "history": lambda c: history.changes_of(c, first_id(c)),
    "recent steps": lambda c: history.recent_steps(c, 0),
    "who-box": lambda c: search.find_ids(c, "søren aarhus", 50),
    "two letters": lambda c: search.find_ids(c, "so", 50),
    "a short word among others": lambda c: search.find_ids(c, "so aarhus", 50),
    "what a save touched": lambda c: derived.touched_since(c, 1 << 62),
    "matching by foreign id": lambda c: matches.by_external_id(c, [("vcard", f"urn:uuid:{'0' * 32}")]),
    "matching by e-mail and phone": lambda c: matches.by_point(c, ["x"]),
    "matching by name": lambda c: matches.by_sort_key(c, [b"x"]),
    "a company by its name": lambda c: Names(b"").party(UnitOfWork(c, b"", 0), "organization", "Acme"),
    "activities of a record": lambda c: activities.of_parties(c, first_id(c)),
    "what colleagues did with it": lambda c: activities.last_of_others(c, first_id(c), b"", 0, 3),
    "why nobody follows up": lambda c: activities.stop_of(c, first_id(c)),
    "whose summary a call changes": lambda c: touches.changed_by(c, {"activity": [first_id(c)]}),
    "what is planned": lambda c: due.planned(c, LATER, "", 10),
    "next steps": lambda c: due.next_steps(c, LATER.date(), dt.UTC, 10),
    "plans with whom nobody follows up": lambda c: due.count_stopped_plans(c, LATER),
    "losing touch": lambda c: due.losing_touch(c, LATER, LATER, 10),
    "birthdays": lambda c: due.dates_between(c, [(2, 28), (2, 29)]),
    "meetings with somebody": lambda c: questions.meetings_with(c, first_id(c), 0, 1 << 62),
    "meetings of a month": lambda c: questions.meetings_between(c, 0, 1),
    "the work of a day": lambda c: questions.work_done(c, b"", 0, 1),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_no_table_is_read_from_one_end_to_the_other(filled, read):
    with filled.store.read() as connection:
        bare = raw(connection)
        asked = statements(bare, lambda: read(connection))
        assert asked
        for sql in asked:
            for step in plan(bare, sql):
                scan = _PLAIN_SCAN.match(step)
                assert scan is None or scan[1] in _SMALL, f"{step} in {sql}"


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (ListQuery(), "ix_party_sort"),
        (ListQuery(descending=True), "ix_party_sort"),
        (ListQuery(kinds=("person",)), "ix_party_kind_sort"),
        (ListQuery(kinds=("organization",), descending=True), "ix_party_kind_sort"),
        (ListQuery(trash=True), "ix_party_trash"),
    ],
)
def test_a_default_list_is_read_in_the_order_of_its_index(filled, query, index):
    with filled.store.read() as connection:
        bare = raw(connection)
        (sql,) = statements(bare, lambda: lists.snapshot(connection, query))
        steps = plan(bare, sql)
    assert f"COVERING INDEX {index}" in steps[0]
    assert len(steps) == 1, "sorted again, or rows looked up"


@pytest.mark.parametrize(
    ("read", "way"),
    [
        ("with a tag", "SEARCH tagging USING COVERING INDEX ix_tagging_tag (tag_id=? AND deleted=?)"),
        ("what a save touched", "SEARCH field_clock USING COVERING INDEX ix_field_clock_hlc (hlc>?)"),
        ("matching by e-mail and phone", "SEARCH c USING INDEX ix_contact_point_normalized (normalized=?)"),
        ("matching by name", "SEARCH party USING COVERING INDEX ix_party_sort (sort_key=?)"),
        ("a company by its name", "SEARCH party USING PRIMARY KEY (id=?)"),
        ("matching by foreign id", "SEARCH e USING INDEX ix_external_id_value (value=?)"),
    ],
)
def test_what_is_looked_for_in_a_large_table_is_looked_up(filled, read, way):
    with filled.store.read() as connection:
        bare = raw(connection)
        asked = statements(bare, lambda: READS[read](connection))
        assert way in [step for sql in asked for step in plan(bare, sql)]


def test_newest_hits_come_without_sorting(filled):
    with filled.store.read() as connection:
        bare = raw(connection)
        asked = statements(bare, lambda: search.find_ids(connection, "søren aarhus", 50))
        steps = [step for sql in asked for step in plan(bare, sql)]
    assert any("VIRTUAL TABLE" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)


def test_lines_of_a_page_take_as_many_statements_as_the_line_of_one(context):
    for number in range(150):
        ops.create(
            context, person(f"Number {number}", email=f"n{number}@example.org", company=f"Firm {number}")
        )
    with context.store.read() as connection:
        ids = lists.first_ids(connection, ListQuery(), 128)
        bare = raw(connection)
        one = statements(bare, lambda: lists.rows(connection, ids[:1]))
        page = statements(bare, lambda: lists.rows(connection, ids))
    assert len(ids) == 128
    assert len(page) == len(one)


def test_whole_records_take_as_many_statements_as_one(filled):
    with filled.store.read() as connection:
        ids = lists.first_ids(connection, ListQuery(), 50)
        bare = raw(connection)
        most = max(len(statements(bare, lambda i=i: records.load_many(connection, [i]))) for i in ids)
        assert len(statements(bare, lambda: records.load_many(connection, ids))) <= most + 2
