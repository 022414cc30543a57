"""Cubes of persons for handing out: axes with their subtotals, what was counted, and what may be shown of it."""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

from returnhelp.domain.errors import SameVariableTwiceError
from returnhelp.domain.figures import Key
from returnhelp.domain.regions import classification, rolled_up
from returnhelp.domain.tables import (
    FOR_OTHERS,
    K_SENSITIVE,
    SMALL,
    Cell,
    Hidden,
    Interval,
    K,
    Months,
    Variable,
)

T = TypeVar("T")

Category = tuple[tuple[Variable, Key], ...]
"""What a cell counts: one category for each axis that is not summed over, in the order of Variable; () is everybody."""


@dataclass(frozen=True)
class Node:
    """A row of an axis: a category of one of its levels; ``level`` None stands for everybody."""

    level: Variable | None
    key: Key


EVERYBODY = Node(None, "")


@dataclass(frozen=True)
class Axis:
    """The categories of a variable: its leaves in order, then the subtotals of each coarser level, then everybody.

    A subtotal that would only repeat a single finer category is left out. The leaves come from the classification,
    never from the data.
    """

    variable: Variable
    leaves: tuple[Key, ...]
    levels: tuple[Variable, ...] = ()
    """The coarser variables whose categories stand as subtotals, finest first."""

    def __post_init__(self) -> None:
        if not self.leaves or len(set(self.leaves)) != len(self.leaves):
            raise ValueError("an axis needs categories, each once")
        if any(level not in self.variable.coarser for level in self.levels):
            raise ValueError(f"{self.levels} are not all coarser than {self.variable}")

    @cached_property
    def _laid_out(self) -> tuple[tuple[Node, ...], tuple[tuple[int, ...], ...]]:
        nodes = [Node(self.variable, leaf) for leaf in self.leaves]
        members: list[tuple[int, ...]] = [(place,) for place in range(len(self.leaves))]
        for level in self.levels:
            grouped: defaultdict[Key, list[int]] = defaultdict(list)
            for place, leaf in enumerate(self.leaves):
                grouped[rolled_up(leaf, self.variable, level)].append(place)
            for key, places in grouped.items():
                if tuple(places) not in members and len(places) < len(self.leaves):
                    nodes.append(Node(level, key))
                    members.append(tuple(places))
        if len(self.leaves) > 1:
            nodes.append(EVERYBODY)
            members.append(tuple(range(len(self.leaves))))
        return tuple(nodes), tuple(members)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Leaves, subtotals, everybody; an axis of one leaf has that alone, and it stands for everybody."""
        return self._laid_out[0]

    @property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """For each node the places of the leaves that it counts."""
        return self._laid_out[1]

    @property
    def size(self) -> int:
        return len(self.nodes)

    @property
    def everybody(self) -> int:
        """The place of the node of all leaves (the last)."""
        return self.size - 1

    def place(self, level: Variable | None, key: Key = "") -> int:
        """The place of the node that counts a category; KeyError if the axis has none that does."""
        if level is None:
            return self.everybody
        if level is not self.variable and level not in self.levels:
            raise KeyError(level)
        wanted = tuple(n for n, leaf in enumerate(self.leaves) if rolled_up(leaf, self.variable, level) == key)
        return self.members.index(wanted) if wanted in self.members else _missing(key)

    def keys(self, level: Variable) -> tuple[Key, ...]:
        """The categories of one of its levels, in the order of their first leaf."""
        return tuple(dict.fromkeys(rolled_up(leaf, self.variable, level) for leaf in self.leaves))


def _missing(key: Key) -> int:
    raise KeyError(key)


@dataclass(frozen=True)
class CubeRequest:
    """Axes (each its finest variable, then the coarser ones whose subtotals it has) over closed months.

    Raises SameVariableTwiceError if two axes group the same thing.
    """

    axes: tuple[tuple[Variable, ...], ...]
    period: Months

    def __post_init__(self) -> None:
        if not self.axes or any(not chain for chain in self.axes):
            raise ValueError("a cube needs axes")
        for number, one in enumerate(self.axes):
            for other in self.axes[:number]:
                if one[0].base is other[0].base or {one[0], *one[0].coarser} & {other[0], *other[0].coarser}:
                    raise SameVariableTwiceError(rows=other[0], columns=one[0])
        for chain in self.axes:
            if chain[0].of_time and any(not _whole(self.period, level) for level in chain):
                raise ValueError(f"{self.period} does not consist of whole {chain}")

    @classmethod
    def of(cls, variables: Iterable[Variable], period: Months) -> "CubeRequest":
        """The cube with all subtotals of each axis, its axes in the order of Variable."""
        axes = (
            (one, *(level for level in one.coarser if not level.of_time or _whole(period, level)))
            for one in sorted(variables, key=list(Variable).index)
        )
        return cls(tuple(axes), period)

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The finest variable of each axis."""
        return tuple(chain[0] for chain in self.axes)

    @property
    def sensitive(self) -> bool:
        return any(one.sensitive for one in self.variables)

    @property
    def k(self) -> int:
        """The fewest persons that a shown cell holds."""
        return K_SENSITIVE if self.sensitive else K

    def laid_out(self) -> tuple[Axis, ...]:
        """The axes with the categories of today's classification."""
        return tuple(Axis(chain[0], classification(chain[0], self.period), chain[1:]) for chain in self.axes)

    def to_dict(self) -> dict[str, Any]:
        return {
            "axes": [[one.value for one in chain] for chain in self.axes],
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "CubeRequest":
        period = Months(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))
        return cls(tuple(tuple(Variable(one) for one in chain) for chain in told["axes"]), period)


