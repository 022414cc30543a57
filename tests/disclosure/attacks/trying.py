"""Every table of whole numbers that is the same as what was handed out, by trying: the oracle of the other attacks."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from returnhelp.domain.cubes import PublishedCube


def every_world(told: Mapping[str, Any], most: int) -> np.ndarray:
    """All lines of cells with every shown number, hidden innermost cells up to ``most``; one row for each."""
    cube = PublishedCube.from_dict(told)
    shape = cube.shape
    leaves = [
        nodes for nodes in shape.every() if all(n < size for n, size in zip(nodes, shape.leaf_sizes, strict=True))
    ]
    choices = [_choices(cube.cells[shape.place(nodes)], most) for nodes in leaves]
    inner = np.stack([grid.ravel() for grid in np.meshgrid(*choices, indexing="ij")], axis=1)
    lines = np.stack(
        [inner[:, [_counts(cube, nodes, leaf) for leaf in leaves]].sum(axis=1) for nodes in shape.every()],
        axis=1,
    )
    shown = [place for place, number in enumerate(cube.cells) if number is not None]
    return lines[(lines[:, shown] == [cube.cells[place] for place in shown]).all(axis=1)]


def intervals(told: Mapping[str, Any], most: int) -> list[tuple[int, int]]:
    """The fewest and the most persons of every cell."""
    worlds = every_world(told, most)
    assert len(worlds)
    return list(zip(worlds.min(axis=0).tolist(), worlds.max(axis=0).tolist(), strict=True))


def _choices(number: int | None, most: int) -> np.ndarray:
    return np.arange(most + 1) if number is None else np.array([number])


def _counts(cube: PublishedCube, nodes: Sequence[int], leaf: Sequence[int]) -> bool:
    return all(one in axis.members[node] for axis, node, one in zip(cube.axes, nodes, leaf, strict=True))
