"""Attacks on tables by somebody who has only what was handed out: numbers, hidden signs, and a solver.

Nothing here knows the engine. The unknowns are people by every variable of all the tables at once, so tables
that share a variable are attacked together.
"""

from collections.abc import Sequence
from itertools import product

import highspy
import numpy as np

from returnhelp.domain.figures import Key
from returnhelp.domain.regions import rolled_up
from returnhelp.domain.tables import PublishedTable, Variable

Finest = dict[Variable, tuple[Key, ...]]
MOST = 10_000


class Attack:
    """Everything that follows from published tables of the same months, in whole numbers."""

    def __init__(self, tables: Sequence[PublishedTable], finest: Finest | None = None) -> None:
        self.tables = tables
        self.finest = finest or {
            variable: keys
            for table in tables
            for variable, keys in (
                (table.request.rows, table.row_keys),
                (table.request.columns, table.column_keys),
            )
        }
        self.variables = tuple(self.finest)
        self.people = list(product(*self.finest.values()))
        self.highs = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0)):
            self.highs.setOptionValue(option, value)
        count = len(self.people)
        self.highs.addVars(count, np.zeros(count), np.full(count, float(MOST)))
        self.highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), np.ones(count, dtype=np.uint8))
        for table in tables:
            for row, column, shown in cells_of(table):
                if shown is not None:
                    places = self.places(table, row, column)
                    self.highs.addRow(shown, shown, len(places), np.array(places, dtype=np.int32), np.ones(len(places)))

    def places(self, table: PublishedTable, row: int | None, column: int | None) -> list[int]:
        """The unknowns that a cell counts."""
        wanted = []
        if row is not None:
            wanted.append((table.request.rows, table.row_keys[row]))
        if column is not None:
            wanted.append((table.request.columns, table.column_keys[column]))
        return [
            place
            for place, person in enumerate(self.people)
            if all(self._is(person, variable, key) for variable, key in wanted)
        ]

    def interval(self, table: PublishedTable, row: int | None, column: int | None) -> tuple[int, int]:
        """The fewest and the most persons that a cell can hold."""
        places = self.places(table, row, column)
        return self._extreme(places, 1.0), self._extreme(places, -1.0)

    def _is(self, person: tuple[Key, ...], variable: Variable, key: Key) -> bool:
        base = next(one for one in self.variables if one.family == variable.family)
        own = person[self.variables.index(base)]
        return rolled_up(own, base, variable) == key

    def _extreme(self, places: list[int], sign: float) -> int:
        cost = np.zeros(len(self.people))
        cost[places] = sign
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.highs.run()
        assert self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return round(self.highs.getInfo().objective_function_value * sign)


def cells_of(table: PublishedTable):
    """Each cell and total: row, column, what is shown."""
    for row, line in enumerate(table.cells):
        for column, shown in enumerate(line):
            yield row, column, shown
    for row, shown in enumerate(table.row_totals):
        yield row, None, shown
    for column, shown in enumerate(table.column_totals):
        yield None, column, shown
    yield None, None, table.total


def brute_intervals(table: PublishedTable, most: int) -> dict[tuple[int | None, int | None], tuple[int, int]]:
    """The same for every cell of a tiny table, by trying every table with hidden cells up to ``most``."""
    choices = [np.arange(most + 1) if shown is None else np.array([shown]) for line in table.cells for shown in line]
    every = np.stack([grid.ravel() for grid in np.meshgrid(*choices, indexing="ij")])
    every = every.reshape(len(table.row_keys), len(table.column_keys), -1)

    def values(row: int | None, column: int | None) -> np.ndarray:
        part = every if row is None else every[row : row + 1]
        return (part if column is None else part[:, column : column + 1]).sum(axis=(0, 1))

    fits = np.ones(every.shape[2], dtype=bool)
    for row, column, shown in cells_of(table):
        if shown is not None:
            fits &= values(row, column) == shown
    assert fits.any()
    found = {(row, column): values(row, column)[fits] for row, column, _ in cells_of(table)}
    return {where: (int(some.min()), int(some.max())) for where, some in found.items()}
