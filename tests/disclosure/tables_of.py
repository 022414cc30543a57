"""Cubes of invented people for the tests of disclosure."""

import random
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, NamedTuple

from hypothesis import strategies as st

from returnhelp.domain.cubes import Axis, CountCube, CubeRequest, ProtectedCube, PublishedCube, Shape
from returnhelp.domain.figures import Key
from returnhelp.domain.regions import classification, rolled_up
from returnhelp.domain.tables import Months, Variable

SECRET = b"a secret of an office"
YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))

# Two countries of northern Africa, two of the Balkans; two cantons of one greater region and one of another.
SMALL_WORLD: Mapping[Variable, tuple[Key, ...]] = {
    Variable.NATIONALITY: (8304, 8331, 8201, 8256),
    Variable.NATIONALITY_REGION: ("africa_north", "europe_south_east"),
    Variable.CANTON: ("SG", "TG", "ZH"),
    Variable.GREATER_REGION: (5, 4),
    Variable.SEX: ("m", "f"),
    Variable.VULNERABILITY: ("yes", "no"),
}
FINEST = (Variable.NATIONALITY, Variable.CANTON, Variable.SEX, Variable.VULNERABILITY)
PLAIN = (Variable.NATIONALITY, Variable.CANTON, Variable.SEX, Variable.PERMIT)
"""What the axes of cubes without subtotals stand for, none of it sensitive: 40 × 26 × 2 × 5 and smaller."""

Numbers = Sequence[Any]
"""Whole numbers nested as deep as there are axes."""


class Family(NamedTuple):
    """People of one dossier who are alike: an index into the keys of each of FINEST, and how many they are."""

    nationality: int
    canton: int
    sex: int
    vulnerable: int
    size: int
    month: int = 1


families = st.lists(
    st.builds(
        Family,
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(0, 1),
        st.integers(0, 1),
        st.sampled_from((1, 1, 2, 6)),
        st.integers(1, 12),
    ),
    max_size=40,
)


def plain_request(variables: Sequence[Variable], period: Months = YEAR) -> CubeRequest:
    """Axes in the order that is told, without subtotals."""
    return CubeRequest(tuple((one,) for one in variables), period)


def counted(
    variables: Sequence[Variable], people: Sequence[Family], period: Months = YEAR, subtotals: bool = True
) -> CountCube:
    """The families counted over the keys of the small world; of time, those of the period's months."""
    request = CubeRequest.of(variables, period) if subtotals else plain_request(variables, period)
    axes = tuple(
        Axis(
            chain[0],
            classification(chain[0], period) if chain[0].of_time else SMALL_WORLD[chain[0]],
            tuple(level for level in chain[1:]),
        )
        for chain in request.axes
    )

    def key(variable: Variable, family: Family) -> Key:
        if variable.of_time:
            return rolled_up(f"{period.first.year}-{family.month:02}", Variable.MONTH, variable)
        base = variable.base
        return rolled_up(SMALL_WORLD[base][family[FINEST.index(base)]], base, variable)

    told = (
        (tuple(key(axis.variable, one) for axis in axes), number, one.size)
        for number, one in enumerate(people)
        if date(period.first.year, one.month, 1) in set(period)
    )
    return CountCube.tallied(request, axes, told)


def cube_of(
    numbers: Numbers, variables: Sequence[Variable] = PLAIN, subtotals: bool = False, period: Months = YEAR
) -> CountCube:
    """A cube with these very innermost numbers, everybody of a dossier of their own; its first categories."""
    sizes, inner = _measured(numbers)
    chains = tuple((one, *one.coarser) if subtotals else (one,) for one in variables[: len(sizes)])
    axes = tuple(
        Axis(chain[0], classification(chain[0], period)[:size], chain[1:])
        for chain, size in zip(chains, sizes, strict=True)
    )
    return CountCube(CubeRequest(chains, period), axes, inner, Shape(axes).summed(inner))


def skewed(sizes: Sequence[int], persons: int, seed: int = 1, variables: Sequence[Variable] = PLAIN) -> CountCube:
    """A plain cube of these sizes with few large rows and many small ones, everybody of a dossier of their own."""
    import numpy as np

    draw = np.random.default_rng(seed)
    chances = np.ones(())
    for size in sizes:
        weights = 1 / (np.arange(size) + 1) ** 1.2
        draw.shuffle(weights)
        chances = np.multiply.outer(chances, weights / weights.sum())
    chances = chances * draw.gamma(0.7, 1, size=chances.shape)
    return cube_of(draw.multinomial(persons, chances.ravel() / chances.sum()).reshape(sizes).tolist(), variables)


def real_shaped(persons: int, *variables: Variable, seed: int = 1, period: Months = YEAR) -> CountCube:
    """Few large rows and many small ones, in families, over the whole classification with all its subtotals."""
    draw = random.Random(seed)
    request = CubeRequest.of(variables, period)
    axes = request.laid_out()
    weights = []
    for axis in axes:
        own = [1 / (place + 1) ** 1.3 for place in range(len(axis.leaves))]
        draw.shuffle(own)
        weights.append(own)
    told: list[tuple[tuple[Key, ...], int, int]] = []
    left, dossier = persons, 0
    while left:
        dossier += 1
        size = min(left, draw.choice((1, 1, 1, 2, 4)))
        told.append(
            (tuple(draw.choices(axis.leaves, own)[0] for axis, own in zip(axes, weights, strict=True)), dossier, size)
        )
        left -= size
    return CountCube.tallied(request, axes, told)


def at(cube: CountCube | ProtectedCube | PublishedCube, *nodes: int | None) -> int:
    """The place in line of a cell: a node of each axis, None for everybody."""
    return cube.shape.place(
        [axis.everybody if node is None else node for axis, node in zip(cube.axes, nodes, strict=True)]
    )


def hiding(counts: CountCube, *hidden: Sequence[int | None] | int) -> PublishedCube:
    """Everything shown but these cells (their places, or a node of each axis), whatever that is worth."""
    places = {one if isinstance(one, int) else at(counts, *one) for one in hidden}
    cells = tuple(None if place in places else number for place, number in enumerate(counts.in_line))
    return PublishedCube(counts.request, counts.axes, cells)


def innermost(cube: CountCube | ProtectedCube | PublishedCube) -> Collection[int]:
    """The places in line of the innermost cells."""
    return [cube.shape.place(leaves) for leaves in product(*(range(size) for size in cube.shape.leaf_sizes))]


def _measured(numbers: Numbers) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """How long the nested rows are at each depth, and all numbers in one line."""
    if isinstance(numbers[0], int):
        return (len(numbers),), tuple(numbers)
    parts = [_measured(row) for row in numbers]
    if len({sizes for sizes, _ in parts}) != 1:
        raise ValueError("rows of different length")
    return (len(parts), *parts[0][0]), tuple(number for _, inner in parts for number in inner)
