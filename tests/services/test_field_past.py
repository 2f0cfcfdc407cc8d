"""What one field was before."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crm_desktop.base import formats
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.own_fields import NUMBER, OwnField
from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    ContactPoint,
    CustomValue,
    ImportantDate,
    PartialDate,
    PartyRecord,
)
from crm_desktop.services.contacts import ops, own_fields, queries
from crm_desktop.services.contacts.field_past import past_of
from crm_desktop.services.context import AppContext
from tests.factories.people import person


def told(
    context: AppContext, ref: EntityRef, item_id: bytes | None, attribute: str
) -> list[tuple[str | None, str]]:
    """Newest first: what it was and what it became, as the field shows it; None for the first value."""
    return [
        (value.before_text if value.before is not None else None, value.after_text)
        for value in past_of(context, ref, item_id, attribute)
    ]


def typed(context: AppContext, ref: EntityRef, item_id: bytes | None, attribute: str) -> list[str | None]:
    """What would be typed to put each value back."""
    return [value.before for value in past_of(context, ref, item_id, attribute)]


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
    assert told(context, ref, held.id, "on") == [
        ("December 24, 1951", "November 23"),
        (None, "December 24, 1951"),
    ]
    assert typed(context, ref, held.id, "on") == ["1951-12-24", None]


def test_company_and_days_of_a_role(context: AppContext) -> None:
    ref = ops.create(context, person("Ana", affiliations=(Affiliation("Acme"),)))
    role = queries.load(context, ref).affiliations[0]
    ops.change_item(
        context, ref, role, dataclasses.replace(role, org_name="Nordlys", from_on=dt.date(2020, 5, 1))
    )
    assert told(context, ref, role.id, "org_name") == [("Acme", "Nordlys"), (None, "Acme")]
    assert told(context, ref, role.id, "from_on") == [("", "May 1, 2020")]


def test_country_as_its_field_shows_it(context: AppContext) -> None:
    ref = ops.create(context, person("Ana", addresses=(Address(locality="Porto", country="PT"),)))
    held = queries.load(context, ref).addresses[0]
    ops.change_item(context, ref, held, dataclasses.replace(held, country="", country_name="Atlantis"))
    assert told(context, ref, held.id, "country") == [("Portugal", "Atlantis"), (None, "Portugal")]


def test_a_number_is_put_back_with_the_marks_of_the_language(context: AppContext) -> None:
    formats.choose("da_DK")
    try:
        field = own_fields.define(context, OwnField("", "Height", NUMBER))
        value = CustomValue(field.key, "1.250", type=NUMBER)
        ref = ops.create(context, person("Ana", custom=(value,)))
        held = queries.load(context, ref).custom[0]
        ops.change_item(context, ref, held, dataclasses.replace(held, value="1.5"))
        assert told(context, ref, held.id, "value") == [("1,250", "1,5"), (None, "1,250")]
        assert typed(context, ref, held.id, "value") == ["1,250", None]
    finally:
        formats.choose()
