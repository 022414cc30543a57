"""The worked cases that every method of this field must get right."""

from datetime import date

import pytest

from returnhelp.disclosure.optimum import fewest
from returnhelp.disclosure.protection import protect
from returnhelp.domain.tables import FOR_OTHERS, Hidden, Months, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import told_by_insiders, violations
from tests.disclosure.attacks.trying import intervals
from tests.disclosure.tables_of import SECRET, at, cube_of, hiding

R1 = cube_of([[4, 3], [2, 1]])
R2 = cube_of([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
R2_HIDDEN = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)]
R3 = cube_of([[18, 2], [14, 19], [12, 10], [11, 14]], (Variable.NATIONALITY, Variable.SEX))


def test_r1_a_hidden_square_between_shown_totals():
    expected = {(0, 0): (3, 6), (0, 1): (1, 4), (1, 0): (0, 3), (1, 1): (0, 3)}
    out = hiding(R1, *expected).to_dict()
    attack, tried = Attack([out]), intervals(out, 10)
    assert {cell: attack.interval(0, at(R1, *cell)) for cell in expected} == expected
    assert {cell: tried[at(R1, *cell)] for cell in expected} == expected


def test_r2_nine_hidden_cells_give_one_of_them_away():
    assert Attack([hiding(R2, *R2_HIDDEN).to_dict()]).interval(0, at(R2, 0, 1)) == (47, 47)
    assert Attack([hiding(R2, *R2_HIDDEN, (1, 3)).to_dict()]).interval(0, at(R2, 0, 1)) == (0, 78)


def test_r2_is_protected_with_room_for_its_one_small_cell():
    counts = cube_of([[30, 47, 64, 89], [90, 124, 3, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
    cube, _ = protect(counts, SECRET)
    assert cube.cells[at(counts, 1, 2)] is Hidden.PRIMARY_SMALL
    assert violations([counts], [cube.published().to_dict()]) == []


def test_r3_the_optimum_has_the_known_interval():
    out = hiding(R3, (0, 0), (0, 1), (2, 0), (2, 1))
    assert Attack([out.to_dict()]).interval(0, at(R3, 0, 1)) == (0, 12)


def test_r3_hides_few_more_cells_than_the_proven_optimum():
    cube, _ = protect(R3, SECRET)
    least = fewest(R3, {at(R3, 0, 1): (0, 5)}, [at(R3, 0, 1)]).least
    assert least == 3
    assert cube.hidden[Hidden.PRIMARY_SMALL] == 1
    assert cube.hidden[Hidden.COMPLEMENTARY] <= 1.5 * least + 5
    assert violations([R3], [cube.published().to_dict()]) == []


def test_a_small_month_hides_the_quarter_or_another_month():
    """6, 7 and 2 persons in three months, 15 together: the sum would give the 2 back."""
    counts = cube_of(
        [[6, 0], [7, 0], [2, 0]],
        (Variable.MONTH, Variable.SEX),
        period=Months(date(2022, 1, 1), date(2022, 3, 31)),
    )
    cube, _ = protect(counts, SECRET)
    totals = [cube.cells[at(counts, month, None)] for month in range(3)]
    assert totals[2] is Hidden.PRIMARY_SMALL
    assert any(isinstance(cell, Hidden) for cell in (*totals[:2], cube.cells[at(counts, None, None)]))
    assert violations([counts], [cube.published().to_dict()]) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_cell_is_hidden_for_others_without_need(seed):
    """Each cell that is hidden for others only: shown, it would give a small one away, or tell an insider of one."""
    counts = cube_of([[(seed * 7 + row * 5 + column * 3) % 17 for column in range(4)] for row in range(4)])
    cube, _ = protect(counts, SECRET)
    hidden = [place for place, cell in enumerate(cube.cells) if isinstance(cell, Hidden)]
    complementary = [place for place in hidden if cube.cells[place] is Hidden.COMPLEMENTARY]
    assert all(cube.cells[place] in FOR_OTHERS for place in hidden if counts.in_line[place] >= 5)
    for freed in complementary:
        out = hiding(counts, *(place for place in hidden if place != freed))
        attack = Attack([out.to_dict()])
        assert violations([counts], [out.to_dict()], attack=attack) or told_by_insiders([counts], attack)
