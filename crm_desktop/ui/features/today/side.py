"""The cards beside the list: agenda of the day, what needs attention, first steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.logline.preview import clock_text
from crm_desktop.services.activities.attention import Attention
from crm_desktop.ui.features.today import lists, words
from crm_desktop.ui.features.today.board import Board
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel

_AGENDA_SHOWN = 12
_SIDES = 8


class SideRow(QPushButton):
    """A line that opens something: an icon or a time, what it is, and a number at the far end."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        on_click: Callable[[], object],
        *,
        icon: str = "",
        lead: str = "",
        lead_width: int = 0,
        trail: str = "",
        colour: str = "text",
        icon_colour: str = "",
    ) -> None:
        super().__init__()
        self._theme, self._icon_name = theme, icon
        self._icon_colour = icon_colour or (colour if colour != "text" else "text_2")
        self.setProperty("quiet", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(part for part in (lead, text, trail) if part))
        self._icon = QLabel()
        self.text_label = ElidedLabel(theme, text, colour=colour)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(_SIDES, 4, _SIDES, 4)
        row.setSpacing(8)
        if icon:
            row.addWidget(self._icon)
        if lead:
            self.lead_label = TextLabel(
                theme, lead, "caption_strong", "text_2" if colour == "text" else colour
            )
            self.lead_label.setMinimumWidth(lead_width)
            row.addWidget(self.lead_label)
        row.addWidget(self.text_label, 1)
        if trail:
            row.addWidget(TextLabel(theme, trail, "strong", colour))
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda: on_click())
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its words."""
        return QSize(120, max(self._row.sizeHint().height(), 28))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become narrow."""
        return QSize(60, self.sizeHint().height())

    def _restyle(self) -> None:
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(self._theme.pixmap(self._icon_name, self._icon_colour, 16, ratio))


