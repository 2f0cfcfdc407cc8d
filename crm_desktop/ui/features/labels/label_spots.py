"""The places of a sheet as something to choose from: for the keyboard, and for those who cannot see the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _


class LabelSpot(QRadioButton):
    """One place. The sheet paints it, has the mouse, and knows what arrow keys mean."""

    def __init__(self, number: int, sheet: QWidget) -> None:
        """`number` counts from 1, in the order of printing."""
        super().__init__(sheet)
        self.number, self._sheet = number, sheet
        self.setAutoExclusive(False)  # the sheet says which one is chosen
        self.setAccessibleName(_("Label {number}").format(number=number_text(number)))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys are the sheet's."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet paints the ring."""
        super().focusInEvent(event)
        self._sheet.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet paints no ring any more."""
        super().focusOutEvent(event)
        self._sheet.update()


class LabelSpots:
    """The spots of the sheet on view; Tab stops at the one that is chosen."""

    def __init__(self, sheet: QWidget) -> None:
        self._sheet = sheet
        self._spots: list[LabelSpot] = []

    def show(self, count: int, chosen: int, *, is_open: bool) -> None:
        """As many spots as the sheet has places.

        Args:
            count: places on the sheet.
            chosen: where printing starts, from 1.
            is_open: whether it can be chosen here: only on the first sheet.
        """
        had_keyboard = self.have_keyboard
        if len(self._spots) != count:
            for spot in self._spots:
                spot.deleteLater()
            self._spots = [LabelSpot(number, self._sheet) for number in range(1, count + 1)]
            for spot in self._spots:
                spot.setVisible(True)
        for spot in self._spots:
            is_chosen = spot.number == chosen
            spot.setChecked(is_chosen)
            spot.setEnabled(is_open)
            spot.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.NoFocus)
        if 1 <= chosen <= count:
            self._sheet.setFocusProxy(self._spots[chosen - 1])
            if had_keyboard:
                self._spots[chosen - 1].setFocus()

    def place(self, box_of: Callable[[int], QRect]) -> None:
        """Lay each spot over its place; `box_of` gives the place of a number, in pixels of the sheet."""
        for spot in self._spots:
            spot.setGeometry(box_of(spot.number))

    @property
    def have_keyboard(self) -> bool:
        """Whether one of them has it."""
        return any(spot.hasFocus() for spot in self._spots)

    @property
    def all(self) -> Sequence[LabelSpot]:
        """In the order of printing."""
        return self._spots
