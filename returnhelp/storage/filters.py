"""What the question asked of a list means in SQL: one condition for each thing that narrows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, false, or_, select, true

from returnhelp.domain.case import Permit
from returnhelp.domain.lists import CaseQuery, Gap, PersonQuery, Sight
from returnhelp.domain.people import Sex
from returnhelp.domain.steps import OPEN_STEPS, Step
from returnhelp.storage import search
from returnhelp.storage import tables as t

_C = t.case_rows.c
_P = t.person_rows.c

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Asked:
    """A question to ``case_rows`` or ``person_rows``: what may be seen, what narrows it, what is searched for."""

    seen: Conditions
    narrowed: Conditions
    meant: search.Wanted | None
    nothing: bool
    """Something was typed in which there is nothing to look for."""
    sight: Sight
    trashed: bool


_CASE_GAPS: dict[Gap, ColumnElement[bool]] = {
    Gap.NAME: _C.name_sort == "",
    Gap.NATIONALITY: _C.nationality.is_(None),
    Gap.CANTON: _C.canton.is_(None),
    Gap.PERMIT: _C.permit == Permit.UNKNOWN.value,
    Gap.BIRTH_DATE: _C.birth_dates_missing > 0,
    Gap.DESTINATION: _C.destination.is_(None),
    Gap.CASEWORKER: _C.caseworker_id.is_(None),
    Gap.DEPARTURE: _C.departure.is_(None),
    Gap.N_NUMBER: _C.n_number == "",
}
_PERSON_GAPS: dict[Gap, ColumnElement[bool]] = {
    Gap.NAME: _P.name_sort == "",
    Gap.NATIONALITY: _P.nationality.is_(None),
    Gap.CANTON: _P.canton.is_(None),
    Gap.PERMIT: _P.permit == Permit.UNKNOWN.value,
    Gap.BIRTH_DATE: _P.birth_date.is_(None),
    Gap.SEX: _P.sex == Sex.UNKNOWN.value,
    Gap.CASEWORKER: _P.caseworker_id.is_(None),
    Gap.DEPARTURE: _P.departed_on.is_(None),
    Gap.N_NUMBER: _P.n_number == "",
    Gap.ZEMIS: _P.zemis == "",
}


def in_sight(row: Any, sight: Sight, *, trashed: bool = False) -> Conditions:
    """Which rows of ``case_rows`` or ``person_rows`` somebody may see: those in the trash, or the others."""
    found: Conditions = [row.trashed.is_(trashed)]
    if sight.only_of is not None:
        found.append(row.caseworker_id.in_(sorted(sight.only_of)))
    if sight.restricted_of == "all":
        return found
    # As one expression: an OR would lead the database to read two indexes and lose the order of the list.
    theirs = row.caseworker_id.in_(sorted(sight.restricted_of)) if sight.restricted_of else false()
    found.append(case((row.restricted.is_(True), theirs), else_=true()))
    return found


def of_cases(query: CaseQuery) -> Asked:
    """What was asked of ``case_rows``."""
    found = _of_both(query, _C)
    found += _among(_C.destination, query.destinations)
    found += _between(_C.opened_on, query.opened_from, query.opened_to)
    found += _between(_C.departure, query.departure_from, query.departure_to)
    if query.vulnerabilities:
        ill = t.vulnerabilities.c
        found.append(_C.case_id.in_(select(ill.case_id).where(ill.kind.in_(sorted(query.vulnerabilities)))))
    found += [_CASE_GAPS[gap] for gap in sorted(query.not_filled)]
    if query.unmoved_since:
        found.append(_C.moved_on < query.unmoved_since)
    return _asked(query, _C, found)


def of_people(query: PersonQuery) -> Asked:
    """What was asked of ``person_rows``."""
    found = _of_both(query, _P)
    found += _among(_P.sex, query.sexes)
    found += _between(_P.birth_date, query.born_from, query.born_to)
    found += _between(_P.departed_on, query.departure_from, query.departure_to)
    if query.vulnerabilities:
        ill = t.vulnerabilities.c
        found.append(_P.person_id.in_(select(ill.person_id).where(ill.kind.in_(sorted(query.vulnerabilities)))))
    found += [_PERSON_GAPS[gap] for gap in sorted(query.not_filled)]
    return _asked(query, _P, found)


def _asked(query: CaseQuery | PersonQuery, row: Any, narrowed: Conditions) -> Asked:
    typed = query.text.strip()
    meant = search.wanted(typed) if typed else None
    seen = in_sight(row, query.sight, trashed=query.trashed)
    return Asked(seen, narrowed, meant, bool(typed) and meant is None, query.sight, query.trashed)


def still_open(row: Any) -> Conditions:
    """Cases that ask for work: neither over, nor a departure that was taken over from a list and is nobody's."""
    somebodys = or_(row.step != Step.DEPARTED.value, row.caseworker_id.is_not(None))
    return [row.step.in_(sorted(OPEN_STEPS)), somebodys]


def _of_both(query: CaseQuery | PersonQuery, row: Any) -> Conditions:
    found = _among(row.step, query.steps)
    if query.open_only:
        found += still_open(row)
    found += _among(row.kind, query.kinds)
    found += _among(row.caseworker_id, query.caseworkers)
    found += _among(row.canton, query.cantons)
    found += _among(row.nationality, query.nationalities)
    found += _among(row.permit, query.permits)
    if query.vulnerable is not None:
        found.append(row.vulnerable.is_(query.vulnerable))
    return found


def _among(column: Any, values: Collection[Any]) -> Conditions:
    if not values:
        return []
    plain = sorted(value.value if isinstance(value, StrEnum) else value for value in values if value is not None)
    if None not in values:
        return [column.in_(plain)]
    return [or_(column.is_(None), column.in_(plain)) if plain else column.is_(None)]


def _between(column: Any, first: date | None, last: date | None) -> Conditions:
    bounds = []
    if first:
        bounds.append(column >= first)
    if last:
        bounds.append(column <= last)
    return bounds
