"""Files that are kept with an activity: a scan of the letter, the offer that was sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.services.contacts import pictures
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_files as stored
from crm_desktop.storage.tables import parties


def files(context: AppContext, ref: EntityRef) -> list[Attachment]:
    """The files of an activity in their order, without their bytes."""
    with context.store.read() as connection:
        return stored.of(connection, ref.id)


def with_files(context: AppContext, ids: Sequence[Id]) -> frozenset[Id]:
    """Those of these activities that have files."""
    with context.store.read() as connection:
        return frozenset(stored.with_files(connection, ids))


def attach(context: AppContext, ref: EntityRef, item: Attachment) -> Id:
    """Keeps a file with an activity; returns its id.

    Args:
        context: the open file.
        ref: the activity.
        item: from `services.contacts.pictures.attached_file`.
    """
    with context.store.write(Step(_("Add file {name}").format(name=item.filename))) as work:
        return stored.add(work, ref.id, item, len(stored.of(work.connection, ref.id)))


def remove(context: AppContext, item: Attachment) -> None:
    """Takes a file off its activity; undo brings it back."""
    with context.store.write(Step(_("Remove file {name}").format(name=item.filename))) as work:
        work.remove(parties.attachment, [key for key in (item.id,) if key is not None])


def save_as(context: AppContext, item: Attachment, out: Path) -> Path:
    """Writes a file elsewhere. Raises NotFoundError when its bytes are gone, EnvironmentProblem."""
    with context.store.read() as connection:
        content = stored.content(connection, item.sha256 or b"")
    if content is None:
        raise NotFoundError(_("The content of {name} is not in this file.").format(name=item.filename))
    return pictures.save_as(dataclasses.replace(item, content=content), out)
