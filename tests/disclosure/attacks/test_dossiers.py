"""A9: a cell made by one or two dossiers is hidden however many persons it has, and stays open."""

import random

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import CountCube
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.tables_of import SECRET, Family, at, counted, cube_of

N, R, C, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.SEX,
    Variable.VULNERABILITY,
)


@pytest.mark.parametrize("size", [5, 8, 30])
@pytest.mark.parametrize("dossiers", [1, 2])
def test_a_family_that_is_a_whole_cell_is_hidden_although_it_is_large(size, dossiers):
    like = cube_of([[1, 1], [1, 1]])
    one, other = like.axes[0].leaves
    here, there = like.axes[1].leaves
    people = [((one, here), number, size) for number in range(dossiers)]
    people += [((one, there), 10 + number, 1) for number in range(40)]
    people += [((other, here), 100 + number, 1) for number in range(39)]
    people += [((other, there), 200 + number, 1) for number in range(80)]
    counts = CountCube.tallied(like.request, like.axes, people)
    cube, _ = protect(counts, SECRET)
    assert cube.cells[0] is Hidden.PRIMARY_DOSSIERS
    out = cube.published().to_dict()
    assert violations([counts], [out]) == []
    least, most = Attack([out]).interval(0, at(counts, 0, 0))
    assert least == 0
    assert most is None or most >= 5


@pytest.mark.parametrize("seed", range(12))
def test_large_families_among_few_people(seed):
    draw = random.Random(seed)
    people = [
        Family(draw.randrange(4), draw.randrange(3), draw.randrange(2), draw.randrange(2), draw.choice((1, 3, 7, 12)))
        for _ in range(draw.choice((4, 10, 25)))
    ]
    counts = counted(draw.choice(((N, C), (R, S), (N, V), (R, C, S))), people)
    out = protect(counts, SECRET)[0].published().to_dict()
    assert violations([counts], [out]) == []


def test_no_file_tells_of_dossiers():
    """A second number beside the persons would tell what a hidden cell is made of."""
    counts = counted((N, C), [Family(n % 4, n % 3, 0, 0, 2) for n in range(40)])
    out = protect(counts, SECRET)[0].published().to_dict()
    assert set(out) == {"axes", "first", "last", "k", "leaves", "cells"}
