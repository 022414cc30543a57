"""A10: nothing in the form of what is handed out tells one hidden cell from another, or what the data were."""

import json

import pytest

from returnhelp.disclosure.protection import protect
from returnhelp.disclosure.prover import prove
from returnhelp.domain.cubes import CountCube, CubeRequest
from returnhelp.domain.regions import classification
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.tables_of import SECRET, YEAR, Family, counted, cube_of

N, R, C, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)
PEOPLE = [Family(n % 4 if n % 7 else 0, n * n % 3, n % 3 % 2, n % 5 == 0, 1 + n % 2) for n in range(60)]
REASONS = {reason.value for reason in Hidden}


def words(told):
    """Every key and text of a file."""
    if isinstance(told, dict):
        return {*told, *(word for value in told.values() for word in words(value))}
    if isinstance(told, list):
        return {word for value in told for word in words(value)}
    return {told} if isinstance(told, str) else set()


@pytest.mark.parametrize("variables", [(N, C), (R, V), (N, S, V)])
def test_every_hidden_cell_has_one_and_the_same_sign(variables):
    cube, _ = protect(counted(variables, PEOPLE), SECRET)
    out = cube.published().to_dict()
    assert len(cube.hidden) > 1
    assert {type(cell) for cell in out["cells"]} <= {int, type(None)}
    assert sum(cell is None for cell in out["cells"]) == sum(cube.hidden.values())


@pytest.mark.parametrize("variables", [(N, C), (R, V), (N, S, V)])
def test_no_word_of_a_file_is_a_reason_a_share_or_a_seal(variables):
    cube, proof = protect(counted(variables, PEOPLE), SECRET)
    for told in (cube.published().to_dict(), proof.to_dict()):
        assert not words(told) & (REASONS | {"shares", "narrowest", "fewest_hidden", "secret", "dossiers", "persons"})
    assert "seal" not in words(cube.published().to_dict())


def test_rows_and_columns_are_those_of_the_classification_whoever_was_counted():
    request = CubeRequest.of((R, G), YEAR)
    axes = request.laid_out()
    one = [((axes[0].leaves[0], axes[1].leaves[0]), number, 1) for number in range(30)]
    files = [
        protect(CountCube.tallied(request, axes, people), SECRET)[0].published().to_dict()
        for people in ([], one, [*one, ((axes[0].leaves[3], axes[1].leaves[2]), 99, 1)])
    ]
    for out in files:
        assert out["leaves"] == [list(classification(R, YEAR)), list(classification(G, YEAR))]
        assert len(out["cells"]) == len(files[0]["cells"])


def test_an_empty_group_and_a_small_one_look_alike():
    """The same cube with nobody and with one person of a kind: hidden in both, and of the same form."""
    numbers = [[0, 20, 30], [25, 40, 35], [22, 31, 19]]
    files = []
    for persons in (0, 1):
        numbers[0][0] = persons
        out = protect(cube_of(numbers), SECRET)[0].published().to_dict()
        assert out["cells"][0] is None
        files.append({name: value for name, value in out.items() if name != "cells"})
    assert json.dumps(files[0]) == json.dumps(files[1])


def test_a_proof_holds_nothing_but_what_follows_from_the_file():
    """Two truths of one file: the proof, which is handed out beside it, cannot tell them apart."""
    cube, proof = protect(counted((N, S), PEOPLE), SECRET)
    told = json.dumps(prove(cube.published()).to_dict())
    assert told == json.dumps(proof.to_dict())
    assert SECRET.decode() not in told
