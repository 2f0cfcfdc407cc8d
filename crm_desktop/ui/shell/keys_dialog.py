"""Help with the keys (F1): those of this view first, then all, with a search over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTableWidgetItem, QVBoxLayout, QWidget

from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.text_folding import fold
from crm_desktop.ui.commands.keymap import native
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.dialog_size import resize_within_screen
from crm_desktop.ui.widgets.plain_table import PlainTable

_IN_LISTS_AND_FIELDS = (
    (N_("Move through a list"), ("Up", "Down", "PgUp", "PgDown", "Home", "End")),
    (N_("Choose several rows"), ("Shift+Up", "Shift+Down")),
    (N_("Open the chosen row"), ("Return",)),
    (N_("Menu of what is chosen"), ("Shift+F10",)),
    (N_("Next or previous field"), ("Tab", "Shift+Tab")),
    (N_("Leave a field as it was"), ("Esc",)),
)
"""Keys that Qt's own controls have; they are not commands and cannot be changed."""


@dataclass(frozen=True, slots=True)
class _Line:
    title: str
    keys: str
    help: str = ""


class KeysDialog(QDialog):
    """Stays open beside the window, so that its keys can be tried."""

    def __init__(
        self,
        theme: Theme,
        commands: CommandRegistry,
        parent: QWidget,
        *,
        change: Callable[[], object],
        read_manual: Callable[[], object],
    ) -> None:
        """`change` goes to where keys are chosen, `read_manual` to the manual; the dialog closes first."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        resize_within_screen(self, 620, 560)
        self._theme, self._commands = theme, commands
        self.search = ComposingLineEdit()
        self.search.setPlaceholderText(_("Find a command or keys"))
        self.search.setAccessibleName(_("Find a command or keys"))
        self.search.setClearButtonEnabled(True)
        self.search.typed.connect(lambda _text: self._show())
        self.table = PlainTable([_("Command"), _("Keys")], [0, 220], _("Keys"))
        self.table.setObjectName("card")
        buttons = QHBoxLayout()
        buttons.addWidget(push_button(_("Change keys"), lambda: self._leave_for(change)))
        buttons.addWidget(push_button(_("Manual"), lambda: self._leave_for(read_manual)))
        buttons.addStretch()
        buttons.addWidget(push_button(_("Close"), self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        commands.keys_changed.connect(self._show)
        self._show()
        self.search.setFocus()

    def _show(self) -> None:
        text = fold(self.search.whole_text)
        rows: list[tuple[str, str]] = []
        titles: list[int] = []
        for title, lines in self._groups():
            fitting = [line for line in lines if text in fold(f"{line.title} {line.keys} {line.help}")]
            if fitting:
                titles.append(len(rows))
                rows.append((title, ""))
                rows += [(line.title, line.keys) for line in fitting]
        self.table.clearSpans()
        self.table.show_rows(rows)
        for row in titles:
            self._make_title(row)

    def _make_title(self, row: int) -> None:
        item = self.table.item(row, 0)
        if isinstance(item, QTableWidgetItem):
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setFont(self._theme.font("strong"))
            item.setForeground(QColor(self._theme.tokens.text_2))
        self.table.setSpan(row, 0, 1, 2)

    def _groups(self) -> list[tuple[str, list[_Line]]]:
        """Titles and lines: this view, what is the same everywhere, then part by part."""
        page = self._commands.context.page
        specs = [spec for spec in self._commands.specs if self._commands.keymap.keys(spec.id)]
        here = [spec for spec in specs if page and page in (spec.where, spec.id.split(".")[0])]
        groups = [(_("In this view"), self._lines(here))] if here else []
        basics = [_Line(_(title), ", ".join(map(native, keys))) for title, keys in _IN_LISTS_AND_FIELDS]
        groups.append((_("In lists and fields"), basics))
        rest = [spec for spec in specs if spec not in here]
        for category in sorted({_(spec.category) for spec in rest}):
            groups.append((category, self._lines(spec for spec in rest if _(spec.category) == category)))
        return groups

    def _lines(self, specs: Iterable[CommandSpec]) -> list[_Line]:
        lines = []
        for spec in specs:
            keys = ", ".join(native(each) for each in self._commands.keymap.keys(spec.id))
            lines.append(_Line(without_mnemonic(_(spec.title)).rstrip("…"), keys, _(spec.help)))
        return sorted(lines, key=lambda line: line.title)

    def _leave_for(self, go: Callable[[], object]) -> None:
        self.accept()
        go()
