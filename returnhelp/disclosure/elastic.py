"""The search for a world by a linear program, in which a price is paid for each shown number that changes."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from returnhelp.disclosure.boxes import BLOCKED, Change
from returnhelp.disclosure.ground import Ground, Question, Spot, World
from returnhelp.disclosure.linear import Limit, Model, Rows
from returnhelp.disclosure.sums import Sums, whole

if TYPE_CHECKING:
    from returnhelp.disclosure.linear import Whole

_BRANCHES = 400
"""So long is looked for whole numbers where broken ones are cheapest."""
_PER_PERSON = 1e-3
"""What each person costs who is elsewhere, beside the prices of cells."""
_PATCH = 8
"""So many positions on each axis are looked at in a table that is too large to be looked at as a whole."""


class Elastic:
    """The columns are how many persons each atom has more than in the first world, how many fewer, and what is paid
    for: more, and fewer. The fewer persons change, the better: so the answer mostly comes in whole numbers."""

    def __init__(self, ground: Ground, limit: Limit, chosen: "Mapping[int, Sequence[Whole]] | None" = None) -> None:
        """``chosen``: positions on the axes of cliques, all others keep the first world; None: all that may move."""
        import numpy as np

        self._ground = ground
        alone = chosen is not None
        chosen = chosen or whole(ground.grids, sorted(ground.reached))
        sums = self._sums = Sums(ground.space, ground.grids, chosen)
        home = ground.home
        self._row_of: dict[tuple[int, int], int] = {}
        priced: list[tuple[int, int]] = []
        touch_of = ground.touch if alone else ground.paid
        for clique in chosen:
            touch = touch_of[clique]
            asked = np.zeros(len(touch), dtype=bool)
            for face, own in enumerate(ground.space.homes):
                if own == clique:
                    asked[ground.faces[face]] = True
            near = sums.near(clique)
            places = near[asked[near] | (touch[near] > 0)]
            if not len(places):
                continue
            held = (touch[places] > 0).astype(np.float64)
            loose = np.where(held > 0, 0.0, np.inf)
            rows = sums.add(clique, places, -loose, loose)
            self._row_of |= {(clique, int(place)): int(row) for place, row in zip(places, rows, strict=True)}
            if clique == home:
                priced = [
                    (int(place), int(row))
                    for place, row in zip(places, rows, strict=True)
                    if 0 < touch[place] < BLOCKED
                ]
        sums.tie()
        sums.allow([most - values for most, values in zip(ground.most, ground.values, strict=True)])
        size = sums.size
        self._paid = np.array([place for place, _ in priced], dtype=np.int64)
        self._column_of = {place: 2 * size + number for number, (place, _) in enumerate(priced)}
        for number, (_, row) in enumerate(priced):
            sums.loosen(row, 2 * size + number, 2 * size + len(priced) + number)
        most = np.full(2 * (size + len(priced)), np.inf)
        for clique, positions in chosen.items():
            grid = ground.grids[clique]
            span = sums.span(clique)
            persons = ground.values[clique][grid.atoms].reshape(grid.atom_sizes)[np.ix_(*positions)]
            most[size + span.start : size + span.stop] = persons.ravel()
        self._model = Model(np.zeros(len(most)), most, _both_ways(sums.rows(), size), limit)
        self._closed = False

    def _pays(self, clique: int, place: int) -> bool:
        return clique == self._ground.home and place in self._column_of

    def hide(self, place: int) -> None:
        """From now on a cell of the new cube, by its place on the grid, may be anything."""
        import numpy as np

        self._model.bound_row(self._row_of[self._ground.home, place], -np.inf, np.inf)

    def show(self, place: int) -> None:
        """A cell that was hidden is shown again, at its price."""
        self._model.bound_row(self._row_of[self._ground.home, place], 0.0, 0.0)

    def answer(
        self, question: Question, free: bool = False, barred: Collection[Spot] = (), hard: bool = True
    ) -> tuple[int, World] | None:
        """What the cheapest world costs, and the world; None if there is none, or none that costs nothing (``free``).

        ``barred`` cells may not change. Without ``hard`` a question of which the answer comes in broken numbers is
        given up, for whole ones may take long to find.
        """
        import numpy as np

        ground, model, sums = self._ground, self._model, self._sums
        paid = len(self._paid)
        if free is not self._closed:
            columns = np.arange(2 * sums.size, 2 * (sums.size + paid))
            model.bound(columns, np.zeros(2 * paid), np.full(2 * paid, 0.0 if free else np.inf))
            self._closed = free
        row = self._row_of[question.clique, question.place]
        kept = [self._row_of[one] for one in sorted(barred) if one in self._row_of]
        for one in kept:
            model.bound_row(one, 0.0, 0.0)
        least, most = (-np.inf, question.amount) if question.amount < 0 else (question.amount, np.inf)
        model.bound_row(row, least, most)
        cost = np.full(model.size, _PER_PERSON)
        if paid and not free:
            prices = ground.paid[ground.home][self._paid]
            price = np.where(prices < BLOCKED, prices, 0.0) / 256
            cost[2 * sums.size :] = np.concatenate((price, price))
        # What is barred must not be paid for either.
        slack = [self._column_of[place] for clique, place in sorted(barred) if self._pays(clique, place) and not free]
        columns = np.array([*slack, *(one + paid for one in slack)], dtype=np.int64)
        model.bound(columns, np.zeros(len(columns)), np.zeros(len(columns)))
        model.restart()
        try:
            found = model.cheapest_whole(cost, _BRANCHES if hard else 0)
        finally:
            model.bound(columns, np.zeros(len(columns)), np.full(len(columns), np.inf))
            for one in (row, *kept):
                model.bound_row(one, -np.inf, np.inf)
        if found is None:
            return None
        moved = found[: sums.size] - found[sums.size : 2 * sums.size]
        changes = []
        for clique, positions in sums.chosen.items():
            grid = ground.grids[clique]
            line = np.zeros(grid.atom_sizes, dtype=np.int64)
            line[np.ix_(*positions)] = moved[sums.span(clique)].reshape([len(some) for some in positions])
            amounts = grid.summed(line.ravel())
            places = amounts.nonzero()[0]
            if len(places):
                changes.append((clique, Change(0, places, amounts[places])))
        world = World(tuple(changes))
        return int(sum(ground.price(int(line)) for line in ground.changed(world))), world


def _both_ways(rows: Rows, size: int) -> Rows:
    """The same sums with a second column after each of the first ``size``, which counts against it."""
    import numpy as np

    factors = np.ones(len(rows.columns)) if rows.factors is None else rows.factors
    number = np.repeat(np.arange(len(rows.lengths)), rows.lengths)
    atoms = rows.columns < size
    order = np.argsort(np.concatenate((number, number[atoms])), kind="stable")
    return Rows(
        np.concatenate((rows.columns, rows.columns[atoms] + size))[order],
        rows.lengths + np.bincount(number[atoms], minlength=len(rows.lengths)),
        rows.least,
        rows.most,
        np.concatenate((factors, -factors[atoms]))[order],
    )


def patch(ground: Ground, question: Question) -> "dict[int, list[Whole]]":
    """The positions around a cell in which moves are cheapest, the others keep still."""
    import numpy as np

    clique = question.clique
    grid = ground.grids[clique]
    cost = np.minimum(ground.touch[clique], 2.0**14).reshape(grid.sizes)
    here = grid.nodes(question.place)
    found = []
    for axis, size in enumerate(grid.atom_sizes):
        beside = np.moveaxis(cost, axis, 0)[:size].reshape(size, -1).sum(axis=1)
        own = grid.members[axis][here[axis]].nonzero()[0]
        ranked = [one for one in np.argsort(beside, kind="stable") if one not in own]
        kept = own[np.argsort(beside[own], kind="stable")][:_PATCH]
        found.append(np.sort(np.concatenate((kept, np.array(ranked[:_PATCH], dtype=np.int64)))))
    return {clique: found}
