"""A case knows what is missing for a step, and which permit holds."""

from datetime import UTC, date, datetime

import pytest

from returnhelp.domain.aid import AidComponent, AidLine, ProjectKind
from returnhelp.domain.case import Case, Permit, StayStatus, TravellerFacts, missing_for
from returnhelp.domain.consent import Consent, ConsentPurpose
from returnhelp.domain.contacts import Contact, ContactKind, ContactTopic
from returnhelp.domain.people import age_on
from returnhelp.domain.steps import Move, Need, Step
from returnhelp.domain.tasks import Task
from returnhelp.domain.vulnerability import Vulnerability, VulnerabilityKind

DAY = date(2026, 3, 20)
NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
WHOLE = TravellerFacts(True, True, True, date(2027, 1, 1), True)


def missing(case: Case, need: Need, people: list[TravellerFacts] | None = None, *, principal: bool = True) -> bool:
    row = Move(Step.ENQUIRY, Step.CLOSED, needs=(need,))
    return bool(missing_for(row, case, [WHOLE] if people is None else people, principal, DAY))


def test_an_empty_case_misses_everything_that_is_ever_needed() -> None:
    for need in Need:
        if need in (Need.MEDICAL_CLEARANCE, Need.NO_OPEN_TASKS):
            continue
        assert missing(Case(1), need, [], principal=False), need


def test_each_need_is_met_by_its_own_entry() -> None:
    case = Case(1, caseworker_id=4, destination=8304, planned_departure=DAY)
    case.record_stay(StayStatus(Permit.N, since=DAY))
    case.consents.append(Consent(ConsentPurpose.DATA_PROCESSING, given_on=DAY))
    case.contacts.append(Contact(ContactKind.COUNSELLING, DAY, ContactTopic.CONSEQUENCES))
    case.aid.append(AidLine(AidComponent.IN_KIND, project=ProjectKind.HOUSING, requested=300000, decided=300000))
    for need in Need:
        assert not missing(case, need), need


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
