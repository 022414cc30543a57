"""Categories come from the classification and fall together as countries, cantons and months do."""

from dataclasses import replace
from datetime import date

import pytest

from returnhelp.domain import countries
from returnhelp.domain.cubes import CountCube
from returnhelp.domain.figures import CANTONS, OTHER, STATELESS, UNKNOWN
from returnhelp.domain.regions import (
    NAMED_NATIONALITIES,
    Region,
    category,
    classification,
    other_of,
    rolled_up,
)
from returnhelp.domain.tables import Months, Variable
from tests.disclosure.tables_of import YEAR, cube_of, plain_request


def test_forty_nationalities_have_their_own_row_and_none_of_them_twice():
    assert len(set(NAMED_NATIONALITIES)) == 40
    assert all(countries.country(bfs).valid and countries.country(bfs).is_state for bfs in NAMED_NATIONALITIES)


@pytest.mark.parametrize("variable", [one for one in Variable if one.family[0] is Variable.NATIONALITY])
def test_every_country_of_the_list_has_its_row(variable):
    keys = classification(variable, YEAR)
    assert {category(variable, bfs) for bfs in countries.table()} <= set(keys)
    assert category(variable, STATELESS) in keys
    assert category(variable, None) == UNKNOWN


@pytest.mark.parametrize("variable", Variable)
def test_every_category_falls_into_each_coarser_one(variable):
    for coarse in variable.coarser:
        reached = {rolled_up(key, variable, coarse) for key in classification(variable, YEAR)}
        assert reached <= set(classification(coarse, YEAR))


@pytest.mark.parametrize("variable", Variable)
def test_the_rows_are_each_there_once_and_do_not_change(variable):
    keys = classification(variable, YEAR)
    assert len(set(keys)) == len(keys) > 0
    assert classification(variable, YEAR) == keys


def test_the_seven_greater_regions_hold_all_cantons():
    parts = {canton: category(Variable.GREATER_REGION, canton) for canton in CANTONS}
    assert set(parts.values()) == set(range(1, 8))
    assert parts["BE"] == parts["SO"] == 2
    assert parts["GE"] == parts["VD"] == parts["VS"] == 1
    assert [canton for canton, region in parts.items() if region == 7] == ["TI"]


@pytest.mark.parametrize(
    ("variable", "told", "key"),
    [
        (Variable.NATIONALITY, 8304, 8304),
        (Variable.NATIONALITY, 8100, other_of(Region.EUROPE_NORTH_WEST)),
        (Variable.NATIONALITY, 9999, UNKNOWN),
        (Variable.NATIONALITY_REGION, 8256, "europe_south_east"),
        (Variable.CONTINENT, 8562, "asia"),
        (Variable.CANTON, "BAZ-Bern", OTHER),
        (Variable.GREATER_REGION, "BAZ-Bern", OTHER),
        (Variable.GREATER_REGION, None, UNKNOWN),
        (Variable.MONTH, date(2022, 3, 31), "2022-03"),
        (Variable.QUARTER, date(2022, 3, 31), "2022-Q1"),
        (Variable.QUARTER, date(2022, 10, 1), "2022-Q4"),
        (Variable.YEAR, date(2022, 10, 1), "2022"),
        (Variable.SEX, "f", "f"),
    ],
)
def test_what_a_record_says_falls_into_its_category(variable, told, key):
    assert category(variable, told) == key


def test_months_run_over_the_year():
    months = Months(date(2021, 11, 1), date(2022, 2, 28))
    assert classification(Variable.MONTH, months) == ("2021-11", "2021-12", "2022-01", "2022-02")
    assert classification(Variable.QUARTER, months) == ("2021-Q4", "2022-Q1")
    assert classification(Variable.YEAR, months) == ("2021", "2022")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2022, 1, 2), date(2022, 1, 31)),
        (date(2022, 1, 1), date(2022, 1, 30)),
        (date(2022, 2, 1), date(2022, 1, 31)),
    ],
)
def test_broken_months_are_no_period(first, last):
    with pytest.raises(ValueError, match="whole months"):
        Months(first, last)


def test_dossiers_are_counted_once_in_each_total():
    axes = cube_of([[0, 0], [0, 0]]).axes
    axes = (replace(axes[0], leaves=(8304, 8201)), replace(axes[1], leaves=("ZH", "BE")))
    people = [((8304, "ZH"), 1, 2), ((8304, "BE"), 1, 1), ((8304, "BE"), 2, 1), ((8201, "BE"), 2, 3)]
    counts = CountCube.tallied(plain_request((Variable.NATIONALITY, Variable.CANTON)), axes, people)
    assert counts.in_line == (2, 2, 4, 0, 3, 3, 2, 5, 7)
    assert counts.dossiers == (1, 2, 2, 0, 1, 1, 1, 2, 2)


def test_a_key_that_is_not_in_the_classification_is_an_error():
    counts = cube_of([[1]])
    with pytest.raises(KeyError):
        CountCube.tallied(counts.request, counts.axes, [((8304, "LU"), 1, 1)])


def test_counts_that_contradict_themselves_are_refused():
    with pytest.raises(ValueError, match="dossiers"):
        replace(cube_of([[2, 1], [0, 3]]), dossiers=(2, 1, 9, 0, 3, 3, 2, 4, 6))
