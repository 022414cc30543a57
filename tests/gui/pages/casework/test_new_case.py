"""A new case: found before it is made, and a whole family typed by keyboard alone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.case import Permit, Procedure
from returnhelp.domain.household import MemberRole
from returnhelp.domain.people import Precision, Sex
from returnhelp.domain.steps import Channel
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui.models.known_search import Typed, taken_apart
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.widgets import wrong
from returnhelp.services import cases, people
from tests.gui.pages.casework.world import (
    CONTROL,
    DOWN,
    ESCAPE,
    RETURN,
    SYRIA,
    TAB,
    focused,
    open_family,
    people_of,
    press,
    type_in,
    wake,
)

F4 = Qt.Key.Key_F4


@pytest.fixture
def opened(at_desk) -> list[int]:
    """The cases that were opened after they were saved."""
    numbers: list[int] = []
    at_desk.desk.case_wanted.connect(lambda number, _section: numbers.append(number))
    return numbers


@pytest.fixture
def new(qtbot, at_desk) -> NewCasePage:
    page = at_desk.show(NewCasePage)
    wake(qtbot, page)
    page.focus_first()
    return page


def test_a_family_of_four_is_entered_by_keyboard_alone(qtbot, new, at_desk, anna, opened):
    assert focused() is new.search_edit
    type_in(qtbot, "Qassemi Farid")
    new.look_up()
    at_desk.settle()
    press(qtbot, RETURN)  # nobody is found: what was typed goes to the first row
    first = new.rows.rows[0]
    assert (first.family.text(), first.given.text()) == ("Qassemi", "Farid")
    assert focused() is first.given
    press(qtbot, TAB)
    type_in(qtbot, "4.7.1983")
    press(qtbot, TAB)
    type_in(qtbot, "M")
    press(qtbot, TAB)
    type_in(qtbot, "afgh")
    press(qtbot, TAB)
    type_in(qtbot, "123456789")
    press(qtbot, RETURN)
    assert new.rows.rows[1].role.value() is MemberRole.SPOUSE
    type_in(qtbot, "Zahra")
    press(qtbot, TAB)
    type_in(qtbot, "1987")
    press(qtbot, RETURN)
    type_in(qtbot, "Ali")
    press(qtbot, DOWN)
    type_in(qtbot, "Nargis")
    press(qtbot, TAB)
    type_in(qtbot, "2.2018")
    press(qtbot, RETURN, RETURN)  # a fifth row, left empty
    assert focused() is new.n_number_edit
    type_in(qtbot, "n 765999")
    press(qtbot, TAB)
    type_in(qtbot, "bern")
    press(qtbot, TAB)
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    assert len(opened) == 1
    view = cases.view(anna, opened[0])
    assert view.name == "Qassemi Farid"
    roles = [member.values["role"] for member in view.members]
    assert roles == [MemberRole.PRINCIPAL, MemberRole.SPOUSE, MemberRole.CHILD, MemberRole.CHILD]
    by_name = {person.values["given_names"]: person.values for person in view.people.values()}
    assert by_name["Farid"]["birth_date"] == date(1983, 7, 4)
    assert by_name["Farid"]["sex"] is Sex.MALE
    assert by_name["Farid"]["zemis"] == "12345678.9"
    assert all(len(person["nationalities"]) == 1 for person in by_name.values())
    assert {person["family_name"] for person in by_name.values()} == {"Qassemi"}
    assert by_name["Zahra"]["birth_precision"] is Precision.YEAR
    assert (by_name["Nargis"]["birth_date"], by_name["Nargis"]["birth_precision"]) == (
        date(2018, 2, 1),
        Precision.MONTH,
    )
    assert (view.household.values["n_number"], view.household.values["canton"]) == ("N 765 999", "BE")
    assert view.case.values["caseworker_id"] == anna.user.id
    assert new.hold_draft() is None


def test_what_holds_for_all_is_kept_once(new, at_desk, anna, opened):
    row = new.rows.rows[0]
    row.family.setText("Tesfay")
    row.given.setText("Selam")
    new.permit_combo.set_value(Permit.F)
    new.procedure_combo.set_value(Procedure.ASYLUM_EXTENDED)
    new.since_edit.set_value(date(2024, 5, 1))
    new.destination_combo.set_value(SYRIA)
    new.channel_combo.set_value(Channel.PHONE)
    new.restricted_check.setChecked(True)
    row.vulnerable.set_values([VulnerabilityKind.HEALTH, VulnerabilityKind.PREGNANT])
    new.save()
    at_desk.settle()
    view = cases.view(anna, opened[0])
    [stay] = view.parts["stays"]
    assert (stay.values["permit"], stay.values["since"]) == (Permit.F, date(2024, 5, 1))
    assert view.case.values["permit"] is Permit.F
    assert view.case.values["destination"] == SYRIA
    assert view.case.values["restricted"] is True
    assert view.steps[0].answers == {"channel": "phone"}
    assert len(view.parts["vulnerabilities"]) == 2


def test_whoever_is_likely_known_is_shown_while_typing_with_why(qtbot, new, at_desk, anna):
    omar = people_of(anna, open_family(anna))["Omar"]
    new.rows.focus(new.rows.rows[0])
    type_in(qtbot, "Hadad")
    press(qtbot, TAB)
    type_in(qtbot, "Omer")
    press(qtbot, TAB)
    type_in(qtbot, "3.5.84")
    new.look_up()
    at_desk.settle()
    found = new.known_list.candidates()
    assert omar in [one.person.person_id for one in found]
    assert found[0].likeness.likely
    assert "most likely the same person" in new.known_note.text()


def test_a_known_person_brings_their_dossier_along(qtbot, new, at_desk, anna, opened):
    family = open_family(anna)
    names = people_of(anna, family)
    new.search_edit.setFocus()
    type_in(qtbot, "Haddad 3.5.1984")
    new.look_up()
    at_desk.settle()
    press(qtbot, RETURN)
    assert focused() is new.known_list
    ids = [one.person.person_id for one in new.known_list.candidates()]
    new.known_list.setCurrentIndex(new.known_list.model().index(ids.index(names["Omar"]), 0))
    press(qtbot, RETURN)
    at_desk.settle()
    assert "N 765 432" in new.dossier_badge.text()
    assert [row.person_id for row in new.rows.rows] == [names[one] for one in ("Omar", "Layla", "Yusuf", "Mariam")]
    assert new.n_number_edit.isReadOnly()
    new.rows.rows[3].travels.setChecked(False)
    new.save()
    at_desk.settle()
    view, before = cases.view(anna, opened[0]), cases.view(anna, family)
    assert view.household.id == before.household.id
    assert len(view.members) == 4
    assert names["Mariam"] not in [one.values["person_id"] for one in view.parts["travellers"]]
    assert family in [number for number, _number, _step in view.other_cases]


def test_the_same_people_may_begin_a_new_dossier(new, at_desk, anna, opened):
    omar = people_of(anna, open_family(anna))["Omar"]
    new.search_edit.setText("Haddad Omar")
    new.look_up()
    at_desk.settle()
    known = next(one for one in new.known_list.candidates() if one.person.person_id == omar)
    new.known_list.taken.emit(known)
    at_desk.settle()
    new.dossier_link.click()
    assert not new.n_number_edit.isReadOnly()
    for row in list(new.rows.rows)[1:]:
        new.rows.remove(row)
    new.n_number_edit.setText("N 111 222")
    new.save()
    at_desk.settle()
    view = cases.view(anna, opened[0])
    assert view.household.values["n_number"] == "N 111 222"
    assert len(people.view(anna, omar).households) == 2


def test_f4_goes_to_the_people_found_and_escape_back(qtbot, new, at_desk, anna):
    open_family(anna)
    new.rows.focus(new.rows.rows[0])
    type_in(qtbot, "Haddad")
    new.look_up()
    at_desk.settle()
    press(qtbot, F4)
    assert focused() is new.known_list
    press(qtbot, ESCAPE)
    assert new.rows.row_of(focused()) is new.rows.rows[0]


def test_an_odd_number_is_warned_of_and_never_blocks(qtbot, new, at_desk, anna, opened):
    new.rows.focus(new.rows.rows[0])
    type_in(qtbot, "Odd")
    new.rows.rows[0].zemis.setFocus()
    type_in(qtbot, "12-34")
    press(qtbot, TAB)
    assert "usually looks like" in new.warning_note.text()
    new.save()
    at_desk.settle()
    [person] = cases.view(anna, opened[0]).people.values()
    assert person.values["zemis"] == "12-34"


def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(qtbot, new, at_desk, opened):
    row = new.rows.rows[0]
    new.rows.focus(row)
    type_in(qtbot, "Haddad")
    row.birth.setFocus()
    type_in(qtbot, "1.1.2035")
    new.rows.focus(new.rows.add())
    type_in(qtbot, "Rima")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    assert opened == []
    assert wrong.marked(row.birth)
    assert focused() is row.birth
    assert "Haddad" in new.message().text()
    assert new.rows.rows[1].given.text() == "Rima"
    type_in(qtbot, "1.1.1985")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    assert len(opened) == 1


def test_a_date_that_is_none_is_told_at_its_field(qtbot, new, at_desk, opened):
    new.rows.rows[0].family.setText("Haddad")
    new.entry_date_edit.setFocus()
    type_in(qtbot, "last summer")
    new.save()
    assert opened == []
    assert wrong.marked(new.entry_date_edit)
    assert "last summer" in new.message().text()


def test_nobody_at_all_is_no_case(new, opened):
    new.save()
    assert opened == []
    assert wrong.marked(new.rows.rows[0].family)


def test_rows_are_gone_through_and_taken_away_by_keys(qtbot, new):
    new.rows.focus(new.rows.rows[0])
    type_in(qtbot, "A")
    new.rows.rows[0].given.setText("B")
    press(qtbot, RETURN)
    type_in(qtbot, "C")
    press(qtbot, Qt.Key.Key_Up)
    assert focused() is new.rows.rows[0].given
    press(qtbot, DOWN)
    press(qtbot, Qt.Key.Key_Delete, modifier=Qt.KeyboardModifier.AltModifier)
    assert len(new.rows.rows) == 1
    assert focused() is new.rows.rows[0].given


def test_a_draft_holds_what_was_searched_for(new, at_desk):
    assert new.hold_draft() is None
    new.search_edit.setText("Haddad 1984")
    again = at_desk.show(NewCasePage)
    again.restore_draft(new.hold_draft())
    at_desk.settle()
    assert again.search_edit.text() == "Haddad 1984"


def test_a_draft_holds_the_rows_and_what_they_share(new, at_desk):
    row = new.rows.rows[0]
    row.family.setText("Haddad")
    row.given.setText("Omar")
    row.birth.setText("1984")
    row.birth.textEdited.emit("1984")
    row.vulnerable.set_values([VulnerabilityKind.HEALTH])
    second = new.rows.add()
    second.given.setText("Layla")
    new.n_number_edit.setText("N 1 234")
    new.permit_combo.set_value(Permit.F)
    held = new.hold_draft()
    again = at_desk.show(NewCasePage)
    again.restore_draft(held)
    at_desk.settle()
    assert [one.given.text() for one in again.rows.rows] == ["Omar", "Layla"]
    assert again.rows.rows[0].birth.value() == (date(1984, 1, 1), Precision.YEAR)
    assert again.rows.rows[0].vulnerable.values() == [VulnerabilityKind.HEALTH]
    assert again.n_number_edit.text() == "N 1 234"
    assert again.permit_combo.value() is Permit.F


def test_an_emptied_form_can_be_had_back(new):
    new.rows.rows[0].family.setText("Haddad")
    new.clear()
    assert new.rows.rows[0].family.text() == ""
    new.message().action_button().click()
    assert new.rows.rows[0].family.text() == "Haddad"


def test_a_search_that_found_nobody_is_handed_over(new, at_desk):
    new.arrive({"text": "Unheard Of"})
    at_desk.settle()
    assert new.search_edit.text() == "Unheard Of"
    assert focused() is new.search_edit


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("masri 3.5.84", Typed("masri", date(1984, 5, 3))),
        ("N 765 432", Typed("", None, ("N 765 432",))),
        ("12345678.9", Typed("", None, ("12345678.9",))),
        ("Omar Haddad 0791234567", Typed("Omar Haddad", None, ("0791234567",))),
        ("", Typed()),
    ],
)
def test_a_line_is_taken_apart(text, apart):
    assert taken_apart(text, date(2026, 3, 20)) == apart
