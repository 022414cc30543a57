"""The steps of a case as a table: who may take which, what must be there first, what each asks for.

Source: the stages of return assistance in Switzerland (AsylV 2 Art. 62-78; SEM and IOM practice). The
table decides; the code only reads it. Applications are decided by SEM, the office records the decision.
"""

from dataclasses import dataclass
from enum import StrEnum

from returnhelp.domain.case_kinds import JOURNEY_ONLY, WITHOUT_AID, CaseType
from returnhelp.domain.roles import Role


class Step(StrEnum):
    ENQUIRY = "enquiry"
    COUNSELLING = "counselling"
    ELIGIBILITY_CHECKED = "eligibility_checked"
    APPLICATION_SUBMITTED = "application_submitted"
    APPROVED = "approved"
    PARTLY_APPROVED = "partly_approved"
    REJECTED = "rejected"
    RETURNED_FOR_COMPLETION = "returned_for_completion"
    DOCUMENTS = "documents"
    MEDICAL_CLEARANCE = "medical_clearance"
    TRAVEL_BOOKED = "travel_booked"
    DEPARTED = "departed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    ARRIVED = "arrived"
    PROJECT_PLANNING = "project_planning"
    PROJECT_RUNNING = "project_running"
    MONITORING_DUE = "monitoring_due"
    MONITORED = "monitored"
    CLOSED = "closed"
    RECLAIM = "reclaim"


class Need(StrEnum):
    """What must be there before a step; each leads to the place where it is filled in."""

    PRINCIPAL = "principal"
    NAMES = "names"
    NATIONALITY = "nationality"
    CASEWORKER = "caseworker"
    CONSENT = "consent"
    COUNSELLING_SESSION = "counselling_session"
    CONSEQUENCES_EXPLAINED = "consequences_explained"
    DESTINATION = "destination"
    BIRTH_DATES = "birth_dates"
    PERMIT = "permit"
    AID_REQUESTED = "aid_requested"
    AID_DECIDED = "aid_decided"
    TRAVEL_DOCUMENTS = "travel_documents"
    MEDICAL_CLEARANCE = "medical_clearance"
    DEPARTURE_DATES = "departure_dates"
    PROJECT = "project"
    NO_OPEN_TASKS = "no_open_tasks"
    NO_OPEN_PAYMENTS = "no_open_payments"
    RULES_ANSWERED = "rules_answered"
    RISK_ASSESSMENT = "risk_assessment"
    LONE_MINORS_ASSESSED = "lone_minors_assessed"
    RECEIVING_PERSON = "receiving_person"
    SPONSOR = "sponsor"
    COSTS_CONFIRMED = "costs_confirmed"
    ENTRY_VISAS = "entry_visas"


class Ask(StrEnum):
    """What a step asks for when it is taken."""

    CHANNEL = "channel"
    REASON = "reason"
    REFERENCE = "reference"
    FIT_TO_TRAVEL = "fit_to_travel"
    DEPARTURE_DATE = "departure_date"
    AIRPORT = "airport"
    FLIGHT = "flight"
    AMOUNT = "amount"
    COMMENT = "comment"


class Channel(StrEnum):
    """How people get in touch with the office."""

    VISIT = "visit"
    PHONE = "phone"
    WRITING = "writing"
    COUNSELLING_OFFICE = "counselling_office"
    FEDERAL_CENTRE = "federal_centre"
    AUTHORITY = "authority"
    ORGANISATION = "organisation"
    RELATIVES = "relatives"
    OTHER = "other"


class Reason(StrEnum):
    """Reason codes of rejections, withdrawals, cancellations and closings."""

    # Rejected by SEM: the code only, never a record of conduct (AIG Art. 109g).
    EXCLUDED_ART_64_1_B = "excluded_art_64_1_b"
    EXCLUDED_ART_64_1_C = "excluded_art_64_1_c"
    EXCLUDED_ART_64_1_D = "excluded_art_64_1_d"
    COUNTRY_EXCLUDED = "country_excluded"
    VISA_EXEMPT = "visa_exempt"
    THIRD_STATE = "third_state"
    AID_RECEIVED_BEFORE = "aid_received_before"
    OTHER_REJECTION = "other_rejection"
    # Withdrawn by the person.
    CHANGED_MIND = "changed_mind"
    NEW_PERMIT = "new_permit"
    FAMILY_REASONS = "family_reasons"
    HEALTH = "health"
    DISAPPEARED = "disappeared"
    OTHER_WITHDRAWAL = "other_withdrawal"
    # Cancelled journeys and no-shows.
    AIRLINE = "airline"
    PAPERS_MISSING = "papers_missing"
    NOT_FIT_TO_TRAVEL = "not_fit_to_travel"
    OTHER_CANCELLATION = "other_cancellation"
    # Closings (IOM Reintegration Handbook 2.7).
    SUPPORT_PERIOD_ENDED = "support_period_ended"
    NO_LONGER_ELIGIBLE = "no_longer_eligible"
    RETURNEE_CHOSE_TO_STOP = "returnee_chose_to_stop"
    LEFT_THE_AREA = "left_the_area"
    DEATH = "death"
    ACCESS_BARRIER = "access_barrier"
    ASSISTANCE_UNSUITABLE = "assistance_unsuitable"
    STIGMA = "stigma"
    RE_MIGRATION = "re_migration"
    COSTS_OUTWEIGH = "costs_outweigh"
    FUNDING_ENDED = "funding_ended"
    SECURITY = "security"
    NOT_DEPARTED = "not_departed"
    # Reclaims (AsylV 2 Art. 62(5)).
    RE_ENTRY = "re_entry"
    NON_DEPARTURE = "non_departure"


