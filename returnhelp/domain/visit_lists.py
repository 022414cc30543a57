"""What is asked of the monitoring calendar, and what it answers."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from returnhelp.domain.lists import Sight
from returnhelp.domain.monitoring import VisitMethod, VisitOutcome
from returnhelp.domain.working_days import add_months

MONTHS = 12
"""So many months the calendar shows side by side."""
BEHIND = 5
"""So many of them are over when it is opened."""


class VisitsAsked(StrEnum):
    """Which visits the list shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True)
class VisitQuery:
    """What narrows the visits; None asks for nothing.

    A visit belongs to the day on which it is due; one without such a day to the day on which it was made.
    """

    first: date | None = None
    last: date | None = None
    asked: VisitsAsked = VisitsAsked.ALL
    programme_id: int | None = None
    without_programme: bool = False
    """Only those of no programme."""
    country: int | None = None
    caseworker_id: int | None = None
    sight: Sight = field(default_factory=Sight)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in the list."""

    visit_id: int
    case_id: int
    number: str
    name: str
    country: int | None
    caseworker_id: int | None
    programme_id: int | None
    due_on: date | None
    done_on: date | None
    method: VisitMethod
    outcome: VisitOutcome | None


@dataclass(frozen=True, slots=True)
class VisitCounts:
    """How many visits are due (overdue ones among them), overdue and made."""

    due: int = 0
    overdue: int = 0
    done: int = 0

    def __add__(self, other: "VisitCounts") -> "VisitCounts":
        return VisitCounts(self.due + other.due, self.overdue + other.overdue, self.done + other.done)

    def __bool__(self) -> bool:
        return bool(self.due or self.done)


@dataclass(frozen=True)
class VisitCalendar:
    """Visits by programme (None: those of none) and month, over the months from ``first`` on."""

    first: date
    months: tuple[date, ...]
    cells: dict[tuple[int | None, date], VisitCounts]
    earlier: int = 0
    """How many open visits were due before the first of these months."""

    def programmes(self) -> list[int | None]:
        """The programmes that have visits then, in the order of their numbers; those of none last."""
        found = {programme for programme, _month in self.cells}
        return sorted(found, key=lambda one: (one is None, one or 0))

    def of_month(self, month: date) -> VisitCounts:
        return sum((one for (_of, when), one in self.cells.items() if when == month), VisitCounts())

    def total(self) -> VisitCounts:
        return sum(self.cells.values(), VisitCounts())


def months_from(first: date) -> tuple[date, ...]:
    """The first days of the months that the calendar shows side by side."""
    return tuple(add_months(first.replace(day=1), place) for place in range(MONTHS))
