"""Payments keep every rule of their article, and are refused with nothing changed."""

from dataclasses import replace
from datetime import date

import pytest

from returnhelp.domain import errors
from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.edit_rules import Refusal
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.ledger_book import Balances
from returnhelp.domain.money import Account, Amount, Payer, Payment, PaymentPlace, PaymentState
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Reason
from tests.domain.ledger_office import (
    ANNA,
    BEN,
    CLARA,
    DAY,
    DECIDED,
    FACTS,
    LEFT,
    NOW,
    TODAY,
    Office,
    granted,
    line,
)


def test_r11_nothing_is_planned_without_a_decision() -> None:
    one = line()
    office = Office(one)
    office.refused(errors.NotDecidedError, lambda: office.plan(one, 1), component=AidComponent.IN_KIND)


def test_r11_the_payments_of_a_line_reach_its_decision_and_not_a_centime_more() -> None:
    one = line()
    office = granted(one)
    office.paid(one, 100_000)
    office.refused(
        errors.PaymentAboveDecisionError,
        lambda: office.plan(one, 200_001),
        amount=Amount(200_001),
        free=Amount(200_000),
    )
    office.plan(one, 200_000)
    office.refused(errors.PaymentAboveDecisionError, lambda: office.plan(one, 1))
    assert office.ledger.unplanned(one) == 0


def test_r11_nothing_is_paid_on_the_day_before_the_decision() -> None:
    one = line()
    office = granted(one)
    office.refused(errors.PaidBeforeDecisionError, lambda: office.plan(one, 1, planned_on=DECIDED - DAY))
    payment = office.approved(one, 1)
    office.refused(errors.PaidBeforeDecisionError, lambda: office.do("pay", payment, DECIDED - DAY), decided=DECIDED)
    office.do("pay", payment, DECIDED)
    assert (one.paid, one.paid_on) == (1, DECIDED)


def test_r11_what_a_correction_added_is_not_paid_on_the_day_before_it() -> None:
    one = line()
    office = granted(one, amount=100_000)
    office.do("correct", one, 150_000, LEFT, "raised")
    payment = office.approved(one, 150_000)
    office.refused(
        errors.NotEnoughOnThatDayError,
        lambda: office.do("pay", payment, LEFT - DAY),
        day=LEFT - DAY,
        lacking=Amount(50_000),
    )
    office.do("pay", payment, LEFT)


def test_a_payment_lies_on_or_after_its_approval_and_never_in_the_future() -> None:
    one = line()
    office = granted(one)
    payment = office.plan(one, 1)
    office.approve(payment, on=LEFT)
    office.refused(errors.PaidBeforeApprovalError, lambda: office.do("pay", payment, LEFT - DAY), approved=LEFT)
    office.refused(FieldRefusedError, lambda: office.do("pay", payment, TODAY + DAY), field="paid_on")
    office.refused(FieldRefusedError, lambda: office.do("pay", payment, LEFT, signed_on=TODAY + DAY), field="signed_on")
    office.do("pay", payment, LEFT)


def test_nobody_is_paid_before_birth() -> None:
    one = line(person=None)
    office = granted(one)
    payment = office.approved(one, 1, person_id=12)
    office.facts = replace(FACTS, born_on={12: LEFT + DAY})
    office.refused(FieldRefusedError, lambda: office.do("pay", payment, LEFT), reason=Refusal.BEFORE_BIRTH)


@pytest.mark.parametrize(
    "component",
    [
        AidComponent.BASIC,
        AidComponent.TRAVEL_MONEY,
        AidComponent.TRAVEL_MONEY_DETENTION,
        AidComponent.EXIT_MONEY,
    ],
)
def test_r12_departure_money_is_paid_from_the_day_of_the_departure_on(component: AidComponent) -> None:
    one = line(component)
    office = granted(one)
    payment = office.approved(one, 1)
    office.refused(errors.NotDepartedError, lambda: office.do("pay", payment, LEFT - DAY), component=component)
    office.do("pay", payment, LEFT)


def test_r12_project_aid_waits_for_no_departure() -> None:
    one = line()
    office = granted(one, facts=replace(FACTS, departed_on={}))
    office.paid(one, 1, DECIDED)


