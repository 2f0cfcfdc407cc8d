"""What is left in a large file of records that were deleted for good."""

import dataclasses

import pytest

from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import ops, trash
from crm_desktop.storage import traces
from tests.factories.contexts import open_inline
from tests.factories.people import SOREN, person

MARK = "Qzwxvkkj"


@pytest.fixture
def large(crm_file, monkeypatch):
    """A file that counts as large."""
    monkeypatch.setattr(traces, "WRITTEN_ANEW_BELOW", 0)
    context = open_inline(crm_file)
    yield context
    context.close()


def erase(context, *refs):
    ops.trash(context, Selection.of(*(ref.id for ref in refs)))
    trash.empty_trash(context, keeps_names=False)


def test_values_overwritten_long_before_are_in_no_unused_part(large):
    refs = [ops.create(large, person(f"Person {n}")) for n in range(5)]
    for ref in refs:
        ops.set_field(large, ref, "nickname", "", MARK + "x" * 60)
        ops.set_field(large, ref, "nickname", MARK + "x" * 60, "short")
    large.store.is_patient = True  # a window: the file is not written anew
    erase(large, *refs)
    assert not trash.clear_traces(large)
    path = large.store.path
    content = b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))
    assert MARK.encode() not in content


def test_a_large_file_is_written_anew_once_nobody_else_has_it_open(large):
    erase(large, ops.create(large, SOREN))
    colleague = open_inline(large.store.path, user="Bo")
    ops.create(colleague, dataclasses.replace(SOREN, given="Sören"))
    assert not trash.clear_traces(large)
    assert trash.has_traces(large)
    colleague.close()
    assert trash.clear_traces(large)
    assert not trash.has_traces(large)
