"""The office's own case numbers: one series a year without gaps, given at the first save."""

from datetime import date

from returnhelp.services import preferences
from returnhelp.services.office import Work
from returnhelp.storage import repositories


def give_number(work: Work, day: date) -> str:
    """The next number of that day's year; it is taken only if the unit of work commits."""
    serial = repositories.next_case_serials(work.session, day.year, 1)[0]
    work.unit.detail["serial"] = serial
    return formatted(number_format(work), day.year, serial)


def number_format(work: Work) -> str:
    """The office's format of case numbers, for example ``{year}-{n:04}``."""
    return str(preferences.value(work.session, "case_number_format"))


def formatted(pattern: str, year: int, serial: int) -> str:
    """``2026-0017`` for the seventeenth case of 2026."""
    return pattern.format(year=year, n=serial)
