"""Everything between menu bar and window edge while a file is open: rail, top bar, pages, status line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSettings, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.pages import Feature, Page
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import START_VIEW
from crm_desktop.ui.shell.beside import Beside
from crm_desktop.ui.shell.file_signs import FileSigns
from crm_desktop.ui.shell.history import History, Visit
from crm_desktop.ui.shell.kept_layout import KeptLayout
from crm_desktop.ui.shell.panel_keyboard import focus_inside
from crm_desktop.ui.shell.rail import Rail
from crm_desktop.ui.shell.rail_counts import RailCounts
from crm_desktop.ui.shell.status_line import StatusLine
from crm_desktop.ui.shell.top_bar import TopBar
from crm_desktop.ui.widgets.banner import Banner

WIDE, MEDIUM = 1100, 900
"""Window widths from which on there is room for four zones, and for list and detail side by side."""


def width_class(width: int) -> str:
    """The word for a width: "wide", "medium" or "narrow" (ux 3.2)."""
    if width >= WIDE:
        return "wide"
    return "medium" if width >= MEDIUM else "narrow"


class Workspace(QWidget):
    """The pages of one open file, and the way from one to another."""

    state_changed = Signal()

    def __init__(
        self,
        session: UiSession,
        features: tuple[Feature, ...],
        commands: CommandRegistry,
        places: QSettings,
        parent: QWidget,
    ) -> None:
        """`places` keeps how pages were arranged."""
        super().__init__(parent)
        self.session = session
        self._kept = KeptLayout(places, session.context.store.dataset_id)
        session.record_parts = tuple(part for feature in features for part in feature.record_parts)
        self._commands = commands
        self._features = {feature.id: feature for feature in features}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self.history = History()
        self._returning = False
        theme = session.theme
        self.rail = Rail(theme, features)
        self.counts = RailCounts(session, features, self.rail, self)
        palette, bell = commands.action("palette.open"), commands.action("view.notices")
        self.top_bar = TopBar(
            theme,
            commands.action("go.back"),
            commands.action("go.forward"),
            palette.shortcut().toString(palette.shortcut().SequenceFormat.NativeText),
            bell.shortcut().toString(bell.shortcut().SequenceFormat.NativeText),
        )
        self.banner = Banner(theme)
        self.stack = QStackedWidget()
        self.beside = Beside(session, features, self.stack, commands, places)
        self.status = StatusLine(theme)
        self.status.watch(session.tasks)
        self.signs = FileSigns(session, self.top_bar, self.status, self)
        self.wait, self.wait_banner = self.signs.wait, self.signs.banner
        self._lay_out()
        self.rail.page_chosen.connect(self.show_page)
        self.beside.changed.connect(self.state_changed)
        self.beside.split.rearranged.connect(self._fit_pages)
        session.changes.published.connect(self._on_changes)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget, stretch in (
            (self.top_bar, 0),
            (self.wait_banner, 0),
            (self.banner, 0),
            (self.beside.split, 1),
        ):
            right.addWidget(widget, stretch)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    @property
    def page_id(self) -> str:
        """Id of the feature on view."""
        return self._current

    def page(self) -> Page | None:
        """The page on view."""
        return self._pages.get(self._current)

    def show_page(self, feature_id: str) -> Page:
        """Bring a page to the front, building it on the first visit.

        Raises:
            KeyError: there is no such feature, or it has no page.
        """
        page = self._pages.get(feature_id) or self._build(feature_id)
        if self._current != feature_id:
            self.note_place()
            self._current = feature_id
            self.stack.setCurrentWidget(page)
            self.rail.mark(feature_id)
            self.history.add(Visit(feature_id))
        self.beside.make_way()
        self._tell()
        return page

    def _build(self, feature_id: str) -> Page:
        make = self._features[feature_id].make_page
        if make is None:
            raise KeyError(feature_id)
        page = make(self.session)
        page.set_width_class(width_class(self.width() - self.beside.split.taken))
        page.restore_layout(self._kept.layout(feature_id))
        page.state_changed.connect(self._tell)
        page.menu_wanted.connect(self._open_menu)
        page.place_changed.connect(lambda place: self._on_place_changed(feature_id, place))
        self._pages[feature_id] = page
        self.stack.addWidget(page)
        return page

    def page_for(self, kind: str) -> str | None:
        """The feature that opens records of a kind."""
        return next((id_ for id_, feature in self._features.items() if kind in feature.ref_icons), None)

    def go_back(self) -> None:
        """To the place before: first within the side panel, then in a narrow window from a record to its list."""
        if self.beside.go_back():
            return
        page = self.page()
        if width_class(self.width()) == "narrow" and page and page.go_up():
            return
        self.note_place()
        self._go(self.history.back())

    def go_forward(self) -> None:
        """To the place that was left by going back."""
        if self.beside.go_forward():
            return
        self.note_place()
        self._go(self.history.forward())

    def note_place(self) -> None:
        """Remember row and scroll position of the page on view, before the user goes elsewhere."""
        page = self.page()
        if page is not None and (place := page.place_now()) is not None:
            self.history.note(Visit(self._current, place))

    def follow_settings(self, keys: frozenset[str]) -> None:
        """Tell the pages which settings have another value."""
        for page in self._pages.values():
            page.follow_settings(keys)

    def return_to(self, history: History) -> None:
        """Go on where another workspace on the same file ended, that was made in another language."""
        self.history = history
        self._go(history.current)
        self.beside.return_to(self._kept.beside())

    def keep_layout(self) -> None:
        """Remember how the pages are arranged, and where the user is, for the next start."""
        self.beside.split.keep_width()
        self._kept.keep(self._pages, self._current, self.beside.place())

    def restore_place(self, first_page: str) -> Page:
        """Show the page of last time, where the user was on it; else the first one."""
        start = self.session.context.settings.get(START_VIEW)
        wanted, place = self._kept.place() if start == "last" else (start, "")
        feature = self._features.get(wanted)
        page = self.show_page(wanted if feature is not None and feature.make_page else first_page)
        if place:
            page.restore_place(place)
        if start == "last":
            self.beside.return_to(self._kept.beside())
        return page

    def cycle_panes(self, by: int) -> None:
        """Move the keyboard to the next (1) or previous (-1) pane."""
        page = self.page()
        panes = [self.rail, *(page.focus_panes() if page else []), self.beside.panel]
        panes = [pane for pane in panes if pane.isVisible()]
        focus = self.window().focusWidget()
        at = next(
            (i for i, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -by
        )
        focus_inside(panes[(at + by) % len(panes)])

    def is_ready_to_close(self) -> bool:
        """Ask every page, and the record beside it, to save what is being typed."""
        pages = [page.is_ready_to_close() for page in list(self._pages.values())]
        return self.beside.is_ready_to_close() and all(pages)

    def _go(self, visit: Visit | None) -> None:
        if visit is None:
            return
        self._returning = True
        page = self._pages.get(visit.page) or self._build(visit.page)
        self._current = visit.page
        self.stack.setCurrentWidget(page)
        self.rail.mark(visit.page)
        page.go_to(visit.place)
        self._returning = False
        self._tell()

    def _on_place_changed(self, feature_id: str, place: object) -> None:
        if not self._returning and feature_id == self._current:
            self.history.add(Visit(feature_id, place))
            self.state_changed.emit()

    def _open_menu(self, menu_id: str, at: QPoint) -> None:
        menu = self._commands.context_menu(menu_id, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _on_changes(self, changes: object) -> None:
        if getattr(changes, "origin", None) == self.session.context.session:
            self.status.show_saved(self.session.context.now())

    def _tell(self) -> None:
        page = self.page()
        self.status.show_counts(page.status_text() if page else "")
        self.beside.look_at_page()
        self.state_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the new width."""
        super().resizeEvent(event)
        kind = width_class(event.size().width())
        self.rail.set_compact(compact=kind != "wide")
        self.top_bar.set_compact(compact=kind == "narrow")
        self._fit_pages()

    def _fit_pages(self) -> None:
        """Pages have as much room as a window that is narrower by the side panel."""
        kind = width_class(self.width() - self.beside.split.taken)
        for page in self._pages.values():
            page.set_width_class(kind)
        self.state_changed.emit()

    # --- the file

    def show_file(self) -> None:
        """Name and state of the file in the top bar."""
        self.signs.show()
        if self.session.context.store.is_read_only:
            self.banner.say(self.signs.words())

    def show_people(self) -> None:
        """Open the panel that tells who has the file open."""
        self.signs.open_people()

    def show_notices(self) -> None:
        """Open the panel below the bell."""
        self.signs.open_notices()
