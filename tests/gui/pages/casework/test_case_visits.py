"""Visits after return: planned by a button, typed by keyboard, overdue ones marked."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.monitoring import VisitMethod, VisitOutcome
from returnhelp.domain.register_lists import Register
from returnhelp.services import cases, registers
from tests.gui.pages.casework.world import CONTROL, RETURN, TAB, add, press, type_in, write
from tests.office import has_departed

S = Qt.Key.Key_S


@pytest.fixture
def home(anna, sara, family):
    """A family that left on 12 January, with a project of a programme that wants visits after 1 and 6 months."""
    edit = Edit("programmes", None, ("programmes", -1), {"name": "Syria", "monitoring_months": [1, 6]})
    assert Register.PROGRAMMES.value == "programmes"
    write(anna, family, programme_id=registers.save(sara, [edit]).value[0])
    add(anna, family, "projects", kind=ProjectKind.HOUSING, title="A roof")
    has_departed(anna, family, date(2026, 1, 12))
    view = cases.view(anna, family)
    gone = {"departed_on": date(2026, 1, 12)}
    cases.save(anna, [Edit("travellers", one.id, one.root, gone) for one in view.parts["travellers"]])
    return family


@pytest.fixture
def section(home, page, at_desk):
    page.refresh(None)
    at_desk.settle()
    page.open("visits", None)
    at_desk.settle()
    return page.section("visits")


def visits(office, case_id):
    return [one.values for one in cases.view(office, case_id).parts["visits"]]


def test_the_visits_are_planned_by_one_button(page, at_desk, anna, family, section):
    assert "1 and 6 months after the return on 12.01.2026" in section.sum_note.text()
    section.plan_button.click()
    assert not section.plan_button.isEnabled()
    page.save()
    at_desk.settle()
    assert [one["due_on"] for one in visits(anna, family)] == [date(2026, 2, 12), date(2026, 7, 13)]
    assert {one["project_id"] for one in visits(anna, family)} == {cases.view(anna, family).parts["projects"][0].id}
    assert section.state_words(page.copy.keys("visits")[0]) == "overdue: 36 days"


def test_a_visit_without_a_date_gets_its_day_first(page, at_desk, anna, family, section):
    add(anna, family, "visits", method=VisitMethod.PHONE)
    page.refresh(None)
    at_desk.settle()
    section.plan_button.click()
    page.save()
    at_desk.settle()
    assert [one["due_on"] for one in visits(anna, family)] == [date(2026, 2, 12), date(2026, 7, 13)]


def test_a_visit_is_typed_by_keyboard_alone(qtbot, page, at_desk, anna, family, section):
    section.records_table.setFocus()
    press(qtbot, RETURN)  # "Add a visit"
    type_in(qtbot, "12.2.26")
    press(qtbot, TAB)
    type_in(qtbot, "15.2.26")
    press(qtbot, TAB, TAB)
    type_in(qtbot, "Ph")
    press(qtbot, TAB)
    type_in(qtbot, "Project r")
    press(qtbot, TAB)
    type_in(qtbot, "Want")
    press(qtbot, TAB)
    section.detail.income_edit.setFocus()
    type_in(qtbot, "180")
    section.detail.currency_edit.setFocus()
    type_in(qtbot, "syp")
    section.detail.by_whom_edit.setFocus()
    type_in(qtbot, "IOM Damascus")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [visit] = visits(anna, family)
    assert (visit["due_on"], visit["done_on"]) == (date(2026, 2, 12), date(2026, 2, 15))
    assert (visit["method"], visit["outcome"]) == (VisitMethod.PHONE, VisitOutcome.RUNNING)
    assert (visit["income"], visit["currency"], visit["by_whom"]) == (18_000, "SYP", "IOM Damascus")
    assert section.sum_note.text().startswith("1 visit made, 0 still due.")


def test_a_visit_before_the_departure_is_refused_with_a_sentence(page, at_desk, anna, family, section):
    section.records_table.add()
    section.records_table.commit()
    page.copy.put(page.copy.keys("visits")[-1], "done_on", date(2026, 1, 11))
    page.save()
    at_desk.settle()
    assert "the departure was on 12 January 2026" in page._messages.text()
    assert visits(anna, family) == []
    assert page.is_unsaved


def test_a_visit_made_much_too_early_is_doubted(page, section):
    section.records_table.add()
    section.records_table.commit()
    key = page.copy.keys("visits")[-1]
    page.copy.put(key, "due_on", date(2026, 7, 13))
    page.copy.put(key, "done_on", date(2026, 3, 1))
    page.copy.put(key, "outcome", VisitOutcome.RUNNING)
    section.records_table.choose(key)
    assert section.detail.doubt_error.text().startswith("The visit was made more than 30 days")


def test_why_nothing_can_be_planned_is_told(page, at_desk, anna, family):
    page.open("visits", None)
    at_desk.settle()
    section = page.section("visits")
    assert not section.plan_button.isEnabled()
    assert section.sum_note.text() == "Visits are counted from the departure, which is not recorded yet."
