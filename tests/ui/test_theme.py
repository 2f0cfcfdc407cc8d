"""Colours that can be read, icons that are there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.ui.theme import icon_set
from crm_desktop.ui.theme.fonts import ROLES, make_font
from crm_desktop.ui.theme.palette import CARRIED, make_palette
from crm_desktop.ui.theme.style_sheet import PICTURES, make_style_sheet
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, SCHEMES, Tokens, contrast

EACH = pytest.mark.parametrize("tokens", SCHEMES, ids=lambda tokens: tokens.name)
GROUNDS = ("window", "surface", "subtle", "rail", "selection", "selection_idle")


def test_contrast_of_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@EACH
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "text_2", "text_3", "accent", "ok", "warn", "bad"])
def test_text_can_be_read_on_every_ground(tokens: Tokens, ground: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@EACH
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_of_controls_can_be_seen(tokens: Tokens, ground: str) -> None:
    assert contrast(tokens.border, getattr(tokens, ground)) >= 3
    assert contrast(tokens.accent, getattr(tokens, ground)) >= 3


@EACH
def test_tints_carry_their_own_text(tokens: Tokens) -> None:
    pairs = [(tokens.ok, tokens.ok_tint), (tokens.warn, tokens.warn_tint), (tokens.bad, tokens.bad_tint)]
    pairs += [(hue.text, hue.tint) for hue in tokens.hues]
    pairs += [(tokens.on_accent, tokens.accent_fill), (tokens.on_accent, tokens.accent_fill_hover)]
    pairs += [(tokens.window, tokens.text), (tokens.window, tokens.text_2)]  # the toast
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("tokens", [CONTRAST_LIGHT, CONTRAST_DARK], ids=lambda tokens: tokens.name)
def test_high_contrast_has_one_ink_one_ground_and_a_choice_that_stands_out(tokens: Tokens) -> None:
    assert {tokens.text, tokens.text_2, tokens.text_3, tokens.border, tokens.accent, tokens.bad} == {
        tokens.text
    }
    assert {tokens.window, tokens.surface, tokens.subtle, tokens.warn_tint} == {tokens.window}
    assert contrast(tokens.text, tokens.window) == pytest.approx(21)
    assert contrast(tokens.selection, tokens.surface) >= 3
    sheet = make_style_sheet(tokens, "pictures")
    assert f"QPushButton {{ border: 2px solid {tokens.text};" in sheet
    assert "$" not in sheet


@EACH
def test_avatars_can_be_read_on_a_selected_row(tokens: Tokens) -> None:
    assert [hue for hue in tokens.hues if contrast(hue.text, tokens.surface) < 4.5] == []


def test_dark_and_light_reach_the_palette(qapp: QApplication, theme: Theme) -> None:
    theme.set_mode("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)


def test_high_contrast_reaches_the_palette(qapp: QApplication, theme: Theme) -> None:
    theme.set_mode("contrast_dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#000000")
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == QColor("#FFFFFF")
    theme.set_mode("system")
    assert theme.tokens is LIGHT


def test_light_and_dark_share_their_style_sheet(tmp_path: Path) -> None:
    """A change from one to the other is a change of the palette; what the sheet names itself is alike in both."""
    assert make_style_sheet(LIGHT, str(tmp_path)) == make_style_sheet(DARK, str(tmp_path))
    assert (LIGHT.on_accent, LIGHT.faint) == (DARK.on_accent, LIGHT.text_3)
    assert DARK.faint == DARK.text_3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("token", CARRIED)
def test_the_palette_carries_every_token_to_the_style_sheet(
    qapp: QApplication, tokens: Tokens, token: str
) -> None:
    before = qapp.palette()
    qapp.setPalette(make_palette(tokens))
    label = QLabel()
    label.resize(40, 40)
    label.setStyleSheet(f"background: {CARRIED[token]}; border: 8px solid {CARRIED[token]};")
    image = label.grab().toImage()
    assert {image.pixelColor(at, 20).name().upper() for at in (2, 20)} == {getattr(tokens, token)}
    qapp.setPalette(before)


MODES_AWAY = [("dark", DARK), ("contrast_dark", CONTRAST_DARK)]


@pytest.mark.parametrize(("mode", "tokens"), MODES_AWAY, ids=[mode for mode, _tokens in MODES_AWAY])
def test_a_change_of_the_scheme_reaches_what_is_on_view_at_once_and_then_the_rest(
    theme: Theme, qtbot, mode: str, tokens: Tokens
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    seen, hidden = QLineEdit(), QLineEdit()
    for field in (seen, hidden):
        column.addWidget(field)
    theme.dress(window)
    window.show()
    hidden.hide()
    theme.set_mode(mode)
    assert _ground(seen) == tokens.surface
    qtbot.waitUntil(lambda: not theme.is_repolishing)
    hidden.show()
    assert _ground(hidden) == tokens.surface
    theme.set_mode("light")
    assert _ground(seen) == LIGHT.surface


def _ground(field: QLineEdit) -> str:
    return field.grab().toImage().pixelColor(field.rect().center()).name().upper()


@pytest.mark.parametrize(("percent", "pixels"), [(85, 11), (100, 13), (150, 20)])
def test_text_grows_and_shrinks_with_everything(
    qapp: QApplication, theme: Theme, percent: int, pixels: int
) -> None:
    usual = qapp.font()
    sized = QFont(usual)
    sized.setPixelSize(13)
    qapp.setFont(sized)
    qapp.setProperty("usualPixels", 13)
    theme.set_text_size(percent)
    assert make_font("body").pixelSize() == qapp.font().pixelSize() == pixels
    with pytest.raises(ValueError, match="200"):
        theme.set_text_size(200)
    theme.set_text_size(100)
    qapp.setFont(usual)
    qapp.setProperty("usualPixels", None)


def test_unknown_system_scheme_counts_as_light(theme: Theme) -> None:
    theme.set_mode("system")
    assert theme.tokens is LIGHT


def test_unknown_mode_is_refused(theme: Theme) -> None:
    with pytest.raises(ValueError, match="sepia"):
        theme.set_mode("sepia")


def test_every_icon_is_there_and_takes_a_colour(theme: Theme) -> None:
    icons = icon_set.load_icons()
    assert set(icons) == set(icon_set.NAMES)
    assert all("currentColor" in svg for svg in icons.values())
    image = theme.pixmap("check", "bad", 20).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(20) for y in range(20)}
    assert QColor(LIGHT.bad).name() in colours


def test_icons_are_built_from_lucide(tmp_path: Path) -> None:
    """The committed file is what the documented command makes."""
    icon_set.build(tmp_path / "icons.json")
    assert (tmp_path / "icons.json").read_text("utf-8") == icon_set.icons_file().read_text("utf-8")


def test_style_sheet_has_no_hole(theme: Theme, tmp_path: Path) -> None:
    assert "$" not in make_style_sheet(LIGHT, str(tmp_path))


def test_pictures_of_controls_are_made_once(qapp: QApplication, tmp_path: Path) -> None:
    made = Theme(qapp, "light", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}-light.png" for name in PICTURES}
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.mark.parametrize("role", ROLES)
def test_no_text_is_smaller_than_eleven_pixels(qapp: QApplication, role: str) -> None:
    assert make_font(role).pixelSize() >= 11
