"""What is chosen for a label job: who, which sheet, where to start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import UserError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, language, ngettext
from crm_desktop.domain.countries import all_countries
from crm_desktop.printing.label_job import LabelOptions
from crm_desktop.printing.placement import COLUMNS, ROWS
from crm_desktop.printing.stock import Stock
from crm_desktop.services import labels
from crm_desktop.services.labels import LabelJob
from crm_desktop.ui.features.labels.stock_chooser import StockChooser
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import LABEL_NEXT, LABEL_STOCK
from crm_desktop.ui.widgets.buttons import flush_links, push_button
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.number_box import NumberBox

_A4_SHEET, _LETTER_SHEET = "avery-l7160", "avery-5160"
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "VE"})
"""Where paper is of Letter size (CLDR, measurement data)."""
_WIDTH = 396


class LabelForm(QScrollArea):
    """Tells whether a change needs other people or only another drawing."""

    people_changed = Signal()
    drawing_changed = Signal()

    def __init__(self, session: UiSession, targets: list[Target]) -> None:
        """`targets` are the groups of people to choose from, the likeliest first."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keyboard
        self._session, self._targets = session, targets
        settings = session.context.settings
        usual = _LETTER_SHEET if session.context.region in _LETTER_COUNTRIES else _A4_SHEET
        self.stocks = StockChooser(settings.get(LABEL_STOCK) or usual)
        self.who, self.sort, self.order, self.country = (_combo() for _number in range(4))
        self._fill_choices()
        self.start = NumberBox()
        self.start.setMinimum(1)
        self.household = QCheckBox(_("One label for a household"))
        self.outlines = QCheckBox(_("Draw the edges, for a test on plain paper"))
        self.do_not_mail = QCheckBox(_("Write also to people who do not want mail"))
        self.again = push_button("", self._continue_sheet, kind="link")
        self._lay_out()
        self._show_stock()
        self._connect()

    def _fill_choices(self) -> None:
        for target in self._targets:
            text = ngettext("{what} ({n} record)", "{what} ({n} records)", target.count)
            self.who.addItem(text.format(what=target.title, n=number_text(target.count)))
        for value, name in (
            (labels.BY_LIST, _("As in the list")),
            (labels.BY_POSTCODE, _("By country and postcode")),
            (labels.BY_COUNTRY, _("By country")),
        ):
            self.sort.addItem(name, value)
        self.order.addItem(_("Across, then down"), ROWS)
        self.order.addItem(_("Down, then across"), COLUMNS)
        self.country.addItem(_("Not set"), "")
        for code, name in sorted(all_countries(language()), key=lambda pair: pair[1].casefold()):
            self.country.addItem(name, code)
        self.country.setCurrentIndex(max(0, self.country.findData(self._session.context.region)))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Who"), self.who),
            (_("Sorted"), self.sort),
            (_("Sender in"), self.country),
            (_("Order on the sheet"), self.order),
            (_("First label"), self.start),
        )
        for title, widget in rows:
            label = QLabel(title)
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            form.addRow(label, widget)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        column.addWidget(TextLabel(self._session.theme, _("Label sheet"), "strong", "text_2"))
        column.addWidget(self.stocks, 1)
        column.addLayout(form)
        links = QHBoxLayout()
        flush_links(links)
        links.addWidget(self.again)
        links.addStretch()
        column.addLayout(links)
        boxes = QVBoxLayout()
        boxes.setSpacing(4)
        for box in (self.household, self.outlines, self.do_not_mail):
            boxes.addWidget(box)
        column.addLayout(boxes)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_WIDTH)

    def _connect(self) -> None:
        self.stocks.stock_chosen.connect(self._on_stock)
        for box in (self.who, self.sort, self.country):
            box.currentIndexChanged.connect(lambda _index: self.people_changed.emit())
        for check in (self.household, self.do_not_mail):
            check.toggled.connect(lambda _on: self.people_changed.emit())
        self.outlines.toggled.connect(lambda _on: self.drawing_changed.emit())
        self.order.currentIndexChanged.connect(lambda _index: self.drawing_changed.emit())
        self.start.valueChanged.connect(lambda _value: self.drawing_changed.emit())

    @property
    def stock(self) -> Stock | None:
        """The chosen sheet."""
        return self.stocks.stock

    def job(self) -> LabelJob:
        """The label job as it is set up. Raises UserError while no sheet is chosen."""
        stock = self.stock
        if stock is None:
            raise UserError(_("Choose a label sheet first."))
        return LabelJob(
            stock_code=stock.code,
            selection=self._targets[max(0, self.who.currentIndex())].selection,
            sort=str(self.sort.currentData()),
            is_household=self.household.isChecked(),
            sender_country=str(self.country.currentData()),
            include_do_not_mail=self.do_not_mail.isChecked(),
            options=self.options(),
        )

    def options(self) -> LabelOptions:
        """Start, order and edges."""
        return LabelOptions(
            start=self.start.value(), order=str(self.order.currentData()), outlines=self.outlines.isChecked()
        )

    def _on_stock(self) -> None:
        self._show_stock()
        self.drawing_changed.emit()

    def _show_stock(self) -> None:
        """Fit the first label to the sheet, and offer to go on with a half-used one."""
        stock = self.stock
        if stock is None:
            return
        self.start.setMaximum(stock.per_page)
        self.start.setEnabled(stock.per_page > 1)
        code, _space, number = self._session.context.settings.get(LABEL_NEXT).partition(" ")
        offered = code == stock.code and number.isdecimal() and 1 < int(number) <= stock.per_page
        self.again.setVisible(offered)
        if offered:
            self.again.setText(_("Continue the sheet at label {number}").format(number=number))

    def _continue_sheet(self) -> None:
        self.start.setValue(int(self._session.context.settings.get(LABEL_NEXT).partition(" ")[2]))


def _combo() -> QComboBox:
    """A choice that does not claim the width of its longest entry."""
    box = QComboBox()
    box.currentTextChanged.connect(box.setToolTip)  # it may be longer than the box
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box
