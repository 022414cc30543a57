"""Where loaded instruments are found, and the surveys of all cases with what their people are grouped by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from returnhelp.domain.case import CaseType
from returnhelp.domain.lists import Sight
from returnhelp.domain.people import Precision
from returnhelp.domain.survey_answers import SurveyTaken
from returnhelp.domain.survey_instruments import Loaded
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.storage import case_tables, filters, office_tables
from returnhelp.storage import tables as t

_S = case_tables.surveys_table.c
_L = office_tables.instruments.c
_V = t.vulnerabilities.c


@dataclass(frozen=True)
class TakenRow:
    """One survey of a person with the case in which they were asked."""

    taken: SurveyTaken
    kind: CaseType
    destination: int | None
    programme_id: int | None
    birth_date: date | None
    birth_precision: Precision


def marker(session: Session) -> tuple[int, int]:
    """Another one once something was loaded."""
    count, last = session.execute(select(func.count(), func.max(_L.id)).select_from(office_tables.instruments)).one()
    return count, last or 0


def loaded(session: Session) -> Sequence[Loaded]:
    """Every instrument that the office loaded, in that order."""
    return session.scalars(select(Loaded).where(_L.deleted_at.is_(None)).order_by(_L.id)).all()


def taken(session: Session, key: str, version: str, last: date, sight: Sight) -> list[TakenRow]:
    """The surveys by this version of an instrument up to a day, of cases in sight and not in the trash."""
    found = session.execute(
        select(
            SurveyTaken,
            t.cases.c.kind,
            func.coalesce(t.travellers.c.destination, t.cases.c.destination),
            t.cases.c.programme_id,
            t.people.c.birth_date,
            t.people.c.birth_precision,
        )
        .join(t.cases, t.cases.c.id == _S.case_id)
        .join(t.case_rows, t.case_rows.c.case_id == _S.case_id)
        .join(t.people, t.people.c.id == _S.person_id)
        .outerjoin(
            t.travellers,
            and_(t.travellers.c.case_id == _S.case_id, t.travellers.c.person_id == _S.person_id),
        )
        .where(
            _S.instrument == key,
            _S.instrument_version == version,
            _S.taken_on <= last,
            *filters.in_sight(t.case_rows.c, sight),
        )
        .order_by(_S.taken_on, _S.id)
    )
    return [TakenRow(*row) for row in found]


def programme_names(session: Session) -> dict[int, str]:
    """The name of every programme."""
    named = office_tables.programmes.c
    return {row.id: row.name for row in session.execute(select(named.id, named.name))}


def vulnerabilities(session: Session, people: set[int]) -> dict[int, dict[int, set[VulnerabilityKind]]]:
    """What was ever recorded of these people: by person, then by case."""
    found: dict[int, dict[int, set[VulnerabilityKind]]] = {}
    numbers = sorted(people)
    for at in range(0, len(numbers), 500):
        wanted = select(_V.person_id, _V.case_id, _V.kind).where(_V.person_id.in_(numbers[at : at + 500]))
        for person_id, case_id, kind in session.execute(wanted):
            found.setdefault(person_id, {}).setdefault(case_id, set()).add(kind)
    return found
