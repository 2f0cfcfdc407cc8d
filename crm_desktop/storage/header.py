"""What a file says of itself in its first hundred bytes, read before any database connection exists.

Source: SQLite file format, section 1.3. A file that is refused here has not been touched in any way.
"""

from __future__ import annotations

import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _

APPLICATION_ID = 0x43524D44  # "CRMD"
SCHEMA_VERSION = 1
"""The schema this program writes (SQLite's user_version); one more with every released migration."""

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Header:
    """The facts that decide whether a file may be opened.

    Attributes:
        schema_version: which schema it has; lower than SCHEMA_VERSION is upgraded.
        is_wal: whether it was last used in WAL mode.
    """

    schema_version: int
    is_wal: bool


def read_header(path: Path) -> Header:
    """The header of a file of ours.

    Raises:
        EnvironmentProblem: missing, not_a_file, hostile (a link of somebody else), foreign, newer, damaged.
    """
    _check_place(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except PermissionError as error:
        raise EnvironmentProblem(
            "read_only",
            _("You may not read “{name}”.").format(name=path.name),
            _("Ask its owner for access."),
        ) from error
    if not head:
        raise _empty(path)
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise _foreign(path)
    (user_version,) = struct.unpack(">i", head[60:64])
    (application_id,) = struct.unpack(">i", head[68:72])
    if application_id != APPLICATION_ID:
        raise _foreign(path)
    if user_version > SCHEMA_VERSION:
        raise EnvironmentProblem(
            "newer",
            _(
                "“{name}” was written by a newer version of the program (file version {theirs}, this"
                " program knows {ours})."
            ).format(name=path.name, theirs=user_version, ours=SCHEMA_VERSION),
            _("It was not changed. Update the program on this computer, then open the file again."),
        )
    if user_version < 1:
        raise EnvironmentProblem(
            "damaged",
            _("“{name}” has no valid version number.").format(name=path.name),
            _("It was not changed. Restore a backup, or rescue what is readable with “check --salvage”."),
        )
    return Header(user_version, head[18] == 2 or head[19] == 2)


def _check_place(path: Path) -> None:
    try:
        link = path.lstat()
        target = path.stat()
    except FileNotFoundError as error:
        raise EnvironmentProblem(
            "missing",
            _("There is no file “{name}”.").format(name=path),
            _("Check the name, or create it with “new”."),
        ) from error
    if stat.S_ISLNK(link.st_mode) and hasattr(os, "getuid") and link.st_uid not in (os.getuid(), 0):
        raise EnvironmentProblem(
            "hostile",
            _("“{name}” is a link that belongs to somebody else.").format(name=path.name),
            _("It was not opened. Open the file it points to by its own name if you trust it."),
        )
    if not stat.S_ISREG(target.st_mode):
        raise EnvironmentProblem(
            "not_a_file", _("“{name}” is not a file.").format(name=path.name), _("Choose a customer file.")
        )


def _foreign(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        "foreign",
        _("“{name}” is not a file of this program, or it is encrypted.").format(name=path.name),
        _("It was not changed. To bring in contacts of another program, use Import."),
    )


def _empty(path: Path) -> EnvironmentProblem:
    """Of no bytes at all: somebody made it in the file browser, or a copy or a full disk lost what was in it."""
    return EnvironmentProblem(
        "foreign",
        _("The file {file} is empty.").format(file=path.name),
        _("It was not changed. Restore a backup, or make a new file under another name."),
    )
