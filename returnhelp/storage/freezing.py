"""Closed months: what they counted is kept apart from the living records, without names, for ever.

A row tells of one departure as it stood when its month was closed: whom it was (nationality, canton, sex, age,
permit, kind of case, where to), how much the person was helped, and, of a victim of trafficking, what CTDC counts.
What each of these comes from stands in ``domain.frozen``. None is not known: rows that schema 2 froze do not know
the help and know the age by its group alone.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, func, insert, select, type_coerce, update
from sqlalchemy.orm import Session

from returnhelp.domain import ctdc, frozen, regions
from returnhelp.domain.cubes import CubeRequest
from returnhelp.domain.errors import ClosedMonthDamagedError
from returnhelp.domain.figures import STATELESS, Key
from returnhelp.domain.people import EARLIEST_RECORD
from returnhelp.domain.tables import Months, Variable
from returnhelp.storage import case_tables as of_case
from returnhelp.storage import departures
from returnhelp.storage.statistics_tables import closings, frozen_departures
from returnhelp.storage.tables import aid_lines, cases, travellers
from returnhelp.vault.primitives import mac, same

_MINE = frozen_departures.c
_MONTH = type_coerce(_MINE.month, String)  # as the text that it is kept as; there are many rows
_COLUMNS: Mapping[Variable, ColumnElement[Any]] = {
    Variable.NATIONALITY: _MINE.nationality,
    Variable.CANTON: _MINE.canton,
    Variable.SEX: _MINE.sex,
    Variable.AGE: _MINE.age,
    Variable.PERMIT: _MINE.permit,
    Variable.CASE_TYPE: _MINE.kind,
    Variable.DESTINATION_KIND: _MINE.destination_kind,
    Variable.VULNERABILITY: _MINE.vulnerable,
    Variable.ASSISTANCE: _MINE.assistance,
    Variable.STAGE: _MINE.stage,
    Variable.DIMENSION: _MINE.dimension,
    Variable.MONTH: _MONTH,
}
"""The column in which the finest variable of each family is kept; all of trafficking is in one."""
_TRAFFICKING = type_coerce(_MINE.trafficking, String)
_SEALED: tuple[ColumnElement[Any], ...] = (
    *(_MINE.month, _MINE.departed_in, _MINE.dossier, _MINE.nationality, _MINE.canton, _MINE.sex, _MINE.age_group),
    *(_MINE.permit, _MINE.kind, _MINE.destination_kind, _MINE.vulnerable, _MINE.age, _MINE.assistance, _MINE.stage),
    *(_MINE.dimension, _TRAFFICKING),
)
"""What a seal is over: all but the number of the traveller, which goes when somebody else is given it."""


# --- closing ---------------------------------------------------------------------------------------


def freeze(session: Session, months: Sequence[date]) -> dict[date, int]:
    """Keep who departed up to the end of these months and was not counted before; the answer is how many in each.

    The months are in order, by their first days. Who departed in a month that is closed already and was entered since
    counts in the next of them (a late entry).
    """
    counted = dict.fromkeys(months, 0)
    if not months:
        return counted
    last = _end(months[-1])
    kinds = departures.vulnerable_kinds(session, EARLIEST_RECORD, last)
    help_ = _Help(session, last)
    rows = []
    for one in departures.between(session, EARLIEST_RECORD, last, not_frozen=True):
        left = one.on.replace(day=1)
        month = months[bisect_left(months, left)]
        counted[month] += 1
        rows.append(
            {
                "month": month,
                "departed_in": left,
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
                "age": ctdc.age_key(one.age, one.age_group),
                **help_.of(one.case_id, one.person_id),
            }
        )
    if rows:
        session.execute(insert(frozen_departures), rows)
    return counted


def part_from_former(session: Session) -> None:
    """Let go of travellers who are gone for good and whose number somebody else was given: what was counted stays."""
    anew = (
        select(_MINE.id)
        .join(travellers, travellers.c.id == _MINE.traveller_id)
        .join(cases, cases.c.id == travellers.c.case_id)
        .where(cases.c.household_id != _MINE.dossier)
    )
    session.execute(update(frozen_departures).where(_MINE.id.in_(anew)).values(traveller_id=-_MINE.id))


def _end(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)


class _Help:
    """What was granted and planned in the cases of those who are not counted yet, and who of them is a victim."""

    def __init__(self, session: Session, last: date) -> None:
        known = select(_MINE.traveller_id)
        left = travellers.c
        wanted = select(left.case_id).where(left.departed_on <= last, left.id.not_in(known))

        def rows(table: Any, *columns: ColumnElement[Any]) -> Iterable[Any]:
            return session.execute(select(*columns).where(table.c.case_id.in_(wanted)))

        self._granted: dict[int, list[tuple[int | None, Any]]] = {}
        line = aid_lines.c
        for row in rows(aid_lines, line.case_id, line.person_id, line.component, line.state):
            if row.state in frozen.GRANTED:
                self._granted.setdefault(row.case_id, []).append((row.person_id, row.component))
        self._projects: dict[int, list[Any]] = {}
        project = of_case.projects_table.c
        found = rows(of_case.projects_table, project.id, project.case_id, project.person_id, project.state,
                     project.approved_on)  # fmt: skip
        for row in found:
            self._projects.setdefault(row.case_id, []).append(row)
        self._activities: dict[int, list[Any]] = {}
        activity = of_case.plan_activities.c
        for row in rows(of_case.plan_activities, activity.project_id, activity.state, activity.dimension):
            self._activities.setdefault(row.project_id, []).append(row)
        riat = of_case.riat.c
        self._riat = {row.case_id: row.moment for row in rows(of_case.riat, riat.case_id, riat.moment)}
        self._victims: dict[tuple[int, int], list[Any]] = {}
        for row in rows(of_case.trafficking_table, *of_case.trafficking_table.c):
            self._victims.setdefault((row.case_id, row.person_id), []).append(row)

    def of(self, case: int, person: int) -> dict[str, Any]:
        """What is kept of one person's help, by column; what is the household's is everybody's."""
        mine = (None, person)
        granted = [component for who, component in self._granted.get(case, ()) if who in mine]
        projects = [one for one in self._projects.get(case, ()) if one.person_id in mine]
        approved = any(frozen.is_approved(one.state, one.approved_on is not None) for one in projects)
        planned = [
            (one.state, activity.state, activity.dimension)
            for one in projects
            for activity in self._activities.get(one.id, ())
        ]
        return {
            "assistance": frozen.assistance(granted, projects=approved, riat=self._riat.get(case)).value,
            "stage": frozen.stage(granted, projects=approved).value,
            "dimension": frozen.dimension(planned).value,
            "trafficking": frozen.victim(self._victims.get((case, person), ())),
        }


