"""The picture of the very page that will be printed; a click on a label of the first sheet starts there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.printing.placement import Cell, Placement
from crm_desktop.printing.preview import RenderedPage
from crm_desktop.printing.stock import Stock
from crm_desktop.ui.features.labels.label_spots import LabelSpots
from crm_desktop.ui.theme.theme import Theme

_MARGIN = 24.0


class SheetPicture(QWidget):
    """Draws the page, the edges of the labels, and the place where printing starts."""

    start_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stock: Stock | None = None
        self._start, self._order, self._page = 1, "rows", 0
        self._image = QImage()
        self._hover: Cell | None = None
        self.spots = LabelSpots(self)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 300)
        self.setAccessibleName(_("Sheet; arrow keys choose the first label"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """About a sheet of paper."""
        return QSize(440, 580)

    def show_sheet(self, stock: Stock, start: int, order: str, page: int) -> None:
        """Draw this sheet; `start` counts from 1, `page` from 0."""
        if stock is not self._stock or page != self._page:
            self._image = QImage()
        self._stock, self._start, self._order, self._page = stock, start, order, page
        self.setAccessibleDescription(_("First label: {number}").format(number=start))
        self.spots.show(stock.per_page, start, is_open=page == 0 and stock.per_page > 1)
        self._place_spots()
        self.update()

    def show_page(self, page: RenderedPage | None) -> None:
        """The picture of the page; None while it is being made."""
        if page is None:
            self._image = QImage()
        else:
            made = QImage(page.rgba, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888)
            self._image = made.copy()  # so that it does not depend on the bytes
        self.update()

    def wanted_dpi(self) -> float:
        """The resolution that fills the widget sharply."""
        return max(30.0, self._scale() * 25.4 * self.devicePixelRatioF())

    # --- geometry

    def _scale(self) -> float:
        """Pixels a millimetre."""
        if self._stock is None:
            return 1.0
        width, height = self._stock.page
        return min((self.width() - 2 * _MARGIN) / width, (self.height() - 2 * _MARGIN) / height)

    def _paper(self) -> QRectF:
        width, height = self._stock.page if self._stock else (1.0, 1.0)
        scale = self._scale()
        box = QRectF(0, 0, width * scale, height * scale)
        box.moveCenter(QRectF(self.rect()).center())
        return box

    def _cell_box(self, row: int, column: int) -> QRectF:
        if self._stock is None:
            return QRectF()
        paper, scale = self._paper(), self._scale()
        left, top = self._stock.corner(row, column)
        return QRectF(
            paper.left() + left * scale,
            paper.top() + top * scale,
            self._stock.w * scale,
            self._stock.h * scale,
        )

    def _place_spots(self) -> None:
        if self._stock is None:
            return
        order = Placement(self._stock, 1, self._order)

        def box_of(number: int) -> QRect:
            at = order.cell(number - 1)
            return self._cell_box(at.row, at.column).toAlignedRect()

        self.spots.place(box_of)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The places lie elsewhere."""
        super().resizeEvent(event)
        self._place_spots()

    def _number_of(self, row: int, column: int) -> int:
        """The place on the sheet from 1, in the order of printing."""
        if self._stock is None:
            return 1
        if self._order == "rows":
            return row * self._stock.nx + column + 1
        return column * self._stock.ny + row + 1

    def _cell_at(self, x: float, y: float) -> Cell | None:
        if self._stock is None:
            return None
        for row in range(self._stock.ny):
            for column in range(self._stock.nx):
                if self._cell_box(row, column).contains(x, y):
                    return Cell(self._page, row, column)
        return None

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Paper, picture, edges, start."""
        if self._stock is None:
            return
        tokens = self._theme.tokens
        paper = self._paper()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setPen(QPen(QColor(tokens.text), 2) if tokens.is_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.subtle))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)  # the table it lies on
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.fillRect(paper, QColor("#FFFFFF"))  # paper is white in the dark too
            if not self._image.isNull():
                painter.drawImage(paper, self._image)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawRect(paper)
            for row in range(self._stock.ny):
                for column in range(self._stock.nx):
                    self._paint_cell(painter, row, column)
            if self.spots.have_keyboard:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.drawRect(paper.adjusted(-4, -4, 4, 4))

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        stock = self._stock
        if stock is None:
            return
        box, number = self._cell_box(row, column), self._number_of(row, column)
        is_used = self._page == 0 and number < self._start
        is_start = self._page == 0 and number == self._start
        painter.setBrush(QColor(116, 127, 145, 60) if is_used else Qt.BrushStyle.NoBrush)
        if self._hover == Cell(self._page, row, column) and self._page == 0:
            painter.setBrush(QColor(29, 95, 191, 40))
        is_contrast = self._theme.tokens.is_contrast
        accent = QColor("#000000" if is_contrast else "#1D5FBF")  # on white paper in all schemes
        line = QColor("#000000" if is_contrast else "#B9C1CD")
        edge = 5 if self.spots.have_keyboard else 3 if is_contrast else 2
        painter.setPen(QPen(accent, edge) if is_start else QPen(line, 1))
        radius = stock.round * self._scale()
        if stock.shape == "ellipse":
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, radius, radius)
        if is_start and stock.per_page > 1:
            self._paint_mark(painter, box, str(number), accent)

    def _paint_mark(self, painter: QPainter, box: QRectF, text: str, accent: QColor) -> None:
        """The number of the first label, at its corner."""
        side = max(16.0, min(22.0, box.height() / 2))
        mark = QRectF(box.left() - side * 0.8, box.top() - side * 0.5, side, side)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.5))  # half of it lies beside the paper
        painter.setBrush(accent)
        painter.drawEllipse(mark)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(self._theme.font("caption_strong"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, text)

    # --- choosing the start

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Mark the label under the pointer."""
        cell = self._cell_at(event.position().x(), event.position().y()) if self._page == 0 else None
        if cell != self._hover:
            self._hover = cell
            self.setToolTip(
                _("Start at label {number}").format(number=self._number_of(cell.row, cell.column))
                if cell
                else ""
            )
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Start at the label that was clicked."""
        cell = self._cell_at(event.position().x(), event.position().y())
        if cell is not None and self._page == 0 and event.button() == Qt.MouseButton.LeftButton:
            self.start_chosen.emit(self._number_of(cell.row, cell.column))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrow keys move the start over the sheet."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._stock is None:
            super().keyPressEvent(event)
            return
        at = Placement(self._stock, self._start, self._order).cell(0)
        row = min(max(at.row + step[0], 0), self._stock.ny - 1)
        column = min(max(at.column + step[1], 0), self._stock.nx - 1)
        self.start_chosen.emit(self._number_of(row, column))
