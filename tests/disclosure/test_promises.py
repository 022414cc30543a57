"""What an office may rely on: the same answer each time, only the numbers, and rather no cube than a bad one."""

import json
import time
from dataclasses import replace
from datetime import date

import pytest

from returnhelp.disclosure import primary
from returnhelp.disclosure.protection import coarser, protect, shares
from returnhelp.disclosure.space import identities
from returnhelp.domain import errors
from returnhelp.domain.cubes import CubeRequest, LevelShare
from returnhelp.domain.tables import Hidden, Months, Variable
from tests.disclosure.tables_of import SECRET, Family, at, counted, cube_of, innermost, real_shaped

N, R, K, C, G, S, V, M = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CONTINENT,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
    Variable.MONTH,
)
PEOPLE = [Family(n % 4 if n % 7 else 0, n * n % 3, n % 3 % 2, n % 5 == 0, 1 + n % 2, n % 12 + 1) for n in range(60)]
FEW_OF_ONE = [*(one for one in PEOPLE if one.nationality != 3), Family(3, 0, 0, 0, 1), Family(3, 1, 1, 0, 1)]
MANY = [Family(n % 4, n % 3, n % 2, n % 3 == 0, 1, n % 12 + 1) for n in range(900)]


def turned(counts):
    """The same cube with its two axes exchanged."""
    rows, columns = counts.shape.sizes
    dossiers = tuple(counts.dossiers[row * columns + column] for column in range(columns) for row in range(rows))
    leaves = counts.shape.leaf_sizes
    persons = tuple(counts.persons[row * leaves[1] + column] for column in range(leaves[1]) for row in range(leaves[0]))
    request = CubeRequest(counts.request.axes[::-1], counts.request.period)
    return replace(counts, request=request, axes=counts.axes[::-1], persons=persons, dossiers=dossiers)


def told(cube):
    """Every cell by whom it counts, as it is told outside."""
    return dict(zip(identities(cube), cube.published().cells, strict=True))


