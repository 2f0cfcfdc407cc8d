"""Changing records: every function is one named step of the journal, all of it or nothing (architecture 5.3)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.base.formats import moment_text, time_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.contacts import rules
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.names import display_name, renamed
from crm_desktop.domain.contacts.records import REF_KINDS, Affiliation, Membership, PartyRecord
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts import household_names
from crm_desktop.services.contacts.column_words import item_text, value_text
from crm_desktop.services.contacts.queries import selected_ids
from crm_desktop.services.context import AppContext
from crm_desktop.storage import bulk
from crm_desktop.storage.queries import lists
from crm_desktop.storage.queries.history import Pointed, StepEntry, last_step_on
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.rows import BY_CLASS, NAMED_FIELDS, PARTY_COLUMNS
from crm_desktop.storage.tables import parties as t
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names, Writer

BATCH = 500


def create(context: AppContext, record: PartyRecord, label: str | None = None) -> EntityRef:
    """Adds a new record with everything in it; returns its reference.

    Raises:
        ValidationError: something in it cannot be saved; nothing was.
    """
    record = _named(rules.clean_party(record))
    _check(record)
    step = Step(label or _("Add {name}").format(name=record.display_name))
    with context.store.write(step) as work:
        writer = _writer(context, work)
        key = writer.add(record)
        writer.flush()
    return EntityRef(REF_KINDS[record.kind], key)


def set_field(context: AppContext, ref: EntityRef, field: str, base: Any, new: Any) -> None:
    """Changes one field of a record, if it still holds `base`.

    The shown name follows the parts of the name unless it was given by hand, and so does that of a household.

    Args:
        context: the open file.
        ref: the record.
        field: key of a field that holds one value ("given", "account_no", "source", …).
        base: what the user saw before typing.
        new: what they typed.

    Raises:
        ConflictError: somebody saved another value meanwhile; theirs stands.
        ValidationError: `new` cannot be saved.
        NotFoundError: the record is gone.
    """
    new = rules.clean_text(new) if isinstance(new, str) else new
    with context.store.write(Step(_("Change {name}").format(name=title(context, ref)))) as work:
        record = _load(work, ref)
        now = getattr(record, field)
        if now == new:
            return
        if now != base:
            column = f"{field}_id" if field in NAMED_FIELDS else field
            step = last_step_on(work.connection, t.party.name, ref.id, column)
            shown = value_text(t.party.name, field, now, {}, Pointed())
            raise conflict(context, field, (base, new, now), step, shown)
        changed = renamed(record, dataclasses.replace(record, **{field: new}))
        changed = _named(changed)
        _check(changed, only={field})
        _update_party(context, work, record, changed)


def _update_party(context: AppContext, work: UnitOfWork, before: PartyRecord, after: PartyRecord) -> None:
    values = {n: getattr(after, n) for n in PARTY_COLUMNS if getattr(after, n) != getattr(before, n)}
    was, now = (Names(context.store.dataset_id).fields(work, record) for record in (before, after))
    for name, old, new in zip(NAMED_FIELDS, was, now, strict=True):
        if new != old:
            values[f"{name}_id"] = new
    if values:
        work.update(t.party, _id(after), values)
        household_names.follow_person(context, work, before, after)


def add_item(context: AppContext, ref: EntityRef, item: Any) -> Id:
    """Adds a phone, address, role, date, note, … (its class tells which list) at the end of that list; returns its id.

    Raises:
        ValidationError: it cannot be saved.
        NotFoundError: the record is gone.
    """
    with context.store.write(Step(_("Change {name}").format(name=title(context, ref)))) as work:
        record = _load(work, ref)
        return _add_item(context, work, record, item)


def _add_item(context: AppContext, work: UnitOfWork, record: PartyRecord, item: Any) -> Id:
    item = rules.clean_item(item)
    _raise_reasons(rules.validate_item(item))
    writer = _writer(context, work)
    key = writer.item(_id(record), item, len(getattr(record, BY_CLASS[type(item)].attribute)))
    writer.flush()
    if getattr(item, "is_preferred", False) or getattr(item, "is_photo", False):
        _only_one(work, record, dataclasses.replace(item, id=key))
    return key


def _only_one(work: UnitOfWork, record: PartyRecord, chosen: Any) -> None:
    """A record has one preferred item of a kind, and one photo: the others step back."""
    entry = BY_CLASS[type(chosen)]
    flag = "is_photo" if hasattr(chosen, "is_photo") else "is_preferred"
    for other in getattr(record, entry.attribute):
        if (
            other.id != chosen.id
            and getattr(other, flag)
            and getattr(other, "kind", "") == getattr(chosen, "kind", "")
        ):
            work.update(entry.table, other.id, {flag: False})


def change_item(context: AppContext, ref: EntityRef, base: Any, new: Any) -> None:
    """Changes one item of a list, field by field: what the user did not touch is not written.

    Args:
        context: the open file.
        ref: the record it belongs to.
        base: the item as the user saw it, with its id.
        new: as they left it; same class.

    Raises:
        ConflictError: a field that they changed was changed by somebody else too; nothing is written.
        ValidationError: it cannot be saved.
        NotFoundError: record or item is gone.
    """
    new = rules.clean_item(new)
    _raise_reasons(rules.validate_item(new))
    entry = BY_CLASS[type(new)]
    with context.store.write(Step(_("Change {name}").format(name=title(context, ref)))) as work:
        record = _load(work, ref)
        now = next((item for item in getattr(record, entry.attribute) if item.id == base.id), None)
        if now is None:
            raise NotFoundError(
                _("This entry was removed meanwhile."), _("What you typed was not saved; add it anew.")
            )
        if _names_another(base, new):
            writer = _writer(context, work)
            new = writer.linked(new)
            writer.flush()
        old_row, new_row, now_row = entry.values(base), entry.values(new), entry.values(now)
        wanted = {
            name: value for name, value in new_row.items() if value != old_row[name] and name != "normalized"
        }
        for name, value in wanted.items():
            if now_row[name] not in (old_row[name], value):
                step = last_step_on(work.connection, entry.table.name, base.id, name)
                shown = item_text(entry.table.name, name, now_row, now)
                raise conflict(context, name, (old_row[name], value, now_row[name]), step, shown)
        if wanted:
            work.update(entry.table, base.id, wanted)
            if wanted.get("is_preferred") or wanted.get("is_photo"):
                _only_one(work, record, new)


def _names_another(base: Any, new: Any) -> bool:
    """Whether a role or membership was given another company or group by its name."""
    if isinstance(new, Affiliation):
        return bool(new.org_name != base.org_name and new.org_id == base.org_id)
    if isinstance(new, Membership):
        return bool(new.group_name != base.group_name and new.group_id == base.group_id)
    return False


def remove_item(context: AppContext, ref: EntityRef, item: Any) -> None:
    """Takes one item off a list. Undo brings it back."""
    entry = BY_CLASS[type(item)]
    with context.store.write(Step(_("Change {name}").format(name=title(context, ref)))) as work:
        work.remove(entry.table, [item.id])


def set_tags(
    context: AppContext,
    selection: Selection,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Puts tags on many records and takes others off, as one step; returns the number of records looked at."""
    add = [name for name in (rules.clean_text(name) for name in add) if name]
    ids = selected_ids(context, selection)
    label = ngettext("Tag {n} record", "Tag {n} records", len(ids)).format(n=len(ids))
    names = Names(context.store.dataset_id)
    with context.store.long_step(Step(label, "bulk")) as step:
        for done, chunk in enumerate(bulk.chunks(ids, BATCH)):
            if cancel:
                cancel.check()
            with step.transaction() as work:
                for record in load_many(work.connection, chunk):
                    change_tags(context, work, names, record, add, remove)
            progress(min(len(ids), (done + 1) * BATCH), len(ids))
    return len(ids)


