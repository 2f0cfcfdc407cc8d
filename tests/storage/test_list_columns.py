"""Columns of lists: what a page of them reads, and the order a list has by each of them."""

import datetime as dt

import pytest

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import Address, ContactPoint, CustomValue, ImportantDate, PartialDate
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries import columns, lists
from tests.factories.people import EVERYONE, SOREN, person


@pytest.fixture
def filled(context):
    """Søren, Minsu, Xiaoming and João."""
    for record in EVERYONE:
        ops.create(context, record)
    return context


def names(context, **query):
    """The shown names of a list in its order."""
    found = queries.snapshot(context, ListQuery(**query)).ids()
    return [row.display_name for row in queries.rows(context, found)]


def cells_of(context, ref, *keys):
    """What some columns say of one record."""
    (row,) = queries.rows(context, [ref.id], columns=keys)
    return row.cells


def test_every_column_that_is_offered_can_be_read_and_ordered_by(filled):
    offered = queries.list_columns(filled)
    assert {"display_name", "city", "birthday", "changed_at", "created_at", "tag"} <= {s.key for s in offered}
    ids = queries.snapshot(filled, ListQuery()).ids()
    queries.rows(filled, ids, columns=[spec.key for spec in offered])
    for spec in offered:
        assert spec.is_sortable
        for descending in (False, True):
            query = ListQuery(sort=spec.key, descending=descending)
            assert sorted(queries.snapshot(filled, query).ids()) == sorted(ids)


def test_cells_hold_what_the_record_says(context):
    ref = ops.create(context, SOREN)
    found = cells_of(context, ref, "city", "country", "given", "account_no", "birthday", "tag", "company")
    assert found == {
        "city": "Aarhus",
        "country": "DK",
        "given": "Søren",
        "account_no": "K-1007",
        "birthday": PartialDate(None, 2, 29),
        "tag": ("vip", "fair 2026"),
        "company": "Ågård Møbler",
    }
    moments = cells_of(context, ref, "created_at", "changed_at")
    assert all(isinstance(value, dt.datetime) and value.tzinfo for value in moments.values())


def test_what_is_empty_has_no_cell(context):
    ref = ops.create(context, person("Zoë"))
    assert cells_of(context, ref, "city", "given", "account_no", "birthday", "tag", "source") == {}


def test_the_preferred_address_is_the_one_that_counts(context):
    places = (Address(locality="Aarhus"), Address(locality="Zürich", is_preferred=True))
    one = ops.create(context, person("One", addresses=places))
    ops.create(context, person("Two", addresses=(Address(locality="Basel"),)))
    assert cells_of(context, one, "city") == {"city": "Zürich"}
    assert names(context, kinds=("person",), sort="city") == ["Two", "One"]


def test_an_address_that_reaches_nobody_any_more_gives_way(context):
    points = (
        ContactPoint("email", "a@example.org", is_preferred=True, status="old"),
        ContactPoint("email", "z@example.org"),
        ContactPoint("phone", "11 22 33 44", status="bad"),
    )
    ref = ops.create(context, person("Ann", points=points))
    assert cells_of(context, ref, "email", "phone") == {"email": "z@example.org", "phone": "11 22 33 44"}
    ops.create(context, person("Bo", points=(ContactPoint("email", "m@example.org"),)))
    assert names(context, sort="email") == ["Bo", "Ann"]


def test_words_stand_in_the_order_of_the_alphabet_and_the_empty_ones_last(context):
    for name, town in (
        ("A", "Ålborg"),
        ("B", ""),
        ("C", "zwolle"),
        ("D", "Aarhus"),
        ("E", "Zell"),
        ("F", "aalen"),
    ):
        ops.create(context, person(name, addresses=(Address(locality=town),) if town else ()))
    order = names(context, sort="city")
    assert order[-1] == "B"
    assert order.index("F") < order.index("E") < order.index("C")
    assert names(context, sort="city", descending=True)[-1] == "B"


def test_the_same_town_is_ordered_by_name(context):
    for name in ("Cleo", "Anna", "Bo"):
        ops.create(context, person(name, addresses=(Address(locality="Aarhus"),)))
    assert names(context, sort="city") == ["Anna", "Bo", "Cleo"]
    assert names(context, sort="city", descending=True) == ["Anna", "Bo", "Cleo"]


def test_birthdays_stand_in_the_order_of_the_year(context):
    for name, day in (
        ("March", PartialDate(1990, 3, 1)),
        ("February", PartialDate(2001, 2, 9)),
        ("None", None),
    ):
        dates = (ImportantDate("birthday", day),) if day else ()
        ops.create(context, person(name, dates=dates))
    assert names(context, sort="birthday") == ["February", "March", "None"]


