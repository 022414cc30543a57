"""The prover finds a world wherever there is one, and says nothing that the published numbers do not say."""

import random
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.disclosure.checker import examine
from returnhelp.disclosure.linear import Limit
from returnhelp.disclosure.proof import Proof
from returnhelp.disclosure.prover import prove
from returnhelp.disclosure.space import lay_out
from returnhelp.domain.cubes import Bound, PublishedCube
from returnhelp.domain.errors import NoSafeTableError, ProofTimeLimitError
from returnhelp.domain.tables import Months, Variable
from tests.disclosure.proofs_of import published_with
from tests.disclosure.tables_of import YEAR, Family, at, counted, cube_of, hiding, innermost, skewed

R5 = [
    [[0, 0, 1], [1, 1, 0], [0, 1, 1]],
    [[1, 1, 0], [1, 1, 1], [0, 1, 1]],
    [[0, 1, 1], [0, 1, 1], [0, 0, 0]],
]


def claimed(proof: Proof) -> set[tuple[int, int]]:
    return {(claim.cube, claim.place) for claim in proof.claims}


def both_by_brute_force(cube: PublishedCube, need: int, most: int) -> set[tuple[int, int]]:
    """The hidden cells that are empty in one world and full in another, of all worlds up to ``most`` an atom."""
    atoms = list(lay_out([cube]).atoms(0))
    unknown = [place for place in innermost(cube) if cube.cells[place] is None]
    empty, full = set(), set()
    for numbers in product(range(most + 1), repeat=len(unknown)):
        told = dict(zip(unknown, numbers, strict=True))
        inner = [told.get(place, cube.cells[place]) for place in innermost(cube)]
        line = [sum(inner[atom] or 0 for atom in some) for some in atoms]
        if all(cell in (None, number) for cell, number in zip(cube.cells, line, strict=True)):
            empty |= {place for place, number in enumerate(line) if cube.cells[place] is None and number == 0}
            full |= {place for place, number in enumerate(line) if cube.cells[place] is None and number >= need}
    return {(0, place) for place in empty & full}


def test_where_no_whole_world_empties_a_cell_none_is_claimed() -> None:
    """R5: by broken numbers every hidden cell is open, by whole ones all of them are known."""
    counts = cube_of(R5)
    ones = [place for place in innermost(counts) if counts.in_line[place] == 1]
    cube = hiding(counts, *ones, (0, 0, 0))
    proof = prove(cube)
    assert claimed(proof) == set()
    assert len(proof.bases) == 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2), st.sets(st.integers(0, 11))
)
def test_what_is_claimed_is_what_all_worlds_together_say(numbers: list[list[int]], hidden: set[int]) -> None:
    counts = cube_of(numbers)
    cube = hiding(counts, *hidden)
    if sum(place in innermost(counts) for place in hidden) > 4:
        return
    proof = prove(cube)
    most = max(counts.in_line)
    if cube.cells[-1] is not None:  # else there is no end of worlds
        assert claimed(proof) == both_by_brute_force(cube, cube.k, most)
    assert examine_even_if_small(cube, proof) == claimed(proof)


def examine_even_if_small(cube: PublishedCube, proof: Proof) -> set[tuple[int, int]]:
    """The checker's word on the claims, in cubes that show small numbers too: those it refuses before it looks."""
    if any(cell is not None and cell < cube.k for cell in cube.cells):
        return claimed(proof)
    return set(examine([cube], proof, ()))


def test_the_same_numbers_give_the_same_proof() -> None:
    counts = skewed((12, 8, 2), 900)
    cube = hiding(counts, *(place for place, number in enumerate(counts.in_line) if number < 12))
    assert prove(cube) == prove(cube)
    other = published_with(cube, len(cube.cells) - 1, None)
    assert prove(other) != prove(cube)


def test_a_proof_knows_only_what_is_published() -> None:
    """Two truths behind one published cube have one proof."""
    one, other = cube_of([[3, 9, 20], [9, 3, 20]]), cube_of([[4, 8, 20], [8, 4, 20]])
    hidden = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert prove(hiding(one, *hidden)) == prove(hiding(other, *hidden))


