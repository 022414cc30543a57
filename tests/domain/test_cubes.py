"""Cubes of persons: axes with their subtotals, counts that hold together, what leaves the office."""

from datetime import date

import pytest

from returnhelp.domain import errors
from returnhelp.domain.cubes import (
    EVERYBODY,
    Axis,
    Bound,
    CountCube,
    CubeRequest,
    Node,
    ProtectedCube,
    PublishedCube,
    Shape,
)
from returnhelp.domain.tables import Hidden, Months, Variable

YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))
N, R, C, G, S = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
)
PEOPLE = [((8304, "ZH"), 1, 2), ((8304, "BE"), 1, 1), ((8304, "BE"), 2, 1), ((8201, "BE"), 2, 3)]


def small() -> CountCube:
    request = CubeRequest(((N, R), (C, G)), YEAR)
    axes = (Axis(N, (8304, 8201, 8331), (R,)), Axis(C, ("ZH", "BE"), (G,)))
    return CountCube.tallied(request, axes, PEOPLE)


def test_an_axis_has_leaves_then_subtotals_then_everybody_and_no_group_twice():
    axis = Axis(N, (8304, 8201, 8331), (R, Variable.CONTINENT))
    assert axis.nodes == (Node(N, 8304), Node(N, 8201), Node(N, 8331), Node(R, "africa_north"), EVERYBODY)
    assert axis.members[-2:] == ((0, 2), (0, 1, 2))
    assert axis.place(R, "europe_south_east") == 1
    assert axis.place(None) == 4


def test_months_have_only_whole_quarters_and_years_above_them():
    half = Months(date(2022, 1, 1), date(2022, 6, 30))
    five = Months(date(2022, 1, 1), date(2022, 5, 31))
    month = Variable.MONTH
    assert CubeRequest.of([month], YEAR).axes == ((month, Variable.QUARTER, Variable.YEAR),)
    assert CubeRequest.of([month], half).axes == ((month, Variable.QUARTER),)
    assert CubeRequest.of([month], five).axes == ((month,),)
    with pytest.raises(ValueError, match="whole"):
        CubeRequest(((Variable.QUARTER,),), five)


def test_two_axes_do_not_group_the_same_thing():
    for one, other in (
        (N, R),
        (C, G),
        (Variable.AGE_GROUP, Variable.CTDC_AGE),
        (Variable.MEANS_DEBT, Variable.TRAFFICKING),
    ):
        with pytest.raises(errors.SameVariableTwiceError):
            CubeRequest.of([one, other], YEAR)


def test_every_cell_is_the_sum_of_its_leaves():
    cube = small()
    shape = cube.shape
    assert cube.persons == (2, 2, 0, 3, 0, 0)
    at = {tuple(name): number for name, number in zip(shape.categories(), cube.in_line, strict=True)}
    assert at[((N, 8304), (C, "BE"))] == 2
    assert at[((R, "africa_north"),)] == 4
    assert at[((C, "BE"),)] == 5
    assert at[()] == cube.total == 7
    assert [shape.nodes(shape.place(nodes)) for nodes in shape.every()] == list(shape.every())


def test_dossiers_are_counted_once_in_each_total():
    cube = small()
    known = dict(zip(cube.shape.categories(), cube.dossiers, strict=True))
    assert known[((N, 8304), (C, "BE"))] == 2
    assert known[((N, 8304),)] == 2
    assert known[((C, "BE"),)] == 2
    assert known[()] == 2


def test_a_key_that_is_not_in_the_classification_is_an_error():
    cube = small()
    with pytest.raises(KeyError):
        CountCube.tallied(cube.request, cube.axes, [((8304, "LU"), 1, 1)])


def test_counts_that_contradict_themselves_are_refused():
    cube = small()
    with pytest.raises(ValueError, match="dossiers"):
        CountCube(cube.request, cube.axes, cube.persons, (9, *cube.dossiers[1:]))
    with pytest.raises(ValueError, match="shape"):
        CountCube(cube.request, cube.axes, cube.persons[1:], cube.dossiers)


def test_what_is_kept_and_what_leaves_can_be_read_again():
    counts = small()
    cells = tuple(Hidden.PRIMARY_SMALL if number < 5 else number for number in counts.in_line)
    cube = ProtectedCube(counts.request, counts.axes, cells).sealed("seal")
    assert ProtectedCube.from_dict(cube.to_dict()) == cube
    out = cube.published()
    assert set(out.cells) == {None, 5, 7}
    assert PublishedCube.from_dict(out.to_dict()) == out
    for damage in ({"cells": [1]}, {"cells": [-1] * len(cells)}, {"leaves": []}, {"axes": [["nothing"]]}, {"k": 4}):
        with pytest.raises((ValueError, KeyError, TypeError)):
            PublishedCube.from_dict(out.to_dict() | damage)


def test_a_bound_can_be_read_again_and_is_not_below_zero():
    bound = Bound(((C, "UR"),), YEAR, 3, "register of 2022")
    assert Bound.from_dict(bound.to_dict()) == bound
    with pytest.raises(ValueError, match="below"):
        Bound((), YEAR, -1)


def test_an_axis_of_one_category_is_everybody():
    axis = Axis(Variable.YEAR, ("2022",))
    assert axis.nodes == (Node(Variable.YEAR, "2022"),)
    assert Shape([axis]).categories() == ((),)
