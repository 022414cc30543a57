"""The proof that a ledger is whole: every account, every payment and every line says the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from returnhelp.domain import exchange_rates
from returnhelp.domain.aid import AidLine
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.ledger_book import MOVES, OUT, Balances, by_payment, last_paid_on, shortfall
from returnhelp.domain.money import Account, LedgerAct, LedgerEntry, Payment, PaymentState

_OF_A_PAYMENT = (LedgerAct.APPROVAL, LedgerAct.RELEASE, LedgerAct.PAYMENT)


class FlawKind(StrEnum):
    """What can be wrong with a ledger that something else than its acts has written."""

    ENTRY_UNSOUND = "entry_unsound"
    """No act makes such an entry: its amount, its accounts, its currency, its line or its payment."""
    ACCOUNT_BELOW_NOTHING = "account_below_nothing"
    MISSING_ON_A_DAY = "missing_on_a_day"
    """Paid before it was decided, asked back before it was paid, or returned before it was asked back."""
    PAYMENT_DIFFERS = "payment_differs"
    CHARGE_DIFFERS = "charge_differs"
    PLANNED_ABOVE_DECIDED = "planned_above_decided"
    INSTALMENTS_OUT_OF_ORDER = "instalments_out_of_order"
    DECIDED_DIFFERS = "decided_differs"
    PAID_DIFFERS = "paid_differs"
    PAID_DAY_DIFFERS = "paid_day_differs"


@dataclass(frozen=True)
class Flaw:
    """One thing that is wrong, and where; ``expected`` and ``found`` are centimes where it is about a sum."""

    kind: FlawKind
    line_id: int | None = None
    payment_id: int | None = None
    entry_id: int | None = None
    expected: int | None = None
    found: int | None = None


def flaws(lines: Iterable[AidLine], payments: Iterable[Payment], entries: Iterable[LedgerEntry]) -> tuple[Flaw, ...]:
    """All that is wrong with the ledger of a case."""
    known = {line.id: line for line in lines if line.id is not None}
    paid_from: dict[int | None, list[Payment]] = defaultdict(list)
    for payment in payments:
        paid_from[payment.line_id].append(payment)
    booked: dict[int | None, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        booked[entry.line_id].append(entry)
    strangers = [entry for line_id, theirs in booked.items() if line_id not in known for entry in theirs]
    lost = [one for line_id, theirs in paid_from.items() if line_id not in known for one in theirs]
    found = [Flaw(FlawKind.ENTRY_UNSOUND, entry.line_id, entry.payment_id, entry.id) for entry in strangers]
    found += [Flaw(FlawKind.PAYMENT_DIFFERS, one.line_id, one.id) for one in lost]
    for line_id, line in known.items():
        found += _line(line, paid_from[line_id], booked[line_id])
    return tuple(found)


def _line(line: AidLine, payments: Sequence[Payment], entries: Sequence[LedgerEntry]) -> Iterator[Flaw]:
    of_line = {one.id for one in payments if one.id is not None}
    for entry in entries:
        if not _sound(entry, line, of_line):
            yield Flaw(FlawKind.ENTRY_UNSOUND, line.id, entry.payment_id, entry.id)
    if (lowest := _lowest(entries)) < 0:
        yield Flaw(FlawKind.ACCOUNT_BELOW_NOTHING, line.id, expected=0, found=lowest)
    void = {one.id for one in payments if one.id is not None and one.state is PaymentState.VOID}
    if (missing := shortfall(entries, void)) is not None:
        yield Flaw(FlawKind.MISSING_ON_A_DAY, line.id, expected=0, found=-missing[1])
    apart = by_payment(entries)
    days = {entry.payment_id: entry.happened_on for entry in entries if entry.act is LedgerAct.PAYMENT}
    for payment in payments:
        yield from _payment(line, payment, apart.get(payment.id, {}) if payment.id is not None else {})
        if payment.state is PaymentState.PAID and payment.paid_on != days.get(payment.id):
            yield Flaw(FlawKind.PAID_DAY_DIFFERS, line.id, payment.id)
    yield from _order(line, payments)
    balances = Balances.of(entries)
    opened = sum(apart.get(None, {}).get(account, 0) for account in OUT)
    used = opened + sum(one.charged for one in payments if one.state is not PaymentState.VOID)
    if used > balances.decided:
        yield Flaw(FlawKind.PLANNED_ABOVE_DECIDED, line.id, expected=balances.decided, found=used)
    if (line.decided or 0) != balances.decided:
        yield Flaw(FlawKind.DECIDED_DIFFERS, line.id, expected=balances.decided, found=line.decided)
    if (line.paid or 0) != balances.paid_out:
        yield Flaw(FlawKind.PAID_DIFFERS, line.id, expected=balances.paid_out, found=line.paid)
    if line.paid_on != last_paid_on(entries):
        yield Flaw(FlawKind.PAID_DAY_DIFFERS, line.id)


def _lowest(entries: Sequence[LedgerEntry]) -> int:
    """The least that any account of a line ever had, in the order of recording; the authority's is not looked at."""
    stands = dict.fromkeys(Account, 0)
    lowest = 0
    for entry in entries:
        stands[entry.source] -= entry.amount
        stands[entry.target] += entry.amount
        if entry.source is not Account.AUTHORITY:
            lowest = min(lowest, stands[entry.source])
    return lowest


def _sound(entry: LedgerEntry, line: AidLine, payments: set[int]) -> bool:
    return (
        entry.amount > 0
        and (entry.source, entry.target) in MOVES[entry.act]
        and entry.currency == line.currency
        and (entry.payment_id in payments if entry.payment_id is not None else entry.act not in _OF_A_PAYMENT)
    )


def _payment(line: AidLine, payment: Payment, found: dict[Account, int]) -> Iterator[Flaw]:
    """The state of a payment, against what the accounts have of it."""
    bound = found.get(Account.BOUND, 0)
    out = sum(found.get(account, 0) for account in OUT)
    should = {PaymentState.APPROVED: (payment.charged, 0), PaymentState.PAID: (0, payment.charged)}
    expected = should.get(payment.state, (0, 0))
    if (bound, out) != expected or any(found.get(account, 0) < 0 for account in (*OUT, Account.BOUND)):
        yield Flaw(FlawKind.PAYMENT_DIFFERS, line.id, payment.id, expected=sum(expected), found=bound + out)
    try:
        charged = exchange_rates.charged(
            payment.amount, payment.currency, line.currency, payment.rate, payment.rate_on, payment.paid_on
        )
    except ReturnHelpError:
        charged = 0
    if charged != payment.charged:
        yield Flaw(FlawKind.CHARGE_DIFFERS, line.id, payment.id, expected=charged, found=payment.charged)


def _order(line: AidLine, payments: Sequence[Payment]) -> Iterator[Flaw]:
    """Each number stands once, and what is paid follows what was paid before it."""
    standing = [one for one in payments if one.state is not PaymentState.VOID]
    numbers = [one.number for one in standing]
    paid = {one.number: one.paid_on for one in standing if one.state is PaymentState.PAID}
    for one in standing:
        if numbers.count(one.number) > 1 or one.number < 1:
            yield Flaw(FlawKind.INSTALMENTS_OUT_OF_ORDER, line.id, one.id)
        elif one.state is PaymentState.PAID and one.number > 1:
            before = paid.get(one.number - 1)
            if before is None or one.paid_on is None or one.paid_on < before:
                yield Flaw(FlawKind.INSTALMENTS_OUT_OF_ORDER, line.id, one.id)
