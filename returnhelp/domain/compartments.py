"""What is sealed with the key of a compartment, and which clearance opens it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from returnhelp.domain.roles import Clearance


class SealedKind(StrEnum):
    """What a sealed record is about; its content is a form of ``SEALED_FIELDS``."""

    DIAGNOSIS = "diagnosis"
    SCREENING = "screening"
    SAFE_CONTACT = "safe_contact"
    RISK_ASSESSMENT = "risk_assessment"
    COMPLAINT = "complaint"


COMPARTMENT: dict[SealedKind, Clearance] = {
    SealedKind.DIAGNOSIS: Clearance.MEDICAL,
    SealedKind.SCREENING: Clearance.TRAFFICKING,
    SealedKind.SAFE_CONTACT: Clearance.TRAFFICKING,
    SealedKind.RISK_ASSESSMENT: Clearance.TRAFFICKING,
    SealedKind.COMPLAINT: Clearance.COMPLAINT,
}
"""The clearance that each kind needs."""


@dataclass(eq=False)
class SealedRecord:
    """Sealed text of one kind for a person or the case; without the clearance it cannot be read."""

    kind: SealedKind
    sealed: bytes
    written_at: datetime
    person_id: int | None = None
    by_user_id: int | None = None
    id: int | None = None
    case_id: int | None = None
