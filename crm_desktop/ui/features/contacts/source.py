"""The list of contacts: rows from the service, and what a row shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.activities.logline.preview import day_text
from crm_desktop.domain.contacts.listing import ListQuery, Snapshot
from crm_desktop.domain.contacts.records import PERSON, PartyRow
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.words import KIND_ICONS, KIND_TITLES, do_not_words
from crm_desktop.ui.lists.row_delegate import RowFace
from crm_desktop.ui.widgets.avatar import initials_of


class ContactsSource:
    """Feeds the list model from `services.contacts.queries`; called in worker threads."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def first(
        self, query: ListQuery, columns: Sequence[str], cancel: CancelToken | None = None
    ) -> list[PartyRow]:
        """The first rows, at once; none where sorting all of them comes first."""
        if not queries.is_quick(query):
            return []
        return queries.first_rows(self._context, query, columns=_with_face(columns), cancel=cancel)

    def snapshot(self, query: ListQuery, cancel: CancelToken) -> Snapshot:
        """All ids."""
        return queries.snapshot(self._context, query, cancel)

    def rows(self, query: ListQuery, ids: Sequence[Id], columns: Sequence[str]) -> list[PartyRow]:
        """Rows by id."""
        return queries.rows(self._context, ids, trash=query.trash, columns=_with_face(columns))


FACE = ("last_touch", "keep_up", "next_step_text", "next_step_on")
"""Columns that a row of two lines shows, whether the table does or not."""


def _with_face(columns: Sequence[str]) -> list[str]:
    return list(dict.fromkeys((*columns, *FACE)))


def row_face(row: PartyRow, now: dt.datetime | None = None) -> RowFace:
    """How a contact looks in a list; `now` (aware) for how long ago the last contact is."""
    warning = do_not_words(row.do_not)
    subtitle = row.subtitle or row.email or row.phone or _(KIND_TITLES.get(row.kind, ""))
    other = next((text for text in (row.place, row.email, row.phone) if text and text != subtitle), "")
    day = row.cells.get("next_step_on")
    is_late = bool(now and day and day < now.astimezone().date())
    return RowFace(
        title=row.display_name,
        subtitle=subtitle,
        aside=_age_and_due(row, now) or other,
        aside_colour="warn" if is_quiet(row, now) else "text_3",
        warning=warning[0] if warning else "",
        note=step_text(row, now),
        note_colour="bad" if is_late else "text_3",
        initials=initials_of(row.display_name),
        icon="" if row.kind == PERSON else KIND_ICONS.get(row.kind, "user"),
        key=row.id,
        is_missing=row.is_missing,
    )


def touch_age(row: PartyRow, now: dt.datetime | None) -> str:
    """How long ago the last contact is: "12 days ago"; "" where there was none."""
    last = row.cells.get("last_touch")
    if now is None or last is None:
        return ""
    days = (now.astimezone().date() - last.astimezone().date()).days
    if days <= 1:
        return _("today") if days <= 0 else _("yesterday")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=number_text(days))


def _age_and_due(row: PartyRow, now: dt.datetime | None) -> str:
    age = touch_age(row, now)
    if not is_quiet(row, now):
        return age
    return _("{when} · due").format(when=age) if age else _("due")


def is_quiet(row: PartyRow, now: dt.datetime | None) -> bool:
    """Whether the gap of the rule for keeping in touch is over."""
    keep_up = row.cells.get("keep_up")
    return now is not None and keep_up is not None and keep_up <= now


def step_text(row: PartyRow, now: dt.datetime | None) -> str:
    """The next step with its day."""
    text, day = row.cells.get("next_step_text"), row.cells.get("next_step_on")
    if not text or day is None or now is None:
        return text or ""
    return _("{day}: {what}").format(day=day_text(day, now.astimezone().date()), what=text)


def spoken_row(row: PartyRow, now: dt.datetime | None = None) -> str:
    """A contact as a screen reader says it: name, what it is, role and company, place, contact, next step, warnings."""
    age, step = touch_age(row, now), step_text(row, now)
    parts = [
        row.display_name,
        _(KIND_TITLES.get(row.kind, "")),
        row.subtitle,
        row.place,
        _("last contact {when}").format(when=age) if age else "",
        _("time to get in touch") if is_quiet(row, now) else "",
        _("next step {what}").format(what=step) if step else "",
        *do_not_words(row.do_not),
    ]
    return ", ".join(part for part in parts if part)
