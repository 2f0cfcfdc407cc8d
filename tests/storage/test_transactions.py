"""Reading and writing next to others: snapshots, sessions, and steps that somebody else has ended."""

from __future__ import annotations

from crm_desktop.services.contacts import ops
from crm_desktop.storage.engine import raw
from tests.factories.people import SOREN


def test_a_read_sees_one_moment_of_the_file_whatever_is_written_meanwhile(context):
    ref = ops.create(context, SOREN)
    with context.store.read() as connection:
        before = raw(connection).execute("select given from party where id = ?", (ref.id,)).fetchone()
        ops.set_field(context, ref, "given", "Søren", "Sören")
        after = raw(connection).execute("select given from party where id = ?", (ref.id,)).fetchone()
    assert before == after == ("Søren",)
