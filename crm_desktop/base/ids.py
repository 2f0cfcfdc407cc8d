"""Identities: UUIDv7 keys for records, UUIDv5 keys for things whose name is their identity.

An id is 16 raw bytes everywhere inside the program (it is the key in the file); text forms are made
only at the edges. Source: RFC 9562, sections 5.5 and 5.7.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from dataclasses import dataclass
from typing import TypeAlias

Id: TypeAlias = bytes
"""16 bytes, big endian."""

_lock = threading.Lock()
_last = 0


def new_id() -> Id:
    """A UUIDv7, greater than every id this process made before, also inside one millisecond.

    The 12 bits of rand_a count inside the millisecond (RFC 9562, 6.2 method 1); on overflow, or when the
    wall clock steps back, the stamp runs ahead of the clock rather than backwards.
    """
    global _last  # noqa: PLW0603 - the one piece of state that makes ids monotonic
    with _lock:
        _last = max(_last + 1, (time.time_ns() // 1_000_000) << 12)
        stamp = _last
    head = (stamp >> 12 << 16) | 0x7000 | (stamp & 0xFFF)
    tail = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return head.to_bytes(8, "big") + tail.to_bytes(8, "big")


def name_id(dataset: Id, kind: str, name: str, parent: Id | None = None) -> Id:
    """The UUIDv5 of a thing whose folded `name` is its identity (a tag, a source): equal on every machine."""
    text = f"{kind}\0{parent.hex() if parent else ''}\0{name}"
    return uuid.uuid5(uuid.UUID(bytes=dataset), text).bytes


def id_text(value: Id) -> str:
    """32 lower-case hex digits."""
    return value.hex()


def id_from_text(text: str) -> Id:
    """The id behind hex digits, with or without dashes. Raises ValueError when there are not 32."""
    value = bytes.fromhex(text.replace("-", ""))
    if len(value) != 16:
        raise ValueError(text)
    return value


@dataclass(frozen=True, slots=True, order=True)
class EntityRef:
    """Points at one record: its kind in the program's words ("contact", "company", …) and its id."""

    kind: str
    id: Id

    def __str__(self) -> str:
        """Such as `contact:0193…`, the form that the command line prints and takes."""
        return f"{self.kind}:{self.id.hex()}"
