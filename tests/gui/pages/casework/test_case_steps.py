"""Taking steps in the page of a case, and taking them back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.case import Fitness
from returnhelp.domain.edits import Edit
from returnhelp.domain.steps import Ask, Need, Reason, Step
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.widgets import wrong
from returnhelp.services import cases, steps
from tests.gui.pages.casework.world import (
    CONTROL,
    ESCAPE,
    RETURN,
    SYRIA,
    add,
    focused,
    people_of,
    press,
    stored,
    type_in,
    wake,
    write,
)
from tests.office import decided, rules_answered


def bring_to(office, case_id: int, *way: Step) -> None:
    """Take these steps, with everything that they need."""
    today = office.today()
    write(office, case_id, destination=SYRIA, planned_departure=today + timedelta(days=20))
    add(office, case_id, "consents", purpose="data_processing", given_on=today - timedelta(days=50))
    for topic in ("first_information", "consequences"):
        day = today - timedelta(days=50)
        add(office, case_id, "contacts", kind="counselling", happened_on=day, topic=topic)
    add(office, case_id, "aid_lines", component="basic", currency="CHF", requested=100000)
    decided(office, case_id, on=today - timedelta(days=49))
    papers = [
        Edit("travel_documents", None, ("person", number), {"kind": "passport", "number": f"P{number}"})
        for number in people_of(office, case_id).values()
    ]
    cases.save(office, papers)
    rules_answered(office, case_id)
    for at, step in enumerate(way):
        answers = {Ask.FIT_TO_TRAVEL.value: "fit", Ask.DEPARTURE_DATE.value: today}
        day = today - timedelta(days=49) + timedelta(days=at)
        steps.take(office, case_id, step, day, answers=answers)


READY_TO_BOOK = (
    Step.COUNSELLING,
    Step.ELIGIBILITY_CHECKED,
    Step.APPLICATION_SUBMITTED,
    Step.APPROVED,
    Step.DOCUMENTS,
)


def test_the_usual_step_is_taken_by_keyboard_with_what_was_typed_saved_first(qtbot, page, at_desk, anna, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "RAS")
    page.head.step_button.setFocus()
    press(qtbot, RETURN)
    at_desk.settle()
    panel = page.step_panel
    assert panel.isVisible()
    assert panel.step is Step.COUNSELLING
    assert stored(anna, family, "counselling_office") == "RAS"
    assert panel.effective_on_edit.day() == anna.today()
    assert focused() is panel.take_button
    press(qtbot, RETURN)
    at_desk.settle()
    assert panel.isHidden()
    assert stored(anna, family, "step") is Step.COUNSELLING
    assert at_desk.said() == "Step taken: Counselling"
    assert page.head.step_button.text() == "Next: Eligibility checked"


def test_what_is_missing_stands_in_the_panel_and_leads_to_its_field(qtbot, page, at_desk, anna, family):
    steps.take(anna, family, Step.COUNSELLING, anna.today())
    page.refresh(None)
    at_desk.settle()
    page.head.step_button.click()
    panel = page.step_panel
    assert not panel.take_button.isEnabled()
    panel.missing_row.button(Need.COUNSELLING_SESSION).click()
    assert page.section_list.section() == "contacts"
    table = page.section("contacts").records_table
    table.add()
    page.open("need", Need.CONSENT)
    page.section("consents").records_table.add()
    page.save()
    at_desk.settle()
    assert panel.isVisible()
    assert panel.take_button.isEnabled()
    panel.go()
    at_desk.settle()
    assert stored(anna, family, "step") is Step.ELIGIBILITY_CHECKED


def test_a_step_cannot_be_taken_in_the_future(qtbot, page, at_desk, anna, family):
    page.head.step_button.click()
    page.step_panel.effective_on_edit.setFocus()
    type_in(qtbot, "+7")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    assert not page.step_panel.panel_error.isHidden()
    assert "still to come" in page.step_panel.panel_error.text()
    assert stored(anna, family, "step") is Step.ENQUIRY


def test_escape_closes_the_panel_without_a_step(qtbot, page, anna, family):
    page.head.step_button.click()
    press(qtbot, ESCAPE)
    assert page.step_panel.isHidden()
    assert stored(anna, family, "step") is Step.ENQUIRY


def test_a_withdrawal_asks_for_its_reason(page, at_desk, anna, family):
    withdrawn = next(one for one in page.folder.view.next if one.step is Step.WITHDRAWN)
    page.begin_step(withdrawn)
    panel = page.step_panel
    assert panel.reason_widget.isVisible()
    assert not panel.airport_widget.isVisible()
    panel.go()
    assert wrong.marked(panel.reason_combo)
    panel.reason_combo.set_value(Reason.CHANGED_MIND)
    panel.comment_edit.setText("They wait for the appeal.")
    panel.go()
    at_desk.settle()
    [*_before, last] = cases.view(anna, family).steps
    assert (last.step, last.reason, last.comment) == (Step.WITHDRAWN, Reason.CHANGED_MIND, "They wait for the appeal.")


def test_the_journey_is_booked_and_each_departs_on_their_day(at_desk, anna, family):
    bring_to(anna, family, *READY_TO_BOOK)
    page = at_desk.show(lambda desk: CasePage(desk, family))
    today, panel = anna.today(), page.step_panel
    booked = next(one for one in page.folder.view.next if one.step is Step.TRAVEL_BOOKED)
    assert booked.missing == ()
    page.begin_step(booked)
    panel.departure_date_edit.set_value(today)
    panel.airport_edit.setText("ZRH")
    panel.flight_edit.setText("LX 318")
    panel.go()
    at_desk.settle()
    assert (stored(anna, family, "planned_departure"), stored(anna, family, "airport")) == (today, "ZRH")
    page.head.step_button.click()
    assert panel.step is Step.DEPARTED
    assert panel.departure_date_edit.day() == today
    names = people_of(anna, family)
    panel.day_of(names["Layla"]).set_value(today - timedelta(days=1))
    panel.day_of(names["Yusuf"]).set_value(None)
    panel.effective_on_edit.set_value(today)
    panel.go()
    at_desk.settle()
    view = cases.view(anna, family)
    departed = {one.values["person_id"]: one.values["departed_on"] for one in view.parts["travellers"]}
    assert departed[names["Omar"]] == today
    assert departed[names["Layla"]] == today - timedelta(days=1)
    assert departed[names["Yusuf"]] is None
    assert view.steps[-1].step is Step.DEPARTED


def test_medical_clearance_is_recorded_with_what_the_doctor_says(at_desk, anna, family):
    bring_to(anna, family, *READY_TO_BOOK)
    page = at_desk.show(lambda desk: CasePage(desk, family))
    page.begin_step(next(one for one in page.folder.view.next if one.step is Step.MEDICAL_CLEARANCE))
    page.step_panel.go()
    assert wrong.marked(page.step_panel.fit_to_travel_combo)
    page.step_panel.fit_to_travel_combo.set_value(Fitness.FIT_WITH_ESCORT)
    page.step_panel.go()
    at_desk.settle()
    assert stored(anna, family, "fit_to_travel") == "fit_with_escort"
    page.open("steps", None)
    said = [label.text() for label in page.section("steps").findChildren(type(page.head.facts_note))]
    assert "Fit to travel: Fit to travel with an escort" in said


def test_other_steps_stand_in_a_menu(page):
    actions = page.head.others_button.menu().actions()
    assert actions[0].text().startswith("Withdrawn")
    actions[0].trigger()
    assert page.step_panel.step is Step.WITHDRAWN


def test_steps_of_a_supervisor_are_named_and_rest(at_desk, anna, family):
    steps.take(anna, family, Step.CLOSED, anna.today(), reason=Reason.NOT_DEPARTED)
    head = at_desk.show(lambda desk: CasePage(desk, family)).head
    assert head.step_button.isHidden()
    actions = head.others_button.menu().actions()
    assert [action.text() for action in actions] == ["Counselling – a supervisor", "Reclaim – a supervisor"]
    assert not any(action.isEnabled() for action in actions)


def test_a_press_on_the_bar_begins_the_step_that_stands_there(qtbot, page):
    page.head.step_bar.setFocus()
    press(qtbot, Qt.Key.Key_Right, RETURN)
    assert page.step_panel.step is Step.COUNSELLING
    page.head.step_bar.step_chosen.emit(7)
    assert page.section_list.section() == "steps"


def test_a_caseworker_cannot_take_a_step_back(page):
    assert not [action for action in page.head.more().actions() if "Take back" in action.text()]


def test_a_supervisor_takes_the_last_step_back_with_a_reason(qtbot, seat_of, anna, sara, family):
    steps.take(anna, family, Step.COUNSELLING, anna.today())
    seat = seat_of(sara)
    page = seat.show(lambda desk: CasePage(desk, family))
    wake(qtbot, page)
    page.open("steps", None)
    page.section("steps").take_back_button.click()
    panel = page.take_back_panel
    assert "Counselling" in panel.back_heading.text()
    panel.go()
    assert wrong.marked(panel.reason_edit)
    type_in(qtbot, "The wrong family")
    press(qtbot, RETURN)
    seat.settle()
    assert stored(anna, family, "step") is Step.ENQUIRY
    [_first, second] = cases.view(anna, family).steps
    assert (second.taken_back_reason, second.taken_back_by) == ("The wrong family", "Sara Leitung")
    said = " ".join(label.text() for label in page.section("steps").findChildren(type(page.head.facts_note)))
    assert "The wrong family" in said


def test_a_case_is_handed_over_with_a_note(qtbot, page, at_desk, anna, beat, family):
    page.open("hand_over", None)
    panel = page.hand_over_panel
    assert anna.user.id not in panel.colleague_combo.values()
    panel.colleague_combo.set_value(beat.user.id)
    panel.note_edit.setFocus()
    type_in(qtbot, "They trust women more")
    press(qtbot, RETURN)
    at_desk.settle()
    view = cases.view(beat, family)
    assert view.case.values["caseworker_id"] == beat.user.id
    assert [note.values["for_user_id"] for note in view.parts["notes"]] == [beat.user.id]


@pytest.mark.parametrize("step", [Step.CLOSED, Step.WITHDRAWN])
def test_an_ended_case_still_shows_where_it_ended(at_desk, anna, family, step):
    reason = Reason.NOT_DEPARTED if step is Step.CLOSED else Reason.NEW_PERMIT
    steps.take(anna, family, step, anna.today(), reason=reason)
    page = at_desk.show(lambda desk: CasePage(desk, family))
    assert page.head.step_bar.steps()[-1].label in ("Closed", "Withdrawn")
