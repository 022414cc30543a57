"""What the entries of a ledger add up to, computed from the entries alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from returnhelp.domain.money import Account, LedgerAct, LedgerEntry
from returnhelp.domain.people import Origin

_A = Account

MOVES: Mapping[LedgerAct, frozenset[tuple[Account, Account]]] = {
    LedgerAct.OPENING: frozenset({(_A.AUTHORITY, _A.DECIDED), (_A.DECIDED, _A.PAID)}),
    LedgerAct.DECISION: frozenset({(_A.AUTHORITY, _A.DECIDED)}),
    LedgerAct.CORRECTION: frozenset({(_A.AUTHORITY, _A.DECIDED), (_A.DECIDED, _A.AUTHORITY)}),
    LedgerAct.APPROVAL: frozenset({(_A.DECIDED, _A.BOUND)}),
    LedgerAct.RELEASE: frozenset({(_A.BOUND, _A.DECIDED)}),
    LedgerAct.PAYMENT: frozenset({(_A.BOUND, _A.PAID)}),
    LedgerAct.VOIDING: frozenset(
        {
            (_A.BOUND, _A.DECIDED),
            (_A.PAID, _A.DECIDED),
            (_A.DECIDED, _A.AUTHORITY),
            (_A.RECLAIMED, _A.PAID),
            (_A.RETURNED, _A.RECLAIMED),
            (_A.WRITTEN_OFF, _A.RECLAIMED),
        }
    ),
    LedgerAct.RECLAIM: frozenset({(_A.PAID, _A.RECLAIMED)}),
    LedgerAct.REPAYMENT: frozenset({(_A.RECLAIMED, _A.RETURNED)}),
    LedgerAct.WRITE_OFF: frozenset({(_A.RECLAIMED, _A.WRITTEN_OFF)}),
}
"""Between which accounts each act may move money."""

OUT = frozenset({_A.PAID, _A.RECLAIMED, _A.RETURNED, _A.WRITTEN_OFF})
"""Where money is that was once paid out."""
_POT = frozenset({_A.DECIDED, _A.BOUND})


class EntryNote(StrEnum):
    """What the program itself says of an opening entry, kept as the entry's reason."""

    PAID_ABOVE_DECIDED = "paid_above_decided"
    """The list had more paid than decided; this decision brings the two to balance."""
    DAY_UNKNOWN = "day_unknown"
    """The list had no day; the entry has the day on which it was taken over."""


_NOTES: Mapping[str, EntryNote] = {note.value: note for note in EntryNote}


def note_of(entry: LedgerEntry) -> EntryNote | None:
    """What the program noted on an opening entry; None where it noted nothing."""
    return _NOTES.get(entry.reason) if entry.act is LedgerAct.OPENING else None


@dataclass(frozen=True)
class Balances:
    """Where the money of a line is, in centimes; ``decided`` is the sum of the others."""

    decided: int = 0
    free: int = 0
    bound: int = 0
    paid: int = 0
    """With the person or the supplier, and not asked back."""
    reclaimed: int = 0
    """Asked back, and neither returned nor written off."""
    returned: int = 0
    written_off: int = 0

    @property
    def paid_out(self) -> int:
        """All that was ever paid and not made void, whatever came back of it."""
        return self.paid + self.reclaimed + self.returned + self.written_off

    @classmethod
    def of(cls, entries: Iterable[LedgerEntry]) -> Self:
        """What these entries, all of one currency, leave on the accounts."""
        found = accounts(entries)
        return cls(
            -found[Account.AUTHORITY],
            found[Account.DECIDED],
            found[Account.BOUND],
            found[Account.PAID],
            found[Account.RECLAIMED],
            found[Account.RETURNED],
            found[Account.WRITTEN_OFF],
        )


def accounts(entries: Iterable[LedgerEntry]) -> dict[Account, int]:
    """The balance of each account, in centimes; the authority's is what it has given, below nothing."""
    found = dict.fromkeys(Account, 0)
    for entry in entries:
        found[entry.source] -= entry.amount
        found[entry.target] += entry.amount
    return found


