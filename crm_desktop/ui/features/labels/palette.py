"""What mailing labels add to the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.pages import Target
from crm_desktop.ui.palette_parts import HitAction


def hit_actions(context: AppContext, ref: EntityRef) -> Sequence[HitAction]:
    """A label for one record, if it has an address; runs in a worker thread."""
    if ref.kind not in REF_KINDS.values():
        return ()
    try:
        record = queries.load(context, ref)
    except NotFoundError:
        return ()
    if not record.addresses:
        return ()
    return [HitAction(_("Labels…"), "printer", _opens(ref, record.display_name), order=70)]


def _opens(ref: EntityRef, name: str) -> Callable[[CommandWindow], None]:
    def run(window: CommandWindow) -> None:
        from crm_desktop.ui.features.labels.dialog import LabelsDialog  # loads all of printing, on demand

        LabelsDialog(window.session, [Target(Selection.of(ref.id), 1, name)], window.widget).open()

    return run
