"""What a person at a terminal sees: aligned columns, a progress bar."""

from __future__ import annotations

import io
import sys

import pytest

from crm_desktop.cli import output
from crm_desktop.cli.session import Bar


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Makes standard output and standard error terminals of 60 columns; called in the test itself, after pytest
    has put its own streams in place."""

    def begin():
        monkeypatch.setenv("COLUMNS", "60")
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(sys, "stderr", Terminal())
        return sys.stdout, sys.stderr

    return begin


def plain(stream):
    """What was written, without the signs that make it bold."""
    return stream.getvalue().replace("\x1b[1m", "").replace("\x1b[0m", "")


def test_columns_are_aligned_in_every_script(terminal):
    out, _err = terminal()
    output.show_table(
        [("Søren", "Aarhus", "a"), ("김민수", "서울특별시", "b"), ("e\u0301", "line\nbreak", "c")],
        ("Name", "Town", "ref"),
    )
    assert plain(out).splitlines() == [
        "Name    Town        ref",
        "Søren   Aarhus      a",
        "김민수  서울특별시  b",
        "e\u0301       line break  c",
    ]


def test_long_cells_are_cut_and_the_last_column_never(terminal):
    out, _err = terminal()
    output.show_table([("x" * 80, "y" * 80)])
    (line,) = plain(out).splitlines()
    assert line == "x" * 43 + "…  " + "y" * 80


def test_nothing_shows_nothing(terminal):
    out, _err = terminal()
    output.show_table([], ("Name",))
    assert out.getvalue() == ""


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("Ærø", 3), ("김민수", 6), ("e\u0301", 1), ("", 0)])
def test_text_width(text, width):
    assert output.text_width(text) == width


def test_the_bar_draws_seldom_and_ends_its_line(terminal):
    out, err = terminal()
    now = iter([0.0, 0.01, 0.02, 0.5, 0.6])
    bar = Bar(clock=lambda: next(now))
    for done in (0, 10, 20, 50, 100):
        bar(done, 100, "Writing")
    bar(5, None)  # not known how much there is: nothing to draw
    bar.close()
    shown = err.getvalue()
    assert "Writing" in shown
    assert "50%" in shown
    assert "100%" in shown
    assert "10%" not in shown.replace("100%", "")
    assert shown.endswith("\n")
    assert out.getvalue() == ""


def test_without_a_terminal_there_is_no_bar(capsys):
    bar = Bar()
    bar(1, 2, "Writing")
    bar.close()
    assert capsys.readouterr() == ("", "")
