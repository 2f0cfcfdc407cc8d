"""Changing records: validation, following names, items, tags, trash, the past."""

import dataclasses
import datetime as dt

import pytest

from crm_desktop.base.errors import AmbiguousError, NotFoundError, ValidationError
from crm_desktop.base.ids import EntityRef, new_id
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import (
    ORGANIZATION,
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    Membership,
    Note,
    PartyRecord,
    Preference,
)
from crm_desktop.services import search
from crm_desktop.services.contacts import ops, queries
from tests.factories.people import EVERYONE, MINSU, SOREN, person

COMPLETE = dataclasses.replace(
    SOREN,
    nickname="Sømand",
    native_name="Søren Å.",
    pronouns="he",
    gender="M",
    occupation="Carpenter",
    source="Trade fair",
    source_detail="Hall 3",
    lang="da",
    tz="Europe/Copenhagen",
    memberships=(
        Membership(group_name="Sailing club", role="skipper"),
        Membership(group_name="Familien Ågård", group_kind="household"),
    ),
    facts=(Fact("hobby", "sailing", "sport"),),
    preferences=(
        Preference("mail", "never", "asked us not to"),
        Preference("email", "opt_in", "form", dt.date(2026, 5, 1)),
    ),
    custom=(CustomValue("shirt_size", "XL", "Shirt size"),),
    attachments=(
        Attachment("me.png", "image/png", content=b"\x89PNG picture", is_photo=True),
        Attachment("offer.pdf", "application/pdf", content=b"%PDF offer", caption="Offer"),
    ),
    external_ids=(ExternalId("vcard", "urn:uuid:1234"),),
    extras=(ExtraProperty("vcard", "X-FOO;TYPE=a", "b"),),
)


def without_ids(record):
    """The record as typed: no ids, nothing that the program fills in."""
    changes = {"id": None}
    for field in dataclasses.fields(PartyRecord):
        items = getattr(record, field.name)
        if field.name not in ("tags",) and isinstance(items, tuple):
            changes[field.name] = tuple(_plain(item) for item in items)
    return dataclasses.replace(record, **changes)


def _plain(item):
    blank = {
        "id": None,
        "org_id": None,
        "group_id": None,
        "normalized": "",
        "sha256": None,
        "size": 0,
        "content": None,
    }
    return dataclasses.replace(item, **{k: v for k, v in blank.items() if hasattr(item, k)})


def test_everything_of_a_record_is_stored_and_read_back(context):
    ref = ops.create(context, COMPLETE)
    assert without_ids(queries.load(context, ref)) == without_ids(COMPLETE)
    photo = queries.load(context, ref, with_content=True).photo
    assert photo.content == b"\x89PNG picture"
    assert photo.size == 12


def test_equal_attachments_are_stored_once(context):
    from crm_desktop.storage.engine import raw

    ops.create(context, COMPLETE)
    ops.create(context, dataclasses.replace(COMPLETE, display_name="Twin"))
    with context.store.read() as connection:
        assert raw(connection).execute("select count(*) from blob").fetchone() == (2,)


def test_the_shown_name_follows_the_parts_until_it_was_given_by_hand(context):
    ref = ops.create(context, PartyRecord(given="Anna", family="Berg"))
    assert queries.load(context, ref).display_name == "Anna Berg"
    ops.set_field(context, ref, "family", "Berg", "Dahl")
    assert queries.load(context, ref).display_name == "Anna Dahl"
    ops.set_field(context, ref, "display_name", "Anna Dahl", "Mrs Dahl")
    ops.set_field(context, ref, "family", "Dahl", "Ek")
    assert queries.load(context, ref).display_name == "Mrs Dahl"


def test_a_korean_name_has_the_family_first(context):
    ref = ops.create(context, PartyRecord(given="민수", family="김"))
    assert queries.load(context, ref).display_name == "김민수"


def test_a_name_cannot_be_emptied_when_nothing_else_tells_who_it_is(context):
    ref = ops.create(context, PartyRecord(display_name="Anna"))
    with pytest.raises(ValidationError):
        ops.set_field(context, ref, "display_name", "Anna", "")
    assert queries.load(context, ref).display_name == "Anna"