REJECTION = (
    Reason.EXCLUDED_ART_64_1_B,
    Reason.EXCLUDED_ART_64_1_C,
    Reason.EXCLUDED_ART_64_1_D,
    Reason.COUNTRY_EXCLUDED,
    Reason.VISA_EXEMPT,
    Reason.THIRD_STATE,
    Reason.AID_RECEIVED_BEFORE,
    Reason.OTHER_REJECTION,
)
WITHDRAWAL = (
    Reason.CHANGED_MIND,
    Reason.NEW_PERMIT,
    Reason.FAMILY_REASONS,
    Reason.HEALTH,
    Reason.DISAPPEARED,
    Reason.OTHER_WITHDRAWAL,
)
CANCELLATION = (
    Reason.AIRLINE,
    Reason.PAPERS_MISSING,
    Reason.NOT_FIT_TO_TRAVEL,
    Reason.FAMILY_REASONS,
    Reason.DISAPPEARED,
    Reason.OTHER_CANCELLATION,
)
CLOSING = (
    Reason.SUPPORT_PERIOD_ENDED,
    Reason.NO_LONGER_ELIGIBLE,
    Reason.RETURNEE_CHOSE_TO_STOP,
    Reason.LEFT_THE_AREA,
    Reason.DEATH,
    Reason.ACCESS_BARRIER,
    Reason.ASSISTANCE_UNSUITABLE,
    Reason.STIGMA,
    Reason.RE_MIGRATION,
    Reason.COSTS_OUTWEIGH,
    Reason.FUNDING_ENDED,
    Reason.SECURITY,
    Reason.NOT_DEPARTED,
)
RECLAIMS = (Reason.RE_ENTRY, Reason.NON_DEPARTURE)

CASEWORK = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
SUPERVISION = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True)
class Move:
    """One row of the workflow: from a step (None = a new case) to the next."""

    before: Step | None
    after: Step
    who: frozenset[Role] = CASEWORK
    needs: tuple[Need, ...] = ()
    asks: tuple[Ask, ...] = ()
    reasons: tuple[Reason, ...] = ()
    kinds: frozenset[CaseType] = frozenset(CaseType)
    """The kinds of case that may go this way."""


_RETURNS = frozenset(CaseType) - WITHOUT_AID
_APPLICATION = (
    Need.PRINCIPAL,
    Need.NAMES,
    Need.NATIONALITY,
    Need.BIRTH_DATES,
    Need.PERMIT,
    Need.DESTINATION,
    Need.CONSENT,
    Need.CONSEQUENCES_EXPLAINED,
    Need.RULES_ANSWERED,
    Need.AID_REQUESTED,
)
_SAFE = (Need.RISK_ASSESSMENT, Need.LONE_MINORS_ASSESSED, Need.RECEIVING_PERSON)
_TRAVEL = (
    Need.DESTINATION,
    Need.BIRTH_DATES,
    Need.TRAVEL_DOCUMENTS,
    Need.ENTRY_VISAS,
    Need.COSTS_CONFIRMED,
    Need.MEDICAL_CLEARANCE,
    *_SAFE,
)
_DONE = (Need.NO_OPEN_TASKS, Need.NO_OPEN_PAYMENTS)
_BOOKING = (Ask.DEPARTURE_DATE, Ask.AIRPORT, Ask.FLIGHT)
_DECISION = (Ask.REFERENCE, Ask.COMMENT)
_S = Step

