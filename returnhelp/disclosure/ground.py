"""What the search for worlds stands on: the grids of all cliques, one world to start from, and what each cell costs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from returnhelp.disclosure.boxes import BLOCKED, NO_LIMIT, Boxes, Change, Grid
from returnhelp.disclosure.linear import Limit, Model
from returnhelp.disclosure.space import Space
from returnhelp.disclosure.sums import Sums
from returnhelp.domain.cubes import CountCube, ProtectedCube
from returnhelp.domain.errors import NoSafeTableError, RegisterBoundTooLowError
from returnhelp.domain.tables import K_SENSITIVE, Hidden

if TYPE_CHECKING:
    from returnhelp.disclosure.linear import Floats, Whole

CEILING = 10_000_000
"""More persons than any world has."""


@dataclass(frozen=True)
class Question:
    """Whether a cell can have ``amount`` more persons (fewer, below zero) than the first world gives it."""

    face: int
    line: int
    """The cell in the line of its cube."""
    clique: int
    place: int
    """The cell on the grid of its clique."""
    amount: int


Spot = tuple[int, int]
"""A cell on the grid of a clique."""


@dataclass(frozen=True)
class World:
    """A world, by what is different from the first: the cells of each grid that change."""

    changes: tuple[tuple[int, Change], ...]


class Ground:
    """Cells of the new cube cost what ``price`` says in its line (0: hidden, BLOCKED: it must stay shown)."""

    def __init__(
        self, counts: CountCube, space: Space, earlier: Sequence[ProtectedCube], price: Sequence[int], limit: Limit
    ) -> None:
        """``earlier``: the other cubes of the space. Raises RegisterBoundTooLowError, NoSafeTableError."""
        import numpy as np

        self.counts, self.space, self.earlier = counts, space, tuple(earlier)
        self.home = space.homes[0]
        self.grids = [Grid(space, clique) for clique in range(len(space.cliques))]
        self.faces = [self.grids[home].face(space, face) for face, home in enumerate(space.homes)]
        self.line_at = np.full(self.grids[self.home].size, -1, dtype=np.int64)
        self.line_at[self.faces[0]] = np.arange(len(self.faces[0]))
        self.most = [self._allowed(clique) for clique in range(len(self.grids))]
        self._tight = [
            [
                (frozenset(one.places), one.most)
                for one in space.limits
                if one.clique == clique and one.most < K_SENSITIVE
            ]
            for clique in range(len(self.grids))
        ]
        self.boxes = [
            Boxes(grid, most if (most < NO_LIMIT).any() else None)
            for grid, most in zip(self.grids, self.most, strict=True)
        ]
        self.touch = [np.zeros(grid.size) for grid in self.grids]
        self.touch[self.home][self.faces[0]] = price
        self.apart = [
            (
                np.array([self.grids[link.left].place(here) for here, _ in link.pairs if here], dtype=np.int64),
                np.array([self.grids[link.right].place(there) for _, there in link.pairs if there], dtype=np.int64),
            )
            for link in space.links
        ]
        for face, cube in enumerate(self.earlier, 1):
            shown = np.array([not isinstance(cell, Hidden) for cell in cube.cells])
            self.touch[space.homes[face]][self.faces[face][shown]] = BLOCKED
        self.reached = self._reached()
        self.paid = [touch.copy() for touch in self.touch]
        """What it costs to touch a cell if other cliques may move with it; ``touch``: if they may not."""
        self._tied = [np.zeros(grid.size, dtype=bool) for grid in self.grids]
        for link, (here, there) in zip(space.links, self.apart, strict=True):
            self._tied[link.left][here] = True
            self._tied[link.right][there] = True
        for touch, tied in zip(self.touch, self._tied, strict=True):
            touch[tied] = BLOCKED
        self.values = self._first_world(limit)

    def _allowed(self, clique: int) -> "Whole":
        import numpy as np

        grid = self.grids[clique]
        most = np.full(grid.size, NO_LIMIT, dtype=np.int64)
        for one in self.space.limits:
            if one.clique == clique:
                place = grid.place(one.places)
                most[place] = min(most[place], one.most)
        return most

    def _reached(self) -> frozenset[int]:
        """The cliques that hang together with the new cube by something that is not shown."""
        reached = {self.home}
        while True:
            more = set()
            for link, (here, there) in zip(self.space.links, self.apart, strict=True):
                ends = {link.left, link.right}
                known = (self.touch[link.left][here] > 0).all() or (self.touch[link.right][there] > 0).all()
                if len(ends & reached) == 1 and not (known and self._told(link.left, here, link.right, there)):
                    more |= ends - reached
            if not more:
                return frozenset(reached)
            reached |= more

    def _told(self, left: int, here: "Whole", right: int, there: "Whole") -> bool:
        """Whether every category that two cliques have in common is shown for good, in the one or in the other."""
        shown = [self.touch[left][here] >= BLOCKED, self.touch[right][there] >= BLOCKED]
        return len(shown[0]) == len(shown[1]) and bool((shown[0] | shown[1]).all())

    def _first_world(self, limit: Limit) -> "list[Whole]":
        """The truth of the new cube, and any numbers that go with it for everything else."""
        import numpy as np

        line = np.array(self.counts.in_line, dtype=np.int64)
        grid = self.grids[self.home]
        truth = np.full(grid.size, -1, dtype=np.int64)
        truth[self.faces[0]] = line
        over = np.flatnonzero((truth >= 0) & (truth > self.most[self.home]))
        if len(over):
            place = int(over[0])
            raise RegisterBoundTooLowError(
                category=self.counts.shape.categories()[int(self.line_at[place])],
                most=int(self.most[self.home][place]),
            )
        atoms = truth[grid.atoms]
        if len(self.grids) == 1 and (atoms >= 0).all():
            return [grid.summed(atoms)]
        return self._filled(line, limit)

    def _filled(self, truth: "Whole", limit: Limit) -> "list[Whole]":
        """Solve for all atoms together."""
        import numpy as np

        told: list[tuple[int, Whole, Floats, Floats]] = [(self.home, self.faces[0], *(2 * (truth.astype(np.float64),)))]
        for face, cube in enumerate(self.earlier, 1):
            shown = [line for line, cell in enumerate(cube.cells) if not isinstance(cell, Hidden)]
            numbers = np.array([cube.cells[line] for line in shown], dtype=np.float64)
            told.append((self.space.homes[face], self.faces[face][shown], numbers, numbers))
        sums = Sums(self.space, self.grids)
        for clique, places, least, most in told:
            sums.add(clique, places, least, most)
        sums.tie()
        sums.allow(self.most)
        model = Model(np.zeros(sums.size), np.full(sums.size, float(CEILING)), sums.rows(), limit)
        found = model.cheapest_whole(np.zeros(sums.size))
        if found is None:
            raise NoSafeTableError(variables=self.counts.request.variables)
        return [self.grids[clique].summed(found[sums.span(clique)]) for clique in range(len(self.grids))]

    def need(self, face: int, line: int) -> int:
        """So many persons fill a cell: k of its cube, or as many as a register allows if that is fewer."""
        k = self.counts.request.k if face == 0 else self.earlier[face - 1].request.k
        clique = self.space.homes[face]
        if not self._tight[clique]:
            return k
        atoms = self.grids[clique].inside(int(self.faces[face][line]))
        return min((k, *(most for inside, most in self._tight[clique] if atoms <= inside)))

    def questions(self, face: int, line: int) -> list[Question]:
        """Both questions of a cell of a cube, but what the first world answers."""
        clique = self.space.homes[face]
        place = int(self.faces[face][line])
        value = int(self.values[clique][place])
        need = self.need(face, line)
        found = [Question(face, line, clique, place, -value)] if value else []
        return [*found, Question(face, line, clique, place, need - value)] if value < need else found

    def by_boxes(
        self, question: Question, free: bool = False, deep: bool = True, barred: Collection[Spot] = ()
    ) -> tuple[int, World] | None:
        """What the cheapest change within one clique costs, and its world; None if none is found.

        ``barred`` cells may not change. See ``Boxes.reach``.
        """
        clique = question.clique
        touch = self.touch[clique]
        if barred:
            touch = touch.copy()
            touch[[place for own, place in barred if own == clique]] = BLOCKED
        found = self.boxes[clique].reach(question.place, question.amount, self.values[clique], touch, free, deep)
        return None if found is None else (found.cost, World(((clique, found),)))

    def without(self, question: Question, world: World, line: int) -> World | None:
        """A world that answers too, made of one that does, in which a cell of the new cube is as in the first world.

        Nothing else that is shown changes; None if none is found.
        """
        import numpy as np

        own = dict(world.changes)
        change = own.pop(self.home)
        place = int(self.faces[0][line])
        values = self.values[self.home].copy()
        values[change.places] += change.amounts
        touch = np.where(self.touch[self.home] > 0, float(BLOCKED), 0.0)
        if question.clique == self.home:
            touch[question.place] = BLOCKED
        if self._tied[self.home][place]:
            return None
        touch[place] = 0.0
        amount = int(self.values[self.home][place] - values[place])
        back = self.boxes[self.home].reach(place, amount, values, touch, free=True)
        if back is None:
            return None
        values[back.places] += back.amounts
        places = (values != self.values[self.home]).nonzero()[0]
        own[self.home] = Change(0, places, values[places] - self.values[self.home][places])
        return World(tuple(sorted(own.items(), key=lambda one: one[0])))

    def changed(self, world: World) -> "Whole":
        """The cells of the new cube, in its line, that a world changes."""
        import numpy as np

        for clique, change in world.changes:
            if clique == self.home:
                lines = self.line_at[change.places]
                return np.sort(lines[lines >= 0])
        return np.zeros(0, dtype=np.int64)

    def price(self, line: int) -> int:
        return int(self.paid[self.home][self.faces[0][line]])

    def set_price(self, line: int, price: int) -> None:
        """0: the cell is hidden."""
        place = self.faces[0][line]
        self.paid[self.home][place] = price
        self.touch[self.home][place] = BLOCKED if self._tied[self.home][place] else price
