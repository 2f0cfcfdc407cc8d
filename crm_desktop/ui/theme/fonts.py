"""Type sizes as multiples of the system's own font, and faces for scripts which the system cannot draw."""

from __future__ import annotations

import importlib.util
import logging
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

_WEIGHT_AXIS = QFont.Tag("wght")
_SMALLEST_PX = 11
_USUAL_PIXELS = "usualPixels"

ROLES: dict[str, tuple[float, int]] = {
    "caption": (0.85, 400),
    "caption_strong": (0.85, 600),
    "body": (1.0, 400),
    "strong": (1.0, 600),
    "row_title": (1.08, 600),
    "row_plain": (1.08, 400),
    "title": (1.5, 600),
    "figure": (2.0, 600),
}
"""Role -> (multiple of the body size, weight); ux 3.5."""

_PLACEHOLDER_FAMILIES = frozenset({"sans serif", "sans-serif", "sans", "helvetica"})
_OWN_UI_FONT = ("justmytype_western_core", "Inter[opsz,wght].ttf", "Inter", 13)

_SCRIPT_FACES: tuple[tuple[QFontDatabase.WritingSystem, str, str], ...] = (
    (QFontDatabase.WritingSystem.Korean, "justmytype_intl_cjk", "NotoSansKR[wght].ttf"),
    (QFontDatabase.WritingSystem.SimplifiedChinese, "justmytype_intl_cjk", "NotoSansSC[wght].ttf"),
    (QFontDatabase.WritingSystem.Japanese, "justmytype_intl_cjk", "NotoSansJP[wght].ttf"),
    (QFontDatabase.WritingSystem.TraditionalChinese, "justmytype_intl_cjk", "NotoSansTC[wght].ttf"),
    (QFontDatabase.WritingSystem.Arabic, "justmytype_intl_rtl", "NotoSansArabic[wdth,wght].ttf"),
    (QFontDatabase.WritingSystem.Hebrew, "justmytype_intl_rtl", "NotoSansHebrew[wdth,wght].ttf"),
    (QFontDatabase.WritingSystem.Thai, "justmytype_intl_sea", "NotoSansThai[wdth,wght].ttf"),
    (
        QFontDatabase.WritingSystem.Devanagari,
        "justmytype_intl_south_asia",
        "NotoSansDevanagari[wdth,wght].ttf",
    ),
)
"""What a system may lack -> package and file which draw it."""


TEXT_SIZES = (85, 150)
"""The smallest and the largest text, in hundredths of the desktop's own."""


def set_text_size(app: QApplication, percent: int) -> None:
    """Make all text larger or smaller than the desktop has it. Raises ValueError outside TEXT_SIZES."""
    if not TEXT_SIZES[0] <= percent <= TEXT_SIZES[1]:
        raise ValueError(percent)
    usual = app.property(_USUAL_PIXELS)
    if usual is None:
        usual = QFontInfo(app.font()).pixelSize()
        app.setProperty(_USUAL_PIXELS, usual)
    pixels = max(_SMALLEST_PX, round(int(usual) * percent / 100))
    font = app.font()
    if font.pixelSize() != pixels:
        font.setPixelSize(pixels)
        app.setFont(font)


def prepare_base_font(app: QApplication) -> None:
    """Keep the desktop's font; where there is none (a bare server), take a proper face for screens."""
    font = app.font()
    if font.family().casefold() not in _PLACEHOLDER_FAMILIES:
        return
    package, file, family, pixels = _OWN_UI_FONT
    if _add(package, file):
        font.setFamilies([family, QFontInfo(font).family()])
        font.setPixelSize(pixels)
        font.setVariableAxis(_WEIGHT_AXIS, ROLES["body"][1])
        app.setFont(font)


def add_missing_scripts(app: QApplication) -> list[str]:
    """Add packaged faces for the scripts no system font covers; returns the families added.

    About 15 ms a face, so it is called after the window is on the screen. A bold that is a real bold needs
    the family in the list by name: Qt's own fallback picks the thinnest instance of a variable face.
    """
    present = set(QFontDatabase.writingSystems())
    added = []
    for system, package, file in _SCRIPT_FACES:
        if system not in present or not _drawn_by_system(system):
            added += _add(package, file)[:1]
    if added:
        font = app.font()
        font.setFamilies([*font.families(), *added])
        font.setVariableAxis(_WEIGHT_AXIS, ROLES["body"][1])
        app.setFont(font)
    return added


def make_font(role: str) -> QFont:
    """The font of a role in ROLES, in the application's families. Raises KeyError for an unknown role."""
    base = QApplication.font()
    return _made(role, base.toString(), tuple(base.families()))


@cache
def _made(role: str, _base: str, _families: tuple[str, ...]) -> QFont:
    """The font of a role, made once for each font that the application has had."""
    scale, weight = ROLES[role]
    font = QFont(QApplication.font())
    font.setPixelSize(max(_SMALLEST_PX, round(QFontInfo(font).pixelSize() * scale)))
    font.setWeight(QFont.Weight(weight))
    font.setVariableAxis(_WEIGHT_AXIS, weight)  # what the weight means to a variable face
    return font


def _drawn_by_system(system: QFontDatabase.WritingSystem) -> bool:
    families = QFontDatabase.families(system)
    return any(not QFontDatabase.isPrivateFamily(family) for family in families)


@cache
def _add(package: str, file: str) -> list[str]:
    """The families in a font file of an installed package; [] when it is not there.

    Once for the process: of a face that was added twice Qt takes other widths than of the first.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return []
    root = Path(next(iter(spec.submodule_search_locations)))
    path = next((p for p in root.rglob("*.ttf") if p.name == file), None)
    if path is None:
        log.warning("font file missing: %s", file)
        return []
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