@pytest.mark.parametrize(
    ("place", "receipt", "signed", "enough"),
    [
        (PaymentPlace.AIRPORT_ZURICH, "R-1", LEFT, True),
        (PaymentPlace.AIRPORT_GENEVA, "R-1", LEFT, True),
        (PaymentPlace.AIRPORT_GENEVA, "R-1", LEFT - DAY, False),
        (PaymentPlace.AIRPORT_GENEVA, "R-1", None, False),
        (PaymentPlace.AIRPORT_GENEVA, " ", LEFT, False),
        (PaymentPlace.OFFICE, "R-1", LEFT, False),
    ],
)
@pytest.mark.parametrize("person", [11, None])
def test_r12_before_the_departure_only_an_airport_receipt_of_the_same_day_will_do(
    person: int | None, place: PaymentPlace, receipt: str, signed: date | None, enough: bool
) -> None:
    one = line(AidComponent.BASIC, person)
    office = granted(one, facts=replace(FACTS, departed_on={11: None}))
    payment = office.approved(one, 1, place=place)

    def pay() -> object:
        return office.do("pay", payment, LEFT, receipt_number=receipt, signed_on=signed)

    if enough:
        pay()
        assert payment.state is PaymentState.PAID
    else:
        office.refused(errors.NotDepartedError, pay)


def test_r12_an_airport_receipt_does_not_outweigh_a_departure_on_another_day() -> None:
    one = line(AidComponent.BASIC)
    office = granted(one)
    payment = office.approved(one, 1, place=PaymentPlace.AIRPORT_ZURICH)
    early = LEFT - DAY
    office.refused(
        errors.NotDepartedError, lambda: office.do("pay", payment, early, receipt_number="R", signed_on=early)
    )


def test_r12_a_receipt_in_the_record_of_the_journey_will_do_as_well() -> None:
    one = line(AidComponent.BASIC)
    office = granted(one, facts=replace(FACTS, departed_on={}, airport_receipts={11: LEFT}))
    payment = office.approved(one, 1)
    office.refused(errors.NotDepartedError, lambda: office.do("pay", payment, LEFT + DAY))
    office.do("pay", payment, LEFT)


def test_r12_money_for_the_household_waits_for_all_its_travellers() -> None:
    one = line(AidComponent.TRAVEL_MONEY, None)
    office = granted(one, facts=replace(FACTS, departed_on={11: LEFT, 12: None}))
    payment = office.approved(one, 1)
    office.refused(errors.NotDepartedError, lambda: office.do("pay", payment, LEFT))
    office.facts = replace(FACTS, departed_on={11: LEFT, 12: LEFT})
    office.do("pay", payment, LEFT)
    nobody = line(AidComponent.TRAVEL_MONEY, None)
    unknown = granted(nobody, facts=replace(FACTS, departed_on={}))
    payment = unknown.approved(nobody, 1)
    unknown.refused(errors.NotDepartedError, lambda: unknown.do("pay", payment, LEFT))


BOTH = (AidComponent.EXIT_MONEY, AidComponent.TRAVEL_MONEY_DETENTION)


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("one_person", "other_person"), [(11, 11), (None, 11), (11, None)])
def test_asylv2_59abis_4_exit_money_and_travel_money_in_detention_are_never_both_decided(
    first: int, one_person: int | None, other_person: int | None
) -> None:
    one, other = line(BOTH[first], one_person), line(BOTH[1 - first], other_person)
    office = Office(one, other)
    office.do("decide", one, 50_000, DECIDED)
    office.refused(
        errors.DetentionAndExitMoneyError,
        lambda: office.do("decide", other, 1, DECIDED),
        component=other.component,
        other=one.component,
    )
    office.do("refuse", one, Reason.CHANGED_MIND, DECIDED)
    office.do("decide", other, 1, DECIDED)


def test_asylv2_59abis_4_another_person_may_have_the_other_kind() -> None:
    one, other = line(BOTH[0], 11), line(BOTH[1], 12)
    office = granted(one, other)
    office.paid(one, 1)
    office.paid(other, 1)


