"""Checks a protected table and its proof with whole numbers alone; it knows nothing of how they were found."""

from collections.abc import Sequence
from itertools import combinations
from typing import NoReturn

from returnhelp.disclosure import plan
from returnhelp.disclosure.proof import Proof, World, face_seal, proof_seal, table_seal
from returnhelp.domain.errors import ProofRejectedError
from returnhelp.domain.tables import FEWEST_DOSSIERS, FOR_OTHERS, SMALL, Cell, CountTable, Hidden, ProtectedTable


def check(
    table: ProtectedTable,
    proof: Proof,
    already: Sequence[ProtectedTable] = (),
    counts: CountTable | None = None,
) -> None:
    """Raise ProofRejectedError unless the table may be handed out; ``already`` is everything handed out before it.

    With the ``counts`` it is also checked that what is shown is exact and that nothing small is shown or mislabelled.
    May raise what ``plan.of_the_same_months`` raises.
    """
    same = plan.of_the_same_months(table, already)
    others = [one for one in same if one.request.variables != table.request.variables]
    linked = _linked(proof, others)
    outside = [one for one in others if one not in linked]
    if any(one.seal != table_seal(one) for one in same):
        _refuse("a table handed out before was changed in the ledger")
    if table.seal != table_seal(table) or proof.seal != proof_seal(proof, table, linked):
        _refuse("something was changed after it was sealed")
    if not table.provisional:
        _refuse("the table is not marked as provisional")
    _check_shown(table, plan.decided(same))
    for one in outside:
        for inside in (table, *linked):
            _check_known(one, inside)
    frame = _Frame((table, *linked), outside)
    _check_claims(proof, frame, [_check_world(world, frame) for world in proof.worlds])
    if counts is not None:
        _check_counts(table, counts, plan.decided(same))


def _refuse(finding: str) -> NoReturn:
    refused = ProofRejectedError()
    refused.finding = finding
    raise refused


def _linked(proof: Proof, others: Sequence[ProtectedTable]) -> list[ProtectedTable]:
    by_seal = {face_seal(one): one for one in others}
    if len(set(proof.linked)) != len(proof.linked) or not set(proof.linked) <= set(by_seal):
        _refuse("the proof names a table that was not handed out")
    return [by_seal[seal] for seal in proof.linked]


def _check_shown(table: ProtectedTable, before: dict[plan.Category, Cell]) -> None:
    for what, cell in zip(plan.categories(table), table.in_line(), strict=True):
        earlier = before.get(what)
        if isinstance(cell, Hidden):
            if earlier is not None and not isinstance(earlier, Hidden):
                _refuse("a cell is hidden that was shown before")
        elif isinstance(earlier, Hidden) or (earlier is not None and earlier != cell):
            _refuse("a cell is shown that was hidden before, or with another number")
        elif earlier is None and cell < table.k:
            _refuse("a small number is shown")


def _check_known(outside: ProtectedTable, inside: ProtectedTable) -> None:
    """A table may stay out of the worlds only if everything that it has in common with them is shown by itself."""
    line = outside.in_line()
    if any(isinstance(line[place], Hidden) for _, there in plan.link(inside, outside).pairs for place in there):
        _refuse("the proof leaves out a table that was handed out")


class _Frame:
    """What every world of a proof must keep."""

    def __init__(self, tables: Sequence[ProtectedTable], outside: Sequence[ProtectedTable]) -> None:
        self.tables = tables
        self.shapes = [plan.grid(table) for table in tables]
        self.shown = [
            [(place, cell) for place, cell in enumerate(table.in_line()) if not isinstance(cell, Hidden)]
            for table in tables
        ]
        self.alike = [
            (one, other, here, there)
            for one, other in combinations(range(len(tables)), 2)
            for here, there in plan.link(tables[one], tables[other]).pairs
        ]
        self.known = [
            (number, here, total)
            for number, table in enumerate(tables)
            for one in outside
            for here, total in plan.known_totals(table, one)
        ]


def _check_world(world: World, frame: _Frame) -> list[tuple[int, ...]]:
    """The whole line of each table of a world that keeps every number ever shown."""
    if len(world) != len(frame.tables):
        _refuse("a world does not have the tables of the proof")
    lines = []
    for shape, shown, inner in zip(frame.shapes, frame.shown, world, strict=True):
        if len(inner) != shape.inner or any(type(number) is not int or number < 0 for number in inner):
            _refuse("a world has cells that are missing, broken or below zero")
        line = shape.line(inner)
        if any(line[place] != cell for place, cell in shown):
            _refuse("a world does not have a number that was shown")
        lines.append(line)
    for one, other, here, there in frame.alike:
        if sum(lines[one][place] for place in here) != sum(lines[other][place] for place in there):
            _refuse("two tables of a world contradict each other")
    for number, here, total in frame.known:
        if sum(lines[number][place] for place in here) != total:
            _refuse("a world contradicts a total that was shown in another table")
    return lines


def _check_claims(proof: Proof, frame: _Frame, worlds: Sequence[Sequence[tuple[int, ...]]]) -> None:
    answered = set()
    for claim in proof.claims:
        if not (0 <= claim.table < len(frame.tables) and 0 <= claim.place < frame.shapes[claim.table].size):
            _refuse("a claim is about a cell that is not there")
        if not (0 <= claim.empty < len(worlds) and 0 <= claim.full < len(worlds)):
            _refuse("a claim is about a world that is not there")
        if worlds[claim.empty][claim.table][claim.place] != 0:
            _refuse("a cell is not empty in the world that should empty it")
        if worlds[claim.full][claim.table][claim.place] < frame.tables[claim.table].k:
            _refuse("a cell is not full in the world that should fill it")
        answered.add((claim.table, claim.place))
    for number, table in enumerate(frame.tables):
        if any((number, place) not in answered for place in table.must_stay_open()):
            _refuse("a small cell has no worlds")


def _check_counts(table: ProtectedTable, counts: CountTable, before: dict[plan.Category, Cell]) -> None:
    same = (table.request, table.row_keys, table.column_keys)
    if same != (counts.request, counts.row_keys, counts.column_keys):
        _refuse("the table is not the one that was counted")
    lines = zip(
        plan.categories(table), table.in_line(), counts.persons_in_line(), counts.dossiers_in_line(), strict=True
    )
    for what, cell, persons, dossiers in lines:
        if not isinstance(cell, Hidden):
            if cell != persons:
                _refuse("a shown number is not the one that was counted")
            if before.get(what) is None and (persons < table.k or dossiers < FEWEST_DOSSIERS):
                _refuse("a cell is shown that must be hidden")
        elif cell not in _reasons(persons, dossiers, table.k, before.get(what)):
            _refuse("a cell is hidden for another reason than it is marked with")


def _reasons(persons: int, dossiers: int, k: int, earlier: Cell | None) -> frozenset[Cell]:
    """With what a hidden cell may be marked; a reason that another table of the same months gave for it may stand."""
    if persons == 0:
        return frozenset({Hidden.ZERO})
    if persons < k:
        own: frozenset[Cell] = frozenset({Hidden.PRIMARY_SMALL})
    else:
        own = frozenset({Hidden.PRIMARY_DOSSIERS}) if dossiers < FEWEST_DOSSIERS else FOR_OTHERS
    return own | {earlier} if earlier in SMALL else own