def test_the_same_counts_and_key_give_the_same_bytes():
    counts = real_shaped(400, K, C)
    first, second = (protect(counts, SECRET) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        assert json.dumps(one.to_dict()) == json.dumps(other.to_dict())


def test_what_is_shown_is_exact():
    counts = real_shaped(900, K, G, S)
    cube, _ = protect(counts, SECRET)
    shown = [(cell, own) for cell, own in zip(cube.cells, counts.in_line, strict=True) if not isinstance(cell, Hidden)]
    assert len(shown) > 50
    assert all(cell == own for cell, own in shown)


def test_a_cube_handed_out_again_is_the_same_turned_round_or_not_also_after_others():
    counts = counted((N, C), FEW_OF_ONE)
    first, _ = protect(counts, SECRET)
    between, _ = protect(counted((N, S), FEW_OF_ONE), SECRET, [first])
    for again in (counts, turned(counts)):
        cube, _ = protect(again, SECRET, [first, between])
        assert told(cube) == told(first)


@pytest.mark.parametrize("second", [(N, S), (C, S), (R, S), (N, C, S), (N, V)])
def test_what_two_cubes_have_in_common_is_shown_or_hidden_in_both(second):
    first, _ = protect(counted((N, C), FEW_OF_ONE), SECRET)
    try:
        cube, _ = protect(counted(second, FEW_OF_ONE), SECRET, [first])
    except errors.NoSafeTableError:
        return
    before, after = told(first), told(cube)
    common = before.keys() & after.keys()
    assert common
    assert {who: before[who] for who in common} == {who: after[who] for who in common}


def test_other_months_are_other_people():
    early, late = Months(date(2022, 1, 1), date(2022, 3, 31)), Months(date(2022, 4, 1), date(2022, 4, 30))
    first, _ = protect(counted((N, C), MANY, early), SECRET)
    alone = protect(counted((N, C), MANY, late), SECRET)
    assert protect(counted((N, C), MANY, late), SECRET, [first]) == alone


def test_months_agree_with_their_year():
    year, _ = protect(counted((N, S), MANY), SECRET)
    months, _ = protect(counted((N, S, M), MANY), SECRET, [year])
    before, after = told(year), told(months)
    common = before.keys() & after.keys()
    assert len(common) > 10
    assert {who: before[who] for who in common} == {who: after[who] for who in common}


def test_cubes_that_close_a_ring_are_refused_with_its_variables():
    one, _ = protect(counted((N, C), MANY), SECRET)
    other, _ = protect(counted((C, S), MANY), SECRET, [one])
    with pytest.raises(errors.LoopedTablesError) as refused:
        protect(counted((N, S), MANY), SECRET, [one, other])
    assert set(refused.value.given["variables"]) == {N, C, S}


def test_regions_of_a_cube_close_no_ring():
    cubes = []
    for variables in [(N, C), (R, C), (R, G), (N, G)]:
        cubes.append(protect(counted(variables, PEOPLE), SECRET, cubes)[0])
    assert len(cubes) == 4


def test_counts_that_changed_since_are_refused():
    out, _ = protect(counted((N, C), PEOPLE), SECRET)
    for people in (PEOPLE[1:], [*PEOPLE, Family(0, 0, 0, 0, 3)]):
        with pytest.raises(errors.PublishedDiffersError):
            protect(counted((N, S), people), SECRET, [out])


def test_another_classification_is_refused():
    out, _ = protect(cube_of([[9, 8], [7, 30]]), SECRET)
    with pytest.raises(errors.ClassificationChangedError) as refused:
        protect(cube_of([[9, 8, 0], [7, 30, 0]]), SECRET, [out])
    assert refused.value.given == {"variable": C}


def test_no_cube_where_a_total_that_is_out_gives_somebody_away():
    """Seven of a nationality are known; whether three of them are vulnerable can then no longer be hidden (k is 10)."""
    people = [Family(n % 4, n % 3, 0, 0, 1) for n in range(80) if n % 4 != 1]
    people += [Family(1, n % 3, 0, n < 3, 1) for n in range(7)]
    for key in (bytes([n]) * 16 for n in range(50)):
        out, _ = protect(counted((N,), people), key)
        if out.cells[at(out, 1)] == 7:
            with pytest.raises(errors.NoSafeTableError):
                protect(counted((N, V), people), key, [out])
            return
    pytest.fail("the row is never shown")


def test_no_cube_when_the_time_is_over():
    with pytest.raises(errors.ProofTimeLimitError):
        protect(real_shaped(3_000, N, C), SECRET, limit_seconds=0.01)


def test_little_time_gives_the_same_cube_or_none():
    """Nothing that is handed out, and nothing that the admin is told, depends on how much time was left."""
    counts = real_shaped(600, R, G)
    begun = time.monotonic()
    whole = protect(counts, SECRET)
    took = time.monotonic() - begun
    for part in (0.3, 0.6, 0.8, 0.9, 0.95, 1.0, 1.1, 1.5):
        try:
            found = protect(counts, SECRET, limit_seconds=took * part)
        except errors.ProofTimeLimitError:
            continue
        assert found == whole


def test_a_short_secret_is_refused():
    with pytest.raises(ValueError, match="secret"):
        protect(counted((N, C), PEOPLE), b"short")


def test_progress_reaches_its_end_and_can_cancel():
    reached = []
    counts = real_shaped(600, R, G)
    protect(counts, SECRET, progress=reached.append)
    assert reached == sorted(reached)
    assert reached[-1] == 1.0

    class CancelledError(Exception):
        pass

    for stop in (0.1, 0.4, 0.55, 0.7):

        def cancel(part, stop=stop):
            if part > stop:
                raise CancelledError

        with pytest.raises(CancelledError):
            protect(counts, SECRET, progress=cancel)


@pytest.mark.parametrize("columns", [S, V])
def test_an_empty_office_shows_nothing(columns):
    cube, _ = protect(counted((N, columns), []), SECRET)
    assert set(cube.cells) == {Hidden.ZERO}
    assert {one.share for one in cube.shares} == {0.0}


def test_a_file_has_one_sign_whatever_the_reason():
    cube, _ = protect(cube_of([[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]]), SECRET)
    out = cube.published()
    assert {cell for cell in out.cells if not isinstance(cell, int)} == {None}
    assert not {"shares", "narrowest", "fewest_hidden", "seal"} & out.to_dict().keys()
    assert not any(reason.value in json.dumps(out.to_dict()) for reason in Hidden)


def test_nothing_hidden_is_in_what_is_kept_for_the_ledger():
    counts = cube_of([[30, 2, 900], [12, 14, 3], [8, 0, 40], [17, 6, 22]])
    cube, _ = protect(counts, SECRET)
    kept = [cell for cell in cube.to_dict()["cells"] if isinstance(cell, int)]
    assert kept == [own for cell, own in zip(cube.cells, counts.in_line, strict=True) if not isinstance(cell, Hidden)]


def test_about_fifteen_in_a_hundred_larger_cells_are_decoys_that_only_the_key_foretells():
    counts = cube_of([[5 + (row * 7 + column) % 5 for column in range(28)] for row in range(40)])
    cells = [primary.decide(counts, bytes([key]) * 16, {}) for key in (1, 2)]
    inner = [[line[place] for place in innermost(counts)] for line in cells]
    parts = [sum(cell is Hidden.DECOY for cell in line) / len(line) for line in inner]
    assert all(0.11 < part < 0.19 for part in parts)
    assert inner[0] != inner[1]


def test_ten_and_more_are_no_decoys_and_totals_neither():
    counts = cube_of([[10, 30], [40, 11]])
    assert primary.decide(counts, SECRET, {}) == list(counts.in_line)


def test_the_proof_is_made_of_published_numbers_alone():
    """Two offices that hand out the same numbers have the same proof, whatever their hidden numbers are."""
    ours, theirs = ([[2, 3, 20], [3, 2, 30], [40, 50, 60]], [[3, 2, 20], [2, 3, 30], [40, 50, 60]])
    (cube, proof), (other, other_proof) = protect(cube_of(ours), SECRET), protect(cube_of(theirs), SECRET)
    assert cube.published() == other.published()
    assert proof == other_proof


def test_the_shares_are_of_persons_at_each_combination_of_levels():
    counts = counted((N, S), MANY)
    cells = list(counts.in_line)
    cells[at(counts, 0, 0)] = Hidden.PRIMARY_SMALL
    found = {one.level: one.share for one in shares(counts, cells)}
    assert set(found) == {(n, s) for n in (N, R, K, None) for s in (S, None)}
    assert found[N, S] == round(1 - counts.persons[0] / 900, 4)
    assert all(share == 1.0 for level, share in found.items() if level != (N, S))


def test_coarser_cubes_are_offered_with_about_what_they_show_best_first():
    cubes = [real_shaped(900, *variables) for variables in ((K, C), (R, G), (K, G))]
    offered = coarser(cubes, SECRET)
    assert [one.share for one in offered] == sorted((one.share for one in offered), reverse=True)
    shown = {one.request: one.share for one in offered}
    for counts in cubes[1:]:
        cube, _ = protect(counts, SECRET)
        assert LevelShare(counts.request.variables, shown[counts.request]).share == pytest.approx(
            next(one.share for one in cube.shares if one.level == counts.request.variables), abs=0.1
        )


def test_coarser_cubes_that_would_close_a_ring_are_not_offered():
    out = [protect(counted((N, C), MANY), SECRET)[0]]
    out.append(protect(counted((C, S), MANY), SECRET, out)[0])
    assert coarser([counted((R, S), MANY)], SECRET, out) == ()


def test_a_large_cube_has_no_proven_bound_and_a_small_one_has():
    small, _ = protect(cube_of([[2, 9, 30], [12, 14, 33], [8, 20, 40]]), SECRET)
    assert small.fewest_hidden is not None
    assert small.fewest_hidden <= small.hidden_because_of_others
    assert small.narrowest is not None
    assert small.narrowest.least == 0
    assert small.narrowest.most >= 5
