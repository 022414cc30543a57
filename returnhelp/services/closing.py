"""Closing months: their counts are frozen and sealed, and never change again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from returnhelp.domain.errors import (
    ClosedMonthDamagedError,
    LedgerDamagedError,
    MonthNotOverError,
    ReturnHelpError,
)
from returnhelp.domain.office import Closing
from returnhelp.domain.roles import Act
from returnhelp.domain.tables import Months
from returnhelp.services import records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import freezing, ledger_rows, repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session
    from returnhelp.vault.rings import Ring

REMINDED_ON = 10
"""The day of the next month on which a reminder comes."""


@dataclass(frozen=True)
class ClosedMonth:
    """A closed month: when and by whom it was closed, and what it counts; exact numbers, which stay in the office."""

    month: date
    at: datetime
    by: str
    persons: int | None
    """None for a month of an older program that is not sealed yet."""
    late: int
    """How many of them departed in an earlier month and were entered late."""


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def closed_months(session: "Session") -> list[date]:
    """The first day of each closed month, in order."""
    return [one.month for one in repositories.closings(session)]


def open_months(session: "Session", today: date) -> tuple[date, ...]:
    """The months that are over and not closed, from the first closed one, or else the first departure, on."""
    closed = closed_months(session)
    first = closed[0] if closed else repositories.first_departure(session)
    if first is None:
        return ()
    month, found = first.replace(day=1), []
    while month_after(month) <= today:
        if month not in closed:  # a restore may have left one out between two others
            found.append(month)
        month = month_after(month)
    return tuple(found)


def reminder_of(month: date) -> date:
    """The day from which closing a month is overdue: the 10th of the month after, a working day or not."""
    return month_after(month).replace(day=REMINDED_ON)


def overdue_of(months: tuple[date, ...], today: date) -> tuple[date, ...]:
    """Those of these months that should have been closed by now."""
    return tuple(month for month in months if reminder_of(month) <= today)


def ring(look: Look | Work) -> "Ring":
    """The keys under which months are sealed; the ring is never renewed, and every key on it may have made a seal."""
    from returnhelp.vault.rings import Purpose

    return look.office.unlocked.ring(Purpose.DISCLOSURE)


def require_sound(look: Look | Work, period: Months) -> None:
    """That the closed months of a period stand as they were closed; to be asked before they are counted.

    Raises ClosedMonthDamagedError.
    """
    freezing.verify(look.session, period, ring(look).all)


def faults(look: Look | Work) -> list[ReturnHelpError]:
    """Every closed month that is not as it was sealed, and the first damage of the ledger of what was handed out."""
    changed = freezing.damaged(look.session, date.min, date.max, ring(look).all)
    found: list[ReturnHelpError] = [ClosedMonthDamagedError(month=month) for month in changed]
    try:
        ledger_rows.entries(look.session)
    except LedgerDamagedError as damage:
        found.append(damage)
    return found


def seal_older(work: Work) -> None:
    """Seal what an older program closed; every command that closes or hands out does this first."""
    freezing.seal_older(work.session, ring(work).current)


@question(Act.ANONYMISED_STATISTICS)
def state(look: Look) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The closed months and the ones that wait to be closed."""
    return tuple(closed_months(look.session)), open_months(look.session, look.office.today())


@question(Act.ANONYMISED_STATISTICS)
def overdue(look: Look) -> tuple[date, ...]:
    """The months that wait to be closed since the 10th of the month after."""
    today = look.office.today()
    return overdue_of(open_months(look.session, today), today)


@question(Act.ANONYMISED_STATISTICS)
def history(look: Look) -> tuple[ClosedMonth, ...]:
    """Every closed month, the latest first: several that were closed at once have the same moment and name."""
    users = records.names_of_users(look.session)
    late = freezing.late_by_month(look.session)
    return tuple(
        ClosedMonth(one.month, one.closed_at, users.get(one.by_user_id, ""), one.persons, late.get(one.month, 0))
        for one in reversed(repositories.closings(look.session))
    )


@command(Act.CLOSE_MONTH)
def close(work: Work, until: date) -> tuple[date, ...]:
    """Close every open month up to the one of ``until``; the answer is which. There is no reopening.

    A departure entered later counts in the next month that is closed. Raises MonthNotOverError.
    """
    last = until.replace(day=1)
    if month_after(last) > work.today:
        raise MonthNotOverError(month=last)
    months = tuple(month for month in open_months(work.session, work.today) if month <= last)
    seal_older(work)
    freezing.part_from_former(work.session)
    freezing.freeze(work.session, months)
    work.session.add_all(Closing(month, work.now, work.office.user.id) for month in months)
    work.session.flush()
    freezing.write_seals(work.session, months, ring(work).current)
    work.unit.detail["months"] = [month.isoformat() for month in months]
    return months
