"""The journey of a case in the window: legs, help, papers, clearance, typed by keyboard and told of in time."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.steps import Need
from returnhelp.domain.travel import BookedBy, LegMode, LegOutcome
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.services import cases
from tests.gui.pages.casework.world import CONTROL, DOWN, RETURN, TAB, add, focused, people_of, press, type_in, write
from tests.office import has_departed

S = Qt.Key.Key_S
DAY = date(2026, 3, 26)


def read_again(page, at_desk):
    page.refresh(None)
    at_desk.settle()


def legs_of(office, case_id):
    return [one.values for one in cases.view(office, case_id).parts["legs"]]


@pytest.fixture
def journey(page):
    page.open("journey", None)
    return page.section("journey")


def test_a_leg_is_typed_by_keyboard_alone(qtbot, page, journey, at_desk, anna, family):
    journey.legs_table.setFocus()
    press(qtbot, RETURN)  # "Add a leg"
    type_in(qtbot, "26.3.26")
    press(qtbot, TAB)
    type_in(qtbot, "815")
    press(qtbot, TAB)
    type_in(qtbot, "zrh")
    press(qtbot, TAB)
    type_in(qtbot, "Istanb")
    press(qtbot, DOWN, TAB)  # the first airport that is offered
    type_in(qtbot, "26.3.26")
    press(qtbot, TAB)
    type_in(qtbot, "13h05")
    press(qtbot, TAB)
    type_in(qtbot, "Turkish Airlines")
    press(qtbot, TAB)
    type_in(qtbot, "TK 1908")
    press(qtbot, TAB)
    type_in(qtbot, "Boo")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [leg] = legs_of(anna, family)
    assert (leg["departs_on"], leg["departs_at"], leg["arrives_at"]) == (DAY, "08:15", "13:05")
    assert (leg["from_place"], leg["to_place"]) == ("ZRH", "IST")
    assert (leg["carrier"], leg["number"], leg["outcome"]) == ("Turkish Airlines", "TK 1908", LegOutcome.BOOKED)
    assert not page.is_unsaved


def test_legs_that_are_typed_stay_as_they_were_entered(qtbot, page, journey):
    journey.legs_table.setFocus()
    for start in ("09:40", "18:10"):
        press(qtbot, Qt.Key.Key_Insert, TAB)
        type_in(qtbot, start)
        press(qtbot, TAB)
        journey.legs_table.commit()
    model = journey.legs_table.records()
    at = model.column_of("departs_at")
    assert [model.index(row, at).data() for row in range(2)] == ["09:40", "18:10"]


def test_the_usual_three_legs_are_added_at_once(page, journey, at_desk, anna, family):
    write(anna, family, planned_departure=DAY, airport="ZRH", flight="TK 1908")
    add(anna, family, "arrangements", final_destination="Homs")
    read_again(page, at_desk)
    journey.usual_legs_button.click()
    page.save()
    at_desk.settle()
    train, flight, road = legs_of(anna, family)
    assert (train["mode"], train["to_place"], train["departs_on"]) == (LegMode.TRAIN, "ZRH", DAY)
    assert (flight["mode"], flight["from_place"], flight["number"]) == (LegMode.FLIGHT, "ZRH", "TK 1908")
    assert (road["mode"], road["to_place"]) == (LegMode.ROAD, "Homs")
    assert [leg["position"] for leg in (train, flight, road)] == [1, 2, 3]
    assert flight["booked_by"] is BookedBy.IOM_SIM, "there are minors"


def two_legs(office, case_id, second="15:40"):
    for position, start, leaves, end, comes in (
        (1, "ZRH", "10:05", "IST", "14:55"),
        (2, "IST", second, "BEY", "17:35"),
    ):
        add(office, case_id, "legs", position=position, from_place=start, departs_on=DAY, departs_at=leaves,
            to_place=end, arrives_on=DAY, arrives_at=comes)  # fmt: skip


def test_the_time_to_change_is_shown_and_a_short_one_told(page, journey, at_desk, anna, family):
    two_legs(anna, family)
    read_again(page, at_desk)
    model = journey.legs_table.records()
    told = [model.words(model.key(row), model.columns[model.column_of("position")]) for row in range(2)]
    assert told == ["", "0:45\u00a0h"]
    assert journey.notices_bar.text() == "At Istanbul (IST) there are only 45 minutes to change."
    assert journey.notices_bar.kind() is Kind.WARNING
    key = model.key(1)
    page.copy.put(key, "departs_at", "16:30")
    assert journey.notices_bar.text() == ""


def test_legs_that_overlap_are_told_while_typing_and_refused_at_the_save(page, journey, at_desk, anna, family):
    two_legs(anna, family)
    read_again(page, at_desk)
    page.copy.put(journey.legs_table.records().key(1), "departs_at", "14:00")
    assert "departs before the one before it arrives" in journey.notices_bar.text()
    page.save()
    at_desk.settle()
    assert "IST" in page.message().text()
    assert page.is_unsaved
    assert [leg["departs_at"] for leg in legs_of(anna, family)] == ["10:05", "15:40"]


def test_a_time_that_is_none_is_marked_in_its_cell(qtbot, page, journey, at_desk, anna, family):
    two_legs(anna, family)
    read_again(page, at_desk)
    journey.legs_table.choose(journey.legs_table.records().key(0), "departs_at", edit=True)
    type_in(qtbot, "soon")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: not journey.legs_error.isHidden())
    page.save()
    at_desk.settle()
    assert legs_of(anna, family)[0]["departs_at"] == "10:05"


def test_who_may_travel_with_sim_is_said(page, journey, at_desk, anna, family):
    assert journey.sim_bar.text() == "SIM may organise this journey: Yusuf (a minor) and Mariam (a minor)."
    add(anna, family, "vulnerabilities", person_id=people_of(anna, family)["Layla"], kind="health")
    read_again(page, at_desk)
    assert "Layla (ill)" in journey.sim_bar.text()


def test_a_document_that_expires_on_the_way_is_told(page, journey, at_desk, anna, family):
    from returnhelp.domain.edits import Edit

    omar = people_of(anna, family)["Omar"]
    passport = {"kind": "passport", "expires_on": date(2026, 3, 25)}
    cases.save(anna, [Edit("travel_documents", None, ("person", omar), passport)])
    two_legs(anna, family, "16:30")
    read_again(page, at_desk)
    assert "The travel document of Omar is valid until 25.03.2026 only" in journey.notices_bar.text()


@pytest.mark.parametrize(
    ("need", "section", "field"),
    [
        (Need.DEPARTURE_DATES, "journey", "planned_departure_edit"),
        (Need.MEDICAL_CLEARANCE, "clearances", "fit_to_travel_combo"),
    ],
)
def test_what_is_missing_leads_to_its_field(page, need, section, field):
    page.open("need", need)
    assert page.section_list.section() == section
    assert focused() is getattr(page.section(section), field)


def test_a_missing_clearance_leads_to_the_one_that_waits_for_its_result(page, at_desk, anna, family):
    add(anna, family, "clearances", person_id=people_of(anna, family)["Layla"])
    read_again(page, at_desk)
    page.open("need", Need.MEDICAL_CLEARANCE)
    table = page.section("clearances").clearances_table
    assert focused() is table
    assert table.records().columns[table.currentIndex().column()].name == "result"


def test_missing_travel_documents_lead_to_the_people(page):
    page.open("need", Need.TRAVEL_DOCUMENTS)
    assert page.section_list.section() == "people"


def test_special_needs_are_ticked_and_shown_by_the_letters_of_the_carriers(qtbot, page, at_desk, anna, family):
    page.open("travel_help", None)
    section = page.section("travel_help")
    section.arrangements_table.setFocus()
    press(qtbot, RETURN)
    press(qtbot, Qt.Key.Key_Escape)
    section.needs_button.setFocus()
    from returnhelp.domain.travel import Help, SpecialNeed

    section.needs_button.action(SpecialNeed.WHEELCHAIR_CABIN).trigger()
    section.needs_button.action(SpecialNeed.OXYGEN).trigger()
    section.helps_button.action(Help.TRANSIT).trigger()
    assert section.needs_button.text() == "WCHC – Wheelchair to the seat +1"
    model = section.arrangements_table.records()
    assert model.words(model.key(0), model.columns[2]) == "WCHC, OXYG"
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [one] = cases.view(anna, family).parts["arrangements"]
    assert one.values["needs"] == ["wheelchair_cabin", "oxygen"]
    assert one.values["helps"] == ["transit"]
    assert one.values["person_id"] is None, "the first one is for everybody"


def test_an_escort_is_entered_under_the_help(qtbot, page, at_desk, anna, family):
    page.open("travel_help", None)
    section = page.section("travel_help")
    section.escorts_table.setFocus()
    press(qtbot, RETURN)
    type_in(qtbot, "Med")
    press(qtbot, TAB)
    type_in(qtbot, "Lay")
    press(qtbot, TAB)
    type_in(qtbot, "Vera Pfleger")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [one] = cases.view(anna, family).parts["escorts"]
    assert (one.values["kind"], one.values["name"]) == ("medical", "Vera Pfleger")
    assert one.values["person_id"] == people_of(anna, family)["Layla"]
    assert one.values["ordered_on"] == anna.today()


def test_an_escort_confirmed_before_it_was_ordered_is_refused_with_a_sentence(page, at_desk, anna, family):
    add(anna, family, "escorts", kind="social", ordered_on=date(2026, 3, 10))
    read_again(page, at_desk)
    page.open("travel_help", None)
    table = page.section("travel_help").escorts_table
    page.copy.put(table.records().key(0), "confirmed_on", date(2026, 3, 9))
    page.save()
    at_desk.settle()
    assert "cannot be confirmed on 9 March 2026" in page.message().text()


def test_papers_being_procured_are_added_up(qtbot, page, at_desk, anna, family):
    page.open("travel_papers", None)
    section = page.section("travel_papers")
    section.records_table.setFocus()
    press(qtbot, RETURN)
    type_in(qtbot, "Lais")
    press(qtbot, TAB, TAB)
    type_in(qtbot, "Consulate in Geneva")
    press(qtbot, TAB, TAB, TAB)
    type_in(qtbot, "180")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [one] = cases.view(anna, family).parts["paper_requests"]
    assert (one.values["kind"], one.values["cost"]) == ("laissez_passer", 18000)
    assert "180.00" in section.sum_note.text()


def test_a_result_is_chosen_for_each_traveller_who_is_ill_first(qtbot, page, at_desk, anna, family):
    layla = people_of(anna, family)["Layla"]
    add(anna, family, "vulnerabilities", person_id=layla, kind="health")
    read_again(page, at_desk)
    page.open("clearances", None)
    section = page.section("clearances")
    section.clearances_table.add()
    press(qtbot, TAB, TAB, TAB)
    press(qtbot, DOWN, DOWN)
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [one] = cases.view(anna, family).parts["clearances"]
    assert (one.values["person_id"], one.values["result"]) == (layla, "fit_with_escort")


def test_each_travellers_own_day_is_kept_in_the_journey(qtbot, page, journey, at_desk, anna, family):
    has_departed(anna, family, date(2026, 3, 12))
    table = journey.travellers_table
    table.choose(table.records().key(1), "departed_on", edit=True)
    type_in(qtbot, "12.3.26")
    press(qtbot, TAB)
    type_in(qtbot, "gva")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    traveller = cases.view(anna, family).parts["travellers"][1].values
    assert (traveller["departed_on"], traveller["airport"]) == (date(2026, 3, 12), "GVA")
