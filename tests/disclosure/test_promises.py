"""What an office may rely on: the same answer each time, only the numbers, and rather no table than a bad one."""

import json
from dataclasses import replace
from datetime import date

import pytest

from returnhelp.disclosure import primary
from returnhelp.disclosure.plan import decided
from returnhelp.disclosure.protection import coarser, protect
from returnhelp.domain import errors
from returnhelp.domain.regions import coarser_requests
from returnhelp.domain.tables import CoarserProposal, Hidden, Months, Variable
from tests.disclosure.tables_of import SECRET, SMALL_WORLD, YEAR, Family, counted, grid_of, real_shaped

N, R, C, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)
PEOPLE = [Family(n % 4 if n % 7 else 0, n * n % 3, n % 3 % 2, n % 5 == 0, 1 + n % 2) for n in range(60)]
FEW_OF_ONE = [*(one for one in PEOPLE if one.nationality != 3), Family(3, 0, 0, 0, 1), Family(3, 1, 1, 0, 1)]


def turned(counts):
    """The same table with rows and columns exchanged."""
    request = replace(counts.request, rows=counts.request.columns, columns=counts.request.rows)
    return replace(
        counts,
        request=request,
        row_keys=counts.column_keys,
        column_keys=counts.row_keys,
        counts=tuple(zip(*counts.counts, strict=True)),
        dossiers=tuple(zip(*counts.dossiers, strict=True)),
        row_dossiers=counts.column_dossiers,
        column_dossiers=counts.row_dossiers,
    )


def shown_and_hidden(table):
    return {what: cell if isinstance(cell, int) else None for what, cell in decided([table]).items()}


def test_the_same_counts_and_key_give_the_same_bytes():
    counts = real_shaped(3_000, N, G)
    first, second = (protect(counts, SECRET) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())


def test_a_table_handed_out_again_is_the_same_turned_round_or_not_also_after_others():
    counts = counted(N, C, FEW_OF_ONE)
    first, _ = protect(counts, SECRET)
    between, _ = protect(counted(N, S, FEW_OF_ONE), SECRET, [first])
    for again in (counts, turned(counts)):
        table, _ = protect(again, SECRET, [first, between])
        assert shown_and_hidden(table) == shown_and_hidden(first)


@pytest.mark.parametrize("second", [(N, S), (C, S), (R, S), (N, V)])
def test_what_two_tables_have_in_common_is_shown_or_hidden_in_both(second):
    first, _ = protect(counted(N, C, FEW_OF_ONE), SECRET)
    try:
        table, _ = protect(counted(*second, FEW_OF_ONE), SECRET, [first])
    except errors.NoSafeTableError:
        return
    before = shown_and_hidden(first)
    after = shown_and_hidden(table)
    common = before.keys() & after.keys()
    assert common
    assert {what: before[what] for what in common} == {what: after[what] for what in common}


def test_other_months_are_other_people():
    early, late = Months(date(2022, 1, 1), date(2022, 3, 31)), Months(date(2022, 4, 1), date(2022, 4, 30))
    first, _ = protect(counted(N, C, PEOPLE, early), SECRET)
    alone = protect(counted(N, C, PEOPLE, late), SECRET)
    assert protect(counted(N, C, PEOPLE, late), SECRET, [first]) == alone


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2022, 3, 1), date(2022, 3, 31)),
        (date(2021, 7, 1), date(2022, 1, 31)),
        (date(2021, 1, 1), date(2023, 1, 31)),
    ],
)
def test_overlapping_months_are_refused_with_the_months_that_are_out(first, last):
    out, _ = protect(counted(N, C, PEOPLE), SECRET)
    with pytest.raises(errors.OverlappingPeriodsError) as refused:
        protect(counted(N, C, PEOPLE, Months(first, last)), SECRET, [out])
    assert refused.value.given == {"first": YEAR.first, "last": YEAR.last}


def test_tables_that_close_a_ring_are_refused_with_its_variables():
    one, _ = protect(counted(N, C, PEOPLE), SECRET)
    other, _ = protect(counted(C, S, PEOPLE), SECRET, [one])
    with pytest.raises(errors.LoopedTablesError) as refused:
        protect(counted(N, S, PEOPLE), SECRET, [one, other])
    assert set(refused.value.given["variables"]) == {N, C, S}


def test_a_ring_through_regions_is_a_ring_too():
    one, _ = protect(counted(N, C, PEOPLE), SECRET)
    other, _ = protect(counted(G, S, PEOPLE), SECRET, [one])
    with pytest.raises(errors.LoopedTablesError) as refused:
        protect(counted(R, S, PEOPLE), SECRET, [one, other])
    assert set(refused.value.given["variables"]) == {R, G, S}


def test_regions_of_a_table_close_no_ring():
    tables = []
    for pair in [(N, C), (R, C), (R, G), (N, G)]:
        tables.append(protect(counted(*pair, PEOPLE), SECRET, tables)[0])
    assert len(tables) == 4


def test_counts_that_changed_since_are_refused():
    out, _ = protect(counted(N, C, PEOPLE), SECRET)
    for people in (PEOPLE[1:], [*PEOPLE, Family(0, 0, 0, 0, 3)]):
        with pytest.raises(errors.PublishedDiffersError):
            protect(counted(N, S, people), SECRET, [out])


