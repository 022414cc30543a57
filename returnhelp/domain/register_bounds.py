"""Reads what a public register says of departures: lines of category, months and the most persons that there can be."""

from collections.abc import Iterator, Sequence
from datetime import date

from returnhelp.domain.cubes import Bound, Category
from returnhelp.domain.errors import (
    BoundCategoryError,
    BoundMonthsError,
    BoundNumberError,
    BoundsEmptyError,
    BoundsHeadingError,
    BoundTwiceError,
)
from returnhelp.domain.regions import classification
from returnhelp.domain.tables import Months, Variable

FIRST, LAST, MOST = "first", "last", "most"
"""The headings that a list must have; every other is the code of a variable that is not of time."""
_LARGEST = 10**9


def read(rows: Sequence[Sequence[str]], name: str, source: str) -> tuple[Bound, ...]:
    """The bounds of a list whose first row are the headings; ``name`` is that of its file.

    Raises BoundsHeadingError, BoundsEmptyError, BoundMonthsError, BoundNumberError, BoundCategoryError,
    BoundTwiceError: each line is told as it is counted in a spreadsheet.
    """
    lines = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, start=1)]
    lines = [(number, row) for number, row in lines if any(row)]
    if not lines:
        raise BoundsEmptyError(name=name)
    headings = [heading.lower() for heading in lines[0][1]]
    variables = dict(_variables(headings, name))
    found: dict[tuple[Category, Months], Bound] = {}
    for number, row in lines[1:]:
        told = dict(zip(headings, row, strict=False))
        period = _period(told, name, number)
        category = tuple(
            (variable, _key(variable, row[place], period, name, number))
            for variable, place in sorted(variables.items(), key=lambda pair: list(Variable).index(pair[0]))
            if row[place]
        )
        if (category, period) in found:
            raise BoundTwiceError(name=name, line=number)
        found[category, period] = Bound(category, period, _most(told[MOST], name, number), source)
    if not found:
        raise BoundsEmptyError(name=name)
    return tuple(found.values())


def _variables(headings: Sequence[str], name: str) -> Iterator[tuple[Variable, int]]:
    for needed in (FIRST, LAST, MOST):
        if headings.count(needed) != 1:
            raise BoundsHeadingError(name=name, heading=needed)
    known = {one.value: one for one in Variable if not one.of_time}
    for place, heading in enumerate(headings):
        if heading in (FIRST, LAST, MOST):
            continue
        if heading not in known or headings.count(heading) > 1:
            raise BoundsHeadingError(name=name, heading=heading)
        yield known[heading], place


def _period(told: dict[str, str], name: str, number: int) -> Months:
    try:
        return Months(date.fromisoformat(told[FIRST]), date.fromisoformat(told[LAST]))
    except ValueError:
        raise BoundMonthsError(name=name, line=number) from None


def _most(told: str, name: str, number: int) -> int:
    if not (told.isascii() and told.isdecimal()) or int(told[:12]) > _LARGEST:
        raise BoundNumberError(name=name, line=number)
    return int(told)


def _key(variable: Variable, told: str, period: Months, name: str, number: int) -> int | str:
    known = {str(key): key for key in classification(variable, period)}
    if told not in known:
        raise BoundCategoryError(name=name, line=number, variable=variable, told=told)
    return known[told]
