"""Everybody who departed, with what is counted of them."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from returnhelp.domain.figures import STATELESS, AgeGroup, age_group
from returnhelp.domain.people import NationalityStatus, Origin, Precision, age_on
from returnhelp.storage import tables as t
from returnhelp.storage.statistics_tables import frozen_departures


class Departed(NamedTuple):
    """One person's departure; None is unknown."""

    traveller_id: int
    case_id: int
    person_id: int
    household_id: int
    on: date
    nationality: int | str | None
    canton: str | None
    sex: str
    age_group: AgeGroup
    permit: str
    kind: str
    destination_kind: str
    birth_known_to_the_day: bool
    taken_over: bool
    age: int | None
    """In full years on that day; None where the age group is unknown."""


def departed_between(first: date, last: date) -> Select[tuple[int]]:
    """The travellers who left between two days, in cases that are not in the trash."""
    left = t.travellers.c
    return select(left.id).where(left.departed_on.between(first, last), kept(left.case_id))


def kept(case_id: ColumnElement[int]) -> ColumnElement[bool]:
    """That a case is not in the trash; the few that are there are looked up once, not each case."""
    return case_id.not_in(select(t.cases.c.id).where(t.cases.c.deleted_at.is_not(None)))


def between(session: Session, first: date, last: date, *, not_frozen: bool = False) -> Iterator[Departed]:
    """Who left between two days; ``not_frozen`` leaves out whom a closed month has counted already."""
    travellers, cases, people, households = t.travellers.c, t.cases.c, t.people.c, t.households.c
    wanted = (
        select(
            travellers.id,
            travellers.case_id,
            travellers.person_id,
            cases.household_id,
            travellers.departed_on,
            t.nationalities.c.bfs,
            _text(people.nationality_status),
            func.coalesce(travellers.canton, cases.canton, people.canton, households.canton).label("canton"),
            _text(people.sex),
            people.birth_date,
            _text(people.birth_precision),
            _text(func.coalesce(travellers.permit, cases.permit)).label("permit"),
            _text(cases.kind),
            _text(cases.destination_kind),
            _text(cases.origin),
        )
        .join(t.cases, cases.id == travellers.case_id)
        .join(t.people, people.id == travellers.person_id)
        .join(t.households, households.id == cases.household_id)
        .outerjoin(
            t.nationalities,
            and_(t.nationalities.c.person_id == travellers.person_id, t.nationalities.c.position == 0),
        )
        .where(travellers.departed_on.between(first, last), cases.deleted_at.is_(None))
    )
    if not_frozen:
        known = select(frozen_departures.c.traveller_id)
        wanted = wanted.where(travellers.id.not_in(known))
    ages: dict[tuple[date | None, date], tuple[AgeGroup, int | None]] = {}
    for row in session.execute(wanted).all():
        (traveller, case, person, household, on, bfs, status, canton, sex, birth, precision, permit, kind, destination,
         origin) = row  # fmt: skip
        aged = ages.get((birth, on))
        if aged is None:
            group = age_group(birth, on)
            aged = ages[birth, on] = (group, None if group is AgeGroup.UNKNOWN else age_on(birth, on))
        group, age = aged
        yield Departed(
            traveller,
            case,
            person,
            household,
            on,
            STATELESS if bfs is None and status == NationalityStatus.STATELESS else bfs,
            canton or None,
            sex,
            group,
            permit,
            kind,
            destination,
            birth is not None and precision == Precision.DAY,
            origin == Origin.TAKEN_OVER,
            age,
        )


def _text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The column as the text that it is kept as; there are many rows."""
    return type_coerce(column, String)


def vulnerable_kinds(session: Session, first: date, last: date) -> dict[int, set[str]]:
    """For each traveller who left between two days the kinds of vulnerability that held on that day."""
    travellers, kinds = t.travellers.c, t.vulnerabilities.c
    rows = session.execute(
        select(travellers.id, kinds.kind)
        .join(t.vulnerabilities, and_(kinds.case_id == travellers.case_id, kinds.person_id == travellers.person_id))
        .where(
            travellers.departed_on.between(first, last),
            func.coalesce(kinds.since, travellers.departed_on) <= travellers.departed_on,
            func.coalesce(kinds.until, travellers.departed_on) >= travellers.departed_on,
        )
    )
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.id, set()).add(row.kind.value)
    return found
