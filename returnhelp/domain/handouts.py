"""What is handed out of statistics, ready to be written: tables of numbers, codes and words, and their dictionary."""

from collections.abc import Iterator
from dataclasses import dataclass

from returnhelp.domain.tables import Months

HIDDEN = "×"
"""What stands in the place of every hidden number, whatever the reason."""


@dataclass(frozen=True)
class Line:
    """A row or a column: the variable of its level and the code of its category, both empty for everybody; the word."""

    level: str
    code: str
    word: str

    @property
    def everybody(self) -> bool:
        return not self.level


@dataclass(frozen=True)
class Side:
    """What the rows, or the columns, group: the code and the word of the variable, and the lines in their order."""

    variable: str
    word: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Held:
    """A category to which a whole table is limited."""

    variable: str
    word: str
    line: Line


@dataclass(frozen=True)
class Table:
    """A view of a published cube: ``persons`` row by row, None for a hidden number.

    Without ``columns`` there is one number in each row. ``shares`` are for the rows, from 0 to 1 and None where there
    is none to be told; they are made of shown numbers alone, and so is everything that the ``notes`` say.
    """

    name: str
    """What tells the table from the others of the same hand-out, fit for the name of a file."""
    title: str
    period: Months
    k: int
    rows: Side
    columns: Side | None
    held: tuple[Held, ...]
    persons: tuple[tuple[int | None, ...], ...]
    shares: tuple[float | None, ...] = ()
    notes: tuple[str, ...] = ()

    def cells(self) -> Iterator[tuple[Line, Line | None, int | None]]:
        """Every cell with its row and its column, row by row."""
        columns = self.columns.lines if self.columns else (None,)
        for line, numbers in zip(self.rows.lines, self.persons, strict=True):
            for column, number in zip(columns, numbers, strict=True):
                yield line, column, number

    def in_all(self) -> tuple[int | None, ...]:
        """The last number of each row: over all columns."""
        return tuple(numbers[-1] for numbers in self.persons)


@dataclass(frozen=True)
class Category:
    """An entry of the dictionary."""

    code: str
    word: str


@dataclass(frozen=True)
class Entry:
    """A variable of the dictionary with all its categories, those of nobody too."""

    variable: str
    word: str
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Handout:
    """One hand-out in one language; ``name`` is what its files are called."""

    name: str
    language: str
    title: str
    office: str
    definition: tuple[str, ...]
    """What is counted, when, and what the sign means and does not promise; each a line of its own."""
    tables: tuple[Table, ...]
    dictionary: tuple[Entry, ...]
