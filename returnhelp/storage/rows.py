"""The rows that the lists show, kept ready: made anew from the records whenever one of them changes."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Session

from returnhelp.domain.case import CaseType, Permit, Route
from returnhelp.domain.household import MemberRole
from returnhelp.domain.lists import CaseRow, PersonRow
from returnhelp.domain.names import fold
from returnhelp.domain.people import Precision, Sex
from returnhelp.domain.pseudonyms import of_traveller
from returnhelp.domain.steps import Step
from returnhelp.storage import search
from returnhelp.storage import tables as t
from returnhelp.storage.search import chunks


def refresh(
    session: Session, case_ids: Iterable[int], person_ids: Iterable[int], household_ids: Iterable[int] = ()
) -> tuple[set[int], set[int]]:
    """Bring the rows of these, and of all that show something of them, up to date; which cases and people it was."""
    cases, people, households = set(case_ids), set(person_ids), set(household_ids)
    touched = households | _numbers(session, t.members, "household_id", "person_id", people)
    cases |= _numbers(session, t.cases, "id", "household_id", touched)
    cases |= _numbers(session, t.travellers, "case_id", "person_id", people)
    people |= _numbers(session, t.travellers, "person_id", "case_id", cases)
    people |= _numbers(session, t.members, "person_id", "household_id", households)
    for some in chunks(cases):
        session.execute(delete(t.case_rows).where(t.case_rows.c.case_id.in_(some)))
        if rows := [_case_row(row) for row in session.execute(_CASES, {"ids": some})]:
            session.execute(insert(t.case_rows), rows)
    for some in chunks(people):
        session.execute(delete(t.person_rows).where(t.person_rows.c.person_id.in_(some)))
        if rows := [_person_row(row) for row in session.execute(_PEOPLE, {"ids": some})]:
            session.execute(insert(t.person_rows), rows)
    return cases, people


def rebuild(session: Session) -> None:
    """Make the rows of everything anew, and the search with them; half a millisecond a record."""
    cases, people = refresh(session, session.scalars(select(t.cases.c.id)), session.scalars(select(t.people.c.id)))
    search.reindex(session, people, cases)


def _numbers(session: Session, table: Table, wanted: str, by: str, ids: Collection[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(ids):
        found.update(session.scalars(select(table.c[wanted]).where(table.c[by].in_(some))))
    return found


# --- cases -----------------------------------------------------------------------------------------


def _of_case(table: Table, what: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(what).where(table.c.case_id == t.cases.c.id).scalar_subquery()


def _nationality(person: ColumnElement[Any]) -> ScalarSelect[Any]:
    nationality = t.nationalities.c
    return (
        select(nationality.bfs)
        .where(nationality.person_id == person)
        .order_by(nationality.position)
        .limit(1)
        .scalar_subquery()
    )


def _principal() -> ColumnElement[Any]:
    """The principal among those who travel, else the first of them, else the household's principal."""
    role = case((t.members.c.role == MemberRole.PRINCIPAL, 0), else_=1)
    same = and_(t.members.c.household_id == t.cases.c.household_id, t.members.c.person_id == t.travellers.c.person_id)
    going = (
        select(t.travellers.c.person_id)
        .select_from(t.travellers.outerjoin(t.members, same))
        .where(t.travellers.c.case_id == t.cases.c.id)
        .order_by(role, t.travellers.c.id)
        .limit(1)
        .correlate(t.cases)
        .scalar_subquery()
    )
    member = (
        select(t.members.c.person_id)
        .where(t.members.c.household_id == t.cases.c.household_id)
        .order_by(role, t.members.c.id)
        .limit(1)
        .correlate(t.cases)
        .scalar_subquery()
    )
    return func.coalesce(going, member)


