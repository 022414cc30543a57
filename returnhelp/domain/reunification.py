"""Family reunification and onward migration: the sponsor, entry visas, and proof of kinship."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReunificationBasis(StrEnum):
    """The right to be reunited, which sets its deadlines."""

    ASYLG_51 = "asylg_51"
    AIG_42 = "aig_42"
    AIG_43 = "aig_43"
    AIG_44 = "aig_44"
    AIG_85C = "aig_85c"
    HUMANITARIAN_VISA = "humanitarian_visa"
    OTHER = "other"


class SponsorStatus(StrEnum):
    SWISS = "swiss"
    SETTLED = "settled"
    RESIDENT = "resident"
    SHORT_STAY = "short_stay"
    REFUGEE = "refugee"
    PROVISIONALLY_ADMITTED = "provisionally_admitted"
    OTHER = "other"


class Relation(StrEnum):
    SPOUSE = "spouse"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    OTHER = "other"


class CostsBorneBy(StrEnum):
    SPONSOR = "sponsor"
    SEM = "sem"
    CANTON = "canton"
    ORGANISATION = "organisation"
    TRAVELLER = "traveller"


@dataclass(eq=False)
class Sponsor:
    """Who lives in Switzerland and is joined by the travellers; IOM gives no money for it."""

    name: str
    status: SponsorStatus = SponsorStatus.REFUGEE
    basis: ReunificationBasis = ReunificationBasis.ASYLG_51
    canton: str | None = None
    phone: str = ""
    address: str = ""
    right_since: date | None = None
    """The day from which the period to apply runs: entry, permit, or the family tie (AIG Art. 47(3))."""
    applied_on: date | None = None
    decided_on: date | None = None
    decision_reference: str = ""
    costs_borne_by: CostsBorneBy | None = None
    costs_confirmed_on: date | None = None
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class EntryVisa:
    """The Swiss entry visa of one traveller, and what else they need to leave."""

    person_id: int
    relation: Relation = Relation.CHILD
    number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    copy_received_on: date | None = None
    exit_visa_needed: bool = False
    exit_visa_on: date | None = None
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class KinshipTest:
    """A DNA test: consent, laboratory, and the result as a probability in basis points (GUMG); never the profile."""

    person_id: int
    asked_by: str = ""
    consent_on: date | None = None
    laboratory: str = ""
    sampled_on: date | None = None
    probability: int | None = None
    """Probability of kinship in hundredths of a per cent, 0 to 10000."""
    result_on: date | None = None
    id: int | None = None
    case_id: int | None = None
