"""The colours can be read, and the pictures of the style sheet have the same."""

import re
from itertools import product

import pytest

from returnhelp import files
from returnhelp.gui import sheet
from returnhelp.gui.palette import DARK, LIGHT, PAIRS, Palette, contrast


def test_black_on_white_has_the_greatest_contrast_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@pytest.mark.parametrize(
    ("colours", "pair"), [*product((LIGHT, DARK), PAIRS)], ids=lambda one: getattr(one, "name", None)
)
def test_every_colour_can_be_told_from_its_ground(colours: Palette, pair: tuple[str, str, float]):
    shown, ground, least = pair
    found = contrast(getattr(colours, shown), getattr(colours, ground))
    assert found >= least, f"{shown} on {ground} is {found:.2f}"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda one: one.name)
def test_the_pictures_of_the_style_sheet_have_the_colours_of_the_palette(colours: Palette):
    known = set(colours.words().values())
    for picture in files.path(f"resources/icons/{colours.name}").glob("*.svg"):
        used = set(re.findall(r"#[0-9a-f]{6}", picture.read_text(encoding="utf-8")))
        assert used <= known, picture.name


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda one: one.name)
def test_every_picture_of_the_style_sheet_is_there(colours: Palette):
    for picture in set(re.findall(r"theme:(\w+\.svg)", sheet.written(colours, 1.0))):
        assert files.path(f"resources/icons/{colours.name}/{picture}").is_file(), picture


def test_lengths_of_the_style_sheet_grow_with_the_size():
    once, twice = sheet.written(LIGHT, 1.0), sheet.written(LIGHT, 2.0)
    assert "min-height: 18px" in once
    assert "min-height: 36px" in twice
    assert "[" not in re.sub(r'\[\w+="?\w+"?\]', "", twice)
