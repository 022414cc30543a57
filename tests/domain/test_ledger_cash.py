"""The cash list has one group for each day, payer and place, and its sums are exact."""

from dataclasses import replace
from datetime import date

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.ledger_cash import CashRow, cash_list
from returnhelp.domain.money import Payer, PaymentPlace, PaymentState

DAY = date(2026, 3, 10)
ROW = CashRow(
    "2026-0007",
    "Okoye Ada",
    100_000,
    "CHF",
    DAY,
    Payer.SWISSREPAT,
    PaymentPlace.AIRPORT_ZURICH,
    AidComponent.BASIC,
    PaymentState.APPROVED,
)


def test_rows_are_grouped_by_day_payer_and_place() -> None:
    rows = [
        replace(ROW, day=date(2026, 3, 11)),
        replace(ROW, place=PaymentPlace.AIRPORT_GENEVA),
        replace(ROW, payer=Payer.OFFICE),
        replace(ROW, case_number="2026-0003"),
        ROW,
    ]
    groups = cash_list(rows)
    assert len(groups) == 4
    assert [row.case_number for row in groups[2].rows] == ["2026-0003", "2026-0007"]
    assert [group.day for group in groups] == [DAY, DAY, DAY, date(2026, 3, 11)]


def test_each_currency_has_its_own_sum_to_the_centime() -> None:
    rows = [ROW, replace(ROW, amount=1), replace(ROW, currency="USD", amount=50_005)]
    (group,) = cash_list(rows)
    assert group.sums == {"CHF": 100_001, "USD": 50_005}


def test_a_void_payment_is_not_handed_out() -> None:
    assert cash_list([replace(ROW, state=PaymentState.VOID)]) == ()
