"""What the day adds to the palette: questions about a hit, without opening it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import by_refs
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.today import lists
from crm_desktop.ui.features.today.commands import today_page
from crm_desktop.ui.features.today.lists import Wanted
from crm_desktop.ui.palette_parts import HitAction


def hit_actions(context: AppContext, ref: EntityRef) -> Sequence[HitAction]:
    """Dates met, and meetings before the last success; runs in a worker thread."""
    if ref.kind not in REF_KINDS.values() or not (hits := by_refs(context, [ref])):
        return ()
    name = hits[0].title
    return [
        HitAction(
            _("Ask: dates I met {name}").format(name=name),
            "circle-question-mark",
            _shows(Wanted(lists.DATES_MET, ref, name)),
            order=80,
        ),
        HitAction(
            _("Ask: meetings before the last success with {name}").format(name=name),
            "circle-question-mark",
            _shows(Wanted(lists.BEFORE_SUCCESS, ref, name)),
            order=81,
        ),
    ]


def _shows(wanted: Wanted) -> Callable[[CommandWindow], None]:
    return lambda window: today_page(window).show_list(wanted)
