"""Declarations of commands, and the registry that makes actions of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMainWindow, QWidget

from crm_desktop.base import i18n
from crm_desktop.base.paths import Paths
from crm_desktop.base.settings import Settings
from crm_desktop.ui.commands.keymap import Keymap, portable
from crm_desktop.ui.commands.match import match_score
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import MENUS, CommandSpec, MenuPlace, UiContext
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.feature_list import FEATURES
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.commands import make_shell_commands
from crm_desktop.ui.shell.files import FileDesk
from crm_desktop.ui.shell.setting_desk import SettingDesk
from crm_desktop.ui.shell.window_commands import WINDOW_COMMANDS

STANDARD_KEYS = ("Alt+Left", "Alt+Right")


def no_file(*_args: object, **_options: object) -> None:
    raise AssertionError("nothing is opened while commands are declared")


@pytest.fixture
def specs(qapp, tmp_path) -> Iterator[tuple[CommandSpec, ...]]:
    settings = Settings((), {})
    desk = FileDesk(Paths.below(tmp_path), settings, no_file, "contacts")
    setting_desk = SettingDesk(settings, no_file)
    yield (
        *make_shell_commands(desk, setting_desk),
        *WINDOW_COMMANDS,
        *(spec for feature in FEATURES for spec in feature.commands),
    )
    desk.stop()
    setting_desk.stop()
    setting_desk.deleteLater()


def full_context() -> UiContext:
    return UiContext(has_file=True, page="contacts", selected=1, total=9, has_record=True, undo_label="Add Ann",
                     redo_label="Add Bo", can_go_back=True, can_go_forward=True, has_toast=True)  # fmt: skip


class TestDeclarations:
    def test_ids_are_unique_and_say_subject_and_verb(self, specs: tuple[CommandSpec, ...]) -> None:
        ids = [spec.id for spec in specs]
        assert len(ids) == len(set(ids))
        assert [name for name in ids if name.count(".") != 1] == []

    def test_no_two_commands_share_a_key(self, specs: tuple[CommandSpec, ...]) -> None:
        """If two shortcuts match, Qt fires neither. Commands of two different pages may share one."""
        keys = [(portable(keys), spec) for spec in specs for keys in spec.shortcuts]
        clashes = [
            (a, one.id, other.id)
            for (a, one), (b, other) in itertools.combinations(keys, 2)
            if a == b and (one.where == other.where or "" in (one.where, other.where))
        ]
        assert clashes == []
        assert [spec.id for text, spec in keys if not text] == []

    def test_every_declared_key_could_be_chosen_by_hand(self, specs: tuple[CommandSpec, ...]) -> None:
        keymap = Keymap(specs)
        refused = {
            (spec.id, keys): keymap.refusal(keys, spec.id) for spec in specs for keys in spec.shortcuts
        }
        own = {pair: reason for pair, reason in refused.items() if reason and pair[1] not in STANDARD_KEYS}
        assert own == {}

    def test_no_key_needs_the_third_level_of_a_keyboard(self, specs: tuple[CommandSpec, ...]) -> None:
        assert [spec.id for spec in specs for keys in spec.shortcuts if "Ctrl+Alt" in keys] == []

    def test_title_ends_in_an_ellipsis_exactly_when_a_dialog_follows(
        self, specs: tuple[CommandSpec, ...]
    ) -> None:
        assert [spec.id for spec in specs if spec.title.endswith("…") != spec.opens_dialog] == []

    def test_every_command_is_in_the_menu_bar(self, specs: tuple[CommandSpec, ...]) -> None:
        bar = {menu for menu, _title in MENUS}
        assert [spec.id for spec in specs if not any(place.menu in bar for place in spec.menus)] == []

    def test_every_command_is_in_the_palette(self, specs: tuple[CommandSpec, ...]) -> None:
        assert [spec.id for spec in specs if not spec.palette] == ["palette.open"]

    @pytest.mark.parametrize("language", ["en", "da", "ko", "pt", "zh"])
    def test_mnemonics_of_a_menu_are_different(self, specs: tuple[CommandSpec, ...], language: str) -> None:
        i18n.set_language(language)
        bar = {menu for menu, _title in MENUS}
        places = [(place, spec.title) for spec in specs for place in spec.menus if place.menu in bar]
        placed = {(place.menu, place.inside, title) for place, title in places}
        placed |= {(place.menu, "", place.inside) for place, _title in places if place.inside}
        for menu, inside in {(menu, inside) for menu, inside, _title in placed}:
            titles = [i18n._(title) for *where, title in placed if where == [menu, inside]]
            letters = [title[title.index("&") + 1].casefold() for title in titles if "&" in title]
            twice = [title for title in titles if letters.count(title.partition("&")[2][:1].casefold()) > 1]
            assert not twice, twice

    def test_conditions_are_pure_and_answer_every_context(self, specs: tuple[CommandSpec, ...]) -> None:
        for context in (UiContext(), full_context(), UiContext(has_file=True, is_read_only=True)):
            for spec in specs:
                assert spec.when(context) == spec.when(context)
        assert [spec.id for spec in specs if spec.when(UiContext()) == "" and spec.undoable] == []

    def test_reading_stays_possible_in_a_read_only_file(self, specs: tuple[CommandSpec, ...]) -> None:
        context = UiContext(has_file=True, total=9, selected=1, has_record=True, is_read_only=True)
        refused = {spec.id for spec in specs if spec.when(context)}
        assert {"contacts.trash", "contacts.import", "contacts.new", "contacts.tag"} <= refused
        assert not {"contacts.export", "labels.print", "contacts.history"} & refused


class Window(QMainWindow):
    """The least that the registry needs."""

    @property
    def session(self) -> UiSession:
        raise RuntimeError

    @property
    def widget(self) -> QWidget:
        return self

    def page(self) -> QWidget | None:
        return None

    def show_page(self, feature_id: str) -> QWidget:
        raise KeyError(feature_id)


@pytest.fixture
def registry(qtbot) -> Callable[..., CommandRegistry]:
    def make(*specs: CommandSpec) -> CommandRegistry:
        window = Window()
        qtbot.addWidget(window)
        return CommandRegistry(specs, window, lambda _name: QIcon(), window)

    return make


def spec(name: str, title: str, ran: list[str], **options: object) -> CommandSpec:
    def handler(_window: CommandWindow) -> None:
        ran.append(name)

    given = {"category": "Test", "menus": (MenuPlace("edit"),), "handler": handler, **options}
    return CommandSpec(id=name, title=title, **given)  # type: ignore[arg-type]


class TestRegistry:
    def test_an_action_runs_its_command(self, registry: Callable[..., CommandRegistry]) -> None:
        ran: list[str] = []
        made = registry(spec("a.b", "&Go", ran))
        made.action("a.b").trigger()
        assert ran == ["a.b"]
        assert made.recent == ["a.b"]

    def test_a_refused_command_is_off_and_says_why(self, registry: Callable[..., CommandRegistry]) -> None:
        ran: list[str] = []
        made = registry(spec("a.b", "Go", ran, when=lambda context: "" if context.has_file else "No file."))
        made.refresh(UiContext())
        assert not made.action("a.b").isEnabled()
        assert "No file." in made.action("a.b").toolTip()
        made.run("a.b")
        assert not ran
        made.refresh(UiContext(has_file=True))
        assert made.action("a.b").isEnabled()

    def test_what_has_just_become_possible_is_not_refused(
        self, registry: Callable[..., CommandRegistry]
    ) -> None:
        ran: list[str] = []
        made = registry(spec("a.b", "Go", ran, when=lambda context: "" if context.has_file else "No file."))
        made.refresh(UiContext())
        made.asked.connect(lambda: made.refresh(UiContext(has_file=True)))
        made.run("a.b")
        assert ran == ["a.b"]

    def test_groups_of_a_menu_are_parted_by_lines(self, registry: Callable[..., CommandRegistry]) -> None:
        places = [("a.one", 0), ("a.two", 0), ("a.three", 1)]
        made = registry(*(spec(name, name, [], menus=(MenuPlace("edit", group),)) for name, group in places))
        window = made.parent()
        assert isinstance(window, QMainWindow)
        made.fill_menu_bar(window.menuBar())
        menu = window.menuBar().actions()[0].menu()
        assert [action.isSeparator() for action in menu.actions()] == [False, False, True, False]

    def test_the_palette_lists_what_was_used_last_first(
        self, registry: Callable[..., CommandRegistry]
    ) -> None:
        made = registry(spec("a.a", "Alpha", []), spec("b.b", "Beta", []))
        assert [entry.id for entry in made.palette_entries()] == ["a.a", "b.b"]
        made.run("b.b")
        assert [entry.id for entry in made.palette_entries()] == ["b.b", "a.a"]


@pytest.mark.parametrize(
    ("text", "title", "score"),
    [
        ("new", "New contact…", 0),
        ("con", "New contact…", 1),
        ("tact", "New contact…", 2),
        ("nct", "New contact…", 3),
        ("zz", "New contact…", None),
        ("NEW C", "New contact…", 0),
        ("sog", "Søg", 0),
    ],
)
def test_match(text: str, title: str, score: int | None) -> None:
    assert match_score(text, title) == score


@pytest.mark.parametrize(
    ("title", "plain"), [("&Open…", "Open…"), ("Cu&t", "Cut"), ("파일(&F)", "파일"), ("打开 (&O)…", "打开…")]
)
def test_titles_outside_of_menus_have_no_mark_of_a_letter(title: str, plain: str) -> None:
    assert without_mnemonic(title) == plain
