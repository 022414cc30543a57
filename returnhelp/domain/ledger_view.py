"""The ledger of a case to look at: its balances, its page and its proof."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from returnhelp.domain.aid import AidLine, DecisionState
from returnhelp.domain.errors import NotEnoughOnThatDayError, PaymentStateError
from returnhelp.domain.ledger_book import OUT, Balances, StatementRow, by_payment, last_paid_on, rows, shortfall
from returnhelp.domain.ledger_proof import Flaw, flaws
from returnhelp.domain.money import Account, Amount, LedgerAct, LedgerEntry, Payment, PaymentState
from returnhelp.domain.people import Origin

Entries = tuple[LedgerEntry, ...]

_STANDING = (PaymentState.PLANNED, PaymentState.APPROVED, PaymentState.PAID)


class LedgerView:
    """The lines, payments and entries of one case, and what they add up to.

    Lines and payments must be saved, so that they have their numbers, before an entry can be made for them: an act
    with one that has none, or with one of another case, raises ValueError, which is a mistake of the program.
    """

    def __init__(self, lines: Sequence[AidLine], payments: list[Payment], entries: list[LedgerEntry]) -> None:
        self.lines = lines
        self.payments = payments
        self.entries = entries

    def balances(self, line: AidLine) -> Balances:
        """Where the line's money is, in centimes of its currency."""
        return Balances.of(self._of(line))

    def balance_of_case(self) -> dict[str, Balances]:
        """Where the money of all lines is, by currency."""
        apart: dict[str, list[LedgerEntry]] = defaultdict(list)
        for entry in self.entries:
            apart[entry.currency].append(entry)
        return {currency: Balances.of(entries) for currency, entries in sorted(apart.items())}

    def statement(self, line: AidLine | None = None) -> tuple[StatementRow, ...]:
        """The rows of the ledger's page, of one line or of the case, in the order in which they were recorded."""
        numbers = {one.id: one.number for one in self.payments if one.id is not None}
        return tuple(rows(self.entries if line is None else self._of(line), numbers))

    def verify(self) -> tuple[Flaw, ...]:
        """What is wrong with the ledger; nothing, as long as only its acts have written it."""
        return flaws(self.lines, self.payments, self.entries)

    def payments_of(self, line: AidLine) -> list[Payment]:
        """The line's payments that were not made void, by number."""
        return sorted(
            (one for one in self.payments if one.line_id == line.id and one.state in _STANDING),
            key=lambda one: one.number,
        )

    def next_number(self, line: AidLine) -> int:
        """The number of the next instalment: the first that no standing payment has."""
        taken = {one.number for one in self.payments_of(line)}
        return min(set(range(1, len(taken) + 2)) - taken)

    def unplanned(self, line: AidLine) -> int:
        """What may still be planned, in centimes of the line's currency."""
        return self.balances(line).decided - self._used(line)

    # For the acts

    def _of(self, line: AidLine) -> list[LedgerEntry]:
        return [entry for entry in self.entries if entry.line_id == line.id]

    def _id(self, line: AidLine) -> int:
        if line.id is None or not any(one is line for one in self.lines):
            raise ValueError("the line of aid is not saved, or of another case")
        return line.id

    def _line(self, of: AidLine | Payment) -> AidLine:
        """The line itself, or that of a payment."""
        if isinstance(of, AidLine):
            self._id(of)
            return of
        if of.id is None or not any(one is of for one in self.payments):
            raise ValueError("the payment is not saved, or of another case")
        return next(line for line in self.lines if line.id == of.line_id)

    def _in_state(self, payment: Payment, state: PaymentState) -> None:
        if payment.state is not state:
            raise PaymentStateError(state=payment.state)

    def _used(self, line: AidLine) -> int:
        """What is planned, approved and paid out of a line, and what a list says was paid."""
        return self._opened(line) + sum(one.charged for one in self.payments_of(line))

    def _opened(self, line: AidLine) -> int:
        """What a list says was paid, whatever came back of it."""
        found = by_payment(self._of(line)).get(None, {})
        return sum(found.get(account, 0) for account in OUT)

    def _holding(self, of: AidLine | Payment, account: Account) -> list[tuple[Payment | None, int]]:
        """What stands on an account, from the opening (None) to the last instalment; or for one payment only."""
        found = by_payment(self._of(self._line(of)))
        known: list[Payment | None] = [of] if isinstance(of, Payment) else [None, *self.payments_of(of)]
        held = [(one, found.get(one.id if one else None, {}).get(account, 0)) for one in known]
        return [(one, amount) for one, amount in held if amount]

    def _entry(
        self,
        line: AidLine,
        act: LedgerAct,
        move: tuple[Account, Account],
        amount: int,
        on: date,
        by: int | None,
        at: datetime,
        *,
        payment: Payment | None = None,
        reference: str = "",
        reason: str = "",
        origin: Origin = Origin.ENTERED,
    ) -> LedgerEntry:
        return LedgerEntry(
            line_id=self._id(line),
            act=act,
            source=move[0],
            target=move[1],
            amount=amount,
            currency=line.currency,
            happened_on=on,
            recorded_at=at,
            by_user_id=by,
            payment_id=None if payment is None else payment.id,
            reference=reference.strip(),
            reason=reason,
            origin=origin,
        )

    def _book(self, line: AidLine, *made: LedgerEntry, void: Payment | None = None) -> Entries:
        """Append the entries of an act and let the line repeat them; ``void`` is a payment that they make void.

        Raises NotEnoughOnThatDayError, and then has changed nothing, when money would be missing on some day.
        """
        gone = {
            one.id for one in self.payments if one.id is not None and (one.state is PaymentState.VOID or one is void)
        }
        missing = shortfall([*self._of(line), *made], gone) if made else None
        if missing is not None:
            raise NotEnoughOnThatDayError(
                day=missing[0],
                amount=Amount(sum(entry.amount for entry in made), line.currency),
                lacking=Amount(missing[1], line.currency),
            )
        self.entries.extend(made)
        entries = self._of(line)
        balances = Balances.of(entries)
        line.decided = balances.decided or None
        line.paid = balances.paid_out or None
        line.paid_on = last_paid_on(entries)
        return made

    @staticmethod
    def _granted(line: AidLine, amount: int) -> DecisionState:
        whole = line.requested is None or amount >= line.requested
        return DecisionState.GRANTED if whole else DecisionState.PARTLY_GRANTED
