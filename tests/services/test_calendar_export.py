"""Activities as iCalendar, read by a reader that is none of ours."""

import datetime as dt

import pytest
import vobject

from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import ContactPoint
from crm_desktop.services import exporting
from crm_desktop.services.activities import ops as activity_ops
from crm_desktop.services.contacts import ops
from tests.factories.people import person

NOON = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)
LONG = "Ærø; Ø, \\ and “한빛상사”. " * 8 + "End.\nsecond line"


@pytest.fixture
def anna(context):
    points = (
        ContactPoint("email", "old@example.org", status="old", is_preferred=True),
        ContactPoint("email", "anna@example.org"),
    )
    return ops.create(context, person('Anna "Nan" Hansen', points=points))


@pytest.fixture
def bo(context):
    return ops.create(context, person("Bo Dahl"))


def written(context, tmp_path, selection=None):
    out = tmp_path / "out.ics"
    report = exporting.export_calendar(context, selection or Selection.all_of(ListQuery()), out)
    content = out.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = vobject.readOne(content.decode())
    parts = [part for part in calendar.getChildren() if part.name in ("VEVENT", "VTODO", "VJOURNAL")]
    assert len(parts) == report.written
    return parts


def test_a_meeting_is_an_event_with_its_people(context, tmp_path, anna, bo):
    people = (Participant(anna.id, kinds.ORGANIZER), Participant(bo.id))
    activity_ops.log(
        context,
        ActivityRecord(
            kinds.MEETING,
            NOON,
            subject="Plan",
            body=LONG,
            duration_s=5400,
            location="Café, 2nd floor",
            outcome="meeting_agreed",
            people=people,
        ),
    )
    [event] = written(context, tmp_path)
    assert (event.name, event.summary.value, event.status.value) == ("VEVENT", "Meeting: Plan", "CONFIRMED")
    assert event.dtstart.value == NOON
    assert event.duration.value == dt.timedelta(minutes=90)
    assert event.description.value == LONG.strip()
    assert event.location.value == "Café, 2nd floor"
    assert event.categories.value == ["Meeting agreed"]
    assert event.attendee.value == "mailto:anna@example.org"
    assert event.attendee.params["ROLE"] == ["CHAIR"]
    assert event.contact.value == "Bo Dahl"


def test_a_task_is_a_todo_on_its_day_and_follows_what_it_came_from(context, tmp_path, anna):
    day = dt.datetime(2026, 5, 6, 22, tzinfo=dt.UTC)  # midnight of the 7th in Copenhagen
    task = ActivityRecord(kinds.TASK, day, is_all_day=True, tz="Europe/Copenhagen", status=kinds.PLANNED)
    activity_ops.log(context, ActivityRecord(at=NOON, people=(Participant(anna.id),)), follow_up=task)
    call, todo = written(context, tmp_path)
    assert (call.name, todo.name, todo.status.value) == ("VEVENT", "VTODO", "NEEDS-ACTION")
    assert todo.due.value == dt.date(2026, 5, 7)
    assert todo.related_to.value == call.uid.value
    assert call.summary.value == 'Call: Anna "Nan" Hansen'


@pytest.mark.parametrize(
    ("kind", "status", "component", "word"),
    [
        (kinds.NOTE, kinds.DONE, "VJOURNAL", "FINAL"),
        (kinds.LETTER, kinds.DONE, "VJOURNAL", "FINAL"),
        (kinds.LETTER, kinds.PLANNED, "VTODO", "NEEDS-ACTION"),
        (kinds.TASK, kinds.DONE, "VTODO", "COMPLETED"),
        (kinds.VISIT, kinds.NOT_HELD, "VEVENT", "CANCELLED"),
        (kinds.CALL, kinds.PLANNED, "VEVENT", "CONFIRMED"),
    ],
)
def test_each_kind_has_its_component(context, tmp_path, anna, kind, status, component, word):
    activity_ops.log(context, ActivityRecord(kind, NOON, status=status, people=(Participant(anna.id),)))
    [part] = written(context, tmp_path)
    assert (part.name, part.status.value) == (component, word)


def test_a_selection_gives_its_own_activities(context, tmp_path, anna, bo):
    activity_ops.log(context, ActivityRecord(at=NOON, subject="A", people=(Participant(anna.id),)))
    activity_ops.log(context, ActivityRecord(at=NOON, subject="B", people=(Participant(bo.id),)))
    activity_ops.log(context, ActivityRecord(kinds.NOTE, NOON, subject="C"))
    assert [p.summary.value for p in written(context, tmp_path, Selection.of(bo.id))] == ["Call: B"]
    assert len(written(context, tmp_path)) == 3