# --- seals -----------------------------------------------------------------------------------------


class Seal(NamedTuple):
    persons: int
    digest: bytes
    """Over all that is kept of the month; the order of the rows does not matter."""

    def under(self, month: date, key: bytes) -> str:
        """The seal as it is kept."""
        return mac(key, "closed month", month.isoformat(), str(self.persons), self.digest).hex()


def seal_of(session: Session, month: date, key: bytes) -> str:
    """What vouches for the counts of a closed month; whoever has the key of Purpose.DISCLOSURE can make it."""
    return digests(session, [month])[month].under(month, key)


def write_seals(session: Session, months: Sequence[date], key: bytes) -> None:
    """Enter into the closings of these months how many persons count in each, and the seal over them."""
    for month, found in digests(session, months).items():
        sealed = {"persons": found.persons, "seal": found.under(month, key)}
        session.execute(update(closings).where(closings.c.month == month).values(sealed))


def seal_older(session: Session, key: bytes) -> tuple[date, ...]:
    """Seal the months that a program without seals had closed; the answer is which. Nothing of them is changed.

    What stands there is believed this once: done by the first closing or statistics command after the office was
    brought up to schema 3, and with nothing to do ever after.
    """
    mine = closings.c
    older = tuple(session.scalars(select(mine.month).where(mine.seal.is_(None), mine.persons.is_(None))))
    write_seals(session, older, key)
    return older


def verify(session: Session, period: Months, keys: Sequence[bytes]) -> None:
    """That every month of a period stands as it was closed; ``keys`` are all of the ring, whichever made the seal.

    To be asked before anything of the period is counted, in the same session. A month of an older program that is
    not sealed yet is let pass. Raises ClosedMonthDamagedError, which names the first month that was changed.
    """
    if changed := damaged(session, period.first, period.last, keys):
        raise ClosedMonthDamagedError(month=changed[0])


