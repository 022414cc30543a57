"""My day: what is before a caseworker or a team, read from the rows that the lists keep ready."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from returnhelp.domain.lists import Approvals, CaseRow, DueTask, MyDay, Sight, WaitingNote
from returnhelp.domain.steps import OPEN_STEPS, Step
from returnhelp.storage import deadline_rows, filters, money
from returnhelp.storage import tables as t
from returnhelp.storage.rows import cases_by_id

UNDECIDED_DAYS = 30
"""After so many days with the authority, or sent back by it, a case waits for a supervisor to look at it."""

_SHOWN = 50  # lines of each list
_R = t.case_rows.c
_T = t.tasks.c
_NOT_LEAVING = (Step.NO_SHOW.value, Step.CANCELLED.value, Step.RECLAIM.value)
_WITH_THE_AUTHORITY = (Step.APPLICATION_SUBMITTED.value, Step.RETURNED_FOR_COMPLETION.value)


def my_day(
    session: Session,
    *,
    today: date,
    whose: Collection[int] | None,
    reader: int,
    sight: Sight,
    ahead: timedelta = timedelta(days=14),
    unmoved: timedelta = timedelta(days=30),
    months_to_close: tuple[date, ...] = (),
) -> MyDay:
    """What is before the caseworkers ``whose`` (None: everybody, with what waits for approval) on that day.

    Notes are those for the ``reader`` alone. Coming tasks and departures are those of the days ``ahead``.
    """
    mine = filters.in_sight(_R, sight)
    if whose is not None:
        mine.append(_R.caseworker_id.in_(sorted(whose)))
    # What has a caseworker is somebody's; asking that again would lead the planner astray.
    opened = [*mine, *(filters.still_open(_R) if whose is None else [_R.step.in_(sorted(OPEN_STEPS))])]
    counted = select(_R.step, func.count()).where(*opened).group_by(_R.step)
    sizes = {Step(step): count for step, count in session.execute(counted)}
    leaving = [
        *opened,
        _R.step.not_in(_NOT_LEAVING),
        _R.departed.is_(False),
        _R.departure.between(today, today + ahead),
    ]
    still = [*opened, _R.moved_on < today - unmoved]
    late = _open_tasks(sight, whose, _T.due_on < today)
    owed, owed_count = deadline_rows.due(session, today=today, ahead=ahead, whose=whose, sight=sight, shown=_SHOWN)
    soon = _open_tasks(sight, whose, _T.due_on.between(today, today + ahead))
    return MyDay(
        open_cases=sum(sizes.values()),
        by_step=tuple((step, sizes[step]) for step in Step if step in sizes),
        recent=_cases(session, opened, _R.moved_on.desc()),
        overdue=_tasks(session, late),
        overdue_count=_count(session, late),
        coming=_tasks(session, soon),
        coming_count=_count(session, soon),
        departures=_cases(session, leaving, _R.departure),
        departures_count=_count(session, select(_R.case_id).where(*leaving)),
        unmoved=_cases(session, still, _R.moved_on),
        unmoved_count=_count(session, select(_R.case_id).where(*still)),
        notes=_notes(session, reader, sight),
        approvals=_approvals(session, opened, today, sight, months_to_close, reader) if whose is None else None,
        deadlines=owed,
        deadlines_count=owed_count,
    )


def _cases(session: Session, conditions: filters.Conditions, order: ColumnElement[Any]) -> tuple[CaseRow, ...]:
    keys = select(_R.case_id).where(*conditions).order_by(order, _R.case_id).limit(_SHOWN)
    return tuple(cases_by_id(session, session.scalars(keys)))


def _count(session: Session, rows: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0


def _open_tasks(sight: Sight, whose: Collection[int] | None, due: ColumnElement[bool]) -> Select[Any]:
    """Tasks that are not done: given to one of these, or to nobody on a case of theirs."""
    wanted = select(_T.id, _T.case_id, _T.title, _T.due_on, _T.assignee_id).where(_T.done_on.is_(None), due)
    task = wanted.cte("task").prefix_with("MATERIALIZED")  # few of many: they lead to the cases, not the other way
    rows = (
        select(task.c.id, task.c.case_id, _R.number, _R.name, task.c.title, task.c.due_on, task.c.assignee_id)
        .join(t.case_rows, _R.case_id == task.c.case_id)
        .where(*filters.in_sight(_R, sight))
        .order_by(task.c.due_on, task.c.id)
    )
    if whose is None:
        return rows
    keys = sorted(whose)
    return rows.where(or_(task.c.assignee_id.in_(keys), and_(task.c.assignee_id.is_(None), _R.caseworker_id.in_(keys))))


def _tasks(session: Session, rows: Select[Any]) -> tuple[DueTask, ...]:
    return tuple(DueTask(*row) for row in session.execute(rows.limit(_SHOWN)))


def _notes(session: Session, reader: int, sight: Sight) -> tuple[WaitingNote, ...]:
    note = t.notes.c
    rows = (
        select(
            note.id,
            note.case_id,
            _R.number,
            _R.name,
            note.text,
            note.written_at,
            note.by_user_id,
            note.for_user_id,
        )
        .join(t.case_rows, _R.case_id == note.case_id)
        .where(note.for_user_id == reader, note.read_at.is_(None), *filters.in_sight(_R, sight))
        .order_by(note.written_at.desc(), note.id.desc())
        .limit(_SHOWN)
    )
    return tuple(WaitingNote(*row) for row in session.execute(rows))


def _approvals(
    session: Session, opened: filters.Conditions, today: date, sight: Sight, months: tuple[date, ...], reader: int
) -> Approvals:
    long_ago = today - timedelta(days=UNDECIDED_DAYS)
    undecided = [*opened, _R.step.in_(_WITH_THE_AUTHORITY), _R.step_since < long_ago]
    trash = select(_R.case_id).where(*filters.in_sight(_R, sight, trashed=True))
    people = t.person_rows.c
    return Approvals(
        long_undecided=_cases(session, undecided, _R.step_since),
        trashed_cases=_count(session, trash),
        trashed_people=_count(session, select(people.person_id).where(*filters.in_sight(people, sight, trashed=True))),
        months_to_close=months,
        payments=money.waiting(session, sight, reader),
    )