def test_asylv2_59abis_4_neither_is_paid_when_a_list_brought_both() -> None:
    one, other = line(BOTH[0]), line(BOTH[1])
    office = Office(one, other)
    for each in (one, other):
        office.ledger.opening(each, 50_000, DECIDED, None, None, "CHF", by=ANNA, at=NOW)
    payment = office.approved(one, 50_000)
    office.refused(errors.DetentionAndExitMoneyError, lambda: office.do("pay", payment, LEFT))
    office.refused(errors.DetentionAndExitMoneyError, lambda: office.do("correct", one, 60_000, TODAY, "raised"))
    office.do("take_back_decision", other, "the list was wrong", TODAY)
    office.do("pay", payment, LEFT)


def test_asylv2_59abis_4_what_another_case_granted_counts_too() -> None:
    exit_money, detention = line(BOTH[0]), line(BOTH[1])
    for one, elsewhere in (
        (exit_money, {"detention_money_elsewhere": frozenset({11})}),
        (detention, {"exit_money_elsewhere": frozenset({11})}),
    ):
        office = Office(one, facts=replace(FACTS, **elsewhere))
        office.refused(errors.DetentionAndExitMoneyError, lambda o=office, x=one: o.do("decide", x, 1, DECIDED))
    Office(detention, facts=replace(FACTS, exit_money_elsewhere=frozenset({12}))).do("decide", detention, 1, DECIDED)


@pytest.mark.parametrize("signed", [None, LEFT + DAY])
def test_asylg_79_status_s_is_waived_before_anything_is_paid(signed: date | None) -> None:
    one = line()
    office = granted(one, facts=replace(FACTS, status_s=True, waiver_signed_on=signed))
    payment = office.approved(one, 1)
    office.refused(errors.WaiverNotSignedError, lambda: office.do("pay", payment, LEFT), day=LEFT)
    office.facts = replace(office.facts, waiver_signed_on=LEFT)
    office.do("pay", payment, LEFT)


def test_instalments_are_planned_in_order() -> None:
    one = line()
    office = granted(one)
    office.refused(errors.InstalmentOutOfOrderError, lambda: office.plan(one, 1, number=2), next=1)
    first = office.plan(one, 1)
    office.refused(errors.InstalmentOutOfOrderError, lambda: office.plan(one, 1, number=1), next=2)
    office.plan(one, 1)
    office.do("void", first, "again", TODAY)
    office.refused(errors.InstalmentOutOfOrderError, lambda: office.plan(one, 1, number=3), next=1)
    office.plan(one, 1, number=1)


def test_an_instalment_is_paid_only_when_the_one_before_is_paid_and_shown() -> None:
    one = line(project=ProjectKind.MICRO_ENTERPRISE)
    office = granted(one)
    first, second = office.approved(one, 100), office.approved(one, 100)
    office.refused(errors.InstalmentNotReadyError, lambda: office.do("pay", second, LEFT), number=2, before=1)
    office.refused(errors.PaymentStateError, lambda: office.do("show", first, "voucher", LEFT))
    office.do("pay", first, LEFT, receipt_number="R-1", signed_on=LEFT)
    office.refused(errors.InstalmentNotReadyError, lambda: office.do("pay", second, LEFT))
    office.refused(FieldRefusedError, lambda: office.do("show", first, " ", LEFT), field="evidence")
    office.refused(FieldRefusedError, lambda: office.do("show", first, "voucher", TODAY + DAY))
    office.do("show", first, "voucher", LEFT + DAY)
    office.refused(errors.InstalmentNotReadyError, lambda: office.do("pay", second, LEFT))
    office.do("pay", second, LEFT + DAY)
    office.refused(errors.LaterInstalmentPaidError, lambda: office.do("void", first, "wrong", TODAY), later=2)


def test_for_cash_the_signed_receipt_is_the_evidence() -> None:
    one = line(AidComponent.BASIC, None)
    office = granted(one)
    office.paid(one, 100, person_id=11)
    office.paid(one, 100, person_id=12)
    assert one.paid == 200


