"""One field of a record: saves when it is left, Esc restores, errors stand beneath it (ux 3.3)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.base.errors import ConflictError, UserError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.ui.forms.conflict_strip import ConflictStrip
from crm_desktop.ui.forms.drafts import Kept
from crm_desktop.ui.forms.field_draft import FieldDraft
from crm_desktop.ui.forms.quiet_line import QuietLine
from crm_desktop.ui.forms.saving import ReadPast, Saver, past_of
from crm_desktop.ui.forms.verdict import Verdict
from crm_desktop.ui.theme.theme import Theme


class FieldEdit(QWidget):
    """A line of text that saves itself. What could not be saved stays in it until it is mended or dropped."""

    saved = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        value: str,
        save: Saver,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` is the field's label; `hint` stands in it while it is empty."""
        super().__init__(parent)
        self._save = save
        self.title, self._hint, self._refusal = name, hint, ""
        self._base = value
        self._asked: str | None = None
        self.line = QuietLine(theme, name)
        self.line.setText(value)
        self.line.setCursorPosition(0)
        self.line.setPlaceholderText(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        self._verdict = Verdict(theme, column)
        self._draft = FieldDraft(save, self._verdict)
        self._draft.offer(value, self._use)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda text: self._draft.follow(self._base, text))
        self.line.editingFinished.connect(self.commit)
        self.line.escaped.connect(self.restore)

    @property
    def past(self) -> ReadPast | None:
        """What reads the history of the field."""
        return past_of(self._save)

    def put(self, text: str) -> None:
        """Type `text` into it and save, as a hand would."""
        if not self.line.isReadOnly():
            self.line.setText(text)
            self.commit()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be typed into it."""
        return self.line.isReadOnly()

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.line.text()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.line.text() != self._base

    @property
    def reason(self) -> str:
        """Why the value could not be saved; "" when nothing is wrong."""
        return self._verdict.reason

    @property
    def strip(self) -> ConflictStrip:
        """The question about a conflict."""
        return self._verdict.strip

    def set_value(self, value: str) -> None:
        """The record holds another value now. What is being typed here stays, and is compared on saving."""
        if self.line.hasFocus() and self.is_dirty:
            return
        if not self.is_dirty and self._asked is None:
            self._base = value
            if self.line.text() != value:
                self.line.setText(value)
                self.line.setCursorPosition(0)

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why, without a hint at what to type; "" allows it again."""
        self.line.setReadOnly(bool(reason))
        self.line.setPlaceholderText("" if reason else self._hint)
        self.line.setToolTip(reason)
        self._refusal = reason
        self.describe("")

    def describe(self, text: str) -> None:
        """What a screen reader tells of the value besides, and why it cannot be changed."""
        self.line.setAccessibleDescription(" ".join(part for part in (text, self._refusal) if part))

    def commit(self) -> None:
        """Save what was typed, once."""
        new = self.line.text()
        if not self.is_dirty or new == self._asked or self.line.isReadOnly() or self._verdict.is_asking:
            return
        self._asked = new
        self._save(self._base, new, lambda: self._on_saved(new), self._on_failed)

    def restore(self) -> None:
        """Drop what was typed."""
        self._asked = None
        self._draft.drop()
        self.line.setText(self._base)
        self._clear_verdict()

    def _use(self, kept: Kept) -> None:
        """The user wants what they typed before; saved like anything typed."""
        self._base = kept.base
        self.line.setText(kept.text)
        self.commit()

    def _on_saved(self, new: str) -> None:
        self._base, self._asked = new, None
        self._clear_verdict()
        self._draft.drop()
        self._draft.follow(new, self.value)
        self.line.show_tick()
        self.saved.emit(new)

    def _on_failed(self, error: BaseException) -> None:
        self._asked = None
        self._draft.follow(self._base, self.value)
        if isinstance(error, ConflictError):
            self._ask(error)
        elif isinstance(error, ValidationError):
            self._show_reason(" ".join(error.fields.values()))
        elif isinstance(error, UserError):
            self._show_reason(str(error))
        else:
            self._show_reason(_("This could not be saved."))

    def _ask(self, error: ConflictError) -> None:
        theirs = error.shown
        mine = self.line.text()

        def keep() -> None:
            self._base, self._asked = theirs, mine
            self._verdict.clear()
            self._save(theirs, mine, lambda: self._on_saved(mine), self._on_failed)

        def take() -> None:
            self._base = theirs
            self.restore()

        self._verdict.ask(error.what, keep, take)

    def _show_reason(self, text: str) -> None:
        self._verdict.refuse(text)
        self.line.set_wrong(wrong=True)
        self.line.setAccessibleDescription(text)

    def _clear_verdict(self) -> None:
        self._verdict.clear()
        self.line.set_wrong(wrong=False)
        self.line.setAccessibleDescription("")
