"""Where a document goes: a file that appears whole or not at all, or a stream."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _

_REASONS = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EISDIR: "not_a_file",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ETXTBSY: "locked",
}


@contextmanager
def opened_output(out: Path | BinaryIO) -> Iterator[BinaryIO]:
    """A stream to write the document to.

    A path is written beside its place and renamed at the end, so that an old file stays until the new one is
    on the disk, and nothing is left behind by an error or a cancel. Rights follow the user's umask: where a
    printed document goes is the user's choice.

    Raises:
        EnvironmentProblem: the file cannot be written; the old one, if any, is untouched.
    """
    if not isinstance(out, Path):
        yield out
        return
    scrap = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        with scrap.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        scrap.replace(out)
    except OSError as problem:
        raise _cannot_write(out, problem) from problem
    finally:
        scrap.unlink(missing_ok=True)


def _cannot_write(out: Path, problem: OSError) -> EnvironmentProblem:
    reason = _REASONS.get(problem.errno or 0, "io_error")
    advice = {
        "disk_full": _("The disk is full. Free some space or choose another place."),
        "missing": _("The folder does not exist. Choose another place."),
        "not_a_file": _("There is a folder of this name. Choose another name."),
        "read_only": _("You may not write there, or the file is open in another program."),
    }.get(reason, _("Choose another place and try again."))
    return EnvironmentProblem(
        reason,
        _("The file {name} could not be written.").format(name=out.name),
        _("Your data is untouched. {advice}").format(advice=advice),
    )
