"""The manual: its chapters as they lie in resources/manual, with a search over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from crm_desktop.base.i18n import SOURCE_LANGUAGE, _, language
from crm_desktop.base.resource_files import resources
from crm_desktop.domain.text_folding import fold
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.dialog_size import resize_within_screen

_FIRST = "getting-started"
_LINE_HEIGHT = 140
"""In hundredths of the font's own."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the manual, in Markdown."""

    name: str
    title: str
    text: str


def read_chapters(folder: Path | None = None) -> list[Chapter]:
    """The manual in the language of the window, in English where it is not translated; the introduction first.

    Args:
        folder: with one folder a language; None for the program's own.
    """
    folder = folder or resources() / "manual"
    chapters = []
    for path in sorted((folder / SOURCE_LANGUAGE).glob("*.md"), key=lambda p: (p.stem != _FIRST, p.stem)):
        translated = folder / language() / path.name
        text = (translated if translated.is_file() else path).read_text("utf-8")
        title = text.partition("\n")[0].lstrip("# ").strip()
        chapters.append(Chapter(path.stem, title, text))
    return chapters


class ManualDialog(QDialog):
    """Chapters at the side, the chosen one beside them. Stays open beside the window."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Manual"))
        resize_within_screen(self, 860, 600)
        self._chapters = self._shown = read_chapters()
        self.search = ComposingLineEdit()
        self.search.setPlaceholderText(_("Search the manual"))
        self.search.setAccessibleName(_("Search the manual"))
        self.search.setClearButtonEnabled(True)
        self.search.typed.connect(lambda _text: self._list())
        self.search.returnPressed.connect(self._find)
        self.list = QListWidget()
        self.list.setObjectName("card")
        self.list.setAccessibleName(_("Chapters"))
        widest = max(self.list.fontMetrics().horizontalAdvance(chapter.title) for chapter in self._chapters)
        self.list.setFixedWidth(min(max(widest + 40, 220), 380))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Manual"))
        self.text.setOpenExternalLinks(True)
        self.text.setFont(theme.font("body"))
        self.text.document().setDocumentMargin(16)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.search)
        side.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 20, 24, 16)
        row.setSpacing(16)
        row.addLayout(side)
        row.addWidget(self.text, 1)
        self._list()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self) -> None:
        """The chapters that hold the words searched for."""
        wanted = fold(self.search.whole_text)
        self._shown = [chapter for chapter in self._chapters if wanted in fold(chapter.text)]
        self.list.clear()
        self.list.addItems([chapter.title for chapter in self._shown])
        self.list.setCurrentRow(0 if self._shown else -1)

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            self.text.setPlainText(_("Nothing matches."))
            return
        self.text.document().setMarkdown(
            self._shown[row].text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        )
        _set_apart(self.text.document())
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._find()

    def _find(self) -> None:
        """Go to the next place of the words in the chapter; from the end again to its beginning."""
        if (wanted := self.search.whole_text) and not self.text.find(wanted):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(wanted)


def _set_apart(document: QTextDocument) -> None:
    """Lines 1.4 high (ux 3.5), and room above what begins something."""
    block, cursor = document.begin(), QTextCursor(document)
    while block.isValid():
        shape = block.blockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(16 if shape.headingLevel() else 4)
        shape.setBottomMargin(4)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(shape)
        block = block.next()