def test_phones_keep_what_was_typed_and_a_normal_form(context):
    ref = ops.create(context, person("Bo", phone="33 11 22 33"))
    point = queries.load(context, ref).points[0]
    assert (point.value, point.normalized) == ("33 11 22 33", "+4533112233")
    ops.change_item(context, ref, point, dataclasses.replace(point, value="(020) 7946 0958"))
    now = queries.load(context, ref).points[0]
    assert now.value == "(020) 7946 0958"
    assert now.normalized != "+4533112233"


def test_only_one_phone_is_preferred(context):
    ref = ops.create(context, person("Bo", phone="33 11 22 33"))
    ops.add_item(context, ref, ContactPoint("phone", "33 44 55 66", is_preferred=True))
    ops.add_item(context, ref, ContactPoint("phone", "33 77 88 99", is_preferred=True))
    ops.add_item(context, ref, ContactPoint("email", "bo@example.org", is_preferred=True))
    preferred = [p.value for p in queries.load(context, ref).points if p.is_preferred]
    assert preferred == ["33 77 88 99", "bo@example.org"]


def test_tags_are_taken_off_and_put_back_on(context):
    ref = ops.create(context, SOREN)
    ops.set_tags(context, Selection.of(ref.id), remove=["vip"])
    assert queries.load(context, ref).tags == ("fair 2026",)
    ops.set_tags(context, Selection.of(ref.id), add=["vip", "new"])
    assert set(queries.load(context, ref).tags) == {"fair 2026", "vip", "new"}
    assert ("vip", 1) in queries.tags(context)


def test_trash_hides_and_restore_brings_everything_back(context):
    ref = ops.create(context, COMPLETE)
    before = queries.load(context, ref)
    ops.trash(context, Selection.of(ref.id))
    assert search.find(context, "sømand") == []
    assert [r.display_name for r in queries.rows(context, [ref.id])] == [""]
    assert len(queries.snapshot(context, ListQuery(trash=True))) == 1
    ops.restore(context, Selection.of(ref.id))
    assert queries.load(context, ref) == before
    assert [hit.ref for hit in search.find(context, "sømand")] == [ref]


def test_renaming_a_company_lets_its_people_be_found_by_the_new_name(context):
    person_ref = ops.create(context, SOREN)
    company = queries.resolve(context, "Ågård Møbler", kinds=("organization",))
    ops.set_field(context, company, "display_name", "Ågård Møbler", "Nordic Chairs")
    assert person_ref in [hit.ref for hit in search.find(context, "nordic chairs")]
    assert queries.load(context, person_ref).affiliations[0].org_name == "Nordic Chairs"


def test_a_record_and_a_list_as_they_stood_before(context):
    ref = ops.create(context, SOREN)
    moment = _now_of(context)
    ops.set_field(context, ref, "nickname", "", "Sømand")
    ops.set_field(context, ref, "display_name", "Søren Ågård", "Aaron Renamed")
    record = queries.load(context, ref)
    ops.remove_item(context, ref, record.points[0])
    ops.create(context, MINSU)
    then = queries.load(context, ref, as_of=moment)
    assert (then.nickname, then.display_name) == ("", "Søren Ågård")
    assert then.points == record.points
    query = ListQuery(kinds=("person",), as_of=moment)
    assert [r.display_name for r in queries.first_rows(context, query)] == ["Søren Ågård"]
    assert len(queries.snapshot(context, query)) == 1
    with pytest.raises(NotFoundError):
        queries.load(context, queries.resolve(context, "김민수"), as_of=moment)


def test_a_trashed_record_is_still_in_the_list_of_the_day_before(context):
    ref = ops.create(context, SOREN)
    moment = _now_of(context)
    ops.trash(context, Selection.of(ref.id))
    names = [r.display_name for r in queries.first_rows(context, ListQuery(kinds=("person",), as_of=moment))]
    assert names == ["Søren Ågård"]


def _now_of(context):
    """The moment of the file's clock; the next change is made in a later millisecond."""
    from crm_desktop.storage.backup import clock_time
    from crm_desktop.storage.engine import raw

    with context.store.read() as connection:
        (last,) = raw(connection).execute("select last from sync_clock").fetchone()
    context.store.bookkeeping("update sync_clock set last = last + (2 << 16)")
    return clock_time(last)


