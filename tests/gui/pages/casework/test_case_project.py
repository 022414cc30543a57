"""Reintegration of a case: projects and their parts, typed by keyboard; the plan on paper; the EU programme."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.case import Case
from returnhelp.domain.edits import Edit
from returnhelp.domain.money import Payment, PaymentState
from returnhelp.domain.projects import Feasibility, ProjectState
from returnhelp.domain.steps import Need
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.services import cases
from tests.gui.pages.casework.world import CONTROL, RETURN, TAB, add, focused, press, type_in, write
from tests.office import has_departed

S = Qt.Key.Key_S
SPACE = Qt.Key.Key_Space
INSERT = Qt.Key.Key_Insert
DELETE = Qt.Key.Key_Delete


def parts(office, case_id, entity):
    return [one.values for one in cases.view(office, case_id).parts[entity]]


@pytest.fixture
def section(page, at_desk):
    page.open("projects", None)
    at_desk.settle()
    return page.section("projects")


@pytest.fixture
def project(page, at_desk, anna, family):
    """A tailor's shop with a budget of 1200 francs."""
    given = {"kind": ProjectKind.MICRO_ENTERPRISE, "title": "Tailor"}
    made = cases.save(anna, [Edit("projects", None, ("case", family), given)]).value[0]
    add(anna, family, "budget_lines", project_id=made, item="Machine", amount=120_000, currency="CHF")
    page.refresh(None)
    at_desk.settle()
    page.open("projects", None)
    at_desk.settle()
    page.section("projects").projects_table.choose(("projects", made))
    return made


def test_a_project_and_its_parts_are_typed_by_keyboard_alone(qtbot, page, at_desk, anna, family, section):
    section.projects_table.setFocus()
    press(qtbot, RETURN)  # "Add a project"
    type_in(qtbot, "Hou")
    press(qtbot, TAB)
    type_in(qtbot, "A roof in Homs")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: focused() is section.projects_table)
    section.parts_tabs.tabBar().setFocus()
    press(qtbot, Qt.Key.Key_Right)  # "Goals and activities": the project is saved by itself
    at_desk.settle()
    [kept] = parts(anna, family, "projects")
    assert (kept["kind"], kept["title"]) == (ProjectKind.HOUSING, "A roof in Homs")
    assert at_desk.said() == "The project is saved. Now its parts can be added."
    section.goals_table.setFocus()
    press(qtbot, INSERT)
    type_in(qtbot, "The roof is tight")
    press(qtbot, TAB)
    type_in(qtbot, "1.9.26")
    section.activities_table.setFocus()
    press(qtbot, INSERT)
    type_in(qtbot, "Mat")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [goal] = parts(anna, family, "plan_goals")
    assert (goal["goal"], goal["due_on"]) == ("The roof is tight", date(2026, 9, 1))
    assert goal["project_id"] == cases.view(anna, family).parts["projects"][0].id
    assert len(parts(anna, family, "plan_activities")) == 1
    assert not page.is_unsaved


def test_a_new_project_says_that_it_is_saved_first(page, at_desk, section):
    section.projects_table.add()
    section.projects_table.commit()
    assert section.unsaved_note.text().startswith("This project is not saved yet.")
    assert not section.save_now_button.isHidden()
    assert not section.goals_table.records().can_add
    section.save_now_button.click()
    at_desk.settle()
    assert section.unsaved_note.isHidden()
    assert section.goals_table.records().can_add


def test_the_budget_is_added_up_as_it_is_typed(qtbot, page, section, project):
    section.parts_tabs.setCurrentIndex(2)
    section.budget_table.setFocus()
    press(qtbot, INSERT)
    type_in(qtbot, "Rent")
    press(qtbot, TAB)
    type_in(qtbot, "300.50")
    press(qtbot, TAB)
    type_in(qtbot, "100")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: focused() is section.budget_table)
    said = section.budget_note.text()
    assert "1’500.50" in said
    assert "1’400.50 to be covered" in said.replace("CHF ", "").replace("CHF\u00a0", "")
    assert "1’500.50" in section.money.budget_words(section.key)


def test_of_the_quotes_for_one_item_one_is_chosen(qtbot, page, at_desk, anna, family, section, project):
    for supplier in ("Juki", "Singer"):
        add(anna, family, "quotes", project_id=project, supplier=supplier, item="Machine", currency="CHF")
    page.refresh(None)
    at_desk.settle()
    section.parts_tabs.setCurrentIndex(2)
    model = section.quotes_table.records()
    column = model.column_of("chosen")
    for row in (0, 1):
        section.quotes_table.setFocus()
        section.quotes_table.setCurrentIndex(model.index(row, column))
        press(qtbot, SPACE)
    page.save()
    at_desk.settle()
    assert [one["chosen"] for one in parts(anna, family, "quotes")] == [False, True]


