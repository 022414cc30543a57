"""The page of a person: facts and papers, cases, merging two records of one, the trash."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.gui.pages.person import PersonPage
from returnhelp.services import cases, people
from tests.gui.pages.casework.world import (
    CONTROL,
    RETURN,
    SYRIA,
    focused,
    open_family,
    people_of,
    press,
    type_in,
    wake,
)

S = Qt.Key.Key_S


@pytest.fixture
def omar(anna, family) -> int:
    return people_of(anna, family)["Omar"]


@pytest.fixture
def person(qtbot, at_desk, omar) -> PersonPage:
    page = at_desk.show(lambda desk: PersonPage(desk, omar))
    wake(qtbot, page)
    return page


def actions(page: PersonPage) -> list[str]:
    return [action.text() for action in page.menu().actions() if action.isEnabled()]


def second_record(anna, omar: int, name: str) -> int:
    """Somebody typed Omar a second time, in a case of his own."""
    cases.save(anna, [Edit("person", omar, ("person", omar), {"family_name": name})])
    person = {"family_name": f"{name}i", "given_names": "Omar", "birth_date": date(1984, 3, 5), "phone": "+41791112233"}
    number = cases.open_case(anna, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person=person),))).value
    return people_of(anna, number)["Omar"]


def test_the_page_says_who_it_is_and_where_they_appear(person, anna, family):
    assert person.name_title.text() == "Haddad Omar"
    assert "41 years" in person.facts_note.text()
    assert "Syria" in person.facts_note.text()
    assert [link.value for link in person.cases_row.links()] == [family]
    assert person.dossiers_note.text() == "N 765 432"
    assert "Nationality: Syria" in person.history_note.text()
    assert person.title() == "Haddad Omar"


def test_what_is_typed_is_saved_and_taken_back(qtbot, person, at_desk, anna, omar):
    person.fields.birth_place_edit.setFocus()
    type_in(qtbot, "Homs")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert people.view(anna, omar).person.values["birth_place"] == "Homs"
    assert person.saved_note.text() == "Saved a moment ago"
    person.undo_link.click()
    at_desk.settle()
    assert people.view(anna, omar).person.values["birth_place"] == ""
    assert person.fields.birth_place_edit.text() == ""


def test_another_name_is_kept_in_its_own_script(qtbot, person, at_desk, anna, omar):
    person.fields.aliases_table.setFocus()
    press(qtbot, RETURN)
    type_in(qtbot, "El Haddad")
    press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    type_in(qtbot, "الحداد")
    person.save()
    at_desk.settle()
    [alias] = people.view(anna, omar).parts["aliases"]
    assert (alias.values["family_name"], alias.values["original_script"]) == ("El Haddad", "الحداد")


def test_where_somebody_else_was_first_one_chooses(qtbot, person, at_desk, anna, beat, omar):
    person.fields.birth_place_edit.setFocus()
    type_in(qtbot, "Homs")
    cases.save(beat, [Edit("person", omar, ("person", omar), {"birth_place": "Hama"})])
    person.save()
    at_desk.settle()
    assert person.conflict_panel.isVisible()
    person.conflict_panel.choose(0, mine=False)
    person.conflict_panel.go()
    at_desk.settle()
    assert person.fields.birth_place_edit.text() == "Hama"
    assert not person.panels_widget.isVisible()


def test_a_draft_of_a_person_is_filled_in_again(qtbot, person, at_desk, omar):
    person.fields.birth_place_edit.setFocus()
    type_in(qtbot, "Homs")
    held = person.hold_draft()
    again = at_desk.show(lambda desk: PersonPage(desk, omar))
    again.restore_draft(held)
    assert again.fields.birth_place_edit.text() == "Homs"
    assert again.is_unsaved


def test_whoever_only_reads_can_change_nothing(seat_of, otto, omar):
    shown = seat_of(otto).show(lambda desk: PersonPage(desk, omar))
    assert shown.fields.family_name_edit.isReadOnly()
    assert not shown.fields.sex_combo.isEnabled()
    assert actions(shown) == []


def test_a_caseworker_cannot_merge(person):
    assert actions(person) == []


def test_two_records_are_compared_merged_and_parted_again(qtbot, seat_of, anna, sara, omar):
    other = second_record(anna, omar, "Zarqawan")
    seat = seat_of(sara)
    page = seat.show(lambda desk: PersonPage(desk, omar))
    wake(qtbot, page)
    assert "Merge with another person …" in actions(page)
    page.begin_merge()
    seat.settle()
    panel = page.merge_panel
    ids = [one.person.person_id for one in panel.known_list.candidates()]
    assert other in ids
    panel.known_list.setFocus()
    panel.known_list.setCurrentIndex(panel.known_list.model().index(ids.index(other), 0))
    press(qtbot, RETURN)
    seat.settle()
    assert panel.sides_widget.isVisible()
    assert focused() is panel.merge_button
    press(qtbot, RETURN)
    seat.settle()
    view = people.view(sara, omar)
    assert len(view.cases) == 2
    assert view.person.values["phone"] == "+41791112233"
    assert [link.text for link in page.merges_row.links()] == ["Zarqawani Omar"]
    page.merges_row.button(view.merges[0][0]).click()
    seat.settle()
    assert len(people.view(sara, omar).cases) == 1
    assert len(people.view(sara, other).cases) == 1


def test_the_other_record_may_be_the_one_that_is_kept(seat_of, anna, sara, omar):
    other = second_record(anna, omar, "Bilquisar")
    seat = seat_of(sara)
    page = seat.show(lambda desk: PersonPage(desk, omar))
    opened: list[int] = []
    seat.desk.person_wanted.connect(opened.append)
    page.begin_merge()
    seat.settle()
    panel = page.merge_panel
    panel.known_list.taken.emit(next(one for one in panel.known_list.candidates() if one.person.person_id == other))
    seat.settle()
    panel.swap_button.click()
    panel.go()
    seat.settle()
    assert opened == [other]
    assert len(people.view(sara, other).cases) == 2


def test_a_merge_is_taken_back_from_the_toast(seat_of, anna, sara, omar):
    other = second_record(anna, omar, "Mukhtarov")
    seat = seat_of(sara)
    page = seat.show(lambda desk: PersonPage(desk, omar))
    page.begin_merge()
    seat.settle()
    page.merge_panel.search_edit.setText("Mukhtarovi")
    page.merge_panel.look_up()
    seat.settle()
    found = next(one for one in page.merge_panel.known_list.candidates() if one.person.person_id == other)
    page.merge_panel.known_list.taken.emit(found)
    seat.settle()
    page.merge_panel.go()
    seat.settle()
    seat.toasts[-1].act()
    seat.settle()
    assert len(people.view(sara, omar).cases) == 1


def test_who_is_in_no_case_goes_to_the_trash_and_comes_back(at_desk, anna):
    family = open_family(anna)
    mariam = people_of(anna, family)["Mariam"]
    view = cases.view(anna, family)
    member = next(one for one in view.members if one.values["person_id"] == mariam)
    traveller = next(one for one in view.parts["travellers"] if one.values["person_id"] == mariam)
    assert SYRIA in view.people[mariam].values["nationalities"]
    gone = [Edit(one.entity, one.id, one.root, remove=True) for one in (member, traveller)]
    page = at_desk.show(lambda desk: PersonPage(desk, mariam))
    assert actions(page) == []
    at_desk.desk.announce(cases.save(anna, gone))
    at_desk.settle()
    assert actions(page) == ["Put into the trash"]
    page.menu().actions()[0].trigger()
    at_desk.settle()
    assert not page.trashed_badge.isHidden()
    assert page.fields.family_name_edit.isReadOnly()
    assert actions(page) == ["Bring back from the trash"]
    page.menu().actions()[0].trigger()
    at_desk.settle()
    assert page.trashed_badge.isHidden()
