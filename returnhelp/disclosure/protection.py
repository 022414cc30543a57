"""Makes a counted cube safe to hand out: numbers in, numbers or the hidden sign out, with the proof."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from returnhelp.disclosure import optimum, primary, prover
from returnhelp.disclosure.checker import check
from returnhelp.disclosure.insiders import Insiders
from returnhelp.disclosure.linear import Limit, Model, Progress
from returnhelp.disclosure.periods import check_periods
from returnhelp.disclosure.proof import Proof, cube_seal, face_seal, in_force
from returnhelp.disclosure.space import Identity, identities, lay_out, moving_with, same_people
from returnhelp.disclosure.suppression import CUBE, QUICK, Suppression
from returnhelp.disclosure.unknowns import Unknowns
from returnhelp.domain.cubes import (
    Bound,
    CoarserProposal,
    CountCube,
    LevelShare,
    ProtectedCube,
    PublishedCube,
)
from returnhelp.domain.errors import LoopedTablesError, NoSafeTableError, OverlappingPeriodsError, ProofTimeLimitError
from returnhelp.domain.tables import FOR_OTHERS, Cell, Hidden, Interval, Variable

SECONDS = 600.0
"""How long a proof may take before it is given up."""
_SHORTEST_SECRET = 16
_WIDENED = 4
"""So often more is hidden where no proof is found."""
_INTERVALS = 40_000
"""So many cells times intervals are looked at for the narrowest: 36 intervals of 1,100 cells, 2 of 20,000."""
_ROUNDS = 4
"""So long is looked for a proven bound of what must be hidden."""


def protect(
    counts: CountCube,
    secret: bytes,
    already: Sequence[ProtectedCube] = (),
    bounds: Sequence[Bound] = (),
    limit_seconds: float = SECONDS,
    progress: Progress | None = None,
) -> tuple[ProtectedCube, Proof]:
    """The cube with every number hidden that could give somebody away, and the checked proof that this is enough.

    ``secret`` is the office's key of at least 16 bytes; the same counts, key, ``already`` and ``bounds`` give the same
    answer. ``already`` is everything handed out so far, of any months, in the order in which it was. ``progress`` is
    told from 0 to 1 and cancels by raising.

    Raises OverlappingPeriodsError, LoopedTablesError, ClassificationChangedError, PublishedDiffersError,
    RegisterBoundTooLowError, NoSafeTableError, ProofTimeLimitError, ProofRejectedError: then nothing may be handed out.
    """
    if len(secret) < _SHORTEST_SECRET:
        raise ValueError("the secret is too short")
    limit = Limit(limit_seconds, progress)
    same = _same(counts, already)
    check_periods(counts, same)
    told = primary.told_before(same)
    linked = _linked(counts, same, told)
    held = in_force(bounds, (counts, *linked))
    suppression = _begun(counts, secret, told, linked, held, limit.between(0.02, 0.5))
    suppression.hide()
    suppression.limit = limit.between(0.5, 0.6)
    Insiders(suppression).protect()
    proof = _proven(suppression, linked, bounds, limit.between(0.6, 0.9))
    cube = _finished(suppression, linked, held, limit)
    limit.reached(0.95)
    check(cube, proof, already, bounds, counts)
    limit.reached(1.0)
    return cube, proof


def coarser(
    cubes: Iterable[CountCube],
    secret: bytes,
    already: Sequence[ProtectedCube] = (),
    bounds: Sequence[Bound] = (),
    limit_seconds: float = SECONDS,
    progress: Progress | None = None,
) -> tuple[CoarserProposal, ...]:
    """About what each of these cubes would show, the most first; those that could not be made at all are left out.

    An estimate, as nothing is proven. Of a large table the search is a short one, and nothing more is hidden against
    insiders, so that the cube itself may show a little less, or more. When the time is over, what was reached is
    answered.
    """
    counted = tuple(cubes)
    limit = Limit(limit_seconds)
    found: list[CoarserProposal] = []
    for number, counts in enumerate(counted):
        same = _same(counts, already)
        told = primary.told_before(same)
        try:
            check_periods(counts, same)
            linked = _linked(counts, same, told)
            suppression = _begun(counts, secret, told, linked, in_force(bounds, (counts, *linked)), limit)
            suppression.estimate()
            if len(counts.in_line) <= QUICK:
                Insiders(suppression).protect()
        except ProofTimeLimitError:
            break
        except (NoSafeTableError, LoopedTablesError, OverlappingPeriodsError):
            continue
        innermost = tuple(axis.variable for axis in counts.axes)
        share = next(one.share for one in shares(counts, suppression.cells) if one.level == innermost)
        found.append(CoarserProposal(counts.request, share))
        if progress:
            progress((number + 1) / len(counted))
    return tuple(sorted(found, key=lambda one: -one.share))


def shares(counts: CountCube, cells: Sequence[Cell]) -> tuple[LevelShare, ...]:
    """The part of all persons in shown cells, at each combination of levels of the axes; ``cells`` in line."""
    line = counts.in_line
    levels: list[list[tuple[Variable | None, list[int]]]] = [
        [
            *((level, [axis.place(level, key) for key in axis.keys(level)]) for level in (axis.variable, *axis.levels)),
            (None, [axis.everybody]),
        ]
        for axis in counts.axes
    ]
    found = []
    for level in product(*levels):
        places = map(counts.shape.place, product(*(nodes for _, nodes in level)))
        shown = sum(line[place] for place in places if not isinstance(cells[place], Hidden))
        share = round(shown / counts.total, 4) if counts.total else 0.0
        found.append(LevelShare(tuple(variable for variable, _ in level), share))
    return tuple(found)


def _same(counts: CountCube, already: Sequence[ProtectedCube]) -> list[ProtectedCube]:
    same = same_people(counts, already)
    return [one for one in already if any(one is other for other in same)]


def _linked(
    counts: CountCube, same: Sequence[ProtectedCube], told: Mapping[Identity, Cell]
) -> tuple[ProtectedCube, ...]:
    """Those that the proof must hold too; what was shown before of the same people is shown in the new cube as well."""
    return moving_with(counts, [told.get(who, Hidden.ZERO) for who in identities(counts)], same)


def _begun(
    counts: CountCube,
    secret: bytes,
    told: Mapping[Identity, Cell],
    linked: Sequence[ProtectedCube],
    held: Sequence[Bound],
    limit: Limit,
) -> Suppression:
    """Hidden is what must be for its own sake, and by a secret choice."""
    cells = primary.decide(counts, secret, told)
    limit.reached(0.0)
    apart = _each_once(linked)
    return Suppression(counts, cells, lay_out([counts, *apart], held), apart, told, secret, limit)


def _each_once(linked: Iterable[ProtectedCube]) -> list[ProtectedCube]:
    """What was handed out several times says the same each time."""
    return list({face_seal(one): one for one in linked}.values())


def _proven(suppression: Suppression, linked: Sequence[ProtectedCube], bounds: Sequence[Bound], limit: Limit) -> Proof:
    """Start afresh from the published numbers alone; where that does not find the worlds, hide more and try again."""
    earlier = [one.published() for one in linked]
    face_of = {face_seal(one): face for face, one in enumerate(suppression.ground.earlier, 1)}
    for tried in range(_WIDENED):
        part = 0.5**tried
        draft = _drafted(suppression)
        proof = prover.prove(draft.published(), earlier, bounds, limit.between(1 - part, 1 - part / 2))
        claimed = {(claim.cube, claim.place) for claim in proof.claims}
        missing = [
            (number, place)
            for number, cube in enumerate((draft, *linked))
            for place in cube.must_stay_open()
            if (number, place) not in claimed
        ]
        if not missing:
            return proof
        faces = [(face_of[face_seal(linked[number - 1])] if number else CUBE, place) for number, place in missing]
        widened = [suppression.widen(face, place) for face, place in faces]
        if not any(widened):
            break
    raise suppression.unsafe()


def _finished(
    suppression: Suppression, linked: Sequence[ProtectedCube], held: Sequence[Bound], limit: Limit
) -> ProtectedCube:
    """The cube with its figures for the admin, under its seal."""
    draft = _drafted(suppression)
    cube = ProtectedCube(
        draft.request,
        draft.axes,
        draft.cells,
        shares(suppression.counts, draft.cells),
        _narrowest(draft, [one.published() for one in linked], held, limit),
        _fewest(suppression, limit),
    )
    return cube.sealed(cube_seal(cube))


def _drafted(suppression: Suppression) -> ProtectedCube:
    return ProtectedCube(suppression.counts.request, suppression.counts.axes, tuple(suppression.cells))


def _narrowest(
    cube: ProtectedCube, linked: Sequence[PublishedCube], held: Sequence[Bound], limit: Limit
) -> Interval | None:
    """The narrowest of the intervals that an attacker computes of protected cells; all of them can be 0.

    Of a large cube only those are computed that single sums leave the least room.
    """
    import numpy as np

    needed = set(cube.must_stay_open())
    cubes = (cube.published(), *linked)
    unknowns = Unknowns(lay_out(cubes, held), cubes)
    protected = [one for one in unknowns.hidden if one.face == CUBE and one.place in needed and one.need]
    if not protected:
        return None
    narrow = unknowns.ceiling
    free = unknowns.free
    room = sorted((float(unknowns.most[one.atoms].sum()), one.place, one) for one in protected)
    model = Model(unknowns.least[free], unknowns.most[free], unknowns.rows(), limit)
    for _, _, one in room[: max(1, _INTERVALS // len(cube.cells))]:
        limit.left()
        columns = unknowns.column[one.atoms]
        cost = np.zeros(len(free))
        cost[columns[columns >= 0]] = -1.0
        values = model.cheapest(cost)
        if values is None:
            raise NoSafeTableError(variables=cube.request.variables)
        known = unknowns.least[one.atoms[columns < 0]].sum()
        narrow = min(narrow, math.floor(float(known - cost @ values) + 1e-6))
        if narrow <= one.need:
            break
    return Interval(0, narrow if narrow < unknowns.ceiling else None)


def _fewest(suppression: Suppression, limit: Limit) -> int | None:
    """So many cells at least are hidden for the sake of others by any method; None for a cube that is too large."""
    if len(suppression.cells) > optimum.LARGEST:
        return None
    protected = {line: suppression.ground.need(CUBE, line) for face, line in suppression.protected() if face == CUBE}
    decided = {
        place
        for place, cell in enumerate(suppression.cells)
        if isinstance(cell, Hidden) and (cell not in FOR_OTHERS or cell is Hidden.DECOY)
    }
    found = optimum.fewest(
        suppression.counts,
        {line: (0, need) for line, need in protected.items()},
        decided,
        rounds=_ROUNDS,
        exact=False,
        limit=limit.between(0.9, 0.95),
    )
    return found.least
