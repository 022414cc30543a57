"""Tables of persons for handing out: what is asked for, what was counted, and what may be shown of it."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from returnhelp.domain.errors import SameVariableTwiceError
from returnhelp.domain.figures import Key

K = 5
"""Fewer persons than this are never shown."""
K_SENSITIVE = 10
"""The same in a table with a sensitive variable."""
FEWEST_DOSSIERS = 3
"""Persons out of fewer different dossiers than this are never shown, however many they are."""

T = TypeVar("T")

Where = tuple[int | None, int | None]
"""A cell: its row and its column; None stands for the total over all of them."""


class Variable(StrEnum):
    """What may stand in the rows or the columns, each person in exactly one category of it."""

    NATIONALITY = "nationality"
    NATIONALITY_REGION = "nationality_region"
    CONTINENT = "continent"
    CANTON = "canton"
    GREATER_REGION = "greater_region"
    SEX = "sex"
    AGE_GROUP = "age_group"
    PERMIT = "permit"
    CASE_TYPE = "case_type"
    DESTINATION_KIND = "destination_kind"
    VULNERABILITY = "vulnerability"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def sensitive(self) -> bool:
        """Whether it tells of vulnerability, health or trafficking (the type of a case tells of the last two)."""
        return self in (Variable.VULNERABILITY, Variable.CASE_TYPE)

    @property
    def family(self) -> tuple["Variable", ...]:
        """The variables that group the same thing, finest first; itself alone where there are no others."""
        return next((chain for chain in _FAMILIES if self in chain), (self,))

    @property
    def coarser(self) -> tuple["Variable", ...]:
        """What its categories can be put together to, finest first."""
        return self.family[self.family.index(self) + 1 :]


_FAMILIES = (
    (Variable.NATIONALITY, Variable.NATIONALITY_REGION, Variable.CONTINENT),
    (Variable.CANTON, Variable.GREATER_REGION),
    (Variable.MONTH, Variable.QUARTER, Variable.YEAR),
)


@dataclass(frozen=True, order=True)
class Months:
    """Whole months, one after the other: the first day of the first, the last day of the last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or (self.last + timedelta(days=1)).day != 1 or self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} are not whole months")

    def __iter__(self) -> Iterator[date]:
        """The first day of each month."""
        day = self.first
        while day <= self.last:
            yield day
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)

    def overlaps(self, other: "Months") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class TableRequest:
    """Rows by columns over closed months; raises SameVariableTwiceError if both group the same thing."""

    rows: Variable
    columns: Variable
    period: Months

    def __post_init__(self) -> None:
        if self.columns in self.rows.family:
            raise SameVariableTwiceError(rows=self.rows, columns=self.columns)

    @property
    def variables(self) -> frozenset[Variable]:
        return frozenset({self.rows, self.columns})

    @property
    def sensitive(self) -> bool:
        return self.rows.sensitive or self.columns.sensitive

    @property
    def k(self) -> int:
        """The fewest persons that a shown cell holds."""
        return K_SENSITIVE if self.sensitive else K

    def to_dict(self) -> dict[str, str]:
        return {
            "rows": self.rows.value,
            "columns": self.columns.value,
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, str]) -> "TableRequest":
        period = Months(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))
        return cls(Variable(told["rows"]), Variable(told["columns"]), period)


