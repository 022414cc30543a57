"""A case knows what is missing for a step, and which permit holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from returnhelp.domain.aid import AidComponent, AidLine, ProjectKind
from returnhelp.domain.case import Case, CaseType, Permit, StayStatus
from returnhelp.domain.consent import Consent, ConsentPurpose
from returnhelp.domain.contacts import Contact, ContactKind, ContactTopic
from returnhelp.domain.minors import MinorCare
from returnhelp.domain.money import Payment, PaymentState
from returnhelp.domain.needs import TravellerFacts, missing_for
from returnhelp.domain.people import age_on
from returnhelp.domain.projects import Project, ProjectState
from returnhelp.domain.reunification import EntryVisa, Sponsor
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.domain.steps import Move, Need, Step
from returnhelp.domain.tasks import Task
from returnhelp.domain.trafficking import RiskLevel, TraffickingFacts
from returnhelp.domain.travel import Clearance
from returnhelp.domain.vulnerability import Vulnerability, VulnerabilityKind

DAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
WHOLE = TravellerFacts(True, True, True, date(2027, 1, 1), True)


def missing(case: Case, need: Need, people: list[TravellerFacts] | None = None, *, principal: bool = True) -> bool:
    row = Move(Step.ENQUIRY, Step.CLOSED, needs=(need,))
    return bool(missing_for(row, case, [WHOLE] if people is None else people, principal, DAY))


ASKED_ONLY_OF_SOME = {
    Need.MEDICAL_CLEARANCE,
    Need.NO_OPEN_TASKS,
    Need.NO_OPEN_PAYMENTS,
    Need.RISK_ASSESSMENT,
    Need.LONE_MINORS_ASSESSED,
    Need.RECEIVING_PERSON,
    Need.SPONSOR,
    Need.COSTS_CONFIRMED,
    Need.ENTRY_VISAS,
}


def test_an_empty_case_misses_everything_that_is_asked_of_every_case() -> None:
    for need in Need:
        assert missing(Case(1), need, [], principal=False) is (need not in ASKED_ONLY_OF_SOME), need


def test_each_need_is_met_by_its_own_entry() -> None:
    case = Case(1, caseworker_id=4, destination=8304, planned_departure=DAY)
    case.record_stay(StayStatus(Permit.N, since=DAY))
    case.consents.append(Consent(ConsentPurpose.DATA_PROCESSING, given_on=DAY))
    case.contacts.append(Contact(ContactKind.COUNSELLING, DAY, ContactTopic.CONSEQUENCES))
    case.aid.append(AidLine(AidComponent.IN_KIND, requested=300000, decided=300000))
    case.projects.append(Project(ProjectKind.HOUSING, state=ProjectState.APPROVED))
    case.rule_answers += [RuleAnswer(rule, RuleOutcome.MET) for rule in RuleCode]
    for need in Need:
        assert not missing(case, need), need


def test_an_application_waits_for_an_answer_to_each_rule() -> None:
    case = Case(1)
    case.rule_answers += [RuleAnswer(rule, RuleOutcome.MET) for rule in RuleCode if rule is not RuleCode.X5]
    assert missing(case, Need.RULES_ANSWERED)
    case.rule_answers.append(RuleAnswer(RuleCode.X5, RuleOutcome.NOT_MET))
    assert missing(case, Need.RULES_ANSWERED), "R9: a rule that is not met needs a reason"
    case.rule_answers.append(RuleAnswer(RuleCode.X5, RuleOutcome.NOT_MET, reason="hardship, Art. 76a(2)"))
    assert not missing(case, Need.RULES_ANSWERED), "R17: nothing is rejected by itself"


def test_an_answer_for_one_person_does_not_stand_for_another() -> None:
    case = Case(1)
    case.rule_answers += [RuleAnswer(rule, RuleOutcome.MET) for rule in RuleCode if rule is not RuleCode.X8]
    case.rule_answers += [RuleAnswer(RuleCode.X8, RuleOutcome.UNKNOWN, 1), RuleAnswer(RuleCode.X8, RuleOutcome.MET, 2)]
    assert missing(case, Need.RULES_ANSWERED)


def test_nobody_trafficked_departs_before_the_risk_was_assessed() -> None:
    case = Case(1, kind=CaseType.TRAFFICKING_RETURN)
    her = replace(WHOLE, person_id=7)
    assert missing(case, Need.RISK_ASSESSMENT, [her])
    case.trafficking.append(TraffickingFacts(7, risk_assessed_on=DAY))
    assert missing(case, Need.RISK_ASSESSMENT, [her]), "a date without a finding is no assessment"
    case.trafficking[0].risk_level = RiskLevel.MEDIUM
    assert not missing(case, Need.RISK_ASSESSMENT, [her])
    case.trafficking[0].risk_assessed_on = DAY + timedelta(days=1)
    assert missing(case, Need.RISK_ASSESSMENT, [her])


def test_aig_69_4_no_child_departs_alone_without_somebody_who_receives_them() -> None:
    case, child = Case(1), replace(WHOLE, person_id=7, minor=True)
    assert missing(case, Need.RECEIVING_PERSON, [child])
    assert missing(case, Need.LONE_MINORS_ASSESSED, [child])
    assert not missing(case, Need.RECEIVING_PERSON, [child, replace(WHOLE, person_id=8, minor=False)])
    case.minor_care.append(
        MinorCare(7, guardian_name="Frau Moser", assessed_on=DAY, best_interest_on=DAY, receiving_name="Grossmutter")
    )
    assert not missing(case, Need.LONE_MINORS_ASSESSED, [child])
    assert missing(case, Need.RECEIVING_PERSON, [child]), "the receiving person has not confirmed"
    case.minor_care[0].receiving_confirmed_on = DAY
    assert not missing(case, Need.RECEIVING_PERSON, [child])


def test_a_child_recorded_as_unaccompanied_is_so_even_beside_an_adult_stranger() -> None:
    case, child = Case(1), replace(WHOLE, person_id=7, minor=True)
    case.vulnerabilities.append(Vulnerability(7, VulnerabilityKind.UNACCOMPANIED_MINOR))
    assert missing(case, Need.RECEIVING_PERSON, [child, replace(WHOLE, person_id=8, minor=False)])


def test_a_family_is_reunited_with_visas_and_somebody_who_bears_the_costs() -> None:
    case, wife = Case(1, kind=CaseType.FAMILY_REUNIFICATION), replace(WHOLE, person_id=7)
    needs = (Need.SPONSOR, Need.COSTS_CONFIRMED, Need.ENTRY_VISAS)
    assert all(missing(case, need, [wife]) for need in needs)
    case.sponsors.append(Sponsor("Tesfay, Yonas", costs_confirmed_on=DAY))
    case.entry_visas.append(EntryVisa(7, copy_received_on=DAY, valid_until=DAY))
    assert not any(missing(case, need, [wife]) for need in needs)
    case.entry_visas[0].valid_until = DAY - timedelta(days=1)
    assert missing(case, Need.ENTRY_VISAS, [wife])


def test_a_case_with_an_open_payment_is_not_closed() -> None:
    case = Case(1)
    case.payments.append(Payment(1, 100_00, state=PaymentState.APPROVED))
    assert missing(case, Need.NO_OPEN_PAYMENTS)
    case.payments[0].state = PaymentState.VOID
    assert not missing(case, Need.NO_OPEN_PAYMENTS)


def test_a_withdrawn_consent_holds_no_more() -> None:
    case = Case(1)
    case.consents.append(Consent(ConsentPurpose.DATA_PROCESSING, given_on=date(2026, 1, 1), withdrawn_on=DAY))
    assert missing(case, Need.CONSENT)


def test_a_travel_document_must_be_valid_on_the_day() -> None:
    expired = TravellerFacts(True, True, True, date(2026, 3, 19), True)
    last_day = TravellerFacts(True, True, True, DAY, True)
    none = TravellerFacts(True, True, True, None, False)
    assert missing(Case(1), Need.TRAVEL_DOCUMENTS, [WHOLE, expired])
    assert missing(Case(1), Need.TRAVEL_DOCUMENTS, [WHOLE, none])
    assert not missing(Case(1), Need.TRAVEL_DOCUMENTS, [WHOLE, last_day])


@pytest.mark.parametrize(
    ("result", "stops"), [("", True), ("not_fit", True), ("fit", False), ("fit_with_escort", False)]
)
def test_who_is_ill_travels_only_when_fit(result: str, stops: bool) -> None:
    case = Case(1, fit_to_travel=result)
    case.vulnerabilities.append(Vulnerability(1, VulnerabilityKind.HEALTH))
    assert missing(case, Need.MEDICAL_CLEARANCE) is stops


def test_each_ill_traveller_may_be_cleared_on_their_own() -> None:
    case = Case(1)
    case.vulnerabilities += [Vulnerability(1, VulnerabilityKind.HEALTH), Vulnerability(2, VulnerabilityKind.PREGNANT)]
    case.clearances.append(Clearance(1, result="fit", valid_until=DAY))
    assert missing(case, Need.MEDICAL_CLEARANCE)
    case.clearances.append(Clearance(2, result="fit_with_escort"))
    assert not missing(case, Need.MEDICAL_CLEARANCE)
    case.clearances[0].valid_until = DAY - timedelta(days=1)
    assert missing(case, Need.MEDICAL_CLEARANCE)


def test_an_illness_that_is_over_asks_for_nothing() -> None:
    case = Case(1)
    case.vulnerabilities.append(Vulnerability(1, VulnerabilityKind.HEALTH, until=date(2026, 3, 19)))
    assert not missing(case, Need.MEDICAL_CLEARANCE)


def test_an_open_task_keeps_a_case_open() -> None:
    case = Case(1)
    case.tasks.append(Task("Call the embassy"))
    assert missing(case, Need.NO_OPEN_TASKS)
    case.tasks[0].done_on = DAY
    assert not missing(case, Need.NO_OPEN_TASKS)


def test_the_latest_permit_is_the_one_that_holds() -> None:
    case = Case(1)
    case.record_stay(StayStatus(Permit.F, since=date(2025, 5, 1)))
    case.record_stay(StayStatus(Permit.N, since=date(2024, 2, 1)))
    assert case.permit is Permit.F


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2008, 3, 20), date(2026, 3, 20), 18),
        (date(2008, 3, 21), date(2026, 3, 20), 17),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (None, date(2026, 3, 20), None),
    ],
)
def test_age_turns_on_the_birthday(birth: date | None, day: date, age: int | None) -> None:
    assert age_on(birth, day) == age
