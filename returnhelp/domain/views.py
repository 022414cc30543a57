"""Tables cut out of a cube: what stands in rows and columns, what is held or summed over, and shares of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from returnhelp.domain.cubes import EVERYBODY, Axis, Category, Node, Shape
from returnhelp.domain.errors import ViewOutsideCubeError
from returnhelp.domain.tables import Variable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Filled(Protocol[T_co]):
    """Any cube with its cells in line."""

    @property
    def axes(self) -> tuple[Axis, ...]: ...
    @property
    def shape(self) -> Shape: ...
    @property
    def cells(self) -> tuple[T_co, ...]: ...


@dataclass(frozen=True)
class View:
    """Rows, maybe columns, at some detail; axes that are not named are summed over unless ``held`` at a category."""

    rows: Variable
    columns: Variable | None = None
    held: Category = ()
    subtotals: bool = True
    """Whether the subtotals of coarser levels stand between the categories and everybody."""

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (self.rows, *((self.columns,) if self.columns else ()), *(variable for variable, _ in self.held))

    def to_dict(self) -> dict[str, Any]:
        return {
            "rows": self.rows.value,
            "columns": self.columns.value if self.columns else None,
            "held": [[variable.value, key] for variable, key in self.held],
            "subtotals": self.subtotals,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "View":
        """The view that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        return cls(
            Variable(told["rows"]),
            None if told["columns"] is None else Variable(told["columns"]),
            tuple((Variable(variable), key) for variable, key in told["held"]),
            bool(told["subtotals"]),
        )


@dataclass(frozen=True)
class Slice(Generic[T]):
    """The cells of a view: rows and columns as nodes, subtotals after the categories, everybody last."""

    view: View
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    cells: tuple[tuple[T, ...], ...]


def cut(cube: Filled[T], view: View) -> Slice[T]:
    """The table of a view; raises ViewOutsideCubeError where the cube does not tell that much apart."""
    fixed = {_axis(cube, variable): _node(cube, variable, key) for variable, key in view.held}
    rows = _lines(cube, view.rows, view.subtotals)
    columns = _lines(cube, view.columns, view.subtotals) if view.columns else ((EVERYBODY, None),)
    row_axis = _axis(cube, view.rows)
    column_axis = _axis(cube, view.columns) if view.columns else None
    if len({row_axis, column_axis, *fixed}) != len(view.variables) + (column_axis is None):
        raise ViewOutsideCubeError(variable=view.rows)
    cells = []
    for _, row in rows:
        line = []
        for _, column in columns:
            nodes = [fixed.get(number, axis.everybody) for number, axis in enumerate(cube.axes)]
            nodes[row_axis] = row
            if column_axis is not None and column is not None:
                nodes[column_axis] = column
            line.append(cube.cells[cube.shape.place(nodes)])
        cells.append(tuple(line))
    return Slice(view, tuple(node for node, _ in rows), tuple(node for node, _ in columns), tuple(cells))


class ShareOf(StrEnum):
    """What the persons of a cell are a part of."""

    ROW = "row"
    COLUMN = "column"
    ALL = "all"


def shares(table: Slice[int | None], of: ShareOf) -> tuple[tuple[float | None, ...], ...]:
    """The part (0 to 1) that each cell is of its row, its column, or everybody in the table.

    Made of shown numbers alone, so it tells nothing that they do not tell: None where the cell or its total is hidden.
    """
    bottom = table.cells[-1]

    def whole(row: tuple[int | None, ...], column: int) -> int | None:
        match of:
            case ShareOf.ROW:
                return row[-1]
            case ShareOf.COLUMN:
                return bottom[column]
            case ShareOf.ALL:
                return bottom[-1]

    return tuple(tuple(_part(cell, whole(row, column)) for column, cell in enumerate(row)) for row in table.cells)


def _part(persons: int | None, whole: int | None) -> float | None:
    return None if persons is None or not whole else persons / whole


def _axis(cube: Filled[T], variable: Variable) -> int:
    for number, axis in enumerate(cube.axes):
        if variable in (axis.variable, *axis.levels):
            return number
    raise ViewOutsideCubeError(variable=variable)


def _node(cube: Filled[T], variable: Variable, key: object) -> int:
    axis = cube.axes[_axis(cube, variable)]
    for known in axis.keys(variable):
        if known == key:
            return axis.place(variable, known)
    raise ViewOutsideCubeError(variable=variable)


def _lines(cube: Filled[T], variable: Variable, subtotals: bool) -> tuple[tuple[Node, int], ...]:
    """The nodes of an axis from a level upwards, with the places where they stand; each counts others than the rest."""
    axis = cube.axes[_axis(cube, variable)]
    levels: Iterable[Variable] = (variable, *(one for one in axis.levels if one in variable.coarser and subtotals))
    found: dict[int, Node] = {}
    for level in levels:
        for key in axis.keys(level):
            found.setdefault(axis.place(level, key), Node(level, key))
    if len(found) > 1:
        found.pop(axis.everybody, None)
    lines = [(node, place) for place, node in found.items()]
    return (*lines, (EVERYBODY, axis.everybody))
