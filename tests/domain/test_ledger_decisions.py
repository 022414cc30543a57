"""Decisions and openings of a ledger keep every rule, and are refused with nothing changed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from returnhelp.domain import errors
from returnhelp.domain.aid import AidComponent, DecisionState
from returnhelp.domain.edit_rules import Refusal
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.ledger_book import Balances, EntryNote
from returnhelp.domain.money import Account, Amount, LedgerAct
from returnhelp.domain.people import Origin
from returnhelp.domain.steps import Reason
from tests.domain.ledger_office import (
    ANNA,
    APPLIED,
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


def test_asylv2_77_a_decision_is_recorded_with_its_day_and_reference() -> None:
    one = line()
    office = Office(one)
    (entry,) = office.do("decide", one, 300_000, DECIDED, reference=" SEM-4711 ", conditions="with a business plan")
    assert (entry.act, entry.source, entry.target) == (LedgerAct.DECISION, Account.AUTHORITY, Account.DECIDED)
    assert (entry.amount, entry.currency, entry.happened_on, entry.recorded_at) == (300_000, "CHF", DECIDED, NOW)
    assert (one.decided, one.decided_on, one.decision_reference) == (300_000, DECIDED, "SEM-4711")
    assert (one.state, one.conditions) == (DecisionState.GRANTED, "with a business plan")
    assert office.ledger.balances(one) == Balances(decided=300_000, free=300_000)


def test_a_centime_less_than_was_asked_for_is_granted_in_part() -> None:
    one = line()
    Office(one).do("decide", one, 299_999, DECIDED)
    assert one.state is DecisionState.PARTLY_GRANTED


def test_the_ceiling_is_reached_to_the_centime_and_not_passed_without_a_reason() -> None:
    one = line()
    office = Office(one)
    office.refused(
        errors.AboveCeilingError,
        lambda: office.do("decide", one, 250_001, DECIDED, ceiling=300_000, family=50_000),
        amount=Amount(250_001),
        already=Amount(50_000),
        ceiling=Amount(300_000),
    )
    office.do("decide", one, 250_000, DECIDED, ceiling=300_000, family=50_000, above_ceiling_reason="not needed")
    assert one.above_ceiling_reason == ""
    office.refused(
        errors.AboveCeilingError,
        lambda: office.do("correct", one, 250_001, TODAY, "raised", ceiling=300_000, family=50_000),
    )
    office.do(
        "correct", one, 250_001, TODAY, "raised", ceiling=300_000, family=50_000, above_ceiling_reason=" hardship "
    )
    assert (one.decided, one.above_ceiling_reason) == (250_001, "hardship")


@pytest.mark.parametrize(
    ("amount", "reason"),
    [(0, Refusal.EMPTY), (-1, Refusal.NEGATIVE), (10.5, Refusal.NOT_A_NUMBER), (1_000_000_001, Refusal.TOO_LARGE)],
)
def test_an_amount_is_a_whole_number_of_centimes_above_nothing(amount: Any, reason: Refusal) -> None:
    one = line()
    office = Office(one)
    office.refused(FieldRefusedError, lambda: office.do("decide", one, amount, DECIDED), field="decided", reason=reason)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (TODAY + DAY, Refusal.IN_THE_FUTURE),
        (date(1899, 12, 31), Refusal.TOO_EARLY),
        (NOW, Refusal.NOT_A_DATE),
        (APPLIED - DAY, Refusal.END_BEFORE_START),
    ],
)
def test_the_day_of_a_decision_lies_between_the_application_and_today(day: Any, reason: Refusal) -> None:
    one = line()
    office = Office(one)
    office.refused(FieldRefusedError, lambda: office.do("decide", one, 1, day), field="decided_on", reason=reason)


def test_nothing_is_decided_before_the_person_is_born() -> None:
    one = replace(line(), requested_on=None)
    office = Office(one, facts=replace(FACTS, born_on={11: DECIDED + DAY}))
    office.refused(FieldRefusedError, lambda: office.do("decide", one, 1, DECIDED), reason=Refusal.BEFORE_BIRTH)
    office.do("decide", one, 1, DECIDED + DAY)


@pytest.mark.parametrize("person", [11, None])
def test_asylv2_77_aid_is_decided_before_the_departure(person: int | None) -> None:
    one = line(AidComponent.BASIC, person)
    office = Office(one, facts=replace(FACTS, departed_on={11: LEFT, 12: None}))
    office.refused(errors.DepartureBeforeDecisionError, lambda: office.do("decide", one, 1, LEFT + DAY), departed=LEFT)
    office.do("decide", one, 1, LEFT)


@pytest.mark.parametrize("component", [AidComponent.MEDICAL, AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN])
def test_asylv2_75_a_cure_and_the_eurp_packages_may_be_decided_after_the_departure(component: AidComponent) -> None:
    one = line(component)
    Office(one).do("decide", one, 1, LEFT + DAY)
    assert one.decided == 1


def test_what_is_decided_is_corrected_not_decided_again() -> None:
    one = line()
    office = granted(one)
    office.refused(errors.AlreadyDecidedError, lambda: office.do("decide", one, 1, TODAY))
    (less,) = office.do("correct", one, 200_000, TODAY, "SEM letter", reference="SEM-4712")
    assert (less.source, less.target, less.amount) == (Account.DECIDED, Account.AUTHORITY, 100_000)
    (more,) = office.do("correct", one, 300_000, TODAY, "SEM letter")
    assert (more.source, more.target, more.amount) == (Account.AUTHORITY, Account.DECIDED, 100_000)
    assert office.do("correct", one, 300_000, TODAY, "the same") == ()
    assert (one.decided, one.decided_on, one.state) == (300_000, DECIDED, DecisionState.GRANTED)


def test_a_decision_never_falls_below_what_is_planned_approved_and_paid() -> None:
    one = line()
    office = granted(one)
    office.paid(one, 100_000)
    office.do("show", office.payments[0], "voucher 7", LEFT)
    office.approved(one, 50_000)
    office.plan(one, 25_000)
    office.refused(
        errors.DecisionBelowPaymentsError,
        lambda: office.do("correct", one, 174_999, TODAY, "less"),
        least=Amount(175_000),
    )
    office.refused(errors.DecisionBelowPaymentsError, lambda: office.do("refuse", one, Reason.VISA_EXEMPT, TODAY))
    office.do("correct", one, 175_000, TODAY, "less")
    assert office.ledger.balances(one) == Balances(175_000, free=25_000, bound=50_000, paid=100_000)


def test_a_refusal_moves_no_money_and_may_be_followed_by_a_grant() -> None:
    one = line()
    office = Office(one)
    assert office.do("refuse", one, Reason.AID_RECEIVED_BEFORE, DECIDED, reference="SEM-1") == ()
    assert (one.state, one.refusal, one.decided, one.decided_on) == (
        DecisionState.REFUSED,
        Reason.AID_RECEIVED_BEFORE,
        None,
        DECIDED,
    )
    office.refused(errors.AlreadyDecidedError, lambda: office.do("refuse", one, Reason.VISA_EXEMPT, DECIDED))
    office.refused(errors.NotDecidedError, lambda: office.plan(one, 1))
    office.refused(FieldRefusedError, lambda: office.do("decide", one, 1, DECIDED - DAY))
    office.do("decide", one, 100, DECIDED + DAY)
    assert (one.state, one.refusal) == (DecisionState.PARTLY_GRANTED, None)


def test_a_refusal_takes_back_what_was_granted_and_wants_a_reason_of_its_own() -> None:
    one = line()
    office = granted(one)
    office.refused(FieldRefusedError, lambda: office.do("refuse", one, Reason.DEATH, TODAY), field="refusal")
    office.do("refuse", one, Reason.CHANGED_MIND, TODAY)
    assert office.ledger.balances(one) == Balances()
    assert one.decided is None


def test_a_decision_entered_by_mistake_is_taken_back_by_a_new_entry() -> None:
    one = line()
    office = granted(one)
    payment = office.plan(one, 100)
    office.refused(errors.DecisionBelowPaymentsError, lambda: office.do("take_back_decision", one, "wrong day", TODAY))
    office.do("void", payment, "with the decision", TODAY)
    office.do("take_back_decision", one, "wrong day", TODAY)
    assert [entry.act for entry in office.entries] == [LedgerAct.DECISION, LedgerAct.VOIDING]
    assert (one.state, one.decided, one.decided_on) == (DecisionState.REQUESTED, None, None)
    office.refused(errors.NotDecidedError, lambda: office.do("take_back_decision", one, "again", TODAY))
    office.do("decide", one, 300_000, DECIDED - DAY)
    assert office.ledger.verify() == ()


# What a list brings


def test_an_opening_has_no_ceiling_and_no_second_person_and_says_where_it_comes_from() -> None:
    one = line()
    office = Office(one, facts=replace(FACTS, four_eyes_limit=1))
    made = office.ledger.opening(one, 900_000, DECIDED, 900_000, LEFT, "CHF", by=ANNA, at=NOW)
    assert [(entry.act, entry.amount, entry.origin) for entry in made] == [
        (LedgerAct.OPENING, 900_000, Origin.TAKEN_OVER)
    ] * 2
    assert (one.decided, one.paid, one.paid_on, one.state) == (900_000, 900_000, LEFT, DecisionState.GRANTED)
    assert office.ledger.balances(one) == Balances(900_000, paid=900_000)
    assert office.ledger.verify() == ()


@pytest.mark.parametrize("decided", [70_000, None])
def test_an_opening_with_more_paid_than_decided_is_brought_to_balance_and_says_so(decided: int | None) -> None:
    one = line()
    office = Office(one)
    office.ledger.opening(one, decided, None, 100_000, LEFT, "EUR", by=ANNA, at=NOW)
    raised = [row for row in office.ledger.statement() if row.note is EntryNote.PAID_ABOVE_DECIDED]
    assert [row.amount for row in raised] == [100_000 - (decided or 0)]
    assert (one.currency, one.decided, one.paid, one.decided_on) == ("EUR", 100_000, 100_000, None)
    assert office.ledger.verify() == ()


def test_an_opening_without_a_day_has_that_of_its_taking_over_and_says_so() -> None:
    one = line()
    office = Office(one)
    made = office.ledger.opening(one, 100, None, 100, None, "CHF", by=None, at=NOW)
    assert {entry.happened_on for entry in made} == {TODAY}
    assert {row.note for row in office.ledger.statement()} == {EntryNote.DAY_UNKNOWN}
    assert (one.decided_on, one.paid_on) == (None, None)
    assert office.ledger.verify() == ()


def test_an_opening_leaves_the_rest_of_its_decision_to_be_paid() -> None:
    one = line()
    office = Office(one)
    office.ledger.opening(one, 300_000, DECIDED, 100_000, DECIDED, "CHF", by=ANNA, at=NOW)
    office.refused(errors.PaymentAboveDecisionError, lambda: office.plan(one, 200_001), free=Amount(200_000))
    office.paid(one, 200_000)
    assert (one.paid, one.paid_on) == (300_000, LEFT)


def test_an_opening_of_nothing_makes_no_entry_and_a_wrong_one_is_refused() -> None:
    one = line()
    office = Office(one)
    assert office.ledger.opening(one, 0, DECIDED, None, None, "CHF", by=ANNA, at=NOW) == ()
    assert one.decided is None
    office.refused(
        FieldRefusedError, lambda: office.ledger.opening(one, -1, DECIDED, None, None, "CHF", by=ANNA, at=NOW)
    )
    office.refused(
        errors.CurrencyRefusedError,
        lambda: office.ledger.opening(one, 1, DECIDED, None, None, "GBP", by=ANNA, at=NOW),
    )


def test_an_opening_is_taken_back_whole_unless_it_was_asked_back() -> None:
    one = line()
    office = Office(one)
    office.ledger.opening(one, 300, DECIDED, 200, LEFT, "CHF", by=ANNA, at=NOW)
    office.do("reclaim", one, 200, Reason.RE_ENTRY, TODAY)
    office.refused(errors.PaymentReclaimedError, lambda: office.do("take_back_decision", one, "another person", TODAY))
    office.do("take_back", LedgerAct.RECLAIM, one, 200, "mistyped", TODAY)
    office.do("take_back_decision", one, "another person", TODAY)
    assert office.ledger.balances(one) == Balances()
    assert (one.decided, one.paid, one.paid_on) == (None, None, None)
    assert office.ledger.verify() == ()
