"""The search for the worlds of a proof, from nothing but published numbers."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from returnhelp.disclosure.linear import Limit, Model, Rows, is_whole, rounded
from returnhelp.disclosure.moves import Moves
from returnhelp.disclosure.proof import Changes, Claim, Proof, World, face_seal, in_force
from returnhelp.disclosure.space import Space, lay_out
from returnhelp.disclosure.unknowns import Unknowns
from returnhelp.domain.cubes import Bound, PublishedCube
from returnhelp.domain.errors import NoSafeTableError

if TYPE_CHECKING:
    import numpy as np

    from returnhelp.disclosure.linear import Floats, Whole

SECONDS = 180.0
_CORNERS = 200
"""So many corners of all that is possible are looked at as bases, as long as they answer enough."""
_GAIN, _PER_MOVE, _PER_QUESTION = 10, 1000, 10_000
"""A corner that answers fewer questions is the last, more of a large program: it takes as long as so many moves,
or as single questions."""
_LOOSENED = (0.1, 0.3)
_CLOSE = 1e-6
_LARGE = 150
"""A world with more changes becomes a base itself."""
_ASKED = 200_000_000
"""So many atoms of hidden cells times single questions: without end for a small program, a thousand for a large."""
_BASES = 4
"""From so many bases a move is looked for."""
_BRANCHES, _FEW = 200, 2500
"""So many branches a search in whole numbers may take, unless there are few atoms: then it goes on to the end.

