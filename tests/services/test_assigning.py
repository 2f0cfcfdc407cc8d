"""What `set REF FIELD=VALUE…` does to a record, and how it refuses."""

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    ContactPoint,
    PartialDate,
    PartyRecord,
    Preference,
)
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.assigning import assign, filled

ANNA = PartyRecord(given="Anna", family="Hansen", display_name="Anna Hansen")


def after(*assignments, record=ANNA):
    return filled(record, assignments)


def refusal(*assignments, record=ANNA):
    with pytest.raises(ValidationError) as caught:
        filled(record, assignments)
    return str(caught.value)


def values(record, kind):
    return [point.value for point in record.points_of(kind)]


# --- scalars


def test_texts_and_flags_of_the_record():
    record = after("account_no=K-17", "source=Trade fair", "is_archived=yes", "pronouns = she")
    assert (record.account_no, record.source, record.is_archived) == ("K-17", "Trade fair", True)
    assert record.pronouns == "she"


def test_every_settable_field_of_the_catalogue_can_be_set():
    texts = {"is_archived": "yes", "name_order": "family_first"}
    for spec in CONTACT_FIELDS:
        if spec.holder == "party" and spec.is_settable:
            value = texts.get(spec.key, "Text")
            assert getattr(after(f"{spec.key}={value}"), spec.key) in (value, True)


def test_a_field_may_go_by_its_label_or_a_synonym():
    assert after("First_name=Ida").given == "Ida"
    assert after("efternavn=Berg").family == "Berg"


def test_the_shown_name_follows_its_parts_until_it_is_given_by_hand():
    assert after("given=Ida").display_name == "Ida Hansen"
    assert after("given=Ida", "display_name=Aunt Ida").display_name == "Aunt Ida"
    by_hand = after("display_name=Aunt Anna")
    assert after("given=Ida", record=by_hand).display_name == "Aunt Anna"


def test_the_value_may_hold_every_sign():
    assert after("occupation=a=b += c -= d").occupation == "a=b += c -= d"


# --- contact points


def test_phone_by_usage_number_and_addition():
    record = after("phone.work=+45 33 11 22 33", "phone+=cell:+45 20 20 20 20", "phone+=+45 70 70 70 70")
    assert [(p.usage, p.value) for p in record.points] == [
        ("work", "+45 33 11 22 33"),
        ("cell", "+45 20 20 20 20"),
        ("", "+45 70 70 70 70"),
    ]
    record = after("phone.2=+45 21 21 21 21", "phone.work=", "phone.mobile.ext=12", record=record)
    assert [(p.value, p.ext) for p in record.points] == [("+45 21 21 21 21", "12"), ("+45 70 70 70 70", "")]


def test_a_second_phone_of_one_usage():
    record = after("phone.work=1111", "phone.work.2=2222")
    assert values(record, "phone") == ["1111", "2222"]
    assert "the record has 2 of them" in refusal("phone.work.4=4444", record=record)


def test_removing_by_value_knows_other_notations():
    record = after("phone=+45 33 11 22 33", "email=a@example.com")
    assert values(after("phone-=+45 33112233", record=record), "phone") == []
    assert "not among" in refusal("email-=b@example.com", record=record)


def test_only_one_phone_is_preferred():
    record = after("phone.work=1", "phone.home=2", "phone.work.preferred=yes", "phone.home.preferred=yes")
    assert [p.is_preferred for p in record.points] == [False, True]
    assert values(after("phone=3", record=record), "phone") == ["3", "1"]


def test_adding_what_is_there_changes_nothing():
    record = after("email=a@example.com")
    assert after("email+=A@example.com", record=record) == record


def test_services_of_messengers_and_networks():
    record = after("social.linkedin=anna-h", "impp+=xmpp:anna@example.org", "url+=https://example.org")
    assert [(p.kind, p.service, p.value) for p in record.points] == [
        ("social", "linkedin", "anna-h"),
        ("impp", "xmpp", "anna@example.org"),
        ("url", "", "https://example.org"),
    ]