def _whole(period: Months, level: Variable) -> bool:
    """Whether months consist of whole quarters, or whole years."""
    length = {Variable.MONTH: 1, Variable.QUARTER: 3, Variable.YEAR: 12}[level]
    return (period.first.month - 1) % length == 0 and period.last.month % length == 0


class Shape:
    """Where the cells of axes stand in one line: the last axis runs fastest."""

    def __init__(self, axes: Sequence[Axis]) -> None:
        self.axes = tuple(axes)
        self.sizes = tuple(axis.size for axis in axes)
        self.size = math.prod(self.sizes)
        self.leaf_sizes = tuple(len(axis.leaves) for axis in axes)
        self.leaves = math.prod(self.leaf_sizes)

    def place(self, nodes: Sequence[int]) -> int:
        """The place in line of the cell at these nodes, one for each axis."""
        place = 0
        for node, size in zip(nodes, self.sizes, strict=True):
            place = place * size + node
        return place

    def nodes(self, place: int) -> tuple[int, ...]:
        """The node of each axis at which a cell stands."""
        found = []
        for size in reversed(self.sizes):
            place, node = divmod(place, size)
            found.append(node)
        return tuple(reversed(found))

    def every(self) -> Iterator[tuple[int, ...]]:
        """The nodes of each cell, in line."""
        return product(*(range(size) for size in self.sizes))

    def leaf_place(self, leaves: Sequence[int]) -> int:
        """The place of an innermost cell in the line of those alone."""
        place = 0
        for leaf, size in zip(leaves, self.leaf_sizes, strict=True):
            place = place * size + leaf
        return place

    def categories(self) -> tuple[Category, ...]:
        """What each cell counts."""
        order = list(Variable)
        named = [
            [() if len(members) == len(axis.leaves) else ((node.level, node.key),) for node, members in _both(axis)]
            for axis in self.axes
        ]
        found = []
        for nodes in self.every():
            parts = [part for axis, node in zip(named, nodes, strict=True) for part in axis[node]]
            found.append(tuple(sorted(parts, key=lambda part: order.index(part[0]))))  # type: ignore[arg-type]
        return tuple(found)  # type: ignore[arg-type]

    def summed(self, inner: Sequence[int]) -> tuple[int, ...]:
        """The whole line that belongs to innermost cells."""
        line = list(inner)
        sizes = list(self.leaf_sizes)
        for number, axis in enumerate(self.axes):
            after = math.prod(sizes[number + 1 :])
            before = math.prod(sizes[:number])
            width = sizes[number]
            summed: list[int] = []
            for block in range(before):
                rows = [line[(block * width + row) * after : (block * width + row + 1) * after] for row in range(width)]
                for members in axis.members:
                    if len(members) == 1:
                        summed += rows[members[0]]
                    else:
                        summed += [sum(column) for column in zip(*(rows[row] for row in members), strict=True)]
            line = summed
            sizes[number] = axis.size
        return tuple(line)


def _both(axis: Axis) -> Iterator[tuple[Node, tuple[int, ...]]]:
    return zip(axis.nodes, axis.members, strict=True)


