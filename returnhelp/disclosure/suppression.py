"""The choice of the cells that are hidden for the sake of others: for each question the cheapest world."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from returnhelp.disclosure import primary
from returnhelp.disclosure.boxes import BLOCKED
from returnhelp.disclosure.elastic import Elastic, patch
from returnhelp.disclosure.ground import Ground, Question, Spot, World
from returnhelp.disclosure.linear import Limit
from returnhelp.disclosure.space import Identity, Space, identities
from returnhelp.domain.cubes import CountCube, ProtectedCube
from returnhelp.domain.errors import NoSafeTableError
from returnhelp.domain.tables import SMALL, Cell, Hidden

SMALL_TABLE = 2_500
"""Tables of up to so many cells are looked at as a whole by the linear program."""
QUICK = 1_000
"""In tables of up to so many cells the whole search takes less than a second."""
_WORK = 200_000_000
"""So many cells times worlds may be looked at again to show cells that were hidden; large tables would need more."""
_PRICE, _TOTAL, _WEIGHT = 16, 2, 0.75
"""What a cell of one person costs, how much more a sum over all of an axis, and how the price grows with the persons.

Measured on small offices: a higher weight hides more cells, a lower one more persons.
"""

CUBE = 0


class Suppression:
    """The cells of a new cube, of which more and more are hidden, and the worlds that answer for the small ones."""

    def __init__(
        self,
        counts: CountCube,
        cells: list[Cell],
        space: Space,
        earlier: Sequence[ProtectedCube],
        told: Mapping[Identity, Cell],
        secret: bytes,
        limit: Limit,
    ) -> None:
        """``cells`` are changed as they are hidden; ``earlier`` are the other cubes of the space.

        ``told`` is what was handed out of the same people, in cubes that are not in the space too.

        Raises RegisterBoundTooLowError, NoSafeTableError.
        """
        self.counts, self.cells, self.limit = counts, cells, limit
        self.price = prices(counts, secret, cells, told)
        self.as_if_small = primary.as_if_small(counts, secret, cells)
        """Cells of the cube that are looked after like small ones, as far as what was handed out before allows it."""
        self.ground = Ground(counts, space, earlier, self.price, limit)
        self._truth = counts.in_line
        self._elastic: Elastic | None = None
        self.worlds: dict[Question, World] = {}
        self._used_by: defaultdict[int, set[Question]] = defaultdict(set)
        """For each cell hidden for others the questions whose world changes it."""
        self.hidden_for: dict[int, Question] = {}

        reached = self.ground.reached
        size = sum(self.ground.grids[clique].size for clique in reached)
        self.tries = _WORK // size
        self._as_a_whole = size <= SMALL_TABLE or len(reached) > 1

    def hide(self) -> None:
        """Find both worlds of every cell that must stay open, hiding what they change; raises NoSafeTableError."""
        asked = self._asked()
        waiting = []
        for number, question in enumerate(asked):
            if number % 64 == 0:
                self.limit.reached(0.3 * number / len(asked))
            found = self.ground.by_boxes(question, free=True, deep=False)
            if found is None:
                waiting.append(question)
            else:
                self._take(question, found[1])
        for number, question in enumerate(waiting):
            if number % 16 == 0:
                self.limit.reached(0.3 + 0.4 * number / len(waiting))
            found = self.answered(question)
            if found is not None:
                self._take(question, found[1])
            elif self.must_stay_open(question.face, question.line):
                raise self.unsafe()
        self._show_again(lambda question, _world, line: self.answered_without(question, line))
        self.limit.reached(1.0)

    def estimate(self) -> None:
        """Hide about what ``hide`` hides; in a large table what finds no simple answer is passed over, to be quick."""
        if len(self.cells) <= QUICK:
            self.hide()
            return
        asked = self._asked()
        for free in (True, False):
            waiting = []
            for number, question in enumerate(asked):
                if number % 64 == 0:
                    self.limit.left()
                found = self.ground.by_boxes(question, free, deep=False)
                if found is None:
                    waiting.append(question)
                else:
                    self._take(question, found[1])
            asked = waiting
        self._show_again(self.ground.without)

    def widen(self, face: int, line: int) -> bool:
        """Hide more, so that a cell has worlds of which the known ones touch nothing; False if nothing can be."""
        widened = False
        for question in self.ground.questions(face, line):
            known = self.worlds.get(question)
            if known is None:  # of a cube that hangs on nothing hidden in this one
                continue
            barred = {
                (clique, place)
                for clique, change in known.changes
                for place in change.places.tolist()
                if (clique, place) != (question.clique, question.place) and self.ground.paid[clique][place] == 0
            }
            found = self.answered(question, barred=barred)
            if found is not None and self.hide_changed(found[1], Hidden.COMPLEMENTARY):
                widened = True
        return widened

    def protected(self) -> list[tuple[int, int]]:
        """The cells that are kept open, of earlier cubes too where this one could close them: cube and line."""
        ground = self.ground
        small = SMALL | {Hidden.ZERO} if self.counts.request.sensitive else SMALL
        found = [(CUBE, line) for line, cell in enumerate(self.cells) if cell in small or line in self.as_if_small]
        for face, cube in enumerate(ground.earlier, 1):
            if ground.space.homes[face] in ground.reached:
                found += [(face, line) for line in cube.must_stay_open()]
        return found

    def must_stay_open(self, face: int, line: int) -> bool:
        """Whether there is no table unless this one of the protected cells stays open."""
        return face != CUBE or line not in self.as_if_small

    def _asked(self) -> list[Question]:
        """The questions of all cells that must stay open, those of the most persons first."""
        asked = [question for face, line in self.protected() for question in self.ground.questions(face, line)]
        return sorted(asked, key=lambda one: (one.amount < 0, -abs(one.amount), one.face, one.line))

    def answered(
        self, question: Question, free: bool = False, barred: Collection[Spot] = (), far: bool = True
    ) -> tuple[int, World] | None:
        """What the cheapest world that is found costs, and the world; ``barred`` cells may not change in it.

        Without ``far`` a large table is not searched as a whole where nothing is found around the cell.
        """
        found = self.ground.by_boxes(question, free, barred=barred)
        if found is not None and found[0] == 0:
            return found
        if self._as_a_whole:
            other = self._whole_program().answer(question, free, barred, hard=found is None and not free)
        elif found is None and not free:
            self.limit.left()
            near = Elastic(self.ground, self.limit, patch(self.ground, question))
            other = near.answer(question, free, barred)
            if other is None and far:
                other = self._whole_program().answer(question, free, barred)
        else:
            other = None
        return other if found is None or (other is not None and other[0] < found[0]) else found

    def answered_without(self, question: Question, line: int) -> World | None:
        """A world that changes nothing that is shown, a cell that is shown again neither; None if none is found."""
        mended = self.ground.without(question, self.worlds[question], line)
        if mended is not None:
            return mended
        found = self.ground.by_boxes(question, free=True)
        if found is None and self._as_a_whole:
            found = self._whole_program().answer(question, free=True, hard=False)
        return None if found is None else found[1]

    def unsafe(self) -> NoSafeTableError:
        return NoSafeTableError(variables=self.counts.request.variables)

    def _whole_program(self) -> Elastic:
        if self._elastic is None:
            self._elastic = Elastic(self.ground, self.limit)
        return self._elastic

    def _take(self, question: Question, world: World) -> None:
        """Keep a world, and hide what it changes."""
        self.hidden_for |= dict.fromkeys(self.hide_changed(world, Hidden.COMPLEMENTARY), question)
        for line in self.ground.changed(world).tolist():
            if self.cells[line] is Hidden.COMPLEMENTARY:
                self._used_by[line].add(question)
        self.worlds[question] = world

    def hide_changed(self, world: World, reason: Hidden) -> list[int]:
        """Hide what a world changes; the cells that were shown before."""
        shown = [line for line in self.ground.changed(world).tolist() if self.ground.price(line) > 0]
        for line in shown:
            self.hide_cell(line, reason)
        return shown

    def hide_cell(self, line: int, reason: Hidden) -> None:
        self.cells[line] = reason
        self.ground.set_price(line, 0)
        if self._elastic is not None:
            self._elastic.hide(int(self.ground.faces[CUBE][line]))

    def show_cell(self, line: int) -> None:
        self.cells[line] = self._truth[line]
        self.ground.set_price(line, self.price[line])
        if self._elastic is not None:
            self._elastic.show(int(self.ground.faces[CUBE][line]))

    def _show_again(self, without: Callable[[Question, World, int], World | None]) -> None:
        """Show again what turns out not to be needed, the dearest first."""
        chosen = [line for line, cell in enumerate(self.cells) if cell is Hidden.COMPLEMENTARY]
        chosen = [line for line in chosen if self.price[line]]
        tries = self.tries
        for number, line in enumerate(sorted(chosen, key=lambda line: (-self.price[line], line))):
            if number % 4 == 0:
                self.limit.reached(0.7 + 0.3 * number / len(chosen))
            first = self.hidden_for[line]  # it is the likeliest to need the cell
            users = sorted(self._used_by[line], key=lambda one: (one != first, one.face, one.line, one.amount))
            if len(users) > tries:
                continue
            self.show_cell(line)
            found: dict[Question, World] = {}
            for question in users:
                tries -= 1
                world = without(question, self.worlds[question], line)
                if world is None:
                    break
                found[question] = world
            if len(found) < len(users):
                self.hide_cell(line, Hidden.COMPLEMENTARY)
                continue
            for question, world in found.items():
                for old in self.ground.changed(self.worlds[question]).tolist():
                    self._used_by[old].discard(question)
                self._take(question, world)


def prices(counts: CountCube, secret: bytes, cells: Sequence[Cell], told: Mapping[Identity, Cell]) -> list[int]:
    """What hiding each shown cell costs: many persons more than few, totals more than cells, a secret tenth by chance.

    A table says most by its largest numbers, the totals above all; several small ones are rather hidden than one of
    these. The chance keeps somebody who knows this program from running it backwards. 0 where it is hidden, BLOCKED
    where an earlier cube showed it.
    """
    found = []
    for who, nodes, cell in zip(identities(counts), counts.shape.every(), cells, strict=True):
        if isinstance(cell, Hidden):
            found.append(0)
        elif isinstance(told.get(who, Hidden.ZERO), int):
            found.append(BLOCKED)
        else:
            totals = sum(node == axis.everybody for axis, node in zip(counts.axes, nodes, strict=True))
            by_chance = 1 + primary.chance(secret, "price", who) / 10
            found.append(round(_PRICE * _TOTAL**totals * cell**_WEIGHT * by_chance))
    return found