def damaged(session: Session, first: date, last: date, keys: Sequence[bytes]) -> tuple[date, ...]:
    """The months between two days that are not what was sealed, or count somebody and were never closed."""
    mine = closings.c
    wanted = select(mine.month, mine.persons, mine.seal).where(mine.month.between(first, last))
    closed = {row.month: row for row in session.execute(wanted)}
    found = _digests(session, first, last)
    changed = []
    for month in sorted({*found, *closed}):
        row, now = closed.get(month), found.get(month, _EMPTY)
        if row is not None and row.seal is None and row.persons is None:
            continue
        if row is None or row.persons != now.persons or row.seal is None or not _made_by(row.seal, month, now, keys):
            changed.append(month)
    return tuple(changed)


def digests(session: Session, months: Sequence[date]) -> dict[date, Seal]:
    """What the seals of these months are over."""
    found = _digests(session, min(months), _end(max(months))) if months else {}
    return {month: found.get(month, _EMPTY) for month in months}


def _made_by(seal: str, month: date, now: Seal, keys: Sequence[bytes]) -> bool:
    return any(same(seal.encode(), now.under(month, key).encode()) for key in keys)


def _digests(session: Session, first: date, last: date) -> dict[date, Seal]:
    """What the seals of the months between two days are over."""
    line = func.json_array(*_SEALED)
    by_month: dict[str, list[str]] = {}
    rows = select(_MONTH, type_coerce(line, String)).where(_MINE.month.between(first, last))
    for month, text in session.execute(rows):
        by_month.setdefault(month, []).append(text)
    return {date.fromisoformat(month): Seal(len(lines), _digest(lines)) for month, lines in by_month.items()}


def _digest(lines: list[str]) -> bytes:
    return sha256("\n".join(sorted(lines)).encode()).digest()


_EMPTY = Seal(0, _digest([]))


# --- counting --------------------------------------------------------------------------------------


def counted(session: Session, request: CubeRequest) -> Iterator[tuple[tuple[Key, ...], int, int]]:
    """The persons of a cube over closed months: a leaf of each axis, dossier, how many; ``verify`` is asked before.

    The same leaves and dossier may come several times.
    """
    columns: list[ColumnElement[Any]] = []
    readers: list[tuple[int, Callable[[Any], Key]]] = []
    for variable in request.variables:
        column, read = _axis(variable)
        if not any(column is one for one in columns):
            columns.append(column)
        readers.append((next(place for place, one in enumerate(columns) if one is column), cache(read)))
    found = session.execute(
        select(_MINE.dossier, *columns).where(_MINE.month.between(request.period.first, request.period.last))
    )
    keys: dict[tuple[Any, ...], tuple[Key, ...]] = {}
    tally = Counter(map(tuple, found))
    for (dossier, *kept), persons in tally.items():
        raw = tuple(kept)
        leaves = keys.get(raw)
        if leaves is None:
            leaves = keys[raw] = tuple(reader(raw[place]) for place, reader in readers)
        yield leaves, dossier, persons


def late_entries(session: Session, period: Months) -> int:
    """How many persons counted in these months departed in an earlier one."""
    here = _MINE.month.between(period.first, period.last)
    return session.scalar(select(func.count()).where(here, _MINE.departed_in != _MINE.month)) or 0


def late_by_month(session: Session) -> dict[date, int]:
    """The same of each month that has any."""
    late = select(_MINE.month, func.count()).where(_MINE.departed_in != _MINE.month).group_by(_MINE.month)
    return {row[0]: row[1] for row in session.execute(late)}


def _axis(variable: Variable) -> tuple[ColumnElement[Any], Callable[[Any], Key]]:
    """The column that a variable is kept in, and how its category is read from what is kept."""
    if variable.of_trafficking:
        return _TRAFFICKING, lambda kept: frozen.trafficking_key(variable, json.loads(kept) if kept else None)
    base = variable.base
    return _COLUMNS[base], lambda kept: _key(variable, base, kept)


def _key(variable: Variable, base: Variable, kept: Any) -> Key:
    if base is Variable.VULNERABILITY:
        return regions.YES if kept else regions.NO
    if base is Variable.MONTH:
        return regions.category(variable, date.fromisoformat(kept))
    if base is Variable.AGE:
        return regions.rolled_up(str(kept), base, variable)
    if base is Variable.NATIONALITY and kept is not None and kept != STATELESS:
        kept = int(str(kept))
    return regions.category(variable, kept)
