"""The palette in a real window on n contacts: from its key to the picture, and from the last key typed to the hits.

    python -m tests.bench.bench_palette [--sizes 1000,10000,100000]      (1000000 takes minutes to make, once)

Wall milliseconds, offscreen: what a user waits for. "Hits" includes the pause that the palette makes before it asks
and the painting of the rows, and is told for each kind of text; "typed fast" are whole words at 45 ms a letter, from
the last letter. Beside each stand the CPU milliseconds of the process, which a busy machine does not swell, and the
longest stretch for which the window's own thread worked. Goals of ux 4, point 22: open <= 60 ms, hits <= 100 ms after
the last key.
"""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.ui.app import Desk
from tests.bench import bench_find, measuring
from tests.bench.window import Turns, Watch, opened, rest, wait_for

OPENINGS = 20
PER_KIND = 5
KEY_MS = 45
"""Between two letters of a fast typist."""

MISSES = ["zzz", "qxqx", "anna zzzz", "xylophon 12", "ж김q"]
OPENS, HITS = "<= 60 ms", "<= 100 ms"

Spent = list[tuple[float, float]]


def openings(made: Desk) -> Spent:
    """From the key to the picture."""
    spent = []
    for _time in range(OPENINGS):
        watch = Watch()
        made.window.open_palette()
        made.window.palette_box.repaint()
        spent.append(watch.read())
        rest()
        made.window.palette_box.dismiss()
        rest()
    return spent


def terms() -> dict[str, list[str]]:
    """Kind of text -> some of it; what `bench_find` asks, what half of the file has, and what nobody has."""
    kinds = {**bench_find.terms(), **bench_find.extremes(), "nobody": MISSES}
    return {kind: some[:PER_KIND] for kind, some in kinds.items()}


def at_once(made: Desk, term: str) -> tuple[float, float]:
    """From the last letter of `term` to painted hits, when the one before was answered."""
    box = made.window.palette_box
    made.window.open_palette(term[:-1])
    wait_for(lambda: not box.is_searching)
    watch = Watch()
    made.window.open_palette(term)
    wait_for(lambda: not box.is_searching)
    box.repaint()
    return watch.read()


def typed_fast(made: Desk, term: str) -> tuple[float, float]:
    """The same, when letter came upon letter."""
    box = made.window.palette_box
    for end in range(1, len(term)):
        made.window.open_palette(term[:end])
        rest(KEY_MS)
    watch = Watch()
    made.window.open_palette(term)
    wait_for(lambda: not box.is_searching)
    box.repaint()
    return watch.read()


def searches(made: Desk, some: list[str], ask: Callable[[Desk, str], tuple[float, float]]) -> Spent:
    """What each text of `some` took."""
    spent = []
    for term in some:
        spent.append(ask(made, term))
        made.window.palette_box.dismiss()
        rest()
    return spent


def tell(name: str, spent: Spent, turns: Turns, goal: str) -> None:
    """Prints the figures of one thing."""
    wall, cpu = [pair[0] for pair in spent], [pair[1] for pair in spent]
    measuring.figure(f"{name}: p50 ms", measuring.percentile(wall, 50))
    measuring.figure(f"{name}: p95 ms", measuring.percentile(wall, 95), None, goal)
    measuring.figure(f"{name}: p95 CPU ms", measuring.percentile(cpu, 95))
    measuring.figure(f"{name}: longest turn, CPU ms", turns.take()[0], None, "<= 50 ms")


def measure(count: int) -> None:
    """Prints the figures of one size."""
    with opened(count) as (made, turns):
        turns.take()
        tell(f"palette {count:,} opens", openings(made), turns, OPENS)
        kinds = terms()
        every: Spent = []
        for kind, some in kinds.items():
            spent = searches(made, some, at_once)
            every += spent
            wall = [pair[0] for pair in spent]
            measuring.figure(f"  {kind}: p50 ms", measuring.percentile(wall, 50))
            measuring.figure(f"  {kind}: worst ms", max(wall), None, HITS)
        tell(f"palette {count:,} hits", every, turns, HITS)
        fast = [some[0] for some in kinds.values()]
        tell(f"palette {count:,} typed fast", searches(made, fast, typed_fast), turns, HITS)


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__).parse_args()
    measuring.heading()
    for count in told.sizes:
        measure(count)


if __name__ == "__main__":
    main()
