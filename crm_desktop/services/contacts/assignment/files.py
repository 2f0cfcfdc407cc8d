"""`photo=@portrait.jpg`, `attachment+=@contract.pdf`: files that are kept with a record."""

from __future__ import annotations

import dataclasses
import hashlib
import mimetypes
from pathlib import Path

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Attachment, PartyRecord
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.assignment.terms import ADD, REMOVE, SET, Assignment, put

_UNKNOWN = "application/octet-stream"


def set_photo(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`photo=@portrait.jpg`, `photo=`, `photo.caption=…`. Raises ValidationError."""
    assignment.only(SET)
    index = next((i for i, a in enumerate(record.attachments) if a.is_photo), len(record.attachments))
    if assignment.rest == ("caption",) and index < len(record.attachments):
        return _captioned(record, index, assignment.value)
    if assignment.rest:
        raise assignment.refusal(_("“{path}” says more than there is.").format(path=assignment.path))
    if not assignment.value:
        return dataclasses.replace(record, attachments=put(record.attachments, index, None))
    photo = dataclasses.replace(_read(assignment), is_photo=True)
    if not photo.mime.startswith("image/"):
        raise assignment.refusal(
            _("“{name}” is no picture (JPEG, PNG, GIF, BMP, WebP).").format(name=photo.filename)
        )
    old = record.photo
    if old is not None and old.sha256 == photo.sha256:
        return record
    return dataclasses.replace(record, attachments=put(record.attachments, index, photo))


def set_attachment(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`attachment+=@contract.pdf`, `attachment-=contract.pdf`, `attachment."contract.pdf".caption=…`.

    Raises:
        ValidationError: there is no such file, or no such attachment.
    """
    if assignment.operator == ADD and not assignment.rest:
        return dataclasses.replace(record, attachments=(*record.attachments, _read(assignment)))
    if assignment.operator == REMOVE and not assignment.rest:
        index = _index(record, assignment, assignment.value)
        return dataclasses.replace(record, attachments=put(record.attachments, index, None))
    assignment.only(SET)
    rest, attribute = assignment.split_off({"caption": "caption"})
    if not rest:
        raise assignment.refusal(_("Add a file with attachment+=@FILE, take it off with attachment-=NAME."))
    index = _index(record, assignment, ".".join(rest))
    if attribute:
        return _captioned(record, index, assignment.value)
    if assignment.value:
        raise assignment.refusal(_("Add a file with attachment+=@FILE, take it off with attachment-=NAME."))
    return dataclasses.replace(record, attachments=put(record.attachments, index, None))


def _index(record: PartyRecord, assignment: Assignment, name: str) -> int:
    for index, attachment in enumerate(record.attachments):
        if not attachment.is_photo and fold(attachment.filename) == fold(name):
            return index
    raise assignment.refusal(_("This record has no attachment “{name}”.").format(name=name))


def _captioned(record: PartyRecord, index: int, caption: str) -> PartyRecord:
    attachment = dataclasses.replace(record.attachments[index], caption=caption)
    return dataclasses.replace(record, attachments=put(record.attachments, index, attachment))


def _read(assignment: Assignment) -> Attachment:
    from crm_desktop.exchange.limits import ATTACHMENT
    from crm_desktop.exchange.vcard.media import picture_type

    if not assignment.value.startswith("@"):
        raise assignment.refusal(
            _("Write @ before the name of the file, such as {example}.").format(
                example=f"{assignment.field}{assignment.operator}@{assignment.value}"
            )
        )
    path = Path(assignment.value[1:]).expanduser()
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= ATTACHMENT else b""
    except OSError as problem:
        raise assignment.refusal(
            _("The file “{name}” cannot be read: {reason}.").format(
                name=path, reason=problem.strerror or problem
            )
        ) from problem
    if not content:
        raise assignment.refusal(
            _("The file “{name}” is empty, or larger than {size} MB.").format(
                name=path.name, size=ATTACHMENT >> 20
            )
        )
    mime = picture_type(content)[0] or mimetypes.guess_type(path.name)[0] or _UNKNOWN
    return Attachment(path.name, mime, len(content), hashlib.sha256(content).digest(), content=content)
