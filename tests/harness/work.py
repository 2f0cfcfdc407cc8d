"""What the harnesses let the program do: everyday steps through its services, and how to tell that they are whole."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from crm_desktop import wiring
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.paths import Paths
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import EMAIL, PHONE, Address, ContactPoint, Note, PartyRecord
from crm_desktop.services import importing, undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage import checking, comparing
from crm_desktop.storage.engine import raw

IMPORTED = "imported"
"""Tag of every contact that an import of the harness brings."""


def open_file(path: Path, *, create: bool = False) -> AppContext:
    """The program's own way in; settings lie beside the file."""
    home = Paths.below(path.parent / "home").make()
    return wiring.open_context(
        path,
        create=create,
        paths=home,
        user_name="Ann",
        country="DK",
        is_remembered=False,
        daily_backup=False,
    )


def contact(marker: str, revision: int = 0, ballast: int = 0) -> PartyRecord:
    """A contact spread over six tables, each part of which tells its revision."""
    return PartyRecord(
        given=f"r{revision}",
        family=marker,
        account_no=marker,
        points=(
            ContactPoint(PHONE, f"+45 33 {revision:06d}"),
            ContactPoint(EMAIL, f"r{revision}@example.com"),
        ),
        addresses=(Address(street=f"Bygade {revision}", locality="Aarhus", postcode="8000", country="DK"),),
        notes=(Note(f"r{revision} {'x' * ballast}"),),
        tags=("whole",),
    )


def revision_of(record: PartyRecord) -> int | None:
    """The revision that all parts of a `contact` agree on; None when they do not, or one is missing."""
    if (
        len(record.points) != 2
        or len(record.addresses) != 1
        or len(record.notes) != 1
        or "whole" not in record.tags
    ):
        return None
    told = {
        record.given.removeprefix("r"),
        str(int(next(p.value for p in record.points if p.kind == PHONE)[-6:])),
        next(p.value for p in record.points if p.kind == EMAIL)[1:].split("@")[0],
        record.addresses[0].street.removeprefix("Bygade "),
        record.notes[0].body.split()[0].removeprefix("r"),
    }
    return int(told.pop()) if len(told) == 1 else None


def revise(context: AppContext, ref: EntityRef, revision: int) -> None:
    """Brings every part of a `contact` to `revision`, as one step."""

    def change(record: PartyRecord) -> PartyRecord:
        new = contact(record.account_no, revision)
        return dataclasses.replace(
            record,
            given=new.given,
            points=_valued(record.points, new.points),
            addresses=(dataclasses.replace(record.addresses[0], street=new.addresses[0].street),),
            notes=(dataclasses.replace(record.notes[0], body=new.notes[0].body),),
        )

    ops.change_record(context, ref, change)


def _valued(old: tuple[ContactPoint, ...], new: tuple[ContactPoint, ...]) -> tuple[ContactPoint, ...]:
    values = {p.kind: p.value for p in new}
    return tuple(dataclasses.replace(p, value=values[p.kind]) for p in old)


def vcards(path: Path, count: int, prefix: str = "import") -> Path:
    """Writes an address book of `count` contacts to `path`; their account numbers begin with `prefix`."""
    cards = (
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:{prefix}-{n}\r\nFN:Import {prefix} {n}\r\nN:{prefix} {n};Import;;;\r\n"
        f"TEL;TYPE=home:+45 44 {n:06d}\r\nEMAIL:{prefix}.{n}@example.com\r\n"
        f"ADR;TYPE=home:;;Markedet {n};Odense;;5000;Denmark\r\nNOTE:{prefix}\r\nCATEGORIES:{IMPORTED}\r\nEND:VCARD\r\n"
        for n in range(count)
    )
    path.write_text("".join(cards), encoding="utf-8", newline="")
    return path


def imported(context: AppContext, prefix: str) -> int:
    """How many living contacts the import with `prefix` has in the file."""
    with context.store.read() as connection:
        sql = "select count(*) from party where deleted = 0 and family like ?"
        return int(raw(connection).execute(sql, (f"{prefix} %",)).fetchone()[0])


def everyone() -> Selection:
    """All living records."""
    return Selection(query=ListQuery())


Do = Callable[[], Any]


def session(path: Path, rng: random.Random, rounds: int, import_size: int) -> Iterator[tuple[str, Do]]:
    """A working day in named steps, opening and closing of the file among them. Each `Do` is to be called in turn."""
    book = vcards(path.with_name("book.vcf"), import_size)
    for number in range(rounds):
        open_now: list[AppContext] = []
        yield "open", lambda box=open_now: box.append(open_file(path))
        context = open_now[0]
        made: list[EntityRef] = []
        for n in range(6):
            record = contact(f"day{number}-{n}", 0, rng.randrange(6000))
            yield "create", lambda c=context, r=record, m=made: m.append(ops.create(c, r))
        for revision in range(1, 5):
            chosen = rng.choice(made)
            yield "revise", lambda c=context, r=chosen, n=revision: revise(c, r, n)
        yield "tag", lambda c=context: ops.set_tags(c, everyone(), add=["asked"])
        yield "import", lambda c=context: importing.import_file(c, [book])
        yield "undo", lambda c=context: undo.undo(c)
        yield "trash", lambda c=context, m=made: ops.trash(c, Selection(ids=frozenset({m[0].id})))
        yield "restore", lambda c=context, m=made: ops.restore(c, Selection(ids=frozenset({m[0].id})))
        yield "revise", lambda c=context, r=made[1]: revise(c, r, 9)
        yield "close", context.close


def problems(context: AppContext) -> list[str]:
    """Everything that is wrong with the file: the program's own check, and the journal's spans."""
    found = list(checking.check(context.store.path).problems)
    with context.store.read() as connection:
        bare = raw(connection)
        outside = bare.execute(
            "select count(*) from (select hlc, site from field_clock union select hlc, site from change) c"
            " where not exists (select 1 from change_span s"
            " where s.site = c.site and c.hlc between s.hlc_from and s.hlc_to)"
        ).fetchone()[0]
        nameless = bare.execute(
            "select (select count(*) from change where set_id not in (select id from change_set))"
            " + (select count(*) from change_span where set_id not in (select id from change_set))"
        ).fetchone()[0]
    if outside:
        found.append(f"{outside} stamps of the journal are in no span")
    if nameless:
        found.append(f"{nameless} rows of the journal belong to no step")
    return found


def content(path: Path) -> str:
    """The hash over all that people typed."""
    return comparing.content_hash(path)


def records_of(context: AppContext) -> list[PartyRecord]:
    """All living records, whole."""
    ids = queries.selected_ids(context, everyone())
    return list(queries.load_all(context, ids))
