"""Dates as offices write them, read with how exactly they are known."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from returnhelp.domain.intake import Cell, Dated, DoubtKind
from returnhelp.domain.intake_values import NOT_KNOWN
from returnhelp.domain.names import fold
from returnhelp.domain.people import Precision

FIRST_YEAR = 1880
"""Nobody whose aid is recorded was born before; an older year is a slip of the pen."""

_EXCEL_ZERO = date(1899, 12, 30)  # day 0 of the serial numbers, with the leap day that 1900 never had
_SERIALS = range(2101, 80000)  # 1905-10-01 to 2119; below, a bare number is a year
_TYPED_YEARS = range(1900, 2101)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan janner jaenner jaen janvier janv gennaio gen january",
            "februar feb febr feber fevrier fevr fev febbraio febb february",
            "marz maerz mar mrz mars marzo march",
            "april apr avril avr aprile",
            "mai maggio mag may",
            "juni jun juin giugno giu june",
            "juli jul juillet juil luglio lug july",
            "august aug aout agosto ago",
            "september sep sept septembre settembre set sett",
            "oktober okt octobre oct ottobre ott october",
            "november nov novembre",
            "dezember dez decembre dec dicembre dic december",
        ),
        start=1,
    )
    for name in names.split()
}
_ABOUT = re.compile(
    r"^(?:ca|circa|zirka|etwa|um|env|environ|vers|verso|about|approx|around|c)\.?\s+|\s*[?]$", re.IGNORECASE
)
_TIME = re.compile(r"(?<=\d)[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*Z)?$")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[.\-/ ]\s*(\d{1,2})\s*[.\-/ ]\s*(\d{4}|\d{2})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[.\-/ ]\s*(\d{1,2})\s*[.\-/ ]\s*(\d{1,2})\.?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[.\-/]\s*(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[.\-/]\s*(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_BLANK_PARTS = re.compile(r"^(?:(?:xx|00|__|\?\?|--)\s*[.\-/]\s*)", re.IGNORECASE)
_WORDED = re.compile(r"(?:(\d{1,2})(?:er|re|st|nd|rd|th)? )?([a-z]+) (?:(\d{1,2})(?:st|nd|rd|th)? )?(\d{4}|\d{2})")
_LIMIT_OF_FORM = re.compile(r"[\d.\-]{1,12}")


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell says: a date or none, and what is doubtful about it; ``unreadable`` if it says something else."""

    dated: Dated | None = None
    doubts: tuple[DoubtKind, ...] = ()
    unreadable: bool = False


EMPTY = DateRead()
_UNREADABLE = DateRead(unreadable=True)


def read_date(cell: Cell, latest: date) -> DateRead:
    """Read a cell as a date.

    ``latest`` decides the century of a two-digit year: the latest one that does not lie after it. A time of day is
    left away. A bare number is a year (1900 to 2100) or a day counted by the spreadsheet (from 2101 on).
    """
    if isinstance(cell, datetime):
        return _from_date_cell(cell.date())
    if isinstance(cell, date):
        return _from_date_cell(cell)
    if isinstance(cell, bool):
        return _UNREADABLE
    if isinstance(cell, int | float):
        return _from_number(float(cell))
    if isinstance(cell, str):
        return _from_text(cell, latest)
    return EMPTY if cell is None else _UNREADABLE


def plausible(day: date) -> bool:
    """Whether a day may stand in a list at all."""
    return FIRST_YEAR <= day.year <= 2199


def _from_date_cell(day: date) -> DateRead:
    return DateRead(Dated(day)) if plausible(day) else _UNREADABLE


def year_in_date_cell(day: date) -> int | None:
    """The year that was typed into a cell formatted as a date, which then shows a day of 1905; None if it is none."""
    serial = (day - _EXCEL_ZERO).days
    return serial if serial in _TYPED_YEARS else None


def _from_number(number: float) -> DateRead:
    whole = int(number) if number == number and abs(number) < 1e9 else 0
    if number == whole and whole in _TYPED_YEARS:
        return DateRead(Dated(date(whole, 1, 1), Precision.YEAR))
    if whole in _SERIALS:
        return DateRead(Dated(_EXCEL_ZERO + timedelta(days=whole)), (DoubtKind.DATE_FROM_NUMBER,))
    if number == whole and _COMPACT.fullmatch(str(whole)):
        return _from_text(str(whole), date.max)
    return _UNREADABLE


