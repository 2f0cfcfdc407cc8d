"""The keys of every command, to look up and to change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.text_folding import fold
from crm_desktop.ui.commands.keymap import OwnKeys, native, portable
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, UiContext
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.shell.key_recorder import KeyRecorder
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.chip import Chip
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.plain_table import PlainTable


def plain_title(spec: CommandSpec) -> str:
    """A command's title without mnemonic and ellipsis."""
    return without_mnemonic(_(spec.title)).rstrip("…")


class KeysEditor(QWidget):
    """A table of all commands; above it what can be done with the keys of the chosen one."""

    own_keys_chosen = Signal(object)
    """The user's own keys (`OwnKeys`) as they are to be from now on."""

    def __init__(self, theme: Theme, commands: CommandRegistry) -> None:
        super().__init__()
        self._commands = commands
        self._shown: list[CommandSpec] = []
        self.filter = ComposingLineEdit()
        self.filter.setPlaceholderText(_("Find a command or keys"))
        self.filter.setAccessibleName(_("Find a command or keys"))
        self.filter.setClearButtonEnabled(True)
        self.filter.typed.connect(lambda _text: self.refresh())
        titles = [_("Command"), _("Part"), _("Keys"), _("Changed")]
        self.table = PlainTable(titles, [0, 100, 190, 80], _("Keys of commands"))
        self.table.setObjectName("card")
        self.table.setMinimumHeight(120)
        self.table.installEventFilter(self)
        self.table.currentCellChanged.connect(lambda *_cells: self._on_row())
        self.strip = KeyStrip(theme, commands)
        self.strip.own_keys_chosen.connect(self.own_keys_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.strip)
        column.addWidget(self.table, 1)
        commands.keys_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the keys as they are now; the chosen command stays chosen if it still fits."""
        chosen = self.strip.command_id
        keymap, text = self._commands.keymap, fold(self.filter.whole_text)
        rows = []
        self._shown = []
        for spec in sorted(self._commands.specs, key=lambda one: (_(one.category), plain_title(one))):
            if not spec.is_there(UiContext()):
                continue  # it means something else each time
            keys = ", ".join(native(each) for each in keymap.chosen(spec.id))
            if text in fold(f"{plain_title(spec)} {_(spec.category)} {keys}"):
                self._shown.append(spec)
                changed = _("changed") if keymap.is_changed(spec.id) else ""
                rows.append((plain_title(spec), _(spec.category), keys, changed))
        self.table.show_rows(rows)
        self.choose(chosen if any(spec.id == chosen for spec in self._shown) else "")

    def choose(self, command_id: str) -> None:
        """Choose a command of the table; the first for one that is not in it."""
        at = next((row for row, spec in enumerate(self._shown) if spec.id == command_id), 0)
        self.table.setCurrentCell(at if self._shown else -1, 0)
        if item := self.table.item(at, 0):
            self.table.scrollToItem(item, PlainTable.ScrollHint.EnsureVisible)
        self._on_row()

    def _on_row(self) -> None:
        row = self.table.currentRow()
        self.strip.show_command(self._shown[row] if 0 <= row < len(self._shown) else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter in the table begins to record."""
        is_press = watched is self.table and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.strip.recorder.setFocus()
            return True
        return False


class KeyStrip(QFrame):
    """The keys of one command: take one away, press another, settle who has it, go back."""

    own_keys_chosen = Signal(object)

    def __init__(self, theme: Theme, commands: CommandRegistry) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme, self._commands = theme, commands
        self._spec: CommandSpec | None = None
        self._wanted = ""
        self._title = TextLabel(theme, role="strong")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self.recorder = KeyRecorder()
        hint = self.recorder.fontMetrics().horizontalAdvance(self.recorder.placeholderText())
        self.recorder.setMinimumWidth(min(hint + 24, 220))
        self.recorder.setMaximumWidth(max(hint + 24, 220))
        self.recorder.recorded.connect(self._on_recorded)
        self.recorder.given_up.connect(lambda: self._explain(""))
        self.reset_one = push_button(_("Reset"), self._on_reset, kind="link")
        self.reset_all = push_button(_("Reset all keys"), lambda: self.own_keys_chosen.emit({}), kind="link")
        self.reason = TextLabel(theme, role="body", colour="warn", wrap=True)
        self.take = push_button(_("Use here"), self._on_take)
        self.leave = push_button(_("Keep there"), self._on_leave)
        self._lay_out()
        self._explain("")

    @property
    def command_id(self) -> str:
        """Of which command; "" for none."""
        return self._spec.id if self._spec else ""

    def show_command(self, spec: CommandSpec | None) -> None:
        """Whose keys."""
        self._spec = spec
        self.setVisible(spec is not None)
        if spec is None:
            return
        title = plain_title(spec)
        self._title.setText(title)
        self.recorder.setAccessibleName(_("New keys for “{command}”").format(command=title))
        while (item := self._flow.takeAt(0)) is not None:
            if chip := item.widget():
                chip.hide()
                chip.deleteLater()
        for keys in self._commands.keymap.chosen(spec.id):
            chip = Chip(self._theme, native(keys), kind="plain", removable=True)
            chip.removed.connect(lambda keys=keys: self._on_removed(keys))
            self._flow.addWidget(chip)
        self.reset_one.setEnabled(self._commands.keymap.is_changed(spec.id))
        self.reset_all.setEnabled(bool(self._commands.keymap.own))
        self.recorder.clear()
        self._explain("")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._title)
        top.addStrut(24)  # as high with chips as without
        top.addWidget(self._chips, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.recorder)
        below.addStretch()
        below.addWidget(self.reset_one)
        below.addWidget(self.reset_all)
        self._question = QWidget()
        answers = QHBoxLayout(self._question)
        answers.setContentsMargins(0, 4, 0, 0)
        answers.setSpacing(8)
        answers.addWidget(self.reason, 1)
        answers.addWidget(self.take)
        answers.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self._question)

    def _explain(self, reason: str, *, is_question: bool = False) -> None:
        self.reason.setText(reason)
        self._question.setVisible(bool(reason))
        self.take.setVisible(is_question)
        self.leave.setVisible(is_question)

    def _on_recorded(self, keys: str) -> None:
        """Refused with a reason, asked about when another command has them, else in force at once."""
        spec, keymap = self._spec, self._commands.keymap
        if spec is None:
            return
        self._wanted = portable(keys)
        if reason := keymap.refusal(keys, spec.id):
            self._explain(f"{native(keys)}: {reason}")
        elif holder := keymap.holder(keys, spec.id):
            text = _("{keys} runs “{command}” already.")
            self._explain(text.format(keys=native(keys), command=plain_title(holder)), is_question=True)
            self.take.setFocus()
        else:
            self._on_take()

    def _on_take(self) -> None:
        self._choose(lambda keys: (*keys, self._wanted))

    def _on_leave(self) -> None:
        self.recorder.clear()
        self._explain("")
        self.recorder.setFocus()

    def _on_removed(self, gone: str) -> None:
        self._choose(lambda keys: tuple(each for each in keys if each != gone))

    def _choose(self, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        if self._spec is not None:
            keymap = self._commands.keymap
            own: OwnKeys = keymap.given(self._spec.id, change(keymap.chosen(self._spec.id)))
            self.own_keys_chosen.emit(own)

    def _on_reset(self) -> None:
        if self._spec is not None:
            self.own_keys_chosen.emit(self._commands.keymap.reset(self._spec.id))
