"""The rules that a decision, an approval and a payment must keep, each with its article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from returnhelp.domain import exchange_rates, steps
from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.edit_rules import Refusal
from returnhelp.domain.errors import (
    AboveCeilingError,
    ApprovalNotForYouError,
    DepartureBeforeDecisionError,
    DetentionAndExitMoneyError,
    FieldRefusedError,
    NotDecidedError,
    NotDepartedError,
    PaidBeforeApprovalError,
    PaidBeforeDecisionError,
    PlannerCannotBeSecondError,
    SameApproverError,
    WaiverNotSignedError,
)
from returnhelp.domain.money import Amount, Payer, Payment, PaymentPlace
from returnhelp.domain.people import EARLIEST_RECORD
from returnhelp.domain.roles import Role

DEPARTURE_MONEY = frozenset(
    {
        AidComponent.BASIC,
        AidComponent.TRAVEL_MONEY,
        AidComponent.TRAVEL_MONEY_DETENTION,
        AidComponent.EXIT_MONEY,
    }
)
"""Cash that is handed out for leaving (AsylV 2 Art. 59a, 59abis, 74, 78)."""

DECIDED_AFTER_DEPARTURE = frozenset({AidComponent.MEDICAL, AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN})
"""What may be decided for the first time when somebody has left.

An application goes to SEM from Switzerland and is decided before the journey (AsylV 2 Art. 73, 77). Medical aid may be
extended when a cure proves possible (Art. 75), and the packages of the EU Reintegration Programme are granted after
the arrival. A correction of a decision that stands is no first decision and may come at any time.
"""

EURP = frozenset({AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN})
SWISS_PAYERS = frozenset({Payer.SWISSREPAT, Payer.CANTON, Payer.COUNSELLING_OFFICE, Payer.OFFICE})
"""Whose payments are paid by Switzerland and can be asked back (AsylV 2 Art. 62(5))."""
AIRPORTS = frozenset({PaymentPlace.AIRPORT_ZURICH, PaymentPlace.AIRPORT_GENEVA})
PROJECTS = frozenset({AidComponent.IN_KIND, AidComponent.IN_KIND_RAISED, AidComponent.POST_RETURN})
"""Whose instalments are shown by vouchers, never by a receipt for cash."""
REFUSALS = frozenset({*steps.REJECTION, *steps.WITHDRAWAL})
LARGEST = 10_000_000_00
"""Centimes; a larger sum is a slip of the hand."""

_NEVER_BOTH = {
    AidComponent.EXIT_MONEY: AidComponent.TRAVEL_MONEY_DETENTION,
    AidComponent.TRAVEL_MONEY_DETENTION: AidComponent.EXIT_MONEY,
}


@dataclass(frozen=True)
class MoneyFacts:
    """What the rules look at outside of the ledger, as it is known when something is done."""

    today: date
    departed_on: Mapping[int, date | None] = field(default_factory=lambda: MappingProxyType({}))
    """By the number of each traveller; None = has not left."""
    born_on: Mapping[int, date] = field(default_factory=lambda: MappingProxyType({}))
    airport_receipts: Mapping[int, date] = field(default_factory=lambda: MappingProxyType({}))
    """The day on which a traveller signed for cash at the airport, as the record of the journey has it."""
    status_s: bool = False
    waiver_signed_on: date | None = None
    """The day of the last waiver of protection status S that the household had to sign; None = not all signed."""
    four_eyes_limit: int | None = None
    """Centimes of francs; above it two people approve. None = the office has set no limit."""
    francs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What one unit of a currency is worth in francs, as text of a decimal number."""
    exit_money_elsewhere: frozenset[int] = frozenset()
    """People to whom another case has granted exit money."""
    detention_money_elsewhere: frozenset[int] = frozenset()
    """People to whom another case has granted travel money in detention."""


def check_amount(name: str, amount: int) -> None:
    """Raises FieldRefusedError unless it is a whole number of centimes above nothing."""
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_NUMBER)
    if amount < 0:
        raise FieldRefusedError(field=name, reason=Refusal.NEGATIVE)
    if amount == 0:
        raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
    if amount > LARGEST:
        raise FieldRefusedError(field=name, reason=Refusal.TOO_LARGE)