def change_tags(
    context: AppContext,
    work: UnitOfWork,
    names: Names,
    record: PartyRecord,
    add: Sequence[str],
    remove: Sequence[str],
) -> None:
    """Tags of one record, inside a transaction that is open."""
    writer = Writer(work, names, context.store.locale)
    carried = {fold(name) for name in record.tags}
    for offset, name in enumerate(n for n in add if fold(n) not in carried):
        writer.tag(_id(record), name, len(record.tags) + offset)
    writer.flush()
    for name in remove:
        writer.untag(_id(record), name)


def trash(
    context: AppContext,
    selection: Selection,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Puts records into the trash, as one step; returns how many. Only `services.contacts.trash` removes any."""
    return _flip(context, selection, True, progress, cancel)


def restore(
    context: AppContext,
    selection: Selection,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Takes records out of the trash with everything that belongs to them; returns how many."""
    return _flip(context, selection, False, progress, cancel)


def _flip(
    context: AppContext, selection: Selection, is_gone: bool, progress: Progress, cancel: CancelToken | None
) -> int:
    ids = selected_ids(context, selection)
    if not ids:
        return 0
    if is_gone:
        label = ngettext("Move {n} record to the trash", "Move {n} records to the trash", len(ids))
    else:
        label = ngettext("Restore {n} record", "Restore {n} records", len(ids))
    with context.store.long_step(Step(label.format(n=len(ids)), "bulk" if len(ids) > 1 else "edit")) as step:
        for done, chunk in enumerate(bulk.chunks(ids, BATCH)):
            if cancel:
                cancel.check()
            with step.transaction() as work:
                work.update_many(t.party, chunk, {"deleted": is_gone})
            progress(min(len(ids), (done + 1) * BATCH), len(ids))
    return len(ids)


def change_record(context: AppContext, ref: EntityRef, change: Any, label: str | None = None) -> PartyRecord:
    """Applies `change` (a function from record to record) to a record as one step; lists are compared item by item.

    Items without an id are added, items that are gone are removed, others are changed where they differ.

    Raises:
        ValidationError: the result cannot be saved; nothing was.
    """
    with context.store.write(Step(label or _("Change {name}").format(name=title(context, ref)))) as work:
        before = _load(work, ref)
        after = _named(rules.clean_party(change(before)))
        _check(after)
        _update_party(context, work, before, after)
        for entry in BY_CLASS.values():
            _change_items(
                context, work, before, getattr(before, entry.attribute), getattr(after, entry.attribute)
            )
        names = Names(context.store.dataset_id)
        gone = [tag for tag in before.tags if tag not in after.tags]
        change_tags(context, work, names, before, [tag for tag in after.tags if tag not in before.tags], gone)
    return after


def _change_items(
    context: AppContext, work: UnitOfWork, owner: PartyRecord, before: tuple[Any, ...], after: tuple[Any, ...]
) -> None:
    old = {item.id: item for item in before}
    kept = {item.id for item in after}
    for item in before:
        if item.id not in kept:
            work.remove(BY_CLASS[type(item)].table, [item.id])
    for item in after:
        entry = BY_CLASS[type(item)]
        if item.id is None:
            _add_item(context, work, owner, item)
        elif item != old[item.id]:
            was, now = entry.values(old[item.id]), entry.values(item)
            changed = {n: v for n, v in now.items() if v != was[n] and n != "normalized"}
            work.update(entry.table, item.id, changed)
            if changed.get("is_preferred") or changed.get("is_photo"):
                _only_one(work, owner, item)


def _writer(context: AppContext, work: UnitOfWork) -> Writer:
    return Writer(work, Names(context.store.dataset_id), context.store.locale)


def _load(work: UnitOfWork, ref: EntityRef) -> PartyRecord:
    found = load_many(work.connection, [ref.id])
    if not found:
        raise NotFoundError(_("There is no such record."), _("It may belong to another file."))
    return found[0]


def title(context: AppContext, ref: EntityRef) -> str:
    """The shown name of a record, for the label of a step; "" when it is gone."""
    with context.store.read() as connection:
        return lists.name_of(connection, ref.id)


def _named(record: PartyRecord) -> PartyRecord:
    """A record always has a name to show."""
    return record if record.display_name else dataclasses.replace(record, display_name=display_name(record))


def _check(record: PartyRecord, only: set[str] | None = None) -> None:
    reasons = rules.validate_party(record)
    _raise_reasons({k: v for k, v in reasons.items() if only is None or k in only})


def _raise_reasons(reasons: dict[str, str]) -> None:
    if reasons:
        raise ValidationError(reasons)


def conflict(
    context: AppContext,
    field: str,
    values: tuple[Any, Any, Any],
    step: StepEntry | None,
    shown: str | None = None,
) -> ConflictError:
    """The error for a field that somebody else changed meanwhile.

    Args:
        context: the open file.
        field: its key.
        values: base, mine and theirs.
        step: what made it theirs, if the journal knows.
        shown: theirs as its field shows it, where that is more than the text.
    """
    base, mine, theirs = values
    shown = ("" if theirs is None else str(theirs)) if shown is None else shown
    who, at = (step.who, step.at) if step else ("", None)
    if at is None:
        what = _("Somebody else changed this to “{theirs}” meanwhile.").format(theirs=shown or _("empty"))
    else:
        is_today = at.astimezone().date() == context.now().astimezone().date()
        what = _("{who} changed this to “{theirs}” ({time}).").format(
            who=who or _("Somebody else"),
            theirs=shown or _("empty"),
            time=time_text(at) if is_today else moment_text(at),
        )
    advice = _("Theirs stands; yours was not saved. Keep yours, or use theirs.")
    return ConflictError(
        what,
        field=field,
        base=base,
        mine=mine,
        theirs=theirs,
        shown=shown,
        advice=advice,
        who=who,
        at=at,
    )


def _id(record: PartyRecord) -> Id:
    return record.ref.id
