"""Questions to the Return Information Fund: six categories, four phases, never about asylum or security."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RifCategory(StrEnum):
    MEDICAL = "medical"
    LABOUR_MARKET = "labour_market"
    HOUSING = "housing"
    EDUCATION = "education"
    SOCIAL_WELFARE = "social_welfare"
    OTHER = "other"


class RifPhase(StrEnum):
    """Asked by an authorised user, forwarded to the mission, researched there, returned after a check."""

    ASKED = "asked"
    FORWARDED = "forwarded"
    RESEARCHED = "researched"
    RETURNED = "returned"


@dataclass(eq=False)
class RifQuestion:
    """One question; a question about health carries no name."""

    category: RifCategory
    question: str
    country: int | None = None
    phase: RifPhase = RifPhase.ASKED
    asked_on: date | None = None
    asked_by: str = ""
    forwarded_on: date | None = None
    answered_on: date | None = None
    returned_on: date | None = None
    answer: str = ""
    complete: bool = False
    """Whether somebody checked that every question was answered."""
    warned_words: str = ""
    """The words about asylum or security that were found, and sent on knowingly all the same."""
    id: int | None = None
    case_id: int | None = None
