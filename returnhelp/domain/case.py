"""A case: one household's way back, from the first talk to the last visit."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from returnhelp.domain import steps
from returnhelp.domain.aid import AidLine
from returnhelp.domain.case_kinds import CaseType as CaseType
from returnhelp.domain.compartments import SealedRecord
from returnhelp.domain.consent import Consent
from returnhelp.domain.contacts import Contact
from returnhelp.domain.data_requests import DataRequest
from returnhelp.domain.documents import Document
from returnhelp.domain.errors import (
    AskUnansweredError,
    BeforeTheLastStepError,
    FutureDateError,
    NeedsMissingError,
    NothingToTakeBackError,
    StepNotForYouError,
    StepNotOpenError,
)
from returnhelp.domain.minors import MinorCare
from returnhelp.domain.money import LedgerEntry, Payment
from returnhelp.domain.monitoring import Visit
from returnhelp.domain.people import Origin
from returnhelp.domain.projects import BudgetLine, PlanActivity, PlanGoal, Project, Quote, Riat
from returnhelp.domain.referrals import Referral
from returnhelp.domain.reunification import EntryVisa, KinshipTest, Sponsor
from returnhelp.domain.rif import RifQuestion
from returnhelp.domain.roles import Role
from returnhelp.domain.rule_answers import RuleAnswer
from returnhelp.domain.steps import Ask, Need, Reason, Step
from returnhelp.domain.survey_answers import SurveyTaken
from returnhelp.domain.tasks import Note, Task
from returnhelp.domain.trafficking import TraffickingFacts
from returnhelp.domain.travel import Arrangement, Clearance, Escort, Leg, PaperRequest
from returnhelp.domain.vulnerability import Vulnerability


class Route(StrEnum):
    """Where the person was counselled."""

    CANTON = "canton"
    FEDERAL_CENTRE = "federal_centre"
    AIRPORT = "airport"
    NGO = "ngo"


class DestinationKind(StrEnum):
    HOME = "home"
    ORIGIN = "origin"
    THIRD = "third"
    UNKNOWN = "unknown"


class Permit(StrEnum):
    """Permits by their letter (eCH-0006), with our own two for those who have none."""

    N = "N"
    F = "F"
    B = "B"
    S = "S"
    L = "L"
    C = "C"
    NONE = "none"
    UNKNOWN = "unknown"


class Procedure(StrEnum):
    ASYLUM_ACCELERATED = "asylum_accelerated"
    ASYLUM_EXTENDED = "asylum_extended"
    ASYLUM_DUBLIN = "asylum_dublin"
    TEMPORARY_PROTECTION = "temporary_protection"
    FOREIGNERS_LAW = "foreigners_law"
    TRAFFICKING = "trafficking"
    NONE = "none"
    UNKNOWN = "unknown"


class ProcedureStage(StrEnum):
    OPEN = "open"
    FIRST_DECISION = "first_decision"
    APPEAL = "appeal"
    FINAL_NEGATIVE = "final_negative"
    NOT_ENTERED = "not_entered"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    PROVISIONAL_ADMISSION = "provisional_admission"
    PROVISIONAL_ADMISSION_LIFTED = "provisional_admission_lifted"
    RECOGNISED = "recognised"
    PROTECTION_GRANTED = "protection_granted"
    PROTECTION_WAIVED = "protection_waived"
    UNKNOWN = "unknown"


class Fitness(StrEnum):
    """What a doctor says of a journey; nothing said is an empty text."""

    FIT = "fit"
    FIT_WITH_ESCORT = "fit_with_escort"
    NOT_FIT = "not_fit"


class CentrePhase(StrEnum):
    """The phase of the procedure in which somebody leaves from a federal centre; the aid falls from one to the next."""

    PHASE_1 = "phase_1"
    PHASE_2 = "phase_2"
    PHASE_3 = "phase_3"


class ExitCondition(StrEnum):
    """What exit money needs beside willingness to leave (AsylV 2 Art. 59abis)."""

    PAPERS_OVER_SIX_MONTHS = "papers_over_six_months"
    REMOVAL_REFUSED = "removal_refused"
    DETAINED = "detained"
    HEALTH_OR_COUNTRY = "health_or_country"


@dataclass(eq=False)
class StayStatus:
    """Permit and procedure from a day on."""

    permit: Permit
    procedure: Procedure = Procedure.UNKNOWN
    stage: ProcedureStage = ProcedureStage.UNKNOWN
    since: date | None = None
    departure_deadline: date | None = None
    """As the order names it; where it names none it is counted."""
    notified_on: date | None = None
    """The day on which the order to leave was notified."""
    dublin_consent_on: date | None = None
    preparation_ended_on: date | None = None
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Traveller:
    """One member of the household in this case; what is None holds as the case says."""

    person_id: int
    permit: Permit | None = None
    canton: str | None = None
    destination: int | None = None
    departed_on: date | None = None
    airport: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class StepTaken:
    """A step with the day it holds from and the moment it was recorded; taken back, it stays readable."""

    before: Step | None
    step: Step
    effective_on: date
    recorded_at: datetime
    by_user_id: int
    reason: Reason | None = None
    reference: str = ""
    comment: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    origin: Origin = Origin.ENTERED
    taken_back_at: datetime | None = None
    taken_back_by: int | None = None
    taken_back_reason: str = ""
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class Case:
    """A case of one household; everything that happens to it hangs here."""

    household_id: int
    kind: CaseType = CaseType.VOLUNTARY_RETURN
    number: str = ""
    opened_on: date | None = None
    route: Route = Route.CANTON
    counselling_office: str = ""
    canton: str | None = None
    caseworker_id: int | None = None
    destination: int | None = None
    destination_kind: DestinationKind = DestinationKind.UNKNOWN
    programme: str = ""
    programme_id: int | None = None
    permit: Permit = Permit.UNKNOWN
    procedure: Procedure = Procedure.UNKNOWN
    planned_departure: date | None = None
    airport: str = ""
    flight: str = ""
    fit_to_travel: str = ""
    fit_to_travel_until: date | None = None
    restricted: bool = False
    pseudonym: str = ""
    """What lists show instead of the names of its people; empty = their names."""
    third_state_stay_until: date | None = None
    centre_phase: CentrePhase | None = None
    in_detention: bool = False
    """Administrative detention yes or no, and no more of it (AIG Art. 109g)."""
    detention_interview_on: date | None = None
    waiver_signed_on: date | None = None
    """The waiver of protection status S (AsylG Art. 79)."""
    exit_reason: Reason | None = None
    exit_condition: ExitCondition | None = None
    raised_aid_reason: str = ""
    raised_travel_reason: str = ""
    medical_months: int | None = None
    final_cure_possible: bool = False
    summary: str = ""
    origin: Origin = Origin.ENTERED
    step: Step = Step.ENQUIRY
    step_since: date | None = None
    travellers: list[Traveller] = field(default_factory=list)
    steps: list[StepTaken] = field(default_factory=list)
    stays: list[StayStatus] = field(default_factory=list)
    vulnerabilities: list[Vulnerability] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    aid: list[AidLine] = field(default_factory=list)
    rule_answers: list[RuleAnswer] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    ledger: list[LedgerEntry] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    escorts: list[Escort] = field(default_factory=list)
    arrangements: list[Arrangement] = field(default_factory=list)
    clearances: list[Clearance] = field(default_factory=list)
    paper_requests: list[PaperRequest] = field(default_factory=list)
    rif_questions: list[RifQuestion] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    plan_goals: list[PlanGoal] = field(default_factory=list)
    plan_activities: list[PlanActivity] = field(default_factory=list)
    budget_lines: list[BudgetLine] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    riat: list[Riat] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    surveys: list[SurveyTaken] = field(default_factory=list)
    sealed_records: list[SealedRecord] = field(default_factory=list)
    trafficking: list[TraffickingFacts] = field(default_factory=list)
    sponsors: list[Sponsor] = field(default_factory=list)
    entry_visas: list[EntryVisa] = field(default_factory=list)
    kinship_tests: list[KinshipTest] = field(default_factory=list)
    minor_care: list[MinorCare] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    data_requests: list[DataRequest] = field(default_factory=list)
    deleted_at: datetime | None = None
    deleted_by: int | None = None
    id: int | None = None
    version: int = 0

    def take(
        self,
        step: Step,
        on: date,
        *,
        by: int,
        roles: frozenset[Role],
        at: datetime,
        missing: tuple[Need, ...],
        reason: Reason | None = None,
        reference: str = "",
        comment: str = "",
        answers: dict[str, Any] | None = None,
    ) -> StepTaken:
        """Take a step that holds from the day ``on``; ``missing`` is what ``needs.missing_for`` found for it.

        Raises StepNotOpenError, StepNotForYouError, NeedsMissingError, AskUnansweredError, FutureDateError,
        BeforeTheLastStepError.
        """
        before = self.step if self.steps else None
        row = steps.move(before, step, self.kind)
        if row is None:
            raise StepNotOpenError(step=step, current=self.step)
        if not row.who & roles:
            raise StepNotForYouError(step=step)
        if missing:
            raise NeedsMissingError(step=step, missing=missing)
        if on > at.date():
            raise FutureDateError(day=on)
        latest = max((taken.effective_on for taken in self.standing), default=None)
        if latest is not None and on < latest:
            raise BeforeTheLastStepError(day=on, latest=latest)
        if Ask.REASON in row.asks and reason not in row.reasons:
            raise AskUnansweredError(ask=Ask.REASON)
        if reason is Reason.OTHER_REJECTION and not comment.strip():
            raise AskUnansweredError(ask=Ask.COMMENT)
        given = dict(answers or {})
        for ask in row.asks:
            if ask in _REQUIRED_ANSWERS and not given.get(ask.value):
                raise AskUnansweredError(ask=ask)
        taken = StepTaken(before, step, on, at, by, reason, reference.strip(), comment.strip(), given)
        self.steps.append(taken)
        self.step, self.step_since = step, on
        return taken

    def take_back(self, *, by: int, at: datetime, reason: str) -> StepTaken:
        """Take the last standing step back; the first one stays (a case begins with it)."""
        standing = self.standing
        if len(standing) < 2:
            raise NothingToTakeBackError()
        if not reason.strip():
            raise AskUnansweredError(ask=Ask.REASON)
        last = standing[-1]
        last.taken_back_at, last.taken_back_by, last.taken_back_reason = at, by, reason.strip()
        now = self.standing[-1]
        self.step, self.step_since = now.step, now.effective_on
        return last

    @property
    def standing(self) -> list[StepTaken]:
        """The steps that were not taken back, in the order in which they were recorded."""
        return [taken for taken in self.steps if taken.taken_back_at is None]

    @property
    def departed_on(self) -> date | None:
        """The day the first traveller left."""
        return min((one.departed_on for one in self.travellers if one.departed_on), default=None)

    def record_stay(self, stay: StayStatus) -> None:
        """Add a permit status; the latest one is the case's own from then on."""
        self.stays.append(stay)
        self.settle_stay()

    def settle_stay(self) -> None:
        """Hold the permit and procedure of the latest status."""
        if self.stays:
            latest = max(self.stays, key=lambda one: (one.since or date.min, one.id or 1 << 62))
            self.permit, self.procedure = latest.permit, latest.procedure


_REQUIRED_ANSWERS = frozenset({Ask.DEPARTURE_DATE, Ask.FIT_TO_TRAVEL})
