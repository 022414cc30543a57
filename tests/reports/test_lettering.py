"""Lines of text: every script has its letters, long ones are broken, and no letter is ever an empty box."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.errors import NoFontError
from returnhelp.reports.fonts import BOLD, SOURCES, Fonts
from returnhelp.reports.lettering import Letters

NAMES = {
    "Arabic": "عبد الرحمن الأحمد",
    "Dari": "گل‌پری احمدزی",
    "Pashto": "ښاپېرۍ ټکر",
    "Urdu": "محمود ٹکٹ ڈاکٹر",
    "Sorani": "ڕێبوار ئەحمەد",
    "Tigrinya": "ተስፋይ ገብረስላሴ",
    "Georgian": "გიორგი მაისურაძე",
    "Armenian": "Հայկ Պետրոսյան",
    "Ukrainian": "Олексій Ґудзь",
    "Mongolian": "Өнөрбаяр Үүлэн",
    "Tamil": "தமிழ்ச்செல்வி",
    "Bengali": "ক্ষিতীশ",
    "Nepali": "श्री क्षत्रिय",
    "Turkish": "İrem Şahin Öztürk",
    "Vietnamese": "Nguyễn Thị Đào",
    "Romanian": "Ștefan Țurcanu",
}


@pytest.fixture
def letters(fonts: Fonts) -> Letters:
    return Letters(fonts)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_name_in_its_own_script_has_a_font(letters: Letters, name: str, bold: bool) -> None:
    line = letters.line(name, 10, bold)
    assert line.width > 20
    assert all((f"-{BOLD}." in piece.font) is bold for piece in line.pieces)


def test_right_to_left_is_known_by_the_first_letter(letters: Letters) -> None:
    assert letters.line("محمد Ahmed", 10).rtl
    assert not letters.line("Ahmed محمد", 10).rtl
    assert letters.line("N 123 456", 10, rtl=True).rtl


def test_a_line_of_latin_letters_in_an_arabic_paragraph_stands_at_the_right_too(letters: Letters) -> None:
    lines = letters.lines("مطار زيورخ​ ZRH-GVA-1000 مبلغ", 10, 62)
    assert len(lines) > 1
    assert all(line.rtl for line in lines)


def test_persian_digits_and_brackets_stand_the_right_way(letters: Letters) -> None:
    line = letters.line("رضا (۱۲۳)", 10)
    seen = "".join(piece.read or piece.text for piece in line.pieces)
    assert seen == "(۱۲۳) اضر"


def test_a_letter_that_no_font_has_stops_the_paper_and_is_named(letters: Letters) -> None:
    with pytest.raises(NoFontError) as stopped:
        letters.line("Anna \U0010fffd", 10)
    assert stopped.value.given["letters"] == "\U0010fffd"


def test_control_characters_are_spaces_and_never_boxes(letters: Letters) -> None:
    assert letters.line("a\x00\tb\x7f", 10).pieces[0].text == "a  b "


@given(st.text(alphabet="ab Öß-/Жمحگ12 ስა", max_size=60), st.floats(20, 200))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(fonts: Fonts, text: str, width: float) -> None:
    letters = Letters(fonts)
    lines = letters.lines(text, 9, width)
    assert all(line.width <= width + 0.1 for line in lines)
    before = sorted(text.replace(" ", ""))
    after = sorted("".join(piece.read or piece.text for line in lines for piece in line.pieces).replace(" ", ""))
    assert after == before


@given(st.text(alphabet="WiÖ م", min_size=1, max_size=80), st.floats(12, 90))
def test_a_text_that_must_fit_fits(fonts: Fonts, text: str, room: float) -> None:
    letters = Letters(fonts)
    assert letters.fitting(text, 10, room).width <= room + 0.1


def test_a_word_longer_than_a_line_is_cut(letters: Letters) -> None:
    lines = letters.lines("Donaudampfschifffahrtsgesellschaft", 10, 60)
    assert len(lines) > 2
    assert "".join(piece.text for line in lines for piece in line.pieces) == "Donaudampfschifffahrtsgesellschaft"


def test_what_is_typed_is_never_markup(letters: Letters) -> None:
    line = letters.line("<b>A</b> & <img src='x'/> &amp;", 10)
    assert line.pieces[0].text == "<b>A</b> & <img src='x'/> &amp;"


def test_every_font_that_comes_with_the_program_is_there(fonts: Fonts) -> None:
    fonts.prepare()
    assert fonts.ready
    assert all(fonts.static(source, BOLD) for source in SOURCES)
