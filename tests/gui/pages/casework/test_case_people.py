"""The people of a case: their fields, their papers, and who belongs to the household."""

from datetime import date

from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.household import MemberRole
from returnhelp.domain.people import Precision, Sex
from returnhelp.domain.steps import Need
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.widgets import wrong
from returnhelp.services import cases, people
from tests.gui.pages.casework.world import (
    CONTROL,
    RETURN,
    SYRIA,
    TAB,
    focused,
    open_family,
    people_of,
    press,
    type_in,
)


def section(page: CasePage):
    page.open("people", None)
    return page.section("people")


def test_the_household_stands_in_its_order_with_age_and_role(page):
    lines = section(page).people_list.lines()
    assert [line.name for line in lines] == ["Haddad Omar", "Haddad Layla", "Haddad Yusuf", "Haddad Mariam"]
    assert lines[0].detail == "Principal applicant · 41 years"


def test_the_fields_are_those_of_the_chosen_person(qtbot, page, at_desk, anna, family):
    shown = section(page)
    shown.people_list.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert shown.person.given_names_edit.text() == "Layla"
    shown.person.original_given_names_edit.setFocus()
    type_in(qtbot, "ليلى")
    shown.person.birth_date_edit.setFocus()
    type_in(qtbot, "1987")
    press(qtbot, TAB)
    shown.person.languages_edit.setFocus()
    type_in(qtbot, "arab")
    press(qtbot, RETURN)
    page.save()
    at_desk.settle()
    layla = people.view(anna, people_of(anna, family)["Layla"]).person.values
    assert layla["original_given_names"] == "ليلى"
    assert (layla["birth_date"], layla["birth_precision"]) == (date(1987, 1, 1), Precision.YEAR)
    assert layla["languages"] == ["ar"]


def test_a_name_that_is_typed_shows_at_once_in_head_and_list(qtbot, page):
    shown = section(page)
    shown.person.family_name_edit.setFocus()
    type_in(qtbot, "Al-Haddad")
    assert page.head.name_title.text() == "Al-Haddad Omar"
    assert shown.people_list.lines()[0].name == "Al-Haddad Omar"


def test_an_odd_number_is_warned_of_and_saved(qtbot, page, at_desk, anna, family):
    shown = section(page)
    shown.person.zemis_edit.setFocus()
    type_in(qtbot, "1234")
    press(qtbot, TAB)
    assert "usually looks like" in shown.person.zemis_edit.accessibleDescription()
    page.save()
    at_desk.settle()
    assert people.view(anna, people_of(anna, family)["Omar"]).person.values["zemis"] == "1234"


def test_a_number_is_written_in_its_usual_form(qtbot, page):
    shown = section(page)
    shown.person.zemis_edit.setFocus()
    type_in(qtbot, "123456789")
    press(qtbot, TAB)
    assert shown.person.zemis_edit.text() == "12345678.9"
    assert page.copy.value(shown.person.tied.key, "zemis") == "12345678.9"


def test_a_travel_document_begins_as_a_passport_of_ones_own_country(qtbot, page, at_desk, anna, family):
    page.open("need", Need.TRAVEL_DOCUMENTS)
    shown = section(page)
    assert focused() is shown.person.documents_table
    press(qtbot, RETURN, TAB)
    type_in(qtbot, "N 014 557")
    press(qtbot, Qt.Key.Key_S, modifier=CONTROL)
    at_desk.settle()
    [paper] = people.view(anna, people_of(anna, family)["Omar"]).parts["travel_documents"]
    assert (paper.values["number"], paper.values["issuing_state"]) == ("N 014 557", SYRIA)


def test_a_missing_birth_date_leads_to_the_one_of_whom_it_is_missing(page, at_desk, anna, family):
    yusuf = people_of(anna, family)["Yusuf"]
    page.copy.put(("person", yusuf), "birth_date", None)
    page.save()
    at_desk.settle()
    page.open("need", Need.BIRTH_DATES)
    shown = section(page)
    assert shown.people_list.person() == yusuf
    assert focused() is shown.person.birth_date_edit
    [line] = [line for line in shown.people_list.lines() if line.id == yusuf]
    assert "Birth date" in line.missing


def test_a_person_without_any_name_is_refused_and_still_there(qtbot, page, at_desk, anna, family):
    shown = section(page)
    for field in (shown.person.family_name_edit, shown.person.given_names_edit):
        field.setFocus()
        field.selectAll()
        press(qtbot, Qt.Key.Key_Delete)
    page.save()
    at_desk.settle()
    assert "name is missing" in page.message().text()
    assert page.is_unsaved
    assert "Omar" in people_of(anna, family)


