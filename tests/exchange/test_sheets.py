"""What is written is typed, harmless in any program, and the same bytes each time."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.exchange import sheets
from returnhelp.exchange.reading import read

HEADINGS = ["Name", "Born", "Sum", "Count", "Yes", "Note"]
ROW: list[sheets.Value] = ["Müller", date(1980, 3, 4), Decimal("1000.50"), 7, True, None]


def first(data: bytes, name: str = "x") -> tuple[tuple[object, ...], ...]:
    return read(data, name).sheets[0].rows


def test_an_xlsx_keeps_dates_and_numbers_as_what_they_are() -> None:
    assert first(sheets.xlsx("People", HEADINGS, [ROW])) == (
        tuple(HEADINGS),
        ("Müller", date(1980, 3, 4), 1000.5, 7.0, True, ""),
    )


def test_a_csv_has_a_mark_semicolons_and_iso_dates() -> None:
    assert sheets.csv(HEADINGS, [ROW]).decode("utf-8") == (
        "\ufeffName;Born;Sum;Count;Yes;Note\r\nMüller;1980-03-04;1000.50;7;1;\r\n"
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+41 79", "-5", "@sum", "\tx", "\rx", " =1+1", "\ufeff=1", "\u200b=1", "＝1", "=cmd|' /c calc'!A0"]
)
def test_text_that_looks_like_a_formula_is_made_harmless_and_read_back_as_it_was(text: str) -> None:
    written = sheets.csv(["Name", "Note"], [[text, "x"]])
    assert written.decode("utf-8-sig").splitlines()[1].lstrip('"').startswith("'")
    assert first(written)[1][0] == text
    book = sheets.xlsx("x", ["Name", "Note"], [[text, "x"]])
    sheet = read(book, "x").sheets[0]
    assert sheet.rows[1][0] == text
    assert not sheet.formulas


def test_a_negative_number_stays_a_number() -> None:
    assert sheets.csv(["a", "b"], [[-5, Decimal("-1.5")]]).decode("utf-8-sig").splitlines()[1] == "-5;-1.5"


def test_links_in_text_are_no_links() -> None:
    book = sheets.xlsx("x", ["Name"], [["https://example.org"], ["mailto:a@b.ch"], ["file:///etc/passwd"]])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert not any("_rels/sheet" in name for name in archive.namelist())


def test_the_same_rows_are_the_same_bytes_and_tell_nothing_of_their_making() -> None:
    one, two = (sheets.xlsx("People", HEADINGS, [ROW] * 3) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert "<dc:creator></dc:creator>" in core
        assert "2000-01-01T00:00:00Z" in core
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_sheet_may_have_a_title_that_programs_do_not_allow() -> None:
    assert read(sheets.xlsx("A/B: [1]*?'", ["a"], [["x"]]), "x").sheets[0].name == "AB 1"
    assert read(sheets.xlsx("'/", ["a"], [["x"]]), "x").sheets[0].name == "1"


def test_very_old_dates_and_very_long_texts_are_kept_as_far_as_the_format_can() -> None:
    old: list[sheets.Value] = [date(1885, 3, 4), "x" * 40000]
    rows = first(sheets.xlsx("x", ["a", "b"], [old]))
    assert rows[1] == ("1885-03-04", "x" * 32767)


def test_lines_above_and_below_stand_apart_from_the_table() -> None:
    rows = first(sheets.xlsx("x", ["a", "b"], [[1, 2]], above=["Title", "Second"], below=["Note"]))
    assert [row[0] for row in rows] == ["Title", "Second", "", "a", 1.0, "", "Note"]


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.dates(date(1901, 1, 1), date(2200, 1, 1)),
    st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=20),
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_any_rows_come_back_from_xlsx(table: list[list[sheets.Value]]) -> None:
    rows = first(sheets.xlsx("x", ["a", "b", "c"], table))
    for written, seen in zip(table, rows[1:], strict=False):
        for value, cell in zip(written, seen, strict=True):
            assert cell == ("" if value is None else value)


def test_a_moment_keeps_its_hour() -> None:
    moment = datetime(2022, 3, 4, 13, 45)  # noqa: DTZ001 - spreadsheets have no zones
    assert first(sheets.xlsx("x", ["a"], [[moment]]))[1] == (moment,)
    assert sheets.csv(["a"], [[moment]]).endswith(b"2022-03-04 13:45\r\n")
