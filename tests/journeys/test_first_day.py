"""From a bare machine to a case entered, a month printed, statistics handed out: by keyboard, in the real window."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.handouts import HIDDEN
from returnhelp.domain.people import Sex
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Step
from returnhelp.domain.tables import Hidden
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.new_case import NewCasePage
from returnhelp.gui.pages.reports import ReportsPage
from returnhelp.gui.pages.statistics import StatisticsPage
from returnhelp.services import cases, reporting
from tests.journeys.hands import PASSWORD, RETURN, TAB, Hands, S
from tests.office import decided, rules_answered

GEORGIA = 8562


def enter_family(hands: Hands, day: date) -> CasePage:
    hands.press(Qt.Key.Key_N, ctrl=True)
    page = hands.page(NewCasePage)
    hands.write("Beridze Nino")
    page.look_up()
    hands.settle()
    hands.press(RETURN)
    for said in ("2.4.1988", Sex.FEMALE, GEORGIA):
        hands.press(TAB)
        hands.say(said)
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
        Edit("aid_lines", None, root, {"component": "basic", "requested": 100000}),
        Edit("case", number, root, {"destination": GEORGIA}),
        *(
            Edit("travel_documents", None, ("person", person), {"kind": "passport", "expires_on": date(2040, 1, 1)})
            for person in seen.people
        ),
    ]
    cases.save(office, edits)
    decided(office, number, on=day)
    page.desk.announce(rules_answered(office, number))
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


def hand_out_statistics(hands: Hands, day: date, folder: Path) -> None:
    """The one closed month: chosen, made, looked at, and handed out; four people are too few for any number."""
    folder.mkdir()
    statistics = hands.go_to("statistics", StatisticsPage)
    offer, period = statistics.choose.chosen() or (None, None)
    assert offer is not None
    assert period is not None
    assert (period.first, period.last) == (day.replace(day=1), day)
    hands.push(statistics.choose.make_button)
    hands.nothing_wrong()
    shown = statistics.look.heat_map.table()
    assert shown is not None
    assert all(isinstance(cell, Hidden) for row in shown.cells for cell in row)
    assert statistics.look.told_note.text()
    hands.push(statistics.look.hand_out_button)
    hands.put(statistics.hand_out.kind_combo, "csv")
    file_boxes.prepared.append(folder)
    hands.push(statistics.hand_out.hand_out_button)
    hands.nothing_wrong()
    assert list(folder.glob("*.proof.json"))
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8-sig")
        assert "Beridze" not in text
    table = next(file for file in folder.glob("*.csv") if "dictionary" not in file.name)
    assert HIDDEN in table.read_text(encoding="utf-8-sig")
    assert ";4" not in table.read_text(encoding="utf-8-sig")


def test_the_first_day_of_an_office(hands: Hands, tmp_path: Path) -> None:
    hands.begin_office()
    hands.add_user("Anna Muster", Role.CASEWORKER)
    hands.add_user("Sara Leitung", Role.SUPERVISOR)
    hands.sign_out()

    hands.sign_in("anna.muster", PASSWORD)
    day = last_month(hands)
    page = enter_family(hands, day)
    assert len(page.folder.view.people) == 4
    hands.take_step(page, Step.COUNSELLING, day)
    log_task(hands, page)
    make_ready(hands, page, day)
    hands.take_step(page, Step.ELIGIBILITY_CHECKED, day)
    hands.take_step(page, Step.APPLICATION_SUBMITTED, day)
    hands.take_step(page, Step.APPROVED, day, reference="SEM 2026/1")
    hands.take_step(page, Step.DOCUMENTS, day)
    journey = {"departure_date": f"{day:%d.%m.%Y}", "airport": "ZRH"}
    hands.take_step(page, Step.TRAVEL_BOOKED, day, **journey, flight="TK 1908")
    hands.take_step(page, Step.DEPARTED, day, **journey)
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
    hand_out_statistics(hands, day, tmp_path / "statistics")

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