def test_last_changed_stands_at_the_end(context):
    first = ops.create(context, person("First"))
    ops.create(context, person("Second"))
    assert names(context, sort="changed_at") == ["First", "Second"]
    ops.set_field(context, first, "nickname", "", "Primus")
    assert names(context, sort="changed_at") == ["Second", "First"]
    assert names(context, sort="created_at") == ["First", "Second"]


def test_a_field_of_the_users_own_is_a_column(context):
    sizes = {"Anna": "10", "Bo": "9", "Cleo": ""}
    refs = {}
    for name, size in sizes.items():
        custom = (CustomValue("shoe", size, "Shoe size"),) if size else ()
        refs[name] = ops.create(context, person(name, custom=custom))
    (own,) = [spec for spec in queries.list_columns(context) if spec.key.startswith("custom.")]
    assert (own.key, own.title) == ("custom.shoe", "Shoe size")
    assert cells_of(context, refs["Anna"], "custom.shoe") == {"custom.shoe": "10"}
    assert names(context, sort="custom.shoe") == ["Bo", "Anna", "Cleo"]


def test_an_unknown_order_is_refused(filled):
    with pytest.raises(ValidationError):
        queries.snapshot(filled, ListQuery(sort="shoe size"))


def test_orders_without_an_index_can_be_stopped(filled):
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        queries.snapshot(filled, ListQuery(sort="city"), token)
    assert not queries.is_quick(ListQuery(sort="city"))
    assert queries.is_quick(ListQuery())


@pytest.mark.parametrize(
    "read", [lists.snapshot, lambda c, q, cancel: lists.first_ids(c, q, 200, cancel=cancel)]
)
def test_reading_ends_in_the_middle_of_a_statement(filled, read):
    token = CancelToken()
    with filled.store.read() as connection:
        raw(connection).set_progress_handler(token.cancel, 1)  # while SQLite is at work
        with pytest.raises(CancelledError):
            read(connection, ListQuery(where="city = Aarhus", sort="city"), token)
        raw(connection).set_progress_handler(None, 0)
        assert len(read(connection, ListQuery(where="city = Aarhus"), CancelToken())) in (1, 16)


def test_filters_hold_in_every_order(filled):
    assert names(filled, text="aarhus", sort="city") == ["Søren Ågård"]
    assert names(filled, tag="vip", sort="given", descending=True) == ["Søren Ågård"]
    with filled.store.read() as connection:
        assert lists.count(connection, ListQuery(kinds=("person",), sort="city")) == 4


def test_a_page_of_columns_takes_one_statement_a_shelf(context):
    for number in range(150):
        place = Address(locality=f"Town {number}", postcode=str(number), country="DK")
        ops.create(context, person(f"Number {number}", addresses=(place,)))
    keys = ("city", "postcode", "country", "given", "family", "account_no", "company", "title")
    with context.store.read() as connection:
        ids = lists.first_ids(connection, ListQuery(), 150)
        bare, seen = raw(connection), []
        bare.set_trace_callback(seen.append)
        found = columns.cells(connection, ids, keys)
        bare.set_trace_callback(None)
    assert len(found) == 150
    assert len(seen) == 3


EXPRESSIONS = (
    *(
        "given = soren",
        "given != soren",
        "occupation is not empty",
        "not (given = soren)",
        "given in (soren, joao)",
    ),
    *(
        "email ~ example",
        "email.work ~ example",
        "email !~ example",
        "phone ~ 3311",
        "phone = '+45 33 11 22 33'",
    ),
    *("city = Aarhus", "address.work ~ Aarhus", "address ~ vej", "country = DK", "postcode >= 8000"),
    *(
        "company ~ g",
        "title = Buyer",
        "tag = vip",
        "tag != vip",
        "birthday.month = 2",
        "birthday is not empty",
    ),
    *("note ~ sailing", "note is empty", "city = Aarhus and tag = vip", "city = Aarhus or given = joao"),
    *("soren city = Aarhus", "changed_at >= today-1", "photo is empty"),
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_filter_means_the_same_for_all_records_as_for_a_few(filled, expression):
    """The whole list reads each table once, the first page looks values up per record."""
    query = ListQuery(where=expression)
    everything = list(queries.snapshot(filled, query))
    with filled.store.read() as connection:
        assert lists.first_ids(connection, query, 200) == everything
        assert lists.count(connection, query) == len(everything)
