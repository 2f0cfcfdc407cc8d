"""The tabs of a record: what features put there, and the fields beside them or as the second tab (ux 3.6 B)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.ui.features.contacts.detail.details import Details
from crm_desktop.ui.record_parts import PartView, RecordPart

WIDE = 900
"""From this width on the fields stand in a column beside the tabs."""

DETAILS = "details"
"""The key of the fields among the tabs."""

_SIDE = (280, 320)
"""Least and most width of that column."""

_SIDE_SHARE = 0.3
_MARGIN = 24

_LONGEST_LINE = 150
"""Letters across a tab; the log bar above is as wide."""

_LOWEST = 240
"""Least height of a tab's content."""

_UNBOUND = 16_777_215
"""Qt's word for no limit to a width."""


class RecordTabs(QWidget):
    """Tab bar, the part on view, and the fields. A part is made when its tab is first shown.

    The fields have one parent for good and only change their cell: another one would have Qt style all of them anew,
    which took 60 ms for a full record.
    """

    part_wanted = Signal(str)
    """The tab of this key is to be shown, and its part is not made yet: call `fill`."""

    def __init__(self, declared: Sequence[RecordPart], details: Details) -> None:
        super().__init__()
        self._declared = {part.key: part for part in declared}
        self._details = details
        self._is_wide: bool | None = None
        self._places: dict[str, QWidget] = {}
        self._filled: set[str] = set()
        self.bar = QTabBar()
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(_LOWEST)
        self._make_bar()
        details.setParent(self)
        details.setMinimumHeight(_LOWEST)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.addWidget(self.bar)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
        self._grid.addLayout(row, 0, 0)
        self._grid.addWidget(self._stack, 1, 0)

    def _make_bar(self) -> None:
        bar = self.bar
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setUsesScrollButtons(False)
        bar.setElideMode(Qt.TextElideMode.ElideRight)
        bar.setAccessibleName(_("Parts of this record"))
        bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for key, part in self._declared.items():
            place = QWidget()
            QVBoxLayout(place).setContentsMargins(_MARGIN, 8, _MARGIN, 0)
            self._stack.addWidget(place)
            self._places[key] = place
            bar.setTabData(bar.addTab(_(part.title)), key)
        bar.currentChanged.connect(self._on_tab)

    # --- which tab

    def titles(self) -> list[str]:
        """What stands on the tabs."""
        return [self.bar.tabText(at) for at in range(self.bar.count())]

    def tab_of(self, key: str) -> int | None:
        """Where the tab of a key stands; None when there is none, as for fields that stand beside the tabs."""
        return next((at for at in range(self.bar.count()) if self.bar.tabData(at) == key), None)

    def bring(self, key: str) -> None:
        """Bring a tab to the front, if there is one of this key."""
        at = self.tab_of(key)
        if at is not None:
            self.bar.setCurrentIndex(at)
            self._on_tab(at)

    def fill(self, key: str, part: PartView) -> None:
        """Put the part of a tab into its place."""
        self._filled.add(key)
        box = self._places[key].layout()
        assert box is not None  # every place was made with one
        box.addWidget(part)
        part.count_changed.connect(lambda count: self._show_count(key, count))

    def _on_tab(self, at: int) -> None:
        key = self.bar.tabData(at)
        if key is None:
            return
        if key != DETAILS:
            if key not in self._filled:
                self.part_wanted.emit(key)
            self._stack.setCurrentWidget(self._places[key])
        self._show(stack=key != DETAILS, fields=self.is_wide or key == DETAILS)

    def _show(self, *, stack: bool, fields: bool) -> None:
        shown = {self._stack: stack, self._details: fields}
        focus = self.focusWidget()
        if any(not is_shown and each.isAncestorOf(focus) for each, is_shown in shown.items() if focus):
            self.bar.setFocus()  # Qt would look for the next one outside of the record
        for each, is_shown in sorted(shown.items(), key=lambda item: item[1]):  # what goes, goes first
            each.setVisible(is_shown)

    def _show_count(self, key: str, count: int) -> None:
        at = self.tab_of(key)
        if at is not None:
            title = _(self._declared[key].title)
            text = _("{title} {count}").format(title=title, count=number_text(count)) if count >= 0 else title
            self.bar.setTabText(at, text)

    # --- where the fields are

    @property
    def is_wide(self) -> bool:
        """Whether they stand beside the tabs, on view together with them."""
        return bool(self._is_wide)

    def fit(self, width: int) -> None:
        """The page has this width: the fields go beside the tabs where there is room."""
        is_wide = width >= WIDE
        if is_wide:
            least, most = _SIDE
            side = min(max(round(width * _SIDE_SHARE), least), most)
            self._details.setFixedWidth(side)
            self._keep_together(width - side)
        self._arrange(is_wide=is_wide)

    def _keep_together(self, width: int) -> None:
        """In a very wide window the fields stay beside what they belong to: the rest of `width` is left at the end."""
        over = max(width - self.fontMetrics().averageCharWidth() * _LONGEST_LINE - 2 * _MARGIN, 0)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left, right = (over, 0) if is_mirrored else (0, over)
        self._grid.setContentsMargins(left, 0, right, 0)

    def _arrange(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        was_on_fields = self._is_wide is False and self.bar.tabData(self.bar.currentIndex()) == DETAILS
        self._is_wide = is_wide
        self._details.set_side_column(is_side=is_wide)
        if was_on_fields:  # before their tab goes, or its neighbour would come to the front and be made
            self.bar.setCurrentIndex(0)
        if is_wide:
            self._put_beside()
        else:
            self._put_among()
        self._on_tab(self.bar.currentIndex())

    def _put_beside(self) -> None:
        at = self.tab_of(DETAILS)
        if at is not None:
            self.bar.removeTab(at)
        self._grid.removeWidget(self._details)
        self._grid.addWidget(self._details, 0, 1, 2, 1)

    def _put_among(self) -> None:
        self._grid.removeWidget(self._details)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._details.setMinimumWidth(0)
        self._details.setMaximumWidth(_UNBOUND)
        self._grid.addWidget(self._details, 1, 0)
        at = min(1, self.bar.count())
        self.bar.insertTab(at, _("Details"))
        self.bar.setTabData(at, DETAILS)
        if self._details.isAncestorOf(self.focusWidget() or self):
            self.bar.setCurrentIndex(at)  # what is being edited stays on view