class NowLine(QWidget):
    """Where the day stands between what was and what comes."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme, self._text = theme, text
        self.setFixedHeight(18)
        self.setAccessibleName(_("Now: {time}").format(time=text))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The time, and a line in the accent colour."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = QColor(self._theme.tokens.accent)
            painter.setFont(self._theme.font("caption_strong"))
            painter.setPen(colour)
            width = painter.fontMetrics().horizontalAdvance(self._text) + 2
            is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = self.width() - _SIDES - width if is_mirrored else _SIDES
            painter.drawText(QRectF(left, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, self._text)
            painter.setPen(QPen(colour, 2))
            middle = self.height() // 2
            first, last = (_SIDES, left - 8) if is_mirrored else (left + width + 8, self.width() - _SIDES)
            painter.drawLine(first, middle, last, middle)


class Card(QFrame):
    """A title and what stands below it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._theme = theme
        self.head = QHBoxLayout()
        self.head.addSpacing(_SIDES)  # margins would stay where they are in a mirrored window
        self.head.addWidget(TextLabel(theme, title, "strong"), 1)
        self._body = QVBoxLayout()
        self._body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(4)
        column.addLayout(self.head)
        column.addLayout(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def rows(self) -> list[SideRow]:
        """What can be opened, from top to bottom."""
        return self.findChildren(SideRow)

    def show_rows(self, widgets: Sequence[QWidget]) -> None:
        """Show these instead of those before; the keyboard stays on the row of the same place."""
        focused = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        while (item := self._body.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for widget in widgets:
            self._body.addWidget(widget)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def say(self, text: str) -> None:
        """A calm line instead of rows."""
        label = TextLabel(self._theme, text, colour="text_2", wrap=True)
        label.setContentsMargins(_SIDES, 2, _SIDES, 2)
        self.show_rows([label])


def frame_around(widget: QWidget) -> QFrame:
    """The edge of a card around a list, whose square corners stay inside its round ones."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 6, 1, 6)
    column.addWidget(widget)
    return frame


class AgendaCard(Card):
    """What has a time today, in order, with a line where the day stands."""

    def __init__(self, theme: Theme, opened: Callable[[object], object], work: Callable[[], object]) -> None:
        super().__init__(theme, _("Agenda"))
        self._opened, self._work = opened, work

    def show_board(self, board: Board) -> None:
        """Show the day."""
        theme = self._theme
        widgets: list[QWidget] = []
        lines = board.agenda
        before = [line for line in lines if line.at < board.now]
        if len(lines) > _AGENDA_SHOWN:  # what is over is told by its number
            lines = (*before[-2:], *lines[len(before) :][: _AGENDA_SHOWN - 2])
        has_now = not lines
        metrics = QFontMetrics(theme.font("caption_strong"))
        widest = max((metrics.horizontalAdvance(line.clock) + 2 for line in lines), default=0)
        for line in lines:
            if line.at >= board.now and not has_now:
                widgets.append(self._now(board))
                has_now = True
            widgets.append(
                SideRow(
                    theme,
                    line.title,
                    lambda item=line.item: self._opened(item),  # type: ignore[misc]
                    icon="circle-check" if line.is_done else words.icon_of(line.item),
                    lead=line.clock,
                    lead_width=widest,
                    colour="text_3" if line.is_done else "text",
                )
            )
        if not has_now:
            widgets.append(self._now(board))
        left = len(board.agenda) - len(lines)
        if left > 0:
            more = _("{n} more").format(n=number_text(left))
            label = TextLabel(theme, more, "caption", "text_3")
            label.setContentsMargins(_SIDES, 2, _SIDES, 2)
            widgets.append(label)
        if not lines:
            label = TextLabel(theme, _("Nothing with a time today."), colour="text_2", wrap=True)
            label.setContentsMargins(_SIDES, 2, _SIDES, 2)
            widgets.append(label)
        if board.done_today:
            text = _("Done today: {what}").format(what=board.done_today)
            widgets.append(SideRow(theme, text, self._work, icon="circle-check", colour="ok"))
        self.show_rows(widgets)

    def _now(self, board: Board) -> NowLine:
        return NowLine(self._theme, clock_text(board.now.astimezone(board.zone).timetz()))


class AttentionCard(Card):
    """Counts that open their lists; what is hidden from the list is counted too."""

    def __init__(self, theme: Theme, wanted: Callable[[str], object]) -> None:
        super().__init__(theme, _("Needs attention"))
        self._wanted = wanted

    def show_attention(self, found: Attention) -> None:
        """Show the counts that are not nothing."""
        counts = (
            (lists.LOSING, found.quiet, "clock", "warn", _("Losing touch")),
            (lists.NEVER, found.never, "circle-alert", "warn", _("Never contacted")),
            (lists.UNDATED, found.undated, "arrow-right", "text", _("Next steps without a day")),
            (lists.DAYS, found.days, "cake", "text", _("Days to remember")),
            (lists.STOPPED, found.stopped, "ban", "text_2", _("Hidden from the list")),
        )
        rows = [
            SideRow(
                self._theme,
                text,
                lambda key=key: self._wanted(key),  # type: ignore[misc]
                icon=icon,
                trail=number_text(count),
                colour=colour,
            )
            for key, count, icon, colour, text in counts
            if count
        ]
        if rows:
            self.show_rows(rows)
        else:
            self.say(_("Nothing else needs attention."))


FIRST_STEPS: tuple[tuple[str, str], ...] = (
    ("contact", "contacts.new"),
    ("logged", "activities.log_anywhere"),
    ("planned", "activities.log_anywhere"),
    ("rule", "today.rules"),
    ("labels", "contacts.show"),
)
"""What somebody new tries first, with the command for it."""


class ChecklistCard(Card):
    """Five first steps, ticked by what is in the file; closed for good by its cross."""

    def __init__(self, theme: Theme, run: Callable[[str], object], dismissed: Callable[[], object]) -> None:
        super().__init__(theme, _("First steps"))
        self._run = run
        self.close_button = IconButton(theme, "x", _("Hide first steps"), dismissed, 16)
        self.head.addWidget(self.close_button)

    def show_done(self, done: frozenset[str]) -> None:
        """Show which were done."""
        titles = {
            "contact": _("Add a contact"),
            "logged": _("Note a call: “call lm”"),
            "planned": _("Plan what comes next: “+1w”"),
            "rule": _("Say how often to keep in touch"),
            "labels": _("Print address labels for a list"),
        }
        rows = []
        for step, command in FIRST_STEPS:
            is_done = step in done
            row = SideRow(
                self._theme,
                titles[step],
                lambda command=command: self._run(command),  # type: ignore[misc]
                icon="circle-check" if is_done else "circle",
                colour="text_3" if is_done else "text",
                icon_colour="ok" if is_done else "",
            )
            row.setProperty("done", is_done)
            row.setAccessibleDescription(_("Done") if is_done else "")
            rows.append(row)
        self.show_rows(rows)
