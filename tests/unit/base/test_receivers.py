"""Who is told, who no longer is, and that a failing one does not silence the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from crm_desktop.base.receivers import Receivers


def test_everybody_hears_until_they_leave() -> None:
    receivers: Receivers[[str]] = Receivers()
    first: list[str] = []
    second: list[str] = []
    leave = receivers.add(first.append)
    receivers.add(second.append)
    receivers.tell("one")
    leave()
    leave()
    receivers.tell("two")
    assert (first, second) == (["one"], ["one", "two"])


def test_one_that_fails_is_logged_and_the_rest_hear(caplog: pytest.LogCaptureFixture) -> None:
    receivers: Receivers[[]] = Receivers()
    heard: list[bool] = []

    def deaf() -> None:
        raise ValueError("deaf")

    receivers.add(deaf)
    receivers.add(lambda: heard.append(True))
    with caplog.at_level(logging.ERROR):
        receivers.tell()
    assert heard == [True]
    assert "listener failed" in caplog.text


def test_one_may_leave_while_it_is_told() -> None:
    receivers: Receivers[[]] = Receivers()
    heard: list[str] = []
    leaving: list[Callable[[], None]] = []

    def once() -> None:
        heard.append("once")
        leaving[0]()

    leaving.append(receivers.add(once))
    receivers.add(lambda: heard.append("always"))
    receivers.tell()
    receivers.tell()
    assert heard == ["once", "always", "always"]
