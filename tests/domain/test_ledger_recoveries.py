"""What Switzerland paid comes back by new entries, and the whole ledger can be shown and proven."""

from collections.abc import Callable

import pytest

from returnhelp.domain import errors
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.ledger_book import Balances
from returnhelp.domain.ledger_proof import FlawKind
from returnhelp.domain.money import Account, Amount, LedgerAct, Payer, Payment, PaymentState
from returnhelp.domain.steps import Reason
from tests.domain.ledger_office import (
    ANNA,
    DAY,
    DECIDED,
    LEFT,
    NOW,
    TODAY,
    Office,
    granted,
    line,
)


def test_asylv2_62_5_what_switzerland_paid_is_asked_back_and_not_a_centime_more() -> None:
    one = line()
    office = granted(one)
    payment = office.paid(one, 100_000)
    office.refused(
        errors.ReclaimAbovePaidError,
        lambda: office.do("reclaim", payment, 100_001, Reason.RE_ENTRY, TODAY),
        paid=Amount(100_000),
    )
    office.refused(FieldRefusedError, lambda: office.do("reclaim", payment, 1, Reason.DEATH, TODAY), field="reason")
    (entry,) = office.do("reclaim", payment, 100_000, Reason.RE_ENTRY, TODAY, reference="SEM-9")
    assert (entry.source, entry.target, entry.payment_id) == (Account.PAID, Account.RECLAIMED, payment.id)
    office.refused(errors.ReclaimAbovePaidError, lambda: office.do("reclaim", one, 1, Reason.RE_ENTRY, TODAY))
    office.refused(
        errors.RecoveryAboveClaimError, lambda: office.do("repay", one, 100_001, TODAY), open=Amount(100_000)
    )
    office.do("repay", one, 60_000, TODAY)
    office.do("write_off", payment, 40_000, "no address", TODAY)
    assert office.ledger.balances(one) == Balances(300_000, free=200_000, returned=60_000, written_off=40_000)
    assert (one.paid, office.ledger.balances(one).paid_out) == (100_000, 100_000)


@pytest.mark.parametrize("payer", list(Payer))
def test_asylv2_62_5_who_paid_decides_whether_it_is_asked_back(payer: Payer) -> None:
    one = line()
    office = granted(one)
    payment = office.paid(one, 100, payer=payer)
    if payer in (Payer.MISSION, Payer.PARTNER):
        for of in (one, payment):
            office.refused(
                errors.NotSwissPaidError, lambda x=of: office.do("reclaim", x, 1, Reason.NON_DEPARTURE, TODAY)
            )
    else:
        office.do("reclaim", one, 100, Reason.NON_DEPARTURE, TODAY)


@pytest.mark.parametrize("component", [AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN])
def test_asylv2_62_5_the_packages_of_the_eurp_are_not_asked_back(component: AidComponent) -> None:
    one = line(component)
    office = granted(one)
    office.paid(one, 100)
    office.refused(errors.NotSwissPaidError, lambda: office.do("reclaim", one, 1, Reason.RE_ENTRY, TODAY))


def test_a_reclaim_of_a_line_goes_through_its_payments_in_order_and_leaves_out_what_others_paid() -> None:
    one = line(AidComponent.BASIC)
    office = Office(one)
    office.ledger.opening(one, 1_000, DECIDED, 100, DECIDED, "CHF", by=ANNA, at=NOW)
    first = office.paid(one, 200)
    office.paid(one, 300, payer=Payer.PARTNER)
    third = office.paid(one, 400)
    made = office.do("reclaim", one, 500, Reason.RE_ENTRY, TODAY)
    assert [(entry.payment_id, entry.amount) for entry in made] == [(None, 100), (first.id, 200), (third.id, 200)]
    office.refused(
        errors.ReclaimAbovePaidError,
        lambda: office.do("reclaim", one, 201, Reason.RE_ENTRY, TODAY),
        paid=Amount(200),
    )
    assert office.ledger.verify() == ()


def test_nothing_is_asked_back_or_returned_on_the_day_before() -> None:
    one = line()
    office = granted(one)
    office.paid(one, 100)
    office.refused(errors.NotEnoughOnThatDayError, lambda: office.do("reclaim", one, 100, Reason.RE_ENTRY, LEFT - DAY))
    office.do("reclaim", one, 100, Reason.RE_ENTRY, LEFT + DAY)
    office.refused(errors.NotEnoughOnThatDayError, lambda: office.do("repay", one, 100, LEFT))
    office.do("repay", one, 100, LEFT + DAY)


def test_what_was_asked_back_cannot_be_voided_until_the_reclaim_is_taken_back() -> None:
    one = line()
    office = granted(one)
    payment = office.paid(one, 100)
    office.do("reclaim", payment, 60, Reason.RE_ENTRY, TODAY)
    office.do("repay", payment, 60, TODAY)
    office.refused(errors.PaymentReclaimedError, lambda: office.do("void", payment, "wrong", TODAY), amount=Amount(60))
    office.refused(
        errors.RecoveryAboveClaimError,
        lambda: office.do("take_back", LedgerAct.RECLAIM, payment, 60, "wrong", TODAY),
    )
    office.do("take_back", LedgerAct.REPAYMENT, payment, 60, "wrong", TODAY)
    office.do("take_back", LedgerAct.RECLAIM, payment, 60, "wrong", TODAY)
    office.do("void", payment, "wrong", TODAY)
    assert office.ledger.balances(one) == Balances(300_000, free=300_000)
    assert office.ledger.verify() == ()


