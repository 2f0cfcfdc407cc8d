"""What a record in the trash took with it, in a sentence, and the button that brings all of it back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from crm_desktop.base.formats import list_text, number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import stream
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import EMAIL, PHONE, PartyRecord
from crm_desktop.services.activities import timeline
from crm_desktop.services.contacts import ops, relations
from crm_desktop.services.context import AppContext
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse


@dataclass(frozen=True, slots=True)
class Hanging:
    """How much hangs on a record besides its own fields."""

    activities: int = 0
    ties: int = 0


def _read_hanging(context: AppContext, ref: EntityRef) -> Hanging:
    """Runs in a worker thread."""
    line = timeline.timeline(context, ref)
    return Hanging(line.counts[stream.ALL] + len(line.planned), len(relations.relations_of(context, ref)))


def kept_text(record: PartyRecord, hanging: Hanging) -> str:
    """What is in the trash with a record, such as "2 phone numbers, 1 note and 3 activities"; "" for nothing."""
    phones, mails = len(record.points_of(PHONE)), len(record.points_of(EMAIL))
    places, notes = len(record.addresses), len(record.notes)
    counted = (
        (phones, ngettext("{n} phone number", "{n} phone numbers", phones)),
        (mails, ngettext("{n} e-mail address", "{n} e-mail addresses", mails)),
        (places, ngettext("{n} postal address", "{n} postal addresses", places)),
        (notes, ngettext("{n} note", "{n} notes", notes)),
        (hanging.activities, ngettext("{n} activity", "{n} activities", hanging.activities)),
        (hanging.ties, ngettext("{n} tie to others", "{n} ties to others", hanging.ties)),
    )
    return list_text([text.format(n=number_text(count)) for count, text in counted if count])


class TrashStrip(QFrame):
    """Hidden while the record is not in the trash."""

    def __init__(self, session: UiSession) -> None:
        super().__init__()
        self.setObjectName("conflictStrip")
        self._session = session
        self._record: PartyRecord | None = None
        self._reading: Job | None = None
        self._label = TextLabel(session.theme, colour="warn", wrap=True)
        self.restore_button = push_button(_("Restore"), self.restore)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._label, 1)
        row.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence; "" while the record is not in the trash."""
        return "" if self.isHidden() else self._label.text()

    def show_record(self, record: PartyRecord) -> None:
        """Tell of a record in the trash; what hangs on it is read meanwhile."""
        self._record = record
        self.setVisible(record.is_deleted)
        if not record.is_deleted:
            return
        is_read_only = self._session.context.store.is_read_only
        refuse(_("The file is read-only.") if is_read_only else "", self.restore_button)
        self._tell(Hanging())
        self._reading = self._session.tasks.run(
            _read_hanging,
            self._session.context,
            record.ref,
            owner=self,
            on_done=self._tell,
            instead_of=self._reading,
        )

    def restore(self) -> None:
        """Take the record out of the trash, with everything that belongs to it."""
        if self._record is None:
            return
        say = self._session.notices.say
        self._session.tasks.run(
            ops.restore,
            self._session.context,
            Selection.of(self._record.ref.id),
            owner=self,
            lane="write",
            on_done=lambda _count: say(_("Restored"), undo=LAST_STEP),
        )

    def _tell(self, hanging: Hanging) -> None:
        kept = kept_text(self._record, hanging) if self._record is not None else ""
        if kept:
            text = _("In the trash, and with it: {kept}. Restore brings all of it back.").format(kept=kept)
        else:
            text = _("In the trash. Restore brings it back as it was.")
        self._label.setText(text)
        self.setAccessibleName(text)
