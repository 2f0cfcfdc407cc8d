"""What a complete copy holds after its records: written, read back in any layout, and told where it is damaged."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities.records import ActivityRecord, CadenceRule, Outcome, Participant
from crm_desktop.domain.complete_copy import ActivityEntry, SectionItem, Tie, Tier
from crm_desktop.domain.contacts.records import Attachment, PartyRecord
from crm_desktop.domain.contacts.relations import RelationType
from crm_desktop.exchange.formats import ReadOptions, Reject
from crm_desktop.exchange.json_format import CompleteJson
from crm_desktop.exchange.sections import RawItem
from tests.exchange.tables import read

ANNA, BO, CALL, PHOTO = (bytes(15) + bytes([number]) for number in range(1, 5))
ITEMS: list[tuple[str, list[SectionItem]]] = [
    ("relation_types", [RelationType("golf", "Golf partner", "Golf partner")]),
    (
        "relations",
        [
            Tie(
                PHOTO,
                EntityRef("contact", ANNA),
                EntityRef("contact", BO),
                "golf",
                dt.date(2020, 1, 2),
                None,
                "x",
            )
        ],
    ),
    ("outcomes", [Outcome("sold", "Sold", ("s",), ("call",), is_success=True, next_days=3)]),
    ("tiers", [Tier("Friend", 1, "pink")]),
    (
        "cadence_rules",
        [CadenceRule("party", ANNA, 30, 60, ("call",)), CadenceRule("tag", b"", 14, target_name="vip")],
    ),
    (
        "activities",
        [
            ActivityEntry(
                ActivityRecord(
                    "call",
                    dt.datetime(2026, 5, 7, 12, 30, 15, 250_000, dt.UTC),
                    subject="A “b” ]} {",
                    body="[\n{\n]",
                    duration_s=90,
                    outcome="sold",
                    owner="Anna",
                    owner_id=BO,
                    follow_up_of_id=CALL,
                    people=(Participant(ANNA, "cc", "Anna"),),
                    links=(EntityRef("deal", BO),),
                    id=CALL,
                ),
                (Attachment("a.txt", "text/plain", 3, content=b"abc"),),
            )
        ],
    ),
]
"""One of each; its texts look like the end of a section."""
RECORDS = [PartyRecord(display_name="A", id=ANNA), PartyRecord(display_name="B", id=BO)]


def written() -> str:
    stream = io.BytesIO()
    CompleteJson().write_all(RECORDS, ITEMS, stream)
    return stream.getvalue().decode()


def sections(content: str) -> list[RawItem | Reject]:
    return list(CompleteJson().read_sections(io.BytesIO(content.encode()), ReadOptions()))


@pytest.mark.parametrize("indent", [None, 1, 2, "\t"])
@pytest.mark.parametrize("is_laid_out", [False, True])
def test_everything_comes_back_in_every_layout(indent: int | str | None, is_laid_out: bool) -> None:
    content = (
        json.dumps(json.loads(written()), indent=indent, ensure_ascii=False) if is_laid_out else written()
    )
    found = sections(content)
    assert [(f.section, f.item) for f in found if isinstance(f, RawItem)] == [
        (name, item) for name, items in ITEMS for item in items
    ]
    assert len(found) == 7
    assert len(read("json", content)) == 2


def test_a_line_each() -> None:
    document = json.loads(written())
    assert document["activities"][0]["people"] == [
        {"ref": f"contact:{ANNA.hex()}", "role": "cc", "name": "Anna"}
    ]
    assert document["cadence_rules"][1] == {"applies_to": "tag", "target": "vip", "ideal_days": 14}
    assert written().count("\n") == 1 + 2 + 7 + len(ITEMS) + 1


def test_a_file_without_sections_has_none() -> None:
    stream = io.BytesIO()
    CompleteJson().write(RECORDS, stream, None)  # type: ignore[arg-type]  # there is nothing to choose
    assert sections(stream.getvalue().decode()) == []


def test_what_is_damaged_costs_itself_and_is_told_once() -> None:
    lines = written().splitlines()
    number = next(n for n, line in enumerate(lines) if '"relations"' in line) + 1
    lines[number] = lines[number][:30]
    content = "\n".join(lines)
    rejects = [part for part in sections(content) if isinstance(part, Reject)]
    assert [(r.position, r.reason) for r in rejects] == [(number + 1, "The text is damaged.")]
    assert len(sections(content)) == 7
    assert not any(isinstance(part, Reject) for part in read("json", content))


def test_a_record_cut_before_the_sections_is_told_among_the_records() -> None:
    lines = written().splitlines()
    lines[2] = lines[2][:20]
    content = "\n".join(lines)
    assert [part.position for part in read("json", content) if isinstance(part, Reject)] == [3]
    assert not any(isinstance(part, Reject) for part in sections(content))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('"activities": [\n{"at": "2026-05-07T12:00:00+00:00"}', "“ref”"),
        (f'"activities": [\n{{"ref": "activity:{CALL.hex()}", "at": "2026-05-07T12:00:00"}}', "“at”"),
        (
            f'"activities": [\n{{"ref": "activity:{CALL.hex()}", "at": "2026-05-07T12:00:00Z", "people": [5]}}',
            "people",
        ),
        ('"relations": [\n{"ref": "x:12", "from": "contact:1", "to": 1}', "“ref”"),
        ('"deals": [\n{"ref": "deal:1"}', "“deals” is not known"),
        ('"tiers": [\n[5]', "damaged"),
    ],
)
def test_what_is_wrong_is_named(line: str, reason: str) -> None:
    [found] = sections(f'{{"format": "crm_desktop", "version": 1, "parties": [\n], {line}\n]}}\n')
    assert isinstance(found, Reject)
    assert reason in found.reason
