"""What a command may ask of the window it was called in."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.session import UiSession


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

    def show_page(self, feature_id: str) -> QWidget:
        """Bring a feature's page to the front, building it on the first visit."""
        ...