@dataclass(frozen=True)
class CountTable:
    """What was counted, exactly: persons, and of how many different dossiers they are.

    The keys come from the classification, so a category with nobody in it has its row or column too.
    Dossiers cannot be added up (a family may stand in several cells), so the totals have their own.
    """

    request: TableRequest
    row_keys: tuple[Key, ...]
    column_keys: tuple[Key, ...]
    counts: tuple[tuple[int, ...], ...]
    dossiers: tuple[tuple[int, ...], ...]
    row_dossiers: tuple[int, ...]
    column_dossiers: tuple[int, ...]
    all_dossiers: int

    def __post_init__(self) -> None:
        _check_keys(self.row_keys, self.column_keys)
        rows, columns = len(self.row_keys), len(self.column_keys)
        for grid in (self.counts, self.dossiers):
            if len(grid) != rows or any(len(row) != columns for row in grid):
                raise ValueError("the counts do not have the shape of the keys")
        if len(self.row_dossiers) != rows or len(self.column_dossiers) != columns:
            raise ValueError("the totals of dossiers do not have the shape of the keys")
        for persons, known in zip(self.persons_in_line(), self.dossiers_in_line(), strict=True):
            if not 0 <= known <= persons or (persons and not known):
                raise ValueError(f"{persons} persons cannot be of {known} dossiers")
        across = zip(self.dossiers, self.row_dossiers, strict=True)
        down = zip(zip(*self.dossiers, strict=True), self.column_dossiers, strict=True)
        for parts, together in (*across, *down, (self.row_dossiers, self.all_dossiers)):
            if not max(parts) <= together <= sum(parts):
                raise ValueError(f"parts of {parts} dossiers cannot be of {together} together")

    @classmethod
    def tallied(
        cls,
        request: TableRequest,
        row_keys: Iterable[Key],
        column_keys: Iterable[Key],
        persons: Iterable[tuple[Key, Key, Hashable, int]],
    ) -> "CountTable":
        """Count persons told as row key, column key, dossier, how many; KeyError for a key not in the classification.

        The same row, column and dossier may be told several times.
        """
        rows, columns = tuple(row_keys), tuple(column_keys)
        row_at = {key: index for index, key in enumerate(rows)}
        column_at = {key: index for index, key in enumerate(columns)}
        counts: Counter[tuple[int, int]] = Counter()
        seen: defaultdict[Where, set[Hashable]] = defaultdict(set)
        for row_key, column_key, dossier, number in persons:
            if not number:
                continue
            row, column = row_at[row_key], column_at[column_key]
            counts[row, column] += number
            for where in ((row, column), (row, None), (None, column), (None, None)):
                seen[where].add(dossier)

        def known(row: int | None, column: int | None) -> int:
            return len(seen.get((row, column), ()))

        across, down = range(len(columns)), range(len(rows))
        return cls(
            request,
            rows,
            columns,
            tuple(tuple(counts[row, column] for column in across) for row in down),
            tuple(tuple(known(row, column) for column in across) for row in down),
            tuple(known(row, None) for row in down),
            tuple(known(None, column) for column in across),
            known(None, None),
        )

    @property
    def row_totals(self) -> tuple[int, ...]:
        return tuple(sum(row) for row in self.counts)

    @property
    def column_totals(self) -> tuple[int, ...]:
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @property
    def total(self) -> int:
        return sum(self.row_totals)

    def persons_in_line(self) -> tuple[int, ...]:
        """Every cell row by row, then the row totals, the column totals, the grand total."""
        return in_line(self.counts, self.row_totals, self.column_totals, self.total)

    def dossiers_in_line(self) -> tuple[int, ...]:
        return in_line(self.dossiers, self.row_dossiers, self.column_dossiers, self.all_dossiers)


class Hidden(StrEnum):
    """Why a cell carries the hidden sign; for the admin only, a file never tells one from the other."""

    PRIMARY_SMALL = "primary_small"
    PRIMARY_DOSSIERS = "primary_dossiers"
    DECOY = "decoy"
    COMPLEMENTARY = "complementary"
    ZERO = "zero"


SMALL = frozenset({Hidden.PRIMARY_SMALL, Hidden.PRIMARY_DOSSIERS})
FOR_OTHERS = frozenset({Hidden.DECOY, Hidden.COMPLEMENTARY})

Cell = int | Hidden


@dataclass(frozen=True)
class Shares:
    """The part of all persons (0 to 1) that stands in shown cells, at each level.

    For the admin only: beside the shown cells a share gives a hidden total away.
    """

    cells: float
    rows: float
    columns: float


@dataclass(frozen=True)
class Interval:
    """What an attacker can compute of a hidden cell: the fewest and the most persons; None = no upper limit."""

    least: int
    most: int | None


@dataclass(frozen=True)
class PublishedTable:
    """What leaves the office: numbers, and None wherever a cell is hidden, whatever the reason."""

    request: TableRequest
    row_keys: tuple[Key, ...]
    column_keys: tuple[Key, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None
    provisional: bool = True

    def in_line(self) -> tuple[int | None, ...]:
        return in_line(self.cells, self.row_totals, self.column_totals, self.total)

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.request.to_dict(),
            "k": self.request.k,
            "row_keys": list(self.row_keys),
            "column_keys": list(self.column_keys),
            "cells": [list(row) for row in self.cells],
            "row_totals": list(self.row_totals),
            "column_totals": list(self.column_totals),
            "total": self.total,
            "provisional": self.provisional,
        }


