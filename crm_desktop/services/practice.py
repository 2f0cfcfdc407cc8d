"""The practice file: made-up customers, for trying things out."""

from __future__ import annotations

from pathlib import Path

from crm_desktop.base.paths import Paths, resources
from crm_desktop.services.context import AppContext
from crm_desktop.services.importing import ImportReport, import_file

FILE_NAME = "Practice.crm"


def path_in(paths: Paths) -> Path:
    """Where the practice file of a user lies."""
    return paths.data / FILE_NAME


def fill(context: AppContext) -> ImportReport:
    """Puts the sample contacts into a file; a second time they are all there already."""
    return import_file(context, resources() / "samples" / "contacts.vcf")
