"""The search for worlds: whole-number tables that keep every published number and empty or fill one hidden cell."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from returnhelp.disclosure.joint import Joint
from returnhelp.disclosure.solver import Equation, Limit, Solver, is_whole, rounded
from returnhelp.domain.tables import K_SENSITIVE, Interval

if TYPE_CHECKING:
    from returnhelp.disclosure.solver import Floats, Whole

_CLOSE = 1e-6
_LOTS = 12
"""How many corners are tried before whole numbers are enforced, which takes a hundred times as long."""

Question = tuple[int, bool]
"""A place, and whether it is to be filled (True) or emptied (False)."""


class Worlds:
    """The worlds found so far, and which of the cells that need one they empty (0) or fill (``need`` or more)."""

    def __init__(self, need: "Whole") -> None:
        import numpy as np

        self.need = need
        self.found: list[Whole] = []
        self.empty = np.full(len(need), -1)
        self.full = np.full(len(need), -1)

    def take(self, world: "Whole | None") -> bool:
        """Keep a world if it empties or fills a cell that none did before."""
        if world is None:
            return False
        empties = (self.need > 0) & (self.empty < 0) & (world == 0)
        fills = (self.need > 0) & (self.full < 0) & (world >= self.need)
        if not (empties.any() or fills.any()):
            return False
        self.empty[empties] = self.full[fills] = len(self.found)
        self.found.append(world)
        return True

    def to_empty(self) -> "Whole":
        return ((self.need > 0) & (self.empty < 0)).nonzero()[0]

    def to_fill(self) -> "Whole":
        return ((self.need > 0) & (self.full < 0)).nonzero()[0]

    def still_with(self, place: int, value: int) -> "Worlds":
        """Those worlds alone in which a place has that value."""
        left = Worlds(self.need)
        for world in self.found:
            if world[place] == value:
                left.take(world)
        return left


class Attacker:
    """What somebody can compute who knows all shown numbers: nothing else of the truth is in here."""

    def __init__(self, joint: Joint, lines: Sequence[Sequence[int | None]], limit: Limit) -> None:
        import numpy as np

        self.joint = joint
        line = [cell for one in lines for cell in one]
        # What stands in no equation with a shown number has no upper limit; any number above all shown ones serves.
        told = [equation.total for equation in joint.equations]
        self.ceiling = max((cell for cell in (*line, *told) if cell is not None), default=0) + 10 * K_SENSITIVE
        self._most = np.full(joint.size, np.inf)
        for _, shape, span in joint.spans():
            self._most[span.start : span.start + shape.inner] = self.ceiling
        shown = np.array([np.nan if cell is None else cell for cell in line], dtype=np.float64)
        known = ~np.isnan(shown)
        least, most = np.where(known, shown, 0.0), np.where(known, shown, self._most)
        self._solver = Solver(least, most, joint.equations, limit)

    def learn(self, place: int, value: int) -> None:
        """The cell is shown."""
        self._set(place, value, value)

    def forget(self, place: int) -> None:
        """The cell is hidden."""
        self._set(place, 0, float(self._most[place]))

    def cover(self, worlds: Worlds, first: Iterable[Question] = (), give_up: bool = False) -> list[Question]:
        """Find worlds for all cells that need one; the questions that have no answer.

        ``first`` are asked by themselves before all others; with ``give_up`` the first failure ends the search.
        """
        failed = []
        for place, fill in first:
            if (worlds.full if fill else worlds.empty)[place] < 0 and not self.ask(worlds, place, fill):
                failed.append((place, fill))
                if give_up:
                    return failed
        self._many(worlds)
        for fill in (False, True):
            for place in worlds.to_fill() if fill else worlds.to_empty():
                done = (worlds.full if fill else worlds.empty)[place] >= 0
                if not done and (int(place), fill) not in failed and not self.ask(worlds, int(place), fill):
                    failed.append((int(place), fill))
                    if give_up:
                        return failed
        return failed

    def ask(self, worlds: Worlds, place: int, fill: bool) -> bool:
        """Whether one hidden cell can be emptied or filled; keeps the world."""
        need = float(worlds.need[place]) if fill else 0.0
        values = self._solver.cheapest(self._towards([place], fill))
        if values is None or (values[place] < need - _CLOSE if fill else values[place] > _CLOSE):
            return False
        if is_whole(values):
            worlds.take(rounded(values))
            return True
        world = self._whole_with(place, need, fill)
        worlds.take(world)
        return world is not None

    def narrowest(self, worlds: Worlds, places: Sequence[int]) -> Interval | None:
        """The narrowest interval of the cells at these places, each of which can be 0."""
        import numpy as np

        if not places:
            return None
        seen = np.max(np.array([[world[place] for place in places] for world in worlds.found]), axis=0)
        narrow = self.ceiling
        for index in np.argsort(seen, kind="stable"):
            if seen[index] >= narrow:
                break
            world = self._solver.cheapest_whole(self._towards([places[index]], fill=True))
            if world is not None:
                seen = np.maximum(seen, world[list(places)])
                narrow = min(narrow, int(world[places[index]]))
        return Interval(0, narrow if narrow < self.ceiling else None)

    def _set(self, place: int, least: float, most: float) -> None:
        import numpy as np

        self._solver.bound(np.array([place]), np.array([least], dtype=np.float64), np.array([most], dtype=np.float64))

    def _whole_with(self, place: int, need: float, fill: bool) -> "Whole | None":
        """Any world with a full or empty cell: at a few corners drawn by lot, then by the slow way."""
        import numpy as np

        lot = np.random.default_rng(place)
        if fill:
            self._set(place, need, float(self._most[place]))
        else:
            self.learn(place, 0)
        try:
            for _ in range(_LOTS):
                values = self._solver.cheapest(lot.uniform(-1.0, 1.0, self.joint.size))
                if values is None:
                    return None
                if is_whole(values):
                    return rounded(values)
            return self._solver.cheapest_whole(np.zeros(self.joint.size))
        finally:
            self.forget(place)

    def _towards(self, places: "Sequence[int] | Whole", fill: bool) -> "Floats":
        import numpy as np

        cost = np.zeros(self.joint.size)
        cost[places] = -1.0 if fill else 1.0
        return cost

    def _many(self, worlds: Worlds) -> None:
        """Empty many cells at once; fill them diagonal by diagonal, so that they do not share rows and columns."""
        import numpy as np

        while len(wanted := worlds.to_empty()) and self._take_if_whole(worlds, wanted, fill=False):
            pass
        for _, shape, span in self.joint.spans():
            for diagonal in _diagonals(shape.rows, shape.columns):
                places = np.array([span.start + place for place in diagonal])
                places = places[(worlds.need[places] > 0) & (worlds.full[places] < 0)]
                if len(places):
                    self._take_if_whole(worlds, places, fill=True)

    def _take_if_whole(self, worlds: Worlds, places: "Whole", fill: bool) -> bool:
        values = self._solver.cheapest(self._towards(places, fill))
        return values is not None and is_whole(values) and worlds.take(rounded(values))


def _diagonals(rows: int, columns: int) -> Iterable[list[int]]:
    """All inner cells in groups of which no two share a row or a column."""
    for shift in range(max(rows, columns)):
        if rows <= columns:
            yield [row * columns + (row + shift) % columns for row in range(rows)]
        else:
            yield [(column + shift) % rows * columns + column for column in range(columns)]


class Protector:
    """Finds the cheapest shown cells whose hiding lets a small cell be emptied or filled; it knows the truth."""

    def __init__(
        self, joint: Joint, truth: Sequence[int], others: Sequence[int | None], price: "Floats", limit: Limit
    ) -> None:
        """``truth`` and ``price`` are of the new table alone: infinite where its cell must stay shown."""
        import numpy as np

        self._truth = np.array(truth, dtype=np.int64)
        self._price = price.copy()
        new, rest = len(truth), joint.size - len(truth)
        told = [*truth, *(cell for cell in others if cell is not None), *(one.total for one in joint.equations)]
        ceiling = float(max(told) + 10 * K_SENSITIVE)
        open_up = np.where(np.isinf(price), 0.0, np.inf)
        open_down = np.where(np.isinf(price), 0.0, self._truth.astype(np.float64))
        open_up[: joint.grids[0].inner] = np.minimum(open_up[: joint.grids[0].inner], ceiling)
        least = [0.0 if cell is None else float(cell) for cell in others]
        most = [np.inf if cell is None else float(cell) for cell in others]
        self._least = np.concatenate((np.zeros(2 * new), least))
        self._most = np.concatenate((open_up, open_down, most))
        equations = [_around_truth(equation, truth, new) for equation in joint.equations]
        self._solver = Solver(self._least, self._most, equations, limit)
        self._new, self._rest = new, rest

    def hide(self, place: int) -> None:
        """From now on the cell costs nothing."""
        self._price[place] = 0.0

    def answer(self, place: int, fill: bool, need: int) -> "tuple[Whole, list[int]] | None":
        """The cheapest world that answers the question, with the shown cells that it changes; None if there is none."""
        import numpy as np

        new = self._new
        columns = np.array([place, new + place] if place < new else [new + place])
        least, most = self._least[columns].copy(), self._most[columns].copy()
        if place >= new:
            least[0], most[0] = (need, most[0]) if fill else (0.0, 0.0)
        elif fill:
            least[0], most[1] = need - self._truth[place], 0.0
        else:
            most[0], least[1] = 0.0, self._truth[place]
        self._solver.bound(columns, least, most)
        price = np.where(np.isinf(self._price), 0.0, self._price)
        moved = self._solver.cheapest_whole(np.concatenate((price, price, np.zeros(self._rest))))
        self._solver.bound(columns, self._least[columns], self._most[columns])
        if moved is None:
            return None
        change = moved[:new] - moved[new : 2 * new]
        touched = ((change != 0) & (self._price > 0)).nonzero()[0]
        return np.concatenate((self._truth + change, moved[2 * new :])), [int(one) for one in touched]


def _around_truth(equation: Equation, truth: Sequence[int], new: int) -> Equation:
    """The same equation over more than the truth, less than the truth (new table) and the values of the others."""
    places: list[int] = []
    factors: list[int] = []
    total = equation.total
    for place, factor in zip(equation.places, equation.factors, strict=True):
        if place < new:
            places += [place, new + place]
            factors += [factor, -factor]
            total -= factor * truth[place]
        else:
            places.append(new + place)
            factors.append(factor)
    return Equation(tuple(places), tuple(factors), total)
