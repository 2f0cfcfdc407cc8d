"""Tab goes as the eye does, also where a row came later than those around it.

Qt's own order is that in which widgets were made. A container whose children stand in another order than they were
added tells it by `reading_order`; the order of everything else is that of its children.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, cast

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget


class Ordered(Protocol):
    """A container that knows in which order its children are read."""

    def reading_order(self) -> Sequence[QWidget]:
        """Its children from top to bottom."""
        ...


def stops(widget: QWidget) -> Iterator[QWidget]:
    """The widgets in `widget` at which Tab stops, in the order of reading, hidden ones too."""
    is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if is_stop:
        yield widget
        return
    for child in _children(widget):
        yield from stops(child)


def _links(widget: QWidget) -> Iterator[QWidget]:
    """The same stops, and before them each container that hands the keyboard to one of them.

    Qt takes such a container for a stop of its own. Left behind at the end of the chain it would lead Tab back to
    its first field, round and round.
    """
    proxy = widget.focusProxy()
    if proxy is not None and widget.isAncestorOf(proxy):
        yield widget
    elif proxy is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
        return
    for child in _children(widget):
        yield from _links(child)


def _children(widget: QWidget) -> list[QWidget]:
    """The widgets directly in another one, in the order of reading."""
    if hasattr(type(widget), "reading_order"):  # asking for the protocol itself takes ten times as long
        found = list(cast("Ordered", widget).reading_order())
    else:
        found = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in found if not child.isWindow()]


class TabOrder(QObject):
    """Keeps the tab order of everything in one container."""

    def __init__(self, container: QWidget) -> None:
        super().__init__(container)
        self._container = container
        self._last: list[QWidget] = []
        self._is_held = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.apply)

    def apply_soon(self) -> None:
        """Put it in order when the events of now are through; many calls make one pass."""
        if not self._is_held:
            self._timer.start()

    def hold(self) -> None:
        """Much is being added, turn after turn: one pass when all of it is there is enough."""
        self._is_held = True

    def release(self) -> None:
        """All of it is there."""
        self._is_held = False
        self.apply()

    def apply(self) -> None:
        """Put it in order now."""
        self._timer.stop()
        found = list(_links(self._container))
        if found == self._last:
            return
        self._last = found
        with _plain(found):
            for before, after in itertools.pairwise(found):
                QWidget.setTabOrder(before, after)


@contextmanager
def _plain(links: Sequence[QWidget]) -> Iterator[None]:
    """For as long as they are put in order, each container is a stop like every other.

    Qt moves a container together with what it hands the keyboard to, wherever that stands, and does not move one
    without a focus policy at all.
    """
    proxies = [
        (link, proxy, link.focusPolicy()) for link in links if (proxy := link.focusProxy()) is not None
    ]
    for link, _proxy, _policy in proxies:
        link.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes none for no proxy
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    try:
        yield
    finally:
        for link, proxy, policy in proxies:
            link.setFocusPolicy(policy)
            link.setFocusProxy(proxy)


def order_soon(widget: QWidget) -> None:
    """Something was added in `widget`: the container that keeps its order looks again."""
    above: QWidget | None = widget
    while above is not None and shiboken6.isValid(above):
        order = above.findChild(TabOrder, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if isinstance(order, TabOrder):
            order.apply_soon()
            return
        above = above.parentWidget()
