"""The views of a protected table: which there are, what they show, and which coarser one to go to."""

from itertools import pairwise

import pytest

from returnhelp.domain.tables import Hidden, Variable
from returnhelp.domain.views import View, cut
from returnhelp.gui.pages import statistics_views as views
from tests.gui.pages.protected_cubes import protected_cube, skewed

V = Variable


def few(*places):
    return skewed(*places) // 6


@pytest.fixture(scope="module")
def many_people():
    return protected_cube((V.NATIONALITY, V.CANTON), skewed)


@pytest.fixture(scope="module")
def few_people():
    return protected_cube((V.NATIONALITY, V.CANTON), few)


@pytest.fixture(scope="module")
def four_axes():
    return protected_cube((V.GREATER_REGION, V.SEX, V.AGE_GROUP, V.VULNERABILITY), lambda *places: 30)


def test_the_finest_view_has_the_two_largest_axes(four_axes):
    assert views.finest(four_axes) == View(V.GREATER_REGION, V.AGE_GROUP)


def test_a_view_that_shows_enough_is_opened_in_all_detail(many_people):
    assert views.first(many_people) == View(V.NATIONALITY, V.CANTON)


def test_a_sheet_of_hidden_signs_is_not_what_is_opened(few_people):
    assert views.share(few_people, views.finest(few_people)) < views.MOSTLY
    opened = views.first(few_people)
    assert views.share(few_people, opened) >= views.MOSTLY
    assert opened.rows in (V.NATIONALITY, V.NATIONALITY_REGION, V.CONTINENT)


def test_each_proposal_shows_more_than_the_finer_one_before(few_people):
    offers = views.better(few_people, views.finest(few_people))
    assert offers
    assert views.share(few_people, views.finest(few_people)) < offers[0].share
    for finer, coarser in pairwise(offers):
        assert finer.share < coarser.share


def test_a_proposal_says_what_becomes_coarser(few_people):
    first = views.better(few_people, views.finest(few_people))[0]
    step = first.steps[0]
    assert step.many > step.fewer


def test_all_axes_that_are_left_can_be_held(four_axes):
    left = views.left_over(four_axes, View(V.GREATER_REGION, V.AGE_GROUP))
    assert [axis.variable for axis in left] == [V.SEX, V.VULNERABILITY]
    assert [node.key for node in views.categories_of(left[1])] == ["yes", "no"]


def test_the_whole_table_is_all_its_views_once(four_axes):
    whole = views.whole(four_axes)
    assert len(whole) == len(set(whole)) == 5 * 3  # four sexes and all, yes, no and all
    seen = sum(len(row) for view in whole for row in cut(four_axes, view).cells)
    assert seen == four_axes.shape.size


def test_a_table_of_one_variable_has_one_column():
    cube = protected_cube((V.PERMIT,), lambda place: 50)
    assert views.first(cube) == View(V.PERMIT)
    assert views.whole(cube) == (View(V.PERMIT),)
    assert views.columns_share(cube, View(V.PERMIT)) is None


def test_where_nothing_shows_more_nothing_is_proposed():
    cube = protected_cube((V.SEX, V.VULNERABILITY), lambda *places: 0)
    assert views.better(cube, views.finest(cube)) == ()
    assert views.best(cube, views.finest(cube)) is None
    assert all(cell is Hidden.ZERO for cell in cube.cells)
