"""Right to left: our runs stand in the order that Unicode's own algorithm gives the letters."""

from dataclasses import dataclass
from itertools import groupby

import pytest
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.reports import bidi


@dataclass(frozen=True)
class Run:
    letters: str
    level: int


def drawn(text: str, rtl: bool | None = None) -> str:
    """The letters from left to right, each run turned as the shaper turns it."""
    runs = [
        Run("".join(text[place] for place in places), level)
        for level, group in groupby(range(len(text)), key=bidi.levels(text, rtl).__getitem__)
        for places in [list(group)]
    ]
    ordered = bidi.in_order_of_drawing(runs)
    return "".join(run.letters[::-1] if run.level % 2 else run.letters for run in ordered)


_LETTERS = st.text(alphabet="abÖ12٣۴אבجد() -.,/%\u0651", min_size=1, max_size=24).map(str.strip).filter(bool)


@given(_LETTERS, st.sampled_from([None, True, False]))
def test_a_line_is_drawn_in_the_order_of_the_unicode_algorithm(text: str, rtl: bool | None) -> None:
    direction = None if rtl is None else TextDirection.RTL if rtl else TextDirection.LTR
    ordered = BidiParagraph(text, direction).get_reordered_characters()
    assert drawn(text, rtl) == "".join(letter.character for letter in ordered)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        ("אב 12 ג", "ג 12 בא"),
        ("abc אבג def", "abc גבא def"),
        ("جد ۱۲", "۱۲ دج"),
    ],
)
def test_numbers_keep_their_direction_between_words_that_turn(text: str, seen: str) -> None:
    assert drawn(text) == seen


def test_text_without_such_letters_is_never_looked_at_closely() -> None:
    assert bidi.levels("Müller & Söhne 1’234.50") == [0] * 23
