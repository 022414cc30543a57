"""Everything handed out of the same people laid out in cliques of axes, with what they must have in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations, product
from math import prod
from typing import Protocol, TypeVar

from returnhelp.domain.cubes import Axis, Bound, CubeRequest
from returnhelp.domain.errors import ClassificationChangedError, LoopedTablesError
from returnhelp.domain.figures import Key
from returnhelp.domain.regions import classification, rolled_up
from returnhelp.domain.statistics_plan import reduced
from returnhelp.domain.tables import Months, Variable


class Face(Protocol):
    """Any cube: what was counted as well as what was handed out."""

    @property
    def request(self) -> CubeRequest: ...
    @property
    def axes(self) -> tuple[Axis, ...]: ...


class Filled(Face, Protocol):
    """A cube with its cells in line."""

    @property
    def cells(self) -> Sequence[object]: ...


FilledFace = TypeVar("FilledFace", bound=Filled)

Stretch = frozenset[date]
"""Months (their first days) that are never told apart."""

Identity = tuple[frozenset[tuple[Variable, frozenset[Key]]], Stretch]
"""Whom a cell counts, the same for every cube that counts just these."""


@dataclass(frozen=True)
class Clique:
    """Persons by all axes of some cubes at once: each variable at its finest, and time as its last axis."""

    variables: tuple[Variable, ...]
    leaves: tuple[tuple[Key, ...], ...]
    stretches: tuple[Stretch, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        return (*(len(keys) for keys in self.leaves), len(self.stretches))

    @property
    def size(self) -> int:
        """How many atoms it has; they stand in one line, time running fastest."""
        return prod(self.sizes)


@dataclass(frozen=True)
class Link:
    """Two cliques and what they count alike: the atoms of each common category in the one and in the other."""

    left: int
    right: int
    pairs: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


@dataclass(frozen=True)
class Spread:
    """How a cube lies in its clique: for each axis of the clique the axis of the cube (None: it has none there),
    and for each node of that the positions on the clique's axis that it counts."""

    axes: tuple[tuple[int | None, tuple[tuple[int, ...], ...]], ...]


@dataclass(frozen=True)
class Limit:
    """What a register says of a clique: the atoms at these places are together at most so many persons."""

    clique: int
    places: tuple[int, ...]
    most: int


