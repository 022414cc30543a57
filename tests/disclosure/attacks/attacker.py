"""Somebody who has what was handed out, the public classification, a solver and time, and knows nothing of the engine.

The unknowns are persons by every variable and every stretch of months at once. Where that would be too many, they are
persons by the variables of each group of cubes, and what two groups have in common is the same in both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import highspy
import numpy as np

from returnhelp.domain.cubes import Axis, Bound, PublishedCube
from returnhelp.domain.figures import Key
from returnhelp.domain.regions import classification, rolled_up
from returnhelp.domain.tables import Months, Variable

HandedOut = Mapping[str, Any]
"""A cube as it stands in an exported file."""

MOST = 100_000
"""More persons of one kind than this are not thought of."""
PEOPLE = 20_000
"""Up to so many kinds of persons everything is attacked in one piece."""
KEPT = 20_000_000
"""So many numbers of worlds are remembered."""
SECONDS = 60.0
"""How long one whole-number question may take."""

Stretch = frozenset[date]


@dataclass(frozen=True)
class Kinds:
    """Kinds of persons: a leaf of each variable and a stretch of months; ``at`` says for each kind which ones."""

    variables: tuple[Variable, ...]
    leaves: tuple[tuple[Key, ...], ...]
    stretches: tuple[Stretch, ...]
    at: tuple[np.ndarray, ...]
    start: int

    @property
    def size(self) -> int:
        return len(self.at[-1])

    @property
    def levels(self) -> set[Variable]:
        """All that can be said of these persons."""
        return {level for one in self.variables for level in (one, *one.coarser)}

    def keys(self, level: Variable) -> list[Key]:
        """The category of each kind at a level."""
        axis, own = next((n, one) for n, one in enumerate(self.variables) if level in (one, *one.coarser))
        told = [rolled_up(leaf, own, level) for leaf in self.leaves[axis]]
        return [told[place] for place in self.at[axis]]


@dataclass(frozen=True)
class Cells:
    """For each cell of a cube, in line, its kinds: ``kinds[ends[n]:ends[n + 1]]``."""

    kinds: np.ndarray
    ends: np.ndarray

    def of(self, place: int) -> np.ndarray:
        return self.kinds[self.ends[place] : self.ends[place + 1]]

    def sums(self, world: np.ndarray) -> np.ndarray:
        """The number of every cell in a world."""
        running = np.concatenate(([0], np.cumsum(world[self.kinds])))
        return running[self.ends[1:]] - running[self.ends[:-1]]


class Attack:
    """Everything that follows from what was handed out; ``whole``: persons are counted in whole numbers."""

    def __init__(
        self,
        handed_out: Sequence[HandedOut],
        bounds: Iterable[HandedOut] = (),
        whole: bool = True,
        people: int = PEOPLE,
    ) -> None:
        self.cubes = [PublishedCube.from_dict(one) for one in handed_out]
        self.whole = whole
        self._stretches = _refined(_stretches_of(cube) for cube in self.cubes)
        self.groups = self._grouped(people)
        self.size = sum(group.size for group in self.groups)
        self.cells = [self._laid(cube) for cube in self.cubes]
        self.worlds: list[np.ndarray] = []
        """Whole-number worlds found on the way, each with every number that was handed out."""
        self._least = [np.full(len(cube.cells), MOST) for cube in self.cubes]
        self._most = [np.zeros(len(cube.cells), dtype=int) for cube in self.cubes]
        self.limits: list[tuple[np.ndarray, int]] = []
        """Kinds that are together at most so many, as a register says."""
        self._rows: list[tuple[np.ndarray, np.ndarray, float, float]] = []
        self._upper = np.full(self.size, float(MOST))
        self._lower = np.zeros(self.size)
        self._write_down([Bound.from_dict(dict(one)) for one in bounds])
        self._linear = self._solver(integral=False)
        self._integral: highspy.Highs | None = None

    # What follows

    def interval(self, cube: int, place: int) -> tuple[int, int | None]:
        """The fewest and the most persons that a cell can hold; None: as many as one likes."""
        kinds = self.cells[cube].of(place)
        return self.interval_of(kinds)

    def interval_of(self, kinds: np.ndarray) -> tuple[int, int | None]:
        """The same for any kinds together."""
        least, most = self._extreme(kinds, 1.0), self._extreme(kinds, -1.0)
        return least, None if most >= MOST else most

    def broken_interval(self, cube: int, place: int) -> tuple[float, float]:
        """What somebody computes who does not know that persons are whole."""
        kinds = self.cells[cube].of(place)
        low, high = (self._solve(self._linear, kinds, sign)[0] for sign in (1.0, -1.0))
        return round(low, 6), round(high, 6)

    def not_open(self, wanted: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, str]]:
        """Cells (told as cube, place, number) that cannot be 0 or cannot be so many or more, and which of it."""
        found = []
        for cube, place, number in wanted:
            if self._least[cube][place] > 0 and not self._possible(self.cells[cube].of(place), 0, 0):
                found.append((cube, place, "cannot be 0"))
            if self._most[cube][place] < number and not self._possible(self.cells[cube].of(place), number, MOST):
                found.append((cube, place, f"cannot be {number}"))
        return found

    def exact(self, cube: int, place: int) -> bool:
        """Whether a cell can be computed."""
        if self._least[cube][place] < self._most[cube][place]:
            return False
        least, most = self.interval(cube, place)
        return least == most

    def told_by_insiders(
        self, truth: Sequence[Sequence[int]], protected: Iterable[tuple[int, int]], known: Iterable[tuple[int, int]]
    ) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs (known cell, protected cell): who knows the true number of the one can compute the other.

        Cells that count the same kinds of persons are one cell; whoever knows that a group is empty knows that each
        part of it is. What everybody can compute nobody is told by an insider.
        """
        protected, known = list(protected), list(known)
        found = []
        for cube, place in known:
            kinds = self.cells[cube].of(place)
            number = truth[cube][place]
            alike = [world for world in self.worlds if int(world[kinds].sum()) == number]
            for other, cell in protected:
                theirs = self.cells[other].of(cell)
                if np.array_equal(np.sort(theirs), np.sort(kinds)) or (not number and np.isin(theirs, kinds).all()):
                    continue
                seen = {int(world[theirs].sum()) for world in alike}
                seen |= {truth[other][cell]}
                if len(seen) > 1:
                    continue
                own = truth[other][cell]
                for low, high in ((0, own - 1), (own + 1, MOST)):
                    world = self._world([(kinds, number, number), (theirs, low, high)]) if low <= high else None
                    if world is not None:
                        alike.append(world)
                        break
                else:
                    least, most = self.interval_of(theirs)
                    if least != most:
                        found.append(((cube, place), (other, cell)))
        return found

    # Kinds of persons

    def _grouped(self, people: int) -> list[Kinds]:
        axes = [axis for cube in self.cubes for axis in cube.axes if not axis.variable.of_time]
        raised = _raised({axis.variable for axis in axes})
        leaves = _leaves(axes, raised, self.cubes[0].request.period)
        every = _finest({raised[axis.variable] for axis in axes})
        size = len(self._stretches) * int(np.prod([len(leaves[one]) for one in every] or [1], dtype=float))
        if size <= people:
            return [_kinds(every, leaves, self._stretches, 0)]
        groups: defaultdict[tuple[Variable, ...], list[PublishedCube]] = defaultdict(list)
        for cube in self.cubes:
            told = {raised[axis.variable] for axis in cube.axes if not axis.variable.of_time}
            groups[_finest(told)].append(cube)
        found: list[Kinds] = []
        months = frozenset().union(*self._stretches)
        for variables, cubes in groups.items():
            stretches = _refined([*(_stretches_of(cube) for cube in cubes), [months]])
            found.append(_kinds(variables, leaves, stretches, sum(group.size for group in found)))
        return found

    def _home(self, cube: PublishedCube) -> Kinds:
        told = {axis.variable for axis in cube.axes if not axis.variable.of_time}
        fitting = [group for group in self.groups if told <= group.levels]
        # Among several, the one that tells its months apart.
        return next(
            group
            for group in fitting
            if all(stretch <= own or not stretch & own for own in _stretches_of(cube) for stretch in group.stretches)
        )

    def _laid(self, cube: PublishedCube) -> Cells:
        group = self._home(cube)
        inside = np.ones((group.size, 1), dtype=bool)
        places = np.zeros((group.size, 1), dtype=np.int64)
        if not any(axis.variable.of_time for axis in cube.axes):
            inside &= _within(group, frozenset(cube.request.period))[:, None]
        for axis in cube.axes:
            above = _above(axis, _leaf_of(cube, axis, group))
            places = (places[:, :, None] * axis.size + above[:, None, :]).reshape(group.size, -1)
            inside = (inside[:, :, None] & (above >= 0)[:, None, :]).reshape(group.size, -1)
        kinds = np.repeat(np.arange(group.size), places.shape[1])[inside.ravel()] + group.start
        cells = places.ravel()[inside.ravel()]
        order = np.argsort(cells, kind="stable")
        ends = np.searchsorted(cells[order], np.arange(len(cube.cells) + 1))
        return Cells(kinds[order], ends)

    # What is known

    def _write_down(self, bounds: Sequence[Bound]) -> None:
        for cube, cells in zip(self.cubes, self.cells, strict=True):
            for place, number in enumerate(cube.cells):
                if number is not None:
                    self._know(cells.of(place), number, number)
        for bound in bounds:
            for group in self.groups:
                if {variable for variable, _ in bound.category} <= group.levels:
                    kinds = _within(group, frozenset(bound.period))
                    for variable, key in bound.category:
                        kinds &= np.array([own == key for own in group.keys(variable)])
                    self.limits.append((np.flatnonzero(kinds) + group.start, bound.most))
                    self._know(self.limits[-1][0], 0, bound.most)
        for left, right in combinations(self.groups, 2):
            for one, other in _alike(left, right):
                self._rows.append(
                    (np.concatenate((one, other)), np.concatenate((np.ones(len(one)), -np.ones(len(other)))), 0.0, 0.0)
                )

    def _know(self, kinds: np.ndarray, low: int, high: int) -> None:
        if len(kinds) == 1:
            self._lower[kinds[0]] = max(self._lower[kinds[0]], low)
            self._upper[kinds[0]] = min(self._upper[kinds[0]], high)
        elif high == 0:
            self._upper[kinds] = 0
        elif len(kinds):
            self._rows.append((kinds, np.ones(len(kinds)), float(low), float(high)))
        else:
            assert low == 0, "persons of no kind were handed out"

    # The solver

    def _solver(self, integral: bool) -> highspy.Highs:
        highs = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
            highs.setOptionValue(option, value)
        highs.addVars(self.size, self._lower, self._upper)
        if integral:
            ones = np.ones(self.size, dtype=np.uint8)
            highs.changeColsIntegrality(self.size, np.arange(self.size, dtype=np.int32), ones)
            highs.setOptionValue("time_limit", SECONDS)
        if self._rows:
            lengths = np.array([len(row[0]) for row in self._rows])
            highs.addRows(
                len(self._rows),
                np.array([row[2] for row in self._rows]),
                np.array([row[3] for row in self._rows]),
                int(lengths.sum()),
                np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int32),
                np.concatenate([row[0] for row in self._rows]).astype(np.int32),
                np.concatenate([row[1] for row in self._rows]),
            )
        return highs

    def _extreme(self, kinds: np.ndarray, sign: float) -> int:
        """The fewest (1.0) or the most (-1.0)."""
        value, world = self._solve(self._linear, kinds, sign)
        if self.whole and not self._keep(world):
            value, world = self._solve(self._in_whole_numbers(), kinds, sign)
            assert self._keep(world)
        return int(np.ceil(value - 1e-6)) if sign > 0 else int(np.floor(value + 1e-6))

    def _possible(self, kinds: np.ndarray, low: int, high: int) -> bool:
        return self._world([(kinds, low, high)]) is not None

    def _world(self, wishes: Sequence[tuple[np.ndarray, int, int]]) -> np.ndarray | None:
        """A world in which kinds are together between two numbers; None: there is none."""
        for integral in (False, True) if self.whole else (False,):
            highs = self._in_whole_numbers() if integral else self._linear
            first = highs.getNumRow()
            for kinds, low, high in wishes:
                highs.addRow(float(low), float(high), len(kinds), kinds.astype(np.int32), np.ones(len(kinds)))
            try:
                world = self._feasible(highs)
            finally:
                rows = np.arange(first, highs.getNumRow(), dtype=np.int32)
                highs.deleteRows(len(rows), rows)
            if world is None or self._keep(world) or not self.whole:
                return world
        raise AssertionError("whole numbers that are none")

    def _feasible(self, highs: highspy.Highs) -> np.ndarray | None:
        everything = np.arange(self.size, dtype=np.int32)
        highs.changeColsCost(self.size, everything, np.zeros(self.size))
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        assert status == highspy.HighsModelStatus.kOptimal, status
        return np.array(highs.getSolution().col_value)

    def _solve(self, highs: highspy.Highs, kinds: np.ndarray, sign: float) -> tuple[float, np.ndarray]:
        cost = np.zeros(self.size)
        cost[kinds] = sign
        highs.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), cost)
        highs.run()
        assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal, highs.getModelStatus()
        return highs.getInfo().objective_function_value * sign, np.array(highs.getSolution().col_value)

    def _in_whole_numbers(self) -> highspy.Highs:
        if self._integral is None:
            self._integral = self._solver(integral=True)
        return self._integral

    def _keep(self, values: np.ndarray) -> bool:
        """Keep a world if its numbers are whole."""
        world = np.rint(values).astype(np.int64)
        if np.abs(values - world).max(initial=0.0) > 1e-6:
            return False
        self.worlds.append(world)
        del self.worlds[: max(0, len(self.worlds) - KEPT // max(1, self.size))]
        for number, cells in enumerate(self.cells):
            sums = cells.sums(world)
            self._least[number] = np.minimum(self._least[number], sums)
            self._most[number] = np.maximum(self._most[number], sums)
        return True


def _raised(variables: set[Variable]) -> dict[Variable, Variable]:
    """Each variable, or, where two of one family cannot be compared, the one that both are made of."""
    found = {one: one for one in variables}
    for one, other in combinations(variables, 2):
        if one.base is other.base and one not in other.coarser and other not in one.coarser:
            found[one] = found[other] = one.base
    for one in variables:  # what is finer than a raised one is it, or hangs below the same base
        if any(above is one.base and above is not other for other, above in found.items()):
            found[one] = one.base
    return found


def _finest(variables: set[Variable]) -> tuple[Variable, ...]:
    """Those that no other one says in more detail."""
    return tuple(one for one in Variable if one in variables and not any(one in other.coarser for other in variables))


def _leaves(
    axes: Sequence[Axis], raised: Mapping[Variable, Variable], period: Months
) -> dict[Variable, tuple[Key, ...]]:
    found: dict[Variable, tuple[Key, ...]] = {}
    for axis in axes:
        base = raised[axis.variable]
        if base is axis.variable:
            found.setdefault(base, axis.leaves)
    for base in set(raised.values()) - set(found):
        below = [axis for axis in axes if raised[axis.variable] is base]
        every = classification(base, period)
        found[base] = tuple(k for k in every if all(rolled_up(k, base, axis.variable) in axis.leaves for axis in below))
    return found


def _kinds(
    variables: Sequence[Variable],
    leaves: Mapping[Variable, tuple[Key, ...]],
    stretches: Sequence[Stretch],
    start: int,
) -> Kinds:
    sizes = (*(len(leaves[one]) for one in variables), len(stretches))
    at = tuple(axis.ravel() for axis in np.indices(sizes))
    kinds = Kinds(tuple(variables), tuple(leaves[one] for one in variables), tuple(stretches), at, start)
    fits = np.ones(kinds.size, dtype=bool)
    for (left, one), (right, other) in combinations(enumerate(variables), 2):
        for level in {one, *one.coarser} & {other, *other.coarser}:
            ours = np.array([str(rolled_up(leaf, one, level)) for leaf in leaves[one]])
            theirs = np.array([str(rolled_up(leaf, other, level)) for leaf in leaves[other]])
            fits &= ours[at[left]] == theirs[at[right]]
    return Kinds(kinds.variables, kinds.leaves, kinds.stretches, tuple(axis[fits] for axis in at), start)


def _months_of(cube: PublishedCube, axis: Axis) -> list[Stretch]:
    """The months of each leaf of an axis of time."""
    return [
        frozenset(
            day
            for day in cube.request.period
            if rolled_up(f"{day.year}-{day.month:02}", Variable.MONTH, axis.variable) == leaf
        )
        for leaf in axis.leaves
    ]


def _stretches_of(cube: PublishedCube) -> list[Stretch]:
    for axis in cube.axes:
        if axis.variable.of_time:
            return _months_of(cube, axis)
    return [frozenset(cube.request.period)]


def _refined(told: Iterable[Sequence[Stretch]]) -> tuple[Stretch, ...]:
    known = [stretch for some in told for stretch in some]
    by_signs: defaultdict[tuple[bool, ...], set[date]] = defaultdict(set)
    for day in sorted(frozenset().union(*known)):
        by_signs[tuple(day in stretch for stretch in known)].add(day)
    return tuple(frozenset(days) for days in by_signs.values())


def _leaf_of(cube: PublishedCube, axis: Axis, group: Kinds) -> np.ndarray:
    """The leaf of an axis that each kind belongs to; -1: to none."""
    if axis.variable.of_time:
        months = _months_of(cube, axis)
        told = [next((n for n, own in enumerate(months) if stretch <= own), -1) for stretch in group.stretches]
        return np.array(told)[group.at[-1]]
    at = {leaf: place for place, leaf in enumerate(axis.leaves)}
    number, own = next((n, one) for n, one in enumerate(group.variables) if axis.variable in (one, *one.coarser))
    told = [at[rolled_up(leaf, own, axis.variable)] for leaf in group.leaves[number]]
    return np.array(told)[group.at[number]]


def _within(group: Kinds, months: Stretch) -> np.ndarray:
    """Which kinds are wholly in some months."""
    return np.array([stretch <= months for stretch in group.stretches])[group.at[-1]]


def _above(axis: Axis, leaf: np.ndarray) -> np.ndarray:
    """For each kind the nodes of an axis that count it, filled up with -1."""
    nodes = [[node for node, members in enumerate(axis.members) if own in members] for own in range(len(axis.leaves))]
    widest = max(map(len, nodes))
    table = np.array([[*some, *([-1] * (widest - len(some)))] for some in (*nodes, [])])
    return table[leaf]


def _alike(left: Kinds, right: Kinds) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Kinds of the one group that together are as many as some of the other."""
    common = sorted(left.levels & right.levels)
    block = _blocks(left.stretches, right.stretches)
    sides: list[defaultdict[tuple[object, ...], list[int]]] = []
    for group, blocks in ((left, block[0]), (right, block[1])):
        keys = [group.keys(level) for level in common]
        found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for place, own in enumerate(zip(*keys, [blocks[n] for n in group.at[-1]], strict=True)):
            found[own].append(place + group.start)
        sides.append(found)
    for key in dict.fromkeys((*sides[0], *sides[1])):
        yield np.array(sides[0].get(key, []), dtype=np.int64), np.array(sides[1].get(key, []), dtype=np.int64)


def _blocks(left: Sequence[Stretch], right: Sequence[Stretch]) -> tuple[list[int], list[int]]:
    """Stretches that hang together across two ways to cut time, numbered."""
    whole: list[Stretch] = []
    for stretch in (*left, *right):
        touching = [one for one in whole if one & stretch]
        whole = [one for one in whole if not one & stretch] + [stretch.union(*touching)]
    return _numbers(left, whole), _numbers(right, whole)


def _numbers(stretches: Sequence[Stretch], whole: Sequence[Stretch]) -> list[int]:
    return [next(n for n, one in enumerate(whole) if stretch <= one) for stretch in stretches]
