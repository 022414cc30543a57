"""The rules of eligibility answered by keyboard, and the proposals of aid beside what they rest on."""

import json
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.aid_abroad import AidAbroad
from returnhelp.domain.case import Case, CaseType, CentrePhase, DestinationKind, Route
from returnhelp.domain.edits import Edit
from returnhelp.domain.eligibility_answers import CodedReason
from returnhelp.domain.household import MemberRole
from returnhelp.domain.law_rows import Context
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.rule_answers import RuleCode, RuleOutcome
from returnhelp.domain.steps import Need, Step
from returnhelp.gui.models import history
from returnhelp.gui.pages.case import CasePage
from returnhelp.i18n import catalogs
from returnhelp.services import cases, eligibility, entitlement, steps
from returnhelp.services.eligibility import Given
from tests.gui.pages.casework.world import (
    CONTROL,
    ESCAPE,
    RETURN,
    SYRIA,
    TAB,
    add,
    focused,
    people_of,
    press,
    wake,
    write,
)
from tests.gui.pages.casework.world import type_in as type_text

ONE, TWO, THREE, S = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_S
GERMANY = 8207
X1, X4, X5, X6, X7, X8 = (RuleCode.X1, RuleCode.X4, RuleCode.X5, RuleCode.X6, RuleCode.X7, RuleCode.X8)
MET, NOT_MET, UNKNOWN = RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN


@pytest.fixture
def shown(qtbot, page, at_desk):
    """A section of the case, read as it stands now."""

    def show(key: str):
        page.refresh(None)
        at_desk.settle()
        page.open(key, None)
        at_desk.settle()
        return page.section(key)

    return show


@pytest.fixture
def rules(shown):
    """The section of the rules, the keys at its list."""

    def show():
        section = shown("eligibility")
        section.rules_list.setFocus()
        return section

    return show


def at(section, rule: RuleCode, person_id: int | None = None) -> None:
    assert section.rules_list.choose((rule, person_id))
    section.rules_list.setFocus()


def standing(office, case_id, rule: RuleCode, person_id: int | None = None):
    line = eligibility.check(office, case_id).line(rule, person_id)
    return None if line.answer is None else line.answer.answer


def words_of(section, rule: RuleCode, person_id: int | None = None) -> str:
    return next(one.told for one in section.rules_list.rows() if one.key == (rule, person_id))


# --- answering by keyboard -----------------------------------------------------------------------


def test_rules_are_answered_one_after_another_by_their_numbers(qtbot, page, rules, at_desk, anna, family):
    section = rules()
    press(qtbot, ONE, ONE, ONE)
    assert section.rules_list.key() == (X4, None)
    assert words_of(section, X1) == "X1 No crime, no repeated misdemeanours, Met, not saved yet"
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert [standing(anna, family, rule).outcome for rule in list(RuleCode)[:3]] == [MET] * 3
    assert standing(anna, family, X4) is None
    assert words_of(section, X1) == "X1 No crime, no repeated misdemeanours, Met"
    assert section.open_note.text() == f"{len(eligibility.check(anna, family).open)} rules are still open."


def test_what_is_not_met_asks_for_its_reason_at_once(qtbot, page, rules, at_desk, anna, family):
    section = rules()
    at(section, X6)
    press(qtbot, TWO)
    assert focused() is section.panel.reason_edit
    qtbot.keyClicks(focused(), "SEM is asked for an exception")
    press(qtbot, RETURN, modifier=CONTROL)
    at_desk.settle()
    kept = standing(anna, family, X6)
    assert (kept.outcome, kept.reason) == (NOT_MET, "SEM is asked for an exception")
    assert (X6, None) not in {one.key for one in eligibility.check(anna, family).open}


def test_enter_goes_to_the_answer_where_numbers_and_arrows_choose_and_escape_goes_back(qtbot, rules, page):
    section = rules()
    at(section, X4)
    press(qtbot, RETURN)
    assert focused() is section.panel.buttons[MET]
    press(qtbot, Qt.Key.Key_Right)
    assert focused() is section.panel.buttons[NOT_MET]
    press(qtbot, ESCAPE)
    assert focused() is section.rules_list
    press(qtbot, RETURN, THREE)
    assert focused() is section.panel.reason_edit
    assert section.panel.buttons[UNKNOWN].isChecked()


