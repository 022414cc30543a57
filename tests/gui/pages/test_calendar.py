"""The calendar in the window: by month and week, by keyboard, without names for visitors and other calendars."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from returnhelp.domain.edits import Edit
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models import calendar_days as days
from returnhelp.gui.pages.calendar import SPEC, CalendarPage
from returnhelp.services import audit, cases
from tests.gui.pages.casework.world import SYRIA, open_family, write
from tests.gui.pages.office_desk import seat

DAY = date(2026, 3, 26)
TODAY = date(2026, 3, 20)


@pytest.fixture
def family(anna):
    found = open_family(anna)
    write(anna, found, planned_departure=DAY, airport="ZRH", destination=SYRIA)
    return found


@pytest.fixture
def at_desk(qtbot, anna, tmp_path):
    with seat(qtbot, anna, tmp_path / "machine") as made:
        yield made


@pytest.fixture
def page(qtbot, at_desk, family):
    shown = at_desk.show(CalendarPage)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.departures_grid.setFocus()
    return shown


def press(qtbot, page, *keys):
    for key in keys:
        qtbot.keyClick(page.departures_grid, key)


def test_whoever_sees_cases_has_a_calendar(house, anna, sara):
    assert SPEC.may(anna)
    assert SPEC.may(sara)
    assert not SPEC.may(house.admin)


def test_it_opens_at_today_with_the_sum_of_the_month(page):
    assert page.day() == TODAY
    assert page.span_heading.text() == "March 2026"
    assert page.sum_note.text() == "1 departure, 4 people leave"
    assert page.departures_grid.lines(DAY) == ["4  ·  Haddad Omar  ·  ZRH → Syria"]
    assert page.day_card.heading() == "Friday, 20 March 2026"
    assert page.day_card.lines() == []


def test_the_arrows_go_by_day_and_the_page_keys_by_month(qtbot, page, at_desk):
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up)
    assert page.day() == TODAY
    press(qtbot, page, Qt.Key.Key_PageDown)
    at_desk.settle()
    assert (page.day(), page.span_heading.text()) == (date(2026, 4, 20), "April 2026")
    assert page.sum_note.text() == "No departure"
    press(qtbot, page, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    at_desk.settle()
    assert page.day() == date(2026, 2, 20)
    press(qtbot, page, Qt.Key.Key_Home)
    at_desk.settle()
    assert page.day() == TODAY
    page.later_button.click()
    page.today_button.click()
    at_desk.settle()
    assert page.day() == TODAY


def test_walking_over_the_end_of_a_month_reads_the_next_one(qtbot, page, at_desk, anna, family):
    write(anna, family, planned_departure=date(2026, 5, 2))
    page.go_to(date(2026, 4, 30))
    at_desk.settle()
    assert page.sum_note.text() == "No departure"
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_Right)
    at_desk.settle()
    assert page.sum_note.text() == "1 departure, 4 people leave"
    assert [line.title for line in page.day_card.lines()] == ["Haddad Omar"]


def test_enter_opens_the_only_case_of_a_day_at_its_journey(qtbot, page, at_desk, family):
    wanted = []
    at_desk.desk.case_wanted.connect(lambda *where: wanted.append(where))
    page.go_to(DAY)
    press(qtbot, page, Qt.Key.Key_Return)
    assert wanted == [(family, "journey")]


def test_enter_goes_to_the_list_where_there_are_several(qtbot, page, at_desk, anna, family):
    second = open_family(anna)
    write(anna, second, planned_departure=DAY)
    page.refresh(None)
    at_desk.settle()
    page.go_to(DAY)
    press(qtbot, page, Qt.Key.Key_Return)
    row = page.day_card.row((family, 1))
    assert row.words.hasFocus()
    qtbot.keyClick(row.words, Qt.Key.Key_Escape)
    assert page.departures_grid.hasFocus()


def test_a_week_is_shown_with_the_same_keys(qtbot, page, at_desk):
    page.week_button.click()
    at_desk.settle()
    assert page.span_heading.text() == "16 March 2026 to 22 March 2026"
    assert page.sum_note.text() == "No departure"
    page.departures_grid.setFocus()
    press(qtbot, page, Qt.Key.Key_Down)
    at_desk.settle()
    assert page.span_heading.text() == "23 March 2026 to 29 March 2026"
    assert page.sum_note.text() == "1 departure, 4 people leave"
    page.earlier_button.click()
    at_desk.settle()
    assert page.day() == TODAY


def test_a_click_chooses_a_day_and_two_open_the_case(qtbot, page, at_desk, family):
    wanted = []
    at_desk.desk.case_wanted.connect(lambda *where: wanted.append(where))
    cell = page.departures_grid.cell(DAY)
    qtbot.mouseClick(page.departures_grid, Qt.MouseButton.LeftButton, pos=cell.center())
    assert page.day() == DAY
    first_line = QPoint(cell.center().x(), cell.top() + 36)
    qtbot.mouseDClick(page.departures_grid, Qt.MouseButton.LeftButton, pos=first_line)
    assert wanted == [(family, "journey")]


def test_a_visitor_sees_no_names(page, at_desk):
    page.go_to(DAY)
    assert page.blank(True)
    assert page.departures_grid.lines(DAY) == ["4  ·  ZRH → Syria"]
    [line] = page.day_card.lines()
    assert (line.title, line.second, line.go) == ("Hidden", "ZRH → Syria", None)
    page.blank(False)
    assert page.day_card.lines()[0].title == "Haddad Omar"


def test_it_follows_what_is_done_elsewhere(page, at_desk, anna, family):
    change = cases.save(anna, [Edit("case", family, ("case", family), {"planned_departure": date(2026, 3, 24)})])
    at_desk.desk.announce(change)
    at_desk.settle()
    assert page.departures_grid.lines(DAY) == []
    assert page.departures_grid.lines(date(2026, 3, 24)) == ["4  ·  Haddad Omar  ·  ZRH → Syria"]


def test_the_month_goes_to_another_calendar_without_names(page, at_desk, tmp_path):
    file_boxes.prepared.append(tmp_path / "march")
    page.export_button.click()
    at_desk.settle()
    told = (tmp_path / "march.ics").read_text()
    assert "SUMMARY:ZRH – Syria\\, 4 persons" in told
    assert "Haddad" not in told
    assert at_desk.said() == "Saved as march.ics, without names: your own cases."
    assert audit.entries(at_desk.desk.office, own=True)[0].act == "calendar.export"


def test_an_empty_month_writes_no_file_and_says_why(page, at_desk, tmp_path):
    page.go_to(date(2026, 6, 1))
    at_desk.settle()
    file_boxes.prepared.append(tmp_path / "june")
    page.export_button.click()
    at_desk.settle()
    assert "no departure in this time" in page.message().text()
    assert not (tmp_path / "june.ics").exists()


def test_what_is_heard_of_a_day_and_the_other_languages(page, at_desk):
    page.go_to(DAY)
    assert page.departures_grid.accessibleDescription().startswith(
        "Thursday, 26 March 2026: 1 departure, 4 people leave"
    )
    words.use("de")
    assert page.span_heading.text() == "März 2026"
    assert page.day_card.heading() == "Donnerstag, 26. März 2026"


@pytest.mark.parametrize(
    ("day", "by", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_further_is_the_same_day_or_the_last_one(day, by, then):
    assert days.other_month(day, by) == then


def test_a_sheet_has_whole_weeks_from_monday():
    assert days.sheet_of(date(2026, 3, 12)) == (date(2026, 2, 23), date(2026, 4, 5))
    assert days.sheet_of(date(2027, 2, 1)) == (date(2027, 2, 1), date(2027, 2, 28))