@lru_cache(maxsize=32768)
def _from_text(text: str, latest: date) -> DateRead:
    written = " ".join(text.replace("\u00a0", " ").split())
    if not written or not any(letter.isalnum() for letter in written):
        return EMPTY if not written else DateRead(doubts=(DoubtKind.DATE_NOT_KNOWN,))
    if fold(written) in NOT_KNOWN:
        return DateRead(doubts=(DoubtKind.DATE_NOT_KNOWN,))
    about = _ABOUT.search(written) is not None
    bare = _TIME.sub("", _ABOUT.sub("", written)).strip()
    read = _numbers(bare, latest) or _words(bare, latest) or _UNREADABLE
    if about and read.dated:
        return DateRead(Dated(read.dated.day, Precision.ESTIMATED), read.doubts)
    return read


def _numbers(text: str, latest: date) -> DateRead | None:
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        if day in ("0", "00"):
            return _part(int(year), 0 if month in ("0", "00") else int(month)) if len(year) == 4 else None
        return _day(int(day), int(month), year, latest)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
        if int(day) == 0:
            return _part(int(year), int(month))
        return _exact(int(year), int(month), int(day))
    if match := _COMPACT.fullmatch(text):
        year, month, day = match.groups()
        return _exact(int(year), int(month), int(day)) or _exact(int(text[4:]), int(text[2:4]), int(text[:2]))
    shorter = _BLANK_PARTS.sub("", text)
    if shorter != text:
        shorter = _BLANK_PARTS.sub("", shorter)
    if match := _MONTH_YEAR.fullmatch(shorter):
        return _part(int(match[2]), int(match[1]))
    if match := _YEAR_MONTH.fullmatch(shorter):
        return _part(int(match[1]), int(match[2]))
    if _YEAR.fullmatch(shorter):
        return _part(int(shorter), 0)
    if _LIMIT_OF_FORM.fullmatch(text):
        try:
            number = float(text)
        except ValueError:
            return None
        return _from_number(number)
    return None


def _words(text: str, latest: date) -> DateRead | None:
    match = _WORDED.fullmatch(" ".join(re.split(r"[\s\-/]+", fold(text))).replace(" de ", " ").replace(" di ", " "))
    if match is None or match[2] not in _MONTHS:
        return None
    month = _MONTHS[match[2]]
    day = match[1] or match[3]
    if day:
        return _day(int(day), month, match[4], latest)
    year = match[4]
    if len(year) == 4:
        return _part(int(year), month)
    full = _century(int(year), month, 1, latest)
    return _with(_part(full.year, month), DoubtKind.TWO_DIGIT_YEAR) if full else None


def _day(day: int, month: int, year: str, latest: date) -> DateRead | None:
    doubts: tuple[DoubtKind, ...] = ()
    if month > 12 >= day:
        day, month = month, day
        doubts = (DoubtKind.MONTH_BEFORE_DAY,)
    if len(year) == 4:
        return _with(_exact(int(year), month, day), *doubts)
    full = _century(int(year), month, day, latest)
    return DateRead(Dated(full), (DoubtKind.TWO_DIGIT_YEAR, *doubts)) if full else None


def _century(two_digits: int, month: int, day: int, latest: date) -> date | None:
    """The latest such day that does not lie after ``latest``."""
    for century in (2000, 1900, 1800):
        read = _exact(century + two_digits, month, day)
        if read and read.dated and read.dated.day <= latest:
            return read.dated.day
    return None


def _exact(year: int, month: int, day: int) -> DateRead | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return DateRead(Dated(found)) if plausible(found) else None


def _part(year: int, month: int) -> DateRead | None:
    read = _exact(year, month or 1, 1)
    if read is None or read.dated is None:
        return None
    return DateRead(Dated(read.dated.day, Precision.MONTH if month else Precision.YEAR))


def _with(read: DateRead | None, *doubts: DoubtKind) -> DateRead | None:
    return DateRead(read.dated, (*read.doubts, *doubts)) if read else None
