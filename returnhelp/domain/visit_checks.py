"""What the dates of a monitoring visit must keep, and what of it a person is told to look at."""

from datetime import date, timedelta
from enum import StrEnum

from returnhelp.domain.case import Case
from returnhelp.domain.errors import (
    VisitBeforeDepartureError,
    VisitDueBeforeDepartureError,
    VisitNotMadeError,
    VisitWithoutDepartureError,
)
from returnhelp.domain.monitoring import Visit
from returnhelp.domain.steps import AFTER_DEPARTURE, Step

EARLY = timedelta(days=30)
"""A visit so long before it is due is told of: it may be the one that was due before."""
_AWAY = AFTER_DEPARTURE | {Step.CLOSED, Step.RECLAIM}


class VisitState(StrEnum):
    """How a visit stands on a day."""

    TO_COME = "to_come"
    OVERDUE = "overdue"
    DONE = "done"
    UNDATED = "undated"


class VisitDoubt(StrEnum):
    """What about a visit a person is told to look at; nothing of it stops them."""

    EARLY = "early"
    NO_OUTCOME = "no_outcome"


def check(case: Case) -> None:
    """Raises the named error of the first visit that cannot be so."""
    for visit in case.visits:
        departed, done = departed_on(case, visit.person_id), visit.done_on
        if done is not None and departed is None and case.step not in _AWAY:
            raise VisitWithoutDepartureError(day=done)
        if done is not None and departed is not None and done < departed:
            raise VisitBeforeDepartureError(day=done, departed=departed)
        if visit.due_on is not None and departed is not None and visit.due_on < departed:
            raise VisitDueBeforeDepartureError(day=visit.due_on, departed=departed)
        if visit.done_on is None and visit.outcome is not None:
            raise VisitNotMadeError()


def departed_on(case: Case, person_id: int | None) -> date | None:
    """The day on which that traveller left; of the household the first."""
    own = next((one.departed_on for one in case.travellers if one.person_id == person_id and one.departed_on), None)
    return own or case.departed_on


def state(due_on: date | None, done_on: date | None, today: date) -> VisitState:
    if done_on is not None:
        return VisitState.DONE
    if due_on is None:
        return VisitState.UNDATED
    return VisitState.OVERDUE if due_on < today else VisitState.TO_COME


def doubts(visit: Visit) -> tuple[VisitDoubt, ...]:
    """What looks like a slip in a visit that was made."""
    found = []
    if visit.done_on is not None and visit.due_on is not None and visit.due_on - visit.done_on > EARLY:
        found.append(VisitDoubt.EARLY)
    if visit.done_on is not None and visit.outcome is None:
        found.append(VisitDoubt.NO_OUTCOME)
    return tuple(found)
