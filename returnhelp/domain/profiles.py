"""What is asked for again and again of the statistics: each profile is a list of views of the plan's cubes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from returnhelp.domain import ctdc, regions
from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.errors import ProfileOutsidePlanError, ViewNotInPlanError
from returnhelp.domain.figures import STATELESS, Key
from returnhelp.domain.statistics_plan import PlannedCube, StatisticsPlan, cube_for, size
from returnhelp.domain.tables import FLAG_GROUPS, Months, Variable
from returnhelp.domain.views import Slice, View


class Profile(StrEnum):
    """For whom a hand-out is: the public, an authority (SEM), IOM's Key Highlights, the figures of CTDC."""

    OPEN_DATA = "open_data"
    AUTHORITY = "authority"
    KEY_FIGURES = "key_figures"
    TRAFFICKING = "trafficking"


@dataclass(frozen=True)
class Sheet:
    """A cube that a profile needs, and its views in the order in which they are handed out."""

    request: CubeRequest
    views: tuple[View, ...]


_VICTIMS = ((Variable.TRAFFICKING, regions.YES),)
_FLAG_VIEWS = tuple(View(flag) for flags in FLAG_GROUPS.values() for flag in flags)

VIEWS: Mapping[Profile, tuple[View, ...]] = {
    Profile.OPEN_DATA: (
        View(Variable.NATIONALITY),
        View(Variable.CANTON),
        View(Variable.NATIONALITY_REGION, Variable.GREATER_REGION),
        View(Variable.AGE_GROUP, Variable.SEX),
        View(Variable.PERMIT),
        View(Variable.ASSISTANCE),
    ),
    Profile.AUTHORITY: (
        View(Variable.NATIONALITY, Variable.CANTON),
        View(Variable.NATIONALITY_REGION, Variable.GREATER_REGION),
        View(Variable.AGE_GROUP, Variable.SEX),
        View(Variable.PERMIT),
        View(Variable.CASE_TYPE),
        View(Variable.ASSISTANCE),
        View(Variable.VULNERABILITY),
    ),
    Profile.KEY_FIGURES: (
        View(Variable.NATIONALITY),
        View(Variable.AGE_GROUP, Variable.SEX),
        View(Variable.PERMIT),
        View(Variable.VULNERABILITY),
        View(Variable.STAGE),
        View(Variable.DIMENSION),
    ),
    Profile.TRAFFICKING: (
        View(Variable.SEX, held=_VICTIMS),
        View(Variable.CTDC_AGE, held=_VICTIMS),
        View(Variable.EXPLOITATION_COUNTRY),
        View(Variable.TRAFFICKED_MONTHS),
        *_FLAG_VIEWS,
    ),
}
"""The tables of each profile, in order."""

_MOST_NAMED = 5


def sheets(profile: Profile, plan: StatisticsPlan, period: Months) -> tuple[Sheet, ...]:
    """The cubes and views of a profile, as few cubes as can be: what stands in a larger one is taken from there.

    Raises ProfileOutsidePlanError where the plan lacks one, and what ``cube_for`` raises where it has none for such
    months.
    """
    own = [(_cube(profile, plan, view, period), view) for view in VIEWS[profile]]
    needed: list[PlannedCube] = []
    for cube, view in sorted(own, key=lambda pair: size(pair[0]), reverse=True):
        if not any(one.tells_apart(view.variables) for one in needed):
            needed.append(cube)
    found: dict[PlannedCube, list[View]] = {}
    for view in VIEWS[profile]:
        able = [cube for cube in needed if cube.tells_apart(view.variables)]
        found.setdefault(min(able, key=size), []).append(view)
    return tuple(Sheet(cube.request(period), tuple(views)) for cube, views in found.items())


def _cube(profile: Profile, plan: StatisticsPlan, view: View, period: Months) -> PlannedCube:
    try:
        return cube_for(plan, view.variables, period)
    except ViewNotInPlanError:
        raise ProfileOutsidePlanError(profile=profile, variables=view.variables) from None


# --- what may be said of shown numbers ---------------------------------------------------------------


def largest(table: Slice[int | None], most: int = _MOST_NAMED) -> tuple[tuple[int, int], ...]:
    """The countries in the rows with the most persons among the shown numbers, over all columns, largest first.

    A hidden number can be larger than some of them. Equal ones keep the order of the classification.
    """
    countries = [(key, number) for key, number in _shown(table) if isinstance(key, int)]
    return tuple(sorted(countries, key=lambda pair: -pair[1])[:most])


def _shown(table: Slice[int | None]) -> list[tuple[Key, int]]:
    """The shown numbers of the rows that are no subtotals, over all columns."""
    return [
        (node.key, numbers[-1])
        for node, numbers in zip(table.rows, table.cells, strict=True)
        if node.level is table.view.rows and numbers[-1] is not None
    ]


@dataclass(frozen=True)
class Origins:
    """How many different countries of origin there are: ``least`` of them are shown; ``exact``: there are no more."""

    least: int
    exact: bool


def origins(table: Slice[int | None]) -> Origins:
    """The number of countries, as far as the shown numbers of a table with nationalities in its rows tell it.

    It is exact only where the shown countries and the stateless make up all persons; persons of other or unknown
    nationality may be of any number of countries.
    """
    shown = _shown(table)
    certain = sum(number for key, number in shown if isinstance(key, int) or key == STATELESS)
    return Origins(sum(isinstance(key, int) for key, _ in shown), table.cells[-1][-1] == certain)


def share_of_answered(table: Slice[int | None]) -> tuple[float | None, ...]:
    """For each row of a flag of CTDC, by its rule: those with a yes of those with any answer in the group.

    Only the rows of the flag itself have one, and only where both numbers are shown; () for any other table.
    Several answers are possible, so the shares of a group can add up to more than 1.
    """
    flag = table.view.rows
    answered = next((group for group, flags in FLAG_GROUPS.items() if flag in flags), None)
    if answered is None or table.view.columns is not None:
        return ()
    below = next(
        (numbers[-1] for node, numbers in zip(table.rows, table.cells, strict=True) if node.level is answered), None
    )
    return tuple(
        numbers[-1] / below if _is_yes(node.level, node.key, flag) and numbers[-1] is not None and below else None
        for node, numbers in zip(table.rows, table.cells, strict=True)
    )


def _is_yes(level: Variable | None, key: Key, flag: Variable) -> bool:
    return level is flag and key == ctdc.Flag.YES
