"""A plan says what may meet in a cube; a plan with a ring is refused, and told how to be mended."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.errors import PeriodNotPlannedError, SameVariableTwiceError, ViewNotInPlanError
from returnhelp.domain.statistics_plan import (
    DEFAULT_PLAN,
    PlannedCube,
    StatisticsPlan,
    calendar_periods,
    coarser,
    cube_for,
    handed_out,
    kind_of,
    levels,
    mends,
    picture,
    planned,
    ring,
    together,
)
from returnhelp.domain.tables import Months, Variable

V = Variable
P = PlannedCube
YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))
QUARTER = Months(date(2022, 4, 1), date(2022, 6, 30))
MARCH = Months(date(2022, 3, 1), date(2022, 3, 31))
HALF = Months(date(2022, 1, 1), date(2022, 6, 30))

TRIANGLE = (P((V.SEX, V.AGE_GROUP)), P((V.SEX, V.PERMIT)), P((V.AGE_GROUP, V.PERMIT)))
THROUGH_REGIONS = (P((V.NATIONALITY, V.CANTON)), P((V.GREATER_REGION, V.SEX)), P((V.CONTINENT, V.SEX)))
THROUGH_TIME = (P((V.SEX,), V.MONTH), P((V.PERMIT,), V.MONTH), P((V.SEX, V.PERMIT)))


# --- rings -----------------------------------------------------------------------------------------


def test_the_plan_of_the_program_has_no_ring() -> None:
    assert ring(DEFAULT_PLAN.cubes) == ()
    assert mends(DEFAULT_PLAN.cubes) == ()
    for cube in DEFAULT_PLAN.cubes:
        cube.check()


def test_three_cubes_that_meet_two_by_two_are_a_ring() -> None:
    assert ring(TRIANGLE) == (V.SEX, V.AGE_GROUP, V.PERMIT)
    assert ring(TRIANGLE[:2]) == ()


def test_a_cube_of_all_three_closes_the_ring_to_a_plane() -> None:
    assert ring((*TRIANGLE, P((V.SEX, V.AGE_GROUP, V.PERMIT)))) == ()


def test_a_ring_goes_through_regions_that_a_finer_cube_adds_up_to() -> None:
    assert ring(THROUGH_REGIONS) == (V.CONTINENT, V.GREATER_REGION, V.SEX)


def test_a_ring_goes_through_time_that_two_cubes_tell_apart() -> None:
    assert set(ring(THROUGH_TIME)) == {V.SEX, V.PERMIT, V.MONTH}
    yearly = tuple(P(cube.variables) for cube in THROUGH_TIME)
    assert ring(yearly) == ()


def test_the_year_alone_ties_nothing_together() -> None:
    assert levels(P((V.SEX,))) == {V.SEX}
    assert levels(P((V.SEX,), V.QUARTER)) == {V.SEX, V.QUARTER}
    assert levels(P((V.SEX, V.MONTH))) == {V.SEX, V.MONTH, V.QUARTER}


def test_age_groups_beside_the_bands_of_ctdc_are_both_made_of_ages() -> None:
    cubes = (P((V.SEX, V.AGE_GROUP)), P((V.CTDC_AGE, V.TRAFFICKING)), P((V.SEX, V.TRAFFICKING)))
    assert ring(cubes) == (V.SEX, V.AGE, V.TRAFFICKING)
    assert ring(cubes[:2]) == ()


def test_flags_of_one_group_meet_in_what_is_answered() -> None:
    assert ring((P((V.MEANS_DEBT,)), P((V.MEANS_DRUGS,)), P((V.LABOUR_DOMESTIC,)))) == ()
    assert ring((P((V.MEANS_DEBT, V.SEX)), P((V.MEANS_DRUGS, V.PERMIT)), P((V.SEX, V.PERMIT)))) != ()


VARIABLES = (V.NATIONALITY, V.CONTINENT, V.CANTON, V.SEX, V.AGE_GROUP, V.CTDC_AGE, V.PERMIT, V.MEANS_DEBT)


@st.composite
def plans(draw: st.DrawFn) -> tuple[PlannedCube, ...]:
    found = []
    for _ in range(draw(st.integers(1, 5))):
        own: list[V] = []
        for one in draw(st.lists(st.sampled_from(VARIABLES), min_size=1, max_size=3, unique=True)):
            if one.base not in [other.base for other in own]:
                own.append(one)
        shortest = draw(st.sampled_from((V.MONTH, V.YEAR, V.YEAR)))
        found.append(P(tuple(sorted(own, key=list(V).index)), shortest))
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(plans())
def test_the_engine_finds_the_same_rings(cubes: tuple[PlannedCube, ...]) -> None:
    """Over a year of which every cube is handed out for each period that it may be made for."""
    from returnhelp.disclosure.space import lay_out
    from returnhelp.domain.cubes import PublishedCube, Shape
    from returnhelp.domain.errors import LoopedTablesError

    faces = []
    for cube in cubes:
        for period in (YEAR, MARCH) if cube.shortest is V.MONTH else (YEAR,):
            request = cube.request(period)
            axes = request.laid_out()
            if Shape(axes).size <= 200:
                faces.append(PublishedCube(request, axes, (None,) * Shape(axes).size))
    if len({face.request.variables for face in faces}) < len({cube.variables for cube in cubes}):
        return  # one is too large for a quick test
    try:
        lay_out(faces)
    except LoopedTablesError:
        assert ring(cubes)
    else:
        if len({cube.variables for cube in cubes if cube.shortest is V.MONTH}) < 2:
            assert not ring(cubes)


# --- mends -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("cubes", [TRIANGLE, THROUGH_REGIONS, THROUGH_TIME])
def test_every_mend_opens_the_ring_and_the_least_loss_comes_first(cubes: tuple[PlannedCube, ...]) -> None:
    found = mends(cubes)
    assert {"drop", "merge"} <= {one.kind for one in found}
    assert all(ring(one.result) == () for one in found)
    assert [one.cells for one in found] == sorted(one.cells for one in found)
    for one in found:
        untouched = [cube for place, cube in enumerate(cubes) if place not in one.of]
        assert [cube for cube in one.result if cube in untouched] == untouched


def test_a_ring_through_time_opens_when_a_cube_is_made_for_years_only() -> None:
    assert P((V.PERMIT,)) in [one.made for one in mends(THROUGH_TIME) if one.kind == "coarser"]


def test_what_is_not_on_the_ring_is_left_alone() -> None:
    cubes = (P((V.NATIONALITY, V.CANTON)), *TRIANGLE)
    assert all(0 not in one.of for one in mends(cubes))


def test_two_rings_are_opened_together() -> None:
    other = (P((V.STAGE, V.ASSISTANCE)), P((V.ASSISTANCE, V.DESTINATION_KIND)), P((V.STAGE, V.DESTINATION_KIND)))
    found = mends((*TRIANGLE, *other))
    assert found
    assert all(ring(one.result) == () and len(one.of) >= 2 for one in found)


def test_cubes_are_put_together_at_their_finest() -> None:
    assert together([P((V.CONTINENT, V.SEX)), P((V.NATIONALITY,), V.MONTH)]) == P((V.NATIONALITY, V.SEX), V.MONTH)
    assert together([P((V.AGE_GROUP,)), P((V.CTDC_AGE,))]) == P((V.AGE,))
    assert together([P((V.MEANS_DEBT,)), P((V.LABOUR_DOMESTIC,))]) is None


@settings(max_examples=60, deadline=None)
@given(plans())
def test_a_looped_plan_can_always_be_mended(cubes: tuple[PlannedCube, ...]) -> None:
    found = mends(cubes)
    assert bool(found) == bool(ring(cubes))
    assert all(ring(one.result) == () for one in found)


# --- what may be asked for -------------------------------------------------------------------------

PLAN = StatisticsPlan((P((V.NATIONALITY, V.CANTON)), P((V.CANTON,), V.MONTH), P((V.SEX, V.MONTH)), P((V.PERMIT,))))


def test_the_smallest_cube_that_tells_a_view_apart_is_taken() -> None:
    assert cube_for(PLAN, (V.GREATER_REGION,), YEAR) == P((V.CANTON,), V.MONTH)
    assert cube_for(PLAN, (V.CONTINENT, V.GREATER_REGION), YEAR) == P((V.NATIONALITY, V.CANTON))
    assert cube_for(PLAN, (V.QUARTER, V.SEX), YEAR) == P((V.SEX, V.MONTH))


def test_what_the_plan_does_not_have_is_refused_with_the_nearest_that_it_has() -> None:
    with pytest.raises(ViewNotInPlanError) as refused:
        cube_for(PLAN, (V.NATIONALITY, V.SEX), YEAR)
    assert refused.value.given == {"variables": (V.NATIONALITY, V.SEX), "nearest": (V.SEX, V.MONTH)}
    with pytest.raises(ViewNotInPlanError) as refused:
        cube_for(PLAN, (V.CONTINENT, V.NATIONALITY), YEAR)
    assert refused.value.given["nearest"] == (V.NATIONALITY, V.CANTON)


def test_periods_are_those_of_the_calendar_and_as_long_as_planned() -> None:
    assert [kind_of(period) for period in (MARCH, QUARTER, YEAR, HALF)] == [V.MONTH, V.QUARTER, V.YEAR, None]
    assert kind_of(Months(date(2022, 2, 1), date(2022, 4, 30))) is None
    assert kind_of(Months(date(2022, 2, 1), date(2023, 1, 31))) is None
    assert cube_for(PLAN, (V.CANTON,), MARCH) == P((V.CANTON,), V.MONTH)
    for variables, period in (((V.PERMIT,), MARCH), ((V.SEX,), QUARTER), ((V.CANTON,), HALF)):
        with pytest.raises(PeriodNotPlannedError):
            cube_for(PLAN, variables, period)
    with pytest.raises(PeriodNotPlannedError) as refused:
        planned(PLAN, P((V.PERMIT,)).request(MARCH))
    assert refused.value.given["shortest"] is V.YEAR


def test_only_whole_cubes_of_the_plan_are_made() -> None:
    assert planned(PLAN, P((V.CANTON,)).request(MARCH)) == P((V.CANTON,), V.MONTH)
    with pytest.raises(ViewNotInPlanError):
        planned(PLAN, CubeRequest(((V.CANTON,),), MARCH))
    with pytest.raises(ViewNotInPlanError):
        planned(PLAN, P((V.GREATER_REGION,)).request(YEAR))


def test_closed_months_make_quarters_and_years() -> None:
    months = [date(2021, 12, 1), *(date(2022, month, 1) for month in range(1, 13))]
    found = calendar_periods(months)
    assert [kind_of(one) for one in found].count(V.QUARTER) == 4
    assert [one for one in found if kind_of(one) is V.YEAR] == [YEAR]
    assert len(found) == 13 + 4 + 1
    assert calendar_periods(months[:3]) == (
        Months(date(2022, 2, 1), date(2022, 2, 28)),
        Months(date(2022, 1, 1), date(2022, 1, 31)),
        Months(date(2021, 12, 1), date(2021, 12, 31)),
    )


def test_coarser_cubes_come_the_least_coarse_first() -> None:
    found = coarser(P((V.NATIONALITY, V.CANTON)))
    assert found[0].variables in ((V.NATIONALITY_REGION, V.CANTON), (V.NATIONALITY, V.GREATER_REGION))
    assert found[-1].variables == (V.CONTINENT, V.GREATER_REGION)
    assert len(found) == 5
    assert coarser(P((V.SEX, V.MONTH))) == ()


def test_what_was_handed_out_counts_as_planned_for_its_period() -> None:
    assert handed_out(P((V.SEX,)).request(MARCH)) == P((V.SEX,), V.MONTH)
    assert handed_out(P((V.SEX,)).request(HALF)) == P((V.SEX,), V.MONTH)
    assert handed_out(P((V.SEX,)).request(YEAR)) == P((V.SEX,))


def test_a_plan_is_kept_as_it_is() -> None:
    for cube in (*DEFAULT_PLAN.cubes, P((V.SEX, V.MONTH), V.MONTH)):
        assert P.from_dict(cube.to_dict()) == cube
    with pytest.raises(ValueError, match="colour"):
        P.from_dict({"variables": ["colour"], "shortest": "year"})
    with pytest.raises(SameVariableTwiceError):
        P((V.NATIONALITY, V.CONTINENT)).check()


# --- the picture -----------------------------------------------------------------------------------


def test_the_picture_has_a_point_for_each_variable_and_marks_the_ring() -> None:
    drawn = picture((*TRIANGLE, P((V.NATIONALITY, V.CANTON)), P((V.CONTINENT,))))
    assert drawn.ring == (V.SEX, V.AGE_GROUP, V.PERMIT)
    assert {point.variable for point in drawn.points if point.on_ring} == set(drawn.ring)
    assert {point.variable for point in drawn.points} == {*drawn.ring, V.NATIONALITY, V.CANTON, V.CONTINENT}
    assert [hull.on_ring for hull in drawn.hulls] == [True, True, True, False, False]
    named = [{drawn.points[place].variable for place in hull.points} for hull in drawn.hulls]
    assert named[3] == {V.NATIONALITY, V.CANTON, V.CONTINENT}
    assert all(0 <= point.x <= 1 and 0 <= point.y <= 1 for point in drawn.points)
    assert all((one.x, one.y) != (other.x, other.y) for one, other in combinations(drawn.points, 2))


def test_months_are_a_point_where_a_cube_is_made_for_them() -> None:
    assert V.MONTH in [point.variable for point in picture((P((V.SEX,), V.MONTH),)).points]
    assert picture(()).points == ()
