"""The money of a case: decided, planned, approved, paid and asked back, each act whole or not at all."""

from datetime import date

import pytest

from returnhelp.domain.aid import AidComponent, DecisionState, ProjectKind
from returnhelp.domain.case import CaseType
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    AboveCeilingError,
    AlreadyDecidedError,
    DecisionBelowPaymentsError,
    DetentionAndExitMoneyError,
    DetentionInterviewMissingError,
    FieldRefusedError,
    InstalmentNotReadyError,
    LineDecidedError,
    LineHasMoneyError,
    NeedsMissingError,
    NotAllowedError,
    NotDepartedError,
    NotThereError,
    PaymentAboveDecisionError,
    PlannerCannotBeSecondError,
    ProjectMoneyTooEarlyError,
    ReclaimAbovePaidError,
    ReturnHelpError,
    SameApproverError,
    WaiverNotSignedError,
)
from returnhelp.domain.ledger_cash import CashGroup
from returnhelp.domain.money import LedgerAct, Payer, PaymentPlace, PaymentState
from returnhelp.domain.money_acts import MoneyAct, instalments
from returnhelp.domain.projects import ProjectState
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Need, Reason, Step, move
from returnhelp.services import audit, cases, lists, money, preferences, steps, trash
from returnhelp.services.money import LineDecision, LineSeen, PaymentSeen, PaymentWish
from returnhelp.services.office import Office
from tests.office import Offices, decided, has_departed
from tests.services.test_cases import open_family

DAY = date(2026, 3, 20)
"""Today at the office."""
DECIDED = date(2026, 3, 2)
LEFT = date(2026, 3, 18)


@pytest.fixture
def family(anna: Office) -> int:
    return open_family(anna)


def apply_for(office: Office, case_id: int, component: AidComponent, requested: int, **values: object) -> int:
    """A line of aid; its number."""
    edit = Edit("aid_lines", None, ("case", case_id), {"component": component, "requested": requested, **values})
    return cases.save(office, [edit]).value[0]


def write(office: Office, case_id: int, **values: object) -> None:
    cases.save(office, [Edit("case", case_id, ("case", case_id), values)])


def leave(office: Office, case_id: int, on: date = LEFT) -> None:
    seen = cases.view(office, case_id)
    edits = [Edit("travellers", one.id, ("case", case_id), {"departed_on": on}) for one in seen.parts["travellers"]]
    has_departed(office, case_id, on)
    cases.save(office, edits)


def line(office: Office, case_id: int, line_id: int) -> LineSeen:
    found = money.book(office, case_id).line(line_id)
    assert found is not None
    return found


def payment(office: Office, case_id: int, payment_id: int) -> PaymentSeen:
    found = money.book(office, case_id).payment(payment_id)
    assert found is not None
    return found


def planned(office: Office, case_id: int, line_id: int, amount: int, **wish: object) -> int:
    """A payment that is planned; its number."""
    [number] = money.plan(office, case_id, line_id, [PaymentWish(amount=amount, **wish)]).value  # type: ignore[arg-type]
    return number


def paid(office: Office, case_id: int, line_id: int, amount: int, on: date = DAY, **wish: object) -> int:
    """A payment that was approved and handed out; its number."""
    number = planned(office, case_id, line_id, amount, **wish)
    money.approve(office, case_id, [number])
    money.pay(office, case_id, number, on, receipt_number="R-1", signed_on=on)
    return number


@pytest.fixture
def basic(anna: Office, family: int) -> int:
    """A line of 1000 francs for the first of the family, granted on the 2nd of March."""
    person = min(cases.view(anna, family).people)
    found = apply_for(anna, family, AidComponent.BASIC, 100_000, person_id=person)
    decided(anna, family, on=DECIDED)
    return found


# --- decisions ---------------------------------------------------------------------------------------


