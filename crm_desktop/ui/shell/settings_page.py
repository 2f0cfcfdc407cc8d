"""The settings: a page of sections made from the declarations, with a search over all of them (ux 3.6 L)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import N_, _
from crm_desktop.base.settings import SECTIONS, Setting
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.pages import Feature, Page
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import DECLARED as OF_WINDOW
from crm_desktop.ui.settings import OWN_KEYS
from crm_desktop.ui.shell.file_facts import FileFacts
from crm_desktop.ui.shell.keys_editor import KeysEditor
from crm_desktop.ui.shell.setting_desk import Choices, SettingDesk, SettingWindow
from crm_desktop.ui.shell.setting_group import KEYS_FACT, SettingGroup
from crm_desktop.ui.shell.setting_rows import Row, SettingRow
from crm_desktop.ui.shell.settings_found import SECTION_ICONS, SECTION_TITLES, settings_found
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.steps import Steps
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.refusal import refuse
from crm_desktop.ui.widgets.state_card import StateCard

PAGE = "settings"
_WIDEST = 760


def open_at(desk: SettingDesk, window: MainWindow, key: str = "") -> None:
    """Show the settings in a window.

    Args:
        desk: the settings.
        window: with a file or on its start page.
        key: of a section, a setting or a fact (`settings_found`); "" for where it was last.
    """
    if window.workspace is not None:
        page = window.show_page(PAGE)
    else:
        page = SettingsPage(desk, window, window.theme, window.commands, None)
        page.close_wanted.connect(lambda: window.show_instead(None))
        window.show_instead(page)
    page.focus_main()
    if isinstance(page, SettingsPage):
        page.place_changed.emit(page.section)  # so that Back finds this section after others
        page.show_key(key)


def make_settings_feature(desk: SettingDesk, window: Callable[[], MainWindow]) -> Feature:
    """The settings as a page of the rail; `window` is asked when the page is made."""

    def make(session: UiSession) -> Page:
        shown = window()
        return SettingsPage(desk, shown, shown.theme, shown.commands, session)

    return Feature(id=PAGE, title=N_("Settings"), icon="settings", commands=(), make_page=make)


class SettingsPage(Page):
    """One section at a time, or whatever fits the search."""

    close_wanted = Signal()
    """Back to the start page; asked for only where there is no file and so no rail."""

    def __init__(
        self,
        desk: SettingDesk,
        window: SettingWindow,
        theme: Theme,
        commands: CommandRegistry,
        session: UiSession | None,
    ) -> None:
        """`session` is the open file; None on the start page."""
        super().__init__()
        self._desk, self._window, self._theme = desk, window, theme
        self._commands, self._session = commands, session
        self._groups: dict[str, SettingGroup] = {}
        self._is_asked: set[str] = set()
        self._read: deque[tuple[str, Mapping[str, Choices]]] = deque()
        self._building: Steps | None = None
        self._wanted_key = ""
        self.search = ComposingLineEdit()
        self.search.setPlaceholderText(_("Search the settings"))
        self.search.setAccessibleName(_("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.typed.connect(lambda _text: self._arrange())
        self.sections = QListWidget()
        self._lay_out()
        self._fill_sections()
        self.sections.currentRowChanged.connect(lambda _row: self._on_section())
        desk.changed.connect(self._on_changed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.sections.setCurrentRow(0)

    def _lay_out(self) -> None:
        self._side = QFrame()
        self._side.setObjectName("sidebar")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(12)
        if self._session is None:
            column.addWidget(push_button(_("Back"), self.close_wanted.emit))
        column.addWidget(self.search)
        column.addWidget(self.sections, 1)
        self.sections.setAccessibleName(_("Sections of the settings"))
        self.sections.setIconSize(QSize(18, 18))
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget()
        self._body.setObjectName("detailBody")
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        self._nothing = StateCard(self._theme)
        self._nothing.hide()
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        middle.setLayout(self._column)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(24, 20, 24, 24)
        row.addWidget(middle, 1)
        row.addStretch(0)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._nothing, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keyboard
        self._scroll.setObjectName("detailPane")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._body)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addWidget(self._scroll, 1)

    def _fill_sections(self) -> None:
        for section in SECTIONS:
            if self._settings_of(section) or section in ("keyboard", "data" if self._session else ""):
                item = QListWidgetItem(_(SECTION_TITLES[section]))
                item.setData(Qt.ItemDataRole.UserRole, section)
                self.sections.addItem(item)

    def _settings_of(self, section: str) -> list[Setting[Any]]:
        """What belongs to the window comes first: language before working days."""
        declared = self._desk.settings.declared
        shown = [one for one in declared if one.section == section and self._desk.is_shown(one, self._window)]
        return sorted(shown, key=lambda one: one not in OF_WINDOW)

    # --- what the shell asks

    @property
    def section(self) -> str:
        """The section that is chosen."""
        item = self.sections.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    @property
    def is_built(self) -> bool:
        """Whether every section that was asked for has its rows."""
        return self._is_asked <= set(self._groups)

    def go_to(self, place: Any) -> None:
        """Return to a section."""
        self.show_key(str(place or SECTIONS[0]))

    def place_text(self) -> str:
        """The section."""
        return self.section

    def restore_place(self, text: str) -> None:
        """Back to a section."""
        self.show_key(text)

    def focus_main(self) -> None:
        """The search."""
        self.search.setFocus()

    def focus_panes(self) -> list[QWidget]:
        """Search, sections, what is in the section."""
        return [self.search, self.sections, self._body]

    def is_ready_to_close(self) -> bool:
        """A text of several lines is stored when it loses the keyboard."""
        focus = self.focusWidget()
        if focus is not None and self._body.isAncestorOf(focus):
            focus.clearFocus()
        return True

    def show_key(self, key: str) -> None:
        """Go to a section, or to one setting, and give it the keyboard. Nonsense leaves all as it is."""
        sections = {one.key: one.section for one in self._desk.settings.declared if one.section}
        sections |= {
            "file.place": "data",
            "file.backups": "data",
            "file.trash": "data",
            "file.people": "data",
        }
        sections[KEYS_FACT] = "keyboard"
        section = key if key in SECTIONS else sections.get(key, "")
        for row in range(self.sections.count()):
            if self.sections.item(row).data(Qt.ItemDataRole.UserRole) == section:
                self._wanted_key = key
                self.search.clear()
                self.sections.setCurrentRow(row)
                self._focus_wanted()

    # --- sections

    def _on_section(self) -> None:
        if self._body.isAncestorOf(self.focusWidget() or self):
            self.sections.setFocus()  # what had the keyboard is about to go from view
        if self.search.whole_text:
            self.search.clear()
        self._arrange()
        self._scroll.verticalScrollBar().setValue(0)
        self.place_changed.emit(self.section)

    def _arrange(self) -> None:
        """Show the rows that are wanted, reading what a section needs the first time."""
        text = self.search.whole_text.strip()
        hits = {found.key for found in settings_found(text)} if text else set()
        for section in SECTIONS if text else (self.section,):
            self._ask(section)
        for section, group in self._groups.items():
            group.setVisible(
                group.show_rows(hits if text else None) and (bool(text) or section == self.section)
            )
        self._mark_section(is_searching=bool(text))
        is_empty = bool(text) and all(group.isHidden() for group in self._groups.values())
        self._nothing.setVisible(is_empty and len(self._groups) == self.sections.count())
        if is_empty:
            headline = _("No setting matches “{text}”.").format(text=text)
            self._nothing.show_state("search-x", headline, primary=(_("Clear search"), self.search.clear))

    def _mark_section(self, *, is_searching: bool) -> None:
        """What is found may be of any section, so none is marked and none can be reset meanwhile."""
        item = self.sections.currentItem()
        if item is not None:
            item.setSelected(not is_searching)
        for group in self._groups.values():
            group.offer_reset(is_offered=not is_searching)

    def _ask(self, section: str) -> None:
        listed = [
            self.sections.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.sections.count())
        ]
        if section in self._is_asked or section not in listed:
            return
        self._is_asked.add(section)
        self._desk.read_choices(
            self._settings_of(section), self, lambda choices: self._build_soon(section, choices)
        )

    def _build_soon(self, section: str, choices: Mapping[str, Choices]) -> None:
        """A search asks for all sections at once: they are built one after the other, in steps."""
        self._read.append((section, choices))
        if self._building is None or self._building.is_done:
            self._building = Steps(self._build_all(), self)
            self._building.begin()

    def _build_all(self) -> Iterator[None]:
        while self._read:
            yield from self._build(*self._read.popleft())

    def _build(self, section: str, choices: Mapping[str, Choices]) -> Iterator[None]:
        rows: list[Row] = []
        for setting in self._settings_of(section):
            rows.append(SettingRow(self._theme, setting, choices[setting.key], self._on_edited))
            if refusal := self._desk.refusal(setting, self._window):
                refuse(refusal, rows[-1].use)
            yield
        settings = [row.setting for row in rows if isinstance(row, SettingRow)]
        if section == "data" and self._session is not None:
            rows += self._facts(self._session)
        below = self._keys_editor() if section == "keyboard" else None
        yield
        title = _(SECTION_TITLES[section])
        reset = (lambda: self._desk.reset(self._window, settings, title)) if settings else None
        group = SettingGroup(self._theme, title, rows, below, reset)
        self._groups[section] = group
        order = [name for name in SECTIONS if name in self._groups]
        self._column.insertWidget(order.index(section), group, 1)
        self._show_values(setting.key for setting in settings)
        self._arrange()
        self._focus_wanted()
        yield

    def _facts(self, session: UiSession) -> list[Row]:
        """What there is to know about the file."""
        run = self._commands.run
        facts = FileFacts(
            session, self, lambda: run("contacts.show_trash"), lambda: run("contacts.empty_trash")
        )
        facts.refresh()
        return [*facts.rows]

    def _keys_editor(self) -> KeysEditor:
        editor = KeysEditor(self._theme, self._commands)
        editor.own_keys_chosen.connect(lambda own: self._desk.change(self._window, OWN_KEYS, own))
        return editor

    @property
    def keys_editor(self) -> KeysEditor | None:
        """The table of keys, once its section was shown."""
        return self.findChild(KeysEditor)

    def _focus_wanted(self) -> None:
        group = self._groups.get(self.section)
        if not self._wanted_key or group is None:
            return
        key, self._wanted_key = self._wanted_key, ""
        target = next((row for row in group.rows if row.key == key), None)
        if target is not None:
            target.focus_use()
            self._scroll.ensureWidgetVisible(target)
        elif key == KEYS_FACT and self.keys_editor is not None:
            self.keys_editor.filter.setFocus()

    # --- values

    def _on_edited(self, setting: Setting[Any], value: Any) -> None:
        self._desk.change(self._window, setting, value)

    def _on_changed(self, keys: Iterable[str]) -> None:
        self._show_values(keys)

    def _show_values(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        for group in self._groups.values():
            for row in group.rows:
                if isinstance(row, SettingRow) and row.setting.key in wanted:
                    row.editor.show(self._desk.settings.get(row.setting))
            group.mark_reset(lambda s: self._desk.is_default(s) or bool(self._desk.refusal(s, self._window)))

    def _restyle(self) -> None:
        """Icons in the new colours, and room for the words in the new size."""
        metrics = QFontMetrics(self._theme.font("body"))
        words = [_(title) for title in SECTION_TITLES.values()]
        searching = metrics.horizontalAdvance(self.search.placeholderText()) + 72
        self._side.setFixedWidth(
            max(200, searching, *(metrics.horizontalAdvance(word) + 84 for word in words))
        )
        for row in range(self.sections.count()):
            item = self.sections.item(row)
            icon = SECTION_ICONS[item.data(Qt.ItemDataRole.UserRole)]
            item.setIcon(self._theme.icon(icon, "text_2", 18))