def test_another_classification_is_refused():
    out, _ = protect(grid_of([[9, 8], [7, 30]]), SECRET)
    with pytest.raises(errors.ClassificationChangedError) as refused:
        protect(grid_of([[9, 8, 0], [7, 30, 0]]), SECRET, [out])
    assert refused.value.given == {"variable": C}


def test_no_table_where_a_total_that_is_out_gives_somebody_away():
    """Seven of a nationality are known; whether three of them are vulnerable can then no longer be hidden (k is 10)."""
    people = [Family(0, n % 3, 0, 0, 1) for n in range(40)] + [Family(1, n % 3, 0, n < 3, 1) for n in range(7)]
    secret = next(key for key in (bytes([n]) * 16 for n in range(50)) if _shows_row(people, key))
    out, _ = protect(counted(N, C, people), secret)
    with pytest.raises(errors.NoSafeTableError):
        protect(counted(N, V, people), secret, [out])


def _shows_row(people, key):
    table, _ = protect(counted(N, C, people), key)
    return table.row_totals[1] == 7


def test_no_table_when_the_time_is_over():
    with pytest.raises(errors.ProofTimeLimitError):
        protect(real_shaped(3_000, N, C), SECRET, limit_seconds=0.01)


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="secret"):
        protect(counted(N, C, PEOPLE), b"short")


def test_progress_reaches_its_end_and_can_cancel():
    told = []
    protect(real_shaped(3_000, N, C), SECRET, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    class CancelledError(Exception):
        pass

    def cancel(part):
        if part > 0.1:
            raise CancelledError

    with pytest.raises(CancelledError):
        protect(real_shaped(3_000, N, C), SECRET, progress=cancel)


def test_rows_and_columns_of_one_kind_are_refused():
    with pytest.raises(errors.SameVariableTwiceError):
        counted(N, R, PEOPLE)


def test_an_empty_office_shows_nothing():
    for columns in (S, V):
        table, _ = protect(counted(N, columns, []), SECRET)
        assert set(table.in_line()) == {Hidden.ZERO}
        assert table.shares.cells == 0


def test_a_file_has_one_sign_whatever_the_reason():
    counts = grid_of([[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]])
    table, _ = protect(counts, SECRET)
    out = table.published()
    assert {cell for cell in out.in_line() if not isinstance(cell, int)} == {None}
    told = out.to_dict()
    assert not {"shares", "narrowest", "seal"} & told.keys()
    assert not any(reason.value in json.dumps(told) for reason in Hidden)
    assert told["provisional"] is True


def test_nothing_hidden_is_in_what_is_kept_for_the_ledger():
    counts = grid_of([[30, 2, 900], [12, 14, 3], [8, 0, 40], [17, 6, 22]])
    table, _ = protect(counts, SECRET)
    line = list(table.in_line())
    assert [cell for cell in line if isinstance(cell, int)] == [
        persons for cell, persons in zip(line, counts.persons_in_line(), strict=True) if isinstance(cell, int)
    ]


def test_about_fifteen_in_a_hundred_larger_cells_are_decoys_that_only_the_key_foretells():
    counts = grid_of([[5 + (row * 7 + column) % 5 for column in range(28)] for row in range(40)])
    hidden = [primary.decide(counts, bytes([key]) * 16, {})[: 40 * 28] for key in (1, 2)]
    shares = [sum(cell is Hidden.DECOY for cell in line) / len(line) for line in hidden]
    assert all(0.11 < share < 0.19 for share in shares)
    assert hidden[0] != hidden[1]


def test_ten_and_more_are_no_decoys_and_totals_neither():
    counts = grid_of([[10, 30], [40, 11]])
    line = primary.decide(counts, SECRET, {})
    assert line == list(counts.persons_in_line())


def test_the_proof_is_made_of_published_numbers_alone():
    """Two offices that hand out the same numbers have the same proof, whatever their hidden numbers are."""
    ours, theirs = grid_of([[2, 3, 20], [3, 2, 30], [40, 50, 60]]), grid_of([[3, 2, 20], [2, 3, 30], [40, 50, 60]])
    (table, proof), (other, other_proof) = protect(ours, SECRET), protect(theirs, SECRET)
    assert table.published() == other.published()
    assert proof == other_proof


def test_coarser_tables_are_offered_with_what_they_show_best_first():
    request = counted(N, C, PEOPLE).request
    tables = [counted(one.rows, one.columns, PEOPLE) for one in coarser_requests(request) if one.rows in SMALL_WORLD]
    offered = coarser(tables, SECRET)
    assert [(one.rows, one.columns) for one in offered] != []
    assert [one.share for one in offered] == sorted((one.share for one in offered), reverse=True)
    shares = {(one.rows, one.columns): one.share for one in offered}
    for counts in tables:
        table, _ = protect(counts, SECRET)
        assert shares[counts.request.rows, counts.request.columns] == table.shares.cells


def test_coarser_tables_that_cannot_be_proven_are_not_offered():
    out = [protect(counted(N, C, PEOPLE), SECRET)[0]]
    out.append(protect(counted(C, S, PEOPLE), SECRET, out)[0])
    assert coarser([counted(R, S, PEOPLE)], SECRET, out) == ()


def test_the_share_is_of_persons():
    table, _ = protect(grid_of([[90, 0], [0, 10]]), SECRET)
    assert table.shares.cells == 1.0
    assert CoarserProposal(R, G, 0.5).share == 0.5
