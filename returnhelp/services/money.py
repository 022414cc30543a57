"""The money of a case: each act of its ledger is one command, carried out whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from returnhelp.domain import ledger_rules, money_checks
from returnhelp.domain.aid import AidLine
from returnhelp.domain.case import Case
from returnhelp.domain.edits import Refusal
from returnhelp.domain.errors import FieldRefusedError, NotThereError
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.money import LedgerAct, Payer, Payment, PaymentPlace
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Reason
from returnhelp.services import money_facts, records
from returnhelp.services.money_views import LineSeen as LineSeen
from returnhelp.services.money_views import MoneyView as MoneyView
from returnhelp.services.money_views import PaymentSeen as PaymentSeen
from returnhelp.services.money_views import Possible as Possible
from returnhelp.services.money_views import approvals_waiting as approvals_waiting
from returnhelp.services.money_views import book as book
from returnhelp.services.money_views import cash as cash
from returnhelp.services.office import Work, command


@dataclass(frozen=True, kw_only=True)
class LineDecision:
    """What SEM decided on one line: a sum in centimes of its currency, or why it was refused."""

    line_id: int
    amount: int | None = None
    refused: Reason | None = None
    conditions: str = ""
    above_ceiling_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PaymentWish:
    """A payment as somebody wants it; ``amount`` in centimes of ``currency``, the rate as text of a decimal number."""

    amount: int
    currency: str = "CHF"
    rate: str = ""
    rate_on: date | None = None
    planned_on: date | None = None
    person_id: int | None = None
    payee: str = ""
    place: PaymentPlace = PaymentPlace.OFFICE
    payer: Payer = Payer.OFFICE
    note: str = ""


# --- decisions ---------------------------------------------------------------------------------------


@command(Act.EDIT_CASES)
def decide(work: Work, case_id: int, on: date, lines: Sequence[LineDecision], *, reference: str = "") -> None:
    """Record SEM's decision of that day on lines of an application, all of them or none (AsylV 2 Art. 77).

    More than the ceiling of the day's table is recorded only with a reason. Raises what ``Ledger.decide`` and
    ``Ledger.refuse`` raise, FieldRefusedError, NotThereError.
    """
    opened = _open(work, case_id)
    ceilings = money_facts.Ceilings(work, opened.case, on)
    if not lines:
        raise FieldRefusedError(field="decided", reason=Refusal.EMPTY)
    for one in lines:
        line = opened.line(one.line_id)
        if one.refused is not None:
            opened.ledger.refuse(
                line, one.refused, on, facts=opened.facts, by=opened.me, at=work.now, reference=reference
            )
            continue
        room = ceilings.room(line)
        opened.ledger.decide(
            line,
            _given(one.amount, "decided"),
            on,
            facts=opened.facts,
            by=opened.me,
            at=work.now,
            reference=reference,
            conditions=one.conditions,
            ceiling=room.ceiling,
            family=room.family,
            above_ceiling_reason=one.above_ceiling_reason,
        )
    _record(work, case_id, on, lines=[one.line_id for one in lines])


@command(Act.EDIT_CASES)
def correct(
    work: Work,
    case_id: int,
    line_id: int,
    amount: int | None,
    on: date,
    reason: str,
    *,
    reference: str = "",
    above_ceiling_reason: str = "",
) -> None:
    """Record that SEM changed a decision to this sum. Raises what ``Ledger.correct`` raises, NotThereError."""
    opened = _open(work, case_id)
    line = opened.line(line_id)
    room = money_facts.Ceilings(work, opened.case, line.decided_on or on).room(line)
    opened.ledger.correct(
        line,
        _given(amount, "decided"),
        on,
        reason,
        facts=opened.facts,
        by=opened.me,
        at=work.now,
        reference=reference,
        ceiling=room.ceiling,
        family=room.family,
        above_ceiling_reason=above_ceiling_reason,
    )
    _record(work, case_id, on, lines=[line_id])


@command(Act.EDIT_CASES)
def take_back_decision(work: Work, case_id: int, line_id: int, reason: str, on: date) -> None:
    """Undo a decision that was entered by mistake. Raises what ``Ledger.take_back_decision`` raises, NotThereError."""
    opened = _open(work, case_id)
    opened.ledger.take_back_decision(opened.line(line_id), reason, on, facts=opened.facts, by=opened.me, at=work.now)
    _record(work, case_id, on, lines=[line_id])


# --- payments ----------------------------------------------------------------------------------------


@command(Act.EDIT_CASES)
def plan(work: Work, case_id: int, line_id: int, wishes: Sequence[PaymentWish]) -> tuple[int, ...]:
    """Plan a payment, or its instalments in their order; answers their numbers in the store.

    Raises what ``Ledger.plan`` raises, NotThereError.
    """
    opened = _open(work, case_id)
    line = opened.line(line_id)
    if not wishes:
        raise FieldRefusedError(field="amount", reason=Refusal.EMPTY)
    made = []
    for wish in wishes:
        opened.check_payee(wish)
        payment = _payment(wish, line, opened.ledger.next_number(line))
        opened.ledger.plan(line, payment, facts=opened.facts, by=opened.me)
        work.session.flush()
        made.append(payment)
    numbers = tuple(one.id for one in made if one.id is not None)
    _record(work, case_id, work.today, payments=list(numbers))
    return numbers


@command(Act.EDIT_CASES)
def change(work: Work, case_id: int, payment_id: int, wish: PaymentWish) -> None:
    """Give a planned payment another sum, rate, day, payee, place or payer. Raises what ``Ledger.change`` raises."""
    opened = _open(work, case_id)
    payment = opened.payment(payment_id)
    opened.check_payee(wish)
    line = opened.line(payment.line_id)
    opened.ledger.change(payment, _payment(wish, line, payment.number), facts=opened.facts, by=opened.me)
    _record(work, case_id, work.today, payments=[payment_id])


@command(Act.APPROVE_PAYMENTS)
def approve(work: Work, case_id: int, payment_ids: Sequence[int], on: date | None = None) -> int:
    """Approve planned payments, all of them or none; answers how many are now approved for good.

    Above the office's limit a second person approves, who may approve large payments and is neither the first nor
    who planned it. Raises what ``Ledger.approve`` raises, NotAllowedError, NotThereError.
    """
    opened = _open(work, case_id)
    done = 0
    for payment_id in payment_ids:
        payment = opened.payment(payment_id)
        two = ledger_rules.needs_two(payment, opened.line(payment.line_id), opened.facts)
        if two and payment.approved_by not in (None, opened.me):
            work.office.require(Act.APPROVE_LARGE_PAYMENTS)
        made = opened.ledger.approve(
            payment, facts=opened.facts, roles=work.office.user.roles, by=opened.me, at=work.now, on=on
        )
        done += bool(made)
    _record(work, case_id, on or work.today, payments=list(payment_ids))
    return done


@command(Act.APPROVE_PAYMENTS)
def release(work: Work, case_id: int, payment_id: int, reason: str, on: date) -> None:
    """Take an approval back; the payment is planned again. Raises what ``Ledger.release`` raises, NotThereError."""
    opened = _open(work, case_id)
    opened.ledger.release(opened.payment(payment_id), reason, on, facts=opened.facts, by=opened.me, at=work.now)
    _record(work, case_id, on, payments=[payment_id])


@command(Act.EDIT_CASES)
def pay(
    work: Work, case_id: int, payment_id: int, on: date, *, receipt_number: str = "", signed_on: date | None = None
) -> None:
    """Record that an approved payment was handed out that day.

    Travel money in detention waits for the interview (AsylV 2 Art. 59a(2bis)), a project's money for its approval.
    Raises what ``Ledger.pay`` raises, DetentionInterviewMissingError, ProjectMoneyTooEarlyError, NotThereError.
    """
    opened = _open(work, case_id)
    payment = opened.payment(payment_id)
    money_checks.check_before_payment(opened.case, opened.line(payment.line_id), on)
    opened.ledger.pay(
        payment,
        on,
        facts=opened.facts,
        by=opened.me,
        at=work.now,
        receipt_number=receipt_number,
        signed_on=signed_on,
    )
    _record(work, case_id, on, payments=[payment_id])


@command(Act.EDIT_CASES)
def show(work: Work, case_id: int, payment_id: int, evidence: str, on: date) -> None:
    """Record what was shown for a paid instalment. Raises what ``Ledger.show`` raises, NotThereError."""
    opened = _open(work, case_id)
    opened.ledger.show(opened.payment(payment_id), evidence, on, facts=opened.facts)
    _record(work, case_id, on, payments=[payment_id])


@command(Act.EDIT_CASES)
def void(work: Work, case_id: int, payment_id: int, reason: str, on: date) -> None:
    """Drop a payment at any stage, with its reason. Raises what ``Ledger.void`` raises, NotThereError."""
    opened = _open(work, case_id)
    opened.ledger.void(opened.payment(payment_id), reason, on, facts=opened.facts, by=opened.me, at=work.now)
    _record(work, case_id, on, payments=[payment_id])


# --- money that comes back ---------------------------------------------------------------------------


@command(Act.EDIT_CASES)
def reclaim(
    work: Work,
    case_id: int,
    line_id: int,
    amount: int | None,
    reason: Reason,
    on: date,
    *,
    payment_id: int | None = None,
    reference: str = "",
) -> None:
    """Ask money back, of a whole line or of one payment (AsylV 2 Art. 62(5)).

    Raises what ``Ledger.reclaim`` raises, NotThereError.
    """
    opened = _open(work, case_id)
    opened.ledger.reclaim(
        opened.line_or_payment(line_id, payment_id),
        _given(amount),
        reason,
        on,
        facts=opened.facts,
        by=opened.me,
        at=work.now,
        reference=reference,
    )
    _record(work, case_id, on, lines=[line_id])


@command(Act.EDIT_CASES)
def repay(
    work: Work,
    case_id: int,
    line_id: int,
    amount: int | None,
    on: date,
    *,
    payment_id: int | None = None,
    reference: str = "",
) -> None:
    """Record that money asked back was returned. Raises what ``Ledger.repay`` raises, NotThereError."""
    opened = _open(work, case_id)
    of = opened.line_or_payment(line_id, payment_id)
    opened.ledger.repay(of, _given(amount), on, facts=opened.facts, by=opened.me, at=work.now, reference=reference)
    _record(work, case_id, on, lines=[line_id])


@command(Act.EDIT_CASES)
def write_off(
    work: Work, case_id: int, line_id: int, amount: int | None, reason: str, on: date, *, payment_id: int | None = None
) -> None:
    """Give up money that was asked back in vain. Raises what ``Ledger.write_off`` raises, NotThereError."""
    opened = _open(work, case_id)
    of = opened.line_or_payment(line_id, payment_id)
    opened.ledger.write_off(of, _given(amount), reason, on, facts=opened.facts, by=opened.me, at=work.now)
    _record(work, case_id, on, lines=[line_id])


@command(Act.EDIT_CASES)
def take_back(
    work: Work,
    case_id: int,
    line_id: int,
    act: LedgerAct,
    amount: int | None,
    reason: str,
    on: date,
    *,
    payment_id: int | None = None,
) -> None:
    """Undo a reclaim, a repayment or a write-off. Raises what ``Ledger.take_back`` raises, NotThereError."""
    opened = _open(work, case_id)
    of = opened.line_or_payment(line_id, payment_id)
    if act not in (LedgerAct.RECLAIM, LedgerAct.REPAYMENT, LedgerAct.WRITE_OFF):
        raise FieldRefusedError(field="act", reason=Refusal.NOT_A_CHOICE)
    opened.ledger.take_back(act, of, _given(amount), reason, on, facts=opened.facts, by=opened.me, at=work.now)
    _record(work, case_id, on, lines=[line_id])


# --- how it works ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Opened:
    """A case whose money is about to move."""

    case: Case
    ledger: Ledger
    facts: MoneyFacts
    me: int

    def line(self, line_id: int) -> AidLine:
        for one in self.case.aid:
            if one.id == line_id:
                return one
        raise NotThereError()

    def payment(self, payment_id: int) -> Payment:
        for one in self.case.payments:
            if one.id == payment_id:
                return one
        raise NotThereError()

    def line_or_payment(self, line_id: int, payment_id: int | None) -> AidLine | Payment:
        line = self.line(line_id)
        if payment_id is None:
            return line
        payment = self.payment(payment_id)
        if payment.line_id != line_id:
            raise NotThereError()
        return payment

    def check_payee(self, wish: PaymentWish) -> None:
        """Money goes to somebody who travels, or to whom the wish names; raises NotThereError for anybody else."""
        if wish.person_id is not None and wish.person_id not in (
            {one.person_id for one in self.case.travellers} | {one.person_id for one in self.case.aid}
        ):
            raise NotThereError()


def _open(work: Work, case_id: int) -> _Opened:
    case = records.the_case(work.session, work.office, case_id)
    if case.deleted_at is not None:
        raise NotThereError()
    facts = money_facts.facts(work.session, work.office, case)
    return _Opened(case, Ledger(case.aid, case.payments, case.ledger), facts, work.office.user.id)


def _payment(wish: PaymentWish, line: AidLine, number: int) -> Payment:
    assert line.id is not None
    return Payment(
        line.id,
        wish.amount,
        currency=wish.currency,
        rate=wish.rate.strip(),
        rate_on=wish.rate_on,
        number=number,
        person_id=wish.person_id if wish.person_id is not None else line.person_id,
        payee=wish.payee.strip(),
        place=wish.place,
        payer=wish.payer,
        planned_on=wish.planned_on,
        note=wish.note.strip(),
    )


def _given(amount: int | None, name: str = "amount") -> int:
    if amount is None:
        raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
    return amount


def _record(work: Work, case_id: int, on: date, *, lines: Sequence[int] = (), payments: Sequence[int] = ()) -> None:
    """What the audit log tells: which lines and payments of which case; sums and names stand in the history."""
    work.session.flush()
    work.unit.subject = ("case", case_id)
    work.unit.holds_from = on
    for name, numbers in (("lines", lines), ("payments", payments)):
        if numbers:
            work.unit.detail[name] = list(numbers)
