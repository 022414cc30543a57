"""The papers of a case in the window: looked at, printed and saved, without a plain file on the way."""

from datetime import date

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from returnhelp.domain.edits import Edit
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages.case import CasePage
from returnhelp.services import audit, case_papers, cases
from tests.gui.pages.casework.world import add, people_of

DAY = date(2026, 3, 26)


@pytest.fixture
def section(page, at_desk, anna, family):
    """The papers of a case with a journey."""
    add(anna, family, "legs", position=1, from_place="ZRH", to_place="IST", departs_on=DAY, departs_at="10:05",
        arrives_on=DAY, arrives_at="14:55")  # fmt: skip
    page.refresh(None)
    at_desk.settle()
    page.open("papers", None)
    at_desk.settle()
    return page.section("papers")


def test_the_first_paper_is_shown_in_the_language_of_the_office(section):
    assert section.paper_combo.value() == "travel_sheet"
    assert section.language_combo.value() == "de"
    assert section.second_combo.value() is None
    assert section.paper_stack.currentWidget() is section.paper_page
    assert section.paper_view.page_count() == 1
    assert section.abroad_note.isVisible()
    assert not section.about_combo.isVisible()


def test_the_clients_language_stands_beside_it_where_we_write_it(page, section, at_desk, anna, family):
    omar = people_of(anna, family)["Omar"]
    cases.save(anna, [Edit("person", omar, ("person", omar), {"mother_tongue": "fr"})])
    page.refresh(None)
    at_desk.settle()
    assert section.second_combo.value() == "fr"
    section.go_to("arrival_notice")
    at_desk.settle()
    assert section.second_combo.value() is None


def test_a_paper_that_cannot_be_made_says_why_in_its_place(section, at_desk):
    section.go_to("departure_confirmation")
    at_desk.settle()
    assert section.paper_stack.currentWidget() is section.waiting_page
    assert not section.print_button.isEnabled()
    said = " ".join(label.text() for label in section.waiting_state.findChildren(QLabel))
    assert "Nobody of this case has left yet" in said
    assert not section.abroad_note.isVisible()


def test_a_question_is_chosen_for_the_paper_about_one(page, section, at_desk, anna, family):
    section.go_to("rif_question")
    at_desk.settle()
    assert section.about_combo.isVisible()
    assert section.paper_stack.currentWidget() is section.waiting_page
    add(anna, family, "rif_questions", category="medical", question="A midwife?", asked_on=date(2026, 3, 2))
    page.refresh(None)
    at_desk.settle()
    assert section.about_combo.currentText() == "02.03.2026 – A midwife?"
    assert section.paper_stack.currentWidget() is section.paper_page


def test_what_is_not_saved_is_said_not_to_be_on_it(page, section):
    assert section.unsaved_note.isHidden()
    page.copy.put(page.folder.key, "flight", "TK 1")
    assert section.unsaved_note.isVisible()
    assert not section.go()


def test_a_paper_is_saved_with_a_password_and_that_is_recorded(section, at_desk, anna, tmp_path):
    import pikepdf

    section.save_button.click()
    section.password_check.setChecked(True)
    section.save()
    assert "password" in section.password_error.text()
    section.password_edit.setText("vier lange Wörter hier")
    file_boxes.prepared.append(tmp_path / "sheet")
    section.save()
    at_desk.settle()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "sheet.pdf")
    assert pikepdf.open(tmp_path / "sheet.pdf", password="vier lange Wörter hier").pages
    assert "with a password" in at_desk.said()
    assert section.save_card.isHidden()
    kept = audit.entries(anna, own=True)[0]
    assert (kept.act, kept.detail["saved"], kept.detail["protected"]) == ("journey_papers.travel_sheet", True, True)


def test_looking_at_a_paper_is_recorded_and_leaves_no_file(section, anna, tmp_path):
    kept = audit.entries(anna, own=True)[0]
    assert (kept.act, kept.detail["saved"]) == ("journey_papers.travel_sheet", False)
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_paper_is_printed(section, at_desk, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    file_boxes.prepared.append(printer)
    assert section.go()
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    assert "sent to the printer" in at_desk.said()


def test_who_only_reads_the_case_is_offered_what_they_may_make(seat_of, otto, family):
    at_desk = seat_of(otto)
    shown = at_desk.show(lambda desk: CasePage(desk, family))
    shown.open("papers", None)
    at_desk.settle()
    offered = shown.section("papers").paper_combo.values()
    assert offered == [one.key for one in case_papers.offered(otto)]
    assert "travel_sheet" not in offered
