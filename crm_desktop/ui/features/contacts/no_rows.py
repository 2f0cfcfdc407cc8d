"""What the list of contacts says when it has no rows: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.ui.widgets.state_card import Choice, StateCard


@dataclass(frozen=True, slots=True)
class WaysOn:
    """What can be done where there is nothing.

    Attributes:
        run: runs a command of the window by its id.
        create: makes a contact of the text that was typed; None where nothing can be made.
    """

    show_everything: Callable[[], object]
    clear_filters: Callable[[], object]
    run: Callable[[str], object]
    create: Callable[[str], object] | None


def explain_no_rows(card: StateCard, query: ListQuery, list_name: str, ways: WaysOn) -> None:
    """Say on `card` why the list `list_name`, which shows `query`, is empty."""
    is_narrowed = bool(query.tag or query.kinds)
    if query.text or query.where:
        _explain_no_match(card, query, list_name, ways)
    elif query.trash:
        card.show_state(
            "trash", _("The trash is empty."), _("What you delete waits here and can be restored.")
        )
    elif is_narrowed:
        card.show_state(
            "contact",
            _("Nothing here yet."),
            _("In “{list}”.").format(list=list_name),
            primary=(_("Show all contacts"), ways.show_everything),
        )
    else:
        card.show_state(
            "users",
            _("No contacts yet"),
            _("Bring your address book from a phone, Google or a CSV file."),
            primary=(_("Import…"), lambda: ways.run("contacts.import")),
            others=((_("New contact…"), lambda: ways.run("contacts.new")),),
        )


def _explain_no_match(card: StateCard, query: ListQuery, list_name: str, ways: WaysOn) -> None:
    """The words that were typed, what else narrows the list, and the two ways on."""
    create = ways.create
    others: tuple[Choice, ...] = ()
    if query.text and not query.trash and create is not None:
        others = ((_("Create “{text}”").format(text=query.text), lambda: create(query.text)),)
    is_narrowed = bool(query.tag or query.kinds or query.trash)
    where = _("In “{list}”.") if is_narrowed else _("Looked for in all contacts.")
    card.show_state(
        "search-x",
        _("Nothing matches “{text}”.").format(text=query.text or query.where),
        where.format(list=list_name),
        primary=(_("Clear filters"), ways.clear_filters),
        others=others,
    )