@dataclass(frozen=True)
class CountCube:
    """What was counted, exactly: persons, and of how many different dossiers they are.

    ``persons`` of the innermost cells in line; ``dossiers`` of every cell, for they cannot be added up.
    """

    request: CubeRequest
    axes: tuple[Axis, ...]
    persons: tuple[int, ...]
    dossiers: tuple[int, ...]

    def __post_init__(self) -> None:
        if tuple((axis.variable, *axis.levels) for axis in self.axes) != self.request.axes:
            raise ValueError("the axes are not those that were asked for")
        if len(self.persons) != self.shape.leaves or len(self.dossiers) != self.shape.size:
            raise ValueError("the counts do not have the shape of the axes")
        for persons, known in zip(self.in_line, self.dossiers, strict=True):
            if not 0 <= known <= persons or (persons and not known):
                raise ValueError(f"{persons} persons cannot be of {known} dossiers")

    @classmethod
    def tallied(
        cls, request: CubeRequest, axes: tuple[Axis, ...], people: Iterable[tuple[tuple[Key, ...], Hashable, int]]
    ) -> "CountCube":
        """Count persons told as (a leaf of each axis), dossier, how many; KeyError for a leaf that is not there.

        The same leaves and dossier may be told several times.
        """
        shape = Shape(axes)
        leaf_at = [{leaf: place for place, leaf in enumerate(axis.leaves)} for axis in axes]
        above = [
            [[node for node, members in enumerate(axis.members) if leaf in members] for leaf in range(len(axis.leaves))]
            for axis in axes
        ]
        persons = [0] * shape.leaves
        dossiers: defaultdict[tuple[int, ...], set[Hashable]] = defaultdict(set)
        for keys, dossier, number in people:
            if number:
                leaves = tuple(at[key] for at, key in zip(leaf_at, keys, strict=True))
                persons[shape.leaf_place(leaves)] += number
                dossiers[leaves].add(dossier)
        known: defaultdict[int, set[Hashable]] = defaultdict(set)
        for leaves, some in dossiers.items():
            for nodes in product(*(over[leaf] for over, leaf in zip(above, leaves, strict=True))):
                known[shape.place(nodes)] |= some
        counted = tuple(len(known.get(place, ())) for place in range(shape.size))
        return cls(request, axes, tuple(persons), counted)

    @cached_property
    def shape(self) -> Shape:
        return Shape(self.axes)

    @cached_property
    def in_line(self) -> tuple[int, ...]:
        """The persons of every cell."""
        return self.shape.summed(self.persons)

    @property
    def total(self) -> int:
        return sum(self.persons)


@dataclass(frozen=True)
class LevelShare:
    """The part of all persons (0 to 1) that stands in shown cells of one level; ``level``: a variable for each axis.

    None in the place of an axis means that it is summed over. For the admin only: beside the shown cells a share
    gives a hidden total away.
    """

    level: tuple[Variable | None, ...]
    share: float


