"""Pages of the case list and the people list, whatever is asked of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, false, func, select
from sqlalchemy.orm import Session

from returnhelp.domain.lists import CaseColumn, CaseQuery, CaseRow, PersonColumn, PersonQuery, PersonRow, Sight
from returnhelp.storage import filters, search
from returnhelp.storage import tables as t
from returnhelp.storage.filters import Asked, Conditions
from returnhelp.storage.rows import cases_by_id, people_by_id
from returnhelp.storage.rows import refresh as refresh

_C = t.case_rows.c
_P = t.person_rows.c


@dataclass(frozen=True)
class _List:
    kind: search.Kind
    table: Table
    key: Any

    @property
    def row(self) -> Any:
        return self.table.c


_CASES = _List("case", t.case_rows, _C.case_id)
_PEOPLE = _List("person", t.person_rows, _P.person_id)

_FAR = 4000  # rows; a page beyond the middle is looked for from the end
_FEW = 5  # a question that leaves less than one row in so many
_DEEP = 1.5  # what it costs to sort a row that was gathered, in rows walked past

_CASE_SORT: dict[CaseColumn, Any] = {CaseColumn.NAME: _C.name_sort, CaseColumn.CASEWORKER: _C.caseworker_id}
_PERSON_SORT: dict[PersonColumn, Any] = {PersonColumn.NAME: _P.name_sort, PersonColumn.CASEWORKER: _P.caseworker_id}


def case_page(session: Session, query: CaseQuery, offset: int, limit: int, today: date) -> list[CaseRow]:  # noqa: ARG001
    """So many rows of the list from ``offset`` on."""
    by = _CASE_SORT.get(query.sort, _C.get(query.sort.value))
    return cases_by_id(session, _page(session, _CASES, filters.of_cases(query), by, query, offset, limit))


def case_count(session: Session, query: CaseQuery) -> int:
    """How many cases the question finds."""
    return _count(session, _CASES, filters.of_cases(query))


def person_page(session: Session, query: PersonQuery, offset: int, limit: int, today: date) -> list[PersonRow]:  # noqa: ARG001
    """So many rows of the list from ``offset`` on."""
    by = _PERSON_SORT.get(query.sort, _P.get(query.sort.value))
    return people_by_id(session, _page(session, _PEOPLE, filters.of_people(query), by, query, offset, limit))


def person_count(session: Session, query: PersonQuery) -> int:
    """How many people the question finds."""
    return _count(session, _PEOPLE, filters.of_people(query))


# --- found while typing ----------------------------------------------------------------------------


def found_cases(session: Session, typed: str, sight: Sight, limit: int) -> list[CaseRow]:
    """The few cases to offer for what is being typed: whole names first, then beginnings; what moved last first."""
    return cases_by_id(session, _best(session, _CASES, typed, [_C.moved_on.desc().nulls_last()], sight, limit))


def found_people(session: Session, typed: str, sight: Sight, limit: int) -> list[PersonRow]:
    """The few people to offer for what is being typed: whole names first, then beginnings; by name."""
    return people_by_id(session, _best(session, _PEOPLE, typed, [_P.name_sort], sight, limit))


def _best(session: Session, of: _List, typed: str, order: list[Any], sight: Sight, limit: int) -> list[int]:
    best: list[int] = []
    for meant in (search.wanted(typed, whole_words=True), search.wanted(typed)):
        if meant is not None and len(best) < limit:
            asked = filters.Asked(filters.in_sight(of.row, sight), [], meant, False, sight, False)
            keys = select(of.key).where(*_where(of, asked), of.key.not_in(best)).order_by(*order, of.key)
            best += session.scalars(keys.limit(limit - len(best)))
    return best


# --- both ------------------------------------------------------------------------------------------


def _where(of: _List, asked: Asked) -> Conditions:
    """Everything that was asked, as conditions on the rows."""
    found = asked.seen + asked.narrowed
    if asked.nothing:
        found.append(false())
    if asked.meant:
        everybody = not asked.sight.restricted_of and not asked.trashed
        hits = search.matching(of.kind, asked.meant) if everybody else search.matching_all(of.kind, asked.meant)
        found.append(of.key.in_(hits))
    return found


def _count(session: Session, of: _List, asked: Asked) -> int:
    if asked.meant and not asked.narrowed and not asked.trashed and asked.sight.only_of is None:
        count = _size(session, search.matching(of.kind, asked.meant))  # all of these may be seen
        if asked.sight.restricted_of:
            hidden = search.matching_hidden(of.kind, asked.meant)
            count += _size(session, select(of.key).where(of.key.in_(hidden), *asked.seen))
        return count
    return session.scalar(select(func.count()).select_from(of.table).where(*_where(of, asked))) or 0


def _size(session: Session, rows: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _page(
    session: Session,
    of: _List,
    asked: Asked,
    by: Any,
    query: CaseQuery | PersonQuery,
    offset: int,
    limit: int,
) -> list[int]:
    """The keys of one page: sorted by the column, what is not filled in last, equal ones always the same way.

    Where the question leaves few rows, they are gathered by its own indexes and sorted; where it leaves many,
    the index of the sorted column is walked, from the end if that is nearer. The database's own guess
    between the two is wrong too often to be left to it.
    """
    if query.sort_values:
        return _page_by_value(session, of, _where(of, asked), by, query, offset, limit)
    backwards = few = False
    if asked.narrowed or asked.meant or asked.nothing or offset > _FAR:
        total = _count(session, of, asked)
        if offset >= total:
            return []
        if backwards := offset > max(_FAR, total // 2):
            limit = min(limit, total - offset)
            offset = total - offset - limit
        whole = session.scalar(select(func.max(of.key))) or 0
        few = (offset + limit) * whole > _DEEP * total**2
        # What was typed has nothing to do with the order of the list; what else narrows it often has.
        if asked.narrowed:
            few = few or total * _FEW < whole
    where = _where(of, asked)
    order = _order(of, by, query.descending != backwards, backwards, by_index=not few)
    keys = select(of.key).select_from(of.table).where(*(where if few else [_opaque(where)])).order_by(*order)
    found = list(session.scalars(keys.offset(offset).limit(limit)))
    return found[::-1] if backwards else found


def _opaque(conditions: Conditions) -> ColumnElement[bool]:
    """The same as one expression that no index is chosen for."""
    return case((and_(*conditions), 1), else_=0) == 1


def _order(of: _List, by: Any, descending: bool, nulls_first: bool, by_index: bool) -> list[Any]:
    """By the column, then as its index goes on, so that nothing needs to be sorted; by the key at last."""
    row = of.row
    ties = [one for one in (row.trashed, row.restricted, row.caseworker_id, row.step) if one is not by]
    whole = [by if by_index else func.coalesce(by, by), *ties, of.key]
    first, *rest = [one.desc() if descending else one.asc() for one in whole]
    return [first.nulls_first() if nulls_first else first.nulls_last(), *rest]


def _page_by_value(
    session: Session,
    of: _List,
    where: Conditions,
    by: Any,
    query: CaseQuery | PersonQuery,
    offset: int,
    limit: int,
) -> list[int]:
    """The same where the order of the values is given: each value's rows are counted, then only those that
    reach into the page are read."""
    counted = select(by, func.count()).select_from(of.table).where(*where).group_by(by)
    sizes: dict[Any, int] = dict(session.execute(counted).all())
    given = list(reversed(query.sort_values)) if query.descending else list(query.sort_values)
    rest = sorted((value for value in sizes if value is not None and value not in given), key=str)
    order = [value for value in given if value is not None] + rest + [None]
    found: list[int] = []
    for value in order:
        size = sizes.get(value, 0)
        if offset >= size:
            offset -= size
            continue
        here = select(of.key).select_from(of.table).where(*where, by.is_(None) if value is None else by == value)
        tie = of.key.desc() if query.descending else of.key.asc()
        found += session.scalars(here.order_by(tie).offset(offset).limit(limit - len(found)))
        offset = 0
        if len(found) >= limit:
            break
    return found
