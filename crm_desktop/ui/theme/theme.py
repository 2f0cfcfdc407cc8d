"""The look of the running program: which scheme is on, its colours, fonts and icons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QWidget

from crm_desktop.ui.theme.fonts import make_font, set_text_size
from crm_desktop.ui.theme.icons import Icons
from crm_desktop.ui.theme.palette import make_palette
from crm_desktop.ui.theme.repolish import Repolish
from crm_desktop.ui.theme.style_sheet import PICTURES, make_style_sheet, scheme_of_pictures
from crm_desktop.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Hue, Tokens

SYSTEM = "system"
_OF_MODE = {
    "light": LIGHT,
    "dark": DARK,
    "contrast_light": CONTRAST_LIGHT,
    "contrast_dark": CONTRAST_DARK,
}
MODES = (SYSTEM, *_OF_MODE)

_AHEAD_EVERY_MS, _ICONS_AT_ONCE = 30, 6
"""Icons for later: how often, and how many each time; some milliseconds."""


class Theme(QObject):
    """Applies a scheme to the application and tells when it changed."""

    changed = Signal()

    def __init__(
        self, app: QApplication, mode: str = SYSTEM, cache: Path | None = None, text_size: int = 100
    ) -> None:
        """`cache` is a folder for the small pictures that a style sheet can only take from files."""
        super().__init__(app)
        self._app, self._cache = app, cache
        self._mode = mode
        self._text_size = 100
        self._moves = True
        self._is_applying = False
        self._sheet = ""
        self.tokens: Tokens = LIGHT
        self._icons = Icons(self.tokens)
        self._repolish = Repolish(app, self)
        self._ahead = QTimer(self, interval=_AHEAD_EVERY_MS)
        self._ahead.timeout.connect(self._draw_some)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        app.screenAdded.connect(self.changed)  # it may want icons with more pixels
        if text_size != self._text_size:
            self._text_size = text_size
            set_text_size(app, text_size)
        self._apply()

    @property
    def mode(self) -> str:
        """What the user chose: one of MODES."""
        return self._mode

    @property
    def text_size(self) -> int:
        """In hundredths of the desktop's own text."""
        return self._text_size

    @property
    def moves(self) -> bool:
        """Whether panes and notices may slide into place; not when the user or the system wants them still."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._moves and self._app.style().styleHint(hint) > 0

    def set_moves(self, *, on: bool) -> None:
        """Let things slide, if the system does, or not at all."""
        self._moves = on
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip):
            self._app.setEffectEnabled(effect, on)

    def set_text_size(self, percent: int) -> None:
        """Choose the size of all text. Raises ValueError outside `fonts.TEXT_SIZES`."""
        if percent != self._text_size:
            set_text_size(self._app, percent)
            self._text_size = percent
            self._apply()

    def set_mode(self, mode: str) -> None:
        """Choose one of MODES. Raises ValueError for anything else."""
        if mode not in MODES:
            raise ValueError(mode)
        if mode != self._mode:
            self._mode = mode
            self._apply()

    @property
    def is_repolishing(self) -> bool:
        """Whether hidden widgets have yet to take the colours of the scheme."""
        return self._repolish.is_busy

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on a window that nothing belongs to; what belongs to a window has it from there.

        Never on the application: Qt goes through every widget once for each of its ancestors when that one changes.
        """
        window.setStyleSheet(self._sheet)

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

    def draw_ahead(self) -> None:
        """Draw the icons in the other schemes too, a few at a time, so that a change of the scheme does not wait."""
        self._ahead.start()

    def _draw_some(self) -> None:
        if not self._icons.draw_ahead(_OF_MODE.values(), _ICONS_AT_ONCE):
            self._ahead.stop()

    def refresh(self) -> None:
        """Apply everything again, after fonts were added."""
        self._apply()

    def _picture_folder(self) -> str:
        """Where the style sheet's pictures lie, made when missing; "" when there is no place for them."""
        if self._cache is None:
            return ""
        drawn = scheme_of_pictures(self.tokens)
        for name, (icon, token) in PICTURES.items():
            path = self._cache / f"{name}-{drawn.name}.png"
            if not path.exists() and not self.pixmap(icon, getattr(drawn, token), 16, 2.0).save(str(path)):
                return ""
        return self._cache.as_posix()

    def _on_system_changed(self) -> None:
        if self._mode == SYSTEM and not self._is_applying and self._wanted() is not self.tokens:
            self._apply()

    def _wanted(self) -> Tokens:
        """The scheme of the mode; the system's own where the mode says so."""
        if self._mode != SYSTEM:
            return _OF_MODE[self._mode]
        hints = self._app.styleHints()
        is_dark = hints.colorScheme() == Qt.ColorScheme.Dark  # Unknown counts as light
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return CONTRAST_DARK if is_dark else CONTRAST_LIGHT
        return DARK if is_dark else LIGHT

    def _apply(self) -> None:
        self._is_applying = True
        hints = self._app.styleHints()
        if self._mode == SYSTEM:
            hints.setColorScheme(Qt.ColorScheme.Unknown)  # until now it may have told what we made it
        self.tokens = self._wanted()
        if self._mode != SYSTEM:  # so that native title bars and dialogs follow
            is_dark = self.tokens in (DARK, CONTRAST_DARK)
            hints.setColorScheme(Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light)
        self._icons.recolour(self.tokens)
        self._app.setPalette(make_palette(self.tokens))
        sheet = make_style_sheet(self.tokens, self._picture_folder())
        if sheet == self._sheet:
            self._repolish.start()
        else:
            self._sheet = sheet
            self._dress_windows()
        self._is_applying = False
        self.changed.emit()

    def _dress_windows(self) -> None:
        for window in self._app.topLevelWidgets():
            if window.parent() is None and not isinstance(window, QMenu):
                self.dress(window)
