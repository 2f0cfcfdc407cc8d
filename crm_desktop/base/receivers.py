"""Who wants to be told of something, from any thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, ParamSpec

log = logging.getLogger(__name__)

P = ParamSpec("P")


class Receivers(Generic[P]):
    """Functions that are called, in the thread that tells, each time there is something to tell. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._receivers: list[Callable[P, None]] = []

    def add(self, receiver: Callable[P, None]) -> Callable[[], None]:
        """Call `receiver` from now on; returns a function that ends it, and may be called more than once."""
        with self._lock:
            self._receivers.append(receiver)

        def remove() -> None:
            with self._lock:
                if receiver in self._receivers:
                    self._receivers.remove(receiver)

        return remove

    def tell(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call all of them; one that fails is logged and does not keep the others from hearing."""
        with self._lock:
            receivers = list(self._receivers)
        for receiver in receivers:
            try:
                receiver(*args, **kwargs)
            except Exception:  # one deaf listener must not silence the rest
                log.exception("a listener failed")
