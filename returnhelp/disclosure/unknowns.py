"""What somebody who has every published number does not know: the atoms of a space, and what holds of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from returnhelp.disclosure.space import Space
from returnhelp.domain.cubes import PublishedCube
from returnhelp.domain.tables import K_SENSITIVE

if TYPE_CHECKING:
    from returnhelp.disclosure.linear import Floats, Rows, Whole

_ROUNDS = 30


@dataclass(frozen=True)
class HiddenCell:
    """A cell of a cube (0 = the new one), its atoms in the one line, and how many persons make it full."""

    face: int
    place: int
    atoms: "Whole"
    need: int


class Unknowns:
    """All atoms between ``least`` and ``most``, as single sums tell; what sums tell together the rows are for."""

    def __init__(self, space: Space, cubes: Sequence[PublishedCube]) -> None:
        import numpy as np

        self.space = space
        starts = space.starts
        limits = [(np.array(limit.places) + starts[limit.clique], limit.most) for limit in space.limits]
        tight = [(frozenset(places.tolist()), most) for places, most in limits if most < K_SENSITIVE]
        self.hidden: list[HiddenCell] = []
        sums: list[Whole] = []
        totals: list[int] = []
        for face, (cube, home) in enumerate(zip(cubes, space.homes, strict=True)):
            for place, (number, atoms) in enumerate(zip(cube.cells, space.atoms(face), strict=True)):
                where = np.array(atoms, dtype=np.int64) + starts[home]
                if number is None:
                    need = min((cube.k, *(most for inside, most in tight if inside.issuperset(where.tolist()))))
                    self.hidden.append(HiddenCell(face, place, where, need))
                else:
                    sums.append(where)
                    totals.append(number)
        # What stands in no sum that is known has no upper limit; any number above all shown ones serves.
        self.ceiling = max(totals, default=0) + 10 * K_SENSITIVE
        self.least, self.most = self._bounded(sums, totals, limits)
        links = [
            (np.array(here, dtype=np.int64) + starts[link.left], np.array(there, dtype=np.int64) + starts[link.right])
            for link in space.links
            for here, there in link.pairs
        ]
        told = np.array(totals, dtype=np.float64)
        self._sums = [*sums, *(np.concatenate(pair) for pair in links), *(places for places, _ in limits)]
        self._factors = [
            *(np.ones(len(one)) for one in sums),
            *(np.concatenate((np.ones(len(here)), -np.ones(len(there)))) for here, there in links),
            *(np.ones(len(places)) for places, _ in limits),
        ]
        none = np.zeros(len(links))
        self._from = np.concatenate((told, none, np.full(len(limits), -np.inf)))
        self._to = np.concatenate((told, none, [float(most) for _, most in limits]))

    @cached_property
    def free(self) -> "Whole":
        """The atoms that single sums do not fix; they are the columns of ``rows``."""
        import numpy as np

        return np.flatnonzero(self.least < self.most)

    @cached_property
    def column(self) -> "Whole":
        """The column of each atom, -1 for those that are fixed."""
        import numpy as np

        column = np.full(self.space.size, -1, dtype=np.int64)
        column[self.free] = np.arange(len(self.free))
        return column

    @cached_property
    def flat(self) -> "tuple[Whole, Whole]":
        """The atoms of all hidden cells one after the other, and where each cell begins."""
        import numpy as np

        if not self.hidden:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        lengths = [len(cell.atoms) for cell in self.hidden]
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
        return np.concatenate([cell.atoms for cell in self.hidden]), starts

    def values(self, world: "Whole") -> "Whole":
        """How many persons each hidden cell has in a world."""
        import numpy as np

        atoms, starts = self.flat
        return np.add.reduceat(world[atoms], starts)

    def contradicted_by(self, world: "Whole") -> bool:
        """Whether some sum is another in a world."""
        found = [float((world[atoms] * signs).sum()) for atoms, signs in zip(self._sums, self._factors, strict=True)]
        told = zip(found, self._from, self._to, strict=True)
        return any(not least <= number <= most for number, least, most in told)

    def rows(self) -> "Rows":
        """Every sum over atoms that are free."""
        import numpy as np

        from returnhelp.disclosure.linear import Rows

        columns, factors, known, kept = [], [], [], []
        for number, (atoms, signs) in enumerate(zip(self._sums, self._factors, strict=True)):
            where = self.column[atoms]
            inside = where >= 0
            if inside.any():
                columns.append(where[inside])
                factors.append(signs[inside])
                known.append(float((self.least[atoms] * signs)[~inside].sum()))
                kept.append(number)
        if not kept:
            nothing = np.zeros(0)
            return Rows(nothing.astype(np.int64), nothing.astype(np.int64), nothing, nothing)
        fixed = np.array(known)
        lengths = np.array([len(one) for one in columns], dtype=np.int64)
        least, most = self._from[kept] - fixed, self._to[kept] - fixed
        return Rows(np.concatenate(columns), lengths, least, most, np.concatenate(factors))

    def _bounded(
        self, sums: "Sequence[Whole]", totals: Sequence[int], limits: "Sequence[tuple[Whole, int]]"
    ) -> "tuple[Floats, Floats]":
        """What each sum by itself leaves to each of its atoms, again and again until nothing changes."""
        import numpy as np

        least, most = np.zeros(self.space.size), np.full(self.space.size, float(self.ceiling))
        every = [*sums, *(places for places, _ in limits)]
        if not every:
            return least, most
        lengths = [len(one) for one in every]
        atoms = np.concatenate(every)
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
        row = np.repeat(np.arange(len(every)), lengths)
        most_of = np.array([*totals, *(limit for _, limit in limits)], dtype=np.float64)
        least_of = np.array([*totals, *(-np.inf for _ in limits)], dtype=np.float64)
        for _ in range(_ROUNDS):
            lowest = np.add.reduceat(least[atoms], starts)
            highest = np.add.reduceat(most[atoms], starts)
            new_most, new_least = most.copy(), least.copy()
            np.minimum.at(new_most, atoms, (most_of - lowest)[row] + least[atoms])
            np.maximum.at(new_least, atoms, (least_of - highest)[row] + most[atoms])
            if (new_most == most).all() and (new_least == least).all():
                break
            least, most = new_least, new_most
        return least, most
