"""Reading a travel document: what is scanned stands beside what is recorded, and only what is ticked is taken over."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from returnhelp.domain.mrz_layout import Place, ZoneFormat
from returnhelp.domain.people import Sex, TravelDocumentKind
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.pages.person import PersonPage
from returnhelp.gui.pages.person_mrz import MrzPanel, position_of
from returnhelp.services import cases, people
from tests.domain.mrz_maker import zone
from tests.gui.pages.casework.world import CONTROL, ESCAPE, RETURN, SYRIA, TAB, focused, people_of, press, wake

F8 = Qt.Key.Key_F8
OMAR = {
    "issuing": "SYR",
    "nationality": "SYR",
    "primary": "HADDAD",
    "secondary": "OMAR KARIM",
    "number": "N01234567",
    "birth": "840503",
    "sex": "M",
    "expiry": "301130",
}


@pytest.fixture
def omar(anna, family) -> int:
    return people_of(anna, family)["Omar"]


@pytest.fixture
def person(qtbot, at_desk, omar) -> PersonPage:
    page = at_desk.show(lambda desk: PersonPage(desk, omar))
    wake(qtbot, page)
    page.focus_first()
    return page


@pytest.fixture
def new(qtbot, at_desk) -> NewCasePage:
    page = at_desk.show(NewCasePage)
    wake(qtbot, page)
    page.focus_first()
    return page


def scan(qtbot, text: str) -> None:
    """What a scanner sends: one key after the other, Enter after each line."""
    for line in text.split("\n"):
        qtbot.keyClicks(focused(), line)
        qtbot.keyClick(focused(), RETURN)


def ticked(panel: MrzPanel, *names: str) -> list[bool]:
    return [panel.tick(name).isChecked() for name in names]


def marked(panel: MrzPanel) -> list[str]:
    """The signs that are set off, those of a wrong check digit alone."""
    found = []
    for mark in panel.zone_edit.extraSelections():
        if mark.format.fontUnderline():
            cursor: QTextCursor = mark.cursor
            found.append(f"{cursor.blockNumber() + 1}:{cursor.selectionStart() - cursor.block().position() + 1}")
    return found


def test_a_passport_is_scanned_and_saved_by_keyboard_alone(qtbot, person, at_desk, anna, omar):
    press(qtbot, F8)
    panel = person.mrz_panel
    assert focused() is panel.zone_edit
    scan(qtbot, zone(**OMAR))
    assert panel.kind_badge.text() == "Passport"
    assert panel.outcome_note.text() == "All check digits are right."
    assert ticked(panel, "family_name", "given_names", "number", "issuing_state") == [False, True, True, True]
    press(qtbot, RETURN, modifier=CONTROL)
    assert panel.isHidden()
    assert not people.view(anna, omar).parts["travel_documents"]  # nothing is saved by reading
    assert person.is_unsaved
    assert focused() is person.save_button
    press(qtbot, RETURN)
    at_desk.settle()
    view = people.view(anna, omar)
    assert view.person.values["given_names"] == "Omar Karim"
    assert view.person.values["nationalities"] == [SYRIA]
    [paper] = view.parts["travel_documents"]
    assert (paper.values["kind"], paper.values["number"]) == (TravelDocumentKind.PASSPORT, "N01234567")
    assert (paper.values["issuing_state"], paper.values["expires_on"]) == (SYRIA, date(2030, 11, 30))


def test_a_document_with_the_same_number_is_updated(person, at_desk, anna, omar):
    for expiry in ("261130", "301130"):
        person.begin_reading()
        person.mrz_panel.zone_edit.setPlainText(zone(**{**OMAR, "expiry": expiry}))
        person.mrz_panel.go()
        person.save()
        at_desk.settle()
    [paper] = people.view(anna, omar).parts["travel_documents"]
    assert paper.values["expires_on"] == date(2030, 11, 30)


def test_where_a_check_digit_is_wrong_it_is_marked_and_nothing_is_taken_unasked(person):
    person.begin_reading()
    panel = person.mrz_panel
    panel.zone_edit.setPlainText(zone(**OMAR).replace("N01234567", "N01234561"))
    assert "Document number: the check digit is “9”" in panel.faults_error.text()
    assert "line 2, character 10" in panel.faults_error.text()
    assert marked(panel) == ["2:10", "2:44"]
    assert ticked(panel, "number", "issuing_state", "expires_on") == [False, False, False]
    assert not panel.tick("issuing_state").isEnabled()  # it has no document to belong to
    panel.tick("number").setChecked(True)
    assert panel.tick("issuing_state").isEnabled()
    panel.go()
    [key] = person.copy.keys("travel_documents")
    assert person.copy.value(key, "number") == "N01234561"
    assert person.copy.value(key, "expires_on") is None


def test_a_look_alike_is_only_proposed(person):
    person.begin_reading()
    panel = person.mrz_panel
    panel.zone_edit.setPlainText(zone(**OMAR).replace("N01234567", "NO1234567"))
    assert panel.proposal_button.text() == "Read “0” for “O”"
    assert panel.reading().number == "NO1234567"
    panel.proposal_button.click()
    assert panel.reading().number == "N01234567"
    assert panel.reading().faults == ()
    assert panel.proposal_widget.isHidden()


def test_while_it_is_typed_it_is_said_what_is_missing(qtbot, person):
    press(qtbot, F8)
    qtbot.keyClicks(focused(), "P<SYRHADDAD<<OMAR")
    panel = person.mrz_panel
    assert panel.outcome_note.text().startswith("There are 17 characters; a document like this has 88.")
    assert not panel.take_button.isEnabled()
    press(qtbot, RETURN, modifier=CONTROL)
    assert panel.isVisible()


def test_tab_leaves_the_field_and_space_unticks(qtbot, person):
    press(qtbot, F8)
    panel = person.mrz_panel
    scan(qtbot, zone(**OMAR))
    press(qtbot, TAB)
    assert focused() is panel.tick("given_names")  # the family name is as recorded
    press(qtbot, Qt.Key.Key_Space)
    assert not panel.tick("given_names").isChecked()
    press(qtbot, ESCAPE)
    assert panel.isHidden()
    assert panel.zone_edit.toPlainText() == ""
    assert not person.is_unsaved


def test_whoever_only_reads_reads_no_documents_in(seat_of, otto, omar):
    page = seat_of(otto).show(lambda desk: PersonPage(desk, omar))
    assert not page.fields.read_document_button.isEnabled()
    page.begin_reading()
    assert not page.panels_widget.isVisible()


def test_the_passport_of_somebody_else_is_told_and_nothing_is_ticked(person):
    person.begin_reading()
    panel = person.mrz_panel
    panel.zone_edit.setPlainText(zone(**{**OMAR, "secondary": "LAYLA", "birth": "871123", "sex": "F"}))
    assert panel.faults_error.text().startswith("Name and birth date are not those of this person.")
    assert not panel.take_button.isEnabled()


def test_a_visa_brings_no_travel_document(person):
    person.begin_reading()
    panel = person.mrz_panel
    panel.zone_edit.setPlainText(zone(ZoneFormat.MRV_A, **OMAR))
    assert "This is not a travel document" in panel.outcome_note.text()
    with pytest.raises(KeyError):
        panel.tick("number")


def test_the_person_of_a_new_case_is_read_from_their_passport(qtbot, new, at_desk, anna):
    opened: list[int] = []
    at_desk.desk.case_wanted.connect(lambda number, _section: opened.append(number))
    press(qtbot, F8)
    scan(qtbot, zone(**{**OMAR, "primary": "SCANNED", "number": "N07654321", "birth": "910203"}))
    press(qtbot, RETURN, modifier=CONTROL)  # takes over; the case is not opened yet
    row = new.rows.rows[0]
    assert (row.family.text(), row.given.text()) == ("Scanned", "Omar Karim")
    assert (row.sex.value(), row.nationality.value()) == (Sex.MALE, SYRIA)
    assert "Passport N07654321" in new.warning_note.text()
    assert focused() is row.given
    held = new.hold_draft()
    new.restore_draft(held)
    at_desk.settle()
    new.save()
    at_desk.settle()
    assert len(opened) == 1
    [number] = cases.view(anna, opened[0]).people
    view = people.view(anna, number)
    assert view.person.values["birth_date"] == date(1991, 2, 3)
    [paper] = view.parts["travel_documents"]
    assert (paper.values["number"], paper.values["expires_on"]) == ("N07654321", date(2030, 11, 30))


def test_the_next_passport_goes_to_the_next_person(qtbot, new):
    for given in ("OMAR", "LAYLA"):
        press(qtbot, F8)
        scan(qtbot, zone(**{**OMAR, "secondary": given, "number": f"N{len(given)}"}))
        press(qtbot, RETURN, modifier=CONTROL)
    assert [row.given.text() for row in new.rows.rows] == ["Omar", "Layla"]
    assert [len(row.papers) for row in new.rows.rows] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "place", "at"),
    [
        ("AB\nCD", Place(2, 1), 3),
        ("a b\r\n\r\nc d", Place(2, 2), 9),
        ("ABCD", Place(2, 2), 3),
        ("A", Place(2, 2), None),
        ("AX\nCX", Place(2, 2), None),
    ],
)
def test_a_sign_is_found_where_it_was_typed(typed, place, at):
    assert position_of(typed, ("AB", "CD"), place) == at
