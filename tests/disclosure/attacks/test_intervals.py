"""A1: whoever computes the interval of every hidden cell, in broken and in whole numbers, finds nobody."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.disclosure.protection import protect
from returnhelp.domain.errors import NoSafeTableError
from returnhelp.domain.tables import Interval, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import small, violations
from tests.disclosure.attacks.trying import intervals
from tests.disclosure.tables_of import SECRET, counted, cube_of, families, hiding, real_shaped

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
CUBES = [
    (N,),
    (V,),
    (N, C),
    (N, S),
    (N, V),
    (R, G),
    (C, V),
    (N, C, S),
    (R, C, V),
    (R, S, V),
    (N, Q),
    (R, S, Q),
    (S, V, M),
]


def handed_out(counts, already=(), bounds=()):
    """What leaves the office, as a file has it."""
    cube, _ = protect(counts, SECRET, already, bounds)
    return cube, cube.published().to_dict()


@pytest.mark.parametrize("seed", range(20))
def test_the_attack_computes_what_trying_every_table_finds(seed):
    """The attacker himself against his oracle: any hidden cells, the intervals in whole numbers."""
    draw = random.Random(seed)
    sizes = draw.choice([(2, 2), (3, 2), (2, 2, 2)])
    count = sizes[0] * sizes[1] * (sizes[2] if len(sizes) == 3 else 1)
    numbers = iter([draw.choice((0, 1, 2, 4)) for _ in range(count)])

    def nested(depth):
        return [nested(depth + 1) if depth + 1 < len(sizes) else next(numbers) for _ in range(sizes[depth])]

    counts = cube_of(nested(0))
    everybody = len(counts.in_line) - 1
    out = hiding(counts, *[place for place in range(everybody) if draw.random() < 0.55]).to_dict()
    tried = intervals(out, min(counts.total, 6))
    attack = Attack([out])
    for place in range(everybody + 1):
        least, most = attack.interval(0, place)
        if counts.total <= 6:
            assert (least, most) == tried[place]
        else:
            assert least <= tried[place][0] <= tried[place][1] <= (most if most is not None else 10**9)


@settings(max_examples=25)
@given(families, st.sampled_from(CUBES))
def test_one_cube_alone_gives_nobody_away(people, variables):
    counts = counted(variables, people)
    try:
        _, out = handed_out(counts)
    except NoSafeTableError:
        return  # not handed out: nothing to attack
    assert violations([counts], [out]) == []


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_trying_every_table_finds_nobody(numbers):
    counts = cube_of(numbers)
    _, out = handed_out(counts)
    for place, (least, most) in enumerate(intervals(out, 14)):
        if 0 < counts.in_line[place] < 5:
            assert out["cells"][place] is None
            assert least == 0
            assert most >= 5


@pytest.mark.parametrize(
    ("persons", "variables"), [(300, (R, G)), (3_884, (R, G)), (3_884, (R, V)), (1_000, (R, S, V)), (3_000, (G, S, V))]
)
def test_a_real_shaped_cube_gives_nobody_away(persons, variables):
    counts = real_shaped(persons, *variables)
    _, out = handed_out(counts)
    assert violations([counts], [out]) == []


def test_the_narrowest_interval_told_is_the_one_an_attacker_computes():
    counts = cube_of([[30, 2, 9], [12, 14, 3], [8, 11, 40], [17, 1, 22]])
    cube, out = handed_out(counts)
    attack = Attack([out])
    found = [attack.interval(number, place) for number, place in small([counts], attack)]
    assert cube.narrowest == Interval(*min(found, key=lambda one: (one[1] is None, (one[1] or 0) - one[0])))