_FORWARD: tuple[Move, ...] = (
    Move(None, _S.ENQUIRY, asks=(Ask.CHANNEL,)),
    Move(_S.ENQUIRY, _S.COUNSELLING, needs=(Need.PRINCIPAL, Need.NAMES, Need.CASEWORKER)),
    Move(
        _S.COUNSELLING,
        _S.ELIGIBILITY_CHECKED,
        needs=(Need.COUNSELLING_SESSION, Need.CONSENT, Need.NATIONALITY, Need.BIRTH_DATES, Need.PERMIT),
        kinds=_RETURNS,
    ),
    # A journey without aid is prepared at once: family reunification, onward migration at one's own cost.
    Move(
        _S.COUNSELLING,
        _S.DOCUMENTS,
        needs=(Need.CONSENT, Need.NATIONALITY, Need.BIRTH_DATES, Need.DESTINATION, Need.SPONSOR),
        kinds=JOURNEY_ONLY,
    ),
    Move(_S.ELIGIBILITY_CHECKED, _S.APPLICATION_SUBMITTED, needs=_APPLICATION),
    Move(_S.APPLICATION_SUBMITTED, _S.APPROVED, needs=(Need.AID_DECIDED,), asks=_DECISION),
    Move(_S.APPLICATION_SUBMITTED, _S.PARTLY_APPROVED, needs=(Need.AID_DECIDED,), asks=_DECISION),
    Move(_S.APPLICATION_SUBMITTED, _S.REJECTED, asks=(Ask.REASON, *_DECISION), reasons=REJECTION),
    Move(_S.APPLICATION_SUBMITTED, _S.RETURNED_FOR_COMPLETION, asks=_DECISION),
    Move(_S.RETURNED_FOR_COMPLETION, _S.APPLICATION_SUBMITTED, needs=_APPLICATION),
    Move(_S.REJECTED, _S.APPLICATION_SUBMITTED, who=SUPERVISION, needs=_APPLICATION, asks=(Ask.COMMENT,)),
    Move(_S.APPROVED, _S.DOCUMENTS),
    Move(_S.PARTLY_APPROVED, _S.DOCUMENTS),
    # Without financial aid the journey is still organised (AsylV 2 Art. 74a(2)).
    Move(_S.REJECTED, _S.DOCUMENTS, asks=(Ask.COMMENT,)),
    Move(_S.DOCUMENTS, _S.MEDICAL_CLEARANCE, asks=(Ask.FIT_TO_TRAVEL,)),
    Move(_S.DOCUMENTS, _S.TRAVEL_BOOKED, needs=_TRAVEL, asks=_BOOKING),
    Move(_S.MEDICAL_CLEARANCE, _S.DOCUMENTS, asks=(Ask.COMMENT,)),
    Move(_S.MEDICAL_CLEARANCE, _S.TRAVEL_BOOKED, needs=_TRAVEL, asks=_BOOKING),
    Move(_S.TRAVEL_BOOKED, _S.DEPARTED, needs=(Need.DEPARTURE_DATES, *_SAFE), asks=(Ask.DEPARTURE_DATE, Ask.AIRPORT)),
    Move(_S.TRAVEL_BOOKED, _S.NO_SHOW, asks=(Ask.REASON, Ask.COMMENT), reasons=CANCELLATION),
    Move(_S.TRAVEL_BOOKED, _S.CANCELLED, asks=(Ask.REASON, Ask.COMMENT), reasons=CANCELLATION),
    Move(_S.NO_SHOW, _S.TRAVEL_BOOKED, needs=_TRAVEL, asks=_BOOKING),
    Move(_S.CANCELLED, _S.TRAVEL_BOOKED, needs=_TRAVEL, asks=_BOOKING),
    Move(_S.NO_SHOW, _S.DOCUMENTS),
    Move(_S.CANCELLED, _S.DOCUMENTS),
    Move(_S.DEPARTED, _S.ARRIVED),
    Move(_S.ARRIVED, _S.PROJECT_PLANNING, kinds=_RETURNS),
    Move(_S.PROJECT_PLANNING, _S.PROJECT_RUNNING, needs=(Need.PROJECT,)),
    Move(_S.PROJECT_RUNNING, _S.MONITORING_DUE),
    Move(_S.MONITORING_DUE, _S.MONITORED, asks=(Ask.COMMENT,)),
    Move(_S.MONITORED, _S.PROJECT_RUNNING, asks=(Ask.COMMENT,)),
)

