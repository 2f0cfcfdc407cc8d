"""What the palette offers: commands of the registry, records found by the search service, and "create"."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelToken
from crm_desktop.services.search import Hit, find
from crm_desktop.ui.commands.match import LETTERS_IN_ORDER, match_score
from crm_desktop.ui.commands.registry import CommandRegistry, PaletteEntry
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.pages import Feature
from crm_desktop.ui.shell.palette import Palette, PaletteRow
from crm_desktop.ui.theme.theme import Theme

_HITS = 12
_COMMANDS_BESIDE_HITS = 5
_RECENTS = 6


class PaletteRows(QObject):
    """Feeds one palette."""

    def __init__(
        self, commands: CommandRegistry, features: tuple[Feature, ...], window: CommandWindow
    ) -> None:
        super().__init__(commands)
        self._commands, self._window = commands, window
        self._icons = {kind: icon for feature in features for kind, icon in feature.ref_icons.items()}
        self._creators = [feature.create for feature in features if feature.create]
        self._recent: deque[PaletteRow] = deque(maxlen=_RECENTS)
        self._token = CancelToken()

    def make_palette(self, theme: Theme) -> Palette:
        """The palette over the window."""
        return Palette(theme, self._window.widget, self.commands, self.recents, self.search, self.create)

    def recents(self) -> list[PaletteRow]:
        """Records opened from the palette before, latest first."""
        return list(self._recent)

    def commands(self, text: str, *, only: bool) -> list[PaletteRow]:
        """Commands that fit `text`, best first; beside records (not `only`) just a few good ones."""
        wanted = text.strip()
        scored = [
            (score, position, entry)
            for position, entry in enumerate(self._commands.palette_entries())
            if (score := match_score(wanted, entry.title)) is not None and (only or score < LETTERS_IN_ORDER)
        ]
        scored.sort(key=lambda item: item[:2])
        rows = [self._command_row(entry) for _score, _position, entry in scored]
        return rows if only else rows[:_COMMANDS_BESIDE_HITS]

    def search(self, text: str, answer: Callable[[list[PaletteRow]], None]) -> None:
        """Look for records in the background."""
        session = self._window.session
        session.tasks.run(
            find,
            session.context,
            text,
            _HITS,
            owner=self,
            on_done=lambda hits: answer([self._hit_row(hit) for hit in hits]),
        )

    def create(self, text: str) -> list[PaletteRow]:
        """Rows that make a new record of the text."""
        return [
            PaletteRow(
                title=_(creator.title).format(text=text),
                icon=creator.icon,
                run=lambda creator=creator: creator.run(self._window, text),  # type: ignore[misc]
            )
            for creator in self._creators
        ]

    def _command_row(self, entry: PaletteEntry) -> PaletteRow:
        return PaletteRow(
            title=entry.title,
            subtitle=entry.category,
            icon=entry.icon or "command",
            aside=entry.shortcut,
            refusal=entry.refusal,
            run=lambda: self._commands.run(entry.id),
        )

    def _hit_row(self, hit: Hit) -> PaletteRow:
        row = PaletteRow(
            title=hit.title,
            subtitle=" · ".join(part for part in (hit.subtitle, hit.matched) if part),
            icon=self._icons.get(hit.ref.kind, "search"),
            ref=hit.ref,
        )
        return PaletteRow(
            row.title, row.subtitle, row.icon, run=lambda: self._open(row, hit.ref), ref=hit.ref
        )

    def _open(self, row: PaletteRow, ref: EntityRef) -> None:
        again = PaletteRow(row.title, row.subtitle, row.icon, run=lambda: self._open(row, ref), ref=ref)
        for old in [old for old in self._recent if old.ref == ref]:
            self._recent.remove(old)
        self._recent.appendleft(again)
        self._window.session.navigator.open(ref)
