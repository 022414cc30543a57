"""Consent to the use of a person's data: for what, how given, and since when withdrawn."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ConsentPurpose(StrEnum):
    DATA_PROCESSING = "data_processing"
    TRANSFER_TO_AUTHORITY = "transfer_to_authority"
    TRANSFER_TO_MISSION = "transfer_to_mission"
    MEDICAL = "medical"
    MONITORING = "monitoring"
    SUCCESS_STORY = "success_story"


class ConsentKind(StrEnum):
    """How consent was shown (IOM Data Protection Manual 2010, principle 4)."""

    EXPLICIT = "explicit"
    IMPLICIT = "implicit"
    PROXY = "proxy"


class ConsentForm(StrEnum):
    WRITTEN = "written"
    AUDIO_VIDEO = "audio_video"
    ORAL_CERTIFIED = "oral_certified"


@dataclass(eq=False)
class Consent:
    purpose: ConsentPurpose
    kind: ConsentKind = ConsentKind.EXPLICIT
    form: ConsentForm = ConsentForm.WRITTEN
    person_id: int | None = None
    language: str = ""
    given_on: date | None = None
    withdrawn_on: date | None = None
    id: int | None = None
    case_id: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was given by that day and not withdrawn by then."""
        given = self.given_on is not None and self.given_on <= day
        return given and (self.withdrawn_on is None or self.withdrawn_on > day)