def by_payment(entries: Iterable[LedgerEntry]) -> dict[int | None, dict[Account, int]]:
    """The balance of each account by payment; under None is what came from a list or was only decided."""
    apart: dict[int | None, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        apart[entry.payment_id].append(entry)
    return {payment_id: accounts(theirs) for payment_id, theirs in apart.items()}


def last_paid_on(entries: Iterable[LedgerEntry]) -> date | None:
    """The day of the last payment that stands; None when there is none, or a list did not know it."""
    entries = list(entries)
    out = {payment_id for payment_id, found in by_payment(entries).items() if any(found[one] for one in OUT)}
    handed_out = (
        entry
        for entry in entries
        if entry.target is Account.PAID
        and entry.act in (LedgerAct.PAYMENT, LedgerAct.OPENING)
        and entry.payment_id in out
        and note_of(entry) is not EntryNote.DAY_UNKNOWN
    )
    return max((entry.happened_on for entry in handed_out), default=None)


def shortfall(entries: Iterable[LedgerEntry], void: Set[int]) -> tuple[date, int] | None:
    """The day on which the most money was missing from an account of a line, and how much; None = on no day.

    Looks at the end of each day: no more was paid than had been decided (AsylV 2 Art. 77), no more asked back than had
    been paid, no more returned than had been asked back. Opening entries hold before every day, and void payments
    count on none.
    """
    days: dict[date, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        if entry.payment_id is None or entry.payment_id not in void:
            days[date.min if entry.act is LedgerAct.OPENING else entry.happened_on].append(entry)
    stands: dict[tuple[int | None, Account], int] = defaultdict(int)
    worst: tuple[date, int] | None = None
    for day in sorted(days):
        touched = set()
        for entry in days[day]:
            for account, sign in ((entry.source, -1), (entry.target, 1)):
                if account is not Account.AUTHORITY:
                    key = (None, Account.DECIDED) if account in _POT else (entry.payment_id, account)
                    stands[key] += sign * entry.amount
                    touched.add(key)
        lacking = max((-stands[key] for key in touched), default=0)
        if lacking > 0 and (worst is None or lacking > worst[1]):
            worst = (day, lacking)
    return worst


@dataclass(frozen=True)
class StatementRow:
    """One row of the ledger's page; amounts in centimes of ``currency``.

    ``credit`` was decided, ``debit`` left for the person or went back to the authority; ``balance`` is what had been
    decided and not yet paid after this row, of all rows in its currency. A move between other accounts has neither.
    """

    day: date
    act: LedgerAct
    line_id: int
    payment_id: int | None
    number: int | None
    """Which instalment it concerns; None = no payment."""
    source: Account
    target: Account
    amount: int
    debit: int
    credit: int
    balance: int
    currency: str
    reference: str
    reason: str
    """As a person typed it, or a code of ``steps.Reason``; empty where ``note`` says it."""
    note: EntryNote | None
    by_user_id: int | None
    origin: Origin


def rows(entries: Sequence[LedgerEntry], numbers: Mapping[int, int]) -> Iterator[StatementRow]:
    """The entries in the order in which they were recorded, so that each balance is one that really stood.

    ``numbers`` has the number of each payment by its id.
    """
    balance: dict[str, int] = defaultdict(int)
    for entry in entries:
        enters, leaves = entry.target in _POT, entry.source in _POT
        credit = entry.amount if enters and not leaves else 0
        debit = entry.amount if leaves and not enters else 0
        balance[entry.currency] += credit - debit
        note = note_of(entry)
        yield StatementRow(
            entry.happened_on,
            entry.act,
            entry.line_id,
            entry.payment_id,
            None if entry.payment_id is None else numbers.get(entry.payment_id),
            entry.source,
            entry.target,
            entry.amount,
            debit,
            credit,
            balance[entry.currency],
            entry.currency,
            entry.reference,
            "" if note else entry.reason,
            note,
            entry.by_user_id,
            entry.origin,
        )