def test_r11_asylv2_77_one_decision_is_recorded_for_all_lines_of_an_application(anna: Office, family: int) -> None:
    person = min(cases.view(anna, family).people)
    granted = apply_for(anna, family, AidComponent.BASIC, 100_000, person_id=person)
    partly = apply_for(anna, family, AidComponent.IN_KIND, 300_000)
    refused = apply_for(anna, family, AidComponent.MEDICAL, 200_000, person_id=person)
    money.decide(
        anna,
        family,
        DECIDED,
        [
            LineDecision(line_id=granted, amount=100_000),
            LineDecision(line_id=partly, amount=250_000, conditions="Only with vouchers"),
            LineDecision(line_id=refused, refused=Reason.COUNTRY_EXCLUDED),
        ],
        reference="SEM 77",
    )
    seen = money.book(anna, family)
    states = {one.id: one.state for one in seen.lines}
    assert states == {
        granted: DecisionState.GRANTED,
        partly: DecisionState.PARTLY_GRANTED,
        refused: DecisionState.REFUSED,
    }
    assert line(anna, family, partly).conditions == "Only with vouchers"
    assert {one.reference for one in seen.lines} == {"SEM 77"}
    assert seen.totals["CHF"].decided == 350_000
    assert seen.flaws == ()
    assert Need.AID_DECIDED not in {need for step in cases.view(anna, family).next for need in step.missing}


def test_a_decision_of_which_one_line_cannot_stand_is_not_recorded_at_all(anna: Office, family: int) -> None:
    person = min(cases.view(anna, family).people)
    good = apply_for(anna, family, AidComponent.BASIC, 100_000, person_id=person)
    bad = apply_for(anna, family, AidComponent.IN_KIND, 300_000)
    lines = [LineDecision(line_id=good, amount=100_000), LineDecision(line_id=bad, amount=None)]
    with pytest.raises(FieldRefusedError):
        money.decide(anna, family, DECIDED, lines)
    assert {one.state for one in money.book(anna, family).lines} == {DecisionState.DRAFT}
    assert money.book(anna, family).statement == ()


@pytest.mark.parametrize(("amount", "why", "stands"), [(100_000, "", True), (100_001, "", False), (100_001, "x", True)])
def test_r2_asylv2_74_2_more_than_a_thousand_a_person_is_recorded_only_with_a_reason(
    anna: Office, family: int, amount: int, why: str, stands: bool
) -> None:
    person = min(cases.view(anna, family).people)
    found = apply_for(anna, family, AidComponent.BASIC, 100_000, person_id=person)
    given = [LineDecision(line_id=found, amount=amount, above_ceiling_reason=why)]
    if stands:
        money.decide(anna, family, DECIDED, given)
        assert line(anna, family, found).above_ceiling_reason == why
    else:
        with pytest.raises(AboveCeilingError):
            money.decide(anna, family, DECIDED, given)


def test_r3_asylv2_74_4_in_kind_aid_has_one_ceiling_for_the_whole_family(anna: Office, family: int) -> None:
    first, second, *_ = sorted(cases.view(anna, family).people)
    one = apply_for(anna, family, AidComponent.IN_KIND, 200_000, person_id=first)
    other = apply_for(anna, family, AidComponent.IN_KIND, 100_001, person_id=second)
    money.decide(anna, family, DECIDED, [LineDecision(line_id=one, amount=200_000)])
    with pytest.raises(AboveCeilingError) as refused:
        money.decide(anna, family, DECIDED, [LineDecision(line_id=other, amount=100_001)])
    assert refused.value.given["already"].centimes == 200_000
    money.decide(anna, family, DECIDED, [LineDecision(line_id=other, amount=100_000)])


def test_a_decision_is_corrected_and_taken_back(anna: Office, family: int, basic: int) -> None:
    money.correct(anna, family, basic, 80_000, DAY, "SEM has reduced it")
    assert line(anna, family, basic).balances.decided == 80_000
    money.take_back_decision(anna, family, basic, "It was another family's", DAY)
    seen = line(anna, family, basic)
    assert (seen.state, seen.balances.decided, seen.decided_on) == (DecisionState.REQUESTED, 0, None)
    assert [row.act for row in money.book(anna, family).statement] == [
        LedgerAct.DECISION,
        LedgerAct.CORRECTION,
        LedgerAct.VOIDING,
    ]


def test_r6b_asylv2_59abis_4_exit_money_and_travel_money_in_detention_never_together_not_even_in_two_cases(
    anna: Office, family: int
) -> None:
    person = min(cases.view(anna, family).people)
    exit_money = apply_for(anna, family, AidComponent.EXIT_MONEY, 50_000, person_id=person)
    money.decide(anna, family, DECIDED, [LineDecision(line_id=exit_money, amount=50_000)])
    again = cases.open_case(anna, _continued(anna, family, person)).value
    detention = apply_for(anna, again, AidComponent.TRAVEL_MONEY_DETENTION, 50_000, person_id=person)
    with pytest.raises(DetentionAndExitMoneyError):
        money.decide(anna, again, DAY, [LineDecision(line_id=detention, amount=50_000)])
    act = line(anna, again, detention).may(MoneyAct.DECIDE)
    assert act is not None
    assert isinstance(act.why, DetentionAndExitMoneyError)


