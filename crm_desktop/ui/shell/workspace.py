"""Everything between menu bar and window edge while a file is open: rail, top bar, pages, status line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.pages import Feature, Page
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.history import History, Visit
from crm_desktop.ui.shell.rail import Rail
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
        self, session: UiSession, features: tuple[Feature, ...], commands: CommandRegistry, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session = session
        session.record_parts = tuple(part for feature in features for part in feature.record_parts)
        self._commands = commands
        self._features = {feature.id: feature for feature in features}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self.history = History()
        self._returning = False
        theme = session.theme
        self.rail = Rail(theme, features)
        palette = commands.action("palette.open")
        self.top_bar = TopBar(
            theme,
            commands.action("go.back"),
            commands.action("go.forward"),
            palette.shortcut().toString(palette.shortcut().SequenceFormat.NativeText),
        )
        self.banner = Banner(theme)
        self.stack = QStackedWidget()
        self.status = StatusLine(theme)
        self.status.watch(session.tasks)
        self._lay_out()
        self.rail.page_chosen.connect(self.show_page)
        session.changes.published.connect(self._on_changes)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget, stretch in ((self.top_bar, 0), (self.banner, 0), (self.stack, 1)):
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
            self._current = feature_id
            self.stack.setCurrentWidget(page)
            self.rail.mark(feature_id)
            self.history.add(Visit(feature_id))
        self._tell()
        return page

    def _build(self, feature_id: str) -> Page:
        make = self._features[feature_id].make_page
        if make is None:
            raise KeyError(feature_id)
        page = make(self.session)
        page.set_width_class(width_class(self.width()))
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
        """To the place before; in a narrow window first from a record to its list."""
        page = self.page()
        if width_class(self.width()) == "narrow" and page and page.go_up():
            return
        self._go(self.history.back())

    def go_forward(self) -> None:
        """To the place that was left by going back."""
        self._go(self.history.forward())

    def cycle_panes(self, by: int) -> None:
        """Move the keyboard to the next (1) or previous (-1) pane."""
        page = self.page()
        panes = [self.rail, *(page.focus_panes() if page else [])]
        panes = [pane for pane in panes if pane.isVisible()]
        focus = self.window().focusWidget()
        at = next(
            (i for i, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -by
        )
        _focus_inside(panes[(at + by) % len(panes)])

    def is_ready_to_close(self) -> bool:
        """Ask every page to save what is being typed."""
        return all(page.is_ready_to_close() for page in list(self._pages.values()))

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
        self.state_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange for the new width."""
        super().resizeEvent(event)
        kind = width_class(event.size().width())
        self.rail.set_compact(compact=kind != "wide")
        self.top_bar.set_compact(compact=kind == "narrow")
        for page in self._pages.values():
            page.set_width_class(kind)
        self.state_changed.emit()

    def show_file(self) -> None:
        """Name and state of the file in the top bar and the banner."""
        store = self.session.context.store
        state = (
            _("read-only") if store.is_read_only else _("shared (preview)") if store.place.is_network else ""
        )
        self.top_bar.show_file(store.path.name, str(store.path), state)


def _focus_inside(pane: QWidget) -> None:
    """Give the keyboard to the pane, or to the first thing in it that takes it."""
    if pane.focusPolicy():
        pane.setFocus()
        return
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() and child.isVisible() and child.isEnabled():
            child.setFocus()
            return
