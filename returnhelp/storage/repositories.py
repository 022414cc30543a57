"""Where the things of the domain are found and kept."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from returnhelp.domain.case import Case
from returnhelp.domain.household import Household
from returnhelp.domain.office import Absence, Closing, Draft, SavedFilter, User
from returnhelp.domain.people import Person
from returnhelp.domain.tasks import Task
from returnhelp.storage import case_tables as of_case
from returnhelp.storage import tables as t
from returnhelp.storage.statistics_tables import closings as closing_rows

# --- the office ------------------------------------------------------------------------------------


def fact(session: Session, key: str) -> Any:
    """One fact of the office (its name, its place, a setting), or None."""
    return session.scalar(select(t.facts.c.value).where(t.facts.c.key == key))


def facts(session: Session) -> dict[str, Any]:
    return {row.key: row.value for row in session.execute(select(t.facts))}


def set_fact(session: Session, key: str, value: Any) -> None:
    if session.execute(update(t.facts).where(t.facts.c.key == key).values(value=value)).rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(t.facts).values(key=key, value=value))


def user_setting(session: Session, user_id: int, key: str) -> Any:
    table = t.user_settings
    return session.scalar(select(table.c.value).where(table.c.user_id == user_id, table.c.key == key))


def set_user_setting(session: Session, user_id: int, key: str, value: Any) -> None:
    table = t.user_settings
    here = (table.c.user_id == user_id, table.c.key == key)
    if session.execute(update(table).where(*here).values(value=value)).rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(table).values(user_id=user_id, key=key, value=value))


def users(session: Session) -> Sequence[User]:
    return session.scalars(select(User).order_by(t.users.c.name)).all()


def user_named(session: Session, name: str) -> User | None:
    return session.scalar(select(User).where(t.users.c.name == name))


def user_of_slot(session: Session, slot: str) -> User | None:
    """Whose key slot this is."""
    return session.scalar(select(User).where(t.users.c.slot == slot))


def user_names(session: Session) -> dict[int, str]:
    """The display name of every user, those who have left too."""
    return {row.id: row.display_name for row in session.execute(select(t.users.c.id, t.users.c.display_name))}


def absences(session: Session, from_day: date) -> Sequence[Absence]:
    """Absences that end on that day or later, the first to begin first."""
    return session.scalars(
        select(Absence).where(t.absences.c.last_day >= from_day).order_by(t.absences.c.first_day)
    ).all()


def saved_filters(session: Session, user_id: int, page: str) -> Sequence[SavedFilter]:
    table = t.saved_filters
    return session.scalars(
        select(SavedFilter).where(table.c.user_id == user_id, table.c.page == page).order_by(table.c.name)
    ).all()


def drafts(session: Session, user_id: int) -> Sequence[Draft]:
    return session.scalars(
        select(Draft).where(t.drafts.c.user_id == user_id).order_by(t.drafts.c.saved_at.desc())
    ).all()


def draft(session: Session, user_id: int, page: str, subject: str) -> Draft | None:
    table = t.drafts
    return session.scalar(
        select(Draft).where(table.c.user_id == user_id, table.c.page == page, table.c.subject == subject)
    )


def mappings(session: Session) -> dict[str, Any]:
    """The saved mappings of spreadsheets, by name."""
    table = t.import_mappings
    return {row.name: row.content for row in session.execute(select(table).order_by(table.c.name))}


def save_mapping(session: Session, name: str, content: dict[str, Any]) -> None:
    session.execute(delete(t.import_mappings).where(t.import_mappings.c.name == name))
    session.execute(insert(t.import_mappings).values(name=name, content=content))


# --- people, households, cases ---------------------------------------------------------------------


def caseworkers_of(session: Session, person_id: int) -> set[int]:
    """Who works on a case of that person."""
    rows = session.execute(
        select(t.cases.c.caseworker_id)
        .join(t.travellers, t.travellers.c.case_id == t.cases.c.id)
        .where(t.travellers.c.person_id == person_id, t.cases.c.caseworker_id.is_not(None))
    )
    return {row.caseworker_id for row in rows}


def people(session: Session, ids: Iterable[int]) -> dict[int, Person]:
    wanted = list(ids)
    return {one.id: one for one in session.scalars(select(Person).where(t.people.c.id.in_(wanted))) if one.id}


def households_of(session: Session, person_id: int) -> Sequence[Household]:
    return session.scalars(
        select(Household)
        .join(t.members, t.members.c.household_id == t.households.c.id)
        .where(t.members.c.person_id == person_id, t.households.c.deleted_at.is_(None))
        .order_by(t.households.c.id.desc())
    ).all()


def household_of_dossier(session: Session, n_number: str) -> Household | None:
    """The household with that N-number, the latest first."""
    return session.scalar(
        select(Household)
        .where(t.households.c.n_number == n_number, t.households.c.deleted_at.is_(None))
        .order_by(t.households.c.id.desc())
        .limit(1)
    )


def cases_of_household(session: Session, household_id: int) -> Sequence[Case]:
    return session.scalars(
        select(Case)
        .where(t.cases.c.household_id == household_id, t.cases.c.deleted_at.is_(None))
        .order_by(t.cases.c.id.desc())
    ).all()


def cases_of_person(session: Session, person_id: int) -> Sequence[Case]:
    return session.scalars(
        select(Case)
        .join(t.travellers, t.travellers.c.case_id == t.cases.c.id)
        .where(t.travellers.c.person_id == person_id, t.cases.c.deleted_at.is_(None))
        .order_by(t.cases.c.id.desc())
    ).all()


def open_cases_of(session: Session, caseworker_id: int) -> Sequence[Case]:
    """The cases somebody works on that are neither closed nor withdrawn nor in the trash."""
    return session.scalars(
        select(Case).where(
            t.cases.c.caseworker_id == caseworker_id,
            t.cases.c.deleted_at.is_(None),
            t.cases.c.step.not_in(["closed", "withdrawn"]),
        )
    ).all()


def cases(session: Session, ids: Iterable[int]) -> dict[int, Case]:
    """These cases by their numbers in the store."""
    wanted = list(ids)
    found: dict[int, Case] = {}
    for start in range(0, len(wanted), 500):
        some = session.scalars(select(Case).where(t.cases.c.id.in_(wanted[start : start + 500])))
        found.update((one.id, one) for one in some if one.id is not None)
    return found


def open_tasks_in(session: Session, case_ids: Iterable[int]) -> dict[int, list[Task]]:
    """The tasks of these cases that are not done, by case."""
    wanted = list(case_ids)
    found: dict[int, list[Task]] = {}
    for start in range(0, len(wanted), 500):
        chosen = t.tasks.c.case_id.in_(wanted[start : start + 500])
        for task in session.scalars(select(Task).where(chosen, t.tasks.c.done_on.is_(None))):
            if task.case_id is not None:
                found.setdefault(task.case_id, []).append(task)
    return found


def open_tasks_of(session: Session, user_id: int) -> Sequence[Task]:
    return session.scalars(select(Task).where(t.tasks.c.assignee_id == user_id, t.tasks.c.done_on.is_(None))).all()


def next_case_serials(session: Session, year: int, count: int) -> range:
    """The next free numbers of the year; taken for good only when the unit of work commits."""
    last = session.scalar(select(func.max(t.case_numbers.c.serial)).where(t.case_numbers.c.year == year)) or 0
    return range(last + 1, last + 1 + count)


def take_case_numbers(session: Session, rows: list[dict[str, Any]]) -> None:
    """Enter numbers (year, serial, number, case_id) into the gap-free series."""
    if rows:
        session.execute(insert(t.case_numbers), rows)


def mark_number_deleted(session: Session, case_id: int, at: datetime) -> None:
    """The number of a case that is gone for good stays in the series, marked."""
    session.execute(
        update(t.case_numbers).where(t.case_numbers.c.case_id == case_id).values(case_id=None, deleted_at=at)
    )


def case_numbers(session: Session, year: int) -> list[tuple[int, str, bool]]:
    """The series of a year: serial, number, whether it was deleted."""
    table = t.case_numbers
    rows = session.execute(select(table).where(table.c.year == year).order_by(table.c.serial))
    return [(row.serial, row.number, row.deleted_at is not None) for row in rows]


def people_by_number(session: Session, zemis: Iterable[str]) -> dict[str, int]:
    """Who has these ZEMIS numbers already (not in the trash, not merged away)."""
    wanted = [number for number in zemis if number]
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(t.people.c.zemis, t.people.c.id).where(
                t.people.c.zemis.in_(wanted[start : start + 500]),
                t.people.c.deleted_at.is_(None),
                t.people.c.merged_into_id.is_(None),
            )
        )
        found.update((row.zemis, row.id) for row in rows)
    return found


def households_by_dossier(session: Session, n_numbers: Iterable[str]) -> dict[str, int]:
    """The households with these N-numbers (the latest of each)."""
    wanted = [number for number in n_numbers if number]
    found: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(t.households.c.n_number, t.households.c.id)
            .where(t.households.c.n_number.in_(wanted[start : start + 500]), t.households.c.deleted_at.is_(None))
            .order_by(t.households.c.id)
        )
        found.update((row.n_number, row.id) for row in rows)
    return found


def dossiers_of(session: Session, person_ids: Iterable[int]) -> set[tuple[int, str]]:
    """The people with each N-number of a household of theirs."""
    wanted = list(person_ids)
    found: set[tuple[int, str]] = set()
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(t.members.c.person_id, t.households.c.n_number)
            .join(t.households, t.households.c.id == t.members.c.household_id)
            .where(t.members.c.person_id.in_(wanted[start : start + 500]), t.households.c.n_number != "")
        )
        found.update((row.person_id, row.n_number) for row in rows)
    return found


def departures_of(session: Session, person_ids: Iterable[int]) -> set[tuple[int, date]]:
    """The departures already recorded for these people."""
    wanted = list(person_ids)
    found: set[tuple[int, date]] = set()
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(t.travellers.c.person_id, t.travellers.c.departed_on)
            .join(t.cases, t.cases.c.id == t.travellers.c.case_id)
            .where(
                t.travellers.c.person_id.in_(wanted[start : start + 500]),
                t.travellers.c.departed_on.is_not(None),
                t.cases.c.deleted_at.is_(None),
            )
        )
        found.update((row.person_id, row.departed_on) for row in rows)
    return found


def people_born_on(session: Session, days: Iterable[date]) -> list[Person]:
    """Everybody born on one of these days (not in the trash)."""
    wanted = sorted(days)
    found: list[Person] = []
    for start in range(0, len(wanted), 500):
        found += session.scalars(
            select(Person).where(
                t.people.c.birth_date.in_(wanted[start : start + 500]), t.people.c.deleted_at.is_(None)
            )
        )
    return found


# --- the trash -------------------------------------------------------------------------------------


def trashed(session: Session) -> dict[str, list[Any]]:
    """Everything in the trash: cases, people, households."""
    return {
        "case": list(session.scalars(select(Case).where(t.cases.c.deleted_at.is_not(None)))),
        "household": list(session.scalars(select(Household).where(t.households.c.deleted_at.is_not(None)))),
        "person": list(
            session.scalars(
                select(Person).where(t.people.c.deleted_at.is_not(None), t.people.c.merged_into_id.is_(None))
            )
        ),
    }


def is_in_use(session: Session, person_id: int) -> bool:
    """Whether a household or anything in a case still names the person."""
    held = or_(*(select(one.c.id).where(one.c.person_id == person_id).exists() for one in POINTING_AT_PEOPLE.values()))
    return bool(session.scalar(select(held)))


# --- merging two people ----------------------------------------------------------------------------

POINTING_AT_PEOPLE = {
    "members": t.members,
    "travellers": t.travellers,
    "vulnerabilities": t.vulnerabilities,
    "consents": t.consents,
    "contacts": t.contacts,
    "documents": t.documents,
    "aid_lines": t.aid_lines,
    **{
        table.name: table
        for table in vars(of_case).values()
        if isinstance(table, Table) and "person_id" in table.c and table is not of_case.deadline_rows
    },
}
"""Every table whose rows name a person."""


def pointing_at(session: Session, kind: type, person_id: int) -> Sequence[Any]:
    """The records of one kind that name a person."""
    return session.scalars(select(kind).where(kind.person_id == person_id)).all()  # type: ignore[attr-defined]


def record_merge(session: Session, **values: Any) -> int:
    """Remember a merge with what was moved; the answer is its number."""
    return int(session.execute(insert(t.merges).values(**values)).inserted_primary_key[0])  # type: ignore[attr-defined]


def merge(session: Session, merge_id: int) -> Any:
    return session.execute(select(t.merges).where(t.merges.c.id == merge_id)).first()


def merges_of(session: Session, person_id: int) -> list[Any]:
    """The merges into a person that still stand."""
    return list(
        session.execute(
            select(t.merges)
            .where(t.merges.c.kept_id == person_id, t.merges.c.taken_back_at.is_(None))
            .order_by(t.merges.c.id.desc())
        )
    )


def merged_into(session: Session, person_id: int) -> list[Person]:
    """The records that were merged into a person, directly or by way of another, the furthest first."""
    found: list[Person] = []
    for one in session.scalars(select(Person).where(t.people.c.merged_into_id == person_id)):
        if one.id is not None and not is_in_use(session, one.id):
            found += [*merged_into(session, one.id), one]
    return found


def forget_merges(session: Session, kept_id: int) -> None:
    """Drop what is kept for parting again the records of a person who goes for good."""
    session.execute(delete(t.merges).where(t.merges.c.kept_id == kept_id))


def mark_merge_taken_back(session: Session, merge_id: int, at: datetime) -> None:
    session.execute(update(t.merges).where(t.merges.c.id == merge_id).values(taken_back_at=at))


# --- closed months ---------------------------------------------------------------------------------


def closings(session: Session) -> Sequence[Closing]:
    return session.scalars(select(Closing).order_by(closing_rows.c.month)).all()


def first_departure(session: Session) -> date | None:
    """The day of the first recorded departure."""
    first: date | None = session.scalar(
        select(func.min(t.travellers.c.departed_on))
        .join(t.cases, t.cases.c.id == t.travellers.c.case_id)
        .where(t.cases.c.deleted_at.is_(None))
    )
    return first


# --- the audit log ---------------------------------------------------------------------------------


def audit_entries(session: Session, *, user_id: int | None, before: int | None, limit: int) -> list[Any]:
    """The latest entries, all or one person's; ``before`` pages on."""
    wanted = select(t.audit).order_by(t.audit.c.seq.desc()).limit(limit)
    if user_id is not None:
        wanted = wanted.where(t.audit.c.user_id == user_id)
    if before is not None:
        wanted = wanted.where(t.audit.c.seq < before)
    return list(session.execute(wanted))