def test_below_the_limit_one_person_approves_and_above_it_two() -> None:
    one = line()
    office = granted(one, facts=replace(FACTS, four_eyes_limit=100_000))
    at_the_limit, above = office.plan(one, 100_000), office.plan(one, 100_001)
    (entry,) = office.approve(at_the_limit)
    assert (entry.source, entry.target, entry.amount) == (Account.DECIDED, Account.BOUND, 100_000)
    assert (at_the_limit.state, at_the_limit.approved_by) == (PaymentState.APPROVED, ANNA)
    assert office.approve(above, by=BEN) == ()
    assert (above.state, above.approved_by, above.approved_on) == (PaymentState.PLANNED, BEN, None)
    office.refused(errors.PaymentStateError, lambda: office.do("pay", above, LEFT))
    office.refused(errors.SameApproverError, lambda: office.approve(above, by=BEN), limit=Amount(100_000))
    office.refused(errors.PlannerCannotBeSecondError, lambda: office.approve(above, by=ANNA))
    office.approve(above, by=CLARA)
    assert (above.state, above.approved_by, above.second_approval_by) == (PaymentState.APPROVED, BEN, CLARA)
    assert office.ledger.balances(one).bound == 200_001


def test_who_planned_may_be_the_first_of_two_but_a_change_needs_both_again() -> None:
    one = line()
    office = granted(one, facts=replace(FACTS, four_eyes_limit=0))
    payment = office.plan(one, 100)
    office.approve(payment, by=ANNA)
    office.do("change", payment, Payment(1, 200), by=BEN)
    assert (payment.amount, payment.entered_by, payment.approved_by) == (200, BEN, None)
    office.approve(payment, by=ANNA)
    office.refused(errors.PlannerCannotBeSecondError, lambda: office.approve(payment, by=BEN))
    office.approve(payment, by=CLARA)
    assert payment.state is PaymentState.APPROVED


def test_the_limit_is_in_francs_and_what_has_no_known_worth_needs_two() -> None:
    one = line(currency="EUR")
    office = granted(one, facts=replace(FACTS, four_eyes_limit=95_000))
    unknown = office.plan(one, 100)
    assert office.approve(unknown) == ()
    office.facts = replace(office.facts, francs={"EUR": "0.95"})
    at_the_limit, above = office.plan(one, 100_000), office.plan(one, 100_002)
    assert office.approve(at_the_limit)
    assert office.approve(above) == ()
    in_francs = office.plan(one, 95_000, currency="CHF", rate="1.01", rate_on=DECIDED)
    assert office.approve(in_francs)


def test_only_casework_approves_and_only_what_the_decision_has() -> None:
    one = line()
    office = granted(one)
    payment = office.plan(one, 300_000)
    office.refused(
        errors.ApprovalNotForYouError,
        lambda: office.do("approve", payment, roles=frozenset({Role.ADMIN, Role.AUDITOR})),
    )
    office.refused(FieldRefusedError, lambda: office.approve(payment, on=DECIDED - DAY), field="approved_on")
    office.refused(FieldRefusedError, lambda: office.approve(payment, on=TODAY + DAY), field="approved_on")
    office.approve(payment, on=None)
    assert payment.approved_on == TODAY


def test_an_approval_is_taken_back_whole_or_half() -> None:
    one = line()
    office = granted(one, facts=replace(FACTS, four_eyes_limit=0))
    payment = office.plan(one, 100)
    office.refused(errors.PaymentStateError, lambda: office.do("release", payment, "not yet", TODAY))
    office.approve(payment)
    assert office.do("release", payment, "not yet", TODAY) == ()
    assert payment.approved_by is None
    office.approve(payment)
    office.approve(payment, by=BEN)
    (entry,) = office.do("release", payment, "not yet", TODAY)
    assert (entry.source, entry.target) == (Account.BOUND, Account.DECIDED)
    assert (payment.state, payment.second_approval_by, payment.approved_on) == (PaymentState.PLANNED, None, None)
    assert office.ledger.balances(one) == Balances(300_000, free=300_000)


