"""Opening a record from the list in the real window: the longest turn of the window's thread, and all it works.

    python -m tests.bench.bench_open_record

Three records of a file of 2,000: the first one of all, one as most are, and one with every field, 30 tags and 500
entries of its timeline. Times are CPU milliseconds of the window's thread; "longest turn" is what it does between two
looks at keys and mouse, "until complete" all until the last field is made. Reference: a bare form of as many QLabels
as the record has widgets, made and shown in one go, in the same window.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import shutil
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.own_fields import LINES, NUMBER, TEXT, OwnField
from crm_desktop.domain.contacts.records import (
    PERSON,
    Address,
    Affiliation,
    ContactPoint,
    CustomValue,
    Fact,
    ImportantDate,
    Membership,
    Note,
    PartialDate,
    PartyRecord,
    Preference,
)
from crm_desktop.services.activities import ops as activities
from crm_desktop.services.contacts import ops, own_fields, queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.page import ContactsPage
from tests.bench import files, measuring, window
from tests.factories.contexts import open_inline

CONTACTS, ENTRIES, OWN = 2_000, 500, 9
GOAL = "<= 25 ms"


def full_record() -> PartyRecord:
    """A person of whom everything is known, most of it several times."""
    points = [ContactPoint("phone", f"+45 33 11 22 {n:02d}", "work") for n in range(5)]
    points += [ContactPoint("email", f"full{n}@example.org", "home") for n in range(5)]
    points += [
        ContactPoint(kind, f"https://{kind}{n}.example.org") for kind in ("url", "social") for n in (1, 2)
    ]
    return PartyRecord(
        display_name="Dr Full Record", prefix="Dr", given="Full", additional="Middle", family="Record", suffix="Jr",
        nickname="Fully", native_name="王小明", pronouns="they", gender="x", occupation="Baker", account_no="K-1",
        source="Fair", lang="da", tz="Asia/Seoul", label_name="Full Record", points=tuple(points),
        addresses=tuple(Address(street=f"Vej {n}", locality="Aarhus", postcode="8000", country="DK") for n in range(3)),
        affiliations=tuple(Affiliation(f"Company {n}", "Buyer", from_on=dt.date(2020, 1, 1)) for n in range(4)),
        memberships=(Membership("Choir"), Membership("Fulls", "household")),
        dates=(ImportantDate("birthday", PartialDate(1980, 2, 3)), ImportantDate("death", PartialDate(None, 5, 6))),
        facts=tuple(Fact("hobby", f"thing {n}") for n in range(5)), tags=tuple(f"tag {n:02d}" for n in range(30)),
        preferences=(Preference("phone", "never", "asked us"), Preference("email", "opt_in")),
        custom=tuple(CustomValue(f"own_{n}", str(n), f"Own {n}", (TEXT, NUMBER, LINES)[n % 3]) for n in range(OWN)),
        notes=tuple(Note(f"Note {n}\nof two lines") for n in range(4)),
    )  # fmt: skip


def _fill(path: Path) -> None:
    shutil.copyfile(files.filled(CONTACTS), path)
    context = open_inline(path)
    for number in range(OWN):
        own_fields.define(context, OwnField("", f"Own {number}", (TEXT, NUMBER, LINES)[number % 3]))
    now = context.now()
    for number in range(2):
        ref = ops.create(context, dataclasses.replace(full_record(), account_no=f"K-{number}"))
        who = (Participant(ref.id),)
        past = [
            ActivityRecord(kinds.CALL, now - dt.timedelta(hours=7 * n), people=who)
            for n in range(1, ENTRIES + 1)
        ]
        plans = [
            ActivityRecord(kinds.CALL, now + dt.timedelta(days=n), status=kinds.PLANNED, people=who)
            for n in (1, 2, 3)
        ]
        activities.log_all(context, [*past, *plans], "Fill")
    context.close()


def _some(context: AppContext, text: str, most: int) -> list[EntityRef]:
    rows = queries.first_rows(context, ListQuery(kinds=(PERSON,), text=text), most)
    return [row.ref for row in rows]


def _open(made: Desk, turns: window.Turns, ref: EntityRef) -> tuple[float, float, int]:
    """The longest turn, the work of the window's thread until the record is complete, and how many widgets it has."""
    page = made.window.page()
    assert isinstance(page, ContactsPage)
    turns.take()
    started = time.thread_time()
    made.window.open(ref)
    window.wait_for(lambda: page.view is not None and page.view.record.ref == ref)
    view = page.view
    assert view is not None
    window.wait_for(lambda: view.details.making.is_done and window.is_idle(made))
    window.rest(150)  # own fields and what comes next are read meanwhile, and the one before is taken down
    return turns.take()[0], (time.thread_time() - started) * 1000, len(view.findChildren(QWidget))


def _bare_form(made: Desk, count: int) -> float:
    """The work for as many labels in a form, shown."""
    started = time.thread_time()
    form = QWidget(made.window)
    rows = QFormLayout(form)
    for number in range(count // 2):
        rows.addRow(QLabel(f"Field {number}"), QLabel(f"value {number}"))
    form.resize(600, 700)
    form.show()
    QApplication.processEvents()
    spent = (time.thread_time() - started) * 1000
    form.hide()
    form.deleteLater()
    window.rest()
    return spent


def child() -> None:
    """One window: the first record, some usual ones, two full ones."""
    path = measuring.made(f"records-{CONTACTS}-{files.schema()}.crm", _fill)
    with measuring.scratch() as folder:
        copy = Path(shutil.copy(path, folder / "office.crm"))
        with window.on_file(copy) as (made, turns):
            full = _some(made.window.session.context, "Fully", 2)
            usual = _some(made.window.session.context, "an", 6)
            first = _open(made, turns, usual[0])
            some = [_open(made, turns, ref) for ref in usual[1:]]
            fulls = [_open(made, turns, ref) for ref in full]
            bare_usual, bare_full = (_bare_form(made, found[-1][2]) for found in (some, fulls))
        measuring.answer(
            first_turn=first[0], first_all=first[1],
            turn=max(one[0] for one in some), all=sum(one[1] for one in some) / len(some),
            full_turn=max(one[0] for one in fulls), full_all=sum(one[1] for one in fulls) / len(fulls),
            bare=bare_usual, bare_full=bare_full,
        )  # fmt: skip
        sys.stdout.flush()


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__, sizes=str(CONTACTS)).parse_args()
    if told.child is not None:
        child()
        return
    measuring.heading()
    (found,) = measuring.in_turn("tests.bench.bench_open_record", told.runs, ())
    for name, turn, whole, bare in (
        ("first record", "first_turn", "first_all", "bare"),
        ("usual record", "turn", "all", "bare"),
        ("full record", "full_turn", "full_all", "bare_full"),
    ):
        measuring.figure(f"{name}: longest turn, CPU ms", found[turn], found[bare], GOAL)
        measuring.figure(f"{name}: until complete, CPU ms", found[whole], found[bare])


if __name__ == "__main__":
    main()
