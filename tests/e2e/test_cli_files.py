"""The command line and files of others: import, export, labels."""

from __future__ import annotations

import csv
import json

import pypdfium2
import pytest

VCARDS = """\
BEGIN:VCARD
VERSION:3.0
UID:one
N:Ågård;Søren;;;
FN:Søren Ågård
TEL;TYPE=CELL:+45 33 11 22 33
ADR;TYPE=HOME:;;Åboulevarden 12;Aarhus;;8000;Denmark
X-SHOE-SIZE:42
END:VCARD
BEGIN:VCARD
VERSION:3.0
UID:two
N:김;민수;;;
FN:김민수
ADR;TYPE=HOME:;;세종대로 110;중구;서울특별시;04524;대한민국
END:VCARD
"""

BROKEN = VCARDS + "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "phone.vcf"
    path.write_text(VCARDS, "utf-8")
    return path


@pytest.fixture
def filled(crm, crm_file, book):
    """The command line on a file with the two people of the address book."""
    crm.done("--file", crm_file, "import", book)
    return crm


def counts(document):
    return {key: document[key] for key in ("read", "added", "updated", "unchanged", "skipped", "rejected")}


def test_import_counts_and_the_same_file_again_changes_nothing(crm, crm_file, book):
    first = crm.json("--file", crm_file, "import", book).document
    assert counts(first) == {"read": 2, "added": 2, "updated": 0, "unchanged": 0, "skipped": 0, "rejected": 0}
    assert (len(first["step"]), first["is_dry_run"]) == (32, False)
    again = crm.json("import", book).document
    assert counts(again) == {"read": 2, "added": 0, "updated": 0, "unchanged": 2, "skipped": 0, "rejected": 0}
    assert again["step"] is None
    assert [step["label"] for step in crm.json("undo", "--list").documents] == [
        "Import 2 records from phone.vcf"
    ]
    crm.done("undo")
    assert crm.json("list", "all").documents == []


def test_import_dry_run_and_what_to_do_on_a_match(filled, book):
    book.write_text(VCARDS.replace("33 11 22 33", "20 20 20 20"), "utf-8")
    dry = filled.json("import", book, "--dry-run").document
    assert (dry["updated"], dry["unchanged"], dry["is_dry_run"]) == (1, 1, True)
    assert filled.json("import", book, "--on-match", "skip").document["skipped"] == 2
    assert filled.json("import", book, "--on-match", "update").document["updated"] == 1
    assert filled.json("import", book, "--on-match", "add").document["added"] == 2
    assert "dry run" in filled.done("import", book, "--dry-run").out


def test_rejects_are_told_and_written_to_a_file(crm, crm_file, tmp_path):
    (tmp_path / "bad.vcf").write_text(BROKEN, "utf-8")
    answer = crm.done("--file", crm_file, "import", "bad.vcf", "--rejects", "rejects.csv")
    assert "read 3, added 2, updated 0, unchanged 0, skipped 0, rejected 1" in answer.out
    assert "Line 17:" in answer.out
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as stream:
        heading, (line, reason, raw) = csv.reader(stream)
    assert (heading, line) == (["Line", "Reason", "Text"], "17")
    assert reason
    assert raw.startswith("BEGIN:VCARD")


