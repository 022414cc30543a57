"""No sequence of acts, allowed or refused, breaks a balance or a ceiling of a ledger."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from returnhelp.domain import exchange_rates
from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.errors import RateRefusedError, ReturnHelpError
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.ledger_rules import DEPARTURE_MONEY, SWISS_PAYERS
from returnhelp.domain.money import Account, LedgerAct, LedgerEntry, Payer, Payment, PaymentPlace, PaymentState
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import RECLAIMS, Reason

from .ledger_office import held

FIRST = date(2026, 3, 2)
TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
LEFT = date(2026, 3, 6)
CEILING = 1_000
LIMIT = 400

days = some.integers(0, 11).map(lambda passed: FIRST + timedelta(passed))  # the last one is still to come
amounts = some.one_of(some.integers(1, 1_100), some.sampled_from([0, -1, 400, 401, 500, 1_000, 1_001]))
late_days = some.sampled_from([TODAY, TODAY, TODAY, TODAY - timedelta(1), TODAY - timedelta(3), TODAY + timedelta(1)])
parts = some.one_of(some.integers(1, 60), amounts)
numbers = some.integers(0, 20)
people = some.integers(1, 3)
RECOVERIES = (
    # the act, from which balance, what stands before and after the amount
    ("reclaim", "paid", (), (Reason.RE_ENTRY,)),
    ("repay", "reclaimed", (), ()),
    ("write_off", "reclaimed", (), ("in vain",)),
    ("take_back", "reclaimed", (LedgerAct.RECLAIM,), ("mistaken",)),
    ("take_back", "returned", (LedgerAct.REPAYMENT,), ("mistaken",)),
    ("take_back", "written_off", (LedgerAct.WRITE_OFF,), ("mistaken",)),
)
rates = some.sampled_from(["0.9425", "1.0733", "0.5", "1", "0", "1,1", ""])


class LedgerActs(RuleBasedStateMachine):
    """Four lines in two currencies; whatever is tried is either carried out whole or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [
            AidLine(AidComponent.EXIT_MONEY, 11, requested=CEILING),
            AidLine(AidComponent.TRAVEL_MONEY_DETENTION, 11),
            AidLine(AidComponent.IN_KIND, None, currency="EUR"),
            AidLine(AidComponent.BASIC, 11),
        ]
        self.payments: list[Payment] = []
        self.entries: list[LedgerEntry] = []
        self.kept: list[dict[str, Any]] = []
        self.facts = MoneyFacts(TODAY, departed_on={11: LEFT}, four_eyes_limit=LIMIT, francs={"EUR": "0.94"})
        self.ledger = Ledger(self.lines, self.payments, self.entries)
        for number, line in enumerate(self.lines, start=1):
            line.id = number

    @initialize(decided=some.none() | some.integers(0, 900), paid=some.none() | some.integers(0, 900))
    def take_a_list_over(self, decided: int | None, paid: int | None) -> None:
        self.ledger.opening(self.lines[3], decided, FIRST, paid, LEFT, "CHF", by=1, at=NOW)

    def attempt(self, act: str, *given: Any, **more: Any) -> None:
        before = held(self.lines, self.payments, self.entries)
        try:
            made = getattr(self.ledger, act)(*given, facts=self.facts, **more)
        except ReturnHelpError:
            assert held(self.lines, self.payments, self.entries) == before
        else:
            assert list(made) == self.entries[len(before[2]) :]
            for number, payment in enumerate(self.payments, start=1):
                payment.id = 100 + number  # as saving does

    def line(self, number: int) -> AidLine:
        return self.lines[number % len(self.lines)]

    def payment(self, number: int) -> Payment | None:
        return self.payments[number % len(self.payments)] if self.payments else None

    @rule(
        number=numbers,
        amount=amounts | some.integers(CEILING, CEILING + 5),
        on=days,
        reason=some.sampled_from(["", "hardship"]),
    )
    def decide(self, number: int, amount: int, on: date, reason: str) -> None:
        self.attempt(
            "decide", self.line(number), amount, on, by=1, at=NOW, ceiling=CEILING, above_ceiling_reason=reason
        )

    @rule(number=numbers, amount=amounts, on=days)
    def correct(self, number: int, amount: int, on: date) -> None:
        self.attempt("correct", self.line(number), amount, on, "a letter", by=1, at=NOW, ceiling=CEILING)

    @rule(number=numbers, on=days, reason=some.sampled_from([Reason.VISA_EXEMPT, Reason.DEATH]))
    def refuse(self, number: int, on: date, reason: Reason) -> None:
        if number < 6:  # seldom, so that the other acts find something decided
            self.attempt("refuse", self.line(number), reason, on, by=1, at=NOW)

    @rule(number=numbers, on=days)
    def take_back_decision(self, number: int, on: date) -> None:
        if number < 6:
            self.attempt("take_back_decision", self.line(number), "mistaken", on, by=1, at=NOW)

    @rule(
        number=numbers,
        amount=amounts,
        by=people,
        currency=some.sampled_from(["CHF", "EUR", "USD"]),
        rate=rates,
        payer=some.sampled_from(Payer),
        place=some.sampled_from(PaymentPlace),
        skipped=some.sampled_from([0, 0, 0, 1]),
    )
    def plan(self, number: int, amount: int, by: int, skipped: int, **fields: Any) -> None:
        self.attempt("plan", *self.planned(number, amount, skipped=skipped, **fields), by=by)

    def planned(self, number: int, amount: int, *, skipped: int = 0, **fields: Any) -> tuple[AidLine, Payment]:
        line = self.line(number)
        assert line.id is not None
        if fields["currency"] == line.currency:
            fields["rate"] = ""
        read_on = FIRST if fields["rate"] else None
        turn = self.ledger.next_number(line) + skipped
        return line, Payment(line.id, amount, number=turn, rate_on=read_on, **fields)

    @rule(number=numbers, amount=amounts, by=people, currency=some.sampled_from(["CHF", "EUR"]), rate=rates)
    def change(self, number: int, amount: int, by: int, currency: str, rate: str) -> None:
        if payment := self.payment(number):
            _, wanted = self.planned(payment.line_id - 1, amount, currency=currency, rate=rate)
            self.attempt("change", payment, wanted, by=by)

    @rule(number=numbers, on=days, by=people, role=some.sampled_from([Role.CASEWORKER, Role.CASEWORKER, Role.AUDITOR]))
    def approve(self, number: int, on: date, by: int, role: Role) -> None:
        if payment := self.payment(number):
            self.attempt("approve", payment, roles=frozenset({role}), by=by, at=NOW, on=on)

    @rule(number=numbers, on=days)
    def release(self, number: int, on: date) -> None:
        if payment := self.payment(number):
            self.attempt("release", payment, "not yet", on, by=1, at=NOW)

    @rule(number=numbers, on=days, receipt=some.sampled_from(["", "R-1"]))
    def pay(self, number: int, on: date, receipt: str) -> None:
        if payment := self.payment(number):
            self.attempt("pay", payment, on, by=1, at=NOW, receipt_number=receipt, signed_on=on if receipt else None)

    @rule(
        number=numbers,
        amount=some.integers(1, 60) | some.sampled_from([LIMIT, LIMIT + 1]),
        back=some.integers(0, 9),
        early=some.sampled_from([0, 0, 1]),
        payer=some.sampled_from(Payer),
        approvers=some.lists(people, min_size=1, max_size=3),
        shown=some.booleans(),
    )
    def pay_as_usual(
        self, number: int, amount: int, back: int, early: int, payer: Payer, approvers: list[int], shown: bool
    ) -> None:
        """The usual way with the usual slips, so that the other acts find something to work on."""
        line = self.line(number)
        on = TODAY - timedelta(back)
        if line.state in (DecisionState.DRAFT, DecisionState.REFUSED):
            self.attempt("decide", line, CEILING, FIRST, by=1, at=NOW, ceiling=CEILING)
        before = len(self.payments)
        self.attempt("plan", *self.planned(number, amount, currency=line.currency, rate="", payer=payer), by=1)
        if len(self.payments) > before:
            payment = self.payments[-1]
            for by in approvers:
                self.attempt("approve", payment, roles=frozenset({Role.CASEWORKER}), by=by, at=NOW, on=on)
            day = on - timedelta(early)
            self.attempt("pay", payment, day, by=1, at=NOW, receipt_number="R-1", signed_on=day)
            if shown:
                self.attempt("show", payment, "voucher", on)

    @rule(number=numbers, on=days)
    def show(self, number: int, on: date) -> None:
        if payment := self.payment(number):
            self.attempt("show", payment, "voucher", on)

    @rule(number=numbers, on=days)
    def void(self, number: int, on: date) -> None:
        if payment := self.payment(number):
            self.attempt("void", payment, "wrong", on, by=1, at=NOW)

    def any_of(self, number: int, whole: bool) -> AidLine | Payment:
        return self.line(number) if whole else self.payment(number) or self.line(number)

    @rule(number=numbers, whole=some.booleans(), amount=parts, on=late_days, reason=some.sampled_from(RECLAIMS))
    def reclaim(self, number: int, whole: bool, amount: int, on: date, reason: Reason) -> None:
        self.attempt("reclaim", self.any_of(number, whole), amount, reason, on, by=1, at=NOW)

    @rule(number=numbers, whole=some.booleans(), amount=parts, on=late_days)
    def repay(self, number: int, whole: bool, amount: int, on: date) -> None:
        self.attempt("repay", self.any_of(number, whole), amount, on, by=1, at=NOW)

    @rule(number=numbers, whole=some.booleans(), amount=parts, on=late_days)
    def write_off(self, number: int, whole: bool, amount: int, on: date) -> None:
        self.attempt("write_off", self.any_of(number, whole), amount, "in vain", on, by=1, at=NOW)

    @rule(
        act=some.sampled_from([LedgerAct.RECLAIM, LedgerAct.REPAYMENT, LedgerAct.WRITE_OFF]),
        number=numbers,
        whole=some.booleans(),
        amount=parts,
        on=late_days,
    )
    def take_back(self, act: LedgerAct, number: int, whole: bool, amount: int, on: date) -> None:
        self.attempt("take_back", act, self.any_of(number, whole), amount, "mistaken", on, by=1, at=NOW)

    @rule(
        number=numbers,
        acts=some.lists(some.sampled_from(RECOVERIES), min_size=1, max_size=6),
        share=some.integers(1, 100),
    )
    def recover_a_share(self, number: int, acts: list[Any], share: int) -> None:
        """A part of what is there, so that these acts are carried out too."""
        line = self.line(number)
        if not self.ledger.balances(line).paid:
            self.pay_as_usual(number, 50, 0, 0, Payer.OFFICE, [1], True)
        for act, balance, before, after in acts:
            amount = -(-getattr(self.ledger.balances(line), balance) * share // 100)
            self.attempt(act, *before, line, amount, *after, TODAY, by=1, at=NOW)

    @invariant()
    def the_proof_holds(self) -> None:
        assert self.ledger.verify() == ()

    @invariant()
    def nothing_is_lost_and_nothing_made(self) -> None:
        for line in self.lines:
            found = self.ledger.balances(line)
            parts = (found.free, found.bound, found.paid, found.reclaimed, found.returned, found.written_off)
            assert min(parts) >= 0
            assert sum(parts) == found.decided == (line.decided or 0)
            standing = self.ledger.payments_of(line)
            assert sum(one.charged for one in standing) + self.ledger._opened(line) <= found.decided

    @invariant()
    def entries_only_grow(self) -> None:
        now = [dict(vars(entry)) for entry in self.entries]
        assert now[: len(self.kept)] == self.kept
        self.kept = now

    @invariant()
    def a_ceiling_is_passed_only_with_a_reason(self) -> None:
        for line in self.lines[:3]:
            assert (line.decided or 0) <= CEILING or line.above_ceiling_reason

    @invariant()
    def exit_money_and_travel_money_in_detention_never_stand_together(self) -> None:
        assert not (self.lines[0].decided and self.lines[1].decided)

    @invariant()
    def every_payment_kept_its_rules(self) -> None:
        by_id = {line.id: line for line in self.lines}
        for one in self.payments:
            line = by_id[one.line_id]
            if one.state is not PaymentState.PAID:
                continue
            assert one.paid_on is not None
            assert line.decided_on is not None
            assert one.approved_on is not None
            assert line.decided_on <= one.approved_on <= one.paid_on <= TODAY
            assert line.component not in DEPARTURE_MONEY or one.paid_on >= LEFT
            if one.number > 1:
                before = next(x for x in self.ledger.payments_of(line) if x.number == one.number - 1)
                assert before.state is PaymentState.PAID
                assert before.evidence or (before.receipt_number and line.component is not AidComponent.IN_KIND)
            if one.charged > LIMIT and line.currency == "CHF":
                assert one.second_approval_by not in (None, one.approved_by, one.entered_by)

    @invariant()
    def only_what_switzerland_paid_is_asked_back(self) -> None:
        foreign = {one.id for one in self.payments if one.payer not in SWISS_PAYERS}
        assert not [
            entry for entry in self.entries if entry.payment_id in foreign and entry.target is Account.RECLAIMED
        ]


def test_no_sequence_of_acts_breaks_a_balance_or_a_ceiling(campaign: str) -> None:
    steps = hypothesis_settings(max_examples=1_000 if campaign == "long" else 100, stateful_step_count=50)
    run_state_machine_as_test(LedgerActs, settings=steps)  # type: ignore[no-untyped-call]


# Currencies


@given(some.integers(1, 10**9), some.decimals("0.00000001", "999999", places=8))
def test_a_converted_sum_is_the_nearest_centime(amount: int, rate: Decimal) -> None:
    worth = exchange_rates.converted(amount, exchange_rates.rate(f"{rate:f}"))
    assert isinstance(worth, int)
    assert abs(Decimal(worth) - Decimal(amount) * rate) <= Decimal("0.5")


@pytest.mark.parametrize(("amount", "worth"), [(1, 0), (3, 2), (5, 2), (7, 4)])
def test_half_a_centime_goes_to_the_even_one(amount: int, worth: int) -> None:
    assert exchange_rates.converted(amount, Decimal("0.5")) == worth


@given(some.lists(some.integers(1, 5_000), min_size=1, max_size=8), some.sampled_from(["0.9425", "1.0733", "0.3333"]))
def test_rounding_never_pays_more_than_was_decided(parts: list[int], rate: str) -> None:
    """Whatever each part is rounded to, the line is charged to the centime and never beyond its decision."""
    line = AidLine(AidComponent.MEDICAL, 11, id=1)
    ledger = Ledger([line], [], [])
    facts = MoneyFacts(TODAY)
    whole = exchange_rates.converted(sum(parts), Decimal(rate)) or 1
    ledger.decide(line, whole, FIRST, facts=facts, by=1, at=NOW)
    for number, part in enumerate(parts, start=1):
        payment = Payment(1, part, "USD", rate=rate, rate_on=FIRST, number=ledger.next_number(line))
        try:
            ledger.plan(line, payment, facts=facts, by=1)
        except ReturnHelpError:
            continue
        payment.id = number
        ledger.approve(payment, facts=facts, roles=frozenset({Role.CASEWORKER}), by=1, at=NOW, on=FIRST)
        ledger.pay(payment, FIRST, facts=facts, by=1, at=NOW, receipt_number="R", signed_on=FIRST)
    assert sum(one.charged for one in ledger.payments) == (line.paid or 0) <= whole
    assert ledger.verify() == ()


@given(some.text(max_size=12))
def test_no_text_but_a_plain_positive_number_is_a_rate(text: str) -> None:
    try:
        assert exchange_rates.rate(text) > 0
    except RateRefusedError:
        return
    assert set(text) <= set("0123456789.")


@given(some.integers(1, 10**6), some.integers(1, 10**6))
def test_a_void_payment_leaves_what_was_there_before(first: int, second: int) -> None:
    line = AidLine(AidComponent.MEDICAL, 11, id=1)
    ledger = Ledger([line], [], [])
    facts = MoneyFacts(TODAY)
    ledger.decide(line, max(first, second), FIRST, facts=facts, by=1, at=NOW)
    before = replace(ledger.balances(line))
    for number, amount in enumerate((first, second), start=1):
        payment = Payment(1, amount)
        ledger.plan(line, payment, facts=facts, by=1)
        payment.id = number
        ledger.approve(payment, facts=facts, roles=frozenset({Role.CASEWORKER}), by=1, at=NOW, on=FIRST)
        ledger.pay(payment, FIRST, facts=facts, by=1, at=NOW)
        assert line.paid == amount
        ledger.void(payment, "wrong", TODAY, facts=facts, by=1, at=NOW)
        assert ledger.balances(line) == before
    assert line.paid is None
    assert ledger.verify() == ()
