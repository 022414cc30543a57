"""What somebody learns of a small cell who knows the true number of another hidden one, their own say: never all.

Only who knows that a whole group is empty knows that each part of it is. And where a sum that was shown before
leaves no choice (all but a few are in the one other category), the number of that large group would tell; no
single person knows it, and hiding cannot help any more.
"""

import functools
import operator
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from returnhelp.disclosure.ground import Question, Spot, World
from returnhelp.disclosure.space import Identity, identities
from returnhelp.disclosure.suppression import CUBE, Suppression
from returnhelp.domain.errors import NoSafeTableError
from returnhelp.domain.tables import FOR_OTHERS, Hidden

Name = int
"""A hidden cell, the same in every clique that counts just these people."""


class Insiders:
    """For each protected cell worlds with another number in it, of which no second cell changes in all of them."""

    def __init__(self, suppression: Suppression) -> None:
        import numpy as np

        self._suppression = suppression
        self._ground = ground = suppression.ground
        name_of: dict[Identity, Name] = {}
        self._names = [np.full(grid.size, -1, dtype=np.int64) for grid in ground.grids]
        for face, clique in enumerate(ground.space.homes):
            for place, who in zip(ground.faces[face], identities(ground.space.faces[face]), strict=True):
                known = int(self._names[clique][place])
                self._names[clique][place] = name_of.setdefault(who, len(name_of) if known < 0 else known)
        self._size = len(name_of)
        self._spots: defaultdict[Name, list[Spot]] = defaultdict(list)
        for clique, names in enumerate(self._names):
            for place in (names >= 0).nonzero()[0].tolist():
                self._spots[int(names[place])].append((clique, place))
        self._worlds: list[int] = []
        """For each world, as bits, the cells that have another number in it than in truth."""
        self._of: dict[Name, list[int]] = {self._name(face, line): [] for face, line in suppression.protected()}
        """For each protected cell the worlds in which it has another number."""
        self._void: set[int] = set()
        """The worlds in which a cell has another number that is shown by now."""
        self._protected = sum(1 << name for name in self._of)
        self._at: dict[Question, int] = {}
        self._hidden_for: dict[int, Name] = {}
        self._cells: dict[Name, tuple[int, int]] = {}
        self._tries = suppression.tries
        self._told_by_many: set[tuple[Name, Name]] = set()
        """Protected cells that hang on the number of a large group, because what is shown already leaves no choice."""
        self._empty = [
            frozenset(
                place
                for limit in ground.space.limits
                if limit.clique == clique and not limit.most
                for place in limit.places
            )
            for clique in range(len(ground.grids))
        ]

    def protect(self) -> None:
        """Find what is missing, and hide more where nothing else helps; raises NoSafeTableError."""
        suppression = self._suppression
        for question, world in suppression.worlds.items():
            self._at[question] = self._keep(world)
        protected = suppression.protected()
        for number, (face, line) in enumerate(protected):
            if number % 32 == 0:
                suppression.limit.reached(0.5 * number / len(protected))
            self._hidden_for |= dict.fromkeys(self._open(face, line), self._name(face, line))
        self._cells = {self._name(face, line): (face, line) for face, line in protected}
        chosen = [line for line, cell in enumerate(suppression.cells) if cell in _CHOSEN and suppression.price[line]]
        for number, line in enumerate(sorted(chosen, key=lambda one: (-suppression.price[one], one))):
            if number % 8 == 0:
                suppression.limit.reached(0.5 + 0.5 * number / len(chosen))
            if self._tries > 0:
                self._show_again(line)
        suppression.limit.reached(1.0)

    def fixed(self, face: int, line: int) -> frozenset[Name]:
        """The cells that give a protected one away to who knows their number, as far as worlds are known.

        Left out are those that are the same by what registers say, and empty groups that it is a part of.
        """
        fixed = _names(self._fixed(self._name(face, line)))
        if not fixed:
            return frozenset()
        clique = self._ground.space.homes[face]
        place = int(self._ground.faces[face][line])
        inside = self._inside(clique, place)
        values = self._ground.values[clique]

        def unavoidable(spot: Spot) -> bool:
            own, other = spot
            if own != clique or (values[place] and values[other] != values[place]):
                return False
            around = self._inside(clique, other)
            return inside == around or (not values[other] and inside <= around)

        own = self._name(face, line)
        return frozenset(
            name
            for name in fixed
            if (own, name) not in self._told_by_many and not any(map(unavoidable, self._spots[name]))
        )

    def _of_many(self, name: Name) -> bool:
        """Whether a hidden cell is k persons or more: its number is no one person's knowledge."""
        ground = self._ground
        for face, clique in enumerate(ground.space.homes):
            for spot_clique, place in self._spots[name]:
                lines = (ground.faces[face] == place).nonzero()[0] if spot_clique == clique else ()
                for line in lines:
                    cells = self._suppression.cells if face == CUBE else ground.earlier[face - 1].cells
                    return cells[int(line)] in FOR_OTHERS
        return False

    def _inside(self, clique: int, place: int) -> frozenset[int]:
        """The atoms of a cell that are not known to be empty."""
        return self._ground.grids[clique].inside(place) - self._empty[clique]

    def _name(self, face: int, line: int) -> Name:
        clique = self._ground.space.homes[face]
        return int(self._names[clique][self._ground.faces[face][line]])

    def _keep(self, world: World) -> int:
        import numpy as np

        bits = np.zeros(self._size, dtype=bool)
        for clique, change in world.changes:
            names = self._names[clique][change.places]
            bits[names[names >= 0]] = True
        mask = int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")
        for name in _names(mask & self._protected):
            self._of[name].append(len(self._worlds))
        self._worlds.append(mask)
        return len(self._worlds) - 1

    def _fixed(self, name: Name) -> int:
        """The other cells that change whenever a cell does, as far as worlds are known, as bits."""
        fixed = None
        for world in self._of[name]:
            if world not in self._void:
                fixed = self._worlds[world] if fixed is None else fixed & self._worlds[world]
                if fixed == 1 << name:
                    break
        return (fixed or 0) & ~(1 << name)

    def _open(self, face: int, line: int, free: bool = False) -> list[int]:
        """See that no other cell gives a cell away; the cells that were hidden for it. Raises NoSafeTableError."""
        fixed = self.fixed(face, line)
        hidden: list[int] = []
        asked = self._asked(face, line)
        if fixed:
            found = self._answered(asked, fixed, free=True)
            if found is not None:
                fixed &= frozenset(_names(self._worlds[self._keep(found[1])]))
        while fixed:
            one = min(fixed)
            found = self._answered(asked, {one}, free=True)
            if found is None and not free:
                found = (
                    self._answered(asked, fixed, free=False)
                    or self._answered(asked, {one}, free=False)
                    or self._answered(asked, {one}, free=False, far=True)
                )
            if found is None and not free and self._of_many(one):
                self._told_by_many.add((self._name(face, line), one))
                fixed -= {one}
                continue
            if found is None and (free or (face == CUBE and self._suppression.must_stay_open(face, line))):
                raise self._suppression.unsafe()
            if found is None:
                break  # of earlier cubes the true numbers are not known; these may be the cause
            hidden += self._suppression.hide_changed(found[1], Hidden.INSIDER)
            fixed &= frozenset(_names(self._worlds[self._keep(found[1])]))
        return hidden

    def _asked(self, face: int, line: int) -> list[Question]:
        """Whether a cell can have one person less, or one more."""
        clique = self._ground.space.homes[face]
        place = int(self._ground.faces[face][line])
        less = Question(face, line, clique, place, -1)
        more = replace(less, amount=1)
        return [less, more] if self._ground.values[clique][place] else [more]

    def _answered(
        self, asked: Iterable[Question], barred: Collection[Name], free: bool, far: bool = False
    ) -> tuple[int, World] | None:
        spots = [spot for name in sorted(barred) for spot in self._spots[name]]
        best = None
        for question in asked:
            found = self._suppression.answered(question, free, spots, far)
            if found is not None and found[0] == 0:
                return found
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        return best

    def _show_again(self, line: int) -> None:
        """Show a cell that was hidden for others if none needs it any more, for its worlds or against insiders."""
        suppression = self._suppression
        name = self._name(CUBE, line)
        gone = {at for at, world in enumerate(self._worlds) if world >> name & 1} - self._void
        first = suppression.hidden_for.get(line)
        asked = sorted((one for one, at in self._at.items() if at in gone), key=lambda one: one != first)
        suppression.show_cell(line)
        found: dict[Question, World] = {}
        for question in asked:
            self._tries -= 1
            world = suppression.answered_without(question, line)
            if world is None:
                suppression.hide_cell(line, Hidden.COMPLEMENTARY)
                return
            found[question] = world
        now = {question: self._keep(world) for question, world in found.items()}
        touched = _names(functools.reduce(operator.or_, (self._worlds[at] for at in gone), 0) & self._protected)
        touched.sort(key=lambda one: one != self._hidden_for.get(line))
        self._void |= gone
        try:
            for name in touched:
                self._tries -= 1
                self._open(*self._cells[name], free=True)
        except NoSafeTableError:
            suppression.hide_cell(line, Hidden.INSIDER)
            self._void -= gone
            return
        suppression.worlds |= found
        self._at |= now


def _names(bits: int) -> list[Name]:
    """The cells whose bits are set."""
    told = bin(bits)
    return [place for place, bit in enumerate(reversed(told[2:])) if bit == "1"]


_CHOSEN = frozenset({Hidden.COMPLEMENTARY, Hidden.INSIDER})
