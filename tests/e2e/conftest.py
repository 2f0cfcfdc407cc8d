"""What tests of the whole program share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.cli import CommandLine


@pytest.fixture
def crm(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line, in the test's own folder; no file was used yet."""
    monkeypatch.chdir(tmp_path)
    return CommandLine(capsys)


@pytest.fixture
def office(crm: CommandLine, crm_file: Path) -> CommandLine:
    """The command line on a file with Anna and her company, which is the one last used."""
    crm.done("--file", crm_file, "add", "contact", *ANNA)
    return crm


ANNA = (
    "given=Anna",
    "family=Hansen",
    "email.work=anna@example.dk",
    "phone.work=+45 33 11 22 33",
    "company=Møbelhuset",
    "title=Buyer",
    "address.home.street=Storgade 1",
    "address.home.postcode=8000",
    "address.home.city=Aarhus",
    "address.home.country=DK",
    "birthday=--02-29",
    "tag=vip",
)