def test_a_changed_number_is_normalised_anew():
    record = PartyRecord(display_name="A", points=(ContactPoint("phone", "1", normalized="1"),))
    assert after("phone=2", record=record).points[0].normalized == ""


def test_states_and_days_of_a_point():
    record = after("phone=1", "phone.status=old", "phone.valid_to=2026-05-31")
    assert (record.points[0].status, record.points[0].valid_to) == ("old", dt.date(2026, 5, 31))
    assert "ok, bounced, bad, old" in refusal("phone=1", "phone.status=dead")
    assert "2026-05-31" in refusal("phone=1", "phone.valid_to=May")
    assert "set its value first" in refusal("phone.work.ext=1")


# --- addresses


def test_an_address_part_by_part():
    record = after(
        "address.home.street=Storgade 1",
        "address.home.city=Aarhus",
        "address.home.zip=8000",
        "address.home.country=Danmark",
        "address.home.season_from=06-01",
        "address.home.valid_from=2026-01-01",
        "address.home.lat=56.1629",
    )
    assert record.addresses == (
        Address(
            street="Storgade 1",
            locality="Aarhus",
            postcode="8000",
            country="DK",
            usage="home",
            season_from="06-01",
            valid_from=dt.date(2026, 1, 1),
            lat_e7=561629000,
        ),
    )
    assert after("address.home=", record=record).addresses == ()


def test_addresses_by_number_and_by_the_part_alone():
    record = after("city=Aarhus", "address.2.city=Odense", "address.2.usage=Boat house")
    assert [(a.locality, a.usage) for a in record.addresses] == [("Aarhus", ""), ("Odense", "Boat house")]
    assert "the parts are street, unit" in refusal("address.home=Storgade 1, Aarhus")


def test_a_country_that_nobody_knows_is_kept_as_typed():
    address = after("country=Narnia").addresses[0]
    assert (address.country, address.country_name) == ("", "Narnia")


# --- companies and groups


def test_role_in_a_company():
    record = after("title=Buyer", "company=Acme", "role.Acme.from=2020-01-01", "role.Acme.to=2024-12-31")
    (role,) = record.affiliations
    assert (role.org_name, role.title, role.from_on) == ("Acme", "Buyer", dt.date(2020, 1, 1))
    record = after("company+=Beta Corp.", 'role."Beta Corp.".title=Owner', record=record)
    assert [(r.org_name, r.title) for r in record.affiliations] == [
        ("Acme", "Buyer"),
        ("Beta Corp.", "Owner"),
    ]
    assert (
        after("title=Boss", record=record).affiliations[1].title == "Boss"
    )  # the first one that has not ended
    assert [r.org_name for r in after("company-=acme", record=record).affiliations] == ["Beta Corp."]
    assert [r.org_name for r in after("role.1=", record=record).affiliations] == ["Beta Corp."]


def test_another_company_is_another_role():
    saved = PartyRecord(affiliations=(Affiliation("Acme", "Buyer", org_id=b"o", id=b"i"),))
    (role,) = after("company=Beta", record=saved).affiliations
    assert (role.org_name, role.title, role.org_id, role.id) == ("Beta", "Buyer", None, None)
    assert after("company=", record=saved).affiliations == ()


def test_a_role_needs_its_company_and_a_person():
    assert "company=…" in refusal("title=Boss")
    assert "Only a contact" in refusal("company=Acme", record=PartyRecord("organization", "Beta"))


def test_groups_and_household():
    record = after("group=Choir, Board", "household=Familien Hansen", "group.Choir.role=alto")
    assert [(m.group_name, m.group_kind, m.role) for m in record.memberships] == [
        ("Choir", "group", "alto"),
        ("Board", "group", ""),
        ("Familien Hansen", "household", ""),
    ]
    record = after("group-=board", "household=Familien Berg", "group+=Cinema", record=record)
    assert [m.group_name for m in record.memberships] == ["Choir", "Familien Berg", "Cinema"]
    assert [m.group_name for m in after("group=", record=record).memberships] == ["Familien Berg"]
    assert after("household=", "group.Choir=", "group.Cinema=", record=record).memberships == ()
    assert "not in “Opera”" in refusal("group-=Opera", record=record)