def _case_facts() -> Select[Any]:
    travelling = t.travellers.join(t.people, t.people.c.id == t.travellers.c.person_id)

    def of_travellers(what: ColumnElement[Any]) -> ScalarSelect[Any]:
        return (
            select(what)
            .select_from(travelling)
            .where(t.travellers.c.case_id == t.cases.c.id)
            .correlate(t.cases)
            .scalar_subquery()
        )

    facts = (
        select(
            t.cases,
            _principal().label("principal"),
            _of_case(t.travellers, func.count()).label("travelling"),
            _of_case(t.travellers, func.min(t.travellers.c.departed_on)).label("left_on"),
            of_travellers(func.count(case((t.people.c.birth_date.is_(None), 1)))).label("birth_dates_missing"),
            of_travellers(func.max(case((t.people.c.restricted.is_(True), 1), else_=0))).label("hides_somebody"),
            _of_case(t.steps_taken, func.max(t.steps_taken.c.effective_on)).label("stepped"),
            _of_case(t.contacts, func.max(t.contacts.c.happened_on)).label("talked"),
            _of_case(t.notes, func.max(t.notes.c.written_at)).label("noted"),
            _of_case(t.documents, func.max(t.documents.c.added_at)).label("attached"),
            _of_case(t.tasks, func.max(t.tasks.c.done_on)).label("did"),
            _of_case(t.tasks, func.min(case((t.tasks.c.done_on.is_(None), t.tasks.c.due_on)))).label("next_due"),
            _of_case(t.aid_lines, func.max(t.aid_lines.c.decided_on)).label("decided"),
            _of_case(t.aid_lines, func.max(t.aid_lines.c.paid_on)).label("paid"),
            _of_case(t.vulnerabilities, func.count()).label("vulnerabilities"),
        )
        .where(t.cases.c.id.in_(bindparam("ids", expanding=True)))
        .subquery()
    )
    return select(
        facts,
        t.households.c.n_number,
        t.households.c.canton.label("household_canton"),
        t.people.c.family_name,
        t.people.c.given_names,
        t.people.c.original_family_name,
        t.people.c.original_given_names,
        _nationality(facts.c.principal).label("nationality"),
    ).select_from(
        facts.outerjoin(t.households, t.households.c.id == facts.c.household_id).outerjoin(
            t.people, t.people.c.id == facts.c.principal
        )
    )


_CASES = _case_facts()


def _case_row(row: Row[Any]) -> dict[str, Any]:
    name = row.pseudonym or _name(row)
    moved = (row.stepped, row.talked, _day(row.noted), _day(row.attached), row.did, row.decided, row.paid)
    return {
        "case_id": row.id,
        "number": row.number,
        "name": name,
        "name_sort": fold(name),
        "people": row.travelling,
        "n_number": "" if row.pseudonym else row.n_number or "",
        "step": row.step,
        "step_since": row.step_since,
        "kind": row.kind,
        "route": row.route,
        "caseworker_id": row.caseworker_id,
        "canton": row.canton or row.household_canton or None,
        "nationality": row.nationality,
        "permit": row.permit,
        "destination": row.destination,
        "opened_on": row.opened_on,
        "departure": row.left_on or row.planned_departure,
        "departed": row.left_on is not None,
        "moved_on": max((day for day in moved if day), default=row.opened_on),
        "next_due": row.next_due,
        "birth_dates_missing": row.birth_dates_missing,
        "vulnerable": row.vulnerabilities > 0,
        "restricted": bool(row.restricted or row.hides_somebody),
        "trashed": row.deleted_at is not None,
    }


def _name(row: Row[Any]) -> str:
    latin = " ".join(filter(None, (row.family_name, row.given_names)))
    return latin or " ".join(filter(None, (row.original_family_name, row.original_given_names)))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


# --- people ----------------------------------------------------------------------------------------


