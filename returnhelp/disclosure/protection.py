"""Makes a counted table safe to hand out: numbers in, numbers or the hidden sign out, with the proof."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from returnhelp.disclosure import plan, primary
from returnhelp.disclosure.checker import check
from returnhelp.disclosure.joint import Joint, join
from returnhelp.disclosure.proof import Claim, Proof, face_seal, proof_seal, table_seal
from returnhelp.disclosure.solver import Limit, Progress
from returnhelp.disclosure.witnesses import Attacker, Protector, Question, Worlds
from returnhelp.domain.errors import LoopedTablesError, NoSafeTableError, ProofTimeLimitError
from returnhelp.domain.tables import Cell, CoarserProposal, CountTable, Hidden, Interval, ProtectedTable, Shares

if TYPE_CHECKING:
    from returnhelp.disclosure.solver import Floats, Whole

SECONDS = 60.0
"""How long a proof may take before it is given up."""
_SHORTEST_SECRET = 16


@dataclass(frozen=True)
class _Company:
    """What was handed out for the same months: what moves together with the new table, and what only holds it."""

    linked: tuple[ProtectedTable, ...]
    outside: tuple[ProtectedTable, ...]


def protect(
    counts: CountTable,
    secret: bytes,
    already: Sequence[ProtectedTable] = (),
    limit_seconds: float = SECONDS,
    progress: Progress | None = None,
) -> tuple[ProtectedTable, Proof]:
    """The table with every number hidden that could give somebody away, and the checked proof that this is enough.

    ``secret`` is the office's key of at least 16 bytes; the same counts, key and ``already`` give the same answer.
    ``already`` is everything handed out so far, of any months, in the order in which it was. ``progress`` is told
    from 0 to 1 and cancels by raising.

    Raises OverlappingPeriodsError, LoopedTablesError, ClassificationChangedError, PublishedDiffersError,
    NoSafeTableError, ProofTimeLimitError, ProofRejectedError: then nothing may be handed out.
    """
    if len(secret) < _SHORTEST_SECRET:
        raise ValueError("the secret is too short")
    limit = Limit(limit_seconds, progress)
    same = plan.of_the_same_months(counts, already)
    cells = primary.decide(counts, secret, plan.decided(same))
    others = [one for one in same if one.request.variables != counts.request.variables]
    linked = plan.linked(counts, others)
    company = _Company(linked, tuple(one for one in others if one not in linked))
    joint = join(counts, company.linked, company.outside)
    limit.reached(0.05)
    _hide_for_others(counts, cells, secret, _shown_before(counts, same), joint, company, limit)
    limit.reached(0.7)
    table, proof = _prove(counts, cells, joint, company, limit)
    limit.reached(0.95)
    check(table, proof, already, counts)
    limit.reached(1.0)
    return table, proof


def coarser(
    tables: Iterable[CountTable],
    secret: bytes,
    already: Sequence[ProtectedTable] = (),
    limit_seconds: float = SECONDS,
    progress: Progress | None = None,
) -> tuple[CoarserProposal, ...]:
    """What each of the coarser tables would show, the most first; those that cannot be proven are left out.

    The tables are those of ``regions.coarser_requests``. When the time is over, what was reached is answered.
    """
    counted = tuple(tables)
    limit = Limit(limit_seconds)
    found: list[CoarserProposal] = []
    for number, counts in enumerate(counted):
        try:
            table, _ = protect(counts, secret, already, limit.left())
        except ProofTimeLimitError:
            break
        except (NoSafeTableError, LoopedTablesError):
            continue
        found.append(CoarserProposal(counts.request.rows, counts.request.columns, table.shares.cells))
        if progress:
            progress((number + 1) / len(counted))
    return tuple(sorted(found, key=lambda one: -one.share))


def share_shown(counts: CountTable, cells: Sequence[Cell]) -> Shares:
    """The part of all persons in shown cells, shown row totals and shown column totals; ``cells`` in line."""
    shape = plan.grid(counts)
    total = counts.total

    def share(first: int, end: int) -> float:
        shown = sum(cell for cell in cells[first:end] if not isinstance(cell, Hidden))
        return round(shown / total, 4) if total else 0.0

    rows, columns = shape.inner + shape.rows, shape.size - 1
    return Shares(share(0, shape.inner), share(shape.inner, rows), share(rows, columns))


def _shown_before(counts: CountTable, same: Iterable[ProtectedTable]) -> list[bool]:
    before = plan.decided(same)
    return [isinstance(before.get(what, Hidden.ZERO), int) for what in plan.categories(counts)]


def _published(cells: Iterable[Cell]) -> list[int | None]:
    return [None if isinstance(cell, Hidden) else cell for cell in cells]


def _needs(counts: CountTable, cells: Sequence[Cell], joint: Joint, company: _Company, every: bool) -> "Whole":
    """For each cell that needs two worlds the persons that fill it; ``every`` hidden cell counts as such."""
    import numpy as np

    need = np.zeros(joint.size, dtype=np.int64)
    lines = [(counts.request.k, _drafted(counts, cells)), *((one.k, one) for one in company.linked)]
    for (k, table), start in zip(lines, joint.starts, strict=True):
        line = table.in_line()
        hidden = [place for place, cell in enumerate(line) if isinstance(cell, Hidden)]
        for place in hidden if every else table.must_stay_open():
            need[start + place] = k
    return need


def _hide_for_others(
    counts: CountTable,
    cells: list[Cell],
    secret: bytes,
    must_show: Sequence[bool],
    joint: Joint,
    company: _Company,
    limit: Limit,
) -> None:
    """Hide what is needed so that each small cell can be emptied and filled, then show again what is not needed."""
    truth = counts.persons_in_line()
    earlier = [cell for one in company.linked for cell in one.published().in_line()]
    need = _needs(counts, cells, joint, company, every=False)
    attacker = Attacker(joint, [_published(cells), earlier], limit)
    worlds = Worlds(need)
    waiting = attacker.cover(worlds)
    if not waiting:
        return
    limit.reached(0.2)
    price = _prices(counts, secret, cells, must_show)
    protector = Protector(joint, truth, earlier, price, limit)
    asked: list[Question] = []
    hidden: list[int] = []
    for number, (place, fill) in enumerate(waiting):
        limit.reached(0.2 + 0.3 * number / len(waiting))
        if (worlds.full if fill else worlds.empty)[place] >= 0 or attacker.ask(worlds, place, fill):
            continue
        answer = protector.answer(place, fill, int(need[place]))
        if answer is None:
            raise NoSafeTableError(rows=counts.request.rows, columns=counts.request.columns)
        world, touched = answer
        for one in touched:
            cells[one] = Hidden.COMPLEMENTARY
            attacker.forget(one)
            protector.hide(one)
        hidden += touched
        asked.append((place, fill))
        worlds.take(world)
    for number, one in enumerate(sorted(hidden, key=lambda place: (-price[place], place))):
        limit.reached(0.5 + 0.2 * number / len(hidden))
        attacker.learn(one, truth[one])
        left = worlds.still_with(one, truth[one])
        if attacker.cover(left, asked, give_up=True):
            attacker.forget(one)
        else:
            worlds, cells[one] = left, truth[one]


def _prices(counts: CountTable, secret: bytes, cells: Sequence[Cell], must_show: Sequence[bool]) -> "Floats":
    """What hiding each shown cell costs: totals more than cells, many persons more than few, a secret tenth by chance.

    The chance keeps somebody who knows this program from running it backwards.
    """
    import numpy as np

    shape = plan.grid(counts)
    price = np.zeros(shape.size)
    for place, (what, cell) in enumerate(zip(plan.categories(counts), cells, strict=True)):
        if isinstance(cell, Hidden):
            continue
        level = 1.0 if place < shape.inner else 3.0 if place < shape.size - 1 else 10.0
        by_chance = 1 + primary.chance(secret, "price", counts.request, what) / 10
        price[place] = math.inf if must_show[place] else level * (1 + math.log2(max(cell, 1))) * by_chance
    return price


def _prove(
    counts: CountTable, cells: Sequence[Cell], joint: Joint, company: _Company, limit: Limit
) -> tuple[ProtectedTable, Proof]:
    """Start afresh from the published numbers alone, and find worlds for every hidden cell that allows them."""
    faces = [one.published().in_line() for one in company.linked]
    attacker = Attacker(joint, [_published(cells), *faces], limit)
    worlds = Worlds(_needs(counts, cells, joint, company, every=True))
    attacker.cover(worlds)
    limit.reached(0.85)
    needed = [int(place) for place in _needs(counts, cells, joint, company, every=False).nonzero()[0]]
    if any(worlds.empty[place] < 0 or worlds.full[place] < 0 for place in needed):
        raise NoSafeTableError(rows=counts.request.rows, columns=counts.request.columns)
    narrowest = attacker.narrowest(worlds, [place for place in needed if place < joint.grids[0].size])
    table = _drafted(counts, cells, narrowest)
    table = table.sealed(table_seal(table))
    claims = tuple(
        Claim(number, place - span.start, int(worlds.empty[place]), int(worlds.full[place]))
        for number, _, span in joint.spans()
        for place in range(span.start, span.stop)
        if worlds.empty[place] >= 0 and worlds.full[place] >= 0
    )
    inner = [slice(span.start, span.start + shape.inner) for _, shape, span in joint.spans()]
    told = tuple(tuple(tuple(world[stretch].tolist()) for stretch in inner) for world in worlds.found)
    proof = Proof(tuple(face_seal(one) for one in company.linked), told, claims)
    return table, proof.sealed(proof_seal(proof, table, company.linked))


def _drafted(counts: CountTable, cells: Sequence[Cell], narrowest: Interval | None = None) -> ProtectedTable:
    shape = plan.grid(counts)
    return ProtectedTable(
        counts.request,
        counts.row_keys,
        counts.column_keys,
        tuple(tuple(cells[shape.at(row, 0) : shape.at(row, 0) + shape.columns]) for row in range(shape.rows)),
        tuple(cells[shape.inner : shape.inner + shape.rows]),
        tuple(cells[shape.inner + shape.rows : shape.size - 1]),
        cells[shape.size - 1],
        share_shown(counts, cells),
        narrowest,
    )
