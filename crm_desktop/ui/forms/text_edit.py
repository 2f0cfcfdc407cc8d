"""A text of several lines that saves itself after two seconds of rest, and when it is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.base.errors import ConflictError, UserError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.ui.forms.conflict_strip import ConflictStrip
from crm_desktop.ui.forms.drafts import Kept
from crm_desktop.ui.forms.field_draft import FieldDraft
from crm_desktop.ui.forms.saving import ReadPast, Saver, past_of
from crm_desktop.ui.forms.verdict import Verdict
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingTextEdit
from crm_desktop.ui.widgets.tick import Tick

REST_MS = 2_000
_TALLEST = 320
_AROUND = 20
"""Frame and margins above and below the lines, in pixels."""


class _Grow(ComposingTextEdit):
    """As tall as its text, within reason."""

    escaped = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("quiet", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.fit)
        self._align()

    def _align(self) -> None:
        """Lines begin where the window's language begins."""
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.document().setDefaultTextOption(option)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another language, another side."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def fit(self) -> None:
        """Take the height of the text; lines of different scripts are of different heights."""
        block, height = self.document().firstBlock(), 0.0
        while block.isValid() and height < _TALLEST:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        self.setFixedHeight(min(max(round(height) + _AROUND, 36), _TALLEST))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width, another number of lines."""
        super().resizeEvent(event)
        self.fit()
        self.resized.emit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May be narrow."""
        return QSize(80, 36)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leaves; what is typed is kept, since it may be long."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class TextEdit(QWidget):
    """The counterpart of FieldEdit for long texts."""

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
        super().__init__(parent)
        self._save, self._base = save, value
        self.title, self._theme, self._hint = name, theme, hint
        self._tick: Tick | None = None
        self._asked: str | None = None
        self.edit = _Grow()
        self.edit.setFont(theme.font("body"))
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(hint)
        self.edit.setPlainText(value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        self._verdict = Verdict(theme, column)
        self._draft = FieldDraft(save, self._verdict)
        self._draft.offer(value, self._use)
        self.setFocusProxy(self.edit)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.commit)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.left.connect(self.commit)
        self.edit.escaped.connect(self.edit.clearFocus)

    @property
    def past(self) -> ReadPast | None:
        """What reads the history of the field."""
        return past_of(self._save)

    def put(self, text: str) -> None:
        """Type `text` into it and save, as a hand would."""
        if not self.edit.isReadOnly():
            self.edit.setPlainText(text)
            self.commit()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be typed into it."""
        return self.edit.isReadOnly()

    @property
    def value(self) -> str:
        """The text."""
        return self.edit.toPlainText()

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.value != self._base

    @property
    def strip(self) -> ConflictStrip:
        """The question about a conflict."""
        return self._verdict.strip

    def set_value(self, value: str) -> None:
        """The record holds another text now; what is being typed here stays, and is compared on saving."""
        if self.is_dirty or self._asked is not None or value == self._base:
            return
        self._base = value
        if value != self.value:
            self.edit.setPlainText(value)

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why, without a hint at what to type; "" allows it again."""
        self.edit.setReadOnly(bool(reason))
        self.edit.setPlaceholderText("" if reason else self._hint)
        self.edit.setToolTip(reason)
        self.edit.setAccessibleDescription(reason)

    def commit(self) -> None:
        """Save what was typed, once."""
        self._rest.stop()
        new = self.value
        if not self.is_dirty or new == self._asked or self._verdict.is_asking:
            return
        if (
            self._asked is not None
        ):  # one save is on its way; the next waits for it, so that its base is right
            return
        self._asked = new
        self._save(self._base, new, lambda: self._on_saved(new), self._on_failed)

    def _on_typed(self) -> None:
        self._draft.follow(self._base, self.value)
        if self.is_dirty:
            self._rest.start()

    def _use(self, kept: Kept) -> None:
        """The user wants what they typed before; saved like anything typed."""
        self._base = kept.base
        self.edit.setPlainText(kept.text)
        self.commit()

    def _on_saved(self, new: str) -> None:
        self._base, self._asked = new, None
        self._verdict.clear()
        self.edit.setAccessibleDescription("")
        self._draft.drop()
        self._draft.follow(new, self.value)
        if self._tick is None:
            self._tick = Tick(self._theme, self.edit)
            self.edit.resized.connect(self._tick.place)
        self._tick.flash()
        self.saved.emit(new)
        if self.is_dirty and not self.edit.hasFocus():
            self.commit()
        elif self.is_dirty:
            self._rest.start()

    def _on_failed(self, error: BaseException) -> None:
        self._asked = None
        if isinstance(error, ConflictError):
            self._ask(error)
            return
        self._draft.follow(self._base, self.value)
        if isinstance(error, ValidationError):
            reason = " ".join(error.fields.values())
        else:
            reason = str(error) if isinstance(error, UserError) else _("This could not be saved.")
        self._verdict.refuse(reason)
        self.edit.setAccessibleDescription(reason)

    def _ask(self, error: ConflictError) -> None:
        theirs = error.shown

        def keep() -> None:
            self._base = theirs
            self._verdict.clear()
            self.commit()

        def take() -> None:
            self._base = theirs
            self._verdict.clear()
            self.edit.setPlainText(theirs)

        self._verdict.ask(error.what, keep, take)
