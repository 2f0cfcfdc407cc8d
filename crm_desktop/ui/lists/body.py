"""What stands below the head of a list: its rows, or why there are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QStyle, QVBoxLayout, QWidget

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.state_card import StateCard

_BARS = ((150, 96), (110, 140), (176, 80), (128, 120))
"""Widths of the two bars of a placeholder row, from one row to the next."""


class Skeleton(QWidget):
    """Rows that are still being read, drawn as grey bars in the height of the rows to come."""

    def __init__(self, theme: Theme, row_height: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._row_height = theme, row_height
        self.setAccessibleName(_("Reading…"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A bar or two a row."""
        height = max(self._row_height(), 24)
        is_roomy = height > 48
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.tokens.subtle))
            for at, top in enumerate(range(0, self.height(), height)):
                first, second = _BARS[at % len(_BARS)]
                side = min(height - 16, 40) if is_roomy else 12
                painter.drawEllipse(self._box(12, top + (height - side) // 2, side, side))
                middle = top + height // 2
                if is_roomy:
                    painter.drawRoundedRect(self._box(64, middle - 14, first, 10), 4, 4)
                    painter.drawRoundedRect(self._box(64, middle + 6, second, 8), 4, 4)
                else:
                    painter.drawRoundedRect(self._box(36, middle - 5, first, 10), 4, 4)

    def _box(self, left: int, top: int, width: int, height: int) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(left, top, width, height))


class TroubleStrip(QWidget):
    """Above rows that could not be read again: says so, and what can be done."""

    def __init__(self, theme: Theme, retry: Callable[[], object], details: Callable[[], object]) -> None:
        super().__init__()
        self.text = TextLabel(theme, role="caption", colour="bad", wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(push_button(_("Try again"), retry))
        row.addWidget(push_button(_("Details"), details))
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.text)
        column.addLayout(row)
        self.hide()


class ListBody(QWidget):
    """Rows, placeholders, or a card; the rows that are known stay on view when reading them again fails."""

    def __init__(
        self, theme: Theme, view: ListView, model: ListModel[Any], row_height: Callable[[], int]
    ) -> None:
        super().__init__()
        self._model = model
        self.show_empty: Callable[[StateCard], None] = lambda _card: None
        self.show_details: Callable[[BaseException], object] = lambda _error: None
        self.view = view
        self.card = StateCard(theme)
        self.skeleton = Skeleton(theme, row_height)
        self.trouble = TroubleStrip(theme, model.reload, self._on_details)
        self._stack = QStackedWidget()
        for page in (view, self.card, self.skeleton):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.trouble)
        column.addWidget(self._stack, 1)

    def show_placeholders(self) -> None:
        """The rows take their time, and those of another list would mislead."""
        self._stack.setCurrentWidget(self.skeleton)

    def show_what_is(self) -> None:
        """The rows, or why there are none."""
        model, error = self._model, self._model.error
        has_rows = bool(model.rowCount()) and not (model.is_pending and error)
        self.trouble.setVisible(bool(has_rows and error))
        if has_rows:
            if error:
                self.trouble.text.setText(_("The list could not be read again; it may be out of date."))
            self._stack.setCurrentWidget(self.view)
            return
        if error is not None:
            self._show_failure(error)
        elif not model.is_complete:
            self.card.show_state(
                "clock", _("Reading was stopped."), primary=(_("Read the list"), model.reload)
            )
        else:
            self.show_empty(self.card)
        self._stack.setCurrentWidget(self.card)

    def _show_failure(self, error: BaseException) -> None:
        advice = f"{error.what} {error.advice}".strip() if isinstance(error, UserError) else ""
        self.card.show_state(
            "circle-alert",
            _("The list could not be read."),
            advice or _("What is saved is safe; only reading it failed."),
            primary=(_("Try again"), self._model.reload),
            others=((_("Details"), self._on_details),),
            colour="bad",
        )

    def _on_details(self) -> None:
        if self._model.error is not None:
            self.show_details(self._model.error)
