"""Notes, documents and the history of a case."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from returnhelp.domain.documents import DocumentKind
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.pages.case import CasePage
from returnhelp.gui.pages.case_documents import likely_kind
from returnhelp.gui.widgets import wrong
from returnhelp.services import cases, documents, handover, lists
from tests.gui.pages.casework.world import CONTROL, RETURN, add, focused, press, type_in, write

PDF = b"%PDF-1.7 a paper"


@pytest.fixture
def passport(tmp_path: Path) -> Path:
    file = tmp_path / "Reisepass Omar.pdf"
    file.write_bytes(PDF)
    return file


# --- notes -----------------------------------------------------------------------------------------


def test_a_note_for_a_colleague_waits_in_their_my_day(qtbot, page, at_desk, beat, family):
    page.open("notes", None)
    notes = page.section("notes")
    notes.text_edit.setFocus()
    qtbot.keyClicks(focused(), "Please call them on Friday.")
    notes.colleague_combo.set_value(beat.user.id)
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    assert notes.text_edit.toPlainText() == ""
    waiting = lists.my_day(beat).notes
    assert ("Please call them on Friday.", family) in [(note.text, note.case_id) for note in waiting]
    assert "for Beat Beispiel" in [label.text() for label in notes.findChildren(QLabel)]


def test_an_empty_note_is_not_added(page):
    page.open("notes", None)
    notes = page.section("notes")
    notes.add()
    assert wrong.marked(notes.text_edit)


def test_a_note_to_oneself_is_marked_as_read(seat_of, anna, beat, family):
    handover.note(anna, family, "Look at this", beat.user.id)
    seat = seat_of(beat)
    page = seat.show(lambda desk: CasePage(desk, family))
    page.open("notes", None)
    buttons = page.section("notes").findChildren(QPushButton)
    next(button for button in buttons if button.text() == "I have read it").click()
    seat.settle()
    [note] = cases.view(beat, family).parts["notes"]
    assert note.values["read_at"] is not None


def test_ones_own_note_is_removed_and_brought_back(page, at_desk, anna, family):
    add(anna, family, "notes", text="A slip", for_user_id=None)
    page.refresh(None)
    at_desk.settle()
    page.open("notes", None)
    notes = page.section("notes")
    next(button for button in notes.findChildren(QPushButton) if button.text() == "Remove").click()
    at_desk.settle()
    assert cases.view(anna, family).parts["notes"] == ()
    at_desk.toasts[-1].act()
    at_desk.settle()
    assert [note.values["text"] for note in cases.view(anna, family).parts["notes"]] == ["A slip"]


# --- documents -------------------------------------------------------------------------------------


def test_a_dropped_file_is_attached(page, at_desk, anna, family, passport):
    page.open("documents", None)
    section = page.section("documents")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(passport))])
    how = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(50, 50).toPoint(), *how)
    section.dragEnterEvent(entered)
    assert entered.isAccepted()
    section.dropEvent(QDropEvent(QPointF(50, 50), *how))
    at_desk.settle()
    [paper] = cases.view(anna, family).parts["documents"]
    assert (paper.values["name"], paper.values["kind"]) == ("Reisepass Omar.pdf", DocumentKind.IDENTITY)
    assert section.model.count() == 1


def test_a_program_is_refused_and_the_rest_attached(page, at_desk, anna, family, passport, tmp_path):
    program = tmp_path / "setup.pdf"
    program.write_bytes(b"MZ\x90\x00 a program")
    page.open("documents", None)
    page.section("documents").attach([program, passport])
    at_desk.settle()
    assert [paper.values["name"] for paper in cases.view(anna, family).parts["documents"]] == ["Reisepass Omar.pdf"]
    assert at_desk.said() == "“Reisepass Omar.pdf” is attached."


def test_a_file_is_chosen_and_a_copy_saved(page, at_desk, passport, tmp_path):
    page.open("documents", None)
    section = page.section("documents")
    file_boxes.prepared.extend([passport, tmp_path / "copy.pdf"])
    section.attach_button.click()
    at_desk.settle()
    section.save_copy_button.click()
    at_desk.settle()
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    assert at_desk.said() == "Saved: copy.pdf"


def test_what_a_paper_is_can_be_corrected_in_the_list(qtbot, page, at_desk, anna, family, passport):
    documents.attach(anna, family, passport, DocumentKind.OTHER)
    page.refresh(None)
    at_desk.settle()
    page.open("documents", None)
    table = page.section("documents").documents_table
    table.choose(page.copy.keys("documents")[0], "kind", edit=True)
    type_in(qtbot, "Tick")
    page.save()
    at_desk.settle()
    [paper] = cases.view(anna, family).parts["documents"]
    assert paper.values["kind"] is DocumentKind.TICKET


def test_a_paper_is_removed_at_the_next_save(page, at_desk, anna, family, passport):
    documents.attach(anna, family, passport, DocumentKind.IDENTITY)
    page.refresh(None)
    at_desk.settle()
    page.open("documents", None)
    page.section("documents").remove_button.click()
    page.save()
    at_desk.settle()
    assert cases.view(anna, family).parts["documents"] == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Gesuch Rückkehrhilfe.pdf", DocumentKind.APPLICATION),
        ("passeport.jpg", DocumentKind.IDENTITY),
        ("Arztbericht.docx", DocumentKind.MEDICAL),
        ("IMG_0231.heic", DocumentKind.OTHER),
    ],
)
def test_what_a_paper_is_can_be_told_from_its_name(name, kind):
    assert likely_kind(name) is kind


# --- history ---------------------------------------------------------------------------------------


def said(page) -> list[tuple[str, str, str, str]]:
    rows = page.section("history").model.rows_read().values()
    return [(row.record, row.field, row.before, row.after) for row in rows]


def test_the_history_tells_each_change_in_words(page, at_desk, anna, beat, family):
    write(anna, family, destination=8541, caseworker_id=beat.user.id)
    page.refresh(None)
    at_desk.settle()
    page.open("history", None)
    at_desk.settle()
    rows = said(page)
    assert ("Case", "Destination", "", "Syria") in rows
    assert ("Case", "Caseworker", "Anna Muster", "Beat Beispiel") in rows
    assert ("Haddad Omar", "Nationality", "", "Syria") in rows
    shown = page.section("history").model.row(0)
    assert shown.by == "Anna Muster"


def test_the_history_is_searched_by_any_word(page, at_desk, anna, family):
    write(anna, family, flight="LX 318")
    write(anna, family, airport="ZRH")
    page.refresh(None)
    at_desk.settle()
    page.open("history", None)
    at_desk.settle()
    page.section("history").filter_edit.setText("lx flight")
    assert said(page) == [("Case", "Flight", "", "LX 318")]
    page.section("history").filter_edit.setText("nothing of the kind")
    assert said(page) == []
