"""The settings, made from their declarations; every change takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _, available_languages
from crm_desktop.base.settings import Scope, Setting, Settings
from crm_desktop.domain.countries import all_countries
from crm_desktop.services.settings import OWN_COUNTRY, USER_NAME
from crm_desktop.ui.settings import LANGUAGE, THEME
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

Choices = Sequence[tuple[str, str]]


def theme_choices() -> Choices:
    """Value and name of each choice of colours."""
    return (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))


def language_choices() -> Choices:
    """Code and own name of each language the program speaks."""
    from babel import Locale  # read only when the settings are opened

    names = [(code, Locale.parse(code).get_display_name(code) or code) for code in available_languages()]
    return (("", _("As the system")), *((code, name.capitalize()) for code, name in names))


def country_choices(language: str) -> Choices:
    """Code and name of each country, by name."""
    return (("", _("Not set")), *sorted(all_countries(language), key=lambda pair: pair[1].casefold()))


class SettingsDialog(QDialog):
    """Name, language, colours, own country. Settings of the file show only while one is open."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Settings"))
        self.setMinimumWidth(460)
        self._form = QFormLayout()
        self._form.setSpacing(12)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._add_text(USER_NAME)
        self._add_choice(THEME, theme_choices(), lambda mode: window.set_theme_mode(mode))
        self._add_choice(LANGUAGE, language_choices(), self._on_language)
        if window.has_session:
            self._add_choice(OWN_COUNTRY, country_choices(self._settings.get(LANGUAGE) or "en"))
        self._note = TextLabel(window.theme, "", "caption", "text_2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(self._form)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(push_button(_("Close"), self.accept, kind="primary"))
        column.addLayout(row)

    def _add_text(self, setting: Setting[str]) -> None:
        edit = QLineEdit(self._settings.get(setting))
        edit.editingFinished.connect(lambda: self._save(setting, edit.text().strip()))
        self._add(setting, edit)

    def _add_choice(
        self, setting: Setting[str], choices: Choices, then: Callable[[str], object] = lambda _value: None
    ) -> None:
        box = QComboBox()
        for value, name in choices:
            box.addItem(name, value)
        box.setCurrentIndex(max(0, box.findData(self._settings.get(setting))))
        box.setMaxVisibleItems(16)
        box.currentIndexChanged.connect(lambda: self._save(setting, str(box.currentData()), then))
        self._add(setting, box)

    def _add(self, setting: Setting[Any], editor: QWidget) -> None:
        label = QLabel(_(setting.label))
        label.setBuddy(editor)
        editor.setAccessibleName(_(setting.label))
        self._form.addRow(label, editor)

    def _save(
        self, setting: Setting[str], value: str, then: Callable[[str], object] = lambda _v: None
    ) -> None:
        """Store a value; what belongs to the file is written by the file's own thread."""
        if self._settings.get(setting) == value:
            return
        if setting.scope == Scope.DATABASE:
            tasks = self._window.session.tasks
            tasks.run(
                self._settings.set,
                setting,
                value,
                owner=self,
                lane="write",
                on_done=lambda _none: then(value),
            )
        else:
            self._settings.set(setting, value)
            then(value)

    def _on_language(self, _code: str) -> None:
        self._note.setText(_("The new language shows when the program is started again."))
