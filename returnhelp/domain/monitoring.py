"""Visits after return: when they are due, when they were made, how, and what was found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VisitMethod(StrEnum):
    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"
    WRITING = "writing"
    PARTNER = "partner"


class VisitOutcome(StrEnum):
    """What became of the project; nothing found yet is an empty outcome."""

    RUNNING = "running"
    ADAPTED = "adapted"
    STOPPED = "stopped"
    NOT_REACHED = "not_reached"
    LEFT_THE_COUNTRY = "left_the_country"


class Intention(StrEnum):
    """Whether somebody means to stay: to wish to leave is another thing than to have to."""

    STAY = "stay"
    WISHES_TO_LEAVE = "wishes_to_leave"
    NEEDS_TO_LEAVE = "needs_to_leave"
    UNSURE = "unsure"


@dataclass(eq=False)
class Visit:
    """One visit; the income is what the person says of a month, in centimes of ``currency``."""

    due_on: date | None = None
    done_on: date | None = None
    person_id: int | None = None
    project_id: int | None = None
    method: VisitMethod = VisitMethod.VISIT
    outcome: VisitOutcome | None = None
    income: int | None = None
    currency: str = "USD"
    intention: Intention | None = None
    by_whom: str = ""
    note: str = ""
    id: int | None = None
    case_id: int | None = None
