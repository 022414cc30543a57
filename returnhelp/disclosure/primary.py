"""Which cells must be hidden for their own sake, and which are hidden so that the sign alone tells nothing."""

import hashlib
import hmac
import json
from collections.abc import Mapping

from returnhelp.disclosure.plan import Category, categories, grid
from returnhelp.domain.errors import PublishedDiffersError
from returnhelp.domain.tables import FEWEST_DOSSIERS, SMALL, Cell, CountTable, Hidden, TableRequest

DECOYS = 0.15
"""The share of inner cells from k to 2k - 1 persons that a secret choice hides although they need not be."""


def decide(counts: CountTable, secret: bytes, before: Mapping[Category, Cell]) -> list[Cell]:
    """Each place of the table: the number that may be shown, or why it is hidden.

    What was decided ``before`` for the same people stays decided; PublishedDiffersError if it was for other numbers.
    """
    period = counts.request.period
    cells: list[Cell] = []
    inner = grid(counts).inner
    lines = zip(categories(counts), counts.persons_in_line(), counts.dossiers_in_line(), strict=True)
    for place, (what, persons, dossiers) in enumerate(lines):
        cell = own_rule(persons, dossiers, counts.request.k)
        if cell == persons and place < inner and persons < 2 * counts.request.k:
            cell = Hidden.DECOY if chance(secret, "decoy", counts.request, what) < DECOYS else cell
        earlier = before.get(what, cell)
        if earlier != persons if not isinstance(earlier, Hidden) else (earlier is Hidden.ZERO) != (persons == 0):
            raise PublishedDiffersError(first=period.first, last=period.last)
        if not isinstance(earlier, Hidden) or earlier in SMALL or cell not in SMALL:
            cell = earlier
        cells.append(cell)
    return cells


def own_rule(persons: int, dossiers: int, k: int) -> Cell:
    """What the numbers of a cell alone demand."""
    if persons == 0:
        return Hidden.ZERO
    if persons < k:
        return Hidden.PRIMARY_SMALL
    return Hidden.PRIMARY_DOSSIERS if dossiers < FEWEST_DOSSIERS else persons


def chance(secret: bytes, purpose: str, request: TableRequest, what: Category) -> float:
    """A number from 0 to 1 that only who has the secret can foretell; for the same people always the same."""
    told = [purpose, request.period.first.isoformat(), request.period.last.isoformat()]
    told += sorted(f"{variable.value}={key}" for variable, key in what)
    digest = hmac.digest(secret, json.dumps(told).encode(), hashlib.sha256)
    return int.from_bytes(digest[:8], "big") / 2**64
