"""What activities add to the palette: noting something about a hit without opening it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import by_refs
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.activities.floating_log import FloatingLog
from crm_desktop.ui.features.activities.kind_words import task_word
from crm_desktop.ui.palette_parts import HitAction


def hit_actions(context: AppContext, ref: EntityRef) -> Sequence[HitAction]:
    """Log and Task; runs in a worker thread."""
    if ref.kind not in REF_KINDS.values() or context.store.is_read_only:
        return ()
    hits = by_refs(context, [ref])
    if not hits:
        return ()
    name = hits[0].title
    return [
        HitAction(_("Log…"), "phone", _opens(ref, name, ""), order=30),
        HitAction(_("Task…"), "square-check", _opens(ref, name, task_word() + " "), order=31),
    ]


def _opens(ref: EntityRef, name: str, text: str) -> Callable[[CommandWindow], None]:
    def run(window: CommandWindow) -> None:
        bar = FloatingLog(window.session, window.widget)
        bar.open_for(ref, name)
        if bar.bar is not None and text:
            bar.bar.begin(text)

    return run
