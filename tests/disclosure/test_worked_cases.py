"""The worked cases that every method of this field must get right."""

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks import Attack, brute_intervals
from tests.disclosure.tables_of import SECRET, grid_of, hiding

R1 = grid_of([[4, 3], [2, 1]])
R2 = grid_of([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
R2_HIDDEN = {(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1), (2, 3), (3, 1), (3, 3)}
R3 = grid_of([[18, 2], [14, 19], [12, 10], [11, 14]], columns=Variable.SEX)


def test_r1_a_hidden_square_between_shown_totals():
    out = hiding(R1, {(0, 0), (0, 1), (1, 0), (1, 1)})
    attack = Attack([out])
    expected = {(0, 0): (3, 6), (0, 1): (1, 4), (1, 0): (0, 3), (1, 1): (0, 3)}
    assert {cell: attack.interval(out, *cell) for cell in expected} == expected
    by_trying = brute_intervals(out, 10)
    assert {cell: by_trying[cell] for cell in expected} == expected


def test_r2_nine_hidden_cells_give_one_of_them_away():
    out = hiding(R2, R2_HIDDEN)
    assert Attack([out]).interval(out, 0, 1) == (47, 47)
    more = hiding(R2, R2_HIDDEN | {(1, 3)})
    assert Attack([more]).interval(more, 0, 1) == (0, 78)


def test_r2_is_protected_with_room_for_its_one_small_cell():
    counts = grid_of([[30, 47, 64, 89], [90, 124, 3, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
    table, _ = protect(counts, SECRET)
    out = table.published()
    assert table.cells[1][2] is Hidden.PRIMARY_SMALL
    least, most = Attack([out]).interval(out, 1, 2)
    assert least == 0
    assert most >= 5


def test_r3_the_optimum_of_the_weaker_rule_has_the_known_interval():
    out = hiding(R3, {(0, 0), (0, 1), (2, 0), (2, 1)})
    assert Attack([out]).interval(out, 0, 1) == (0, 12)


def test_r3_hides_no_more_cells_than_the_known_optimum():
    table, _ = protect(R3, SECRET)
    assert table.hidden[Hidden.PRIMARY_SMALL] == 1
    assert table.hidden_because_of_others <= 3
    assert Attack([table.published()]).interval(table.published(), 0, 1)[0] == 0


def test_a_small_month_hides_the_year_or_another_month():
    """6, 7 and 2 persons in three months, 15 in the year: the year would give the 2 back."""
    counts = grid_of([[6, 0], [7, 0], [2, 0]], rows=Variable.MONTH, columns=Variable.SEX)
    table, _ = protect(counts, SECRET)
    assert table.row_totals[2] is Hidden.PRIMARY_SMALL
    assert any(isinstance(cell, Hidden) for cell in (*table.row_totals[:2], table.total))
    out = table.published()
    least, most = Attack([out]).interval(out, 2, None)
    assert least == 0
    assert most >= 5


@pytest.mark.parametrize("seed", range(6))
def test_no_cell_is_hidden_for_others_without_need(seed):
    """Each cell that is hidden for others only: shown, it would give a small one away."""
    counts = grid_of([[(seed * 7 + row * 5 + column * 3) % 17 for column in range(4)] for row in range(4)])
    table, _ = protect(counts, SECRET)
    line, truth = table.in_line(), counts.persons_in_line()
    small = [place for place, cell in enumerate(line) if cell is Hidden.PRIMARY_SMALL]
    complementary = [place for place, cell in enumerate(line) if cell is Hidden.COMPLEMENTARY]
    where = list(_places(table))
    for freed in complementary:
        shown = [
            None if isinstance(cell, Hidden) and place != freed else truth[place] for place, cell in enumerate(line)
        ]
        out = _from_line(table.published(), shown)
        attack = Attack([out])
        assert any(least > 0 or most < 5 for least, most in (attack.interval(out, *where[place]) for place in small))


def _places(table):
    rows, columns = range(len(table.row_keys)), range(len(table.column_keys))
    yield from ((row, column) for row in rows for column in columns)
    yield from ((row, None) for row in rows)
    yield from ((None, column) for column in columns)
    yield None, None


def _from_line(out, line):
    rows, columns = len(out.row_keys), len(out.column_keys)
    inner = rows * columns
    return type(out)(
        out.request,
        out.row_keys,
        out.column_keys,
        tuple(tuple(line[row * columns : (row + 1) * columns]) for row in range(rows)),
        tuple(line[inner : inner + rows]),
        tuple(line[inner + rows : -1]),
        line[-1],
    )
