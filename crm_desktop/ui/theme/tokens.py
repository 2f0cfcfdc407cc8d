"""The colours of the program as named tokens: light, dark, and both in high contrast.

The values are those of the design document (ux 3.5); `tests/ui/test_theme.py` computes every contrast. In high
contrast there is one ink and one ground; what is chosen has a ground between them, so that it can be told from
what is not (3 to 1) and be read (4.5 to 1), and states are told by their words and icons alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hue:
    """A colour for tags and avatars: text on its own tint, at least 4.5 to 1; `edge` where tints are off."""

    text: str
    tint: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour scheme. Every value is "#RRGGBB".

    Attributes:
        window, surface, subtle, rail: backgrounds, from the page to the navigation rail.
        selection, selection_idle: a selected row in a view with and without the keyboard focus.
        text, text_2, text_3: text by weight; text_3 also for placeholders.
        accent: links, icons and the focus ring on a background.
        accent_fill, accent_fill_hover, on_accent: a filled button and the text upon it.
        ok, ok_tint, warn, warn_tint, bad, bad_tint: states, as text and as background.
        border: the edge of a control, at least 3 to 1.
        hairline: a decorative line.
        faint, ghost: text, and icons, of what is not possible now.
        is_contrast: edges are twice as wide, and tints are off.
    """

    name: str
    window: str
    surface: str
    subtle: str
    rail: str
    selection: str
    selection_idle: str
    text: str
    text_2: str
    text_3: str
    accent: str
    accent_fill: str
    accent_fill_hover: str
    on_accent: str
    ok: str
    ok_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    border: str
    hairline: str
    faint: str
    ghost: str
    hues: tuple[Hue, ...]
    is_contrast: bool = False


LIGHT = Tokens(
    name="light",
    window="#F5F6F8",
    surface="#FFFFFF",
    subtle="#EDF0F4",
    rail="#E9EDF2",
    selection="#E2ECFB",
    selection_idle="#DFE5ED",
    text="#1A2230",
    text_2="#4A5567",
    text_3="#586475",
    accent="#1D5FBF",
    accent_fill="#1D5FBF",
    accent_fill_hover="#174E9F",
    on_accent="#FFFFFF",
    ok="#17703C",
    ok_tint="#E0F3E7",
    warn="#855400",
    warn_tint="#FFF1D1",
    bad="#B0261E",
    bad_tint="#FBE7E5",
    border="#747F91",
    hairline="#DBE0E7",
    faint="#586475",
    ghost="#A4AEBC",
    hues=(
        Hue("#1D5FBF", "#E2ECFB"),
        Hue("#0B6B6B", "#DDF1F0"),
        Hue("#17703C", "#E0F3E7"),
        Hue("#5F6300", "#F1F2D6"),
        Hue("#855400", "#FFF1D1"),
        Hue("#9C4310", "#FDE9DE"),
        Hue("#A3276D", "#FAE5F0"),
        Hue("#6B3FB5", "#EDE6FA"),
    ),
)

DARK = Tokens(
    name="dark",
    window="#14181E",
    surface="#1B2028",
    subtle="#252C36",
    rail="#10141A",
    selection="#1D3154",
    selection_idle="#2C3441",
    text="#E7EBF1",
    text_2="#B4BECB",
    text_3="#95A1B1",
    accent="#80B1FF",
    accent_fill="#2C6CD3",
    accent_fill_hover="#255DB8",
    on_accent="#FFFFFF",
    ok="#6ECB94",
    ok_tint="#15321F",
    warn="#F0BF50",
    warn_tint="#382A0A",
    bad="#FF8C82",
    bad_tint="#431F1D",
    border="#758296",
    hairline="#313945",
    faint="#95A1B1",
    ghost="#596575",
    hues=(
        Hue("#80B1FF", "#1D3154"),
        Hue("#62C9C4", "#0F3331"),
        Hue("#6ECB94", "#15321F"),
        Hue("#C3C85A", "#2D2F0C"),
        Hue("#F0BF50", "#382A0A"),
        Hue("#FFA476", "#40210F"),
        Hue("#F58FC4", "#401B30"),
        Hue("#BDA0F5", "#2D2047"),
    ),
)


def _high_contrast(name: str, ink: str, ground: str, chosen: str, hover: str, faint: str) -> Tokens:
    return Tokens(
        name=name,
        window=ground,
        surface=ground,
        subtle=ground,
        rail=ground,
        selection=chosen,
        selection_idle=chosen,
        text=ink,
        text_2=ink,
        text_3=ink,
        accent=ink,
        accent_fill=ink,
        accent_fill_hover=hover,
        on_accent=ground,
        ok=ink,
        ok_tint=ground,
        warn=ink,
        warn_tint=ground,
        bad=ink,
        bad_tint=ground,
        border=ink,
        hairline=ink,
        faint=faint,
        ghost=faint,
        hues=(Hue(ink, ground, ink),) * len(LIGHT.hues),
        is_contrast=True,
    )


CONTRAST_LIGHT = _high_contrast("contrast-light", "#000000", "#FFFFFF", "#4793F2", "#333333", "#595959")
CONTRAST_DARK = _high_contrast("contrast-dark", "#FFFFFF", "#000000", "#1D5FBF", "#CCCCCC", "#A6A6A6")
SCHEMES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
