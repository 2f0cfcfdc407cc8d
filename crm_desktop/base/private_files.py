"""Folders and files that nobody but the user may read, written so that a crash leaves old or new, never half.

Source of the rules: reliability goals, threat 15 (0700 folders, 0600 files, no links of other people).
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def make_private_folder(folder: Path) -> None:
    """Create `folder` and its parents; the folder itself becomes the user's alone, whatever the umask.

    Raises:
        EnvironmentProblem: it cannot be made (`io_error`), or is a link of another user (`foreign`).
    """
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        found = folder.lstat()
        mine = _is_mine(found)
        if mine and stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) != PRIVATE_FOLDER:
            folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise EnvironmentProblem(
            "io_error",
            _("The folder {folder} cannot be made: {reason}.").format(
                folder=folder, reason=error.strerror or error
            ),
            _("Nothing was changed. Free the place, or set CRM_HOME to a folder of yours."),
        ) from error
    if not mine and stat.S_ISLNK(found.st_mode):
        raise EnvironmentProblem(
            "foreign",
            _("The folder {folder} is a link that another user made.").format(folder=folder),
            _("Nothing was written. Remove the link, or set CRM_HOME to a folder of yours."),
        )


def _is_mine(found: os.stat_result) -> bool:
    """Whether the user owns it; always so on Windows, which has other means."""
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()


def write_private(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step that is on the disk when this returns; mode 0600.

    Raises:
        OSError: the old file is then untouched and no scrap is left.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it 0600
    scrap = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scrap.replace(path)
    except BaseException:
        scrap.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Put the new directory entry on the disk too; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network file systems refuse it; the content itself is safe
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
