"""Someone was here already: what colleagues did or plan with a record, and who is to be left alone (S34, S35)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.refusal import refuse


class TouchStrip(QWidget):
    """On view as long as it is true, so also when one presses Call; read out when the log bar gets the keyboard."""

    again_wanted = Signal()
    """Somebody who was to be left alone is to be contacted again after all."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stop_icon, self._icon = QLabel(), QLabel()
        self._stop = TextLabel(theme, "", "caption_strong", "bad", wrap=True)
        self._again = push_button(_("Contact again…"), self.again_wanted.emit, kind="link")
        self._others = ElidedLabel(theme, "", "caption", "warn")
        self._stop_row, stop = _row(self._stop_icon, self._stop)
        stop.addWidget(self._again)
        self._others_row, _others = _row(self._icon, self._others)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._stop_row)
        column.addWidget(self._others_row)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_texts("", [])

    def set_read_only(self, reason: str) -> None:
        """Nothing can be logged, so nobody can be contacted again."""
        refuse(reason, self._again)

    @property
    def text(self) -> str:
        """All it says."""
        return " ".join(part for part in (self._stop.text(), self._others.text()) if part)

    def show_texts(self, stop: str, colleagues: list[str]) -> None:
        """Why nobody follows up, and what colleagues did, the newest first."""
        self._stop.setText(stop)
        self._others.setText("   ".join(colleagues))
        self._stop_row.setVisible(bool(stop))
        self._others_row.setVisible(bool(colleagues))
        self._others.setToolTip("\n".join(colleagues))
        self.setVisible(bool(stop or colleagues))
        self.setAccessibleName(self.text)

    def announce(self) -> None:
        """Read it out, if there is anything."""
        if self.text:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.text))

    def _restyle(self) -> None:
        ratio = self.devicePixelRatioF()
        self._stop_icon.setPixmap(self._theme.pixmap("ban", "bad", 14, ratio))
        self._icon.setPixmap(self._theme.pixmap("users", "warn", 14, ratio))


def _row(icon: QLabel, label: QWidget) -> tuple[QWidget, QHBoxLayout]:
    """An icon before a sentence."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
    box.addWidget(label, 1)
    return row, box
