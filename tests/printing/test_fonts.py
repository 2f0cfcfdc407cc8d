"""Which fonts are found."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.printing import fonts as fonts_module
from crm_desktop.printing.fonts import PACKAGE_FACES, PrintFonts, print_fonts
from crm_desktop.printing.text.faces import open_font, usable_font


def test_every_package_face_is_there_and_usable(fonts: PrintFonts) -> None:
    order = fonts.order("")
    assert len(order) == len(PACKAGE_FACES)
    assert all(usable_font(source) for source in order)
    first = open_font(order[0])
    assert first.is_truetype
    assert first.has_ascii


def test_the_label_country_brings_its_han_face_forward(fonts: PrintFonts) -> None:
    names = {region: fonts.order(region)[1].path.stem[:10] for region in ("", "CN", "JP", "KR", "TW")}
    assert names == {
        "": "NotoSansSC",
        "CN": "NotoSansSC",
        "JP": "NotoSansJP",
        "KR": "NotoSansKR",
        "TW": "NotoSansTC",
    }


def test_fonts_are_looked_for_once(fonts: PrintFonts) -> None:
    assert print_fonts(use_system=False) is fonts


def test_a_chosen_font_that_is_none_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    for path in (broken, tmp_path / "none.ttf"):
        with pytest.raises(EnvironmentProblem, match=path.name):
            PrintFonts((path,))


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the folder is set by an XDG variable")
def test_the_systems_fonts_are_asked_last(
    fonts: PrintFonts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "share" / "fonts"
    folder.mkdir(parents=True)
    mono = fonts.order("")[0].path.parents[1] / "notosansmono" / "NotoSansMono[wdth,wght].ttf"
    shutil.copy(mono, folder / "Plain.ttf")
    (folder / "LastResort.ttf").write_bytes(mono.read_bytes())
    (folder / "Broken.ttf").write_bytes(b"no font")
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("HOME", str(tmp_path))
    fonts_module._system_faces.cache_clear()
    try:
        found = PrintFonts().fallback("A")
        assert found is not None
        assert found.path == folder / "Plain.ttf"
        assert PrintFonts().fallback("\ue123") is None
        assert PrintFonts(use_system=False).fallback("A") is None
    finally:
        fonts_module._system_faces.cache_clear()
