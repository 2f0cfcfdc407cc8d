"""The bell and its panel: notices that stay until somebody has dealt with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text, relative_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.ui.notices import Notice, NoticeBoard
from crm_desktop.ui.shell.popup import PopupPanel
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.labels import TextLabel

_WIDTH, _TALLEST = 380, 420


class Bell(QToolButton):
    """Says how many notices wait, and opens their panel."""

    def __init__(self, theme: Theme, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._shortcut = theme, shortcut
        self._count = 0
        self.setIconSize(QSize(18, 18))
        self.setMinimumSize(30, 30)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        theme.changed.connect(self._restyle)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """So many wait."""
        self._count = count
        text = ngettext("{n} notice waits", "{n} notices wait", count).format(n=number_text(count))
        self.setText(number_text(count) if count else "")
        self.setAccessibleName(text if count else _("Notices"))
        tip = text if count else _("No notice waits.")
        self.setToolTip(f"{tip} ({self._shortcut})" if self._shortcut else tip)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("caption_strong"))
        self.setIcon(self._theme.icon("bell", "accent" if self._count else "text_2", 18))


class NoticePanel(PopupPanel):
    """What waits, each with its button, and one to say that it was read."""

    def __init__(
        self, theme: Theme, board: NoticeBoard, now: Callable[[], dt.datetime], parent: QWidget
    ) -> None:
        super().__init__(_("Notices"), parent)
        self._theme, self._board, self._now = theme, board, now
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, _("Notices"), "strong"), 1)
        self._clear = push_button(_("All read"), board.clear, kind="link")
        head.addWidget(self._clear)
        self.column.addLayout(head)
        self._cards = QVBoxLayout()
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(8)
        self._body = QWidget()
        self._body.setObjectName("popupBody")
        self._body.setLayout(self._cards)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self._scroll)
        self.setFixedWidth(_WIDTH)
        board.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        notices = self._board.notices
        self._clear.setVisible(bool(notices))
        for notice in notices:
            self._cards.addWidget(self._card(notice))
        if not notices:
            self._cards.addWidget(TextLabel(self._theme, _("No notice waits."), colour="text_2", wrap=True))
        self._cards.addStretch()
        wanted = self._cards.heightForWidth(_WIDTH - 24)
        self._scroll.setFixedHeight(min(max(wanted, 32), _TALLEST))
        self.adjustSize()

    def _card(self, notice: Notice) -> QWidget:
        card = QFrame()
        card.setObjectName("noticeCard")
        card.setAccessibleName(notice.text)
        icon = QLabel()
        ratio = self.devicePixelRatioF()
        icon.setPixmap(self._theme.pixmap(notice.icon, notice.colour, 18, ratio))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(TextLabel(self._theme, notice.text, wrap=True))
        if notice.detail:
            texts.addWidget(TextLabel(self._theme, notice.detail, "caption", "text_2", wrap=True))
        foot = QHBoxLayout()
        foot.addWidget(TextLabel(self._theme, relative_text(notice.at, self._now()), "caption", "text_3"), 1)
        if notice.action is not None:
            foot.addWidget(push_button(notice.action[0], lambda: self._press(notice.key)))
        texts.addLayout(foot)
        row = QHBoxLayout(card)
        row.setContentsMargins(10, 10, 6, 10)
        row.setSpacing(10)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        read = IconButton(self._theme, "x", _("Read: {notice}").format(notice=notice.text), size=14)
        read.clicked.connect(lambda: self._board.settle(notice.key))
        row.addWidget(read, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def _press(self, key: str) -> None:
        self.close()
        self._board.press(key)
