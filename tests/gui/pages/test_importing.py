"""Taking over a list in the window: every doubt is seen before anything is stored, and all or nothing goes in."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from returnhelp import files
from returnhelp.domain.intake import Decision, DoubtKind, Field
from returnhelp.gui import words
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages.importing import COLUMNS, DONE, FILE, REVIEW, SPEC, WORDS, ImportPage
from returnhelp.services import imports
from tests.gui.pages.office_desk import seat

LIST = """Rückkehrliste Bern;;;;;;;
;;;;;;;
N-Nr.;Name;Vorname;Geb.datum;m/w;Nationalität;Kt.;Ausreise
N 600 001;Asani;Liri;03.04.1985;w;Albanien;BE;14.03.2024
N 600 001;Asani;Dritan;01.01.1983;m;Albanien;BE;14.03.2024
N 600 002;Okafor;Chidi;12.11.1990;m;Nigerien;ZH;02.05.2024
N 600 003;Petrenko;Olena;07.06.1979;w;Ukraine;Zürich;11.06.2024
N 600 004;Tadesse;Hanna;09.09.1995;w;Eritrea;Bernbiet;30.06.2024
N 600 005;Kaya;Mehmet;31.02.1970;m;Türkei;GE;17.07.2024
N 600 006;Haddad;Samir;05.05.1966;m;Syrien;VD;32.07.2024
Total;7;;;;;;
"""


@pytest.fixture
def at_desk(qtbot, sara, tmp_path):
    with seat(qtbot, sara, tmp_path / "machine") as made:
        yield made


@pytest.fixture
def a_list(tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


@pytest.fixture
def page(at_desk, a_list):
    shown = at_desk.show(ImportPage)
    shown.open_list(a_list)
    at_desk.settle()
    return shown


def to_review(page, at_desk):
    page.go_on()
    at_desk.settle()
    if page.step() == WORDS:
        page.words.editors()["Bernbiet"].set_code("BE")
        page.go_on()
        at_desk.settle()
    assert page.step() == REVIEW
    return page.work().review


def test_a_supervisor_may_and_a_caseworker_may_not(sara, anna):
    assert SPEC.may(sara)
    assert not SPEC.may(anna)


def test_the_columns_are_proposed_under_the_headings_that_were_found(page):
    assert page.step() == COLUMNS
    assert page.columns.heading_spin.value() == 3
    chosen = {heading: combo.value() for heading, combo in page.columns.fields().items()}
    assert chosen["Geb.datum"] is Field.BIRTH_DATE
    assert chosen["Kt."] is Field.CANTON
    assert page.columns.missing_note.text().startswith("No column holds: Permit")


def test_another_column_for_a_field_takes_it_from_the_first(page):
    page.columns.fields()["m/w"].chosen.emit(Field.CANTON)
    assert page.work().mapping.column_of(Field.CANTON).heading == "m/w"
    assert page.columns.fields()["Kt."].value() is Field.IGNORE


def test_a_list_without_names_is_told_and_nothing_is_stored(page, at_desk):
    for heading in ("Name", "Vorname"):
        page.columns.fields()[heading].chosen.emit(Field.IGNORE)
    assert "names" in page.columns.missing_note.text()
    page.go_on()
    at_desk.settle()
    assert page.step() == COLUMNS
    assert page.message().text()


def test_other_headings_are_read_anew(page):
    page.columns.sheet_view.heading_chosen.emit(4)
    assert page.work().mapping.heading_row == 4
    page.columns.sheet_view.heading_chosen.emit(3)
    assert page.columns.fields()["Name"].value() is Field.FAMILY_NAME


def test_words_that_are_not_known_are_asked_for_once(page, at_desk):
    page.go_on()
    at_desk.settle()
    assert page.step() == WORDS
    editor = page.words.editors()["Bernbiet"]
    assert editor.code() == ""
    editor.set_code("BE")
    page.go_on()
    at_desk.settle()
    assert page.step() == REVIEW
    assert page.work().mapping.values[Field.CANTON] == {"bernbiet": "BE"}
    assert not [doubt for doubt in page.work().review.doubts if doubt.kind is DoubtKind.VALUE_UNKNOWN]
    page.back()
    assert page.step() == WORDS
    assert page.words.editors()["Bernbiet"].code() == "BE"


def test_all_doubts_of_a_kind_are_settled_together_and_opened_again(page, at_desk):
    to_review(page, at_desk)
    page.review.go_to("doubts")
    panel = page.review.doubts_panel(DoubtKind.FIRST_JANUARY)
    panel.decision_buttons()[Decision.AS_WRITTEN].click()
    at_desk.settle()
    born = next(row.birth.written for row in page.work().review.rows if row.given_names == "Dritan")
    assert born == "1983-01-01"
    assert panel.decision_buttons()[Decision.AS_WRITTEN].isChecked()
    panel.decision_buttons()[Decision.AS_WRITTEN].click()
    at_desk.settle()
    assert DoubtKind.FIRST_JANUARY in {doubt.kind for doubt in page.work().review.open_doubts}


def test_one_doubt_is_answered_alone_and_the_answer_is_taken_back(page, at_desk):
    to_review(page, at_desk)
    page.review.go_to(f"doubt:{DoubtKind.FIRST_JANUARY.value}")
    panel = page.review.doubts_panel(DoubtKind.FIRST_JANUARY)
    panel.editor.set_code("1983-01-15")
    panel.editor.entered.emit()
    button_with("Take this", panel).click()
    at_desk.settle()
    born = next(row.birth.written for row in page.work().review.rows if row.given_names == "Dritan")
    assert born == "1983-01-15"
    page.review.go_to("answers")
    assert [said.words for said in page.review.answers.rows()] == ["15 January 1983"]
    button_with("Take the answer back", page.review.answers).click()
    at_desk.settle()
    assert not page.work().answers.cells


def test_a_row_that_cannot_be_read_is_mended_in_the_review(page, at_desk):
    review = to_review(page, at_desk)
    assert [row.number for row in review.unread] == ["N 600 006"]
    page.review.go_to("unread")
    page.review.unread.editors[Field.DEPARTURE_DATE].set_code("2024-07-31")
    button_with("Take the row", page.review.unread).click()
    at_desk.settle()
    assert not page.work().review.unread
    assert len(page.work().review.rows) == 7


def test_a_row_can_be_left_out(page, at_desk):
    to_review(page, at_desk)
    page.review.go_to("unread")
    button_with("Leave the row out", page.review.unread).click()
    at_desk.settle()
    assert not page.work().review.unread


def test_nothing_can_be_stored_while_doubts_are_open(page, at_desk):
    to_review(page, at_desk)
    assert page.next_button.text() == "Go to the next doubt"
    page.go_on()
    assert page.review.sections_list.section().startswith("doubt:")
    page.take_all_proposed()
    at_desk.settle()
    assert page.next_button.text() == "Take over 6 people"
    assert not page.all_button.isVisible()


def test_the_list_goes_in_and_the_page_says_what_it_brought(page, at_desk, tmp_path):
    to_review(page, at_desk)
    page.take_all_proposed()
    at_desk.settle()
    page.go_on()
    at_desk.settle()
    assert page.step() == DONE
    assert "1 row was not read" in page.done.unread_note.text()
    page.done.cases_button.click()
    assert at_desk.went[-1][0] == "cases"
    file_boxes.prepared.append(tmp_path / "mend")
    page.done.unread_button.click()
    at_desk.settle()
    mended = imports.open_sheet(at_desk.desk.office, tmp_path / "mend.xlsx")
    assert len(mended.sheets[0].rows) == 2
    assert "32.07.2024" in str(mended.sheets[0].rows[1])


def test_the_same_list_again_brings_nothing(at_desk, a_list):
    page = at_desk.show(ImportPage)
    exact = [line for line in LIST.splitlines() if "Dritan" not in line and "Kaya" not in line]
    a_list.write_text("\n".join(exact), encoding="utf-8")
    for _time in range(2):
        page.open_list(a_list)
        at_desk.settle()
        to_review(page, at_desk)
        page.take_all_proposed()
        at_desk.settle()
        if not page.work().in_store:
            page.go_on()
            at_desk.settle()
            page.done.another_button.click()
            assert page.step() == FILE
    assert len(page.work().in_store) == 4
    assert page.foot_note.text() == "Everything in this list is in the office already."
    assert not page.next_button.isEnabled()
    page.review.go_to("store")
    button_with("Somebody else", page.review.store).click()
    at_desk.settle()
    assert page.next_button.text() == "Take over 1 person"


def test_cancelled_work_stores_nothing(page, at_desk):
    to_review(page, at_desk)
    page.take_all_proposed()
    at_desk.settle()
    held = threading.Event()
    at_desk.worker.run_long("held", lambda _progress: held.wait(10), lambda _done: None, lambda _error: None)
    page.take_over()
    assert not page.next_button.isEnabled()
    page._strip.cancel_button().click()
    held.set()
    at_desk.settle()
    assert page.message().text() == "Stopped. Nothing was changed."
    assert page.step() == REVIEW
    assert page.next_button.isEnabled()
    assert imports.in_store(at_desk.desk.office, page.work().review) == ()


def test_a_mapping_is_kept_by_name_and_fits_another_list(page, at_desk, tmp_path):
    page.columns.fields()["m/w"].chosen.emit(Field.IGNORE)
    page.columns.keep_edit.setText("Liste Bern")
    page.columns.keep_button.click()
    at_desk.settle()
    assert "Liste Bern" in at_desk.said()
    other = tmp_path / "andere.csv"
    other.write_text(LIST.replace("Rückkehrliste Bern", "Mai"), encoding="utf-8")
    page.open_list(other)
    at_desk.settle()
    assert page.columns.fields()["m/w"].value() is Field.SEX
    page.columns.saved_combo.set_value("Liste Bern")
    page.columns.saved_combo.chosen.emit("Liste Bern")
    at_desk.settle()
    assert page.columns.fields()["m/w"].value() is Field.IGNORE


def test_a_file_that_is_no_list_is_refused_with_the_reason(at_desk, tmp_path):
    page = at_desk.show(ImportPage)
    broken = tmp_path / "liste.xlsx"
    broken.write_bytes(b"no spreadsheet")
    page.open_list(broken)
    at_desk.settle()
    assert page.step() == FILE
    assert "liste.xlsx" in page.message().text()
    assert page.file_step.isEnabled()


def test_a_file_is_chosen_by_keyboard(qtbot, at_desk, a_list):
    page = at_desk.show(ImportPage)
    page.focus_first()
    file_boxes.prepared.append(a_list)
    qtbot.keyClick(page.file_step.choose_button, Qt.Key.Key_Return)
    at_desk.settle()
    assert page.step() == COLUMNS


def test_what_was_done_outlives_a_lock(page, at_desk):
    to_review(page, at_desk)
    page.review.go_to("unread")
    page.review.unread.editors[Field.DEPARTURE_DATE].set_code("2024-07-31")
    button_with("Take the row", page.review.unread).click()
    at_desk.settle()
    kept = page.hold_draft()
    again = at_desk.show(ImportPage)
    again.restore_draft(kept)
    at_desk.settle()
    assert again.step() == REVIEW
    assert again.work().answers == page.work().answers
    assert again.work().mapping.values == page.work().mapping.values
    assert not again.work().review.unread


def test_a_draft_whose_file_is_gone_says_so(page, at_desk, a_list):
    kept = page.hold_draft()
    a_list.unlink()
    again = at_desk.show(ImportPage)
    again.restore_draft(kept)
    at_desk.settle()
    assert again.step() == FILE
    assert again.message().text()


def test_the_page_speaks_another_language_at_once(page, at_desk):
    to_review(page, at_desk)
    words.use("xx")
    at_desk.settle()
    assert page.next_button.text() != "Go to the next doubt"
    assert page.next_button.text().endswith("Go to the next doubt")
    assert page.review.sections_list.model().rowCount() > 3


def test_the_list_of_2022_shows_every_doubt(at_desk):
    page = at_desk.show(ImportPage)
    page.open_list(files.path("resources/demo/ausreisen_2022.xlsx"))
    at_desk.settle()
    page.go_on()
    at_desk.settle()
    assert page.step() == REVIEW  # every word in it is known
    review = page.work().review
    assert len(review.open_doubts) == 248
    assert [row.number for row in review.unread] == ["N 699001", "N 699003", "N 699002"]
    page.take_all_proposed()
    at_desk.settle()
    assert page.next_button.text() == "Take over 3’884 people"


def test_answers_given_for_one_heading_row_do_not_hold_for_another(page, at_desk):
    to_review(page, at_desk)
    work = page.work().answered(5, Field.BIRTH_DATE, "1983")
    moved = work.mapped(replace(work.mapping, heading_row=4))
    assert not moved.answers.cells
    assert moved.review is None


def button_with(text, panel):
    from PySide6.QtWidgets import QPushButton

    return next(button for button in panel.findChildren(QPushButton) if button.text() == text)
