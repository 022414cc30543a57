"""The page of a case: what it shows, how it saves, and what happens when two work on one case."""

from datetime import timedelta

from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.steps import Need, Step
from returnhelp.gui import words
from returnhelp.gui.pages.case import SECTIONS, CasePage
from returnhelp.gui.widgets import wrong
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.gui.widgets.section_list import Mark, Section
from returnhelp.gui.widgets.step_bar import State
from returnhelp.services import cases, steps, trash
from tests.gui.pages.casework.world import CONTROL, RETURN, SYRIA, focused, press, stored, type_in, wake, write

S = Qt.Key.Key_S


def sections(page: CasePage) -> dict[str, Section]:
    model = page.section_list.model()
    shown = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    return {section.key: section for section in shown}


def test_the_head_says_who_it_is_about_and_where_it_stands(page):
    head = page.head
    assert head.name_title.text() == "Haddad Omar"
    assert head.number_badge.text() == page.folder.view.case.values["number"]
    assert "4 people" in head.facts_note.text()
    assert "Anna Muster" in head.facts_note.text()
    assert [step.state for step in head.step_bar.steps()][:2] == [State.NOW, State.NEXT]
    assert head.step_button.text() == "Next: Counselling"
    assert head.saved_note.text().startswith("Saved")


def test_every_section_opens_by_its_key(page, at_desk):
    for key in filter(page.section_list.offers, SECTIONS):
        page.open(key, None)
        at_desk.settle()
        assert page.section_list.section() == key
        assert page.section(key).isVisible()


def test_a_case_opens_at_the_section_that_was_asked_for(at_desk, family):
    shown = at_desk.show(lambda desk: arrived(CasePage(desk, family), "tasks"))
    assert shown.section_list.section() == "tasks"


def arrived(page: CasePage, section: str) -> CasePage:
    page.arrive(section)
    return page


def test_what_is_missing_is_marked_and_one_click_leads_to_the_field(qtbot, page, at_desk, anna, family):
    steps.take(anna, family, Step.COUNSELLING, anna.today())
    page.refresh(None)
    at_desk.settle()
    assert sections(page)["contacts"].mark is Mark.MISSING
    assert sections(page)["consents"].mark is Mark.MISSING
    assert sections(page)["journey"].mark is Mark.NONE
    page.head.missing_row.button(Need.CONSENT).click()
    assert page.section_list.section() == "consents"
    assert focused() is page.section("consents").records_table
    press(qtbot, RETURN, Qt.Key.Key_Escape)  # the row that adds one is chosen
    assert len(page.copy.keys("consents")) == 1
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert Need.CONSENT not in page.folder.view.next[0].missing
    assert sections(page)["consents"].mark is Mark.NONE


def test_a_missing_destination_leads_to_its_field(page):
    page.open("need", Need.DESTINATION)
    assert page.section_list.section() == "facts"
    assert focused() is page.section("facts").destination_combo


def test_what_is_typed_is_saved_by_ctrl_s(qtbot, page, at_desk, anna, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "Swiss RAS")
    assert page.head.saved_note.text() == "1 change is not saved"
    assert page.title().startswith("• ")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert stored(anna, family, "counselling_office") == "Swiss RAS"
    assert page.head.saved_note.text() == "Saved a moment ago"
    assert not page.title().startswith("• ")


def test_typing_back_what_stood_there_leaves_nothing_to_save(qtbot, page):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "x")
    press(qtbot, Qt.Key.Key_Backspace)
    assert not page.is_unsaved
    assert page.head.save_button.isHidden()


def test_a_country_half_typed_is_taken_when_it_is_saved(qtbot, page, at_desk, anna, family):
    page.section("facts").destination_combo.setFocus()
    type_in(qtbot, "syri")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert stored(anna, family, "destination") == SYRIA


def test_the_last_save_is_taken_back_with_one_click(qtbot, page, at_desk, anna, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "Wrong")
    page.save()
    at_desk.settle()
    assert not page.head.undo_link.isHidden()
    page.head.undo_link.click()
    at_desk.settle()
    assert stored(anna, family, "counselling_office") == ""
    assert page.section("facts").counselling_office_edit.text() == ""
    assert page.head.undo_link.isHidden()