# The page and the proof


def test_the_page_shows_each_entry_with_the_balance_that_stood_after_it() -> None:
    one, other = line(), line(AidComponent.MEDICAL, currency="EUR")
    office = granted(one, other)
    office.paid(one, 100_000)
    shown = [(row.act, row.number, row.debit, row.credit, row.balance) for row in office.ledger.statement(one)]
    assert shown == [
        (LedgerAct.DECISION, None, 0, 300_000, 300_000),
        (LedgerAct.APPROVAL, 1, 0, 0, 300_000),
        (LedgerAct.PAYMENT, 1, 100_000, 0, 200_000),
    ]
    assert [(row.currency, row.balance) for row in office.ledger.statement()] == [
        ("CHF", 300_000),
        ("EUR", 300_000),
        ("CHF", 300_000),
        ("CHF", 200_000),
    ]


def test_a_ledger_that_something_else_has_written_is_found_out() -> None:
    def spoilt(spoil: Callable[[Office], object]) -> set[FlawKind]:
        office = granted(line())
        office.paid(office.lines[0], 100_000)
        assert office.ledger.verify() == ()
        spoil(office)
        return {flaw.kind for flaw in office.ledger.verify()}

    assert FlawKind.DECIDED_DIFFERS in spoilt(lambda o: setattr(o.lines[0], "decided", 1))
    assert FlawKind.PAID_DIFFERS in spoilt(lambda o: setattr(o.lines[0], "paid", 1))
    assert FlawKind.PAID_DAY_DIFFERS in spoilt(lambda o: setattr(o.lines[0], "paid_on", TODAY))
    assert FlawKind.PAID_DAY_DIFFERS in spoilt(lambda o: setattr(o.payments[0], "paid_on", TODAY))
    assert FlawKind.PAYMENT_DIFFERS in spoilt(lambda o: setattr(o.payments[0], "state", PaymentState.APPROVED))
    assert FlawKind.PAYMENT_DIFFERS in spoilt(lambda o: setattr(o.payments[0], "line_id", 99))
    assert FlawKind.CHARGE_DIFFERS in spoilt(lambda o: setattr(o.payments[0], "amount", 1))
    assert FlawKind.CHARGE_DIFFERS in spoilt(lambda o: setattr(o.payments[0], "rate", "x"))
    assert FlawKind.PLANNED_ABOVE_DECIDED in spoilt(
        lambda o: o.payments.append(Payment(1, 1, charged=200_001, number=2))
    )
    assert FlawKind.INSTALMENTS_OUT_OF_ORDER in spoilt(lambda o: o.payments.append(Payment(1, 1, charged=1)))
    assert FlawKind.INSTALMENTS_OUT_OF_ORDER in spoilt(lambda o: setattr(o.payments[0], "number", 2))
    assert FlawKind.ENTRY_UNSOUND in spoilt(lambda o: setattr(o.entries[0], "amount", -1))
    assert FlawKind.ENTRY_UNSOUND in spoilt(lambda o: setattr(o.entries[0], "currency", "EUR"))
    assert FlawKind.ENTRY_UNSOUND in spoilt(lambda o: setattr(o.entries[0], "target", Account.RETURNED))
    assert FlawKind.ENTRY_UNSOUND in spoilt(lambda o: setattr(o.entries[0], "line_id", 99))
    assert FlawKind.ENTRY_UNSOUND in spoilt(lambda o: setattr(o.entries[1], "payment_id", None))
    assert FlawKind.ACCOUNT_BELOW_NOTHING in spoilt(lambda o: o.entries.pop(0))
    assert FlawKind.MISSING_ON_A_DAY in spoilt(lambda o: setattr(o.entries[0], "happened_on", LEFT + DAY))


def test_what_is_not_saved_or_of_another_case_is_a_mistake_of_the_program() -> None:
    one, stranger = line(), line()
    office = granted(one)
    stranger.id = 1
    with pytest.raises(ValueError, match="another case"):
        office.do("correct", stranger, 1, TODAY, "x")
    unsaved = Payment(1, 1)
    office.do("plan", one, unsaved)
    with pytest.raises(ValueError, match="not saved"):
        office.approve(unsaved)
    with pytest.raises(ValueError, match="planned once"):
        office.do("plan", one, unsaved)
    with pytest.raises(ValueError, match="opening"):
        office.ledger.opening(one, 1, None, None, None, "CHF", by=ANNA, at=NOW)
    paid = Payment(1, 1, number=2, state=PaymentState.PAID)
    with pytest.raises(errors.PaymentStateError):
        office.do("plan", one, paid)
