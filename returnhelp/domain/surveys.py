"""Survey instruments: what is asked, of whom, and what each answer is worth."""

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from returnhelp.domain.errors import AnswerRefusedError, NotToBeAskedError
from returnhelp.domain.people import Precision, age_on
from returnhelp.domain.vulnerability import VulnerabilityKind

Words = Mapping[str, str]
"""A text in each of its languages."""

ADULT = 18
MINIMUM = Fraction(4, 5)
"""The share of the questions that must be answered before there is a score, where an instrument says nothing."""


class Dimension(StrEnum):
    """What a question is about; satisfaction stands alone and never in one instrument with the others."""

    ECONOMIC = "economic"
    SOCIAL = "social"
    PSYCHOSOCIAL = "psychosocial"
    SATISFACTION = "satisfaction"


class Measure(StrEnum):
    """The four scores of a reintegration survey."""

    ECONOMIC = "economic"
    SOCIAL = "social"
    PSYCHOSOCIAL = "psychosocial"
    COMPOSITE = "composite"


class QuestionKind(StrEnum):
    CHOICE = "choice"
    MULTIPLE = "multiple"  # several answers at once; it never counts


class Band(StrEnum):
    """Where a score lies; the limits are the instrument's."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class Refusal(StrEnum):
    """Why an instrument is not for this person."""

    CHILD = "child"
    BIRTH_DATE_MISSING = "birth_date_missing"
    TRAFFICKING_SURVIVOR = "trafficking_survivor"
    VULNERABILITY = "vulnerability"


@dataclass(frozen=True)
class Option:
    """An answer to choose; ``value`` is 0 (worst) to 1 (best), None for one that does not count.

    An answer that does not ``apply`` (no children) takes the question out of the count; one that applies without a
    value (no answer given) leaves the question in it, unanswered.
    """

    code: str
    words: Words
    value: Fraction | None = None
    applies: bool = True


@dataclass(frozen=True)
class Condition:
    """A question is asked only when an earlier one has one of these answers."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """``weight`` counts in the score of its dimension, ``composite_weight`` in the composite."""

    code: str
    dimension: Dimension
    kind: QuestionKind
    words: Words
    options: tuple[Option, ...]
    weight: Fraction = Fraction(0)
    composite_weight: Fraction = Fraction(0)
    only_if: Condition | None = None

    @property
    def counts(self) -> bool:
        """Whether any of its answers has a value."""
        return any(one.value is not None for one in self.options)

    def option(self, code: object) -> Option | None:
        return next((one for one in self.options if one.code == code), None)


@dataclass(frozen=True)
class Instrument:
    """One version of a survey; it never changes, what is corrected is a new version.

    ``official`` says that the owner of the instrument gave questions and weights; without ``verified_on`` nobody has
    compared them. ``marks`` is the highest mark of a survey of satisfaction (5: answers are worth 1 to 5 marks).
    ``bands`` are the scores from which the middle and the high band begin.
    """

    key: str
    version: str
    titles: Words
    notes: Words
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    source: str
    valid_from: date
    verified_by: str = ""
    verified_on: date | None = None
    official: bool = False
    for_adults_only: bool = False
    not_for: frozenset[VulnerabilityKind] = frozenset()
    minimum: Fraction = MINIMUM
    bands: tuple[Fraction, Fraction] | None = None
    marks: int | None = None

    @property
    def verified(self) -> bool:
        return self.verified_on is not None

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What it asks about, in its own order."""
        return tuple(dict.fromkeys(one.dimension for one in self.questions))

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)

    def band(self, score: Fraction) -> Band | None:
        """Where a score lies; a score on a limit lies above it. None where the instrument has no bands."""
        if self.bands is None:
            return None
        middle, high = self.bands
        return Band.HIGH if score >= high else Band.MIDDLE if score >= middle else Band.LOW


def said(words: Words, language: str) -> str:
    """A text in that language, else in the first one it has; empty where there is none."""
    return words.get(language) or next(iter(words.values()), "")