def test_what_a_colleague_has_changed_since_is_not_taken_back(qtbot, page, at_desk, anna, beat, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "First")
    page.save()
    at_desk.settle()
    write(beat, family, counselling_office="Second")
    page.undo()
    at_desk.settle()
    assert stored(anna, family, "counselling_office") == "Second"
    assert "changed again since" in page.message().text()


def test_what_is_discarded_can_be_had_back(qtbot, page):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "Kept in mind")
    page.discard()
    assert page.section("facts").counselling_office_edit.text() == ""
    page.message().action_button().click()
    assert page.section("facts").counselling_office_edit.text() == "Kept in mind"
    assert page.is_unsaved


def test_a_value_that_cannot_be_kept_is_marked_and_nothing_is_lost(qtbot, page, at_desk, anna, family):
    facts = page.section("facts")
    facts.counselling_office_edit.setFocus()
    type_in(qtbot, "RAS")
    facts.opened_on_edit.setFocus()
    type_in(qtbot, "31.12.2090")
    page.open("tasks", None)
    page.save()
    at_desk.settle()
    assert stored(anna, family, "counselling_office") == ""
    assert page.section_list.section() == "facts"
    assert sections(page)["facts"].mark is Mark.WRONG
    assert wrong.marked(facts.opened_on_edit)
    assert focused() is facts.opened_on_edit
    assert page.message().kind() is Kind.ERROR
    assert facts.counselling_office_edit.text() == "RAS"


def test_a_date_that_is_none_is_not_saved_as_empty(qtbot, page, at_desk, anna, family):
    facts = page.section("facts")
    facts.opened_on_edit.setFocus()
    type_in(qtbot, "tomorrow-ish")
    page.save()
    at_desk.settle()
    assert wrong.marked(facts.opened_on_edit)
    assert facts.opened_on_edit.text() == "tomorrow-ish"
    assert stored(anna, family, "opened_on") is not None


def test_two_who_edit_other_fields_do_not_disturb_each_other(qtbot, page, at_desk, anna, beat, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "Mine")
    write(beat, family, summary="RKB Bern")
    page.save()
    at_desk.settle()
    assert page.conflict_panel.isHidden()
    assert stored(anna, family, "counselling_office") == "Mine"
    assert page.section("facts").summary_edit.toPlainText() == "RKB Bern"


def test_where_somebody_else_was_first_one_chooses_field_by_field(qtbot, page, at_desk, anna, beat, family):
    facts = page.section("facts")
    for field, text in ((facts.counselling_office_edit, "Mine"), (facts.summary_edit, "Mine too")):
        field.setFocus()
        type_in(qtbot, text)
    for name, text in (("counselling_office", "Theirs"), ("summary", "Theirs too")):
        cases.save(beat, [Edit("case", family, ("case", family), {name: text})])
    page.save()
    at_desk.settle()
    panel = page.conflict_panel
    assert panel.isVisible()
    assert panel.conflict_heading.text() == "Beat Beispiel saved this meanwhile"
    assert stored(anna, family, "counselling_office") == "Theirs"
    conflicts = [one.field for one in panel.conflicts()]
    panel.choose(conflicts.index("counselling_office"), mine=True)
    panel.choose(conflicts.index("summary"), mine=False)
    panel.keep_button.click()
    at_desk.settle()
    assert panel.isHidden()
    assert stored(anna, family, "counselling_office") == "Mine"
    assert stored(anna, family, "summary") == "Theirs too"
    assert facts.summary_edit.toPlainText() == "Theirs too"
    assert not page.is_unsaved


def test_a_change_of_a_colleague_is_shown_without_losing_what_is_typed(qtbot, page, at_desk, beat, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "Not saved yet")
    change = cases.save(beat, [Edit("case", family, ("case", family), {"flight": "LX 318"})])
    at_desk.desk.announce(change)
    at_desk.settle()
    assert page.section("facts").counselling_office_edit.text() == "Not saved yet"
    assert page.folder.view.case.values["flight"] == "LX 318"
    assert page.is_unsaved


