"""The settings page: made from declarations, searched, in force at once, taken back; keys; language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from crm_desktop.base import formats, i18n
from crm_desktop.base.paths import Paths
from crm_desktop.base.settings import SECTIONS
from crm_desktop.printing import preview
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.settings import OWN_COUNTRY, RETURN_ADDRESS, USER_NAME
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.settings import COMPACT_ROWS, FORMATS, LANGUAGE, OWN_KEYS, SINGLE_KEYS, TEXT_SIZE, THEME
from crm_desktop.ui.shell.key_recorder import KeyRecorder
from crm_desktop.ui.shell.keys_editor import KeysEditor
from crm_desktop.ui.shell.setting_rows import SettingRow, make_editor
from crm_desktop.ui.shell.settings_found import FACTS, SECTION_TITLES, settings_found
from crm_desktop.ui.shell.settings_page import SettingsPage
from crm_desktop.ui.shell.toast import Toast
from crm_desktop.ui.theme.fonts import make_font
from crm_desktop.ui.theme.tokens import CONTRAST_DARK, LIGHT
from tests.factories.contexts import open_inline
from tests.factories.people import EVERYONE
from tests.ui.surfaces import wait_idle


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Desk]:
    """A window without a file; the application gets its plain look and language back afterwards."""
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as made:
        made.window.resize(1280, 800)
        made.window.show()
        yield made
        preview.stop()
        made.window.close()
    i18n.set_language("en")
    formats.choose()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qapp.setFont(font)
    qapp.setProperty("usualPixels", None)


@pytest.fixture
def opened(desk: Desk, crm_file: Path, qtbot) -> Desk:
    """With a file of four people."""
    context = open_inline(crm_file)
    for record in EVERYONE:
        ops.create(context, record)
    context.close()
    desk.files.open(crm_file)
    qtbot.waitUntil(lambda: desk.window.has_session)
    wait_idle(desk)
    return desk


def page_of(desk: Desk) -> SettingsPage:
    found = [page for page in desk.window.findChildren(SettingsPage) if page.isVisible()]
    assert len(found) == 1
    return found[0]


def shown_rows(page: SettingsPage) -> dict[str, SettingRow]:
    return {row.key: row for row in page.findChildren(SettingRow) if row.isVisible()}


@pytest.fixture
def page(opened: Desk, qtbot) -> SettingsPage:
    """The settings of an open file, at their first section."""
    opened.window.commands.run("app.settings")
    made = page_of(opened)
    made.show_key("general")
    qtbot.waitUntil(lambda: LANGUAGE.key in shown_rows(made))
    return made


def choose(page: SettingsPage, qtbot, key: str, value: object) -> None:
    """Go to a setting and give it a value, as a user does in a box."""
    page.show_key(key)
    qtbot.waitUntil(lambda: key in shown_rows(page))
    box = shown_rows(page)[key].editor.widget
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))


class TestDeclarations:
    def test_every_setting_with_a_section_has_words_and_an_editor(self, desk: Desk) -> None:
        for setting in desk.settings.declared:
            if setting.section:
                assert setting.section in SECTIONS
                assert setting.help.endswith(".")
                choices = setting.choices() if setting.choices else ()
                editor = make_editor(setting, choices, lambda _value: None)
                editor.show(desk.settings.get(setting))
                editor.widget.deleteLater()

    def test_choices_are_values_that_may_be_stored(self, desk: Desk) -> None:
        for setting in desk.settings.declared:
            for value, name in setting.choices() if setting.choices else ():
                assert setting.validator(value) == value
                assert name

    def test_sections_have_titles(self) -> None:
        assert tuple(SECTION_TITLES) == SECTIONS
        assert {fact.section for fact in FACTS} <= set(SECTIONS)


class TestSearch:
    def test_finds_by_title_help_and_section(self) -> None:
        assert settings_found("text si")[0].key == TEXT_SIZE.key
        assert TEXT_SIZE.key in {found.key for found in settings_found("desktop")}
        assert THEME.key in {found.key for found in settings_found("appearance")}
        assert settings_found("zzzz") == []

    def test_filters_over_all_sections(self, page: SettingsPage, qtbot) -> None:
        page.search.setText("lang")
        qtbot.waitUntil(lambda: {LANGUAGE.key, "office.sort_language"} <= set(shown_rows(page)))
        assert TEXT_SIZE.key not in shown_rows(page)
        page.search.clear()
        assert "office.sort_language" not in shown_rows(page)

    def test_another_word_while_the_sections_are_being_built(self, page: SettingsPage, qtbot) -> None:
        page.search.setText("e")
        assert not page.is_built
        qtbot.waitUntil(lambda: len(page._groups) > 1)
        page.search.setText("sort")
        qtbot.waitUntil(lambda: page.is_built)
        assert set(shown_rows(page)) == {found.key for found in settings_found("sort")}
        page.search.clear()
        assert {row.setting.section for row in shown_rows(page).values()} == {page.section}

    def test_without_a_match_it_says_so(self, page: SettingsPage, qtbot) -> None:
        page.search.setText("zzzz")
        qtbot.waitUntil(page._nothing.isVisible)
        assert "zzzz" in page._nothing.accessibleName()
        page.search.clear()
        assert not page._nothing.isVisible()

    def test_one_setting_is_opened_with_the_keyboard_in_it(self, page: SettingsPage, qtbot) -> None:
        page.show_key(RETURN_ADDRESS.key)
        qtbot.waitUntil(lambda: RETURN_ADDRESS.key in shown_rows(page))
        assert page.focusWidget() is shown_rows(page)[RETURN_ADDRESS.key].editor.widget

    def test_the_palette_goes_to_one_setting(self, opened: Desk, qtbot) -> None:
        rows = opened.window._palette_rows.at_once("text size", [])
        row = next(row for row in rows if row.title == "Text size")
        assert "Appearance" in row.subtitle
        row.run()
        page = page_of(opened)
        qtbot.waitUntil(lambda: TEXT_SIZE.key in shown_rows(page))
        assert page.focusWidget() is shown_rows(page)[TEXT_SIZE.key].editor.widget


class TestValues:
    def test_takes_effect_at_once_and_can_be_taken_back(
        self, opened: Desk, page: SettingsPage, qtbot
    ) -> None:
        choose(page, qtbot, THEME.key, "contrast_dark")
        qtbot.waitUntil(lambda: opened.theme.tokens is CONTRAST_DARK)
        toast = opened.window.findChild(Toast)
        qtbot.waitUntil(lambda: toast.isVisible() and toast.has_action)
        opened.window.press_toast()
        qtbot.waitUntil(lambda: opened.theme.tokens is LIGHT)
        row = shown_rows(page)[THEME.key].editor.widget
        assert isinstance(row, QComboBox)
        qtbot.waitUntil(lambda: row.currentData() == "system")

    def test_a_menu_and_the_page_say_the_same(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        page.show_key(THEME.key)
        qtbot.waitUntil(lambda: THEME.key in shown_rows(page))
        opened.window.commands.run("view.theme_dark")
        box = shown_rows(page)[THEME.key].editor.widget
        assert isinstance(box, QComboBox)
        qtbot.waitUntil(lambda: box.currentData() == "dark")

    def test_larger_text(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        before = (
            opened.app.font().pixelSize()
            if opened.app.font().pixelSize() > 0
            else opened.app.fontInfo().pixelSize()
        )
        choose(page, qtbot, TEXT_SIZE.key, 150)
        qtbot.waitUntil(lambda: make_font("body").pixelSize() == round(before * 1.5))

    def test_a_section_is_reset_as_one(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        for key, value in ((THEME.key, "dark"), (TEXT_SIZE.key, 125)):
            choose(page, qtbot, key, value)
        qtbot.waitUntil(lambda: opened.settings.get(TEXT_SIZE) == 125)
        group = page._groups["appearance"]
        assert group._reset is not None
        qtbot.waitUntil(group._reset.isEnabled)
        group._reset.click()
        qtbot.waitUntil(lambda: opened.settings.get(TEXT_SIZE) == 100)
        assert opened.settings.get(THEME) == "system"
        qtbot.waitUntil(lambda: not group._reset.isEnabled())

    def test_a_setting_of_the_file_is_written_into_the_file(
        self, opened: Desk, page: SettingsPage, qtbot, crm_file: Path
    ) -> None:
        choose(page, qtbot, OWN_COUNTRY.key, "KR")
        context = opened.window.session.context
        qtbot.waitUntil(lambda: context.region == "KR")
        other = open_inline(crm_file, user="Bo")
        assert other.region == "KR"
        other.close()

    def test_another_name_counts_from_now_on(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        page.show_key(USER_NAME.key)
        qtbot.waitUntil(lambda: USER_NAME.key in shown_rows(page))
        line = shown_rows(page)[USER_NAME.key].editor.widget
        assert isinstance(line, QLineEdit)
        qtbot.keyClicks(line, "Bodil")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: opened.window.session.context.user_name == "Bodil")

    def test_the_wheel_over_a_box_changes_nothing(self, page: SettingsPage) -> None:
        box = shown_rows(page)[LANGUAGE.key].editor.widget
        page.search.setFocus()
        assert QApplication.sendEvent(box, QEvent(QEvent.Type.Wheel)) is True
        assert box.currentIndex() == 0  # type: ignore[attr-defined]

    def test_lists_follow(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        opened.window.show_page("contacts")
        opened.settings.set(COMPACT_ROWS, True)
        contacts = opened.window.page()
        assert contacts is not None
        qtbot.waitUntil(lambda: contacts.state().is_compact_on)


class TestPlaces:
    def test_is_a_page_with_back_and_a_button_in_the_rail(self, opened: Desk, page: SettingsPage) -> None:
        window = opened.window
        assert window.page() is page
        page.show_key("data")
        window.go_back()
        assert page.section == "general"
        window.show_page("contacts")
        window.go_back()
        assert window.page() is page

    def test_the_trash_is_one_click_away(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        page.show_key("file.trash")
        qtbot.waitUntil(lambda: isinstance(page.focusWidget(), QPushButton))
        page.focusWidget().click()  # type: ignore[union-attr]
        shown = opened.window.page()
        assert shown is not None
        assert shown.state().is_trash

    def test_without_a_file_those_of_the_user_are_there(self, desk: Desk, qtbot) -> None:
        desk.window.commands.run("app.settings")
        page = page_of(desk)
        qtbot.waitUntil(lambda: LANGUAGE.key in shown_rows(page))
        names = {page.sections.item(row).text() for row in range(page.sections.count())}
        assert "Data" not in names
        page.close_wanted.emit()
        assert desk.window.start_page.isVisible()


class TestKeys:
    @pytest.fixture
    def editor(self, page: SettingsPage, qtbot) -> KeysEditor:
        page.show_key("keyboard")
        qtbot.waitUntil(lambda: page.keys_editor is not None)
        assert page.keys_editor is not None
        return page.keys_editor

    def test_new_keys_are_in_force_at_once(self, opened: Desk, editor: KeysEditor, qtbot) -> None:
        editor.choose("contacts.new")
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(editor.strip.recorder, Qt.Key.Key_F11, control)
        action = opened.window.commands.action("contacts.new")
        qtbot.waitUntil(lambda: QKeySequence("Ctrl+Shift+F11") in action.shortcuts())
        assert opened.settings.get(OWN_KEYS) == {"contacts.new": ("Ctrl+N", "Ctrl+Shift+F11")}
        assert editor.strip.command_id == "contacts.new"

    def test_a_conflict_names_the_other_and_waits_for_an_answer(
        self, opened: Desk, editor: KeysEditor, qtbot
    ) -> None:
        editor.choose("contacts.new")
        qtbot.keyClick(editor.strip.recorder, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert "Ctrl+F" in editor.strip.reason.text()
        assert "Filter" in editor.strip.reason.text()
        editor.strip.leave.click()
        assert not editor.strip.reason.isVisible()
        qtbot.keyClick(editor.strip.recorder, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        editor.strip.take.click()
        qtbot.waitUntil(lambda: bool(opened.settings.get(OWN_KEYS)))
        assert opened.settings.get(OWN_KEYS) == {"contacts.new": ("Ctrl+N", "Ctrl+F"), "contacts.filter": ()}
        qtbot.waitUntil(editor.strip.reset_all.isEnabled)
        editor.strip.reset_all.click()
        qtbot.waitUntil(lambda: not opened.settings.get(OWN_KEYS))

    def test_reserved_keys_are_refused_in_words(self, editor: KeysEditor, qtbot) -> None:
        editor.choose("contacts.new")
        qtbot.keyClick(editor.strip.recorder, Qt.Key.Key_A)
        assert "typing" in editor.strip.reason.text()
        assert not editor.strip.take.isVisible()

    def test_keys_are_found_by_their_letters(self, editor: KeysEditor) -> None:
        editor.filter.setText("ctrl+k")
        assert [spec.id for spec in editor._shown] == ["palette.open"]

    def test_single_keys_can_be_switched_off(self, opened: Desk, page: SettingsPage, qtbot) -> None:
        opened.settings.set(SINGLE_KEYS, False)
        qtbot.waitUntil(lambda: not opened.window.commands.keymap.has_single)

    def test_nobody_is_caught_in_the_recorder(self, qtbot) -> None:
        recorder = KeyRecorder()
        qtbot.addWidget(recorder)
        with qtbot.assertNotEmitted(recorder.recorded):
            qtbot.keyClick(recorder, Qt.Key.Key_Tab)
            qtbot.keyClick(recorder, Qt.Key.Key_Shift)
        with qtbot.waitSignal(recorder.given_up):
            qtbot.keyClick(recorder, Qt.Key.Key_Escape)
        with qtbot.waitSignal(recorder.recorded) as taken:
            qtbot.keyClick(recorder, Qt.Key.Key_F5)
        assert taken.args == ["F5"]


class TestLanguage:
    def test_the_window_speaks_at_once_and_stays_where_it_was(
        self, opened: Desk, page: SettingsPage, qtbot
    ) -> None:
        window = opened.window
        choose(page, qtbot, LANGUAGE.key, "da")
        qtbot.waitUntil(lambda: i18n.language() == "da")
        qtbot.waitUntil(lambda: window.menuBar().actions()[0].text() != "&File")
        after = page_of(opened)
        assert after is not page
        assert after.section == "general"
        assert window.commands.action("contacts.new").text() != "&New contact…"

    def test_record_and_typed_text_stay(self, opened: Desk, qtbot) -> None:
        window = opened.window
        contacts = window.page()
        row, total = contacts.model.row_at(0), contacts.state().total  # type: ignore[union-attr]
        window.open(row.ref)
        qtbot.waitUntil(lambda: window.page().state().record == row.ref)  # type: ignore[union-attr]
        opened.settings.set(LANGUAGE, "ko")
        qtbot.waitUntil(lambda: i18n.language() == "ko")
        qtbot.waitUntil(lambda: window.page() is not contacts)
        qtbot.waitUntil(lambda: window.page().state().record == row.ref)  # type: ignore[union-attr]
        assert window.page().state().total == total  # type: ignore[union-attr]

    def test_what_is_being_typed_is_saved(self, opened: Desk, qtbot) -> None:
        window = opened.window
        page = window.page()
        row = page.model.row_at(0)  # type: ignore[union-attr]
        window.open(row.ref)
        qtbot.waitUntil(lambda: window.page().state().record == row.ref)  # type: ignore[union-attr]
        window.commands.run("contacts.edit")  # in the very turn in which the record is there
        field = window.focusWidget()
        assert isinstance(field, QLineEdit)
        qtbot.keyClicks(field, " Zzq")
        opened.settings.set(LANGUAGE, "pt")
        qtbot.waitUntil(lambda: i18n.language() == "pt")
        context = window.session.context
        qtbot.waitUntil(lambda: "Zzq" in queries.load(context, row.ref).display_name)

    def test_dates_follow_a_locale_of_ones_own(self, opened: Desk, qtbot) -> None:
        before = opened.window.page()
        opened.settings.set(FORMATS, "da_DK")
        qtbot.waitUntil(lambda: str(formats.locale()) == "da_DK")
        qtbot.waitUntil(lambda: opened.window.page() is not before)

    def test_on_the_start_page(self, desk: Desk, qtbot) -> None:
        before = desk.window.start_page
        desk.settings.set(LANGUAGE, "zh")
        qtbot.waitUntil(lambda: desk.window.start_page is not before)
        assert desk.window.start_page.isVisible()
