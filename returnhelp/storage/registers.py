"""The registers of the office as they are asked for: what is listed, found, named by others, and counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from returnhelp.domain.office_tables import Entry, OfficeTable
from returnhelp.domain.register_lists import DAY_OF, SEARCHED, Register, RegisterQuery
from returnhelp.domain.registers import (
    FactSheet,
    InformationRequest,
    Partner,
    Programme,
    StructuralProject,
    Training,
)
from returnhelp.storage import office_tables as t

KINDS: Mapping[Register, type] = {
    Register.PROGRAMMES: Programme,
    Register.PARTNERS: Partner,
    Register.FACT_SHEETS: FactSheet,
    Register.STRUCTURAL_PROJECTS: StructuralProject,
    Register.TRAININGS: Training,
    Register.INFORMATION_REQUESTS: InformationRequest,
}
"""The thing that each register keeps."""

_TABLES: Mapping[Register, Any] = {
    Register.PROGRAMMES: t.programmes,
    Register.PARTNERS: t.partners,
    Register.FACT_SHEETS: t.fact_sheets,
    Register.STRUCTURAL_PROJECTS: t.structural_projects,
    Register.TRAININGS: t.trainings,
    Register.INFORMATION_REQUESTS: t.information_requests,
}
_SEARCHED_SIGNS = 240
"""So much of a text is searched while somebody types; more would make each key slow."""


@dataclass(frozen=True)
class Line:
    """What of a record decides whether and where it is listed."""

    id: int
    sort: Any
    """The field by which the list is sorted."""
    countries: tuple[int, ...]
    texts: tuple[str, ...]
    as_of: date | None


def lines(session: Session, query: RegisterQuery) -> list[Line]:
    """Every record of the register that the year and the trash leave; the texts only when something is searched."""
    table = _TABLES[query.register].c
    texts = [table[name] for name in SEARCHED[query.register]] if query.text.strip() else []
    country = table.country if "country" in table else None
    found = select(
        table.id,
        table[query.sort],
        country if country is not None else table.countries,
        table.as_of if query.register is Register.FACT_SHEETS else table.deleted_at,
        *texts,
    ).where(table.deleted_at.is_not(None) if query.trashed else table.deleted_at.is_(None))
    if query.year is not None and query.register in DAY_OF:
        found = found.where(_in_year(table[DAY_OF[query.register]], query.year))
    return [
        Line(
            number,
            sort,
            tuple(states) if isinstance(states, list) else (states,) if states is not None else (),
            tuple(text[:_SEARCHED_SIGNS] for text in said),
            day if query.register is Register.FACT_SHEETS else None,
        )
        for number, sort, states, day, *said in session.execute(found)
    ]


def _in_year(day: Any, year: int) -> Any:
    return day.between(date(year, 1, 1), date(year, 12, 31))


def by_number(session: Session, register: Register, numbers: Sequence[int]) -> list[Any]:
    """These records, in this order; those that are not there are left out."""
    kind = KINDS[register]
    there: Sequence[Any] = session.scalars(select(kind).where(_TABLES[register].c.id.in_(numbers))).all()
    found = {one.id: one for one in there}
    return [found[number] for number in numbers if number in found]


def standing(session: Session, register: Register, year: int | None = None) -> Sequence[Any]:
    """Every record of a register that is not in the trash, of one year or of all."""
    table = _TABLES[register].c
    found: Select[Any] = select(KINDS[register]).where(table.deleted_at.is_(None)).order_by(table.id)
    if year is not None and register in DAY_OF:
        found = found.where(_in_year(table[DAY_OF[register]], year))
    return session.scalars(found).all()


def years(session: Session, register: Register) -> list[int]:
    """The years of which a register has records, the latest first."""
    day = _TABLES[register].c[DAY_OF[register]]
    days = session.scalars(select(day).where(day.is_not(None), _TABLES[register].c.deleted_at.is_(None)).distinct())
    return sorted({one.year for one in days}, reverse=True)


def names(session: Session, register: Register) -> dict[int, str]:
    """The names of all programmes or partners, those in the trash too."""
    table = _TABLES[register].c
    return {number: name for number, name in session.execute(select(table.id, table.name))}  # noqa: C416 - rows


def rate_entries(session: Session) -> Sequence[Entry]:
    """The office's rates of programmes, whether they count or not."""
    table = t.office_entries.c
    return session.scalars(select(Entry).where(table.table == OfficeTable.PROGRAMME_RATES).order_by(table.id)).all()