def test_escape_leaves_the_reason_too_and_keeps_what_is_typed(qtbot, rules, page):
    section = rules()
    at(section, X6)
    press(qtbot, TWO)
    qtbot.keyClicks(focused(), "To be asked")
    press(qtbot, ESCAPE)
    assert focused() is section.rules_list
    assert section.panel.reason_edit.toPlainText() == "To be asked"
    assert section.hold() is not None


def test_a_number_too_high_does_nothing(qtbot, rules, page):
    section = rules()
    at(section, X4)
    press(qtbot, Qt.Key.Key_9)
    assert section.hold() is None


def test_only_outcomes_that_the_wording_knows_are_offered(rules, page, anna, family):
    section = rules()
    at(section, X4)
    offered = [outcome for outcome, button in section.panel.buttons.items() if not button.isHidden()]
    assert offered == [MET, NOT_MET, UNKNOWN]
    at(section, X6)
    assert not section.panel.buttons[RuleOutcome.EXCEPTION_GRANTED].isHidden()


def test_aig_109g_k_of_crime_nothing_can_be_typed_but_a_reference_and_a_coded_reason(
    qtbot, rules, page, at_desk, anna, family
):
    section = rules()
    at(section, X1)
    press(qtbot, TWO)
    panel = section.panel
    assert panel.evidence_widget.isHidden()
    assert panel.reason_widget.isHidden()
    assert focused() is panel.coded_combo
    panel.coded_combo.set_value(CodedReason.NO_FINANCIAL_AID)
    panel.coded_combo.chosen.emit(CodedReason.NO_FINANCIAL_AID)
    panel.reference_edit.setFocus()
    type_text(qtbot, "because of a theft")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert standing(anna, family, X1) is None
    assert focused() is panel.reference_edit
    assert panel.reference_edit.property("wrong")
    type_text(qtbot, "N 641 234")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    kept = standing(anna, family, X1)
    assert (kept.outcome, kept.reference, kept.reason) == (NOT_MET, "N 641 234", CodedReason.NO_FINANCIAL_AID)


def test_one_of_the_household_is_set_apart(qtbot, rules, page, at_desk, anna, family):
    layla = people_of(anna, family)["Layla"]
    section = rules()
    at(section, X1)
    press(qtbot, TWO)
    section.panel.whose_combo.set_value(layla)
    section.panel.whose_combo.chosen.emit(layla)
    section.keep()
    at_desk.settle()
    assert standing(anna, family, X1) is None
    assert standing(anna, family, X1, layla).outcome is NOT_MET
    assert words_of(section, X1, layla).startswith("X1 No crime, no repeated misdemeanours – Layla, ")


def test_aid_of_another_state_is_told_with_state_and_day(qtbot, rules, page, at_desk, anna, family):
    omar = people_of(anna, family)["Omar"]
    section = rules()
    at(section, X8, omar)
    press(qtbot, TWO)
    panel = section.panel
    panel.country_combo.set_value(GERMANY)
    panel.country_combo.picked.emit(GERMANY)
    assert panel.reference_widget.isHidden()
    assert panel.decided_on_label.text() == "Given on"
    panel.decided_on_edit.set_value(date(2024, 6, 1))
    panel.decided_on_edit.value_changed.emit()
    section.keep()
    at_desk.settle()
    line = eligibility.check(anna, family).line(X8, omar)
    assert [(one.country, one.day) for one in line.prior_aid] == [(GERMANY, date(2024, 6, 1))]
    assert "Received aid from another European state (state: Germany; day: 1 June 2024)." in panel.found_words.text()
    assert panel.country_combo.value() == GERMANY
    assert "Germany" in panel.given_note.text()


def test_an_answer_stays_typed_when_the_case_is_read_again_and_can_be_kept_as_a_draft(
    qtbot, rules, page, at_desk, anna, family
):
    section = rules()
    at(section, X6)
    press(qtbot, TWO)
    qtbot.keyClicks(focused(), "To be asked")
    write(anna, family, summary="read again")
    page.refresh(None)
    at_desk.settle()
    assert section.panel.reason_edit.toPlainText() == "To be asked"
    held = json.loads(json.dumps(page.hold_draft()))
    section.restore({"answers": []})
    assert section.hold() is None
    section.restore(held["sections"]["eligibility"])
    assert "Not met, not saved yet" in words_of(section, X6)
    section.keep()
    at_desk.settle()
    assert standing(anna, family, X6).reason == "To be asked"


