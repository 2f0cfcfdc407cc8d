"""Which fonts print, and in which order.

1. **The user's choice** (paths in the settings).
2. **Font packages**: Noto Sans for all common scripts, from wheels the program depends on. They come before
   the system's fonts on purpose: the same labels then give the same file, byte for byte, on every machine,
   a long address breaks at the same place for everybody, and nothing depends on what somebody installed.
3. **System fonts**, looked through only when a character is in none of those (Georgian, Armenian, rare
   signs), the plainest face first.

Where countries write a Han character differently the faces stand in the order of the label's country.

A frozen program has to carry the files of `PACKAGE_FACES` at the same place inside their packages.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.printing.text.faces import FontSource, usable_font
from crm_desktop.printing.text.scripts import HAN_REGIONS

log = logging.getLogger(__name__)

LATIN_FACE = ("justmytype_western_core", "fonts/ofl/notosans/NotoSans[wdth,wght].ttf")
HAN_FACES = {
    "CN": ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"),
    "JP": ("justmytype_intl_cjk", "fonts/ofl/notosansjp/NotoSansJP[wght].ttf"),
    "KR": ("justmytype_intl_cjk", "fonts/ofl/notosanskr/NotoSansKR[wght].ttf"),
    "TW": ("justmytype_intl_cjk", "fonts/ofl/notosanstc/NotoSansTC[wght].ttf"),
}
SCRIPT_FACES = (
    ("justmytype_intl_rtl", "fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf"),
    ("justmytype_intl_rtl", "fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    ("justmytype_intl_sea", "fonts/ofl/notosansthai/NotoSansThai[wdth,wght].ttf"),
    ("justmytype_intl_south_asia", "fonts/ofl/notosansdevanagari/NotoSansDevanagari[wdth,wght].ttf"),
    ("justmytype_intl_south_asia", "fonts/ofl/notosansbengali/NotoSansBengali[wdth,wght].ttf"),
    ("justmytype_intl_south_asia", "fonts/ofl/notosanstamil/NotoSansTamil[wdth,wght].ttf"),
    ("justmytype_intl_south_asia", "fonts/ofl/notosanstelugu/NotoSansTelugu[wdth,wght].ttf"),
    ("justmytype_intl_sea", "fonts/ofl/notosanslao/NotoSansLao[wdth,wght].ttf"),
    ("justmytype_intl_sea", "fonts/ofl/notosanskhmer/NotoSansKhmer[wdth,wght].ttf"),
    ("justmytype_intl_sea", "fonts/ofl/notosansmyanmar/NotoSansMyanmar[wdth,wght].ttf"),
    ("justmytype_intl_africa", "fonts/ofl/notosansethiopic/NotoSansEthiopic[wdth,wght].ttf"),
    ("justmytype_western_core", "fonts/ofl/notosanssymbols2/NotoSansSymbols2-Regular.ttf"),
)
PACKAGE_FACES = (LATIN_FACE, *HAN_FACES.values(), *SCRIPT_FACES)
"""(package, path inside it) of every face taken from a wheel: what a frozen program has to carry."""

_HAN_NEIGHBOURS = {
    "": "CN JP KR TW",
    "CN": "CN TW JP KR",
    "JP": "JP TW CN KR",
    "KR": "KR TW JP CN",
    "TW": "TW CN JP KR",
}
_FONT_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_NOT_PLAIN = re.compile(
    "bold|italic|oblique|light|thin|black|heavy|medium|cond|narrow|mono|serif|display|math|emoji",
    re.IGNORECASE,
)
_PLACEHOLDERS = re.compile("lastresort|adobeblank|notdef|unifont_csur", re.IGNORECASE)  # a box for everything


class PrintFonts:
    """The faces to print with; what it found on the machine is kept for the next document."""

    def __init__(self, chosen: tuple[Path, ...] = (), *, use_system: bool = True) -> None:
        """Nothing is opened but the first face.

        Args:
            chosen: fonts the user wants before all others.
            use_system: whether characters that neither `chosen` nor the packages have are looked for on the
                machine; False makes the result the same everywhere.

        Raises:
            EnvironmentProblem: a chosen font is not usable, or there is no font at all.
        """
        self._chosen = tuple(_chosen(path) for path in chosen)
        self._use_system = use_system
        self._found: dict[str, FontSource | None] = {}
        self._orders = {region: self._build_order(region) for region in ("", *HAN_REGIONS)}

    def order(self, han_region: str) -> tuple[FontSource, ...]:
        """The faces to try, best first; `han_region` is one of `HAN_REGIONS` or ""."""
        return self._orders[han_region]

    def fallback(self, char: str) -> FontSource | None:
        """The plainest face of the system with a character; None when there is none."""
        if not self._use_system:
            return None
        if char not in self._found:
            self._found[char] = _system_face_with(char)
        return self._found[char]

    def _build_order(self, region: str) -> tuple[FontSource, ...]:
        han = [HAN_FACES[name] for name in _HAN_NEIGHBOURS[region].split()]
        packaged = [source for place in (LATIN_FACE, *han, *SCRIPT_FACES) if (source := _packaged(place))]
        order = (*self._chosen, *packaged)
        if order:
            return order
        latin = _system_face_with("A") if self._use_system else None
        if latin is None:
            raise EnvironmentProblem(
                "missing",
                _("No font to print with was found."),
                _("Install the program again, or choose a font file in the settings."),
            )
        return (latin,)


@cache
def print_fonts(chosen: tuple[Path, ...] = (), *, use_system: bool = True) -> PrintFonts:
    """The `PrintFonts` for these settings, made once per process. Arguments and errors as there."""
    return PrintFonts(chosen, use_system=use_system)


def _chosen(path: Path) -> FontSource:
    source = FontSource(path)
    if usable_font(source) is None:
        raise EnvironmentProblem(
            "missing" if not path.exists() else "damaged",
            _("The font {name} cannot be used for printing.").format(name=path.name),
            _("Choose another TrueType or OpenType font in the settings."),
        )
    return source


@cache
def _packaged(place: tuple[str, str]) -> FontSource | None:
    package, inside = place
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder, inside)
        if path.is_file():
            return FontSource(path)
    log.warning("font package %s is incomplete: %s", package, inside)
    return None


# -- the system's fonts ------------------------------------------------------------------------------------


def _system_face_with(char: str) -> FontSource | None:
    for source in _system_faces():
        font = usable_font(source)
        if font and font.glyph(char):
            return source
    return None


@cache
def _system_faces() -> tuple[FontSource, ...]:
    """Every font file of the machine, plain faces first, then by name. Nothing is opened here."""
    paths = {path for folder in _system_folders() for path in _font_files(folder)}
    ranked = sorted(paths, key=lambda path: (bool(_NOT_PLAIN.search(path.stem)), path.name, str(path)))
    return tuple(FontSource(path) for path in ranked)


def _font_files(folder: Path) -> Iterator[Path]:
    for place, _folders, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.suffix.lower() in _FONT_SUFFIXES and not _PLACEHOLDERS.search(path.stem):
                yield path


def _system_folders() -> list[Path]:
    """Where the system and the user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows, local = os.environ.get("WINDIR", r"C:\Windows"), os.environ.get("LOCALAPPDATA", "")
        return [Path(windows, "Fonts"), *([Path(local, "Microsoft", "Windows", "Fonts")] if local else [])]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [*(Path(place, "fonts") for place in shared.split(":") if place), own / "fonts", home / ".fonts"]
