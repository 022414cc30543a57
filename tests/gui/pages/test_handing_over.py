"""Handing over: absences, and open cases for other hands."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from returnhelp.domain.lists import CaseQuery
from returnhelp.gui import words
from returnhelp.gui.pages.handing_over import NOBODY, HandingOverPage
from returnhelp.services import handover, lists, users
from returnhelp.services.office import Office
from tests.gui.pages.office_desk import Seat, seat
from tests.gui.pages.opened import add_task, open_case
from tests.office import Offices

TODAY = date(2026, 3, 20)


@pytest.fixture
def at_anna(qtbot, anna: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, anna, tmp_path) as made:
        yield made


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path) as made:
        yield made


def user(office: Office, name: str) -> int:
    return next(number for number, shown in handover.names(office).items() if shown == name)


def type_days(at: Seat, page: HandingOverPage, first: str, last: str) -> None:
    for edit, day in ((page.first_edit, first), (page.last_edit, last)):
        edit.clear()
        at.qtbot.keyClicks(edit, day)


def count_of(office: Office, worker: int) -> int:
    return lists.count_cases(office, CaseQuery(caseworkers=frozenset({worker})))


def test_ones_own_absence_is_noted_and_removed_again(at_anna: Seat, anna: Office) -> None:
    page = at_anna.show(HandingOverPage)
    assert page.absences_card.lines() == []
    assert not page.who_combo.isEnabled()
    assert page.who_combo.value() == anna.user.id
    type_days(at_anna, page, "+3", "27.3.2026")
    page.substitute_combo.set_value(user(anna, "Beat Beispiel"))
    page.add_button.click()
    at_anna.settle()
    (line,) = page.absences_card.lines()
    assert (line.title, line.second, line.end) == ("Anna Muster", "Beat Beispiel stands in", "in 3 days")
    assert page.first_edit.text() == ""
    page.absences_card.row(line.key).buttons[0].click()
    at_anna.settle()
    assert handover.absences(anna) == ()
    at_anna.toasts[-1].act()
    at_anna.settle()
    assert [one[1:] for one in handover.absences(anna)] == [
        (anna.user.id, date(2026, 3, 23), date(2026, 3, 27), user(anna, "Beat Beispiel"))
    ]


def test_what_is_missing_or_wrong_stands_under_its_field(at_anna: Seat) -> None:
    page = at_anna.show(HandingOverPage)
    at_anna.qtbot.keyClicks(page.first_edit, "32.3.2026")
    page.add_button.click()
    assert page.findChild(type(page.chosen_words), "first_error").text() == "This is not a date."
    assert page.findChild(type(page.chosen_words), "last_error").text() == "The date is missing."
    type_days(at_anna, page, "25.3.2026", "24.3.2026")
    page.add_button.click()
    at_anna.settle()
    assert page.findChild(type(page.chosen_words), "last_error").isVisible()
    assert not page.findChild(type(page.chosen_words), "first_error").isVisible()


def test_a_supervisor_notes_anybodys_absence(at_sara: Seat, sara: Office) -> None:
    page = at_sara.show(HandingOverPage)
    page.who_combo.set_value(user(sara, "Beat Beispiel"))
    page.who_combo.chosen.emit(page.who_combo.value())
    assert user(sara, "Beat Beispiel") not in page.substitute_combo.values()
    type_days(at_sara, page, "20.3.2026", "22.3.2026")
    page.add_button.click()
    at_sara.settle()
    assert [(line.title, line.end) for line in page.absences_card.lines()] == [("Beat Beispiel", "away now")]


def test_a_caseworker_sees_no_absence_that_is_none_of_theirs(at_anna: Seat, sara: Office) -> None:
    handover.absent(sara, user(sara, "Beat Beispiel"), TODAY, TODAY + timedelta(days=2), sara.user.id)
    assert at_anna.show(HandingOverPage).absences_card.lines() == []


def test_a_leavers_cases_are_shared_out_in_one_go_and_taken_back(
    at_sara: Seat, sara: Office, anna: Office, house: Offices
) -> None:
    made = [open_case(anna, family) for family in ("Beridze", "Haddad", "Li")]
    add_task(anna, made[0], "Ring the embassy", TODAY)
    users.disable(house.admin, anna.user.id)
    page = at_sara.show(HandingOverPage)
    assert page.whose_combo.itemText(0) == "Anna Muster (left) · 3 open"
    page.arrive(anna.user.id)
    at_sara.settle()
    beat = user(sara, "Beat Beispiel")
    page.to_edit.set_values([beat, sara.user.id])
    page.to_edit.changed.emit()
    assert page.give_button.text() == "Hand over 3 cases"
    assert page.shares_note.text() == "Beat Beispiel 2, Sara Leitung 1. Open tasks go along."
    page.cases_table.selectRow(0)
    page.chosen_combo.chosen.emit(sara.user.id)
    assert page.shares_note.text() == "Sara Leitung 2, Beat Beispiel 1. Open tasks go along."
    page.give_button.click()
    at_sara.settle()
    assert (count_of(sara, anna.user.id), count_of(sara, beat), count_of(sara, sara.user.id)) == (0, 1, 2)
    assert at_sara.said() == "3 cases are handed over."
    at_sara.toasts[-1].act()
    at_sara.settle()
    assert count_of(sara, anna.user.id) == 3


def test_cases_of_nobody_find_a_caseworker(at_sara: Seat, sara: Office) -> None:
    open_case(sara, "Beridze")
    page = at_sara.show(HandingOverPage)
    page.arrive(NOBODY)
    at_sara.settle()
    assert [row.name for row in page._rows] == ["Beridze Nino"]
    page.to_edit.set_values([user(sara, "Beat Beispiel")])
    page.to_edit.changed.emit()
    page.give_button.click()
    at_sara.settle()
    assert count_of(sara, user(sara, "Beat Beispiel")) == 1


def test_a_caseworker_hands_over_their_own(at_anna: Seat, anna: Office) -> None:
    open_case(anna, "Beridze")
    page = at_anna.show(HandingOverPage)
    assert page.whose_combo.values() == [anna.user.id]
    assert [row.name for row in page._rows] == ["Beridze Nino"]
    assert not page.give_button.isEnabled()
    assert anna.user.id not in [option.value for option in page.to_edit._options()]


def test_it_speaks_the_language_of_the_window(at_anna: Seat, anna: Office) -> None:
    open_case(anna, "Beridze")
    page = at_anna.show(HandingOverPage)
    words.use("xx")
    at_anna.settle()
    assert page.absences_card.heading() == "secnesbA Absences"
    assert page.title() == "revo gnidnaH Handing over"
