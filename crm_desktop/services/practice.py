"""The practice file: made-up customers and what was done with them, for trying things out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import Id
from crm_desktop.base.paths import Paths, resources
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PERSON
from crm_desktop.services.activities import cadence, hours, ops
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.services.import_report import ImportReport
from crm_desktop.services.importing import import_file

FILE_NAME = "Practice.crm"

# Person, days from today, hour, kind, outcome, what was said. A day in the future is a plan.
_WORK = (
    (0, -40, 10, kinds.CALL, "reached", N_("Asked for the new price list")),
    (0, -12, 14, kinds.MEETING, "interested", N_("Showed the samples; wants an offer for the spring")),
    (0, 0, 9, kinds.CALL, "", N_("Ask whether the offer arrived")),
    (1, -75, 11, kinds.CALL, "reached", N_("Is moving to a new office in the summer")),
    (1, -3, 15, kinds.EMAIL, "", N_("Sent the brochure")),
    (1, 4, 10, kinds.MEETING, "", N_("First meeting in their office")),
    (2, -20, 9, kinds.CALL, "left_message", ""),
    (2, -18, 16, kinds.CALL, "no_answer", ""),
    (2, -1, 9, kinds.CALL, "", N_("Try again before lunch")),
    (3, -130, 13, kinds.VISIT, "meeting_agreed", N_("Saw the workshop; they need two machines")),
    (3, -95, 10, kinds.MEETING, "interested", N_("Agreed on the delivery in two parts")),
    (3, 9, 13, kinds.MEETING, "", N_("Go through the contract")),
    (4, -8, 12, kinds.NOTE, "", N_("Plays the cello; daughter starts school in August")),
    (4, -7, 10, kinds.CALL, "call_back", N_("In a meeting, call on another day")),
    (4, 1, 9, kinds.TASK, "", N_("Send a card for the anniversary")),
    (5, -60, 9, kinds.CALL, "not_interested", N_("Has just signed with somebody else for two years")),
    (6, -33, 11, kinds.LETTER, "", N_("Thank-you letter after the fair")),
    (6, -2, 17, kinds.CALL, "reached", N_("Wants to see the catalogue")),
    (7, -210, 10, kinds.CALL, "reached", N_("Satisfied with the delivery")),
    (8, -160, 14, kinds.MEETING, "reached", N_("Yearly talk; nothing new")),
    (9, 16, 11, kinds.MEETING, "", N_("Visit at the fair")),
)
_TIERS = ((N_("Customer"), (0, 3, 7, 8), 60, 120), (N_("Prospect"), (1, 2, 4, 6), 21, 45))


def path_in(paths: Paths) -> Path:
    """Where the practice file of a user lies."""
    return paths.data / FILE_NAME


def fill(context: AppContext) -> ImportReport:
    """Puts the sample contacts into a file, with some history; a second time they are all there already."""
    report = import_file(context, resources() / "samples" / "contacts.vcf")
    if report.added:
        _add_history(context)
    return report


def _add_history(context: AppContext) -> None:
    people = list(queries.snapshot(context, ListQuery(kinds=(PERSON,))).ids())
    ops.log_all(context, list(_activities(context, people)), _("Add sample activities"))
    rows = queries.rows(context, people)
    for name, members, ideal, most in _TIERS:
        cadence.set_rule(context, cadence.TIER, _(name), ideal, most)
        for number in members:
            cadence.set_tier(context, rows[number].ref, _(name))
    ops.set_next_step(
        context, rows[0].ref, ("", None), (_("Bring the signed offer"), hours.local_now(context).date())
    )


def _activities(context: AppContext, people: list[Id]) -> Iterator[ActivityRecord]:
    own = hours.zone(context)
    today = hours.local_now(context).date()
    for number, days, hour, kind, outcome, text in _WORK:
        at = dt.datetime.combine(today + dt.timedelta(days=days), dt.time(hour), own)
        is_plan = days >= 0 or not (outcome or kind in (kinds.NOTE, kinds.EMAIL, kinds.LETTER))
        yield ActivityRecord(
            kind,
            at.astimezone(dt.UTC),
            status=kinds.PLANNED if is_plan else kinds.DONE,
            subject=_(text) if is_plan and text else "",
            body=_(text) if text and not is_plan else "",
            outcome=outcome,
            people=(Participant(people[number]),),
        )