def test_typing_the_old_answer_again_leaves_nothing_to_save(qtbot, rules, page, at_desk, anna, family):
    eligibility.answer(anna, family, [Given(X4, MET)])
    section = rules()
    at(section, X4)
    press(qtbot, RETURN, THREE)
    assert section.hold() is not None
    section.panel.buttons[MET].setFocus()
    press(qtbot, ONE)
    assert section.hold() is None


def test_a_step_is_begun_with_the_answers_saved(qtbot, rules, page, at_desk, anna, family):
    section = rules()
    press(qtbot, ONE)
    page.begin_step(page.folder.view.next[0])
    at_desk.settle()
    assert standing(anna, family, X1).outcome is MET
    assert section.hold() is None


# --- what is shown -------------------------------------------------------------------------------


def test_the_program_explains_itself_and_says_that_sem_decides(rules, page):
    section = rules()
    at(section, X1)
    assert "SEM decides" in section.findChild(type(section.open_note), "advice_note").text()
    assert section.panel.found_words.text().splitlines() == [
        "Cannot be told.",
        "SEM judges this. Record no more than the reference of its decision.",
    ]
    assert section.panel.law_words.isHidden()
    section.panel.law_link.click()
    assert "(AsylV 2 Art. 64(1)b)" in section.panel.law_words.text()
    assert "Not yet compared with the law" in section.panel.source_note.text()


def test_minors_at_departure_and_the_legal_basis_are_worth_knowing(rules, page, anna, family):
    section = rules()
    said = section.notices_note.text()
    assert said.startswith("Worth knowing\nAid as an asylum seeker")
    assert "Yusuf: Minor now; turns 18 on 9 February 2030" in said


def test_facts_that_changed_since_the_answer_are_marked(rules, page, anna, family):
    omar = people_of(anna, family)["Omar"]
    eligibility.answer(
        anna, family, [Given(one.rule, MET, one.person_id) for one in eligibility.check(anna, family).lines]
    )
    write(anna, family, destination=SYRIA, destination_kind=DestinationKind.THIRD)
    section = rules()
    at(section, X7)
    assert not section.panel.changed_error.isHidden()
    assert "Changed since the answer: to be answered again" in words_of(section, X7)
    at(section, X5, omar)
    assert section.panel.changed_error.isHidden()


def test_what_the_program_knows_is_taken_over_at_once_and_nothing_of_what_sem_judges(
    qtbot, rules, page, at_desk, anna, family
):
    add(anna, family, "contacts", kind="counselling", happened_on=anna.today(), topic="consequences")
    write(anna, family, destination=SYRIA)
    section = rules()
    section.known_button.setFocus()
    press(qtbot, RETURN)
    at_desk.settle()
    assert standing(anna, family, X7).evidence == "Syria is their state of origin, not a third state."
    assert standing(anna, family, RuleCode.C3).outcome is MET
    assert all(standing(anna, family, rule) is None for rule in list(RuleCode)[:3])
    assert not section.known_button.isEnabled()


def test_earlier_aid_leads_to_its_case(qtbot, rules, page, at_desk, anna, family):
    omar = people_of(anna, family)["Omar"]
    old = cases.open_case(anna, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person_id=omar),))).value
    with anna.work("test") as unit:
        case = unit.session.get_one(Case, old)
        case.aid.append(AidLine(AidComponent.BASIC, omar, paid=100000, paid_on=date(2020, 5, 4)))
        unit.commit()
    section = rules()
    assert [one.value for one in section.earlier_row.links()] == [old]
    at(section, X8, omar)
    assert [one.value for one in section.panel.aid_row.links()] == [old]
    opened: list[int] = []
    at_desk.desk.case_wanted.connect(lambda number, _section: opened.append(number))
    section.panel.aid_row.button(old).setFocus()
    press(qtbot, RETURN)
    assert opened == [old]


def test_a_fact_that_is_missing_leads_to_where_it_is_entered(rules, page, at_desk, anna, family):
    write(anna, family, destination=SYRIA, destination_kind=DestinationKind.THIRD)
    section = rules()
    at(section, RuleCode.C3)
    section.panel.aid_row.button(Need.CONSEQUENCES_EXPLAINED).click()
    assert page.section_list.section() == "contacts"
    page.open("eligibility", None)
    at(section, X7)
    section.panel.aid_row.button("third_state_stay_until").click()
    at_desk.settle()
    assert page.section_list.section() == "entitlement"
    assert focused() is page.section("entitlement").third_state_stay_until_edit


