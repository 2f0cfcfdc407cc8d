"""Customer files with made-up activities: calls, meetings and notes of three years, plans, a rule to keep in touch."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from pathlib import Path

from crm_desktop.base.changes import Step
from crm_desktop.base.clock import utc_ms
from crm_desktop.base.ids import Id, name_id, new_ids
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import built_in
from crm_desktop.services.activities import cadence
from crm_desktop.storage import activity_writing, bulk
from crm_desktop.storage.engine import raw
from tests.bench import files, measuring
from tests.factories.contexts import open_inline

NOW = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)
BATCH = 5_000
DAY_MS = 86_400_000

_KINDS = (kinds.CALL,) * 5 + (kinds.EMAIL,) * 2 + (kinds.MEETING,) * 2 + (kinds.NOTE,)


def filled(contacts: int, activities: int) -> Path:
    """A file with `contacts` people, `activities` spread over them, one in fifty planned, and a rule for a tier."""
    name = f"activities-{contacts}-{activities}-{files.schema()}.crm"
    return measuring.made(name, lambda path: _fill(path, contacts, activities))


def _fill(path: Path, contacts: int, activities: int) -> None:
    shutil.copyfile(files.filled(contacts), path)
    context = open_inline(path)
    outcomes = [activity_writing.outcome_id(context.store.dataset_id, o.key) for o in built_in()]
    with context.store.read() as connection:
        everyone = [row[0] for row in raw(connection).execute("select id from party where kind = 'person'")]
    rng = random.Random(7)
    with context.store.long_step(Step("Fill", "import")) as step:
        with step.transaction() as work:
            activity_writing.put_outcomes(work, context.store.dataset_id, built_in())
            cadence_tier = cadence_target(context.store.dataset_id)
            bulk.insert(raw(work.connection), "tier", [{"id": cadence_tier, "name": "Customer"}])
            bulk.update(raw(work.connection), "party", everyone[::10], {"tier_id": cadence_tier})
        for start in range(0, activities, BATCH):
            count = min(BATCH, activities - start)
            with step.transaction() as work:
                work.touched = set()  # what follows from them is made once, at the end
                _write(work, rng, everyone, outcomes, context.store.user_id, count)
    context.store.rebuild_derived()
    cadence.set_rule(context, cadence.TIER, "Customer", 60, 120)
    context.close()


def cadence_target(dataset: Id) -> Id:
    """The id of the tier that the rule is for."""
    return name_id(dataset, "tier", "customer")


def _write(work, rng, everyone, outcomes, user: Id, count: int) -> None:  # type: ignore[no-untyped-def]
    ids, parts = new_ids(count), new_ids(count)
    first = utc_ms(NOW) - 1_095 * DAY_MS
    made, people = [], []
    for key, part in zip(ids, parts, strict=True):
        is_planned = rng.random() < 0.02
        at = utc_ms(NOW) + rng.randrange(60 * DAY_MS) if is_planned else first + rng.randrange(1_095 * DAY_MS)
        made.append(
            {
                "id": key,
                "kind": rng.choice(_KINDS),
                "status": kinds.PLANNED if is_planned else kinds.DONE,
                "at": at,
                "body": "Talked about the offer and the next delivery",
                "outcome_id": None if is_planned else rng.choice(outcomes),
                "owner_id": user,
            }
        )
        # a tenth of the people get half of the work
        pool = len(everyone) // 10 if rng.random() < 0.5 else len(everyone)
        people.append({"id": part, "activity_id": key, "party_id": everyone[rng.randrange(pool)]})
    bulk.insert(raw(work.connection), "activity", made)
    bulk.insert(raw(work.connection), "activity_party", people)
