"""The answers to the rules: what may be recorded, which stand, what is open before an application goes out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from returnhelp.domain.case import DestinationKind
from returnhelp.domain.eligibility import Suggestion, suggest
from returnhelp.domain.eligibility_answers import (
    Changed,
    CodedReason,
    OpenBecause,
    changed_since,
    check_answer,
    looks_like_a_reference,
    open_rules,
    outcomes_for,
    standing,
)
from returnhelp.domain.eligibility_facts import EligibilityFacts, Period, PersonFacts
from returnhelp.domain.eligibility_rules import ConditionRule, rules_on
from returnhelp.domain.errors import (
    ConductNotRecordedError,
    DecisionReferenceMissingError,
    DecisionReferenceShapeError,
    ExceptionNotForeseenError,
    FutureDateError,
)
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome

MET, NOT_MET, UNKNOWN = RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN
ASKED, GRANTED = RuleOutcome.EXCEPTION_REQUESTED, RuleOutcome.EXCEPTION_GRANTED
DAY = date(2026, 3, 16)
SERBIA, SYRIA, TURKEY = 8248, 8541, 8239
LIST = {SERBIA: [Period(date(2009, 12, 19), None, "VEV")]}
FACTS = EligibilityFacts(
    DAY,
    (PersonFacts(1, nationalities=(SERBIA,)), PersonFacts(2, nationalities=(SYRIA,))),
    destination=SYRIA,
    destination_kind=DestinationKind.HOME,
    visa_exempt=LIST,
    excluded={},
)


def rule(code: RuleCode, day: date = DAY) -> ConditionRule:
    return next(one for one in rules_on(day) if one.code is code)


def lines(of: EligibilityFacts = FACTS) -> tuple[Suggestion, ...]:
    return suggest(of, rules_on(of.day))


def line(code: RuleCode, person_id: int | None = None, of: EligibilityFacts = FACTS) -> Suggestion:
    return next(one for one in lines(of) if (one.rule, one.person_id) == (code, person_id))


def answer(code: RuleCode, outcome: RuleOutcome = MET, person_id: int | None = None, **given: Any) -> RuleAnswer:
    return RuleAnswer(code, outcome, person_id, **given)


def at(hour: int) -> datetime:
    return datetime(2026, 3, 16, hour, tzinfo=UTC)


# --- AIG Art. 109g: no record of conduct -----------------------------------------------------------


@pytest.mark.parametrize("code", [RuleCode.X1, RuleCode.X2])
def test_aig_109g_k_no_text_about_crime_or_abuse_can_be_written(code):
    for words in ({"evidence": "was in prison"}, {"evidence": "."}, {"reason": "he only stole once"}):
        with pytest.raises(ConductNotRecordedError):
            check_answer(answer(code, NOT_MET, **words), rule(code), DAY)
    for reference in ("shop theft 2021", "stole 3 cars in 2019 and 2020", "x" * 41, "1234!", "641\n234"):
        with pytest.raises(DecisionReferenceShapeError):
            check_answer(answer(code, NOT_MET, reference=reference), rule(code), DAY)


@pytest.mark.parametrize("code", [RuleCode.X1, RuleCode.X2])
def test_aig_109g_k_a_reference_and_a_coded_reason_are_kept(code):
    for reference in ("", "N 641 234/2026", "E-1234/2025", "BVGer D-99/2024"):
        for reason in ("", *CodedReason):
            check_answer(answer(code, NOT_MET, reference=reference, reason=reason), rule(code), DAY)


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("123", True),
        ("12", False),
        ("1" * 40, True),
        ("1" * 41, False),
        ("ABCDEFGH123", True),
        ("ABCDEFGHI123", False),
        ("   ", True),
        ("641_234", False),
    ],
)
def test_a_reference_has_numbers_and_hardly_any_letters(text, so):
    assert looks_like_a_reference(text) is so


def test_the_means_of_asylv2_64_1_d_may_be_described():
    check_answer(answer(RuleCode.X3, NOT_MET, evidence="house sold, CHF 200'000"), rule(RuleCode.X3), DAY)


# --- AsylV 2 Art. 76a(2): exceptions ---------------------------------------------------------------


def test_asylv2_76a_2_only_nationality_and_moving_on_have_exceptions():
    for code in RuleCode:
        may = code in (RuleCode.X5, RuleCode.X6)
        assert (ASKED in outcomes_for(rule(code))) is may
        if may:
            check_answer(answer(code, ASKED), rule(code), DAY)
        else:
            with pytest.raises(ExceptionNotForeseenError):
                check_answer(answer(code, ASKED), rule(code), DAY)


def test_asylv2_76a_2_an_exception_is_granted_with_the_reference_of_its_decision():
    with pytest.raises(DecisionReferenceMissingError):
        check_answer(answer(RuleCode.X5, GRANTED, reference=" "), rule(RuleCode.X5), DAY)
    check_answer(answer(RuleCode.X5, GRANTED, reference="SEM 12.3.2026"), rule(RuleCode.X5), DAY)


def test_a_decision_of_tomorrow_is_refused_and_one_of_today_is_not():
    check_answer(answer(RuleCode.X8, decided_on=DAY), rule(RuleCode.X8), DAY)
    with pytest.raises(FutureDateError):
        check_answer(answer(RuleCode.X8, decided_on=date(2026, 3, 17)), rule(RuleCode.X8), DAY)


# --- standing, open --------------------------------------------------------------------------------


def test_the_latest_answer_stands_for_the_household_and_for_each_person():
    first = answer(RuleCode.X5, UNKNOWN, 1, answered_at=at(8))
    later = answer(RuleCode.X5, MET, 1, answered_at=at(9))
    other = answer(RuleCode.X5, NOT_MET, 2, answered_at=at(7))
    all_ = answer(RuleCode.X5, MET, None, answered_at=at(6))
    found = standing([later, first, all_, other])
    assert found == {(RuleCode.X5, 1): later, (RuleCode.X5, 2): other, (RuleCode.X5, None): all_}


def test_of_two_answers_at_one_moment_the_one_given_second_stands():
    first, second = (answer(RuleCode.X5, outcome, answered_at=at(8)) for outcome in (NOT_MET, MET))
    assert standing([first, second]) == {(RuleCode.X5, None): second}


def open_for(*answers: RuleAnswer, of: EligibilityFacts = FACTS) -> dict[tuple[RuleCode, int | None], OpenBecause]:
    return {(one.rule, one.person_id): one.because for one in open_rules(lines(of), answers)}


def all_met() -> list[RuleAnswer]:
    return [answer(one.rule, MET, one.person_id, answered_at=at(8), law_version=one.version) for one in lines()]


def test_every_line_asks_for_an_answer_even_where_it_seems_met():
    assert open_for() == {(one.rule, one.person_id): OpenBecause.UNANSWERED for one in lines()}
    assert open_for(*all_met()) == {}


def test_the_open_ones_stand_in_the_order_of_the_rules():
    found = open_rules(reversed(lines()), [])
    assert [one.rule for one in found] == sorted((one.rule for one in lines()), key=list(RuleCode).index)


@pytest.mark.parametrize(
    ("outcome", "because"),
    [
        (MET, None),
        (GRANTED, None),
        (UNKNOWN, OpenBecause.UNKNOWN),
        (NOT_MET, OpenBecause.NOT_MET),
        (ASKED, OpenBecause.EXCEPTION_REQUESTED),
    ],
)
def test_r17_an_answer_with_a_reason_clears_a_line_whatever_its_outcome(outcome, because):
    plain = answer(RuleCode.X5, outcome, 1, answered_at=at(9))
    assert open_for(*all_met(), plain).get((RuleCode.X5, 1)) is because
    assert open_for(*all_met(), replace_reason(plain, "SEM told us by phone to send it")) == {}
    assert open_for(*all_met(), replace_reason(plain, "  ")).get((RuleCode.X5, 1)) is because


def replace_reason(given: RuleAnswer, reason: str) -> RuleAnswer:
    return answer(given.rule, given.outcome, given.person_id, answered_at=given.answered_at, reason=reason)


def test_r9_earlier_aid_holds_the_application_back_until_there_is_a_reason():
    refused = answer(RuleCode.X8, NOT_MET, 2, answered_at=at(9))
    assert open_for(*all_met(), refused) == {(RuleCode.X8, 2): OpenBecause.NOT_MET}
    assert open_for(*all_met(), replace_reason(refused, "hardship, asked of SEM")) == {}


def test_an_answer_for_the_household_counts_for_whoever_has_none_of_their_own():
    others = [one for one in all_met() if one.rule is not RuleCode.X5]
    household = answer(RuleCode.X5, MET, None, answered_at=at(9))
    assert open_for(*others, household) == {}
    own = answer(RuleCode.X5, NOT_MET, 1, answered_at=at(8))
    assert open_for(*others, household, own) == {(RuleCode.X5, 1): OpenBecause.NOT_MET}


def test_one_persons_answer_to_what_is_asked_of_the_household_counts_too_while_they_travel():
    own = answer(RuleCode.X1, NOT_MET, 2, answered_at=at(9))
    assert open_for(*all_met(), own) == {(RuleCode.X1, 2): OpenBecause.NOT_MET}
    assert open_for(*all_met(), replace_reason(own, CodedReason.SEM_TO_JUDGE)) == {}
    assert open_for(*all_met(), answer(RuleCode.X1, NOT_MET, 99, answered_at=at(9))) == {}


# --- changed since ---------------------------------------------------------------------------------


def test_an_answer_stays_as_it_is_while_the_facts_do():
    given = answer(RuleCode.X5, NOT_MET, 1, law_version=line(RuleCode.X5, 1).version)
    assert changed_since(given, line(RuleCode.X5, 1)) is None
    tomorrow = replace(FACTS, day=date(2026, 3, 17))
    assert changed_since(given, line(RuleCode.X5, 1, tomorrow)) is None


def test_another_nationality_destination_or_list_is_a_change():
    serb, syrian = line(RuleCode.X5, 1), line(RuleCode.X5, 2)
    given = answer(RuleCode.X5, MET, 2, law_version=syrian.version)
    people = (FACTS.people[0], PersonFacts(2, nationalities=(SERBIA,)))
    assert changed_since(given, line(RuleCode.X5, 2, replace(FACTS, people=people))) is Changed.FACTS
    listed = replace(FACTS, visa_exempt={**LIST, SYRIA: [Period(DAY)]})
    assert changed_since(given, line(RuleCode.X5, 2, listed)) is Changed.FACTS
    named = replace(FACTS, visa_exempt={SERBIA: [Period(date(2009, 12, 19), None, "another source")]})
    assert line(RuleCode.X5, 1, named).version == serb.version
    going = answer(RuleCode.X4, MET, law_version=line(RuleCode.X4).version)
    assert changed_since(going, line(RuleCode.X4, of=replace(FACTS, destination=TURKEY))) is Changed.FACTS


def test_another_wording_of_the_law_is_a_change_of_the_law():
    before = replace(FACTS, day=date(2019, 2, 28))
    given = answer(RuleCode.X8, MET, 1, law_version=line(RuleCode.X8, 1, before).version)
    assert changed_since(given, line(RuleCode.X8, 1)) is Changed.LAW


def test_an_answer_that_does_not_say_on_what_it_was_given_is_not_called_changed():
    assert changed_since(answer(RuleCode.X5, MET, 1), line(RuleCode.X5, 1)) is None


def test_an_exclusion_is_answered_again_when_its_facts_have_changed_and_it_does_not_seem_met():
    people = (FACTS.people[0], PersonFacts(2, nationalities=(SERBIA,)))
    assert open_for(*all_met(), of=replace(FACTS, people=people)) == {(RuleCode.X5, 2): OpenBecause.CHANGED}
    harmless = (FACTS.people[0], PersonFacts(2, nationalities=(TURKEY,)))
    assert open_for(*all_met(), of=replace(FACTS, people=harmless)) == {}


def test_a_condition_whose_facts_moved_is_only_marked():
    moved = replace(FACTS, departure_deadline=DAY, people=(replace(FACTS.people[0], planned_departure=DAY),))
    met = [one for one in all_met() if one.person_id != 2]
    assert open_for(*met, of=moved) == {}
    assert changed_since(next(one for one in met if one.rule is RuleCode.C2), line(RuleCode.C2, of=moved))
