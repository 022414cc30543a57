"""Which views of a protected table there are, how much each shows, and which coarser ones show more."""

from dataclasses import dataclass, replace
from itertools import product

from returnhelp.domain.cubes import Axis, Node, ProtectedCube
from returnhelp.domain.tables import Variable
from returnhelp.domain.views import View

MOSTLY = 0.5
"""A view that shows a smaller share of the persons than this is mostly hidden signs."""
_NOTICED = 0.005  # a gain that no rounded figure shows is none
_OFFERED = 4


@dataclass(frozen=True)
class Step:
    """What becomes coarser on one axis: so many categories now, so many then; ``to`` None: it is summed over."""

    of: Variable
    many: int
    to: Variable | None
    fewer: int


@dataclass(frozen=True)
class Better:
    """A coarser view that shows a greater share of the persons."""

    view: View
    share: float
    steps: tuple[Step, ...]


def levels(axis: Axis) -> tuple[Variable, ...]:
    """The levels of detail of an axis that tell anything apart, finest first."""
    return tuple(level for level in (axis.variable, *axis.levels) if len(axis.keys(level)) > 1)


def axis_of(cube: ProtectedCube, variable: Variable) -> Axis:
    """The axis that a level belongs to; LookupError if there is none."""
    return next(axis for axis in cube.axes if variable in (axis.variable, *axis.levels))


def telling(cube: ProtectedCube) -> tuple[Axis, ...]:
    """The axes that tell more than one category apart; the first of all where none does."""
    return tuple(axis for axis in cube.axes if levels(axis)) or cube.axes[:1]


def left_over(cube: ProtectedCube, view: View) -> tuple[Axis, ...]:
    """The axes that stand neither in rows nor in columns: held at a category, or summed over."""
    used = {axis_of(cube, one).variable for one in (view.rows, view.columns) if one is not None}
    return tuple(axis for axis in telling(cube) if axis.variable not in used)


def categories_of(axis: Axis) -> tuple[Node, ...]:
    """What an axis can be held at: its categories, then those of each coarser level."""
    return tuple(node for node in axis.nodes if node.level is not None and len(axis.keys(node.level)) > 1)


def share(cube: ProtectedCube, view: View) -> float | None:
    """The part of all persons in shown cells of the view's level, whatever is held; None: unknown."""
    told = {one.level: one.share for one in cube.shares}
    return told.get(_level(cube, view.variables))


def rows_share(cube: ProtectedCube, view: View) -> float | None:
    """The same of the totals of its rows."""
    return share(cube, replace(view, columns=None))


def columns_share(cube: ProtectedCube, view: View) -> float | None:
    """The same of the totals of its columns; None without columns."""
    return share(cube, replace(view, rows=view.columns, columns=None)) if view.columns is not None else None


def _level(cube: ProtectedCube, variables: tuple[Variable, ...]) -> tuple[Variable | None, ...]:
    return tuple(next((one for one in variables if one in (axis.variable, *axis.levels)), None) for axis in cube.axes)


def finest(cube: ProtectedCube) -> View:
    """All detail: the two axes with the most categories in rows and columns, the others summed over."""
    axes = telling(cube)
    largest = sorted(axes, key=lambda axis: (-len(axis.leaves), axes.index(axis)))[:2]
    rows, *columns = [axis.variable for axis in axes if axis in largest]
    return View(rows, columns[0] if columns else None)


def whole(cube: ProtectedCube) -> tuple[View, ...]:
    """All of a cube as tables: rows and columns in all detail, for everybody and for each category of the others."""
    view = finest(cube)
    choices = [(None, *categories_of(axis)) for axis in left_over(cube, view)]
    return tuple(
        replace(view, held=tuple((node.level, node.key) for node in one if node is not None and node.level is not None))
        for one in product(*choices)
    )


def first(cube: ProtectedCube) -> View:
    """The view to open with: the finest one that shows at least half of the persons, else the one that shows most."""
    view = finest(cube)
    if (share(cube, view) or 0.0) >= MOSTLY:
        return view
    offers = _front(cube, view)
    return next((one.view for one in offers if one.share >= MOSTLY), offers[-1].view if offers else view)


def better(cube: ProtectedCube, view: View) -> tuple[Better, ...]:
    """The coarser views that show more, the least loss of detail first."""
    return tuple(_front(cube, view)[:_OFFERED])


def best(cube: ProtectedCube, view: View) -> Better | None:
    """The one to go to from a view that is mostly hidden signs; None where none shows more."""
    offers = _front(cube, view)
    return next((one for one in offers if one.share >= MOSTLY), offers[-1] if offers else None)


def _front(cube: ProtectedCube, view: View) -> list[Better]:
    """Coarser views, finest first, each showing more than every finer one."""
    now = share(cube, view)
    if now is None:
        return []
    found = []
    for rows, columns in product(_up(cube, view.rows), _up(cube, view.columns)):
        down = rows or columns
        if (rows, columns) == (view.rows, view.columns) or down is None:
            continue
        coarse = replace(view, rows=down, columns=columns if rows else None)
        told = share(cube, coarse)
        if told is not None:
            steps = tuple(_steps(cube, ((view.rows, rows), (view.columns, columns))))
            found.append((_size(cube, coarse), Better(coarse, told, steps)))
    front: list[Better] = []
    for _many, one in sorted(found, key=lambda pair: (-pair[0], -pair[1].share)):
        if one.share >= (front[-1].share if front else now) + _NOTICED:
            front.append(one)
    return front


def _up(cube: ProtectedCube, variable: Variable | None) -> tuple[Variable | None, ...]:
    if variable is None:
        return (None,)
    axis = axis_of(cube, variable)
    coarser = [level for level in levels(axis) if level in variable.coarser]
    return (variable, *coarser, None)


def _many(cube: ProtectedCube, variable: Variable | None) -> int:
    return len(axis_of(cube, variable).keys(variable)) if variable is not None else 1


def _size(cube: ProtectedCube, view: View) -> int:
    return _many(cube, view.rows) * _many(cube, view.columns)


def _steps(cube: ProtectedCube, changes: tuple[tuple[Variable | None, Variable | None], ...]) -> list[Step]:
    return [
        Step(before, _many(cube, before), after, _many(cube, after))
        for before, after in changes
        if before is not None and before is not after
    ]
