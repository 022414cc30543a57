"""Protected cubes for the statistics page, made of invented counts without the engine."""

from collections.abc import Callable
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

from returnhelp.domain.cubes import CubeRequest, LevelShare, ProtectedCube, Shape
from returnhelp.domain.tables import Cell, Hidden, Interval, Months, Variable
from returnhelp.services.statistics import Protected

YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))


def protected_cube(
    variables: tuple[Variable, ...], persons: Callable[..., int], period: Months = YEAR, fewest: int | None = None
) -> ProtectedCube:
    """Every small number hidden, and beside it others for each reason by turns; ``persons`` is asked by leaf places."""
    request = CubeRequest.of(variables, period)
    axes = request.laid_out()
    shape = Shape(axes)
    inner = [persons(*leaves) for leaves in product(*(range(size) for size in shape.leaf_sizes))]
    line = shape.summed(inner)
    others = [Hidden.COMPLEMENTARY, Hidden.DECOY, Hidden.INSIDER]
    cells: list[Cell] = []
    for number in line:
        if number == 0:
            cells.append(Hidden.ZERO)
        elif number < request.k:
            cells.append(Hidden.PRIMARY_SMALL)
        elif number % 7 == 0:
            cells.append(Hidden.PRIMARY_DOSSIERS if number < 12 else others[number % 3])
        else:
            cells.append(number)
    shares = tuple(
        LevelShare(level, _share(shape, level, line, cells)) for level in product(*((*_levels(a), None) for a in axes))
    )
    return ProtectedCube(request, axes, tuple(cells), shares, Interval(0, 7), fewest)


def protected(cube: ProtectedCube, persons: int = 1250, late: int = 3, number: int | None = None) -> Protected:
    """What the service hands over; the proof is not looked at by the page."""
    proof: Any = SimpleNamespace()
    return Protected(cube, proof, persons, late, number)


def skewed(*places: int) -> int:
    """Many persons in the first categories, few in the later ones, nobody in the last."""
    weight = 1.0
    for place in places:
        weight /= 1 + 0.55 * place
    return int(120 * weight)


def _levels(axis: Any) -> tuple[Variable, ...]:
    return (axis.variable, *axis.levels)


def _share(shape: Shape, level: tuple[Variable | None, ...], line: tuple[int, ...], cells: list[Cell]) -> float:
    chosen = []
    for axis, variable in zip(shape.axes, level, strict=True):
        if variable is None:
            chosen.append([axis.everybody])
        else:
            chosen.append(sorted({axis.place(variable, key) for key in axis.keys(variable)}))
    places = [shape.place(nodes) for nodes in product(*chosen)]
    return sum(line[at] for at in places if not isinstance(cells[at], Hidden)) / max(1, line[-1])
