"""The attacks bite: an engine with one thing wrong in it, and no checker, is found out by what it hands out."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from returnhelp.disclosure import primary, protection, prover, suppression
from returnhelp.disclosure.checker import check
from returnhelp.disclosure.insiders import Insiders
from returnhelp.disclosure.proof import cube_seal
from returnhelp.disclosure.protection import protect
from returnhelp.disclosure.space import lay_out
from returnhelp.domain.cubes import CubeRequest, ProtectedCube
from returnhelp.domain.errors import ProofRejectedError, ReturnHelpError
from returnhelp.domain.tables import Hidden, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import told_by_insiders, violations
from tests.disclosure.attacks.office import arriving, months
from tests.disclosure.attacks.test_whole_numbers import AT_MOST_ONE, FILLED, MIDDLE, OUT
from tests.disclosure.tables_of import SECRET, Family, counted, cube_of

N, R, C, G, S, V = (
    Variable.NATIONALITY,
    Variable.NATIONALITY_REGION,
    Variable.CANTON,
    Variable.GREATER_REGION,
    Variable.SEX,
    Variable.VULNERABILITY,
)
Mutation = Callable[[pytest.MonkeyPatch], None]
SEEDS = 12


def crowd(seed, count=70):
    draw = random.Random(seed)
    return [arriving(draw, n)._replace(month=draw.randrange(1, 7)) for n in range(count)]


def handed_out(counts, mutation=None, skip_ledger=False):
    """What an engine hands out of these counts one after the other; with a mutation only while it works."""
    cubes, of = [], []
    with pytest.MonkeyPatch.context() as patch:
        if mutation:
            patch.setattr(protection, "check", lambda *told: None)
            patch.setattr(protection, "_finished", lambda begun, linked, held, limit: protection._drafted(begun))
            mutation(patch)
        for own in counts:
            try:
                cubes.append(protect(own, SECRET, () if skip_ledger else cubes)[0])
            except ReturnHelpError:
                continue
            of.append(own)
    return of, cubes


def found(counts, mutation=None, skip_ledger=False):
    of, cubes = handed_out(counts, mutation, skip_ledger)
    return violations(of, [cube.published().to_dict() for cube in cubes]) if cubes else []


def one_less_in_k(patch):
    right = CubeRequest.k.fget
    patch.setattr(CubeRequest, "k", property(lambda request: right(request) - 1))


def no_dossiers(patch):
    patch.setattr(primary, "FEWEST_DOSSIERS", 1)


def no_links(patch):
    """One set of equations less: what two cubes have in common may differ."""

    def forgetful(faces, bounds=()):
        return replace(lay_out(faces, bounds), links=())

    for module in (suppression, prover):
        if hasattr(module, "lay_out"):
            patch.setattr(module, "lay_out", forgetful)
    patch.setattr(protection, "lay_out", forgetful)


def nothing_for_others(patch):
    """Small cells are hidden, and that is all."""
    patch.setattr(suppression.Suppression, "hide", lambda self: None)
    patch.setattr(Insiders, "protect", lambda self: None)
    patch.setattr(protection, "_proven", lambda begun, linked, bounds, limit: None)


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_as_it_is_is_not_found_out(seed):
    for plan in (((N, C),), ((R, S), (N, S)), ((S, V),)):
        assert found([counted(variables, crowd(seed)) for variables in plan]) == []


def test_off_by_one_in_k_is_found():
    assert any(found([counted((N, C), crowd(seed))], one_less_in_k) for seed in range(SEEDS))


def test_forgotten_dossiers_are_found():
    people = [Family(n % 3, n % 2, 0, 0, 1) for n in range(90)] + [Family(3, 0, 0, 0, 8), Family(3, 1, 0, 0, 9)]
    assert found([counted((N, C), people)], no_dossiers) != []


def test_hiding_nothing_for_others_is_found():
    assert any(found([counted((N, C), crowd(seed))], nothing_for_others) for seed in range(SEEDS))


# The Balkans are 22, 20 of them of one country; the first cube shows the 22, the second hides the 2 and the total.
BALKANS = [
    *(Family(0, n % 3, n % 2, 0, 1) for n in range(30)),
    *(Family(1, n % 2, n % 2, 0, 1) for n in range(3)),
    *(Family(2, n % 3, n % 2, 0, 1) for n in range(2)),
    *(Family(3, n % 3, n % 2, 0, 1) for n in range(20)),
]
LINKED = [((R, S), (N, C)), ((R, S), (N,)), ((R,), (N, S))]


@pytest.mark.parametrize("plan", LINKED)
def test_a_skipped_ledger_and_dropped_equations_between_cubes_are_found(plan):
    counts = [counted(variables, BALKANS, subtotals=False) for variables in plan]
    assert found(counts) == []
    assert found(counts, skip_ledger=True) != []
    assert found(counts, no_links) != []


def test_skipped_months_are_found():
    """A quarter handed out as if its months had not been."""
    periods = (months(1, 1), months(2, 2), months(1, 3), months(3, 3))
    assert any(
        found([counted((R, S), crowd(seed), period) for period in periods], skip_ledger=True) for seed in range(SEEDS)
    )


def test_no_care_for_insiders_is_found():
    def trusting(patch):
        patch.setattr(Insiders, "protect", lambda self: None)

    caught = []
    for extra in range(6):
        of, cubes = handed_out([cube_of([[2, 7 + extra, 40], [30, 20, 50], [9, 11 + extra, 30]])], trusting)
        caught += told_by_insiders(of, Attack([cube.published().to_dict() for cube in cubes]))
    assert caught


def test_whole_numbers_forgotten_is_found_by_the_checker_at_least():
    """Broken worlds taken for whole ones, rounded as they come: in a proof they do not add up."""
    cells = [number if number is not None else Hidden.COMPLEMENTARY for number in OUT.cells]
    cells[MIDDLE] = Hidden.PRIMARY_SMALL
    broken = Attack([OUT.to_dict()], [AT_MOST_ONE.to_dict()], whole=False)
    whole = Attack([OUT.to_dict()], [AT_MOST_ONE.to_dict()])
    assert broken.broken_interval(0, MIDDLE) == (0, 1)
    assert whole.not_open([(0, MIDDLE, 1)]) != []
    cube = ProtectedCube(FILLED.request, FILLED.axes, tuple(cells))
    cube = cube.sealed(cube_seal(cube))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prover, "is_whole", lambda values: True)
        proof = prover.prove(OUT, (), [AT_MOST_ONE])
    with pytest.raises(ProofRejectedError):
        check(cube, proof, (), [AT_MOST_ONE])
