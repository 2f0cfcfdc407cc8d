"""What can be done with activities from several places; each tells the user with a toast that undoes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline.preview import day_text
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.services.activities import hours, ops, titles
from crm_desktop.services.context import AppContext
from crm_desktop.ui.session import LAST_STEP, UiSession

T = TypeVar("T")


def name_of(record: ActivityRecord) -> str:
    """What an activity is called in a sentence."""
    return titles.title(record)


def write(
    session: UiSession,
    owner: QObject,
    work: Callable[[AppContext], T],
    told: str | Callable[[T], str],
    then: Callable[[T], object] = lambda _result: None,
) -> None:
    """Do `work` in the background, then say what was done (which its result may tell), and give that to `then`."""
    if session.context.store.is_read_only:
        session.notices.say(_("The file is read-only."))
        return

    def on_done(result: T) -> None:
        session.notices.say(told if isinstance(told, str) else told(result), undo=LAST_STEP)
        then(result)

    session.tasks.run(
        work, session.context, owner=owner, lane="write", on_done=on_done, on_error=session.notices.fail
    )


def complete(
    session: UiSession, owner: QObject, record: ActivityRecord, then: Callable[[Id], object]
) -> None:
    """A planned activity was done; `then` gets the step, for the outcome that is told next."""
    told = _("Done: {what}").format(what=name_of(record))
    write(session, owner, lambda context: ops.complete(context, record.ref), told, then)


def postpone(session: UiSession, owner: QObject, record: ActivityRecord, days: int) -> None:
    """Put a planned activity off: by days from its day, or from today when that is over."""
    zone = hours.zone(session.context)
    now, at = hours.local_now(session.context), record.at.astimezone(zone)
    first = max(at.date(), now.date())
    to = dt.datetime.combine(first + dt.timedelta(days=days), at.timetz().replace(tzinfo=None), zone)
    day = day_text(to.date(), now.date())
    told = _("Postponed to {day}: {what}").format(day=day, what=name_of(record))
    write(
        session,
        owner,
        lambda context: ops.postpone(
            context, [record.ref], to.astimezone(dt.UTC), is_all_day=record.is_all_day
        ),
        told,
    )


def not_held(session: UiSession, owner: QObject, record: ActivityRecord) -> None:
    """A planned activity did not take place."""
    status = kinds.CANCELLED if record.at > session.context.now() else kinds.NOT_HELD
    told = _("Did not take place: {what}").format(what=name_of(record))
    write(session, owner, lambda context: ops.set_status(context, [record.ref], status), told)


def trash(session: UiSession, owner: QObject, refs: Sequence[EntityRef]) -> None:
    """Move activities to the trash."""
    told = _("Moved to the trash: {what}")
    write(session, owner, lambda context: ops.trash(context, refs), lambda what: told.format(what=what))


def move(
    session: UiSession, owner: QObject, refs: Sequence[EntityRef], from_party: Id, to: EntityRef, name: str
) -> None:
    """Give activities to the person they belong to."""
    told = _("Moved to {name}: {what}")
    write(
        session,
        owner,
        lambda context: ops.move(context, refs, from_party, to.id),
        lambda what: told.format(name=name, what=what),
    )
