"""The side panel as it is seen: a head with the name and the ways on, and below it the record itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.pages import RecordPanel
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.labels import ElidedLabel
from crm_desktop.ui.widgets.state_card import StateCard


class SidePanel(QGroupBox):
    """A group to a screen reader, which tells its name when the keyboard comes in. Esc closes."""

    back_wanted = Signal()
    fully_wanted = Signal()
    window_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme, keys: dict[str, str], parent: QWidget | None = None) -> None:
        """`keys`: what to press for "back", "fully", "window" and "close", as the platform writes it."""
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._name = ""
        self.back = IconButton(theme, "arrow-left", _told(_("Back"), keys["back"]), self.back_wanted.emit)
        self.name_label = ElidedLabel(theme, "", "strong", "text_2")
        self.fully = push_button(_("Open fully"), self.fully_wanted.emit)
        self.fully.setAutoDefault(True)  # Enter presses it as Space does
        self.fully.setToolTip(_told(_("Open on its own page"), keys["fully"]))
        self.window_button = IconButton(
            theme, "app-window", _told(_("Open in its own window"), keys["window"]), self.window_wanted.emit
        )
        self.close_button = IconButton(
            theme, "x", _told(_("Close the side panel"), keys["close"]), self.close_wanted.emit
        )
        self._card = StateCard(theme)
        self._body = QStackedWidget()
        self._body.addWidget(self._card)
        self._lay_out()
        self.show_title("")

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("sidePanelHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(self.back)
        row.addWidget(self.name_label, 1)
        row.addWidget(self.fully)
        row.addWidget(self.window_button)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._body, 1)

    def show_panel(self, panel: RecordPanel) -> None:
        """Show a record's own panel."""
        if self._body.indexOf(panel) < 0:
            self._body.addWidget(panel)
        self._body.setCurrentWidget(panel)
        for button in (self.fully, self.window_button):
            button.setEnabled(True)

    def show_gone(self) -> None:
        """Say that the record is not in the file any more."""
        headline = _("“{name}” is not in the file any more.").format(name=self._name)
        if not self._name:
            headline = _("This record is not in the file any more.")
        self._card.show_state(
            "search-x",
            headline,
            _("Somebody deleted it for good."),
            others=((_("Close"), self.close_wanted.emit),),
        )
        self._body.setCurrentWidget(self._card)
        for button in (self.fully, self.window_button):
            button.setEnabled(False)
        self.announce(headline)

    def show_title(self, name: str) -> None:
        """What the record is called; "" while it is being read."""
        self._name = name
        self.name_label.setText(name)
        self.setAccessibleName(_("Side panel: {name}").format(name=name) if name else _("Side panel"))

    def show_back(self, *, is_possible: bool) -> None:
        """Offer the way to the record that was on view before."""
        self.back.setVisible(is_possible)

    def announce(self, text: str) -> None:
        """Have a screen reader say something about the panel."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc that no field in the panel had a use for closes it."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close_wanted.emit()
        else:
            super().keyPressEvent(event)


def _told(what: str, keys: str) -> str:
    """The name of a button with its keys."""
    return _("{action} ({keys})").format(action=what, keys=keys) if keys else what
