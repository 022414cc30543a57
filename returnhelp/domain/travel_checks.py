"""What the fields of a journey must keep among themselves, and what a person is told to look at.

Times on tickets are local, so two of them are compared only as far as the clocks of their places are known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from returnhelp.domain import airports
from returnhelp.domain.case import Case
from returnhelp.domain.case_kinds import WITHOUT_AID
from returnhelp.domain.edit_rules import clock
from returnhelp.domain.errors import (
    DepartedBeforeDecisionError,
    DepartedWithoutStepError,
    EscortConfirmedBeforeOrderedError,
    FieldRefusedError,
    LegArrivesBeforeItDepartsError,
    LegsOverlapError,
)
from returnhelp.domain.names import fold
from returnhelp.domain.people import Origin
from returnhelp.domain.steps import Step
from returnhelp.domain.travel import Clearance, Leg, LegOutcome

SHORT = timedelta(hours=1)
"""A connection below this is told of; the office decides."""
_NOT_MADE = frozenset({LegOutcome.CANCELLED, LegOutcome.REFUSED, LegOutcome.NO_SHOW})
_DECIDED = frozenset({Step.APPROVED, Step.PARTLY_APPROVED})
_SUMMER = timedelta(hours=1)
_ANYWHERE = timedelta(hours=3, minutes=30)
"""So much earlier a clock may be across one border (China and Afghanistan), where the clocks are not known."""


class NoticeKind(StrEnum):
    """What about a journey a person is told to look at; nothing of it stops them."""

    SHORT_CONNECTION = "short_connection"
    LEGS_OVERLAP = "legs_overlap"
    ANOTHER_PLACE = "another_place"
    ANOTHER_DAY = "another_day"
    DOCUMENT_EXPIRES = "document_expires"
    CLEARANCE_EXPIRES = "clearance_expires"


@dataclass(frozen=True)
class Notice:
    """One thing to look at, with what it is about; ``minutes`` is the time of a connection."""

    kind: NoticeKind
    place: str = ""
    other_place: str = ""
    minutes: int = 0
    person_id: int | None = None
    day: date | None = None
    other_day: date | None = None


def check(case: Case) -> None:
    """Raises the named error of the first rule of the journey that does not hold."""
    for leg in case.legs:
        if _is_backwards(leg):
            raise LegArrivesBeforeItDepartsError(start=leg.from_place or "?", end=leg.to_place or "?")
    legs = in_order(case.legs)
    for before, after in pairwise(legs):
        gap = connection(before, after)
        if gap is not None and gap < timedelta(0) and not _sets_out_apart(before, after):
            raise LegsOverlapError(place=after.from_place or before.to_place or "?")
    for escort in case.escorts:
        if escort.ordered_on and escort.confirmed_on and escort.confirmed_on < escort.ordered_on:
            raise EscortConfirmedBeforeOrderedError(day=escort.confirmed_on, ordered=escort.ordered_on)
    check_departures(case)


def check_departures(case: Case) -> None:
    """Raises DepartedBeforeDecisionError: aid is asked for and decided before the journey (AsylV 2 Art. 77).

    Nobody is recorded as departed before the case has taken that step, which asks for what protects them:
    DepartedWithoutStepError. What was taken over from lists is not asked, nor, for the decision, a case in which
    nothing is decided.
    """
    if case.origin is Origin.TAKEN_OVER:
        return
    if not any(taken.step is Step.DEPARTED for taken in case.standing):
        gone = next((one.departed_on for one in case.travellers if one.departed_on is not None), None)
        if gone is not None:
            raise DepartedWithoutStepError(day=gone)
    decided = None if case.kind in WITHOUT_AID else decision_day(case)
    if decided is None:
        return
    for traveller in case.travellers:
        if traveller.departed_on is not None and traveller.departed_on < decided:
            raise DepartedBeforeDecisionError(day=traveller.departed_on, decision=decided)


def decision_day(case: Case) -> date | None:
    """The day of the first decision that stands: a step, or a line of aid."""
    days = [taken.effective_on for taken in case.standing if taken.step in _DECIDED]
    days += [line.decided_on for line in case.aid if line.decided is not None and line.decided_on is not None]
    return min(days, default=None)


def in_order(legs: Iterable[Leg]) -> list[Leg]:
    """The legs that are travelled, as they follow each other: by day and time, without either as they were entered."""
    return sorted((leg for leg in legs if leg.outcome not in _NOT_MADE), key=order)


def order(leg: Leg) -> tuple[date, str, int]:
    """Where a leg stands among the others."""
    return leg.departs_on or leg.arrives_on or date.max, _read(leg.departs_at), leg.position


def connection(before: Leg, after: Leg) -> timedelta | None:
    """The time between two legs, below nothing where they overlap; None where a day or a time is missing.

    Between two places the clocks of both are asked; where one is not known both are taken for the same.
    """
    start, end = _moment(before.arrives_on, before.arrives_at), _moment(after.departs_on, after.departs_at)
    if start is None or end is None:
        return None
    return end - start - _clock_apart(before.to_place, after.from_place)


def notices(
    legs: Iterable[Leg],
    planned: date | None,
    documents: Mapping[int, Sequence[date | None]],
    clearances: Iterable[Clearance],
) -> list[Notice]:
    """What to look at before a journey; ``documents``: the last day of each traveller's documents (None: no end)."""
    travelled = in_order(legs)
    found = [one for pair in pairwise(travelled) for one in _of_connection(*pair)]
    first = next((leg.departs_on for leg in travelled if leg.departs_on), None)
    if first is not None and planned is not None and first != planned:
        found.append(Notice(NoticeKind.ANOTHER_DAY, day=first, other_day=planned))
    arrival = max((day for leg in travelled if (day := leg.arrives_on or leg.departs_on)), default=planned)
    if arrival is None:
        return found
    for person_id, days in documents.items():
        last = max((day for day in days if day is not None), default=None)
        if days and None not in days and last is not None and last < arrival:
            found.append(Notice(NoticeKind.DOCUMENT_EXPIRES, person_id=person_id, day=last, other_day=arrival))
    leaving = first or planned or arrival
    for person_id, until in _cleared_until(clearances).items():
        if until < leaving:
            found.append(Notice(NoticeKind.CLEARANCE_EXPIRES, person_id=person_id, day=until, other_day=leaving))
    return found


