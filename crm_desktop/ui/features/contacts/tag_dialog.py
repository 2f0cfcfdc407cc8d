"""Puts tags on many records and takes others off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel


class TagDialog(QDialog):
    """Tick adds, a second click takes off, the half-ticked stay as they are."""

    def __init__(self, session: UiSession, target: Target, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._target = session, target
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Tag"))
        self.setMinimumWidth(380)
        self._boxes: list[QCheckBox] = []
        self.new_tag = ComposingLineEdit()
        self.new_tag.setPlaceholderText(_("New tag"))
        self.new_tag.setAccessibleName(_("New tag"))
        self.new_tag.returnPressed.connect(self.apply)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        inner = QWidget()
        inner.setLayout(self._list)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setMinimumHeight(160)
        hint = _("A tick adds the tag, an empty box takes it off, a half tick leaves it as it is.")
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
        session.tasks.run(queries.tags, session.context, owner=self, on_done=self._show_tags)
        self.new_tag.setFocus()

    def _show_tags(self, tags: list[tuple[str, int]]) -> None:
        for name, _count in tags:
            box = QCheckBox(name.replace("&", "&&"))
            box.setProperty("tag", name)
            box.setTristate(True)
            box.setCheckState(Qt.CheckState.PartiallyChecked)
            self._boxes.append(box)
            self._list.addWidget(box)
        self._list.addStretch()

    def apply(self) -> None:
        """Do it as one step, and close."""
        add = [self.new_tag.text().strip()] if self.new_tag.text().strip() else []
        add += [box.property("tag") for box in self._boxes if box.checkState() == Qt.CheckState.Checked]
        off = [box.property("tag") for box in self._boxes if box.checkState() == Qt.CheckState.Unchecked]
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