def test_only_a_planned_payment_is_changed_and_never_beyond_the_decision() -> None:
    one = line()
    office = granted(one)
    payment = office.plan(one, 300_000)
    office.refused(
        errors.PaymentAboveDecisionError,
        lambda: office.do("change", payment, Payment(1, 300_001)),
        free=Amount(300_000),
    )
    office.do("change", payment, Payment(1, 299_999, place=PaymentPlace.DESTINATION, payer=Payer.MISSION))
    assert (payment.charged, payment.payer) == (299_999, Payer.MISSION)
    office.approve(payment)
    office.refused(errors.PaymentStateError, lambda: office.do("change", payment, Payment(1, 1)))


@pytest.mark.parametrize("state", [PaymentState.PLANNED, PaymentState.APPROVED, PaymentState.PAID])
def test_a_void_payment_stays_with_its_reason_and_may_be_paid_anew(state: PaymentState) -> None:
    one = line()
    office = granted(one)
    payment = office.plan(one, 300_000)
    if state is not PaymentState.PLANNED:
        office.approve(payment)
    if state is PaymentState.PAID:
        office.do("pay", payment, LEFT)
    kept = list(office.entries)
    office.refused(FieldRefusedError, lambda: office.do("void", payment, " ", TODAY), field="void_reason")
    office.do("void", payment, "wrong person", LEFT)
    assert office.entries[: len(kept)] == kept
    assert (payment.state, payment.void_reason, payment.voided_on) == (PaymentState.VOID, "wrong person", LEFT)
    assert (one.paid, one.paid_on) == (None, None)
    assert office.ledger.balances(one) == Balances(300_000, free=300_000)
    office.refused(errors.PaymentStateError, lambda: office.do("void", payment, "twice", TODAY))
    again = office.paid(one, 300_000, on=LEFT - DAY)
    assert (again.number, one.paid, one.paid_on) == (1, 300_000, LEFT - DAY)
    assert office.ledger.verify() == ()


# Currencies


def test_a_payment_in_another_currency_charges_the_line_at_its_rate() -> None:
    one = line(currency="EUR")
    office = granted(one)
    payment = office.plan(one, 100_005, currency="USD", rate="0.9", rate_on=DECIDED)
    assert payment.charged == 90_004  # 90 004.5 rounds to even
    office.approve(payment)
    (entry,) = office.do("pay", payment, LEFT)
    assert (entry.amount, entry.currency) == (90_004, "EUR")
    assert office.ledger.balance_of_case() == {"EUR": Balances(300_000, free=209_996, paid=90_004)}


@pytest.mark.parametrize(
    "rate", ["0", "-1", "1e3", "NaN", "1,1", " 1", "1.", ".5", "1.123456789", "1234567", "0.000001"]
)
def test_a_rate_is_a_positive_decimal_number(rate: str) -> None:
    one = line(currency="EUR")
    office = granted(one)
    office.refused(
        errors.RateRefusedError, lambda: office.plan(one, 100, currency="USD", rate=rate, rate_on=DECIDED), rate=rate
    )


def test_a_rate_with_its_day_is_given_exactly_when_the_currencies_differ() -> None:
    one = line()
    office = granted(one)
    for fields in ({}, {"rate": "0.9"}, {"rate_on": DECIDED}):
        office.refused(errors.RateMissingError, lambda given=fields: office.plan(one, 1, currency="USD", **given))
    office.refused(errors.RateUnneededError, lambda: office.plan(one, 1, rate="1", rate_on=DECIDED))
    office.refused(errors.CurrencyRefusedError, lambda: office.plan(one, 1, currency="GBP"), currency="GBP")
    with pytest.raises(errors.CurrencyRefusedError):
        Office(pounds := line(currency="GBP")).do("decide", pounds, 1, DECIDED)


def test_a_rate_is_not_of_a_day_after_the_payment() -> None:
    one = line()
    office = granted(one)
    office.refused(
        errors.RateAfterPaymentError,
        lambda: office.plan(one, 100, currency="USD", rate="0.9", rate_on=TODAY + DAY),
    )
    payment = office.approved(one, 100, currency="USD", rate="0.9", rate_on=LEFT)
    office.refused(errors.RateAfterPaymentError, lambda: office.do("pay", payment, LEFT - DAY), rate_on=LEFT)
    office.do("pay", payment, LEFT)
