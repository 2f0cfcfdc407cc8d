"""Stands between SQLite and the disk: every file operation of the program's own driver can be seen and refused.

`sqlcipher3`'s extension exports SQLite's C interface. `watched` registers a copy of its default VFS (the layer
that talks to the operating system) whose open, delete and access, and whose read, write, truncate, sync, size,
lock and shared-memory methods of every opened file, first ask a `Watcher`. The program itself is not changed
and knows nothing of it. Shared memory of a WAL is mapped, not written: it is rebuilt after a crash.

Sources: sqlite.org/c3ref/vfs.html, c3ref/io_methods.html, rescode.html.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3._sqlite3 as extension

OK = 0
FULL = 13
CANTOPEN = 14
IOERR_READ, IOERR_WRITE, IOERR_SYNC, IOERR_TRUNCATE = 266, 778, 1034, 1546
IOERR_SIZE, IOERR_DELETE, IOERR_ACCESS, IOERR_LOCK, IOERR_SHM = 1802, 2570, 3338, 3850, 5386

OPEN_CREATE = 0x4

Pointer = ctypes.c_void_p
Int, Int64 = ctypes.c_int, ctypes.c_int64

_SIGNATURES: dict[str, tuple[Any, ...]] = {
    "xRead": (Int, Pointer, Pointer, Int, Int64),
    "xWrite": (Int, Pointer, Pointer, Int, Int64),
    "xTruncate": (Int, Pointer, Int64),
    "xSync": (Int, Pointer, Int),
    "xFileSize": (Int, Pointer, Pointer),
    "xLock": (Int, Pointer, Int),
    "xClose": (Int, Pointer),
    "xShmMap": (Int, Pointer, Int, Int, Int, Pointer),
    "xOpen": (Int, Pointer, Pointer, Pointer, Int, Pointer),
    "xDelete": (Int, Pointer, ctypes.c_char_p, Int),
    "xAccess": (Int, Pointer, ctypes.c_char_p, Int, Pointer),
}
_TYPES = {name: ctypes.CFUNCTYPE(*signature) for name, signature in _SIGNATURES.items()}


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("iVersion", Int), ("szOsFile", Int), ("mxPathname", Int), ("pNext", Pointer), ("zName", ctypes.c_char_p),
        ("pAppData", Pointer),
        *((name, Pointer) for name in (
            "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness",
            "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall",
            "xNextSystemCall")),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = (
        ("iVersion", Int),
        *((name, Pointer) for name in (
            "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock",
            "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap",
            "xFetch", "xUnfetch")),
    )  # fmt: skip


class _File(ctypes.Structure):
    _fields_ = (("pMethods", Pointer),)


class Watcher:
    """Asked before every operation; returns OK to let it happen, or an SQLite error code that it fails with.

    `name` is the path of the file, "" for a temporary one. Nothing here may raise: SQLite is in the middle of C.
    """

    def open(self, name: str, flags: int) -> int:
        return OK

    def read(self, name: str, offset: int, size: int) -> int:
        return OK

    def write(self, name: str, offset: int, content: Callable[[], bytes]) -> int:
        return OK

    def truncate(self, name: str, size: int) -> int:
        return OK

    def sync(self, name: str) -> int:
        return OK

    def size(self, name: str) -> int:
        return OK

    def lock(self, name: str) -> int:
        return OK

    def map(self, name: str) -> int:
        return OK

    def delete(self, name: str, is_synced: bool) -> int:
        return OK

    def access(self, name: str) -> int:
        return OK

    def is_torn(self) -> bool:
        """Whether the write that was just refused had put its first half on the disk."""
        return False


_shims: list[_Shim] = []
"""All that ever were: a connection that is closed late, by the garbage collector, still calls into its shim."""


class _Shim:
    """One registered VFS: the original, its copy, and the method tables of its files."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self._names: dict[int, str] = {}
        self._tables: dict[int, _Methods] = {}
        self._kept: list[Any] = []
        library = ctypes.CDLL(extension.__file__)
        library.sqlite3_vfs_find.restype = Pointer
        library.sqlite3_vfs_register.argtypes = (Pointer, Int)
        library.sqlite3_vfs_unregister.argtypes = (Pointer,)
        self._library = library
        self._original = library.sqlite3_vfs_find(None)
        source = _Vfs.from_address(self._original)
        self._copy = _Vfs.from_buffer_copy(source)
        self._copy.zName = b"crm-harness"
        for name in ("xOpen", "xDelete", "xAccess"):
            setattr(self._copy, name, self._wrapped(name, getattr(source, name)))

    @property
    def open_files(self) -> list[str]:
        """Names of the files that are open now."""
        return sorted(self._names.values())

    def install(self) -> None:
        _shims.append(self)
        self._library.sqlite3_vfs_register(ctypes.addressof(self._copy), 1)

    def remove(self) -> None:
        self._library.sqlite3_vfs_unregister(ctypes.addressof(self._copy))
        self._library.sqlite3_vfs_register(self._original, 1)

    def _wrapped(self, name: str, address: int) -> int:
        original = _TYPES[name](address)
        ours = _TYPES[name](lambda *args: getattr(self, f"_{name}")(original, *args))
        self._kept += [original, ours]
        return ctypes.cast(ours, Pointer).value or 0

    def _methods(self, address: int) -> int:
        """The address of a method table like the one at `address` that asks the watcher first."""
        if address not in self._tables:
            source = _Methods.from_address(address)
            table = _Methods.from_buffer_copy(source) if source.iVersion >= 3 else _older(source)
            table.iVersion = min(source.iVersion, 2)  # no memory-mapped reads: they would pass us by
            for name in ("xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xClose", "xShmMap"):
                if getattr(source, name):
                    setattr(table, name, self._wrapped(name, getattr(source, name)))
            self._tables[address] = table
        return ctypes.addressof(self._tables[address])

    def _xOpen(self, original: Any, _vfs: int, z_name: int, file: int, flags: int, out: int) -> int:  # noqa: N802
        name = ctypes.string_at(z_name).decode() if z_name else ""
        code = self.watcher.open(name, flags)
        if code:
            _File.from_address(file).pMethods = None
            return code
        code = original(self._original, z_name, file, flags, out)
        opened = _File.from_address(file)
        if opened.pMethods:
            self._names[file] = name
            opened.pMethods = self._methods(opened.pMethods)
        return int(code)

    def _xClose(self, original: Any, file: int) -> int:  # noqa: N802
        self._names.pop(file, None)
        return int(original(file))

    def _xRead(self, original: Any, file: int, into: int, size: int, offset: int) -> int:  # noqa: N802
        return self.watcher.read(self._names.get(file, ""), offset, size) or original(
            file, into, size, offset
        )

    def _xWrite(self, original: Any, file: int, source: int, size: int, offset: int) -> int:  # noqa: N802
        code = self.watcher.write(self._names.get(file, ""), offset, lambda: ctypes.string_at(source, size))
        if code and self.watcher.is_torn():
            original(file, source, size // 2, offset)
        return code or original(file, source, size, offset)

    def _xTruncate(self, original: Any, file: int, size: int) -> int:  # noqa: N802
        return self.watcher.truncate(self._names.get(file, ""), size) or original(file, size)

    def _xSync(self, original: Any, file: int, flags: int) -> int:  # noqa: N802
        return self.watcher.sync(self._names.get(file, "")) or original(file, flags)

    def _xFileSize(self, original: Any, file: int, out: int) -> int:  # noqa: N802
        return self.watcher.size(self._names.get(file, "")) or original(file, out)

    def _xLock(self, original: Any, file: int, level: int) -> int:  # noqa: N802
        return self.watcher.lock(self._names.get(file, "")) or original(file, level)

    def _xShmMap(self, original: Any, file: int, page: int, size: int, extend: int, out: int) -> int:  # noqa: N802
        return self.watcher.map(self._names.get(file, "")) or original(file, page, size, extend, out)

    def _xDelete(self, original: Any, _vfs: int, name: bytes, sync_folder: int) -> int:  # noqa: N802
        return self.watcher.delete(name.decode(), bool(sync_folder)) or original(
            self._original, name, sync_folder
        )

    def _xAccess(self, original: Any, _vfs: int, name: bytes, flags: int, out: int) -> int:  # noqa: N802
        return self.watcher.access(name.decode()) or original(self._original, name, flags, out)


def _older(source: _Methods) -> _Methods:
    """A copy of a method table of version 1 or 2, which is shorter: nothing behind its end is read."""
    last = "xDeviceCharacteristics" if source.iVersion < 2 else "xShmUnmap"
    table = _Methods()
    for name, _kind in _Methods._fields_:
        setattr(table, name, getattr(source, name))
        if name == last:
            break
    return table


@contextmanager
def watched(watcher: Watcher) -> Iterator[Callable[[], list[str]]]:
    """Inside, every database file that is opened is watched by `watcher`; gives a look at those open now."""
    shim = _Shim(watcher)
    shim.install()
    try:
        yield lambda: shim.open_files
    finally:
        shim.remove()
