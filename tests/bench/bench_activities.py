"""Logging, timelines, what is due and the four questions, on a file with many activities.

    python -m tests.bench.bench_activities [--contacts 100000] [--activities 500000]

Reference for logging: the same two rows inserted by hand, committed to the same disk. For questions and lists: the
shortest SQL that a person would type for the number alone, on the same file. CPU milliseconds, medians; logging in wall
milliseconds, since it is the disk that is waited for.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from crm_desktop.base.clock import utc_ms
from crm_desktop.base.ids import EntityRef, new_id
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.services.activities import due, logging, ops, questions, timeline
from crm_desktop.services.context import AppContext
from crm_desktop.storage import driver
from crm_desktop.storage.engine import raw
from tests.bench import activities, measuring
from tests.factories.contexts import FixedClock, open_inline

RUNS = 7
LOGGED = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--activities", type=int, default=500_000)
    options = parser.parse_args()
    path = activities.filled(options.contacts, options.activities)
    context = open_inline(path, clock=FixedClock(activities.NOW))
    measuring.heading()
    busiest = _busiest(context)
    for name, call, sql, goal in _reads(busiest):
        ours = _median(lambda call=call: call(context))
        measuring.figure(f"{name} (ms)", ours, _median(lambda sql=sql: _ask(context, *sql)), goal)
    _logging(context, busiest)
    context.close()


Read = tuple[str, Callable[[AppContext], object], tuple[str, tuple[object, ...]], str]


def _reads(busiest: EntityRef) -> list[Read]:
    now = utc_ms(activities.NOW)
    met = "kind in ('meeting', 'visit') and a.deleted = 0"
    mine = "join activity_party x on x.activity_id = a.id and x.deleted = 0"
    one = (
        f"select a.id, a.at from activity a {mine} where x.party_id = ? and a.deleted = 0 order by a.at desc"
    )
    return [
        (
            "meetings before the last success",
            questions.meetings_before_success,
            (
                "select a.at, x.party_id from activity a join outcome o on o.id = a.outcome_id and o.is_success"
                f" {mine} where a.deleted = 0 and a.status = 'done' order by a.at desc limit 1",
                (),
            ),
            "< 200",
        ),
        (
            "clients who met again",
            questions.met_again,
            (
                f"select count(*) from (select x.party_id from activity a {mine} where {met} group by x.party_id"
                " having count(*) > 1)",
                (),
            ),
            "< 200",
        ),
        (
            "meetings next month",
            questions.meetings_next_month,
            (
                f"select count(*) from activity a where {met} and at between ? and ?",
                (now, now + 30 * 86_400_000),
            ),
            "< 200",
        ),
        (
            "dates met a person",
            lambda context: questions.dates_met(context, busiest),
            (f"select a.at from activity a {mine} where x.party_id = ? and {met}", (busiest.id,)),
            "< 200",
        ),
        (
            "timeline of the busiest",
            lambda context: timeline.timeline(context, busiest),
            (one, (busiest.id,)),
            "",
        ),
        (
            "losing touch, first 200",
            lambda context: due.losing_touch(context, 200),
            ("select party_id from touch_summary where keep_up_at < ? order by keep_up_at limit 200", (now,)),
            "< 50",
        ),
        (
            "due today",
            due.due,
            (
                "select id from activity where deleted = 0 and status = 'planned' and at < ? order by at limit 2000",
                (now + 86_400_000,),
            ),
            "",
        ),
    ]


def _logging(context: AppContext, busiest: EntityRef) -> None:
    ids = _ask(context, "select id from party where kind = 'person' order by random() limit ?", (LOGGED,))
    refs = [EntityRef("contact", row[0]) for row in ids]
    ours = [_wall(lambda ref=ref: _log(context, ref)) for ref in refs]
    by_hand = driver.connect(context.store.path)
    for pragma in ("journal_mode = wal", "synchronous = full"):
        by_hand.execute(f"pragma {pragma}")
    theirs = [_wall(lambda ref=ref: _insert(by_hand, ref)) for ref in refs]
    by_hand.close()
    measuring.figure("log a call (ms, wall)", statistics.median(ours), statistics.median(theirs))
    measuring.figure(
        "log a call, p95 (ms, wall)", measuring.percentile(ours, 95), measuring.percentile(theirs, 95), "30"
    )
    spent = [_wall(lambda: _log(context, busiest)) for _run in range(RUNS)]
    measuring.figure("log with the busiest (ms, wall)", statistics.median(spent), statistics.median(theirs))
    typed = [
        _wall(lambda ref=ref: logging.understand(context, "called, interested, +10d", ref)) for ref in refs
    ]
    measuring.figure("understand a line (ms, wall)", statistics.median(typed), None, "< 50")


def _log(context: AppContext, ref: EntityRef) -> None:
    ops.log(context, ActivityRecord(at=context.now(), outcome="reached", people=(Participant(ref.id),)))


def _insert(connection: driver.Connection, ref: EntityRef) -> None:
    key = new_id()
    connection.execute("begin immediate")
    connection.execute(
        "insert into activity (id, kind, status, at) values (?, 'call', 'done', ?)",
        (key, utc_ms(activities.NOW)),
    )
    connection.execute(
        "insert into activity_party (id, activity_id, party_id) values (?, ?, ?)", (new_id(), key, ref.id)
    )
    connection.execute("commit")


def _busiest(context: AppContext) -> EntityRef:
    sql = "select party_id from activity_party group by party_id order by count(*) desc limit 1"
    return EntityRef("contact", _ask(context, sql)[0][0])


def _ask(context: AppContext, sql: str, bound: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
    with context.store.read() as connection:
        return raw(connection).execute(sql, bound).fetchall()


def _median(call: Callable[[], object]) -> float:
    call()
    return statistics.median(measuring.timed(call).cpu * 1000 for _run in range(RUNS))


def _wall(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
