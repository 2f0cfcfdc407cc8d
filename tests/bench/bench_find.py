"""The who-box: first 50 hits for 13 kinds of terms, at n contacts; how many of all hits it knows.

    python -m tests.bench.bench_find [--sizes 1000,10000,100000]      (1000000 takes minutes to make, once)

Latencies are CPU milliseconds of the store's part (`search.find_ids`) and of the whole answer with its lines
(`services.search.find`). Recall is against a folded LIKE '%term%' over everything the records hold, which is the
reference for speed, too. One and two Latin letters only search beginnings of names, so they have no recall; nor has
"@example.org", which half of the file has, but both count for the latencies as kinds of their own.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable
from typing import Any

from crm_desktop.domain.text_folding import FILLERS, fold
from crm_desktop.services import search as service
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage import search
from crm_desktop.storage.engine import raw
from tests.bench import files, measuring, people

LIMIT = 50
TERMS = 12
ROUNDS = 5
RECALL_UP_TO = 100_000

_HANGUL = ("\uac00", "\ud7a3")
_HAN = ("\u4e00", "\u9fff")
_KANA = ("\u3041", "\u30ff")
_CYRILLIC = ("\u0400", "\u04ff")


def terms() -> dict[str, list[str]]:
    """Kind of term -> terms, taken from the first thousand people, who are in every file."""
    some = list(people.people(1_000))
    random.Random(5).shuffle(some)
    latin = [p for p in some if p.family.isascii() and len(p.family) > 6 and p.family.isalpha()]
    kinds: dict[str, Iterable[str]] = {
        "3 Latin letters": (p.family[:3].lower() for p in latin),
        "5 Latin letters": (p.family[:5] for p in latin),
        "Latin, middle of a word": (p.family[2:6] for p in latin),
        "with and without accents": (w for p in some for w in _accented(p.family)),
        "Korean, 3 syllables": (p.shown for p in some if _of(p.shown, _HANGUL) and len(p.shown) == 3),
        "Korean, 2 syllables": (p.given for p in some if _of(p.given, _HANGUL)),
        "Korean, 1 syllable": (p.family for p in some if _of(p.family, _HANGUL) and len(p.family) == 1),
        "Chinese, 2 characters": (p.shown[:2] for p in some if p.country == "CN"),
        "Japanese": (p.family for p in some if p.country == "JP" and _of(p.family, _HAN, _KANA)),
        "Cyrillic": (p.family[:4] for p in some if _of(p.family, _CYRILLIC)),
        "part of a phone number": (p.phone[-8:] for p in some if p.phone),
        "part of an e-mail": (p.email[1:7] for p in some if p.email),
        "a whole e-mail": (p.email for p in some if p.email),
    }
    return {kind: list(itertools.islice(dict.fromkeys(found), TERMS)) for kind, found in kinds.items()}


def extremes() -> dict[str, list[str]]:
    """Kinds of terms that half of a file has, or that the trigrams do not know."""
    return {
        "1 Latin letter": list("aemsk"),
        "2 Latin letters": ["an", "mü", "sc", "no", "jo"],
        "half of the file": ["@example.org", "example", "com", "work"],
        "two words": ["anna berg", "mar sil", "garcia madrid", "김 서울", "northwind 12"],
    }


def _accented(text: str) -> tuple[str, ...]:
    plain = fold(text)
    return (text, plain) if text.lower() != plain and plain.isascii() else ()


def _of(text: str, *ranges: tuple[str, str]) -> bool:
    return all(any(first <= char <= last for first, last in ranges) for char in text)


def latency(context: AppContext, kinds: dict[str, list[str]]) -> dict[str, list[float]]:
    """Kind -> milliseconds of the store's part."""
    with context.store.read() as connection:
        return _per_kind(kinds, lambda term: search.find_ids(connection, term, LIMIT))


def _per_kind(kinds: dict[str, list[str]], call: Callable[[str], Any]) -> dict[str, list[float]]:
    return {kind: measuring.latencies(call, some * ROUNDS) for kind, some in kinds.items()}


def recall(context: AppContext, kinds: dict[str, list[str]]) -> tuple[dict[str, float], list[float]]:
    """Kind -> part of the hits of LIKE that the index knows; and the milliseconds of the LIKEs."""
    texts = _texts(context)
    with context.store.read() as connection:
        bare = raw(connection)
        bare.execute("pragma query_only = off")
        bare.execute("create temp table body (party_id blob primary key, text text) without rowid")
        bare.executemany("insert into body values (?, ?)", texts)
        shares: dict[str, float] = {}
        spent: list[float] = []
        for kind, some in kinds.items():
            wanted = hit = 0
            for term in some:
                like = f"%{fold(term)}%"
                truth = {row[0] for row in bare.execute(_LIKE, (like, -1)).fetchall()}
                spent += measuring.latencies(
                    lambda text: bare.execute(_LIKE, (text, LIMIT)).fetchall(), [like]
                )
                found = search.matching_sql(term)
                known = {row[0] for row in bare.execute(*found).fetchall()} if found else set()
                wanted, hit = wanted + len(truth), hit + len(truth & known)
            shares[kind] = hit / wanted if wanted else 1.0
    return shares, spent


_LIKE = "select party_id from body where text like ? limit ?"


def _texts(context: AppContext) -> list[tuple[bytes, str]]:
    """Everything that each record holds, folded, as a LIKE would have it."""
    everyone = list(queries.snapshot(context, queries.ListQuery()))
    texts = []
    for start in range(0, len(everyone), 2_000):
        for record in queries.load_all(context, everyone[start : start + 2_000]):
            body = search.document(record, context.region).body.replace(FILLERS, "")
            texts.append((record.ref.id, body))
    return texts


def measure(count: int) -> float:
    """All figures of one size; returns the 95th percentile of the store's part in milliseconds."""
    context = files.opened(count)
    kinds = terms()
    goal = "<= 5 ms" if count <= 100_000 else "<= 16 ms"
    by_kind = latency(context, kinds)
    every = [ms for some in by_kind.values() for ms in some]
    worst = max(by_kind, key=lambda kind: measuring.percentile(by_kind[kind], 95))
    p95 = measuring.percentile(every, 95)
    like: list[float] = []
    if count <= RECALL_UP_TO:
        shares, like = recall(context, kinds)
        measuring.figure(f"find {count:,}: recall, worst kind", min(shares.values()), None, "1")
    reference = measuring.percentile(like, 95) if like else None
    measuring.figure(
        f"find {count:,}: p50 ms against LIKE",
        measuring.percentile(every, 50),
        measuring.percentile(like, 50) if like else None,
    )
    measuring.figure(f"find {count:,}: p95 ms against LIKE", p95, reference, goal)
    measuring.figure(f"  worst p95: {worst}", measuring.percentile(by_kind[worst], 95), None, goal)
    for kind, some in latency(context, extremes()).items():
        measuring.figure(f"  {kind}: p95 ms", measuring.percentile(some, 95), None, goal)
    whole = _per_kind(kinds, lambda term: service.find(context, term, LIMIT))
    every = [ms for some in whole.values() for ms in some]
    measuring.figure(f"find {count:,} with lines: p50 ms", measuring.percentile(every, 50))
    measuring.figure(f"find {count:,} with lines: p95 ms", measuring.percentile(every, 95), None, goal)
    context.close()
    return p95


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__).parse_args()
    measuring.heading()
    measuring.growth("find p95", [(count, measure(count)) for count in told.sizes])


if __name__ == "__main__":
    main()
