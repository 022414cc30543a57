"""The surveys of a case: answered by keyboard alone, never asked of children, compared from one to the next."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from returnhelp.charts import Words
from returnhelp.domain.case import CaseType
from returnhelp.domain.edits import Edit
from returnhelp.domain.survey_answers import SurveyMethod, SurveyOccasion
from returnhelp.domain.survey_files import shipped
from returnhelp.domain.survey_scores import scores
from returnhelp.domain.surveys import Measure
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui.models.history import rows_of
from returnhelp.gui.pages import case_survey_picture as told
from returnhelp.i18n import catalogs
from returnhelp.services import cases
from tests.gui.pages.casework.world import CONTROL, DOWN, RETURN, TAB, add, focused, people_of, press, write

ADULTS, SATISFACTION = shipped()
S = Qt.Key.Key_S
UP = Qt.Key.Key_Up
LEFT = Qt.Key.Key_Left
RIGHT = Qt.Key.Key_Right
DELETE = Qt.Key.Key_Delete
BACKTAB = Qt.Key.Key_Backtab
ONE, TWO, THREE, NINE = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_9
BEST = {one.code: next(o.code for o in one.options if o.value == 1) for one in ADULTS.questions if one.counts}
WORST = {one.code: next(o.code for o in one.options if o.value == 0) for one in ADULTS.questions if one.counts}


def taken(office, case_id, name, answers=None, days_ago=0, instrument=ADULTS, occasion=SurveyOccasion.BASELINE):
    """Somebody has asked a person of the family."""
    add(
        office,
        case_id,
        "surveys",
        person_id=people_of(office, case_id)[name],
        instrument=instrument.key,
        instrument_version=instrument.version,
        taken_on=office.today() - timedelta(days=days_ago),
        occasion=occasion,
        method=SurveyMethod.PHONE,
        answers=answers or {},
        note="",
    )


@pytest.fixture
def shown(page, at_desk):
    """The section with the last survey of the case chosen."""

    def show():
        page.refresh(None)
        at_desk.settle()
        page.open("surveys", None)
        section = page.section("surveys")
        keys = page.copy.keys("surveys")
        if keys:
            section.records_table.choose(keys[-1])
        return section

    return show


def answers(page) -> dict[str, Any]:
    return page.copy.value(page.copy.keys("surveys")[-1], "answers")


def code(section) -> str:
    """The code of the question at which the keys are."""
    return next(one.question.code for one in section.detail.questions.fields if focused() in one.buttons)


def texts(widget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]


def test_a_survey_is_added_answered_and_saved_by_keyboard_alone(qtbot, page, at_desk, anna, family):
    page.open("surveys", None)
    section = page.section("surveys")
    section.records_table.setFocus()
    press(qtbot, RETURN, RETURN)  # "Add a survey", and the day stays as it is
    qtbot.waitUntil(lambda: focused() is section.records_table)
    section.begin_questions()
    assert code(section) == "E1"
    press(qtbot, TWO, ONE, TAB, DOWN)
    assert code(section) == "E5"
    press(qtbot, THREE)
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    [survey] = cases.view(anna, family).parts["surveys"]
    assert survey.values["person_id"] == people_of(anna, family)["Omar"]
    assert survey.values["instrument"] == "reintegration_adult"
    assert survey.values["occasion"] is SurveyOccasion.BASELINE
    assert survey.values["answers"] == {"E1": "satisfied", "E2": "very_often", "E5": "above_spending"}
    assert not page.is_unsaved


def test_arrows_and_tab_go_from_question_to_question_and_from_answer_to_answer(qtbot, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    section.begin_questions()
    press(qtbot, DOWN, DOWN, UP)
    assert code(section) == "E2"
    press(qtbot, RIGHT, RIGHT, LEFT)
    field = section.detail.questions.field("E2")
    assert field.buttons.index(focused()) == 1
    assert field.answer() is None
    press(qtbot, Qt.Key.Key_Space)
    assert field.answer() == "often"
    press(qtbot, BACKTAB)
    assert code(section) == "E1"
    press(qtbot, UP)
    assert focused() is section.detail.language_combo


def test_the_keys_go_on_to_the_remarks_after_the_last_question(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    section.detail.questions.take_focus(last=True)
    assert code(section) == "P9"
    press(qtbot, TAB)
    assert focused() is section.detail.note_edit
    qtbot.keyClicks(focused(), "Asked with his sister.")
    assert page.copy.value(page.copy.keys("surveys")[-1], "note") == "Asked with his sister."


def test_tab_goes_on_from_the_remarks_and_is_not_caught_among_the_questions(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    section.detail.questions.take_focus(last=True)
    press(qtbot, TAB, TAB)
    assert focused() is not section.detail.note_edit
    assert not section.detail.questions.isAncestorOf(focused())


def test_delete_takes_an_answer_back_and_a_number_too_high_does_nothing(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar", {"E1": "satisfied"})
    section = shown()
    section.detail.questions.field("E1").take_focus()
    press(qtbot, NINE)
    assert answers(page) == {"E1": "satisfied"}
    press(qtbot, DELETE)
    assert answers(page) == {}
    assert code(section) == "E1"


def test_typing_the_same_answer_again_leaves_nothing_to_save(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar", {"E1": "satisfied"})
    section = shown()
    section.detail.questions.field("E1").take_focus()
    press(qtbot, ONE, UP, TWO)
    assert not page.is_unsaved


def test_a_reason_is_asked_after_its_cause_and_goes_with_it(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar")
    questions = shown().detail.questions
    assert questions.field("P10").isHidden()
    questions.field("P9").take_focus()
    press(qtbot, TWO)
    assert not questions.field("P10").isHidden()
    press(qtbot, ONE, THREE, ONE)  # several: ticked, and unticked again
    assert answers(page) == {"P9": "no", "P10": ["wish_other"]}
    questions.field("P9").take_focus()
    press(qtbot, ONE)
    assert questions.field("P10").isHidden()
    assert answers(page) == {"P9": "yes"}


def test_the_questions_are_read_in_the_language_of_the_interview(page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    section.detail.language_combo.set_value("fr")
    section.detail.language_combo.chosen.emit("fr")
    said = texts(section.detail.questions)
    assert "E4  À quelle fréquence empruntez-vous de l’argent ?" in said
    assert "Economic" in said
    assert section.detail.questions.field("E3").buttons[0].text() == "1  Oui"
    assert not page.is_unsaved


def test_the_window_may_have_another_language(page, shown, anna, family):
    write(anna, family, summary="x")
    taken(anna, family, "Omar")
    section = shown()
    for language in ("en", "de", "fr", "it"):
        catalogs.use(language)
        section.retranslate()
        section.detail.retranslate()
        assert section.detail.language_combo.value() == language
    catalogs.use("en")


def test_scores_and_completeness_are_live(qtbot, shown, anna, family):
    taken(anna, family, "Omar", {code: given for code, given in BEST.items() if code != "E1"})
    section = shown()
    assert "7 of 8" in texts(section.detail.result_widget)
    section.detail.questions.field("E1").take_focus()
    press(qtbot, Qt.Key.Key_5)
    found = texts(section.detail.result_widget)
    assert {"8 of 8", "27 of 27", "0.88 · High", "0.96 · High", "1.00 · High"} <= set(found)
    key = section.folder.copy.keys("surveys")[-1]
    assert section.interviews.score(key) == "0.96 (27 of 27)"


def test_too_few_answers_are_not_scorable(shown, anna, family):
    taken(anna, family, "Omar", {"E1": "satisfied", "S4": "no_child"})
    section = shown()
    found = texts(section.detail.result_widget)
    assert found.count("not scorable") == 4
    assert {"1 of 8", "0 of 9", "1 of 26"} <= set(found)
    assert "A score is shown from 80\u00a0% of its questions on; the count is of those answered." in found


def test_what_is_unofficial_says_so(shown, anna, family):
    taken(anna, family, "Omar")
    note = shown().detail.official_note.text()
    assert "not the IOM Reintegration Sustainability Index" in note
    assert note.endswith("Not checked against an official source.")


# --- who is not asked ----------------------------------------------------------------------------


def refused(section) -> str:
    detail = section.detail
    return "" if detail.refusal_error.isHidden() else detail.refusal_error.text()


def for_yusuf(page, shown, anna, family):
    """Somebody was asked, and then it is said to be the child."""
    taken(anna, family, "Omar")
    section = shown()
    page.copy.put(page.copy.keys("surveys")[-1], "person_id", people_of(anna, family)["Yusuf"])
    return section


def test_a_child_is_not_asked_and_the_reason_is_said(page, shown, anna, family):
    section = for_yusuf(page, shown, anna, family)
    assert refused(section) == "It is for adults only, and this person is under 18 on that day."
    assert section.detail.questions.isHidden()
    assert section.detail.result_scroll.isHidden()
    assert section.interviews.score(section.folder.copy.keys("surveys")[-1]) == ""


def test_another_person_may_be_chosen_instead(page, shown, anna, family):
    section = for_yusuf(page, shown, anna, family)
    page.copy.put(page.copy.keys("surveys")[-1], "person_id", people_of(anna, family)["Layla"])
    assert refused(section) == ""
    assert not section.detail.questions.isHidden()


def test_a_survivor_of_trafficking_is_not_asked_and_what_was_answered_is_only_read(shown, anna, family):
    taken(anna, family, "Omar", {"E1": "satisfied"})
    add(
        anna,
        family,
        "vulnerabilities",
        person_id=people_of(anna, family)["Omar"],
        kind=VulnerabilityKind.TRAFFICKING_VICTIM,
        since=anna.today(),
    )
    section = shown()
    assert refused(section).startswith("It is not for survivors of trafficking")
    field = section.detail.questions.field("E1")
    assert field.answer() == "satisfied"
    assert not any(button.isEnabled() for button in field.buttons)


def test_in_a_case_of_trafficking_a_new_survey_is_one_that_may_be_asked(page, shown, anna, family):
    write(anna, family, kind=CaseType.TRAFFICKING_RETURN)
    section = shown()
    begun = section.interviews.begin(None)
    assert begun["instrument"] == "satisfaction"


def test_a_new_survey_after_a_baseline_is_a_follow_up(shown, anna, family):
    taken(anna, family, "Omar", BEST, days_ago=30)
    begun = shown().interviews.begin(None)
    assert begun["occasion"] is SurveyOccasion.FOLLOW_UP
    assert begun["person_id"] == people_of(anna, family)["Omar"]


def test_a_survey_that_is_refused_is_not_saved_and_the_reason_is_said(page, shown, at_desk, anna, family):
    for_yusuf(page, shown, anna, family)
    page.save()
    at_desk.settle()
    assert page.message().isVisible()
    [survey] = cases.view(anna, family).parts["surveys"]
    assert survey.values["person_id"] == people_of(anna, family)["Omar"]
    assert page.is_unsaved


def test_who_is_recorded_as_a_victim_is_not_asked(page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    add(anna, family, "trafficking", person_id=people_of(anna, family)["Omar"])
    page.refresh(None)
    section = shown()
    assert refused(section).startswith("It is not for survivors of trafficking")


# --- the instrument ------------------------------------------------------------------------------


def test_another_survey_may_be_chosen_until_the_first_answer(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    combo = section.detail.instrument_combo
    assert combo.isEnabled()
    combo.set_value(("satisfaction", "1"))
    combo.chosen.emit(("satisfaction", "1"))
    assert [one.question.code for one in section.detail.questions.fields] == [f"Z{number}" for number in range(1, 8)]
    section.begin_questions()
    press(qtbot, Qt.Key.Key_4)
    assert answers(page) == {"Z1": "4"}
    assert not combo.isEnabled()


def test_satisfaction_is_shown_as_a_mean_and_a_share(shown, anna, family):
    taken(anna, family, "Yusuf", {"Z1": "5", "Z2": "4", "Z3": "not_received", "Z4": "2"}, instrument=SATISFACTION)
    section = shown()
    found = texts(section.detail.result_widget)
    assert {"3.7 of 5", "67\u00a0%", "3 of 6"} <= set(found)
    assert section.detail.picture_chart.isHidden()


def test_a_survey_that_is_not_known_here_keeps_its_answers(page, shown, anna, family):
    taken(anna, family, "Omar", {"E1": "satisfied"})
    section = shown()
    page.folder.take(replace(page.folder.view, instruments=(SATISFACTION,)))
    section.display()
    assert refused(section).startswith("This survey is not known here")
    assert answers(page) == {"E1": "satisfied"}
    assert section.interviews.score(page.copy.keys("surveys")[-1]) == ""


def test_an_answer_that_the_survey_does_not_have_is_said_and_shown_nowhere(page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    page.copy.put(page.copy.keys("surveys")[-1], "answers", {"E1": "splendid"})
    assert "“splendid” is no answer to the question E1" in section.detail.scores_note.text()
    assert section.interviews.score(section.folder.copy.keys("surveys")[-1]) == "not scorable"


def test_what_is_typed_can_be_kept_as_a_draft(qtbot, page, shown, anna, family):
    taken(anna, family, "Omar")
    section = shown()
    section.begin_questions()
    press(qtbot, ONE)
    [held] = json.loads(json.dumps(page.copy.hold()))
    assert held["typed"] == {"answers": {"E1": "very_satisfied"}}


def test_the_history_says_the_answers_in_words(page, at_desk, anna, family):
    taken(anna, family, "Omar", {"E1": "satisfied"})
    page.refresh(None)
    at_desk.settle()
    [survey] = page.copy.keys("surveys")
    changed = {"E1": "very_satisfied", "P9": "no", "P10": ["wish_other"]}
    cases.save(
        anna, [Edit("surveys", survey[1], ("case", family), {"answers": changed}, {"answers": {"E1": "satisfied"}})]
    )
    rows = rows_of(cases.history(anna, "case", family), page.folder.names())
    row = next(one for one in rows if one.field == "Answers to the survey")
    assert (row.before, row.after.split("; ")[:2]) == ("E1 Satisfied", ["E1 Very satisfied", "P9 No"])
    made = next(one for one in rows if one.field == "Entered" and "E1 Satisfied" in one.after)
    assert "reintegration_adult" not in made.after
    page.folder.take(replace(page.folder.view, instruments=()))
    rows = rows_of(cases.history(anna, "case", family), page.folder.names())
    assert next(one for one in rows if one.field == "Answers to the survey").before == "E1 satisfied"


# --- the picture ---------------------------------------------------------------------------------


def drawn(section) -> list[str]:
    chart = section.detail.picture_chart
    return [] if chart.isHidden() else chart.accessibleName().splitlines()


def test_baseline_and_follow_up_of_the_person_stand_beside_each_other(shown, anna, family):
    taken(anna, family, "Layla", BEST, days_ago=300)
    taken(anna, family, "Omar", WORST, days_ago=200)
    taken(anna, family, "Omar", BEST | {"E1": "in_between"}, occasion=SurveyOccasion.FOLLOW_UP)
    section = shown()
    assert drawn(section) == [
        "Baseline: Economic 0.00 (8 of 8), Social 0.00 (10 of 10), Psychosocial 0.00 (9 of 9),"
        " Composite 0.00 (27 of 27)",
        "Follow-up: Economic 0.94 (8 of 8), Social 1.00 (10 of 10), Psychosocial 1.00 (9 of 9),"
        " Composite 0.98 (27 of 27)",
    ]
    assert section.detail.picture_heading.text() == "Baseline and follow-up of Haddad Omar"


def test_a_baseline_alone_is_drawn_alone(shown, anna, family):
    taken(anna, family, "Omar", BEST)
    section = shown()
    assert len(drawn(section)) == 1
    assert "Follow-up: not taken yet" in section.detail.picture_note.text()


def test_what_cannot_be_scored_is_said_and_not_drawn():
    chart = told.picture(ADULTS, scores(ADULTS, {}), scores(ADULTS, BEST))
    assert chart is not None
    said = [shape.text for shape in chart.shapes if isinstance(shape, Words)]
    assert said.count("not scorable (0 of 8)") == 1
    assert "+1.00" not in said
    assert told.picture(ADULTS, None, None) is None


def test_a_change_is_shown_with_its_sign():
    chart = told.picture(ADULTS, scores(ADULTS, BEST), scores(ADULTS, WORST))
    assert chart is not None
    assert [shape.text for shape in chart.shapes if isinstance(shape, Words) and shape.strong] == ["−1.00"] * len(
        Measure
    )
