"""A QPalette for Fusion, made from the tokens."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from crm_desktop.ui.theme.tokens import Tokens

_ROLE = QPalette.ColorRole
_GROUP = QPalette.ColorGroup


def make_palette(tokens: Tokens) -> QPalette:
    """All roles in all three groups; Qt's own defaults leave several of them unreadable in the dark."""
    palette = QPalette()
    for role, colour in _active_roles(tokens).items():
        palette.setColor(role, QColor(colour))
    palette.setColor(_GROUP.Inactive, _ROLE.Highlight, QColor(tokens.selection_idle))
    for role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText, _ROLE.HighlightedText):
        palette.setColor(_GROUP.Disabled, role, QColor(tokens.faint))
    return palette


def _active_roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        _ROLE.Window: tokens.window,
        _ROLE.WindowText: tokens.text,
        _ROLE.Base: tokens.surface,
        _ROLE.AlternateBase: tokens.subtle,
        _ROLE.Text: tokens.text,
        _ROLE.PlaceholderText: tokens.text_3,
        _ROLE.Button: tokens.surface,
        _ROLE.ButtonText: tokens.text,
        _ROLE.BrightText: tokens.bad,
        _ROLE.Highlight: tokens.selection,
        _ROLE.HighlightedText: tokens.text,
        _ROLE.Accent: tokens.accent,
        _ROLE.Link: tokens.accent,
        _ROLE.LinkVisited: tokens.accent,
        _ROLE.ToolTipBase: tokens.surface,
        _ROLE.ToolTipText: tokens.text,
        _ROLE.Light: tokens.surface,
        _ROLE.Midlight: tokens.subtle,
        _ROLE.Mid: tokens.hairline,
        _ROLE.Dark: tokens.border,
        _ROLE.Shadow: tokens.border,
    }
