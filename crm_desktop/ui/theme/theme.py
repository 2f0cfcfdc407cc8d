"""The look of the running program: which scheme is on, its colours, fonts and icons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme.fonts import make_font
from crm_desktop.ui.theme.icons import Icons
from crm_desktop.ui.theme.palette import make_palette
from crm_desktop.ui.theme.style_sheet import PICTURES, make_style_sheet
from crm_desktop.ui.theme.tokens import DARK, LIGHT, Hue, Tokens

SYSTEM, LIGHT_MODE, DARK_MODE = "system", "light", "dark"
MODES = (SYSTEM, LIGHT_MODE, DARK_MODE)


class Theme(QObject):
    """Applies a scheme to the application and tells when it changed."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = SYSTEM, cache: Path | None = None) -> None:
        """`cache` is a folder for the small pictures that a style sheet can only take from files."""
        super().__init__(app)
        self._app, self._cache = app, cache
        self._mode = mode
        self.tokens: Tokens = LIGHT
        self._icons = Icons(self.tokens)
        app.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def mode(self) -> str:
        """What the user chose: system, light or dark."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Choose system, light or dark. Raises ValueError for anything else."""
        if mode not in MODES:
            raise ValueError(mode)
        if mode != self._mode:
            self._mode = mode
            self._apply()

    def font(self, role: str) -> QFont:
        """The font of a role in `fonts.ROLES`."""
        return make_font(role)

    def icon(self, name: str, colour: str = "text_2", size: int = 20) -> QIcon:
        """An icon in a token's colour."""
        return self._icons.icon(name, colour, size)

    def pixmap(self, name: str, colour: str = "text_2", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """An icon as a pixmap, for painting."""
        return self._icons.pixmap(name, colour, size, ratio)

    def hue(self, key: bytes) -> Hue:
        """The colour that belongs to a record or tag; the same in every session."""
        return self.tokens.hues[sum(key) % len(self.tokens.hues)]

    def refresh(self) -> None:
        """Apply everything again, after fonts were added."""
        self._apply()

    def _picture_folder(self) -> str:
        """Where the style sheet's pictures lie, made when missing; "" when there is no place for them."""
        if self._cache is None:
            return ""
        for name, (icon, colour) in PICTURES.items():
            path = self._cache / f"{name}-{self.tokens.name}.png"
            if not path.exists() and not self.pixmap(icon, colour, 16, 2.0).save(str(path)):
                return ""
        return self._cache.as_posix()

    def _on_system_scheme_changed(self) -> None:
        if self._mode == SYSTEM:
            self._apply()

    def _apply(self) -> None:
        hints = self._app.styleHints()
        wanted = {LIGHT_MODE: Qt.ColorScheme.Light, DARK_MODE: Qt.ColorScheme.Dark}.get(self._mode)
        dark = (wanted or hints.colorScheme()) == Qt.ColorScheme.Dark  # Unknown counts as light
        self.tokens = DARK if dark else LIGHT
        self._icons.recolour(self.tokens)
        hints.setColorScheme(wanted or Qt.ColorScheme.Unknown)  # so that native title bars and dialogs follow
        self._app.setPalette(make_palette(self.tokens))
        self._app.setStyleSheet(make_style_sheet(self.tokens, self._picture_folder()))
        self.changed.emit()
