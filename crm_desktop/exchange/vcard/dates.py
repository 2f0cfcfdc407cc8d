"""Reads birthdays, anniversaries and other days, also where year or day is not known (RFC 6350, 4.3)."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Fact, ImportantDate, PartialDate
from crm_desktop.domain.dates import parse_partial_date
from crm_desktop.exchange.vcard.builder import CardBuilder
from crm_desktop.exchange.vcard.heads import Head
from crm_desktop.exchange.vcard.own import DATE_PARAMETERS, FACT_PARAMETERS, OwnParameter
from crm_desktop.exchange.vcard.property_names import DAYS
from crm_desktop.exchange.vcard.text import unescape

OMIT_YEAR = "X-APPLE-OMIT-YEAR"
SINGLE = frozenset({"birthday", "death"})
"""Kinds of which a card can have only one."""

FACTS = {"HOBBY": "hobby", "INTEREST": "interest", "EXPERTISE": "expertise"}

PARAMETERS = {**DATE_PARAMETERS, OMIT_YEAR: OwnParameter("omitted_year", read=int)}

_parse = lru_cache(maxsize=4096)(parse_partial_date)


def read_day(card: CardBuilder, head: Head, value: str) -> None:
    """BDAY, ANNIVERSARY, DEATHDATE and their X- relatives; text such as "circa 1800" is kept as it is."""
    kind = DAYS[head.name]
    on = None if head.value("VALUE").lower() == "text" else parse_day(unescape(value))
    if on is None or (kind in SINGLE and any(known.kind == kind for known in card.lists["dates"])):
        if value:
            card.keep(head, value)
        return
    if _has_time(value):
        card.notices.append(_("The time of day of {date} was left out.").format(date=value))
    typing = head.typing(PARAMETERS)
    fields = dict(typing.fields)
    if on.year is not None and fields.pop("omitted_year", None) == on.year:
        on = replace(on, year=None)
    date = ImportantDate(kind, on, **fields)
    card.add("dates", date, head, typing, date_key(date))


def parse_day(text: str) -> PartialDate | None:
    """A date of any vCard version; the year 0000 means that there is none."""
    text = text.strip()
    return _parse("--" + text[4:].lstrip("-") if text.startswith("0000") else text)


def date_key(date: ImportantDate) -> str:
    """What further parameters of a date are kept under."""
    return f"{date.on.year}-{date.on.month}-{date.on.day}"


def _has_time(value: str) -> bool:
    time = value.partition("T")[2].rstrip("Z")
    return bool(time.strip("0:.+-"))


def read_fact(card: CardBuilder, head: Head, value: str) -> None:
    """HOBBY, INTEREST and EXPERTISE (RFC 6715)."""
    text = unescape(value)
    if text:
        typing = head.typing(FACT_PARAMETERS)
        card.lists["facts"].append(Fact(FACTS[head.name], text, **typing.fields))
        card.carry(head, typing.with_usage, text)


READERS = {**dict.fromkeys(DAYS, read_day), **dict.fromkeys(FACTS, read_fact)}
