"""The rows of what is to be done: headings of sections, and the due things under those that are unfolded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import N_, _, ngettext
from crm_desktop.ui.features.today import board as b
from crm_desktop.ui.features.today.board import Row

ROW_ROLE = Qt.ItemDataRole.UserRole + 1

_TITLES = {
    b.OVERDUE: N_("Overdue"),
    b.TODAY: N_("Today"),
    b.LATER: N_("Later today"),
    b.TOUCH: N_("Get in touch"),
    b.WEEK: N_("Planned this week"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over a section."""

    section: str
    count: int
    is_folded: bool

    @property
    def title(self) -> str:
        """Translated."""
        return _(_TITLES[self.section])

    @property
    def spoken(self) -> str:
        """For a screen reader: title, how many, and whether they are on view."""
        count = ngettext("{n} entry", "{n} entries", self.count).format(n=number_text(self.count))
        state = _("folded") if self.is_folded else _("unfolded")
        return ", ".join((self.title, count, state))


Line = Heading | Row


class DoModel(QAbstractTableModel):
    """One column. A fresh board takes the place of the one before as a whole; the view keeps what was chosen."""

    swapping = Signal()
    swapped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.folded: set[str] = set(b.FOLDED)
        self._sections: Mapping[str, tuple[Row, ...]] = {}
        self._counts: Mapping[str, int] = {}

    def show_sections(
        self, sections: Mapping[str, tuple[Row, ...]], counts: Mapping[str, int] | None = None
    ) -> None:
        """Show what there is now; a section whose key is "" has no heading.

        Args:
            sections: key -> rows.
            counts: of sections that list only the first of what there is, how many there are.
        """
        self._sections, self._counts = sections, counts or {}
        self._rebuild()

    def toggle(self, section: str) -> None:
        """Unfold a section, or fold it again."""
        self.folded ^= {section}
        self._rebuild()

    def _rebuild(self) -> None:
        self.swapping.emit()
        self.beginResetModel()
        self.lines = []
        for section, rows in self._sections.items():
            is_folded = section in self.folded
            if rows and section:
                self.lines.append(Heading(section, self._counts.get(section, len(rows)), is_folded))
            self.lines += () if is_folded else rows
        self.endResetModel()
        self.swapped.emit()

    def line(self, row: int) -> Line | None:
        """What stands in a row, None outside."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def thing(self, row: int) -> Row | None:
        """The due thing in a row, None for a heading and outside."""
        line = self.line(row)
        return line if isinstance(line, Row) else None

    def row_of(self, line: Line) -> int | None:
        """Where a line stands now."""
        for row, other in enumerate(self.lines):
            if isinstance(line, Row) and isinstance(other, Row) and line.key == other.key:
                return row
            if isinstance(line, Heading) and isinstance(other, Heading) and line.section == other.section:
                return row
        return None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Headings and due things."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """One."""
        return 0 if parent.isValid() else 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The line for the painter, in words for a screen reader."""
        if role not in (ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.line(index.row())
        if role == ROW_ROLE or line is None:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.context or None if isinstance(line, Row) else None
        return line.spoken
