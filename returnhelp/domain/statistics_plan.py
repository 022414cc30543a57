"""The plan of statistics: which variables may meet in a cube, how short its periods may be, and no ring among them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any, Literal, TypeVar

from returnhelp.domain.cubes import CubeRequest, Shape
from returnhelp.domain.errors import PeriodNotPlannedError, SameVariableTwiceError, ViewNotInPlanError
from returnhelp.domain.tables import FLAG_GROUPS, Months, Variable

V = Variable
H = TypeVar("H")

TIMES = (V.MONTH, V.QUARTER, V.YEAR)
"""What the shortest period of a planned cube may be."""
_ANY_YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))  # how many categories a variable has does not depend on it
_MOST_CELLS = 25_000
"""Two cubes are not put together to a larger one: its proof would take minutes, and it would show next to nothing."""
_MOST_TRIED = 2_000


@dataclass(frozen=True)
class PlannedCube:
    """The finest variable of each axis, in the order of Variable, and the shortest period that it may be made for.

    ``shortest`` is MONTH, QUARTER or YEAR; every longer one is allowed too. A cube may have MONTH or QUARTER as
    an axis; then it is made for whole years.
    """

    variables: tuple[Variable, ...]
    shortest: Variable = Variable.YEAR

    def request(self, period: Months) -> CubeRequest:
        """The cube over a period, with all its subtotals."""
        return CubeRequest.of(self.variables, period)

    def check(self) -> None:
        """Raises SameVariableTwiceError where two axes group the same thing."""
        self.request(_ANY_YEAR)

    def allows(self, period: Months) -> bool:
        """Whether it may be made for a period: a calendar month, quarter or year, as short as is planned."""
        kind = kind_of(period)
        shortest = V.YEAR if any(one.of_time for one in self.variables) else self.shortest
        return kind is not None and TIMES.index(kind) >= TIMES.index(shortest)

    def tells_apart(self, variables: Iterable[Variable]) -> bool:
        """Whether each of these is on an axis of its own, or what an axis can be put together to."""
        wanted = tuple(variables)
        axes = {
            next((number for number, own in enumerate(self.variables) if one in (own, *own.coarser)), None)
            for one in wanted
        }
        return None not in axes and len(axes) == len(wanted)

    def to_dict(self) -> dict[str, Any]:
        return {"variables": [one.value for one in self.variables], "shortest": self.shortest.value}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "PlannedCube":
        """The cube that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        return cls(tuple(Variable(one) for one in told["variables"]), Variable(told["shortest"]))


@dataclass(frozen=True)
class StatisticsPlan:
    """The cubes that an office may hand out from a day on; changed at most once in a year."""

    cubes: tuple[PlannedCube, ...]
    since: date | None = None
    """None: the plan that the program came with."""


def in_order(variables: Iterable[Variable]) -> tuple[Variable, ...]:
    """Each once, in the order of Variable."""
    known = set(variables)
    return tuple(one for one in Variable if one in known)


def kind_of(period: Months) -> Variable | None:
    """MONTH, QUARTER or YEAR where the period is one of the calendar; else None."""
    length = {1: 1, 3: 3, 12: 12}.get(len(tuple(period)))
    if length is None or (period.first.month - 1) % length:
        return None
    return {1: V.MONTH, 3: V.QUARTER, 12: V.YEAR}[length]


