"""A case: one household's way back, from the first talk to the last visit."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from returnhelp.domain import steps
from returnhelp.domain.aid import AidLine
from returnhelp.domain.consent import Consent
from returnhelp.domain.contacts import Contact
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
from returnhelp.domain.people import Origin
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Ask, Move, Need, Reason, Step
from returnhelp.domain.tasks import Note, Task
from returnhelp.domain.vulnerability import Vulnerability


class CaseType(StrEnum):
    VOLUNTARY_RETURN = "voluntary_return"
    MEDICAL_RETURN = "medical_return"
    TRAFFICKING_RETURN = "trafficking_return"
    STATUS_S_RETURN = "status_s_return"
    ONWARD_MIGRATION = "onward_migration"
    FAMILY_REUNIFICATION = "family_reunification"
    UNKNOWN = "unknown"


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


@dataclass(eq=False)
class StayStatus:
    """Permit and procedure from a day on."""

    permit: Permit
    procedure: Procedure = Procedure.UNKNOWN
    stage: ProcedureStage = ProcedureStage.UNKNOWN
    since: date | None = None
    departure_deadline: date | None = None
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
    permit: Permit = Permit.UNKNOWN
    procedure: Procedure = Procedure.UNKNOWN
    planned_departure: date | None = None
    airport: str = ""
    flight: str = ""
    fit_to_travel: str = ""
    fit_to_travel_until: date | None = None
    restricted: bool = False
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
        """Take a step that holds from the day ``on``; ``missing`` is what ``missing_for`` found for it.

        Raises StepNotOpenError, StepNotForYouError, NeedsMissingError, AskUnansweredError, FutureDateError,
        BeforeTheLastStepError.
        """
        before = self.step if self.steps else None
        row = steps.move(before, step)
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


@dataclass(frozen=True)
class TravellerFacts:
    """What the needs look at in one traveller."""

    named: bool
    birth_known: bool
    nationality_known: bool
    document_valid_until: date | None
    has_document: bool


def missing_for(row: Move, case: Case, people: list[TravellerFacts], has_principal: bool, on: date) -> tuple[Need, ...]:
    """What is not there yet for a step on that day, in the order in which it is asked for."""
    return tuple(need for need in row.needs if not _met(need, case, people, has_principal, on))


def _met(need: Need, case: Case, people: list[TravellerFacts], has_principal: bool, on: date) -> bool:
    everybody = bool(people)
    match need:
        case Need.PRINCIPAL:
            return has_principal
        case Need.NAMES:
            return everybody and all(one.named for one in people)
        case Need.NATIONALITY:
            return everybody and all(one.nationality_known for one in people)
        case Need.BIRTH_DATES:
            return everybody and all(one.birth_known for one in people)
        case Need.CASEWORKER:
            return case.caseworker_id is not None
        case Need.CONSENT:
            return any(one.purpose.value == "data_processing" and one.holds_on(on) for one in case.consents)
        case Need.COUNSELLING_SESSION:
            return any(one.kind.value == "counselling" for one in case.contacts)
        case Need.CONSEQUENCES_EXPLAINED:
            return any(one.topic.value == "consequences" for one in case.contacts)
        case Need.DESTINATION:
            return case.destination is not None
        case Need.PERMIT:
            return case.permit is not Permit.UNKNOWN
        case Need.AID_REQUESTED:
            return any(one.requested is not None for one in case.aid)
        case Need.AID_DECIDED:
            return any(one.decided is not None for one in case.aid)
        case Need.TRAVEL_DOCUMENTS:
            return everybody and all(
                one.has_document and (one.document_valid_until is None or one.document_valid_until >= on)
                for one in people
            )
        case Need.MEDICAL_CLEARANCE:
            ill = any(
                one.kind.value in ("health", "pregnant") and (one.until is None or one.until >= on)
                for one in case.vulnerabilities
            )
            return not ill or case.fit_to_travel in (Fitness.FIT, Fitness.FIT_WITH_ESCORT)
        case Need.DEPARTURE_DATES:
            return case.planned_departure is not None
        case Need.PROJECT:
            return any(one.project is not None for one in case.aid)
        case Need.NO_OPEN_TASKS:
            return all(one.done_on is not None for one in case.tasks)
