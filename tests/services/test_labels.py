"""Labels from the file: who gets one, who does not and why, households, order, the PDF."""

import dataclasses
import datetime as dt
import io

import pypdfium2
import pytest

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import Address, Membership, PartyRecord, Preference
from crm_desktop.printing.labels import LabelOptions
from crm_desktop.services import labels
from crm_desktop.services.contacts import ops
from crm_desktop.services.labels import LabelJob
from tests.factories.people import MINSU, SOREN, person

HOME = Address(street="Nørregade 1", locality="Aarhus C", postcode="8000", country="DK", usage="home")
PEOPLE = Selection.all_of(ListQuery(kinds=("person",)))


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in document]


@pytest.fixture
def job():
    return LabelJob("avery-l7160", PEOPLE)


def test_everybody_with_an_address_gets_a_label_and_the_others_are_listed(context, job):
    ops.create(context, SOREN)
    ops.create(context, MINSU)
    ops.create(context, person("No Address"))
    ops.create(
        context, person("Refuses", addresses=(HOME,), preferences=(Preference("mail", "never", "asked us"),))
    )
    ops.create(context, person("Returned", addresses=(dataclasses.replace(HOME, quality="returned"),)))
    out = io.BytesIO()
    report = labels.print_pdf(context, job, out)
    assert (report.labels, report.pages) == (2, 1)
    assert {(e.name, e.reason) for e in report.left_out} == {
        ("No Address", "no_address"), ("Refuses", "do_not_mail"), ("Returned", "bad_address"),
    }  # fmt: skip
    assert any("asked us" in e.text for e in report.left_out)
    (page,) = text_of(out)
    for line in ("Søren Ågård", "Ågård Møbler", "8000 Aarhus", "김민수", "서울특별시", "SOUTH KOREA"):
        assert line in page
    assert "Denmark" not in page
    assert "DENMARK" not in page


def test_those_who_do_not_want_mail_get_a_bill_when_told(context, job):
    ops.create(context, person("Refuses", addresses=(HOME,), preferences=(Preference("mail", "never"),)))
    with pytest.raises(ValidationError):
        labels.print_pdf(context, job, io.BytesIO())
    report = labels.print_pdf(context, dataclasses.replace(job, include_do_not_mail=True), io.BytesIO())
    assert report.labels == 1


def test_a_household_gets_one_label(context, job):
    home = (Membership(group_name="Familien Hansen", group_kind="household"),)
    ops.create(
        context, person("Anna Hansen", given="Anna", family="Hansen", memberships=home, addresses=(HOME,))
    )
    ops.create(context, person("Bo Hansen", given="Bo", family="Hansen", memberships=home, addresses=(HOME,)))
    ops.create(context, person("Carl Ek", addresses=(HOME,)))
    out = io.BytesIO()
    report = labels.print_pdf(context, dataclasses.replace(job, is_household=True), out)
    assert (report.labels, report.joined) == (2, 1)
    (page,) = text_of(out)
    assert "Anna and Bo Hansen" in page
    assert labels.print_pdf(context, job, io.BytesIO()).labels == 3


def test_a_person_without_address_is_written_to_at_work(context, job):
    ops.create(context, person("Anna Berg", company="Acme"))
    from crm_desktop.services.contacts import queries

    acme = queries.resolve(context, "Acme", kinds=("organization",))
    ops.add_item(context, acme, dataclasses.replace(HOME, street="Fabriksvej 7", usage="work"))
    out = io.BytesIO()
    labels.print_pdf(context, job, out)
    (page,) = text_of(out)
    assert "Anna Berg" in page
    assert "Acme" in page
    assert "Fabriksvej 7" in page


def test_labels_are_sorted_by_postcode_for_the_post(context, job):
    for name, postcode in (("A", "9000"), ("B", "1000"), ("C", "5000")):
        ops.create(context, person(name, addresses=(dataclasses.replace(HOME, postcode=postcode),)))
    planned = labels.plan(context, dataclasses.replace(job, sort="postcode"))
    assert [p.name for p in planned.pieces] == ["B", "C", "A"]
    assert [p.name for p in labels.plan(context, job).pieces] == ["A", "B", "C"]


def test_a_filter_chooses_who_gets_a_label(context, job):
    ops.create(context, SOREN)
    ops.create(context, MINSU)
    some = dataclasses.replace(job, selection=Selection.all_of(ListQuery(where="country = KR")))
    assert [p.name for p in labels.plan(context, some).pieces] == ["김민수"]


def test_the_first_label_goes_to_the_cell_that_was_asked_for(context, job, tmp_path):
    ops.create(context, SOREN)
    started = dataclasses.replace(job, options=LabelOptions(start=5))
    report = labels.print_pdf(context, started, tmp_path / "labels.pdf")
    cell = report.drawing.cell(0)
    assert (cell.page, cell.row, cell.column) == (0, 1, 1)
    with pytest.raises(ValidationError):
        labels.print_pdf(context, dataclasses.replace(job, options=LabelOptions(start=22)), io.BytesIO())


def test_an_unknown_stock_is_an_error_in_words(context, job):
    ops.create(context, SOREN)
    with pytest.raises(UserError):
        labels.print_pdf(context, dataclasses.replace(job, stock_code="avery-0000"), io.BytesIO())


def test_who_left_a_household_is_not_on_its_label_and_gets_their_own(context, job):
    today = context.clock.today()
    left, leaving = today - dt.timedelta(days=1), today + dt.timedelta(days=30)

    def member(given, to_on):
        tie = Membership(group_name="Familien Hansen", group_kind="household", to_on=to_on)
        return person(f"{given} Hansen", given=given, family="Hansen", addresses=(HOME,), memberships=(tie,))

    for given, to_on in (("Anna", None), ("Bo", left), ("Carl", leaving)):
        ops.create(context, member(given, to_on))
    planned = labels.plan(context, dataclasses.replace(job, is_household=True))
    assert sorted(piece.lines[0] for piece in planned.pieces) == ["Anna and Carl Hansen", "Bo Hansen"]


def test_nobody_is_written_to_at_a_company_in_the_trash(context, job):
    works = ops.create(context, PartyRecord(kind="organization", display_name="Gone A/S", addresses=(HOME,)))
    ops.create(context, person("Bo Dahl", company="Gone A/S"))
    assert len(labels.plan(context, job).pieces) == 1
    ops.trash(context, Selection.of(works.id))
    planned = labels.plan(context, job)
    assert [entry.reason for entry in planned.left_out] == ["no_address"]
