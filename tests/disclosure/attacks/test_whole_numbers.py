"""A2: a case in which broken numbers leave every cell open and whole ones fix all of them."""

import pytest

from returnhelp.disclosure.checker import check
from returnhelp.disclosure.proof import cube_seal
from returnhelp.disclosure.protection import protect
from returnhelp.disclosure.prover import prove
from returnhelp.domain.cubes import Bound, ProtectedCube
from returnhelp.domain.errors import ProofRejectedError
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import violations
from tests.disclosure.attacks.trying import intervals
from tests.disclosure.tables_of import SECRET, YEAR, at, cube_of, hiding

VARIABLES = (Variable.NATIONALITY, Variable.CANTON, Variable.PERMIT)
R5 = [[[0, 0, 1], [1, 1, 0], [0, 1, 1]], [[1, 1, 0], [1, 1, 1], [0, 1, 1]], [[0, 1, 1], [0, 1, 1], [0, 0, 0]]]
PLACES = [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]
HIDDEN = [(0, 0, 0), *(place for place in PLACES if R5[place[0]][place[1]][place[2]])]
# The same with nine persons in every shown cell, so that no shown number is small; what follows of the hidden ones is
# the same. That there is at most one person of the kind of (1, 1, 1) is public, so one must be enough upwards.
FILLED = cube_of(
    [[[R5[a][b][c] if (a, b, c) in HIDDEN else 9 for c in range(3)] for b in range(3)] for a in range(3)], VARIABLES
)
MIDDLE = at(FILLED, 1, 1, 1)
AT_MOST_ONE = Bound(tuple((axis.variable, axis.leaves[1]) for axis in FILLED.axes), YEAR, 1, "an invented register")
OUT = hiding(FILLED, *HIDDEN)


def test_r5_is_open_in_broken_numbers_and_fixed_in_whole_ones():
    counts = cube_of(R5, VARIABLES)
    out = hiding(counts, *HIDDEN).to_dict()
    broken, whole = Attack([out], whole=False), Attack([out])
    assert len(HIDDEN) == 17
    for place in HIDDEN:
        line = at(counts, *place)
        low, high = broken.broken_interval(0, line)
        assert 0.5 <= round(high - low, 6) <= 1
        assert whole.interval(0, line) == (counts.in_line[line],) * 2
    assert all(least == most for least, most in intervals(out, 1))


def test_the_filled_case_is_the_same_case():
    broken, whole = Attack([OUT.to_dict()], [AT_MOST_ONE.to_dict()], whole=False), Attack([OUT.to_dict()])
    assert broken.broken_interval(0, MIDDLE) == (0, 1)
    assert whole.interval(0, MIDDLE) == (1, 1)


def test_the_prover_claims_nothing_of_it():
    proof = prove(OUT, (), [AT_MOST_ONE])
    assert MIDDLE not in {claim.place for claim in proof.claims}


def test_the_checker_refuses_the_seventeen():
    cells = tuple(
        number if number is not None else Hidden.PRIMARY_SMALL if FILLED.in_line[place] else Hidden.ZERO
        for place, number in enumerate(OUT.cells)
    )
    cube = ProtectedCube(FILLED.request, FILLED.axes, cells)
    cube = cube.sealed(cube_seal(cube))
    with pytest.raises(ProofRejectedError):
        check(cube, prove(OUT, (), [AT_MOST_ONE]), (), [AT_MOST_ONE], FILLED)


@pytest.mark.parametrize("bounds", [(), (AT_MOST_ONE,)])
def test_the_engine_hides_more(bounds):
    cube, _ = protect(FILLED, SECRET, bounds=bounds)
    out = cube.published().to_dict()
    assert sum(cell is None for cell in out["cells"]) > len(HIDDEN)
    assert violations([FILLED], [out], bounds) == []