def _of_connection(before: Leg, after: Leg) -> list[Notice]:
    """What is to be looked at between two legs."""
    if _sets_out_apart(before, after):
        return []
    place = after.from_place or before.to_place
    found = []
    gap = connection(before, after)
    if gap is not None and gap < timedelta(0):
        found.append(Notice(NoticeKind.LEGS_OVERLAP, place))
    elif gap is not None and gap < SHORT:
        found.append(Notice(NoticeKind.SHORT_CONNECTION, place, minutes=int(gap.total_seconds() // 60)))
    if before.to_place and after.from_place and not _same(before.to_place, after.from_place):
        found.append(Notice(NoticeKind.ANOTHER_PLACE, after.from_place, before.to_place))
    return found


def _cleared_until(clearances: Iterable[Clearance]) -> dict[int, date]:
    """Until when each person was found fit; who was so without an end is left out."""
    known: dict[int, list[date | None]] = {}
    for one in clearances:
        if one.result and one.result != "not_fit":
            known.setdefault(one.person_id, []).append(one.valid_until)
    return {person: max(day for day in days if day) for person, days in known.items() if None not in days}


def _sets_out_apart(before: Leg, after: Leg) -> bool:
    """Whether both begin at the same place: then somebody of the household travels another way."""
    return bool(before.from_place) and _same(before.from_place, after.from_place)


def _same(place: str, other: str) -> bool:
    found, second = airports.find(place), airports.find(other)
    return found is second if found is not None and second is not None else fold(place) == fold(other)


def _is_backwards(leg: Leg) -> bool:
    start, end = _moment(leg.departs_on, leg.departs_at), _moment(leg.arrives_on, leg.arrives_at)
    if start is None or end is None:
        return leg.departs_on is not None and leg.arrives_on is not None and leg.arrives_on < leg.departs_on
    return end - start < _latitude(leg) + _clock_apart(leg.from_place, leg.to_place)


def _latitude(leg: Leg) -> timedelta:
    """How much earlier than nothing a leg may seem to take, as far as the clocks are not known for certain."""
    known = airports.find(leg.from_place) is not None and airports.find(leg.to_place) is not None
    return -_SUMMER if known else -_ANYWHERE


def _clock_apart(place: str, other: str) -> timedelta:
    """How far ahead the clock of the other place is, in winter; nothing where one of them is not known."""
    here, there = airports.find(place), airports.find(other)
    return timedelta(0) if here is None or there is None else timedelta(hours=there.utc - here.utc)


def _moment(day: date | None, at: str) -> datetime | None:
    read = _read(at)
    return None if day is None or not read else datetime.combine(day, time.fromisoformat(read))


def _read(at: str) -> str:
    """A time as it is kept, from what is typed; empty where it is none."""
    try:
        return str(clock("departs_at", at, date.max))
    except FieldRefusedError:
        return ""
