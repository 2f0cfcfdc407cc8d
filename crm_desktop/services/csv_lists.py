"""Small lists for a person to go through in a spreadsheet: what was rejected, who was left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.private_files import write_private
from crm_desktop.exchange.delimited.safety import neutral
from crm_desktop.exchange.formats import Reject
from crm_desktop.services.labels import LeftOutEntry


def save_rejects(rejects: Iterable[Reject], out: Path) -> None:
    """Writes what an import could not take in: line, reason and text. Raises EnvironmentProblem."""
    rows = ((str(reject.position), reject.reason, reject.raw) for reject in rejects)
    _save(out, (_("Line"), _("Reason"), _("Text")), rows)


def save_left_out(entries: Iterable[LeftOutEntry], out: Path) -> None:
    """Writes who gets no label: name, reason and reference. Raises EnvironmentProblem."""
    _save(out, (_("Name"), _("Reason"), "ref"), ((e.name, e.text, str(e.ref)) for e in entries))


def _save(out: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """UTF-8 with its mark, by which spreadsheets know it; for the user alone; an old file is replaced."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    try:
        write_private(out, text.getvalue().encode("utf-8-sig", "replace"))
    except OSError as problem:
        raise EnvironmentProblem(
            "io_error",
            _("The list {file} cannot be written: {reason}.").format(
                file=out.name, reason=problem.strerror or problem
            ),
            _("Everything else was done. Choose another place for it."),
        ) from problem
