"""Two programs on one file: changes are seen within a second, and nobody's edit is lost (issue 2, must show 4)."""

import datetime as dt
import subprocess
import sys
import threading

import pytest

from crm_desktop.base.errors import ConflictError
from crm_desktop.base.formats import moment_text, time_text
from crm_desktop.services.activities import cadence
from crm_desktop.services.contacts import ops, queries
from tests.factories.contexts import FixedClock, open_inline
from tests.factories.people import SOREN

WAIT_S = 60.0

PROGRAM = """
import sys
from pathlib import Path
from crm_desktop.services.contacts import ops, queries
from tests.factories.contexts import open_inline
context = open_inline(Path(sys.argv[1]), user="Bo")
ref = queries.resolve(context, sys.argv[2])
base = queries.load(context, ref)
for assignment in sys.argv[3:]:
    field, value = assignment.split("=", 1)
    ops.set_field(context, ref, field, getattr(base, field), value)
context.close()
"""


LOGS = """
import sys
from pathlib import Path
from crm_desktop.services.activities import logging
from crm_desktop.services.contacts import queries
from tests.factories.contexts import open_inline
context = open_inline(Path(sys.argv[1]), user="Bo")
ref = queries.resolve(context, sys.argv[2])
logging.save(context, logging.understand(context, sys.argv[3], ref))
context.close()
"""


class Listener:
    """Collects what the bus says, and lets a test wait for it."""

    def __init__(self, context):
        self.heard = []
        self._event = threading.Event()
        self._end = context.bus.subscribe(self._hear)

    def _hear(self, changes):
        self.heard.append(changes)
        self._event.set()

    def wait(self):
        assert self._event.wait(WAIT_S), "nothing was heard"
        self._end()
        return self.heard[-1]


def another_program(path, ref, *assignments):
    subprocess.run([sys.executable, "-c", PROGRAM, str(path), str(ref), *assignments], check=True)


def test_a_change_of_another_program_reaches_the_bus(context):
    ref = ops.create(context, SOREN)
    context.start()
    listener = Listener(context)
    another_program(context.store.path, ref, "nickname=Sømand")
    changes = listener.wait()
    assert changes.updated == {ref.id: frozenset({"nickname"})}
    assert changes.origin is None
    assert queries.load(context, ref).nickname == "Sømand"
    entry = queries.history(context, ref)[0]
    assert (entry.who, entry.field, entry.after) == ("Bo", "nickname", "Sømand")


def test_our_own_changes_are_not_heard_twice(context):
    ref = ops.create(context, SOREN)
    from crm_desktop.storage.foreign_changes import ForeignChanges

    watcher = ForeignChanges(context.store)
    ops.set_field(context, ref, "nickname", "", "mine")
    assert watcher.poll() is None
    watcher.close()


def test_two_people_on_different_fields_never_meet(context):
    ref = ops.create(context, SOREN)
    another_program(context.store.path, ref, "nickname=Sømand")
    ops.set_field(context, ref, "pronouns", "", "he")
    record = queries.load(context, ref)
    assert (record.nickname, record.pronouns) == ("Sømand", "he")


def test_two_people_on_the_same_field_are_both_kept(context):
    ref = ops.create(context, SOREN)
    another_program(context.store.path, ref, "nickname=theirs")
    with pytest.raises(ConflictError) as conflict:
        ops.set_field(context, ref, "nickname", "", "mine")
    assert (conflict.value.base, conflict.value.mine, conflict.value.theirs) == ("", "mine", "theirs")
    saved = queries.history(context, ref)[0]
    assert (conflict.value.who, conflict.value.at) == ("Bo", saved.at)
    assert conflict.value.what == f"Bo changed this to “theirs” ({time_text(saved.at)})."
    assert queries.load(context, ref).nickname == "theirs"
    ops.set_field(context, ref, "nickname", "theirs", "mine")  # "keep mine"
    values = [e.after for e in queries.history(context, ref) if e.field == "nickname"]
    assert values == ["mine", "theirs"]


def test_a_conflict_of_another_day_says_the_day(crm_file):
    clock = FixedClock()
    context = open_inline(crm_file, clock=clock)
    ref = ops.create(context, SOREN)
    another_program(context.store.path, ref, "source=the fair")
    clock.at += dt.timedelta(days=2)
    with pytest.raises(ConflictError) as conflict:
        ops.set_field(context, ref, "source", SOREN.source, "a friend")
    at = queries.history(context, ref)[0].at
    assert conflict.value.what == f"Bo changed this to “the fair” ({moment_text(at)})."
    context.close()


def test_two_people_on_the_parts_of_one_address(context, crm_file):
    import dataclasses

    ref = ops.create(context, SOREN)
    seen = queries.load(context, ref).addresses[0]
    colleague = open_inline(crm_file, user="Bo")
    ops.change_item(colleague, ref, seen, dataclasses.replace(seen, postcode="8200"))
    ops.change_item(context, ref, seen, dataclasses.replace(seen, street="Ny Munkegade 1"))
    now = queries.load(context, ref).addresses[0]
    assert (now.postcode, now.street) == ("8200", "Ny Munkegade 1")
    with pytest.raises(ConflictError) as conflict:
        ops.change_item(context, ref, seen, dataclasses.replace(seen, postcode="8210"))
    assert conflict.value.who == "Bo"
    colleague.close()


def test_a_change_of_the_shell_is_found_by_search_without_reopening(context):
    from crm_desktop.services import search
    from tests.storage.test_journal import run_outside

    ops.create(context, SOREN)
    context.start()
    listener = Listener(context)
    run_outside(context.store.path, "update party set display_name = 'Zebra' where kind = 'person'")
    listener.wait()
    assert [hit.title for hit in search.find(context, "zebra")] == ["Zebra"]


def test_a_call_of_a_colleague_is_seen_on_the_open_record_at_once(context):
    ref = ops.create(context, SOREN)
    context.start()
    listener = Listener(context)
    subprocess.run([sys.executable, "-c", LOGS, str(context.store.path), str(ref), "ok +3d"], check=True)
    changes = listener.wait()
    assert "activity" in changes.updated[ref.id]
    seen = cadence.colleagues(context, ref)
    assert [(touch.who, touch.is_planned) for touch in seen] == [("Bo", True), ("Bo", False)]
    assert cadence.state_of(context, ref).touches == 1