def test_whoever_only_reads_can_change_nothing(seat_of, otto, family):
    shown = seat_of(otto).show(lambda desk: CasePage(desk, family))
    facts = shown.section("facts")
    assert facts.counselling_office_edit.isReadOnly()
    assert facts.destination_combo.isReadOnly()
    assert not facts.kind_combo.isEnabled()
    assert shown.head.step_button.isHidden()
    shown.open("contacts", None)
    assert shown.section("contacts").model.rowCount() == 0
    shown.save()
    assert shown.head.save_button.isHidden()


def test_a_draft_holds_what_is_typed_and_fills_it_in_again(qtbot, page, at_desk, anna, family):
    page.section("facts").counselling_office_edit.setFocus()
    type_in(qtbot, "Half a")
    page.open("tasks", None)
    page.section("tasks").records_table.add()
    type_in(qtbot, "Ring the embassy")
    page.open("notes", None)
    page.section("notes").text_edit.setPlainText("To be said to Beat")
    held = page.hold_draft()
    assert held is not None
    again = at_desk.show(lambda desk: CasePage(desk, family))
    wake(qtbot, again)
    again.restore_draft(held)
    at_desk.settle()
    assert again.section_list.section() == "notes"
    assert again.section("notes").text_edit.toPlainText() == "To be said to Beat"
    assert again.section("facts").counselling_office_edit.text() == "Half a" or again.copy.value(
        again.folder.key, "counselling_office"
    )
    again.save()
    at_desk.settle()
    view = cases.view(anna, family)
    assert view.case.values["counselling_office"] == "Half a"
    assert [task.values["title"] for task in view.parts["tasks"]] == ["Ring the embassy"]


def test_nothing_typed_is_no_draft(page):
    assert page.hold_draft() is None


def test_the_case_is_shown_as_it_was_on_a_day(qtbot, house, at_desk, anna, family):
    first_day = anna.today()
    house.clock.pass_days(5)
    write(anna, family, counselling_office="Later", planned_departure=anna.today() + timedelta(days=30))
    page = at_desk.show(lambda desk: CasePage(desk, family))
    page.open("past", None)
    page.section("past").show_as_on(first_day)
    at_desk.settle()
    facts = page.section("facts")
    assert page.folder.past == first_day
    assert facts.counselling_office_edit.text() == ""
    assert facts.counselling_office_edit.isReadOnly()
    assert page.head.name_title.text() == "Haddad Omar"
    page.open("people", None)
    assert page.section("people").people_list.lines()[0].name == "Haddad Omar"
    for key in SECTIONS:
        page.open(key, None)
        at_desk.settle()
    page.message().action_button().click()
    at_desk.settle()
    page.open("facts", None)
    assert facts.counselling_office_edit.text() == "Later"
    assert not facts.counselling_office_edit.isReadOnly()


def test_a_day_before_the_case_was_entered_is_told_in_its_place(page, at_desk, anna):
    page.open("past", None)
    past = page.section("past")
    past.show_as_on(anna.today() - timedelta(days=900))
    at_desk.settle()
    assert wrong.marked(past.day_edit)
    assert page.folder.past is None


def test_a_case_goes_to_the_trash_and_comes_back(page, at_desk, anna, family):
    page.open("trash", None)
    at_desk.settle()
    assert not page.head.trashed_badge.isHidden()
    assert page.section("facts").counselling_office_edit.isReadOnly()
    assert [one.id for one in trash.contents(anna) if one.kind == "case"] == [family]
    toast = at_desk.toasts[-1]
    assert toast.act is not None
    toast.act()
    at_desk.settle()
    assert page.head.trashed_badge.isHidden()


def test_it_speaks_another_language_at_once(page, at_desk):
    page.open("contacts", None)
    words.use("xx")
    assert page.section("contacts").list_heading.text() != "Contacts"
    assert page.head.step_button.text() != "Next: Counselling"
    assert sections(page)["contacts"].label != "Contacts"
    assert page.section("contacts").model.headerData(1, Qt.Orientation.Horizontal) != "Kind of contact"
