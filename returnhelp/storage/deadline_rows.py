"""The open deadlines of every case, kept ready for My day and made anew when a case changes."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select
from sqlalchemy.orm import Session, selectinload

from returnhelp import settings
from returnhelp.domain import deadline_rules
from returnhelp.domain.case import Case
from returnhelp.domain.deadline_case import facts_of
from returnhelp.domain.deadline_facts import DeadlineFacts, OfficeDeadlines
from returnhelp.domain.deadline_rules import DeadlineRules, Limit, Unit
from returnhelp.domain.deadlines import NOT_OWED, Deadline, DeadlineKind, deadlines
from returnhelp.domain.household import Household
from returnhelp.domain.lists import DueDeadline, Sight
from returnhelp.domain.office_tables import Column, Entry, OfficeTable, holding
from returnhelp.domain.people import Origin, Person
from returnhelp.domain.registers import Programme
from returnhelp.domain.rif import RifCategory
from returnhelp.domain.steps import OPEN_STEPS
from returnhelp.storage import filters, repositories
from returnhelp.storage import tables as t
from returnhelp.storage.case_tables import deadline_rows
from returnhelp.storage.office_tables import office_entries
from returnhelp.storage.search import chunks

_MOST = 1000
_D = deadline_rows.c
_R = t.case_rows.c
_C = t.cases.c
_WORKED_ON = or_(_C.origin != Origin.TAKEN_OVER, _C.caseworker_id.is_not(None))
"""Cases that somebody works on; of the others nobody is reminded."""
_WITHOUT = frozenset(
    {"contacts", "notes", "tasks", "documents", "aliases", "nationalities", "member", "escorts", "arrangements"}
)
"""Kinds of record on which no deadline rests."""
_CASE_FIELDS = frozenset(
    {
        *("", "step", "procedure", "canton", "route", "kind", "planned_departure", "programme_id", "deleted_at"),
        *("fit_to_travel", "fit_to_travel_until", "third_state_stay_until", "waiver_signed_on", "final_cure_possible"),
        *("caseworker_id", "origin"),
    }
)


def concerned(changed: Iterable[tuple[str, str]]) -> bool:
    """Whether a deadline may be another after these fields (kind of record, field) were changed."""
    for entity, name in changed:
        if entity == "case":
            if name in _CASE_FIELDS - {"caseworker_id"}:
                return True
        elif entity == "person":
            if name in ("", "birth_date"):
                return True
        elif entity == "household":
            if name in ("", "canton", "entry_date"):
                return True
        elif entity not in _WITHOUT:
            return True
    return False


def refresh(session: Session, case_ids: Collection[int], people: Collection[int], today: date) -> None:
    """Count the deadlines of these cases anew, and of the cases in which these people travel."""
    ids = set(case_ids)
    for some in chunks(people):
        ids.update(session.scalars(select(t.travellers.c.case_id).where(t.travellers.c.person_id.in_(some))))
    _write(session, ids, today)


def of_programmes(session: Session, programmes: Collection[int]) -> set[int]:
    """The cases of these programmes, whose months of visits may have changed."""
    return set(session.scalars(select(_C.id).where(_C.programme_id.in_(sorted(programmes)))))


def rebuild(session: Session, today: date) -> None:
    """Count the deadlines of all cases anew, when a table of the office has changed."""
    session.execute(delete(deadline_rows))
    open_ones = select(_C.id).where(_C.step.in_(list(OPEN_STEPS)), _C.deleted_at.is_(None), _WORKED_ON)
    _write(session, set(session.scalars(open_ones)), today)


def _write(session: Session, ids: Collection[int], today: date) -> None:
    if not ids:
        return
    limits = office_limits(session, today)
    for some in chunks(ids):
        session.execute(delete(deadline_rows).where(_D.case_id.in_(some)))
        rows = []
        for case, found in _counted(session, some, limits):
            rows += [
                {
                    "case_id": case.id,
                    "kind": one.kind.value,
                    "person_id": one.person_id,
                    "due_on": one.due_on,
                    "met_on": one.met_on,
                }
                for one in found
                if one.met_on is None
            ]
        if rows:
            session.execute(insert(deadline_rows), rows)


def _counted(
    session: Session, ids: Collection[int], limits: OfficeDeadlines
) -> Iterable[tuple[Case, tuple[Deadline, ...]]]:
    """The deadlines of cases that somebody works on; of the others, taken over from a list, nobody is reminded."""
    wanted = select(Case).where(_C.id.in_(ids), _WORKED_ON)
    if len(ids) > 1:
        wanted = wanted.options(*(selectinload(getattr(Case, name)) for name in _LOADED))
    for case in session.scalars(wanted):
        yield case, deadlines(facts(session, case), shipped(), limits)


_LOADED = (
    *("travellers", "steps", "stays", "consents", "aid", "payments", "clearances", "projects", "riat", "visits"),
    *("rif_questions", "trafficking", "sponsors", "entry_visas", "referrals", "data_requests"),
)


@cache
def shipped() -> DeadlineRules:
    """The rules that come with the program, read once."""
    return deadline_rules.shipped()


def facts(session: Session, case: Case) -> DeadlineFacts:
    """The dates of a case as the counting takes them."""
    people: dict[int, Person] = repositories.people(session, [one.person_id for one in case.travellers])
    programme = session.get(Programme, case.programme_id) if case.programme_id is not None else None
    months = tuple(sorted(programme.monitoring_months)) if programme and programme.monitoring_months else None
    return facts_of(case, people, session.get(Household, case.household_id), months)


def of_case(session: Session, case: Case, today: date) -> tuple[Deadline, ...]:
    """Every deadline of one case, counted now, the met ones too."""
    return deadlines(facts(session, case), shipped(), office_limits(session, today))


def open_until(session: Session, case_id: int | None, kind: DeadlineKind) -> date | None:
    """The last day of a deadline that is not met yet, as it was counted when the case was saved; None without one."""
    last: date | None = session.scalar(select(func.max(_D.due_on)).where(_D.case_id == case_id, _D.kind == kind.value))
    return last


def office_limits(session: Session, today: date) -> OfficeDeadlines:
    """The limits of the office on a day: its settings, and its tables of visits and target days."""

    def setting(name: str) -> int:
        return int(settings.parse(name, repositories.fact(session, f"setting:{name}")))

    of_tables = (OfficeTable.MONITORING_MONTHS, OfficeTable.RIF_TARGET_DAYS)
    entries = list(session.scalars(select(Entry).where(office_entries.c.table.in_(of_tables))))
    months = [
        one.values
        for one in holding(entries, OfficeTable.MONITORING_MONTHS, today)
        if not one.values.get(Column.PROGRAMME)
    ]
    target = [Limit(int(one.values[Column.DAYS])) for one in holding(entries, OfficeTable.RIF_TARGET_DAYS, today)]
    beyond = setting("document_beyond_months")
    return OfficeDeadlines(
        consent_review=Limit(setting("consent_review_months"), Unit.MONTHS),
        document_beyond=Limit(beyond, Unit.MONTHS) if beyond else None,
        visits=tuple(sorted(int(values[Column.MONTHS]) for values in months)),
        rif=dict.fromkeys(RifCategory, target[-1]) if target else {},
        referral=Limit(setting("referral_answer_days")),
    )


def due(
    session: Session, *, today: date, ahead: timedelta, whose: Collection[int] | None, sight: Sight, shown: int
) -> tuple[tuple[DueDeadline, ...], int]:
    """The deadlines that are not met and due within the days ahead or over, the earliest first, and how many.

    Nobody works off more than ``_MOST`` of them today: what is beyond is not counted.
    """
    rows = _due(today, today + ahead, whose, sight)
    found = tuple(DueDeadline(*row) for row in session.execute(rows.order_by(_D.due_on, _D.case_id).limit(shown)))
    count = len(found)
    if count == shown:
        some = rows.order_by(_D.due_on, _D.case_id).limit(_MOST).subquery()
        count = session.scalar(select(func.count()).select_from(some)) or 0
    return found, count


def _due(today: date, until: date, whose: Collection[int] | None, sight: Sight) -> Select[Any]:
    rows = (
        select(_D.id, _D.case_id, _R.number, _R.name, _D.kind, _D.person_id, _D.due_on)
        .join(t.case_rows, _R.case_id == _D.case_id)
        .where(or_(_D.kind.not_in(sorted(NOT_OWED)), _D.due_on >= today))
        .where(_D.met_on.is_(None), _D.due_on <= until, *filters.in_sight(_R, sight), _R.step.in_(sorted(OPEN_STEPS)))
    )
    return rows if whose is None else rows.where(_R.caseworker_id.in_(sorted(whose)))
