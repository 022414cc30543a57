"""A6: somebody who knows one hidden cell, their own say, cannot compute another small one."""

import random

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.tables import Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import told_by_insiders, violations
from tests.disclosure.attacks.office import arriving
from tests.disclosure.tables_of import SECRET, counted, cube_of, hiding, real_shaped

N, R, C, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.SEX,
    Variable.VULNERABILITY,
)


def test_the_attack_two_hidden_cells_of_a_row_tell_each_other():
    """Two small cells and their row: each may be anything up to their sum, and who knows one knows the other."""
    counts = cube_of([[2, 7, 40], [30, 20, 50]])
    out = hiding(counts, (0, 0), (0, 1), (1, 0), (1, 1)).to_dict()
    assert told_by_insiders([counts], Attack([out])) != []


@pytest.mark.parametrize("seed", range(10))
def test_who_knows_a_hidden_cell_computes_no_small_one(seed):
    draw = random.Random(seed)
    rows, columns = draw.choice(((3, 3), (4, 3), (5, 4)))
    counts = cube_of([[draw.choice((0, 1, 2, 4, 6, 9, 15, 40)) for _ in range(columns)] for _ in range(rows)])
    out = protect(counts, SECRET)[0].published().to_dict()
    assert told_by_insiders([counts], Attack([out])) == []


@pytest.mark.parametrize("variables", [(N, V), (N, C, S), (R, S, V)])
@pytest.mark.parametrize("seed", range(3))
def test_who_knows_a_hidden_cell_of_a_cube_with_subtotals_computes_no_small_one(variables, seed):
    draw = random.Random(seed)
    counts = counted(variables, [arriving(draw, n) for n in range(80)])
    out = protect(counts, SECRET)[0].published().to_dict()
    attack = Attack([out])
    assert violations([counts], [out], attack=attack) == []
    assert told_by_insiders([counts], attack, 2_000) == []


def test_an_insider_of_a_real_shaped_table():
    counts = real_shaped(1_000, R, Variable.GREATER_REGION)
    out = protect(counts, SECRET)[0].published().to_dict()
    assert told_by_insiders([counts], Attack([out]), 3_000) == []


@pytest.mark.parametrize("seed", range(5))
def test_who_knows_a_small_cell_of_one_cube_computes_none_of_a_linked_one(seed):
    draw = random.Random(seed)
    people = [arriving(draw, n) for n in range(70)]
    cubes, counts = [], []
    for variables in ((N, S), (S, V)):
        own = counted(variables, people)
        cubes.append(protect(own, SECRET, cubes)[0])
        counts.append(own)
    attack = Attack([cube.published().to_dict() for cube in cubes])
    assert len(cubes) == 2
    assert told_by_insiders(counts, attack, 2_000, fewer_than=5) == []
