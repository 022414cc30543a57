"""Anybody with the files alone can check a proof, and is told how much of it he cannot see."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.disclosure.proof import Proof, face_seal
from returnhelp.disclosure.prover import prove
from returnhelp.disclosure.verification import FORMAT, VERSION, Package, Verdict, verify
from returnhelp.domain.cubes import Bound, PublishedCube
from returnhelp.domain.errors import (
    ClassificationChangedError,
    LoopedTablesError,
    OverlappingPeriodsError,
    ProofRejectedError,
)
from returnhelp.domain.tables import Months, Variable
from returnhelp.domain.views import View
from tests.disclosure.proofs_of import protected, proven, published_with
from tests.disclosure.tables_of import YEAR, at, cube_of

NUMBERS = [[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]]
OTHERS = [(0, 0), (0, 2), (1, 0), (1, 1), (3, 1), (3, 2)]
COUNTS = cube_of(NUMBERS)
CUBE = protected(COUNTS, {at(COUNTS, *nodes) for nodes in OTHERS})
FACE = CUBE.published()
BOUND = Bound((), YEAR, 900, "a register")
PROOF = proven(CUBE, (), [BOUND])
PACKAGE = {
    "format": FORMAT,
    "version": VERSION,
    "cubes": [FACE.to_dict()],
    "proof": PROOF.to_dict(),
    "bounds": [BOUND.to_dict()],
    "tables": [
        {
            "name": "table.csv",
            "sha256": "0" * 64,
            "table": "canton",
            "cube": 0,
            "view": View(Variable.CANTON).to_dict(),
        }
    ],
}


def renamed(proof: Proof, *cubes: PublishedCube) -> Proof:
    """The proof said of other cubes, and sealed anew as a forger would."""
    return replace(proof, cubes=tuple(face_seal(cube) for cube in cubes)).sealed()


def test_what_is_proven_is_told() -> None:
    found = verify([FACE], PROOF)
    (cube,) = found.cubes
    assert (cube.shown, cube.hidden, cube.k) == (len(FACE.cells) - 9, 9, 5)
    assert cube.open == len(PROOF.claims)
    assert cube.open >= len(CUBE.must_stay_open())
    assert (found.limits, found.linked) == ((BOUND,), ())
    assert (cube.lowered, cube.unproven) == (0, 9 - len(PROOF.claims))


def test_cells_that_a_limit_narrows_are_counted_by_themselves() -> None:
    leaf = FACE.axes[0].leaves[0], FACE.axes[1].leaves[1]
    limit = Bound(tuple(zip((Variable.NATIONALITY, Variable.CANTON), leaf, strict=True)), YEAR, 3, "a register")
    proof = proven(CUBE, (), [limit])
    found = verify([FACE], proof)
    (cube,) = found.cubes
    assert found.limits == (limit,)
    assert (cube.open + cube.lowered, cube.lowered) == (len(proof.claims), 1)


def test_every_single_change_of_a_shown_number_is_refused() -> None:
    for place, cell in enumerate(FACE.cells):
        for other in (None, 0, 5, 77) if cell is None else (None, cell + 1, cell - 1, 0):
            if other == cell:
                continue
            forged = published_with(FACE, place, other)
            with pytest.raises(ProofRejectedError):
                verify([forged], PROOF)
            if other is None:
                continue  # who hides more has proven it too: the worlds still hold
            with pytest.raises(ProofRejectedError):
                verify([forged], renamed(PROOF, forged))


def test_what_an_outsider_cannot_see() -> None:
    """Claims that were left out, and numbers that another truth has: only the office has reasons and counts."""
    fewer = replace(PROOF, claims=PROOF.claims[1:]).sealed()
    assert verify([FACE], fewer).cubes[0].open == verify([FACE], PROOF).cubes[0].open - 1
    other_truth = cube_of([[31, 2, 9], *NUMBERS[1:]])
    forged = protected(other_truth, {at(COUNTS, *nodes) for nodes in OTHERS})
    assert isinstance(verify([forged.published()], proven(forged)), Verdict)


def test_cubes_of_other_people_have_no_place_in_a_proof() -> None:
    counts = cube_of(NUMBERS, period=Months(YEAR.first.replace(year=2021), YEAR.last.replace(year=2021)))
    other = protected(counts, {at(counts, *nodes) for nodes in OTHERS}).published()
    with pytest.raises(ProofRejectedError) as refused:
        verify([FACE, other], renamed(PROOF, FACE, other))
    assert refused.value.finding == "a cube counts other people than the rest"
    with pytest.raises(ProofRejectedError):
        verify([], renamed(PROOF))


def test_cubes_that_contradict_each_other_are_refused() -> None:
    more = [[31, 2, 9], *NUMBERS[1:]]
    counts = cube_of([row[:2] for row in more], (Variable.NATIONALITY, Variable.SEX))
    counts = replace(counts, axes=(FACE.axes[0], counts.axes[1]))
    other = protected(counts).published()
    with pytest.raises(ProofRejectedError):
        verify([FACE, other], renamed(PROOF, FACE, other))


def test_a_year_beside_some_of_its_months_alone_is_refused() -> None:
    january = cube_of(NUMBERS, period=Months(YEAR.first, YEAR.first.replace(day=31)))
    cube = protected(january, {at(january, *nodes) for nodes in OTHERS}).published()
    with pytest.raises(OverlappingPeriodsError):
        verify([FACE, cube], renamed(PROOF, FACE, cube))


def test_cubes_that_close_a_ring_are_refused() -> None:
    numbers = [[30, 20], [20, 50]]
    pairs = ((Variable.NATIONALITY, Variable.CANTON), (Variable.CANTON, Variable.SEX))
    ring = [protected(cube_of(numbers, pair)).published() for pair in (*pairs, (Variable.NATIONALITY, Variable.SEX))]
    with pytest.raises(LoopedTablesError):
        verify(ring, renamed(PROOF, *ring))
    longer = protected(cube_of([*numbers, [60, 70]], pairs[0])).published()
    with pytest.raises((ClassificationChangedError, ProofRejectedError)):
        verify([ring[0], longer], renamed(PROOF, ring[0], longer))


# --- the package -----------------------------------------------------------------------------------


def test_a_package_comes_back_from_its_file() -> None:
    package = Package.from_dict(json.loads(json.dumps(PACKAGE)))
    assert package.cubes == (FACE,)
    assert package.proof == PROOF
    assert package.tables[0].view == View(Variable.CANTON)
    assert verify(package.cubes, package.proof).cubes[0].hidden == 9


def test_a_table_that_claims_another_k_is_refused() -> None:
    for k in (3, 4, 6, 10):
        told = json.loads(json.dumps(PACKAGE))
        told["cubes"][0]["k"] = k
        with pytest.raises(ProofRejectedError) as refused:
            Package.from_dict(told)
        assert refused.value.finding.startswith("a table claims another smallest number of persons")
        with pytest.raises(ValueError, match="k is not"):
            PublishedCube.from_dict(told["cubes"][0])


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_a_package_that_was_damaged_on_its_way_is_not_read_or_refused(data: st.DataObject) -> None:
    told = json.loads(json.dumps(PACKAGE))
    strange = data.draw(
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(-5, 60),
            st.floats(),
            st.sampled_from(["", "canton", "2022-01-01", "sex", "ZH"]),
            st.just([]),
            st.just({}),
            st.just([[1]]),
        )
    )
    spot, path = told, []
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = data.draw(st.sampled_from(keys))
        path.append(key)
        if isinstance(spot[key], (dict, list)) and spot[key] and data.draw(st.booleans()):
            spot = spot[key]
            continue
        if json.dumps(spot[key]) == json.dumps(strange):
            return
        if data.draw(st.booleans()) and isinstance(spot, list):
            del spot[key]
        else:
            spot[key] = strange
        break
    try:
        package = Package.from_dict(told)
    except (ValueError, KeyError, TypeError, ProofRejectedError):
        return
    if path[0] == "tables":
        return  # what the files are called is checked with them
    with pytest.raises((ProofRejectedError, ClassificationChangedError)):
        verify(package.cubes, package.proof)


def test_a_proof_of_the_published_numbers_needs_nothing_else() -> None:
    assert prove(PublishedCube.from_dict(json.loads(json.dumps(FACE.to_dict()))), (), [BOUND]) == PROOF
