"""What stands under a field when its value could not be saved; made only when there is something to say."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from crm_desktop.ui.forms.conflict_strip import ConflictStrip
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel


class Verdict:
    """A reason or a conflict, in a column below the field. Most fields never need either."""

    def __init__(self, theme: Theme, column: QVBoxLayout) -> None:
        self._theme, self._column = theme, column
        self._reason: TextLabel | None = None
        self._strip: ConflictStrip | None = None
        self._is_offer = False

    @property
    def reason(self) -> str:
        """Why the value could not be saved; "" when nothing is wrong."""
        return self._reason.text() if self._reason is not None else ""

    @property
    def strip(self) -> ConflictStrip:
        """The question about a conflict."""
        if self._strip is None:
            self._strip = ConflictStrip(self._theme)
            self._column.addWidget(self._strip)
            order_soon(self._strip)
        return self._strip

    @property
    def is_asking(self) -> bool:
        """Whether a conflict waits for an answer."""
        return self._is_open and not self._is_offer

    @property
    def is_offering(self) -> bool:
        """Whether a draft is on show."""
        return self._is_open and self._is_offer

    @property
    def _is_open(self) -> bool:
        return self._strip is not None and not self._strip.isHidden()

    def refuse(self, reason: str) -> None:
        """Say why the value cannot be saved."""
        if self._reason is None:
            self._reason = TextLabel(self._theme, role="caption", colour="bad", wrap=True)
            self._reason.setContentsMargins(9, 0, 0, 0)
            self._column.addWidget(self._reason)
        self._reason.setText(reason)
        self._reason.show()

    def ask(self, text: str, keep: Callable[[], None], take: Callable[[], None]) -> None:
        """Show both values and wait for a choice."""
        self._is_offer = False
        self.strip.ask(text, keep, take)

    def offer(self, text: str, use: Callable[[], None], drop: Callable[[], None]) -> None:
        """Show a draft; it does not stop anybody from typing something else."""
        self._is_offer = True
        self.strip.offer(text, use, drop)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        if self._reason is not None:
            self._reason.setText("")
            self._reason.hide()
        if self._strip is not None:
            self._strip.hide()
