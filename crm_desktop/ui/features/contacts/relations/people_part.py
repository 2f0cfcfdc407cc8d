"""The tab People of a record: relations, household, companies; of a company or household the people in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import GROUP, HOUSEHOLD, ORGANIZATION, PERSON, PartyRecord
from crm_desktop.domain.contacts.words import role_title
from crm_desktop.ui.features.contacts.relations import acts
from crm_desktop.ui.features.contacts.relations.name_rule import NameRuleRow
from crm_desktop.ui.features.contacts.relations.rows import (
    Row,
    TieRow,
    company_rows,
    holder_row,
    remembered_rows,
)
from crm_desktop.ui.features.contacts.relations.standing import Standing, read
from crm_desktop.ui.features.contacts.relations.words import (
    joined,
    span_text,
)
from crm_desktop.ui.forms.section import Section
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.record_parts import PartView
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

PEOPLE_PART = "people"
_READ_AFTER_MS = 30
_WITH_MEMBERS = (HOUSEHOLD, GROUP)
_AT_ONCE = 40
"""Rows that are made in one go, in some 40 ms."""


class PeoplePart(PartView):
    """Sections that are made anew when something changed; the keyboard stays where it was."""

    def __init__(self, session: UiSession, record: PartyRecord) -> None:
        super().__init__()
        self.session, self.record = session, record
        self._standing: Standing | None = None
        self._reading: Job | None = None
        self._read_only = session.context.store.is_read_only
        self._area = QScrollArea()
        self._area.setObjectName("detailPane")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.sections: list[Section] = []
        self.first_button: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self._read)
        session.changes.published.connect(self._on_changes)
        self._read()

    def show_record(self, record: PartyRecord) -> None:
        """Another state of the record."""
        if record != self.record:
            self.record = record
            self._timer.start()

    def focus_main(self) -> None:
        """The first button."""
        (self.first_button or self).setFocus()

    def reading_order(self) -> Sequence[QWidget]:
        """The sections from top to bottom."""
        return [self._area]

    # --- reading

    def _on_changes(self, changes: ChangeSet) -> None:
        """Whoever is on view may have another name, birthday or tie now."""
        shown = {self.record.ref.id, *(ref.id for ref in self._shown())}
        if changes.rebuild or any(changes.touches(key) for key in shown):
            self._timer.start()

    def _shown(self) -> list[EntityRef]:
        standing = self._standing
        if standing is None:
            return []
        people = [relation.other for relation in standing.relations if relation.other is not None]
        homes = [home.record for home in standing.homes]
        members = [m.person.ref for home in standing.homes for m in home.members]
        members += [m.person.ref for m in standing.members]
        return [*people, *homes, *members, *(holder.person for holder in standing.holders)]

    def _read(self) -> None:
        self._reading = self.session.tasks.run(
            read, self.session.context, self.record, owner=self, on_done=self._show, instead_of=self._reading
        )

    # --- showing

    def _show(self, standing: Standing) -> None:
        if standing == self._standing:
            return
        self._standing = standing
        had_keyboard = (
            self.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        )
        at = self._area.verticalScrollBar().value()
        body = QWidget()
        body.setObjectName("detailBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 8, 0, 24)
        column.setSpacing(20)
        self.sections = list(self._made(standing))
        for section in self.sections:
            column.addWidget(section)
        column.addStretch()
        self._area.setWidget(body)
        self._area.verticalScrollBar().setValue(at)
        if had_keyboard:
            self.focus_main()
        order_soon(self)
        self.count_changed.emit(self._count(standing))

    def _count(self, standing: Standing) -> int:
        number = len({relation.other for relation in standing.relations})
        return number + standing.members_total + standing.holders_total

    def _made(self, standing: Standing) -> list[Section]:
        self.first_button = None
        sections = []
        if self.record.kind in _WITH_MEMBERS:
            sections.append(self._members(standing))
        if self.record.kind == ORGANIZATION:
            sections += self._holders(standing)
        sections.append(self._relations(standing))
        if self.record.kind == PERSON:
            sections += [self._homes(standing), self._companies(), self._remembered()]
        return sections

    def _section(self, title: str, rows: Sequence[Row], empty: str, *buttons: QWidget) -> Section:
        section = Section(self.session.theme, title)
        self._fill(section, rows)
        if not rows:
            section.add(TextLabel(self.session.theme, empty, colour="text_3", wrap=True))
        if buttons and not self._read_only:
            box = QWidget()
            line = QHBoxLayout(box)
            line.setContentsMargins(0, 4, 0, 0)
            line.setSpacing(8)
            for button in buttons:
                line.addWidget(button)
            line.addStretch()
            section.add(box)
            self.first_button = self.first_button or buttons[0]
        return section

    def _fill(self, section: Section, rows: Sequence[Row], link: QWidget | None = None) -> None:
        """Some rows, above the link that asked for more of them; the rest waits for the next one."""
        made = [make() for make in rows[:_AT_ONCE]]
        rest = rows[_AT_ONCE:]
        if rest:
            text = ngettext("Show {n} more", "Show {n} more", len(rest)).format(n=number_text(len(rest)))
            more = push_button(text, lambda: self._fill(section, rest, more), kind="link")
            made.append(more)
        for widget in made:
            if link is None:
                section.add(widget)
            else:
                section.insert_before(link, widget)
        if link is not None:
            section.discard(link)

    def _button(self, text: str, act: Callable[[], object]) -> QWidget:
        return push_button(text, act)

    def _unless_read_only(self, act: Callable[[], object]) -> Callable[[], object] | None:
        return None if self._read_only else act

    def _relations(self, standing: Standing) -> Section:
        today = self.session.context.clock.today()
        rows: list[Row] = []
        for relation in standing.relations:
            birthday = standing.birthdays.get(relation.other) if relation.other else None
            detail = joined(
                span_text(relation.from_on, relation.to_on),
                _("birthday {day}").format(day=birthday) if birthday else "",
                relation.note,
            )
            rows.append(
                partial(
                    TieRow,
                    self.session,
                    relation.word,
                    relation.other_name,
                    relation.other,
                    detail,
                    change=self._unless_read_only(partial(acts.change_relation, self, relation)),
                    remove=self._unless_read_only(partial(acts.remove_relation, self, relation)),
                    is_past=relation.is_over(today),
                )
            )
        empty = _("Nobody yet. Note family, friends, colleagues: whoever matters to them.")
        button = self._button(_("Add relation…"), lambda: acts.add_relation(self))
        return self._section(_("Relations"), rows, empty, button)

    def _homes(self, standing: Standing) -> Section:
        rows: list[Row] = []
        for home in standing.homes:
            own = next((m for m in home.members if m.person.id == self.record.id), None)
            detail = joined(role_title(own.role), span_text(own.from_on, own.to_on)) if own else ""
            change = partial(acts.change_own_place, self, home.record, own) if own else None
            rows.append(
                partial(
                    TieRow,
                    self.session,
                    _("Household"),
                    home.name,
                    home.record,
                    detail,
                    change=self._unless_read_only(change) if change else None,
                )
            )
            rows += [
                partial(TieRow, self.session, role_title(m.role), m.person.display_name, m.person.ref)
                for m in home.members
                if m.person.id != self.record.id and m.holds(self.session.context.clock.today())
            ]
        empty = _("In no household. Those who live together get one letter.")
        button = self._button(_("Make household…"), lambda: acts.make_household(self))
        return self._section(_("Household"), rows, empty, button)

    def _companies(self) -> Section:
        button = self._button(_("New employer…"), lambda: acts.new_employer(self))
        rows = company_rows(self.session, self.record)
        return self._section(_("Companies"), rows, _("No company is known."), button)

    def _remembered(self) -> Section:
        """Facts and days at hand, and what is still to be asked."""
        button = self._button(_("Control questions…"), lambda: acts.ask_questions(self))
        rows = remembered_rows(self.session, self.record)
        return self._section(_("Worth remembering"), rows, _("Nothing is noted yet."), button)

    def _members(self, standing: Standing) -> Section:
        today = self.session.context.clock.today()
        is_home = self.record.kind == HOUSEHOLD
        rows: list[Row] = []
        for member in standing.members:
            rows.append(
                partial(
                    TieRow,
                    self.session,
                    role_title(member.role),
                    member.person.display_name,
                    member.person.ref,
                    span_text(member.from_on, member.to_on),
                    change=self._unless_read_only(partial(acts.change_member, self, member))
                    if is_home
                    else None,
                    remove=self._unless_read_only(partial(acts.remove_member, self, member))
                    if is_home
                    else None,
                    is_past=not member.holds(today),
                )
            )
        buttons = [self._button(_("Add member…"), lambda: acts.add_member(self))] if is_home else []
        section = self._section(_("Members"), rows, _("Nobody is in it yet."), *buttons)
        self._add_rest(section, standing.members_total - len(standing.members))
        if is_home and standing.members:
            present = [member for member in standing.members if member.holds(today)]
            section.add(NameRuleRow(self.session, self.record, present, is_read_only=self._read_only))
        return section

    def _holders(self, standing: Standing) -> list[Section]:
        today = self.session.context.clock.today()
        present = [h for h in standing.holders if h.role.to_on is None or h.role.to_on >= today]
        former = [h for h in standing.holders if h not in present]
        button = self._button(_("Add person…"), lambda: acts.add_person(self))
        rows = [holder_row(self.session, holder) for holder in present]
        sections = [self._section(_("People"), rows, _("Nobody works here as far as is known."), button)]
        if former:
            sections.append(
                self._section(_("Former people"), [holder_row(self.session, h) for h in former], "")
            )
        self._add_rest(sections[-1], standing.holders_total - len(standing.holders))
        return sections

    def _add_rest(self, section: Section, number: int) -> None:
        """How many there are that are not even read."""
        if number > 0:
            text = ngettext("and {n} more", "and {n} more", number).format(n=number_text(number))
            section.add(TextLabel(self.session.theme, text, colour="text_3"))
