"""Moves that keep every sum."""

import itertools

import numpy as np
import pytest

from returnhelp.disclosure.boxes import BLOCKED, NO_LIMIT, Boxes, Grid
from returnhelp.disclosure.space import lay_out
from returnhelp.domain.tables import Variable
from tests.disclosure.tables_of import at, cube_of, real_shaped

N, R, C, G, S, V, M = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.MONTH,
)


def ground(counts):
    """The grid of a cube by itself, where its cells stand on it, and how many persons each cell of the grid has."""
    grid = Grid(lay_out([counts]), 0)
    places = grid.face(lay_out([counts]), 0)
    line = np.zeros(grid.size, dtype=np.int64)
    line[places] = counts.in_line
    return grid, places, grid.summed(line[grid.atoms])


def prices(grid, places, shown):
    """Each shown cell costs 100, the total of all cannot be touched."""
    touch = np.zeros(grid.size)
    touch[places[sorted(shown)]] = 100.0
    return touch


def by_trying(counts, place, amount, touch):
    """The cost of the cheapest box, all tried one by one."""
    grid, _, values = ground(counts)
    best = None
    nodes = grid.nodes(place)
    ways = [grid.ways(axis, node)[0] for axis, node in enumerate(nodes)]
    for rows in itertools.product(*ways):
        change = np.ones(1)
        for row in rows:
            change = np.multiply.outer(change, row).ravel()
        after = values + amount * change
        cost = touch[change != 0].sum()
        if (after[grid.atoms] >= 0).all() and cost < BLOCKED and (best is None or cost < best):
            best = cost
    return best


@pytest.mark.parametrize("variables", [(N, C), (N, M), (R, S, V)])
def test_a_grid_holds_every_cell_of_its_cube(variables):
    counts = real_shaped(300, *variables)
    _, places, values = ground(counts)
    assert values[places].tolist() == list(counts.in_line)
    assert len(set(places.tolist())) == counts.shape.size


@pytest.mark.parametrize("numbers", [[[4, 3, 9], [2, 1, 6]], [[[1, 0], [2, 7]], [[3, 5], [8, 1]], [[0, 6], [4, 4]]]])
def test_no_box_is_cheaper_than_the_one_that_is_found(numbers):
    counts = cube_of(numbers)
    grid, places, values = ground(counts)
    touch = prices(grid, places, [one for one, number in enumerate(counts.in_line) if number > 4])
    touch[places[-1]] = BLOCKED
    for place in places[:-1].tolist():
        for amount in (-1, -2, 1, 3):
            found = Boxes(grid).move(place, amount, values, touch)
            assert (None if found is None else found.cost) == by_trying(counts, place, amount, touch)


@pytest.mark.parametrize("variables", [(N, C), (C, M), (N, S, V)])
def test_what_is_reached_keeps_all_sums_and_leaves_nothing_below_zero(variables):
    counts = real_shaped(200, *variables)
    grid, places, values = ground(counts)
    touch = prices(grid, places, [one for one, number in enumerate(counts.in_line) if number > 4])
    reached = 0
    for place in [one for one, number in zip(places.tolist(), counts.in_line, strict=True) if 0 < number < 5][:40]:
        for amount in (-int(values[place]), 5 - int(values[place])):
            found = Boxes(grid).reach(place, amount, values, touch)
            if found is None:
                continue
            after = values.copy()
            after[found.places] += found.amounts
            assert (after >= 0).all()
            assert (after == grid.summed(after[grid.atoms])).all()
            assert after[place] == values[place] + amount
            assert found.cost == touch[found.places].sum()
            assert len(set(found.places.tolist())) == len(found.places)
            reached += 1
    assert reached > 20


def test_a_free_way_touches_nothing_that_is_shown():
    counts = cube_of([[2, 7, 9], [3, 4, 8], [30, 20, 10]])
    grid, places, values = ground(counts)
    hidden = {at(counts, row, column) for row in range(2) for column in range(2)}
    touch = prices(grid, places, set(range(16)) - hidden)
    place = int(places[at(counts, 0, 0)])
    found = Boxes(grid).reach(place, -2, values, touch, free=True)
    assert found is not None
    assert sorted(found.places.tolist()) == sorted(places[sorted(hidden)].tolist())
    assert Boxes(grid).reach(int(places[at(counts, 2, 2)]), -1, values, touch, free=True) is None


def test_several_steps_go_where_no_single_one_does():
    """Four persons cannot come from one cell, nor from two in one go."""
    counts = cube_of([[4, 1, 1, 2], [0, 9, 9, 9]])
    grid, places, values = ground(counts)
    touch = np.zeros(grid.size)
    touch[places[-1]] = touch[places[4]] = touch[places[9]] = BLOCKED
    for column in range(4):
        touch[places[at(counts, None, column)]] = BLOCKED
    place = int(places[at(counts, 0, 0)])
    assert Boxes(grid).move(place, -4, values, touch) is not None
    tight = cube_of([[4, 1, 1, 2], [9, 2, 1, 1]])
    grid, places, values = ground(tight)
    assert Boxes(grid).move(place, -4, values, touch) is None
    found = Boxes(grid).reach(place, -4, values, touch)
    assert found is not None
    assert found.cost == 0


def test_no_more_than_a_register_allows():
    counts = cube_of([[4, 3], [2, 1]])
    grid, places, values = ground(counts)
    most = np.full(grid.size, NO_LIMIT)
    most[places[at(counts, 0, 1)]] = 4
    boxes = Boxes(grid, most)
    touch = np.zeros(grid.size)
    for line in ((None, 0), (None, 1), (0, None), (1, None), (None, None)):
        touch[places[at(counts, *line)]] = BLOCKED
    place = int(places[at(counts, 0, 0)])
    assert boxes.reach(place, -1, values, touch) is not None
    assert boxes.reach(place, -2, values, touch) is None
    assert Boxes(grid).reach(place, -1, values, touch) is not None
