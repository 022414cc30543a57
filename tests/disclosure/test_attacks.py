"""Whoever has every table of the same months and a solver finds nobody, on any data."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from returnhelp.disclosure.protection import protect
from returnhelp.domain.errors import NoSafeTableError
from returnhelp.domain.tables import Hidden, Interval, Variable
from tests.disclosure.attacks import Attack, brute_intervals, cells_of
from tests.disclosure.tables_of import (
    FINEST,
    SECRET,
    SMALL_WORLD,
    Family,
    counted,
    families,
    grid_of,
    real_shaped,
)

N, R, C, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)


def truth_of(counts, row, column):
    totals = counts.column_totals
    if row is None:
        return counts.total if column is None else totals[column]
    return counts.row_totals[row] if column is None else counts.counts[row][column]


def dossiers_of(counts, row, column):
    if row is None:
        return counts.all_dossiers if column is None else counts.column_dossiers[column]
    return counts.row_dossiers[row] if column is None else counts.dossiers[row][column]


def assert_nobody_is_found(attack, published, counted_tables, known=()):
    """The promise: every small group may be empty, and may be of k or more; no shown number is small or wrong.

    A cell in ``known`` may have been shown by an earlier table with a smaller k.
    """
    for out, counts in zip(published, counted_tables, strict=True):
        k = out.request.k
        for row, column, shown in cells_of(out):
            persons = truth_of(counts, row, column)
            if shown is not None:
                assert shown == persons
                assert shown >= (5 if (out, row, column) in known else k)
                assert dossiers_of(counts, row, column) >= 3
                continue
            least, most = attack.interval(out, row, column)
            small = 0 < persons < k or (persons and dossiers_of(counts, row, column) < 3)
            if small or (persons == 0 and out.request.sensitive):
                assert least == 0
                assert most >= k
            else:
                assert least != most or not 0 < least < k


@given(families, st.sampled_from([(N, C), (N, S), (N, V), (R, G), (V, C)]))
def test_one_table_alone_gives_nobody_away(people, pair):
    counts = counted(*pair, people)
    table, _ = protect(counts, SECRET)
    assert_nobody_is_found(Attack([table.published()]), [table.published()], [counts])


@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2))
def test_trying_every_table_gives_nobody_away(numbers):
    counts = grid_of(numbers)
    table, _ = protect(counts, SECRET)
    out = table.published()
    found = brute_intervals(out, 12)
    for row, column, shown in cells_of(out):
        if shown is None and 0 < truth_of(counts, row, column) < 5:
            least, most = found[row, column]
            assert least == 0
            assert most >= 5


@given(
    families,
    st.sampled_from(
        [
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
        ]
    ),
)
def test_tables_of_the_same_months_together_give_nobody_away(people, pairs):
    published, tables, counts = [], [], []
    for pair in pairs:
        one = counted(*pair, people)
        try:
            table, _ = protect(one, SECRET, tables)
        except NoSafeTableError:
            continue  # not handed out: nothing to attack
        tables.append(table)
        published.append(table.published())
        counts.append(one)
    assume(published)
    used = {variable.family[0] for out in published for variable in out.request.variables}
    finest = {base: SMALL_WORLD[base] for base in FINEST if base in used}
    shared_totals = [
        (out, row, column) for out in published[1:] for row, column, _ in cells_of(out) if row is None or column is None
    ]
    assert_nobody_is_found(Attack(published, finest), published, counts, shared_totals)


def test_a_total_that_only_another_table_shows_counts_too():
    """The Balkans are 22 in a table by sex, 20 of them of one country: the 2 of the other must not be left over."""
    people = [Family(0, n % 3, n % 2, 0, 1) for n in range(30)] + [Family(1, n % 2, n % 2, 0, 1) for n in range(3)]
    people += [Family(2, n % 3, n % 2, 0, 1) for n in range(2)] + [Family(3, n % 3, n % 2, 0, 1) for n in range(20)]
    regions = counted(R, S, people)
    first, _ = protect(regions, SECRET)
    assert first.row_totals == (33, 22)
    nations = counted(N, C, people)
    table, proof = protect(nations, SECRET, [first])
    assert proof.linked == ()
    published = [first.published(), table.published()]
    attack = Attack(published, {base: SMALL_WORLD[base] for base in (N, C, S)})
    assert_nobody_is_found(attack, published, [regions, nations])


def test_a_family_that_is_a_whole_cell_is_hidden_although_it_is_large():
    people = [(8304, "SG", "a large family", 8), *((8304, "ZH", number, 1) for number in range(20))]
    people += [(8201, "SG", 100 + number, 1) for number in range(9)] + [(8201, "ZH", 200 + n, 1) for n in range(30)]
    request = grid_of([[1]]).request
    counts = type(grid_of([[1]])).tallied(request, (8304, 8201), ("SG", "ZH"), people)
    table, _ = protect(counts, SECRET)
    out = table.published()
    assert table.cells[0][0] is Hidden.PRIMARY_DOSSIERS
    assert Attack([out]).interval(out, 0, 0)[0] == 0


def test_a_row_that_is_wholly_vulnerable_does_not_say_so():
    counts = grid_of([[12, 0], [15, 40], [11, 30], [0, 25]], columns=V)
    table, _ = protect(counts, SECRET)
    out = table.published()
    attack = Attack([out])
    least, most = attack.interval(out, 0, 1)
    assert table.cells[0][1] is Hidden.ZERO
    assert (least, most >= 10) == (0, True)


@pytest.mark.parametrize(("persons", "columns"), [(300, Variable.CANTON), (3_884, Variable.CANTON), (3_884, V)])
def test_a_real_shaped_table_gives_nobody_away(persons, columns):
    counts = real_shaped(persons, N, columns)
    table, _ = protect(counts, SECRET)
    out = table.published()
    attack = Attack([out])
    small = [(row, column) for row, column, shown in cells_of(out) if shown is None]
    wanted = [cell for cell in small if 0 < truth_of(counts, *cell) < table.k][:: 1 + persons // 300]
    found = [attack.interval(out, *cell) for cell in wanted]
    assert all(least == 0 and most >= table.k for least, most in found)
    assert table.narrowest is not None
    assert table.narrowest.least == 0
    assert table.narrowest.most <= min(most for _, most in found)


def test_the_narrowest_interval_told_is_the_one_an_attacker_computes():
    counts = grid_of([[30, 2, 9], [12, 14, 3], [8, 11, 40], [17, 1, 22]])
    table, _ = protect(counts, SECRET)
    out = table.published()
    attack = Attack([out])
    small = [
        attack.interval(out, row, column)
        for row, column, shown in cells_of(out)
        if shown is None and truth_of(counts, row, column) < 5
    ]
    assert table.narrowest == Interval(*min(small, key=lambda one: one[1] - one[0]))
