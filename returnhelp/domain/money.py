"""The money of a case as it is kept: payments, and the entries of the ledger, in centimes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from returnhelp.domain.amounts import Amount as Amount
from returnhelp.domain.people import Origin


class PaymentState(StrEnum):
    """How far a payment is; a void one stays readable with its reason."""

    PLANNED = "planned"
    APPROVED = "approved"
    PAID = "paid"
    VOID = "void"


class PaymentPlace(StrEnum):
    """Where money changes hands (AsylV 2 Art. 78)."""

    AIRPORT_ZURICH = "airport_zurich"
    AIRPORT_GENEVA = "airport_geneva"
    OFFICE = "office"
    DESTINATION = "destination"
    SUPPLIER = "supplier"
    OTHER = "other"


class Payer(StrEnum):
    """Who hands the money out."""

    SWISSREPAT = "swissrepat"
    COUNSELLING_OFFICE = "counselling_office"
    OFFICE = "office"
    MISSION = "mission"
    PARTNER = "partner"
    CANTON = "canton"


class Account(StrEnum):
    """The accounts of a line of aid; every entry takes from one and gives to another."""

    AUTHORITY = "authority"
    """Where decided money comes from, and where it goes back to."""
    DECIDED = "decided"
    """Decided and not yet bound."""
    BOUND = "bound"
    """Approved for a payment and not yet paid."""
    PAID = "paid"
    """In the hands of the person or the supplier."""
    RECLAIMED = "reclaimed"
    """Asked back and not yet returned (AsylV 2 Art. 62(5))."""
    RETURNED = "returned"
    """Paid back."""
    WRITTEN_OFF = "written_off"
    """Asked back in vain."""


class LedgerAct(StrEnum):
    """What an entry records."""

    OPENING = "opening"
    DECISION = "decision"
    CORRECTION = "correction"
    APPROVAL = "approval"
    RELEASE = "release"
    PAYMENT = "payment"
    VOIDING = "voiding"
    RECLAIM = "reclaim"
    REPAYMENT = "repayment"
    WRITE_OFF = "write_off"


@dataclass(eq=False)
class Payment:
    """One payment out of a line; ``amount`` in centimes of ``currency``, ``charged`` in those of the line.

    The rate is units of the line's currency for one unit of ``currency``, kept as text of a decimal number.
    """

    line_id: int
    amount: int
    currency: str = "CHF"
    charged: int = 0
    rate: str = ""
    rate_on: date | None = None
    number: int = 1
    """Which instalment of its line it is, from 1."""
    state: PaymentState = PaymentState.PLANNED
    person_id: int | None = None
    payee: str = ""
    place: PaymentPlace = PaymentPlace.OFFICE
    payer: Payer = Payer.OFFICE
    planned_on: date | None = None
    approved_on: date | None = None
    approved_by: int | None = None
    second_approval_by: int | None = None
    paid_on: date | None = None
    receipt_number: str = ""
    signed_on: date | None = None
    evidence: str = ""
    """What was shown for it: a voucher, a handover certificate, the number of an attached paper."""
    evidence_on: date | None = None
    void_reason: str = ""
    voided_on: date | None = None
    entered_by: int | None = None
    note: str = ""
    origin: Origin = Origin.ENTERED
    id: int | None = None
    case_id: int | None = None


@dataclass(eq=False)
class LedgerEntry:
    """``amount`` centimes (> 0) of the line's currency go from one account to another; never changed, only reversed."""

    line_id: int
    act: LedgerAct
    source: Account
    target: Account
    amount: int
    currency: str
    happened_on: date
    recorded_at: datetime
    by_user_id: int | None
    payment_id: int | None = None
    reference: str = ""
    reason: str = ""
    origin: Origin = Origin.ENTERED
    id: int | None = None
    case_id: int | None = None
