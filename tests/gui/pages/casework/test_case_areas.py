"""The other areas of a case, by keyboard: victims of trafficking, reunification, children alone, referrals."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from returnhelp.domain.case import CaseType
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.household import MemberRole
from returnhelp.domain.minors import BestInterest, FamilyAssessment
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.roles import Clearance
from returnhelp.domain.steps import Need
from returnhelp.domain.trafficking import (
    LabourSector,
    MeansOfControl,
    Recruiter,
    RiskLevel,
    SexualType,
    TraffickingStatus,
)
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui.models.history import rows_of
from returnhelp.gui.pages.case import SECTIONS, CasePage
from returnhelp.gui.pages.person import PersonPage
from returnhelp.services import cases, compartments
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import CONTROL, RETURN, TAB, add, focused, people_of, press, type_in, wake, write
from tests.gui.pages.office_desk import Seat
from tests.office import Offices
from tests.services.trafficking_world import CONTENT, assessment, clear, open_case, person, safe_contact, traveller

S = Qt.Key.Key_S
CASES_OF_SOME = ("trafficking", "minors", "reunification", "complaints")


@pytest.fixture(scope="module")
def cleared(house: Offices) -> Office:
    """Beat, a caseworker with the clearance for trafficking."""
    return clear(house, "beat", Clearance.TRAFFICKING)


@pytest.fixture
def show(qtbot, seat_of: Callable[[Office], Seat]) -> Callable[[Office, int], tuple[Seat, CasePage]]:
    """The page of a case before somebody."""

    def shown(office: Office, number: int) -> tuple[Seat, CasePage]:
        at = seat_of(office)
        page = at.show(lambda desk: CasePage(desk, number))
        wake(qtbot, page)
        return at, page

    return shown


def sections(page: CasePage) -> list[str]:
    """The keys of the sections that the list offers."""
    return [key for key in SECTIONS if page.section_list.offers(key)]


def lone_child(office: Office) -> int:
    members = (NewMember(MemberRole.PRINCIPAL, person=person("Yusuf", "Haddad", birth_date=date(2012, 2, 9))),)
    return cases.open_case(office, NewCase(members=members)).value


# --- which sections a case has ----------------------------------------------------------------------


def test_a_usual_case_has_none_of_the_sections_of_others(show, anna, family):
    _at, page = show(anna, family)
    assert not set(CASES_OF_SOME) & set(sections(page))
    assert "referrals" in sections(page)


def test_a_section_comes_with_the_kind_of_case_or_what_is_recorded(show, anna, family):
    at, page = show(anna, family)
    write(anna, family, kind=CaseType.FAMILY_REUNIFICATION)
    add(anna, family, "minor_care", person_id=people_of(anna, family)["Mariam"])
    page.refresh(None)
    at.settle()
    assert {"reunification", "minors"} <= set(sections(page))
    assert "trafficking" not in sections(page)


def test_a_child_alone_has_its_section(show, anna, family):
    number = lone_child(anna)
    _at, page = show(anna, number)
    assert "minors" in sections(page)
    values = {"person_id": people_of(anna, family)["Yusuf"], "kind": VulnerabilityKind.UNACCOMPANIED_MINOR}
    add(anna, family, "vulnerabilities", **values)
    _at, page = show(anna, family)
    assert "minors" in sections(page)


# --- trafficking -------------------------------------------------------------------------------------


def test_head_and_tab_say_the_pseudonym_and_the_mouse_the_name(show, cleared):
    number = open_case(cleared)
    _at, page = show(cleared, number)
    pseudonym = cases.view(cleared, number).case.values["pseudonym"]
    assert page.title() == f"{cases.view(cleared, number).case.values['number']} {pseudonym}"
    assert page.head.name_title.text() == pseudonym
    assert page.head.name_title.toolTip() == "Okonkwo Blessing"
    assert "N 765" not in page.head.facts_note.text()
    assert "Okonkwo" not in "".join(one.text() for one in page.head.findChildren(QLabel))


def test_the_tab_of_the_person_says_the_pseudonym(seat_of, cleared):
    number = open_case(cleared)
    shown = seat_of(cleared).show(lambda desk: PersonPage(desk, traveller(cleared, number)))
    assert shown.title() == cases.view(cleared, number).case.values["pseudonym"]
    assert shown.fields.family_name_edit.text() == "Okonkwo"


def test_a_victim_is_recorded_by_keyboard_alone(qtbot, show, cleared):
    number = open_case(cleared)
    at, page = show(cleared, number)
    page.open("trafficking", None)
    section = page.section("trafficking")
    section.victims_table.setFocus()
    press(qtbot, RETURN)  # "Record a victim"
    press(qtbot, TAB)
    type_in(qtbot, "Vic")
    section.reflection_from_edit.setFocus()
    type_in(qtbot, "1.3.26")
    section.reflection_until_edit.setFocus()
    type_in(qtbot, "29.3.26")
    assert "29 days" in section.reflection_note.text()
    assert section.reflection_note.isVisible()
    type_in(qtbot, "30.3.26")
    assert not section.reflection_note.isVisible()
    press(qtbot, S, modifier=CONTROL)
    at.settle()
    (facts,) = cases.view(cleared, number).parts["trafficking"]
    assert facts.values["person_id"] == traveller(cleared, number)
    assert facts.values["status"] is TraffickingStatus.ACTUAL
    assert facts.values["reflection_until"] == date(2026, 3, 30)


def test_what_only_statistics_count_is_ticked_and_saved_with_the_victim(qtbot, show, cleared):
    number = open_case(cleared)
    at, page = show(cleared, number)
    page.open("trafficking", None)
    section = page.section("trafficking")
    section.victims_table.setFocus()
    press(qtbot, RETURN)
    ticked = {
        "means": (section.means_button, MeansOfControl.DEBT),
        "labour_sectors": (section.labour_sectors_button, LabourSector.DOMESTIC),
        "sexual_types": (section.sexual_types_button, SexualType.PROSTITUTION),
        "recruiters": (section.recruiters_button, Recruiter.FAMILY),
    }
    for button, value in ticked.values():
        button.action(value).trigger()
    press(qtbot, S, modifier=CONTROL)
    at.settle()
    (facts,) = cases.view(cleared, number).parts["trafficking"]
    assert {name: facts.values[name] for name in ticked} == {name: [value] for name, (_, value) in ticked.items()}


def test_tab_leads_from_the_last_cell_of_a_victim_to_the_fields_below(qtbot, show, cleared):
    number = open_case(cleared)
    _at, page = show(cleared, number)
    page.open("trafficking", None)
    section = page.section("trafficking")
    section.victims_table.setFocus()
    press(qtbot, RETURN)  # "Record a victim"
    (key,) = page.copy.keys("trafficking")
    press(qtbot, TAB, TAB, TAB)
    assert section.victims_table.key() == key
    assert section.facts_widget.isVisible()
    assert focused() is section.identified_by_combo


def test_a_risk_assessment_is_sealed_by_keyboard_alone(qtbot, show, cleared):
    number = open_case(cleared)
    at, page = show(cleared, number)
    page.open("need", Need.RISK_ASSESSMENT)
    record = page.section("trafficking").sealed[SealedKind.RISK_ASSESSMENT]
    assert focused() is record.open_button
    assert record.state_note.text() == "Nothing is recorded."
    press(qtbot, RETURN)
    assert focused() is record.editors["assessed_on"]
    type_in(qtbot, "20.3.26")
    press(qtbot, TAB)
    type_in(qtbot, "A. Muster")
    press(qtbot, TAB)
    type_in(qtbot, "Hig")
    record.editors["measures"].setFocus()
    qtbot.keyClicks(focused(), "Shelter in another town.")
    press(qtbot, RETURN, modifier=CONTROL)
    at.settle()
    (facts,) = cases.view(cleared, number).parts["trafficking"]
    assert facts.values["risk_level"] is RiskLevel.HIGH
    assert record.state_note.text().startswith("Recorded by Beat Beispiel")
    assert not record.is_open
    opened = compartments.read(cleared, number, SealedKind.RISK_ASSESSMENT, traveller(cleared, number))
    assert opened.values["measures"] == "Shelter in another town."


def test_what_is_sealed_is_shown_only_once_it_is_opened(show, cleared):
    number = open_case(cleared)
    who = traveller(cleared, number)
    compartments.write(cleared, number, SealedKind.SAFE_CONTACT, who, safe_contact())
    at, page = show(cleared, number)
    page.open("trafficking", None)
    record = page.section("trafficking").sealed[SealedKind.SAFE_CONTACT]
    assert record.editors["never_do"].toPlainText() == ""
    record.open_button.click()
    at.settle()
    assert record.editors["never_do"].toPlainText() == CONTENT
    record.close_button.click()
    assert record.editors["never_do"].toPlainText() == ""
    assert not record.is_open


def test_without_the_clearance_there_is_nothing_to_open(house, show, anna, cleared):
    number = open_case(cleared)
    compartments.write(cleared, number, SealedKind.RISK_ASSESSMENT, traveller(cleared, number), assessment(cleared))
    write(cleared, number, caseworker_id=anna.user.id)
    _at, page = show(anna, number)
    page.open("trafficking", None)
    record = page.section("trafficking").sealed[SealedKind.RISK_ASSESSMENT]
    assert record.open_button.isHidden()
    assert "Recorded by Beat Beispiel" in record.state_note.text()
    assert "Trafficking records" in record.state_note.text()


def test_what_somebody_else_wrote_first_is_said_and_nothing_is_lost(house, show, cleared):
    number = open_case(cleared)
    who = traveller(cleared, number)
    first = compartments.write(cleared, number, SealedKind.SAFE_CONTACT, who, safe_contact()).value
    at, page = show(cleared, number)
    page.open("trafficking", None)
    record = page.section("trafficking").sealed[SealedKind.SAFE_CONTACT]
    record.open_button.click()
    at.settle()
    compartments.write(cleared, number, SealedKind.SAFE_CONTACT, who, safe_contact(code_word="Birne"), first)
    record.editors["code_word"].setText("Quitte")
    record.write()
    at.settle()
    assert "has written this record" in record.sealed_error.text()
    assert record.editors["code_word"].text() == "Quitte"
    record.open_button.click()
    at.settle()
    assert record.editors["code_word"].text() == "Birne"


def test_a_form_that_is_not_whole_is_marked_where_it_is_wrong(show, cleared):
    number = open_case(cleared)
    at, page = show(cleared, number)
    page.open("trafficking", None)
    record = page.section("trafficking").sealed[SealedKind.RISK_ASSESSMENT]
    record.open_button.click()
    record.write()
    at.settle()
    assert record.editors["assessed_on"].property("wrong")
    record.editors["assessed_on"].setText("soon")
    record.editors["assessed_on"].textEdited.emit("soon")
    record.write()
    assert record.editors["assessed_on"].property("wrong")
    assert compartments.recorded(cleared, number) == ()


def test_what_is_typed_into_a_seal_is_kept_as_a_draft(show, cleared):
    number = open_case(cleared)
    _at, page = show(cleared, number)
    page.open("trafficking", None)
    record = page.section("trafficking").sealed[SealedKind.SCREENING]
    record.open_button.click()
    record.editors["screened_by"].setText("Beat")
    record.editors["acts"].set_values(["transfer"])
    held = page.hold_draft()
    assert held is not None
    _at, again = show(cleared, number)
    again.restore_draft(held)
    other = again.section("trafficking").sealed[SealedKind.SCREENING]
    assert other.is_open
    assert other.values()["screened_by"] == "Beat"
    assert [one.value for one in other.values()["acts"]] == ["transfer"]


def test_a_screening_says_which_elements_are_missing(show, cleared):
    number = open_case(cleared)
    _at, page = show(cleared, number)
    page.open("trafficking", None)
    record = page.section("trafficking").sealed[SealedKind.SCREENING]
    record.open_button.click()
    assert "Act, Means and Purpose" in record.found_note.text()
    record.editors["child_then"].click()
    assert "Means" not in record.found_note.text()


def test_the_history_of_the_case_says_sealed(show, cleared):
    number = open_case(cleared)
    who = traveller(cleared, number)
    compartments.write(cleared, number, SealedKind.SAFE_CONTACT, who, safe_contact())
    at, page = show(cleared, number)
    page.open("history", None)
    at.settle()
    rows = rows_of(cases.history(cleared, "case", number), page.names())
    (row,) = [one for one in rows if one.record.startswith("Sealed record")]
    assert (row.field, row.after) == ("Entered", "sealed")


def test_a_supervisor_with_the_clearance_exports_from_here(show, house, cleared, tmp_path: Path):
    number = open_case(cleared)
    add(cleared, number, "trafficking", person_id=traveller(cleared, number))
    _at, page = show(cleared, number)
    page.open("trafficking", None)
    assert page.section("trafficking").export_button.isHidden()
    at, page = show(clear(house, "sara", Clearance.TRAFFICKING), number)
    page.open("trafficking", None)
    section = page.section("trafficking")
    assert not section.export_button.isHidden()
    section.export(tmp_path / "htcds.csv")
    at.settle()
    assert b"vic_TraffickingStatus" in (tmp_path / "htcds.csv").read_bytes()


# --- family reunification ------------------------------------------------------------------------------


def test_the_sponsor_is_recorded_by_keyboard_alone(qtbot, show, anna):
    number = open_case(anna, CaseType.FAMILY_REUNIFICATION)
    at, page = show(anna, number)
    page.open("need", Need.SPONSOR)
    type_in(qtbot, "Amanuel Tesfay")
    page.open("need", Need.COSTS_CONFIRMED)
    type_in(qtbot, "1.3.26")
    press(qtbot, S, modifier=CONTROL)
    at.settle()
    (sponsor,) = cases.view(anna, number).parts["sponsors"]
    assert sponsor.values["name"] == "Amanuel Tesfay"
    assert sponsor.values["costs_confirmed_on"] == date(2026, 3, 1)
    assert page.section("reunification").sponsor_button.isHidden()


def test_a_visa_and_a_test_of_kinship_are_typed(qtbot, show, anna):
    number = open_case(anna, CaseType.FAMILY_REUNIFICATION)
    at, page = show(anna, number)
    page.open("need", Need.ENTRY_VISAS)
    press(qtbot, RETURN)
    press(qtbot, TAB, TAB)
    type_in(qtbot, "CHE 123456")
    section = page.section("reunification")
    section.kinship_table.choose_add()
    press(qtbot, RETURN)
    press(qtbot, TAB)
    type_in(qtbot, "SEM")
    press(qtbot, TAB)
    type_in(qtbot, "5.1.26")
    press(qtbot, TAB, TAB, TAB)
    type_in(qtbot, "99.99")
    press(qtbot, S, modifier=CONTROL)
    at.settle()
    (visa,) = cases.view(anna, number).parts["entry_visas"]
    assert visa.values["number"] == "CHE 123456"
    (test,) = cases.view(anna, number).parts["kinship_tests"]
    assert (test.values["asked_by"], test.values["probability"]) == ("SEM", 9999)
    model = section.kinship_table.records()
    assert model.index(0, model.column_of("probability")).data() == "99.99\N{NO-BREAK SPACE}%"


def test_a_sample_before_consent_is_said(show, anna):
    number = open_case(anna, CaseType.FAMILY_REUNIFICATION)
    at, page = show(anna, number)
    page.open("reunification", None)
    key = page.copy.add("kinship_tests", ("case", number), {"person_id": traveller(anna, number)})
    page.copy.put(key, "sampled_on", date(2026, 1, 9))
    page.save()
    at.settle()
    assert "needs consent in writing" in page.message().text()
    assert page.is_unsaved


# --- children alone ------------------------------------------------------------------------------------


def test_a_child_alone_is_cared_for_by_keyboard_alone(qtbot, show, anna):
    number = lone_child(anna)
    at, page = show(anna, number)
    page.open("need", Need.LONE_MINORS_ASSESSED)
    section = page.section("minors")
    assert "Yusuf" in section.lone_note.text()
    press(qtbot, RETURN)  # "Add a child"
    press(qtbot, TAB)
    type_in(qtbot, "Sui")
    press(qtbot, TAB)
    type_in(qtbot, "Ret")
    press(qtbot, TAB)
    type_in(qtbot, "Aunt Mona")
    press(qtbot, TAB)
    type_in(qtbot, "18.3.26")
    section.guardian_name_edit.setFocus()
    type_in(qtbot, "Ms Keller")
    section.assessed_on_edit.setFocus()
    type_in(qtbot, "1.3.26")
    section.best_interest_on_edit.setFocus()
    type_in(qtbot, "2.3.26")
    press(qtbot, S, modifier=CONTROL)
    at.settle()
    (care,) = cases.view(anna, number).parts["minor_care"]
    assert care.values["assessment"] is FamilyAssessment.SUITABLE
    assert care.values["best_interest"] is BestInterest.RETURN
    assert care.values["receiving_name"] == "Aunt Mona"
    assert care.values["receiving_confirmed_on"] == date(2026, 3, 18)
    assert care.values["guardian_name"] == "Ms Keller"
    assert not section.lone_note.isVisible()


def test_nobody_is_confirmed_tomorrow(qtbot, show, anna):
    number = lone_child(anna)
    add(anna, number, "minor_care", person_id=traveller(anna, number), receiving_name="Aunt Mona")
    at, page = show(anna, number)
    page.open("need", Need.RECEIVING_PERSON)
    section = page.section("minors")
    assert focused() is section.receiving_confirmed_on_edit
    (key,) = page.copy.keys("minor_care")
    page.copy.put(key, "receiving_confirmed_on", anna.today() + timedelta(days=2))
    page.save()
    at.settle()
    assert "still to come" in page.message().text()
    assert page.is_unsaved


# --- referrals -----------------------------------------------------------------------------------------


def test_a_referral_is_typed_and_its_days_are_counted(qtbot, show, anna, family):
    at, page = show(anna, family)
    page.open("referrals", None)
    section = page.section("referrals")
    section.records_table.setFocus()
    press(qtbot, RETURN)
    press(qtbot, TAB)
    type_in(qtbot, "FIZ")
    press(qtbot, TAB, TAB, TAB)
    type_in(qtbot, "1.3.26")
    press(qtbot, TAB)
    type_in(qtbot, "1.3.26")
    section._detail.answer_due_on_edit.setFocus()
    type_in(qtbot, "10.3.26")
    press(qtbot, S, modifier=CONTROL)
    at.settle()
    (referral,) = cases.view(anna, family).parts["referrals"]
    assert referral.values["organisation"] == "FIZ"
    assert referral.values["sent_on"] == date(2026, 3, 1)
    model = section.records_table.records()
    assert model.index(0, model.column_of("answered_on")).data() == "late, 19 days"
    assert section.sum_note.text() == "1 answer is late."


def test_a_referral_without_consent_asks_for_the_reason(show, anna, family):
    at, page = show(anna, family)
    page.open("referrals", None)
    page.copy.add("referrals", ("case", family), {"organisation": "FIZ", "sent_on": date(2026, 3, 1)})
    page.save()
    at.settle()
    assert "without consent" in page.message().text()
    (key,) = page.copy.keys("referrals")
    page.copy.put(key, "without_consent_reason", "Her life was at risk, says the doctor.")
    page.save()
    at.settle()
    assert len(cases.view(anna, family).parts["referrals"]) == 1


# --- complaints ----------------------------------------------------------------------------------------


def test_a_complaint_is_for_those_with_the_clearance(show, house, family, anna):
    sara = clear(house, "sara", Clearance.COMPLAINT)
    at, page = show(sara, family)
    page.open("complaints", None)
    record = page.section("complaints").record
    record.open_button.click()
    record.editors["complained_on"].set_value(date(2026, 3, 18))
    record.editors["complaint_topic"].set_value("service")
    record.editors["complaint_text"].setPlainText("It took four months.")
    record.write()
    at.settle()
    (seen,) = compartments.recorded(sara, family)
    assert (seen.kind, seen.person_id) == (SealedKind.COMPLAINT, None)
    _at, page = show(anna, family)
    assert "complaints" in sections(page)
    page.open("complaints", None)
    assert page.section("complaints").record.open_button.isHidden()


# --- the diagnosis -------------------------------------------------------------------------------------


def test_a_diagnosis_is_sealed_beside_the_clearance_to_travel(qtbot, show, house, family):
    sara = clear(house, "sara", Clearance.MEDICAL)
    omar, layla = (people_of(sara, family)[name] for name in ("Omar", "Layla"))
    add(sara, family, "clearances", person_id=layla)
    at, page = show(sara, family)
    page.open("clearances", None)
    section = page.section("clearances")
    section.diagnosis.open_button.click()
    section.diagnosis.editors["diagnosis"].setFocus()
    qtbot.keyClicks(focused(), "Asthma")
    press(qtbot, RETURN, modifier=CONTROL)
    at.settle()
    opened = compartments.read(sara, family, SealedKind.DIAGNOSIS, layla)
    assert opened.values["diagnosis"] == "Asthma"
    assert compartments.read(sara, family, SealedKind.DIAGNOSIS, omar) is None
    assert "Asthma" not in repr(cases.view(sara, family))
