"""A7: who knows from a public register how many there can be at most finds nobody either."""

import random

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import Bound
from returnhelp.domain.errors import NoSafeTableError, ReturnHelpError
from returnhelp.domain.tables import Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.attacks.office import arriving
from tests.disclosure.tables_of import SECRET, SMALL_WORLD, YEAR, at, counted, cube_of, hiding

N, R, C, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.SEX,
    Variable.VULNERABILITY,
)


def bound(most, *category):
    return Bound(tuple(category), YEAR, most, "an invented register")


def test_the_attack_a_register_narrows_what_looks_open():
    counts = cube_of([[3, 12], [14, 30]])
    out = hiding(counts, (0, 0), (0, 1), (1, 0), (1, 1)).to_dict()
    assert Attack([out]).interval(0, 0) == (0, 15)
    first = counts.axes[0].leaves[0], counts.axes[1].leaves[1]
    known = bound(12, (N, first[0]), (C, first[1]))
    assert Attack([out], [known.to_dict()]).interval(0, 0) == (3, 15)


def test_a_register_that_would_give_a_small_cell_away_makes_more_hidden():
    counts = cube_of([[3, 12, 9], [14, 30, 20], [11, 25, 16]])
    first = counts.axes[0].leaves[0], counts.axes[1].leaves
    known = [bound(12, (N, first[0]), (C, first[1][1])), bound(9, (N, first[0]), (C, first[1][2]))]
    cube, _ = protect(counts, SECRET, bounds=known)
    out = cube.published().to_dict()
    assert violations([counts], [out], known) == []
    least, most = Attack([out], [one.to_dict() for one in known]).interval(0, at(counts, 0, 0))
    assert least == 0
    assert most is None or most >= 5


def test_a_group_of_which_there_can_be_four_at_most_must_be_able_to_be_four():
    counts = cube_of([[3, 12, 9], [14, 30, 20], [11, 25, 16]])
    known = [bound(4, (N, counts.axes[0].leaves[0]), (C, counts.axes[1].leaves[0]))]
    out = protect(counts, SECRET, bounds=known)[0].published().to_dict()
    assert Attack([out], [one.to_dict() for one in known]).interval(0, 0) == (0, 4)


@pytest.mark.parametrize("seed", range(10))
def test_random_registers_and_cubes(seed):
    draw = random.Random(seed)
    people = [arriving(draw, n) for n in range(draw.choice((30, 90)))]
    whole = {N: counted((N,), people), C: counted((C,), people)}
    known = [
        bound(whole[variable].in_line[place] + draw.choice((0, 2, 6, 30)), (variable, key))
        for variable in (N, C)
        for place, key in enumerate(SMALL_WORLD[variable])
        if draw.random() < 0.6
    ]
    cubes, counts = [], []
    for variables in ((N, C), (N, V)):
        own = counted(variables, people)
        try:
            cubes.append(protect(own, SECRET, cubes, known)[0])
        except NoSafeTableError:
            continue
        counts.append(own)
    assert violations(counts, [cube.published().to_dict() for cube in cubes], known) == []


def test_a_register_below_what_was_counted_is_refused_with_a_reason():
    counts = cube_of([[3, 12], [14, 30]])
    with pytest.raises(ReturnHelpError):
        protect(counts, SECRET, bounds=[bound(10, (N, counts.axes[0].leaves[0]))])
