"""What one subtraction tells of the tables handed out before, and a later table that keeps to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.disclosure.checker import check
from returnhelp.disclosure.known import known_before
from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import Bound, CountCube, CubeRequest
from returnhelp.domain.errors import NoSafeTableError
from returnhelp.domain.statistics_limits import HANDED_OUT
from returnhelp.domain.tables import Hidden, Months, Variable
from tests.disclosure.tables_of import SECRET, YEAR, Family, at, counted, cube_of, families, hiding

N, R, C, S, V, M = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.MONTH,
)
AFRICA = "africa_north"
JANUARY = Months(date(2022, 1, 1), date(2022, 1, 31))


def of_nationalities(first, second, third, fourth):
    """Two countries of northern Africa, two of the Balkans, with their regions; one of each sex and canton."""
    numbers = (first, second, third, fourth)
    return counted((N,), [Family(n, 0, 0, 0, 1) for n, persons in enumerate(numbers) for _ in range(persons)])


def told(*cubes):
    """How many at most are in each category, of all that is known."""
    known = known_before(cubes)
    assert all(bound.source == HANDED_OUT for bound in known)
    assert len({(bound.category, bound.period) for bound in known}) == len(known)
    return {bound.category[0][1]: bound.most for bound in known}


def test_nothing_is_known_of_what_is_shown():
    assert told() == {}
    assert told(hiding(cube_of([30, 12, 3], (S,)))) == {}


def test_the_total_less_what_is_shown_is_left_for_the_one_hidden():
    counts = cube_of([30, 12, 3], (S,))
    category = ((S, counts.axes[0].leaves[2]),)
    assert known_before([hiding(counts, 2)]) == (Bound(category, YEAR, 3, HANDED_OUT),)


def test_of_several_hidden_ones_each_can_have_all_that_is_left():
    counts = cube_of([30, 2, 3], (S,))
    assert told(hiding(counts, 1, 2)) == {"f": 5, "x": 5}


def test_that_nobody_is_left_is_told_too():
    counts = cube_of([30, 12, 0, 0], (S,))
    assert told(hiding(counts, 2, 3)) == {"x": 0, "unknown": 0}


def test_nothing_follows_from_a_total_that_is_hidden():
    counts = cube_of([30, 12, 3], (S,))
    assert told(hiding(counts, 2, (None,))) == {}


@pytest.mark.parametrize(("persons", "known"), [(8, {"x": 8}), (9, {"x": 9}), (10, {}), (11, {})])
def test_only_what_is_below_ten_is_told(persons, known):
    assert told(hiding(cube_of([30, 12, persons], (S,)), 2)) == known


def test_a_region_tells_more_of_its_countries_than_everybody_does():
    counts = of_nationalities(20, 3, 30, 4)
    axis = counts.axes[0]
    assert told(hiding(counts, 1, 3)) == {8331: 3, 8256: 4}
    assert told(hiding(counts, 1, 3, axis.place(R, AFRICA))) == {8331: 7, 8256: 4}


def test_a_hidden_region_has_what_the_other_countries_leave():
    counts = of_nationalities(2, 3, 30, 14)
    axis = counts.axes[0]
    assert told(hiding(counts, 0, 1, axis.place(R, AFRICA))) == {8304: 5, 8331: 5, AFRICA: 5}


def test_of_a_cube_with_more_axes_the_sums_over_the_others_are_looked_at():
    counts = cube_of([[9, 2], [8, 7], [0, 3]], (S, C))
    inner = [(row, column) for row in range(3) for column in range(2)]
    assert told(hiding(counts, *inner)) == {}
    assert told(hiding(counts, *inner, (2, None))) == {"x": 3}


def test_months_are_no_categories():
    counts = cube_of([[9, 2, 0], [8, 7, 3]], (M, S), period=Months(date(2022, 1, 1), date(2022, 2, 28)))
    assert told(hiding(counts, (0, None), (None, 2))) == {"x": 3}


def test_of_several_cubes_the_least_holds_and_each_period_by_itself():
    by_sex, by_both = cube_of([30, 2, 3], (S,)), cube_of([[20, 10], [1, 1], [2, 1]], (S, C))
    first, second = hiding(by_sex, 1, 2), hiding(by_both, (2, None))
    assert told(first, second) == told(second, first) == {"f": 5, "x": 3}
    january = hiding(cube_of([12, 8, 1], (S,), period=JANUARY), 2)
    assert {(bound.period, bound.most) for bound in known_before([first, january])} == {(YEAR, 5), (JANUARY, 1)}


@given(families, st.sets(st.integers(0, 20)), st.sampled_from([(N,), (N, S), (R, C)]))
def test_the_truth_keeps_to_what_is_known(people, hidden, variables):
    counts = counted(variables, people)
    out = hiding(counts, *(place for place in hidden if place < len(counts.in_line)))
    for bound in known_before([out]):
        ((variable, key),) = bound.category
        number = next(n for n, axis in enumerate(counts.axes) if variable in (axis.variable, *axis.levels))
        nodes = [None] * len(counts.axes)
        nodes[number] = counts.axes[number].place(variable, key)
        assert out.cells[at(counts, *nodes)] is None
        assert counts.in_line[at(counts, *nodes)] <= bound.most < 10


def test_a_sensitive_cube_after_one_that_left_nobody_of_another_sex():
    """Men and women make up the total: ten of another sex are in no world, and nobody learns it by the later cube."""

    def tallied(*variables):
        request = CubeRequest.of(variables, YEAR)
        people = [{S: "mf"[n % 2], V: "yes" if n % 5 < 2 else "no"} for n in range(120)]
        lines = [(tuple(one[variable] for variable in request.variables), n, 1) for n, one in enumerate(people)]
        return CountCube.tallied(request, request.laid_out(), lines)

    first, _ = protect(tallied(S), SECRET)
    assert [cell for cell in first.cells if isinstance(cell, Hidden)] == [Hidden.ZERO, Hidden.ZERO]
    counts = tallied(S, V)
    with pytest.raises(NoSafeTableError):
        protect(counts, SECRET, [first])
    limits = known_before([first.published()])
    assert {bound.category[0]: bound.most for bound in limits} == {(S, "x"): 0, (S, "unknown"): 0}
    cube, proof = protect(counts, SECRET, [first], limits)
    assert [isinstance(cube.cells[at(cube, sex, 0)], int) for sex in (0, 1)] == [True, True]
    assert set(proof.bounds) == set(limits)
    check(cube, proof, [first], limits, counts)
