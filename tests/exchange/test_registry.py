"""Which format a file is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm_desktop.base.errors import EnvironmentProblem, NotFoundError, UserError
from crm_desktop.exchange.registry import FORMATS, format_of, recognise


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("contacts.vcf", b"BEGIN:VCARD\nEND:VCARD\n", "vcard"),
        ("contacts.txt", b"\n begin:vcard\r\nFN:A\r\n", "vcard"),
        ("contacts", "BEGIN:VCARD\nFN:A\n".encode("utf-16"), "vcard"),
        ("contacts.csv", b"BEGIN:VCARD\nFN:A\n", "vcard"),
        ("contacts.csv", b"First Name,Last Name\nA,B\n", "csv"),
        ("contacts.dat", "이름;전화\n김;1\n".encode("cp949"), "csv"),
        ("contacts.csv", b"x;y\n1;2\n", "csv"),
        ("contacts.json", b'{"format": "crm_desktop", "version": 1, "parties": []}', "json"),
    ],
)
def test_recognised_by_content_then_by_name(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert recognise(path).id == expected


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.vcf", b" \n", "empty"),
        ("book.xlsx", b"PK\x03\x04....", "xlsx"),
        ("book.pdf", b"%PDF-1.7", "PDF"),
        ("noise.bin", bytes(range(256)) * 10, "no format"),
        ("prose.md", b"Once upon a time, there was a list.\n", "no format"),
    ],
)
def test_anything_else_is_refused_in_plain_words(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=words) as caught:
        recognise(path)
    assert caught.value.advice


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        recognise(tmp_path / "none.vcf")
    assert caught.value.reason == "missing"


def test_formats_by_their_id() -> None:
    assert [format_of(known.id) for known in FORMATS] == list(FORMATS)
    with pytest.raises(NotFoundError, match="wordstar"):
        format_of("wordstar")
