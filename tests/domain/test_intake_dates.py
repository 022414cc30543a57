"""Dates are read in every way that offices write them, with how exactly they are known."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.intake import Cell, Dated, DoubtKind
from returnhelp.domain.intake_dates import read_date, year_in_date_cell
from returnhelp.domain.people import Precision

LATEST = date(2022, 12, 31)
DAY, MONTH, YEAR, ABOUT = Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.ESTIMATED


@pytest.mark.parametrize(
    ("cell", "day", "precision"),
    [
        (date(1961, 3, 22), date(1961, 3, 22), DAY),
        (datetime(2022, 1, 2, 3, 4), date(2022, 1, 2), DAY),  # noqa: DTZ001 - as spreadsheets have it
        ("22.10.1971", date(1971, 10, 22), DAY),
        (" 23.12.2005 ", date(2005, 12, 23), DAY),
        ("7.9.2008", date(2008, 9, 7), DAY),
        ("2022-07-06", date(2022, 7, 6), DAY),
        ("2022-07-06T00:00:00", date(2022, 7, 6), DAY),
        ("22.03.1961 00:00:00", date(1961, 3, 22), DAY),
        ("12 03 2022", date(2022, 3, 12), DAY),
        ("12 . 3 . 2022", date(2022, 3, 12), DAY),
        ("25/03/2022", date(2022, 3, 25), DAY),
        ("19610322", date(1961, 3, 22), DAY),
        ("22031961", date(1961, 3, 22), DAY),
        ("12. März 2022", date(2022, 3, 12), DAY),
        ("1er mars 2022", date(2022, 3, 1), DAY),
        ("30 aprile 2022", date(2022, 4, 30), DAY),
        ("March 12, 2022", date(2022, 3, 12), DAY),
        ("Mai 2022", date(2022, 5, 1), MONTH),
        ("août 2022", date(2022, 8, 1), MONTH),
        ("05/1985", date(1985, 5, 1), MONTH),
        ("1985-05", date(1985, 5, 1), MONTH),
        ("00.05.1985", date(1985, 5, 1), MONTH),
        ("XX.XX.1985", date(1985, 1, 1), YEAR),
        ("00.00.1985", date(1985, 1, 1), YEAR),
        ("1985", date(1985, 1, 1), YEAR),
        (1985, date(1985, 1, 1), YEAR),
        (1985.0, date(1985, 1, 1), YEAR),
        ("ca. 1985", date(1985, 1, 1), ABOUT),
        ("1985?", date(1985, 1, 1), ABOUT),
    ],
)
def test_a_date_is_read_without_doubt(cell: Cell, day: date, precision: Precision) -> None:
    read = read_date(cell, LATEST)
    assert read.dated == Dated(day, precision)
    assert not read.doubts


@pytest.mark.parametrize(
    ("cell", "day", "doubt"),
    [
        ("16.05.22", date(2022, 5, 16), DoubtKind.TWO_DIGIT_YEAR),
        ("19.01.59", date(1959, 1, 19), DoubtKind.TWO_DIGIT_YEAR),
        ("1.1.23", date(1923, 1, 1), DoubtKind.TWO_DIGIT_YEAR),  # the latest that does not lie after LATEST
        ("mai 22", date(2022, 5, 1), DoubtKind.TWO_DIGIT_YEAR),
        (44912, date(2022, 12, 17), DoubtKind.DATE_FROM_NUMBER),
        (44912.75, date(2022, 12, 17), DoubtKind.DATE_FROM_NUMBER),
        ("44912", date(2022, 12, 17), DoubtKind.DATE_FROM_NUMBER),
        ("03/25/2022", date(2022, 3, 25), DoubtKind.MONTH_BEFORE_DAY),
    ],
)
def test_a_date_that_had_to_be_completed_is_a_doubt(cell: Cell, day: date, doubt: DoubtKind) -> None:
    read = read_date(cell, LATEST)
    assert read.dated is not None
    assert read.dated.day == day
    assert doubt in read.doubts


@pytest.mark.parametrize("cell", ["unbekannt", "?", "k.A.", "-", "inconnu"])
def test_a_date_said_to_be_unknown_is_no_error(cell: str) -> None:
    read = read_date(cell, LATEST)
    assert read.dated is None
    assert not read.unreadable
    assert read.doubts == (DoubtKind.DATE_NOT_KNOWN,)


@pytest.mark.parametrize(
    "cell",
    [
        "31.02.2022",
        "29.02.21",
        "hallo",
        "12",
        "99999999",
        "1.1.1700",
        "1e9",
        "nan",
        True,
        timedelta(1),
        float("nan"),
        -5,
        3e300,
    ],
)
def test_what_is_no_date_is_unreadable(cell: Cell) -> None:
    assert read_date(cell, LATEST).unreadable


def test_an_empty_cell_is_nothing() -> None:
    for cell in (None, "", "  "):
        assert read_date(cell, LATEST) == read_date(None, LATEST)


def test_a_year_typed_into_a_date_cell_is_recognised() -> None:
    assert year_in_date_cell(date(1905, 6, 7)) == 1985
    assert year_in_date_cell(date(1985, 6, 7)) is None


def test_a_date_writes_itself_as_exactly_as_it_is_known() -> None:
    assert Dated(date(1985, 3, 21)).written == "1985-03-21"
    assert Dated(date(1985, 3, 1), MONTH).written == "1985-03"
    assert Dated(date(1985, 1, 1), YEAR).written == Dated(date(1985, 1, 1), ABOUT).written == "1985"


@given(st.dates(date(1901, 1, 1), date(2022, 12, 31)))
def test_every_day_is_read_back_from_all_six_ways(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    ways: list[Cell] = [
        day,
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
        f" {day:%d.%m.%Y} ",
        serial if serial > 2100 else day,
    ]
    assert {read_date(way, LATEST).dated for way in ways} == {Dated(day)}
    two_digits = read_date(f"{day:%d.%m.%y}", LATEST).dated
    assert two_digits is not None
    assert two_digits.day.year % 100 == day.year % 100
    assert two_digits.day <= LATEST


@given(st.text(max_size=30))
def test_any_text_is_read_or_not_but_never_breaks(text: str) -> None:
    read = read_date(text, LATEST)
    assert read.dated is None or not read.unreadable
