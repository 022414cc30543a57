"""The program as a whole: from the gate to the workplace, to the lock and back, and out."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from returnhelp import files, settings
from returnhelp.gui import start
from returnhelp.gui.instance import Instance
from returnhelp.gui.sign_in import Locked, SignIn
from returnhelp.gui.start import Program
from returnhelp.gui.widgets.message_bar import Kind
from returnhelp.i18n import catalogs
from returnhelp.services import drafts, preferences
from tests.gui.pages_for_tests import PAGES
from tests.office import PASSWORD, Offices


@pytest.fixture
def program(qtbot, machine: settings.Machine, house: Offices) -> Iterator[Program]:
    """The program at the gate of an office it knows."""
    machine.opened(house.folder)
    made = Program(machine, Instance(), lambda: PAGES)
    qtbot.addWidget(made.window, before_close_func=lambda window: window.let_go())
    made.begin()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: not made.worker.busy, timeout=30_000)
    yield made
    if made.office is not None:
        made.office.close()
    made.end()


def _come_in(qtbot, program: Program, name: str = "anna") -> None:
    card = program.gate.sign_in
    card.name_edit.setText(name)
    card.password_edit.setText(PASSWORD)
    with qtbot.waitSignal(program.arrived, timeout=30_000):
        qtbot.keyClick(card.password_edit, Qt.Key.Key_Return)


def _settle(qtbot, program: Program) -> None:
    qtbot.waitUntil(lambda: not program.worker.busy, timeout=30_000)


def test_one_comes_from_the_gate_to_the_workplace(qtbot, program: Program, machine: settings.Machine):
    assert program.window.stage() is program.gate
    _come_in(qtbot, program)
    assert program.window.stage() is program.workplace
    assert program.window.windowTitle() == "IOM Bern – ReturnHelp"
    assert program.idle.watching()
    assert machine.get(settings.LAST_STORES) == (str(program.office.folder),)


def test_the_window_speaks_the_language_of_the_office_and_then_ones_own(qtbot, program: Program, house: Offices):
    _come_in(qtbot, program)
    assert catalogs.language() == "de"
    preferences.set_mine(program.office, "language", "fr")
    program.sign_out()
    _settle(qtbot, program)
    _come_in(qtbot, program)
    assert catalogs.language() == "fr"


def test_a_lock_shows_nothing_and_brings_everything_back(qtbot, program: Program):
    _come_in(qtbot, program)
    workplace = program.workplace
    workplace.desk.open_case(4)
    _settle(qtbot, program)
    workplace.page().line.setText("not ready yet")
    office = program.office
    qtbot.keyClick(workplace, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert program.window.stage() is program.gate
    assert isinstance(program.gate.card(), Locked)
    assert program.window.windowTitle() == "ReturnHelp"
    assert not any("not ready" in edit.text() for edit in program.window.findChildren(QLineEdit) if edit.isVisible())
    _settle(qtbot, program)
    assert office.store.closed
    program.gate.locked.password_edit.setText(PASSWORD)
    with qtbot.waitSignal(program.arrived, timeout=30_000):
        qtbot.keyClick(program.gate.locked.password_edit, Qt.Key.Key_Return)
    assert program.workplace is workplace
    assert workplace.page().number == 4
    qtbot.waitUntil(lambda: workplace.page().line.text() == "not ready yet")


def test_five_idle_minutes_lock(qtbot, program: Program):
    _come_in(qtbot, program)
    program.idle.idle.emit()
    assert isinstance(program.gate.card(), Locked)


def test_running_work_finishes_during_the_lock_and_its_result_waits(qtbot, program: Program):
    _come_in(qtbot, program)
    gate, got, page = threading.Event(), [], program.workplace.page()
    page.do_long("Taking over", lambda _progress: gate.wait(10), got.append)
    office = program.office
    program.lock()
    assert not office.store.closed
    gate.set()
    qtbot.waitUntil(lambda: office.store.closed, timeout=20_000)
    assert got == []
    program.gate.locked.password_edit.setText(PASSWORD)
    with qtbot.waitSignal(program.arrived, timeout=30_000):
        program.gate.locked.go()
    assert got == [True]


def test_somebody_else_signs_in_after_a_lock(qtbot, program: Program, house: Offices):
    _come_in(qtbot, program)
    program.workplace.desk.open_case(4)
    _settle(qtbot, program)
    program.workplace.page().line.setText("mine")
    program.lock()
    _settle(qtbot, program)
    program.gate.locked.other_link.click()
    assert isinstance(program.gate.card(), SignIn)
    _come_in(qtbot, program, "beat")
    assert program.office.user.name == "beat"
    assert program.workplace.open_pages()[1:] == []
    assert drafts.waiting(house.enter("anna")) == (("case", "4", "2026-0004"),)


def test_signing_out_keeps_what_was_typed_and_backs_up(qtbot, program: Program, house: Offices):
    _come_in(qtbot, program)
    office = program.office
    program.workplace.desk.open_case(4)
    _settle(qtbot, program)
    program.workplace.page().line.setText("mine")
    program.sign_out()
    _settle(qtbot, program)
    assert office.store.closed
    assert isinstance(program.gate.card(), SignIn)
    assert drafts.waiting(house.enter("anna"))
    assert list((house.folder / "backups").iterdir())


def test_the_window_closes_when_the_store_is_closed(qtbot, program: Program):
    _come_in(qtbot, program)
    office = program.office
    program.window.close()
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=30_000)
    assert office.store.closed


def test_closing_while_work_runs_asks_once(qtbot, program: Program):
    _come_in(qtbot, program)
    gate = threading.Event()
    page = program.workplace.page()
    page.do_long("Taking over", lambda _progress: gate.wait(10), lambda _result: None)
    program.window.close()
    assert "Taking over" in program.window.message().text()
    program.window.message().action_button().click()
    assert program.window.isVisible()
    program.window.close()
    assert program.window.message().text()
    gate.set()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=30_000)


def test_closing_twice_stops_the_work(qtbot, program: Program):
    _come_in(qtbot, program)
    begun = threading.Event()

    def work(progress):
        begun.set()
        while True:
            progress.check_cancelled()

    program.workplace.page().do_long("Taking over", work, lambda _result: None)
    begun.wait(10)
    program.window.close()
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=30_000)


def test_a_second_start_comes_to_the_front_at_the_folder_it_asked_for(qtbot, program: Program, house: Offices):
    program.gate.show_welcome()
    program.instance.raised.emit(str(house.folder))
    assert isinstance(program.gate.card(), SignIn)


def test_a_fault_is_shown_calmly_and_one_can_go_on(qtbot, program: Program):
    _come_in(qtbot, program)
    program.window.show_fault("KeyError at returnhelp.gui.pages.case:12")
    assert program.window.stage() is not program.workplace
    program.window._fault.go_on.click()
    assert program.window.stage() is program.workplace


def test_a_back_up_is_made_when_one_is_due(qtbot, program: Program, house: Offices):
    _come_in(qtbot, program)
    program._back_up()
    qtbot.waitUntil(lambda: (house.folder / "backups").is_dir(), timeout=30_000)
    _settle(qtbot, program)
    assert program.window.message().text() == ""


def test_a_back_up_that_fails_is_told(qtbot, program: Program):
    program._not_backed_up(OSError())
    assert program.window.message().kind() is Kind.WARNING


_HEAVY = ("sqlalchemy", "alembic", "babel", "qtawesome", "reportlab", "numpy", "cryptography", "argon2", "phonenumbers")

_BEGIN = f"""
import sys
from PySide6.QtWidgets import QApplication
from returnhelp import settings
from returnhelp.gui import start, theme, words
from returnhelp.gui.instance import Instance
application = QApplication([])
theme.start()
words.use("de")
program = start.Program(settings.Machine(), Instance())
program.gate.begin()
program.window.show()
application.processEvents()
print(*(name for name in {_HEAVY} if name in sys.modules))
program.end()
"""


def test_the_gate_shows_before_anything_heavy_is_loaded():
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN], capture_output=True, text=True, cwd=files.path("."), check=True
    )
    assert done.stdout.strip() == ""


def test_the_language_before_sign_in_is_the_one_of_the_machine(machine: settings.Machine, monkeypatch):
    monkeypatch.setattr("locale.getlocale", lambda: ("it_CH", "UTF-8"))
    assert start.language_of(machine) == "it"
    monkeypatch.setattr("locale.getlocale", lambda: ("rm_CH", "UTF-8"))
    assert start.language_of(machine) == "en"
    machine.put(settings.WINDOW_LANGUAGE, "fr")
    assert start.language_of(machine) == "fr"


def test_the_size_is_given_to_qt_before_it_begins(machine: settings.Machine, monkeypatch):
    monkeypatch.delenv("QT_SCALE_FACTOR")
    machine.put(settings.SCALE, 150)
    start._scale(machine)
    import os

    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")
    machine.put(settings.SCALE, 100)
    start._scale(machine)


def test_a_second_start_ends_at_once(tmp_path: Path, qapp, monkeypatch):
    first = Instance()
    assert first.claim()
    done = subprocess.Popen(
        [sys.executable, "-c", "from returnhelp.gui.start import run; print(run([]))"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=files.path("."),
    )
    raised = []
    first.raised.connect(raised.append)
    while done.poll() is None:
        qapp.processEvents()
    assert done.communicate()[0].strip() == "0"
    assert raised == [""]
    first.stop()
