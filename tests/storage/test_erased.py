"""Old copies of records that were deleted for good: nothing comes back without being told."""

import pytest

from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services import care, exporting, importing
from crm_desktop.services.contacts import ops, trash
from crm_desktop.services.import_report import ImportOptions
from tests.factories.people import JOAO, SOREN
from tests.harness.work import everyone

TOLD = "1 record had been deleted for good. It is a new record now."


def erase(context, ref):
    ops.trash(context, Selection.of(ref.id))
    trash.empty_trash(context)


def test_what_a_restore_would_bring_back_of_erased_records_is_counted(context):
    soren, joao = ops.create(context, SOREN), ops.create(context, JOAO)
    made = care.backup(context)
    erase(context, soren)
    ops.trash(context, Selection.of(joao.id))
    differs = care.compare_backup(context, made.path)
    assert (differs.only_then, differs.erased) == (2, 1)


@pytest.mark.parametrize("format_id", ["vcard", "json"])
def test_an_import_of_an_old_copy_tells_of_erased_records(context, tmp_path, format_id):
    soren = ops.create(context, SOREN)
    ops.create(context, JOAO)
    copy = tmp_path / "old"
    exporting.export_file(context, everyone(), format_id, copy)
    erase(context, soren)
    assert TOLD in importing.import_file(context, copy, ImportOptions(dry_run=True)).notices
    report = importing.import_file(context, copy)
    assert (report.added, report.notices) == (1, [TOLD])
    assert importing.import_file(context, copy).notices == []
