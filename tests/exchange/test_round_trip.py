"""What one format writes, it reads back as the same record."""

from __future__ import annotations

import io
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings

from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.exchange.delimited.format import Delimited
from crm_desktop.exchange.formats import Format, RawRecord, ReadOptions, WriteOptions
from crm_desktop.exchange.json_format import CompleteJson
from crm_desktop.exchange.vcard.format import VCard
from tests.exchange.strategies import parties, points_by_kind

quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def there_and_back(kind: Format, record: PartyRecord, options: WriteOptions) -> PartyRecord:
    stream = io.BytesIO()
    count = kind.write([record], stream, options)
    assert count.written == 1
    stream.seek(0)
    [found] = kind.read(stream, ReadOptions())
    assert isinstance(found, RawRecord), found
    assert found.notices == ()
    return found.party


def differences(one: PartyRecord, other: PartyRecord) -> dict[str, tuple[object, object]]:
    """Field -> both values, of the fields that differ: what a failing test should show."""
    return {
        field.name: (getattr(one, field.name), getattr(other, field.name))
        for field in fields(PartyRecord)
        if getattr(one, field.name) != getattr(other, field.name)
    }


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@given(record=parties)
@quick
def test_vcard_keeps_every_record(version: str, record: PartyRecord) -> None:
    found = there_and_back(VCard(), record, WriteOptions(version=version))
    assert differences(record, found) == {}


@given(record=parties)
@quick
def test_json_keeps_every_record(record: PartyRecord) -> None:
    expected = points_by_kind(record)
    expected = replace(
        expected, attachments=tuple(sorted(expected.attachments, key=lambda a: not a.is_photo))
    )
    found = there_and_back(CompleteJson(), expected, WriteOptions())
    assert differences(expected, found) == {}


@given(record=parties)
@quick
def test_our_csv_keeps_every_record_but_its_files(record: PartyRecord) -> None:
    pictures = [attachment for attachment in record.attachments if attachment.is_photo][:1]
    expected = replace(points_by_kind(record), attachments=tuple(p for p in pictures if p.uri))
    stream = io.BytesIO()
    Delimited().write([record, record], stream, WriteOptions())
    stream.seek(0)
    first, second = Delimited().read(stream, ReadOptions())
    assert isinstance(first, RawRecord), first
    assert first.party == second.party
    assert first.notices == ()
    assert differences(expected, first.party) == {}