def _continued(office: Office, case_id: int, person: int):  # type: ignore[no-untyped-def]
    from returnhelp.domain.household import MemberRole
    from returnhelp.domain.opening import NewCase, NewMember

    household = cases.view(office, case_id).household.id
    return NewCase(household_id=household, members=(NewMember(MemberRole.PRINCIPAL, person_id=person),))


def test_what_is_decided_is_no_longer_typed(anna: Office, family: int, basic: int) -> None:
    root = ("case", family)
    for values in ({"decided": 1}, {"paid": 1}, {"decided_on": DAY}, {"state": "refused"}):
        with pytest.raises(FieldRefusedError):
            cases.save(anna, [Edit("aid_lines", basic, root, values)])
    with pytest.raises(LineDecidedError):
        cases.save(anna, [Edit("aid_lines", basic, root, {"component": AidComponent.EXIT_MONEY})])
    with pytest.raises(LineHasMoneyError):
        cases.save(anna, [Edit("aid_lines", basic, root, {"currency": "EUR"})])
    with pytest.raises(LineHasMoneyError):
        cases.save(anna, [Edit("aid_lines", basic, root, remove=True)])
    cases.save(anna, [Edit("aid_lines", basic, root, {"requested": 90_000, "article": "AsylV 2 Art. 74(2)"})])
    assert money.book(anna, family).flaws == ()


def test_a_line_that_was_decided_since_is_not_undone_away(anna: Office, family: int) -> None:
    made = cases.save(anna, [Edit("aid_lines", None, ("case", family), {"component": "documents", "requested": 9_000})])
    decided(anna, family, on=DECIDED)
    with pytest.raises(LineHasMoneyError):
        cases.undo(anna, made.seq)
    assert len(money.book(anna, family).lines) == 1


def test_an_act_of_the_ledger_is_reversed_only_by_another_act(anna: Office, family: int, basic: int) -> None:
    change = money.plan(anna, family, basic, [PaymentWish(amount=50_000)])
    with pytest.raises(ReturnHelpError):
        cases.undo(anna, change.seq)
    assert len(line(anna, family, basic).payments) == 1


# --- payments ----------------------------------------------------------------------------------------


def test_r12_asylv2_78_basic_money_waits_for_the_departure(anna: Office, family: int, basic: int) -> None:
    number = planned(anna, family, basic, 100_000)
    money.approve(anna, family, [number])
    act = payment(anna, family, number).may(MoneyAct.PAY)
    assert act is not None
    assert isinstance(act.why, NotDepartedError)
    with pytest.raises(NotDepartedError):
        money.pay(anna, family, number, DAY)
    leave(anna, family)
    act = payment(anna, family, number).may(MoneyAct.PAY)
    assert act is not None
    assert act.why is None
    money.pay(anna, family, number, LEFT.replace(day=20), receipt_number="R-7", signed_on=DAY)
    seen = payment(anna, family, number)
    assert (seen.state, seen.paid_on, seen.receipt_number) == (PaymentState.PAID, DAY, "R-7")
    assert line(anna, family, basic).balances.paid == 100_000


def test_r11_asylv2_77_no_centime_more_than_the_decision_is_planned(anna: Office, family: int, basic: int) -> None:
    with pytest.raises(PaymentAboveDecisionError):
        planned(anna, family, basic, 100_001)
    planned(anna, family, basic, 100_000)
    act = line(anna, family, basic).may(MoneyAct.PLAN)
    assert act is not None
    assert isinstance(act.why, PaymentAboveDecisionError)


def test_of_several_instalments_none_is_planned_when_one_is_too_much(anna: Office, family: int, basic: int) -> None:
    with pytest.raises(PaymentAboveDecisionError):
        money.plan(anna, family, basic, [PaymentWish(amount=60_000), PaymentWish(amount=60_000)])
    assert line(anna, family, basic).payments == ()


def test_an_amount_is_split_to_the_centime() -> None:
    assert instalments(100_000, 3) == (33_334, 33_333, 33_333)
    assert sum(instalments(100_001, 7)) == 100_001