Of few atoms single questions are also answered faster than moves are found.
"""


def prove(
    cube: PublishedCube,
    linked: Sequence[PublishedCube] = (),
    bounds: Sequence[Bound] = (),
    limit: Limit | None = None,
) -> Proof:
    """Worlds for every hidden cell of all cubes that can be empty as well as full; ``linked`` as in the ledger.

    The same numbers give the same proof. Raises NoSafeTableError where not one world has all the numbers,
    ProofTimeLimitError, and what ``space.lay_out`` raises.
    """
    limit = limit or Limit(SECONDS)
    cubes = (cube, *linked)
    names = tuple(face_seal(one) for one in cubes)
    held = in_force(bounds, cubes)
    space = lay_out(cubes, held)
    seed = int.from_bytes(hashlib.sha256("".join(names).encode()).digest()[:8])
    search = _Search(space, cubes, seed, limit)
    if not search.begin():
        raise NoSafeTableError(variables=cube.request.variables)
    size = len(search.unknowns.flat[0])
    search.corners(0.05, 0.3, _GAIN + size // _PER_MOVE)
    if len(search.unknowns.free) > _FEW:
        search.move(0.3, 0.5)
    search.corners(0.5, 0.6, _GAIN + size // _PER_QUESTION)
    search.ask_each(0.6, 1.0)
    bases, claims = search.claims()
    return Proof(names, held, bases, claims).sealed()


class _Search:
    """The hidden cells, and the worlds found so far in which they are empty or full."""

    def __init__(self, space: Space, cubes: Sequence[PublishedCube], seed: int, limit: Limit) -> None:
        import numpy as np

        self._limit = limit
        self._lot = np.random.default_rng(seed)
        self.unknowns = Unknowns(space, cubes)
        self._moves = Moves(space, cubes)
        self._hidden = self.unknowns.hidden
        self._need = np.array([cell.need for cell in self._hidden], dtype=np.int64)
        self._bases: list[Whole] = []
        self._base_values: list[Whole] = []
        self._empty: list[World | None] = [None] * len(self._hidden)
        self._full: list[World | None] = [None] * len(self._hidden)
        # Open questions: can the cell be empty, can it be full; closed where the answer is known, or known to be no.
        self._to_empty = np.ones(len(self._hidden), dtype=bool)
        self._to_fill = np.ones(len(self._hidden), dtype=bool)
        if self._hidden:
            least, most = self.unknowns.least, self.unknowns.most
            atoms, starts = self.unknowns.flat
            self._drop(
                (np.add.reduceat(least[atoms], starts) > 0) | (np.add.reduceat(most[atoms], starts) < self._need)
            )

    # --- bases -------------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Find one whole world that has all the numbers; False if there is none."""
        import numpy as np

        unknowns = self.unknowns
        if (unknowns.least > unknowns.most).any():
            return False
        if not len(unknowns.free):
            only = unknowns.least.astype("int64")
            if unknowns.contradicted_by(only):
                return False
            self._take(only, None)
            return True
        values = self._corners.cheapest(self._cost())
        if values is None:
            return False
        found = rounded(values) if is_whole(values) else self._nearly(values)
        if found is None:
            found = self._around.cheapest_whole(np.zeros(len(values)))
        if found is None:
            return False
        self._take(self._world(found), None)
        return True

    def corners(self, first: float, last: float, worthwhile: int) -> None:
        """Bases at corners of all that is possible, until one answers less than is worthwhile."""
        import numpy as np

        free = self.unknowns.free
        for corner in range(_CORNERS):
            self._limit.reached(first + (last - first) * corner / (corner + 5))
            if self._open() < worthwhile or not len(free):
                return
            self._corners.bound(np.arange(len(free)), self.unknowns.least[free], self._capped())
            values = self._corners.cheapest(self._cost())
            if values is None:
                return
            near = rounded(values) if is_whole(values) else self._nearly(values)
            if near is None or self._take(self._world(near), None) < worthwhile:
                return

    @cached_property
    def _corners(self) -> Model:
        free = self.unknowns.free
        return Model(self.unknowns.least[free], self.unknowns.most[free], self.unknowns.rows(), self._limit)

    @cached_property
    def _around(self) -> Model:
        """The same by itself: what is asked in whole numbers spoils the start of the next question."""
        free = self.unknowns.free
        return Model(self.unknowns.least[free], self.unknowns.most[free], self.unknowns.rows(), self._limit)

    def _nearly(self, values: "Floats") -> "Whole | None":
        """A whole world near a corner in broken numbers: these and some more by lot may differ from it."""
        import numpy as np

        unknowns = self.unknowns
        least, most = unknowns.least[unknowns.free], unknowns.most[unknowns.free]
        near = values.round()
        broken = abs(values - near) > _CLOSE
        every = np.arange(len(values))
        found = None
        for share in _LOOSENED:
            loose = broken | (self._lot.uniform(0.0, 1.0, len(values)) < share)
            self._around.bound(every, np.where(loose, least, near), np.where(loose, most, near))
            found = self._around.cheapest_whole(np.zeros(len(values)), _BRANCHES)
            if found is not None:
                break
        self._around.bound(every, least, most)
        return found

    def _cost(self) -> "Floats":
        """By lot, but so that cells with open questions are emptied or filled."""
        import numpy as np

        unknowns = self.unknowns
        if not self._bases:
            return self._lot.uniform(-1.0, 1.0, len(unknowns.free))
        atoms, starts = unknowns.flat
        lengths = np.diff(np.append(starts, len(atoms)))
        draw = self._lot.uniform(0.0, 1.0, len(self._hidden)) / lengths
        fill = self._to_fill & (~self._to_empty | (self._lot.uniform(0.0, 1.0, len(self._hidden)) < 0.5))
        wish = np.where(fill, -draw, np.where(self._to_empty, draw, 0.0))
        cost = np.zeros(unknowns.space.size)
        np.add.at(cost, atoms, np.repeat(wish, lengths))
        return cost[unknowns.free] + self._lot.uniform(-0.05, 0.05, len(unknowns.free))

    def _capped(self) -> "Floats":
        """The most persons of each free atom, but no more than fill it if it waits to be filled.

        So they are spread over many; the first base is possible all the same.
        """
        import numpy as np

        most = self.unknowns.most.copy()
        waiting = [number for number in np.flatnonzero(self._to_fill) if len(self._hidden[number].atoms) == 1]
        atoms = np.array([int(self._hidden[number].atoms[0]) for number in waiting], dtype=np.int64)
        most[atoms] = np.minimum(most[atoms], np.maximum(self._bases[0][atoms], self._need[waiting]))
        return most[self.unknowns.free]

    def _world(self, values: "Whole") -> "Whole":
        world = self.unknowns.least.astype("int64")
        world[self.unknowns.free] = values
        return world

    # --- moves -------------------------------------------------------------------------------------

    def move(self, first: float, last: float) -> None:
        """Answer what single moves, or several small ones after each other, can answer."""
        order = self._lot.permutation(len(self._hidden))
        for done, number in enumerate(order.tolist()):
            if not done % 50:
                self._limit.reached(first + (last - first) * done / len(order))
            for fill in (False, True):
                if (self._to_fill if fill else self._to_empty)[number]:
                    self._move_one(number, fill)

    def _move_one(self, number: int, fill: bool) -> None:
        values = [int(values[number]) for values in self._base_values]
        near = sorted(range(len(values)), key=lambda base: -values[base] if fill else values[base])[:_BASES]
        goal = self._hidden[number].need if fill else 0
        for small in (False, True):
            for base in near:
                world = self._moved(number, base, goal, small)
                if world is not None:
                    self._take(world, base)
                    return

    def _moved(self, number: int, base: int, goal: int, small: bool) -> "Whole | None":
        """A base with the cell moved to its goal, in few moves or by one person each; None: not found."""
        cell = self._hidden[number]
        world = self._bases[base].copy()
        left = goal - int(self._base_values[base][number])
        lot = self._lot if small else None
        while left:
            own = world[cell.atoms]
            if left < 0:
                most = int(own.argmax())
                by = -1 if small else -int(own[most])
            else:
                most = int(self._lot.integers(len(own)))
                by = 1 if small else left
            atom = int(cell.atoms[most])
            found = self._moves.find(world, cell.face, cell.place, self._moves.position(cell.face, atom), by, lot)
            if found is None:
                return None
            world[found[0]] += found[1]
            left -= by
        return world

    # --- one question at a time --------------------------------------------------------------------

    def ask_each(self, first: float, last: float) -> None:
        """Ask for every open cell by itself which is the smallest change of a base that answers it."""
        import numpy as np

        open_cells = np.flatnonzero(self._to_empty | self._to_fill)
        if not len(open_cells):
            return
        open_cells = self._likely_first(open_cells)
        left = _ASKED // len(self.unknowns.flat[0])
        asked = _Nearest(self.unknowns, self._bases[0], open_cells, self._lot, self._limit)
        for done, number in enumerate(open_cells.tolist()):
            self._limit.reached(first + (last - first) * done / len(open_cells))
            for fill in (False, True):
                if not left or not (self._to_fill if fill else self._to_empty)[number]:
                    continue
                left -= 1
                world = asked.ask(number, fill)
                if world is None:
                    self._to_empty[number] = self._to_fill[number] = False
                else:
                    self._take(world, 0)

    def _likely_first(self, cells: "Whole") -> "Whole":
        """Those of which only one thing is open before the others, and that have much room before those with little."""
        import numpy as np

        atoms, starts = self.unknowns.flat
        room = np.add.reduceat(self.unknowns.most[atoms], starts)[cells]
        both = self._to_empty[cells] & self._to_fill[cells]
        return cells[np.lexsort((cells, -room, both))]

    # --- what was found ----------------------------------------------------------------------------

    def claims(self) -> tuple[tuple[Changes, ...], tuple[Claim, ...]]:
        """The bases that are needed, and what they prove with their changes."""
        found = [
            (cell.face, cell.place, empty, full)
            for cell, empty, full in zip(self._hidden, self._empty, self._full, strict=True)
            if empty is not None and full is not None
        ]
        used = sorted({world.base for _, _, empty, full in found for world in (empty, full)} or {0})
        at = {base: number for number, base in enumerate(used)}
        return tuple(_changes(self._bases[base]) for base in used), tuple(
            Claim(face, place, World(at[empty.base], empty.changes), World(at[full.base], full.changes))
            for face, place, empty, full in found
        )

    def _open(self) -> int:
        return int(self._to_empty.sum() + self._to_fill.sum())

    def _drop(self, places: "np.typing.NDArray[np.bool_]") -> None:
        """Cells that cannot be both are asked for no more."""
        self._to_empty[places] = self._to_fill[places] = False

    def _take(self, world: "Whole", base: int | None) -> int:
        """Answer all open questions that a world answers, as a base of its own or by its changes; how many."""
        import numpy as np

        if not self._hidden:
            self._bases = self._bases or [world]
            return 0
        values = self.unknowns.values(world)
        empties = np.flatnonzero(self._to_empty & (values == 0))
        fills = np.flatnonzero(self._to_fill & (values >= self._need))
        gained = len(empties) + len(fills)
        if self._bases and not gained:
            return 0
        changes = () if base is None else _changes(world - self._bases[base])
        if base is None or len(changes) > _LARGE:
            told = World(len(self._bases))
            self._bases.append(world)
            self._base_values.append(values)
        else:
            told = World(base, changes)
        for number in empties.tolist():
            self._empty[number] = told
        for number in fills.tolist():
            self._full[number] = told
        self._to_empty[empties] = False
        self._to_fill[fills] = False
        return gained


