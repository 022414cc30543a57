"""The acts of the ledger that plan, approve, pay and void."""

from datetime import date, datetime

from returnhelp.domain import exchange_rates
from returnhelp.domain import ledger_rules as rules
from returnhelp.domain.aid import AidLine
from returnhelp.domain.edit_rules import LATEST
from returnhelp.domain.errors import (
    InstalmentNotReadyError,
    InstalmentOutOfOrderError,
    LaterInstalmentPaidError,
    PaidBeforeDecisionError,
    PaymentAboveDecisionError,
    PaymentReclaimedError,
    PaymentStateError,
    RateAfterPaymentError,
)
from returnhelp.domain.ledger_rules import MoneyFacts
from returnhelp.domain.ledger_view import Entries, LedgerView
from returnhelp.domain.money import Account, Amount, LedgerAct, Payment, PaymentState
from returnhelp.domain.roles import Role


class Payments(LedgerView):
    """How decided money reaches the person or the supplier."""

    def plan(self, line: AidLine, payment: Payment, *, facts: MoneyFacts, by: int | None) -> Entries:
        """Put a payment that nobody has seen yet beside the others; no money moves, so there are no entries.

        What it takes from the line (``charged``) is computed here. Raises FieldRefusedError, NotDecidedError,
        InstalmentOutOfOrderError, PaymentAboveDecisionError, PaidBeforeDecisionError and the errors of
        ``exchange_rates.charged``.
        """
        line_id = self._id(line)
        if payment.line_id != line_id or any(one is payment for one in self.payments):
            raise ValueError("a payment is planned once, for the line it names")
        if payment.state is not PaymentState.PLANNED:
            raise PaymentStateError(state=payment.state)
        if payment.number != (expected := self.next_number(line)):
            raise InstalmentOutOfOrderError(number=payment.number, next=expected)
        charged = self._charge(line, payment, 0, facts)
        payment.charged, payment.entered_by = charged, by
        payment.approved_on = payment.approved_by = payment.second_approval_by = None
        if payment.person_id is None:
            payment.person_id = line.person_id
        self.payments.append(payment)
        return ()

    def change(self, payment: Payment, wanted: Payment, *, facts: MoneyFacts, by: int | None) -> Entries:
        """Give a planned payment the sum, rate, day, payee, place and payer of ``wanted``, which is not kept.

        Whoever changes it has planned it from then on, and a first approval is void. Raises as ``plan`` does, and
        PaymentStateError.
        """
        line = self._line(payment)
        self._in_state(payment, PaymentState.PLANNED)
        charged = self._charge(line, wanted, payment.charged, facts)
        for name in (
            "amount", "currency", "rate", "rate_on", "planned_on", "person_id", "payee", "place", "payer", "note",
        ):  # fmt: skip
            setattr(payment, name, getattr(wanted, name))
        payment.charged, payment.entered_by, payment.approved_by = charged, by, None
        return ()

    def approve(
        self,
        payment: Payment,
        *,
        facts: MoneyFacts,
        roles: frozenset[Role],
        by: int,
        at: datetime,
        on: date | None = None,
    ) -> Entries:
        """Bind the money of a planned payment; above the office's limit the first of two people binds nothing yet.

        The second is neither the first nor who planned it. ``on`` is today unless it is given. Raises
        PaymentStateError, ApprovalNotForYouError, SameApproverError, PlannerCannotBeSecondError, FieldRefusedError,
        NotDecidedError, PaymentAboveDecisionError.
        """
        line = self._line(payment)
        self._in_state(payment, PaymentState.PLANNED)
        day = facts.today if on is None else on
        rules.check_day("approved_on", day, facts.today, rules.check_decided(line))
        two = rules.needs_two(payment, line, facts)
        rules.check_approver(payment, by, roles, facts, two)
        free = self.balances(line).free
        if payment.charged > free:
            raise PaymentAboveDecisionError(
                amount=Amount(payment.charged, line.currency), free=Amount(free, line.currency)
            )
        if two and payment.approved_by is None:
            payment.approved_by = by
            return ()
        move = (Account.DECIDED, Account.BOUND)
        entry = self._entry(line, LedgerAct.APPROVAL, move, payment.charged, day, by, at, payment=payment)
        self._book(line, entry)
        if payment.approved_by in (None, by):
            payment.approved_by = by
        else:
            payment.second_approval_by = by
        payment.state, payment.approved_on = PaymentState.APPROVED, day
        return (entry,)

    def release(self, payment: Payment, reason: str, on: date, *, facts: MoneyFacts, by: int, at: datetime) -> Entries:
        """Take an approval back, also the first of two; the payment is planned again. Raises PaymentStateError."""
        line = self._line(payment)
        half = payment.state is PaymentState.PLANNED and payment.approved_by is not None
        if not half:
            self._in_state(payment, PaymentState.APPROVED)
        rules.check_day("booked_on", on, facts.today, payment.approved_on)
        why = rules.check_text("reason", reason)
        made: Entries = ()
        if not half:
            back = (Account.BOUND, Account.DECIDED)
            entry = self._entry(line, LedgerAct.RELEASE, back, payment.charged, on, by, at, payment=payment, reason=why)
            made = self._book(line, entry)
        payment.state = PaymentState.PLANNED
        payment.approved_on = payment.approved_by = payment.second_approval_by = None
        return made

    def pay(
        self,
        payment: Payment,
        on: date,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        receipt_number: str = "",
        signed_on: date | None = None,
    ) -> Entries:
        """Record that an approved payment was handed out that day.

        Raises PaymentStateError, FieldRefusedError, PaidBeforeDecisionError, PaidBeforeApprovalError,
        RateAfterPaymentError, DetentionAndExitMoneyError, NotDepartedError, WaiverNotSignedError,
        InstalmentNotReadyError, NotEnoughOnThatDayError.
        """
        line = self._line(payment)
        self._in_state(payment, PaymentState.APPROVED)
        rules.check_day("paid_on", on, facts.today)
        rules.check_payment_day(on, rules.check_decided(line), payment.approved_on)
        if signed_on is not None:
            rules.check_day("signed_on", signed_on, facts.today)
        rules.check_birth("paid_on", payment.person_id, on, facts)
        if payment.rate_on is not None and payment.rate_on > on:
            raise RateAfterPaymentError(rate_on=payment.rate_on, day=on)
        rules.check_never_both(line, self.lines, facts)
        rules.check_left(line, payment, on, receipt_number, signed_on, facts)
        rules.check_waiver(on, facts)
        self._check_turn(line, payment, on)
        move = (Account.BOUND, Account.PAID)
        entry = self._entry(
            line, LedgerAct.PAYMENT, move, payment.charged, on, by, at, payment=payment, reference=receipt_number
        )
        made = self._book(line, entry)
        payment.state, payment.paid_on = PaymentState.PAID, on
        payment.receipt_number, payment.signed_on = receipt_number.strip(), signed_on
        return made

    def show(self, payment: Payment, evidence: str, on: date, *, facts: MoneyFacts) -> Entries:
        """Record what was shown for a paid instalment; no money moves. Raises PaymentStateError, FieldRefusedError."""
        self._line(payment)
        self._in_state(payment, PaymentState.PAID)
        text = rules.check_text("evidence", evidence)
        rules.check_day("evidence_on", on, facts.today)
        payment.evidence, payment.evidence_on = text, on
        return ()

    def void(self, payment: Payment, reason: str, on: date, *, facts: MoneyFacts, by: int, at: datetime) -> Entries:
        """Drop a payment at any stage with its reason; what moved goes back by new entries, and it may be paid anew.

        Raises PaymentStateError, FieldRefusedError, LaterInstalmentPaidError, PaymentReclaimedError.
        """
        line = self._line(payment)
        if payment.state is PaymentState.VOID:
            raise PaymentStateError(state=payment.state)
        why = rules.check_text("void_reason", reason)
        rules.check_day("voided_on", on, facts.today, payment.paid_on or payment.approved_on)
        if payment.state is PaymentState.PAID:
            later = [
                one.number
                for one in self.payments_of(line)
                if one.state is PaymentState.PAID and one.number > payment.number
            ]
            if later:
                raise LaterInstalmentPaidError(number=payment.number, later=later[0])
            asked = payment.charged - sum(held for _, held in self._holding(payment, Account.PAID))
            if asked:
                raise PaymentReclaimedError(amount=Amount(asked, line.currency))
        made: Entries = ()
        if payment.state is not PaymentState.PLANNED:
            back = (Account.PAID if payment.state is PaymentState.PAID else Account.BOUND, Account.DECIDED)
            entry = self._entry(line, LedgerAct.VOIDING, back, payment.charged, on, by, at, payment=payment, reason=why)
            made = self._book(line, entry, void=payment)
        payment.state, payment.void_reason, payment.voided_on = PaymentState.VOID, why, on
        return made

    def _charge(self, line: AidLine, payment: Payment, own: int, facts: MoneyFacts) -> int:
        """What a planned payment takes from its line, of which ``own`` centimes are counted for it already."""
        decided_on = rules.check_decided(line)
        rules.check_amount("amount", payment.amount)
        if payment.planned_on is not None:
            rules.check_day("planned_on", payment.planned_on, LATEST)
            if payment.planned_on < decided_on:
                raise PaidBeforeDecisionError(day=payment.planned_on, decided=decided_on)
            rules.check_birth("planned_on", payment.person_id, payment.planned_on, facts)
        charged = exchange_rates.charged(
            payment.amount, payment.currency, line.currency, payment.rate, payment.rate_on, facts.today
        )
        free = self.unplanned(line) + own
        if charged > free:
            raise PaymentAboveDecisionError(amount=Amount(charged, line.currency), free=Amount(free, line.currency))
        return charged

    def _check_turn(self, line: AidLine, payment: Payment, on: date) -> None:
        """Raises InstalmentNotReadyError unless the instalment before is paid and shown by that day."""
        if payment.number == 1:
            return
        before = next((one for one in self.payments_of(line) if one.number == payment.number - 1), None)
        paid = before is not None and before.paid_on is not None and before.paid_on <= on
        if before is None or not paid or not rules.is_shown(line, before, on):
            raise InstalmentNotReadyError(number=payment.number, before=payment.number - 1)