_BEFORE_DEPARTURE = (
    _S.ENQUIRY,
    _S.COUNSELLING,
    _S.ELIGIBILITY_CHECKED,
    _S.APPLICATION_SUBMITTED,
    _S.RETURNED_FOR_COMPLETION,
    _S.APPROVED,
    _S.PARTLY_APPROVED,
    _S.DOCUMENTS,
    _S.MEDICAL_CLEARANCE,
    _S.TRAVEL_BOOKED,
    _S.NO_SHOW,
    _S.CANCELLED,
)
_CLOSABLE = (
    _S.ENQUIRY,
    _S.COUNSELLING,
    _S.ELIGIBILITY_CHECKED,
    _S.REJECTED,
    _S.NO_SHOW,
    _S.CANCELLED,
    _S.WITHDRAWN,
    _S.DEPARTED,
    _S.ARRIVED,
    _S.PROJECT_PLANNING,
    _S.PROJECT_RUNNING,
    _S.MONITORING_DUE,
    _S.MONITORED,
    _S.RECLAIM,
)
_RECLAIMABLE = (
    _S.NO_SHOW,
    _S.CANCELLED,
    _S.WITHDRAWN,
    _S.DEPARTED,
    _S.ARRIVED,
    _S.PROJECT_PLANNING,
    _S.PROJECT_RUNNING,
    _S.MONITORING_DUE,
    _S.MONITORED,
    _S.CLOSED,
)

WORKFLOW: tuple[Move, ...] = (
    *_FORWARD,
    # A person may withdraw until the day of departure.
    *(Move(step, _S.WITHDRAWN, asks=(Ask.REASON, Ask.COMMENT), reasons=WITHDRAWAL) for step in _BEFORE_DEPARTURE),
    Move(_S.WITHDRAWN, _S.COUNSELLING, asks=(Ask.COMMENT,)),
    *(
        Move(
            step,
            _S.CLOSED,
            needs=(Need.NO_OPEN_TASKS, Need.NO_OPEN_PAYMENTS),
            asks=(Ask.REASON, Ask.COMMENT),
            reasons=CLOSING,
        )
        for step in _CLOSABLE
    ),
    Move(_S.CLOSED, _S.COUNSELLING, who=SUPERVISION, asks=(Ask.COMMENT,)),
    *(
        Move(step, _S.RECLAIM, who=SUPERVISION, asks=(Ask.REASON, Ask.AMOUNT, Ask.COMMENT), reasons=RECLAIMS)
        for step in _RECLAIMABLE
    ),
)

BAR: tuple[tuple[Step, ...], ...] = (
    (_S.ENQUIRY,),
    (_S.COUNSELLING,),
    (_S.ELIGIBILITY_CHECKED,),
    (_S.APPLICATION_SUBMITTED, _S.RETURNED_FOR_COMPLETION),
    (_S.APPROVED, _S.PARTLY_APPROVED, _S.REJECTED),
    (_S.DOCUMENTS, _S.MEDICAL_CLEARANCE),
    (_S.TRAVEL_BOOKED, _S.NO_SHOW, _S.CANCELLED),
    (_S.DEPARTED,),
    (_S.ARRIVED,),
    (_S.PROJECT_PLANNING, _S.PROJECT_RUNNING),
    (_S.MONITORING_DUE, _S.MONITORED),
    (_S.CLOSED, _S.WITHDRAWN, _S.RECLAIM),
)
"""The bar that a case shows: each place is named after its first step until another of them is taken."""

OPEN_STEPS = frozenset(step for step in Step if step not in (_S.CLOSED, _S.WITHDRAWN))
"""Steps of a case that still asks for work."""

AFTER_DEPARTURE = frozenset(
    {
        _S.DEPARTED,
        _S.ARRIVED,
        _S.PROJECT_PLANNING,
        _S.PROJECT_RUNNING,
        _S.MONITORING_DUE,
        _S.MONITORED,
    }
)

_OF_AID = frozenset(
    {
        *(_S.ELIGIBILITY_CHECKED, _S.APPLICATION_SUBMITTED, _S.RETURNED_FOR_COMPLETION),
        *(_S.APPROVED, _S.PARTLY_APPROVED, _S.REJECTED, _S.PROJECT_PLANNING, _S.PROJECT_RUNNING),
    }
)
"""Steps that nobody without aid comes to."""
_BY_PAIR = {(move.before, move.after): move for move in WORKFLOW}


def move(before: Step | None, after: Step, kind: CaseType | None = None) -> Move | None:
    """The row that leads from one step to another in a case of that kind, or None when there is no such way."""
    row = _BY_PAIR.get((before, after))
    return row if row is not None and (kind is None or kind in row.kinds) else None


def moves_from(before: Step | None, kind: CaseType | None = None) -> tuple[Move, ...]:
    """Every way onward in a case of that kind, in the order of the table: the usual one first."""
    return tuple(row for row in WORKFLOW if row.before is before and (kind is None or kind in row.kinds))


def bar(kind: CaseType) -> tuple[tuple[Step, ...], ...]:
    """The places of the bar that a case of that kind can come to."""
    reached = {row.after for row in WORKFLOW if kind in row.kinds}
    if kind in WITHOUT_AID:
        reached -= _OF_AID
    return tuple(place for place in BAR if reached.intersection(place))