def test_the_history_tells_each_answer_in_words(shown, page, anna, family):
    omar = people_of(anna, family)["Omar"]
    eligibility.answer(anna, family, [Given(X8, NOT_MET, omar, reason="Asked", abroad=AidAbroad(GERMANY))])
    lines = history.rows_of(cases.history(anna, "case", family), page.folder.names())
    [told_] = [one for one in lines if one.record.startswith("Answer to a rule of eligibility")]
    assert "No aid received before" in told_.record
    assert told_.after.startswith("Answer: Not met; Why the application goes out all the same: Asked")
    assert told_.after.endswith("aid from Germany")


def test_the_list_of_sections_counts_the_rules_that_are_open(page, at_desk, anna, family):
    number = family
    add(anna, number, "consents", purpose="data_processing", given_on=anna.today())
    add(anna, number, "contacts", kind="counselling", happened_on=anna.today(), topic="consequences")
    for step in (Step.COUNSELLING, Step.ELIGIBILITY_CHECKED):
        steps.take(anna, number, step, anna.today())
    page.refresh(None)
    at_desk.settle()
    view = page.folder.view
    lacking = page.section("eligibility").lacking(view, (Need.RULES_ANSWERED,))
    assert lacking == view.open_rules == len(eligibility.check(anna, number).open)
    page.open("need", Need.RULES_ANSWERED)
    at_desk.settle()
    assert page.section_list.section() == "eligibility"


def test_who_only_reads_sees_the_answers_and_types_none(qtbot, seat_of, otto, family):
    seat = seat_of(otto)
    page = seat.show(lambda desk: CasePage(desk, family))
    wake(qtbot, page)
    page.open("eligibility", None)
    seat.settle()
    section = page.section("eligibility")
    assert section.save_button.isHidden()
    section.rules_list.setFocus()
    press(qtbot, ONE)
    assert section.hold() is None
    page.open("entitlement", None)
    seat.settle()
    assert page.section("entitlement").take_all_button.isHidden()


def test_the_words_follow_the_language(rules, shown, page):
    section = rules()
    other = shown("entitlement")
    for language in ("de", "fr", "it", "en"):
        catalogs.use(language)
        section.retranslate()
        other.retranslate()
    assert section.rules_list.rows()
    catalogs.use("en")


def test_a_journey_without_aid_has_neither_section(page, at_desk, anna, family):
    write(anna, family, kind=CaseType.FAMILY_REUNIFICATION)
    page.refresh(None)
    at_desk.settle()
    assert not page.section_list.offers("eligibility")
    assert not page.section_list.offers("entitlement")


# --- entitlement ---------------------------------------------------------------------------------


def line(section, component: AidComponent, place: int = 0):
    found = [one for one in section.lines if one.seen.placed.proposal.component is component]
    return found[place]


def told(one) -> str:
    return " ".join(label.text() for label in one.told).replace("\xa0", " ")


def test_each_proposal_says_its_sum_calculation_article_and_source(shown, page):
    section = shown("entitlement")
    travel = line(section, AidComponent.TRAVEL_MONEY)
    assert travel.title.text() == "Travel money – all of them"
    assert travel.sum.text().replace("\xa0", " ") == "CHF 400.00"
    said = told(travel)
    assert "4 × CHF 100.00 = CHF 400.00. The most for a family is CHF 500.00." in said
    assert "AsylV 2 Art. 59a(1)" in said
    assert "not compared with the source yet" in said
    assert "Still open: " in told(line(section, AidComponent.BASIC))


def test_proposals_are_taken_over_by_keyboard_and_undone(qtbot, shown, page, at_desk, anna, family):
    section = shown("entitlement")
    line(section, AidComponent.TRAVEL_MONEY).button.setFocus()
    press(qtbot, RETURN)
    at_desk.settle()
    [kept] = cases.view(anna, family).parts["aid_lines"]
    assert (kept.values["requested"], kept.values["state"]) == (40000, DecisionState.DRAFT)
    assert line(section, AidComponent.TRAVEL_MONEY).button is None
    section.take_all_button.setFocus()
    press(qtbot, RETURN)
    at_desk.settle()
    assert len(cases.view(anna, family).parts["aid_lines"]) == len(section.lines)
    assert not section.take_all_button.isEnabled()


