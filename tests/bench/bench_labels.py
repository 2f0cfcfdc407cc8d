"""Mailing labels in mixed scripts: CPU of our PDF against QPdfWriter and QPainter drawing the same lines.

    python tests/bench/bench_labels.py [--labels 10000] [--runs 5] [--growth]

Qt draws without measuring; ours measures every line and makes it fit. Each run is a process of its own, in
turn, and counts its own CPU time without imports and without making the addresses. A line per figure: name,
ours, reference, ratio, goal. With `--growth` 1,000, 10,000 and 100,000 labels and the exponent of growth.
"""

from __future__ import annotations

import argparse
import io
import itertools
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

GOAL = 0.6
_SHEET = "avery-l7160"
_FONT_SIZE = 11.5

_GIVEN = ("Anna", "Jürgen", "Zoë", "José", "Åse", "François", "Maria", "Peter", "Ülkü", "John")
_FAMILY = ("Müller", "Østergaard", "Nuñez", "Smith", "Lefèvre", "Rossi", "Jansen", "O'Brien", "Þórsson")
_COMPANIES = ("Acme Inc.", "Müller & Söhne GmbH", "Café Zürich", "Société Générale", "Nordlys ApS")
_STREETS = ("Hauptstraße", "Rue de la Paix", "Vesterbrogade", "Gran Vía", "High Street", "Via Roma")
_TOWNS = ("Berlin", "Paris", "København", "Madrid", "London", "Milano", "Göteborg")
_COUNTRIES = ("GERMANY", "FRANCE", "DENMARK", "SPAIN", "UNITED KINGDOM", "ITALY", "SWEDEN")
_SCRIPTS = (
    ("Łukasz Wiśniewski", "ul. Źródlana {n}", "00-{n} Łódź"),
    ("Γιώργος Παπαδόπουλος", "Λεωφόρος Συγγρού {n}", "117 {n} Αθήνα"),
    ("Анна Щербакова", "вул. Хрещатик, {n}", "Київ {n}"),
    ("김민수", "서울특별시 강남구 테헤란로 {n}", "06{n}"),
    ("王小明", "北京市朝阳区建国路{n}号", "100{n}"),
    ("山田太郎", "東京都千代田区丸の内{n}", "〒100-{n}"),
    ("محمد بن عبد الله", "شارع الملك فهد {n}", "الرياض {n}"),
    ("สมชาย ใจดี", "{n} ถนนสุขุมวิท", "กรุงเทพ {n}"),
    ("राजेश शर्मा", "{n} महात्मा गांधी मार्ग", "नई दिल्ली {n}"),
)
_SHARE_OF_OTHER_SCRIPTS = 0.25


def addresses(count: int) -> list[tuple[str, ...]]:
    """The same `count` made-up addresses every time, a quarter of them in other scripts than Latin-1.

    Three to five lines: every third has a company, every second the country.
    """
    rng = random.Random(7)
    return [
        _other_script(rng) if rng.random() < _SHARE_OF_OTHER_SCRIPTS else _western(rng) for _ in range(count)
    ]


def _western(rng: random.Random) -> tuple[str, ...]:
    lines = [f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}"]
    if rng.random() < 1 / 3:
        lines.append(rng.choice(_COMPANIES))
    lines.append(f"{rng.choice(_STREETS)} {rng.randrange(1, 400)}")
    town = rng.randrange(len(_TOWNS))
    lines.append(f"{rng.randrange(10_000, 99_999)} {_TOWNS[town]}")
    if rng.random() < 1 / 2:
        lines.append(_COUNTRIES[town])
    return tuple(lines)


def _other_script(rng: random.Random) -> tuple[str, ...]:
    number = rng.randrange(1, 400)
    return tuple(line.format(n=number) for line in rng.choice(_SCRIPTS))


def draw_ours(lines: list[tuple[str, ...]]) -> Callable[[], int]:
    """A call that draws all labels and returns the size of the file."""
    from crm_desktop.printing.labels import LabelPiece, draw_labels
    from crm_desktop.printing.stock import stock

    pieces = [LabelPiece(str(number), label, "", label[0]) for number, label in enumerate(lines)]
    sheet = stock(_SHEET)

    def draw() -> int:
        out = io.BytesIO()
        draw_labels(pieces, sheet, out)
        return out.tell()

    return draw


def draw_with_qt(lines: list[tuple[str, ...]]) -> Callable[[], int]:
    """The same with QPdfWriter, from the same font files and at the same places."""
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPageSize, QPainter, QPdfWriter

    from crm_desktop.printing.fonts import print_fonts
    from crm_desktop.printing.stock import stock

    app = QGuiApplication([])
    families: list[str] = []
    for source in print_fonts().order(""):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(source.path)))
    sheet = stock(_SHEET)

    def draw() -> int:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        writer.setResolution(720)
        painter = QPainter(writer)
        font = QFont(families)
        font.setPointSizeF(_FONT_SIZE)
        painter.setFont(font)
        dot = 720 / 25.4
        for index, label in enumerate(lines):
            place = index % sheet.per_page
            if index and not place:
                writer.newPage()
            x, y = sheet.corner(*divmod(place, sheet.nx))
            for number, line in enumerate(label):
                painter.drawText(QPointF((x + 4) * dot, (y + 12) * dot + number * _FONT_SIZE * 12), line)
        painter.end()
        return int(buffer.size())

    draw.app = app  # type: ignore[attr-defined]  # keeps the application alive as long as the call
    return draw


_DRAWERS = {"ours": draw_ours, "qt": draw_with_qt}


def _run_child(which: str, count: int) -> None:
    draw = _DRAWERS[which](addresses(count))
    started = time.process_time()
    size = draw()
    print(time.process_time() - started, size)


def _measure(which: str, count: int) -> float:
    """CPU seconds of one run in a process of its own."""
    command = [sys.executable, __file__, "--child", which, "--labels", str(count)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[0])


def compare(count: int, runs: int) -> tuple[float, float]:
    """Medians of both, measured in turn; prints the figure."""
    times: dict[str, list[float]] = {which: [] for which in _DRAWERS}
    for _, which in itertools.product(range(runs), _DRAWERS):
        times[which].append(_measure(which, count))
    ours, reference = (statistics.median(times[which]) for which in _DRAWERS)
    print(f"labels_{count}_cpu_s\t{ours:.3f}\t{reference:.3f}\t{ours / reference:.2f}\t{GOAL}")
    return ours, reference


def main() -> None:
    """See the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true", help="1k, 10k, 100k and the exponent")
    parser.add_argument("--child", choices=_DRAWERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        _run_child(arguments.child, arguments.labels)
        return
    print("name\tours\treference\tratio\tgoal")
    if not arguments.growth:
        compare(arguments.labels, arguments.runs)
        return
    small, large = (compare(count, arguments.runs)[0] for count in (1_000, 100_000))
    compare(10_000, arguments.runs)
    exponent = math.log(large / small) / math.log(100)
    print(f"labels_growth_exponent_1k_100k\t{exponent:.2f}\t1.00\t{exponent:.2f}\t1.05")


if __name__ == "__main__":
    main()
