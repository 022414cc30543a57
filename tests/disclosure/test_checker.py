"""The checker lets nothing through that was changed, and needs no solver to see it."""

import ast
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from returnhelp.disclosure import checker
from returnhelp.disclosure.checker import check
from returnhelp.disclosure.proof import Claim, Proof, proof_seal, table_seal
from returnhelp.disclosure.protection import protect
from returnhelp.domain.errors import ProofRejectedError
from returnhelp.domain.tables import FOR_OTHERS, SMALL, Hidden, Interval, ProtectedTable, Shares, Variable
from tests.disclosure.tables_of import SECRET, Family, counted, grid_of

NUMBERS = [[30, 2, 9], [12, 14, 3], [8, 0, 40], [17, 6, 22]]


@pytest.fixture(scope="module")
def counts():
    return grid_of(NUMBERS)


@pytest.fixture(scope="module")
def proven(counts):
    return protect(counts, SECRET)


def changed(cell):
    """Everything else that could stand in a cell."""
    others = [other for other in Hidden if other is not cell]
    return [*others, 0, 3, 77] if isinstance(cell, Hidden) else [*Hidden, cell + 1, cell - 1, 0]


def tables_with_one_change(table):
    for row, line in enumerate(table.cells):
        for column, cell in enumerate(line):
            for other in changed(cell):
                new = (*line[:column], other, *line[column + 1 :])
                yield replace(table, cells=(*table.cells[:row], new, *table.cells[row + 1 :]))
    for name in ("row_totals", "column_totals"):
        totals = getattr(table, name)
        for place, cell in enumerate(totals):
            for other in changed(cell):
                yield replace(table, **{name: (*totals[:place], other, *totals[place + 1 :])})
    for other in changed(table.total):
        yield replace(table, total=other)
    yield replace(table, row_keys=(*table.row_keys[1:], table.row_keys[0]))
    yield replace(table, request=replace(table.request, columns=Variable.VULNERABILITY))
    yield replace(table, request=replace(table.request, columns=Variable.SEX))
    yield replace(table, shares=Shares(1, 1, 1))
    yield replace(table, narrowest=Interval(0, 999))
    yield replace(table, provisional=False)
    yield replace(table, seal="")


def proofs_with_one_change(proof):
    for number, world in enumerate(proof.worlds):
        for place, cell in enumerate(world[0]):
            for other in (cell + 1, cell - 1):
                new = ((*world[0][:place], other, *world[0][place + 1 :]), *world[1:])
                yield replace(proof, worlds=(*proof.worlds[:number], new, *proof.worlds[number + 1 :]))
        yield replace(proof, worlds=(*proof.worlds[:number], *proof.worlds[number + 1 :]))
        yield replace(proof, worlds=(*proof.worlds[:number], (), *proof.worlds[number + 1 :]))
    for number, claim in enumerate(proof.claims):
        others = [
            replace(claim, table=1),
            replace(claim, place=claim.place + 1),
            replace(claim, empty=claim.full),
            replace(claim, full=claim.empty),
            replace(claim, empty=-1),
            replace(claim, full=len(proof.worlds)),
        ]
        for other in others:
            yield replace(proof, claims=(*proof.claims[:number], other, *proof.claims[number + 1 :]))
        yield replace(proof, claims=(*proof.claims[:number], *proof.claims[number + 1 :]))
    yield replace(proof, linked=("0" * 64,))
    yield replace(proof, seal="")


def test_what_was_proven_is_let_through(proven, counts):
    check(*proven)
    check(*proven, (), counts)


def test_every_single_change_of_the_table_is_refused(proven):
    table, proof = proven
    mutants = list(tables_with_one_change(table))
    assert len(mutants) > 100
    for mutant in mutants:
        with pytest.raises(ProofRejectedError):
            check(mutant, proof)


def test_every_single_change_of_the_proof_is_refused(proven):
    table, proof = proven
    mutants = list(proofs_with_one_change(proof))
    assert len(mutants) > 100
    for mutant in mutants:
        with pytest.raises(ProofRejectedError):
            check(table, mutant)


def test_a_forger_who_seals_anew_is_refused_by_the_counts(proven, counts):
    table, proof = proven
    for mutant in tables_with_one_change(table):
        pairs = list(zip(mutant.in_line(), table.in_line(), strict=True))
        new = {one for one, other in pairs if one != other}
        old = {other for one, other in pairs if one != other}
        if not mutant.seal or (not new and mutant.published() == table.published()):
            continue  # what only the admin is told is kept by the seal alone
        if new <= FOR_OTHERS and not old & {*SMALL, Hidden.ZERO}:
            continue  # hides more than it must
        forged = mutant.sealed(table_seal(mutant))
        with pytest.raises(ProofRejectedError):
            check(forged, proof.sealed(proof_seal(proof, forged, ())), (), counts)


