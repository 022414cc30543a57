"""The lists: cases and people by question, what is found while typing, My day, and what a list exports."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from returnhelp.domain.edits import Refusal
from returnhelp.domain.errors import FieldRefusedError, NotThereError
from returnhelp.domain.lists import (
    CaseColumn,
    CaseQuery,
    CaseRow,
    MyDay,
    PersonColumn,
    PersonQuery,
    PersonRow,
)
from returnhelp.domain.office import SavedFilter
from returnhelp.domain.roles import Act
from returnhelp.services import closing, preferences, records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import listing, repositories
from returnhelp.storage import my_day as day_of


@question(Act.SEE_CASES)
def cases(look: Look, query: CaseQuery, offset: int, limit: int) -> list[CaseRow]:
    """A page of the case list."""
    return listing.case_page(look.session, _seen(look, query), offset, limit, look.office.today())


@question(Act.SEE_CASES)
def count_cases(look: Look, query: CaseQuery) -> int:
    """How many cases the question finds."""
    return listing.case_count(look.session, _seen(look, query))


@question(Act.SEE_CASES)
def people(look: Look, query: PersonQuery, offset: int, limit: int) -> list[PersonRow]:
    """A page of the people list."""
    seen = replace(query, sight=records.sight(look.session, look.office))
    return listing.person_page(look.session, seen, offset, limit, look.office.today())


@question(Act.SEE_CASES)
def count_people(look: Look, query: PersonQuery) -> int:
    """How many people the question finds."""
    return listing.person_count(look.session, replace(query, sight=records.sight(look.session, look.office)))


def _seen(look: Look, query: CaseQuery) -> CaseQuery:
    return replace(query, sight=records.sight(look.session, look.office))


@question(Act.SEE_CASES)
def found(look: Look, text: str, limit: int = 8) -> tuple[list[CaseRow], list[PersonRow]]:
    """What the search on top finds while somebody types: cases and people, whole names first."""
    if not text.strip():
        return [], []
    sight = records.sight(look.session, look.office)
    return (
        listing.found_cases(look.session, text, sight, limit),
        listing.found_people(look.session, text, sight, limit),
    )


@question(Act.SEE_CASES)
def my_day(look: Look, *, team: bool = False) -> MyDay:
    """What is before the person signed in, or (supervisors) before the team with what waits for them."""
    office = look.office
    if team:
        office.require(Act.SEE_TEAM)
    months = closing.open_months(look.session, office.today()) if team and office.may(Act.CLOSE_MONTH) else ()
    return day_of.my_day(
        look.session,
        today=office.today(),
        whose=None if team else records.whose_cases(look.session, office),
        reader=office.user.id,
        sight=records.sight(look.session, office),
        ahead=timedelta(days=preferences.value(look.session, "departures_ahead_days")),
        unmoved=timedelta(days=preferences.value(look.session, "no_movement_days")),
        months_to_close=months,
    )


# --- saved filters ---------------------------------------------------------------------------------


@question(Act.SEE_OWN_ACCOUNT)
def saved_filters(look: Look, page: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """One's own saved filters of a list: name and content."""
    return tuple((one.name, one.content) for one in repositories.saved_filters(look.session, look.office.user.id, page))


@command(Act.SEE_OWN_ACCOUNT)
def save_filter(work: Work, page: str, name: str, content: dict[str, Any]) -> None:
    """Keep a filter under a name; the same name again replaces it."""
    tidy = " ".join(name.split())[:100]
    if not tidy:
        raise FieldRefusedError(field="name", reason=Refusal.EMPTY)
    for one in repositories.saved_filters(work.session, work.office.user.id, page):
        if one.name == tidy:
            one.content = content
            return
    work.session.add(SavedFilter(work.office.user.id, page, tidy, content))


@command(Act.SEE_OWN_ACCOUNT)
def forget_filter(work: Work, page: str, name: str) -> None:
    """Drop a saved filter."""
    for one in repositories.saved_filters(work.session, work.office.user.id, page):
        if one.name == name:
            work.session.delete(one)
            return
    raise NotThereError()


# --- export ----------------------------------------------------------------------------------------

_STRIDE = 2000

CaseCell = Callable[[CaseRow, CaseColumn], Any]
PersonCell = Callable[[PersonRow, PersonColumn], Any]


@question(Act.EXPORT_LISTS, recorded=True)
def export_cases(
    look: Look, query: CaseQuery, columns: Sequence[CaseColumn], headings: Sequence[str], cell: CaseCell, kind: str
) -> bytes:
    """Exactly what the list shows, as a spreadsheet (``kind``: xlsx or csv); recorded with how many rows left.

    ``cell`` answers what a column shows of a row, in the reader's words.
    """
    seen = _seen(look, query)
    today = look.office.today()
    rows: list[list[Any]] = []
    while page := listing.case_page(look.session, seen, len(rows), _STRIDE, today):
        rows += [[cell(row, column) for column in columns] for row in page]
    return _sheet(look, "cases", headings, rows, kind)


@question(Act.EXPORT_LISTS, recorded=True)
def export_people(
    look: Look,
    query: PersonQuery,
    columns: Sequence[PersonColumn],
    headings: Sequence[str],
    cell: PersonCell,
    kind: str,
) -> bytes:
    """The same for the list of people."""
    seen = replace(query, sight=records.sight(look.session, look.office))
    today = look.office.today()
    rows: list[list[Any]] = []
    while page := listing.person_page(look.session, seen, len(rows), _STRIDE, today):
        rows += [[cell(row, column) for column in columns] for row in page]
    return _sheet(look, "people", headings, rows, kind)


def _sheet(look: Look, what: str, headings: Sequence[str], rows: list[list[Any]], kind: str) -> bytes:
    from returnhelp.exchange import sheets

    look.subject = (what, None)
    look.detail = {"rows": len(rows), "kind": kind, "columns": list(headings)}
    return sheets.csv(headings, rows) if kind == "csv" else sheets.xlsx(what, headings, rows)
