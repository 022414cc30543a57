"""Sums over the atoms of cliques as rows of a linear program."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from returnhelp.disclosure.boxes import NO_LIMIT, Grid
from returnhelp.disclosure.linear import Rows
from returnhelp.disclosure.space import Space

if TYPE_CHECKING:
    from returnhelp.disclosure.linear import Floats, Whole


class Sums:
    """The columns are the atoms of some cliques, all of them or those at chosen positions on each axis."""

    def __init__(
        self, space: Space, grids: Sequence[Grid], chosen: "Mapping[int, Sequence[Whole]] | None" = None
    ) -> None:
        """``chosen``: for each clique that takes part the positions on its axes; None: every atom there is."""
        import numpy as np

        self._space, self._grids = space, grids
        if chosen is None:
            chosen = whole(grids, range(len(grids)))
        self.chosen = chosen
        self._columns: list[Whole] = []
        self._lengths: list[Whole] = []
        self._factors: list[Floats] = []
        self._least: list[Floats] = []
        self._most: list[Floats] = []
        self.count = 0
        self._starts: dict[int, int] = {}
        self.size = 0
        self._parts: dict[int, list[list[Whole]]] = {}
        self._shapes: dict[int, tuple[int, ...]] = {}
        for clique, positions in chosen.items():
            self._starts[clique] = self.size
            self._shapes[clique] = tuple(len(some) for some in positions)
            self.size += int(np.prod(self._shapes[clique]))
            self._parts[clique] = [
                [row.nonzero()[0] for row in members[:, some]]
                for members, some in zip(grids[clique].members, positions, strict=True)
            ]

    def span(self, clique: int) -> slice:
        import numpy as np

        start = self._starts[clique]
        return slice(start, start + int(np.prod(self._shapes[clique])))

    def of(self, clique: int, place: int) -> "Whole":
        """The columns of a cell of a grid."""
        import numpy as np

        parts = [self._parts[clique][axis][node] for axis, node in enumerate(self._grids[clique].nodes(place))]
        found = np.zeros(1, dtype=np.int64)
        for part, size in zip(parts, self._shapes[clique], strict=True):
            found = np.add.outer(found * size, part).ravel()
        return found + self._starts[clique]

    def near(self, clique: int) -> "Whole":
        """The cells of a grid that have a column."""
        import numpy as np

        grid = self._grids[clique]
        found = np.zeros(1, dtype=np.int64)
        for parts, stride in zip(self._parts[clique], grid.strides, strict=True):
            nodes = np.array([node for node, part in enumerate(parts) if len(part)], dtype=np.int64)
            found = np.add.outer(found, nodes * stride).ravel()
        return found

    def add(self, clique: int, places: "Whole", least: "Floats", most: "Floats") -> "Whole":
        """A row for each cell; the numbers of the rows."""
        import numpy as np

        for place in places:
            columns = self.of(clique, int(place))
            self._columns.append(columns)
            self._factors.append(np.ones(len(columns)))
        self._least.append(least)
        self._most.append(most)
        first, self.count = self.count, self.count + len(places)
        return np.arange(first, self.count)

    def loosen(self, row: int, up: int, down: int) -> None:
        """Let a row be more than its sum at one column's price, less at another's."""
        import numpy as np

        self._columns[row] = np.concatenate((self._columns[row], (up, down)))
        self._factors[row] = np.concatenate((self._factors[row], (-1.0, 1.0)))

    def tie(self) -> None:
        """Rows for what cliques have in common."""
        import numpy as np

        for link in self._space.links:
            if link.left not in self._starts or link.right not in self._starts:
                continue
            for here, there in link.pairs:
                left = np.array(here, dtype=np.int64) + self._starts[link.left]
                right = np.array(there, dtype=np.int64) + self._starts[link.right]
                self._columns.append(np.concatenate((left, right)))
                self._factors.append(np.concatenate((np.ones(len(left)), -np.ones(len(right)))))
            self._least.append(np.zeros(len(link.pairs)))
            self._most.append(np.zeros(len(link.pairs)))
            self.count += len(link.pairs)

    def allow(self, most: "Sequence[Whole]") -> None:
        """Rows for the cells of each grid that have a limit."""
        import numpy as np

        for clique in self._starts:
            places = np.flatnonzero(most[clique] < NO_LIMIT // 2)
            self.add(clique, places, np.full(len(places), -np.inf), most[clique][places].astype(np.float64))

    def rows(self) -> Rows:
        import numpy as np

        none: list[Whole] = [np.zeros(0, dtype=np.int64)]
        return Rows(
            np.concatenate(none + self._columns),
            np.array([len(some) for some in self._columns], dtype=np.int64),
            np.concatenate(self._least) if self._least else np.zeros(0),
            np.concatenate(self._most) if self._most else np.zeros(0),
            np.concatenate([np.zeros(0), *self._factors]),
        )


def whole(grids: Sequence[Grid], cliques: Iterable[int]) -> "dict[int, list[Whole]]":
    """All positions on the axes of these cliques."""
    import numpy as np

    return {clique: [np.arange(size) for size in grids[clique].atom_sizes] for clique in cliques}