def check_day(name: str, day: date, today: date, since: date | None = None) -> None:
    """Raises FieldRefusedError for what is no date, lies before 1900, after today, or before ``since``."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_DATE)
    if day < EARLIEST_RECORD:
        raise FieldRefusedError(field=name, reason=Refusal.TOO_EARLY)
    if day > today:
        raise FieldRefusedError(field=name, reason=Refusal.IN_THE_FUTURE)
    if since is not None and day < since:
        raise FieldRefusedError(field=name, reason=Refusal.END_BEFORE_START)


def check_text(name: str, text: str) -> str:
    """The text without blanks at its ends; raises FieldRefusedError when nothing is left."""
    if not text.strip():
        raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
    return text.strip()


def check_birth(name: str, person_id: int | None, day: date, facts: MoneyFacts) -> None:
    """Raises FieldRefusedError for a day before the person was born."""
    born = None if person_id is None else facts.born_on.get(person_id)
    if born is not None and day < born:
        raise FieldRefusedError(field=name, reason=Refusal.BEFORE_BIRTH)


def check_decided(line: AidLine) -> date:
    """The day of the decision that the line stands on; raises NotDecidedError (AsylV 2 Art. 77)."""
    if line.state not in (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED) or line.decided_on is None:
        raise NotDecidedError(component=line.component)
    return line.decided_on


def check_ceiling(amount: int, currency: str, ceiling: int | None, family: int, reason: str) -> None:
    """Raises AboveCeilingError when more is decided than the table allows, and no reason of SEM is given for it.

    ``family`` is what was decided for others under the same ceiling, in centimes of the same currency.
    """
    if ceiling is not None and amount + family > ceiling and not reason.strip():
        raise AboveCeilingError(
            amount=Amount(amount, currency), already=Amount(family, currency), ceiling=Amount(ceiling, currency)
        )


def check_decided_before_departure(line: AidLine, on: date, facts: MoneyFacts) -> None:
    """Raises DepartureBeforeDecisionError; the day of the departure itself is in time (AsylV 2 Art. 77)."""
    if line.component in DECIDED_AFTER_DEPARTURE:
        return
    if line.person_id is None:
        departed = min((day for day in facts.departed_on.values() if day is not None), default=None)
    else:
        departed = facts.departed_on.get(line.person_id)
    if departed is not None and departed < on:
        raise DepartureBeforeDecisionError(component=line.component, departed=departed, decided=on)


def check_never_both(line: AidLine, others: Iterable[AidLine], facts: MoneyFacts) -> None:
    """Raises DetentionAndExitMoneyError when one of the two stands and the other is wanted (AsylV 2 Art. 59abis(4)).

    It holds for each person; a line for the household is everybody's.
    """
    other = _NEVER_BOTH.get(line.component)
    if other is None:
        return
    elsewhere = facts.exit_money_elsewhere if other is AidComponent.EXIT_MONEY else facts.detention_money_elsewhere
    stands = any(
        one.component is other
        and (one.decided or 0) > 0
        and (one.person_id is None or line.person_id is None or one.person_id == line.person_id)
        for one in others
    )
    if stands or (elsewhere if line.person_id is None else line.person_id in elsewhere):
        raise DetentionAndExitMoneyError(component=line.component, other=other)


def check_left(
    line: AidLine, payment: Payment, on: date, receipt: str, signed_on: date | None, facts: MoneyFacts
) -> None:
    """Raises NotDepartedError for departure money to somebody who has not left (AsylV 2 Art. 78).

    A receipt that was signed at the airport on the day of the payment will do, unless the departure is known to have
    been on another day. Money for the whole household needs that all its travellers have left.
    """
    if line.component not in DEPARTURE_MONEY:
        return
    own = payment.place in AIRPORTS and bool(receipt.strip()) and signed_on == on
    person = payment.person_id if payment.person_id is not None else line.person_id
    people = [person] if person is not None else list(facts.departed_on)
    for one in people:
        departed = facts.departed_on.get(one)
        if departed is not None and departed <= on:
            continue
        if departed is None and (own or facts.airport_receipts.get(one) == on):
            continue
        raise NotDepartedError(component=line.component, day=on)
    if not people and not own:
        raise NotDepartedError(component=line.component, day=on)


def check_waiver(on: date, facts: MoneyFacts) -> None:
    """Raises WaiverNotSignedError when protection status S was not waived by that day (AsylG Art. 79)."""
    if facts.status_s and (facts.waiver_signed_on is None or facts.waiver_signed_on > on):
        raise WaiverNotSignedError(day=on)


def check_payment_day(on: date, decided: date, approved: date | None) -> None:
    """Raises PaidBeforeDecisionError, PaidBeforeApprovalError."""
    if on < decided:
        raise PaidBeforeDecisionError(day=on, decided=decided)
    if approved is not None and on < approved:
        raise PaidBeforeApprovalError(day=on, approved=approved)


def in_francs(payment: Payment, line: AidLine, facts: MoneyFacts) -> int | None:
    """What a payment is worth in centimes of francs; None when no rate is known for it."""
    if line.currency == "CHF":
        return payment.charged
    if payment.currency == "CHF":
        return payment.amount
    if payment.currency in facts.francs:
        return exchange_rates.converted(payment.amount, exchange_rates.rate(facts.francs[payment.currency]))
    return None


def needs_two(payment: Payment, line: AidLine, facts: MoneyFacts) -> bool:
    """Whether two people approve it: above the office's limit, or of unknown worth where there is a limit."""
    if facts.four_eyes_limit is None:
        return False
    worth = in_francs(payment, line, facts)
    return worth is None or worth > facts.four_eyes_limit


def check_approver(payment: Payment, by: int, roles: frozenset[Role], facts: MoneyFacts, two: bool) -> None:
    """Raises ApprovalNotForYouError, SameApproverError, PlannerCannotBeSecondError."""
    if not roles & steps.CASEWORK:
        raise ApprovalNotForYouError()
    if two and payment.approved_by is not None:
        limit = Amount(facts.four_eyes_limit or 0, "CHF")
        if by == payment.approved_by:
            raise SameApproverError(limit=limit)
        if by == payment.entered_by:
            raise PlannerCannotBeSecondError(limit=limit)


def is_swiss_paid(line: AidLine, payment: Payment | None) -> bool:
    """Whether Switzerland paid it (AsylV 2 Art. 62(5)); without a payment it is what a list brought."""
    return line.component not in EURP and (payment is None or payment.payer in SWISS_PAYERS)


def is_shown(line: AidLine, payment: Payment, by: date) -> bool:
    """Whether there is evidence for a paid instalment by that day; for cash the signed receipt is enough."""
    if payment.evidence.strip() and payment.evidence_on is not None and payment.evidence_on <= by:
        return True
    if line.project is not None or line.component in PROJECTS:
        return False
    return bool(payment.receipt_number.strip()) and payment.signed_on is not None and payment.signed_on <= by
