"""The heaps of glibc: few of them, however many threads there are."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_HEAPS = """
import ctypes, sys, threading
from crm_desktop.base.heap import share_heap
if "share" in sys.argv:
    assert share_heap()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
gate = threading.Barrier(6)
def work():
    library.malloc(5_000)
    gate.wait()
threads = [threading.Thread(target=work) for _number in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
library.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


def heaps(*words: str) -> int:
    """How many heaps a process with seven threads has; in one of its own, for it cannot be undone."""
    told = subprocess.run(
        [sys.executable, "-c", _HEAPS, *words], check=True, stdout=subprocess.PIPE, text=True
    )
    return told.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="told to glibc alone")
def test_threads_share_two_heaps() -> None:
    assert heaps("share") == 2
    assert heaps() > 2
