"""The visits after return: what is due in all cases, and what a case still has to plan."""

from dataclasses import dataclass, replace
from datetime import date

from returnhelp.domain.deadline_rules import FromWhat
from returnhelp.domain.deadlines import DeadlineKind, deadlines
from returnhelp.domain.register_lists import Register
from returnhelp.domain.roles import Act
from returnhelp.domain.visit_lists import VisitCalendar, VisitQuery, VisitRow
from returnhelp.services import records
from returnhelp.services.office import Look, question
from returnhelp.storage import deadline_rows
from returnhelp.storage import monitoring as stored
from returnhelp.storage import registers as registered


@dataclass(frozen=True)
class VisitsPlanned:
    """When visits of a case are to be made: counted from the return by the programme, or by the office's table."""

    returned_on: date | None
    months: tuple[int, ...]
    """In months after return; empty where nothing says when."""
    days: tuple[date, ...]
    """The days of the visits that nobody has planned yet."""
    of_programme: bool = False
    """Whether the programme says so itself."""


@question(Act.SEE_CASES)
def visits(look: Look, query: VisitQuery, offset: int, limit: int) -> list[VisitRow]:
    """A page of the visits that the reader may see, the earliest first."""
    return stored.page(look.session, _seen(look, query), offset, limit, look.office.today())


@question(Act.SEE_CASES)
def count(look: Look, query: VisitQuery) -> int:
    """How many visits the question finds."""
    return stored.count(look.session, _seen(look, query), look.office.today())


@question(Act.SEE_CASES)
def calendar(look: Look, query: VisitQuery, first: date) -> VisitCalendar:
    """The visits by programme and month, over a year from the month of ``first`` on, whatever days are asked for."""
    return stored.calendar(look.session, _seen(look, query), first, look.office.today())


@question(Act.SEE_CASES)
def programmes(look: Look) -> dict[int, str]:
    """The name of every programme, those that lie in the trash too."""
    return dict(registered.names(look.session, Register.PROGRAMMES))


@question(Act.SEE_CASES)
def planned(look: Look, case_id: int) -> VisitsPlanned:
    """When a case is to be visited; raises NotThereError."""
    case = records.the_case(look.session, look.office, case_id)
    facts = deadline_rows.facts(look.session, case)
    limits = deadline_rows.office_limits(look.session, look.office.today())
    counted = [
        one
        for one in deadlines(facts, deadline_rows.shipped(), limits)
        if one.kind is DeadlineKind.MONITORING_VISIT and one.from_what is FromWhat.RETURN and one.met_on is None
    ]
    months = limits.visits if facts.visit_months is None else facts.visit_months
    return VisitsPlanned(
        facts.returned_on or facts.departed_on,
        months,
        tuple(one.due_on for one in counted),
        bool(months) and facts.visit_months is not None,
    )


def _seen(look: Look, query: VisitQuery) -> VisitQuery:
    return replace(query, sight=records.sight(look.session, look.office))
