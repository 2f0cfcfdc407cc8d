"""What the buttons and commands of the People part do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.households import Member
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.contacts.relations import Relation
from crm_desktop.services.contacts import households, queries, relations
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.relations.employer_dialog import EmployerDialog
from crm_desktop.ui.features.contacts.relations.household_dialog import HouseholdDialog
from crm_desktop.ui.features.contacts.relations.member_dialog import MemberDialog
from crm_desktop.ui.features.contacts.relations.questions_dialog import QuestionsDialog
from crm_desktop.ui.features.contacts.relations.relation_dialog import RelationDialog
from crm_desktop.ui.features.contacts.relations.role_dialog import RoleDialog
from crm_desktop.ui.session import LAST_STEP, UiSession


class Owner(Protocol):
    """The part of a record's page from which something is done."""

    @property
    def record(self) -> PartyRecord:
        """The record on view."""
        ...

    @property
    def session(self) -> UiSession:
        """The surroundings."""
        ...

    def window(self) -> QWidget:
        """The parent for dialogs."""
        ...


def add_relation(owner: Owner) -> None:
    """Ask for a new relation."""
    RelationDialog(owner.session, owner.record, None, owner.window()).open()


def change_relation(owner: Owner, relation: Relation) -> None:
    """Ask how a relation is to be."""
    RelationDialog(owner.session, owner.record, relation, owner.window()).open()


def remove_relation(owner: Owner, relation: Relation) -> None:
    """Remove a relation; the toast has Undo."""
    told = _("Removed: {name}").format(name=relation.other_name)
    _run(owner, told, relations.remove, owner.record.ref, relation)


def make_household(owner: Owner) -> None:
    """Ask who lives with the record on view."""
    HouseholdDialog(owner.session, [owner.record], owner.window()).open()


def change_own_place(owner: Owner, household: EntityRef, member: Member) -> None:
    """Ask for the place of the record on view in one of its households."""
    _with_record(
        owner, household, lambda home: MemberDialog(owner.session, home, member, owner.window()).open()
    )


def add_member(owner: Owner) -> None:
    """Ask who else belongs to the household on view."""
    MemberDialog(owner.session, owner.record, None, owner.window()).open()


def change_member(owner: Owner, member: Member) -> None:
    """Ask for the place of somebody in the household on view."""
    MemberDialog(owner.session, owner.record, member, owner.window()).open()


def remove_member(owner: Owner, member: Member) -> None:
    """Take somebody out of the household on view; the toast has Undo."""
    told = _("Removed: {name}").format(name=member.person.display_name)
    _run(owner, told, households.remove_member, owner.record.ref, member)


def new_employer(owner: Owner) -> None:
    """Ask where the contact on view has moved."""
    EmployerDialog(owner.session, owner.record, owner.window()).open()


def add_person(owner: Owner) -> None:
    """Ask who works in the company on view."""
    RoleDialog(owner.session, owner.record, owner.window()).open()


def ask_questions(owner: Owner) -> None:
    """Open the control questions for the contact on view."""
    QuestionsDialog(owner.session, owner.record, owner.window()).open()


def _with_record(owner: Owner, ref: EntityRef, act: Callable[[PartyRecord], object]) -> None:
    session = owner.session

    def on_error(error: BaseException) -> None:
        if isinstance(error, NotFoundError):
            session.notices.say(str(error))
        else:
            session.notices.fail(error)

    session.tasks.run(queries.load, session.context, ref, owner=session.tasks, on_done=act, on_error=on_error)


def _run(owner: Owner, told: str, work: Callable[..., Any], *arguments: Any) -> None:
    session = owner.session

    def on_done(_result: Any) -> None:
        session.notices.say(told, undo=LAST_STEP)

    def run(context: AppContext) -> Any:
        return work(context, *arguments)

    session.tasks.run(run, session.context, owner=session.tasks, lane="write", on_done=on_done)
