"""The money of a case as pages show it: lines, payments, the ledger's page, and what may be done now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from returnhelp.domain import ledger_rules, money_checks
from returnhelp.domain.aid import AidComponent, AidLine, DecisionState, ProjectKind
from returnhelp.domain.case import Case
from returnhelp.domain.errors import (
    DecisionBelowPaymentsError,
    LaterInstalmentPaidError,
    NotAllowedError,
    NotDecidedError,
    PaymentAboveDecisionError,
    PaymentReclaimedError,
    ReturnHelpError,
)
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.ledger_book import OUT, Balances, StatementRow, by_payment
from returnhelp.domain.ledger_cash import CashGroup, cash_list
from returnhelp.domain.ledger_proof import Flaw
from returnhelp.domain.lists import WaitingPayment
from returnhelp.domain.money import Account, Amount, LedgerEntry, Payer, Payment, PaymentPlace, PaymentState
from returnhelp.domain.money_acts import MoneyAct
from returnhelp.domain.people import Origin
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Reason
from returnhelp.services import money_facts, records
from returnhelp.services.office import Look, Office, question
from returnhelp.storage import money as stored

T = TypeVar("T")

_GRANTED = (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED)
_DECIDED = (*_GRANTED, DecisionState.REFUSED)


@dataclass(frozen=True)
class Possible:
    """An act that makes sense for a line or payment as it stands; ``why`` it is not allowed yet, None = it is."""

    act: MoneyAct
    why: ReturnHelpError | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentSeen:
    """One payment; ``amount`` in centimes of ``currency``, ``charged`` and what came of it in those of the line."""

    id: int
    line_id: int
    number: int
    state: PaymentState
    amount: int
    currency: str
    charged: int
    rate: str
    rate_on: date | None
    person_id: int | None
    payee: str
    place: PaymentPlace
    payer: Payer
    planned_on: date | None
    approved_on: date | None
    approved_by: str
    second_approval_by: str
    planned_by: str
    needs_two: bool
    paid_on: date | None
    receipt_number: str
    signed_on: date | None
    evidence: str
    evidence_on: date | None
    void_reason: str
    voided_on: date | None
    note: str
    asked_back: int
    """Asked back and neither returned nor written off."""
    kept: int
    """Paid out and not asked back."""
    acts: tuple[Possible, ...]

    def may(self, act: MoneyAct) -> Possible | None:
        """How an act stands; None where it makes no sense now."""
        return next((one for one in self.acts if one.act is act), None)


@dataclass(frozen=True, kw_only=True)
class LineSeen:
    """One line of aid with its money, in centimes of its currency."""

    id: int
    component: AidComponent
    person_id: int | None
    project: ProjectKind | None
    currency: str
    requested: int | None
    state: DecisionState
    decided_on: date | None
    reference: str
    conditions: str
    refusal: Reason | None
    above_ceiling_reason: str
    calculation: str
    article: str
    taken_over: bool
    balances: Balances
    unplanned: int
    opened_paid: int
    """What a list said was paid, and stands."""
    next_number: int
    payments: tuple[PaymentSeen, ...]
    """By number, the void ones last."""
    acts: tuple[Possible, ...]

    def may(self, act: MoneyAct) -> Possible | None:
        """How an act stands; None where it makes no sense now."""
        return next((one for one in self.acts if one.act is act), None)


@dataclass(frozen=True)
class MoneyView:
    """The money of a case; sums by currency."""

    lines: tuple[LineSeen, ...]
    totals: Mapping[str, Balances]
    statement: tuple[StatementRow, ...]
    users: Mapping[int, str]
    flaws: tuple[Flaw, ...]
    """What is wrong with the ledger; nothing, as long as only the program has written it."""
    can_edit: bool
    four_eyes_limit: int
    """Centimes of francs."""

    def line(self, line_id: int) -> LineSeen | None:
        return next((one for one in self.lines if one.id == line_id), None)

    def payment(self, payment_id: int) -> PaymentSeen | None:
        return next((one for line in self.lines for one in line.payments if one.id == payment_id), None)

    def statement_of(self, line_id: int) -> tuple[StatementRow, ...]:
        """The rows of one line, each with the balance of that line after it."""
        rows, balance = [], 0
        for row in self.statement:
            if row.line_id == line_id:
                balance += row.credit - row.debit
                rows.append(replace(row, balance=balance))
        return tuple(rows)


@question(Act.SEE_CASES)
def book(look: Look, case_id: int) -> MoneyView:
    """The money of a case as it stands; raises NotThereError."""
    case = records.the_case(look.session, look.office, case_id)
    ledger = Ledger(case.aid, case.payments, case.ledger)
    facts = money_facts.facts(look.session, look.office, case)
    users = records.names_of_users(look.session)
    can_edit = look.office.may(Act.EDIT_CASES) and case.deleted_at is None
    reader = _Reader(case, ledger, facts, look.office, users, can_edit)
    return MoneyView(
        lines=tuple(reader.line(line) for line in case.aid),
        totals=ledger.balance_of_case(),
        statement=ledger.statement(),
        users=users,
        flaws=ledger.verify(),
        can_edit=can_edit,
        four_eyes_limit=facts.four_eyes_limit or 0,
    )


@question(Act.APPROVE_LARGE_PAYMENTS)
def approvals_waiting(look: Look) -> tuple[WaitingPayment, ...]:
    """The payments above the limit that one person approved and the reader may approve as the second."""
    return stored.waiting(look.session, records.sight(look.session, look.office), look.office.user.id)


@question(Act.SEE_CASES)
def cash(look: Look, first: date, last: date, payer: Payer | None = None) -> tuple[CashGroup, ...]:
    """What is planned for or was paid on these days, by day, payer and place, in cases that the reader may see."""
    return cash_list(stored.cash_rows(look.session, first, last, records.sight(look.session, look.office), payer))


# --- how it works ------------------------------------------------------------------------------------


def _copy(thing: T) -> T:
    """The same record again, of which nothing is kept."""
    return replace(thing)  # type: ignore[type-var]


def _refusal(do: Callable[[], object]) -> ReturnHelpError | None:
    try:
        do()
    except ReturnHelpError as error:
        return error
    return None


class _Reader:
    """Reads the lines of one case."""

    def __init__(
        self, case: Case, ledger: Ledger, facts: MoneyFacts, office: Office, users: Mapping[int, str], can_edit: bool
    ) -> None:
        self._case = case
        self._ledger = ledger
        self._facts = facts
        self._office = office
        self._users = users
        self._can_edit = can_edit

    def line(self, line: AidLine) -> LineSeen:
        assert line.id is not None
        ledger = self._ledger
        entries = [one for one in self._case.ledger if one.line_id == line.id]
        held = by_payment(entries)
        payments = sorted(
            (one for one in self._case.payments if one.line_id == line.id),
            key=lambda one: (one.state is PaymentState.VOID, one.number, one.id or 0),
        )
        balances = Balances.of(entries)
        planned = sum(one.charged for one in payments if one.state is not PaymentState.VOID)
        opened = sum(held.get(None, {}).get(one, 0) for one in OUT)
        unplanned = balances.decided - planned - opened
        return LineSeen(
            id=line.id,
            component=line.component,
            person_id=line.person_id,
            project=line.project,
            currency=line.currency,
            requested=line.requested,
            state=line.state,
            decided_on=line.decided_on,
            reference=line.decision_reference,
            conditions=line.conditions,
            refusal=line.refusal,
            above_ceiling_reason=line.above_ceiling_reason,
            calculation=line.calculation,
            article=line.article,
            taken_over=line.origin is Origin.TAKEN_OVER,
            balances=balances,
            unplanned=unplanned,
            opened_paid=opened,
            next_number=ledger.next_number(line),
            payments=tuple(self._payment(one, line, payments, entries, held) for one in payments),
            acts=self._acts_of_line(line, balances, unplanned, planned) if self._can_edit else (),
        )

    def _acts_of_line(self, line: AidLine, balances: Balances, unplanned: int, planned: int) -> tuple[Possible, ...]:
        granted = line.state in _GRANTED
        acts = []
        if granted:
            acts += [Possible(MoneyAct.CORRECT)]
        else:
            both = _refusal(lambda: ledger_rules.check_never_both(line, self._case.aid, self._facts))
            acts += [Possible(MoneyAct.DECIDE, both)]
        if line.state in _DECIDED:
            standing = DecisionBelowPaymentsError(amount=Amount(0, line.currency), least=Amount(planned, line.currency))
            acts += [Possible(MoneyAct.TAKE_BACK_DECISION, standing if planned else None)]
        why: ReturnHelpError | None = None
        if not granted or line.decided_on is None:
            why = NotDecidedError(component=line.component)
        elif unplanned <= 0:
            why = PaymentAboveDecisionError(amount=Amount(1, line.currency), free=Amount(0, line.currency))
        acts += [Possible(MoneyAct.PLAN, why)]
        if balances.paid > 0:
            acts += [Possible(MoneyAct.RECLAIM)]
        if balances.reclaimed > 0:
            acts += [Possible(MoneyAct.REPAY), Possible(MoneyAct.WRITE_OFF), Possible(MoneyAct.TAKE_BACK)]
        return tuple(acts)

    def _payment(
        self,
        one: Payment,
        line: AidLine,
        siblings: Sequence[Payment],
        entries: Sequence[LedgerEntry],
        held: Mapping[int | None, Mapping[Account, int]],
    ) -> PaymentSeen:
        assert one.id is not None
        mine = held.get(one.id, {})
        names = {number: self._users.get(number, "") for number in (one.approved_by, one.second_approval_by) if number}
        kept, asked = mine.get(Account.PAID, 0), mine.get(Account.RECLAIMED, 0)
        return PaymentSeen(
            id=one.id,
            line_id=one.line_id,
            number=one.number,
            state=one.state,
            amount=one.amount,
            currency=one.currency,
            charged=one.charged,
            rate=one.rate,
            rate_on=one.rate_on,
            person_id=one.person_id,
            payee=one.payee,
            place=one.place,
            payer=one.payer,
            planned_on=one.planned_on,
            approved_on=one.approved_on,
            approved_by=names.get(one.approved_by or 0, ""),
            second_approval_by=names.get(one.second_approval_by or 0, ""),
            planned_by=self._users.get(one.entered_by or 0, ""),
            needs_two=ledger_rules.needs_two(one, line, self._facts),
            paid_on=one.paid_on,
            receipt_number=one.receipt_number,
            signed_on=one.signed_on,
            evidence=one.evidence,
            evidence_on=one.evidence_on,
            void_reason=one.void_reason,
            voided_on=one.voided_on,
            note=one.note,
            asked_back=asked,
            kept=kept,
            acts=self._acts_of_payment(one, line, siblings, entries, kept, asked) if self._can_edit else (),
        )

    def _acts_of_payment(
        self,
        one: Payment,
        line: AidLine,
        siblings: Sequence[Payment],
        entries: Sequence[LedgerEntry],
        kept: int,
        asked: int,
    ) -> tuple[Possible, ...]:
        match one.state:
            case PaymentState.PLANNED:
                acts = [
                    Possible(MoneyAct.APPROVE, self._why_not_approve(one, line)),
                    Possible(MoneyAct.CHANGE),
                    Possible(MoneyAct.VOID),
                ]
                return (*acts, Possible(MoneyAct.RELEASE)) if one.approved_by is not None else tuple(acts)
            case PaymentState.APPROVED:
                return (
                    Possible(MoneyAct.PAY, self._why_not_pay(one, line, siblings, entries)),
                    Possible(MoneyAct.RELEASE),
                    Possible(MoneyAct.VOID),
                )
            case PaymentState.PAID:
                acts = [Possible(MoneyAct.SHOW), Possible(MoneyAct.VOID, _why_not_void(one, line, siblings, kept))]
                if kept > 0:
                    acts.append(Possible(MoneyAct.RECLAIM))
                if asked > 0:
                    acts += [Possible(MoneyAct.REPAY), Possible(MoneyAct.WRITE_OFF), Possible(MoneyAct.TAKE_BACK)]
                return tuple(acts)
        return ()

    def _why_not_approve(self, one: Payment, line: AidLine) -> ReturnHelpError | None:
        office, facts = self._office, self._facts
        if not office.may(Act.APPROVE_PAYMENTS):
            return NotAllowedError(act=Act.APPROVE_PAYMENTS)
        two = ledger_rules.needs_two(one, line, facts)
        refused = _refusal(
            lambda: ledger_rules.check_approver(one, office.user.id, office.user.roles, facts, two),
        )
        if refused is not None:
            return refused
        if two and one.approved_by is not None and not office.may(Act.APPROVE_LARGE_PAYMENTS):
            return NotAllowedError(act=Act.APPROVE_LARGE_PAYMENTS)
        return None

    def _why_not_pay(
        self, one: Payment, line: AidLine, siblings: Sequence[Payment], entries: Sequence[LedgerEntry]
    ) -> ReturnHelpError | None:
        """Why it cannot be paid today; a receipt signed at the airport today is taken for granted there."""
        on, now = self._facts.today, self._office.now()
        missing = _refusal(lambda: money_checks.check_before_payment(self._case, line, on))
        if missing is not None:
            return missing
        tried, payment = _copy(line), _copy(one)
        trial = Ledger(
            [tried if other is line else other for other in self._case.aid],
            [payment if other is one else other for other in siblings],
            list(entries),
        )
        me, today = self._office.user.id, self._facts
        return _refusal(lambda: trial.pay(payment, on, facts=today, by=me, at=now, receipt_number="–", signed_on=on))


def _why_not_void(one: Payment, line: AidLine, siblings: Sequence[Payment], kept: int) -> ReturnHelpError | None:
    later = [other.number for other in siblings if other.state is PaymentState.PAID and other.number > one.number]
    if later:
        return LaterInstalmentPaidError(number=one.number, later=min(later))
    if kept < one.charged:
        return PaymentReclaimedError(amount=Amount(one.charged - kept, line.currency))
    return None
