"""The answers that one person gave to a survey."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class SurveyOccasion(StrEnum):
    BASELINE = "baseline"
    FOLLOW_UP = "follow_up"


class SurveyMethod(StrEnum):
    VISIT = "visit"
    PHONE = "phone"
    VIDEO = "video"
    ONLINE = "online"
    OFFICE = "office"


@dataclass(eq=False)
class SurveyTaken:
    """One interview with an instrument of one version; the scores are never kept, always counted."""

    person_id: int
    instrument: str
    instrument_version: str
    taken_on: date
    occasion: SurveyOccasion = SurveyOccasion.BASELINE
    method: SurveyMethod = SurveyMethod.VISIT
    answers: dict[str, Any] = field(default_factory=dict)
    """Code of the question → code of the option, or a list of them."""
    note: str = ""
    by_user_id: int | None = None
    id: int | None = None
    case_id: int | None = None