def test_r6_asylv2_59a_2bis_detention_travel_money_waits_for_the_interview(anna: Office, family: int) -> None:
    person = min(cases.view(anna, family).people)
    found = apply_for(anna, family, AidComponent.TRAVEL_MONEY_DETENTION, 50_000, person_id=person)
    decided(anna, family, on=DECIDED)
    leave(anna, family)
    number = planned(anna, family, found, 50_000)
    money.approve(anna, family, [number])
    act = payment(anna, family, number).may(MoneyAct.PAY)
    assert act is not None
    assert isinstance(act.why, DetentionInterviewMissingError)
    write(anna, family, detention_interview_on=DAY)
    with pytest.raises(DetentionInterviewMissingError):
        money.pay(anna, family, number, date(2026, 3, 19))
    money.pay(anna, family, number, DAY)


def test_r19_asylg_79_with_status_s_nothing_is_paid_before_the_waiver(anna: Office, family: int, basic: int) -> None:
    cases.save(anna, [Edit("stays", None, ("case", family), {"permit": "S", "since": date(2026, 1, 1)})])
    leave(anna, family)
    number = planned(anna, family, basic, 100_000)
    money.approve(anna, family, [number])
    with pytest.raises(WaiverNotSignedError):
        money.pay(anna, family, number, DAY)
    write(anna, family, waiver_signed_on=DAY)
    money.pay(anna, family, number, DAY)


def test_a_projects_money_waits_for_its_approval_and_each_instalment_for_the_evidence_before(
    anna: Office, family: int
) -> None:
    found = apply_for(anna, family, AidComponent.IN_KIND, 300_000, project=ProjectKind.HOUSING)
    decided(anna, family, on=DECIDED)
    one, two = money.plan(anna, family, found, [PaymentWish(amount=each) for each in instalments(300_000, 2)]).value
    money.approve(anna, family, [one, two])
    with pytest.raises(ProjectMoneyTooEarlyError):
        money.pay(anna, family, one, DAY)
    root = ("case", family)
    project = cases.save(anna, [Edit("projects", None, root, {"kind": ProjectKind.HOUSING, "feasibility": "feasible"})])
    number = project.value[0]
    approval = {"state": ProjectState.APPROVED, "approved_on": DAY}
    cases.save(anna, [Edit("budget_lines", None, root, {"project_id": number, "item": "Roof", "amount": 300_000})])
    cases.save(anna, [Edit("projects", number, root, approval)])
    with pytest.raises(ProjectMoneyTooEarlyError):
        money.pay(anna, family, one, date(2026, 3, 19))
    money.pay(anna, family, one, DAY, receipt_number="R-1", signed_on=DAY)
    act = payment(anna, family, two).may(MoneyAct.PAY)
    assert act is not None
    assert isinstance(act.why, InstalmentNotReadyError)
    money.show(anna, family, one, "Voucher 12 of the carpenter", DAY)
    money.pay(anna, family, two, DAY)
    assert line(anna, family, found).balances.paid == 300_000


def test_a_payment_in_another_currency_keeps_its_rate_and_day(anna: Office, family: int) -> None:
    found = apply_for(anna, family, AidComponent.DOCUMENTS, 100_000)
    decided(anna, family, on=DECIDED)
    wish = {"currency": "USD", "rate": "0.8812", "rate_on": DECIDED, "place": PaymentPlace.DESTINATION}
    number = paid(anna, family, found, 100_000, payer=Payer.MISSION, **wish)
    seen = payment(anna, family, number)
    assert (seen.amount, seen.currency, seen.charged, seen.rate) == (100_000, "USD", 88_120, "0.8812")
    assert line(anna, family, found).balances.free == 11_880


def test_a_void_payment_stays_with_its_reason_and_may_be_paid_anew(anna: Office, family: int, basic: int) -> None:
    leave(anna, family)
    number = paid(anna, family, basic, 100_000)
    money.void(anna, family, number, "Paid to the wrong desk", DAY)
    seen = line(anna, family, basic)
    assert [(one.state, one.void_reason) for one in seen.payments] == [(PaymentState.VOID, "Paid to the wrong desk")]
    assert seen.balances.free == 100_000
    paid(anna, family, basic, 100_000)
    assert money.book(anna, family).flaws == ()


def test_a_case_with_an_open_payment_is_not_closed(anna: Office, family: int, basic: int) -> None:
    row = move(Step.ARRIVED, Step.CLOSED)
    assert row is not None
    assert Need.NO_OPEN_PAYMENTS in row.needs
    planned(anna, family, basic, 50_000)
    with pytest.raises((NeedsMissingError, ReturnHelpError)):
        steps.take(anna, family, Step.CLOSED, DAY)


# --- four eyes ---------------------------------------------------------------------------------------


