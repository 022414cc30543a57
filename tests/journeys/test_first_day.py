"""From a bare machine to a case entered, a month printed, statistics handed out: by keyboard, in the real window."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.people import Sex
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Step
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.first_start import FirstStart
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.pages.office import OfficePage
from returnhelp.gui.pages.reports import ReportsPage
from returnhelp.gui.pages.statistics import StatisticsPage
from returnhelp.gui.pages.users import UsersPage
from returnhelp.i18n import labels
from returnhelp.services import cases, reporting
from tests.journeys.hands import Hands

PASSWORD = "blaue Gabel wandert 7"
RETURN, TAB, S = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_S


@pytest.fixture
def hands(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RETURNHELP_HOME", str(tmp_path))
    made = Hands(qtbot, tmp_path)
    yield made
    if made.program.office is not None:
        made.program.office.close()
    made.program.end()
    file_boxes.prepared.clear()
    question.prepared.clear()


def begin_office(hands: Hands) -> None:
    hands.push(hands.program.gate.welcome.create_button)
    wizard = hands.program.gate.card()
    assert isinstance(wizard, FirstStart)
    hands.fill(wizard.office_step.office_name_edit, "IOM Bern")
    hands.press(RETURN)
    admin = wizard.admin_step
    hands.fill(admin.display_name_edit, "Vera Admin")
    hands.fill(admin.password_edit, PASSWORD)
    hands.fill(admin.again_edit, PASSWORD)
    hands.press(RETURN)
    hands.qtbot.waitUntil(lambda: wizard.step() == 2, timeout=60_000)
    hands.fill(wizard.code_step.typed_edit, wizard.code_step.code_value.text().replace("\n", ""))
    with hands.qtbot.waitSignal(hands.program.arrived, timeout=60_000):
        hands.qtbot.keyClick(hands.focus, RETURN)
    hands.settle()


def add_user(hands: Hands, name: str, role: Role) -> None:
    office = hands.go_to("office", OfficePage)
    office.arrive("users")
    hands.settle()
    page = office.part()
    assert isinstance(page, UsersPage)
    hands.push(page.add_button)
    hands.fill(page.display_name_edit, name)
    hands.fill(page.password_edit, PASSWORD)
    hands.tick(page.caseworker_check, on=role is Role.CASEWORKER)
    hands.tick(page.supervisor_check, on=role is Role.SUPERVISOR)
    hands.push(page.save_button)
    hands.settle()
    hands.nothing_wrong()


def enter_family(hands: Hands, day: date) -> CasePage:
    hands.press(Qt.Key.Key_N, ctrl=True)
    page = hands.page(NewCasePage)
    hands.write("Beridze Nino")
    page.look_up()
    hands.settle()
    hands.press(RETURN)
    for said in ("2.4.1988", labels.label(Sex.FEMALE)[:1], "georg"):
        hands.press(TAB)
        hands.write(said)
    hands.press(RETURN)
    for given, born in (("Giorgi", "5.6.1986"), ("Luka", "7.8.2015"), ("Tamar", "9.10.2018")):
        hands.write(given)
        hands.press(TAB)
        hands.write(born)
        hands.press(RETURN)
    hands.press(RETURN)
    hands.write("n 654321")
    hands.fill(page.opened_on_edit, f"{day:%d.%m.%Y}")
    hands.press(RETURN, ctrl=True)
    hands.settle()
    return hands.page(CasePage)


def make_ready(hands: Hands, page: CasePage, day: date) -> None:
    """What the way to the departure asks for, brought in by a colleague's hand meanwhile: the page hears of it."""
    office = hands.program.office
    assert office is not None
    number, root = page.folder.case_id, ("case", page.folder.case_id)
    seen = cases.view(office, number)
    edits = [
        Edit("consents", None, root, {"purpose": "data_processing", "given_on": day}),
        Edit("contacts", None, root, {"kind": "counselling", "happened_on": day, "topic": "consequences"}),
        Edit("stays", None, root, {"permit": "N", "since": date(2025, 1, 1)}),
        Edit("aid_lines", None, root, {"component": "basic", "requested": 100000, "decided": 100000}),
        Edit("case", number, root, {"destination": 8562}),
        *(
            Edit("travel_documents", None, ("person", person), {"kind": "passport", "expires_on": date(2040, 1, 1)})
            for person in seen.people
        ),
    ]
    page.desk.announce(cases.save(office, edits))
    hands.settle()


