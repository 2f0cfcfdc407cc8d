"""A disk that fails in the middle of a long step: nothing half done stays, and the next try does the whole."""

import os
import shutil
from contextlib import contextmanager

import pytest

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.services import importing, undo
from crm_desktop.services.contacts import queries
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.engine import raw
from tests.factories.contexts import open_inline
from tests.harness.faults import Faults, faulty
from tests.harness.work import vcards

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the file layer of POSIX")

PEOPLE = 1200
"""Enough for several transactions, of the import and of its undo."""


def calls_of(path, do):
    """How many calls that take space `do(context)` makes on a copy of the file."""
    faults = Faults()
    with faulty(faults):
        context = open_inline(path)
        faults.arm("disk full", 0, is_lasting=True)
        do(context)
        faults.disarm()
        context.close()
    return faults.calls


def open_steps(context):
    with context.store.read() as connection:
        sql = "select count(*) from change_set where state = 'open'"
        return raw(connection).execute(sql).fetchone()[0]


@contextmanager
def fails_half_way(path, copy, do):
    """Opens `path`, lets `do(context)` meet a full disk half way, and gives the context with the disk well again."""
    half = calls_of(shutil.copy(path, copy), do) // 2
    faults = Faults()
    with faulty(faults):
        context = open_inline(path)
        faults.arm("disk full", half, is_lasting=True)
        with pytest.raises(EnvironmentProblem) as problem:
            do(context)
        assert problem.value.reason == "disk_full"
        assert open_steps(context) == 1  # the full disk keeps it from being taken back too
        faults.disarm()
        yield context
        context.close()


@pytest.fixture
def book(tmp_path):
    return vcards(tmp_path / "book.vcf", PEOPLE)


def test_an_import_tried_again_when_there_is_room_is_whole_and_stays_so(crm_file, tmp_path, book):
    def do(context):
        return importing.import_file(context, [book])

    with fails_half_way(crm_file, tmp_path / "copy.crm", do) as context:
        assert do(context).added == PEOPLE
        assert open_steps(context) == 0
    expected = content_hash(crm_file)
    again = open_inline(crm_file)
    assert again.notices == ()
    assert queries.counts(again)["person"] == PEOPLE
    again.close()
    assert content_hash(crm_file) == expected


def test_an_undo_tried_again_when_there_is_room_undoes_that_very_step(crm_file, tmp_path, book):
    context = open_inline(crm_file)
    empty = content_hash(crm_file)
    importing.import_file(context, [book])
    context.close()
    with fails_half_way(crm_file, tmp_path / "copy.crm", undo.undo) as context:
        assert undo.undo(context).label.startswith("Import")
        assert open_steps(context) == 0
        assert queries.counts(context).get("person", 0) == 0
    assert content_hash(crm_file) == empty
