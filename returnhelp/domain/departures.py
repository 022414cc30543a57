"""A departure as the office's own calendar shows it, and what falls due beside it."""

from dataclasses import dataclass
from datetime import date

from returnhelp.domain.deadlines import DeadlineKind
from returnhelp.domain.travel import LegOutcome


@dataclass(frozen=True, slots=True)
class Departure:
    """Those of one case who leave, or left, on one day; ``name`` is the pseudonym where the case has one.

    ``journey`` tells several departures of a case apart, from 1 on, in the order of their days.
    """

    day: date
    case_id: int
    number: str
    name: str
    people: int
    airport: str
    destination: int | None
    status: LegOutcome
    journey: int = 1
    caseworker_id: int | None = None


@dataclass(frozen=True, slots=True)
class DueThen:
    """A deadline that is still open on its day."""

    day: date
    case_id: int
    number: str
    name: str
    kind: DeadlineKind


@dataclass(frozen=True)
class Calendar:
    """What lies between two days, in the order of the days."""

    departures: tuple[Departure, ...]
    due: tuple[DueThen, ...] = ()

    def of_day(self, day: date) -> tuple[Departure, ...]:
        """The departures of one day."""
        return tuple(one for one in self.departures if one.day == day)

    def due_on(self, day: date) -> tuple[DueThen, ...]:
        """The deadlines of one day."""
        return tuple(one for one in self.due if one.day == day)


NOT_LEAVING = frozenset({LegOutcome.CANCELLED, LegOutcome.NO_SHOW, LegOutcome.REFUSED})


def leaving(departures: tuple[Departure, ...]) -> int:
    """How many people leave, without those who do not after all."""
    return sum(one.people for one in departures if one.status not in NOT_LEAVING)
