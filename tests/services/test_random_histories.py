"""Random work of two people on one file, beside a model of it that fits on a page.

An operation changes what it names and nothing else; undo and redo put back exactly what the step changed, except
where a later step in force has been at the same record; and the file looked at any earlier moment as it did then.
"""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import REF_KINDS, Affiliation, ContactPoint, PartyRecord
from crm_desktop.services import care, undo
from crm_desktop.services.contacts import ops
from crm_desktop.services.context import AppContext
from crm_desktop.services.importing import import_file
from crm_desktop.storage import past_lists
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.past import Past
from crm_desktop.storage.queries.records import load_many
from tests.factories.contexts import open_inline

PEOPLE = ("Anna", "Bo")
WHO = st.sampled_from(PEOPLE)
ANY = st.integers(0, 1_000)
NAMES = st.sampled_from(["Anna Berg", "Bo Dahl", "Åse Lund"])
TEXTS = st.sampled_from(["", "one", "two", "três"])
PHONES = st.sampled_from(["+4533110001", "+4533110002", "12"])
TAGS = st.sampled_from(["vip", "fair"])
COMPANIES = st.sampled_from(["", "Acme", "Globex"])

EXAMPLES = 15

Facts = dict[str, Any]
State = dict[Id, Facts]


def facts(record: PartyRecord) -> Facts:
    """What the model knows of a record."""
    return {
        "kind": record.kind,
        "name": record.display_name,
        "nickname": record.nickname,
        "source": record.source,
        "phones": {p.id: p.value for p in record.points},
        "roles": {a.id: a.org_id for a in record.affiliations},
        "tags": set(record.tags),
        "deleted": record.is_deleted,
    }


@dataclass
class Done:
    """One step: who took it, and what it changed, as facts before and after."""

    set_id: Id
    before: State
    after: State
    in_force: bool = True


def _is_needed(key: Id, now: State, done: Done) -> bool:
    """Whether it is a company of somebody outside the step, or of somebody of the step who had to stay."""
    return any(key in f["roles"].values() for i, f in now.items() if i not in done.after or not f["deleted"])


