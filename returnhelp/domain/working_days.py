"""Working days and holidays of the whole country and of each canton, and months counted by the calendar.

A working day is no Saturday, no Sunday and no holiday. A holiday is a day that the law of the canton makes one;
days that are only customary, or free for half the day, are working days, so that nothing is due too late.
A federal centre or an airport has the holidays of the canton in which it lies.
Source of the holidays: the table of the library ``holidays``, category "public", years 1801 to 2100.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from returnhelp.domain.figures import CANTONS

_DAY = timedelta(days=1)
_SATURDAY = 5
_NAMES = {"de": "de", "fr": "fr", "it": "it"}  # the table has English under a longer name only


@lru_cache(maxsize=512)
def holidays_of(canton: str | None, year: int, language: str = "en") -> Mapping[date, str]:
    """The holidays of a canton in one year with their names; None = those of the whole country.

    ValueError for letters that are no canton.
    """
    if canton is not None and canton not in CANTONS:
        raise ValueError(f"{canton!r} is no canton")
    from holidays import country_holidays  # 0.1 s

    spoken = _NAMES.get(language, "en_US")
    return MappingProxyType(dict(country_holidays("CH", canton, year, language=spoken, expand=False)))


def is_holiday(day: date, canton: str | None = None) -> bool:
    return day in holidays_of(canton, day.year)


def is_working_day(day: date, canton: str | None = None) -> bool:
    return day.weekday() < _SATURDAY and not is_holiday(day, canton)


def next_working_day(day: date, canton: str | None = None) -> date:
    """That day itself if it is a working day, else the first one after it."""
    while not is_working_day(day, canton):
        day += _DAY
    return day


def add_working_days(day: date, count: int, canton: str | None = None) -> date:
    """The working day that is ``count`` working days after (negative: before) that day, which itself does not count.

    Nothing added is the day itself, whether or not it is a working day. OverflowError beyond the calendar.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, canton)
    return day


def add_months(day: date, count: int) -> date:
    """The same day of the month ``count`` months later (negative: earlier), or the last day of a month without it.

    One month after 31 January is the last day of February; a year after 29 February is 28 February.
    OverflowError beyond the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def holidays_between(first: date, last: date, canton: str | None = None) -> tuple[date, ...]:
    """The holidays from one day to another, both looked at, that do not fall on a Saturday or Sunday."""
    found = (day for year in range(first.year, last.year + 1) for day in holidays_of(canton, year))
    return tuple(sorted(day for day in found if first <= day <= last and day.weekday() < _SATURDAY))
