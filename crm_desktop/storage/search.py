"""The who-box in the store: any fragment of anything, in any script, within milliseconds (architecture 7, Search).

Two contentless FTS5 tables over text folded by the program: `search_index` (trigrams; Han, Hangul, kana and
Thai characters padded so that one or two of them are findable) and `search_prefix` (words of names, so that one
and two Latin letters find who begins with them). Documents are numbered downwards as records change, so the newest
come first without sorting, and in the order in which FTS5 reads: the other way round a whole e-mail address took
nine times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.records import PHONE, PartyRecord
from crm_desktop.domain.phone import query_digits, search_digits
from crm_desktop.domain.text_folding import fold, pad, words
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.engine import raw
from crm_desktop.storage.stopping import stopped_by

GRAM = 3
"""The trigram index knows nothing shorter."""

MAX_TERMS = 12
"""Words of a query that are looked at; more only narrow what is already one record."""


DELETE_MERGE = 50
"""Percent of a segment of the index that must be deleted before it is written again. With SQLite's 10, taking back an
import writes the whole index ten times: 1.8 times the CPU. Kept in the file, so it is said where tables are made."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a record is found by: folded, padded body, and the words of its names."""

    body: str
    names: str


def document(record: PartyRecord, region: str) -> Document:
    """The searchable text of `record`; phone numbers without a country code are read as of `region` (ISO code)."""
    names = fold(" ".join(_name_texts(record)))
    texts = list(_texts(record))
    # Folded in two pieces, not text by text, which takes half the time. The order does not matter, nor what stands
    # side by side: a term of a query holds no space.
    plain = fold(" ".join(text for text in texts if text.isascii()))
    other = fold(" ".join(text for text in texts if not text.isascii()))
    digits = [form for p in record.points if p.kind == PHONE for form in search_digits(p.value, region)]
    return Document(pad(" ".join((names, plain, other, *digits))), names)


def _name_texts(record: PartyRecord) -> Iterator[str]:
    yield record.display_name
    order = (record.given, record.additional, record.family)
    yield " ".join(part for part in order if part)
    if record.family and record.given:
        yield f"{record.family} {record.given}"
        yield f"{record.family}{record.given}"
    for text in (
        record.nickname,
        record.native_name,
        record.phonetic_family,
        record.phonetic_given,
        record.legal_name,
    ):
        if text:
            yield text


_PLACE = attrgetter(
    *("care_of", "org_line", "street", "unit", "po_box", "dependent_locality"),
    *("postcode", "locality", "region", "country", "country_name"),
)


def _texts(record: PartyRecord) -> Iterator[str]:
    yield from (
        record.occupation,
        record.account_no,
        record.source,
        record.source_detail,
        record.next_step_text,
        record.label_name,
        record.website,
    )
    for point in record.points:
        yield point.value
        yield point.service
    for role in record.affiliations:
        yield f"{role.org_name} {role.title} {role.department} {role.role}"
    for place in record.addresses:
        yield from _PLACE(place)
    yield from (group.group_name for group in record.memberships)
    yield from record.tags
    yield from (f"{fact.category} {fact.label} {fact.value}" for fact in record.facts)
    yield from (value.value for value in record.custom)
    yield from (note.body for note in record.notes)
    yield from (f"{file.filename} {file.caption}" for file in record.attachments if not file.is_photo)


def put(connection: driver.Connection, documents: Mapping[Id, Document], changed: Mapping[Id, int]) -> None:
    """Indexes records anew; `changed` tells when each last changed, by the file's clock."""
    remove(connection, list(documents))
    if not documents:
        return
    (last,) = connection.execute("select next_doc from search_state").fetchone()
    first = last - len(documents) + 1
    numbered = list(
        enumerate(reversed(list(documents.items())), first)
    )  # FTS5 wants rising numbers in a transaction
    connection.executemany(
        "insert into search_doc (doc, party_id, changed_hlc) values (?, ?, ?)",
        [(n, i, changed[i]) for n, (i, _) in numbered],
    )
    connection.executemany(
        "insert into search_index (rowid, body) values (?, ?)", [(n, d.body) for n, (_, d) in numbered]
    )
    connection.executemany(
        "insert into search_prefix (rowid, body) values (?, ?)", [(n, d.names) for n, (_, d) in numbered]
    )
    connection.execute("update search_state set next_doc = ?", (first - 1,))


