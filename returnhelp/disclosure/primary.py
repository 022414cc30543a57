"""Which cells must be hidden for their own sake, and which are hidden so that the sign alone tells nothing."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping

from returnhelp.disclosure.space import Identity, identities
from returnhelp.domain.cubes import CountCube, ProtectedCube
from returnhelp.domain.errors import PublishedDiffersError
from returnhelp.domain.tables import FEWEST_DOSSIERS, SMALL, Cell, Hidden

DECOYS = 0.15
"""The share of inner cells from k to 2k - 1 persons that a secret choice hides although they need not be."""
EMPTY = 0.005
"""The share of empty inner cells that a secret choice looks after as if there were somebody in them."""


def told_before(linked: Iterable[ProtectedCube]) -> Mapping[Identity, Cell]:
    """What earlier cubes of the same people told of each cell; that one found it small wins over other reasons."""
    found: dict[Identity, Cell] = {}
    for cube in linked:
        for who, cell in zip(identities(cube), cube.cells, strict=True):
            if who not in found or cell in SMALL:
                found[who] = cell
    return found


def decide(counts: CountCube, secret: bytes, before: Mapping[Identity, Cell]) -> list[Cell]:
    """Each cell in line: the number that may be shown, or why it is hidden.

    What was decided ``before`` for the same people stays decided; PublishedDiffersError if it was for other numbers.
    """
    period, k = counts.request.period, counts.request.k
    cells: list[Cell] = []
    inner = _innermost(counts)
    lines = zip(identities(counts), counts.in_line, counts.dossiers, inner, strict=True)
    for who, persons, dossiers, innermost in lines:
        cell = own_rule(persons, dossiers, k)
        if cell == persons and innermost and persons < 2 * k and chance(secret, "decoy", who) < DECOYS:
            cell = Hidden.DECOY
        earlier = before.get(who, cell)
        if earlier != persons if not isinstance(earlier, Hidden) else (earlier is Hidden.ZERO) != (persons == 0):
            raise PublishedDiffersError(first=period.first, last=period.last)
        if not isinstance(earlier, Hidden) or earlier in SMALL or cell not in SMALL:
            cell = earlier
        cells.append(cell)
    return cells


def as_if_small(counts: CountCube, secret: bytes, cells: Iterable[Cell]) -> frozenset[int]:
    """The decoys, and the empty cells of the secret choice: hiding for their sake, too, goes on as for small cells.

    Otherwise somebody who has this program, not the key, could tell from what else is hidden which of them are small.
    """
    empty = Hidden.ZERO if not counts.request.sensitive else None  # there all of them are looked after
    lines = enumerate(zip(identities(counts), cells, _innermost(counts), strict=True))
    return frozenset(
        line
        for line, (who, cell, innermost) in lines
        if cell is Hidden.DECOY or (cell is empty and innermost and chance(secret, "empty", who) < EMPTY)
    )


def own_rule(persons: int, dossiers: int, k: int) -> Cell:
    """What the numbers of a cell alone demand."""
    if persons == 0:
        return Hidden.ZERO
    if persons < k:
        return Hidden.PRIMARY_SMALL
    return Hidden.PRIMARY_DOSSIERS if dossiers < FEWEST_DOSSIERS else persons


def chance(secret: bytes, purpose: str, who: Identity) -> float:
    """A number from 0 to 1 that only who has the secret can foretell; for the same people always the same."""
    what, months = who
    told = [purpose, *sorted(month.isoformat() for month in months)]
    told += sorted(f"{variable.value}={'|'.join(sorted(map(str, keys)))}" for variable, keys in what)
    digest = hmac.digest(secret, json.dumps(told).encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big") / 2**64


def _innermost(counts: CountCube) -> Iterable[bool]:
    leaves = [len(axis.leaves) for axis in counts.axes]
    for nodes in counts.shape.every():
        yield all(node < size for node, size in zip(nodes, leaves, strict=True))
