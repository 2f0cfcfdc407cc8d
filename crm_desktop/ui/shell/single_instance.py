"""One window per file: a second start on it calls the first window to the front (QLockFile, QLocalServer).

Who may write is not decided here; the file itself takes care of that. This only spares the user a second window.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from crm_desktop.base.private_files import make_private_folder

log = logging.getLogger(__name__)

CALL_FOR_S = 2.0
"""How long a start looks for the window that holds the lock: it listens right after taking it."""

_CONNECT_MS = 300
_LONGEST_SOCKET_PATH = 100
"""Addresses of local sockets hold 108 bytes on Linux and 104 on macOS, and Qt puts a temporary name beside it."""

_TOKEN = "XDG_ACTIVATION_TOKEN"
"""Wayland asks for it before it lets a program raise its window."""


class FileClaim(QObject):
    """This process is the one that shows a file. Held until `release`."""

    called = Signal()
    """Another start asked for the file: come to the front."""

    def __init__(self, folder: Path, path: Path) -> None:
        """`folder` is the user's own, for the lock; `path` is the file, which need not exist yet."""
        super().__init__()
        self.key = key_of(path)
        self._name = _server_name(folder, self.key)
        self._lock = QLockFile(str(folder / f"{self.key}.lock"))
        self._lock.setStaleLockTime(0)  # however old: only the death of its process makes a lock stale
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def take(self) -> bool:
        """Take the lock. Returns False when another window holds it, which was called then."""
        deadline = time.monotonic() + CALL_FOR_S
        while not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                log.warning("no lock for the window: %s", self._lock.error())
                return True  # a folder that takes no locks is no reason to refuse the file
            if self._call():
                return False
            if (
                time.monotonic() > deadline
            ):  # alive, it seems, but nobody listens: the number of a dead process
                log.warning("taking over a stale lock")
                return self._lock.removeStaleLockFile() and self._lock.tryLock(0) and self._listen()
        return self._listen()

    def release(self) -> None:
        """Let others have the file."""
        self._server.close()
        self._lock.unlock()
        self.deleteLater()

    def _listen(self) -> bool:
        QLocalServer.removeServer(self._name)  # what a crash left behind; nobody else can hold the lock
        if not self._server.listen(self._name):
            log.warning("cannot listen for other starts: %s", self._server.errorString())
        return True

    def _call(self) -> bool:
        """Hand over what this start was given; returns whether somebody took it."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_CONNECT_MS):
            return False
        socket.write(json.dumps({"token": os.environ.get(_TOKEN, "")}).encode() + b"\n")
        is_written = socket.waitForBytesWritten(_CONNECT_MS)
        socket.disconnectFromServer()
        return is_written

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._on_message(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._on_message(socket)

    def _on_message(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            token = str(json.loads(bytes(socket.readLine().data()))["token"])
        except (ValueError, KeyError, TypeError):
            log.warning("another program sent nonsense")
            return
        if token:
            os.environ[_TOKEN] = token
        self.called.emit()


def claim_file(state: Path, path: Path) -> FileClaim | None:
    """The claim on a file; None when another window has it, which comes to the front.

    Args:
        state: the user's state folder.
        path: the file, which need not exist yet.
    """
    folder = state / "windows"
    make_private_folder(folder)
    claim = FileClaim(folder, path)
    if claim.take():
        return claim
    claim.deleteLater()
    return None


def key_of(path: Path) -> str:
    """A short name for a file: the same by whatever way it is reached."""
    real = os.path.normcase(path.expanduser().resolve())
    return hashlib.sha256(os.fsencode(real)).hexdigest()[:24]


def _server_name(folder: Path, key: str) -> str:
    """A socket beside the lock where its path is short enough; else, and on Windows, a name that holds both."""
    beside = os.fsencode(folder / f"{key}.socket")
    if os.name != "nt" and len(beside) <= _LONGEST_SOCKET_PATH:
        return os.fsdecode(beside)
    return "crm-desktop-" + hashlib.sha256(beside).hexdigest()[:24]
