"""The few rules that a palette cannot say: rounded edges, the focus ring, flat buttons."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from crm_desktop.ui.theme.palette import CARRIED
from crm_desktop.ui.theme.tokens import LIGHT, Tokens

_RULES = Template("""
QToolTip { color: $text; background: $surface; border: 1px solid $hairline; padding: 4px 6px; }
QMenu { background: $surface; border: 1px solid $hairline; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; margin: 0 2px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked { background: $selection; border-radius: 4px; }
QMenuBar { background: $window; border-bottom: 1px solid $hairline; padding: 1px 4px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $subtle; }

QPushButton { background: $surface; border: 1px solid $border; border-radius: 6px; padding: 5px 14px;
  min-height: 18px; color: $text; outline: 0; }
QPushButton:hover { background: $subtle; }
QPushButton:pressed { background: $selection_idle; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 13px; }
QPushButton:disabled { color: $faint; border-color: $hairline; background: $subtle; }
QPushButton[primary="true"] { background: $accent_fill; border-color: $accent_fill; color: $on_accent; }
QPushButton[primary="true"]:hover { background: $accent_fill_hover; border-color: $accent_fill_hover; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background: $subtle; border-color: $hairline; color: $faint; }
QPushButton[danger="true"] { color: $bad; border-color: $bad; }
QPushButton[danger="true"]:disabled { color: $faint; border-color: $hairline; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 3px 6px; min-height: 16px; }
QPushButton[link="true"]:hover { background: $subtle; }
QPushButton[link="true"]:focus { border: 2px solid $accent; padding: 2px 5px; }
QPushButton[link="true"]:disabled { color: $faint; }

QPushButton[chip="true"] { border-radius: 12px; padding: 2px 10px; border-color: $hairline; background: $subtle;
  min-height: 18px; }
QPushButton[chip="true"]:hover { border-color: $border; }
QPushButton[chip="true"]:checked { background: $selection; border-color: $accent; color: $accent; }
QPushButton[chip="true"]:focus { border: 2px solid $accent; padding: 1px 9px; }

QPushButton[quiet="true"] { background: transparent; border: 1px solid transparent; text-align: left;
  padding: 5px 8px; color: $text_2; }
QPushButton[quiet="true"]:hover { border-color: $border; }
QPushButton[quiet="true"]:focus { border: 2px solid $accent; padding: 4px 7px; }
QPushButton[adds="true"] { color: $text_3; padding: 5px 10px; }
QPushButton[adds="true"]:focus { padding: 4px 9px; }
QPushButton::menu-indicator { image: none; width: 0; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover { background: $subtle; }
QToolButton:checked { background: $selection; }
QToolButton[mark="true"]:checked { background: transparent; }
QToolButton:pressed { background: $selection_idle; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextBrowser { background: $surface; color: $text; border: 1px solid $border;
  border-radius: 6px; padding: 4px 8px; selection-background-color: $accent_fill;
  selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $text_3; }
QLineEdit { min-height: 20px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus { border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $subtle; color: $faint; border-color: $hairline; }
QLineEdit[quiet="true"], QPlainTextEdit[quiet="true"] { background: transparent; border-color: transparent; }
QLineEdit[quiet="true"]:hover, QPlainTextEdit[quiet="true"]:hover { border-color: $border; }
QLineEdit[quiet="true"]:focus, QPlainTextEdit[quiet="true"]:focus { background: $surface;
  border: 2px solid $accent; }
QLineEdit[readOnly="true"]:hover, QPlainTextEdit[quiet="true"][readOnly="true"]:hover { border-color: transparent; }
QLineEdit[quiet="true"][readOnly="true"]:focus, QPlainTextEdit[quiet="true"][readOnly="true"]:focus {
  background: $subtle; border-color: $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $bad; padding: 3px 7px; }

QTabBar::tab { background: transparent; border: 2px solid transparent; color: $text_2; padding: 4px 6px 6px 6px;
  margin: 0 8px 0 0; }
QTabBar::tab:hover { color: $text; border-bottom-color: $hairline; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { border: 2px solid $accent; border-radius: 6px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border; border: 3px solid transparent; border-radius: 6px;
  background-clip: padding; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; border: 0; border-radius: 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; border: 0; border-radius: 2px; }
QScrollBar::handle:hover { background: $text_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QAbstractScrollArea { border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QPlainTextEdit { border: 1px solid $border; }
QTextBrowser { border: 1px solid $hairline; border-radius: 8px; }
QTableView, QListView, QTreeView { background: $surface; border: 0; outline: 0; }
QTableWidget { padding: 2px; }
QTableWidget#card, QListWidget#card { padding: 1px; }
QListWidget#card { padding: 3px; }
QTableWidget:focus, QTableWidget#card:focus, QListWidget#card:focus { border: 2px solid $accent; border-radius: 8px;
  padding: 0; }
QListWidget#card:focus { padding: 2px; }
QTableView[window="true"], QListView[window="true"] { background: $window; }
QListWidget::item { padding: 2px 4px; border: 2px solid transparent; border-radius: 4px; }
QListWidget::item:selected { background: $selection; color: $text; }
QListWidget::item:focus { border-color: $accent; }
QTableView::item { padding: 0 6px; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text_2; border: 0; border-bottom: 1px solid $hairline;
  padding: 6px 8px; }
QSplitter::handle { background: $hairline; }
#daySplit::handle { background: transparent; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $accent; }
QProgressBar { background: $subtle; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

#rail { background: $rail; border: 0; }
#topBar { background: $window; border-bottom: 1px solid $hairline; }
#statusLine { background: $window; border-top: 1px solid $hairline; }
#sidebar, #sidebar QListView, #sidebar QTreeView { background: $window; }
#listPane { background: $surface; }
#listPane QHeaderView::section { padding: 6px 12px; }
#detailPane, #detailBody { background: $surface; }
QGroupBox { border: 0; margin: 0; padding: 0; }
#sidePanel { background: $surface; }
#sidePanelHead { background: $window; border-bottom: 1px solid $hairline; }
#paletteField { background: $surface; border: 1px solid $border; border-radius: 6px; color: $text_3;
  text-align: left; padding: 4px 10px; min-height: 20px; }
#paletteField QLabel { color: $text_3; }
#paletteField:hover { background: $subtle; }
#paletteField:focus { border: 2px solid $accent; padding: 3px 9px; }
#paletteBox { background: $surface; border: 1px solid $border; border-radius: 8px; }
#popupPanel { background: $surface; border: 1px solid $border; }
#popupPanel QScrollArea, #popupBody { background: $surface; border: 0; }
#noticeCard { background: $surface; border: 0; border-top: 1px solid $hairline; }
#paletteInput { border: 0; background: transparent; padding: 8px 4px; }
#toast, #scrollBubble { background: $text; border-radius: 8px; }
#toast QLabel, #scrollBubble QLabel { color: $window; }
#toast QPushButton { background: transparent; color: $window; border: 1px solid $window; padding: 3px 10px;
  min-height: 16px; }
#toast QPushButton:hover { background: $text_2; }
#toast QPushButton:focus { border: 2px solid $window; padding: 2px 9px; }
#banner { background: $warn_tint; border-bottom: 1px solid $hairline; }
#banner QLabel { color: $warn; }
#conflictStrip { background: $warn_tint; border-radius: 6px; }
#conflictStrip QLabel { color: $warn; }
#addressBlock { border: 1px solid transparent; border-radius: 6px; }
#addressBlock:hover { border-color: $border; }
#addressBlock:focus { border: 2px solid $accent; }
#askStrip { background: $surface; border: 1px solid $border; border-radius: 8px; }
#daySide { background: $window; }
#card { background: $surface; border: 1px solid $hairline; border-radius: 8px; }
#dropPlace { background: $surface; border: 1px dashed $border; border-radius: 8px; }
""")


_PICTURE_RULES = Template("""
QComboBox, QSpinBox, QDateEdit { background: $surface; color: $text; border: 1px solid $border; border-radius: 6px;
  padding: 4px 8px; min-height: 20px; }
QComboBox:hover, QSpinBox:hover, QDateEdit:hover { background: $subtle; }
QComboBox:focus, QSpinBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QComboBox:disabled, QSpinBox:disabled { background: $subtle; color: $faint; border-color: $hairline; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 4px; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($pictures/down-$name.png); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $hairline; padding: 4px;
  selection-background-color: $selection; selection-color: $text; }
QSpinBox { padding: 3px 8px; min-height: 18px; }
QSpinBox:focus { padding: 2px 7px; }
QSpinBox QLineEdit, QDateEdit QLineEdit { background: transparent; border: 0; padding: 0 0 0 7px; min-height: 0; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 22px; background: transparent; }
QSpinBox::up-arrow { image: url($pictures/up-$name.png); width: 14px; height: 14px; }
QSpinBox::down-arrow { image: url($pictures/down-$name.png); width: 14px; height: 14px; }
QHeaderView::down-arrow { image: url($pictures/down-$name.png); width: 14px; height: 14px; right: 4px;
  subcontrol-origin: padding; subcontrol-position: center right; }
QHeaderView::up-arrow { image: url($pictures/up-$name.png); width: 14px; height: 14px; right: 4px;
  subcontrol-origin: padding; subcontrol-position: center right; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 20px; border: 2px solid transparent; border-radius: 6px;
  padding: 0 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 16px; height: 16px;
  border: 1px solid $border; background: $surface; }
QCheckBox::indicator, QAbstractItemView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $subtle; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent_fill;
  border-color: $accent_fill; image: url($pictures/check-$name.png); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate { background: $accent_fill;
  border-color: $accent_fill; image: url($pictures/minus-$name.png); }
QRadioButton::indicator:checked { border: 5px solid $accent_fill; width: 8px; height: 8px; }
""")

_CONTRAST_RULES = Template("""
QToolTip, QMenu, QComboBox QAbstractItemView { border: 2px solid $text; }
QMenuBar, QHeaderView::section { border-bottom: 2px solid $text; }
QMenu::separator { height: 2px; }
QMenu::item:disabled, QPushButton[link="true"]:disabled { color: $faint; }

QPushButton { border: 2px solid $text; padding: 4px 13px; }
QPushButton:hover { background: $text; color: $surface; }
QPushButton:disabled, QPushButton[primary="true"]:disabled, QPushButton[danger="true"]:disabled {
  border: 2px dashed $faint; background: $surface;
  color: $faint; }
QPushButton:focus { border: 4px solid $text; padding: 2px 11px; }
QPushButton:focus:hover { background: $surface; color: $text; }
QPushButton[primary="true"]:focus { border: 4px solid $text; background: $surface; color: $text; }
QPushButton[link="true"], QPushButton[quiet="true"] { border: 2px solid transparent; padding: 2px 5px;
  text-decoration: underline; }
QPushButton[quiet="true"] { padding: 4px 7px; text-decoration: none; }
QPushButton[link="true"]:hover, QPushButton[quiet="true"]:hover { border-color: $text; background: $surface;
  color: $text; }
QPushButton[link="true"]:focus { border: 4px solid $text; padding: 0 3px; }
QPushButton[quiet="true"]:focus { border: 4px solid $text; padding: 2px 5px; }
QPushButton[adds="true"] { padding: 4px 9px; }
QPushButton[adds="true"]:focus { padding: 2px 7px; }

QToolButton:hover { border: 2px solid $text; padding: 3px; }
QToolButton:checked { border: 2px solid $text; padding: 3px; }
QToolButton:focus { border: 4px solid $text; padding: 1px; }

QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox, QSpinBox { border: 2px solid $text; padding: 3px 7px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QComboBox:focus, QSpinBox:focus {
  border: 4px solid $text; padding: 1px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
  border: 2px dashed $faint; color: $faint; }
QLineEdit[quiet="true"], QPlainTextEdit[quiet="true"] { border: 2px solid transparent; }
QLineEdit[quiet="true"]:hover, QPlainTextEdit[quiet="true"]:hover { border-color: $text; }
QLineEdit[quiet="true"]:focus, QPlainTextEdit[quiet="true"]:focus { border: 4px solid $text; padding: 1px 5px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 4px double $text; padding: 1px 5px; }
QSpinBox QLineEdit { border: 0; }

QTableWidget#card { padding: 2px; }
QTableWidget:focus, QTableWidget#card:focus, QListWidget#card:focus { border: 4px solid $text; padding: 0; }
QListWidget#card:focus { padding: 1px; }

QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { border: 2px solid $text;
  width: 14px; height: 14px; }
QPushButton[chip="true"]:focus { border: 4px solid $text; padding: 0 7px; min-height: 16px; }
QRadioButton::indicator:checked { border: 6px solid $text; width: 6px; height: 6px; }
QScrollBar::handle { background: $text; }
QProgressBar { border: 2px solid $text; max-height: 8px; }
QSplitter::handle { background: $text; }

#rail { border-right: 2px solid $text; }
#topBar, #banner, #sidePanelHead { border-bottom: 2px solid $text; }
#statusLine { border-top: 2px solid $text; }
#paletteField, #paletteBox, #popupPanel, #askStrip, #card, #conflictStrip { border: 2px solid $text; }
#dropPlace { border: 2px dashed $text; }
#paletteInput { border: 0; }
#paletteField:focus, #addressBlock:focus { border: 4px solid $text; padding: 1px 7px; }
#toast QPushButton:hover { background: $window; color: $text; }
""")
"""What high contrast has otherwise: edges of 2 px, of 4 px with the focus, no tints."""

PICTURES = {
    "down": ("chevron-down", "border"),
    "up": ("chevron-up", "border"),
    "check": ("check", "on_accent"),
    "minus": ("minus", "on_accent"),
}
"""Pictures that a style sheet can only take from files: name -> icon and token of its colour."""


def scheme_of_pictures(tokens: Tokens) -> Tokens:
    """The scheme in whose colours PICTURES are drawn; light and dark share them, as they share the style sheet."""
    return tokens if tokens.is_contrast else LIGHT


def make_style_sheet(tokens: Tokens, pictures: str = "") -> str:
    """The style sheet of a scheme.

    The same for light and dark: it takes its colours from the palette (`palette.CARRIED`), so that a change from one
    to the other needs no new one. What it cannot take from there is alike in both.

    Args:
        tokens: the scheme.
        pictures: the folder with PICTURES as "name-scheme.png"; "" leaves the controls that need them as
            the style draws them.
    """
    drawn = scheme_of_pictures(tokens)
    values = {name: value for name, value in asdict(drawn).items() if isinstance(value, str)}
    if not tokens.is_contrast:
        values |= CARRIED | {"faint": CARRIED["text_3"]}
    sheet = _RULES.substitute(values)
    if pictures:
        sheet += _PICTURE_RULES.substitute(values, pictures=pictures)
    if tokens.is_contrast:
        sheet += _CONTRAST_RULES.substitute(values)
    return sheet
