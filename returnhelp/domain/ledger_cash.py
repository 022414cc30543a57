"""The cash list: what is handed out on a day, by whom and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.money import Payer, PaymentPlace, PaymentState


@dataclass(frozen=True)
class CashRow:
    """One payment as the list shows it; ``amount`` in centimes of ``currency``, ``day`` planned or paid."""

    case_number: str
    person: str
    amount: int
    currency: str
    day: date
    payer: Payer
    place: PaymentPlace
    component: AidComponent
    state: PaymentState
    number: int = 1
    receipt_number: str = ""
    payment_id: int | None = None
    case_id: int | None = None


@dataclass(frozen=True)
class CashGroup:
    """The rows of one day, payer and place, with their sum in centimes by currency."""

    day: date
    payer: Payer
    place: PaymentPlace
    rows: tuple[CashRow, ...]
    sums: dict[str, int]


def cash_list(rows: Iterable[CashRow]) -> tuple[CashGroup, ...]:
    """The rows by day, payer and place, each group in the order of case numbers; void payments are left out."""
    standing = [row for row in rows if row.state is not PaymentState.VOID]
    standing.sort(key=lambda row: (*_group(row), row.case_number, row.person, row.component, row.number))
    return tuple(
        CashGroup(day, payer, place, tuple(found := list(of_group)), _sums(found))
        for (day, payer, place), of_group in groupby(standing, _group)
    )


def _group(row: CashRow) -> tuple[date, Payer, PaymentPlace]:
    return row.day, row.payer, row.place


def _sums(rows: Iterable[CashRow]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.currency] = sums.get(row.currency, 0) + row.amount
    return dict(sorted(sums.items()))
