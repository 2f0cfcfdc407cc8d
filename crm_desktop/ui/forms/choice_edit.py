"""A value out of a few, as a quiet button with a menu; own words are possible where the field allows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QSizePolicy, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.refusal import set_tip

_LONGEST_OWN = 60


class ChoiceButton(QPushButton):
    """Shows the value that holds; its menu offers the others."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]],
        value: str,
        choose: Callable[[str], object],
        *,
        allows_own: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`choices` are (value, translated name); `choose` is called with another value."""
        super().__init__(parent)
        self._name, self._choices, self._choose = name, tuple(choices), choose
        self._allows_own = allows_own
        self._value = value
        self.setProperty("quiet", True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(30)
        self.setFont(theme.font("body"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.set_value(value)

    @property
    def value(self) -> str:
        """The value that holds."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show another value."""
        self._value = value
        shown = next((title for key, title in self._choices if key == value), value) or _("Other")
        self.setText(shown)
        self.setAccessibleName(_("{field}: {value}").format(field=self._name, value=shown))
        set_tip(self, self._name)

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        for key, title in self._choices:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == self._value)
            action.triggered.connect(lambda _on=False, key=key: self._pick(key))
        if self._allows_own:
            menu.addSeparator()
            menu.addAction(_("Own word…"), self._ask_own)

    def _pick(self, value: str) -> None:
        if value != self._value:
            self.set_value(value)
            self._choose(value)

    def _ask_own(self) -> None:
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle(self._name)
        dialog.setLabelText(_("Own word for this entry"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda text: self._pick(text.strip()[:_LONGEST_OWN]))
        dialog.open()