@dataclass(frozen=True)
class ProtectedTable:
    """A table as it may be shown to the admin, with the reason in each hidden cell; it holds no hidden number.

    Files are made from ``published()`` alone. ``seal`` is over everything here; the checker refuses a table
    of which anything was changed afterwards. ``to_dict`` is what the store keeps for the ledger.
    """

    request: TableRequest
    row_keys: tuple[Key, ...]
    column_keys: tuple[Key, ...]
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Cell, ...]
    column_totals: tuple[Cell, ...]
    total: Cell
    shares: Shares
    narrowest: Interval | None
    """The narrowest of the intervals of all protected cells, for the admin only; None where no cell needed it."""
    provisional: bool = True
    seal: str = ""

    def __post_init__(self) -> None:
        _check_keys(self.row_keys, self.column_keys)
        if len(self.cells) != len(self.row_keys) or any(len(row) != len(self.column_keys) for row in self.cells):
            raise ValueError("the cells do not have the shape of the keys")
        if len(self.row_totals) != len(self.row_keys) or len(self.column_totals) != len(self.column_keys):
            raise ValueError("the totals do not have the shape of the keys")

    @property
    def k(self) -> int:
        return self.request.k

    @property
    def hidden(self) -> Counter[Hidden]:
        """How many cells, totals too, are hidden for each reason."""
        return Counter(cell for cell in self.in_line() if isinstance(cell, Hidden))

    @property
    def hidden_because_small(self) -> int:
        return sum(self.hidden[reason] for reason in SMALL)

    @property
    def hidden_because_of_others(self) -> int:
        return sum(self.hidden[reason] for reason in FOR_OTHERS)

    def in_line(self) -> tuple[Cell, ...]:
        """Every cell row by row, then the row totals, the column totals, the grand total."""
        return in_line(self.cells, self.row_totals, self.column_totals, self.total)

    def must_stay_open(self) -> tuple[int, ...]:
        """Places in line of the cells that must be able to be 0 as well as k or more persons for an attacker."""
        needed = SMALL | {Hidden.ZERO} if self.request.sensitive else SMALL
        return tuple(place for place, cell in enumerate(self.in_line()) if cell in needed)

    def published(self) -> PublishedTable:
        """The table with one and the same sign for every hidden cell."""
        return PublishedTable(
            self.request,
            self.row_keys,
            self.column_keys,
            tuple(tuple(_shown(cell) for cell in row) for row in self.cells),
            tuple(_shown(cell) for cell in self.row_totals),
            tuple(_shown(cell) for cell in self.column_totals),
            _shown(self.total),
            self.provisional,
        )

    def sealed(self, seal: str) -> "ProtectedTable":
        return replace(self, seal=seal)

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.request.to_dict(),
            "row_keys": list(self.row_keys),
            "column_keys": list(self.column_keys),
            "cells": [[_told(cell) for cell in row] for row in self.cells],
            "row_totals": [_told(cell) for cell in self.row_totals],
            "column_totals": [_told(cell) for cell in self.column_totals],
            "total": _told(self.total),
            "shares": [self.shares.cells, self.shares.rows, self.shares.columns],
            "narrowest": [self.narrowest.least, self.narrowest.most] if self.narrowest else None,
            "provisional": self.provisional,
            "seal": self.seal,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "ProtectedTable":
        """The table that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        return cls(
            TableRequest.from_dict(told),
            tuple(told["row_keys"]),
            tuple(told["column_keys"]),
            tuple(tuple(_heard(cell) for cell in row) for row in told["cells"]),
            tuple(_heard(cell) for cell in told["row_totals"]),
            tuple(_heard(cell) for cell in told["column_totals"]),
            _heard(told["total"]),
            Shares(*told["shares"]),
            Interval(*told["narrowest"]) if told["narrowest"] else None,
            told["provisional"],
            told["seal"],
        )


@dataclass(frozen=True)
class CoarserProposal:
    """Rows and columns that would show ``share`` (0 to 1) of all persons in the cells of the table."""

    rows: Variable
    columns: Variable
    share: float


def in_line(
    cells: Iterable[Iterable[T]], row_totals: Iterable[T], column_totals: Iterable[T], total: T
) -> tuple[T, ...]:
    """A table's cells row by row, then its row totals, column totals and grand total."""
    return (*(cell for row in cells for cell in row), *row_totals, *column_totals, total)


def _check_keys(row_keys: tuple[Key, ...], column_keys: tuple[Key, ...]) -> None:
    for keys in (row_keys, column_keys):
        if not keys or len(set(keys)) != len(keys):
            raise ValueError("a table needs rows and columns, each once")


def _shown(cell: Cell) -> int | None:
    return None if isinstance(cell, Hidden) else cell


def _told(cell: Cell) -> int | str:
    return cell.value if isinstance(cell, Hidden) else cell


def _heard(told: int | str) -> Cell:
    return Hidden(told) if isinstance(told, str) else told
