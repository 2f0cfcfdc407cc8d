from dataclasses import fields as attributes

import pytest

from crm_desktop.domain.contacts.fields import CONTACT_FIELDS, DEFAULT_COLUMNS
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.fields import VALUE_TYPES


def test_party_fields_are_attributes_of_the_record():
    held = {attribute.name for attribute in attributes(PartyRecord)}
    stored = {spec.key for spec in CONTACT_FIELDS if spec.holder == "party"}
    assert stored - {"created_at", "changed_at"} <= held


def test_every_plain_attribute_of_the_record_is_a_field():
    plain = {a.name for a in attributes(PartyRecord) if a.type in {"str", "bool"}} - {"is_deleted"}
    assert plain <= {spec.key for spec in CONTACT_FIELDS}


def test_declarations_are_complete():
    for spec in CONTACT_FIELDS:
        assert spec.value_type in VALUE_TYPES
        assert spec.title
        assert spec.operators
        assert CONTACT_FIELDS.find(spec.key) is spec


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("name", "display_name"),
        ("First Name", "given"),
        ("LAST-NAME", "family"),
        ("PLZ", "postcode"),
        ("우편번호", "postcode"),
        ("회사", "company"),
        ("Fødselsdag", "birthday"),
        ("tags", "tag"),
        ("e_mail", "email"),
    ],
)
def test_fields_are_found_by_what_people_call_them(name, key):
    assert CONTACT_FIELDS.find(name).key == key


def test_paths():
    assert CONTACT_FIELDS.resolve("phone.Reception")[1] == "Reception"
    assert CONTACT_FIELDS.resolve("birthday.MONTH")[1] == "month"
    assert CONTACT_FIELDS.resolve("birthday.week") is None
    assert CONTACT_FIELDS.resolve("custom") is None
    assert CONTACT_FIELDS.resolve("phone.") is None
    assert CONTACT_FIELDS.resolve("city.x") is None


def test_columns_and_sorting():
    keys = {spec.key for spec in CONTACT_FIELDS.columns()}
    assert set(DEFAULT_COLUMNS) <= keys
    assert {"kind", "country", "postcode", "city", "source", "account_no", "changed_at"} <= keys
    assert {"display_name", "postcode", "country"} <= {spec.key for spec in CONTACT_FIELDS.sortable()}
