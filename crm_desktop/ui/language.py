"""The language of the running window: our texts, Qt's own, the direction of lines, the way dates are written."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from crm_desktop.base import formats, i18n
from crm_desktop.base.settings import Settings
from crm_desktop.ui.settings import FIRST_WEEKDAY, FORMATS, LANGUAGE

_TRANSLATOR = "qtTexts"


def read_language(settings: Settings) -> None:
    """Take language and formats from the settings; for the texts that are looked up from now on."""
    i18n.set_language(settings.get(LANGUAGE) or None)
    first = settings.get(FIRST_WEEKDAY)
    formats.choose(settings.get(FORMATS), int(first) if first else None)


def speak(app: QApplication) -> None:
    """Bring Qt into line with the language in use: the texts of its dialogs, the direction of the window."""
    before = app.findChild(QTranslator, _TRANSLATOR)
    if before is not None:
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_TRANSLATOR)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(i18n.language()), "qtbase", "_", folder):
        app.installTranslator(translator)
    QLocale.setDefault(QLocale(str(formats.locale())))
    app.setLayoutDirection(QLocale(i18n.language()).textDirection())
