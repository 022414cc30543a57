"""A case walks its steps; what each is told goes where it belongs, and a supervisor may take one back."""

from datetime import date

import pytest

from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import NeedsMissingError, NotAllowedError, StepNotForYouError
from returnhelp.domain.steps import Reason, Step
from returnhelp.services import cases, steps
from returnhelp.services.office import Office
from tests.office import Offices, decided, rules_answered
from tests.services.test_cases import open_family

DAY = date(2026, 3, 20)


def ready(office: Office) -> int:
    """A family with everything that the way to the departure asks for."""
    number = open_family(office)
    root = ("case", number)
    seen = cases.view(office, number)
    edits = [
        Edit("consents", None, root, {"purpose": "data_processing", "given_on": DAY}),
        Edit("contacts", None, root, {"kind": "counselling", "happened_on": DAY, "topic": "consequences"}),
        Edit("aid_lines", None, root, {"component": "basic", "requested": 100000}),
        Edit("case", number, root, {"fit_to_travel": "fit"}),
    ]
    for person in seen.people:
        own = ("person", person)
        edits += [
            Edit("person", person, own, {"birth_date": date(1990, 1, 1), "nationalities": [8562]}),
            Edit("travel_documents", None, own, {"kind": "passport", "expires_on": date(2030, 1, 1)}),
        ]
    cases.save(office, edits)
    rules_answered(office, number)
    return number


def walk(office: Office, number: int) -> None:
    steps.take(office, number, Step.COUNSELLING, DAY)
    steps.take(office, number, Step.ELIGIBILITY_CHECKED, DAY)
    steps.take(office, number, Step.APPLICATION_SUBMITTED, DAY)
    decided(office, number)
    steps.take(office, number, Step.APPROVED, DAY, reference="SEM 12")
    steps.take(office, number, Step.DOCUMENTS, DAY)
    steps.take(
        office,
        number,
        Step.TRAVEL_BOOKED,
        DAY,
        answers={"departure_date": DAY, "airport": "ZRH", "flight": "TK 1908"},
    )


def test_from_the_first_talk_to_the_departure(anna: Office) -> None:
    number = ready(anna)
    walk(anna, number)
    steps.take(anna, number, Step.DEPARTED, DAY, answers={"departure_date": DAY})
    seen = cases.view(anna, number)
    assert seen.case.values["step"] is Step.DEPARTED
    assert {one.values["departed_on"] for one in seen.parts["travellers"]} == {DAY}
    assert (seen.case.values["flight"], seen.case.values["planned_departure"]) == ("TK 1908", DAY)
    assert [step.step for step in seen.steps][-3:] == [Step.DOCUMENTS, Step.TRAVEL_BOOKED, Step.DEPARTED]


def test_nothing_happens_when_something_is_missing(anna: Office) -> None:
    number = open_family(anna)
    steps.take(anna, number, Step.COUNSELLING, DAY)
    with pytest.raises(NeedsMissingError):
        steps.take(anna, number, Step.ELIGIBILITY_CHECKED, DAY)
    assert cases.view(anna, number).case.values["step"] is Step.COUNSELLING


def test_somebody_of_the_family_stays_behind(anna: Office) -> None:
    number = ready(anna)
    walk(anna, number)
    stays = max(cases.view(anna, number).people)
    steps.take(anna, number, Step.DEPARTED, DAY, answers={"departure_date": DAY, "departed": {stays: None}})
    left = {one.values["person_id"]: one.values["departed_on"] for one in cases.view(anna, number).parts["travellers"]}
    assert left.pop(stays) is None
    assert set(left.values()) == {DAY}


def test_only_a_supervisor_takes_a_step_back(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    number = ready(anna)
    walk(anna, number)
    steps.take(anna, number, Step.DEPARTED, DAY, answers={"departure_date": DAY})
    with pytest.raises(NotAllowedError):
        steps.take_back(anna, number, "wrong day")
    assert steps.take_back(sara, number, "they did not board").value is Step.TRAVEL_BOOKED
    seen = cases.view(anna, number)
    assert {one.values["departed_on"] for one in seen.parts["travellers"]} == {None}
    last = seen.steps[-1]
    assert (last.step, last.taken_back_by, last.taken_back_reason) == (
        Step.DEPARTED,
        "Sara Leitung",
        "they did not board",
    )


def test_a_reclaim_is_for_supervisors(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    number = ready(anna)
    walk(anna, number)
    steps.take(anna, number, Step.NO_SHOW, DAY, reason=Reason.DISAPPEARED)
    with pytest.raises(StepNotForYouError):
        steps.take(anna, number, Step.RECLAIM, DAY, reason=Reason.NON_DEPARTURE)
    steps.take(sara, number, Step.RECLAIM, DAY, reason=Reason.NON_DEPARTURE, answers={"amount": 100000})
    assert cases.view(sara, number).case.values["step"] is Step.RECLAIM


def test_a_family_of_five_with_an_expired_passport_cannot_book(anna: Office) -> None:
    number = ready(anna)
    seen = cases.view(anna, number)
    person = max(seen.people)
    paper = seen.people_parts[person]["travel_documents"][0]
    cases.save(anna, [Edit("travel_documents", paper.id, ("person", person), {"expires_on": date(2026, 3, 19)})])
    with pytest.raises(NeedsMissingError):
        walk(anna, number)
    assert cases.view(anna, number).case.values["step"] is Step.DOCUMENTS
