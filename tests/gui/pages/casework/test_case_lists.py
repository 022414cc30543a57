"""The tables of a case: typed into by keyboard alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui.models.records import MARKS
from returnhelp.services import cases
from tests.gui.pages.casework.world import CONTROL, DOWN, ESCAPE, RETURN, TAB, add, focused, people_of, press, type_in

S = Qt.Key.Key_S
INSERT = Qt.Key.Key_Insert
DELETE = Qt.Key.Key_Delete
SPACE = Qt.Key.Key_Space


def opened(page, key):
    """The table of a section, with the focus in it."""
    page.open(key, None)
    table = page.section(key).records_table
    table.setFocus()
    return table


def test_a_talk_is_logged_by_keyboard_alone(qtbot, page, at_desk, anna, family):
    opened(page, "contacts")
    press(qtbot, RETURN)  # "Add a contact"
    type_in(qtbot, "12.3.26")
    press(qtbot, TAB)
    type_in(qtbot, "Pho")
    press(qtbot, TAB)
    type_in(qtbot, "Jou")
    press(qtbot, TAB, TAB)
    type_in(qtbot, "25")
    press(qtbot, TAB)
    type_in(qtbot, "arab")
    press(qtbot, TAB, SPACE)
    page.section("contacts").tied[0].field("note").setFocus()
    qtbot.keyClicks(focused(), "They ask for a later flight.")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [talk] = cases.view(anna, family).parts["contacts"]
    assert talk.values["happened_on"] == date(2026, 3, 12)
    assert talk.values["kind"] is ContactKind.PHONE
    assert talk.values["topic"] is ContactTopic.TRAVEL
    assert talk.values["minutes"] == 25
    assert talk.values["language"] == "ar"
    assert talk.values["interpreter"] is True
    assert talk.values["note"] == "They ask for a later flight."
    assert not page.is_unsaved


def test_escape_leaves_a_cell_as_it_was(qtbot, page, anna, family):
    add(anna, family, "tasks", title="Ring the embassy")
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.copy.keys("tasks")) == 1)
    opened(page, "tasks")
    press(qtbot, RETURN)
    type_in(qtbot, "Something else")
    press(qtbot, ESCAPE)
    assert not page.is_unsaved


def test_enter_takes_what_is_typed_and_stays(qtbot, page, anna, family):
    add(anna, family, "tasks", title="Ring the embassy")
    page.refresh(None)
    qtbot.waitUntil(lambda: len(page.copy.keys("tasks")) == 1)
    table = opened(page, "tasks")
    press(qtbot, RETURN)
    type_in(qtbot, "Write to the embassy")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: focused() is table)
    assert page.copy.value(page.copy.keys("tasks")[0], "title") == "Write to the embassy"
    assert table.currentIndex().row() == 0


def test_delete_strikes_a_line_through_until_it_is_saved(qtbot, page, at_desk, anna, family):
    for title in ("One", "Two"):
        add(anna, family, "tasks", title=title)
    page.refresh(None)
    at_desk.settle()
    table = opened(page, "tasks")
    press(qtbot, DELETE)
    assert table.currentIndex().data(MARKS).removed
    press(qtbot, DELETE)
    assert not table.currentIndex().data(MARKS).removed
    assert not page.is_unsaved
    press(qtbot, DELETE)
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert [task.values["title"] for task in cases.view(anna, family).parts["tasks"]] == ["Two"]


def test_a_removed_line_comes_back_with_undo(qtbot, page, at_desk, anna, family):
    add(anna, family, "tasks", title="Keep me", due_on=date(2026, 4, 1))
    page.refresh(None)
    at_desk.settle()
    opened(page, "tasks")
    press(qtbot, DELETE)
    page.save()
    at_desk.settle()
    assert cases.view(anna, family).parts["tasks"] == ()
    page.undo()
    at_desk.settle()
    [task] = cases.view(anna, family).parts["tasks"]
    assert (task.values["title"], task.values["due_on"]) == ("Keep me", date(2026, 4, 1))


def test_a_line_begun_and_left_empty_is_not_saved(qtbot, page, at_desk, anna, family):
    opened(page, "tasks")
    press(qtbot, INSERT, ESCAPE)
    assert not page.is_unsaved
    page.save()
    at_desk.settle()
    assert cases.view(anna, family).parts["tasks"] == ()


def test_a_cell_that_is_not_understood_is_told_and_kept(qtbot, page, at_desk, anna, family):
    opened(page, "tasks")
    press(qtbot, INSERT)
    type_in(qtbot, "Ring")
    press(qtbot, TAB)
    type_in(qtbot, "soon")
    press(qtbot, RETURN)
    qtbot.waitUntil(lambda: not page.section("tasks").records_error.isHidden())
    page.save()
    at_desk.settle()
    assert cases.view(anna, family).parts["tasks"] == ()
    table = page.section("tasks").records_table
    assert table.records().words(table.key(), table.records().columns[1]) == "soon"
    press(qtbot, RETURN)
    type_in(qtbot, "+7")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert len(cases.view(anna, family).parts["tasks"]) == 1


def test_a_value_out_of_range_is_marked_in_its_cell(qtbot, page, at_desk, anna, family):
    opened(page, "contacts")
    press(qtbot, INSERT)
    type_in(qtbot, "31.12.2090")
    page.save()
    at_desk.settle()
    table = page.section("contacts").records_table
    assert table.currentIndex().data(MARKS).wrong
    assert cases.view(anna, family).parts["contacts"] == ()


@pytest.mark.parametrize(
    ("section", "entity", "field", "value"),
    [
        ("consents", "consents", "purpose", ConsentPurpose.DATA_PROCESSING),
        ("vulnerabilities", "vulnerabilities", "kind", VulnerabilityKind.HEALTH),
        ("stays", "stays", "permit", "N"),
    ],
)
def test_a_new_line_begins_with_what_is_likely(qtbot, page, at_desk, anna, family, section, entity, field, value):
    opened(page, section).add()
    page.save()
    at_desk.settle()
    newest = cases.view(anna, family).parts[entity][-1]
    assert newest.values[field] == value


def test_people_are_chosen_by_their_given_names(qtbot, page, at_desk, anna, family):
    opened(page, "vulnerabilities").add()
    type_in(qtbot, "Lay")
    page.save()
    at_desk.settle()
    [one] = cases.view(anna, family).parts["vulnerabilities"]
    assert one.values["person_id"] == people_of(anna, family)["Layla"]


def test_the_fields_under_a_table_are_those_of_the_chosen_line(qtbot, page, at_desk, anna, family):
    for note in ("The first talk", "The second talk"):
        add(anna, family, "contacts", kind="counselling", happened_on=anna.today(), note=note)
    page.refresh(None)
    at_desk.settle()
    table = opened(page, "contacts")
    note = page.section("contacts").tied[0].field("note")
    assert note.toPlainText() == "The second talk"
    press(qtbot, Qt.Key.Key_Up)
    assert note.toPlainText() == "The first talk"
    press(qtbot, DOWN, DOWN)
    assert table.key() is None
    assert not note.isEnabled()


def test_a_draft_is_held_without_ending_what_is_being_typed(qtbot, page):
    opened(page, "tasks")
    press(qtbot, INSERT)
    qtbot.keyClicks(focused(), "Ring the emb")
    editor = focused()
    held = page.hold_draft()
    assert [row["typed"]["title"] for row in held["typed"]] == ["Ring the emb"]
    qtbot.keyClicks(focused(), "assy")
    assert focused() is editor
    assert editor.text() == "Ring the embassy"
    press(qtbot, TAB)
    qtbot.keyClicks(focused(), "12.")
    held = page.hold_draft()
    assert held["typed"][0]["misread"] == {"due_on": "12."}
    qtbot.keyClicks(focused(), "4.26")
    press(qtbot, TAB)
    assert page.copy.value(page.copy.keys("tasks")[0], "due_on") == date(2026, 4, 12)
    assert page.section("tasks").records_error.isHidden()


def test_tab_takes_what_a_list_of_words_offers_and_goes_on(qtbot, page):
    table = opened(page, "contacts")
    table.add()
    table.choose(table.key(), "language", edit=True)
    qtbot.keyClicks(focused(), "tigri")
    press(qtbot, TAB)
    assert page.copy.value(page.copy.keys("contacts")[0], "language") == "ti"
    assert table.records().columns[table.currentIndex().column()].name == "interpreter"


def test_tab_at_rest_leaves_the_table(qtbot, page, anna, family):
    table = opened(page, "consents")
    press(qtbot, TAB)
    assert focused() is not table