def test_approving_fills_in_the_day_and_asks_for_the_judgment(qtbot, page, at_desk, anna, family, section, project):
    section.projects_table.choose(("projects", project), "state", edit=True)
    type_in(qtbot, "App")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: focused() is section.projects_table)
    assert section.approved_on_edit.day() == anna.today()
    page.save()
    at_desk.settle()
    assert "nobody has judged yet" in page._messages.text()
    assert parts(anna, family, "projects")[0]["state"] is ProjectState.IDEA
    section.parts_tabs.setCurrentIndex(3)
    section.feasibility_combo.setFocus()
    qtbot.keyClicks(focused(), "It")
    assert section.feasibility_on_edit.day() == anna.today()
    page.save()
    at_desk.settle()
    [kept] = parts(anna, family, "projects")
    assert (kept["state"], kept["feasibility"]) == (ProjectState.APPROVED, Feasibility.FEASIBLE)


def test_the_missing_project_leads_to_its_state(page, section, project):
    page.open("need", Need.PROJECT)
    table = section.projects_table
    assert focused() is table
    assert table.records().columns[table.currentIndex().column()].name == "state"


def test_the_five_points_become_headings_and_nothing_is_lost(section, project):
    section.parts_tabs.setCurrentIndex(3)
    section.feasibility_note_edit.setPlainText("Market: weddings")
    section.points_button.click()
    assert section.feasibility_note_edit.toPlainText().splitlines() == [
        "Market: weddings",
        "Skills: ",
        "Place: ",
        "Safety: ",
        "Family support: ",
    ]


def test_a_late_plan_asks_why_and_is_saved_all_the_same(page, at_desk, anna, family, section, project):
    has_departed(anna, family, date(2026, 1, 12))
    view = cases.view(anna, family)
    cases.save(
        anna,
        [Edit("travellers", one.id, one.root, {"departed_on": date(2026, 1, 12)}) for one in view.parts["travellers"]],
    )
    page.refresh(None)
    at_desk.settle()
    assert "by 12.02.2026" in section.late_note.text()
    page.copy.put(("projects", project), "planned_on", date(2026, 2, 12))
    assert section.late_note.isHidden()
    page.copy.put(("projects", project), "planned_on", date(2026, 2, 13))
    assert not section.late_note.isHidden()
    page.save()
    at_desk.settle()
    assert parts(anna, family, "projects")[0]["planned_on"] == date(2026, 2, 13)


def test_a_removed_project_takes_what_was_just_added_along(page, at_desk, anna, family, section, project):
    section.goals_table.records().add()
    section.projects_table.setFocus()
    section.projects_table.records().remove(0)
    assert section.unsaved_note.text().startswith("This project is removed")
    page.save()
    at_desk.settle()
    assert parts(anna, family, "projects") == []
    assert parts(anna, family, "budget_lines") == []
    page.undo()
    at_desk.settle()
    assert parts(anna, family, "budget_lines")[0]["item"] == "Machine"


def test_instalments_are_those_of_the_line_of_aid(page, at_desk, anna, family, section, project):
    edit = Edit("aid_lines", None, ("case", family), {"component": AidComponent.IN_KIND, "requested": 200_000})
    line = cases.save(anna, [edit]).value[0]
    with anna.work("money.test") as unit:
        case = unit.get(Case, family)
        case.aid[0].decided = 150_000
        case.payments.append(Payment(line, 50_000, charged=50_000, state=PaymentState.PAID, paid_on=date(2026, 3, 1)))
        case.payments.append(Payment(line, 40_000, charged=40_000, number=2))
        unit.commit()
    cases.save(anna, [Edit("projects", project, ("case", family), {"aid_line_id": line})])
    page.refresh(None)
    at_desk.settle()
    section.parts_tabs.setCurrentIndex(4)
    told = section.payments_note.text().replace("\u00a0", " ")
    assert "Paid CHF 500.00, still planned CHF 400.00." in told
    assert "Of the decision CHF 600.00 are left." in told
    assert section.evidence_error.text() == "1 instalment was paid without evidence yet."
    assert section.payments_table.paged().total == 2


def test_the_plan_is_saved_as_a_file(page, at_desk, tmp_path, section, project):
    section.place_edit.setFocus()
    page.copy.put(("projects", project), "place", "Homs")
    file_boxes.prepared.append(tmp_path / "plan")
    section.save_button.click()
    at_desk.settle()
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert at_desk.said() == "Saved: plan.pdf"
    assert not page.is_unsaved


def test_who_only_reads_adds_nothing_and_prints_nothing(seat_of, house, anna, family):
    from returnhelp.gui.pages.case import CasePage

    add(anna, family, "projects", kind=ProjectKind.HOUSING)
    seat = seat_of(house.enter("otto"))
    shown = seat.show(lambda desk: CasePage(desk, family))
    shown.open("projects", None)
    seat.settle()
    section = shown.section("projects")
    assert not section.projects_table.records().can_add
    assert section.print_button.isHidden()
    assert section.eu_button.isHidden()


def test_the_case_is_added_to_the_eu_programme_from_here(page, at_desk, anna, family, section):
    shown = {one.key for one in page.section_list.sections()} if hasattr(page.section_list, "sections") else set()
    assert "riat" not in shown
    section.eu_button.click()
    at_desk.settle()
    assert len(parts(anna, family, "riat")) == 1
    assert page.section_list.section() == "riat"


def test_a_programme_of_the_case_is_offered_first(page, at_desk, anna, family, section, project):
    write(anna, family, programme="EURP")
    page.refresh(None)
    at_desk.settle()
    assert section.programme_combo.values()[0] is None
