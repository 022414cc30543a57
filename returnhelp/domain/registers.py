"""What the office keeps beside its cases: programmes, partners, fact sheets, projects abroad, trainings, requests."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class TargetGroup(StrEnum):
    """Whom a programme is for."""

    ALL = "all"
    VULNERABLE = "vulnerable"
    MINORITIES = "minorities"
    FAMILIES = "families"
    TRAFFICKING = "trafficking"
    MEDICAL = "medical"
    MINORS = "minors"


class PartnerKind(StrEnum):
    MISSION = "mission"
    NGO = "ngo"
    REINTEGRATION_PARTNER = "reintegration_partner"
    AUTHORITY = "authority"
    COUNSELLING_OFFICE = "counselling_office"
    SUPPLIER = "supplier"
    SHELTER = "shelter"
    DONOR = "donor"
    OTHER = "other"


class Sector(StrEnum):
    """What a structural-aid project works on."""

    LIVELIHOOD = "livelihood"
    EDUCATION = "education"
    HEALTH = "health"
    WATER = "water"
    HOUSING = "housing"
    AUTHORITIES = "authorities"
    PREVENTION = "prevention"
    INFORMATION = "information"
    OTHER = "other"


class WorkState(StrEnum):
    """How far a project abroad is."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


class TrainingKind(StrEnum):
    TRAINING = "training"
    INFORMATION_EVENT = "information_event"
    NETWORK_MEETING = "network_meeting"
    CONFERENCE = "conference"
    STUDY_VISIT = "study_visit"


class OrganisationKind(StrEnum):
    """Where the participants of a training come from."""

    AUTHORITY = "authority"
    POLICE = "police"
    JUSTICE = "justice"
    NGO = "ngo"
    INTERNATIONAL = "international"
    HEALTH = "health"
    EDUCATION = "education"
    DIASPORA = "diaspora"
    PRIVATE = "private"
    OTHER = "other"


class Requester(StrEnum):
    """Who asks the office for information."""

    MIGRANT = "migrant"
    RELATIVE = "relative"
    AUTHORITY = "authority"
    ORGANISATION = "organisation"
    MEDIA = "media"
    RESEARCH = "research"
    PUBLIC = "public"


class RequestTopic(StrEnum):
    RETURN = "return"
    FAMILY_REUNIFICATION = "family_reunification"
    TRAFFICKING = "trafficking"
    RESETTLEMENT = "resettlement"
    VISA = "visa"
    STATISTICS = "statistics"
    JOB = "job"
    OTHER = "other"


@dataclass(eq=False)
class Programme:
    """A country programme or aid scheme of its own; its rates stand in the office's table."""

    name: str
    code: str = ""
    countries: list[int] = field(default_factory=list)
    application_before: date | None = None
    """Only who asked for asylum before that day."""
    target_groups: list[str] = field(default_factory=list)
    valid_from: date | None = None
    valid_to: date | None = None
    currency: str = "CHF"
    partner_ids: list[int] = field(default_factory=list)
    donor: str = ""
    monitoring_months: list[int] = field(default_factory=list)
    """When visits are due, in months after departure."""
    budget: int | None = None
    note: str = ""
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None


@dataclass(eq=False)
class Partner:
    name: str
    kind: PartnerKind = PartnerKind.MISSION
    country: int | None = None
    place: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    agreement_until: date | None = None
    active: bool = True
    note: str = ""
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None


@dataclass(eq=False)
class FactSheet:
    """What is known of a country on one topic; its age is shown wherever it is used."""

    country: int
    title: str
    topic: str = "other"
    as_of: date | None = None
    source: str = ""
    text: str = ""
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None


@dataclass(eq=False)
class StructuralProject:
    """Aid to authorities or people in a country of origin (AsylV 2 Art. 71); money in centimes."""

    title: str
    country: int | None = None
    place: str = ""
    sector: Sector = Sector.LIVELIHOOD
    state: WorkState = WorkState.PROPOSED
    donor: str = ""
    partner_id: int | None = None
    budget: int | None = None
    spent: int | None = None
    currency: str = "CHF"
    decided_on: date | None = None
    decided_by: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    beneficiaries_planned: int | None = None
    beneficiaries_local: int | None = None
    beneficiaries_returned: int | None = None
    outputs: str = ""
    note: str = ""
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None


@dataclass(eq=False)
class Participants:
    """How many came from one kind of organisation and country."""

    organisation: OrganisationKind = OrganisationKind.AUTHORITY
    country: int | None = None
    women: int | None = None
    men: int | None = None
    others: int | None = None
    id: int | None = None
    training_id: int | None = None


@dataclass(eq=False)
class Training:
    """A training or event of the office; the evaluation is the mean of the answers, in hundredths of 1 to 5."""

    title: str
    kind: TrainingKind = TrainingKind.TRAINING
    held_on: date | None = None
    until: date | None = None
    place: str = ""
    country: int | None = None
    topic: str = ""
    hours: int | None = None
    trainers: str = ""
    donor: str = ""
    answers: int | None = None
    evaluation: int | None = None
    note: str = ""
    participants: list[Participants] = field(default_factory=list)
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None


@dataclass(eq=False)
class InformationRequest:
    """A question from outside that is no case; it names nobody."""

    received_on: date | None = None
    channel: str = ""
    requester: Requester = Requester.PUBLIC
    topic: RequestTopic = RequestTopic.RETURN
    country: int | None = None
    language: str = ""
    question: str = ""
    answer: str = ""
    answered_on: date | None = None
    passed_to: str = ""
    id: int | None = None
    version: int = 0
    deleted_at: datetime | None = None
    deleted_by: int | None = None
