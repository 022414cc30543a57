"""The care of a child that travels without parents: guardian, assessment, and who receives the child."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.reunification import Relation


class FamilyAssessment(StrEnum):
    """What was found of the family or institution that receives a child; not assessed yet is empty."""

    SUITABLE = "suitable"
    SUITABLE_WITH_SUPPORT = "suitable_with_support"
    NOT_SUITABLE = "not_suitable"


class BestInterest(StrEnum):
    RETURN = "return"
    STAY = "stay"
    THIRD_COUNTRY = "third_country"


@dataclass(eq=False)
class MinorCare:
    """One child; nobody lets them depart before a receiving person is recorded (AIG Art. 69(4))."""

    person_id: int
    guardian_name: str = ""
    guardian_contact: str = ""
    guardian_consent_on: date | None = None
    assessment: FamilyAssessment | None = None
    assessed_on: date | None = None
    assessed_by: str = ""
    best_interest: BestInterest | None = None
    best_interest_on: date | None = None
    receiving_name: str = ""
    receiving_relation: Relation | None = None
    receiving_address: str = ""
    receiving_phone: str = ""
    receiving_confirmed_on: date | None = None
    airline_service: bool = False
    handed_over_on: date | None = None
    id: int | None = None
    case_id: int | None = None