def entered_since(session: Session, at: datetime, user_id: int, act: str, subject: tuple[str, int]) -> bool:
    """Whether somebody's latest entries, back to a moment, hold this act on this record."""
    latest = audit_entries(session, user_id=user_id, before=None, limit=50)
    return any(row.at >= at and row.act == act and (row.subject_kind, row.subject_id) == subject for row in latest)


def audit_chain(session: Session, after: int, limit: int) -> list[Any]:
    """Entries in the order of the chain."""
    return list(session.execute(select(t.audit).where(t.audit.c.seq > after).order_by(t.audit.c.seq).limit(limit)))


def audit_head(session: Session) -> tuple[int, bytes]:
    """The number and hash of the last entry; (0, b"") in a store without any."""
    last = session.execute(select(t.audit.c.seq, t.audit.c.hash).order_by(t.audit.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, b"")


def audit_hash(session: Session, seq: int) -> bytes | None:
    """The hash of one entry."""
    return session.scalar(select(t.audit.c.hash).where(t.audit.c.seq == seq))


def changes_of_entry(session: Session, seq: int) -> list[Any]:
    """The field changes that one audit entry made, in the order in which they were recorded."""
    return list(session.execute(select(t.changes).where(t.changes.c.audit_seq == seq).order_by(t.changes.c.id)))


def last_change_by(session: Session, entity: str, entity_id: int, field: str) -> int | None:
    """Who changed a field last."""
    return session.scalar(
        select(t.changes.c.user_id)
        .where(t.changes.c.entity == entity, t.changes.c.entity_id == entity_id, t.changes.c.field.in_([field, ""]))
        .order_by(t.changes.c.id.desc())
        .limit(1)
    )


def sealed_files(session: Session) -> list[str]:
    """The names of all sealed files that a case holds."""
    return list(session.scalars(select(t.documents.c.sealed_file)))


def last_saved(session: Session, root_kind: str, root_id: int) -> datetime | None:
    """When anything of a record was changed last."""
    table = t.changes.c
    return session.scalar(
        select(table.recorded_at)
        .where(table.root_kind == root_kind, table.root_id == root_id)
        .order_by(table.id.desc())
        .limit(1)
    )


def case_is_restricted(session: Session, case_id: int | None) -> bool:
    """Whether a case is restricted, by itself or by somebody in it."""
    row = t.case_rows.c
    return bool(session.scalar(select(row.restricted).where(row.case_id == case_id)))


def person_is_restricted(session: Session, person_id: int | None) -> bool:
    """Whether a person is restricted, by themselves or by one of their cases."""
    row = t.person_rows.c
    return bool(session.scalar(select(row.restricted).where(row.person_id == person_id)))


def pseudonym_is_taken(session: Session, pseudonym: str) -> bool:
    """Whether a case is shown by this pseudonym, one in the trash too."""
    return session.scalar(select(t.cases.c.id).where(t.cases.c.pseudonym == pseudonym).limit(1)) is not None


def pseudonyms_of_people(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    """The pseudonym of each of these people who has one, as the list of people shows it."""
    wanted = list(person_ids)
    found: dict[int, str] = {}
    row = t.person_rows.c
    for start in range(0, len(wanted), 500):
        here = wanted[start : start + 500]
        shown = select(row.person_id, row.name).where(
            row.person_id.in_(
                select(t.travellers.c.person_id)
                .join(t.cases, t.cases.c.id == t.travellers.c.case_id)
                .where(t.travellers.c.person_id.in_(here), t.cases.c.pseudonym != "")
            )
        )
        found.update((one.person_id, one.name) for one in session.execute(shown))
    return found


def cases_of_trafficking(session: Session) -> Sequence[Case]:
    """Every case with a record of a victim, in the order of their opening; none of the trash."""
    concerned = select(of_case.trafficking_table.c.case_id)
    return session.scalars(
        select(Case).where(t.cases.c.id.in_(concerned), t.cases.c.deleted_at.is_(None)).order_by(t.cases.c.id)
    ).all()
