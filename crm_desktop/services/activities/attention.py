"""What needs attention beside the list of due things, and what that list leaves out: nothing is dropped silently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm_desktop.base.ids import Id
from crm_desktop.domain.activities.records import DueItem, TouchState
from crm_desktop.services.activities import due, hours
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import activities as activity_queries
from crm_desktop.storage.queries import attention as queries
from crm_desktop.storage.queries import due as due_queries

LIMIT = 500
"""Rows that one of these lists reads; their numbers count all."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was noted last of somebody."""

    at: dt.datetime
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody with whom the office loses touch, and how things stand with them."""

    item: DueItem
    state: TouchState


@dataclass(frozen=True, slots=True)
class Attention:
    """How much needs attention; every number counts all of it.

    Attributes:
        quiet: people whose gap is over and with whom nothing is planned, as `losing_touch` lists them.
        never: people whom a rule is for and who were never reached, whether their gap is over or not.
        undated: next steps that no day was set for.
        days: birthdays and other days of the next two weeks.
        stopped: things planned with people whom nobody is to follow up any more.
    """

    quiet: int = 0
    never: int = 0
    undated: int = 0
    days: int = 0
    stopped: int = 0


def attention(context: AppContext, undated: int | None = None) -> Attention:
    """What needs attention now.

    Args:
        context: the open file.
        undated: how many next steps without a day there are, where nothing changed since they were counted; else
            every record is looked at.
    """
    now = context.now()
    with context.store.read() as connection:
        quiet = queries.count_quiet(connection, now) + queries.count_never(connection, now, is_due=True)
        never = queries.count_never(connection, now, is_due=False)
        if undated is None:
            undated = queries.count_undated(connection)
        end, before = _today(context)
        stopped = due_queries.count_stopped_plans(connection, end) + due_queries.count_stopped_steps(
            connection, before
        )
    return Attention(quiet, never, undated, len(due.days_to_remember(context)), stopped)


def _today(context: AppContext) -> tuple[dt.datetime, dt.date]:
    """When today ends, and the day after it."""
    end = hours.day_bounds(context, hours.local_now(context).date())[1]
    return end, due.day_after(end, hours.zone(context))


def count_losing(context: AppContext) -> int:
    """How many people `losing_touch` would find without a limit."""
    now = context.now()
    with context.store.read() as connection:
        return queries.count_quiet(connection, now) + queries.count_never(connection, now, is_due=True)


def losing_touch(context: AppContext, limit: int = LIMIT) -> list[Quiet]:
    """Whom the office is losing touch with, the longest overdue first, with phone and the gaps of their rules."""
    return _with_states(context, due.losing_touch(context, limit))


def never_reached(context: AppContext, limit: int = LIMIT) -> list[Quiet]:
    """Whom a rule is for and who was never reached, with nothing planned; the longest overdue first."""
    with context.store.read() as connection:
        items = queries.never_reached(connection, context.now(), limit)
    return _with_states(context, items)


def _with_states(context: AppContext, items: Sequence[DueItem]) -> list[Quiet]:
    with context.store.read() as connection:
        ids = [item.subject_id for item in items]
        states = activity_queries.touch_states(connection, ids)
        phones = due_queries.phones(connection, ids)
    return [
        Quiet(replace(item, phone=phones.get(item.subject_id, "")), states.get(item.subject_id, TouchState()))
        for item in items
    ]


def undated_steps(context: AppContext, limit: int = LIMIT) -> list[DueItem]:
    """Next steps that no day was set for, by name."""
    with context.store.read() as connection:
        return queries.undated_steps(connection, limit)


def stopped_plans(context: AppContext, limit: int = LIMIT) -> list[DueItem]:
    """What is planned up to today with people whom nobody is to follow up: what `due` only counts."""
    end, before = _today(context)
    with context.store.read() as connection:
        return queries.stopped_plans(connection, end, before, hours.zone(context), limit)


def first_steps(context: AppContext) -> frozenset[str]:
    """What somebody new has done already: contact, logged, planned, rule."""
    with context.store.read() as connection:
        return queries.first_steps(connection)


def last_said(context: AppContext, ids: Sequence[Id]) -> dict[Id, Said]:
    """What was noted last of each of these people; those of whom nothing was noted are left out."""
    with context.store.read() as connection:
        return {party: Said(*row) for party, row in queries.last_said(connection, ids).items()}
