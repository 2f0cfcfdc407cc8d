"""Reads the X-CRM- properties: the lists of a record that vCard knows nothing of."""

from __future__ import annotations

import datetime as dt
import json

from crm_desktop.base.i18n import _
from crm_desktop.exchange.plain import PlainError, from_plain
from crm_desktop.exchange.vcard import own
from crm_desktop.exchange.vcard.builder import CardBuilder
from crm_desktop.exchange.vcard.heads import Head
from crm_desktop.exchange.vcard.text import unescape


def read_item(card: CardBuilder, head: Head, value: str) -> None:
    """One item of a list as a JSON object."""
    field, cls = own.LISTS[head.name]
    item: object
    try:
        item, _unknown = from_plain(cls, json.loads(unescape(value)))
    except (PlainError, ValueError, RecursionError):
        card.notices.append(_("{name} is damaged; its text was kept.").format(name=head.name))
        card.keep(head, value)
        return
    card.lists[field].append(item)


def read_archived(card: CardBuilder, _head: Head, value: str) -> None:
    """X-CRM-ARCHIVED:yes."""
    card.fields["is_archived"] = value.lower() == "yes"


def read_next_step_day(card: CardBuilder, head: Head, value: str) -> None:
    """X-CRM-NEXT-STEP-ON, an ISO day; anything else is kept as it is."""
    try:
        card.fields["next_step_on"] = dt.date.fromisoformat(value)
    except ValueError:
        card.keep(head, value)


READERS = {
    **dict.fromkeys(own.LISTS, read_item),
    own.ARCHIVED: read_archived,
    own.NEXT_STEP_ON: read_next_step_day,
}
