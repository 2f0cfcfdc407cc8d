"""Which keys run which command, and what the user may make of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QMainWindow

from crm_desktop.ui.commands.keymap import Keymap, is_single
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext
from crm_desktop.ui.commands.window import CommandWindow


def spec(name: str, title: str, **options: object) -> CommandSpec:
    def handler(_window: CommandWindow) -> None:
        """Does nothing."""

    given = {"category": "Test", "menus": (MenuPlace("edit"),), "handler": handler, **options}
    return CommandSpec(id=name, title=title, **given)  # type: ignore[arg-type]


@pytest.fixture
def registry(qtbot) -> Callable[..., CommandRegistry]:
    def make(*specs: CommandSpec) -> CommandRegistry:
        window = QMainWindow()
        qtbot.addWidget(window)
        return CommandRegistry(specs, window, lambda _name: QIcon(), window)  # type: ignore[arg-type]

    return make


class TestKeymap:
    @pytest.fixture
    def keymap(self) -> Keymap:
        return Keymap(
            (
                spec("a.save", "Save", shortcuts=("Ctrl+S",)),
                spec("a.find", "Find", shortcuts=("Ctrl+F", "F3")),
                spec("board.won", "Won", shortcuts=("W",), where="board"),
                spec("tickets.wait", "Wait", shortcuts=("W",), where="tickets"),
            )
        )

    def test_own_keys_stand_in_place_of_the_declared(self, keymap: Keymap) -> None:
        changed = Keymap(keymap._specs.values(), keymap.given("a.save", ["Ctrl+Shift+S"]))
        assert changed.keys("a.save") == ("Ctrl+Shift+S",)
        assert changed.is_changed("a.save")
        assert changed.reset("a.save") == {}

    def test_keys_taken_from_another_command_are_lost_to_it(self, keymap: Keymap) -> None:
        holder = keymap.holder("Ctrl+F", "a.save")
        assert holder is not None
        assert holder.id == "a.find"
        own = keymap.given("a.save", ["Ctrl+S", "Ctrl+F"])
        assert own == {"a.save": ("Ctrl+S", "Ctrl+F"), "a.find": ("F3",)}
        back = Keymap(keymap._specs.values(), own).given("a.find", ["Ctrl+F", "F3"])
        assert back == {}

    def test_pages_do_not_get_in_each_others_way(self, keymap: Keymap) -> None:
        assert keymap.holder("W", "board.won") is None
        assert keymap.holder("Ctrl+S", "board.won") is not None

    def test_single_keys_rest_when_they_are_switched_off(self, keymap: Keymap) -> None:
        off = Keymap(keymap._specs.values(), single=False)
        assert (off.keys("board.won"), off.chosen("board.won"), off.keys("a.save")) == (
            (),
            ("W",),
            ("Ctrl+S",),
        )

    @pytest.mark.parametrize(
        "keys", ["Ctrl+Alt+Q", "Tab", "Shift+Tab", "Return", "A", "Shift+A", "Alt+F", "F10", "Ctrl+C"]
    )
    def test_reserved_keys_are_refused_with_a_reason(self, keymap: Keymap, keys: str) -> None:
        assert keymap.refusal(keys, "a.save").endswith((".", "Alt."))

    def test_a_letter_is_fine_on_a_page_of_its_own(self, keymap: Keymap) -> None:
        assert is_single("L")
        assert keymap.refusal("L", "board.won") == ""
        assert keymap.refusal("Ctrl+Shift+L", "a.save") == ""

    def test_menus_tooltips_and_palette_follow(self, registry: Callable[..., CommandRegistry], qtbot) -> None:
        made = registry(spec("a.save", "Save", shortcuts=("Ctrl+S",)))
        with qtbot.waitSignal(made.keys_changed):
            made.set_own_keys({"a.save": ("F7",)}, single=True)
        assert made.action("a.save").shortcut() == QKeySequence("F7")
        assert "F7" in made.action("a.save").toolTip()
        assert [entry.shortcut for entry in made.palette_entries()] == ["F7"]

    def test_keys_of_a_page_work_on_that_page_only(self, registry: Callable[..., CommandRegistry]) -> None:
        made = registry(
            spec("board.won", "Won", shortcuts=("W",), where="board"),
            spec("tickets.wait", "Wait", shortcuts=("W",), where="tickets"),
        )
        made.refresh(UiContext(has_file=True, page="board"))
        given = [len(made.action(name).shortcuts()) for name in ("board.won", "tickets.wait")]
        assert given == [1, 0]
