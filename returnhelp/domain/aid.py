"""The aid of a case: what was asked for, decided and paid, line by line, in centimes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.people import Origin


class AidComponent(StrEnum):
    """Kinds of aid (AsylV 2 Art. 57-59abis, 74, 75)."""

    BASIC = "basic"
    IN_KIND = "in_kind"
    MEDICAL = "medical"
    TRAVEL_MONEY = "travel_money"
    EXIT_MONEY = "exit_money"
    BAGGAGE = "baggage"
    DOCUMENTS = "documents"
    ESCORT = "escort"


class ProjectKind(StrEnum):
    """The kinds of reintegration project (IOM Bern, RAS)."""

    MICRO_ENTERPRISE = "micro_enterprise"
    MEDICAL = "medical"
    HOUSING = "housing"
    EDUCATION = "education"
    DOCUMENTS = "documents"
    OCCUPATIONAL = "occupational"
    OTHER = "other"


@dataclass(eq=False)
class AidLine:
    """One component for one person or the household; amounts in centimes of the currency, None = not recorded."""

    component: AidComponent
    person_id: int | None = None
    project: ProjectKind | None = None
    currency: str = "CHF"
    requested: int | None = None
    decided: int | None = None
    decided_on: date | None = None
    decision_reference: str = ""
    paid: int | None = None
    paid_on: date | None = None
    origin: Origin = Origin.ENTERED
    id: int | None = None
    case_id: int | None = None
