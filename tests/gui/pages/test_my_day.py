"""My day: tasks, departures, what stands still, notes, drafts, absences; and the team's day for supervisors."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.steps import Step
from returnhelp.gui import words
from returnhelp.gui.pages.list_card import LineCard
from returnhelp.gui.pages.my_day import MyDayPage
from returnhelp.services import cases, drafts, handover, lists, trash
from returnhelp.services.office import Office
from tests.gui.pages.office_desk import Seat, seat
from tests.gui.pages.opened import IRAQ, add_task, open_case
from tests.office import Offices
from tests.services.departing import depart

TODAY = date(2026, 3, 20)


@pytest.fixture
def at_anna(qtbot, anna: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, anna, tmp_path) as made:
        yield made


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path) as made:
        yield made


def told(card: LineCard) -> list[tuple[str, str, str]]:
    """What the lines of a card say: title, second line, end."""
    return [(line.title, line.second, line.end) for line in card.lines()]


def user(office: Office, name: str) -> int:
    return next(number for number, shown in handover.names(office).items() if shown == name)


def test_whoever_has_nothing_is_told_so_and_may_begin_a_case(at_anna: Seat) -> None:
    page = at_anna.show(MyDayPage)
    assert page._nothing.isVisible()
    assert page.day_note.text() == "Friday, 20 March 2026 · 0 open cases"
    page._nothing.button().click()
    assert at_anna.went == [("new_case", None)]


def test_tasks_stand_there_by_day_the_overdue_ones_first(at_anna: Seat, anna: Office) -> None:
    case = open_case(anna, "Beridze")
    add_task(anna, case, "Ring the embassy", TODAY + timedelta(days=3))
    add_task(anna, case, "Book the interpreter", TODAY - timedelta(days=2))
    add_task(anna, case, "Later than this card looks", TODAY + timedelta(days=40))
    page = at_anna.show(MyDayPage)
    assert told(page.tasks_card) == [
        ("Book the interpreter", "Beridze Nino · 2026-0001", "2 days ago"),
        ("Ring the embassy", "Beridze Nino · 2026-0001", "in 3 days"),
    ]
    assert page.tasks_card.badge() == "1 overdue"


def test_a_task_is_ticked_off_where_it_stands_and_taken_back(at_anna: Seat, anna: Office) -> None:
    case = open_case(anna, "Beridze")
    task = add_task(anna, case, "Ring the embassy", TODAY)
    add_task(anna, case, "Book the interpreter", TODAY + timedelta(days=1))
    page = at_anna.show(MyDayPage)
    page.activateWindow()
    row = page.tasks_card.row(("task", task))
    row.tick.setFocus()
    at_anna.qtbot.keyClick(row.tick, Qt.Key.Key_Space)
    at_anna.settle()
    assert [line.title for line in page.tasks_card.lines()] == ["Book the interpreter"]
    assert page.tasks_card.row(page.tasks_card.lines()[0].key).focused_part() == "tick"  # the next one
    assert cases.view(anna, case).parts["tasks"][0].values["done_on"] == TODAY
    assert at_anna.said() == "Done: Ring the embassy"
    at_anna.toasts[-1].act()
    at_anna.settle()
    assert [line.title for line in page.tasks_card.lines()] == ["Ring the embassy", "Book the interpreter"]


def test_a_task_that_somebody_else_did_meanwhile_is_told(at_anna: Seat, anna: Office, sara: Office) -> None:
    case = open_case(anna, "Beridze")
    task = add_task(anna, case, "Ring the embassy", TODAY)
    page = at_anna.show(MyDayPage)
    cases.save(sara, [Edit("tasks", task, ("case", case), {"done_on": date(2026, 3, 19)}, {"done_on": None})])
    page.tasks_card.row(("task", task)).tick.click()
    at_anna.settle()
    assert "Sara Leitung" in page.message().text()


def test_each_line_opens_its_case(at_anna: Seat, anna: Office) -> None:
    case = open_case(anna, "Beridze", case={"planned_departure": TODAY + timedelta(days=5), "destination": IRAQ})
    task = add_task(anna, case, "Ring the embassy", TODAY)
    page = at_anna.show(MyDayPage)
    wanted: list[tuple[int, str]] = []
    at_anna.desk.case_wanted.connect(lambda number, section: wanted.append((number, section)))
    page.tasks_card.row(("task", task)).words.click()
    assert told(page.departures_card) == [("Beridze Nino", "2026-0001 · 1 person · Iraq · Enquiry", "in 5 days")]
    at_anna.qtbot.keyClick(page.departures_card.row(("departure", case)).words, Qt.Key.Key_Return)
    assert wanted == [(case, "tasks"), (case, "journey")]


def test_what_stands_still_is_counted_in_days(at_anna: Seat, anna: Office, house: Offices) -> None:
    open_case(anna, "Beridze", on=date(2026, 1, 5))
    page = at_anna.show(MyDayPage)
    assert page.unmoved_card.heading() == "Without movement for 30 days"
    assert told(page.unmoved_card) == [("Beridze Nino", "2026-0001 · Enquiry", "74 days")]


def test_a_note_from_a_colleague_is_read_whole_and_marked(at_anna: Seat, anna: Office, sara: Office) -> None:
    case = open_case(anna, "Beridze")
    handover.note(sara, case, "The sister called: please ring back before noon.", anna.user.id)
    page = at_anna.show(MyDayPage)
    (line,) = page.notes_card.lines()
    assert line.title == "The sister called: please ring back before noon."
    assert line.second.startswith("Sara Leitung · 20.03.2026, ")
    assert line.second.endswith(" · Beridze Nino 2026-0001")
    page.notes_card.row(line.key).buttons[0].click()
    at_anna.settle()
    assert page.notes_card.isHidden()
    at_anna.toasts[-1].act()
    at_anna.settle()
    assert len(page.notes_card.lines()) == 1


def test_drafts_wait_to_be_finished_or_given_up(at_anna: Seat, anna: Office) -> None:
    case = open_case(anna, "Beridze")
    drafts.keep(anna, "new_case", "", {"family_name": "Haddad"}, "")
    drafts.keep(anna, "case", str(case), {"a": 1}, "2026-0001")
    page = at_anna.show(MyDayPage)
    assert [line.title for line in page.drafts_card.lines()] == ["2026-0001", "New case"]
    with at_anna.qtbot.waitSignal(at_anna.desk.case_wanted) as opened:
        page.drafts_card.row(("draft", "case", str(case))).words.click()
    assert opened.args == [case, ""]
    page.drafts_card.row(("draft", "new_case", "")).words.click()
    assert at_anna.went == [("new_case", None)]
    page.drafts_card.row(("draft", "new_case", "")).buttons[0].click()
    at_anna.settle()
    assert [line.title for line in page.drafts_card.lines()] == ["2026-0001"]
    at_anna.toasts[-1].act()
    at_anna.settle()
    assert drafts.read(anna, "new_case", "") == {"family_name": "Haddad"}


def test_who_stands_in_sees_the_cases_meanwhile(at_anna: Seat, anna: Office, house: Offices) -> None:
    beat = house.enter("beat")
    open_case(beat, "Sahin")
    handover.absent(beat, beat.user.id, TODAY - timedelta(days=1), TODAY + timedelta(days=4), anna.user.id)
    handover.absent(anna, anna.user.id, TODAY + timedelta(days=9), TODAY + timedelta(days=12), None)
    page = at_anna.show(MyDayPage)
    assert told(page.absences_card) == [
        ("You stand in for Beat Beispiel", "Their cases and tasks show here too", "24.03.2026"),
        ("You will be away", "Nobody stands in", "29.03.2026"),
    ]
    assert page.day_note.text().endswith("1 open case")
    page.absences_card.row(page.absences_card.lines()[0].key).words.click()
    assert at_anna.went == [("cases", {"open_only": True, "caseworkers": [beat.user.id]})]


def test_a_step_leads_to_its_cases(at_anna: Seat, anna: Office) -> None:
    open_case(anna, "Beridze")
    open_case(anna, "Haddad")
    page = at_anna.show(MyDayPage)
    assert told(page.steps_card) == [("Enquiry", "", "2")]
    page.steps_card.row(("step", Step.ENQUIRY.value)).words.click()
    assert at_anna.went == [("cases", {"open_only": True, "steps": ["enquiry"], "caseworkers": ["me"]})]


def test_a_caseworker_has_no_switch_and_a_supervisor_begins_with_the_team(
    at_sara: Seat, sara: Office, anna: Office, qtbot, tmp_path: Path
) -> None:
    open_case(anna, "Beridze")
    page = at_sara.show(MyDayPage)
    assert page.team()
    assert page.day_note.text().endswith("1 open case")
    page.mine_button.click()
    at_sara.settle()
    assert page.day_note.text().endswith("0 open cases")
    with seat(qtbot, anna, tmp_path) as at_anna:
        assert at_anna.show(MyDayPage).team_button.isHidden()


def test_what_waits_for_a_supervisor_leads_there(at_sara: Seat, sara: Office, anna: Office) -> None:
    case = open_case(anna, "Beridze")
    open_case(anna, "Haddad")
    trash.put_in(sara, "case", case)
    page = at_sara.show(MyDayPage)
    assert told(page.approvals_card) == [("In the trash", "1 case", "")]
    page.approvals_card.row("trash").words.click()
    assert at_sara.went == [("trash", None)]


def test_a_month_that_waits_to_be_closed_says_from_the_tenth_on_since_when(
    house: Offices, at_sara: Seat, anna: Office
) -> None:
    depart(anna, "m", "BE", date(2026, 2, 27))
    page = at_sara.show(MyDayPage)
    assert told(page.approvals_card) == [("1 month to close", "February 2026", "due since 10.03.2026")]
    house.clock.pass_days(14)
    page.refresh(None)
    at_sara.settle()
    assert told(page.approvals_card) == [("2 months to close", "February 2026 to March 2026", "due since 10.03.2026")]
    page.approvals_card.row("months").words.click()
    assert at_sara.went == [("reports", None)]


def test_a_month_that_is_just_over_waits_without_reproach(house: Offices, at_sara: Seat, anna: Office) -> None:
    depart(anna, "m", "BE", date(2026, 3, 5))
    house.clock.pass_days(20)
    page = at_sara.show(MyDayPage)
    assert told(page.approvals_card) == [("1 month to close", "March 2026", "")]


def test_the_first_lines_show_and_the_rest_on_request(at_anna: Seat, anna: Office) -> None:
    case = open_case(anna, "Beridze")
    for number in range(11):
        add_task(anna, case, f"Task {number}", TODAY + timedelta(days=number))
    page = at_anna.show(MyDayPage)
    assert len(page.tasks_card.lines()) == 8
    assert page.tasks_card.more_button().text() == "Show 3 more"
    page.tasks_card.more_button().click()
    assert len(page.tasks_card.lines()) == 11
    assert page.tasks_card.more_button().isHidden()


def test_up_and_down_go_from_line_to_line(at_anna: Seat, anna: Office) -> None:
    case = open_case(anna, "Beridze")
    tasks = [add_task(anna, case, f"Task {number}", TODAY) for number in range(2)]
    page = at_anna.show(MyDayPage)
    page.activateWindow()
    page.focus_first()
    first, second = (page.tasks_card.row(("task", task)) for task in tasks)
    assert first.focused_part() == "line"
    at_anna.qtbot.keyClick(first.words, Qt.Key.Key_Down)
    assert second.focused_part() == "line"
    at_anna.qtbot.keyClick(second.words, Qt.Key.Key_Up)
    assert first.focused_part() == "line"


def test_it_speaks_the_language_of_the_window(at_anna: Seat, anna: Office) -> None:
    open_case(anna, "Beridze", on=date(2026, 1, 5))
    page = at_anna.show(MyDayPage)
    words.use("xx")
    assert page.steps_card.heading() == "pets yb sesac nepo yM My open cases by step"
    assert page.steps_card.lines()[0].title == "yriuqnE Enquiry"


def test_a_day_that_cannot_be_read_says_so(at_anna: Seat, anna: Office) -> None:
    page = at_anna.show(MyDayPage)
    anna.store.close()
    page.refresh(None)
    at_anna.settle()
    assert page.message().action_button().text() == "Try again"
    assert lists  # the page asked this service
