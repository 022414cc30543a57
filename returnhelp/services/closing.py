"""Closing months: their counts are frozen and never change again."""

from datetime import date
from typing import TYPE_CHECKING

from returnhelp.domain.errors import MonthNotOverError
from returnhelp.domain.office import Closing
from returnhelp.domain.roles import Act
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import freezing, repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def closed_months(session: "Session") -> list[date]:
    """The first day of each closed month, in order."""
    return [one.month for one in repositories.closings(session)]


def open_months(session: "Session", today: date) -> tuple[date, ...]:
    """The months that are over and not closed, from the first departure (or the last closing) on."""
    closed = closed_months(session)
    first = repositories.first_departure(session)
    if closed:
        month = month_after(closed[-1])
    elif first is not None:
        month = first.replace(day=1)
    else:
        return ()
    found = []
    while month_after(month) <= today:
        found.append(month)
        month = month_after(month)
    return tuple(found)


@question(Act.ANONYMISED_STATISTICS)
def state(look: Look) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The closed months and the ones that wait to be closed."""
    return tuple(closed_months(look.session)), open_months(look.session, look.office.today())


@command(Act.CLOSE_MONTH)
def close(work: Work, until: date) -> tuple[date, ...]:
    """Close every open month up to the one of ``until``; the answer is which. There is no reopening.

    A departure entered later counts in the next month that is closed. Raises MonthNotOverError.
    """
    last = until.replace(day=1)
    if month_after(last) > work.today:
        raise MonthNotOverError(month=last)
    months = tuple(month for month in open_months(work.session, work.today) if month <= last)
    freezing.part_from_former(work.session)
    for month in months:
        freezing.freeze(work.session, month)
        work.session.add(Closing(month, work.now, work.office.user.id))
    work.unit.detail["months"] = [month.isoformat() for month in months]
    return months
