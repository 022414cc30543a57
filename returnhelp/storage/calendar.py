"""Who leaves between two days, and what falls due then, read by the indexes of the days alone."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from returnhelp.domain.deadlines import DeadlineKind
from returnhelp.domain.departures import NOT_LEAVING, Departure, DueThen
from returnhelp.domain.lists import Sight
from returnhelp.domain.steps import Step
from returnhelp.domain.travel import LegMode, LegOutcome
from returnhelp.storage import case_tables, filters
from returnhelp.storage import tables as t

_R = t.case_rows.c
_T = t.travellers.c
_C = t.cases.c
_CALLED_OFF = frozenset(
    {Step.CANCELLED.value, Step.WITHDRAWN.value, Step.REJECTED.value, Step.CLOSED.value, Step.RECLAIM.value}
)
_BOOKED = frozenset({Step.TRAVEL_BOOKED.value})
_MOST_DUE = 2000


def departures(session: Session, first: date, last: date, sight: Sight) -> list[Departure]:
    """Those who left and those who are to leave from ``first`` to ``last``, in the order of the days."""
    left, planned = _left(session, first, last, sight), _planned(session, first, last, sight)
    cases = {row[0] for row in (*left, *planned)}
    days, legs = _days_left(session, cases), _first_legs(session, cases)
    found = [
        Departure(
            day,
            case_id,
            number,
            name,
            people,
            airport or legs.get(case_id, _NO_LEG)[1],
            destination,
            LegOutcome.TRAVELLED,
            days[case_id].index(day) + 1,
            worker,
        )
        for case_id, day, people, airport, destination, number, name, worker in left
    ]
    for case_id, day, people, airport, destination, number, name, worker, step in planned:
        already = days.get(case_id, [])
        if already and day <= already[-1]:
            continue  # the plan is the one by which the others left
        state, place = legs.get(case_id, _NO_LEG)
        status = _status(step, state)
        journey = len(already) + 1
        found.append(
            Departure(day, case_id, number, name, people, airport or place, destination, status, journey, worker)
        )
    return sorted(found, key=lambda one: (one.day, one.status in NOT_LEAVING, one.number))


_NO_LEG = ("", "")


def _left(session: Session, first: date, last: date, sight: Sight) -> list[tuple[Any, ...]]:
    """By case and day, who left; travellers are found by their day, not by their case."""
    wanted = (
        select(
            _T.case_id,
            _T.departed_on,
            func.count().label("people"),
            func.max(_T.airport).label("gate"),
            func.min(func.coalesce(_T.destination, -1)).label("least"),
            func.max(func.coalesce(_T.destination, -1)).label("most"),
        )
        .where(_T.departed_on.between(first, last))
        .group_by(_T.case_id, _T.departed_on)
        .cte("left_then")
        .prefix_with("MATERIALIZED")
    )
    alike = func.nullif(wanted.c.most, -1)
    rows = (
        select(
            wanted.c.case_id,
            wanted.c.departed_on,
            wanted.c.people,
            func.coalesce(func.nullif(wanted.c.gate, ""), _C.airport).label("airport"),
            func.iif(wanted.c.least == wanted.c.most, func.coalesce(alike, _R.destination), _R.destination).label(
                "destination"
            ),
            _R.number,
            _R.name,
            _R.caseworker_id,
        )
        .join(t.case_rows, _R.case_id == wanted.c.case_id)
        .join(t.cases, _C.id == wanted.c.case_id)
        .where(*filters.in_sight(_R, sight))
    )
    return [tuple(row) for row in session.execute(rows)]


def _planned(session: Session, first: date, last: date, sight: Sight) -> list[tuple[Any, ...]]:
    """The cases planned for these days in which somebody has not left."""
    staying = select(func.count()).where(_T.case_id == _C.id, _T.departed_on.is_(None)).scalar_subquery()
    still_here = exists().where(_T.case_id == _C.id, _T.departed_on.is_(None))
    rows = (
        select(
            _C.id.label("case_id"),
            _C.planned_departure,
            staying.label("people"),
            _C.airport,
            _R.destination,
            _R.number,
            _R.name,
            _R.caseworker_id,
            _R.step,
        )
        .join(t.case_rows, _R.case_id == _C.id)
        .where(_C.planned_departure.between(first, last), still_here, *filters.in_sight(_R, sight))
    )
    return [tuple(row) for row in session.execute(rows)]


def _days_left(session: Session, cases: Collection[int]) -> dict[int, list[date]]:
    """The days on which people of each case left, the first one first."""
    found: dict[int, list[date]] = {}
    rows = (
        select(_T.case_id, _T.departed_on)
        .where(_T.case_id.in_(sorted(cases)), _T.departed_on.is_not(None))
        .distinct()
        .order_by(_T.departed_on)
    )
    for case_id, day in session.execute(rows):
        found.setdefault(case_id, []).append(day)
    return found


def _first_legs(session: Session, cases: Collection[int]) -> dict[int, tuple[str, str]]:
    """For each case how its first flight stands, and from where it leaves."""
    legs = case_tables.legs.c
    found: dict[int, tuple[str, str]] = {}
    rows = (
        select(legs.case_id, legs.outcome, legs.from_place)
        .where(
            legs.case_id.in_(sorted(cases)),
            legs.mode == LegMode.FLIGHT,
            legs.outcome.not_in([LegOutcome.CANCELLED, LegOutcome.REFUSED]),
        )
        .order_by(legs.case_id, legs.departs_on, legs.position)
    )
    for case_id, outcome, place in session.execute(rows):
        found.setdefault(case_id, (outcome.value, place))
    return found


def _status(step: str, leg: str) -> LegOutcome:
    if step == Step.NO_SHOW.value:
        return LegOutcome.NO_SHOW
    if step in _CALLED_OFF:
        return LegOutcome.CANCELLED
    if step in _BOOKED or leg == LegOutcome.BOOKED.value:
        return LegOutcome.BOOKED
    return LegOutcome.PLANNED


def due(session: Session, first: date, last: date, sight: Sight) -> list[DueThen]:
    """The deadlines that are open and end from ``first`` to ``last``, in the order of the days."""
    rows_of = case_tables.deadline_rows.c
    rows = (
        select(rows_of.due_on, rows_of.case_id, _R.number, _R.name, rows_of.kind)
        .join(t.case_rows, _R.case_id == rows_of.case_id)
        .where(rows_of.met_on.is_(None), rows_of.due_on.between(first, last), *filters.in_sight(_R, sight))
        .distinct()
        .order_by(rows_of.due_on, _R.number)
        .limit(_MOST_DUE)
    )
    known = {one.value for one in DeadlineKind}
    return [DueThen(*row[:4], DeadlineKind(row.kind)) for row in session.execute(rows) if row.kind in known]
