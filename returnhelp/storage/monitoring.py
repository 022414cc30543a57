"""Visits after return by the day on which they are due, found by the index of that day."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import CTE, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from returnhelp.domain.steps import OPEN_STEPS
from returnhelp.domain.visit_lists import VisitCalendar, VisitCounts, VisitQuery, VisitRow, VisitsAsked, months_from
from returnhelp.domain.working_days import add_months
from returnhelp.storage import case_tables, filters
from returnhelp.storage import tables as t

_V = case_tables.visits.c
_P = case_tables.projects_table.c
_R = t.case_rows.c
_C = t.cases.c


def page(session: Session, query: VisitQuery, offset: int, limit: int, today: date) -> list[VisitRow]:
    """A page of the visits that are asked for, the earliest first."""
    visits, rows = _asked(query, today)
    seen = visits.c
    wanted = rows.order_by(seen.day, seen.id).offset(offset).limit(limit)
    return [VisitRow(*row) for row in session.execute(wanted)]


def count(session: Session, query: VisitQuery, today: date) -> int:
    _visits, rows = _asked(query, today)
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def calendar(session: Session, query: VisitQuery, first: date, today: date) -> VisitCalendar:
    """The visits by programme and month, over a year from the month of ``first`` on, and what is open from before."""
    months = months_from(first)
    shown = _narrowed(query, months[0], add_months(months[-1], 1) - timedelta(days=1), VisitsAsked.ALL)
    visits, rows = _asked(shown, today)
    found = rows.add_columns(visits.c.day).subquery()
    open_ = found.c.done_on.is_(None)
    month = func.strftime("%Y-%m", found.c.day)
    counted = select(
        found.c.programme,
        month,
        func.sum(case((open_, 1), else_=0)),
        func.sum(case((and_(open_, found.c.due_on < today), 1), else_=0)),
        func.sum(case((open_, 0), else_=1)),
    ).group_by(found.c.programme, month)
    cells = {
        (programme, date.fromisoformat(f"{when}-01")): VisitCounts(due, overdue, done)
        for programme, when, due, overdue, done in session.execute(counted)
    }
    before = _narrowed(query, None, min(months[0], today) - timedelta(days=1), VisitsAsked.OVERDUE)
    return VisitCalendar(months[0], months, cells, count(session, before, today))


def _narrowed(query: VisitQuery, first: date | None, last: date, asked: VisitsAsked) -> VisitQuery:
    return VisitQuery(
        first,
        last,
        asked,
        query.programme_id,
        query.without_programme,
        query.country,
        query.caseworker_id,
        query.sight,
    )


def _asked(query: VisitQuery, today: date) -> tuple[CTE, Select[Any]]:
    """The visits of these days, found first, and with what their cases tell of them."""
    visits = (
        select(
            _V.id,
            _V.case_id,
            _V.project_id,
            _V.due_on,
            _V.done_on,
            _V.method,
            _V.outcome,
            func.coalesce(_V.due_on, _V.done_on).label("day"),
        )
        .where(*_days(query), *_state(query.asked, today))
        .cte("visit")
        .prefix_with("MATERIALIZED")
    )
    seen = visits.c
    programme = func.coalesce(_P.programme_id, _C.programme_id)
    rows = (
        select(
            seen.id,
            seen.case_id,
            _R.number,
            _R.name,
            _R.destination,
            _R.caseworker_id,
            programme.label("programme"),
            seen.due_on,
            seen.done_on,
            seen.method,
            seen.outcome,
        )
        .join(t.case_rows, _R.case_id == seen.case_id)
        .join(t.cases, _C.id == seen.case_id)
        .outerjoin(case_tables.projects_table, _P.id == seen.project_id)
        .where(*filters.in_sight(_R, query.sight), or_(seen.done_on.is_not(None), _R.step.in_(sorted(OPEN_STEPS))))
    )
    if query.programme_id is not None:
        rows = rows.where(programme == query.programme_id)
    elif query.without_programme:
        rows = rows.where(programme.is_(None))
    if query.country is not None:
        rows = rows.where(_R.destination == query.country)
    if query.caseworker_id is not None:
        rows = rows.where(_R.caseworker_id == query.caseworker_id)
    return visits, rows


def _days(query: VisitQuery) -> filters.Conditions:
    first, last = query.first or date.min, query.last or date.max
    if query.first is None and query.last is None:
        return [or_(_V.due_on.is_not(None), _V.done_on.is_not(None))]
    return [or_(_V.due_on.between(first, last), and_(_V.due_on.is_(None), _V.done_on.between(first, last)))]


def _state(asked: VisitsAsked, today: date) -> filters.Conditions:
    match asked:
        case VisitsAsked.OPEN:
            return [_V.done_on.is_(None)]
        case VisitsAsked.OVERDUE:
            return [_V.done_on.is_(None), _V.due_on < today]
        case VisitsAsked.DONE:
            return [_V.done_on.is_not(None)]
    return []
