"""Invented hand-outs of statistics for the tests of files and papers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from returnhelp.domain.cubes import CubeRequest, PublishedCube, Shape
from returnhelp.domain.handouts import Handout
from returnhelp.domain.profiles import Profile
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from returnhelp.services import statistics_told

YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))
OFFICE = "Rückkehrberatung des Kantons Bern"


def published(
    variables: Sequence[Variable], shown: Callable[[int], int | None], period: Months = YEAR
) -> PublishedCube:
    """A cube whose cells are told by their places in line; what they say need not add up."""
    request = CubeRequest.of(variables, period)
    axes = request.laid_out()
    return PublishedCube(request, axes, tuple(shown(place) for place in range(Shape(axes).size)))


def every_third(place: int) -> int | None:
    """A number in every third cell."""
    return None if place % 3 else 1000 + place


def nothing(_place: int) -> None:
    """Every cell is hidden."""


def told(
    *views: View, shown: Callable[[int], int | None] = every_third, language: str = "en", profile: Profile | None = None
) -> Handout:
    """A hand-out of views, each of the smallest cube that has its variables."""
    viewed = [(published(view.variables, shown), view) for view in views]
    return statistics_told.handout(viewed, language, OFFICE, profile)


def numbers(handout: Handout) -> Iterator[int | None]:
    """Every cell of every table."""
    for table in handout.tables:
        for _row, _column, number in table.cells():
            yield number
