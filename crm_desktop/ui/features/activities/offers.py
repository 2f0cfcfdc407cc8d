"""What a log bar offers to complete: tags after #, records after $, and how something ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.logline import Chip, OutcomeWord, signs
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import find
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.theme.theme import Theme

_MOST = 8
_SHORTEST = 2
_OPENING = frozenset({"kind", "outcome"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on: what is shown, and what takes the place of the word that was begun."""

    title: str
    text: str
    subtitle: str = ""


def tag_offers(token: str, names: Sequence[str]) -> list[Offer]:
    """Tags that begin with what was typed after "#", those of several words in quotation marks."""
    wanted = fold(signs.name_begun(token))
    fitting = ((name, signs.tag_text(name)) for name in names if fold(name).startswith(wanted))
    return [Offer(f"#{name}", text) for name, text in fitting if text][:_MOST]


def link_text(title: str) -> str:
    """How a line names a record: its words with hyphens between them; a letter alone tells nothing."""
    words = re.findall(r"[^\W_]+", title)
    return "$" + "-".join([word for word in words if len(word) > 1] or words)


def outcome_offers(
    token: str, before: str, chips: Sequence[Chip], outcomes: Sequence[OutcomeWord]
) -> list[Offer]:
    """Outcomes that begin with a word typed where an outcome may stand: before any other text."""
    wanted = fold(token)
    rest = list(before)
    for chip in chips:
        if chip.kind in _OPENING and chip.end <= len(before):
            rest[chip.start : chip.end] = " " * (chip.end - chip.start)
    if len(token) < _SHORTEST or "".join(rest).strip(" ,"):
        return []
    if any(wanted in map(fold, outcome.codes) for outcome in outcomes):
        return []
    found = []
    for outcome in outcomes:
        name = outcome.names[0] if outcome.names else outcome.key
        if any(word.startswith(wanted) for word in (fold(name), *fold(name).split())):
            found.append(Offer(name, name, ", ".join(outcome.codes[:1])))
    return found[:_MOST]


def _record_offers(context: AppContext, text: str) -> list[Offer]:
    """Runs in a worker thread."""
    hits = find(context, text, _MOST)
    return [Offer(f"${hit.title}", link_text(hit.title), hit.subtitle) for hit in hits]


def _tag_names(context: AppContext) -> list[str]:
    return [name for name, _count in queries.tags(context)]


class Offers(QObject):
    """Finds what to offer for the word at the cursor of one log bar."""

    found = Signal(list)

    def __init__(self, session: UiSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tags: list[str] = []
        self._wanted = ""

    def prepare(self) -> None:
        """Read the tags."""
        session = self._session
        session.tasks.run(_tag_names, session.context, owner=self, on_done=self._on_tags)

    def look(self, before: str, chips: Sequence[Chip], outcomes: Sequence[OutcomeWord]) -> None:
        """The text before the cursor is `before`."""
        token = signs.word_begun(before)
        self._wanted = token
        if token.startswith("#"):
            self.found.emit([offer for offer in tag_offers(token, self._tags) if offer.text != token])
        elif token.startswith("$") and signs.name_begun(token):
            self._session.tasks.run(
                _record_offers,
                self._session.context,
                signs.name_begun(token),
                owner=self,
                on_done=lambda offers: self._on_records(token, offers),
            )
        else:
            self.found.emit(outcome_offers(token, before[: len(before) - len(token)], chips, outcomes))

    def _on_tags(self, names: list[str]) -> None:
        self._tags = names

    def _on_records(self, token: str, offers: list[Offer]) -> None:
        if token == self._wanted:
            self.found.emit([offer for offer in offers if offer.text != token])


class _OfferModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.offers)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "   ".join(part for part in (offer.title, offer.subtitle) if part)
        return None


class OfferList(QFrame):
    """Hangs below the cursor and never takes the keyboard, so that compositions are not disturbed."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("paletteBox")
        self._rows = _OfferModel(self)
        self._view = QListView()
        self._view.setModel(self._rows)
        self._view.setUniformItemSizes(True)
        self._view.setFont(theme.font("body"))
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setAccessibleName(_("Offers"))
        self._view.clicked.connect(lambda index: self.chosen.emit(self._rows.offers[index.row()]))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._view)
        self.hide()

    @property
    def offers(self) -> list[Offer]:
        """What is on show."""
        return self._rows.offers if self.isVisible() else []

    @property
    def current(self) -> Offer | None:
        """The one that was moved to; None while nobody has moved."""
        index = self._view.currentIndex()
        return self._rows.offers[index.row()] if index.isValid() else None

    def show_at(self, offers: list[Offer], place: QPoint) -> None:
        """Show these, with the upper corner at a global place; nothing when there are none."""
        self._rows.show(offers)
        over = self.parentWidget()
        if not offers or over is None:
            self.hide()
            return
        height = self._view.sizeHintForRow(0) * len(offers) + 12
        width = min(max(self._view.sizeHintForColumn(0) + 40, 200), over.width() - 16)
        at = over.mapFromGlobal(place)
        top = at.y() if at.y() + height < over.height() else max(8, at.y() - height - 40)
        self.setGeometry(min(max(at.x(), 8), over.width() - width - 8), top, width, height)
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """To the next (1) or previous (-1) one."""
        row = min(max(self._view.currentIndex().row() + step, 0), len(self._rows.offers) - 1)
        self._view.setCurrentIndex(self._rows.index(row, 0))
