"""Questions to the Return Information Fund in the window: warned of, confirmed, answered, returned."""

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.edits import Edit
from returnhelp.domain.rif import RifPhase
from returnhelp.gui.widgets import wrong
from returnhelp.services import cases, registers
from tests.gui.pages.casework.world import CONTROL, RETURN, SYRIA, focused, press, type_in, write

S = Qt.Key.Key_S


@pytest.fixture
def section(page, at_desk, anna, family):
    write(anna, family, destination=SYRIA)
    page.refresh(None)
    at_desk.settle()
    page.open("rif", None)
    return page.section("rif")


@pytest.fixture
def detail(qtbot, section):
    """A question that is begun, with the focus in its text."""
    section.records_table.setFocus()
    press(qtbot, RETURN)
    press(qtbot, Qt.Key.Key_Escape)
    section.detail.question_edit.setFocus()
    return section.detail


def stored(anna, family):
    [one] = cases.view(anna, family).parts["rif_questions"]
    return one.values


def test_a_question_is_asked_by_keyboard(qtbot, detail, at_desk, anna, family):
    qtbot.keyClicks(focused(), "What does dialysis cost a month?")
    assert detail.words_error.isHidden()
    assert detail.personal_note.isHidden()
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    kept = stored(anna, family)
    assert (kept["question"], kept["country"]) == ("What does dialysis cost a month?", SYRIA)
    assert (kept["asked_by"], kept["asked_on"], kept["phase"]) == ("Anna Muster", anna.today(), RifPhase.ASKED)


def test_words_about_asylum_are_told_while_typing_and_marked(qtbot, detail):
    qtbot.keyClicks(focused(), "Does he risk persecution?")
    assert "“persecution”" in detail.words_error.text()
    assert detail.words_error.isVisible()
    marks = detail.question_edit.document().firstBlock().layout().formats()
    assert [(one.start, one.length) for one in marks] == [(13, 11)]


def test_such_a_question_is_forwarded_only_knowingly(qtbot, page, detail, at_desk, anna, family):
    qtbot.keyClicks(focused(), "Does he risk persecution?")
    detail.next_button.click()
    assert focused() is detail.knowingly_check
    assert page.copy.value(detail.key, "phase") is RifPhase.ASKED
    press(qtbot, Qt.Key.Key_Space)
    detail.next_button.click()
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    kept = stored(anna, family)
    assert (kept["phase"], kept["warned_words"]) == (RifPhase.FORWARDED, "persecution")
    assert kept["forwarded_on"] == anna.today()


def test_the_list_cannot_forward_it_past_the_question(page, detail, qtbot, at_desk, anna, family):
    qtbot.keyClicks(focused(), "Does he risk persecution?")
    page.copy.put(detail.key, "phase", RifPhase.FORWARDED)
    page.save()
    at_desk.settle()
    assert "persecution" in page.message().text()
    assert cases.view(anna, family).parts["rif_questions"] == ()


def test_a_name_or_a_number_in_it_is_told(qtbot, detail):
    qtbot.keyClicks(focused(), "Can Layla find work? N 765 432")
    said = detail.personal_note.text()
    assert detail.personal_note.isVisible()
    assert "“Layla”" in said
    assert "N-number" in said or "N number" in said


def test_a_question_goes_through_its_phases_by_ctrl_enter(qtbot, page, section, detail, at_desk, anna, family):
    qtbot.keyClicks(focused(), "A midwife in Homs?")
    press(qtbot, RETURN, modifier=CONTROL)
    assert page.copy.value(detail.key, "phase") is RifPhase.FORWARDED
    press(qtbot, RETURN, modifier=CONTROL)
    assert wrong.marked(detail.answer_edit)
    assert focused() is detail.answer_edit
    qtbot.keyClicks(focused(), "Yes, two of them.")
    press(qtbot, RETURN, modifier=CONTROL)
    assert page.copy.value(detail.key, "phase") is RifPhase.RESEARCHED
    press(qtbot, RETURN, modifier=CONTROL)
    assert focused() is detail.complete_check
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, RETURN, modifier=CONTROL)
    assert detail.next_button.isHidden()
    assert section.sum_note.text() == "0 questions are open"
    page.save()
    at_desk.settle()
    kept = stored(anna, family)
    assert (kept["phase"], kept["complete"], kept["returned_on"]) == (RifPhase.RETURNED, True, anna.today())


def test_fact_sheets_of_the_country_stand_beside_with_their_age(page, at_desk, anna, section, detail):
    from datetime import date

    sheet = {"title": "Health care", "country": SYRIA, "topic": "medical", "as_of": date(2025, 6, 1)}
    registers.save(anna, [Edit("fact_sheets", None, ("fact_sheets", -1), sheet)])
    page.copy.put(detail.key, "country", None)
    assert detail.sheets_heading.isHidden()
    page.copy.put(detail.key, "country", SYRIA)
    at_desk.settle()
    assert "Health care – 01.06.2025, 9 months old" in detail.sheets_value.text()


def test_a_question_that_is_only_read_cannot_go_on(at_desk, seat_of, otto, anna, family):
    from returnhelp.gui.pages.case import CasePage
    from tests.gui.pages.casework.world import add

    add(anna, family, "rif_questions", category="medical", question="A midwife?")
    shown = seat_of(otto).show(lambda desk: CasePage(desk, family))
    shown.open("rif", None)
    detail = shown.section("rif").detail
    assert detail.next_button.isHidden()
    assert detail.question_edit.isReadOnly()
    assert not detail.go()


def test_typing_over_a_marked_question_takes_the_mark_away(qtbot, detail):
    qtbot.keyClicks(focused(), "persecution")
    assert not detail.words_error.isHidden()
    detail.question_edit.selectAll()
    type_in(qtbot, "midwife")
    assert detail.words_error.isHidden()
    assert detail.knowingly_check.isHidden()
