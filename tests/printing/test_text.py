"""Lines of text in a PDF: right letters out again, right widths, right fonts, nothing dropped in silence."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_desktop.printing.canvas import PrintCanvas
from crm_desktop.printing.fonts import PrintFonts, print_fonts
from crm_desktop.printing.text import FontSource, TextEngine
from crm_desktop.printing.text.cleaning import clean_line

FROM_THE_LEFT = [
    "Vesterbrogade 12, 3. tv. (Østre) \\ 50 €",
    "Åse Łukasz Zażółć gęślą ğışİ ŐŰ",
    "Nguyễn Thị Hồng Đường",
    "Þórður Ægisson, Reykjavík",
    "Γιώργος Ἀθηνᾶς 7",
    "Анна Щербакова, Київ Ґґ Її",
    "김민수 서울특별시 강남구 152",
    "王小明 北京市朝阳区建国路88号",
    "陳大文 香港皇后大道中88號",
    "山田太郎 丸の内1-2-3 がパソコン",
    "「丸ビル」〒100-0005",
    "สมชาย ที่อยู่ น้ำ ปั้น ผู้ 21",
    "राजेश शर्मा श्री कृष्ण दिल्ली ११०",
    "क्षत्रिय ज्ञान र्क कि स्त्री हिन्दी",
    "বাংলা তমিল",
    "தமிழ் మరియు తెలుగు",
    "ខ្មែរ មហាវិថី",
    "မြန်မာ",
    "ລາວ",
    "አማርኛ",
]
FROM_THE_RIGHT = [
    "محمد بن عبد الله شارع ١٢٣",
    "شارع الملك فهد 45 الرياض",
    "دفتر فارسی می\u200cخواهم",
    "דוד לוי רחוב הרצל 12",
    "6688312 תל אביב-יפו",
    "שָׁלוֹם עֲלֵיכֶם",
    "بَيْتٌ الكِتَاب",
]


class Sheet:
    """A page with lines drawn one below the other, as text and as the engine measured them."""

    def __init__(self, lines: list[str], fonts: PrintFonts, country: str = "", size: float = 12) -> None:
        out = io.BytesIO()
        canvas = PrintCanvas(out, (600, 30 * len(lines) + 30), "lines")
        self.engine = TextEngine(canvas.document, fonts)
        self.laid = [self.engine.line(line, country) for line in lines]
        rows = [
            f"{size} 0 0 {size} 10 {30 * (len(lines) - number)} Tm {line.operators}"
            for number, line in enumerate(self.laid)
        ]
        canvas.add("\n".join([f"BT /{self.engine.base_font} 1 Tf", *rows, "ET"]))
        canvas.showPage()
        canvas.save()
        self.content = out.getvalue()
        self.page = pypdfium2.PdfDocument(self.content)[0]

    def text(self) -> list[str]:
        return self.page.get_textpage().get_text_range().splitlines()

    def embedded(self) -> set[str]:
        """Names of the font files, without tag and number."""
        names = re.findall(rb"/BaseFont /[A-Z]{6}\+(\w+?)G\d+", self.content)
        return {name.decode() for name in names}


@pytest.mark.parametrize("line", FROM_THE_LEFT)
def test_text_comes_out_as_it_went_in(line: str, fonts: PrintFonts) -> None:
    sheet = Sheet([line], fonts)
    assert sheet.text() == [clean_line(line)]
    assert sheet.laid[0].missing == ""
    assert not sheet.laid[0].is_rtl


@pytest.mark.parametrize("line", FROM_THE_RIGHT)
def test_words_from_the_right_come_out_whole(line: str, fonts: PrintFonts) -> None:
    sheet = Sheet([line], fonts)
    assert sorted(clean_line(sheet.text()[0]).split()) == sorted(clean_line(line).split())
    assert sheet.laid[0].missing == ""
    assert sheet.laid[0].is_rtl


def test_brackets_in_text_from_the_right_come_out(fonts: PrintFonts) -> None:
    assert "(المملكة)" in Sheet(["الرياض (المملكة) لا"], fonts).text()[0]


def test_seven_scripts_in_one_line(fonts: PrintFonts) -> None:
    line = "Ali علي 김 שלום 王 ไทย हिन्दी Ω"
    assert sorted(Sheet([line], fonts).text()[0].split()) == sorted(line.split())


@pytest.mark.parametrize("size", [6, 12, 30])
@pytest.mark.parametrize("line", ["Hamburg HHH", "김민수 강남구", "ЩЩЩ Київ", "שלום"])
def test_the_measured_width_is_the_drawn_one(line: str, size: int, fonts: PrintFonts) -> None:
    sheet = Sheet([line], fonts, size=size)
    reader = sheet.page.get_textpage()
    edges = [reader.get_charbox(number, loose=True) for number in range(reader.count_chars())]
    drawn = max(box[2] for box in edges) - min(box[0] for box in edges)
    assert drawn == pytest.approx(sheet.laid[0].width * size / 1000, abs=0.02 * size)


def test_composed_and_decomposed_letters_are_the_same(fonts: PrintFonts) -> None:
    composed, decomposed = Sheet(["Ångström Zoé"], fonts), Sheet(["A\u030angstro\u0308m Zoe\u0301"], fonts)
    assert composed.laid[0].width == decomposed.laid[0].width
    assert decomposed.text() == ["Ångström Zoé"]


def test_characters_without_a_picture_are_dropped_and_breaks_are_spaces(fonts: PrintFonts) -> None:
    sheet = Sheet(["Bo\u200b\u202e\u00ad Li\n1234\tOdense\x00"], fonts)
    assert sheet.text() == ["Bo Li 1234 Odense"]
    assert sheet.laid[0].missing == ""


@pytest.mark.parametrize("char", ["\ue000", "😀", "𒀀"])
def test_what_no_font_has_is_named_and_drawn_as_a_box(char: str, fonts: PrintFonts) -> None:
    sheet = Sheet([f"Ann {char} Smith"], fonts)
    assert sheet.laid[0].missing == char
    assert sheet.laid[0].width > Sheet(["Ann  Smith"], fonts).laid[0].width


def test_half_a_character_does_not_stop_anything(fonts: PrintFonts) -> None:
    assert Sheet(["Bo \ud800 Li"], fonts).text() == ["Bo \ufffd Li"]


def test_a_mark_that_no_font_has_is_named_too(fonts: PrintFonts) -> None:
    assert Sheet(["A\U0001e94a"], fonts).laid[0].missing == "\U0001e94a"


@pytest.mark.parametrize(
    ("country", "font"),
    [
        ("JP", "NotoSansJP"),
        ("KR", "NotoSansKR"),
        ("CN", "NotoSansSC"),
        ("TW", "NotoSansTC"),
        ("HK", "NotoSansTC"),
    ],
)
def test_han_forms_follow_the_country(country: str, font: str, fonts: PrintFonts) -> None:
    assert font in Sheet(["直骨"], fonts, country).embedded()


@pytest.mark.parametrize(
    ("line", "font"), [("直子さん", "NotoSansJP"), ("金민수 直", "NotoSansKR"), ("直骨", "NotoSansSC")]
)
def test_without_a_country_the_letters_beside_decide(line: str, font: str, fonts: PrintFonts) -> None:
    assert font in Sheet([line], fonts).embedded()


def test_only_embedded_fonts_and_only_the_used_ones(fonts: PrintFonts) -> None:
    content = Sheet(["Bo Li", "김"], fonts).content
    assert b"Helvetica" not in content
    assert all(b"+" in name for name in re.findall(rb"/BaseFont /(\S+)", content))
    assert content.count(b"/FontFile2") == 2  # one for Latin, one for Hangul
    assert len(content) < 20_000


def test_a_font_the_user_chose_comes_first(fonts: PrintFonts) -> None:
    sans = fonts.order("")[0].path
    serif = sans.parents[1] / "notoserif" / "NotoSerif[wdth,wght].ttf"
    assert Sheet(["Bo Li", "김"], PrintFonts((serif,), use_system=False)).embedded() == {
        "NotoSerif",
        "NotoSansKR",
    }


def test_a_font_without_latin_may_come_first() -> None:
    thai = next(s.path for s in print_fonts(use_system=False).order("") if "Thai" in s.path.name)
    sheet = Sheet(["Bo Li ก", "Ø"], PrintFonts((thai,), use_system=False))
    assert sheet.text() == ["Bo Li ก", "Ø"]


def test_wrapping_keeps_every_word_and_the_width(fonts: PrintFonts) -> None:
    engine = Sheet([], fonts).engine
    text = "Société Générale d'Études et de Réalisations Industrielles de la Rochefoucauld"
    rows = engine.wrap(text, 12_000)
    assert len(rows) > 2
    assert all(row.width <= 12_000 for row in rows)
    single = engine.line(text).width
    assert sum(row.width for row in rows) == pytest.approx(single, abs=300 * len(rows))  # less the spaces


def test_a_word_wider_than_the_room_stays_whole(fonts: PrintFonts) -> None:
    rows = Sheet([], fonts).engine.wrap("Donaudampfschifffahrt AG", 3_000)
    assert [row.width > 3_000 for row in rows] == [True, False]


def test_han_breaks_between_characters_but_not_before_a_stop(fonts: PrintFonts) -> None:
    engine = Sheet([], fonts).engine
    rows = engine.wrap("東京都千代田区丸の内、", 10_000)
    assert [round(row.width) for row in rows] == [10_000, 1_000] or all(row.width <= 10_000 for row in rows)
    assert len(engine.wrap("東京都千代田区丸の内", 10_000)) == 1


def test_wrapping_nothing_gives_one_empty_line(fonts: PrintFonts) -> None:
    assert [row.width for row in Sheet([], fonts).engine.wrap("  ", 1000)] == [0]


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30), min_size=1, max_size=3)
)
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_laid_out_and_saved(lines: list[str]) -> None:
    sheet = Sheet(lines, print_fonts(use_system=False))
    assert all(line.width >= 0 for line in sheet.laid)
    assert sheet.page.get_size()[0] == 600


def test_the_same_face_is_opened_once(fonts: PrintFonts) -> None:
    from crm_desktop.printing.text.faces import open_font

    source = fonts.order("")[0]
    assert open_font(source) is open_font(FontSource(Path(source.path)))
