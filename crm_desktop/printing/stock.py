"""Label stock: which labels lie where on which sheet.

The table is `resources/labels/stock.json`; a user's own file of the same form is laid over it. All measures
are millimetres from the sheet's top left corner.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import (
    AmbiguousError,
    EnvironmentProblem,
    NotFoundError,
    UserError,
    ValidationError,
)
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.resource_files import resources

ROLL = "roll"
"""The paper of labels that come one after the other: a page is one label."""

FIT_TOLERANCE_MM = 0.6
"""How far a grid may stand over the paper's edge: makers round their figures."""

_OVERLAP_TOLERANCE_MM = 0.05
_SHAPES = ("rectangle", "ellipse")
_LARGEST_MM = 2000.0
_MOST_ACROSS = 200
_CANDIDATES_NAMED = 8
_MEASURES = ("w", "h", "x0", "y0", "dx", "dy")


@dataclass(frozen=True, slots=True)
class Stock:
    """One kind of label sheet or roll.

    Attributes:
        maker, part: as on the box.
        aliases: other numbers of the same layout (other colours, pack sizes, countries).
        paper: "A4", "Letter" or "roll".
        page: width and height of the page.
        shape: "rectangle" or "ellipse".
        w, h: size of a label.
        nx, ny: labels across and down.
        x0, y0: left and top edge of the first label.
        dx, dy: from one label's edge to that of the next.
        round: radius of the corners.
    """

    maker: str
    part: str
    paper: str
    page: tuple[float, float]
    w: float
    h: float
    nx: int
    ny: int
    x0: float
    y0: float
    dx: float
    dy: float
    aliases: tuple[str, ...] = ()
    shape: str = "rectangle"
    round: float = 0.0

    @property
    def code(self) -> str:
        """What the user types, such as `avery-l7160`."""
        return f"{self.maker}-{self.part}".lower().replace(" ", "-")

    @property
    def per_page(self) -> int:
        """Labels on a sheet; 1 on a roll."""
        return self.nx * self.ny

    @property
    def is_roll(self) -> bool:
        """Whether every label is a page of its own."""
        return self.paper == ROLL

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """Left and top edge of a label; rows and columns count from 0."""
        return self.x0 + column * self.dx, self.y0 + row * self.dy

    def describe(self) -> str:
        """One line for lists, such as `Avery L7160: 21 labels of 64 × 38.1 mm on A4 (3 × 7)`."""
        size = " × ".join(number_text(round(side, 1)) for side in (self.w, self.h))
        if self.is_roll:
            return _("{maker} {part}: roll, {size} mm").format(maker=self.maker, part=self.part, size=size)
        text = ngettext(
            "{maker} {part}: {count} label of {size} mm on {paper} ({across} × {down})",
            "{maker} {part}: {count} labels of {size} mm on {paper} ({across} × {down})",
            self.per_page,
        )
        return text.format(
            maker=self.maker,
            part=self.part,
            count=self.per_page,
            size=size,
            paper=self.paper,
            across=self.nx,
            down=self.ny,
        )


class StockTable:
    """All stock known, in the order of the files."""

    def __init__(self, stocks: Iterable[Stock], maker_spellings: Mapping[str, Iterable[str]]) -> None:
        """Builds the index of names.

        Args:
            stocks: a later one replaces an earlier one of the same code.
            maker_spellings: maker -> other names it is sold under.
        """
        self._by_code = {stock.code: stock for stock in stocks}
        self._by_name: dict[str, list[Stock]] = {}
        for stock in self._by_code.values():
            makers = ("", stock.maker, *maker_spellings.get(stock.maker, ()))
            for name in {_key(maker + number) for maker in makers for number in (stock.part, *stock.aliases)}:
                self._by_name.setdefault(name, []).append(stock)

    def all(self) -> list[Stock]:
        """Every stock."""
        return list(self._by_code.values())

    def find(self, text: str) -> list[Stock]:
        """The stock whose maker, number, other numbers, paper or size hold every word of `text`.

        An empty text finds all. Exact numbers come first.
        """
        words = text.casefold().replace(",", ".").split()
        hits = [
            stock for stock in self._by_code.values() if all(word in _searchable(stock) for word in words)
        ]
        exact = self._by_name.get(_key(text), [])
        return exact + [stock for stock in hits if stock not in exact]

    def get(self, code: str) -> Stock:
        """The stock of a code: `maker-number` in any case and spelling, or the number alone.

        Raises:
            AmbiguousError: several makers have that number.
            NotFoundError: none has; the message names what comes near.
        """
        named = self._by_name.get(_key(code), [])
        own = [stock for stock in named if _key(stock.part) == _key(code)]
        if len(named) > 1 and len(own) == 1:
            named = own
        if len(named) == 1:
            return named[0]
        if named:
            raise AmbiguousError(
                _("There are several label sheets {code}.").format(code=code),
                [f"{stock.code}  {stock.describe()}" for stock in named],
                _("Choose one of: {codes}.").format(codes=_codes(named)),
            )
        near = self.find(code) or self._near(code)
        raise NotFoundError(
            _("No label sheet is called {code}.").format(code=code),
            _("Near it: {codes}.").format(codes=_codes(near)) if near else _("List them all to choose one."),
        )

    def _near(self, code: str) -> list[Stock]:
        """Stock whose number shares digits with the code."""
        digits = "".join(re.findall("[0-9]+", code))
        wanted = digits[:3]
        return [stock for stock in self._by_code.values() if len(wanted) == 3 and wanted in stock.part]