def in_force(instruments: Iterable[Instrument], on: date) -> tuple[Instrument, ...]:
    """Of each instrument the version that holds on that day; one that begins later is not there yet."""
    latest: dict[str, Instrument] = {}
    for one in instruments:
        held = latest.get(one.key)
        if one.valid_from <= on and (held is None or one.valid_from >= held.valid_from):
            latest[one.key] = one
    return tuple(latest.values())


def find(instruments: Iterable[Instrument], key: str, version: str) -> Instrument | None:
    """The instrument of a survey taken."""
    return next((one for one in instruments if (one.key, one.version) == (key, version)), None)


def may_ask(
    instrument: Instrument,
    birth_date: date | None,
    taken_on: date,
    vulnerabilities: Collection[VulnerabilityKind],
    precision: Precision = Precision.DAY,
) -> Refusal | None:
    """Why this person is not to be asked on that day; None when they may be.

    An instrument for adults is never for a child, and where only the month or year of birth is known the latest day
    that fits counts. A vulnerability excludes for good, also one that has ended.
    """
    excluded = instrument.not_for.intersection(vulnerabilities)
    if VulnerabilityKind.TRAFFICKING_VICTIM in excluded:
        return Refusal.TRAFFICKING_SURVIVOR
    if excluded:
        return Refusal.VULNERABILITY
    if not instrument.for_adults_only:
        return None
    if birth_date is None:
        return Refusal.BIRTH_DATE_MISSING
    age = age_on(_latest_birth(birth_date, precision), taken_on)
    return Refusal.CHILD if age is None or age < ADULT else None


def check_may_ask(
    instrument: Instrument,
    birth_date: date | None,
    taken_on: date,
    vulnerabilities: Collection[VulnerabilityKind],
    precision: Precision = Precision.DAY,
) -> None:
    """Raises NotToBeAskedError with the reason where ``may_ask`` has one."""
    reason = may_ask(instrument, birth_date, taken_on, vulnerabilities, precision)
    if reason is not None:
        raise NotToBeAskedError(reason=reason)


def _latest_birth(birth: date, precision: Precision) -> date:
    match precision:
        case Precision.DAY:
            return birth
        case Precision.MONTH:
            return birth.replace(day=calendar.monthrange(birth.year, birth.month)[1])
        case Precision.YEAR | Precision.ESTIMATED:
            return birth.replace(month=12, day=31)


def asked(instrument: Instrument, answers: Mapping[str, Any]) -> tuple[Question, ...]:
    """The questions that are asked, given these answers; one whose condition is not met is left out."""
    open_now: list[Question] = []
    codes: set[str] = set()
    for one in instrument.questions:
        if one.only_if is None or (
            one.only_if.question in codes and _chosen(answers.get(one.only_if.question)) & set(one.only_if.options)
        ):
            open_now.append(one)
            codes.add(one.code)
    return tuple(open_now)


def checked_answers(instrument: Instrument, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are kept, in the order of the questions; raises AnswerRefusedError."""
    for code in answers:
        if instrument.question(code) is None:
            raise AnswerRefusedError(question=code, answer=_written(answers[code]))
    kept: dict[str, Any] = {}
    for one in instrument.questions:
        given = answers.get(one.code)
        if given is None or given in ("", []):
            continue
        several = one.kind is QuestionKind.MULTIPLE
        if several != isinstance(given, list | tuple):
            raise AnswerRefusedError(question=one.code, answer=_written(given))
        for code in given if several else (given,):
            if one.option(code) is None:
                raise AnswerRefusedError(question=one.code, answer=_written(code))
        kept[one.code] = [each.code for each in one.options if each.code in given] if several else given
    return kept


def _chosen(given: Any) -> set[str]:
    return set(given) if isinstance(given, list | tuple) else {given} if isinstance(given, str) else set()


def _written(given: Any) -> str:
    text = given if isinstance(given, str) else repr(given)
    return text if len(text) <= 60 else text[:59] + "…"