def remove(connection: driver.Connection, ids: Sequence[Id]) -> None:
    """Takes records out of the index."""
    old: list[tuple[int]] = []
    for chunk in bulk.chunks(ids):
        old += connection.execute(
            f"select doc from search_doc where party_id in ({bulk.marks(chunk)})", chunk
        ).fetchall()
    if old:
        for table, column in (("search_index", "rowid"), ("search_prefix", "rowid"), ("search_doc", "doc")):
            connection.executemany(f"delete from {table} where {column} = ?", old)


def clear(connection: driver.Connection) -> None:
    """Empties the index, before it is built again from nothing.

    The tables are made anew: FTS5's own "delete-all" leaves a contentless-delete table that fails its check.
    """
    for table in ("search_index", "search_prefix"):
        (sql,) = connection.execute("select sql from sqlite_schema where name = ?", (table,)).fetchone()
        connection.execute(f"drop table {table}")
        connection.execute(sql)
        connection.execute(f"insert into {table} ({table}, rank) values ('deletemerge', ?)", (DELETE_MERGE,))
    connection.execute("delete from search_doc")


def find_ids(connection: sa.Connection, text: str, limit: int, cancel: CancelToken | None = None) -> list[Id]:
    """Ids of the records that have every word of `text` somewhere, newest first within each of four ranks.

    Names that have these very words come first ("Søren1" for "soren1", among any number of "Søren19"), then those
    in which only the last word goes on, then those whose words begin so, then all others.

    Never an error, whatever is typed; an empty or unfindable text finds nothing. Raises CancelledError once `cancel`
    was told to stop, in the middle of a search too.
    """
    bare = raw(connection)
    found: dict[int, None] = {}
    with stopped_by(cancel, bare):
        for search in (*_whole_words(text), *_searches(text)):
            if len(found) >= limit:
                break
            found.update(dict.fromkeys(_first(bare, search, limit, cancel or CancelToken())))
    numbers = list(found)[:limit]
    parties = dict(
        bare.execute(
            f"select doc, party_id from search_doc where doc in ({bulk.marks(numbers)})", numbers
        ).fetchall()
    )
    return [parties[number] for number in numbers if number in parties]


def matching_sql(text: str) -> tuple[str, tuple[str, ...]] | None:
    """A sub-select of all party ids that match `text`, with its parameters; None when nothing can match."""
    parts = [
        (f"select party_id from search_doc where doc in ({search.sql()})", search.bound())
        for search in _searches(text)
    ]
    if not parts:
        return None
    sql = " union ".join(part for part, _ in parts)
    return sql, tuple(value for _, bound in parts for value in bound)


def named_sql(name: str) -> tuple[str, tuple[str, ...]] | None:
    """A sub-select of the party ids whose names hold the words of `name` side by side; None when it has no word."""
    if not words(fold(name)):
        return None
    search = _Search(_quoted(fold(name)))
    return f"select party_id from search_doc where doc in ({search.sql()})", search.bound()


_PREFIX = "select rowid from search_prefix where search_prefix match ?"
_TRIGRAM = "select rowid from search_index where search_index match ?"