@pytest.mark.parametrize("persons", [400, 4_000])
def test_all_that_can_be_open_is_claimed_in_three_axes(persons: int) -> None:
    counts = skewed((14, 9, 3), persons)
    cube = hiding(counts, *(place for place, number in enumerate(counts.in_line) if number < 15))
    proof = prove(cube)
    found = set(examine([cube], proof, ()))
    assert found == claimed(proof)
    assert len(found) > 0.7 * cube.cells.count(None)


def test_totals_that_nothing_is_told_of_can_be_anything() -> None:
    counts = cube_of([[3, 9], [8, 0]])
    cube = hiding(counts, *range(len(counts.in_line)))
    proof = prove(cube)
    assert len(examine([cube], proof, ())) == len(cube.cells)


def test_where_nothing_is_hidden_nothing_is_claimed() -> None:
    cube = hiding(cube_of([[30, 20], [12, 14]]))
    proof = prove(cube)
    assert (proof.claims, len(proof.bases)) == ((), 1)
    assert not examine([cube], proof, ())


def test_months_a_year_and_a_second_cube_are_proven_together() -> None:
    lot = random.Random(3)
    people = [
        Family(lot.choice((0, 0, 1, 2, 3)), lot.choice((0, 0, 1, 2)), lot.choice((0, 0, 1)), 0, 1, lot.randint(1, 12))
        for _ in range(700)
    ]
    by_canton = (Variable.NATIONALITY, Variable.CANTON)
    months = [_month(n) for n in range(1, 13)]
    counts = [counted((Variable.NATIONALITY, Variable.SEX), people), counted(by_canton, people)]
    counts += [counted(by_canton, people, month) for month in months]
    cubes = [hiding(one, *(place for place, number in enumerate(one.in_line) if number < 9)) for one in counts]
    proof = prove(cubes[0], cubes[1:])
    found = set(examine(cubes, proof, ()))
    assert found == claimed(proof)
    assert len({cube for cube, _ in found}) > 9
    assert prove(cubes[0], cubes[1:]) == proof


def _month(number: int) -> Months:
    first = date(2022, number, 1)
    following = date(2022 + number // 12, number % 12 + 1, 1)
    return Months(first, date.fromordinal(following.toordinal() - 1))


def test_a_cell_is_full_where_a_register_allows_no_more() -> None:
    counts = cube_of([[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]])
    cube = hiding(counts, *innermost(counts))
    nation, canton = counts.axes[0].leaves[0], counts.axes[1].leaves[1]
    bound = Bound(((Variable.NATIONALITY, nation), (Variable.CANTON, canton)), YEAR, 3, "a register")
    proof = prove(cube, (), [bound])
    assert (0, at(cube, 0, 1)) in examine([cube], proof, [bound])


def test_numbers_that_no_world_has_are_not_proven() -> None:
    counts = cube_of([[30, 2], [12, 14]])
    cube = hiding(counts, (0, 0), (0, 1), (1, 0), (1, 1))
    with pytest.raises(NoSafeTableError):
        prove(published_with(cube, at(cube, None, None), 59))
    with pytest.raises(NoSafeTableError):
        prove(cube, (), [Bound((), YEAR, 20, "a register that is too low")])
    with pytest.raises(NoSafeTableError):
        prove(published_with(hiding(counts), at(cube, None, None), 59))


def test_a_person_can_cancel_and_time_can_be_over() -> None:
    counts = skewed((14, 9, 3), 4_000)
    cube = hiding(counts, *(place for place, number in enumerate(counts.in_line) if number < 15))
    with pytest.raises(ProofTimeLimitError):
        prove(cube, limit=Limit(0))

    class CancelledError(Exception):
        pass

    def cancel(part: float) -> None:
        told.append(part)
        if part > 0.3:
            raise CancelledError

    told: list[float] = []
    with pytest.raises(CancelledError):
        prove(cube, limit=Limit(60, cancel))
    assert told == sorted(told)
