"""What the dialogs about ties share: rows that scroll, a reason, one button that saves, Ctrl+Enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_limit
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

_WIDTH, _SIDES = 540, 48
"""Of a dialog, and of what stands beside its rows; pixels."""

_FREE = 48
"""What stays free of the window behind."""


class FormDialog(QDialog):
    """Rows of a form. Each dialog adds its rows, says in `fields` where a reason belongs, and brings what saves it."""

    saved = Signal(object)
    """What the service gave back."""

    def __init__(
        self,
        session: UiSession,
        title: str,
        verb: tuple[str, Callable[[], object]],
        parent: QWidget,
        *,
        heading: str = "",
    ) -> None:
        """`verb`: what the button says, and what saves; what cannot be saved goes to `refuse`."""
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.fields: Mapping[str, QWidget] = {}
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(10)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.reason = TextLabel(session.theme, role="caption", colour="bad", wrap=True)
        self.reason.hide()
        self.save_button = push_button(*verb, kind="primary")
        refusal = _("The file is read-only.") if session.context.store.is_read_only else ""
        self.save_button.setEnabled(not refusal)
        self.save_button.setToolTip(refusal)
        self._lay_out(heading)
        self._fit_timer = QTimer(self, singleShot=True, interval=0)
        self._fit_timer.timeout.connect(self.fit)
        self.fit_soon()

    def _lay_out(self, heading: str) -> None:
        self._rows = QWidget()
        rows = QVBoxLayout(self._rows)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.addLayout(self.form)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._rows)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 8, 0)  # as far from the edge as the fields
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 16, 16)
        column.setSpacing(12)
        if heading:
            column.addWidget(TextLabel(self._session.theme, heading, "row_title", wrap=True))
        column.addWidget(self._area, 1)
        column.addWidget(self.reason)
        column.addLayout(buttons)

    def add_row(self, title: str, widget: QWidget) -> None:
        """A row with its name before it; a long name stands above, for a form knows no height for a width."""
        label = QLabel(title)
        label.setBuddy(widget)
        widget.setAccessibleName(title)
        self.form.addRow(label, widget)

    def add_note(self, text: str = "") -> TextLabel:
        """A remark below the last field."""
        note = TextLabel(self._session.theme, text, "caption", "text_3", wrap=True)
        self.form.addRow("", note)
        return note

    def fit_soon(self) -> None:
        """Rows came or went: take another height when they have settled."""
        self._fit_timer.start()

    def fit(self) -> None:
        """Take the height that the rows want, as far as the window behind has it."""
        parent = self.parentWidget()
        room = parent.window().height() - _FREE if parent else 700
        width = max(self.width(), _WIDTH)
        rows = self._rows.layout()
        if rows is None:
            return
        rows.activate()
        inner = width - _SIDES
        wanted = rows.heightForWidth(inner) if rows.hasHeightForWidth() else rows.sizeHint().height()
        around = self.sizeHint().height() - self._area.sizeHint().height()
        self.resize(width, min(wanted + around + 2, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves, as it does in every form."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_button.click()
            return
        super().keyPressEvent(event)

    def run(self, told: str, work: Callable[..., Any], *arguments: Any, **more: Any) -> None:
        """Do `work` with the open file; a toast tells `told` and offers Undo."""
        self.save_button.setEnabled(False)

        def on_done(result: Any) -> None:
            self._session.notices.say(told, undo=LAST_STEP)
            self.saved.emit(result)
            self.accept()

        self._session.tasks.run(
            lambda context: work(context, *arguments, **more),
            self._session.context,
            owner=self,
            lane="write",
            on_done=on_done,
            on_error=self.refuse,
        )

    def refuse(self, error: BaseException) -> None:
        """Say why it was not saved, and go to the field that is meant."""
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            self._session.notices.fail(error)
            return
        wrong = error.fields if isinstance(error, ValidationError) else {}
        self.reason.setText(" ".join(wrong.values()) or str(error))
        self.reason.show()
        field = next((self.fields[key] for key in wrong if key in self.fields), None)
        if field is not None:
            field.setFocus()
            self._area.ensureWidgetVisible(field)


def typed_field(key: str, line: QLineEdit, *, is_last: bool) -> dt.date | None:
    """The first or last day that a line holds. Raises ValidationError for the field `key`."""
    try:
        return typed_limit(line.text(), is_last=is_last)
    except ValidationError as error:
        raise ValidationError({key: " ".join(error.fields.values())}) from error
