"""Files that a person puts beside a record: photos and attachments, checked before they are kept."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem, ValidationError
from crm_desktop.base.formats import size_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Attachment

LARGEST_PHOTO = 25_000_000
LARGEST_FILE = 250_000_000
"""Bytes."""

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": ("image/png", ".png"), b"\xff\xd8\xff": ("image/jpeg", ".jpg")}


def photo(content: bytes, name: str = "") -> Attachment:
    """A photo of these bytes; the format is told from them and not from the name.

    Raises:
        ValidationError: it is neither PNG nor JPEG, or too large.
    """
    if len(content) > LARGEST_PHOTO:
        message = _("This picture is too large: {size}; a photo may have {limit}.")
        sizes = {"size": size_text(len(content)), "limit": size_text(LARGEST_PHOTO)}
        raise ValidationError({"photo": message.format(**sizes)})
    for signature, (mime, suffix) in _SIGNATURES.items():
        if content.startswith(signature):
            return Attachment(name or f"photo{suffix}", mime, content=content, is_photo=True)
    raise ValidationError({"photo": _("A photo is a PNG or JPEG picture; this is neither.")})


def photo_file(path: Path) -> Attachment:
    """The photo in a file. Raises ValidationError as `photo` does, EnvironmentProblem when it cannot be read."""
    return photo(_read(path, LARGEST_PHOTO), path.name)


def attached_file(path: Path) -> Attachment:
    """A file to keep with a record. Raises ValidationError when it is too large, EnvironmentProblem."""
    content = _read(path, LARGEST_FILE)
    if len(content) > LARGEST_FILE:
        message = _("This file is too large: one may have {limit}.")
        raise ValidationError({"attachment": message.format(limit=size_text(LARGEST_FILE))})
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Attachment(path.name, mime, content=content)


def _read(path: Path, limit: int) -> bytes:
    """The bytes of a file; of one that is too large only so many that it shows."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise EnvironmentProblem(
            "io_error",
            _("{file} cannot be read: {reason}.").format(file=path.name, reason=error.strerror or error),
        ) from error


def save_as(item: Attachment, out: Path) -> Path:
    """Writes the bytes of an attachment (read with its content) to `out`. Raises EnvironmentProblem."""
    try:
        out.write_bytes(item.content or b"")
    except OSError as error:
        raise EnvironmentProblem(
            "io_error",
            _("{file} cannot be written: {reason}.").format(file=out.name, reason=error.strerror or error),
        ) from error
    return out