@dataclass(frozen=True)
class Space:
    """The cubes ``faces`` (the first is the one in question), their cliques, and what ties these together."""

    faces: tuple[Face, ...]
    cliques: tuple[Clique, ...]
    homes: tuple[int, ...]
    """The clique of each face."""
    spreads: tuple[Spread, ...]
    links: tuple[Link, ...]
    """The edges of the junction tree: cliques that agree along them can be put together to whole records."""
    limits: tuple[Limit, ...] = ()

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each clique begins in the one line of all atoms."""
        return tuple(sum(clique.size for clique in self.cliques[:number]) for number in range(len(self.cliques)))

    @property
    def size(self) -> int:
        return sum(clique.size for clique in self.cliques)

    def atoms(self, face: int) -> Iterator[tuple[int, ...]]:
        """For each cell of a face, in line, the places of its atoms in its clique."""
        axes = self.faces[face].axes
        clique = self.cliques[self.homes[face]]
        spread = self.spreads[face].axes
        for nodes in product(*(range(axis.size) for axis in axes)):
            parts = [parts[0 if own is None else nodes[own]] for own, parts in spread]
            yield tuple(_places(parts, clique.sizes))


AnyFace = TypeVar("AnyFace", bound=Face)


def same_people(face: Face, others: Iterable[AnyFace]) -> tuple[AnyFace, ...]:
    """Those of ``others`` whose months hang together with the ones of a cube, over each other if need be."""
    told = list(others)
    waiting = list(told)
    reached: list[Face] = [face]
    while found := next(
        (one for one in waiting if any(one.request.period.overlaps(other.request.period) for other in reached)), None
    ):
        waiting.remove(found)
        reached.append(found)
    return tuple(one for one in told if any(one is other for other in reached[1:]))


def moving_with(face: Face, cells: Sequence[object], others: Sequence[FilledFace]) -> tuple[FilledFace, ...]:
    """Those of ``others`` (all of the same people) whose hidden numbers can move together with the ones of a cube.

    Where all that two cliques have in common is shown in both, no world of the one says anything of the other. Cubes
    that showed a number first, smaller than a later one may show by itself, are among them too.
    ``cells`` of the cube are whole numbers where they are shown; what others show of the same people counts as shown.
    Raises what ``lay_out`` raises.
    """
    if not others:
        return ()
    faces: tuple[Face, ...] = (face, *others)
    space = lay_out(faces)
    shown: list[set[tuple[int, ...]]] = [set() for _ in space.cliques]
    asked: list[set[tuple[int, ...]]] = [set() for _ in space.cliques]
    for link in space.links:
        asked[link.left].update(here for here, _ in link.pairs)
        asked[link.right].update(there for _, there in link.pairs)
    for number, line in enumerate((cells, *(one.cells for one in others))):
        home = space.homes[number]
        for atoms, cell in zip(space.atoms(number), line, strict=True):
            if type(cell) is int and tuple(sorted(atoms)) in asked[home]:
                shown[home].add(tuple(sorted(atoms)))
    reached = {space.homes[0]}
    moving = [
        {link.left, link.right}
        for link in space.links
        if any(here not in shown[link.left] or there not in shown[link.right] for here, there in link.pairs)
    ]
    moving += [
        {space.homes[one], space.homes[other]}
        for one, other in _told_by(faces, (cells, *(one.cells for one in others)))
    ]
    while more := {side for edge in moving if edge & reached for side in edge} - reached:
        reached |= more
    return tuple(one for one, home in zip(others, space.homes[1:], strict=True) if home in reached)


def _told_by(faces: Sequence[Face], cells: Sequence[Sequence[object]]) -> Iterator[tuple[int, int]]:
    """Each cube that shows a number below its own limit, with those that show it within theirs."""
    small = [
        {who for who, cell in zip(identities(face), line, strict=True) if type(cell) is int and cell < face.request.k}
        for face, line in zip(faces, cells, strict=True)
    ]
    every = frozenset().union(*small)
    if not every:
        return
    for other, (face, line) in enumerate(zip(faces, cells, strict=True)):
        own = {
            who
            for who, cell in zip(identities(face), line, strict=True)
            if who in every and type(cell) is int and cell >= face.request.k
        }
        for one, missing in enumerate(small):
            if missing & own:
                yield one, other


def lay_out(faces: Sequence[Face], bounds: Iterable[Bound] = ()) -> Space:
    """The space of cubes of the same people; ``faces`` are those of ``same_people``, the one in question first.

    Raises LoopedTablesError where they are no junction tree, ClassificationChangedError.
    """
    levels = _Levels(faces)
    groups: dict[frozenset[Variable], list[int]] = {}
    for number, face in enumerate(faces):
        groups.setdefault(levels.of(face), []).append(number)
    partitions = _partitions(faces, list(groups.values()))
    cliques = tuple(
        Clique(ordered, tuple(levels.leaves[variable] for variable in ordered), partition)
        for ordered, partition in ((sort(group), part) for group, part in zip(groups, partitions, strict=True))
    )
    closures = [_closure(clique, partitions) for clique in cliques]
    check_loops(closures)
    homes = {number: home for home, members in enumerate(groups.values()) for number in members}
    spreads = tuple(_spread(face, cliques[homes[number]]) for number, face in enumerate(faces))
    links = tuple(_link(cliques, closures, left, right) for left, right in _junction_tree(closures))
    limits = tuple(_limits(cliques, bounds))
    return Space(tuple(faces), cliques, tuple(homes[n] for n in range(len(faces))), spreads, links, limits)


def identities(face: Face) -> tuple[Identity, ...]:
    """Whom each cell of a cube counts, in line."""
    named: list[list[tuple[tuple[Variable, frozenset[Key]] | None, Stretch | None]]] = []
    for axis in face.axes:
        if axis.variable.of_time:
            months = [_months_of(face.request.period, axis.variable, leaf) for leaf in axis.leaves]
            named.append([(None, frozenset().union(*(months[leaf] for leaf in some))) for some in axis.members])
        else:
            named.append([(_named(axis, some), None) for some in axis.members])
    whole = frozenset(face.request.period)
    found = []
    for nodes in product(*(range(axis.size) for axis in face.axes)):
        parts = [axis[node] for axis, node in zip(named, nodes, strict=True)]
        what = frozenset(part for part, _ in parts if part is not None)
        found.append((what, next((months for _, months in parts if months is not None), whole)))
    return tuple(found)


def sort(variables: Iterable[Variable]) -> tuple[Variable, ...]:
    """In the order of Variable."""
    return tuple(one for one in Variable if one in set(variables))


Level = Variable | int
"""A variable, or a partition of time by how many stretches it has."""


def check_loops(closures: Sequence[frozenset[Level]]) -> None:
    """Raise LoopedTablesError if they are no junction tree, with the variables of the ring."""
    ring = reduced(closures)
    if ring:
        variables = [one for one in ring if isinstance(one, Variable)]
        finest = [one for one in variables if not any(one in other.coarser for other in variables)]
        if any(not isinstance(one, Variable) for one in ring):
            finest.append(Variable.MONTH)
        raise LoopedTablesError(variables=sort(finest))


class _Levels:
    """The variables in use, those that cannot be compared raised to the one that both are made of."""

    def __init__(self, faces: Sequence[Face]) -> None:
        axes = [axis for face in faces for axis in face.axes if not axis.variable.of_time]
        asked = {axis.variable for axis in axes}
        self._raised = {
            one.base
            for one, other in combinations(asked, 2)
            if one.base is other.base and one not in other.coarser and other not in one.coarser
        }
        self.leaves: dict[Variable, tuple[Key, ...]] = {}
        for axis in axes:
            level = self._level(axis.variable)
            if level is axis.variable:
                self._keep(level, axis.leaves)
        for base in self._raised:
            every = classification(base, faces[0].request.period)
            finer = [axis for axis in axes if axis.variable.base is base]
            self._keep(
                base,
                tuple(k for k in every if all(rolled_up(k, base, axis.variable) in axis.leaves for axis in finer)),
            )
        self._check(axes)

    def of(self, face: Face) -> frozenset[Variable]:
        return frozenset(self._level(axis.variable) for axis in face.axes if not axis.variable.of_time)

    def _level(self, variable: Variable) -> Variable:
        return variable.base if variable.base in self._raised else variable

    def _keep(self, level: Variable, leaves: tuple[Key, ...]) -> None:
        known = self.leaves.setdefault(level, leaves)
        if set(known) != set(leaves):
            raise ClassificationChangedError(variable=level)

    def _check(self, axes: Sequence[Axis]) -> None:
        """Each coarser variable in use has just the categories that the finer one is put together to."""
        for fine, leaves in self.leaves.items():
            for axis in axes:
                if axis.variable in fine.coarser and {rolled_up(leaf, fine, axis.variable) for leaf in leaves} != set(
                    axis.leaves
                ):
                    raise ClassificationChangedError(variable=axis.variable)


def _months_of(period: Months, variable: Variable, key: Key) -> Stretch:
    """The months of a period that belong to a month, quarter or year."""
    return frozenset(day for day in period if rolled_up(f"{day.year}-{day.month:02}", Variable.MONTH, variable) == key)


def stretches(face: Face) -> tuple[Stretch, ...]:
    """The stretches of time that a cube tells apart."""
    axis = next((axis for axis in face.axes if axis.variable.of_time), None)
    if axis is None:
        return (frozenset(face.request.period),)
    return tuple(_months_of(face.request.period, axis.variable, leaf) for leaf in axis.leaves)


def _partitions(faces: Sequence[Face], groups: Sequence[Sequence[int]]) -> list[tuple[Stretch, ...]]:
    """For each group of cubes the stretches of all time that it tells apart; one is made of another, or all alike."""
    every = frozenset(day for face in faces for day in face.request.period)
    found = [_refined(every, [stretch for number in group for stretch in stretches(faces[number])]) for group in groups]
    if any(not _refines(one, other) and not _refines(other, one) for one, other in combinations(found, 2)):
        both = _refined(every, [stretch for partition in found for stretch in partition])
        return [both for _ in found]
    return found


def _refined(every: Stretch, stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    by_signs: defaultdict[tuple[bool, ...], set[date]] = defaultdict(set)
    known = list(dict.fromkeys(stretches))
    for day in sorted(every):
        by_signs[tuple(day in stretch for stretch in known)].add(day)
    return tuple(frozenset(days) for days in by_signs.values())


def _refines(fine: Iterable[Stretch], coarse: Sequence[Stretch]) -> bool:
    return all(any(stretch <= other for other in coarse) for stretch in fine)


def _closure(clique: Clique, partitions: Sequence[Sequence[Stretch]]) -> frozenset[Level]:
    """What a clique tells apart: its variables, all that they can be put together to, time likewise."""
    levels: set[Level] = {level for variable in clique.variables for level in (variable, *variable.coarser)}
    levels |= {len(part) for part in partitions if 1 < len(part) <= len(clique.stretches)}
    return frozenset(levels)


def _junction_tree(closures: Sequence[frozenset[Level]]) -> list[tuple[int, int]]:
    """The spanning tree of the greatest common parts (Bernstein and Goodman)."""
    pairs = sorted(combinations(range(len(closures)), 2), key=lambda pair: -len(closures[pair[0]] & closures[pair[1]]))
    part_of = list(range(len(closures)))
    tree = []
    for one, other in pairs:
        if part_of[one] != part_of[other]:
            tree.append((one, other))
            part_of = [part_of[one] if part == part_of[other] else part for part in part_of]
    return tree


def _spread(face: Face, clique: Clique) -> Spread:
    found: list[tuple[int | None, tuple[tuple[int, ...], ...]]] = []
    for variable, leaves in zip(clique.variables, clique.leaves, strict=True):
        own = next(n for n, axis in enumerate(face.axes) if variable in (axis.variable, axis.variable.base))
        axis = face.axes[own]
        position = [axis.leaves.index(rolled_up(leaf, variable, axis.variable)) for leaf in leaves]
        parts = (tuple(n for n, leaf in enumerate(position) if leaf in some) for some in axis.members)
        found.append((own, tuple(parts)))
    own_time = next((n for n, axis in enumerate(face.axes) if axis.variable.of_time), None)
    if own_time is None:
        spans = [frozenset(face.request.period)]
    else:
        axis = face.axes[own_time]
        told = stretches(face)
        spans = [frozenset().union(*(told[leaf] for leaf in some)) for some in axis.members]
    parts_of_time = tuple(tuple(n for n, stretch in enumerate(clique.stretches) if stretch <= span) for span in spans)
    return Spread((*found, (own_time, parts_of_time)))


def _places(parts: Sequence[Sequence[int]], sizes: Sequence[int]) -> Iterator[int]:
    for position in product(*parts):
        place = 0
        for one, size in zip(position, sizes, strict=True):
            place = place * size + one
        yield place


def _link(cliques: Sequence[Clique], closures: Sequence[frozenset[Level]], left: int, right: int) -> Link:
    common = closures[left] & closures[right]
    times = [len(cliques[side].stretches) for side in (left, right)]
    coarse = cliques[left if times[0] <= times[1] else right].stretches
    sides = [_by_category(cliques[side], common, coarse) for side in (left, right)]
    keys = dict.fromkeys((*sides[0], *sides[1]))
    return Link(left, right, tuple((tuple(sides[0].get(key, ())), tuple(sides[1].get(key, ()))) for key in keys))


def _by_category(
    clique: Clique, common: frozenset[Level], coarse: Sequence[Stretch]
) -> Mapping[tuple[object, ...], list[int]]:
    """The atoms of each category that two cliques have in common."""
    shared = [
        next((level for level in (variable, *variable.coarser) if level in common), None)
        for variable in clique.variables
    ]
    order = sorted((n for n, level in enumerate(shared) if level is not None), key=lambda n: str(shared[n]))
    labels = [
        [rolled_up(leaf, clique.variables[n], level) for leaf in clique.leaves[n]]
        for n, level in ((n, shared[n]) for n in order)
        if level is not None
    ]
    block = [next(n for n, span in enumerate(coarse) if stretch <= span) for stretch in clique.stretches]
    found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, position in enumerate(product(*(range(size) for size in clique.sizes))):
        key = (*(label[position[n]] for label, n in zip(labels, order, strict=True)), block[position[-1]])
        found[key].append(place)
    return found


def _limits(cliques: Sequence[Clique], bounds: Iterable[Bound]) -> Iterator[Limit]:
    """Each bound in every clique that tells its category apart."""
    for bound in bounds:
        for number, clique in enumerate(cliques):
            parts: list[Sequence[int]] = [range(size) for size in clique.sizes]
            known = 0
            for variable, key in bound.category:
                for axis, own in enumerate(clique.variables):
                    if variable in (own, *own.coarser):
                        leaves = clique.leaves[axis]
                        parts[axis] = [n for n, leaf in enumerate(leaves) if rolled_up(leaf, own, variable) == key]
                        known += 1
            months = frozenset(bound.period)
            parts[-1] = [n for n, stretch in enumerate(clique.stretches) if stretch <= months]
            places = tuple(_places(parts, clique.sizes)) if known == len(bound.category) else ()
            if places:
                yield Limit(number, places, bound.most)


def _named(axis: Axis, members: tuple[int, ...]) -> tuple[Variable, frozenset[Key]] | None:
    """Whom a node counts, in the coarsest words that say it; None where that is everybody."""
    if len(members) == len(axis.leaves):
        return None
    inside, outside = set(members), set(range(len(axis.leaves))) - set(members)
    for level in (*reversed(axis.variable.coarser), axis.variable):
        keys = [rolled_up(leaf, axis.variable, level) for leaf in axis.leaves]
        own = {keys[leaf] for leaf in inside}
        if not own & {keys[leaf] for leaf in outside}:
            return level, frozenset(own)
    raise AssertionError(members)
