"""A record in a window of its own (Ctrl+Enter), beside the main window and on the same open file."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, always
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.pages import RecordPanel
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.places import restore_geometry
from crm_desktop.ui.shell.toast import Toast

_FIRST, _SMALLEST = QSize(760, 640), QSize(420, 360)
_GEOMETRY = "record_window/geometry"
MakePanel = Callable[[UiSession, EntityRef], RecordPanel]


class Owner(Protocol):
    """The main window, as its record windows see it."""

    @property
    def last_set(self) -> Id | None:
        """The last change set that was written here."""
        ...

    def undo(self, set_id: Id | None = None) -> None:
        """Take back a change set; None for the last of this user."""
        ...

    def redo(self) -> None:
        """Do again what was undone last."""
        ...

    def open(self, ref: EntityRef) -> None:
        """Show a record on its page."""
        ...

    def open_window(self, ref: EntityRef) -> None:
        """Show a record in a window of its own."""
        ...

    def come_forward(self) -> None:
        """To the front, with the keyboard."""
        ...

    def fail(self, error: BaseException) -> None:
        """Show what went wrong."""
        ...


class RecordWindow(QMainWindow):
    """Only the detail. Commands that are about lists stay in the main window; it also owns the undo."""

    closed = Signal(object)
    """It is gone; carries itself."""

    def __init__(
        self, session: UiSession, ref: EntityRef, make: MakePanel, owner: Owner, places: QSettings
    ) -> None:
        super().__init__()
        self.ref = ref
        self._owner, self._places = owner, places
        self._session = copy.copy(session)
        self._session.notices = self
        self._session.navigator = self
        self.setMinimumSize(_SMALLEST)
        session.theme.dress(self)
        self.panel = make(self._session, ref)
        self.commands = CommandRegistry(
            (*_commands(self), *self.panel.commands()),
            self,
            lambda name: session.theme.icon(name, "text_2", 18),
            self,
        )
        self.commands.fill_menu_bar(self.menuBar())
        self.setCentralWidget(self.panel)
        self.panel.focus_start()
        self._toast = Toast(session.theme, self)
        self.panel.title_changed.connect(self._on_title)
        self.panel.gone.connect(self.close)
        self.setWindowTitle(_("Record"))
        restore_geometry(self, places.value(_GEOMETRY), _FIRST)
        self.commands.refresh(UiContext(has_file=True, has_record=True))

    # --- what commands and parts of the detail see

    @property
    def session(self) -> UiSession:
        """The open file and its surroundings."""
        return self._session

    @property
    def widget(self) -> QWidget:
        """The parent for dialogs."""
        return self

    def page(self) -> QWidget | None:
        """There are no pages here."""
        return None

    def show_page(self, feature_id: str) -> QWidget:
        """There are no pages here. Always raises KeyError."""
        raise KeyError(feature_id)

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a toast in this window; `undo` is the change set that its Undo button takes back."""
        if undo is not None:
            meant = undo or self._owner.last_set
            action = (_("Undo"), lambda: self._owner.undo(meant))
        self._toast.say(text, action)

    def fail(self, error: BaseException) -> None:
        """Show what went wrong, where the main window shows it."""
        self._owner.fail(error)

    def undo(self) -> None:
        """Take back the user's last change, wherever it was made."""
        self._owner.undo()

    def redo(self) -> None:
        """Do it again."""
        self._owner.redo()

    def press_toast(self) -> None:
        """Press the button of the notice."""
        self._toast.press()

    def open(self, ref: EntityRef) -> None:
        """Show a record on its page, in the main window."""
        self._owner.open(ref)
        self._owner.come_forward()

    def open_beside(self, ref: EntityRef) -> None:
        """Beside a window stands another one; this record stays."""
        self._owner.open_window(ref)

    def open_window(self, ref: EntityRef) -> None:
        """Show a record in a window of its own."""
        self._owner.open_window(ref)

    def panel_in_use(self) -> RecordPanel:
        """The record of this window."""
        return self.panel

    def show_in_main(self) -> None:
        """The same record on its page."""
        self.open(self.ref)

    # --- Qt

    def _on_title(self, title: str) -> None:
        self.setWindowTitle(title)

    def is_ready_to_close(self) -> bool:
        """Save what is being typed."""
        return self.panel.is_ready_to_close()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what floats in its place."""
        super().resizeEvent(event)
        self._toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Save what is typed and remember the place."""
        if not self.is_ready_to_close():
            event.ignore()
            return
        self._places.setValue(_GEOMETRY, self.saveGeometry())
        self._toast.dismiss()
        event.accept()
        self.closed.emit(self)


def _commands(window: RecordWindow) -> tuple[CommandSpec, ...]:
    """The few commands of a record window; they never meet those of the main window."""

    def does(act: Callable[[], object]) -> Callable[[CommandWindow], object]:
        return lambda _window: act()

    def spec(
        id_: str, title: str, keys: tuple[str, ...], place: MenuPlace, act: Callable[[], object]
    ) -> CommandSpec:
        return CommandSpec(
            id=id_, title=title, category=N_("Window"), shortcuts=keys, menus=(place,), when=always, handler=does(act),
        )  # fmt: skip

    return (
        spec("window.close", N_("&Close window"), ("Ctrl+W",), MenuPlace("file", 0, 0), window.close),
        spec("window.undo", N_("&Undo"), ("Ctrl+Z",), MenuPlace("edit", 0, 0), window.undo),
        spec("window.redo", N_("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), MenuPlace("edit", 0, 1), window.redo),
        spec("window.edit", N_("&Edit"), ("F2",), MenuPlace("edit", 1, 0), lambda: window.panel.focus_main()),
        spec("window.press_notice", N_("Button of the &notice"), ("F8",), MenuPlace("view", 0, 0), window.press_toast),
        spec("window.main", N_("&Main window"), ("Ctrl+Return",), MenuPlace("go", 0, 0), window.show_in_main),
    )  # fmt: skip
