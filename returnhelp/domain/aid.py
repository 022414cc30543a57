"""The aid of a case: what was asked for, decided and paid, line by line, in centimes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.people import Origin
from returnhelp.domain.steps import Reason


class AidComponent(StrEnum):
    """Kinds of aid (AsylV 2 Art. 57-59abis, 74, 75) and of the EU Reintegration Programme."""

    BASIC = "basic"
    IN_KIND = "in_kind"
    IN_KIND_RAISED = "in_kind_raised"
    MEDICAL = "medical"
    TRAVEL_MONEY = "travel_money"
    TRAVEL_MONEY_DETENTION = "travel_money_detention"
    EXIT_MONEY = "exit_money"
    BAGGAGE = "baggage"
    DOCUMENTS = "documents"
    ESCORT = "escort"
    MEDICAL_ESCORT = "medical_escort"
    MEDICAL_EXAM = "medical_exam"
    POST_ARRIVAL = "post_arrival"
    POST_RETURN = "post_return"


class ProjectKind(StrEnum):
    """The kinds of reintegration project (IOM Bern, RAS)."""

    MICRO_ENTERPRISE = "micro_enterprise"
    MEDICAL = "medical"
    HOUSING = "housing"
    EDUCATION = "education"
    DOCUMENTS = "documents"
    OCCUPATIONAL = "occupational"
    OTHER = "other"


class DecisionState(StrEnum):
    """What became of a line of the application; SEM decides (AsylV 2 Art. 77), the office records it."""

    DRAFT = "draft"
    REQUESTED = "requested"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"


@dataclass(eq=False)
class AidLine:
    """One component for one person or the household; amounts in centimes of the currency, None = not recorded.

    ``requested`` is typed; what was decided is written by the ledger alone. ``paid`` and ``paid_on`` repeat the sum of
    its standing payments and the day of the last, for lists and counts.
    """

    component: AidComponent
    person_id: int | None = None
    project: ProjectKind | None = None
    currency: str = "CHF"
    requested: int | None = None
    requested_on: date | None = None
    decided: int | None = None
    decided_on: date | None = None
    decision_reference: str = ""
    state: DecisionState = DecisionState.DRAFT
    conditions: str = ""
    refusal: Reason | None = None
    above_ceiling_reason: str = ""
    """Why SEM decided more than the table of the day allows; empty = it did not."""
    paid: int | None = None
    paid_on: date | None = None
    calculation: str = ""
    """How the program came to the proposed sum, as it was shown when it was taken over."""
    article: str = ""
    origin: Origin = Origin.ENTERED
    id: int | None = None
    case_id: int | None = None
