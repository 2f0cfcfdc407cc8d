"""The record that a link led to, in a panel beside the page; the record on the page stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QStackedWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, ref_from_text
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.pages import Feature, Page, PageState, RecordPanel
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.panel_keyboard import PanelKeyboard, focus_inside
from crm_desktop.ui.shell.panel_split import PanelSplit
from crm_desktop.ui.shell.side_panel import SidePanel
from crm_desktop.ui.shell.trail import Trail

OPEN_FULLY, OPEN_WINDOW, CLOSE = "record.open_fully", "record.open_window", "record.close_panel"
"""Commands whose keys the buttons of the panel tell."""


class _Awaited(NamedTuple):
    """What stood in the panel when the user was here last, and on which page beside which record."""

    page: Page | None
    of: EntityRef | None
    refs: tuple[EntityRef, ...]


class Beside(QObject):
    """Links open records in the panel. It closes when the page shows another record than it was opened from.

    Features know nothing of it: what stands in the panel is their `make_panel`, and their links ask the navigator.
    """

    changed = Signal()
    """Another record is in the panel, or the keyboard went in or out."""

    def __init__(
        self,
        session: UiSession,
        features: tuple[Feature, ...],
        pages: QStackedWidget,
        commands: CommandRegistry,
        places: QSettings,
    ) -> None:
        """`pages` shows the page on view; `commands` tell their keys; `places` keeps the width of the panel."""
        super().__init__(pages)
        self._session, self._pages = session, pages
        self._makers = {
            kind: feature for feature in features if feature.make_panel for kind in feature.ref_icons
        }
        self._panels: dict[str, RecordPanel] = {}
        self._trail = Trail()
        self._base: tuple[Page | None, EntityRef | None] = (None, None)
        self._awaited: _Awaited | None = None
        self._is_gone = False
        self._awaits_name = self._is_returning = False
        ids = {"back": "go.back", "fully": OPEN_FULLY, "window": OPEN_WINDOW, "close": CLOSE}
        self.panel = SidePanel(
            session.theme, {word: commands.shown_keys(command) for word, command in ids.items()}
        )
        self.split = PanelSplit(pages, self.panel, places)
        self._keyboard = PanelKeyboard(pages, self.panel)
        self._keyboard.moved.connect(self.changed)
        self.panel.back_wanted.connect(self.go_back)
        self.panel.fully_wanted.connect(self.open_fully)
        self.panel.window_wanted.connect(self._open_window)
        self.panel.close_wanted.connect(self.close_panel)

    # --- what the shell asks

    @property
    def is_open(self) -> bool:
        """Whether a record is in the panel."""
        return self._trail.current is not None

    @property
    def can_go_forward(self) -> bool:
        """Whether Forward is about the panel."""
        return self._trail.has_later

    @property
    def in_use(self) -> RecordPanel | None:
        """The record in the panel while the keyboard is there; it stays there while menus and palette are open."""
        ref = self._trail.current
        if ref is None or self._is_gone or not self._keyboard.is_in_panel:
            return None
        return self._panel_for(ref)

    def seen_in(self, state: PageState) -> PageState:
        """What commands look at: the state of the page, with the record that the keyboard is at."""
        panel = self.in_use
        if panel is None:
            return state
        own = panel.state()
        return replace(state, selected=0, record=own.record, is_trash=own.is_trash)

    def is_ready_to_close(self) -> bool:
        """Save what is typed in the panel. Returns False when something could not be saved."""
        return all(panel.is_ready_to_close() for panel in self._panels.values())

    def look_at_page(self) -> None:
        """The page shows something: the panel goes when that is another record than it was opened from."""
        if self._awaited is not None:
            self._return(self._awaited)
        if (self.is_open or self._trail.has_later) and self._base != self._base_now():
            self._let_go()

    def make_way(self) -> None:
        """The page is wanted: where the panel has its place, it goes."""
        if self.is_open and self._pages.isHidden():
            self.close_panel()

    # --- from one start to the next

    def place(self) -> dict[str, object]:
        """What is in the panel and beside which record, as JSON holds it; {} while it is closed."""
        if not self.is_open or self._is_gone:
            return {}
        of = self._base[1]
        return {"of": str(of) if of else "", "records": [str(ref) for ref in self._trail.walked]}

    def return_to(self, place: Mapping[str, object]) -> None:
        """Open what `place` told, as soon as the page shows the record that it belongs to; nonsense is ignored."""
        of, records = place.get("of"), place.get("records")
        if not isinstance(of, str) or not isinstance(records, list):
            return
        refs = tuple(
            ref for text in records if (ref := ref_from_text(str(text))) and ref.kind in self._makers
        )
        if refs:
            self._awaited = _Awaited(self._base_now()[0], ref_from_text(of), refs)
            self.look_at_page()

    def _return(self, awaited: _Awaited) -> None:
        page, on_page = self._base_now()
        if page is awaited.page and on_page is None and awaited.of is not None:
            return  # it is still being read
        self._awaited = None
        if (page, on_page) != (awaited.page, awaited.of):
            return
        self._base = (page, on_page)
        for ref in awaited.refs:
            self._trail.add(ref)
        self._is_returning = True
        self._show()

    # --- coming and going

    def open(self, ref: EntityRef) -> bool:
        """Show a record in the panel, and take the keyboard there.

        Returns:
            False for a record of a kind that has no panel.
        """
        if ref.kind not in self._makers:
            return False
        self._awaited = None
        page, on_page = self._base_now()
        if page is not None and on_page == ref:
            self._go_to_page(page)
            return True
        if not self.is_open:
            self._begin(ref)
        self._trail.add(ref)
        self._show()
        return True

    def close_panel(self) -> None:
        """Close it; the keyboard returns to the link."""
        if self.is_open:
            self._trail.clear()
            self._hide()

    def go_back(self) -> bool:
        """To the record that was in the panel before; from the first one, close it. Returns whether it was open."""
        if not self.is_open:
            return False
        has_earlier = self._trail.has_earlier
        self._trail.back()
        if has_earlier:
            self._show()
        else:
            self._hide()
        return True

    def go_forward(self) -> bool:
        """To the record that was left by going back. Returns whether there was one."""
        if not self._trail.has_later:
            return False
        self._trail.forward()
        self._show()
        return True

    def open_fully(self) -> None:
        """Show the record on its page in place of the other one."""
        if (ref := self._trail.current) is not None:
            self._let_go()
            self._session.navigator.open(ref)

    def _open_window(self) -> None:
        if (ref := self._trail.current) is not None:
            self._session.navigator.open_window(ref)

    def _begin(self, ref: EntityRef) -> None:
        self._trail.clear()
        self._base = self._base_now()
        self._keyboard.remember_link(ref)

    def _base_now(self) -> tuple[Page | None, EntityRef | None]:
        """The page on view, and the record on it."""
        page = self._pages.currentWidget()
        return (page, page.state().record) if isinstance(page, Page) else (None, None)

    def _go_to_page(self, page: Page) -> None:
        """The record is on the page already; one record is not shown twice side by side."""
        if not self._pages.isVisible():
            self.close_panel()
        record = page.record_widget()
        if record is not None:
            focus_inside(record)

    # --- showing

    def _panel_for(self, ref: EntityRef) -> RecordPanel:
        feature = self._makers[ref.kind]
        if (found := self._panels.get(feature.id)) is not None:
            return found
        assert feature.make_panel is not None  # only those are among the makers
        made = self._panels[feature.id] = feature.make_panel(self._session, ref)
        made.title_changed.connect(self._on_title)
        made.shown.connect(self._on_shown)
        made.gone.connect(self._on_gone)
        return made

    def _show(self) -> None:
        ref = self._trail.current
        assert ref is not None  # the callers have looked
        panel = self._panel_for(ref)
        self._leave(all_but=panel)
        self._is_gone, self._awaits_name = False, not self._is_returning
        self.panel.show_title("")
        panel.show_ref(ref)
        self.panel.show_panel(panel)
        self.panel.show_back(is_possible=self._trail.has_earlier)
        self.split.set_open(on=True)
        if not self._is_returning:
            self.panel.fully.setFocus()  # Enter once more opens it fully, Tab goes into the record
            self._session.recent.use(ref)
        self.changed.emit()

    def _hide(self) -> None:
        """Let the record go; the keyboard returns to where it came from."""
        is_on_page, page = self._keyboard.is_on_page, self._base_now()[0]
        self._leave()
        self.split.set_open(on=False)
        if page is not None and not is_on_page:
            self._keyboard.give_back(page)
        self.changed.emit()

    def _let_go(self) -> None:
        """Close without a way back: the page is about something else now, and has the keyboard."""
        was_open = self.is_open
        self._trail.clear()
        if was_open:
            self._leave()
            self.split.set_open(on=False)
        self.changed.emit()

    def _leave(self, all_but: RecordPanel | None = None) -> None:
        for panel in self._panels.values():
            if panel is not all_but:
                panel.leave()

    def _on_title(self, name: str) -> None:
        ref = self._trail.current
        if ref is None or self._panel_for(ref).state().record != ref:
            return
        self.panel.show_title(name)
        if self._awaits_name:
            self._awaits_name = False
            self.panel.announce(_("{name} is open in the side panel. Esc closes it.").format(name=name))

    def _on_shown(self, ref: EntityRef) -> None:
        """Perhaps it came back by itself: something typed could not be saved, and the user wants to see it."""
        self._is_returning = False
        if ref != self._trail.current:
            if not self.is_open:
                self._begin(ref)
            self._trail.add(ref)
            self._show()
        self.changed.emit()

    def _on_gone(self) -> None:
        if self._is_returning:
            self._is_returning = False
            self._let_go()
        elif self.is_open:
            self._is_gone = True
            self.panel.show_gone()
            self.changed.emit()
