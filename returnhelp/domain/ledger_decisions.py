"""The acts of the ledger that grant, refuse and correct aid, and those that take a list over."""

from datetime import date, datetime

from returnhelp.domain import exchange_rates
from returnhelp.domain import ledger_rules as rules
from returnhelp.domain.aid import AidLine, DecisionState
from returnhelp.domain.edit_rules import Refusal
from returnhelp.domain.errors import (
    AlreadyDecidedError,
    DecisionBelowPaymentsError,
    FieldRefusedError,
    PaymentReclaimedError,
)
from returnhelp.domain.ledger_book import EntryNote
from returnhelp.domain.ledger_rules import MoneyFacts
from returnhelp.domain.ledger_view import Entries, LedgerView
from returnhelp.domain.money import Account, Amount, LedgerAct
from returnhelp.domain.people import Origin
from returnhelp.domain.steps import Reason

_HAND_OUT = (Account.DECIDED, Account.PAID)
_GRANT = (Account.AUTHORITY, Account.DECIDED)
_WITHDRAW = (Account.DECIDED, Account.AUTHORITY)


class Decisions(LedgerView):
    """What becomes of the lines of an application."""

    def opening(
        self,
        line: AidLine,
        decided: int | None,
        decided_on: date | None,
        paid: int | None,
        paid_on: date | None,
        currency: str,
        *,
        by: int | None,
        at: datetime,
    ) -> Entries:
        """Enter what an imported list says was decided and paid, as it says it.

        No ceiling and no second person is asked for. Where the list has more paid than decided, a second opening
        decision of the difference brings the two to balance and says so (EntryNote.PAID_ABOVE_DECIDED). A day that
        the list does not have is that of ``at`` in the entry, which says so too, and stays unknown in the line.
        """
        self._id(line)
        if self._of(line):
            raise ValueError("an opening stands before all other entries of its line")
        exchange_rates.check_currency(currency)
        for name, amount in (("decided", decided), ("paid", paid)):
            if amount:
                rules.check_amount(name, amount)
        line.currency, line.decided_on, line.origin = currency, decided_on, Origin.TAKEN_OVER
        made = []
        for amount, day, move, note in (
            (decided or 0, decided_on, _GRANT, None),
            ((paid or 0) - (decided or 0), decided_on or paid_on, _GRANT, EntryNote.PAID_ABOVE_DECIDED),
            (paid or 0, paid_on, _HAND_OUT, None),
        ):
            if amount > 0:
                noted = note or (EntryNote.DAY_UNKNOWN if day is None else None)
                reason = "" if noted is None else noted.value
                day = day or at.date()
                made.append(
                    self._entry(
                        line, LedgerAct.OPENING, move, amount, day, by, at, reason=reason, origin=Origin.TAKEN_OVER
                    )
                )
        self._book(line, *made)
        if made:
            line.state = self._granted(line, self.balances(line).decided)
        return tuple(made)

    def decide(
        self,
        line: AidLine,
        amount: int,
        on: date,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        reference: str = "",
        conditions: str = "",
        ceiling: int | None = None,
        family: int = 0,
        above_ceiling_reason: str = "",
    ) -> Entries:
        """Record that SEM granted the line that day (AsylV 2 Art. 77); centimes of the line's currency.

        ``ceiling`` is what the table of the day allows (None = it has no ceiling), ``family`` what was decided for
        others under the same one. A line that was refused may be granted later. Raises FieldRefusedError,
        CurrencyRefusedError, AlreadyDecidedError, DepartureBeforeDecisionError, DetentionAndExitMoneyError,
        AboveCeilingError.
        """
        self._id(line)
        if line.state in (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED):
            raise AlreadyDecidedError(component=line.component)
        exchange_rates.check_currency(line.currency)
        rules.check_amount("decided", amount)
        rules.check_day("decided_on", on, facts.today, line.decided_on or line.requested_on)
        rules.check_birth("decided_on", line.person_id, on, facts)
        rules.check_decided_before_departure(line, on, facts)
        rules.check_never_both(line, self.lines, facts)
        rules.check_ceiling(amount, line.currency, ceiling, family, above_ceiling_reason)
        entry = self._entry(line, LedgerAct.DECISION, _GRANT, amount, on, by, at, reference=reference)
        self._book(line, entry)
        line.decided_on, line.decision_reference, line.conditions = on, reference.strip(), conditions.strip()
        line.state, line.refusal = self._granted(line, amount), None
        above = ceiling is not None and amount + family > ceiling
        line.above_ceiling_reason = above_ceiling_reason.strip() if above else ""
        return (entry,)

    def refuse(
        self,
        line: AidLine,
        reason: Reason,
        on: date,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        reference: str = "",
    ) -> Entries:
        """Record that SEM refused the line, or withdrew what it had granted while nothing of it is planned or paid.

        Raises FieldRefusedError, AlreadyDecidedError, DecisionBelowPaymentsError.
        """
        self._id(line)
        if line.state is DecisionState.REFUSED:
            raise AlreadyDecidedError(component=line.component)
        if reason not in rules.REFUSALS:
            raise FieldRefusedError(field="refusal", reason=Refusal.NOT_A_CHOICE)
        rules.check_day("decided_on", on, facts.today, line.decided_on or line.requested_on)
        made = self._correction(line, 0, on, by, at, reference, reason.value)
        self._book(line, *made)
        line.decided_on, line.decision_reference, line.conditions = on, reference.strip(), ""
        line.state, line.refusal, line.above_ceiling_reason = DecisionState.REFUSED, reason, ""
        return made

    def correct(
        self,
        line: AidLine,
        amount: int,
        on: date,
        reason: str,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        reference: str = "",
        ceiling: int | None = None,
        family: int = 0,
        above_ceiling_reason: str = "",
    ) -> Entries:
        """Record that SEM has changed a decision to this sum; the day of the first decision stays.

        Never below what is planned, approved and paid out of it. Raises FieldRefusedError, NotDecidedError,
        AboveCeilingError, DecisionBelowPaymentsError, NotEnoughOnThatDayError.
        """
        self._id(line)
        since = rules.check_decided(line)
        rules.check_amount("decided", amount)
        rules.check_day("decided_on", on, facts.today, since)
        why = rules.check_text("reason", reason)
        if amount > self.balances(line).decided:
            rules.check_never_both(line, self.lines, facts)
            rules.check_ceiling(amount, line.currency, ceiling, family, above_ceiling_reason)
        made = self._correction(line, amount, on, by, at, reference, why)
        self._book(line, *made)
        line.state = self._granted(line, amount)
        if ceiling is not None:
            line.above_ceiling_reason = above_ceiling_reason.strip() if amount + family > ceiling else ""
        return made

    def take_back_decision(
        self, line: AidLine, reason: str, on: date, *, facts: MoneyFacts, by: int, at: datetime
    ) -> Entries:
        """Undo a decision or an opening that was entered by mistake; it can then be decided anew.

        Its payments must be void before; what an opening says was paid goes with it, unless it was asked back. Raises
        FieldRefusedError, NotDecidedError, DecisionBelowPaymentsError, PaymentReclaimedError.
        """
        self._id(line)
        if line.state not in (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED, DecisionState.REFUSED):
            rules.check_decided(line)
        why = rules.check_text("reason", reason)
        rules.check_day("booked_on", on, facts.today, line.decided_on)
        balances = self.balances(line)
        opened = self._opened(line)
        if standing := self.payments_of(line):
            least = Amount(sum(one.charged for one in standing), line.currency)
            raise DecisionBelowPaymentsError(amount=Amount(0, line.currency), least=least)
        if balances.paid != opened:
            raise PaymentReclaimedError(amount=Amount(opened - balances.paid, line.currency))
        made = tuple(
            self._entry(line, LedgerAct.VOIDING, move, amount, on, by, at, reason=why)
            for move, amount in (((Account.PAID, Account.DECIDED), opened), (_WITHDRAW, balances.decided))
            if amount
        )
        self._book(line, *made)
        line.decided_on, line.decision_reference, line.conditions = None, "", ""
        line.refusal, line.above_ceiling_reason = None, ""
        line.state = DecisionState.DRAFT if line.requested is None else DecisionState.REQUESTED
        return made

    def _correction(
        self, line: AidLine, amount: int, on: date, by: int, at: datetime, reference: str, reason: str
    ) -> Entries:
        """The entry that makes the decision this sum; none when it is already."""
        if amount < (least := self._used(line)):
            raise DecisionBelowPaymentsError(amount=Amount(amount, line.currency), least=Amount(least, line.currency))
        more = amount - self.balances(line).decided
        if not more:
            return ()
        move = _GRANT if more > 0 else _WITHDRAW
        return (
            self._entry(line, LedgerAct.CORRECTION, move, abs(more), on, by, at, reference=reference, reason=reason),
        )