@pytest.fixture
def many(house: Offices) -> tuple[Office, Office, Office]:
    return house.enter("anna"), house.enter("beat"), house.enter("sara")


def with_limit(house: Offices, francs: int) -> None:
    preferences.set_office_setting(house.admin, "four_eyes_limit", francs)


def test_up_to_the_limit_one_caseworker_approves(house: Offices, anna: Office, family: int, basic: int) -> None:
    with_limit(house, 1_000)
    number = planned(anna, family, basic, 100_000)
    assert money.approve(anna, family, [number]).value == 1
    assert payment(anna, family, number).state is PaymentState.APPROVED


def test_above_the_limit_a_supervisor_is_the_second_person(house: Offices, many: tuple[Office, Office, Office]) -> None:
    anna, beat, sara = many
    with_limit(house, 999)
    family = open_family(anna)
    found = apply_for(anna, family, AidComponent.BASIC, 100_000, person_id=min(cases.view(anna, family).people))
    decided(anna, family, on=DECIDED)
    number = planned(anna, family, found, 100_000)
    assert money.approve(anna, family, [number]).value == 0
    seen = payment(anna, family, number)
    assert (seen.state, seen.approved_by, seen.needs_two) == (PaymentState.PLANNED, "Anna Muster", True)
    with pytest.raises(SameApproverError):
        money.approve(anna, family, [number])
    with pytest.raises(NotAllowedError) as refused:
        money.approve(beat, family, [number])
    assert refused.value.given["act"] is Act.APPROVE_LARGE_PAYMENTS
    assert [(one.payment_id, one.case_id, one.amount) for one in money.approvals_waiting(sara)] == [
        (number, family, 100_000)
    ]
    assert [one.payment_id for one in lists.my_day(sara, team=True).approvals.payments] == [number]  # type: ignore[union-attr]
    assert money.approve(sara, family, [number]).value == 1
    assert payment(anna, family, number).second_approval_by == "Sara Leitung"
    assert money.approvals_waiting(sara) == ()


def test_a_limit_of_nothing_always_asks_for_two(house: Offices, anna: Office, sara: Office, family: int) -> None:
    with_limit(house, 0)
    found = apply_for(anna, family, AidComponent.DOCUMENTS, 100)
    decided(anna, family, on=DECIDED)
    number = planned(sara, family, found, 1)
    assert money.approve(anna, family, [number]).value == 0
    with pytest.raises(PlannerCannotBeSecondError):
        money.approve(sara, family, [number])
    assert money.approvals_waiting(sara) == ()


def test_what_is_worth_an_unknown_sum_asks_for_two_until_the_office_enters_a_rate(
    house: Offices, anna: Office, family: int
) -> None:
    found = apply_for(anna, family, AidComponent.DOCUMENTS, 10_000, currency="EUR")
    decided(anna, family, on=DECIDED)
    number = planned(anna, family, found, 10_000, currency="EUR")
    assert payment(anna, family, number).needs_two
    preferences.set_office_setting(house.admin, "eur_in_francs", "0.95")
    assert not payment(anna, family, number).needs_two


# --- money that comes back ---------------------------------------------------------------------------


def test_r13_asylv2_62_5_what_switzerland_paid_is_asked_back_and_returned(
    anna: Office, family: int, basic: int
) -> None:
    leave(anna, family)
    number = paid(anna, family, basic, 100_000)
    with pytest.raises(ReclaimAbovePaidError):
        money.reclaim(anna, family, basic, 100_001, Reason.RE_ENTRY, DAY)
    money.reclaim(anna, family, basic, 100_000, Reason.RE_ENTRY, DAY, payment_id=number, reference="K 4")
    money.repay(anna, family, basic, 60_000, DAY)
    money.write_off(anna, family, basic, 30_000, "No address is known", DAY)
    money.take_back(anna, family, basic, LedgerAct.RECLAIM, 10_000, "Asked for too much", DAY)
    balances = line(anna, family, basic).balances
    assert (balances.paid, balances.reclaimed, balances.returned, balances.written_off) == (10_000, 0, 60_000, 30_000)
    assert money.book(anna, family).flaws == ()
    with pytest.raises(ReturnHelpError):
        money.void(anna, family, number, "x", DAY)


def test_a_decision_is_not_taken_back_under_a_payment(anna: Office, family: int, basic: int) -> None:
    planned(anna, family, basic, 50_000)
    with pytest.raises(DecisionBelowPaymentsError):
        money.take_back_decision(anna, family, basic, "x", DAY)
    with pytest.raises(AlreadyDecidedError):
        money.decide(anna, family, DAY, [LineDecision(line_id=basic, amount=1)])


