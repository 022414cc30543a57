"""The days and ages that the stories of the demo office tell relative to the day on which it is made."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

_RELATIVE = re.compile(r"D([+-]\d+)(?:\+(\d+))?")
_AGE = re.compile(r"A(\d+) (\d\d)-(\d\d)")
_WEEKEND = 5  # Saturday


def told(value: Any, today: date, known: Mapping[str, int]) -> Any:
    """A value of a story as a service takes it, whatever lists and tables it lies in.

    ``D-120`` is a day so many days before today and ``D+3`` one after it, of a weekend the working day beside it that
    is further from today; ``D-120+1`` is the day after the first of these, whatever it is. ``A35 03-14`` is the birth
    date of somebody aged 35 who was born on 14 March; ``@name`` is the number of a record that was made before. Raises
    KeyError for a name that was not.
    """
    if isinstance(value, Mapping):
        return {name: told(one, today, known) for name, one in value.items()}
    if isinstance(value, list):
        return [told(one, today, known) for one in value]
    if not isinstance(value, str):
        return value
    if value.startswith("@"):
        return known[value[1:]]
    if found := _RELATIVE.fullmatch(value):
        return working_day(today, int(found[1])) + timedelta(days=int(found[2] or 0))
    if found := _AGE.fullmatch(value):
        return birth(today, *map(int, found.groups()))
    return value


def working_day(today: date, offset: int) -> date:
    """So many days from today; today itself stays, whatever day of the week it is."""
    day = today + timedelta(days=offset)
    away = timedelta(days=-1 if offset < 0 else 1)
    while offset and day.weekday() >= _WEEKEND:
        day += away
    return day


def birth(today: date, age: int, month: int, day: int) -> date:
    """The birth date of somebody of that age today, who was born on that day of the year."""
    this_year = date(today.year, month, day)
    return date(today.year - age - (this_year > today), month, day)