class TwoPeople(RuleBasedStateMachine):
    """Two sessions on one file, and the model."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = Path(shutil.copy(self.template, self.folder / "office.crm"))
        self.open: dict[str, AppContext] = {who: open_inline(self.path, user=who) for who in PEOPLE}
        self.steps: list[Done] = []
        self.owners: dict[Id, str] = {}
        self.state: State = {}
        self.moments: list[tuple[int, State]] = []

    def teardown(self) -> None:
        try:
            for hlc, then in self.moments:
                self._check_past(Past(hlc), then)
            assert care.check(self.open["Anna"]).problems == ()
        finally:
            for context in self.open.values():
                context.close()
            shutil.rmtree(self.folder)

    # What they do

    @rule(who=WHO, name=NAMES, phone=PHONES, company=COMPANIES, tag=TAGS)
    def create(self, who: str, name: str, phone: str, company: str, tag: str) -> None:
        roles = (Affiliation(org_name=company),) if company else ()
        record = PartyRecord(
            display_name=name, points=(ContactPoint("phone", phone),), affiliations=roles, tags=(tag,)
        )
        self._step(who, lambda context: ops.create(context, record))
        new = [f for f in self.steps[-1].after.values() if f["kind"] == "person"]
        assert [(f["name"], list(f["phones"].values()), f["tags"]) for f in new] == [(name, [phone], {tag})]

    @precondition(lambda self: self.state)
    @rule(who=WHO, at=ANY, name=st.sampled_from(["nickname", "source"]), value=TEXTS)
    def set_field(self, who: str, at: int, name: str, value: str) -> None:
        ref = self._ref(at)
        now = self.state[ref.id][name]
        expected = self._expected(ref.id, **{name: value})
        self._step(who, lambda context: ops.set_field(context, ref, name, now, value), expected)

    @precondition(lambda self: self.state)
    @rule(who=WHO, at=ANY, value=PHONES)
    def add_phone(self, who: str, at: int, value: str) -> None:
        ref = self._ref(at)
        key = self._step(who, lambda context: ops.add_item(context, ref, ContactPoint("phone", value)))
        assert self.state[ref.id]["phones"][key] == value

    @precondition(lambda self: self._phones())
    @rule(who=WHO, at=ANY, value=PHONES)
    def change_phone(self, who: str, at: int, value: str) -> None:
        owner, base = self._phone(at)
        phones = self.state[owner.id]["phones"] | {base.id: value}
        new = dataclasses.replace(base, value=value)
        expected = self._expected(owner.id, phones=phones)
        self._step(who, lambda context: ops.change_item(context, owner, base, new), expected)

    @precondition(lambda self: self._phones())
    @rule(who=WHO, at=ANY)
    def remove_phone(self, who: str, at: int) -> None:
        owner, base = self._phone(at)
        phones = {i: v for i, v in self.state[owner.id]["phones"].items() if i != base.id}
        expected = self._expected(owner.id, phones=phones)
        self._step(who, lambda context: ops.remove_item(context, owner, base), expected)

    @precondition(lambda self: self.state)
    @rule(who=WHO, at=ANY, add=TAGS, remove=TAGS)
    def set_tags(self, who: str, at: int, add: str, remove: str) -> None:
        ref = self._ref(at)
        gone = {remove} - {add}
        expected = self._expected(ref.id, tags=(self.state[ref.id]["tags"] | {add}) - gone)
        self._step(
            who, lambda c: ops.set_tags(c, Selection.of(ref.id), add=[add], remove=sorted(gone)), expected
        )

    @precondition(lambda self: self.state)
    @rule(who=WHO, at=ANY, is_gone=st.booleans())
    def trash_or_restore(self, who: str, at: int, is_gone: bool) -> None:
        ref = self._ref(at)
        expected = self._expected(ref.id, deleted=is_gone)
        act = ops.trash if is_gone else ops.restore
        self._step(who, lambda context: act(context, Selection.of(ref.id)), expected)

    @rule(who=WHO, cards=st.lists(st.tuples(NAMES, PHONES, COMPANIES), min_size=1, max_size=3))
    def import_cards(self, who: str, cards: list[tuple[str, str, str]]) -> None:
        text = "".join(
            f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{name}\r\nTEL:{phone}\r\nORG:{company}\r\nEND:VCARD\r\n"
            for name, phone, company in cards
        )
        path = self.folder / "cards.vcf"
        path.write_text(text, encoding="utf-8")
        self._step(who, lambda context: import_file(context, path))
        before = content_hash(self.path)
        again = import_file(self.open[who], path)
        assert (again.added, again.updated, content_hash(self.path)) == (0, 0, before)

    @rule(who=WHO)
    def undo_last(self, who: str) -> None:
        context = self.open[who]
        entry = undo.undoable(context)
        assert (entry is None) == all(not s.in_force for s in self._own(who))
        if entry is None:
            return
        done = next(s for s in self.steps if s.set_id == entry.set_id)
        before = content_hash(self.path)
        was = self.state
        report = undo.undo(context)
        done.in_force = False
        self._put_back(done, done.after, done.before)
        if report.set_id is not None:
            undo.redo(context)
            assert content_hash(self.path) == before
            assert self._read() == was
            undo.undo(context)
            assert self._read() == self.state

    @rule(who=WHO)
    def redo_last(self, who: str) -> None:
        context = self.open[who]
        entry = undo.redoable(context)
        if entry is None:
            return
        done = next(s for s in self.steps if s.set_id == entry.set_id)
        undo.redo(context)
        done.in_force = True
        self._put_back(done, done.before, done.after)

    @invariant()
    def the_file_says_what_the_model_says(self) -> None:
        assert self._read() == self.state

    # The model

    def _own(self, who: str) -> list[Done]:
        return [s for s in self.steps if self.owners[s.set_id] == who]

    def _step(self, who: str, act: Callable[[AppContext], Any], expected: State | None = None) -> Any:
        context = self.open[who]
        last = undo.undoable(context)
        result = act(context)
        now = self._read()
        assert expected is None or now == expected
        entry = undo.undoable(context)
        changed = {i for i in now if now[i] != self.state.get(i)}
        if entry is not None and (last is None or entry.set_id != last.set_id):
            done = Done(
                entry.set_id,
                {i: self.state.get(i, now[i] | {"deleted": True}) for i in changed},
                {i: now[i] for i in changed},
            )
            self.steps.append(done)
            self.owners[entry.set_id] = who
        else:
            assert not changed
        self.state = now
        self._remember()
        return result

    def _put_back(self, done: Done, here: State, there: State) -> None:
        """Every record that nobody was at since has what it had; the others may; all else is as it was."""
        now = self._read()
        later = [s for s in self.steps if s.in_force and s is not done and s.set_id > done.set_id]
        for key, facts_now in now.items():
            if key not in there:
                assert facts_now == self.state[key]
            elif self.state[key] == here[key] and not any(key in step.after for step in later):
                assert facts_now == there[key] or _is_needed(key, now, done)
        self.state = now
        self._remember()

    def _read(self) -> State:
        with self.open["Anna"].store.read() as connection:
            ids = [row[0] for row in raw(connection).execute("select id from party").fetchall()]
            return {record.ref.id: facts(record) for record in load_many(connection, ids)}

    def _remember(self) -> None:
        with self.open["Anna"].store.read() as connection:
            (hlc,) = raw(connection).execute("select last from sync_clock").fetchone()
        self.moments.append((hlc, self.state))

    def _check_past(self, past: Past, then: State) -> None:
        context = self.open["Anna"]
        with context.store.read() as connection:
            records = load_many(connection, sorted(self.state), past=past)
            listed = past_lists.ids_at(connection, ListQuery(), past, context.store.locale)
        assert {record.ref.id: facts(record) for record in records} == then
        assert sorted(listed) == sorted(i for i, f in then.items() if not f["deleted"])

    def _expected(self, key: Id, **changes: Any) -> State:
        return self.state | {key: self.state[key] | changes}

    def _ref(self, at: int) -> EntityRef:
        key = sorted(self.state)[at % len(self.state)]
        return EntityRef(REF_KINDS[self.state[key]["kind"]], key)

    def _phones(self) -> list[tuple[Id, Id]]:
        return [(owner, key) for owner, f in sorted(self.state.items()) for key in sorted(f["phones"])]

    def _phone(self, at: int) -> tuple[EntityRef, ContactPoint]:
        phones = self._phones()
        owner, key = phones[at % len(phones)]
        return self._ref(sorted(self.state).index(owner)), ContactPoint(
            "phone", self.state[owner]["phones"][key], id=key
        )


def test_random_histories(empty_file: Path) -> None:
    TwoPeople.template = empty_file
    run_state_machine_as_test(TwoPeople, settings=settings(max_examples=EXAMPLES, stateful_step_count=20))