# --- the cash list -----------------------------------------------------------------------------------


def test_the_cash_list_has_what_is_planned_and_paid_on_its_days(anna: Office, family: int, basic: int) -> None:
    leave(anna, family)
    planned(anna, family, basic, 40_000, planned_on=DAY, payer=Payer.SWISSREPAT, place=PaymentPlace.AIRPORT_ZURICH)
    documents = apply_for(anna, family, AidComponent.DOCUMENTS, 20_000)
    decided(anna, family, on=DECIDED)
    paid(anna, family, documents, 20_000)
    groups = money.cash(anna, DAY, DAY)
    assert [(one.payer, one.place, one.sums) for one in groups] == [
        (Payer.OFFICE, PaymentPlace.OFFICE, {"CHF": 20_000}),
        (Payer.SWISSREPAT, PaymentPlace.AIRPORT_ZURICH, {"CHF": 40_000}),
    ]
    [row] = groups[1].rows
    assert (row.case_number, row.person, row.component) == ("2026-0001", "Beridze Nino", AidComponent.BASIC)
    assert _sums(money.cash(anna, DAY, DAY, Payer.SWISSREPAT)) == [{"CHF": 40_000}]
    assert money.cash(anna, date(2026, 3, 21), date(2026, 3, 30)) == ()


def _sums(groups: tuple[CashGroup, ...]) -> list[dict[str, int]]:
    return [one.sums for one in groups]


def test_the_cash_list_shows_no_case_that_the_reader_may_not_see(
    house: Offices, many: tuple[Office, Office, Office]
) -> None:
    anna, beat, _sara = many
    family = open_family(anna)
    documents = apply_for(anna, family, AidComponent.DOCUMENTS, 20_000)
    decided(anna, family, on=DECIDED)
    paid(anna, family, documents, 20_000)
    write(anna, family, restricted=True)
    assert money.cash(beat, DAY, DAY) == ()
    assert len(money.cash(anna, DAY, DAY)) == 1
    with pytest.raises(NotThereError):
        money.book(beat, family)
    with pytest.raises(NotThereError):
        money.plan(beat, family, documents, [PaymentWish(amount=1)])


def test_a_case_with_a_pseudonym_has_no_name_on_the_cash_list(anna: Office, family: int, basic: int) -> None:
    write(anna, family, kind=CaseType.TRAFFICKING_RETURN)
    planned(anna, family, basic, 40_000, planned_on=DAY, payee="Beridze Nino")
    [group] = money.cash(anna, DAY, DAY)
    assert group.rows[0].person == cases.view(anna, family).case.values["pseudonym"]


# --- who may, and what is told -----------------------------------------------------------------------


def test_an_auditor_reads_the_ledger_and_is_offered_nothing(
    house: Offices, anna: Office, family: int, basic: int
) -> None:
    otto = house.enter("otto")
    seen = money.book(otto, family)
    assert not seen.can_edit
    assert seen.lines[0].acts == ()
    with pytest.raises(NotAllowedError):
        money.plan(otto, family, basic, [PaymentWish(amount=1)])


def test_the_money_of_a_case_in_the_trash_stays_as_it_is(anna: Office, family: int, basic: int) -> None:
    trash.put_in(anna, "case", family)
    with pytest.raises(NotThereError):
        money.plan(anna, family, basic, [PaymentWish(amount=1)])


def test_the_log_tells_of_each_act_without_a_sum(anna: Office, sara: Office, family: int, basic: int) -> None:
    number = planned(anna, family, basic, 12_345)
    entry = next(one for one in audit.entries(sara) if one.act == "money.plan")
    assert (entry.subject_kind, entry.subject_id) == ("case", family)
    assert entry.detail["payments"] == [number]
    assert "12345" not in str(entry.detail)


def test_each_line_has_its_own_running_balance(anna: Office, family: int, basic: int) -> None:
    documents = apply_for(anna, family, AidComponent.DOCUMENTS, 20_000)
    decided(anna, family, on=DECIDED)
    paid(anna, family, documents, 15_000)
    seen = money.book(anna, family)
    assert [row.balance for row in seen.statement] == [100_000, 120_000, 120_000, 105_000]
    assert [row.balance for row in seen.statement_of(documents)] == [20_000, 20_000, 5_000]
    assert [row.balance for row in seen.statement_of(basic)] == [100_000]