@dataclass(frozen=True)
class PublishedCube:
    """What leaves the office: numbers, and None wherever a cell is hidden, whatever the reason."""

    request: CubeRequest
    axes: tuple[Axis, ...]
    cells: tuple[int | None, ...]

    def __post_init__(self) -> None:
        _check_shape(self.request, self.axes, self.cells)

    @cached_property
    def shape(self) -> Shape:
        return Shape(self.axes)

    @property
    def k(self) -> int:
        return self.request.k

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.request.to_dict(),
            "k": self.k,
            "leaves": [list(axis.leaves) for axis in self.axes],
            "cells": list(self.cells),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "PublishedCube":
        """The cube that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        request = CubeRequest.from_dict(told)
        if told["k"] != request.k:
            raise ValueError("k is not that of the variables")
        cells = tuple(told["cells"])
        if any(cell is not None and (type(cell) is not int or cell < 0) for cell in cells):
            raise ValueError("a cell is no number")
        return cls(request, _axes(request, told["leaves"]), cells)


@dataclass(frozen=True)
class ProtectedCube:
    """A cube as it may be shown to the admin, with the reason in each hidden cell; it holds no hidden number.

    Files are made from ``published()`` alone. ``seal`` is over everything here; the checker refuses a cube of which
    anything was changed afterwards. ``to_dict`` is what the store keeps for the ledger.
    """

    request: CubeRequest
    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]
    shares: tuple[LevelShare, ...] = ()
    narrowest: Interval | None = None
    """The narrowest interval that an attacker can compute of a protected cell; None where no cell needed it."""
    fewest_hidden: int | None = None
    """So many cells at least must be hidden for the sake of others (a proven bound); None = not computed, too large."""
    seal: str = ""

    def __post_init__(self) -> None:
        _check_shape(self.request, self.axes, self.cells)

    @cached_property
    def shape(self) -> Shape:
        return Shape(self.axes)

    @property
    def k(self) -> int:
        return self.request.k

    @property
    def hidden(self) -> Counter[Hidden]:
        """How many cells, totals too, are hidden for each reason."""
        return Counter(cell for cell in self.cells if isinstance(cell, Hidden))

    @property
    def hidden_because_small(self) -> int:
        return sum(self.hidden[reason] for reason in SMALL)

    @property
    def hidden_because_of_others(self) -> int:
        return sum(self.hidden[reason] for reason in FOR_OTHERS)

    def must_stay_open(self) -> tuple[int, ...]:
        """Places in line of the cells that must be able to be 0 as well as k or more persons for an attacker."""
        needed = SMALL | {Hidden.ZERO} if self.request.sensitive else SMALL
        return tuple(place for place, cell in enumerate(self.cells) if cell in needed)

    def published(self) -> PublishedCube:
        """The cube with one and the same sign for every hidden cell."""
        cells = tuple(None if isinstance(cell, Hidden) else cell for cell in self.cells)
        return PublishedCube(self.request, self.axes, cells)

    def sealed(self, seal: str) -> "ProtectedCube":
        return replace(self, seal=seal)

    def to_dict(self) -> dict[str, Any]:
        return {
            **self.request.to_dict(),
            "leaves": [list(axis.leaves) for axis in self.axes],
            "cells": [cell.value if isinstance(cell, Hidden) else cell for cell in self.cells],
            "shares": [[[one.value if one else None for one in share.level], share.share] for share in self.shares],
            "narrowest": [self.narrowest.least, self.narrowest.most] if self.narrowest else None,
            "fewest_hidden": self.fewest_hidden,
            "seal": self.seal,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "ProtectedCube":
        """The cube that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        request = CubeRequest.from_dict(told)
        return cls(
            request,
            _axes(request, told["leaves"]),
            tuple(Hidden(cell) if isinstance(cell, str) else int(cell) for cell in told["cells"]),
            tuple(
                LevelShare(tuple(Variable(one) if one else None for one in level), share)
                for level, share in told["shares"]
            ),
            Interval(*told["narrowest"]) if told["narrowest"] else None,
            told["fewest_hidden"],
            told["seal"],
        )


@dataclass(frozen=True)
class CoarserProposal:
    """A cube with coarser categories, and about which share (0 to 1) of all persons its innermost cells would show."""

    request: CubeRequest
    share: float


@dataclass(frozen=True)
class Bound:
    """What a public register says: in these months, at most so many persons of the category can have departed."""

    category: Category
    period: Months
    most: int
    source: str = ""

    def __post_init__(self) -> None:
        if self.most < 0:
            raise ValueError("a bound is not below zero")

    def to_dict(self) -> dict[str, Any]:
        return {
            "category": [[variable.value, key] for variable, key in self.category],
            "first": self.period.first.isoformat(),
            "last": self.period.last.isoformat(),
            "most": self.most,
            "source": self.source,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Bound":
        """The bound that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        period = Months(date.fromisoformat(told["first"]), date.fromisoformat(told["last"]))
        category = tuple((Variable(variable), key) for variable, key in told["category"])
        return cls(category, period, told["most"], told["source"])


def _axes(request: CubeRequest, leaves: Sequence[Sequence[Key]]) -> tuple[Axis, ...]:
    chains = zip(request.axes, leaves, strict=True)
    return tuple(Axis(chain[0], tuple(keys), chain[1:]) for chain, keys in chains)


def _check_shape(request: CubeRequest, axes: tuple[Axis, ...], cells: Sequence[object]) -> None:
    if tuple((axis.variable, *axis.levels) for axis in axes) != request.axes:
        raise ValueError("the axes are not those that were asked for")
    if len(cells) != Shape(axes).size:
        raise ValueError("the cells do not have the shape of the axes")
