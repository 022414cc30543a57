"""The monthly report in the window: looked at, printed and saved without a plain file on the way; months closed."""

from datetime import date

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter

from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.dialogs import question
from returnhelp.gui.pages.reports import SPEC, ReportsPage
from returnhelp.services import audit, closing
from tests.gui.pages.office_desk import seat
from tests.gui.pages.taken_over import take_over


@pytest.fixture
def at_desk(qtbot, sara, tmp_path):
    with seat(qtbot, sara, tmp_path / "machine") as made:
        yield made


@pytest.fixture
def page(at_desk):
    return at_desk.show(ReportsPage)


def test_only_supervisors_see_it(sara, anna, house):
    assert SPEC.may(sara)
    assert not SPEC.may(anna)
    assert not SPEC.may(house.admin)


def test_the_month_that_is_over_is_shown_first_in_the_language_of_the_office(page):
    assert page.month_combo.value() == date(2026, 2, 1)
    assert page.language_combo.value() == "de"
    assert page.paper_stack.currentWidget() is page.paper_page
    assert page.paper_view.page_count() >= 1
    assert page.save_button.isEnabled()


def test_one_steps_from_month_to_month(page, at_desk):
    page.earlier_button.click()
    at_desk.settle()
    assert page.month_combo.value() == date(2026, 1, 1)
    page.later_button.click()
    page.later_button.click()
    at_desk.settle()
    assert page.month_combo.value() == date(2026, 3, 1)
    assert not page.later_button.isEnabled()


def test_looking_at_a_report_is_recorded_and_leaves_no_file(page, at_desk, tmp_path):
    assert audit.entries(at_desk.desk.office)[0].act == "reporting.monthly"
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_report_is_saved_with_a_password_and_that_is_recorded(page, at_desk, tmp_path):
    import pikepdf

    page.save_button.click()
    assert page.save_card.isVisible()
    page.password_check.setChecked(True)
    page.save()
    assert "password" in page.password_error.text()
    page.password_edit.setText("vier lange Wörter hier")
    file_boxes.prepared.append(tmp_path / "bericht")
    page.save()
    at_desk.settle()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "bericht.pdf")
    assert pikepdf.open(tmp_path / "bericht.pdf", password="vier lange Wörter hier").pages
    assert "with a password" in at_desk.said()
    assert not page.save_card.isVisible()
    assert page.password_edit.text() == ""
    kept = audit.entries(at_desk.desk.office)[0]
    assert kept.act == "reporting.save_monthly"
    assert kept.detail["protected"] is True


def test_a_place_that_cannot_be_written_is_told(page, at_desk, tmp_path):
    page.save_button.click()
    file_boxes.prepared.append(tmp_path / "nowhere" / "bericht.pdf")
    page.save()
    at_desk.settle()
    assert "bericht.pdf" in page.message().text()
    assert page.save_card.isVisible()


def test_the_report_goes_to_a_printer(page, at_desk, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    file_boxes.prepared.append(printer)
    page.print_it()
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    assert "printer" in at_desk.said()


def test_months_are_closed_after_one_question(page, at_desk):
    take_over(at_desk.desk.office, 60)
    page.refresh(None)
    at_desk.settle()
    assert page.until_combo.value() == date(2026, 2, 1)
    page.until_combo.set_value(date(2022, 6, 1))
    question.prepared.append(False)
    page.close_months()
    at_desk.settle()
    assert closing.state(at_desk.desk.office)[0] == ()
    question.prepared.append(True)
    page.close_months()
    at_desk.settle()
    closed, _waiting = closing.state(at_desk.desk.office)
    assert closed[-1] == date(2022, 6, 1)
    assert page.state_badge.text() == "Closed up to June 2022"
    assert "are closed" in at_desk.said()


def test_an_empty_office_has_nothing_to_close(page):
    assert page.state_badge.text() == "No month is closed yet"
    assert "no departure" in page.state_note.text()
    assert not page.close_button.isVisible()


def test_a_visitor_does_not_see_the_small_numbers(page):
    assert page.blank(True)
    assert not page.paper_stack.isVisible()
    page.blank(False)
    assert page.paper_stack.isVisible()


def test_the_page_speaks_another_language_at_once(page):
    words.use("xx")
    assert page.state_badge.text().endswith("No month is closed yet")
