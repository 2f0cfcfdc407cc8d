"""Saves what is edited in an open record; every save is a task in the writing thread."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelledError
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import Affiliation, PartyRecord
from crm_desktop.services.contacts import field_past, ops
from crm_desktop.services.contacts.field_past import PastValue
from crm_desktop.ui.forms.drafts import Draft
from crm_desktop.ui.forms.saving import Done, DraftedSaver, Failed, ReadPast, Saver
from crm_desktop.ui.session import UiSession


class RecordEditor(QObject):
    """The way from the fields of one record to `services.contacts.ops`."""

    idle = Signal()
    """No save is under way any more."""

    def __init__(self, session: UiSession, ref: EntityRef, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.ref = session, ref
        self._pending = 0

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way."""
        return self._pending > 0

    @property
    def refusal(self) -> str:
        """Why nothing can be changed, translated; "" when it can."""
        return _("The file is read-only.") if self._session.context.store.is_read_only else ""

    def field_saver(self, key: str) -> Saver:
        """Saves a field that holds one value."""

        def save(base: str, new: str, done: Done, failed: Failed) -> None:
            self._run(ops.set_field, key, base, new, done=lambda _none: done(), failed=failed)

        return DraftedSaver(save, self.draft(lambda: key), self.past(lambda: (None, key)))

    def draft(self, name: Callable[[], str]) -> Draft:
        """Where the field `name` of this record keeps what is typed."""
        return Draft(self._session.drafts, lambda: f"{self.ref}/{name()}")

    def past(self, place: Callable[[], tuple[Id | None, str]]) -> ReadPast:
        """What reads the history of a field of this record: item (None for the record itself) and attribute."""

        def read(done: Callable[[list[PastValue]], object]) -> None:
            self._session.tasks.run(
                field_past.past_of, self._session.context, self.ref, *place(), owner=self, on_done=done
            )

        return read

    def set_value(self, key: str, base: Any, new: Any) -> None:
        """Save a field that was chosen, not typed."""
        self._run(ops.set_field, key, base, new, done=lambda _none: None, failed=self.refuse)

    def set_main_role(self, role: Affiliation, *, is_main: bool) -> None:
        """Make a role the main one, the others stepping back; or let it be one among others."""

        def changed(record: PartyRecord) -> PartyRecord:
            roles = tuple(
                dataclasses.replace(other, is_primary=is_main and other.id == role.id)
                if is_main or other.id == role.id
                else other
                for other in record.affiliations
            )
            return dataclasses.replace(record, affiliations=roles)

        self._run(ops.change_record, changed, done=lambda _record: None, failed=self.refuse)

    def refuse(self, error: BaseException) -> None:
        """Tell why what was chosen could not be saved; faults of the program were told already."""
        if isinstance(error, UserError):
            self._session.notices.fail(error)

    def add(self, item: Any, done: Callable[[Id], None], failed: Failed) -> None:
        """Append a new item to its list; `done` gets its id."""
        self._run(ops.add_item, item, done=done, failed=failed)

    def change(self, base: Any, new: Any, done: Done, failed: Failed) -> None:
        """Replace what differs between `base` and `new`."""
        self._run(ops.change_item, base, new, done=lambda _none: done(), failed=failed)

    def remove(self, item: Any, done: Done, failed: Failed) -> None:
        """Take an item off its list."""
        self._run(ops.remove_item, item, done=lambda _none: done(), failed=failed)

    def set_tags(self, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> None:
        """Put tags on the record, take others off."""

        def on_error(error: BaseException) -> None:
            self._end()
            self._session.notices.fail(error)

        self._begin()
        self._session.tasks.run(
            ops.set_tags,
            self._session.context,
            Selection.of(self.ref.id),
            add,
            remove,
            owner=self,
            lane="write",
            on_done=lambda _count: self._end(),
            on_error=on_error,
        )

    def _run(self, work: Callable[..., Any], *args: Any, done: Callable[[Any], None], failed: Failed) -> None:
        def on_done(result: Any) -> None:
            done(result)
            self._end()

        def on_error(error: BaseException) -> None:
            if not isinstance(error, UserError | CancelledError):  # a fault of the program: field and dialog
                self._session.notices.fail(error)
            failed(error)
            self._end()

        self._begin()
        self._session.tasks.run(
            work,
            self._session.context,
            self.ref,
            *args,
            owner=self,
            lane="write",
            on_done=on_done,
            on_error=on_error,
        )

    def _begin(self) -> None:
        self._pending += 1

    def _end(self) -> None:
        self._pending -= 1
        if not self._pending:
            self.idle.emit()