def calendar_periods(months: Iterable[date]) -> tuple[Months, ...]:
    """The years, quarters and months that wholly consist of these months (their first days), the latest first."""
    known = set(months)
    found = set()
    for month in known:
        for length in (1, 3, 12):
            start = month.month - (month.month - 1) % length
            some = [date(month.year, start + step, 1) for step in range(length)]
            if known.issuperset(some):
                last = some[-1]
                end = date(last.year + last.month // 12, last.month % 12 + 1, 1) - timedelta(days=1)
                found.add(Months(some[0], end))
    return tuple(sorted(found, key=lambda one: (one.last, one.last - one.first), reverse=True))


def size(cube: PlannedCube) -> int:
    """How many cells it has, subtotals too."""
    return Shape(cube.request(_ANY_YEAR).laid_out()).size


# --- rings -----------------------------------------------------------------------------------------


def levels(cube: PlannedCube) -> frozenset[Variable]:
    """Everything that a cube tells apart: its variables, what they can be put together to, and time below the year."""
    told = {level for one in cube.variables for level in (one, *one.coarser)}
    shortest = next((one for one in cube.variables if one.of_time), cube.shortest)
    told |= {one for one in (V.MONTH, V.QUARTER) if one in (shortest, *shortest.coarser)}
    return frozenset(told - {V.YEAR})


def ring(cubes: Iterable[PlannedCube]) -> tuple[Variable, ...]:
    """The variables of a ring that the cubes close, each at its finest; empty where there is none.

    Without a ring the cubes are a junction tree: what is proven of each, and agrees where they meet, can be put
    together to whole records.
    """
    left = reduced(_told_apart(tuple(cubes)))
    return in_order(one for one in left if not any(one in other.coarser for other in left))


def reduced(edges: Iterable[frozenset[H]]) -> frozenset[H]:
    """What is left when all that hangs on one edge alone is taken away (Graham, Yu and Ozsoyoglu); empty: no ring."""
    now = set(edges)
    while True:
        lone = {one for one in frozenset().union(*now) if sum(one in edge for edge in now) == 1}
        less = {edge - lone for edge in now}
        less = {edge for edge in less if not any(edge < other for other in less)}
        if less == now:
            return frozenset().union(*now)
        now = less


def _told_apart(cubes: Sequence[PlannedCube]) -> list[frozenset[Variable]]:
    """The levels of each cube; variables that cannot be compared count as the one that both are made of."""
    used = {one for cube in cubes for one in cube.variables}
    raised = {
        one.base
        for one, other in combinations(used, 2)
        if one.base is other.base and one not in other.coarser and other not in one.coarser
    }
    return [
        levels(PlannedCube(in_order(one.base if one.base in raised else one for one in cube.variables), cube.shortest))
        for cube in cubes
    ]


# --- mends -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mend:
    """A way to open a ring: cubes of the plan (by their places in it) put together, dropped, or made coarser."""

    kind: Literal["merge", "drop", "coarser"]
    of: tuple[int, ...]
    result: tuple[PlannedCube, ...]
    """The whole plan that it leads to."""
    made: PlannedCube | None = None
    """The cube that stands in place of those; None where they are dropped."""
    cells: int = 0
    """How many cells can no longer be asked for, or, of cubes put together, come on top and mostly stay hidden."""


def mends(cubes: Sequence[PlannedCube]) -> tuple[Mend, ...]:
    """What makes a looped plan one without a ring, the least loss first; nothing where there is no ring.

    Only what touches the ring is changed; several cubes at once only where one or two are not enough.
    """
    looped = set(ring(cubes))
    if not looped:
        return ()
    planned = tuple(cubes)
    told = _told_apart(planned)
    on_ring = [number for number, some in enumerate(told) if len(some & looped) > 1]
    found = [*_coarser(planned, on_ring), *_dropped(planned, on_ring), *_merged(planned, on_ring)]
    return tuple(sorted(found, key=lambda one: (one.cells, len(one.of), one.kind, one.of)))


def _dropped(cubes: tuple[PlannedCube, ...], on_ring: Sequence[int]) -> list[Mend]:
    for number in range(1, len(on_ring)):
        found = [
            Mend("drop", of, _without(cubes, of), None, sum(size(cubes[one]) for one in of))
            for of in list(combinations(on_ring, number))[:_MOST_TRIED]
            if not ring(_without(cubes, of))
        ]
        if found:
            return found
    return []


def _coarser(cubes: tuple[PlannedCube, ...], on_ring: Sequence[int]) -> list[Mend]:
    found = []
    for number in on_ring:
        cube = cubes[number]
        times = TIMES[TIMES.index(cube.shortest) + 1 :] if cube.shortest in TIMES else ()
        others = [
            PlannedCube(in_order(coarse if one is fine else one for one in cube.variables), cube.shortest)
            for fine in cube.variables
            for coarse in fine.coarser
            if coarse is not V.YEAR
        ] + [PlannedCube(cube.variables, time) for time in times]
        for made in others:
            result = (*cubes[:number], made, *cubes[number + 1 :])
            if not ring(result):
                found.append(Mend("coarser", (number,), result, made, _lost(cube, made)))
    return found


def _lost(cube: PlannedCube, coarse: PlannedCube) -> int:
    """The cells of a year that a coarser cube no longer has; months and quarters as often as the year has them."""
    often = {V.MONTH: 17, V.QUARTER: 5, V.YEAR: 1}
    return size(cube) * often[cube.shortest] - size(coarse) * often[coarse.shortest]


def _merged(cubes: tuple[PlannedCube, ...], on_ring: Sequence[int]) -> list[Mend]:
    for number in range(2, len(on_ring) + 1):
        found = []
        for of in list(combinations(on_ring, number))[:_MOST_TRIED]:
            made = together([cubes[one] for one in of])
            if made is None or (cells := size(made)) > _MOST_CELLS:
                continue
            result = in_place(cubes, of, made)
            if not ring(result):
                found.append(Mend("merge", of, result, made, cells - sum(size(cubes[one]) for one in of)))
        if found:
            return found
    return []


def together(cubes: Sequence[PlannedCube]) -> PlannedCube | None:
    """The smallest cube that tells apart what any of these does; None where none can."""
    used = {one for cube in cubes for one in cube.variables}
    finest = {one for one in used if not any(one in other.coarser for other in used)}
    for one, other in combinations(tuple(finest), 2):
        if one.base is other.base:
            finest = {left for left in finest if left.base is not one.base} | {one.base}
    made = PlannedCube(in_order(finest), min((cube.shortest for cube in cubes), key=TIMES.index))
    try:
        made.request(_ANY_YEAR)
    except SameVariableTwiceError:
        return None
    return made


def _without(cubes: tuple[PlannedCube, ...], of: Iterable[int]) -> tuple[PlannedCube, ...]:
    gone = set(of)
    return tuple(cube for number, cube in enumerate(cubes) if number not in gone)


def in_place(cubes: tuple[PlannedCube, ...], of: Sequence[int], made: PlannedCube) -> tuple[PlannedCube, ...]:
    """The plan with a cube in place of several, where the first of them stood."""
    return tuple(
        made if number == of[0] else cube for number, cube in enumerate(cubes) if number == of[0] or number not in of
    )


# --- what may be asked for -------------------------------------------------------------------------


def cube_for(plan: StatisticsPlan, variables: Iterable[Variable], period: Months) -> PlannedCube:
    """The smallest planned cube that tells these apart together and may be made for the period.

    Raises ViewNotInPlanError, which names the nearest cube, PeriodNotPlannedError.
    """
    wanted = tuple(variables)
    able = [cube for cube in plan.cubes if cube.tells_apart(wanted)]
    if not able:
        raise ViewNotInPlanError(variables=in_order(wanted), nearest=_nearest(plan, wanted).variables)
    fit = [cube for cube in able if cube.allows(period)]
    if not fit:
        shortest = min((cube.shortest for cube in able), key=TIMES.index)
        raise PeriodNotPlannedError(variables=in_order(wanted), shortest=shortest)
    return min(fit, key=size)


def planned(plan: StatisticsPlan, request: CubeRequest) -> PlannedCube:
    """The cube of a plan that is asked for; raises ViewNotInPlanError (with the nearest), PeriodNotPlannedError."""
    cube = next((one for one in plan.cubes if one.variables == request.variables), None)
    if cube is None:
        raise ViewNotInPlanError(
            variables=in_order(request.variables), nearest=_nearest(plan, request.variables).variables
        )
    if not cube.allows(request.period):
        raise PeriodNotPlannedError(variables=cube.variables, shortest=cube.shortest)
    if cube.request(request.period) != request:
        raise ViewNotInPlanError(variables=in_order(request.variables), nearest=cube.variables)
    return cube


def coarser(cube: PlannedCube) -> tuple[PlannedCube, ...]:
    """What it becomes with coarser variables on some of its axes, the least coarse first; time stays as it is."""
    ways = [(one, *(() if one.of_time else one.coarser)) for one in cube.variables]
    found = sorted(product(*(enumerate(way) for way in ways)), key=lambda some: sum(steps for steps, _ in some))
    return tuple(PlannedCube(in_order(one for _, one in some), cube.shortest) for some in found[1:])


def handed_out(request: CubeRequest) -> PlannedCube:
    """A cube that was handed out, as a plan would have it."""
    kind = kind_of(request.period)
    return PlannedCube(in_order(request.variables), kind if kind is not None else V.MONTH)


def _nearest(plan: StatisticsPlan, wanted: Sequence[Variable]) -> PlannedCube:
    """The cube with the most of these, or of others of the same families; of several the smallest."""

    def near(cube: PlannedCube) -> tuple[int, int, float]:
        told = {level for one in cube.variables for level in (one, *one.coarser)}
        bases = {one.base for one in cube.variables}
        return (
            sum(one in told for one in wanted),
            sum(one.base in bases for one in wanted),
            -math.log(size(cube)),
        )

    return max(plan.cubes, key=near)


# --- the plan that the program comes with ----------------------------------------------------------

DEFAULT_PLAN = StatisticsPlan(
    (
        PlannedCube((V.NATIONALITY, V.CANTON)),
        PlannedCube((V.SEX, V.AGE_GROUP), V.MONTH),
        PlannedCube((V.SEX, V.MONTH)),
        PlannedCube((V.PERMIT,)),
        PlannedCube((V.ASSISTANCE, V.STAGE)),
        PlannedCube((V.CASE_TYPE,)),
        PlannedCube((V.VULNERABILITY,)),
        PlannedCube((V.DIMENSION,)),
        PlannedCube((V.SEX, V.CTDC_AGE, V.TRAFFICKING)),
        PlannedCube((V.EXPLOITATION_COUNTRY,)),
        PlannedCube((V.TRAFFICKED_MONTHS,)),
        *(PlannedCube((flag,)) for flags in FLAG_GROUPS.values() for flag in flags),
    )
)
"""For an office of this kind; it has no ring.

What a cube with a sensitive variable has in common with one without is the total of a year alone (and ages, by
classes that cut across each other): where both tell sexes or regions apart, the empty ones among them could not have
10 people in any world, so that one of the two cubes could not be handed out.
"""


# --- the picture -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanPoint:
    """A variable in the picture of a plan; ``x`` and ``y`` from 0 to 1, from the upper left."""

    variable: Variable
    x: float
    y: float
    on_ring: bool


@dataclass(frozen=True)
class PlanHull:
    """A cube in the picture: the places of its points, in the order in which a line goes around them."""

    cube: int
    points: tuple[int, ...]
    on_ring: bool


@dataclass(frozen=True)
class PlanPicture:
    points: tuple[PlanPoint, ...]
    hulls: tuple[PlanHull, ...]
    """One for each cube, in the order of the plan."""
    ring: tuple[Variable, ...]


def picture(cubes: Sequence[PlannedCube]) -> PlanPicture:
    """The plan as points on a circle, what meets in a cube side by side, and a hull around the points of each cube."""
    looped = ring(cubes)
    told = {cube: levels(cube) | apart for cube, apart in zip(cubes, _told_apart(cubes), strict=True)}
    used = {one for cube in cubes for one in cube.variables} | set(looped)
    if any(V.MONTH in levels(cube) for cube in cubes):
        used.add(V.MONTH)
    order = list(dict.fromkeys(one for cube in _side_by_side(cubes) for one in in_order(told[cube] & used)))
    turns = [2 * math.pi * place / len(order) - math.pi / 2 for place in range(len(order))]
    points = tuple(
        PlanPoint(one, round(0.5 + math.cos(turn) / 2, 4), round(0.5 + math.sin(turn) / 2, 4), one in looped)
        for one, turn in zip(order, turns, strict=True)
    )
    hulls = tuple(
        PlanHull(
            number,
            tuple(sorted(order.index(one) for one in told[cube] & used)),
            len(told[cube] & set(looped)) > 1,
        )
        for number, cube in enumerate(cubes)
    )
    return PlanPicture(points, hulls, looped)


def _side_by_side(cubes: Sequence[PlannedCube]) -> list[PlannedCube]:
    """Each cube after the one of those before with which it has the most in common."""
    left = list(cubes)
    found: list[PlannedCube] = []
    while left:
        told = frozenset().union(*(levels(cube) for cube in found[-1:]))
        best = max(left, key=lambda cube: (len(levels(cube) & told), -left.index(cube)))
        left.remove(best)
        found.append(best)
    return found