def test_a_forger_who_seals_a_shown_number_anew_is_refused_without_the_counts(proven):
    table, proof = proven
    for place, cell in enumerate(table.row_totals):
        if isinstance(cell, Hidden):
            continue
        totals = (*table.row_totals[:place], cell + 1, *table.row_totals[place + 1 :])
        forged = replace(table, row_totals=totals)
        forged = forged.sealed(table_seal(forged))
        with pytest.raises(ProofRejectedError) as refused:
            check(forged, proof.sealed(proof_seal(proof, forged, ())))
        assert refused.value.finding == "a world does not have a number that was shown"


def test_a_proof_that_forgets_a_small_cell_is_refused_although_sealed(proven):
    table, proof = proven
    small = table.must_stay_open()[0]
    without = replace(proof, claims=tuple(one for one in proof.claims if one.place != small))
    with pytest.raises(ProofRejectedError) as refused:
        check(table, without.sealed(proof_seal(without, table, ())))
    assert refused.value.finding == "a small cell has no worlds"


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        (Claim(0, 0, 0, 0), "a cell is not"),
        (Claim(0, 999, 0, 0), "a claim is about a cell that is not there"),
        (Claim(0, 0, 0, 999), "a claim is about a world that is not there"),
    ],
)
def test_a_claim_that_does_not_hold_is_refused_although_sealed(proven, claim, finding):
    table, proof = proven
    more = replace(proof, claims=(*proof.claims, claim))
    with pytest.raises(ProofRejectedError) as refused:
        check(table, more.sealed(proof_seal(more, table, ())))
    assert refused.value.finding.startswith(finding)


FEW = [Family(2, n % 3, n % 2, 0, 1) for n in range(3)] + [Family(3, n % 2, 0, 0, 1) for n in range(2)]
PEOPLE = [Family(n % 2, n % 3, n % 5 % 2, 0, 1) for n in range(40)] + FEW


@pytest.fixture(scope="module")
def two_tables():
    first, _ = protect(counted(Variable.NATIONALITY, Variable.CANTON, PEOPLE), SECRET)
    counts = counted(Variable.NATIONALITY, Variable.SEX, PEOPLE)
    return first, counts, protect(counts, SECRET, [first])


def test_a_table_proven_beside_another_is_refused_without_it_or_with_another(two_tables):
    first, counts, (table, proof) = two_tables
    check(table, proof, [first], counts)
    assert proof.linked
    with pytest.raises(ProofRejectedError):
        check(table, proof, [], counts)
    other, _ = protect(counted(Variable.NATIONALITY, Variable.CANTON, PEOPLE[1:]), SECRET)
    with pytest.raises(ProofRejectedError):
        check(table, proof, [other], counts)


def test_a_table_proven_alone_is_refused_once_another_was_handed_out(two_tables):
    first, counts, _ = two_tables
    with pytest.raises(ProofRejectedError):
        check(*protect(counts, SECRET), [first], counts)


def test_a_ledger_that_was_changed_is_refused(two_tables):
    first, counts, (table, proof) = two_tables
    with pytest.raises(ProofRejectedError) as refused:
        check(table, proof, [replace(first, provisional=False)], counts)
    assert refused.value.finding == "the proof names a table that was not handed out"
    with pytest.raises(ProofRejectedError) as refused:
        check(table, proof, [replace(first, narrowest=None)], counts)
    assert refused.value.finding == "a table handed out before was changed in the ledger"


def test_the_worlds_of_two_tables_may_not_contradict_each_other(two_tables):
    first, _, (table, proof) = two_tables
    new, old = proof.worlds[0]
    swapped = replace(proof, worlds=((new, tuple(reversed(old))), *proof.worlds[1:]))
    with pytest.raises(ProofRejectedError):
        check(table, swapped.sealed(proof_seal(swapped, table, [first])), [first])


def test_table_and_proof_come_back_from_the_store_as_they_were(two_tables):
    first, counts, (table, proof) = two_tables
    assert ProtectedTable.from_dict(table.to_dict()) == table
    assert Proof.from_dict(proof.to_dict()) == proof
    back = ProtectedTable.from_dict(first.to_dict())
    check(ProtectedTable.from_dict(table.to_dict()), Proof.from_dict(proof.to_dict()), [back], counts)


def test_the_checker_loads_no_solver():
    told = "import sys, returnhelp.disclosure.checker; print(sorted({'numpy', 'highspy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_checker_shares_nothing_with_the_search():
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    search = {f"returnhelp.disclosure.{one}" for one in ("solver", "witnesses", "joint", "protection", "primary")}
    assert not named & search
