"""One line of the settings page: what a setting is called, what it does, and the editor its type asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.base.settings import Setting, WholeNumber
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.number_box import NumberBox

EDITOR_WIDTH = 260
_NARROW = 520
_LONG_LINES = 4

Change = Callable[[Any], object]
Choices = Sequence[tuple[Any, str]]


class SettingEditor(QObject):
    """Shows a value and tells when the user gave it another."""

    def __init__(self, widget: QWidget, show: Callable[[Any], object]) -> None:
        """`show` puts a value into `widget` without telling anybody of it."""
        super().__init__(widget)
        self.widget, self._show = widget, show

    def show(self, value: Any) -> None:
        """Another value; not while the user is typing in it."""
        self.widget.blockSignals(True)
        self._show(value)
        self.widget.blockSignals(False)


def make_editor(setting: Setting[Any], choices: Choices, changed: Change) -> SettingEditor:
    """The editor for a setting's type.

    Args:
        setting: whose value it edits.
        choices: what its declaration's `choices` gave; empty for a setting without.
        changed: called with each value that the user gives it.

    Raises:
        TypeError: there is no editor for such a value; its declaration needs `choices`.
    """
    if choices:
        return _choice(choices, changed)
    if isinstance(setting.default, bool):
        return _switch(changed)
    if isinstance(setting.validator, WholeNumber):
        return _number(setting.validator, changed)
    if isinstance(setting.default, str):
        return _long_text(changed) if setting.is_long else _short_text(changed)
    raise TypeError(setting.key)


def _choice(choices: Choices, changed: Change) -> SettingEditor:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.setMaxVisibleItems(16)
    for value, name in choices:
        box.addItem(name, value)
    box.currentIndexChanged.connect(lambda _at: changed(box.currentData()))
    _OnlyWithFocus(box)
    return SettingEditor(box, lambda value: box.setCurrentIndex(box.findData(value)))


def _switch(changed: Change) -> SettingEditor:
    box = QCheckBox()

    def show(is_on: bool) -> None:
        box.setChecked(is_on)
        box.setText(_("On") if is_on else _("Off"))

    box.toggled.connect(show)
    box.toggled.connect(changed)
    return SettingEditor(box, show)


def _number(limits: WholeNumber, changed: Change) -> SettingEditor:
    box = NumberBox()
    box.setRange(limits.low, limits.high)
    box.setKeyboardTracking(False)
    box.valueChanged.connect(changed)
    _OnlyWithFocus(box)
    return SettingEditor(box, box.setValue)


def _short_text(changed: Change) -> SettingEditor:
    line = QLineEdit()
    line.editingFinished.connect(lambda: changed(line.text().strip()))
    return SettingEditor(line, line.setText)


def _long_text(changed: Change) -> SettingEditor:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * _LONG_LINES + 20)
    _WhenLeft(field, lambda: changed(field.toPlainText().strip()))
    return SettingEditor(field, field.setPlainText)


class _OnlyWithFocus(QObject):
    """Turning the wheel over a box that has not the keyboard scrolls the page, and changes nothing."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)

    def eventFilter(self, box: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the wheel from it."""
        if event.type() != QEvent.Type.Wheel or cast(QWidget, box).hasFocus():
            return False
        event.ignore()
        return True


class _WhenLeft(QObject):
    """Calls when a field of several lines loses the keyboard."""

    def __init__(self, field: QPlainTextEdit, call: Callable[[], object]) -> None:
        super().__init__(field)
        self._call = call
        field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Notice the end of typing."""
        if event.type() == QEvent.Type.FocusOut:
            self._call()
        return False


class Row(QFrame):
    """A title and a sentence at the beginning of the line, something to use at its end."""

    def __init__(self, theme: Theme, key: str, title: str, help_text: str, use: QWidget) -> None:
        """`title` and `help_text` are translated; `key` is what the row is found by."""
        super().__init__()
        self.key, self.title = key, title
        self.use = use
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 10, 0, 10)
        self._line.setSpacing(24)
        label = TextLabel(theme, title, "strong", wrap=True)
        label.setBuddy(use)
        self.texts = QVBoxLayout()
        self.texts.setSpacing(2)
        self.texts.addWidget(label)
        if help_text:
            self.texts.addWidget(TextLabel(theme, help_text, "caption", "text_2", wrap=True))
        beginning = QVBoxLayout()
        beginning.addLayout(self.texts)
        beginning.addStretch(1)  # a high editor does not pull the texts apart
        self._line.addLayout(beginning, 1)
        self._line.addWidget(use, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window what is to be used stands below the texts, which have the whole width then."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(below if is_narrow else beside)
        self._line.setSpacing(6 if is_narrow else 24)

    def focus_use(self) -> None:
        """Give the keyboard to what there is to use."""
        self.use.setFocus(Qt.FocusReason.ShortcutFocusReason)


class SettingRow(Row):
    """The row of one declared setting."""

    def __init__(
        self,
        theme: Theme,
        setting: Setting[Any],
        choices: Choices,
        changed: Callable[[Setting[Any], Any], object],
    ) -> None:
        """`changed` is called with the setting and its new value."""
        self.setting = setting
        self.editor = make_editor(setting, choices, lambda value: changed(setting, value))
        title, help_text = _(setting.label), _(setting.help)
        self.editor.widget.setAccessibleName(title)
        self.editor.widget.setAccessibleDescription(help_text)
        self.editor.widget.setFixedWidth(EDITOR_WIDTH)
        super().__init__(theme, setting.key, title, help_text, self.editor.widget)
