"""The monitoring calendar: counted by month, listed by day, narrowed by keyboard, leading to the case."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.monitoring import VisitOutcome
from returnhelp.domain.visit_lists import VisitCounts, VisitsAsked
from returnhelp.gui import words
from returnhelp.gui.pages.monitoring_calendar import MonitoringPage
from returnhelp.gui.pages.monitoring_calendar_months import MonthsModel, told
from returnhelp.services import cases, registers
from returnhelp.services.office import Office
from tests.gui.pages.casework.world import SYRIA, add, open_family, write
from tests.gui.pages.office_desk import Seat, seat
from tests.office import has_departed


@pytest.fixture
def at_anna(qtbot, anna: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, anna, tmp_path) as made:
        yield made


@pytest.fixture
def at_sara(qtbot, sara: Office, tmp_path: Path) -> Iterator[Seat]:
    with seat(qtbot, sara, tmp_path) as made:
        yield made


@pytest.fixture
def two(anna: Office, sara: Office) -> list[int]:
    """Two families back home, one in a programme (it is 20 March 2026): three visits open, one made."""
    edit = Edit("programmes", None, ("programmes", -1), {"name": "Georgia"})
    programme = registers.save(sara, [edit]).value[0]
    found = []
    for named, days in ((programme, ((2026, 3, 1), (2026, 6, 1))), (None, ((2025, 1, 10),))):
        case = open_family(anna)
        write(anna, case, programme_id=named, destination=SYRIA if named else 8512)
        has_departed(anna, case, date(2024, 12, 1))
        view = cases.view(anna, case)
        gone = {"departed_on": date(2024, 12, 1)}
        cases.save(anna, [Edit("travellers", one.id, one.root, gone) for one in view.parts["travellers"]])
        for day in days:
            add(anna, case, "visits", due_on=date(*day))
        found.append(case)
    add(anna, found[1], "visits", due_on=date(2026, 2, 1), done_on=date(2026, 2, 3), outcome=VisitOutcome.RUNNING)
    return found


def rows(page: MonitoringPage) -> list[date | None]:
    return [row.due_on for row in page._model.rows_read().values()]


def cell(model: MonthsModel, row: int, month: date) -> str:
    column = next(at for at in range(1, model.columnCount()) if model.month_of(at) == month)
    return str(model.data(model.index(row, column)) or "")


def test_nothing_planned_says_where_visits_are_planned(at_anna: Seat) -> None:
    page = at_anna.show(MonitoringPage)
    assert page.visits_table.empty.isVisible()
    assert page.count_note.text() == "0 visits"


def test_a_caseworker_sees_first_their_own_a_supervisor_everybodys(
    at_anna: Seat, at_sara: Seat, two: list[int], anna: Office
) -> None:
    assert at_anna.show(MonitoringPage).caseworker_combo.value() == anna.user.id
    assert at_sara.show(MonitoringPage).caseworker_combo.value() is None


def test_months_count_by_programme_and_older_visits_are_overdue_too(at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    model = page.months_table.months
    assert [model.name_of(model.row_of(row)) for row in range(model.rowCount())] == [
        "All programmes",
        "Georgia",
        "Without a programme",
    ]
    assert cell(model, 0, date(2026, 2, 1)) == "1 ✓"
    assert cell(model, 1, date(2026, 3, 1)) == "1"
    assert [page.due_figure.text(), page.overdue_figure.text(), page.done_figure.text()] == ["2", "2", "1"]
    assert page.months_heading.text() == "October 2025 to September 2026"


def test_the_list_shows_what_is_open_however_old(at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    assert rows(page) == [date(2025, 1, 10), date(2026, 3, 1), date(2026, 6, 1)]
    page.asked_combo.set_value(VisitsAsked.DONE)
    page.asked_combo.chosen.emit(VisitsAsked.DONE)
    at_anna.settle()
    assert rows(page) == [date(2026, 2, 1)]


def test_a_month_narrows_the_list_by_keyboard(qtbot, at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    grid = page.months_table
    column = next(at for at in range(1, 13) if grid.months.month_of(at) == date(2026, 3, 1))
    grid.setFocus()
    grid.setCurrentIndex(grid.months.index(1, column))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    at_anna.settle()
    assert rows(page) == [date(2026, 3, 1)]
    assert page.list_heading.text() == "March 2026, Georgia"
    page.all_button.click()
    at_anna.settle()
    assert len(rows(page)) == 3


def test_filters_hold_for_months_and_list(at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    page.country_combo.set_value(SYRIA)
    page.country_combo.picked.emit(SYRIA)
    at_anna.settle()
    assert rows(page) == [date(2026, 3, 1), date(2026, 6, 1)]
    assert page.done_figure.text() == "0"


def test_cases_without_a_programme_are_a_choice(at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    page.programme_combo.set_value(0)
    page.programme_combo.chosen.emit(0)
    at_anna.settle()
    assert rows(page) == [date(2025, 1, 10)]


def test_the_year_is_turned(at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    page.earlier_button.click()
    at_anna.settle()
    assert page.months_heading.text() == "October 2024 to September 2025"
    assert cell(page.months_table.months, 0, date(2025, 1, 1)) == "1"
    page.today_button.click()
    at_anna.settle()
    assert page.months_heading.text() == "October 2025 to September 2026"


def test_enter_opens_the_case_at_its_visits(qtbot, at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    wanted: list[tuple[int, str]] = []
    page.desk.case_wanted.connect(lambda number, section: wanted.append((number, section)))
    page.visits_table.setFocus()
    page.visits_table.setCurrentIndex(page._model.index(0, 0))
    qtbot.keyClick(page.visits_table, Qt.Key.Key_Return)
    assert wanted == [(two[1], "visits")]


def test_a_cell_is_told_in_words() -> None:
    said = told("Georgia", date(2026, 3, 1), VisitCounts(3, 1, 2))
    assert said == "Georgia, March 2026: 3 due, 1 of them overdue, 2 made"


def test_it_speaks_the_language_in_use(at_anna: Seat, two: list[int]) -> None:
    page = at_anna.show(MonitoringPage)
    words.use("de")
    assert page.months_heading.text() != "October 2025 to September 2026"
    words.use("en")
