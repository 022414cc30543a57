"""The scores of a survey: exact, between 0 and 1, and only where enough was answered."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import errors, survey_scores
from returnhelp.domain.survey_answers import SurveyMethod, SurveyOccasion, SurveyTaken
from returnhelp.domain.survey_files import shipped
from returnhelp.domain.survey_scores import compare, pair, satisfaction, scores, shown
from returnhelp.domain.surveys import Instrument, Measure, Option, Question, QuestionKind
from returnhelp.i18n import messages

ADULTS, SATISFACTION = shipped()


def worth(question: Question, value: int) -> str:
    """The answer that is worth the most (1) or the least (0)."""
    return next(one.code for one in question.options if one.value == value)


def extreme(instrument: Instrument, value: int) -> dict[str, str]:
    return {one.code: worth(one, value) for one in instrument.questions if one.counts}


def answers_of(instrument: Instrument) -> st.SearchStrategy[dict[str, object]]:
    """Any answers, and gaps."""

    def answer(question: Question) -> st.SearchStrategy[object]:
        codes = st.sampled_from([one.code for one in question.options])
        if question.kind is QuestionKind.MULTIPLE:
            return st.lists(codes, max_size=4)
        return st.one_of(st.just(""), codes, codes, codes)

    return st.fixed_dictionaries({one.code: answer(one) for one in instrument.questions})


def weighed(draw_weights: list[int], composite: list[int]) -> Instrument:
    """The adult survey with other weights."""
    questions = tuple(
        replace(one, weight=Fraction(first, 7), composite_weight=Fraction(second, 3)) if one.counts else one
        for one, first, second in zip(ADULTS.questions, draw_weights, composite, strict=True)
    )
    return replace(ADULTS, questions=questions)


WEIGHTS = st.lists(st.integers(0, 9), min_size=len(ADULTS.questions), max_size=len(ADULTS.questions))
INSTRUMENTS = st.builds(weighed, WEIGHTS, WEIGHTS)


@given(INSTRUMENTS, answers_of(ADULTS))
def test_scores_lie_between_0_and_1_and_follow_their_formula(instrument: Instrument, answers: dict[str, object]):
    found = scores(instrument, answers)
    for measure in Measure:
        one = found.of(measure)
        assert 0 <= one.completeness <= 1
        assert one.answered <= one.applicable
        assert (one.mean is None) == (one.answered == 0)
        assert one.mean is None or 0 <= one.mean <= 1
        assert one.scorable == (one.answered > 0 and one.completeness >= Fraction(4, 5))
        assert one.value == (one.mean if one.scorable else None)


@given(answers_of(ADULTS), st.randoms(use_true_random=False))
def test_the_order_of_answers_and_questions_changes_nothing(answers: dict[str, object], chance: random.Random):
    other_answers = list(answers.items())
    chance.shuffle(other_answers)
    questions = [one for one in ADULTS.questions if one.only_if is None]
    chance.shuffle(questions)
    later = [one for one in ADULTS.questions if one.only_if is not None]
    mixed = replace(ADULTS, questions=(*questions, *later))
    assert scores(mixed, dict(other_answers)) == scores(ADULTS, answers)


@given(INSTRUMENTS, answers_of(ADULTS), st.integers(1, 1000), st.integers(1, 1000))
def test_weights_count_only_beside_each_other(
    instrument: Instrument, answers: dict[str, object], first: int, second: int
):
    factor = Fraction(first, second)
    scaled = replace(
        instrument,
        questions=tuple(
            replace(one, weight=one.weight * factor, composite_weight=one.composite_weight * factor)
            for one in instrument.questions
        ),
    )
    assert scores(scaled, answers) == scores(instrument, answers)


@given(answers_of(ADULTS))
def test_completeness_counts_what_applies_and_what_was_answered(answers: dict[str, object]):
    found = scores(ADULTS, answers)
    counting = [one for one in ADULTS.questions if one.counts]
    chosen = {one.code: one.option(answers[one.code]) for one in counting}
    applies = [one for one in counting if (option := chosen[one.code]) is None or option.applies]
    answered = [one for one in applies if (option := chosen[one.code]) is not None and option.value is not None]
    assert (found.composite.answered, found.composite.applicable) == (len(answered), len(applies))
    three = [found.economic, found.social, found.psychosocial]
    assert sum(one.answered for one in three) == len(answered)
    assert sum(one.applicable for one in three) == len(applies)


@pytest.mark.parametrize("value", [0, 1])
@pytest.mark.parametrize("instrument", shipped(), ids=lambda one: one.key)
def test_all_best_is_1_and_all_worst_is_0(instrument: Instrument, value: int):
    found = scores(instrument, extreme(instrument, value))
    wanted = {Measure.COMPOSITE} if instrument is SATISFACTION else set(Measure)
    assert {measure: found.of(measure).value for measure in wanted} == dict.fromkeys(wanted, value)
    assert {found.of(measure).completeness for measure in wanted} == {1}


def test_a_score_is_exact():
    answers = {f"S{number}": "very_good" for number in (1, 2, 3, 5, 7, 8, 9)} | {"S4": "yes", "S6": "no", "S10": "poor"}
    social = scores(ADULTS, answers).social
    assert social.value == Fraction(33, 40)  # (7 + 1 + 0 + 0.25) / 10
    assert str(shown(Fraction(33, 40))) == "0.83"


def test_eight_of_ten_can_be_scored_and_seven_cannot():
    eight = {f"S{number}": "good" for number in (1, 2, 3, 5, 7, 8, 9, 10)}
    assert scores(ADULTS, eight).social.value == Fraction(3, 4)
    del eight["S10"]
    social = scores(ADULTS, eight).social
    assert (social.value, social.mean, social.answered, social.applicable) == (None, Fraction(3, 4), 7, 10)
    assert not social.scorable


def test_an_office_may_ask_for_more_or_less():
    seven = {f"S{number}": "good" for number in (1, 2, 3, 5, 7, 8, 9)}
    assert scores(replace(ADULTS, minimum=Fraction(7, 10)), seven).social.scorable
    assert not scores(replace(ADULTS, minimum=Fraction(71, 100)), seven).social.scorable


def test_no_answer_stays_in_the_denominator_and_no_child_leaves_it():
    without = extreme(ADULTS, 1)
    without["S4"] = "no_child"
    assert (scores(ADULTS, without).social.answered, scores(ADULTS, without).social.applicable) == (9, 9)
    without["S4"] = "no_answer"
    social = scores(ADULTS, without).social
    assert (social.answered, social.applicable, social.value) == (9, 10, 1)


def test_reasons_change_no_score():
    answers = extreme(ADULTS, 0)
    plain = scores(ADULTS, answers)
    more = answers | {"E9": "yes", "E10": "pay", "P10": ["need_income", "wish_family"]}
    assert scores(ADULTS, more) == plain


def test_the_composite_has_its_own_weights_and_is_not_the_mean_of_three():
    answers = extreme(ADULTS, 1) | {
        one.code: worth(one, 0) for one in ADULTS.questions if one.code[0] == "E" and one.counts
    }
    found = scores(ADULTS, answers)
    assert (found.economic.value, found.social.value, found.psychosocial.value) == (0, 1, 1)
    assert found.composite.value == Fraction(19, 27)  # and not 2/3
    heavy = replace(
        ADULTS,
        questions=tuple(
            replace(one, composite_weight=Fraction(10)) if one.code[0] == "E" and one.counts else one
            for one in ADULTS.questions
        ),
    )
    assert scores(heavy, answers).composite.value == Fraction(19, 99)
    assert scores(heavy, answers).economic == found.economic


def test_a_question_without_weight_is_no_part_of_a_score():
    light = replace(
        ADULTS,
        questions=tuple(replace(one, weight=Fraction(0)) if one.code == "S1" else one for one in ADULTS.questions),
    )
    found = scores(light, extreme(ADULTS, 1))
    assert (found.social.applicable, found.composite.applicable) == (9, 27)


def test_a_question_that_is_not_asked_is_not_counted_even_if_it_was_answered():
    asked_later = tuple(
        replace(
            one,
            options=(Option("pay", {"en": "Pay"}, Fraction(1)),),
            weight=Fraction(1),
            composite_weight=Fraction(1),
        )
        if one.code == "E10"
        else one
        for one in ADULTS.questions
    )
    made = replace(ADULTS, questions=asked_later)
    assert scores(made, {"E9": "no", "E10": "pay"}).economic.answered == 0
    assert scores(made, {"E9": "no", "E10": "pay"}).economic.applicable == 8
    assert scores(made, {"E9": "yes", "E10": "pay"}).economic.applicable == 9


def test_nothing_answered_has_no_score():
    found = scores(ADULTS, {})
    assert {found.of(measure).value for measure in Measure} == {None}
    assert found.composite.completeness == 0


def test_an_unknown_answer_is_refused_and_not_left_out():
    with pytest.raises(errors.AnswerRefusedError):
        scores(ADULTS, {"S1": "splendid"})


# --- satisfaction --------------------------------------------------------------------------------


def test_satisfaction_is_the_mean_of_what_was_answered_and_never_a_sum():
    found = satisfaction(SATISFACTION, {"Z1": "5", "Z2": "4", "Z3": "not_received", "Z4": "no_answer", "Z5": "2"})
    assert found.mean == Fraction(11, 3)
    assert found.satisfied == Fraction(2, 3)
    assert (found.answered, found.applicable) == (3, 6)


def test_four_marks_are_satisfied_and_three_are_not():
    assert satisfaction(SATISFACTION, {"Z1": "4"}).satisfied == 1
    assert satisfaction(SATISFACTION, {"Z1": "3"}).satisfied == 0


def test_without_an_answer_there_is_no_satisfaction():
    found = satisfaction(SATISFACTION, {"Z1": "not_received"})
    assert (found.mean, found.satisfied, found.answered, found.applicable) == (None, None, 0, 6)


@given(answers_of(SATISFACTION))
def test_more_of_the_same_changes_no_satisfaction(answers: dict[str, object]):
    found = satisfaction(SATISFACTION, answers)
    assert found.mean is None or 1 <= found.mean <= 5
    marks = [int(str(one)) for one in answers.values() if str(one).isdigit()]
    assert found.mean == (Fraction(sum(marks), len(marks)) if marks else None)
    assert found.satisfied == (Fraction(sum(mark >= 4 for mark in marks), len(marks)) if marks else None)


# --- baseline and follow-up ----------------------------------------------------------------------


def test_the_change_of_each_score():
    first = extreme(ADULTS, 0) | {"E1": "very_satisfied"}
    last = extreme(ADULTS, 1)
    found = compare(scores(ADULTS, first), scores(ADULTS, last))
    assert [one.measure for one in found.changes] == list(Measure)
    assert found.of(Measure.ECONOMIC).delta == Fraction(7, 8)
    assert found.of(Measure.COMPOSITE).delta == Fraction(26, 27)
    assert compare(scores(ADULTS, last), scores(ADULTS, first)).of(Measure.SOCIAL).delta == -1


def test_no_change_is_said_where_one_cannot_be_scored():
    found = compare(scores(ADULTS, {}), scores(ADULTS, extreme(ADULTS, 1)))
    assert [one.delta for one in found.changes] == [None] * 4


def test_another_version_is_never_compared():
    other = replace(ADULTS, version="2")
    with pytest.raises(errors.SurveysDifferError) as refused:
        compare(scores(ADULTS, {}), scores(other, {}))
    assert "are different surveys" in messages.sentence(refused.value, "en")


def taken(on: str, occasion: SurveyOccasion, person: int = 1, version: str = "1") -> SurveyTaken:
    return SurveyTaken(person, ADULTS.key, version, date.fromisoformat(on), occasion, SurveyMethod.VISIT)


def test_the_first_baseline_stands_beside_the_last_follow_up():
    base, again = SurveyOccasion.BASELINE, SurveyOccasion.FOLLOW_UP
    own = [
        taken("2026-05-01", again),
        taken("2026-09-01", again),
        taken("2026-03-01", base),
        taken("2026-04-01", base),
        taken("2026-10-01", again, person=2),
        taken("2026-11-01", again, version="2"),
    ]
    assert [one.taken_on.month for one in pair(own, 1, ADULTS)] == [3, 9]
    assert [one.taken_on.month for one in pair(own, 2, ADULTS)] == [10]
    assert pair(own, 3, ADULTS) == ()


def test_a_follow_up_before_the_baseline_is_none():
    own = [taken("2026-03-01", SurveyOccasion.BASELINE), taken("2026-02-28", SurveyOccasion.FOLLOW_UP)]
    assert pair(own, 1, ADULTS) == (own[0],)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(1), "1.00"),
        (Fraction(0), "0.00"),
    ],
)
def test_a_score_is_rounded_only_to_be_shown(value: Fraction, said: str):
    assert survey_scores.shown(value) == Decimal(said)
    assert str(survey_scores.shown(value)) == said
