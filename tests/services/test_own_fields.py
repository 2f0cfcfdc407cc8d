"""Fields that the user defines: made, changed, removed, and the values that fit them."""

from __future__ import annotations

import dataclasses

import pytest

from crm_desktop.base.errors import ConflictError, ValidationError
from crm_desktop.domain.contacts.own_fields import (
    BOOL,
    CHOICE,
    DATE,
    LINES,
    LINK,
    NUMBER,
    TEXT,
    OwnField,
    canonical,
    clean_options,
)
from crm_desktop.domain.contacts.records import CustomValue
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, own_fields, queries
from crm_desktop.services.contacts.assigning import assign, filled
from crm_desktop.services.context import AppContext
from tests.factories.people import person

CLUB = OwnField("", "Club level", CHOICE, ("Gold", "Silver"))


class TestDefinitions:
    def test_a_new_one_has_a_key_of_its_name(self, context: AppContext) -> None:
        made = own_fields.define(context, CLUB)
        assert made.key == "club_level"
        assert own_fields.all_fields(context) == [made]

    def test_defining_is_a_step_that_undo_takes_back(self, context: AppContext) -> None:
        own_fields.define(context, CLUB)
        undo.undo(context)
        assert own_fields.all_fields(context) == []

    def test_they_keep_the_order_in_which_they_were_made(self, context: AppContext) -> None:
        for label in ("Shoe size", "Allergies"):
            own_fields.define(context, OwnField("", label))
        assert [field.label for field in own_fields.all_fields(context)] == ["Shoe size", "Allergies"]

    @pytest.mark.parametrize(
        ("field", "word"),
        [
            (OwnField("", " ! "), "name"),
            (OwnField("", "x" * 61), "too long"),
            (OwnField("", "Level", CHOICE, ("Gold", "Gold")), "two options"),
        ],
    )
    def test_refused_in_words(self, context: AppContext, field: OwnField, word: str) -> None:
        with pytest.raises(ValidationError, match=word):
            own_fields.define(context, field)

    def test_one_name_once(self, context: AppContext) -> None:
        own_fields.define(context, CLUB)
        with pytest.raises(ValidationError, match="already"):
            own_fields.define(context, OwnField("", "CLUB LEVEL"))

    def test_label_and_options_change_and_the_key_stays(self, context: AppContext) -> None:
        made = own_fields.define(context, CLUB)
        wanted = dataclasses.replace(made, label="Level", options=("Gold", "Silver", "Bronze"))
        own_fields.change(context, made, wanted)
        assert own_fields.all_fields(context) == [wanted]

    def test_the_kind_stays_once_it_is_used(self, context: AppContext) -> None:
        made = own_fields.define(context, OwnField("", "Size"))
        ref = ops.create(context, person("Ana"))
        ops.add_item(context, ref, CustomValue("size", "tall"))
        with pytest.raises(ValidationError, match="kind stays"):
            own_fields.change(context, made, dataclasses.replace(made, kind=NUMBER))
        with pytest.raises(ValidationError, match="it stays"):
            own_fields.remove(context, made)

    def test_unused_one_can_go_and_come_back(self, context: AppContext) -> None:
        made = own_fields.define(context, CLUB)
        own_fields.remove(context, made)
        assert own_fields.all_fields(context) == []
        assert own_fields.define(context, CLUB) == made

    def test_change_by_somebody_else_is_told(self, context: AppContext) -> None:
        made = own_fields.define(context, CLUB)
        own_fields.change(context, made, dataclasses.replace(made, label="Level"))
        with pytest.raises(ConflictError):
            own_fields.change(context, made, dataclasses.replace(made, label="Rank"))


class TestValues:
    @pytest.mark.parametrize(
        ("kind", "text", "stored"),
        [
            (TEXT, " tall ", "tall"),
            (LINES, "a\nb", "a\nb"),
            (NUMBER, "12.5", "12.5"),
            (NUMBER, "-3", "-3"),
            (DATE, "2026-05-31", "2026-05-31"),
            (BOOL, "TRUE", "yes"),
            (BOOL, "off", "no"),
            (CHOICE, "gold", "Gold"),
            (LINK, "example.org", "example.org"),
            (LINK, "https://example.org/a?b=c", "https://example.org/a?b=c"),
            (TEXT, "", ""),
        ],
    )
    def test_as_they_are_stored(self, kind: str, text: str, stored: str) -> None:
        assert canonical(OwnField("x", "X", kind, ("Gold", "Silver")), text) == stored

    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            *((NUMBER, "tall"), (NUMBER, "NaN"), (DATE, "31.5."), (BOOL, "perhaps"), (CHOICE, "Bronze")),
            *((LINK, "two words"), (LINK, "javascript:alert(1)"), (LINK, "nowhere")),
        ],
    )
    def test_refused_in_words(self, kind: str, text: str) -> None:
        with pytest.raises(ValidationError, match=f"“{text}”".replace("(", r"\(").replace(")", r"\)")):
            canonical(OwnField("x", "X", kind, ("Gold", "Silver")), text)

    def test_required_one_must_not_be_empty(self) -> None:
        with pytest.raises(ValidationError, match="must not be empty"):
            canonical(OwnField("x", "Club", is_required=True), " ")

    def test_options_stand_on_lines(self) -> None:
        assert clean_options("Gold\n\n Silver \nGold") == ("Gold", "Silver")


class TestAssignments:
    def test_values_follow_the_definition(self, context: AppContext) -> None:
        own_fields.define(context, CLUB)
        ref = ops.create(context, person("Ana"))
        assign(context, ref, ["custom.club_level=silver"])
        (value,) = queries.load(context, ref).custom
        assert (value.key, value.value, value.type, value.label) == (
            "club_level",
            "Silver",
            CHOICE,
            "Club level",
        )

    def test_the_label_names_the_field_too(self, context: AppContext) -> None:
        own_fields.define(context, CLUB)
        ref = ops.create(context, person("Ana"))
        assign(context, ref, ["custom.Club level=Gold"])
        assert queries.load(context, ref).custom[0].key == "club_level"

    def test_what_does_not_fit_is_refused(self, context: AppContext) -> None:
        own_fields.define(context, CLUB)
        ref = ops.create(context, person("Ana"))
        with pytest.raises(ValidationError, match="Gold and Silver"):
            assign(context, ref, ["custom.club_level=Bronze"])

    def test_required_one_cannot_be_taken_away(self, context: AppContext) -> None:
        own_fields.define(context, dataclasses.replace(CLUB, is_required=True))
        ref = ops.create(context, person("Ana"))
        assign(context, ref, ["custom.club_level=Gold"])
        with pytest.raises(ValidationError, match="must not be empty"):
            assign(context, ref, ["custom.club_level="])

    def test_choice_needs_its_options_first(self) -> None:
        with pytest.raises(ValidationError, match="offers"):
            filled(person("Ana"), ["custom.level:choice=Gold"])
