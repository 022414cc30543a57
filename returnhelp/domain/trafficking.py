"""What is kept of a victim of trafficking outside the seal: codes that reports count, dates that steps need."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class TraffickingBasis(StrEnum):
    """The ground on which aid is given (AIG Art. 60(2)b with 30(1))."""

    ART_30_1_D = "art_30_1_d"
    ART_30_1_E = "art_30_1_e"
    PROTECTED_WITNESS = "protected_witness"
    OTHER = "other"


class TraffickingStatus(StrEnum):
    """Whether somebody is a victim (HTCDS 2.0)."""

    POSSIBLE = "possible"
    ACTUAL = "actual"
    NOT_A_VICTIM = "not_a_victim"


class IdentifiedBy(StrEnum):
    """Who decided on that status (HTCDS 2.0)."""

    POLICE = "police"
    NGO = "ngo"
    COURT = "court"
    GOVERNMENT = "government"
    OTHER = "other"


class ReferredBy(StrEnum):
    COUNSELLING_OFFICE = "counselling_office"
    VICTIM_SUPPORT = "victim_support"
    NGO = "ngo"
    POLICE = "police"
    AUTHORITY = "authority"
    SELF = "self"
    OTHER = "other"


class Exploitation(StrEnum):
    """Types of exploitation (HTCDS 2.0)."""

    FORCED_LABOUR = "forced_labour"
    SEXUAL = "sexual"
    CHILD_LABOUR = "child_labour"
    FORCED_MARRIAGE = "forced_marriage"
    SERVITUDE = "servitude"
    FORCED_MILITARY = "forced_military"
    ORGAN_REMOVAL = "organ_removal"
    FORCED_BEGGING = "forced_begging"
    FORCED_ADOPTION = "forced_adoption"
    SURROGACY = "surrogacy"
    OTHER = "other"


class ExploitedIn(StrEnum):
    SWITZERLAND = "switzerland"
    ABROAD = "abroad"
    ATTEMPTED = "attempted"


class MeansOfControl(StrEnum):
    """The means of control that CTDC counts (Global Synthetic Data Codebook v2); the sealed screening has more."""

    DEBT = "debt"
    THREATS = "threats"
    ABUSE = "abuse"
    FALSE_PROMISES = "false_promises"
    DRUGS = "drugs"
    BASIC_NEEDS = "basic_needs"
    WORKING_HOURS = "working_hours"
    DOCUMENTS = "documents"


class LabourSector(StrEnum):
    """The kinds of forced labour that CTDC counts."""

    AGRICULTURE = "agriculture"
    CONSTRUCTION = "construction"
    DOMESTIC = "domestic"
    HOSPITALITY = "hospitality"


class SexualType(StrEnum):
    """The kinds of sexual exploitation that CTDC counts."""

    PROSTITUTION = "prostitution"
    PORNOGRAPHY = "pornography"


class Recruiter(StrEnum):
    """Who recruited somebody, as CTDC counts it."""

    PARTNER = "partner"
    FRIEND = "friend"
    FAMILY = "family"
    OTHER = "other"


class RiskLevel(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    RETURN_NOT_ADVISED = "return_not_advised"


class HtcdsStatus(StrEnum):
    """The state of a case as HTCDS 2.0 counts it."""

    ACTIVE = "active"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    CLOSED_REFERRED = "closed_referred"


@dataclass(eq=False)
class TraffickingFacts:
    """Codes and dates of one person; screening, contact and assessment themselves are sealed.

    ``means``, ``labour_sectors``, ``sexual_types`` and ``recruiters`` are counted in anonymised statistics alone.
    """

    person_id: int
    basis: TraffickingBasis = TraffickingBasis.ART_30_1_E
    status: TraffickingStatus = TraffickingStatus.POSSIBLE
    identified_by: IdentifiedBy | None = None
    identified_on: date | None = None
    referred_by: ReferredBy | None = None
    referred_on: date | None = None
    exploitation: list[str] = field(default_factory=list)
    means: list[str] = field(default_factory=list)
    labour_sectors: list[str] = field(default_factory=list)
    sexual_types: list[str] = field(default_factory=list)
    recruiters: list[str] = field(default_factory=list)
    exploited_in: ExploitedIn | None = None
    country_of_exploitation: int | None = None
    months: int | None = None
    """How long it lasted, in months."""
    age_when_trafficked: int | None = None
    reflection_from: date | None = None
    reflection_until: date | None = None
    proceedings: bool = False
    risk_assessed_on: date | None = None
    risk_level: RiskLevel | None = None
    partner_id: int | None = None
    htcds_status: HtcdsStatus = HtcdsStatus.ACTIVE
    id: int | None = None
    case_id: int | None = None
