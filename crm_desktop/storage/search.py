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
    """Ids of the records that have every word of `text` somewhere: names that begin with it first, then newest.

    Never an error, whatever is typed; an empty or unfindable text finds nothing. Raises CancelledError once `cancel`
    was told to stop, in the middle of a search too.
    """
    bare = raw(connection)
    found: dict[int, None] = {}
    with stopped_by(cancel, bare):
        for sql, expression in _searches(text):
            if len(found) >= limit:
                break
            if cancel is not None:
                cancel.check()
            rows = bare.execute(f"{sql} order by rowid limit ?", (*expression, limit)).fetchall()
            found.update((row[0], None) for row in rows)
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
        (f"select party_id from search_doc where doc in ({sql})", bound) for sql, bound in _searches(text)
    ]
    if not parts:
        return None
    sql = " union ".join(part for part, _ in parts)
    return sql, tuple(value for _, bound in parts for value in bound)


def named_sql(name: str) -> tuple[str, tuple[str, ...]] | None:
    """A sub-select of the party ids whose names hold the words of `name` side by side; None when it has no word."""
    if not words(fold(name)):
        return None
    sql = f"select party_id from search_doc where doc in ({_PREFIX} match ?)"
    return sql, (_quoted(fold(name)),)


def _searches(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The statements that together answer `text`, best hits first."""
    folded = fold(text)
    name_words = list(dict.fromkeys(words(folded)))[:MAX_TERMS]
    if name_words:
        yield f"{_PREFIX} match ?", (_all(f"{_quoted(word)}*" for word in name_words),)
    tokens = [token for token in (t.strip(_AROUND) for t in folded.split()) if token][:MAX_TERMS]
    yield from _fragments(tokens)
    if tokens != name_words:  # typed with other punctuation than it is written with
        yield from _fragments([word for word in name_words if len(pad(word)) >= GRAM])
    number = query_digits(text)
    if number and len(number) >= GRAM:
        yield f"{_TRIGRAM} match ?", (_quoted(number),)


_PREFIX = "select rowid from search_prefix where search_prefix"
_TRIGRAM = "select rowid from search_index where search_index"
_AROUND = ".,;:!?()[]{}<>\"'“”‘’«»·、。，"


def _fragments(terms: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Records that hold all terms anywhere; terms too short for the trigrams must begin a word of the name."""
    padded = [pad(term) for term in terms]
    long = [term for term in padded if len(term) >= GRAM]
    short = [term for term, full in zip(terms, padded, strict=True) if len(full) < GRAM]
    if not long:
        return
    if not short:
        yield f"{_TRIGRAM} match ?", (_all(map(_quoted, long)),)
    else:
        begins = _all(f"{_quoted(term)}*" for term in short)
        # The plus keeps SQLite from asking the trigrams once for each hit of the prefixes (seconds for "company 19").
        yield f"{_TRIGRAM} match ? and +rowid in ({_PREFIX} match ?)", (_all(map(_quoted, long)), begins)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _all(terms: Iterable[str]) -> str:
    return " AND ".join(terms)