def stock_table(own_file: Path | None = None) -> StockTable:
    """The program's table, with the user's own file laid over it when there is one.

    Raises:
        EnvironmentProblem: the user's file cannot be read.
        ValidationError: a line of it makes no sense; `fields` maps its code to the reason.
    """
    if own_file is None or not own_file.exists():
        return _own_table()
    try:
        content = json.loads(own_file.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise EnvironmentProblem(
            "damaged",
            _("The file with your own label sheets cannot be read: {path}").format(path=own_file),
            _("Mend or remove it; the sheets that come with the program are still there."),
        ) from problem
    base, papers, makers = _shipped()
    return StockTable([*base, *_parse(content, papers)], makers)


def find_stock(text: str, own_file: Path | None = None) -> list[Stock]:
    """`StockTable.find` in the table of `stock_table(own_file)`."""
    return stock_table(own_file).find(text)


def stock(code: str, own_file: Path | None = None) -> Stock:
    """`StockTable.get` in the table of `stock_table(own_file)`."""
    return stock_table(own_file).get(code)


@cache
def _own_table() -> StockTable:
    stocks, _papers, makers = _shipped()
    return StockTable(stocks, makers)


@cache
def _shipped() -> tuple[list[Stock], dict[str, tuple[float, float]], dict[str, list[str]]]:
    content = json.loads((resources() / "labels" / "stock.json").read_text("utf-8"))
    papers = {name: (float(width), float(height)) for name, (width, height) in content["papers"].items()}
    return _parse(content, papers), papers, content["makers"]


def _parse(content: Any, papers: Mapping[str, tuple[float, float]]) -> list[Stock]:
    """Records from a file's content, each checked.

    Raises:
        ValidationError: what does not fit, by code.
    """
    stocks, wrong = [], {}
    entries = content.get("stock") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise ValidationError({"stock": _("The file has no list called “stock”.")})
    for number, entry in enumerate(entries, 1):
        try:
            stocks.append(_record(entry, papers))
        except UserError as problem:
            wrong[_entry_name(entry, number)] = str(problem)
        except (KeyError, TypeError, ValueError):
            wrong[_entry_name(entry, number)] = _("A measure is missing or is not a number.")
    if wrong:
        raise ValidationError({name: f"{name}: {reason}" for name, reason in wrong.items()})
    return stocks


def _entry_name(entry: Any, number: int) -> str:
    if isinstance(entry, dict) and entry.get("part"):
        return f"{entry.get('maker', '')}-{entry['part']}"
    return f"#{number}"


def _record(entry: Mapping[str, Any], papers: Mapping[str, tuple[float, float]]) -> Stock:
    measures = {name: float(entry[name]) for name in _MEASURES}
    paper = str(entry["paper"])
    page = (measures["w"], measures["h"]) if paper == ROLL else papers.get(paper)
    if page is None:
        raise UserError(_("The paper {paper} is not known.").format(paper=paper))
    record = Stock(
        maker=str(entry["maker"]).strip(),
        part=str(entry["part"]).strip(),
        paper=paper,
        page=page,
        nx=int(entry["nx"]),
        ny=int(entry["ny"]),
        aliases=tuple(map(str, entry.get("aliases", ()))),
        shape=str(entry.get("shape", "rectangle")),
        round=float(entry.get("round", 0)),
        **measures,
    )
    if reason := fault_of(record):
        raise UserError(reason)
    return record


def fault_of(record: Stock) -> str:
    """Why no sheet can look like this (a translated sentence); "" when all is well."""
    numbers = (record.w, record.h, record.x0, record.y0, record.dx, record.dy, record.round, *record.page)
    if not all(math.isfinite(number) and 0 <= number <= _LARGEST_MM for number in numbers):
        return _("A measure is negative or too large.")
    if not (record.maker and record.part) or record.shape not in _SHAPES:
        return _("The maker, the number or the shape is missing.")
    if min(record.w, record.h) <= 0 or not (
        1 <= record.nx <= _MOST_ACROSS and 1 <= record.ny <= _MOST_ACROSS
    ):
        return _("A label has no size, or there is none on the sheet.")
    if (record.nx > 1 and record.dx < record.w - _OVERLAP_TOLERANCE_MM) or (
        record.ny > 1 and record.dy < record.h - _OVERLAP_TOLERANCE_MM
    ):
        return _("The labels overlap.")
    right, bottom = (
        edge + size
        for edge, size in zip(record.corner(record.ny - 1, record.nx - 1), (record.w, record.h), strict=True)
    )
    if right > record.page[0] + FIT_TOLERANCE_MM or bottom > record.page[1] + FIT_TOLERANCE_MM:
        return _("The labels reach beyond the sheet.")
    return ""


def _key(name: str) -> str:
    """A name as it is compared: without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _searchable(record: Stock) -> str:
    size = (
        f"{record.w:g}x{record.h:g} {round(record.w, 1):g} {round(record.h, 1):g} {record.w:g} {record.h:g}"
    )
    names = f"{record.maker} {record.part} {' '.join(record.aliases)}"
    return f"{record.code} {names} {record.paper} {size} {record.per_page}".casefold()


def _codes(stocks: list[Stock]) -> str:
    named = [record.code for record in stocks[:_CANDIDATES_NAMED]]
    return ", ".join(named) + ("…" if len(stocks) > _CANDIDATES_NAMED else "")
