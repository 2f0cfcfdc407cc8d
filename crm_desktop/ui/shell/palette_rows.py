"""What the palette offers: commands and settings, records used last, what the finders find, and "create"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import Hit, by_refs
from crm_desktop.ui.commands.match import LETTERS_IN_ORDER, match_score
from crm_desktop.ui.commands.registry import CommandRegistry, PaletteEntry
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.pages import Feature, Page
from crm_desktop.ui.palette_parts import Finder, Found, HitAction, HitActions
from crm_desktop.ui.shell.palette import Answer, Palette
from crm_desktop.ui.shell.palette_list import PaletteRow
from crm_desktop.ui.shell.settings_found import settings_found
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.theme.theme import Theme

COMMAND_SIGN = ">"
SETTINGS_COMMAND = "app.settings"
_HITS = 12
_BESIDE_HITS = 5
_RECENTS = 8


def _find(
    context: AppContext, finders: Sequence[Finder], text: str, most: int, cancel: CancelToken
) -> list[Found]:
    """Runs in a worker thread. Raises CancelledError once something else was typed."""
    rows: list[Found] = []
    for finder in finders:
        cancel.check()
        rows += finder.find(context, text, most, cancel)
    return rows


def _list_actions(context: AppContext, sources: Sequence[HitActions], ref: EntityRef) -> list[HitAction]:
    """Runs in a worker thread."""
    found = [action for source in sources for action in source(context, ref)]
    return sorted(found, key=lambda action: action.order)


class PaletteRows(QObject):
    """Feeds one palette (a `PaletteSource`)."""

    def __init__(
        self, commands: CommandRegistry, features: tuple[Feature, ...], window: CommandWindow
    ) -> None:
        super().__init__(commands)
        self._commands, self._window = commands, window
        self._icons = {kind: icon for feature in features for kind, icon in feature.ref_icons.items()}
        self._finders = [finder for feature in features for finder in feature.finders]
        self._actions = [feature.hit_actions for feature in features if feature.hit_actions]
        self._creators = [feature.create for feature in features if feature.create]
        self._recent_rows: list[PaletteRow] = []
        self._recent_reading: Job | None = None
        self._search: Job | None = None

    def make_palette(self, theme: Theme) -> Palette:
        """The palette over the window."""
        return Palette(theme, self._window.widget, self)

    # --- what the palette asks

    def at_once(self, text: str, hits: Sequence[PaletteRow]) -> list[PaletteRow]:
        """Recents and commands; hits, commands, settings and "create"; or one kind alone behind a sign."""
        wanted = text.strip()
        if not wanted:
            return [*self._recent_rows, *self._command_rows("", is_alone=True)]
        if wanted.startswith(COMMAND_SIGN):
            return self._command_rows(wanted[1:], is_alone=True)
        rows = list(hits)
        if not self._signed(wanted):
            rows += self._command_rows(wanted, is_alone=False) + self._setting_rows(wanted)
            if not any(hit.title.casefold() == wanted.casefold() for hit in hits):
                rows += self._create_rows(wanted)
        return rows

    def search(self, text: str, answer: Answer) -> bool:
        """Ask the finders in the background; what they were asked before is stopped."""
        self.stop()
        wanted = text.strip()
        signed = self._signed(wanted)
        finders = signed or [finder for finder in self._finders if finder.is_general]
        wanted = wanted[1:].strip() if signed else wanted
        if text.startswith(COMMAND_SIGN) or not wanted or not finders:
            return False
        session = self._window.session
        token = CancelToken()
        self._search = session.tasks.run(
            _find,
            session.context,
            finders,
            wanted,
            _HITS,
            token,
            owner=self,
            cancel=token,
            on_done=lambda found: answer([self._found_row(one) for one in found]),
            on_error=lambda error: self._on_failed(error, answer),
        )
        return True

    def stop(self) -> None:
        """Look no further."""
        if self._search is not None:
            self._search.drop()
            self._search = None

    def _on_failed(self, error: BaseException, answer: Answer) -> None:
        """Commands are still there, and Enter waits for nothing."""
        if not isinstance(error, CancelledError):
            answer([])
            self._window.session.notices.fail(error)

    def actions(self, row: PaletteRow, answer: Answer) -> list[PaletteRow]:
        """Open comes first and at once; features tell theirs when they have read the record."""
        first = [
            PaletteRow(_("Open"), icon="arrow-right", aside=_("Enter"), run=row.run),
            PaletteRow(
                _("Open in its own window"),
                icon="app-window",
                aside=_("Ctrl+Enter"),
                run=lambda: self.open_window(row),
            ),
        ]
        session = self._window.session
        session.tasks.run(
            _list_actions,
            session.context,
            self._actions,
            row.ref,
            owner=self,
            on_done=lambda actions: answer(first + [self._action_row(action) for action in actions]),
        )
        return first

    def open_window(self, row: PaletteRow) -> None:
        """Open a hit in a window of its own."""
        if row.ref is not None:
            self._window.session.navigator.open_window(row.ref)

    def signs(self) -> str:
        """The signs and what they find."""
        parts = [_("{sign} commands").format(sign=COMMAND_SIGN)]
        parts += [f"{finder.sign} {_(finder.title)}" for finder in self._finders if finder.sign]
        return "    ".join(parts)

    def read_recent(self) -> None:
        """Read the names of the records used last, for the next opening."""
        session = self._window.session
        refs = session.recent.refs[: _RECENTS + 1]
        self._recent_reading = session.tasks.run(
            by_refs,
            session.context,
            refs,
            owner=self,
            on_done=self._on_recent,
            instead_of=self._recent_reading,
        )

    def forget(self) -> None:
        """The file is closed."""
        self._recent_rows = []

    # --- rows

    def _on_recent(self, hits: list[Hit]) -> None:
        self._recent_rows = [self._found_row(found_of(hit)) for hit in hits][:_RECENTS]

    def _signed(self, text: str) -> list[Finder]:
        return [finder for finder in self._finders if finder.sign and text.startswith(finder.sign)]

    def _command_rows(self, text: str, *, is_alone: bool) -> list[PaletteRow]:
        """Commands that fit, best first, those of the page on view before others; beside hits a few good ones."""
        wanted, page = text.strip(), f"{self._commands.context.page}."
        scored = [
            (score, not entry.id.startswith(page) if wanted else False, position, entry)
            for position, entry in enumerate(self._ordered(page))
            if (score := match_score(wanted, entry.title)) is not None
            and (is_alone or score < LETTERS_IN_ORDER)
        ]
        scored.sort(key=lambda item: item[:3])
        rows = [self._command_row(entry) for *_rank, entry in scored]
        return rows if is_alone else rows[:_BESIDE_HITS]

    def _ordered(self, page: str) -> Iterable[PaletteEntry]:
        """What was used last, then what the page on view is about, then the rest; the impossible last."""
        entries = self._commands.palette_entries()
        rank = {command: position for position, command in enumerate(self._commands.recent[:5])}
        return sorted(
            entries,
            key=lambda e: (bool(e.refusal), rank.get(e.id, len(rank)), not e.id.startswith(page)),
        )

    def _setting_rows(self, text: str) -> list[PaletteRow]:
        return [
            PaletteRow(
                found.title,
                subtitle=_("Setting, {section}").format(section=found.section),
                icon="settings",
                run=lambda key=found.key: self._open_setting(key),  # type: ignore[misc]
            )
            for found in settings_found(text)[:_BESIDE_HITS]
            if found.score < LETTERS_IN_ORDER
        ]

    def _open_setting(self, key: str) -> None:
        """The settings page, at one setting."""
        self._commands.run(SETTINGS_COMMAND)
        page = self._window.page()
        if isinstance(page, Page):
            page.restore_place(key)

    def _create_rows(self, text: str) -> list[PaletteRow]:
        return [
            PaletteRow(
                title=_(creator.title).format(text=text),
                icon=creator.icon,
                refusal=_("The file is read-only.") if self._commands.context.is_read_only else "",
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

    def _action_row(self, action: HitAction) -> PaletteRow:
        return PaletteRow(action.title, action.subtitle, action.icon, run=lambda: action.run(self._window))

    def _found_row(self, found: Found) -> PaletteRow:
        icon = found.icon or (self._icons.get(found.ref.kind, "search") if found.ref else "search")
        return PaletteRow(found.title, found.subtitle, icon, run=lambda: self._choose(found), ref=found.ref)

    def _choose(self, found: Found) -> None:
        if found.run is not None:
            found.run(self._window)
        elif found.ref is not None:
            self._window.session.navigator.open(found.ref)


def found_of(hit: Hit) -> Found:
    """A hit of the who-box as a row."""
    return Found(
        hit.title, " · ".join(part for part in (hit.subtitle, hit.matched, hit.next_step) if part), hit.ref
    )
