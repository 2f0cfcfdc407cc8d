"""Reading records: lists, one record, its history, and what a reference means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_desktop.base.errors import AmbiguousError, NotFoundError, ValidationError
from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts import own_fields as own_rules
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.listing import ListQuery, Selection, Snapshot
from crm_desktop.domain.contacts.own_fields import OwnField
from crm_desktop.domain.contacts.records import EMAIL, PHONE, REF_KINDS, ContactPoint, PartyRecord, PartyRow
from crm_desktop.domain.fields import DATE, NUMBER, TEXT, FieldSpec
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts import change_texts, own_fields
from crm_desktop.services.contacts.change_texts import HistoryEntry
from crm_desktop.services.context import AppContext
from crm_desktop.storage import past_lists, search
from crm_desktop.storage.derived import normalized_of
from crm_desktop.storage.queries import columns as column_queries
from crm_desktop.storage.queries import history as history_queries
from crm_desktop.storage.queries import lists
from crm_desktop.storage.queries.past import Past
from crm_desktop.storage.queries.records import load_many

KINDS_BY_WORD = {word: kind for kind, word in REF_KINDS.items()}
"""Word of a ref ("contact") -> kind in the file ("person")."""

MINIMUM_PREFIX = 6
"""Hex digits that an abbreviated id needs."""

AMBIGUOUS_SHOWN = 10


def snapshot(context: AppContext, query: ListQuery, cancel: CancelToken | None = None) -> Snapshot:
    """All ids of `query` in its order. Raises ValidationError for a bad filter, CancelledError."""
    _check_past(query)
    with context.store.read() as connection:
        if query.as_of is not None:
            return Snapshot.of(
                past_lists.ids_at(connection, query, Past.at(query.as_of), context.store.locale)
            )
        return Snapshot(lists.snapshot(connection, query, cancel, context.store.locale.language))


def first_rows(
    context: AppContext,
    query: ListQuery,
    limit: int = 200,
    columns: Sequence[str] = (),
    cancel: CancelToken | None = None,
) -> list[PartyRow]:
    """The first lines of `query`, at once; `columns` as in `rows`. Raises what `snapshot` does."""
    _check_past(query)
    locale = context.store.locale
    with context.store.read() as connection:
        if query.as_of is not None:
            ids = past_lists.ids_at(connection, query, Past.at(query.as_of), locale)[:limit]
            return past_lists.rows_at(connection, ids, Past.at(query.as_of))
        ids = lists.first_ids(connection, query, limit, locale.language, cancel)
        return lists.rows(connection, ids, trash=query.trash, keys=columns)


def is_quick(query: ListQuery) -> bool:
    """Whether the first lines of `query` are there long before all of it: its order comes from an index."""
    return lists.is_quick(query)


def list_columns(context: AppContext) -> list[FieldSpec]:
    """Every field that may be a column of a list: those of the catalogue, then the user's own ("custom.KEY")."""
    known = [spec for spec in CONTACT_FIELDS.columns() if column_queries.column(spec.key)]
    return [*known, *map(_own_column, own_fields.all_fields(context))]


_OWN_TYPES = {own_rules.NUMBER: NUMBER, own_rules.DATE: DATE}


def _own_column(own: OwnField) -> FieldSpec:
    choices = ((own_rules.YES, N_("Yes")), (own_rules.NO, N_("No"))) if own.kind == own_rules.BOOL else ()
    return FieldSpec(
        column_queries.CUSTOM + own.key,
        own.label,
        _OWN_TYPES.get(own.kind, TEXT),
        is_sortable=True,
        is_column=True,
        choices=choices,
    )


def _check_past(query: ListQuery) -> None:
    if query.as_of is not None and (query.where.strip() or query.sort != "display_name"):
        message = _("A list of the past is ordered by name and can be narrowed by words, kind and tag only.")
        raise ValidationError({"as_of": message})


def rows(
    context: AppContext,
    ids: Sequence[Id],
    as_of: dt.datetime | None = None,
    *,
    trash: bool = False,
    columns: Sequence[str] = (),
) -> list[PartyRow]:
    """The lines of `ids`, as a list shows them; those that went away are marked `is_missing`.

    Args:
        context: the open file.
        ids: the records.
        as_of: as they stood at that moment; without the values of further columns.
        trash: as a list of the trash shows them.
        columns: keys of `list_columns` whose values are wanted in `cells`, read for all records at once.
    """
    with context.store.read() as connection:
        if as_of is not None:
            return past_lists.rows_at(connection, ids, Past.at(as_of))
        return lists.rows(connection, ids, trash=trash, keys=columns)


def count(context: AppContext, query: ListQuery) -> int:
    """How many records `query` has now."""
    with context.store.read() as connection:
        return lists.count(connection, query)


def counts(context: AppContext) -> dict[str, int]:
    """How many records of each kind there are, and under "trash" those in the trash."""
    with context.store.read() as connection:
        return lists.counts(connection)


