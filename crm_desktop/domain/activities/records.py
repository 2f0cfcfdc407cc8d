"""Activities and what follows from them, as every layer passes them round."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities.kinds import CALL, DONE, WITH

ACTIVITY_WORD = "activity"
"""How a reference to an activity begins ("activity:01a2…")."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part.

    Attributes:
        party_id: the contact, company or household.
        role: with, organizer, cc or about.
        name, party_kind: as shown; filled in by the store.
    """

    party_id: Id
    role: str = WITH
    name: str = ""
    party_kind: str = "person"
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an activity can end; a row of the list that users edit.

    Attributes:
        key: the word by which it is stored; never changes.
        name: as shown.
        codes: short words typed in the log bar.
        kinds: activities for which it is offered; empty for all.
        is_success: what was wanted was reached (S30).
        is_attempt_only: the person was not reached.
        is_stop: nobody is to follow up (S35).
        color: a hue of the theme ("green", "red", …).
        next_days: a follow-up in so many days is proposed; None proposes none.
        is_hidden: not offered any more; old entries keep it.
    """

    key: str
    name: str
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    is_success: bool = False
    is_attempt_only: bool = False
    is_stop: bool = False
    color: str = ""
    next_days: int | None = None
    is_hidden: bool = False
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """One call, meeting, visit, task, letter, message or note.

    Attributes:
        kind: a word of `kinds.KINDS`.
        at: when it was held, or is planned or due (UTC).
        is_all_day: only the day of `at` in `tz` counts.
        tz: IANA zone in which it was meant; "" is the computer's.
        status: planned, done, not_held or cancelled.
        direction: out or in, "" where it makes no difference.
        subject: one line; body: what was said.
        duration_s: seconds; None when not known.
        outcome: key of an Outcome, "" for none.
        reason_text, offered_text, result_text: why they came, what was offered, how it ended (S29).
        owner: who did or will do it (name of a user); owner_id: their id.
        follow_up_of_id: the activity that this one follows.
        people: who took part.
        links: other records that it is about.
    """

    kind: str = CALL
    at: dt.datetime = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    is_all_day: bool = False
    tz: str = ""
    status: str = DONE
    direction: str = ""
    subject: str = ""
    body: str = ""
    duration_s: int | None = None
    location: str = ""
    outcome: str = ""
    reason_text: str = ""
    offered_text: str = ""
    result_text: str = ""
    owner: str = ""
    owner_id: Id | None = None
    follow_up_of_id: Id | None = None
    people: tuple[Participant, ...] = ()
    links: tuple[EntityRef, ...] = ()
    id: Id | None = None
    is_deleted: bool = False

    @property
    def ref(self) -> EntityRef:
        """Points at this activity. Raises ValueError for one that was never saved."""
        if self.id is None:
            raise ValueError("this activity has not been saved")
        return EntityRef(ACTIVITY_WORD, self.id)

    @property
    def text(self) -> str:
        """Its subject, or the first line of what was said."""
        return self.subject or next(iter(self.body.strip().splitlines()), "")


@dataclass(frozen=True, slots=True)
class TouchState:
    """Whether one is in touch with somebody (S39, S44).

    Attributes:
        touches: how often they were reached.
        first_touch, last_touch: when (UTC); None for never.
        last_attempt: when it was tried last without reaching them.
        next_activity: the earliest planned activity.
        ideal_days, max_days: the gap of the rule that holds for them; None without a rule.
        keep_up, lost: when that gap is over.
        stopped: since when nobody is to follow up; None while one may.
    """

    touches: int = 0
    first_touch: dt.datetime | None = None
    last_touch: dt.datetime | None = None
    last_attempt: dt.datetime | None = None
    next_activity: dt.datetime | None = None
    ideal_days: int | None = None
    max_days: int | None = None
    keep_up: dt.datetime | None = None
    lost: dt.datetime | None = None
    stopped: dt.datetime | None = None

    def state(self, now: dt.datetime) -> str:
        """ok, due (ideal gap over), lost (maximum gap over), stopped, or "" without a rule."""
        if self.stopped is not None:
            return "stopped"
        if self.keep_up is None:
            return ""
        if self.lost is not None and now >= self.lost:
            return "lost"
        return "due" if now >= self.keep_up else "ok"


@dataclass(frozen=True, slots=True)
class CadenceRule:
    """How often to be in touch.

    Attributes:
        applies_to: party, tag or tier.
        target_id: the id of that record, tag or tier; target_name: its name.
        ideal_days, max_days: gaps in days; `max_days` None for no limit.
        kinds: activities that count; empty for all that reach a person.
    """

    applies_to: str
    target_id: Id
    ideal_days: int
    max_days: int | None = None
    kinds: tuple[str, ...] = ()
    target_name: str = ""
    id: Id | None = None


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing to do (S45): a planned activity, a next step, somebody to get in touch with, or a day to remember.

    Attributes:
        source: "activity", "next_step", "cadence" or "date".
        at: when it is due (UTC).
        is_all_day: the day counts, not the hour.
        kind: of an activity its kind; of a date its kind; else "".
        text: what to do.
        party_id, party_name, party_kind: with or about whom; None for nobody.
        subject_id: the activity, party or date.
        owner: who is to do it; "" is everybody.
        phone: a number to call them at.
    """

    source: str
    at: dt.datetime
    text: str
    subject_id: Id
    is_all_day: bool = False
    kind: str = ""
    party_id: Id | None = None
    party_name: str = ""
    party_kind: str = "person"
    owner: str = ""
    phone: str = ""
