"""Moves that keep every sum: the grid of a clique, and the cheapest ways to empty or fill one cell of it.

A move takes on each axis two positions, one giving and one receiving, or one alone, and carries the change up to all
that counts them. The cells it touches are the corners of a box; a box with little to pay is found by looking at all
of them at once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

from returnhelp.disclosure.space import Space

if TYPE_CHECKING:
    from returnhelp.disclosure.linear import Floats, Whole

BLOCKED = 2**24
"""What it costs to touch a cell that must not change; all costs are whole numbers, so that sums of them are exact."""
NO_LIMIT = 2**60
_DEBT = 2**18
"""What it costs for a while to leave a cell with fewer than no persons."""
_REPAIRS = 8
"""So many moves may pay back what a first one left below nothing."""

Cost = Callable[["Whole"], "tuple[Floats, Floats]"]
"""What it costs if the cells at some places of a grid rise, and if they fall."""


class Grid:
    """Every cell of a clique that can be asked or told of: on each axis its positions and all sums of some of them.

    The sums are those of the nodes of its cubes, of what it has in common with other cliques, and of register limits.
    Cells stand in one line, the last axis running fastest.
    """

    def __init__(self, space: Space, clique: int) -> None:
        import numpy as np

        self.atom_sizes = space.cliques[clique].sizes
        parts: list[dict[frozenset[int], int]] = [
            {frozenset({position}): position for position in range(size)} for size in self.atom_sizes
        ]
        for home, spread in zip(space.homes, space.spreads, strict=True):
            if home == clique:
                for axis, (_, nodes) in enumerate(spread.axes):
                    for node in nodes:
                        parts[axis].setdefault(frozenset(node), len(parts[axis]))
        told = [
            [pair[side] for pair in link.pairs if pair[side]]
            for link in space.links
            for side, one in enumerate((link.left, link.right))
            if one == clique
        ]
        told.append([limit.places for limit in space.limits if limit.clique == clique])
        boxes = [[self._box(places) for places in some] for some in told]
        for box in (box for some in boxes for box in some):
            for axis, positions in enumerate(box):
                parts[axis].setdefault(positions, len(parts[axis]))
        self._parts = parts
        self.sizes = tuple(len(some) for some in parts)
        self.size = prod(self.sizes)
        self.strides = [prod(self.sizes[axis + 1 :]) for axis in range(len(self.sizes))]
        self.members: list[Floats] = []
        for some, size in zip(parts, self.atom_sizes, strict=True):
            members = np.zeros((len(some), size))
            for positions, at in some.items():
                members[at, sorted(positions)] = 1.0
            self.members.append(members)
        self.atoms = np.zeros(1, dtype=np.int64)
        for size, stride in zip(self.atom_sizes, self.strides, strict=True):
            self.atoms = np.add.outer(self.atoms, np.arange(size) * stride).ravel()
        self.atom_at = np.full(self.size, -1, dtype=np.int64)
        self.atom_at[self.atoms] = np.arange(len(self.atoms))
        self._ways: dict[tuple[int, int], tuple[Floats, Floats]] = {}

    def _box(self, places: Sequence[int]) -> list[frozenset[int]]:
        """On each axis the positions of atoms that are all combinations of them."""
        import numpy as np

        return [frozenset(some.tolist()) for some in map(np.unique, np.unravel_index(places, self.atom_sizes))]

    def place(self, atoms: Sequence[int]) -> int:
        """Where the cell of these atoms stands; KeyError if there is none."""
        box = self._box(atoms)
        return sum(part[one] * stride for part, one, stride in zip(self._parts, box, self.strides, strict=True))

    def face(self, space: Space, face: int) -> "Whole":
        """Where the cells of one of its cubes stand, in the line of the cube."""
        import numpy as np

        axes = space.faces[face].axes
        places = np.zeros(tuple(axis.size for axis in axes), dtype=np.int64)
        for axis, (own, nodes) in enumerate(space.spreads[face].axes):
            steps = np.array([self._parts[axis][frozenset(node)] for node in nodes]) * self.strides[axis]
            places += steps[0] if own is None else steps.reshape([-1 if n == own else 1 for n in range(len(axes))])
        return places.ravel()

    def summed(self, atoms: "Whole") -> "Whole":
        """Every cell of the grid, given its atoms in line."""
        import numpy as np

        found = contracted(atoms.astype(np.float64).reshape(self.atom_sizes), self.members)
        return found.round().astype(np.int64).ravel()

    def nodes(self, place: int) -> tuple[int, ...]:
        """The node of each axis at which a cell stands."""
        return tuple(place // stride % size for stride, size in zip(self.strides, self.sizes, strict=True))

    def inside(self, place: int) -> frozenset[int]:
        """The atoms of a cell."""
        import numpy as np

        found = np.zeros(1, dtype=np.int64)
        for axis, node in enumerate(self.nodes(place)):
            found = np.add.outer(found * self.atom_sizes[axis], self.members[axis][node].nonzero()[0]).ravel()
        return frozenset(found.tolist())

    def ways(self, axis: int, node: int) -> "tuple[Floats, Floats]":
        """What can make a node one more: signed changes of the nodes of its axis (a row each), and where they are."""
        import numpy as np

        known = self._ways.get((axis, node))
        if known is None:
            members = self.members[axis]
            inside = np.flatnonzero(members[node])
            outside = np.flatnonzero(members[node] == 0)
            swaps = members[:, np.repeat(inside, len(outside))] - members[:, np.tile(outside, len(inside))]
            signed = np.ascontiguousarray(np.concatenate((swaps, members[:, inside]), axis=1).T)
            known = self._ways[axis, node] = signed, abs(signed)
        return known


@dataclass(frozen=True)
class Change:
    """By how much cells of a grid differ from before, and what it costs to touch them; each cell once."""

    cost: int
    places: "Whole"
    amounts: "Whole"


class Boxes:
    """Finds changes of the cells of a grid that keep all sums and leave nothing below zero."""

    def __init__(self, grid: Grid, most: "Whole | None" = None) -> None:
        """``most``: how many persons a register allows in each cell, NO_LIMIT for any number."""
        self.grid = grid
        self._most = most
        self._is_atom = grid.atom_at >= 0

    def move(self, place: int, amount: int, values: "Whole", touch: "Floats") -> Change | None:
        """The cheapest move that makes a cell ``amount`` more (or less, below zero); None if all are blocked.

        ``values`` and ``touch``, what it costs to touch it, are of every cell of the grid.
        """
        size = abs(amount)

        def cost(places: "Whole") -> "tuple[Floats, Floats]":
            now, paid = values[places], touch[places]
            falls = paid + ((now < size) & self._is_atom[places]) * float(BLOCKED)
            rises = paid if self._most is None else paid + (now + size > self._most[places]) * float(BLOCKED)
            return rises, falls

        return self._cheapest(place, amount, cost)

    def _cheapest(self, place: int, amount: int, cost: Cost) -> Change | None:
        """The cheapest of all moves, where ``cost`` tells what it costs if the cells at some places rise, and fall."""
        import numpy as np

        grid = self.grid
        here = grid.nodes(place)
        ways: list[Floats] = []
        kept: list[Whole] = []
        for axis, node in enumerate(here):
            # Next to the cell itself stand corners of every box: ways that are blocked there are blocked.
            line = place + (np.arange(grid.sizes[axis]) - node) * grid.strides[axis]
            both, tilt = _turned(cost(line), amount)
            signed, touched = grid.ways(axis, node)
            open_ways = np.flatnonzero(touched @ both + signed @ tilt < BLOCKED)
            if not len(open_ways):
                return None
            rows = signed[open_ways]
            nodes = np.flatnonzero(touched[open_ways].any(axis=0))
            ways.append(rows[:, nodes])
            kept.append(nodes)
        places = np.zeros(1, dtype=np.int64)
        for nodes, stride in zip(kept, grid.strides, strict=True):
            places = np.add.outer(places, nodes * stride).ravel()
        both, tilt = _turned(cost(places), amount)
        shape = [len(nodes) for nodes in kept]
        paid = contracted(both.reshape(shape), [abs(rows) for rows in ways])
        paid += contracted(tilt.reshape(shape), ways)
        best = int(paid.argmin())
        price = round(float(paid.flat[best]) / 2)
        if price >= BLOCKED // 2:
            return None
        places, signs = np.zeros(1, dtype=np.int64), np.full(1, amount, dtype=np.int64)
        for axis, way in enumerate(np.unravel_index(best, paid.shape)):
            row = ways[axis][way]
            nodes = row.nonzero()[0]
            places = np.add.outer(places, kept[axis][nodes] * grid.strides[axis]).ravel()
            signs = np.multiply.outer(signs, row[nodes].astype(np.int64)).ravel()
        return Change(price, places, signs)

    def reach(
        self, place: int, amount: int, values: "Whole", touch: "Floats", free: bool = False, deep: bool = True
    ) -> Change | None:
        """The cheapest known way to make a cell so many more (or less): one move, or several one after the other.

        ``free``: only ways that cost nothing are of interest. Cells that one step touches cost the next one nothing.
        Without ``deep`` the ways that go below zero in between, which take longer to find, are left out.
        """
        import numpy as np

        best = self.move(place, amount, values, touch)
        if best is not None and best.cost == 0:
            return best
        if free:
            touch = np.where(touch > 0, float(BLOCKED), 0.0)
            best = None
        ways = [self._by_steps] if abs(amount) > 1 else []
        for way in (*ways, self._by_debt) if deep else ways:
            other = way(place, amount, values, touch)
            if other is not None and (best is None or other.cost < best.cost):
                best = other
            if best is not None and best.cost == 0:
                break
        return best

    def _by_steps(self, place: int, amount: int, values: "Whole", touch: "Floats") -> Change | None:
        """One move after the other, as large as they go; each is the cheapest after those before it."""
        import numpy as np

        values, touch = values.copy(), touch.copy()
        left, cost = amount, 0
        before = values.copy()
        step = 1 if amount > 0 else -1
        while left:
            # Alike moves are made at once: as often as what they take from is there.
            found = self.move(place, step, values, touch)
            if found is None:
                return None
            times = self._times(found, values, abs(left))
            values[found.places] += found.amounts * times
            touch[found.places] = 0
            cost += found.cost
            left -= step * times
        return _between(before, values, cost, np.abs(values - before).nonzero()[0])

    def _times(self, found: Change, values: "Whole", left: int) -> int:
        """How often a move can be made."""
        falling = found.places[found.amounts < 0]
        falling = falling[self.grid.atom_at[falling] >= 0]
        times = min(left, int(values[falling].min())) if len(falling) else left
        if self._most is not None:
            rising = found.places[found.amounts > 0]
            if len(rising):
                times = min(times, int((self._most[rising] - values[rising]).min()))
        return max(times, 1)

    def _by_debt(self, place: int, amount: int, values: "Whole", touch: "Floats") -> Change | None:
        """Unit steps that may leave cells below zero for a while, each paid back by moves that raise them again."""
        import numpy as np

        grid = self.grid
        before, values, touch = values, values.copy(), touch.copy()
        atoms = grid.atoms
        goal = int(values[place]) + amount
        cost = repairs = 0
        while True:
            held = touch
            if values[place] != goal:
                at, step = place, (1 if amount > 0 else -1)
            else:
                owing = values[atoms]
                worst = int(owing.argmin())
                if owing[worst] >= 0:
                    return _between(before, values, cost, np.abs(values - before).nonzero()[0])
                repairs += 1
                if repairs > _REPAIRS:
                    return None
                at, step = int(atoms[worst]), 1
                held = touch.copy()
                held[place] = BLOCKED
            found = self._cheapest(at, step, self._with_debt(values, held))
            if found is None:
                return None
            values[found.places] += found.amounts
            cost += int(touch[found.places].sum())
            touch[found.places] = 0

    def _with_debt(self, values: "Whole", touch: "Floats") -> Cost:
        """What one person more and one less costs where cells may stay below zero for a while."""

        def cost(places: "Whole") -> "tuple[Floats, Floats]":
            now, atoms = values[places], self._is_atom[places]
            rises = touch[places] - ((now < 0) & atoms) * float(_DEBT)
            falls = touch[places] + ((now <= 0) & atoms) * float(_DEBT)
            if self._most is not None:
                rises += (now + 1 > self._most[places]) * float(BLOCKED)
            return rises, falls

        return cost


def _turned(cost: "tuple[Floats, Floats]", amount: int) -> "tuple[Floats, Floats]":
    """Sum, and difference to the other, of what corners cost that change as the cell itself does."""
    rises, falls = cost
    return rises + falls, rises - falls if amount > 0 else falls - rises


def _between(before: "Whole", after: "Whole", cost: int, places: "Whole") -> Change:
    return Change(cost, places, after[places] - before[places])


def contracted(tensor: "Floats", matrices: "Iterable[Floats]") -> "Floats":
    """Each axis of a tensor multiplied by a matrix (its rows are what comes out), one after the other."""
    for matrix in matrices:
        rest = tensor.shape[1:]
        tensor = (tensor.reshape(tensor.shape[0], -1).T @ matrix.T).reshape(*rest, matrix.shape[0])
    return tensor