def log_task(hands: Hands, page: CasePage) -> None:
    page.open("tasks", None)
    page.section("tasks").records_table.setFocus()
    hands.press(RETURN)  # "Add a task"
    hands.write("Ring the mission")
    hands.press(RETURN)
    hands.press(S, ctrl=True)
    hands.nothing_wrong()
    assert [task.values["title"] for task in page.folder.view.parts["tasks"]] == ["Ring the mission"]


def take_step(hands: Hands, page: CasePage, step: Step, day: date, **answers: str) -> None:
    hands.settle()
    following = next(one for one in page.folder.view.next if one.step is step)
    if page.head.step_button.isVisible() and page.head.step_button.text().endswith(labels.label(step)):
        hands.push(page.head.step_button)
    else:
        page.head.step_wanted.emit(following)
        hands.settle()
    panel = page.step_panel
    hands.fill(panel.effective_on_edit, f"{day:%d.%m.%Y}")
    for name, said in answers.items():
        hands.fill(getattr(panel, f"{name}_edit"), said)
    hands.push(panel.take_button)
    hands.settle()
    hands.nothing_wrong()
    assert page.folder.view.case.values["step"] is step


def test_the_first_day_of_an_office(hands: Hands, tmp_path: Path) -> None:
    begin_office(hands)
    add_user(hands, "Anna Muster", Role.CASEWORKER)
    add_user(hands, "Sara Leitung", Role.SUPERVISOR)
    hands.sign_out()

    hands.sign_in("anna.muster", PASSWORD)
    day = last_month(hands)
    page = enter_family(hands, day)
    assert len(page.folder.view.people) == 4
    take_step(hands, page, Step.COUNSELLING, day)
    log_task(hands, page)
    make_ready(hands, page, day)
    take_step(hands, page, Step.ELIGIBILITY_CHECKED, day)
    take_step(hands, page, Step.APPLICATION_SUBMITTED, day)
    take_step(hands, page, Step.APPROVED, day, reference="SEM 2026/1")
    take_step(hands, page, Step.DOCUMENTS, day)
    journey = {"departure_date": f"{day:%d.%m.%Y}", "airport": "ZRH"}
    take_step(hands, page, Step.TRAVEL_BOOKED, day, **journey, flight="TK 1908")
    take_step(hands, page, Step.DEPARTED, day, **journey)
    number = page.folder.view.case.values["number"]
    hands.sign_out()

    hands.sign_in("sara.leitung", PASSWORD)
    reports = hands.go_to("reports", ReportsPage)
    assert reports.month_combo.value() == day.replace(day=1)
    hands.push(reports.save_button)
    file_boxes.prepared.append(tmp_path / "month.pdf")
    hands.push(reports.save_go_button)
    assert (tmp_path / "month.pdf").read_bytes().startswith(b"%PDF")
    assert reporting.figures(hands.office, day.year, day.month).persons.month == 4
    question.prepared.append(True)
    hands.push(reports.close_button)
    hands.sign_out()

    hands.sign_in("vera.admin", PASSWORD)
    statistics = hands.go_to("statistics", StatisticsPage)
    hands.push(statistics.make_button)
    file_boxes.prepared.append(tmp_path / "table.csv")
    statistics.hand_out("csv")
    hands.settle()
    table = (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    assert "Beridze" not in table
    assert ";4" not in table

    hands.press(Qt.Key.Key_L, ctrl=True)
    assert hands.program.window.stage() is hands.program.gate
    assert hands.program.office is None or hands.program.office.store.closed
    hands.fill(hands.program.gate.locked.password_edit, PASSWORD)
    with hands.qtbot.waitSignal(hands.program.arrived, timeout=60_000):
        hands.qtbot.keyClick(hands.focus, RETURN)
    hands.settle()
    assert hands.page(StatisticsPage).isVisible()
    hands.sign_out()

    hands.sign_in("anna.muster", PASSWORD)
    hands.find(number, "folder")
    again = hands.page(CasePage)
    assert again.folder.view.name == "Beridze Nino"
    assert again.folder.view.case.values["step"] is Step.DEPARTED
    assert [task.values["title"] for task in again.folder.view.parts["tasks"]] == ["Ring the mission"]


def last_month(hands: Hands) -> date:
    """The last day of the month before this one."""
    return hands.office.today().replace(day=1) - timedelta(days=1)
