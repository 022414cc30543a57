"""What everybody can subtract in the tables handed out before: so many persons at most are in a hidden category.

A later table cannot promise more than that of its parts. That nobody of "other" sex departed follows from men and
women making up the total; a table of men, women and others by vulnerability tells nothing new by it.
"""

from collections.abc import Iterable, Iterator

from returnhelp.domain.cubes import Axis, Bound, PublishedCube
from returnhelp.domain.statistics_limits import HANDED_OUT
from returnhelp.domain.tables import K_SENSITIVE


def known_before(cubes: Iterable[PublishedCube]) -> tuple[Bound, ...]:
    """The limits that follow by one subtraction for hidden single categories, where they matter (below ten)."""
    found: dict[tuple[object, ...], Bound] = {}
    for cube in cubes:
        for bound in _bounds(cube):
            place = (bound.category, bound.period)
            if place not in found or bound.most < found[place].most:
                found[place] = bound
    return tuple(found.values())


def _bounds(cube: PublishedCube) -> Iterator[Bound]:
    period = cube.request.period
    for number, axis in enumerate(cube.axes):
        if axis.variable.of_time:
            continue
        nodes = [other.everybody for other in cube.axes]
        line = []
        for node in range(axis.size):
            nodes[number] = node
            line.append(cube.cells[cube.shape.place(nodes)])
        for node, cell in enumerate(line):
            level = axis.nodes[node].level
            if cell is None and level is not None:
                most = _most(axis, node, line)
                if most is not None and most < K_SENSITIVE:
                    yield Bound(((level, axis.nodes[node].key),), period, most, HANDED_OUT)


def _most(axis: Axis, node: int, line: list[int | None]) -> int | None:
    """What a shown sum leaves for a hidden part of it, after its shown leaves; None where no sum of it is shown."""
    own = set(axis.members[node])
    left = [
        total - sum(line[leaf] or 0 for leaf in members if leaf not in own)
        for members, total in zip(axis.members, line, strict=True)
        if total is not None and own < set(members)
    ]
    return min(left, default=None)
