"""Which tables of the same months hang together, through which totals, and which may not meet at all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from returnhelp.disclosure.grid import Grid
from returnhelp.domain.errors import ClassificationChangedError, LoopedTablesError, OverlappingPeriodsError
from returnhelp.domain.figures import Key
from returnhelp.domain.regions import rolled_up
from returnhelp.domain.tables import SMALL, Cell, Hidden, ProtectedTable, TableRequest, Variable


class Shaped(Protocol):
    """Anything with rows and columns: what was counted as well as what was handed out."""

    @property
    def request(self) -> TableRequest: ...
    @property
    def row_keys(self) -> tuple[Key, ...]: ...
    @property
    def column_keys(self) -> tuple[Key, ...]: ...


Category = frozenset[tuple[Variable, Key]]
"""What a cell counts: one category for each variable that is not summed over."""


def grid(table: Shaped) -> Grid:
    return Grid(len(table.row_keys), len(table.column_keys))


def categories(table: Shaped) -> tuple[Category, ...]:
    """What each place of a table counts."""
    shape = grid(table)
    found = []
    for place in range(shape.size):
        row, column = shape.where(place)
        one = [] if row is None else [(table.request.rows, table.row_keys[row])]
        two = [] if column is None else [(table.request.columns, table.column_keys[column])]
        found.append(frozenset(one + two))
    return tuple(found)


def of_the_same_months(table: Shaped, already: Iterable[ProtectedTable]) -> tuple[ProtectedTable, ...]:
    """What was handed out for exactly the months of ``table``, a table of the same two variables only once.

    Raises OverlappingPeriodsError, ClassificationChangedError, LoopedTablesError. Other months have other people.
    """
    same: dict[frozenset[Variable], ProtectedTable] = {}
    for earlier in already:
        period = earlier.request.period
        if period == table.request.period:
            same.setdefault(earlier.request.variables, earlier)
        elif period.overlaps(table.request.period):
            raise OverlappingPeriodsError(first=period.first, last=period.last)
    _check_classification(table, same.values())
    _check_loops(table.request, same)
    return tuple(same.values())


def decided(same: Iterable[ProtectedTable]) -> dict[Category, Cell]:
    """What each cell of the tables of the same months was decided to be; it stays so."""
    found: dict[Category, Cell] = {}
    for table in same:
        for what, cell in zip(categories(table), table.in_line(), strict=True):
            if what not in found or cell in SMALL:
                found[what] = cell
    return found


@dataclass(frozen=True)
class Link:
    """What two tables count alike: for each common category the places that add up to it in the one and the other."""

    pairs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def link(one: Shaped, other: Shaped) -> Link:
    """The common totals of two tables of the same months (at least the grand total)."""
    levels = _common_levels(one.request, other.request)
    left, right = _sums(one, levels), _sums(other, levels)
    return Link(tuple((left.get(key, ()), right.get(key, ())) for key in dict.fromkeys((*left, *right))))


def junction_tree(tables: Sequence[Shaped]) -> tuple[tuple[int, int], ...]:
    """The pairs of tables that need to agree for all of them to agree: those with the most in common.

    Of tables without a ring this is the spanning tree of the greatest common parts (Bernstein and Goodman).
    """
    closures = [frozenset(_closure(table.request.variables)) for table in tables]
    pairs = sorted(combinations(range(len(tables)), 2), key=lambda pair: -len(closures[pair[0]] & closures[pair[1]]))
    part_of = list(range(len(tables)))
    tree = []
    for one, other in pairs:
        if part_of[one] != part_of[other]:
            tree.append((one, other))
            part_of = [part_of[one] if part == part_of[other] else part for part in part_of]
    return tuple(tree)


def linked(table: Shaped, same: Sequence[ProtectedTable]) -> tuple[ProtectedTable, ...]:
    """Those of the tables of the same months whose hidden cells move together with the ones of ``table``.

    The others hold it only by totals that everybody knows from them (``known_totals``).
    """
    inside: list[Shaped] = [table]
    waiting = list(same)
    while found := next((one for one in waiting if any(_moves(one, reached) for reached in inside)), None):
        waiting.remove(found)
        inside.append(found)
    return tuple(one for one in same if one not in waiting)


def known_totals(table: Shaped, outside: ProtectedTable) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Places of ``table`` and what they add up to, as a table that is not linked with it shows."""
    line = outside.in_line()
    return tuple(
        (here, sum(cell for cell in (line[place] for place in there) if not isinstance(cell, Hidden)))
        for here, there in link(table, outside).pairs
    )


