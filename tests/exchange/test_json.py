"""The complete format, also when it was damaged or laid out by another program."""

from __future__ import annotations

import io
import json

from crm_desktop.base.ids import new_id
from crm_desktop.domain.contacts.records import ContactPoint, PartyRecord
from crm_desktop.exchange.formats import RawRecord, Reject, WriteOptions
from crm_desktop.exchange.registry import format_of
from tests.exchange.tables import lines_of, read
from tests.exchange.test_vcard_writing import ASTRID

ID = new_id()
RECORDS = (
    ASTRID,
    PartyRecord(kind="organization", display_name="한빛상사", id=ID),
    PartyRecord(display_name="C"),
)


def written() -> str:
    stream = io.BytesIO()
    assert format_of("json").write(RECORDS, stream, WriteOptions()).written == 3
    return stream.getvalue().decode()


def names(content: str | bytes) -> list[str]:
    return [
        part.party.display_name if isinstance(part, RawRecord) else f"{part.position}: {part.reason}"
        for part in read("json", content)
    ]


def test_it_is_one_document_with_a_record_on_each_line() -> None:
    document = json.loads(written())
    assert (document["format"], document["version"], len(document["parties"])) == ("crm_desktop", 1, 3)
    assert document["parties"][1] == {
        "ref": f"company:{ID.hex()}",
        "kind": "organization",
        "display_name": "한빛상사",
    }
    assert document["parties"][0]["phone"][0] == {
        "value": "+45 20 12 34 56",
        "usage": "cell",
        "is_preferred": True,
    }
    assert written().count("\n") == 5


def test_ids_come_back() -> None:
    found = read("json", written())[1]
    assert isinstance(found, RawRecord)
    assert found.party.id == ID


def test_another_layout_is_read_as_well() -> None:
    document = json.loads(written())
    expected = [record.display_name for record in RECORDS]
    assert names(json.dumps(document, indent=2, ensure_ascii=False)) == expected
    assert names(json.dumps(document)) == expected
    assert names(written().encode("utf-16")) == expected


def test_a_damaged_record_costs_itself() -> None:
    lines = written().splitlines()
    lines[2] = lines[2][:30]
    assert names("\n".join(lines)) == ["Astrid Sørensen, ApS", "3: The text is damaged.", "C"]


def test_wrong_values_are_named() -> None:
    head = '{"format": "crm_desktop", "version": 1, "parties": [\n'
    assert names(
        f'{head}{{"display_name": 5}},\n{{"phone": 1}},\n{{"kind": "robot"}},\n{{"date": [{{"kind": "x"}}]}}\n]}}'
    ) == [
        "2: The field “display_name” is missing or has a wrong value.",
        "3: The field “phone” is missing or has a wrong value.",
        "4: The field “kind” is missing or has a wrong value.",
        "5: The field “on” is missing or has a wrong value.",
    ]


def test_fields_that_are_not_known_are_told() -> None:
    [found] = read(
        "json",
        '{"format": "crm_desktop", "version": 1, "parties": [\n{"display_name": "A", "aura": "red"}\n]}',
    )
    assert isinstance(found, RawRecord)
    assert found.notices == ("The field “aura” is not known and was left out.",)


def test_a_newer_version_is_told_and_read() -> None:
    content = written().replace('"version": 1', '"version": 2')
    first, *rest = read("json", content)
    assert isinstance(first, Reject)
    assert "newer version" in first.reason
    assert len(rest) == 3


def test_a_strange_document_is_rejected() -> None:
    [found] = read("json", '{"a": 1}')
    assert isinstance(found, Reject)


def test_attachments_travel_along() -> None:
    record = PartyRecord(display_name="A", points=(ContactPoint("url", "x"),))
    stream = io.BytesIO()
    format_of("json").write([record], stream, WriteOptions())
    assert [
        lines_of(part.party) for part in read("json", stream.getvalue()) if isinstance(part, RawRecord)
    ] == [["display_name A", "url | x"]]