def test_after_taking_one_over_the_keys_are_at_the_next_one(qtbot, shown, page, at_desk):
    section = shown("entitlement")
    before = [one for one in section.lines if one.button is not None]
    before[0].button.setFocus()
    press(qtbot, RETURN)
    at_desk.settle()
    qtbot.waitUntil(lambda: section.lines[-1].isVisible())
    left = [one.button for one in section.lines if one.button is not None]
    assert len(left) == len(before) - 1
    assert focused() is left[0]
    press(qtbot, TAB)
    assert focused() is left[1]


def test_a_draft_that_differs_says_by_how_much(shown, page, anna, family):
    add(anna, family, "aid_lines", component=AidComponent.TRAVEL_MONEY, requested=10000)
    section = shown("entitlement")
    travel = line(section, AidComponent.TRAVEL_MONEY)
    assert "Recorded so far: CHF 100.00" in told(travel)
    assert travel.button is not None
    assert travel.button.text() == "Bring the draft up to it"


def test_what_is_typed_is_counted_again_as_soon_as_it_is_saved(qtbot, shown, page, at_desk, anna, family):
    section = shown("entitlement")
    assert section.detention_interview_on_widget.isHidden()
    section.in_detention_check.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert not section.detention_interview_on_widget.isHidden()
    assert not section.take_all_button.isEnabled()  # the sums are still those from before
    press(qtbot, TAB)
    assert focused() is section.detention_interview_on_edit
    type_text(qtbot, (anna.today() - timedelta(days=1)).strftime("%d.%m.%Y"))
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    assert section.view.context.value == "detention"
    detained = line(section, AidComponent.TRAVEL_MONEY_DETENTION)
    assert detained.seen.placed.proposal.amount is not None
    assert section.take_all_button.isEnabled()


def test_a_table_of_the_office_that_is_empty_is_named_with_who_fills_it_in(shown, page, at_desk, anna, family):
    household = cases.view(anna, family).household.id
    entered = anna.today() - timedelta(days=20)
    cases.save(anna, [Edit("household", household, ("household", household), {"entry_date": entered})])
    write(anna, family, route=Route.FEDERAL_CENTRE)
    section = shown("entitlement")
    assert not section.centre_phase_widget.isHidden()
    assert "phase" in told(line(section, AidComponent.BASIC))
    write(anna, family, centre_phase=CentrePhase.PHASE_1)
    section = shown("entitlement")
    said = section.tables_error.text()
    assert said.startswith("The office’s table “Steps in federal centres” has no row for this.")
    assert not section.tables_error.isHidden()
    section.tables_link.click()
    assert at_desk.went == [("office", "rates")]
    keepers = entitlement.propose(anna, family).keepers
    assert bool(keepers) is ("It is filled in by: " in said)


def test_rare_fields_are_shown_when_asked_for_or_filled(qtbot, shown, page, at_desk, anna, family):
    section = shown("entitlement")
    assert section.raised_aid_reason_widget.isHidden()
    section.more_link.setFocus()
    press(qtbot, RETURN)
    assert focused() is section.exit_reason_combo
    section.raised_aid_reason_edit.setFocus()
    type_text(qtbot, "Five children, no house")
    press(qtbot, S, modifier=CONTROL)
    at_desk.settle()
    raised = line(section, AidComponent.IN_KIND_RAISED)
    assert raised.seen.placed.proposal.amount is not None
    section._show_more()
    assert not section.raised_aid_reason_widget.isHidden()
    assert section.raised_travel_reason_widget.isHidden()


def test_another_scheme_may_be_tried_and_the_case_stays_as_it_is(qtbot, shown, page, at_desk, anna, family):
    section = shown("entitlement")
    section.context_combo.setFocus()
    section.context_combo.set_value(Context.FEDERAL_CENTRE)
    section.context_combo.chosen.emit(Context.FEDERAL_CENTRE)
    at_desk.settle()
    assert section.view.context is Context.FEDERAL_CENTRE
    assert "as a trial" in section.counted_note.text()
    assert not page.is_unsaved