# --- dates


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("--02-29", PartialDate(None, 2, 29)),
        ("1980-05-31", PartialDate(1980, 5, 31)),
        ("1980", PartialDate(1980)),
    ],
)
def test_birthday_with_unknown_parts(text, on):
    assert after(f"birthday={text}").dates[0].on == on


def test_days_with_labels_and_rules():
    record = after(
        "birthday=--02-29", "birthday.leap_rule=mar1", "date.Moved in=2020-01-01", "date.death=2025"
    )
    assert [(d.kind, d.label, d.leap_rule) for d in record.dates] == [
        ("birthday", "", "mar1"),
        ("other", "Moved in", "feb28"),
        ("death", "", "feb28"),
    ]
    assert after("birthday.year=1980", record=record).dates[0].on == PartialDate(1980, 2, 29)
    assert "no such day" in refusal("birthday.year=1981", record=record)
    assert len(after("date.moved in=", record=record).dates) == 2
    assert "is no date" in refusal("birthday=yesterday")
    assert "set its value first" in refusal("anniversary.calendar=lunar")


# --- the other lists


def test_tags():
    record = after("tag+=vip", "tag+=Fair 2026", "tag+=VIP")
    assert record.tags == ("vip", "Fair 2026")
    assert after("tag=a, b", record=record).tags == ("a", "b")
    assert after("tag-=VIP", record=record).tags == ("Fair 2026",)
    assert after("tag=", record=record).tags == ()


def test_facts():
    record = after("fact.hobby+=golf", "fact.hobby+=chess", "fact.child.name=Ida", "fact.child.name=Ea")
    assert [(f.category, f.label, f.value) for f in record.facts] == [
        ("hobby", "", "golf"),
        ("hobby", "", "chess"),
        ("child", "name", "Ea"),
    ]
    record = after("fact.hobby.learned_on=2026-05-01", "fact.hobby.2=", record=record)
    assert [(f.value, f.learned_on) for f in record.facts] == [("golf", dt.date(2026, 5, 1)), ("Ea", None)]
    assert after("fact.hobby-=golf", "fact.child.name=", record=record).facts == ()


def test_preferences():
    record = after("preference.mail=never: asked on the phone", "preference.mail.until=2027-01-01")
    assert record.preferences == (
        Preference("mail", "never", "asked on the phone", until_on=dt.date(2027, 1, 1)),
    )
    assert after("preference.mail=Allowed", record=record).preferences[0].status == "ok"
    assert after("preference.mail=", record=record).preferences == ()
    assert "mail, email, phone, sms" in refusal("preference.pigeon=never")
    assert "ok, opt_in, opt_out, never" in refusal("preference.mail=maybe")


def test_custom_fields_keep_their_type():
    record = after("custom.shoe size:number=42", "custom.club=Gold", "custom.member:bool=yes")
    assert [(c.key, c.value, c.type) for c in record.custom] == [
        ("shoe size", "42", "number"),
        ("club", "Gold", "text"),
        ("member", "yes", "bool"),
    ]
    assert "is no number" in refusal("custom.shoe size=large", record=record)
    assert "text, lines, number, date, bool, choice, url" in refusal("custom.x:colour=red")
    assert len(after("custom.club=", record=record).custom) == 2


def test_notes():
    record = after("note+=First", "note+=Second", "note=Begin", "note.2.pinned=yes")
    assert [(n.body, n.is_pinned) for n in record.notes] == [("Begin", False), ("Second", True)]
    assert [n.body for n in after("note-=begin", record=record).notes] == ["Second"]
    assert after("note=", "note=", record=record).notes == ()


def test_what_other_systems_left():
    record = after("external_id.google=people/1", "extra.vcard.X-FOO=a", "extra.vcard.X-FOO=b")
    assert [(e.system, e.value) for e in record.external_ids] == [("google", "people/1")]
    assert [(e.name, e.value) for e in record.extras] == [("X-FOO", "b")]
    record = after("external_id.google=", "extra.vcard.X-FOO=", record=record)
    assert record.external_ids == record.extras == ()


