"""The sheet: whose it is, who made it, which page it is, and the same bytes for the same paper."""

from dataclasses import replace

import pytest

from returnhelp.reports.fonts import Fonts
from returnhelp.reports.grids import Grid, GridRow, Kind, SetGrid
from returnhelp.reports.paper import Paper, PaperHead


def a_paper(head: PaperHead, fonts: Fonts, language: str = "en") -> Paper:
    paper = Paper(head, "Names in many scripts", language, fonts, marks=("Internal", "Sample"))
    rows = [GridRow(name, ("12", "1’234.50")) for name in ("محمد رضا", "ተስፋይ", "გიორგი", "<b>Müller</b> & Söhne")]
    grid = Grid("Persons", ("Age", "Amount"), [*rows, GridRow("Total", ("48", "4’938.00"), Kind.TOTAL)], cells=(40, 60))
    SetGrid(grid, paper.letters, 260, 1.0).put(paper, paper.left, paper.top)
    paper.new_page()
    paper.paragraph("Second page. " * 40, paper.left, paper.top, 10, paper.right - paper.left)
    return paper


def test_every_page_says_whose_it_is_who_made_it_and_when(head, fonts, read) -> None:
    for number, text in enumerate(read(a_paper(head, fonts).finish()), start=1):
        assert head.office in text
        assert "Made by Anna Süess-Rossi on 02.10.2026, 09:14" in text
        assert f"Page {number} of 2" in text
        assert head.chain_head in text
        assert "INTERNAL" in text
        assert "SAMPLE" in text


def test_names_stand_in_table_cells_in_every_script_and_are_found_again(head, fonts, read) -> None:
    text = read(a_paper(head, fonts).finish())[0]
    for name in ("محمد رضا", "ተስፋይ", "გიორგი", "<b>Müller</b> & Söhne", "4’938.00"):
        assert name in text


def test_the_same_paper_has_the_same_bytes(head, fonts) -> None:
    assert a_paper(head, fonts).finish() == a_paper(head, fonts).finish()


def test_a_paper_without_a_chain_says_nothing_of_it(head, fonts, read) -> None:
    assert "audit chain" not in read(a_paper(replace(head, chain_head=""), fonts).finish())[0]


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_paper_tells_a_screen_reader_its_language(head, fonts, language) -> None:
    assert f"/Lang ({language})".encode() in a_paper(head, fonts, language).finish()


def test_a_very_long_office_name_stays_on_the_sheet(head, fonts, read) -> None:
    long = replace(head, office="Kantonales Amt für Migration, Integration und freiwillige Rückkehr " * 3)
    assert "Kantonales Amt" in read(a_paper(long, fonts).finish())[0]