@dataclass(frozen=True, slots=True)
class _Search:
    """One way to find records: what their names must hold, what they must hold anywhere, or both."""

    names: str = ""
    anywhere: str = ""

    def sql(self) -> str:
        """The statement that finds all of them."""
        if self.names and self.anywhere:
            # The plus keeps SQLite from asking the trigrams once for each hit of the names (seconds for "company 19").
            return f"{_TRIGRAM} and +rowid in ({_PREFIX})"
        return _PREFIX if self.names else _TRIGRAM

    def bound(self) -> tuple[str, ...]:
        """Its parameters."""
        return tuple(expression for expression in (self.anywhere, self.names) if expression)


def _first(bare: driver.Connection, search: _Search, limit: int, cancel: CancelToken) -> list[int]:
    """The numbers of the newest documents that `search` finds."""
    cancel.check()
    if search.names and search.anywhere:
        return _first_of_both(bare, search, limit, cancel)
    rows = bare.execute(f"{search.sql()} order by rowid limit ?", (*search.bound(), limit)).fetchall()
    return [row[0] for row in rows]


_FIRST_PAGE, _LARGEST_PAGE = 128, 8_192
_LOWEST = -(2**63)


def _first_of_both(bare: driver.Connection, search: _Search, limit: int, cancel: CancelToken) -> list[int]:
    """The same where both indexes are asked: each by pages, and the one that is behind jumps to where the other is.

    As one statement the rarer of both would not shorten it: "example zq" took as long as there are examples.
    """
    found: list[int] = []
    start: int | None = _LOWEST
    size = _FIRST_PAGE
    while start is not None and len(found) < limit:
        ends, common = [], None
        for sql, expression in ((_PREFIX, search.names), (_TRIGRAM, search.anywhere)):
            cancel.check()
            rows = bare.execute(f"{sql} and rowid >= ? order by rowid limit ?", (expression, start, size))
            page = [row[0] for row in rows.fetchall()]
            if not page:
                return found
            start = max(start, page[0])
            ends += page[-1:] if len(page) == size else []
            common = set(page) if common is None else common.intersection(page)
        found += sorted(common or ())
        start = max(start, min(ends) + 1) if ends else None
        size = min(2 * size, _LARGEST_PAGE)
    return found[:limit]


def _whole_words(text: str) -> Iterator[_Search]:
    """The best of what the first of `_searches` finds: names with the very words, or all but the last of them.

    Asked for by themselves, so that the very name is found without a look at all the names that begin with it.
    """
    quoted = [_quoted(word) for word in _name_words(fold(text))]
    if quoted:
        yield _Search(names=_all(quoted))
    if quoted[1:]:
        yield _Search(names=_all((*quoted[:-1], f"{quoted[-1]}*")))


def _name_words(folded: str) -> list[str]:
    return list(dict.fromkeys(words(folded)))[:MAX_TERMS]


def _searches(text: str) -> Iterator[_Search]:
    """What together answers `text`, best hits first."""
    folded = fold(text)
    name_words = _name_words(folded)
    if name_words:
        yield _Search(names=_all(f"{_quoted(word)}*" for word in name_words))
    tokens = [token for token in (t.strip(_AROUND) for t in folded.split()) if token][:MAX_TERMS]
    yield from _fragments(tokens)
    if tokens != name_words:  # typed with other punctuation than it is written with
        yield from _fragments([word for word in name_words if len(pad(word)) >= GRAM])
    number = query_digits(text)
    if number and len(number) >= GRAM:
        yield _Search(anywhere=_quoted(number))


_AROUND = ".,;:!?()[]{}<>\"'“”‘’«»·、。，"


def _fragments(terms: Sequence[str]) -> Iterator[_Search]:
    """Records that hold all terms anywhere; terms too short for the trigrams must begin a word of the name."""
    padded = [pad(term) for term in terms]
    long = [term for term in padded if len(term) >= GRAM]
    short = [term for term, full in zip(terms, padded, strict=True) if len(full) < GRAM]
    if long:
        begins = _all(f"{_quoted(term)}*" for term in short)
        yield _Search(names=begins, anywhere=_all(map(_quoted, long)))


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _all(terms: Iterable[str]) -> str:
    return " AND ".join(terms)
