"""What a command may ask of the window it was called in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.session import UiSession

if TYPE_CHECKING:
    from crm_desktop.ui.pages import RecordPanel


class CommandWindow(Protocol):
    """The main window, as command handlers see it."""

    @property
    def session(self) -> UiSession:
        """The open file and its surroundings. Raises RuntimeError when no file is open."""
        ...

    @property
    def widget(self) -> QWidget:
        """The parent for dialogs."""
        ...

    def page(self) -> QWidget | None:
        """The page on view (a `pages.Page`)."""
        ...

    def panel_in_use(self) -> RecordPanel | None:
        """The record beside the page, while the keyboard is in it; commands of the open record are about it then."""
        ...

    def show_page(self, feature_id: str) -> QWidget:
        """Bring a feature's page to the front, building it on the first visit."""
        ...
