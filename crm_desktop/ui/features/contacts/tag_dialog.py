"""Puts tags on many records and takes others off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QCompleter, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.services.contacts import ops
from crm_desktop.services.contacts.tag_states import ALL, NONE, SOME, TagState, tag_states
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel


class TagDialog(QDialog):
    """Shows which tags all, some or none carry. Only what was changed is done; a half tick stays as it is."""

    def __init__(self, session: UiSession, target: Target, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._target = session, target
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Tag"))
        self.setMinimumWidth(380)
        self._boxes: list[QCheckBox] = []
        self._cancel = CancelToken()
        self.new_tag = ComposingLineEdit()
        self.new_tag.setPlaceholderText(_("New tag"))
        self.new_tag.setAccessibleName(_("New tag"))
        self.new_tag.returnPressed.connect(self.apply)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        inner = QWidget()
        inner.setLayout(self._list)
        area = QScrollArea()
        area.setObjectName("card")
        area.setWidgetResizable(True)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setMinimumHeight(160)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the boxes in it have the keyboard
        hint = _(
            "A tick adds the tag to all, an empty box takes it off all; a half tick means that some have it."
        )
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Tag"), self.apply, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(TextLabel(session.theme, target.title, "row_title", wrap=True))
        column.addWidget(self.new_tag)
        column.addWidget(area, 1)
        column.addWidget(TextLabel(session.theme, hint, "caption", "text_3", wrap=True))
        column.addLayout(buttons)
        self._reading = TextLabel(session.theme, _("Reading…"), colour="text_3")
        self._list.addWidget(self._reading)
        session.tasks.run(
            tag_states,
            session.context,
            target.selection,
            self._cancel,
            owner=self,
            on_done=self._show_tags,
            on_error=self._on_failed,
            cancel=self._cancel,
        )
        self.finished.connect(self._cancel.cancel)
        self.new_tag.setFocus()

    def _show_tags(self, states: list[TagState]) -> None:
        self._reading.hide()
        completer = QCompleter([state.name for state in states], self.new_tag)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.new_tag.setCompleter(completer)
        for state in states:
            self._list.addWidget(self._box(state))
        self._list.addStretch()

    def _box(self, state: TagState) -> QCheckBox:
        text = state.name.replace("&", "&&")
        if state.state == SOME:
            text = _("{tag} ({n} of {all})").format(
                tag=text, n=number_text(state.count), all=number_text(self._target.count)
            )
        box = QCheckBox(text)
        box.setProperty("tag", state.name)
        hue = self._session.theme.hue(state.name.encode())
        palette = box.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(hue.text))
        box.setPalette(palette)
        box.setTristate(state.state == SOME)
        box.setCheckState(_TICKS[state.state])
        box.setProperty("before", state.state)
        self._boxes.append(box)
        return box

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, CancelledError):
            self._reading.setText(str(error))
            self._session.notices.fail(error)

    def _changed(self, tick: Qt.CheckState) -> list[str]:
        """The tags whose box was brought to `tick`."""
        return [box.property("tag") for box in self._boxes if box.checkState() == tick and _is_changed(box)]

    def apply(self) -> None:
        """Do it as one step, and close."""
        add = [self.new_tag.text().strip()] if self.new_tag.text().strip() else []
        add += self._changed(Qt.CheckState.Checked)
        off = self._changed(Qt.CheckState.Unchecked)
        session, title = self._session, self._target.title
        if add or off:
            session.tasks.run(
                ops.set_tags,
                session.context,
                self._target.selection,
                add,
                off,
                owner=session.tasks,
                lane="write",
                label=_("Tagging"),
                reports=True,
                on_done=lambda _count: session.notices.say(
                    _("Tagged: {what}").format(what=title), undo=LAST_STEP
                ),
            )
        self.accept()


_TICKS = {
    ALL: Qt.CheckState.Checked,
    SOME: Qt.CheckState.PartiallyChecked,
    NONE: Qt.CheckState.Unchecked,
}


def _is_changed(box: QCheckBox) -> bool:
    return box.checkState() != _TICKS[box.property("before")]
