"""The real program in processes of its own, from a new file to the restored backup."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.e2e.cli import environment, program


def done(*arguments, folder):
    result = program(*arguments, folder=folder)
    assert result.returncode == 0, result
    assert "Traceback" not in result.stderr
    return result.stdout


def answer(*arguments, folder):
    return json.loads(done("--json", *arguments, folder=folder))


def lines(*arguments, folder):
    return [json.loads(line) for line in done("--json", *arguments, folder=folder).splitlines()]


def test_from_a_new_file_to_the_restored_backup(crm, tmp_path):
    """Each act is a process of its own; what came of it is read in this one."""
    assert answer("new", "office.crm", "--sample", "--country", "DK", folder=tmp_path)["added"] > 10
    done("add", "contact", "given=Zoë", "family=Ångström", "phone=+46 8 123 456 78", folder=tmp_path)
    (hit,) = lines("find", "angstrom zoe", folder=tmp_path)
    ref = hit["ref"]
    done(
        *("set", ref, "address.home.street=Kungsgatan 1", "address.home.city=Stockholm"),
        *("address.home.postcode=111 43", "address.home.country=SE", "tag+=vip"),
        folder=tmp_path,
    )
    assert {"address", "tag"} <= {entry["field"] for entry in crm.json("history", ref).documents}
    done("undo", folder=tmp_path)
    assert "address" not in crm.json("show", ref).document
    done("undo", "--redo", folder=tmp_path)
    report = answer(
        *("labels", "-o", "labels.pdf", "--sheet", "avery-l7160", "--start", 5, "--where", "tag = vip"),
        folder=tmp_path,
    )
    assert report["labels"] >= 1
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")
    done("export", "-o", "all.vcf", folder=tmp_path)
    again = answer("import", "all.vcf", folder=tmp_path)
    assert (again["added"], again["updated"], again["rejected"]) == (0, 0, 0)
    assert answer("check", folder=tmp_path)["is_well"] is True
    backup = answer("backup", folder=tmp_path)["file"]
    crm.done("trash", ref)
    assert crm.json("restore", backup).document["only_then"] == 1
    assert answer("restore", backup, "--yes", folder=tmp_path)["is_restored"] is True
    assert crm.json("find", "angstrom").documents[0]["ref"] == ref


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("find", "x"), 1),
        (("--file", "gone.crm", "find", "x"), 1),
        (("new", "nowhere/office.crm"), 1),
        (("nonsense",), 2),
        (("find",), 2),
    ],
)
def test_errors_are_words_and_a_status(tmp_path, arguments, status):
    result = program(*arguments, folder=tmp_path)
    assert (result.returncode, result.stdout) == (status, "")
    assert "Traceback" not in result.stderr
    if status == 1:
        assert len(result.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_takes_back_what_an_import_had_done(tmp_path):
    done("new", "office.crm", folder=tmp_path)
    with (tmp_path / "many.csv").open("w", encoding="utf-8") as stream:
        stream.write("Name,E-mail\n")
        stream.writelines(f"Person {n},person{n}@example.org\n" for n in range(60_000))
    running = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, "import", "many.csv"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out, err) == (130, "", "Cancelled. What had been done was taken back.\n")
    assert lines("list", "all", folder=tmp_path) == []
    assert answer("check", folder=tmp_path)["is_well"] is True


INTERRUPTED = """
import os, signal, sys
from crm_desktop.__main__ import main
from crm_desktop.storage.store import LongStep

transaction, count = LongStep.transaction, 0

def interrupted(self):
    global count
    count += 1
    if count == 4:  # in the middle of the import, as the user's Ctrl+C would come
        os.kill(os.getpid(), signal.SIGINT)
    return transaction(self)

LongStep.transaction = interrupted
sys.exit(main())
"""


def test_the_reader_of_the_output_may_go_away(tmp_path):
    done("new", "office.crm", "--sample", folder=tmp_path)
    running = subprocess.Popen(
        [sys.executable, "-m", "crm_desktop", "list", "all", "--columns", "display_name,note,address"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    err = running.stderr.read()
    running.stderr.close()
    assert (running.wait(timeout=60), err) == (0, b"")


def test_finding_loads_neither_window_nor_printing(tmp_path):
    done("new", "office.crm", folder=tmp_path)
    code = (
        "import sys; from crm_desktop.cli.program import run; run(['find', 'x']);"
        "print(sorted({'PySide6', 'reportlab', 'uharfbuzz', 'pypdfium2', 'alembic'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "[]\n"


def test_signals_are_as_before_after_waiting():
    from crm_desktop.cli.session import waiting

    before = signal.getsignal(signal.SIGINT)
    with waiting() as (_bar, cancel):
        signal.raise_signal(signal.SIGINT)
        assert cancel.is_cancelled
    assert signal.getsignal(signal.SIGINT) is before
