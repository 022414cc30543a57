"""A proof is told in few letters, read back as it was, and names only what was handed out."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.disclosure.proof import Claim, Proof, World, cube_seal, face_seal, in_force, proof_seal
from returnhelp.domain.cubes import Bound
from returnhelp.domain.tables import Hidden, Months, Variable
from tests.disclosure.proofs_of import protected, with_cell
from tests.disclosure.tables_of import YEAR, at, cube_of

PROOF = Proof(
    ("a" * 64,),
    (Bound(((Variable.CANTON, "BE"),), YEAR, 12, "SEM"),),
    (((0, 5), (7, 30)), ()),
    (Claim(0, 3, World(0), World(1, ((0, 5), (2, -1), (9, 4)))),),
).sealed()

changes = st.lists(st.tuples(st.integers(0, 40), st.integers(-9, 9)), max_size=5).map(tuple)
proofs = st.builds(
    Proof,
    st.lists(st.text(max_size=4), max_size=2).map(tuple),
    st.just(()),
    st.lists(changes, max_size=3).map(tuple),
    st.lists(
        st.builds(
            Claim,
            st.integers(-1, 3),
            st.integers(-1, 99),
            st.builds(World, st.integers(-1, 3), changes),
            st.builds(World, st.integers(-1, 3), changes),
        ),
        max_size=4,
    ).map(tuple),
)


@given(proofs)
def test_a_proof_comes_back_as_it_was_told(proof: Proof) -> None:
    assert Proof.from_dict(json.loads(json.dumps(proof.sealed().to_dict()))) == proof.sealed()


def test_atoms_are_told_by_how_far_they_are_from_the_one_before() -> None:
    told = PROOF.to_dict()
    assert told["bases"] == [[0, 5, 7, 30], []]
    assert told["claims"] == [[0, 3, 0, [], 1, [0, 5, 2, -1, 7, 4]]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cubes", "abc"),
        ("cubes", [1]),
        ("cubes", None),
        ("bounds", {}),
        ("bounds", [{"most": 3}]),
        ("bases", [[1]]),
        ("bases", [[1.0, 2]]),
        ("bases", [[True, 2]]),
        ("bases", [{"0": 1}]),
        ("bases", 7),
        ("claims", [[0, 1, 0, []]]),
        ("claims", [[0, 1, 0, [], 0, [1]]]),
        ("claims", [[0, "1", 0, [], 0, []]]),
        ("claims", [7]),
        ("seal", 7),
    ],
)
def test_what_is_no_proof_is_not_read(field: str, value: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Proof.from_dict({**PROOF.to_dict(), field: value})
    with pytest.raises(KeyError):
        Proof.from_dict({name: one for name, one in PROOF.to_dict().items() if name != field})


@pytest.mark.parametrize("told", [None, [], 3, "x"])
def test_another_thing_than_an_object_is_not_read(told: object) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Proof.from_dict(told)  # type: ignore[arg-type]


def test_a_bound_that_allows_a_broken_number_is_not_read() -> None:
    told = PROOF.to_dict()
    told["bounds"][0]["most"] = 2.5
    with pytest.raises(TypeError):
        Proof.from_dict(told)


def test_the_seal_of_a_proof_is_over_everything_in_it_but_itself() -> None:
    assert PROOF.seal == proof_seal(PROOF) == proof_seal(Proof.from_dict({**PROOF.to_dict(), "seal": "x"}))
    assert PROOF.seal != proof_seal(Proof.from_dict({**PROOF.to_dict(), "bases": []}))


def test_what_is_handed_out_has_one_seal_whatever_the_reasons_are() -> None:
    counts = cube_of([[30, 2, 9], [12, 14, 3], [8, 0, 40]])
    cube = protected(counts, {at(counts, 0, 0)})
    other = with_cell(cube, at(counts, 0, 0), Hidden.INSIDER)
    assert face_seal(cube) == face_seal(other) == face_seal(cube.published())
    assert cube_seal(cube) != cube_seal(other)
    assert face_seal(cube) != face_seal(with_cell(cube, at(counts, 0, 0), 30))


def test_bounds_of_other_months_and_other_variables_are_left_out() -> None:
    cube = cube_of([[30, 2], [12, 14]])
    other_year = Months(date(2021, 1, 1), date(2021, 12, 31))
    of_all, of_region = Bound((), YEAR, 90), Bound(((Variable.GREATER_REGION, 5),), YEAR, 80)
    of_sex, of_2021 = Bound(((Variable.SEX, "f"),), YEAR, 70), Bound((), other_year, 60)
    assert set(in_force([of_all, of_sex, of_region, of_2021, of_all], [cube])) == {of_all, of_region}
    assert in_force([of_region, of_all], [cube]) == in_force([of_all, of_region], [cube])