@pytest.mark.parametrize("text", ["Søren Ågård", "soren agard", "soren@example.dk", "33 11 22 33", "K-1007"])
def test_a_reference_is_a_name_mail_number_or_account(context, text):
    for record in EVERYONE:
        ops.create(context, record)
    ref = queries.resolve(context, text)
    assert queries.load(context, ref).display_name == "Søren Ågård"


def test_a_reference_is_an_id_or_its_beginning(context):
    ref = ops.create(context, SOREN)
    assert queries.resolve(context, str(ref)) == ref
    assert queries.resolve(context, ref.id.hex()) == ref
    with pytest.raises(NotFoundError):
        queries.resolve(context, str(EntityRef("contact", new_id())))


def test_a_reference_that_fits_several_lists_them(context):
    ops.create(context, person("Kim A", email="a@example.org"))
    ops.create(context, person("Kim B", email="b@example.org"))
    with pytest.raises(AmbiguousError) as problem:
        queries.resolve(context, "kim")
    assert len(problem.value.candidates) == 2


def test_an_address_may_be_added_with_parts_missing(context):
    ref = ops.create(context, person("Bo"))
    ops.add_item(context, ref, Address(locality="Aarhus", country="DK"))
    assert queries.load(context, ref).addresses[0].locality == "Aarhus"


def test_nothing_of_a_step_that_fails_is_saved(context):
    ref = ops.create(context, person("Bo"))
    with pytest.raises(ValidationError):
        ops.change_record(
            context,
            ref,
            lambda r: dataclasses.replace(
                r, nickname="B", points=(ContactPoint("email", "no mail"),), notes=(Note("x"),)
            ),
        )
    record = queries.load(context, ref)
    assert (record.nickname, record.notes) == ("", ())


def test_the_shown_name_follows_its_parts_also_with_a_title(context):
    ref = ops.create(context, PartyRecord(prefix="Dr.", given="Ann", family="Berg"))
    ops.set_field(context, ref, "given", "Ann", "Anna")
    assert queries.load(context, ref).display_name == "Anna Berg"
    ops.set_field(context, ref, "display_name", "Anna Berg", "The doctor")
    ops.set_field(context, ref, "family", "Berg", "Dahl")
    assert queries.load(context, ref).display_name == "The doctor"


def test_a_tag_is_the_same_in_any_capitals(context):
    ref = ops.create(context, person("Bo", tags=("VIP",)))
    assert [r.display_name for r in queries.first_rows(context, ListQuery(tag="vip"))] == ["Bo"]
    ops.set_tags(context, Selection.of(ref.id), add=["vip"])
    assert queries.load(context, ref).tags == ("VIP",)
    ops.set_tags(context, Selection.of(ref.id), remove=["Vip"])
    assert queries.load(context, ref).tags == ()


def test_a_role_keeps_the_name_of_a_company_in_the_trash(context):
    ref = ops.create(context, SOREN)
    company = queries.resolve(context, "Ågård Møbler", kinds=("organization",))
    ops.trash(context, Selection.of(company.id))
    assert queries.load(context, ref).affiliations[0].org_name == "Ågård Møbler"


@pytest.mark.parametrize("name", ["Ågård Møbler A/S", "서울상사", "!!!", "a b c d e f g h i j k l m n o p"])
def test_a_company_is_found_by_its_name_whatever_its_capitals(context, name):
    company = ops.create(context, PartyRecord(kind=ORGANIZATION, display_name=name))
    again = ops.create(context, PartyRecord(display_name="Bo", affiliations=(Affiliation(name.upper()),)))
    assert queries.load(context, again).affiliations[0].org_id == company.id
    ops.trash(context, Selection.of(company.id))
    later = ops.create(context, PartyRecord(display_name="Ib", affiliations=(Affiliation(name),)))
    assert queries.load(context, later).affiliations[0].org_id != company.id


def test_two_people_of_one_new_company_in_one_step_share_it(context):
    roles = (Affiliation("New Ltd", title="Boss"), Affiliation("NEW LTD", title="Owner"))
    ref = ops.create(context, PartyRecord(display_name="Bo", affiliations=roles))
    assert len({role.org_id for role in queries.load(context, ref).affiliations}) == 1
