"""Referrals in and out: to whom, with which consent, how fast they answered, and what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReferralDirection(StrEnum):
    IN = "in"
    OUT = "out"


class ReferralReason(StrEnum):
    """Why somebody is referred (HTCDS 2.0, with the services of the field)."""

    ADDITIONAL_SERVICES = "additional_services"
    CHANGE_OF_LOCATION = "change_of_location"
    HEALTH = "health"
    LEGAL = "legal"
    PROTECTION = "protection"
    HOUSING = "housing"
    PSYCHOSOCIAL = "psychosocial"
    OTHER = "other"


class ReferralOutcome(StrEnum):
    ACCEPTED = "accepted"
    SERVICE_GIVEN = "service_given"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    PERSON_DECLINED = "person_declined"


@dataclass(eq=False)
class Referral:
    direction: ReferralDirection = ReferralDirection.OUT
    organisation: str = ""
    contact: str = ""
    person_id: int | None = None
    reason: ReferralReason = ReferralReason.ADDITIONAL_SERVICES
    sent_on: date | None = None
    consent_on: date | None = None
    without_consent_reason: str = ""
    """Only when life is at risk, decided by a professional (Reintegration Handbook, module 4)."""
    answer_due_on: date | None = None
    answered_on: date | None = None
    outcome: ReferralOutcome | None = None
    data_given: str = ""
    note: str = ""
    id: int | None = None
    case_id: int | None = None