def _person_facts() -> Select[Any]:
    mine = t.case_rows.join(t.travellers, t.travellers.c.case_id == t.case_rows.c.case_id)

    def of_cases(what: ColumnElement[Any]) -> Select[Any]:
        return select(what).select_from(mine).where(t.travellers.c.person_id == t.people.c.id).correlate(t.people)

    kept = of_cases(t.travellers.c.id).where(t.case_rows.c.trashed.is_(False))
    latest = kept.order_by(t.case_rows.c.opened_on.desc().nulls_last(), t.case_rows.c.case_id.desc())
    household = (
        select(t.members.c.household_id)
        .where(t.members.c.person_id == t.people.c.id)
        .order_by(t.members.c.left_on.is_(None).desc(), t.members.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    vulnerable = select(func.count()).where(t.vulnerabilities.c.person_id == t.people.c.id).scalar_subquery()
    hiding, cases_hiding = t.travellers.alias("hiding"), t.cases.alias("cases_hiding")
    unnamed = (
        select(hiding.c.id)
        .join(cases_hiding, cases_hiding.c.id == hiding.c.case_id)
        .where(hiding.c.person_id == t.people.c.id, cases_hiding.c.pseudonym != "")
        .order_by(hiding.c.id.desc())
        .limit(1)
        .correlate(t.people)
        .scalar_subquery()
    )
    facts = (
        select(
            t.people,
            latest.limit(1).scalar_subquery().label("traveller"),
            household.label("household"),
            of_cases(func.max(case((t.case_rows.c.restricted.is_(True), 1), else_=0)))  # one in the trash hides too
            .scalar_subquery()
            .label("hidden"),
            _nationality(t.people.c.id).label("nationality"),
            vulnerable.label("vulnerabilities"),
            unnamed.label("unnamed"),
        )
        .where(t.people.c.id.in_(bindparam("ids", expanding=True)), t.people.c.merged_into_id.is_(None))
        .subquery()
    )
    joined: FromClause = (
        facts.outerjoin(t.households, t.households.c.id == facts.c.household)
        .outerjoin(t.travellers, t.travellers.c.id == facts.c.traveller)
        .outerjoin(t.case_rows, t.case_rows.c.case_id == t.travellers.c.case_id)
        .outerjoin(hiding, hiding.c.id == facts.c.unnamed)
        .outerjoin(cases_hiding, cases_hiding.c.id == hiding.c.case_id)
    )
    beside = t.travellers.alias("beside")
    all_of_them = select(func.count()).where(beside.c.case_id == hiding.c.case_id).correlate(hiding)
    return select(
        facts,
        cases_hiding.c.pseudonym,
        all_of_them.scalar_subquery().label("in_hiding"),
        all_of_them.where(beside.c.id <= hiding.c.id).scalar_subquery().label("place_in_hiding"),
        t.households.c.n_number,
        t.households.c.phone.label("household_phone"),
        t.households.c.canton.label("household_canton"),
        t.travellers.c.canton.label("traveller_canton"),
        t.travellers.c.permit.label("traveller_permit"),
        t.travellers.c.departed_on,
        t.case_rows.c.case_id,
        t.case_rows.c.number,
        t.case_rows.c.step,
        t.case_rows.c.kind,
        t.case_rows.c.permit,
        t.case_rows.c.canton.label("case_canton"),
        t.case_rows.c.caseworker_id,
    ).select_from(joined)


_PEOPLE = _person_facts()


def _person_row(row: Row[Any]) -> dict[str, Any]:
    name = _name(row)
    original = " ".join(filter(None, (row.original_family_name, row.original_given_names)))
    said = {"zemis": row.zemis, "n_number": row.n_number or "", "phone": row.phone or row.household_phone or ""}
    if row.pseudonym:  # no list tells who it is
        name, original = of_traveller(row.pseudonym, row.place_in_hiding, row.in_hiding), ""
        said = dict.fromkeys(said, "")
    return {
        "person_id": row.id,
        "name": name,
        "name_sort": fold(name),
        "original_name": original,
        "birth_date": row.birth_date,
        "birth_precision": row.birth_precision,
        "sex": row.sex,
        "nationality": row.nationality,
        "canton": row.traveller_canton or row.canton or row.household_canton or row.case_canton or None,
        **said,
        "case_id": row.case_id,
        "case_number": row.number or "",
        "step": row.step or "",
        "kind": row.kind or "",
        "permit": row.traveller_permit or row.permit or "unknown",
        "caseworker_id": row.caseworker_id,
        "departed_on": row.departed_on,
        "vulnerable": row.vulnerabilities > 0,
        "restricted": bool(row.restricted or row.hidden),
        "trashed": row.deleted_at is not None,
    }


# --- reading them --------------------------------------------------------------------------------------


def cases_by_id(session: Session, keys: Iterable[int]) -> list[CaseRow]:
    """The rows of these cases, in the order given; one that is not there is left out."""
    wanted = list(keys)
    found = {
        row.case_id: _case_shown(row)
        for row in session.execute(select(t.case_rows).where(t.case_rows.c.case_id.in_(wanted)))
    }
    return [found[key] for key in wanted if key in found]


def _case_shown(row: Any) -> CaseRow:
    return CaseRow(
        case_id=row.case_id,
        number=row.number,
        name=row.name,
        people=row.people,
        n_number=row.n_number,
        step=Step(row.step),
        step_since=row.step_since,
        kind=CaseType(row.kind),
        route=Route(row.route),
        caseworker_id=row.caseworker_id,
        canton=row.canton,
        nationality=row.nationality,
        permit=Permit(row.permit),
        destination=row.destination,
        opened_on=row.opened_on,
        departure=row.departure,
        departed=row.departed,
        moved_on=row.moved_on,
        next_due=row.next_due,
        vulnerable=row.vulnerable,
        restricted=row.restricted,
        trashed=row.trashed,
    )


def people_by_id(session: Session, keys: Iterable[int]) -> list[PersonRow]:
    """The rows of these people, in the order given; one that is not there is left out."""
    wanted = list(keys)
    rows = session.execute(select(t.person_rows).where(t.person_rows.c.person_id.in_(wanted)))
    found = {row.person_id: _person_shown(row) for row in rows}
    return [found[key] for key in wanted if key in found]


def _person_shown(row: Any) -> PersonRow:
    return PersonRow(
        person_id=row.person_id,
        name=row.name,
        original_name=row.original_name,
        birth_date=row.birth_date,
        birth_precision=Precision(row.birth_precision),
        sex=Sex(row.sex),
        nationality=row.nationality,
        canton=row.canton,
        zemis=row.zemis,
        n_number=row.n_number,
        phone=row.phone,
        case_id=row.case_id,
        case_number=row.case_number,
        step=Step(row.step) if row.step else None,
        kind=CaseType(row.kind) if row.kind else None,
        permit=Permit(row.permit),
        caseworker_id=row.caseworker_id,
        departed_on=row.departed_on,
        vulnerable=row.vulnerable,
        restricted=row.restricted,
        trashed=row.trashed,
    )