def test_a_birth_date_to_come_is_marked_at_its_field(qtbot, page, at_desk):
    shown = section(page)
    shown.person.birth_date_edit.setFocus()
    type_in(qtbot, "1.1.2031")
    page.open("facts", None)
    page.save()
    at_desk.settle()
    assert page.section_list.section() == "people"
    assert wrong.marked(shown.person.birth_date_edit)


def test_who_does_not_travel_stays_in_the_household(page, at_desk, anna, family):
    shown = section(page)
    layla = people_of(anna, family)["Layla"]
    shown.choose(layla)
    shown.member.travels_check.click()
    assert "does not travel" in shown.people_list.lines()[1].detail
    page.save()
    at_desk.settle()
    view = cases.view(anna, family)
    assert layla not in [one.values["person_id"] for one in view.parts["travellers"]]
    assert layla in [one.values["person_id"] for one in view.members]
    shown.member.travels_check.click()
    page.save()
    at_desk.settle()
    assert layla in [one.values["person_id"] for one in cases.view(anna, family).parts["travellers"]]


def test_somebody_new_joins_the_household(qtbot, page, at_desk, anna, family):
    shown = section(page)
    shown.add_button.click()
    panel = shown.adding
    assert panel.family_name_edit.text() == "Haddad"
    assert focused() is panel.given_names_edit
    type_in(qtbot, "Nour")
    panel.birth_date_edit.setFocus()
    type_in(qtbot, "3.3.2025")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    names = people_of(anna, family)
    assert "Nour" in names
    assert panel.isHidden()
    assert names["Nour"] in [one.values["person_id"] for one in cases.view(anna, family).parts["travellers"]]
    assert len(shown.people_list.lines()) == 5


def test_somebody_known_joins_instead_of_being_made_again(qtbot, page, at_desk, anna, family):
    other = people_of(anna, open_family(anna))["Mariam"]
    name = {"given_names": "Ghazaleh Parvaneh"}
    cases.save(anna, [Edit("person", other, ("person", other), name)])
    shown = section(page)
    shown.open_adding()
    panel = shown.adding
    panel.given_names_edit.setFocus()
    type_in(qtbot, "Gazaleh Parwaneh")
    panel.birth_date_edit.setFocus()
    type_in(qtbot, "30.7.2015")
    panel.look_up()
    at_desk.settle()
    candidates = [one.person.person_id for one in panel.known_list.candidates()]
    assert other in candidates
    assert people_of(anna, family)["Mariam"] not in candidates
    panel.known_list.setFocus()
    panel.known_list.setCurrentIndex(panel.known_list.model().index(candidates.index(other), 0))
    press(qtbot, RETURN)
    at_desk.settle()
    assert other in [one.values["person_id"] for one in cases.view(anna, family).members]


def test_a_new_member_without_a_name_is_told_so(page, at_desk):
    shown = section(page)
    shown.open_adding()
    shown.adding.family_name_edit.clear()
    shown.adding.go()
    at_desk.settle()
    assert "name is missing" in page.message().text()
    assert shown.adding.isVisible()


def test_who_is_removed_from_the_household_leaves_at_the_next_save(page, at_desk, anna, family):
    shown = section(page)
    mariam = people_of(anna, family)["Mariam"]
    shown.choose(mariam)
    shown.member.remove_button.click()
    assert page.is_unsaved
    page.save()
    at_desk.settle()
    assert mariam not in cases.view(anna, family).people
    assert people.view(anna, mariam).person.values["given_names"] == "Mariam"


def test_what_is_different_for_one_is_kept_for_one(page, at_desk, anna, family):
    shown = section(page)
    layla = people_of(anna, family)["Layla"]
    shown.choose(layla)
    shown.member.permit_combo.set_value("F")
    shown.member.permit_combo.chosen.emit("F")
    shown.member.role_combo.set_value(MemberRole.PARTNER)
    shown.member.role_combo.chosen.emit(MemberRole.PARTNER)
    page.save()
    at_desk.settle()
    view = cases.view(anna, family)
    permits = {one.values["person_id"]: one.values["permit"] for one in view.parts["travellers"]}
    assert permits[layla] == "F"
    assert [permit for number, permit in permits.items() if number != layla] == [None, None, None]
    assert MemberRole.PARTNER in [one.values["role"] for one in view.members]


def test_a_person_opens_on_their_own_page(page):
    shown = section(page)
    opened: list[int] = []
    page.desk.person_wanted.connect(opened.append)
    shown.member.page_link.click()
    assert opened == [shown.people_list.person()]


def test_sex_and_status_are_chosen_by_their_first_letters(qtbot, page, at_desk, anna, family):
    shown = section(page)
    shown.person.sex_combo.setFocus()
    type_in(qtbot, "Oth")
    page.save()
    at_desk.settle()
    assert people.view(anna, people_of(anna, family)["Omar"]).person.values["sex"] is Sex.OTHER
