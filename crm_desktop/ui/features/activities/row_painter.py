"""Lays out and paints one row of the timeline: a thread with icons, who and when, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.features.activities.row_faces import Face, NameSpan
from crm_desktop.ui.features.activities.timeline_model import FACE_ROLE
from crm_desktop.ui.features.activities.words import hue_of
from crm_desktop.ui.theme.theme import Theme

_LEFT, _CIRCLE, _ICON, _APART, _RIGHT = 4, 28, 15, 12, 10
_TOP, _GAP = 7, 3
_INDENT = _LEFT + _CIRCLE + _APART
_NARROW = 430
_FOLDED_LINES = 3
_WIDEST = 150
"""Characters; in wider rows when and who would stand too far from what."""

_LONGEST_LINE = 80
"""Characters; longer lines are hard to read."""

_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the lines of a row break.

    Attributes:
        height: of the row in pixels.
        body: the lines of what was said.
        lines: those below it, in smaller letters.
        is_cut: there is more to unfold.
        more_top: where "Show more" begins; 0 without it.
    """

    height: int
    body: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    is_cut: bool = False
    more_top: int = 0


def broken(text: str, font: QFont, width: int, most: int) -> tuple[list[str], bool]:
    """`text` in lines of at most `width` pixels; at most `most` of them, and whether more was left."""
    found: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    for paragraph in text.splitlines():
        if not paragraph.strip():
            continue
        units = paragraph.encode("utf-16-le", "surrogatepass")
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            if len(found) == most:
                return found, True
            line.setLineWidth(width)
            part = units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            found.append(part.decode("utf-16-le", "replace").rstrip())
        layout.endLayout()
    return found, False


