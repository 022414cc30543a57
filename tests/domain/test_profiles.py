"""Profiles are views of the plan's cubes, and what is said beside them comes from shown numbers alone."""

from datetime import date

import pytest

from returnhelp.domain.cubes import CubeRequest, PublishedCube, Shape
from returnhelp.domain.errors import PeriodNotPlannedError, ProfileOutsidePlanError
from returnhelp.domain.profiles import VIEWS, Origins, Profile, largest, origins, share_of_answered, sheets
from returnhelp.domain.statistics_plan import DEFAULT_PLAN, PlannedCube, StatisticsPlan
from returnhelp.domain.tables import FLAG_GROUPS, Months, Variable
from returnhelp.domain.views import Slice, View, cut

YEAR = Months(date(2022, 1, 1), date(2022, 12, 31))


def published(variable: Variable, shown: dict[str | int, int], total: int | None) -> PublishedCube:
    """A cube of one axis: the categories and subtotals that show a number, everybody last."""
    request = CubeRequest.of((variable,), YEAR)
    (axis,) = request.laid_out()
    cells = [shown.get(node.key) if node.level else total for node in axis.nodes]
    return PublishedCube(request, (axis,), tuple(cells))


def table(variable: Variable, shown: dict[str | int, int], total: int | None) -> Slice[int | None]:
    return cut(published(variable, shown, total), View(variable))


@pytest.mark.parametrize("profile", Profile)
def test_every_profile_is_made_of_the_plan_that_the_program_comes_with(profile: Profile) -> None:
    made = sheets(profile, DEFAULT_PLAN, YEAR)
    assert [view for sheet in made for view in sheet.views if view not in VIEWS[profile]] == []
    assert sum(len(sheet.views) for sheet in made) == len(VIEWS[profile])
    planned = {cube.request(YEAR) for cube in DEFAULT_PLAN.cubes}
    for sheet in made:
        assert sheet.request in planned
        axes = sheet.request.laid_out()
        empty = PublishedCube(sheet.request, axes, (None,) * Shape(axes).size)
        assert all(cut(empty, view).cells for view in sheet.views)


def test_a_profile_takes_what_stands_in_a_larger_cube_from_there() -> None:
    plan = StatisticsPlan(
        tuple(
            PlannedCube(variables)
            for variables in (
                (Variable.NATIONALITY,),
                (Variable.CANTON,),
                (Variable.NATIONALITY, Variable.CANTON),
                (Variable.SEX, Variable.AGE_GROUP),
                (Variable.PERMIT, Variable.ASSISTANCE),
                (Variable.ASSISTANCE,),
            )
        )
    )
    made = sheets(Profile.OPEN_DATA, plan, YEAR)
    assert {sheet.request.variables for sheet in made} == {
        (Variable.NATIONALITY, Variable.CANTON),
        (Variable.SEX, Variable.AGE_GROUP),
        (Variable.PERMIT, Variable.ASSISTANCE),
    }
    assert {view for sheet in made for view in sheet.views} == set(VIEWS[Profile.OPEN_DATA])


def test_the_key_figures_are_those_that_iom_publishes() -> None:
    told = {variable for view in VIEWS[Profile.KEY_FIGURES] for variable in view.variables}
    v = Variable
    assert told == {v.NATIONALITY, v.SEX, v.AGE_GROUP, v.PERMIT, v.VULNERABILITY, v.STAGE, v.DIMENSION}


def test_the_trafficking_sheet_has_every_flag_of_ctdc_and_its_age_bands() -> None:
    told = {variable for view in VIEWS[Profile.TRAFFICKING] for variable in view.variables}
    assert {flag for flags in FLAG_GROUPS.values() for flag in flags} <= told
    assert {Variable.CTDC_AGE, Variable.EXPLOITATION_COUNTRY, Variable.TRAFFICKED_MONTHS} <= told
    ages = next(view for view in VIEWS[Profile.TRAFFICKING] if view.rows is Variable.CTDC_AGE)
    assert ages.held == ((Variable.TRAFFICKING, "yes"),)


def test_a_profile_whose_table_the_plan_lacks_names_it() -> None:
    plan = StatisticsPlan((PlannedCube((Variable.NATIONALITY, Variable.CANTON)),))
    with pytest.raises(ProfileOutsidePlanError) as refused:
        sheets(Profile.KEY_FIGURES, plan, YEAR)
    assert refused.value.given["profile"] is Profile.KEY_FIGURES
    assert refused.value.given["variables"] == (Variable.AGE_GROUP, Variable.SEX)


def test_a_yearly_profile_is_not_made_for_a_month() -> None:
    with pytest.raises(PeriodNotPlannedError):
        sheets(Profile.OPEN_DATA, DEFAULT_PLAN, Months(date(2022, 3, 1), date(2022, 3, 31)))


def test_the_largest_countries_are_those_of_shown_numbers_without_regions_and_others() -> None:
    seen = table(Variable.NATIONALITY, {8265: 90, 8239: 12, 8304: 40, "other_america": 70, "unknown": 99}, None)
    assert largest(seen) == ((8265, 90), (8304, 40), (8239, 12))
    assert largest(seen, 1) == ((8265, 90),)


def test_the_number_of_countries_is_exact_only_where_the_shown_ones_are_everybody() -> None:
    shown: dict[str | int, int] = {8265: 90, 8239: 12, "stateless": 5}
    assert origins(table(Variable.NATIONALITY, shown, 107)) == Origins(2, exact=True)
    assert origins(table(Variable.NATIONALITY, shown, 108)) == Origins(2, exact=False)
    assert origins(table(Variable.NATIONALITY, shown, None)) == Origins(2, exact=False)
    assert origins(table(Variable.NATIONALITY, {**shown, "unknown": 6}, 113)) == Origins(2, exact=False)
    assert origins(table(Variable.NATIONALITY, {**shown, "other_america": 6}, 113)) == Origins(2, exact=False)


def test_a_share_of_ctdc_is_of_those_with_any_answer_and_made_of_shown_numbers() -> None:
    seen = table(Variable.FORCED_LABOUR, {"yes": 30, "other_answer": 10, "answered": 40, "no_answer": 60}, 500)
    assert share_of_answered(seen)[0] == 0.75
    assert set(share_of_answered(seen)[1:]) == {None}
    for hidden in ("yes", "answered"):
        shown: dict[str | int, int] = {"yes": 30, "other_answer": 10, "answered": 40, "no_answer": 60}
        del shown[hidden]
        assert set(share_of_answered(table(Variable.FORCED_LABOUR, shown, 500))) == {None}


def test_other_tables_have_no_shares() -> None:
    assert share_of_answered(table(Variable.TRAFFICKED_MONTHS, {"0-12": 30}, 500)) == ()
    assert share_of_answered(table(Variable.SEX, {"f": 30}, 500)) == ()
