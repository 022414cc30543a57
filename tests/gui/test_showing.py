"""The widgets that show something: messages, steps, sections, progress, papers."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from returnhelp.gui.widgets.column_chooser import ColumnChooser
from returnhelp.gui.widgets.cover import Cover
from returnhelp.gui.widgets.empty_state import EmptyState
from returnhelp.gui.widgets.flow_layout import FlowLayout
from returnhelp.gui.widgets.message_bar import Kind, MessageBar
from returnhelp.gui.widgets.pdf_view import PdfView, print_bytes
from returnhelp.gui.widgets.progress_strip import ProgressStrip
from returnhelp.gui.widgets.section_list import Mark, Section, SectionList
from returnhelp.gui.widgets.step_bar import BarStep, State, StepBar
from returnhelp.gui.widgets.work_button import WorkButton
from returnhelp.gui.worker import Worker
from returnhelp.services import offices


def test_a_message_offers_one_thing_to_do(qtbot):
    bar, done = MessageBar(), []
    qtbot.addWidget(bar)
    assert bar.text() == ""
    bar.show_message("3 dates are missing.", Kind.WARNING, "Show", lambda: done.append("shown"))
    assert bar.text() == "3 dates are missing."
    assert bar.kind() is Kind.WARNING
    assert bar.accessibleName() == "3 dates are missing."
    bar.action_button().click()
    assert done == ["shown"]
    assert bar.isHidden()


def test_a_message_is_text_and_never_markup(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("<b>Li</b>")
    assert {label.textFormat() for label in bar.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_escape_takes_a_message_away(qtbot):
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("Saved.", Kind.SUCCESS)
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_an_empty_list_says_what_to_do(qtbot):
    state, acted = EmptyState(), []
    qtbot.addWidget(state)
    state.acted.connect(lambda: acted.append(True))
    state.say("folders", "No cases yet", "They show here.", "New case")
    state.button().click()
    assert acted == [True]
    state.say("folders", "No cases yet")
    assert state.button().isHidden()


STEPS = [
    BarStep("Enquiry", State.DONE),
    BarStep("Counselling", State.NOW, "since 3 March"),
    BarStep("Departure", State.NEXT),
]


def test_the_steps_are_told_to_those_who_do_not_see_them(qtbot):
    bar = StepBar()
    qtbot.addWidget(bar)
    bar.set_steps(STEPS)
    assert bar.accessibleName() == "Step 2 of 3: Counselling"
    assert bar.accessibleDescription() == "Enquiry, done; Counselling, now (since 3 March); Departure, to come"


def test_a_step_is_chosen_by_keys_and_mouse(qtbot):
    bar, chosen = StepBar(), []
    qtbot.addWidget(bar)
    bar.set_choosable(True)
    bar.set_steps(STEPS)
    bar.step_chosen.connect(chosen.append)
    bar.resize(300, 60)
    bar.show()
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert chosen == [2, 0]


@pytest.mark.parametrize(
    ("states", "now"),
    [
        ([State.DONE, State.DONE], 1),
        ([State.NEXT, State.NEXT], 0),
        ([State.DONE, State.STOPPED, State.NEXT], 1),
        ([], -1),
    ],
)
def test_the_bar_knows_where_it_stands(qtbot, states: list[State], now: int):
    bar = StepBar()
    qtbot.addWidget(bar)
    bar.set_steps([BarStep("x", state) for state in states])
    assert bar.now() == now
    bar.resize(200, 50)
    bar.grab()


def test_sections_are_chosen_and_keep_their_marks(qtbot):
    sections, chosen = SectionList(), []
    qtbot.addWidget(sections)
    sections.section_chosen.connect(chosen.append)
    sections.set_sections([Section("people", "People"), Section("consents", "Consents", Mark.MISSING, 2)])
    assert sections.section() == "people"
    sections.show()
    sections.setFocus()
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert chosen == ["people", "consents"]
    said = sections.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Consents, 2 missing"
    sections.set_sections([Section("people", "People"), Section("consents", "Consents", Mark.DONE)])
    assert sections.section() == "consents"
    assert chosen == ["people", "consents"]


@pytest.mark.parametrize("mark", list(Mark))
def test_every_mark_is_drawn_and_told(qtbot, mark: Mark):
    sections = SectionList()
    qtbot.addWidget(sections)
    sections.set_sections([Section("one", "One", mark, 3)])
    sections.resize(200, 100)
    assert not sections.grab().isNull()
    assert "One" in sections.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_last_column_cannot_be_taken_away(qtbot):
    chooser, chosen = ColumnChooser(), []
    qtbot.addWidget(chooser)
    chooser.offer([("name", "Name"), ("canton", "Canton")], ["name", "canton"])
    chooser.chosen.connect(chosen.append)
    name, canton = chooser.menu().actions()
    canton.trigger()
    assert chosen == [["name"]]
    assert not name.isEnabled()
    canton.trigger()
    assert name.isEnabled()


def test_progress_is_followed_to_its_end(qtbot, worker: Worker):
    strip, gate, ended = ProgressStrip(), threading.Event(), []
    qtbot.addWidget(strip)
    strip.ended.connect(lambda: ended.append(True))

    def work(progress):
        progress.report(1200, 10000)
        gate.wait(10)

    job = worker.run_long("Taking over", work, lambda _result: None, lambda _error: None)
    strip.watch(job)
    assert not strip.isHidden()
    qtbot.waitUntil(lambda: any("10" in label.text() for label in strip.findChildren(QLabel)))
    gate.set()
    qtbot.waitUntil(lambda: ended == [True])
    assert strip.isHidden()


def test_work_told_in_hundredths_shows_its_share(qtbot, worker: Worker):
    strip, gate = ProgressStrip(), threading.Event()
    qtbot.addWidget(strip)

    def work(progress):
        progress.report(37, 100)
        gate.wait(10)

    strip.watch(worker.run_long("Proving", work, lambda _result: None, lambda _error: None))
    qtbot.waitUntil(lambda: any(label.text() == "37\u00a0%" for label in strip.findChildren(QLabel)))
    gate.set()
    qtbot.waitUntil(strip.isHidden)


def test_progress_can_be_stopped(qtbot, worker: Worker):
    strip, stopped = ProgressStrip(), []
    qtbot.addWidget(strip)

    def work(progress):
        while True:
            progress.check_cancelled()

    strip.watch(worker.run_long("Taking over", work, lambda _result: None, stopped.append))
    strip.cancel_button().click()
    qtbot.waitUntil(lambda: bool(stopped))


def test_long_work_shows_on_every_page(qtbot, worker: Worker):
    gate = threading.Event()
    host = QWidget()
    qtbot.addWidget(host)
    button = WorkButton(worker, host)
    assert button.isHidden()
    worker.run_long("Back-up", lambda _progress: gate.wait(10), lambda _result: None, lambda _error: None)
    assert not button.isHidden()
    assert "Back-up" in button.text()
    gate.set()
    qtbot.waitUntil(button.isHidden)


def test_widgets_flow_from_the_side_where_reading_begins(qtbot, qapp):
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, spacing=4)
    plates = [QPushButton(f"plate {number}") for number in range(6)]
    for plate in plates:
        flow.addWidget(plate)
    box.resize(220, 400)
    box.show()
    assert plates[0].x() < plates[1].x()
    assert plates[-1].y() > plates[0].y()
    assert flow.heightForWidth(2000) < flow.heightForWidth(220)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        flow.setGeometry(box.rect())
        assert plates[0].x() > plates[1].x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_cover_hides_the_whole_page(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.show()
    cover = Cover(page)
    cover.lie("F9")
    page.resize(500, 400)
    assert cover.size() == page.size()


@pytest.fixture(scope="module")
def paper() -> bytes:
    return offices.recovery_sheet("Bern", "4XTP-9KQ2-77MC-ZR0D-1ABE-5HJ6-N3WY-8GSV", "de")


def test_a_paper_is_shown_from_memory(qtbot, paper: bytes):
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(600, 800)
    view.show()
    view.show_paper(paper)
    assert view.page_count() == 1
    view.zoom(1.25)
    view.fit_page()
    view.fit_width()
    view.clear()
    assert view.page_count() == 0


def test_a_paper_is_printed_from_memory(qtbot, tmp_path, paper: bytes):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_bytes(paper, printer)
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