def _changes(difference: "Whole") -> Changes:
    import numpy as np

    atoms = np.flatnonzero(difference)
    return tuple(zip(atoms.tolist(), difference[atoms].tolist(), strict=True))


class _Nearest:
    """The smallest change of a base that empties or fills one cell, by a linear program that is asked many times."""

    def __init__(
        self, unknowns: Unknowns, base: "Whole", cells: "Whole", lot: "np.random.Generator", limit: Limit
    ) -> None:
        import numpy as np

        self._unknowns = unknowns
        self._lot = lot
        self._base = base
        free = unknowns.free
        self._most = np.concatenate((unknowns.most[free] - base[free], base[free] - unknowns.least[free]))
        self._least = np.zeros(len(self._most))
        rows = unknowns.rows()
        kept = np.zeros(len(rows.lengths))
        number = np.repeat(np.arange(len(rows.lengths)), rows.lengths)
        factors = np.ones(len(rows.columns)) if rows.factors is None else rows.factors
        np.add.at(kept, number, factors * base[free][rows.columns])
        large = [cell for cell in cells.tolist() if len(unknowns.hidden[cell].atoms) > 1]
        self._row = {cell: len(rows.lengths) + place for place, cell in enumerate(large)}
        sums = [unknowns.column[unknowns.hidden[cell].atoms] for cell in large]
        sums = [one[one >= 0] for one in sums]
        lengths = np.concatenate((rows.lengths, [len(one) for one in sums])).astype(np.int64)
        columns = np.concatenate((rows.columns, *sums)).astype(np.int64)
        factors = np.concatenate((factors, np.ones(len(columns) - len(factors))))
        least = np.concatenate((rows.least - kept, np.full(len(sums), -np.inf)))
        most = np.concatenate((rows.most - kept, np.full(len(sums), np.inf)))
        number = np.repeat(np.arange(len(lengths)), lengths)
        order = np.argsort(np.concatenate((number, number)), kind="stable")
        twice = Rows(
            np.concatenate((columns, columns + len(free)))[order],
            2 * lengths,
            least,
            most,
            np.concatenate((factors, -factors))[order],
        )
        self._model = Model(self._least, self._most, twice, limit)
        self._cost = np.ones(len(self._most))
        self._branches = None if len(free) <= _FEW else _BRANCHES

    def ask(self, number: int, fill: bool) -> "Whole | None":
        """The world, or None if there is none (or none of whole numbers is found)."""
        import numpy as np

        cell = self._unknowns.hidden[number]
        free = len(self._unknowns.free)
        columns = self._unknowns.column[cell.atoms]
        atoms, columns = cell.atoms[columns >= 0], columns[columns >= 0]
        both = np.concatenate((columns, columns + free))
        own = self._base[atoms].astype(np.float64)
        least, most = self._least.copy(), self._most.copy()
        if not fill:
            least[both] = most[both] = np.concatenate((np.zeros(len(own)), own))
        elif len(cell.atoms) == 1:
            least[both] = [cell.need - own[0], 0.0]
            most[both] = [max(cell.need - own[0], most[columns[0]]), 0.0]
        else:
            self._model.bound_row(self._row[number], float(cell.need - self._base[cell.atoms].sum()), np.inf)
        self._model.bound(both, least[both], most[both])
        changed = self._whole(least, most)
        self._model.bound(both, self._least[both], self._most[both])
        if fill and number in self._row:
            self._model.bound_row(self._row[number], -np.inf, np.inf)
        if changed is None:
            return None
        world = self._base.copy()
        world[self._unknowns.free] += changed[:free] - changed[free:]
        return world

    def _whole(self, least: "Floats", most: "Floats") -> "Whole | None":
        """The smallest change in whole numbers; of a large program one near it, where that is in broken ones."""
        import numpy as np

        if self._branches is None:
            return self._model.cheapest_whole(self._cost)
        values = self._model.cheapest(self._cost)
        if values is None or is_whole(values):
            return None if values is None else rounded(values)
        near = values.round()
        every = np.arange(len(values))
        found = None
        for share in _LOOSENED:
            loose = (abs(values - near) > _CLOSE) | (self._lot.uniform(0.0, 1.0, len(values)) < share)
            self._model.bound(every, np.where(loose, least, near), np.where(loose, most, near))
            found = self._model.cheapest_whole(self._cost, self._branches)
            if found is not None:
                break
        self._model.bound(every, least, most)
        return found
