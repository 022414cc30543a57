"""A two-way table laid out in one line: where each cell stands, and which cells add up to which."""

from collections.abc import Iterator
from dataclasses import dataclass

from returnhelp.domain.tables import Where


@dataclass(frozen=True)
class Grid:
    """Places 0, 1, 2 … in the order of ``tables.in_line``: inner cells, row totals, column totals, grand total."""

    rows: int
    columns: int

    @property
    def inner(self) -> int:
        """How many inner cells there are; the row totals begin at this place."""
        return self.rows * self.columns

    @property
    def size(self) -> int:
        return self.inner + self.rows + self.columns + 1

    def at(self, row: int | None, column: int | None) -> int:
        """The place of a cell; None stands for the total."""
        if row is None:
            return self.size - 1 if column is None else self.inner + self.rows + column
        return self.inner + row if column is None else row * self.columns + column

    def where(self, place: int) -> Where:
        """The row and the column of a place."""
        if place < self.inner:
            return divmod(place, self.columns)
        if place < self.inner + self.rows:
            return place - self.inner, None
        if place < self.size - 1:
            return None, place - self.inner - self.rows
        return None, None

    def sums(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Each total with the places that make it up."""
        for row in range(self.rows):
            yield self.at(row, None), tuple(self.at(row, column) for column in range(self.columns))
        for column in range(self.columns):
            yield self.at(None, column), tuple(self.at(row, column) for row in range(self.rows))
        yield self.at(None, None), tuple(self.at(row, None) for row in range(self.rows))

    def line(self, inner: tuple[int, ...]) -> tuple[int, ...]:
        """The whole line that belongs to inner cells."""
        rows = [inner[row * self.columns : (row + 1) * self.columns] for row in range(self.rows)]
        down = [sum(column) for column in zip(*rows, strict=True)]
        across = [sum(row) for row in rows]
        return (*inner, *across, *down, sum(across))
