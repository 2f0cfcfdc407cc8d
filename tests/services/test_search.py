"""The who-box: any fragment, any script, any notation, never an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_desktop.base.errors import AmbiguousError
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.text_folding import fold, pad
from crm_desktop.services import search
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import search as search_index
from crm_desktop.storage.engine import raw
from tests.factories.people import EVERYONE, SOREN, person

FINDS = [
    ("soren", "Søren Ågård"),
    ("ågå", "Søren Ågård"),
    ("gard sør", "Søren Ågård"),
    ("møbler", "Søren Ågård"),
    ("33112233", "Søren Ågård"),
    ("+45 33-11", "Søren Ågård"),
    ("0045 3311", "Søren Ågård"),
    ("(33) 11 22", "Søren Ågård"),
    ("soren@example", "Søren Ågård"),
    ("aarhus", "Søren Ågård"),
    ("8000", "Søren Ågård"),
    ("k-1007", "Søren Ågård"),
    ("1007", "Søren Ågård"),
    ("sailing", "Søren Ågård"),
    ("fair 2026", "Søren Ågård"),
    ("sø", "Søren Ågård"),
    ("å", "Søren Ågård"),
    ("김", "김민수"),
    ("민수", "김민수"),
    ("수", "김민수"),
    ("서울상", "김민수"),
    ("02-312", "김민수"),
    ("明", "王小明"),
    ("小明", "王小明"),
    ("joao silva", "João da Silva"),
    ("silva, joão", "João da Silva"),
    ("91234", "João da Silva"),
]


@pytest.mark.parametrize(("typed", "name"), FINDS)
def test_any_fragment_finds_the_person(context, typed, name):
    for record in EVERYONE:
        ops.create(context, record)
    assert name in [hit.title for hit in search.find(context, typed)]


def test_names_that_begin_with_it_come_first(context):
    ops.create(context, person("Zoe Annan"))
    ops.create(context, person("Bo", notes=()))
    ops.create(context, person("Anna Berg"))
    assert [hit.title for hit in search.find(context, "ann")] == ["Anna Berg", "Zoe Annan"]


def test_what_changed_last_comes_first_among_equals(context):
    first = ops.create(context, person("Anna A"))
    ops.create(context, person("Anna B"))
    ops.set_field(context, first, "nickname", "", "x")
    assert [hit.title for hit in search.find(context, "anna")] == ["Anna A", "Anna B"]


def test_the_very_word_comes_before_words_that_begin_with_it(context):
    for number in range(1, 31):
        ops.create(context, person(f"Søren{number}"))
    ops.create(context, person("Bo", email="soren1@example.org"))
    titles = [hit.title for hit in search.find(context, "soren1")]
    assert titles == ["Søren1", *(f"Søren{number}" for number in range(19, 9, -1)), "Bo"]
    assert search.find(context, "soren1", 3)[0].title == "Søren1"


def test_whole_words_first_also_for_several_and_in_any_order(context):
    for name in ("Anna Holm", "Annabel Holmgaard", "Anna Holmberg", "Holm, Anna Sofie", "Annabel Holm"):
        ops.create(context, person(name))
    by_rank = [{"Anna Holm", "Holm, Anna Sofie"}, {"Anna Holmberg"}, {"Annabel Holm", "Annabel Holmgaard"}]
    for typed in ("anna holm", "ANNA  Holm"):
        titles = [hit.title for hit in search.find(context, typed)]
        assert [set(titles[:2]), set(titles[2:3]), set(titles[3:])] == by_rank


@given(typed=st.text(max_size=40))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_typed_text_is_an_error(context, typed):
    search.find(context, typed)
    queries.first_rows(context, ListQuery(text=typed))


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "AND",
        "a OR b",
        "NEAR(",
        "col:x",
        "*",
        "^a",
        "-",
        "a*",
        "(",
        "\0",
        "'; drop table party",
        "%",
        "_",
    ],
)
def test_signs_of_the_index_have_no_meaning(context, typed):
    ops.create(context, SOREN)
    search.find(context, typed)


def test_recall_is_that_of_a_folded_substring(context):
    """Every term of three letters, or of one Han or Hangul character, finds all who hold it anywhere."""
    people = [person(f"{a} {b}", email=f"{n}@example.org") for n, (a, b) in enumerate(_pairs())]
    refs = {ops.create(context, p): fold(f"{p.display_name}\n{p.points[0].value}") for p in people}
    for term in ("ren", "nsen", "김", "수", "明", "mar", "øst", "łuk"):
        expected = {ref for ref, text in refs.items() if fold(term) in text}
        found = {hit.ref for hit in search.find(context, term, limit=500)}
        assert found == expected, term
        assert len(pad(fold(term))) >= 3


def _pairs():
    first = ["Søren", "Maren", "김", "Łukasz", "小明", "Omar"]
    last = ["Jensen", "Sørensen", "민수", "明", "Østergård", "Ørsted"]
    return [(a, b) for a in first for b in last]


def test_a_reference_means_what_it_names_exactly_among_any_number_that_contain_it(context):
    account = ops.create(context, person("Old One", account_no="1042"))
    name = ops.create(context, person("Kim", email="kim@example.org"))
    for number in range(60):
        ops.create(context, person(f"Kim {number:02}", phone=f"+45 33 10 42 {number:02}"))
    assert queries.resolve(context, "1042") == account
    assert queries.resolve(context, "kim") == name
    assert queries.resolve(context, "33104207") == queries.resolve(context, "Kim 07")
    with pytest.raises(AmbiguousError):
        queries.resolve(context, "331042")


def test_no_search_asks_an_index_once_for_each_hit_of_the_other(context):
    """FTS5 answers a match per row id when SQLite may push the ids of a sub-select into it ("=" in its plan)."""
    sql, values = search_index.matching_sql("company 19 999")
    with context.store.read() as connection:
        plan = [row[3] for row in raw(connection).execute(f"explain query plan {sql}", values).fetchall()]
    scans = [line for line in plan if "VIRTUAL TABLE" in line]
    assert len(scans) == 3
    assert not [line for line in scans if "=" in line]


def test_a_search_that_was_overtaken_ends_in_the_middle_of_its_statement(context):
    for record in EVERYONE:
        ops.create(context, record)
    token = CancelToken()
    with context.store.read() as connection:
        raw(connection).set_progress_handler(token.cancel, 1)  # while SQLite is at work
        with pytest.raises(CancelledError):
            search_index.find_ids(connection, "soren", 10, token)
        raw(connection).set_progress_handler(None, 0)
        assert len(search_index.find_ids(connection, "soren", 10, CancelToken())) == 1
    with pytest.raises(CancelledError):
        search.find(context, "soren", 10, token)


def test_a_connection_is_not_interrupted_for_a_search_that_is_over(context):
    ops.create(context, SOREN)
    token = CancelToken()
    with context.store.read() as connection:
        assert len(search_index.find_ids(connection, "soren", 10, token)) == 1
        raw(connection).set_progress_handler(token.cancel, 1)
        assert raw(connection).execute("select count(*) from party where deleted = 0").fetchone()[0] >= 1
        raw(connection).set_progress_handler(None, 0)


@pytest.mark.parametrize("page", [1, 2, 3, 128])
def test_a_short_word_beside_a_longer_one_finds_what_one_statement_finds(context, monkeypatch, page):
    """Both indexes are read by pages, which must lose nothing at their edges."""
    monkeypatch.setattr(search_index, "_FIRST_PAGE", page)
    monkeypatch.setattr(search_index, "_LARGEST_PAGE", page)
    for n, names in enumerate(_pairs()):
        ops.create(context, person(" ".join(names), email=f"{n}@example.org"))
    with context.store.read() as connection:
        bare = raw(connection)
        for text in ("example m", "nsen s", "ren o", "mar s", "sen zq", "zzz m", "example.org ma ør"):
            sql, bound = search_index.matching_sql(text)
            newest_first = f"select party_id from search_doc where party_id in ({sql}) order by doc"
            expected = [row[0] for row in bare.execute(newest_first, bound).fetchall()]
            found = search_index.find_ids(connection, text, 100)
            assert sorted(found) == sorted(expected), text
            assert search_index.find_ids(connection, text, 3) == found[:3]
        assert len(search_index.find_ids(connection, "example m", 100)) == 6
