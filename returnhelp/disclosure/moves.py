"""Moves of a few persons from group to group that change no published number, found without any other number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from returnhelp.disclosure.boxes import Grid, contracted
from returnhelp.disclosure.space import Space
from returnhelp.domain.cubes import PublishedCube

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from returnhelp.disclosure.linear import Floats, Whole

    Flags = NDArray[np.bool_]

Position = tuple[int, ...]
"""An atom of a clique: its place on each axis."""


class Moves:
    """The boxes of every clique of which no corner is a sum that was told, or ties it to another clique.

    Only the corners next to an atom are looked at first; few boxes are left then.
    """

    def __init__(self, space: Space, cubes: Sequence[PublishedCube]) -> None:
        self._space = space
        self._sides = [_Side(space, clique) for clique in range(len(space.cliques))]
        for face, cube in enumerate(cubes):
            self._sides[space.homes[face]].keep(face, cube)

    def find(
        self,
        world: "Whole",
        face: int,
        place: int,
        atom: Sequence[int],
        by: int,
        lot: "np.random.Generator | None" = None,
    ) -> "tuple[Whole, Whole] | None":
        """A move that makes a cell ``by`` more (fewer, below zero) at one of its atoms: who changes, and by how much.

        ``world`` is the one line of all atoms. The smallest move is taken, or with ``lot`` any; None: there is none.
        """
        clique = self._space.homes[face]
        start = self._space.starts[clique]
        side = self._sides[clique]
        found = side.find(world[start : start + side.size], side.nodes(face, place), atom, by, lot)
        return None if found is None else (found[0] + start, found[1])

    def position(self, face: int, atom: int) -> Position:
        """Where an atom of the one line stands in the clique of a cube."""
        clique = self._space.homes[face]
        place = atom - self._space.starts[clique]
        found = []
        for size in reversed(self._space.cliques[clique].sizes):
            place, position = divmod(place, size)
            found.append(position)
        return tuple(reversed(found))


class _Side:
    """A clique with the sums in it that must stay."""

    def __init__(self, space: Space, clique: int) -> None:
        import numpy as np

        self._space = space
        self._grid = Grid(space, clique)
        self.size = len(self._grid.atoms)
        self._kept = np.zeros(self._grid.size, dtype=bool)
        for link in space.links:
            for side, number in enumerate((link.left, link.right)):
                if number == clique:
                    self._kept[[self._grid.place(pair[side]) for pair in link.pairs if pair[side]]] = True
        self._limits = [
            (self._grid.place(limit.places), np.array(limit.places), limit.most)
            for limit in space.limits
            if limit.clique == clique
        ]
        self._faces: dict[int, Whole] = {}

    def keep(self, face: int, cube: PublishedCube) -> None:
        """Nothing that a cube shows may change."""
        import numpy as np

        self._faces[face] = self._grid.face(self._space, face)
        self._kept[self._faces[face][np.array([cell is not None for cell in cube.cells])]] = True

    def nodes(self, face: int, place: int) -> tuple[int, ...]:
        return self._grid.nodes(int(self._faces[face][place]))

    def find(
        self, part: "Whole", nodes: Sequence[int], atom: Sequence[int], by: int, lot: "np.random.Generator | None"
    ) -> "tuple[Whole, Whole] | None":
        import numpy as np

        grid, size = self._grid, abs(by)
        falls, rises = self._kept.copy(), self._kept
        falls[grid.atoms] |= part < size
        if self._limits:
            rises = rises.copy()
            for place, places, most in self._limits:
                rises[place] |= int(part[places].sum()) + size > most
        falls, rises = falls.reshape(grid.sizes), rises.reshape(grid.sizes)
        same, other = (rises, falls) if by > 0 else (falls, rises)
        if same[tuple(atom)]:
            return None
        steps = [self._steps(axis, node, atom, same, other) for axis, node in enumerate(nodes)]
        if not all(len(one) for one in steps):
            return None
        used = [np.flatnonzero(one.any(axis=0)) for one in steps]
        near = np.ix_(*used)
        same_near, other_near = same[near].astype(np.float64), other[near].astype(np.float64)
        short = [one[:, where] for one, where in zip(steps, used, strict=True)]
        both = contracted(same_near + other_near, [abs(one) for one in short])
        tilt = contracted(same_near - other_near, short)
        free = np.flatnonzero(both + tilt < 0.5)
        if not len(free):
            return None
        leaves = [one[:, :leaves] for one, leaves in zip(steps, grid.atom_sizes, strict=True)]
        if lot is None:
            touched = np.ones(())
            for one in leaves:
                touched = np.multiply.outer(touched, abs(one).sum(axis=1))
            best = free[touched.ravel()[free].argmin()]
        else:
            best = lot.choice(free)
        change = np.full((), by, dtype=np.float64)
        for one, row in zip(leaves, np.unravel_index(best, both.shape), strict=True):
            change = np.multiply.outer(change, one[row])
        atoms = np.flatnonzero(change)
        return atoms, change.ravel()[atoms].astype(np.int64)

    def _steps(self, axis: int, node: int, atom: Sequence[int], same: "Flags", other: "Flags") -> "Floats":
        """What an axis can do: the atom alone, or it and one outside of the cell; by the sums of the axis that change.

        Those whose corner on this axis must not change are left out.
        """
        import numpy as np

        members = self._grid.members[axis]
        own = members[:, atom[axis]]
        line = tuple(slice(None) if number == axis else place for number, place in enumerate(atom))
        outside = np.flatnonzero((members[node] == 0) & ~other[line][: members.shape[1]])
        steps: Floats = own - members[:, outside].T
        return steps if (same[line] & (own > 0)).any() else np.concatenate((own[None, :], steps))
