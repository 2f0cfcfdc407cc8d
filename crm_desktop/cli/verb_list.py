"""The verbs, in the order in which help shows them."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.base.i18n import N_


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb.

    Attributes:
        name: as it is typed.
        module: below `crm_desktop.cli.verbs`.
        summary: one line for the list of verbs, marked for translation.
    """

    name: str
    module: str
    summary: str


VERBS = (
    Verb("new", "new", N_("Create a file.")),
    Verb("import", "import_", N_("Take in address books: vCard, CSV, JSON.")),
    Verb("export", "export", N_("Write records to a file for other programs.")),
    Verb("find", "find", N_("Find records by any fragment of anything.")),
    Verb("list", "list_", N_("List contacts, companies, households or groups.")),
    Verb("show", "show", N_("Show one record with everything in it.")),
    Verb("add", "add", N_("Add a contact, company, household or group.")),
    Verb("set", "set_", N_("Set fields of a record.")),
    Verb("relate", "relate", N_("Say what one record is to another.")),
    Verb("relations", "relations", N_("Show who a record is related to.")),
    Verb("trash", "trash", N_("Put records into the trash, or take them out.")),
    Verb("history", "history", N_("Show every change of a record.")),
    Verb("log", "log", N_("Write down a call, meeting or note in one line.")),
    Verb("timeline", "timeline", N_("Show what was done with somebody, and what comes next.")),
    Verb("due", "due", N_("List what is to be done, and whom to get in touch with.")),
    Verb("ask", "ask", N_("Answer a question about meetings, or about the work of a day.")),
    Verb("undo", "undo", N_("Take back the last step, or any other.")),
    Verb("labels", "labels", N_("Print mailing labels as PDF.")),
    Verb("sheets", "sheets", N_("List the label sheets that are known.")),
    Verb("check", "check", N_("Check the file; repair or rescue it.")),
    Verb("backup", "backup", N_("Make a verified copy of the file.")),
    Verb("restore", "restore", N_("Go back to a backup, after showing what differs.")),
    Verb("doctor", "doctor", N_("Show versions, places and fonts.")),
)
