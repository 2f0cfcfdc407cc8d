from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_desktop.base.logs import CRASH_FILE, KEPT_RECORDS, LOG_FILE, Logs, redact

log = logging.getLogger("crm_desktop.test_logs")


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    logs = Logs(tmp_path / "logs")
    yield logs
    logs.close()


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("mail to anna.møller@example.dk failed", "mail to <e-mail> failed"),
        ("dialled +45 12 34 56 78", "dialled <number>"),
        ("dialled (02) 555-12-34", "dialled <number>"),
        ("postgresql://anna:secret@host/db", "postgresql://***@host/db"),
        ("contact:0193a1b2c3d47e5f8899aabbccddeeff saved in 12 ms", None),
        ("read 1000000 rows on 2026-11-22 at 10:30:00", None),
    ],
)
def test_redaction(line: str, written: str | None) -> None:
    assert redact(line) == (line if written is None else written)


def test_home_folder_is_not_named() -> None:
    assert redact(f"opened {Path.home()}/kunder.crm") == "opened ~/kunder.crm"


def test_traceback_is_redacted_too(logs: Logs) -> None:
    try:
        raise ValueError("anna@example.dk is twice in the file")
    except ValueError:
        log.exception("import failed")
    assert "anna@example.dk" not in "\n".join(logs.recent.lines)
    assert "<e-mail>" in "\n".join(logs.recent.lines)


def test_last_records_are_kept_in_memory_and_all_in_the_file(logs: Logs, tmp_path: Path) -> None:
    for number in range(KEPT_RECORDS + 50):
        log.info("record %d", number)
    assert len(logs.recent.lines) == KEPT_RECORDS
    assert logs.recent.lines[-1].endswith(f"record {KEPT_RECORDS + 49}")
    assert "record 0\n" in (tmp_path / "logs" / LOG_FILE).read_text()


@pytest.mark.skipif(os.name == "nt", reason="file modes are a POSIX matter")
def test_log_file_is_private(logs: Logs, tmp_path: Path) -> None:
    assert stat.S_IMODE((tmp_path / "logs" / LOG_FILE).stat().st_mode) == 0o600


def test_debug_only_of_the_wanted_loggers(tmp_path: Path) -> None:
    logs = Logs(tmp_path, only=["crm_desktop.storage"])
    logging.getLogger("crm_desktop.storage.engine").debug("wanted")
    logging.getLogger("crm_desktop.ui").debug("unwanted")
    logging.getLogger("crm_desktop.ui").info("always")
    logs.close()
    assert [line.split(": ")[-1] for line in logs.recent.lines] == ["wanted", "always"]


def test_hard_crash_is_shown_at_the_next_start_once(tmp_path: Path) -> None:
    program = (
        f"from pathlib import Path; from crm_desktop.base.logs import Logs; Logs(Path({str(tmp_path)!r})); "
    )
    crashed = subprocess.run(
        [sys.executable, "-c", program + "import faulthandler; faulthandler._sigsegv()"], capture_output=True
    )
    assert crashed.returncode != 0
    again = Logs(tmp_path)
    again.close()
    assert "Segmentation fault" in again.last_crash or "access violation" in again.last_crash
    third = Logs(tmp_path)
    third.close()
    assert third.last_crash == ""
    assert not (tmp_path / CRASH_FILE).exists()
