"""What follows from the dates of a case is reminded of in My day, and is gone when it is met."""

from datetime import date, timedelta

from returnhelp.domain.deadlines import DeadlineKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.lists import DueDeadline
from returnhelp.services import cases, lists, preferences, registers, trash
from returnhelp.services.office import Office
from tests.office import Offices, has_departed
from tests.services.test_cases import open_family

TODAY = date(2026, 3, 20)


def due(office: Office) -> dict[str, DueDeadline]:
    return {one.kind: one for one in lists.my_day(office).deadlines}


def edit(office: Office, number: int, entity: str, values: dict[str, object], record: int | None = None) -> None:
    cases.save(office, [Edit(entity, record, ("case", number), values)])


def test_a_departure_deadline_is_counted_and_shows_in_my_day(anna: Office) -> None:
    number = open_family(anna)
    stay = {"permit": "N", "procedure": "asylum_accelerated", "stage": "final_negative"}
    edit(anna, number, "stays", {**stay, "since": date(2026, 3, 10), "notified_on": date(2026, 3, 16)})
    (found,) = due(anna).values()
    assert (found.kind, found.due_on, found.case_id) == (DeadlineKind.DEPARTURE, date(2026, 3, 23), number)
    (counted,) = cases.view(anna, number).deadlines
    assert counted.article.startswith("AsylG Art. 45")
    assert counted.counted_from == date(2026, 3, 16)


def test_who_has_left_is_not_reminded_of_leaving(anna: Office) -> None:
    number = open_family(anna)
    stay = {"permit": "N", "procedure": "asylum_accelerated", "stage": "final_negative"}
    edit(anna, number, "stays", {**stay, "since": date(2026, 3, 10), "notified_on": date(2026, 3, 16)})
    has_departed(anna, number, TODAY)
    for one in cases.view(anna, number).parts["travellers"]:
        edit(anna, number, "travellers", {"departed_on": TODAY}, one.id)
    assert DeadlineKind.DEPARTURE not in due(anna)


def test_a_paper_that_ends_before_the_journey_is_a_deadline_of_the_case(anna: Office) -> None:
    number = open_family(anna)
    person = min(cases.view(anna, number).people)
    ends = TODAY + timedelta(days=5)
    cases.save(
        anna,
        [
            Edit("travel_documents", None, ("person", person), {"kind": "passport", "expires_on": ends}),
            Edit("case", number, ("case", number), {"planned_departure": TODAY + timedelta(days=9)}),
        ],
    )
    assert due(anna)[DeadlineKind.TRAVEL_DOCUMENT].due_on == ends
    assert cases.view(anna, number).deadlines[0].falls_short


def test_dsg_25_a_request_about_ones_data_is_answered_within_thirty_days(anna: Office) -> None:
    number = open_family(anna)
    edit(anna, number, "data_requests", {"kind": "access", "received_on": date(2026, 2, 25)})
    assert due(anna)[DeadlineKind.DATA_REQUEST].due_on == date(2026, 3, 27)
    (request,) = cases.view(anna, number).parts["data_requests"]
    edit(anna, number, "data_requests", {"answered_on": TODAY}, request.id)
    assert due(anna) == {}


def test_a_case_in_the_trash_reminds_nobody(anna: Office) -> None:
    number = open_family(anna)
    edit(anna, number, "data_requests", {"kind": "access", "received_on": date(2026, 2, 25)})
    trash.put_in(anna, "case", number)
    assert due(anna) == {}
    trash.bring_back(anna, "case", number)
    assert set(due(anna)) == {DeadlineKind.DATA_REQUEST}


def test_a_setting_of_the_office_counts_for_the_cases_that_are_open(house: Offices) -> None:
    anna = house.enter("anna")
    number = open_family(anna)
    edit(anna, number, "consents", {"purpose": "data_processing", "given_on": date(2025, 3, 25)})
    assert due(anna) == {}
    preferences.set_office_setting(house.admin, "consent_review_months", 12)
    assert due(anna)[DeadlineKind.CONSENT_REVIEW].due_on == date(2026, 3, 25)


def test_the_months_of_a_programme_are_those_of_its_cases(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    number = open_family(anna)
    (programme,) = registers.save(
        sara, [Edit("programmes", None, ("programmes", -1), {"name": "Georgia", "monitoring_months": [6]})]
    ).value.values()
    edit(anna, number, "case", {"programme_id": programme}, number)
    edit(anna, number, "projects", {"kind": "housing", "state": "idea"})
    has_departed(anna, number, date(2025, 9, 25))
    for one in cases.view(anna, number).parts["travellers"]:
        edit(anna, number, "travellers", {"departed_on": date(2025, 9, 25)}, one.id)
    visits = [one for one in cases.view(anna, number).deadlines if one.kind is DeadlineKind.MONITORING_VISIT]
    assert [one.due_on for one in visits] == [date(2026, 3, 25)]
    assert due(anna)[DeadlineKind.MONITORING_VISIT].due_on == date(2026, 3, 25)
    registers.save(sara, [Edit("programmes", programme, ("programmes", programme), {"monitoring_months": [5]})])
    assert due(anna)[DeadlineKind.MONITORING_VISIT].due_on == date(2026, 2, 25)
