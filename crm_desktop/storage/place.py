"""Where a file lies: on this machine's own disk, or on a share (reliability 2.3)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

LOCAL_TYPES = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "apfs", "hfs", "ntfs", "ntfs3", "fuseblk", "tmpfs", "ramfs",
     "overlay", "vfat", "exfat", "msdos", "refs", "rootfs", "bcachefs", "jfs", "reiserfs"}
)  # fmt: skip
"""Only these count as local; any other type, known network or unknown, is treated as a share."""


@dataclass(frozen=True, slots=True)
class Place:
    """The file system under a file.

    Attributes:
        filesystem: its type in lower case ("ext4", "nfs4", "cifs"), "" when it cannot be told.
        is_network: whether rollback-journal mode is needed.
    """

    filesystem: str
    is_network: bool


def place_of(path: Path) -> Place:
    """The place of `path` (which need not exist; its nearest existing folder decides).

    CRM_FILESYSTEM in the environment overrides the type, for offices whose mount hides it, and for tests.
    """
    told = os.environ.get("CRM_FILESYSTEM", "").lower()
    filesystem = told or _filesystem(path.absolute())
    return Place(filesystem, filesystem not in LOCAL_TYPES)


def _filesystem(path: Path) -> str:
    folder = next((p for p in (path, *path.parents) if p.exists()), Path(path.anchor)).resolve()
    best, kind = -1, ""
    for partition in _partitions():
        mount = Path(partition.mountpoint)
        if (folder == mount or mount in folder.parents) and len(mount.parts) >= best:
            best, kind = len(mount.parts), partition.fstype.lower()
            if "remote" in partition.opts.split(","):  # Windows says so for mapped letters
                kind = "remote"
    return kind


def _partitions() -> list[Any]:
    """What is mounted; nothing where the system does not tell (no /proc), so that every file counts as shared."""
    try:
        return list(psutil.disk_partitions(all=True))
    except OSError:
        return []
