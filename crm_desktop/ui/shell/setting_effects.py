"""What a changed setting does to the running window. Everything takes effect at once; nothing waits for a start."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from crm_desktop.services import office
from crm_desktop.services.settings import USER_NAME
from crm_desktop.ui.commands.keymap import OwnKeys
from crm_desktop.ui.language import read_language, speak
from crm_desktop.ui.settings import (
    FIRST_WEEKDAY,
    FORMATS,
    LANGUAGE,
    MOTION,
    OWN_KEYS,
    SINGLE_KEYS,
    TEXT_SIZE,
    THEME,
)
from crm_desktop.ui.shell.setting_desk import SettingDesk
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.theme.theme import Theme

_WORDS = frozenset({LANGUAGE.key, FORMATS.key, FIRST_WEEKDAY.key})


class SettingEffects(QObject):
    """Follows the settings, whoever changed them."""

    def __init__(self, app: QApplication, desk: SettingDesk, theme: Theme, window: MainWindow) -> None:
        super().__init__(window)
        self._app, self._desk, self._theme, self._window = app, desk, theme, window
        self._use_keys()
        desk.changed.connect(self._on_changed)

    def _on_changed(self, keys: frozenset[str]) -> None:
        settings, window = self._desk.settings, self._window
        if THEME.key in keys:
            window.set_theme_mode(settings.get(THEME))
        if TEXT_SIZE.key in keys:
            self._theme.set_text_size(settings.get(TEXT_SIZE))
        if MOTION.key in keys:
            self._theme.set_moves(on=settings.get(MOTION))
        if keys & {OWN_KEYS.key, SINGLE_KEYS.key}:
            self._use_keys()
        if USER_NAME.key in keys and window.has_session:
            office.change_user_name(window.session.context, settings.get(USER_NAME))
        if keys & _WORDS:
            read_language(settings)
            speak(self._app)
            window.rebuild()
        elif window.workspace is not None:
            window.workspace.follow_settings(keys)

    def _use_keys(self) -> None:
        own: OwnKeys = self._desk.settings.get(OWN_KEYS)
        self._window.commands.set_own_keys(own, single=self._desk.settings.get(SINGLE_KEYS))
