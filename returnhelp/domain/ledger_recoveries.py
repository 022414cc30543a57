"""The acts of the ledger that ask money back, and what comes of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from returnhelp.domain import ledger_rules as rules
from returnhelp.domain.aid import AidLine
from returnhelp.domain.edit_rules import Refusal
from returnhelp.domain.errors import (
    FieldRefusedError,
    NotSwissPaidError,
    ReclaimAbovePaidError,
    RecoveryAboveClaimError,
)
from returnhelp.domain.ledger_rules import MoneyFacts
from returnhelp.domain.ledger_view import Entries, LedgerView
from returnhelp.domain.money import Account, Amount, LedgerAct, Payment
from returnhelp.domain.steps import RECLAIMS, Reason

_RECOVERY = {
    LedgerAct.RECLAIM: (Account.PAID, Account.RECLAIMED),
    LedgerAct.REPAYMENT: (Account.RECLAIMED, Account.RETURNED),
    LedgerAct.WRITE_OFF: (Account.RECLAIMED, Account.WRITTEN_OFF),
}


class Recoveries(LedgerView):
    """Money that somebody must give back (AsylV 2 Art. 62(5))."""

    def reclaim(
        self,
        of: AidLine | Payment,
        amount: int,
        reason: Reason,
        on: date,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        reference: str = "",
    ) -> Entries:
        """Ask money back from somebody who did not leave or came back (AsylV 2 Art. 62(5)); centimes of the line.

        Only what Switzerland paid: the opening of a line first, then its payments by number. Raises
        FieldRefusedError, NotSwissPaidError, ReclaimAbovePaidError, NotEnoughOnThatDayError.
        """
        line = self._line(of)
        if reason not in RECLAIMS:
            raise FieldRefusedError(field="reason", reason=Refusal.NOT_A_CHOICE)
        rules.check_amount("amount", amount)
        rules.check_day("booked_on", on, facts.today)
        out = self._holding(of, Account.PAID)
        paid = [(one, rest) for one, rest in out if rules.is_swiss_paid(line, one)]
        if out and not paid:
            raise NotSwissPaidError(component=line.component)
        if amount > (most := sum(rest for _, rest in paid)):
            raise ReclaimAbovePaidError(amount=Amount(amount, line.currency), paid=Amount(most, line.currency))
        move = _RECOVERY[LedgerAct.RECLAIM]
        made = [
            self._entry(
                line, LedgerAct.RECLAIM, move, part, on, by, at, payment=one, reference=reference, reason=reason.value
            )
            for one, part in _spread(amount, paid)
        ]
        return self._book(line, *made)

    def repay(
        self,
        of: AidLine | Payment,
        amount: int,
        on: date,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        reference: str = "",
    ) -> Entries:
        """Record that money asked back was returned. Raises FieldRefusedError, RecoveryAboveClaimError."""
        move = _RECOVERY[LedgerAct.REPAYMENT]
        return self._move(LedgerAct.REPAYMENT, move, of, amount, on, facts, by, at, reference=reference)

    def write_off(
        self, of: AidLine | Payment, amount: int, reason: str, on: date, *, facts: MoneyFacts, by: int, at: datetime
    ) -> Entries:
        """Give up money that was asked back in vain. Raises FieldRefusedError, RecoveryAboveClaimError."""
        why = rules.check_text("reason", reason)
        move = _RECOVERY[LedgerAct.WRITE_OFF]
        return self._move(LedgerAct.WRITE_OFF, move, of, amount, on, facts, by, at, reason=why)

    def take_back(
        self,
        act: LedgerAct,
        of: AidLine | Payment,
        amount: int,
        reason: str,
        on: date,
        *,
        facts: MoneyFacts,
        by: int,
        at: datetime,
    ) -> Entries:
        """Undo a reclaim, a repayment or a write-off by new entries.

        Raises FieldRefusedError, RecoveryAboveClaimError, NotEnoughOnThatDayError.
        """
        target, source = _RECOVERY[act]
        why = rules.check_text("reason", reason)
        return self._move(LedgerAct.VOIDING, (source, target), of, amount, on, facts, by, at, reason=why)

    def _move(
        self,
        act: LedgerAct,
        move: tuple[Account, Account],
        of: AidLine | Payment,
        amount: int,
        on: date,
        facts: MoneyFacts,
        by: int,
        at: datetime,
        *,
        reference: str = "",
        reason: str = "",
    ) -> Entries:
        """Move money that was asked back; raises RecoveryAboveClaimError when there is less of it."""
        line = self._line(of)
        rules.check_amount("amount", amount)
        rules.check_day("booked_on", on, facts.today)
        held = self._holding(of, move[0])
        if amount > (most := sum(rest for _, rest in held)):
            raise RecoveryAboveClaimError(amount=Amount(amount, line.currency), open=Amount(most, line.currency))
        made = [
            self._entry(line, act, move, part, on, by, at, payment=one, reference=reference, reason=reason)
            for one, part in _spread(amount, held)
        ]
        return self._book(line, *made)


def _spread(amount: int, held: Iterable[tuple[Payment | None, int]]) -> Iterator[tuple[Payment | None, int]]:
    """Take an amount from what is held, in its order, until it is reached."""
    for one, rest in held:
        if part := min(rest, amount):
            yield one, part
            amount -= part