def _moves(outside: ProtectedTable, inside: Shaped) -> bool:
    """Whether a common total of the two is not known from the table outside."""
    line = outside.in_line()
    return any(isinstance(line[place], Hidden) for _, there in link(inside, outside).pairs for place in there)


def _common_levels(one: TableRequest, other: TableRequest) -> tuple[Variable, ...]:
    """For each family that both have, the coarser of their two variables."""
    shared = []
    for mine in (one.rows, one.columns):
        for theirs in (other.rows, other.columns):
            if mine.family == theirs.family:
                shared.append(max(mine, theirs, key=mine.family.index))
    return tuple(sorted(shared))


def _sums(table: Shaped, levels: tuple[Variable, ...]) -> dict[tuple[Key, ...], tuple[int, ...]]:
    """The places that make up each category of the levels: totals where they serve, else inner cells."""
    shape = grid(table)
    request = table.request
    row_level = next((level for level in levels if level in request.rows.family), None)
    column_level = next((level for level in levels if level in request.columns.family), None)
    rows = _labels(request.rows, row_level, table.row_keys)
    columns = _labels(request.columns, column_level, table.column_keys)
    found: defaultdict[tuple[Key, ...], list[int]] = defaultdict(list)
    for row, row_key in rows:
        for column, column_key in columns:
            named = {row_level: row_key, column_level: column_key}
            found[tuple(named[level] for level in levels)].append(shape.at(row, column))
    return {key: tuple(places) for key, places in found.items()}


def _labels(variable: Variable, level: Variable | None, keys: tuple[Key, ...]) -> list[tuple[int | None, Key]]:
    if level is None:
        return [(None, "")]
    return [(index, rolled_up(key, variable, level)) for index, key in enumerate(keys)]


def _check_classification(table: Shaped, same: Iterable[ProtectedTable]) -> None:
    keys = {table.request.rows: set(table.row_keys), table.request.columns: set(table.column_keys)}
    for earlier in same:
        for variable, used in (
            (earlier.request.rows, earlier.row_keys),
            (earlier.request.columns, earlier.column_keys),
        ):
            if keys.setdefault(variable, set(used)) != set(used):
                raise ClassificationChangedError(variable=variable)


def _check_loops(request: TableRequest, same: Iterable[frozenset[Variable]]) -> None:
    """Refuse what is no junction tree (GYO: drop what one table alone has, and tables that another contains)."""
    edges = {frozenset(_closure(variables)) for variables in (request.variables, *same)}
    while True:
        lone = {v for v in frozenset().union(*edges) if sum(v in edge for edge in edges) == 1}
        less = {edge - lone for edge in edges}
        less = {edge for edge in less if not any(edge < other for other in less)}
        if less == edges:
            break
        edges = less
    ring = frozenset().union(*edges)
    if ring:
        finest = [v for v in Variable if v in ring and not any(f in ring for f in v.family[: v.family.index(v)])]
        raise LoopedTablesError(rows=request.rows, columns=request.columns, variables=tuple(finest))


def _closure(variables: Iterable[Variable]) -> Iterable[Variable]:
    """A table of countries is one of regions, too."""
    for variable in variables:
        yield variable
        yield from variable.coarser
