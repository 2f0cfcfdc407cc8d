"""Whatever is done and undone, by whom ever: the touch summaries are those that would be made anew."""

import dataclasses
import datetime as dt
import random

import pytest

from crm_desktop.base.errors import UserError
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import ORGANIZATION, Affiliation, PartyRecord, Preference
from crm_desktop.services import care, undo
from crm_desktop.services.activities import cadence, ops, outcomes, timeline
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts import queries
from crm_desktop.storage.engine import raw
from tests.factories.contexts import FixedClock, open_inline

NOW = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)
STEPS = 70


def summaries(context):
    with context.store.read() as connection:
        return raw(connection).execute("select * from touch_summary order by party_id").fetchall()


class Work:
    """Random steps of an office."""

    def __init__(self, context, rng):
        self.context, self.rng = context, rng
        self.people = [
            contact_ops.create(
                context,
                PartyRecord(display_name=f"P{n}", affiliations=(Affiliation(f"C{n % 2}"),), tags=("vip",)),
            )
            for n in range(5)
        ]
        self.people.append(queries.resolve(context, "C0", (ORGANIZATION,)))
        self.logged = []

    def step(self):
        self.rng.choice(
            [self.log, self.log, self.log, self.change, self.move, self.trash, self.complete, self.rule, self.tier,
             self.tag, self.refuse, self.leave, self.bin, self.edit_outcomes, self.undo, self.undo, self.redo]
        )()  # fmt: skip

    def log(self):
        who = {ref.id for ref in self.rng.sample(self.people, self.rng.randint(1, 2))}
        at = NOW + dt.timedelta(days=self.rng.randint(-60, 20))
        status = kinds.PLANNED if at > NOW else kinds.DONE
        outcome = self.rng.choice(["", "reached", "no_answer", "interested", "not_interested"])
        record = ActivityRecord(
            self.rng.choice([kinds.CALL, kinds.MEETING, kinds.NOTE]),
            at,
            status=status,
            outcome="" if status == kinds.PLANNED else outcome,
            people=tuple(Participant(key, self.rng.choice(["with", "about"])) for key in sorted(who)),
        )
        self.logged.append(ops.log(self.context, record))

    def _some(self):
        found = timeline.load_all(self.context, [ref.id for ref in self.logged])
        return self.rng.choice(found) if found else None

    def change(self):
        if base := self._some():
            ops.change(
                self.context, base, dataclasses.replace(base, outcome="reached", at=base.at - dt.timedelta(1))
            )

    def move(self):
        if (base := self._some()) and base.people:
            ops.move(self.context, [base.ref], base.people[0].party_id, self.rng.choice(self.people).id)

    def trash(self):
        if base := self._some():
            ops.trash(self.context, [base.ref])

    def complete(self):
        if base := self._some():
            ops.complete(self.context, base.ref, outcome="interested")

    def rule(self):
        applies_to, target = self.rng.choice(
            [("tag", "vip"), ("tier", "Friend"), ("party", self.rng.choice(self.people))]
        )
        cadence.set_rule(self.context, applies_to, target, self.rng.randint(1, 40), 50)

    def tier(self):
        cadence.set_tier(self.context, self.rng.choice(self.people), self.rng.choice(["", "Friend"]))

    def tag(self):
        ref = self.rng.choice(self.people)
        contact_ops.set_tags(
            self.context, Selection.of(ref.id), **{self.rng.choice(["add", "remove"]): ["vip"]}
        )

    def refuse(self):
        contact_ops.add_item(self.context, self.rng.choice(self.people), Preference("all", "never"))

    def leave(self):
        record = queries.load(self.context, self.people[0])
        if record.affiliations:
            role = record.affiliations[0]
            gone = None if role.to_on else NOW.date()
            contact_ops.change_item(self.context, record.ref, role, dataclasses.replace(role, to_on=gone))

    def bin(self):
        ref = self.rng.choice(self.people)
        is_gone = queries.load(self.context, ref).is_deleted
        (contact_ops.restore if is_gone else contact_ops.trash)(self.context, Selection.of(ref.id))

    def edit_outcomes(self):
        there = outcomes.outcomes(self.context)
        changed = [dataclasses.replace(o, is_stop=o.key == "interested" and not o.is_stop) for o in there]
        outcomes.save(self.context, changed)

    def undo(self):
        undo.undo(self.context)

    def redo(self):
        undo.redo(self.context)


@pytest.mark.parametrize("seed", range(4))
def test_summaries_are_what_they_would_be_made_anew(tmp_path, seed):
    context = open_inline(tmp_path / "office.crm", create=True, clock=FixedClock(NOW))
    work = Work(context, random.Random(seed))
    for number in range(STEPS):
        try:
            work.step()
        except UserError:
            continue  # nothing to undo, or not any more
        if number % 7 == 0:
            there = summaries(context)
            context.store.rebuild_derived()
            assert summaries(context) == there
    assert care.check(context).problems == ()
    context.close()
