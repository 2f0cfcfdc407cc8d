"""Keeping in touch: how often with whom, how things stand, and when to leave somebody alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id, name_id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import shown
from crm_desktop.domain.activities.records import ActivityRecord, CadenceRule, TouchState
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.ops import set_field
from crm_desktop.services.contacts.queries import load
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import activities as queries
from crm_desktop.storage.queries.history import last_step_on
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.writing import Names

PARTY, TAG, TIER = "party", "tag", "tier"
LONGEST_DAYS = 3_660


def state_of(context: AppContext, ref: EntityRef | Id) -> TouchState:
    """How things stand with one record."""
    key = ref.id if isinstance(ref, EntityRef) else ref
    return states(context, [key]).get(key, TouchState())


def states(context: AppContext, ids: Sequence[Id]) -> dict[Id, TouchState]:
    """How things stand with many; those with nothing to tell are left out."""
    with context.store.read() as connection:
        return queries.touch_states(connection, ids)


def rules(context: AppContext) -> list[CadenceRule]:
    """Every rule of the file."""
    with context.store.read() as connection:
        return queries.cadence_rules(connection)


def set_rule(
    context: AppContext,
    applies_to: str,
    target: EntityRef | str,
    ideal_days: int,
    max_days: int | None = None,
    counted: Sequence[str] = (),
) -> None:
    """Sets how often to be in touch with one record, or with everybody of a tag or tier; replaces an earlier rule.

    Args:
        context: the open file.
        applies_to: party, tag or tier.
        target: the record; the name of the tag or tier, made if it is new.
        ideal_days: after so many days without a touch somebody is due.
        max_days: after so many days one is losing touch; not less than `ideal_days`; None for no limit.
        counted: kinds of activity that count; empty for all that reach a person.

    Raises:
        ValidationError: the days make no sense; nothing was saved.
    """
    check_rule(applies_to, ideal_days, max_days, counted)
    values = {"ideal_days": ideal_days, "max_days": max_days, "kinds": " ".join(counted)}
    with context.store.write(Step(_("Change how often to keep in touch"))) as work:
        if isinstance(target, EntityRef):
            target_id = target.id
        else:
            target_id = Names(context.store.dataset_id).named(work, applies_to, target)
        key = name_id(context.store.dataset_id, "cadence_rule", applies_to, target_id)
        if key in queries.rule_ids(work.connection):
            work.update(t.cadence_rule, key, values | {"deleted": False})
        else:
            work.insert(
                t.cadence_rule, [{"id": key, "applies_to": applies_to, "target_id": target_id} | values]
            )


def remove_rule(context: AppContext, rule: CadenceRule) -> None:
    """Takes a rule away; undo brings it back."""
    with context.store.write(Step(_("Change how often to keep in touch"))) as work:
        work.remove(t.cadence_rule, [key for key in (rule.id,) if key is not None])


def check_rule(applies_to: str, ideal_days: int, max_days: int | None, counted: Sequence[str]) -> None:
    """Raises ValidationError for a rule that cannot be; see `set_rule`."""
    if applies_to not in (PARTY, TAG, TIER):
        raise ValidationError({"applies_to": _("A rule is for a record, a tag or a tier.")})
    if not 1 <= ideal_days <= LONGEST_DAYS:
        raise ValidationError({"ideal_days": _("Choose between 1 day and ten years.")})
    if max_days is not None and not ideal_days <= max_days <= LONGEST_DAYS:
        raise ValidationError({"max_days": _("The longest gap cannot be shorter than the usual one.")})
    unknown = [kind for kind in counted if kind not in kinds.TOUCH_KINDS]
    if unknown:
        raise ValidationError({"kinds": _("“{text}” does not reach a person.").format(text=unknown[0])})


def tiers(context: AppContext) -> list[str]:
    """The names of the tiers in use, the closest first."""
    with context.store.read() as connection:
        return queries.tiers(connection)


def save_tiers(context: AppContext, wanted: Sequence[tuple[str, str]]) -> None:
    """Replaces the list of tiers: their order, the closest first, and their names.

    Args:
        context: the open file.
        wanted: of each tier its former name ("" for a new one) and the name it is to have.

    Raises:
        ValidationError: a name is missing or stands there twice, or a tier is gone that somebody is in; nothing
            was saved.
    """
    cleaned = [(old, clean_text(new)) for old, new in wanted]
    names = [fold(new) for _old, new in cleaned]
    if not all(names):
        raise ValidationError({"name": _("A tier needs a name.")})
    if len(set(names)) < len(names):
        raise ValidationError({"name": _("Two tiers have the same name.")})
    with context.store.write(Step(_("Change the tiers"))) as work:
        known = queries.tier_ids(work.connection)
        gone = [name for name in known if name not in {old for old, _new in cleaned}]
        for name in gone:
            if queries.is_tier_used(work.connection, known[name]):
                raise ValidationError(
                    {"name": _("Somebody is in tier “{name}”: move them first.").format(name=name)}
                )
        work.remove(t.tier, [known[name] for name in gone])
        for rank, (old, new) in enumerate(cleaned, 1):
            key = known.get(old) or Names(context.store.dataset_id).named(work, TIER, new)
            work.update(t.tier, key, {"name": new, "rank": rank})


def set_tier(context: AppContext, ref: EntityRef, name: str) -> None:
    """Puts a record into a tier; "" takes it out. Raises as `set_field`."""
    before = load(context, ref).tier
    if fold(before) != fold(name):
        set_field(context, ref, "tier", before, name)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nobody is to follow up with somebody.

    Attributes:
        text: the outcome, or the reason that was given.
        who: who noted it.
        at: when.
        activity: the activity it was noted in; None when it is a wish of theirs in the record.
    """

    text: str
    who: str
    at: dt.datetime | None
    activity: ActivityRecord | None = None


def stop_of(context: AppContext, ref: EntityRef) -> Stop | None:
    """Who noted, and when, that a contact is not to be followed up; None while they may be."""
    if state_of(context, ref).stopped is None:
        return None
    with context.store.read() as connection:
        found = queries.stop_of(connection, ref.id)
        if found is None:
            return None
        table, key = found
        if table == "activity":
            activity = queries.load_many(connection, [key])[0]
            names = {o.key: shown(o).name for o in queries.outcomes(connection)}
            return Stop(names.get(activity.outcome, ""), activity.owner, activity.at, activity)
        step = last_step_on(connection, table, key, "status")
        reason = queries.refusal_reason(connection, key)
    return Stop(
        reason or _("Does not want to be contacted"), step.who if step else "", step.at if step else None
    )


@dataclass(frozen=True, slots=True)
class ColleagueTouch:
    """A colleague's recent or planned touch: shown before somebody doubles it (S34)."""

    activity: ActivityRecord
    who: str
    is_planned: bool


RECENT_DAYS = 30


def colleagues(
    context: AppContext, ref: EntityRef, days: int = RECENT_DAYS, limit: int = 3
) -> list[ColleagueTouch]:
    """What colleagues did with a contact in the last `days`, or have planned; the newest first."""
    since = int((context.now() - dt.timedelta(days=days)).timestamp() * 1000)
    with context.store.read() as connection:
        ids = queries.last_of_others(connection, ref.id, context.store.user_id, since, limit)
        found = queries.load_many(connection, ids)
    return [ColleagueTouch(a, a.owner, a.status == kinds.PLANNED) for a in found]