def tags(context: AppContext) -> list[tuple[str, int]]:
    """Every tag with the number of records that carry it."""
    with context.store.read() as connection:
        return lists.tags(connection)


def selected_ids(context: AppContext, selection: Selection) -> list[Id]:
    """The ids that a selection means now, in the order of its query or of the list that they were chosen in."""
    if selection.query is None:
        has_order = not isinstance(selection.ids, frozenset)
        return (
            list(selection.ids) if has_order else sorted(selection.ids)
        )  # a million would hold up every thread
    return [i for i in snapshot(context, selection.query) if i not in selection.except_ids]


def load(
    context: AppContext, ref: EntityRef | Id, as_of: dt.datetime | None = None, *, with_content: bool = False
) -> PartyRecord:
    """One record with everything that belongs to it, trashed ones too.

    Args:
        context: the open file.
        ref: which one.
        as_of: show it as it stood at that moment.
        with_content: read the bytes of attachments and photo as well.

    Raises:
        NotFoundError: there is none, or it was made later than `as_of`.
    """
    key = ref.id if isinstance(ref, EntityRef) else ref
    with context.store.read() as connection:
        past = Past.at(as_of) if as_of is not None else None
        found = load_many(connection, [key], past=past, with_content=with_content)
    if not found:
        raise NotFoundError(
            _("There is no such record."), _("It may have been made later, or belong to another file.")
        )
    return found[0]


def load_all(context: AppContext, ids: Sequence[Id], *, with_content: bool = False) -> list[PartyRecord]:
    """Many records in the order of `ids`; those that are not there are left out."""
    with context.store.read() as connection:
        return load_many(connection, ids, with_content=with_content)


def history(context: AppContext, ref: EntityRef | Id) -> list[HistoryEntry]:
    """Every recorded change of a record and of what belongs to it, newest first."""
    key = ref.id if isinstance(ref, EntityRef) else ref
    with context.store.read() as connection:
        changes = history_queries.changes_of(connection, key)
        steps = history_queries.steps(connection, {c.set_id for c in changes if c.set_id})
        pointed = history_queries.pointed_at(connection, changes)
    return change_texts.entries(changes, steps, pointed)


def resolve(context: AppContext, text: str, kinds: Sequence[str] = ()) -> EntityRef:
    """What a reference means: `contact:ID`, a unique beginning of an id, or a name, e-mail or number of one record.

    Args:
        context: the open file.
        text: as typed.
        kinds: only these kinds of the file count.

    Raises:
        NotFoundError: nothing fits.
        AmbiguousError: several records fit; its `candidates` list them.
    """
    found = _by_id(context, text) or _by_text(context, text)
    found = [row for row in found if not kinds or row.kind in kinds]
    if not found:
        raise NotFoundError(_("Nothing fits “{text}”.").format(text=text), _("“find” shows what there is."))
    if len(found) > 1:
        lines = [f"{row.ref}  {row.display_name}  {row.subtitle}".rstrip() for row in found[:AMBIGUOUS_SHOWN]]
        raise AmbiguousError(
            _("{n} records fit “{text}”.").format(n=len(found), text=text),
            lines,
            _("Name one of them by its reference."),
        )
    return found[0].ref


def _by_id(context: AppContext, text: str) -> list[PartyRow]:
    word, colon, digits = text.partition(":")
    if not colon:
        word, digits = "", text
    digits = digits.replace("-", "").lower()
    if (
        (colon and word not in KINDS_BY_WORD)
        or not digits
        or any(c not in "0123456789abcdef" for c in digits)
    ):
        return []
    if len(digits) < MINIMUM_PREFIX or len(digits) > 32:
        return []
    low, high = bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f"))
    with context.store.read() as connection:
        found = lists.between(connection, low, high)
    return [row for row in found if not colon or row.kind == KINDS_BY_WORD[word]]


def _by_text(context: AppContext, text: str) -> list[PartyRow]:
    """Records with exactly this name, e-mail, phone or account number; else all that the who-box finds."""
    locale = context.store.locale
    points = [ContactPoint(kind, text) for kind in (EMAIL, PHONE)]
    forms = [form for form in (normalized_of(point, locale) for point in points) if form]
    with context.store.read() as connection:
        named = lists.handled(connection, text, forms)
        found = search.find_ids(connection, text, 50)
        hits = lists.rows(connection, list(dict.fromkeys((*named, *found))))
        records = {r.id: r for r in load_many(connection, [row.id for row in hits])}
    wanted = fold(text)
    exact = [row for row in hits if row.id in named or wanted in _handles(records[row.id])]
    return exact or hits


def _handles(record: PartyRecord) -> set[str]:
    """The folded texts that name a record by themselves."""
    texts = [record.display_name, record.native_name, record.account_no]
    texts += [p.value for p in record.points] + [p.normalized for p in record.points]
    return {fold(text) for text in texts if text}
