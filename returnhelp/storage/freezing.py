"""Closed months: what they counted is kept apart from the living records, without names, for ever."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from returnhelp.domain import regions
from returnhelp.domain.figures import STATELESS, Key
from returnhelp.domain.people import EARLIEST_RECORD
from returnhelp.domain.tables import TableRequest, Variable
from returnhelp.storage import departures
from returnhelp.storage.tables import cases, frozen_departures, travellers

_COLUMNS = {
    Variable.NATIONALITY: frozen_departures.c.nationality,
    Variable.CANTON: frozen_departures.c.canton,
    Variable.SEX: frozen_departures.c.sex,
    Variable.AGE_GROUP: frozen_departures.c.age_group,
    Variable.PERMIT: frozen_departures.c.permit,
    Variable.CASE_TYPE: frozen_departures.c.kind,
    Variable.DESTINATION_KIND: frozen_departures.c.destination_kind,
    Variable.VULNERABILITY: frozen_departures.c.vulnerable,
    Variable.MONTH: frozen_departures.c.month,
}


def freeze(session: Session, month: date) -> int:
    """Keep who departed up to the end of the month and was not counted before; the answer is how many.

    Who departed in an earlier month and was entered since counts in this one (a late entry).
    """
    last = date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)
    kinds = departures.vulnerable_kinds(session, EARLIEST_RECORD, last)
    rows = [
        {
            "month": month,
            "departed_in": one.on.replace(day=1),
            "traveller_id": one.traveller_id,
            "dossier": one.household_id,
            "nationality": None if one.nationality is None else str(one.nationality),
            "canton": one.canton,
            "sex": one.sex,
            "age_group": one.age_group.value,
            "permit": one.permit,
            "kind": one.kind,
            "destination_kind": one.destination_kind,
            "vulnerable": one.traveller_id in kinds,
        }
        for one in departures.between(session, EARLIEST_RECORD, last, not_frozen=True)
    ]
    if rows:
        session.execute(insert(frozen_departures), rows)
    return len(rows)


def part_from_former(session: Session) -> None:
    """Let go of travellers who are gone for good and whose number somebody else was given: what was counted stays."""
    mine = frozen_departures.c
    anew = (
        select(mine.id)
        .join(travellers, travellers.c.id == mine.traveller_id)
        .join(cases, cases.c.id == travellers.c.case_id)
        .where(cases.c.household_id != mine.dossier)
    )
    session.execute(update(frozen_departures).where(mine.id.in_(anew)).values(traveller_id=-mine.id))


def counted(session: Session, request: TableRequest) -> Iterator[tuple[Key, Key, int, int]]:
    """The persons of a table over closed months: row key, column key, dossier, how many."""
    row, column = (_COLUMNS[one.family[0]] for one in (request.rows, request.columns))
    found = session.execute(
        select(row.label("row"), column.label("column"), frozen_departures.c.dossier, func.count().label("persons"))
        .where(frozen_departures.c.month.between(request.period.first, request.period.last))
        .group_by(row, column, frozen_departures.c.dossier)
    )
    for one in found:
        yield _key(request.rows, one.row), _key(request.columns, one.column), one.dossier, one.persons


def late_entries(session: Session, first: date, last: date) -> int:
    """How many persons counted in these months departed in an earlier one."""
    table = frozen_departures.c
    return (
        session.scalar(select(func.count()).where(table.month.between(first, last), table.departed_in != table.month))
        or 0
    )


def _key(variable: Variable, kept: object) -> Key:
    if variable is Variable.VULNERABILITY:
        return regions.YES if kept else regions.NO
    if variable.family[0] is Variable.NATIONALITY and kept is not None and kept != STATELESS:
        kept = int(str(kept))
    assert kept is None or isinstance(kept, str | int | date)
    return regions.category(variable, kept)
