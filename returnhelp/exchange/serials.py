"""The numbers by which spreadsheets count days, and the formats that show a number as a date."""

import math
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # ECMA-376 18.8.30
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LAST = 2_958_465  # 31 December 9999


@lru_cache(maxsize=512)
def shows_date(number: int, form: str) -> bool:
    """Whether a format, by its number and its text if it has one, shows a date or a time of day."""
    if number in _BUILT_IN:
        return True
    plain = _NOT_LETTERS.sub("", form.split(";")[0]).lower()
    return form.lower() != "general" and any(letter in plain for letter in "dmyh")


def moment(value: float, from_1904: bool = False) -> date | datetime | time | None:
    """The day a number stands for, with its time if it has one; a time alone below 1; None outside the calendar."""
    if not math.isfinite(value) or not 0 <= value < _LAST:
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - no zone is told
    try:
        found = start + timedelta(days=int(value), seconds=round(value % 1 * 86400))
    except OverflowError:
        return None
    if value < 1:
        return found.time()
    return found if found.time() != time() else found.date()
