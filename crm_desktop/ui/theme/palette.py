"""A QPalette for Fusion, made from the tokens; its roles carry them to the style sheet too."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from crm_desktop.ui.theme.tokens import Tokens

_ROLE = QPalette.ColorRole
_GROUP = QPalette.ColorGroup

_ROLES = (
    (_ROLE.WindowText, "window-text", "text"),
    (_ROLE.Window, "window", "window"),
    (_ROLE.Base, "base", "surface"),
    (_ROLE.AlternateBase, "alternate-base", "subtle"),
    (_ROLE.PlaceholderText, "placeholder-text", "text_3"),
    (_ROLE.BrightText, "bright-text", "bad"),
    (_ROLE.Highlight, "highlight", "selection"),
    (_ROLE.Accent, "accent", "accent_fill"),
    (_ROLE.Link, "link", "accent"),
    (_ROLE.Mid, "mid", "hairline"),
    (_ROLE.Dark, "dark", "border"),
    # The style draws nothing of ours with the next six: they carry what the style sheet needs besides.
    (_ROLE.Light, "light", "rail"),
    (_ROLE.Midlight, "midlight", "selection_idle"),
    (_ROLE.Shadow, "shadow", "text_2"),
    (_ROLE.LinkVisited, "link-visited", "accent_fill_hover"),
    (_ROLE.ToolTipBase, "tooltip-base", "warn_tint"),
    (_ROLE.ToolTipText, "tooltip-text", "warn"),
)
"""Role, its word in a style sheet, and the token that it carries."""

_ALIKE = {
    _ROLE.Text: "text",
    _ROLE.ButtonText: "text",
    _ROLE.HighlightedText: "text",
    _ROLE.Button: "surface",
}
"""Roles that the style draws with, and whose token another role carries."""

CARRIED = {token: f"palette({word})" for _role, word, token in _ROLES}
"""Token -> how a style sheet takes it from the palette."""


def make_palette(tokens: Tokens) -> QPalette:
    """All roles in all three groups; Qt's own defaults leave several of them unreadable in the dark."""
    palette = QPalette()
    for role, token in {role: token for role, _word, token in _ROLES}.items() | _ALIKE.items():
        palette.setColor(role, QColor(getattr(tokens, token)))
    palette.setColor(_GROUP.Inactive, _ROLE.Highlight, QColor(tokens.selection_idle))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText):
        palette.setColor(_GROUP.Disabled, role, QColor(tokens.faint))
    return palette
