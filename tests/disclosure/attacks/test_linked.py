"""A5: cubes that have variables in common are safe together, and a ring of them is refused by name."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from returnhelp.disclosure.protection import protect
from returnhelp.domain.errors import LoopedTablesError, NoSafeTableError
from returnhelp.domain.tables import Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.tables_of import SECRET, Family, at, counted, cube_of, families, hiding

N, R, C, G, S, V, M, Q = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.MONTH,
    Variable.QUARTER,
)
PLANS = [
    ((N, C), (N, S)),
    ((N, C), (C, V)),
    ((N, C), (R, C)),
    ((R, C), (N, C)),
    ((R, G), (N, G), (N, C)),
    ((N, G), (R, C)),
    ((N, C), (R, S)),
    ((R, S), (N, C), (C, V)),
    ((N, S), (R, V), (N, C)),
    ((N, S), (C, V)),
    ((N, C, S), (S, V)),
    ((R, V), (N, C, S)),
    ((S,), (N, S), (S, V), (C, S)),
    ((R, Q), (R, C)),
    ((S, M), (S, V)),
]


@settings(max_examples=25)
@given(families, st.sampled_from(PLANS))
def test_cubes_of_the_same_people_together_give_nobody_away(people, plan):
    cubes, counts = [], []
    for variables in plan:
        one = counted(variables, people)
        try:
            cube, _ = protect(one, SECRET, cubes)
        except NoSafeTableError:
            continue  # not handed out: nothing to attack
        cubes.append(cube)
        counts.append(one)
    assume(cubes)
    assert violations(counts, [cube.published().to_dict() for cube in cubes]) == []


def test_the_attack_joins_cubes_that_are_safe_alone():
    """Of the second country nothing is shown, and no total; but another cube says how many there are of each sex."""
    by_country, by_canton = cube_of([[7, 5], [2, 1]], (N, S)), cube_of([[5, 3], [4, 3]], (C, S))
    row, totals = ((1, 0), (1, 1), (1, None)), ((None, 0), (None, 1), (None, None))
    handed_out = [hiding(by_country, *row, *totals).to_dict(), hiding(by_canton).to_dict()]
    assert Attack(handed_out[:1]).interval(0, at(by_country, 1, 0)) == (0, None)
    assert Attack(handed_out).interval(0, at(by_country, 1, 0)) == (2, 2)
    assert Attack(handed_out, people=0).interval(0, at(by_country, 1, 0)) == (2, 2)


def test_a_total_that_only_another_cube_shows_counts_too():
    """The Balkans are 22 in a cube by sex, 20 of them of one country: the 2 of the other must not be left over."""
    people = [Family(0, n % 3, n % 2, 0, 1) for n in range(30)] + [Family(1, n % 2, n % 2, 0, 1) for n in range(3)]
    people += [Family(2, n % 3, n % 2, 0, 1) for n in range(2)] + [Family(3, n % 3, n % 2, 0, 1) for n in range(20)]
    regions, nations = counted((R, S), people), counted((N, C), people)
    first, _ = protect(regions, SECRET)
    try:
        second, _ = protect(nations, SECRET, [first])
    except NoSafeTableError:
        return  # not handed out: nothing to attack
    assert violations([regions, nations], [first.published().to_dict(), second.published().to_dict()]) == []


@pytest.mark.parametrize(
    ("plan", "ring"),
    [
        (((N, C), (C, V), (N, V)), (N, C, V)),
        (((N, C), (C, S), (S, V), (N, V)), (N, C, S, V)),
        (((R, C), (C, V), (N, V)), (C, V)),
    ],
)
def test_a_ring_is_refused_by_name(plan, ring):
    people = [Family(n % 4, n // 4 % 3, n // 12 % 2, n // 24 % 2, 1) for n in range(1_200)]
    cubes = []
    for variables in plan[:-1]:
        cubes.append(protect(counted(variables, people), SECRET, cubes)[0])
    with pytest.raises(LoopedTablesError) as refused:
        protect(counted(plan[-1], people), SECRET, cubes)
    assert set(ring) <= set(refused.value.given["variables"])