class RowPainter(QStyledItemDelegate):
    """Knows which rows are unfolded, and how high each is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shapes: dict[tuple[Face, int, bool], Shape] = {}
        self.unfolded: set[bytes] = set()
        self.hovered: tuple[bytes, NameSpan] | None = None
        theme.changed.connect(self._shapes.clear)

    # --- layout

    def usual_height(self) -> int:
        """Of a row that was not read yet."""
        return 2 * _TOP + self._line("strong") + _GAP + self._line("body")

    def shape(self, face: Face, width: int, *, is_unfolded: bool) -> Shape:
        """How a face is laid out in a row of `width` pixels."""
        key = (face, width, is_unfolded)
        if key not in self._shapes:
            if len(self._shapes) > _KEPT:
                self._shapes.clear()
            self._shapes[key] = self._laid_out(face, width, is_unfolded=is_unfolded)
        return self._shapes[key]

    def _line(self, role: str) -> int:
        return QFontMetrics(self._theme.font(role)).lineSpacing()

    def _laid_out(self, face: Face, width: int, *, is_unfolded: bool) -> Shape:
        body_font, small = self._theme.font("body"), self._theme.font("caption")
        room = max(60, width - _INDENT - _RIGHT)
        room = min(room, QFontMetrics(body_font).averageCharWidth() * _LONGEST_LINE)
        most = 10_000 if is_unfolded else _FOLDED_LINES
        body, is_cut = broken(face.body, body_font, room, most)
        if is_cut:
            body[-1] = QFontMetrics(body_font).elidedText(body[-1] + "…", Qt.TextElideMode.ElideRight, room)
        lines: list[str] = []
        for text in (*face.lines, *(face.folded if is_unfolded else ())):
            some, was_cut = broken(text, small, room, most)
            if was_cut:
                some[-1] += "…"
            lines += some
            is_cut = is_cut or was_cut
        is_cut = is_cut or bool(face.folded and not is_unfolded)
        has_more = (is_cut or is_unfolded) and not face.is_system
        height = _TOP + max(self._line("strong"), 20)
        if width < _NARROW and face.aside:
            height += self._line("caption")
        height += (_GAP if body else 0) + len(body) * self._line("body")
        height += (_GAP if lines else 0) + len(lines) * self._line("caption")
        more_top = height + 1 if has_more else 0
        if has_more:
            height += self._line("caption") + 2
        return Shape(max(height + _TOP, _CIRCLE + 8), tuple(body), tuple(lines), is_cut, more_top)

    # --- painting

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """Rows are measured by `shape` as they come into view; Qt needs no hint."""
        return QSize(100, self.usual_height())

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's request."""
        face: Face | None = index.data(FACE_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, rect)
        rect = self._readable(option, rect)
        self._paint_thread(painter, option, rect, face)
        if face is None:
            self._paint_waiting(painter, option, rect)
        else:
            is_unfolded = index.data(Qt.ItemDataRole.UserRole) in self.unfolded
            shape = self.shape(face, option.rect.width(), is_unfolded=is_unfolded)
            top = self._paint_head(painter, option, rect, face, index)
            self._paint_texts(painter, option, rect, face, shape, top, is_unfolded=is_unfolded)
        painter.restore()

    def _readable(self, option: Any, rect: QRect) -> QRect:
        """The part of a row, from where reading begins, that is not too wide to be read."""
        most = QFontMetrics(self._theme.font("body")).averageCharWidth() * _WIDEST
        part = QRect(rect.left(), rect.top(), min(rect.width(), most), rect.height())
        return QStyle.visualRect(option.direction, rect, part)

    def _paint_ground(self, painter: QPainter, option: Any, rect: QRect) -> None:
        tokens = self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            is_active = bool(option.state & QStyle.StateFlag.State_Active) and option.widget.hasFocus()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if is_active else tokens.selection_idle))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -2), 6, 6)

    def _paint_thread(self, painter: QPainter, option: Any, rect: QRect, face: Face | None) -> None:
        """The line that holds the entries together, and the round icon on it."""
        tokens = self._theme.tokens
        box = self._place(option, rect, _LEFT, _TOP - 3, _CIRCLE, _CIRCLE)
        middle = box.center().x() + 0.5
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        first, last = rect.top(), rect.bottom() + 1
        painter.drawLine(QPointF(middle, first), QPointF(middle, last))
        is_small = face is not None and face.is_system
        circle = QRectF(box).adjusted(5, 5, -5, -5) if is_small else QRectF(box)
        painter.setPen(QPen(QColor(tokens.hairline), 1))
        painter.setBrush(QColor(tokens.surface if is_small else tokens.subtle))
        painter.drawEllipse(circle)
        if face is not None and face.icon:
            side = 11 if is_small else _ICON
            ratio = option.widget.devicePixelRatioF()
            pixmap = self._theme.pixmap(face.icon, "text_3" if is_small else "text_2", side, ratio)
            centre = circle.center()
            painter.drawPixmap(QPointF(centre.x() - side / 2, centre.y() - side / 2), pixmap)

    def _paint_waiting(self, painter: QPainter, option: Any, rect: QRect) -> None:
        """Grey bars where words will stand."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.subtle))
        for top, width in ((_TOP + 3, 160), (_TOP + 24, 280)):
            painter.drawRoundedRect(self._place(option, rect, _INDENT, top, width, 9), 4, 4)

    def _aside_width(self, rect: QRect, face: Face) -> int:
        """Of when and who beside the title; 0 where they stand below it."""
        if not face.aside or rect.width() < _NARROW:
            return 0
        return QFontMetrics(self._theme.font("caption")).horizontalAdvance(face.aside) + 2

    def _title(self, option: Any, rect: QRect, face: Face) -> tuple[QTextLayout, QRect]:
        """The title as it is laid out, shortened to the room there is, and where it stands."""
        font = self._theme.font("body" if face.is_system else "strong")
        wide = self._aside_width(rect, face)
        end = rect.width() - _RIGHT - (min(wide, rect.width() // 2) + _APART if wide else 0)
        end -= 16 if face.has_files else 0
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(face.title) + 2, max(end - _INDENT, 0))
        shown = metrics.elidedText(face.title, Qt.TextElideMode.ElideRight, width)
        layout = QTextLayout(shown, font)
        how = QTextOption(QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft))
        how.setTextDirection(option.direction)
        how.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(how)
        layout.beginLayout()
        layout.createLine().setLineWidth(width)
        layout.endLayout()
        return layout, self._place(option, rect, _INDENT, _TOP, width, max(self._line("strong"), 20))

    def _link_formats(self, face: Face, entry: bytes) -> list[QTextLayout.FormatRange]:
        """Names look like links; that under the pointer is underlined, as all are in high contrast."""
        formats = []
        for name in face.names:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = name.start, name.end - name.start
            look = QTextCharFormat()
            look.setForeground(QColor(self._theme.tokens.accent))
            look.setFontUnderline(self._theme.tokens.is_contrast or self.hovered == (entry, name))
            mark.format = look
            formats.append(mark)
        return formats

    def name_at(self, option: Any, face: Face, place: QPoint) -> NameSpan | None:
        """The name at a place in the view; None beside all of them.

        Args:
            option: `rect` is the row, `direction` that of the window.
            face: what the row says.
            place: in the coordinates of `rect`.
        """
        if not face.names:
            return None
        title, box = self._title(option, self._readable(option, option.rect), face)
        line = title.lineAt(0)
        if not box.contains(place) or not line.isValid():
            return None
        last = line.textLength()
        for name in face.names:
            if name.start < last:
                sides = [_x(line, at) for at in (name.start, min(name.end, last))]
                if min(sides) <= place.x() - box.left() <= max(sides):
                    return name
        return None

    def _paint_head(
        self,
        painter: QPainter,
        option: Any,
        rect: QRect,
        face: Face,
        index: QModelIndex | QPersistentModelIndex,
    ) -> int:
        """Title, subject and badge, when and who; returns where the next line begins."""
        tokens = self._theme.tokens
        height = max(self._line("strong"), 20)
        is_narrow = rect.width() < _NARROW
        end = rect.width() - _RIGHT
        if wide := self._aside_width(rect, face):
            end -= min(wide, rect.width() // 2)
            self._text(painter, option, self._place(option, rect, end, _TOP, wide, height), face.aside, "caption",
                       tokens.text_3)  # fmt: skip
            end -= _APART
        if face.has_files:
            end -= 16
            box = self._place(option, rect, end, _TOP + (height - 14) // 2, 14, 14)
            painter.drawPixmap(
                box.topLeft(),
                self._theme.pixmap("paperclip", "text_3", 14, option.widget.devicePixelRatioF()),
            )
        left = _INDENT
        title, box = self._title(option, rect, face)
        painter.setPen(QColor(tokens.text_2 if face.is_system else tokens.text))
        formats = self._link_formats(face, index.data(Qt.ItemDataRole.UserRole))
        title.draw(
            painter, QPointF(box.left(), box.top() + (height - title.boundingRect().height()) / 2), formats
        )
        left += box.width() + 8
        if face.badge:
            left += self._badge(painter, option, rect, left, end, height, face) + 8
        if face.subject:
            ink = tokens.text_3 if face.is_system else tokens.text
            self._piece(painter, option, rect, left, end, height, face.subject, "body", ink)
        top = _TOP + height
        if is_narrow and face.aside:
            line = self._line("caption")
            box = self._place(option, rect, _INDENT, top, rect.width() - _INDENT - _RIGHT, line)
            self._text(painter, option, box, face.aside, "caption", tokens.text_3)
            top += line
        return top

    def _paint_texts(
        self,
        painter: QPainter,
        option: Any,
        rect: QRect,
        face: Face,
        shape: Shape,
        top: int,
        *,
        is_unfolded: bool,
    ) -> None:
        tokens = self._theme.tokens
        width = rect.width() - _INDENT - _RIGHT
        for lines, role, ink in ((shape.body, "body", tokens.text), (shape.lines, "caption", tokens.text_2)):
            top += _GAP if lines else 0
            step = self._line(role)
            for text in lines:
                self._text(
                    painter, option, self._place(option, rect, _INDENT, top, width, step), text, role, ink
                )
                top += step
        if shape.more_top and not face.is_system:
            text = _("Show less") if is_unfolded else _("Show more")
            box = self._place(option, rect, _INDENT, shape.more_top, width, self._line("caption"))
            self._text(painter, option, box, text, "caption", tokens.accent)

    def _piece(
        self, painter: QPainter, option: Any, rect: QRect, left: int, end: int, height: int, text: str, role: str,
        ink: str,
    ) -> int:  # fmt: skip
        """One piece of the first line where there is room; returns its width."""
        metrics = QFontMetrics(self._theme.font(role))
        wide = min(metrics.horizontalAdvance(text) + 2, max(end - left, 0))
        if wide > 12:
            self._text(painter, option, self._place(option, rect, left, _TOP, wide, height), text, role, ink)
        return wide

    def _badge(
        self, painter: QPainter, option: Any, rect: QRect, left: int, end: int, height: int, face: Face
    ) -> int:
        hue = hue_of(self._theme.tokens, face.badge_colour)
        metrics = QFontMetrics(self._theme.font("caption_strong"))
        wide = min(metrics.horizontalAdvance(face.badge) + 16, max(end - left, 0))
        if wide < 30:
            return 0
        box = self._place(option, rect, left, _TOP + (height - 18) // 2, wide, 18)
        painter.setPen(QPen(QColor(hue.text), 1) if self._theme.tokens.is_contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue.tint))
        painter.drawRoundedRect(box, 5, 5)
        self._text(painter, option, box.adjusted(7, 0, -7, 0), face.badge, "caption_strong", hue.text)
        return wide

    @staticmethod
    def _place(option: Any, rect: QRect, left: int, top: int, width: int, height: int) -> QRect:
        plain = QRect(rect.left() + left, rect.top() + top, max(width, 0), height)
        return QStyle.visualRect(option.direction, rect, plain)

    def _text(self, painter: QPainter, option: Any, box: QRect, text: str, role: str, ink: str) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _x(line: QTextLine, at: int) -> float:
    """Where a place in the text stands, from the edge of its line."""
    found: Any = line.cursorToX(at)  # with the place, which the stubs hide
    return float(found[0])