def test_files(tmp_path):
    picture, contract = tmp_path / "me.png", tmp_path / "offer.pdf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n picture")
    contract.write_bytes(b"%PDF-1.7")
    record = after(f"photo=@{picture}", f"attachment+=@{contract}", 'attachment."offer.pdf".caption=Offer')
    assert record.photo is not None
    assert record.photo.mime == "image/png"
    assert [(a.filename, a.mime, a.caption) for a in record.attachments if not a.is_photo] == [
        ("offer.pdf", "application/pdf", "Offer")
    ]
    assert len(after(f"photo=@{picture}", record=record).attachments) == 2
    assert after("photo=", "attachment-=offer.pdf", record=record).attachments == ()
    assert "is no picture" in refusal(f"photo=@{contract}")
    assert "cannot be read" in refusal(f"photo=@{tmp_path / 'none.png'}")
    assert "photo=@me.png" in refusal("photo=me.png")


# --- refusals


def test_an_unknown_field_names_those_near_it():
    assert "phone" in refusal("fone=1")
    assert "given" in refusal("gven=Ida")
    assert refusal("xyzzyq=1") == "There is no field “xyzzyq”."


@pytest.mark.parametrize("text", ["given", "=x", "", "a..b=1", ".a=1"])
def test_what_is_no_assignment(text):
    assert "write FIELD=VALUE" in refusal(text)


def test_derived_fields_and_wrong_operators():
    assert "makes it from other fields" in refusal("created_at=2020-01-01")
    assert "“+=” does not go with" in refusal("given+=x")
    assert "one value only" in refusal("given.x=1")


@given(st.text())
def test_no_text_breaks_it(text):
    with contextlib.suppress(UserError):
        filled(ANNA, [text])


# --- in a file


def test_one_step_in_the_history(context):
    ref = ops.create(context, ANNA)
    saved = assign(
        context, ref, ["given=Ida", "phone.work=+45 33 11 22 33", "tag+=vip", "company=Acme", "title=Boss"]
    )
    assert saved.display_name == "Ida Hansen"
    loaded = queries.load(context, ref)
    assert [p.normalized for p in loaded.points] == ["+4533112233"]
    assert (loaded.tags, loaded.affiliations[0].org_name) == (("vip",), "Acme")
    assert len({entry.set_id for entry in queries.history(context, ref)}) == 2
    undo.undo(context)
    loaded = queries.load(context, ref)
    assert (loaded.display_name, loaded.points, loaded.tags) == ("Anna Hansen", (), ())
    assert loaded.affiliations == ()


def test_a_refused_value_leaves_everything_as_it_was(context):
    ref = ops.create(context, ANNA)
    with pytest.raises(ValidationError):
        assign(context, ref, ["given=Ida", "email=not an address"])
    assert queries.load(context, ref).given == "Anna"


def test_changing_the_company_of_a_saved_record(context):
    ref = ops.create(context, ANNA)
    assign(context, ref, ["company=Acme", "title=Buyer"])
    assign(context, ref, ["company=Beta"])
    (role,) = queries.load(context, ref).affiliations
    assert (role.org_name, role.title) == ("Beta", "Buyer")


def test_the_same_values_again_change_nothing(context, tmp_path):
    picture = tmp_path / "me.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n picture")
    texts = [
        *("email=anna@example.com", "social.linkedin=anna-h", "address.home.city=Aarhus"),
        *("birthday=--02-29", "fact.hobby=golf", "preference.mail=never:moved away", "tag+=vip"),
        *("custom.size:number=42", "household=Familien Hansen", "note=Likes sailing", f"photo=@{picture}"),
        *("source=Trade fair", "external_id.google=people/1", "company=Acme", "title=Buyer", "group+=Choir"),
    ]
    ref = ops.create(context, ANNA)
    assign(context, ref, texts)
    first, steps = queries.load(context, ref), len(undo.recent_changes(context))
    assign(context, ref, texts)
    assert queries.load(context, ref) == first
    assert len(undo.recent_changes(context)) == steps
