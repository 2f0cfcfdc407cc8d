"""What Python keeps of what Qt has deleted."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget


def _dead() -> list[QWidget | QAction]:
    """Python sides of widgets and actions that are gone."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    return [
        one for one in gc.get_objects() if isinstance(one, QWidget | QAction) and not shiboken6.isValid(one)
    ]


@contextmanager
def nothing_stays(but: int = 0) -> Iterator[None]:
    """Fails when Python keeps more of what is gone after the block than before it.

    Args:
        but: so many of a class may stay, where what was used last is kept until the next; fewer than there are rounds.
    """
    before = {id(one): one for one in _dead()}  # kept, so that no id is given away again
    yield
    left = Counter(type(one).__name__ for one in _dead() if id(one) not in before)
    assert max(left.values(), default=0) <= but, f"Python keeps {dict(left)}"
