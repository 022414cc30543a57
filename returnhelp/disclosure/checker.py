"""Checks a protected cube and its proof with whole numbers alone; it knows nothing of how they were found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn

from returnhelp.disclosure.periods import check_periods
from returnhelp.disclosure.proof import Changes, Proof, World, cube_seal, face_seal, in_force, proof_seal
from returnhelp.disclosure.space import Identity, Space, identities, lay_out, moving_with, same_people
from returnhelp.domain.cubes import Bound, CountCube, ProtectedCube, PublishedCube
from returnhelp.domain.errors import ProofRejectedError
from returnhelp.domain.tables import FEWEST_DOSSIERS, FOR_OTHERS, SMALL, Cell, Hidden
from returnhelp.i18n.catalogs import N_

Claimed = Mapping[tuple[int, int], int]
"""The hidden cells (cube of the proof, place in its line) that have both worlds, and how many persons fill each.

That is k of the cube, or fewer where a limit allows no more.
"""


def check(
    cube: ProtectedCube,
    proof: Proof,
    already: Sequence[ProtectedCube] = (),
    bounds: Sequence[Bound] = (),
    counts: CountCube | None = None,
) -> None:
    """Raise ProofRejectedError unless the cube may be handed out; ``already`` is everything handed out before it.

    ``bounds`` is everything that registers say. With the ``counts`` it is also checked that what is shown is exact
    and that nothing small is shown or mislabelled. May raise what ``space.lay_out`` raises.
    """
    same = same_people(cube, already)
    if any(one.seal != cube_seal(one) for one in same):
        refuse(N_("a cube handed out before was changed in the record"))
    if cube.seal != cube_seal(cube):
        refuse(N_("the cube was changed after it was sealed"))
    check_periods(cube, same)
    _check_shown([one.published() for one in (cube, *same)])
    linked = moving_with(cube, cube.cells, same)
    everyone = (cube, *linked)
    claimed = examine([one.published() for one in everyone], proof, bounds)
    for number, one in enumerate(everyone):
        if any((number, place) not in claimed for place in one.must_stay_open()):
            refuse(N_("a small cell has no worlds"))
    if counts is not None:
        _check_counts(cube, counts, same)


def examine(cubes: Sequence[PublishedCube], proof: Proof, bounds: Iterable[Bound]) -> Claimed:
    """Every hidden cell whose two worlds hold; ``cubes`` are all that move together, the new one first, then by age.

    Raises ProofRejectedError for whatever does not hold, and what ``space.lay_out`` raises.
    """
    if proof.seal != proof_seal(proof):
        refuse(N_("the proof was changed after it was sealed"))
    if proof.cubes != tuple(face_seal(one) for one in cubes):
        refuse(N_("the proof is not of these cubes"))
    if proof.bounds != in_force(bounds, cubes):
        refuse(N_("the proof does not keep to the limits that hold"))
    _check_shown(cubes)
    frame = _Frame(cubes, lay_out(cubes, proof.bounds))
    bases = [frame.whole(base) for base in proof.bases]
    claimed: dict[tuple[int, int], int] = {}
    last = (-1, -1)
    for claim in proof.claims:
        here = (claim.cube, claim.place)
        if not (0 <= claim.cube < len(cubes) and 0 <= claim.place < len(cubes[claim.cube].cells)) or here <= last:
            refuse(N_("a claim is about a cell that is not there, or out of order"))
        if cubes[claim.cube].cells[claim.place] is not None:
            refuse(N_("a claim is about a cell that is shown"))
        last = here
        atoms = frame.cells[claim.cube][claim.place]
        if frame.value(claim.empty, bases, atoms) != 0:
            refuse(N_("a cell is not empty in the world that should empty it"))
        need = frame.need(cubes[claim.cube].k, atoms)
        if frame.value(claim.full, bases, atoms) < need:
            refuse(N_("a cell is not full in the world that should fill it"))
        claimed[here] = need
    return claimed


def refuse(finding: str) -> NoReturn:
    """Raise ProofRejectedError with what was found, a text that is translated where it is shown."""
    refused = ProofRejectedError()
    refused.finding = finding
    raise refused


def _check_shown(cubes: Sequence[PublishedCube]) -> None:
    """Each cube keeps to what those before it showed and hid; what no other decided is not small."""
    decided: dict[Identity, int | None] = {}
    for cube in (*cubes[1:], cubes[0]):
        for who, cell in zip(identities(cube), cube.cells, strict=True):
            if who not in decided:
                if cell is not None and (type(cell) is not int or cell < cube.k):
                    refuse(N_("a small number is shown"))
                decided[who] = cell
            elif decided[who] != cell:
                refuse(N_("a cell is shown that was hidden before, or hidden that was shown, or has another number"))


class _Frame:
    """What every world of a proof must keep."""

    def __init__(self, cubes: Sequence[PublishedCube], space: Space) -> None:
        starts = space.starts
        self.size = space.size
        self.cells = [
            [tuple(starts[home] + place for place in places) for places in space.atoms(face)]
            for face, home in enumerate(space.homes)
        ]
        self._shown = [
            (atoms, number)
            for cube, cells in zip(cubes, self.cells, strict=True)
            for atoms, number in zip(cells, cube.cells, strict=True)
            if number is not None
        ]
        self._links = [
            (tuple(starts[link.left] + place for place in here), tuple(starts[link.right] + place for place in there))
            for link in space.links
            for here, there in link.pairs
        ]
        self._limits = [
            (tuple(starts[limit.clique] + place for place in limit.places), limit.most) for limit in space.limits
        ]
        self._inside = [frozenset(atoms) for atoms, _ in self._limits]
        # For each atom the sums that it is part of: those that may not change, and those that have room upwards.
        self._kept: list[list[int]] = [[] for _ in range(self.size)]
        self._kept_against: defaultdict[int, list[int]] = defaultdict(list)
        self._limited: defaultdict[int, list[int]] = defaultdict(list)
        for number, (atoms, _) in enumerate((*self._shown, *self._links)):
            for atom in atoms:
                self._kept[atom].append(number)
        for number, (_, against) in enumerate(self._links, len(self._shown)):
            for atom in against:
                self._kept_against[atom].append(number)
        for number, (atoms, _) in enumerate(self._limits):
            for atom in atoms:
                self._limited[atom].append(number)

    def need(self, k: int, atoms: Iterable[int]) -> int:
        """So many persons fill a cell: k, or fewer where a register allows no more."""
        return min(
            (
                k,
                *(
                    most
                    for inside, (_, most) in zip(self._inside, self._limits, strict=True)
                    if most < k and inside.issuperset(atoms)
                ),
            )
        )

    def whole(self, base: Changes) -> dict[int, int]:
        """The persons of each atom that has any."""
        sums = [0] * (len(self._shown) + len(self._links))
        last = -1
        for atom, number in base:
            if type(atom) is not int or type(number) is not int or not last < atom < self.size or number <= 0:
                refuse(N_("a world has numbers that are broken, out of order or below zero"))
            last = atom
            for row in self._kept[atom]:
                sums[row] += number
            for row in self._kept_against.get(atom, ()):
                sums[row] -= number
        if any(found != told for found, (_, told) in zip(sums, self._shown, strict=False)):
            refuse(N_("a world does not have a number that was shown"))
        if any(sums[len(self._shown) :]):
            refuse(N_("two cubes of a world contradict each other"))
        persons = dict(base)
        if any(sum(persons.get(atom, 0) for atom in atoms) > most for atoms, most in self._limits):
            refuse(N_("a world has more persons than a limit allows"))
        return persons

    def value(self, world: World, bases: Sequence[Mapping[int, int]], atoms: Sequence[int]) -> int:
        """How many persons a cell of these atoms has in a world, which is checked by its changes alone."""
        if type(world.base) is not int or not 0 <= world.base < len(bases):
            refuse(N_("a claim is about a world that is not there"))
        base = bases[world.base]
        net: defaultdict[int, int] = defaultdict(int)
        more: defaultdict[int, int] = defaultdict(int)
        last = -1
        for atom, difference in world.changes:
            if type(atom) is not int or type(difference) is not int or not last < atom < self.size:
                refuse(N_("a change is broken, out of order, or of an atom that is not there"))
            if base.get(atom, 0) + difference < 0:
                refuse(N_("a change leaves fewer than no persons"))
            last = atom
            for number in self._kept[atom]:
                net[number] += difference
            for number in self._kept_against.get(atom, ()):
                net[number] -= difference
            for number in self._limited.get(atom, ()):
                more[number] += difference
        if any(net.values()):
            refuse(N_("a change alters a number that was shown, or parts two cubes"))
        for number, rise in more.items():
            inside, most = self._limits[number]
            if rise > 0 and sum(base.get(atom, 0) for atom in inside) + rise > most:
                refuse(N_("a change makes more persons than a limit allows"))
        value = sum(base.get(atom, 0) for atom in atoms)
        if world.changes:
            cell = frozenset(atoms)
            value += sum(difference for atom, difference in world.changes if atom in cell)
        return value


def _check_counts(cube: ProtectedCube, counts: CountCube, linked: Iterable[ProtectedCube]) -> None:
    if (cube.request, cube.axes) != (counts.request, counts.axes):
        refuse(N_("the cube is not the one that was counted"))
    before = _told_before(linked)
    for who, cell, persons, dossiers in zip(identities(cube), cube.cells, counts.in_line, counts.dossiers, strict=True):
        earlier = before.get(who)
        if not isinstance(cell, Hidden):
            if cell != persons:
                refuse(N_("a shown number is not the one that was counted"))
            if earlier is None and (persons < cube.k or dossiers < FEWEST_DOSSIERS):
                refuse(N_("a cell is shown that must be hidden"))
        elif cell not in _reasons(persons, dossiers, cube.k, earlier):
            refuse(N_("a cell is hidden for another reason than it is marked with"))


def _told_before(linked: Iterable[ProtectedCube]) -> Mapping[Identity, Cell]:
    """What was told of each cell; a reason of a small one wins over others."""
    found: dict[Identity, Cell] = {}
    for one in linked:
        for who, cell in zip(identities(one), one.cells, strict=True):
            if who not in found or cell in SMALL:
                found[who] = cell
    return found


def _reasons(persons: int, dossiers: int, k: int, earlier: Cell | None) -> frozenset[Cell]:
    """With what a hidden cell may be marked; that another cube of the same people found it small may stand."""
    if persons == 0:
        return frozenset({Hidden.ZERO})
    if persons < k:
        own: frozenset[Cell] = frozenset({Hidden.PRIMARY_SMALL})
    else:
        own = frozenset({Hidden.PRIMARY_DOSSIERS}) if dossiers < FEWEST_DOSSIERS else FOR_OTHERS
    return own | {earlier} if earlier in SMALL else own
