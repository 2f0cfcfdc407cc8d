"""Reading of vCards and CSV alone: against a line splitter written to the limit, and against vobject.

    python -m tests.bench.bench_parse [--sizes 1000,10000,100000] [--runs 5]

The splitter undoes folds, cuts lines, splits and unescapes, and keeps lists of values; it makes no records, knows
one version, and its text is decoded and in memory. The reference for CSV is `csv.DictReader` over the same file.
vobject reads at most `VOBJECT_CARDS`, a size at which its share of the time no longer changes.
"""

from __future__ import annotations

import csv
import re
import warnings
from pathlib import Path

from crm_desktop.base.resource_files import resources
from crm_desktop.exchange.formats import ReadOptions
from crm_desktop.exchange.registry import recognise
from tests.bench import measuring, people

MODULE = "tests.bench.bench_parse"
VOBJECT_CARDS = 2_000

_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PARAMETER = re.compile(r';([^=;:"]+)(?:=((?:"[^"]*"|[^";])*))?')


def ours(source: Path) -> None:
    """All records of a file, as an import gets them; and before it a small file, which loads tables of names."""

    def read(path: Path) -> None:
        with path.open("rb") as stream:
            for _found in recognise(path).read(stream, ReadOptions()):
                pass

    first = measuring.timed(lambda: read(resources() / "samples" / "contacts.vcf"))
    measuring.answer(cpu=measuring.timed(lambda: read(source)).cpu, first=first.cpu)


def splitter(source: Path) -> None:
    """The least that has to be done with each line of a vCard."""
    text = source.read_text("utf-8")
    measuring.answer(cpu=measuring.timed(lambda: _split(text)).cpu)


def _split(text: str) -> list[dict[str, list[tuple[dict[str, list[str]], object]]]]:
    cards: list[dict[str, list[tuple[dict[str, list[str]], object]]]] = []
    heads: dict[str, tuple[str, dict[str, list[str]]]] = {}
    card: dict[str, list[tuple[dict[str, list[str]], object]]] = {}
    for line in _FOLD.sub("", text).splitlines():
        head, _colon, value = line.partition(":")
        known = heads.get(head)
        if known is None:
            name, _semicolon, rest = head.partition(";")
            known = heads[head] = (name.rpartition(".")[2].upper(), _parameters(";" + rest) if rest else {})
        name, parameters = known
        if name == "BEGIN":
            card = {}
        elif name == "END":
            cards.append(card)
        else:
            parts = (
                value.split(";")
                if name in ("N", "ADR", "ORG")
                else value.split(",")
                if name == "CATEGORIES"
                else value
            )
            card.setdefault(name, []).append((parameters, _plain(parts)))
    return cards


def _parameters(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in _PARAMETER.findall(text):
        found.setdefault(name.upper(), []).extend(part.strip('"').lower() for part in value.split(","))
    return found


def _plain(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [_ESCAPE.sub(r"\1", part) if "\\" in part else part for part in value]
    return _ESCAPE.sub(r"\1", value) if "\\" in value else value


def dictionaries(source: Path) -> None:
    """Every row of a table as a dictionary."""

    def read() -> None:
        with source.open(encoding="utf-8-sig", newline="") as stream:
            for _row in csv.DictReader(stream):
                pass

    measuring.answer(cpu=measuring.timed(read).cpu)


def vobject(source: Path) -> None:
    """The same cards read by vobject."""
    warnings.simplefilter("ignore")  # it warns about itself on new versions of Python
    import vobject as library

    text = source.read_text("utf-8")
    measuring.answer(cpu=measuring.timed(lambda: list(library.readComponents(text))).cpu)


CHILDREN = {"ours": ours, "splitter": splitter, "dictionaries": dictionaries, "vobject": vobject}


def compare(count: int, runs: int) -> tuple[float, float]:
    """Prints the figures of one size; CPU seconds of ours for vCard and CSV."""
    cards = measuring.made(f"people-{count}.vcf", lambda path: people.write_cards(path, count))
    table = measuring.made(f"people-{count}.csv", lambda path: people.write_table(path, count))
    mine, limit = measuring.in_turn(MODULE, runs, ("ours", str(cards)), ("splitter", str(cards)))
    measuring.figure("first file of a process, 41 vCards, cpu s", mine["first"])
    measuring.figure(f"read {count:,} vCards, cpu s", mine["cpu"], limit["cpu"], "<= 2")
    if count <= VOBJECT_CARDS:
        [other] = measuring.in_turn(MODULE, 1, ("vobject", str(cards)))
        measuring.figure(f"read {count:,} vCards with vobject, cpu s", other["cpu"], mine["cpu"], ">= 5")
    rows, plain = measuring.in_turn(MODULE, runs, ("ours", str(table)), ("dictionaries", str(table)))
    measuring.figure(f"read {count:,} rows of CSV, cpu s", rows["cpu"], plain["cpu"])
    return mine["cpu"], rows["cpu"]


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__, runs=5).parse_args()
    if told.child:
        CHILDREN[told.child[0]](Path(told.child[1]))
        return
    measuring.heading()
    costs = [(count, compare(count, told.runs)) for count in told.sizes]
    for place, name in enumerate(("vCard", "CSV")):
        measuring.growth(name, [(count, cost[place]) for count, cost in costs], "1.0")


if __name__ == "__main__":
    main()
