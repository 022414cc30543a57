"""The checker lets nothing through that was changed, and needs no solver to see it (G3)."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from returnhelp.disclosure import checker
from returnhelp.disclosure.checker import check
from returnhelp.disclosure.proof import Changes, Claim, Proof, World, face_seal
from returnhelp.domain.cubes import Bound, CountCube, LevelShare, ProtectedCube
from returnhelp.domain.errors import ProofRejectedError
from returnhelp.domain.tables import FOR_OTHERS, Cell, Hidden, Interval, Variable
from tests.disclosure.proofs_of import protected, proven, sealed, with_cell
from tests.disclosure.tables_of import YEAR, Family, at, counted, cube_of, innermost

NUMBERS = [[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]]
OTHERS = [(0, 0), (0, 2), (1, 0), (1, 1), (3, 1), (3, 2)]

Proven = tuple[CountCube, ProtectedCube, Proof]


@pytest.fixture(scope="module")
def table() -> Proven:
    """Two axes, everything hidden that must be, and every hidden cell claimed."""
    counts = cube_of(NUMBERS)
    cube = protected(counts, {at(counts, *nodes) for nodes in OTHERS})
    return counts, cube, proven(cube)


@pytest.fixture(scope="module")
def solid() -> Proven:
    """Three axes with hidden totals."""
    counts = cube_of([[[6, 1], [20, 3], [9, 30]], [[2, 15], [8, 0], [12, 7]], [[11, 4], [0, 25], [5, 16]]])
    totals = {at(counts, first, second, None) for first, second in ((0, 0), (1, 1), (2, 0), (2, 1))}
    cube = protected(counts, {*innermost(counts), *totals})
    return counts, cube, proven(cube)


def other_cells(cell: Cell) -> list[Cell]:
    """Everything else that could stand in a cell."""
    reasons: list[Cell] = [other for other in Hidden if other is not cell]
    return [*reasons, 0, 3, 77] if isinstance(cell, Hidden) else [*reasons, cell + 1, cell - 1, 0]


def changed_proofs(proof: Proof, atoms: int) -> Iterator[Proof]:
    """Every proof with one thing more, less or other."""
    for number, base in enumerate(proof.bases):
        for other in changed_worlds(base, atoms):
            yield replace(proof, bases=(*proof.bases[:number], other, *proof.bases[number + 1 :]))
    for number, claim in enumerate(proof.claims):
        for world in changed_claims(claim, proof, atoms):
            yield replace(proof, claims=(*proof.claims[:number], world, *proof.claims[number + 1 :]))
        yield replace(proof, claims=(*proof.claims[: number + 1], claim, *proof.claims[number + 1 :]))
    for number in range(len(proof.cubes)):
        yield replace(proof, cubes=(*proof.cubes[:number], *proof.cubes[number + 1 :]))
        yield replace(proof, cubes=(*proof.cubes[:number], "0" * 64, *proof.cubes[number + 1 :]))
    yield replace(proof, cubes=(*proof.cubes, "0" * 64))
    yield replace(proof, cubes=(*proof.cubes, proof.cubes[0]))
    yield replace(proof, bounds=(*proof.bounds, Bound((), YEAR, 10_000, "a register")))
    for number, bound in enumerate(proof.bounds):
        left = (*proof.bounds[:number], *proof.bounds[number + 1 :])
        yield replace(proof, bounds=left)
        yield replace(
            proof, bounds=tuple(sorted((*left, replace(bound, most=bound.most + 1)), key=lambda one: one.most))
        )


def changed_worlds(changes: Changes, atoms: int) -> Iterator[Changes]:
    """Each number one more and one less, each that is not there put in."""
    told = dict(changes)
    for atom in range(atoms):
        for by in (-1, 1):
            number = told.get(atom, 0) + by
            other = {**told, atom: number}
            yield tuple(sorted((one, value) for one, value in other.items() if value or one == atom))
    yield ((atoms, 1), *changes)
    yield (*changes, (atoms, 1))
    yield ((-1, 1), *changes)
    if len(changes) > 1:
        yield changes[::-1]
        yield (*changes, changes[-1])


def changed_claims(claim: Claim, proof: Proof, atoms: int) -> Iterator[Claim]:
    yield replace(claim, cube=claim.cube + len(proof.cubes))
    yield replace(claim, cube=-1)
    yield replace(claim, place=-1)
    yield replace(claim, place=10**6)
    yield replace(claim, empty=claim.full)
    yield replace(claim, full=claim.empty)
    for side in ("empty", "full"):
        world: World = getattr(claim, side)
        for base in (-1, len(proof.bases)):
            yield replace(claim, **{side: replace(world, base=base)})
        for other in changed_worlds(world.changes, atoms):
            yield replace(claim, **{side: replace(world, changes=other)})


# --- what is right goes through --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["table", "solid"])
def test_what_was_proven_is_let_through(name: str, request: pytest.FixtureRequest) -> None:
    counts, cube, proof = request.getfixturevalue(name)
    check(cube, proof)
    check(cube, proof, (), (), counts)
    assert {claim.place for claim in proof.claims} >= set(cube.must_stay_open())


# --- everything else does not ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["table", "solid"])
def test_every_single_change_of_the_cube_is_refused(name: str, request: pytest.FixtureRequest) -> None:
    _, cube, proof = request.getfixturevalue(name)
    mutants = [
        replace(cube, cells=(*cube.cells[:place], other, *cube.cells[place + 1 :]))
        for place, cell in enumerate(cube.cells)
        for other in other_cells(cell)
    ]
    mutants.append(replace(cube, shares=(LevelShare((Variable.NATIONALITY,), 0.5),)))
    mutants.append(replace(cube, narrowest=Interval(0, 999)))
    mutants.append(replace(cube, fewest_hidden=3))
    mutants.append(replace(cube, seal=""))
    mutants.append(replace(cube, axes=(replace(cube.axes[0], leaves=cube.axes[0].leaves[::-1]), *cube.axes[1:])))
    assert len(mutants) > 100
    for mutant in mutants:
        with pytest.raises(ProofRejectedError):
            check(mutant, proof)


@pytest.mark.parametrize("name", ["table", "solid"])
def test_every_single_change_of_the_proof_is_refused_by_its_seal(name: str, request: pytest.FixtureRequest) -> None:
    counts, cube, proof = request.getfixturevalue(name)
    for mutant in changed_proofs(proof, len(counts.persons)):
        with pytest.raises(ProofRejectedError):
            check(cube, mutant)
    with pytest.raises(ProofRejectedError):
        check(cube, replace(proof, seal=""))


@pytest.mark.parametrize("name", ["table"])
def test_every_single_change_of_the_proof_is_refused_although_sealed_anew(
    name: str, request: pytest.FixtureRequest
) -> None:
    counts, cube, proof = request.getfixturevalue(name)
    mutants = list(changed_proofs(proof, len(counts.persons)))
    assert len(mutants) > 300
    for mutant in mutants:
        with pytest.raises(ProofRejectedError):
            check(cube, mutant.sealed())


@pytest.mark.parametrize("name", ["table", "solid"])
def test_a_forger_who_seals_a_changed_cube_anew_is_refused_by_the_counts(
    name: str, request: pytest.FixtureRequest
) -> None:
    counts, cube, proof = request.getfixturevalue(name)
    for place, cell in enumerate(cube.cells):
        for other in other_cells(cell):
            if {cell, other} <= FOR_OTHERS or (other in FOR_OTHERS and isinstance(cell, int)):
                continue  # hides more than it must, or says of a cell another reason of the same kind
            forged = with_cell(cube, place, other)
            own = (face_seal(forged), *proof.cubes[1:])
            with pytest.raises(ProofRejectedError):
                check(forged, replace(proof, cubes=own).sealed(), (), (), counts)


def test_a_forger_who_changes_a_shown_number_is_refused_without_the_counts(table: Proven) -> None:
    _, cube, proof = table
    for place, cell in enumerate(cube.cells):
        if isinstance(cell, Hidden):
            continue
        forged = with_cell(cube, place, cell + 1)
        with pytest.raises(ProofRejectedError) as refused:
            check(forged, replace(proof, cubes=(face_seal(forged),)).sealed())
        assert refused.value.finding == "a world does not have a number that was shown"


def test_a_proof_that_forgets_a_small_cell_is_refused_although_sealed(table: Proven) -> None:
    _, cube, proof = table
    for small in cube.must_stay_open():
        without = replace(proof, claims=tuple(one for one in proof.claims if one.place != small))
        with pytest.raises(ProofRejectedError) as refused:
            check(cube, without.sealed())
        assert refused.value.finding == "a small cell has no worlds"


def test_a_claim_of_a_shown_cell_is_refused(table: Proven) -> None:
    _, cube, proof = table
    shown = next(place for place, cell in enumerate(cube.cells) if isinstance(cell, int))
    claims = tuple(sorted((*proof.claims, replace(proof.claims[0], place=shown)), key=lambda one: one.place))
    with pytest.raises(ProofRejectedError) as refused:
        check(cube, replace(proof, claims=claims).sealed())
    assert refused.value.finding == "a claim is about a cell that is shown"


def test_numbers_that_are_no_whole_numbers_are_refused(table: Proven) -> None:
    _, cube, proof = table
    claim = proof.claims[0]
    for strange in (1.0, True, "1", None):  # an atom that is none cannot even be told
        base = ((0, strange), *proof.bases[0][1:])
        with pytest.raises(ProofRejectedError):
            check(cube, replace(proof, bases=(base, *proof.bases[1:])).sealed())  # type: ignore[arg-type]
        for world in (World(strange), World(0, ((0, strange),))):  # type: ignore[arg-type]
            told = (replace(claim, empty=world), *proof.claims[1:])
            with pytest.raises(ProofRejectedError):
                check(cube, replace(proof, claims=told).sealed())


def test_a_small_number_that_is_shown_is_refused() -> None:
    counts = cube_of([[3, 9], [8, 7]])
    cube = sealed(ProtectedCube(counts.request, counts.axes, counts.in_line))
    with pytest.raises(ProofRejectedError) as refused:
        check(cube, proven(cube))
    assert refused.value.finding == "a small number is shown"


def test_persons_of_too_few_dossiers_are_hidden() -> None:
    counts = cube_of([[30, 20], [8, 17]])
    family = replace(counts, dossiers=(30, 20, 50, 2, 17, 19, 32, 37, 69))
    cube = protected(counts)
    with pytest.raises(ProofRejectedError) as refused:
        check(cube, proven(cube), (), (), family)
    assert refused.value.finding == "a cell is shown that must be hidden"


# --- what was handed out before --------------------------------------------------------------------

SEXES = [[38, 3], [15, 14], [20, 28], [41, 4]]


MOVING = (1, 2)
"""Countries whose totals are hidden in both cubes, so that these move together."""


def people() -> list[Family]:
    """By country and canton as in NUMBERS, by country and sex as in SEXES."""
    found = []
    for nation, (cantons, sexes) in enumerate(zip(NUMBERS, SEXES, strict=True)):
        of_canton = [canton for canton, number in enumerate(cantons) for _ in range(number)]
        of_sex = [sex for sex, number in enumerate(sexes) for _ in range(number)]
        found += [Family(nation, canton, sex, 0, 1) for canton, sex in zip(of_canton, of_sex, strict=True)]
    return found


def two_cubes(some: list[Family]) -> tuple[ProtectedCube, CountCube, ProtectedCube]:
    first = counted((Variable.NATIONALITY, Variable.CANTON), some, subtotals=False)
    counts = counted((Variable.NATIONALITY, Variable.SEX), some, subtotals=False)
    hidden = {at(counts, 0, 0), at(counts, 3, 0)} | {at(counts, nation, None) for nation in MOVING}
    others = {at(first, *nodes) for nodes in OTHERS} | {at(first, nation, None) for nation in MOVING}
    return protected(first, others), counts, protected(counts, hidden)


@pytest.fixture(scope="module")
def pair() -> tuple[ProtectedCube, CountCube, ProtectedCube, Proof]:
    first, counts, cube = two_cubes(people())
    return first, counts, cube, proven(cube, [first])


def test_a_cube_proven_beside_another_is_refused_without_it_or_with_another(
    pair: tuple[ProtectedCube, CountCube, ProtectedCube, Proof],
) -> None:
    first, counts, cube, proof = pair
    check(cube, proof, [first], (), counts)
    assert len(proof.cubes) == 2
    assert any(claim.cube == 1 for claim in proof.claims)
    other, _, _ = two_cubes(people()[1:])
    for already in ([], [other], [first, other]):
        with pytest.raises(ProofRejectedError):
            check(cube, proof, already, (), counts)
    with pytest.raises(ProofRejectedError):
        check(cube, proven(cube), [first], (), counts)


def test_a_cube_that_has_only_shown_numbers_in_common_says_nothing_of_another() -> None:
    first = protected(counted((Variable.NATIONALITY, Variable.CANTON), people(), subtotals=False))
    counts = counted((Variable.NATIONALITY, Variable.SEX), people(), subtotals=False)
    cube = protected(counts, {at(counts, 0, 0), at(counts, 3, 0)})
    check(cube, proven(cube), [first], (), counts)
    with pytest.raises(ProofRejectedError):
        check(cube, proven(cube, [first]), [first], (), counts)


def test_cells_of_the_cube_before_stay_open(pair: tuple[ProtectedCube, CountCube, ProtectedCube, Proof]) -> None:
    first, counts, cube, proof = pair
    assert first.must_stay_open()
    for small in first.must_stay_open():
        without = replace(proof, claims=tuple(one for one in proof.claims if (one.cube, one.place) != (1, small)))
        with pytest.raises(ProofRejectedError) as refused:
            check(cube, without.sealed(), [first], (), counts)
        assert refused.value.finding == "a small cell has no worlds"


def test_worlds_of_two_cubes_may_not_contradict_each_other(
    pair: tuple[ProtectedCube, CountCube, ProtectedCube, Proof],
) -> None:
    first, _, cube, proof = pair
    for mutant in changed_proofs(proof, 4 * 2 + 4 * 3):
        with pytest.raises(ProofRejectedError):
            check(cube, mutant.sealed(), [first])


def test_a_ledger_that_was_changed_is_refused(pair: tuple[ProtectedCube, CountCube, ProtectedCube, Proof]) -> None:
    first, counts, cube, proof = pair
    with pytest.raises(ProofRejectedError) as refused:
        check(cube, proof, [replace(first, narrowest=Interval(0, 7))], (), counts)
    assert refused.value.finding == "a cube handed out before was changed in the record"
    for place, cell in enumerate(first.cells):
        for other in other_cells(cell):
            with pytest.raises(ProofRejectedError):
                check(cube, proof, [replace(first, cells=(*first.cells[:place], other, *first.cells[place + 1 :]))])


def test_what_was_shown_stays_shown_and_what_was_hidden_stays_hidden(
    pair: tuple[ProtectedCube, CountCube, ProtectedCube, Proof],
) -> None:
    first, _, cube, _ = pair
    for nation in sorted(set(range(4)) - set(MOVING)):
        place = at(cube, nation, None)
        forged = with_cell(cube, place, Hidden.COMPLEMENTARY)
        with pytest.raises(ProofRejectedError) as refused:
            check(forged, proven(forged, [first]), [first])
        assert refused.value.finding.startswith("a cell is shown that was hidden before, or hidden")


# --- register bounds -------------------------------------------------------------------------------


def test_a_register_that_is_not_kept_to_is_refused() -> None:
    counts = cube_of(NUMBERS)
    cube = protected(counts, {at(counts, *nodes) for nodes in OTHERS})
    nation, canton = counts.axes[0].leaves[0], counts.axes[1].leaves[1]
    bound = Bound(((Variable.NATIONALITY, nation), (Variable.CANTON, canton)), YEAR, 4, "a register")
    bounds = [bound, Bound((), YEAR, 900, "all"), Bound(((Variable.SEX, "f"),), YEAR, 1, "of nobody here")]
    proof = proven(cube, (), bounds)
    assert set(proof.bounds) == set(bounds[:2])
    check(cube, proof, (), bounds, counts)
    full = next(claim.full for claim in proof.claims if claim.place == at(counts, 0, 1))
    assert full is not None
    with pytest.raises(ProofRejectedError) as refused:
        check(cube, proof, (), (), counts)
    assert refused.value.finding == "the proof does not keep to the limits that hold"
    with pytest.raises(ProofRejectedError):
        check(cube, proven(cube), (), bounds, counts)
    for mutant in changed_proofs(proof, len(counts.persons)):
        with pytest.raises(ProofRejectedError):
            check(cube, mutant.sealed(), (), bounds)


def test_a_world_with_more_persons_than_a_register_allows_is_refused() -> None:
    counts = cube_of(NUMBERS)
    cube = protected(counts, {at(counts, *nodes) for nodes in OTHERS})
    free = proven(cube)
    nation, canton = counts.axes[0].leaves[0], counts.axes[1].leaves[1]
    bound = Bound(((Variable.NATIONALITY, nation), (Variable.CANTON, canton)), YEAR, 4, "a register")
    with pytest.raises(ProofRejectedError) as refused:
        check(cube, replace(free, bounds=(bound,)).sealed(), (), [bound])
    assert "limit allows" in refused.value.finding


# --- files and the store ---------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_proof_that_was_damaged_on_its_way_is_refused_or_not_read(table: Proven, data: st.DataObject) -> None:
    counts, cube, proof = table
    told = json.loads(json.dumps(proof.to_dict()))
    strange = data.draw(
        st.one_of(
            st.none(), st.booleans(), st.integers(-5, 60), st.floats(), st.text(max_size=3), st.just([]), st.just({})
        )
    )
    spot: object = told
    while True:
        keys = list(spot) if isinstance(spot, dict) else range(len(spot))  # type: ignore[call-overload]
        key = data.draw(st.sampled_from(list(keys)))
        inner = spot[key]  # type: ignore[index]
        if isinstance(inner, (dict, list)) and inner and data.draw(st.booleans()):
            spot = inner
            continue
        if json.dumps(inner) == json.dumps(strange):
            return
        spot[key] = strange  # type: ignore[index]
        break
    try:
        damaged = Proof.from_dict(told)
    except (ValueError, KeyError, TypeError):
        return
    with pytest.raises(ProofRejectedError):
        check(cube, damaged, (), (), counts)


def test_cube_and_proof_come_back_from_the_store_as_they_were(
    pair: tuple[ProtectedCube, CountCube, ProtectedCube, Proof],
) -> None:
    first, counts, cube, proof = pair
    stored = [json.loads(json.dumps(one.to_dict())) for one in (first, cube, proof)]
    back, again, told = (
        ProtectedCube.from_dict(stored[0]),
        ProtectedCube.from_dict(stored[1]),
        Proof.from_dict(stored[2]),
    )
    assert (back, again, told) == (first, cube, proof)
    check(again, told, [back], (), counts)


def test_the_checker_loads_no_solver() -> None:
    told = "import sys, returnhelp.disclosure.checker; print(sorted({'numpy', 'highspy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_checker_shares_nothing_with_the_search() -> None:
    seen, waiting = set(), ["checker"]
    while waiting:
        name = waiting.pop()
        tree = ast.parse(Path(checker.__file__).with_name(f"{name}.py").read_text(encoding="utf-8"))
        named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        room = "returnhelp.disclosure."
        found = {one.removeprefix(room) for one in named if one.startswith(room)} - seen
        seen |= found
        waiting += found
    assert seen == {"periods", "proof", "space"}
