"""Reintegration as it is kept: projects, plans, budgets, quotes, and the key moments of the EU programme."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.aid import ProjectKind


class ProjectState(StrEnum):
    """How far a project is; the donor approves it (IOM Bern, RAS)."""

    IDEA = "idea"
    PLANNED = "planned"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"
    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


class Feasibility(StrEnum):
    """How a plan was judged against the person's skills, the place and the market (Reintegration Handbook 2.3)."""

    NOT_ASSESSED = "not_assessed"
    FEASIBLE = "feasible"
    FEASIBLE_WITH_CHANGES = "feasible_with_changes"
    NOT_FEASIBLE = "not_feasible"


class Dimension(StrEnum):
    ECONOMIC = "economic"
    SOCIAL = "social"
    PSYCHOSOCIAL = "psychosocial"


class Level(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"
    COMMUNITY = "community"
    STRUCTURAL = "structural"


class Modality(StrEnum):
    CASH = "cash"
    IN_KIND = "in_kind"
    SERVICE = "service"
    COUNSELLING = "counselling"


class ActivityKind(StrEnum):
    COUNSELLING = "counselling"
    MICRO_BUSINESS = "micro_business"
    JOB_PLACEMENT = "job_placement"
    TRAINING = "training"
    EDUCATION = "education"
    HOUSING = "housing"
    MEDICAL = "medical"
    LEGAL = "legal"
    DOCUMENTATION = "documentation"
    PSYCHOSOCIAL = "psychosocial"
    MATERIAL = "material"
    OTHER = "other"


class ActivityState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class KeyMoment(StrEnum):
    """Where a case stands in RIAT, beside its own steps."""

    NOT_REGISTERED = "not_registered"
    REGISTERED = "registered"
    KM1_SUBMITTED = "km1_submitted"
    KM2_OPEN = "km2_open"
    KM2_CONFIRMED = "km2_confirmed"
    KM3_OPEN = "km3_open"
    CLOSED = "closed"
    REJECTED = "rejected"


class TypeOfSupport(StrEnum):
    """The two packages of the EU Reintegration Programme."""

    POST_ARRIVAL = "post_arrival"
    POST_RETURN = "post_return"
    BOTH = "both"


@dataclass(eq=False)
class Project:
    """One project of the household; its money runs over lines of aid and their instalments."""

    kind: ProjectKind
    title: str = ""
    person_id: int | None = None
    aid_line_id: int | None = None
    programme_id: int | None = None
    partner_id: int | None = None
    place: str = ""
    idea: str = ""
    skills: str = ""
    market: str = ""
    state: ProjectState = ProjectState.IDEA
    planned_on: date | None = None
    feasibility: Feasibility = Feasibility.NOT_ASSESSED
    feasibility_on: date | None = None
    feasibility_note: str = ""
    approved_on: date | None = None
    approved_by: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    stopped_reason: str = ""
    late_reason: str = ""
    """Why the plan was not agreed within a month of return (Reintegration Handbook 2.3)."""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class PlanGoal:
    project_id: int
    goal: str
    due_on: date | None = None
    reached_on: date | None = None
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class PlanActivity:
    project_id: int
    kind: ActivityKind = ActivityKind.COUNSELLING
    dimension: Dimension = Dimension.ECONOMIC
    level: Level = Level.INDIVIDUAL
    modality: Modality = Modality.IN_KIND
    provider: str = ""
    state: ActivityState = ActivityState.PLANNED
    starts_on: date | None = None
    ends_on: date | None = None
    delivered_on: date | None = None
    evidence: str = ""
    note: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class BudgetLine:
    """What a project costs, in centimes of its currency."""

    project_id: int
    item: str
    amount: int | None = None
    currency: str = "CHF"
    own_share: int | None = None
    note: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Quote:
    project_id: int
    supplier: str
    item: str = ""
    amount: int | None = None
    currency: str = "CHF"
    quoted_on: date | None = None
    chosen: bool = False
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Riat:
    """What RIAT asks of a case, to be typed over or exported; amounts in centimes of euros."""

    moment: KeyMoment = KeyMoment.NOT_REGISTERED
    support: TypeOfSupport = TypeOfSupport.BOTH
    reference: str = ""
    partner_id: int | None = None
    consent_signed_on: date | None = None
    type_of_return: str = ""
    assistance_needed: str = ""
    heard_from: str = ""
    submitted_on: date | None = None
    arrival_confirmed_on: date | None = None
    plan_validated_on: date | None = None
    budget: int | None = None
    partner_feedback: str = ""
    activities_financed: str = ""
    final_budget: int | None = None
    final_meeting_on: date | None = None
    closed_on: date | None = None
    rejected_reason: str = ""
    id: int | None = None
    case_id: int | None = None
