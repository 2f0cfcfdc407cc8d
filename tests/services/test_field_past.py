"""What one field was before."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import (
    Affiliation,
    ContactPoint,
    ImportantDate,
    PartialDate,
    PartyRecord,
)
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.field_past import past_of
from crm_desktop.services.context import AppContext
from tests.factories.people import person


def told(
    context: AppContext, ref: EntityRef, item_id: bytes | None, attribute: str
) -> list[tuple[str | None, str]]:
    return [(value.before, value.after) for value in past_of(context, ref, item_id, attribute)]


def test_field_of_the_record_newest_first(context: AppContext) -> None:
    ref = ops.create(context, PartyRecord(given="Ana"))
    ops.set_field(context, ref, "given", "Ana", "Anna")
    ops.set_field(context, ref, "family", "", "Ruiz")
    assert told(context, ref, None, "given") == [("Ana", "Anna"), (None, "Ana")]
    assert told(context, ref, None, "family") == [("", "Ruiz")]
    assert past_of(context, ref, None, "given")[0].who == context.user_name


def test_field_that_was_never_filled_has_none(context: AppContext) -> None:
    ref = ops.create(context, person("Ana"))
    assert told(context, ref, None, "nickname") == []


def test_one_phone_of_two(context: AppContext) -> None:
    points = (ContactPoint("phone", "11 11"), ContactPoint("phone", "22 22"))
    ref = ops.create(context, person("Ana", points=points))
    first, second = queries.load(context, ref).points
    ops.change_item(context, ref, first, dataclasses.replace(first, value="33 33"))
    assert told(context, ref, first.id, "value") == [("11 11", "33 33"), (None, "11 11")]
    assert told(context, ref, second.id, "value") == [(None, "22 22")]


def test_parts_of_a_day_are_one_value(context: AppContext) -> None:
    day = ImportantDate("birthday", PartialDate(1951, 12, 24))
    ref = ops.create(context, person("Ana", dates=(day,)))
    held = queries.load(context, ref).dates[0]
    ops.change_item(context, ref, held, dataclasses.replace(held, on=PartialDate(None, 11, 23)))
    assert told(context, ref, held.id, "on") == [("1951-12-24", "--11-23"), (None, "1951-12-24")]


def test_company_and_days_of_a_role(context: AppContext) -> None:
    ref = ops.create(context, person("Ana", affiliations=(Affiliation("Acme"),)))
    role = queries.load(context, ref).affiliations[0]
    ops.change_item(
        context, ref, role, dataclasses.replace(role, org_name="Nordlys", from_on=dt.date(2020, 5, 1))
    )
    assert told(context, ref, role.id, "org_name") == [("Acme", "Nordlys"), (None, "Acme")]
    assert told(context, ref, role.id, "from_on") == [("", "2020-05-01")]
