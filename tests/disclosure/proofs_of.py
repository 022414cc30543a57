"""Protected cubes made by hand, and proofs of them, for the tests of the checker."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from returnhelp.disclosure.proof import Proof, cube_seal
from returnhelp.disclosure.prover import prove
from returnhelp.domain.cubes import Bound, CountCube, ProtectedCube, PublishedCube
from returnhelp.domain.tables import FEWEST_DOSSIERS, Cell, Hidden


def protected(counts: CountCube, others: Collection[int] = ()) -> ProtectedCube:
    """What must be hidden is, and so are the ``others`` (places in line)."""

    def told(place: int, persons: int, dossiers: int) -> Cell:
        if not persons:
            return Hidden.ZERO
        if persons < counts.request.k:
            return Hidden.PRIMARY_SMALL
        if dossiers < FEWEST_DOSSIERS:
            return Hidden.PRIMARY_DOSSIERS
        return Hidden.COMPLEMENTARY if place in others else persons

    pairs = zip(counts.in_line, counts.dossiers, strict=True)
    return sealed(ProtectedCube(counts.request, counts.axes, tuple(told(n, *pair) for n, pair in enumerate(pairs))))


def sealed(cube: ProtectedCube) -> ProtectedCube:
    return cube.sealed(cube_seal(cube))


def proven(cube: ProtectedCube, already: Sequence[ProtectedCube] = (), bounds: Sequence[Bound] = ()) -> Proof:
    return prove(cube.published(), [one.published() for one in already], bounds)


def with_cell(cube: ProtectedCube, place: int, cell: Cell) -> ProtectedCube:
    """With one cell changed, and sealed anew as a forger would."""
    return sealed(replace(cube, cells=(*cube.cells[:place], cell, *cube.cells[place + 1 :])))


def published_with(cube: PublishedCube, place: int, cell: int | None) -> PublishedCube:
    return replace(cube, cells=(*cube.cells[:place], cell, *cube.cells[place + 1 :]))
