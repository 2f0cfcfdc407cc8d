"""What activities are called in steps and toasts: what, and with whom, such as "Call with Jane Doe"."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from crm_desktop.base.formats import list_text, number_text
from crm_desktop.base.i18n import _, ngettext, pgettext
from crm_desktop.base.ids import Id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.storage.queries.records import load_many as load_parties

_NAMED = 3
"""So many people are named."""

_TALKS = frozenset({kinds.CALL, kinds.MEETING, kinds.VISIT, kinds.CHAT, kinds.WEBINAR})
"""Kinds that one has with somebody; a note is about them, a letter goes to them."""


_LONGEST = 60
"""Letters of what was written; an entry may be as long as a letter."""


def title(record: ActivityRecord) -> str:
    """One activity whose people carry their names: "Call with Jane Doe", "Send the offer (Jane Doe)"."""
    return title_of(record.kind, _about(record), [p.name for p in record.people[:_NAMED]])


def title_of(kind: str, text: str, names: Sequence[str]) -> str:
    """What a thing to do or that was done is called.

    Args:
        kind: key of the kind of activity; "" for what is none, which has a text.
        text: what it is about; "" where its kind says enough.
        names: who takes part; empty ones are left out, and those that the text names already.
    """
    what = textwrap.shorten(text, _LONGEST, placeholder="…") or _(kinds.TITLES.get(kind, kind))
    people = list_text([name for name in names if name and name not in text])
    if not people:
        return what
    if kind in _TALKS and not text:
        return pgettext("activity", "{what} with {people}").format(what=what, people=people)
    return pgettext("activity", "{what} ({people})").format(what=what, people=people)


def titles(connection: sa.Connection, records: Sequence[ActivityRecord]) -> str:
    """One by its title, with the names that it lacks looked up; several by their number."""
    if len(records) != 1:
        return ngettext("{n} activity", "{n} activities", len(records)).format(n=number_text(len(records)))
    record = records[0]
    people = record.people[:_NAMED]
    unnamed = [p.party_id for p in people if not p.name]  # who logs on a page says who it is by the id alone
    found: Mapping[Id, str] = (
        {p.ref.id: p.display_name for p in load_parties(connection, unnamed)} if unnamed else {}
    )
    return title_of(record.kind, _about(record), [p.name or found.get(p.party_id, "") for p in people])


def _about(record: ActivityRecord) -> str:
    """What is to be done says what it is; of what was done, a note may hold anything."""
    is_ahead = record.status == kinds.PLANNED or record.kind == kinds.TASK
    return record.text if is_ahead else record.subject
