"""The cells of linked tables in one long line, with every equation that an attacker can write down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from returnhelp.disclosure.grid import Grid
from returnhelp.disclosure.plan import Shaped, grid, junction_tree, known_totals, link
from returnhelp.disclosure.solver import Equation
from returnhelp.domain.tables import ProtectedTable


@dataclass(frozen=True)
class Joint:
    """The new table first, then each table it is linked with; ``starts`` is where each begins."""

    grids: tuple[Grid, ...]
    starts: tuple[int, ...]
    size: int
    equations: tuple[Equation, ...]

    def spans(self) -> Iterator[tuple[int, Grid, slice]]:
        """Number, shape and stretch of each table."""
        for number, (shape, start) in enumerate(zip(self.grids, self.starts, strict=True)):
            yield number, shape, slice(start, start + shape.size)


def join(table: Shaped, linked: Sequence[ProtectedTable], outside: Sequence[ProtectedTable]) -> Joint:
    """Put a table together with those it is linked with; those ``outside`` give the totals that they show."""
    tables: list[Shaped] = [table, *linked]
    grids = tuple(grid(one) for one in tables)
    starts = tuple(sum(shape.size for shape in grids[:number]) for number in range(len(grids)))
    equations = [
        Equation((start + total, *(start + part for part in parts)), (-1, *(1 for _ in parts)))
        for shape, start in zip(grids, starts, strict=True)
        for total, parts in shape.sums()
    ]
    for left, right in junction_tree(tables):
        for here, there in link(tables[left], tables[right]).pairs:
            places = (*(starts[left] + place for place in here), *(starts[right] + place for place in there))
            equations.append(Equation(places, (*(1 for _ in here), *(-1 for _ in there))))
    for one, start in zip(tables, starts, strict=True):
        for told in outside:
            for here, total in known_totals(one, told):
                equations.append(Equation(tuple(start + place for place in here), tuple(1 for _ in here), total))
    return Joint(grids, starts, starts[-1] + grids[-1].size, tuple(equations))
