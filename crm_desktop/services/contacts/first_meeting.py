"""The control questions of a first meeting: what is known is shown, each answer goes to its place (S9, S10, S22)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import (
    CHANNELS,
    PERSON,
    Address,
    Affiliation,
    Fact,
    ImportantDate,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.dates import format_iso, parse_partial_date
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts import new_employer, ops
from crm_desktop.services.contacts.ops import conflict
from crm_desktop.services.context import AppContext

OCCUPATION, COMPANY, HOME, BIRTHDAY, SOURCE, CHANNEL = (
    "occupation",
    "company",
    "home",
    "birthday",
    "source",
    "channel",
)
FAMILY, INTERESTS, PETS, SCHOOL, NEEDS = "family", "interest", "pet", "education", "need"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        key: the field that the answer goes to, or the category of a fact.
        title: the question in English, marked for translation.
        is_open: may be answered again, each answer beside the others.
    """

    key: str
    title: str
    is_open: bool = False


QUESTIONS = (
    Question(OCCUPATION, N_("What do they do?")),
    Question(COMPANY, N_("Where do they work?")),
    Question(HOME, N_("Where do they live?")),
    Question(FAMILY, N_("Family"), is_open=True),
    Question(INTERESTS, N_("Interests"), is_open=True),
    Question(PETS, N_("Pets"), is_open=True),
    Question(SCHOOL, N_("School and classmates"), is_open=True),
    Question(BIRTHDAY, N_("Birthday")),
    Question(NEEDS, N_("What are they looking for?"), is_open=True),
    Question(SOURCE, N_("How did they hear of us?")),
    Question(CHANNEL, N_("How do they like to be reached?")),
)
"""In the order in which a conversation has them."""

ANSWER_CHANNELS = tuple(channel for channel in CHANNELS if channel != "all")
"""What `CHANNEL` may be answered with."""


def known(record: PartyRecord, today: dt.date) -> dict[str, tuple[str, ...]]:
    """What a record answers already: key of a question -> answers; the birthday as ISO 8601, the channel by its key."""
    found = {question.key: _facts(record, question.key) for question in QUESTIONS if question.is_open}
    places = [a.locality or a.street for a in record.addresses if fold(a.usage) != new_employer.WORK]
    found |= {
        OCCUPATION: (record.occupation,),
        COMPANY: tuple(role.org_name for role in new_employer.present_roles(record, today)[:1]),
        HOME: tuple(places[:1]),
        BIRTHDAY: tuple(format_iso(date.on) for date in record.dates if date.kind == BIRTHDAY)[:1],
        SOURCE: (record.source,),
        CHANNEL: tuple(p.channel for p in record.preferences if p.status == "ok" and p.reason),
    }
    return {key: tuple(filter(None, answers)) for key, answers in found.items() if any(answers)}


def save(context: AppContext, person: EntityRef, answers: Mapping[str, str]) -> None:
    """Keeps the answers as one step that Undo takes back.

    Args:
        context: the open file.
        person: who was asked.
        answers: key of a question -> what they said; empty ones are left out. Of interests there may be several with
            commas between them; the birthday is ISO 8601, also without the year ("--05-31").

    Raises:
        ValidationError: an answer cannot be kept; nothing was.
        ConflictError: somebody else wrote down another answer meanwhile.
        NotFoundError: the person is gone.
    """
    said = {key: clean_text(text) for key, text in answers.items() if clean_text(text)}
    _check(said)
    label = _("Control questions: {name}").format(name=ops.title(context, person))
    ops.change_record(context, person, lambda record: _answered(context, record, said), label)


def _check(said: Mapping[str, str]) -> None:
    reasons = {}
    if BIRTHDAY in said and parse_partial_date(said[BIRTHDAY]) is None:
        reasons[BIRTHDAY] = _("There is no such day in the calendar.")
    if said.get(CHANNEL, ANSWER_CHANNELS[0]) not in ANSWER_CHANNELS:
        reasons[CHANNEL] = _("“{channel}” is no channel; there are {channels}.").format(
            channel=said[CHANNEL], channels=", ".join(ANSWER_CHANNELS)
        )
    for key in said.keys() - {question.key for question in QUESTIONS}:
        reasons[key] = _("There is no question “{key}”.").format(key=key)
    if reasons:
        raise ValidationError(reasons)


def _answered(context: AppContext, record: PartyRecord, said: Mapping[str, str]) -> PartyRecord:
    """The record with the answers in their places."""
    if record.kind != PERSON:
        raise ValidationError({"person": _("Only a contact is asked these questions.")})
    today = context.clock.today()
    there = known(record, today)
    for question in QUESTIONS:
        answer = said.get(question.key, "")
        if not answer:
            continue
        if question.is_open:
            record = _with_facts(record, question.key, answer, today)
        elif question.key not in there:
            record = _PLACES[question.key](record, answer, today)
        elif fold(answer) not in {fold(text) for text in there[question.key]}:
            raise conflict(context, question.key, ("", answer, there[question.key][0]), None)
    return record


def _facts(record: PartyRecord, category: str) -> tuple[str, ...]:
    return tuple(fact.value for fact in record.facts if fold(fact.category) == category)


def _with_facts(record: PartyRecord, category: str, answer: str, today: dt.date) -> PartyRecord:
    parts = answer.split(",") if category == INTERESTS else [answer]
    there = {fold(value) for value in _facts(record, category)}
    values = [value for value in dict.fromkeys(map(str.strip, parts)) if value and fold(value) not in there]
    new = tuple(Fact(category, value, learned_on=today) for value in values)
    return replace(record, facts=(*record.facts, *new))


def _with_company(record: PartyRecord, answer: str, _today: dt.date) -> PartyRecord:
    return replace(record, affiliations=(*record.affiliations, Affiliation(answer, is_primary=True)))


def _with_home(record: PartyRecord, answer: str, _today: dt.date) -> PartyRecord:
    return replace(record, addresses=(*record.addresses, Address(locality=answer, usage="home")))


def _with_birthday(record: PartyRecord, answer: str, _today: dt.date) -> PartyRecord:
    on = parse_partial_date(answer)
    return replace(record, dates=(*record.dates, ImportantDate(BIRTHDAY, on))) if on else record


def _with_channel(record: PartyRecord, answer: str, today: dt.date) -> PartyRecord:
    """The channel they like; an older word about the same channel gives way to it."""
    kept = tuple(p for p in record.preferences if p.channel != answer)
    older = next((p for p in record.preferences if p.channel == answer), Preference(answer, "ok"))
    new = replace(older, status="ok", reason=_("likes to be reached so"), asked_on=today, until_on=None)
    return replace(record, preferences=(*kept, new))


_PLACES: Mapping[str, Callable[[PartyRecord, str, dt.date], PartyRecord]] = {
    OCCUPATION: lambda record, answer, _today: replace(record, occupation=answer),
    COMPANY: _with_company,
    HOME: _with_home,
    BIRTHDAY: _with_birthday,
    SOURCE: lambda record, answer, _today: replace(record, source=answer),
    CHANNEL: _with_channel,
}
"""Question with one answer -> what puts it into its place."""
