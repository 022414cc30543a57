"""What a survey amounts to: its four scores, its satisfaction, and the change from one survey to the next."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from returnhelp.domain import surveys
from returnhelp.domain.errors import SurveysDifferError
from returnhelp.domain.survey_answers import SurveyOccasion, SurveyTaken
from returnhelp.domain.surveys import Dimension, Instrument, Measure, Question

SATISFIED_FROM = 4
"""The lowest mark of somebody who is satisfied, of five."""


@dataclass(frozen=True)
class Score:
    """Σ(weight × value) / Σ(weight) over what was answered; exact, rounded only by ``shown``.

    ``applicable`` are the questions that count for this person, ``answered`` those with an answer that has a value.
    """

    mean: Fraction | None
    answered: int
    applicable: int
    minimum: Fraction

    @property
    def completeness(self) -> Fraction:
        """The share of the applicable questions that was answered; 0 where none is."""
        return Fraction(self.answered, self.applicable) if self.applicable else Fraction(0)

    @property
    def scorable(self) -> bool:
        return self.mean is not None and self.completeness >= self.minimum

    @property
    def value(self) -> Fraction | None:
        """The score, 0 to 1; None when it is not scorable."""
        return self.mean if self.scorable else None


@dataclass(frozen=True)
class Scores:
    """The four scores of one survey; the composite has its own weights and is not the mean of the others."""

    instrument: str
    version: str
    economic: Score
    social: Score
    psychosocial: Score
    composite: Score

    def of(self, measure: Measure) -> Score:
        match measure:
            case Measure.ECONOMIC:
                return self.economic
            case Measure.SOCIAL:
                return self.social
            case Measure.PSYCHOSOCIAL:
                return self.psychosocial
            case Measure.COMPOSITE:
                return self.composite


@dataclass(frozen=True)
class Satisfaction:
    """``mean`` is in marks, 1 to the highest; ``satisfied`` the share of the answers of four marks and more."""

    mean: Fraction | None
    satisfied: Fraction | None
    answered: int
    applicable: int


@dataclass(frozen=True)
class Change:
    """One score at baseline and at follow-up; ``delta`` is None where either is not scorable."""

    measure: Measure
    baseline: Score
    follow_up: Score

    @property
    def delta(self) -> Fraction | None:
        first, last = self.baseline.value, self.follow_up.value
        return None if first is None or last is None else last - first


@dataclass(frozen=True)
class Comparison:
    changes: tuple[Change, ...]

    def of(self, measure: Measure) -> Change:
        return next(one for one in self.changes if one.measure is measure)


def scores(instrument: Instrument, answers: Mapping[str, Any]) -> Scores:
    """The scores of these answers; raises AnswerRefusedError for one that the instrument does not have."""
    given = surveys.checked_answers(instrument, answers)
    asked = surveys.asked(instrument, given)

    def of(dimension: Dimension) -> Score:
        return _score(instrument, [one for one in asked if one.dimension is dimension], given, lambda one: one.weight)

    return Scores(
        instrument.key,
        instrument.version,
        of(Dimension.ECONOMIC),
        of(Dimension.SOCIAL),
        of(Dimension.PSYCHOSOCIAL),
        _score(instrument, asked, given, lambda one: one.composite_weight),
    )


def _score(
    instrument: Instrument,
    questions: Iterable[Question],
    answers: Mapping[str, Any],
    weight_of: Callable[[Question], Fraction],
) -> Score:
    weights = values = Fraction(0)
    answered = applicable = 0
    for one in questions:
        weight = weight_of(one)
        if not one.counts or not weight:
            continue
        chosen = one.option(answers.get(one.code))
        if chosen is not None and not chosen.applies:
            continue
        applicable += 1
        if chosen is not None and chosen.value is not None:
            answered += 1
            weights += weight
            values += weight * chosen.value
    return Score(values / weights if answered else None, answered, applicable, instrument.minimum)


def satisfaction(instrument: Instrument, answers: Mapping[str, Any]) -> Satisfaction:
    """The mean mark of the items that were answered, never their sum: what was not received is not held against it.

    Raises AnswerRefusedError.
    """
    given = surveys.checked_answers(instrument, answers)
    marks: list[Fraction] = []
    applicable = 0
    for one in surveys.asked(instrument, given):
        chosen = one.option(given.get(one.code))
        if not one.counts or (chosen is not None and not chosen.applies):
            continue
        applicable += 1
        if chosen is not None and chosen.value is not None:
            marks.append(1 + chosen.value * ((instrument.marks or 5) - 1))
    if not marks:
        return Satisfaction(None, None, 0, applicable)
    satisfied = sum(mark >= SATISFIED_FROM for mark in marks)
    return Satisfaction(sum(marks, Fraction(0)) / len(marks), Fraction(satisfied, len(marks)), len(marks), applicable)


def compare(baseline: Scores, follow_up: Scores) -> Comparison:
    """The change of each score; raises SurveysDifferError unless both are of one version of one instrument."""
    first, last = (baseline.instrument, baseline.version), (follow_up.instrument, follow_up.version)
    if first != last:
        raise SurveysDifferError(first=" ".join(first), second=" ".join(last))
    return Comparison(tuple(Change(one, baseline.of(one), follow_up.of(one)) for one in Measure))


def pair(taken: Iterable[SurveyTaken], person_id: int, instrument: Instrument) -> tuple[SurveyTaken, ...]:
    """The first baseline of a person and the last follow-up not before it; only the one there is, or none.

    Only surveys of this version count, for others cannot be compared.
    """
    own = sorted(
        (
            one
            for one in taken
            if one.person_id == person_id
            and (one.instrument, one.instrument_version) == (instrument.key, instrument.version)
        ),
        key=lambda one: one.taken_on,
    )
    baseline = next((one for one in own if one.occasion is SurveyOccasion.BASELINE), None)
    later = [
        one
        for one in own
        if one.occasion is SurveyOccasion.FOLLOW_UP and (baseline is None or one.taken_on >= baseline.taken_on)
    ]
    return tuple(one for one in (baseline, later[-1] if later else None) if one is not None)


def shown(value: Fraction, places: int = 2) -> Decimal:
    """A score rounded to be shown, halves away from 0."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)
