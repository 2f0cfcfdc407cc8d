"""The commands about relations, households, roles and control questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.contacts.records import HOUSEHOLD, ORGANIZATION, PERSON, REF_KINDS, PartyRecord
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.contacts.commands import (
    CATEGORY,
    can_change,
    can_write,
    has_record,
    open_view,
    target_of,
)
from crm_desktop.ui.features.contacts.page import CONTEXT_MENU as MENU
from crm_desktop.ui.record_parts import PartView, Place, RecordPart
from crm_desktop.ui.session import UiSession

if TYPE_CHECKING:
    from crm_desktop.ui.features.contacts.relations.acts import Owner

_MOST_PEOPLE = 20
"""More than these do not share one home; a household is made of a few chosen ones."""


@dataclass(frozen=True, slots=True)
class _OnPage:
    """The record that is open on the page of contacts."""

    session: UiSession
    record: PartyRecord
    widget: QWidget

    def window(self) -> QWidget:
        """The parent for dialogs."""
        return self.widget


def can_change_record(context: UiContext) -> str:
    """Possible with a record open in a file that may be written."""
    return can_write(context) or has_record(context)


def can_change_contact(context: UiContext) -> str:
    """Possible with a person open in a file that may be written."""
    return can_change_record(context) or (
        "" if context.record_kind == REF_KINDS[PERSON] else _("Open a person first.")
    )


def can_change_members(context: UiContext) -> str:
    """Possible with a company or household open in a file that may be written."""
    kinds = (REF_KINDS[ORGANIZATION], REF_KINDS[HOUSEHOLD])
    return can_change_record(context) or (
        "" if context.record_kind in kinds else _("Open a company or household first.")
    )


def on_record(act: Callable[[Owner], object]) -> Callable[[CommandWindow], object]:
    """A handler that acts on the open record."""

    def handler(window: CommandWindow) -> None:
        view = open_view(window)
        if view is not None:
            act(_OnPage(window.session, view.record, window.widget))

    return handler


def _add_relation(owner: Owner) -> None:
    from crm_desktop.ui.features.contacts.relations import acts  # many widgets, on demand

    acts.add_relation(owner)


def _new_employer(owner: Owner) -> None:
    from crm_desktop.ui.features.contacts.relations import acts  # many widgets, on demand

    acts.new_employer(owner)


def _ask_questions(owner: Owner) -> None:
    from crm_desktop.ui.features.contacts.relations import acts  # many widgets, on demand

    acts.ask_questions(owner)


def _add_person(owner: Owner) -> None:
    from crm_desktop.ui.features.contacts.relations import acts  # many widgets, on demand

    if owner.record.kind == ORGANIZATION:
        acts.add_person(owner)
    else:
        acts.add_member(owner)


def _make_household(window: CommandWindow) -> None:
    """Of the chosen contacts, else of the open one."""
    session, target = window.session, target_of(window)
    if target is not None and target.count > _MOST_PEOPLE:
        session.notices.say(_("A household is made of a few people; choose fewer."))
        return
    if target is None:
        return

    def read(context: AppContext) -> list[PartyRecord]:
        return queries.load_all(context, queries.selected_ids(context, target.selection))

    def show(people: list[PartyRecord]) -> None:
        from crm_desktop.ui.features.contacts.relations.household_dialog import HouseholdDialog

        chosen = [person for person in people if person.kind == PERSON and not person.is_deleted]
        HouseholdDialog(session, chosen, window.widget).open()

    session.tasks.run(read, session.context, owner=session.tasks, on_done=show)


def _kinds(window: CommandWindow) -> None:
    from crm_desktop.ui.features.contacts.relations.kinds_dialog import KindsDialog  # seldom needed

    KindsDialog(window.session, window.widget).open()


def _people_part(session: UiSession, record: PartyRecord) -> PartView:
    from crm_desktop.ui.features.contacts.relations.people_part import PeoplePart  # many widgets, on demand

    return PeoplePart(session, record)


def _load_people() -> None:
    from crm_desktop.ui.features.contacts.relations import people_part  # noqa: F401 - `_people_part` uses it


PARTS = (
    RecordPart(
        key="people",
        title=N_("People"),
        place=Place.TAB,
        build=_people_part,
        prepare=_load_people,
        order=60,
    ),
)

TIE_COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="contacts.relate",
        title=N_("Add re&lation…"),
        category=CATEGORY,
        icon="users",
        shortcuts=("Ctrl+R",),
        menus=(MenuPlace("record", 5, 0), MenuPlace(MENU, 1, 2)),
        when=can_change_record,
        opens_dialog=True,
        undoable=True,
        help=N_("Family, friends, colleagues: what somebody is to the open record."),
        handler=on_record(_add_relation),
    ),
    CommandSpec(
        id="contacts.household",
        title=N_("Make ho&usehold…"),
        category=CATEGORY,
        icon="house",
        shortcuts=("Ctrl+Shift+U",),
        menus=(MenuPlace("record", 5, 1), MenuPlace(MENU, 1, 3)),
        when=can_change,
        opens_dialog=True,
        undoable=True,
        help=N_("Those who live together get one letter, with their names in one line."),
        handler=_make_household,
    ),
    CommandSpec(
        id="contacts.employer",
        title=N_("New em&ployer…"),
        category=CATEGORY,
        icon="building",
        shortcuts=("Ctrl+Shift+J",),
        menus=(MenuPlace("record", 5, 2), MenuPlace(MENU, 1, 4)),
        when=can_change_contact,
        opens_dialog=True,
        undoable=True,
        help=N_("Ends the old role, begins the new one, and keeps the old e-mail as one that is found."),
        handler=on_record(_new_employer),
    ),
    CommandSpec(
        id="contacts.member",
        title=N_("Add person to company or household…"),
        category=CATEGORY,
        icon="user-plus",
        menus=(MenuPlace("record", 5, 3),),
        when=can_change_members,
        opens_dialog=True,
        undoable=True,
        handler=on_record(_add_person),
    ),
    CommandSpec(
        id="contacts.questions",
        title=N_("Control &questions…"),
        category=CATEGORY,
        icon="list",
        shortcuts=("Ctrl+Shift+Q",),
        menus=(MenuPlace("record", 5, 4), MenuPlace(MENU, 1, 5)),
        when=can_change_contact,
        opens_dialog=True,
        undoable=True,
        help=N_("What one asks at a first meeting; what is known already is not asked again."),
        handler=on_record(_ask_questions),
    ),
    CommandSpec(
        id="contacts.relation_kinds",
        title=N_("Kinds of &relation…"),
        category=CATEGORY,
        icon="list",
        menus=(MenuPlace("tools", 1, 1),),
        when=can_write,
        opens_dialog=True,
        undoable=True,
        help=N_("What your own kinds of relation are called from both sides, and which are retired."),
        handler=_kinds,
    ),
)