def test_import_of_a_table_with_a_mapping(crm, crm_file, tmp_path):
    (tmp_path / "kunder.csv").write_text("Kundenavn;Mobil privat;Intern\nBo Berg;20202020;x\n", "cp1252")
    (tmp_path / "map.json").write_text(
        json.dumps({"columns": {"Kundenavn": "display_name", "Mobil privat": "phone.cell", "Intern": None}})
    )
    crm.done("--file", crm_file, "import", "kunder.csv", "--map", "map.json")
    document = crm.json("show", "Bo Berg").document
    assert document["phone"][0]["value"] == "20202020"
    assert "extra" not in document


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.vcf", None, "none.vcf"),
        ("empty.vcf", b"", "empty"),
        ("book.xlsx", b"PK\x03\x04 ...", "vCard (.vcf) or CSV"),
    ],
)
def test_files_that_are_no_address_book(crm, crm_file, tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert message in crm.refused("--file", crm_file, "import", name)
    assert crm.json("list", "all").documents == []


@pytest.mark.parametrize("name", ["out.vcf", "out.csv", "out.json"])
def test_export_and_back_changes_nothing(filled, tmp_path, name):
    report = filled.json("export", "-o", name).document
    assert (report["written"], report["left_out"], report["file"]) == (2, 0, name)
    again = filled.json("import", name).document
    assert (again["unchanged"], again["updated"], again["added"], again["rejected"]) == (2, 0, 0, 0), again


def test_export_of_some_in_a_version(filled, tmp_path):
    out = filled.done("export", "-o", "danes.vcf", "--where", "country = DK", "--version", "4.0").out
    assert out == "1 record was written to danes.vcf.\n"
    text = (tmp_path / "danes.vcf").read_text("utf-8")
    assert "VERSION:4.0" in text
    assert "X-SHOE-SIZE:42" in text
    filled.done("export", "-o", "g.csv", "--profile", "google")
    assert "First Name" in (tmp_path / "g.csv").read_text("utf-8-sig").splitlines()[0]
    assert "missing" in filled.refused("export", "-o", "x.vcf", "--where", "country =")
    assert not (tmp_path / "x.vcf").exists()


def test_export_to_a_place_that_is_not_there(filled):
    filled.refused("export", "-o", "nowhere/out.vcf")


def test_labels(filled, tmp_path):
    filled.done("add", "contact", "given=No", "family=Address")
    filled.done("set", "Søren", "preference.mail=never:moved away")
    report = filled.json(
        *("labels", "-o", "labels.pdf", "--sheet", "L7160", "--start", 5, "--from-country", "Denmark"),
        *("--left-out", "left.csv"),
    ).document
    assert (report["sheet"], report["labels"], report["pages"], report["next_start"]) == (
        "avery-l7160",
        1,
        1,
        6,
    )
    assert {entry["display_name"]: entry["reason"] for entry in report["left_out"]} == {
        "No Address": "no_address",
        "Søren Ågård": "do_not_mail",
    }
    assert (report["too_long"], report["missing"]) == ([], {})
    document = pypdfium2.PdfDocument(tmp_path / "labels.pdf")
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "세종대로 110" in text
    with (tmp_path / "left.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row[0] for row in csv.reader(stream)] == ["Name", "No Address", "Søren Ågård"]
    said = filled.done(
        "labels", "-o", "labels.pdf", "--sheet", "L7160", "--start", 21, "--include-do-not-mail"
    ).out
    assert "2 labels on 2 sheets of avery-l7160: labels.pdf" in said
    assert "The next free label is no. 2." in said
    assert "1 was left out:\n  No Address: No postal address" in said


def test_labels_refuse_in_words(filled, tmp_path):
    assert "avery-l7160" in filled.refused("labels", "-o", "x.pdf", "--sheet", "L716")
    filled.refused("labels", "-o", "x.pdf", "--sheet", "L7160", "--start", 22)
    assert "no label to print" in filled.refused(
        "labels", "-o", "x.pdf", "--sheet", "L7160", "--where", "tag = none"
    )
    assert not (tmp_path / "x.pdf").exists()


def test_practice_file_and_samples(crm):
    practice = crm.json("--practice", "list", "all").documents
    assert crm.json("new", "mine.crm", "--sample").document["added"] > 10
    crm.done("--practice", "find", "a")
    assert len(crm.json("list", "all").documents) == len(
        practice
    )  # the practice file is never the one last used
    assert crm.json("doctor").document["file"].endswith("mine.crm")


def test_salvage_brings_the_contents_of_a_refused_file_into_a_new_one(office, crm_file, tmp_path):
    from crm_desktop.storage import driver
    from crm_desktop.storage.comparing import content_hash

    office.done("add", "contact", "display_name=Anna Berg", "phone+=33 11 22 33")
    expected = content_hash(crm_file)
    connection = driver.connect(crm_file)
    connection.execute("create view strange as select 1")
    connection.close()
    refused = office("find", "anna")
    assert refused.status == 1
    assert "check --salvage" in refused.err
    rescued = office.json("check", "--salvage", tmp_path / "rescued.crm").document
    assert (rescued["records"], rescued["damaged_tables"]) == (3, [])
    assert content_hash(tmp_path / "rescued.crm") == expected
    again = office("check", "--salvage", tmp_path / "rescued.crm")
    assert again.status == 1
    assert "exists already" in again.err
