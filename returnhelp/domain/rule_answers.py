"""What was answered to each rule of eligibility in a case; SEM judges, the program only lays it out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RuleCode(StrEnum):
    """The rules of AsylV 2 that are looked at before an application, by our own codes."""

    X1 = "x1"
    X2 = "x2"
    X3 = "x3"
    X4 = "x4"
    X5 = "x5"
    X6 = "x6"
    X7 = "x7"
    X8 = "x8"
    C1 = "c1"
    C2 = "c2"
    C3 = "c3"


class RuleOutcome(StrEnum):
    """How a rule stands; "met" is always the answer that lets aid be given."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    EXCEPTION_REQUESTED = "exception_requested"
    EXCEPTION_GRANTED = "exception_granted"


@dataclass(eq=False)
class RuleAnswer:
    """One answer for the whole household, or for one person; the latest of a rule counts, the others stay."""

    rule: RuleCode
    outcome: RuleOutcome
    person_id: int | None = None
    evidence: str = ""
    """On what it rests; for crime and abuse the decision's reference only, never a record of conduct."""
    reference: str = ""
    reason: str = ""
    """Why the application goes out although the rule is open or not met."""
    law_version: str = ""
    decided_on: date | None = None
    answered_at: datetime | None = None
    by_user_id: int | None = None
    id: int | None = None
    case_id: int | None = None
