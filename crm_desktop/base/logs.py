"""Logging: a rotating file, the last records in memory for an error report, a file for hard crashes.

Log ids, never names; what slips through anyway (e-mail addresses, phone numbers, passwords in addresses of
servers, the user's home folder) is taken out before a line is written. Nothing is ever sent.
"""

from __future__ import annotations

import collections
import contextlib
import copy
import faulthandler
import logging
import logging.handlers
import os
import re
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from crm_desktop.base.private_files import PRIVATE_FILE, make_private_folder

LOG_FILE = "crm-desktop.log"
CRASH_FILE = "crash.txt"
MAX_BYTES = 1_000_000
KEPT_FILES = 3
KEPT_RECORDS = 200
_FORMAT = "%(asctime)s %(levelname).1s %(threadName)s %(name)s: %(message)s"

_REDACTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]*(?=@)"), "***"),
    (re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+\.[^\s<>\"'(),;:=]+"), "<e-mail>"),
    (re.compile(r"(?<![\w.])\+\d[\d ()./-]{5,}\d(?!\w)"), "<number>"),
    (re.compile(r"(?<![\w.:-])(?!\d{4}-\d\d-\d\d)\(?\d{2,5}\)?(?:[ /-]\d{2,5}){2,}(?![\w:])"), "<number>"),
)


def redact(text: str) -> str:
    """`text` without e-mail addresses, phone numbers, passwords in URLs, and the name of the home folder."""
    home = str(Path.home())
    if len(home) > 1:
        text = text.replace(home, "~")
    for pattern, replacement in _REDACTIONS:
        text = pattern.sub(replacement, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats as `logging` does, then redacts message and traceback (not the time stamp)."""

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry. Works on a copy: handlers share the record and its cached traceback text."""
        own = copy.copy(record)
        own.exc_text = None
        return super().format(own)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line of one record, redacted."""
        record.message = redact(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """The traceback, redacted."""
        return redact(super().formatException(ei))  # type: ignore[arg-type]  # typeshed's private alias


class RecentRecords(logging.Handler):
    """Keeps the last lines in memory, for the error report that a person may copy or save."""

    def __init__(self, keep: int = KEPT_RECORDS) -> None:
        super().__init__()
        self._lines: collections.deque[str] = collections.deque(maxlen=keep)

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one record."""
        self._lines.append(self.format(record))

    @property
    def lines(self) -> list[str]:
        """The remembered lines, oldest first."""
        return list(self._lines)


class _PrivateRotatingFile(logging.handlers.RotatingFileHandler):
    """A rotating file that only the user may read, whatever the umask."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        return TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8")


class _OnlyNamed(logging.Filter):
    """Lets debug records of the named loggers through, and everything from INFO up."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.DEBUG or record.name.startswith(self._names)


class Logs:
    """The logging of this process while it runs."""

    def __init__(
        self, folder: Path, *, debug: bool = False, only: Sequence[str] = (), keeps_crashes: bool = True
    ) -> None:
        """Start logging into `folder`.

        Args:
            folder: made when missing, 0700.
            debug: also DEBUG records, and a copy of all on standard error (`--debug`).
            only: prefixes of logger names whose DEBUG records are wanted (`--log-filter`); turns `debug` on.
            keeps_crashes: write hard crashes to a file and take over that of an earlier run; the command line
                leaves both to the window.

        Raises:
            EnvironmentProblem: the folder cannot be made.
        """
        make_private_folder(folder)
        self.recent = RecentRecords()
        self.last_crash = _take_last_crash(folder) if keeps_crashes else ""
        """What a hard crash of an earlier run left behind, or an empty text."""
        debug = debug or bool(only)
        self._handlers: list[logging.Handler] = [
            _PrivateRotatingFile(
                folder / LOG_FILE, maxBytes=MAX_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
            ),
            self.recent,
        ]
        if debug and sys.stderr is not None:  # a windowed program on Windows has no standard error
            self._handlers.append(logging.StreamHandler())
        self._attach(logging.DEBUG if debug else logging.INFO, only)
        self._crash_file: IO[str] | None = None
        if keeps_crashes:
            self._crash_file = (folder / CRASH_FILE).open("a", encoding="utf-8")
            faulthandler.enable(self._crash_file)

    def _attach(self, level: int, only: Sequence[str]) -> None:
        formatter = RedactingFormatter(_FORMAT)
        for handler in self._handlers:
            handler.setFormatter(formatter)
            if only:
                handler.addFilter(_OnlyNamed(only))
            logging.getLogger().addHandler(handler)
        self._old_level = logging.getLogger("crm_desktop").level
        logging.getLogger("crm_desktop").setLevel(level)

    def close(self) -> None:
        """Stop logging; the crash file goes when nothing was written to it."""
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            path = Path(self._crash_file.name)
            with contextlib.suppress(OSError):  # another process of the user may hold it
                if not path.stat().st_size:
                    path.unlink()
        for handler in self._handlers:
            logging.getLogger().removeHandler(handler)
            handler.close()
        logging.getLogger("crm_desktop").setLevel(self._old_level)


def _take_last_crash(folder: Path) -> str:
    """Text of the crash file of an earlier run; the file moves aside so that it is shown once."""
    path = folder / CRASH_FILE
    try:
        text = path.read_text("utf-8", errors="replace")
        if text:
            path.replace(path.with_suffix(".old.txt"))
    except OSError:
        return ""
    return redact(text)
