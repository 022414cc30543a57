"""What was handed out, and the closed months that it rests on, taken from one store of an office into another."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from returnhelp.storage import freezing, ledger_rows
from returnhelp.storage.ledger_rows import LedgerRow
from returnhelp.storage.statistics_tables import closings, frozen_departures
from returnhelp.storage.tables import cases, travellers


@dataclass(frozen=True)
class Kept:
    """What is to outlive a store: the sound part of its ledger, its closings that the other lacks, and their rows."""

    ledger: tuple[LedgerRow, ...]
    closings: tuple[Any, ...]
    rows: tuple[dict[str, Any], ...]

    @property
    def months(self) -> tuple[date, ...]:
        return tuple(one.month for one in self.closings)


def known(session: Session) -> dict[date, freezing.Seal]:
    """What each closed month of a store counts."""
    return freezing.digests(session, session.scalars(select(closings.c.month).order_by(closings.c.month)).all())


def read(session: Session, keys: Sequence[bytes], elsewhere: Mapping[date, freezing.Seal]) -> Kept:
    """What another store, which knows these months, lacks of this one.

    Of the ledger what comes before the first damaged entry; of the months those that stand as they were sealed, and
    are not closed or count something else there.
    """
    damaged = freezing.damaged(session, date.min, date.max, keys)
    own = known(session)
    differing = tuple(
        row
        for row in session.execute(select(closings).order_by(closings.c.month))
        if row.month not in damaged and elsewhere.get(row.month) != own[row.month]
    )
    rows: list[dict[str, Any]] = []
    for closing in differing:
        mine = select(frozen_departures).where(frozen_departures.c.month == closing.month)
        rows += [dict(row._mapping) for row in session.execute(mine.order_by(frozen_departures.c.id))]
    return Kept(tuple(ledger_rows.sound_part(session)), differing, tuple(rows))


def take_over(session: Session, kept: Kept, key: bytes) -> int:
    """Make a store agree with what was handed out by another; the answer is how many entries came.

    The entries that this ledger lacks come at its end, in their order, and name their cubes by the new numbers. The
    months come over with their closings and are sealed with ``key``: closed figures never change, not even by a
    restore. A person of such a month who is here already is not counted again; who is entered anew is somebody else
    to the program, and counts as a late entry.
    """
    for month in kept.months:
        session.execute(delete(frozen_departures).where(frozen_departures.c.month == month))
        session.execute(delete(closings).where(closings.c.month == month))
    _insert(session, kept.rows)
    for row in kept.closings:
        closing = {"month": row.month, "closed_at": row.closed_at, "by_user_id": row.by_user_id}
        session.execute(insert(closings).values(closing))
    freezing.write_seals(session, kept.months, key)
    return _append(session, kept.ledger)


def _insert(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Enter frozen rows under new numbers, each with its traveller where that is the same person here."""
    if not rows:
        return
    counted = set(session.scalars(select(frozen_departures.c.traveller_id)))
    here = select(travellers.c.id, cases.c.household_id).join(cases, cases.c.id == travellers.c.case_id)
    dossier_of: dict[int, int] = {row.id: row.household_id for row in session.execute(here)}
    first = (session.scalar(select(func.max(frozen_departures.c.id))) or 0) + 1
    made = []
    for number, row in enumerate(rows, start=first):
        traveller = row["traveller_id"]
        same = dossier_of.get(traveller) == row["dossier"] and traveller not in counted
        counted.add(traveller)
        made.append({**row, "id": number, "traveller_id": traveller if same else -number})
    session.execute(insert(frozen_departures), made)


def _append(session: Session, ledger: Sequence[LedgerRow]) -> int:
    """Enter what is lacking here, with the numbers that the cubes have here; the answer is how many came."""
    here: defaultdict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for row in ledger_rows.sound_part(session):
        here[_told(row)].append(row.number)
    numbers: dict[int, int] = {}
    later = 0
    for row in ledger:
        same = ledger_rows.renumbered(row, numbers)
        if here[_told(same)]:
            numbers[row.number] = here[_told(same)].popleft()
        else:
            numbers[row.number] = ledger_rows.take_over(session, same)
            later += 1
    return later


def _told(row: LedgerRow) -> tuple[object, ...]:
    return row.at, row.by_user_id, row.kind, row.content_text, row.proof_text
