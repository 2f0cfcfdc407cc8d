"""The pages, and beside them a panel for the record that a link led to; the record on the page stays.

Where both do not fit side by side, the panel takes the place of the page, and Back returns to it.
"""

from __future__ import annotations

from dataclasses import replace

import shiboken6
from PySide6.QtCore import SIGNAL, SLOT, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.pages import Feature, Page, PageState, RecordPanel
from crm_desktop.ui.record_links import RecordLink
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.side_panel import SidePanel
from crm_desktop.ui.shell.trail import Trail
from crm_desktop.ui.widgets.splitters import reset_on_double_click

FIRST, LEAST = 420, 320
"""Width of the panel at first, and the least one."""

PAGE_LEAST = 480
"""A page narrower than that is not worth showing."""

_WIDTH = "side_panel/width"
OPEN_FULLY, OPEN_WINDOW, CLOSE = "record.open_fully", "record.open_window", "record.close_panel"
"""Commands whose keys the buttons of the panel tell."""


class Beside(QSplitter):
    """Holds pages and panel. Links open records in it; it closes when the page shows another record."""

    changed = Signal()
    """Another record is in the panel, or the keyboard went in or out."""

    rearranged = Signal()
    """The pages have another width now; see `taken`."""

    def __init__(
        self,
        session: UiSession,
        features: tuple[Feature, ...],
        pages: QStackedWidget,
        commands: CommandRegistry,
        places: QSettings,
    ) -> None:
        """`pages` shows the page on view; `commands` tell their keys; `places` keeps the width of the panel."""
        super().__init__(Qt.Orientation.Horizontal)
        self._session, self._pages, self._places = session, pages, places
        self._makers = {
            kind: feature for feature in features if feature.make_panel for kind in feature.ref_icons
        }
        self._panels: dict[str, RecordPanel] = {}
        self._trail = Trail()
        self._base: tuple[QWidget | None, EntityRef | None] = (None, None)
        self._link: QWidget | None = None
        self._first: EntityRef | None = None
        self._is_in_use = False
        self._is_gone = False
        self._awaits_name = False
        self._wanted = _whole(places.value(_WIDTH))
        self.taken = 0
        self.panel = SidePanel(session.theme, {**_keys(commands)})
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._pages.setMinimumWidth(PAGE_LEAST)
        self.panel.setMinimumWidth(LEAST)
        self.panel.hide()
        for at, (widget, stretch) in enumerate(((self._pages, 1), (self.panel, 0))):
            self.addWidget(widget)
            self.setStretchFactor(at, stretch)
        reset_on_double_click(self, self._reset_width)

    def _connect(self) -> None:
        self.splitterMoved.connect(self._on_moved)
        self.panel.back_wanted.connect(self.go_back)
        self.panel.fully_wanted.connect(self.open_fully)
        self.panel.window_wanted.connect(self._open_window)
        self.panel.close_wanted.connect(self.close_panel)
        self._session.changes.published.connect(self._on_changes)
        self._look_timer = QTimer(self, singleShot=True, interval=0)
        self._look_timer.timeout.connect(self._look)
        # from Qt to Qt: the signal carries widgets on their way out, which must not become objects of Python
        app = QApplication.instance()
        assert app is not None  # a widget is being made
        QObject.connect(app, SIGNAL("focusChanged(QWidget*,QWidget*)"), self._look_timer, SLOT("start()"))

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
        self._look()
        ref = self._trail.current
        return self._panel_for(ref) if self._is_in_use and ref is not None and not self._is_gone else None

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

    def keep_width(self) -> None:
        """Remember how wide the panel is, for the next start."""
        self._places.setValue(_WIDTH, self._wanted)

    def look_at_page(self) -> None:
        """The page shows something; the panel goes when that is another record than the one it was opened from."""
        if (self.is_open or self._trail.has_later) and self._base != self._base_now():
            self._let_go()

    # --- coming and going

    def open(self, ref: EntityRef) -> bool:
        """Show a record in the panel, and take the keyboard there.

        Returns:
            False for a record of a kind that has no panel.
        """
        if ref.kind not in self._makers:
            return False
        page = self._page()
        if page is not None and page.state().record == ref:
            self._go_to_page(page)
            return True
        if not self.is_open:
            self._remember_link(ref)
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
        self._trail.back()
        self._show() if self.is_open else self._hide()
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

    def _remember_link(self, ref: EntityRef) -> None:
        self._trail.clear()
        self._base, self._first, self._link = self._base_now(), ref, self.window().focusWidget()

    def _base_now(self) -> tuple[QWidget | None, EntityRef | None]:
        page = self._page()
        return page, page.state().record if page is not None else None

    def _page(self) -> Page | None:
        page = self._pages.currentWidget()
        return page if isinstance(page, Page) else None

    def _go_to_page(self, page: Page) -> None:
        """The record is on the page already, and stays the only one of its kind on view."""
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
        made.title_changed.connect(lambda name: self._on_title(made, name))
        made.shown.connect(self._on_shown)
        made.gone.connect(self._on_gone)
        return made

    def _show(self) -> None:
        ref = self._trail.current
        assert ref is not None  # the callers have looked
        for feature_id, other in self._panels.items():
            if feature_id != self._makers[ref.kind].id:
                other.leave()
        self._is_gone, self._awaits_name = False, True
        self.panel.show_title("")
        panel = self._panel_for(ref)
        panel.show_ref(ref)
        self.panel.show_panel(panel)
        self.panel.show_back(is_possible=self._trail.has_earlier)
        self._arrange()
        self.panel.fully.setFocus()  # Enter once more opens it fully, Tab goes into the record
        self._session.recent.use(ref)
        self.changed.emit()

    def _hide(self) -> None:
        """Let the record go; the keyboard returns to where it came from."""
        had_keyboard = self._has_keyboard() is not False
        for panel in self._panels.values():
            panel.leave()
        self._is_in_use = False
        self._arrange()
        if had_keyboard:
            self._return_keyboard()
        self.changed.emit()

    def _let_go(self) -> None:
        """Close without a way back: the page is about something else now, which has the keyboard."""
        was_open = self.is_open
        self._trail.clear()
        if was_open:
            for panel in self._panels.values():
                panel.leave()
            self._is_in_use = False
            self._arrange()
            self.changed.emit()

    def _return_keyboard(self) -> None:
        link = self._link
        if link is not None and shiboken6.isValid(link) and link.isVisible():
            link.setFocus()
            return
        page = self._page()
        if page is None:
            return
        links = (
            each for each in page.findChildren(RecordLink) if each.ref == self._first and each.isVisible()
        )
        again = next(links, None)  # rows of a record are made anew when it changes
        if again is not None:
            again.setFocus()
        elif (record := page.record_widget()) is not None:
            focus_inside(record)
        else:
            page.focus_main()

    def _on_title(self, panel: RecordPanel, name: str) -> None:
        if panel.state().record != self._trail.current:
            return
        self.panel.show_title(name)
        if self._awaits_name:
            self._awaits_name = False
            self.panel.announce(_("{name} is open in the side panel. Esc closes it.").format(name=name))

    def _on_shown(self, ref: EntityRef) -> None:
        """It came back by itself: something typed could not be saved, and the user wants to see it."""
        if ref != self._trail.current:
            if not self.is_open:
                self._remember_link(ref)
            self._trail.add(ref)
            self._show()
        self.changed.emit()

    def _on_gone(self) -> None:
        self._is_gone = True
        self.panel.show_gone()
        self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        """A record that was gone may be there again: the deletion was undone."""
        ref = self._trail.current
        if self._is_gone and ref is not None and changes.touches(ref.id):
            self._is_gone = False
            panel = self._panel_for(ref)
            panel.show_ref(ref)
            self.panel.show_panel(panel)

    # --- the keyboard

    def _has_keyboard(self) -> bool | None:
        """Whether the keyboard is in the panel; None while it is neither there nor on the page."""
        focus: QWidget | None = self.window().focusWidget()
        if focus is None:
            return None
        if self.panel is focus or self.panel.isAncestorOf(focus):
            return True
        return False if self._pages.isAncestorOf(focus) else None

    def _look(self) -> None:
        """Perhaps the keyboard went from the page into the panel, or back; a menu or the palette is neither."""
        self._look_timer.stop()
        found = self._has_keyboard() if self.is_open else False
        if found is not None and found != self._is_in_use:
            self._is_in_use = found
            self.changed.emit()

    # --- widths

    def _arrange(self) -> None:
        """Side by side where there is room for both, else one of them."""
        room = self.width() - self.handleWidth()
        is_side = room >= LEAST + PAGE_LEAST
        width = max(min(self._wanted, room - PAGE_LEAST), LEAST)
        self.taken, before = (width + self.handleWidth() if self.is_open and is_side else 0), self.taken
        self.panel.setVisible(self.is_open)
        self._pages.setVisible(is_side or not self.is_open)
        if self.taken:
            self.setSizes([room - width, width])
        if self.taken != before:
            self.rearranged.emit()

    def _on_moved(self, _at: int, _number: int) -> None:
        self._wanted = self.panel.width()
        self._arrange()

    def _reset_width(self) -> None:
        self._wanted = FIRST
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The panel keeps its width while the page has enough."""
        super().resizeEvent(event)
        self._arrange()


def focus_inside(pane: QWidget) -> None:
    """Give the keyboard to the pane, or to the first thing in it that takes it."""
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        pane.setFocus()
        return
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() and child.isVisible() and child.isEnabled():
            child.setFocus()
            return


def _keys(commands: CommandRegistry) -> dict[str, str]:
    ids = {"back": "go.back", "fully": OPEN_FULLY, "window": OPEN_WINDOW, "close": CLOSE}
    return {word: commands.shown_keys(command) for word, command in ids.items()}


def _whole(kept: object) -> int:
    """A width that was kept, FIRST for nonsense."""
    try:
        return max(int(str(kept)), LEAST)
    except ValueError:
        return FIRST
