"""The fewest cells that any method would have to hide for the sake of others in a small cube, as a proven bound."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from returnhelp.disclosure.linear import Limit
from returnhelp.domain.cubes import CountCube

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LARGEST = 2_500
"""Cubes of more cells than this are too large to be asked."""
SECONDS = 120.0
ROUNDS = 60
"""So often the master is asked."""
_BRANCHES = 2_000
"""So many branches each search for a choice in whole numbers may take."""

_FAR = 1e6
_EXACT = 1024.0
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Fewest:
    """``least``: no pattern that keeps the promise hides fewer (or cheaper) cells; ``best``: one that was found does
    with so many, at these places; None = none was found. Where both agree it is the optimum.
    """

    least: int
    best: int | None = None
    cells: frozenset[int] = frozenset()

    @property
    def proven(self) -> bool:
        return self.best == self.least


def fewest(
    counts: CountCube,
    needs: Mapping[int, tuple[int, int]],
    hidden: Collection[int],
    *,
    kept: Collection[int] = (),
    costs: Sequence[int] | None = None,
    rounds: int = ROUNDS,
    exact: bool = True,
    limit: Limit | None = None,
) -> Fewest:
    """How many more cells must be hidden (or, with whole-number ``costs`` of every cell, what they must cost).

    The answer depends on ``rounds`` and never on the clock: when the time is over, ProofTimeLimitError is raised.

    ``needs``: for each protected place the numbers that it must be able to reach, downwards and upwards, (0, k) under
    the rule of two worlds; ``hidden``: the places that are hidden anyway and cost nothing, the protected ones among
    them; ``kept``: those that stay shown. ``exact``: look for the optimum too, not for the bound alone.

    What is proven: whatever is hidden, if each protected cell of this one cube has its two worlds beside all subtotals
    and totals, then at least ``least`` cells that are not in ``hidden`` are. Cells hidden against insiders, for other
    cubes or for a register are not counted; they can only be more. ``best`` has worlds in whole numbers.

    After Fischetti and Salazar-González, "Models and Algorithms for Optimizing Cell Suppression in Tabular Data with
    Linear Constraints" (2000): a master chooses what to hide, an attacker's linear program finds the protected cell
    that this leaves too narrow, and its dual is a cut for the master.
    """
    search = _Search(counts, needs, hidden, kept, costs, limit or Limit(SECONDS))
    return search.run(rounds, exact)


@dataclass(frozen=True)
class _Question:
    """Whether a protected cell can go so far down (-1) or up (1)."""

    place: int
    sign: int
    far: int


class _Search:
    def __init__(
        self,
        counts: CountCube,
        needs: Mapping[int, tuple[int, int]],
        hidden: Collection[int],
        kept: Collection[int],
        costs: Sequence[int] | None,
        limit: Limit,
    ) -> None:
        import numpy as np

        self._np = np
        self._limit = limit
        self._numbers = np.array(counts.in_line, dtype=np.float64)
        self._free = np.zeros(len(self._numbers), dtype=bool)
        self._free[list({*hidden, *needs})] = True
        self._kept = np.zeros(len(self._numbers), dtype=bool)
        self._kept[list(kept)] = True
        self._kept &= ~self._free
        self._costs = np.ones(len(self._numbers)) if costs is None else np.array(costs, dtype=np.float64)
        self._questions = [
            _Question(place, sign, far)
            for place, (low, high) in sorted(needs.items())
            for sign, far in ((-1, counts.in_line[place] - low), (1, high - counts.in_line[place]))
            if far > 0
        ]
        self._furthest = max((question.far for question in self._questions), default=0)
        self._attacker = _Attacker(counts, limit)
        self._master = _Master(self._costs, self._free, self._kept, limit)
        self._network = len(counts.axes) <= 2
        self._best: tuple[int, frozenset[int]] | None = None
        self._least = 0.0

    def run(self, rounds: int, exact: bool) -> Fewest:
        left = self._bounded(rounds)
        if exact:
            self._searched(left)
        least = math.ceil(self._least - _TOLERANCE)
        if self._best is None:
            return Fewest(least)
        return Fewest(min(least, self._best[0]), *self._best)

    def _bounded(self, rounds: int) -> int:
        """Raise the bound by cuts on the master without whole numbers; the rounds that are left."""
        waiting = list(self._questions)
        every = rounds
        while rounds:
            self._limit.reached(1 - rounds / every)
            chosen, self._least = self._master.relaxed()
            rounds -= 1
            cuts, open_questions = self._cuts(chosen, waiting, self._furthest)
            if not cuts and len(waiting) < len(self._questions):
                waiting = list(self._questions)
                cuts, open_questions = self._cuts(chosen, waiting, self._furthest)
            if not cuts:
                break
            waiting = open_questions
        return rounds

    def _searched(self, rounds: int) -> None:
        """Choose in whole numbers until the choice leaves every protected cell its worlds."""
        while rounds:
            found = self._master.whole()
            if found is None:
                return
            chosen, bound = found
            rounds -= 1
            self._least = max(self._least, bound)
            cuts, _ = self._cuts(chosen, self._questions, _FAR)
            cuts += 0 if cuts or self._network else self._whole_cuts(chosen)
            if not cuts:
                places = self._np.flatnonzero((chosen > 0.5) & ~self._free)
                self._best = round(float(self._costs[places].sum())), frozenset(places.tolist())
                return

    def _cuts(self, chosen: "Floats", questions: Sequence[_Question], reach: float) -> tuple[int, list[_Question]]:
        """Add what a choice violates; how many cuts that was, and the questions that gave one."""
        np = self._np
        self._attacker.bound(self._numbers * (1 - chosen), self._numbers + reach * chosen)
        found = []
        for question in questions:
            reached, factors = self._attacker.furthest(question.place, question.sign)
            if abs(reached - self._numbers[question.place]) >= question.far - _TOLERANCE:
                continue
            # x_p - a_p = sum of factors * (x - a): up by hidden cells without limit, down to nothing.
            gain = np.where(factors > 0, question.far, np.minimum(np.abs(factors) * self._numbers, question.far))
            gain[factors == 0] = 0
            fixed = gain[self._free].sum()
            needed = question.far - fixed
            if needed <= _TOLERANCE:
                continue
            places = np.flatnonzero((gain > 0) & ~self._free & ~self._kept)
            weights = np.minimum(gain[places], needed) / needed
            if (weights * chosen[places]).sum() < 1 - 1e-4:
                self._master.add(places, weights, 1.0)
                found.append(question)
        return len(found), found

    def _whole_cuts(self, chosen: "Floats") -> int:
        """The choice leaves broken worlds; where it leaves no whole one, something else must be hidden too."""
        np = self._np
        elsewhere = np.flatnonzero((chosen < 0.5) & ~self._kept & ~self._free)
        for question in self._questions:
            if not self._attacker.reaches(question.place, question.sign, question.far):
                self._master.add(elsewhere, np.ones(len(elsewhere)), 1.0)
                return 1
        return 0


class _Attacker:
    """The linear program of somebody who sees a cube: columns are its innermost cells, rows all others."""

    def __init__(self, counts: CountCube, limit: Limit) -> None:
        import numpy as np

        self._np = np
        self._limit = limit
        shape = counts.shape
        sizes = shape.leaf_sizes
        inner = [shape.place(leaves) for leaves in product(*(range(size) for size in sizes))]
        self._column = {place: column for column, place in enumerate(inner)}
        self._inner = np.array(inner)
        self._sums = np.array([place for place in range(shape.size) if place not in self._column], dtype=np.int64)
        self._members = [self._leaves(counts, place) for place in self._sums]
        self._row = {int(place): row for row, place in enumerate(self._sums)}
        self._cells = shape.size
        self._numbers = np.array(counts.in_line, dtype=np.float64)
        self._highs = self._model()
        self._costs = np.zeros(len(inner))
        self._worlds: list[Floats] = []

    def bound(self, least: "Floats", most: "Floats") -> None:
        """Let every cell lie between two numbers."""
        np = self._np
        for places, change in (
            (self._inner, self._highs.changeColsBounds),
            (self._sums, self._highs.changeRowsBounds),
        ):
            change(len(places), np.arange(len(places), dtype=np.int32), least[places], most[places])
        self._worlds = []

    def furthest(self, place: int, sign: int) -> tuple[float, "Floats"]:
        """How far down (-1) or up (1) a cell can go, and the factors by which all cells add up to just this one,
        turned so that those that push it further are positive.
        """
        np = self._np
        self._aim(place, -float(sign))
        _run(self._highs, self._limit)
        solution = self._highs.getSolution()
        world = np.array(solution.col_value)
        self._worlds.append(world)
        # Any factors of the sums are allowed, so they are taken as exact numbers; those of the inner cells follow.
        sums = np.round(np.array(solution.row_dual) * _EXACT) / _EXACT
        inner = self._costs.copy()
        for row in np.flatnonzero(sums):
            inner[self._members[row]] -= sums[row]
        factors = np.zeros(self._cells)
        factors[self._sums] = -sums
        factors[self._inner] = -inner
        return float(world[self._own(place)].sum()), factors

    def reaches(self, place: int, sign: int, far: int) -> bool:
        """Whether it can go so far in whole numbers."""
        np, highspy = self._np, _solver()
        own = self._own(place)
        start = float(self._numbers[place])
        for world in self._worlds:
            if (
                sign * (world[own].sum() - start) >= far - _TOLERANCE
                and np.abs(world - world.round()).max() < _TOLERANCE
            ):
                return True
        columns = np.arange(len(self._inner), dtype=np.int32)
        target = start + sign * far
        self._highs.addRow(
            *((target, highspy.kHighsInf) if sign > 0 else (0.0, target)),
            len(own),
            own.astype(np.int32),
            np.ones(len(own)),
        )
        self._highs.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        self._highs.changeColsIntegrality(len(columns), columns, np.ones(len(columns), dtype=np.uint8))
        try:
            status = _run(self._highs, self._limit)
            if status == highspy.HighsModelStatus.kOptimal:
                self._worlds.append(np.array(self._highs.getSolution().col_value))
            return bool(status == highspy.HighsModelStatus.kOptimal)
        finally:
            self._highs.changeColsIntegrality(len(columns), columns, np.zeros(len(columns), dtype=np.uint8))
            row = self._highs.getNumRow() - 1
            self._highs.deleteRows(1, np.array([row], dtype=np.int32))

    def _aim(self, place: int, cost: float) -> None:
        np = self._np
        self._costs = np.zeros(len(self._inner))
        self._costs[self._own(place)] = cost
        self._highs.changeColsCost(len(self._costs), np.arange(len(self._costs), dtype=np.int32), self._costs)

    def _own(self, place: int) -> Any:
        """The columns that a cell counts."""
        if place in self._column:
            return self._np.array([self._column[place]])
        return self._members[self._row[place]]

    def _leaves(self, counts: CountCube, place: int) -> Any:
        parts = [axis.members[node] for axis, node in zip(counts.axes, counts.shape.nodes(place), strict=True)]
        return self._np.array([counts.shape.leaf_place(leaves) for leaves in product(*parts)], dtype=self._np.int64)

    def _model(self) -> Any:
        np = self._np
        highs = _quiet()
        highs.setOptionValue("presolve", "off")
        highs.setOptionValue("simplex_strategy", 4)  # with new costs the last answer is still allowed: primal
        inner, sums = self._numbers[self._inner], self._numbers[self._sums]
        highs.addVars(len(inner), inner, inner)
        lengths = np.array([len(members) for members in self._members])
        highs.addRows(
            len(sums),
            sums,
            sums,
            int(lengths.sum()),
            np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int32),
            np.concatenate(self._members).astype(np.int32),
            np.ones(int(lengths.sum())),
        )
        return highs


class _Master:
    """Chooses what to hide: 1 hidden, 0 shown, as cheap as the cuts so far allow."""

    def __init__(self, costs: "Floats", free: Any, kept: Any, limit: Limit) -> None:
        import numpy as np

        self._np = np
        self._limit = limit
        self._size = len(costs)
        self._highs = _quiet()
        self._highs.setOptionValue("mip_max_nodes", _BRANCHES)
        self._highs.addVars(self._size, free.astype(float), (~kept).astype(float))
        self._places = np.arange(self._size, dtype=np.int32)
        self._highs.changeColsCost(self._size, self._places, np.where(free, 0.0, costs))

    def add(self, places: Any, weights: "Floats", least: float) -> None:
        self._highs.addRow(least, _solver().kHighsInf, len(places), places.astype(self._np.int32), weights)

    def relaxed(self) -> tuple["Floats", float]:
        """The cheapest choice, cells hidden in part too, and what no choice costs less than."""
        self._kind(0)
        _run(self._highs, self._limit)
        return self._chosen(), float(self._highs.getInfo().objective_function_value)

    def whole(self) -> tuple["Floats", float] | None:
        """The same in whole numbers; None if there is no such choice, or it takes too long to find."""
        self._kind(1)
        if _run(self._highs, self._limit) != _solver().HighsModelStatus.kOptimal:
            return None
        return self._chosen().round(), float(self._highs.getInfo().mip_dual_bound)

    def _kind(self, kind: int) -> None:
        self._highs.changeColsIntegrality(
            self._size, self._places, self._np.full(self._size, kind, dtype=self._np.uint8)
        )

    def _chosen(self) -> "Floats":
        chosen: Floats = self._np.clip(self._np.array(self._highs.getSolution().col_value), 0.0, 1.0)
        return chosen


def _run(highs: Any, limit: Limit) -> Any:
    """Solve, and how that ended; raises ProofTimeLimitError."""
    while True:
        # The clock of HiGHS runs on from one question to the next.
        highs.setOptionValue("time_limit", highs.getRunTime() + limit.left())
        highs.run()
        status = highs.getModelStatus()
        if status != _solver().HighsModelStatus.kTimeLimit:
            return status


def _solver() -> Any:
    import highspy

    return highspy


def _quiet() -> Any:
    highs = _solver().Highs()
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.0,
    }.items():
        highs.setOptionValue(option, value)
    return highs
