"""The answers to the rules of eligibility: which stand, which are still open before an application goes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from returnhelp.domain.eligibility import Suggestion
from returnhelp.domain.eligibility_rules import ConditionRule
from returnhelp.domain.errors import (
    ConductNotRecordedError,
    DecisionReferenceMissingError,
    DecisionReferenceShapeError,
    ExceptionNotForeseenError,
    FutureDateError,
)
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome

Key = tuple[RuleCode, int | None]

CODED = frozenset({RuleCode.X1, RuleCode.X2})
"""Rules about conduct, of which only a reference and a coded reason are kept (AIG Art. 109g let. k)."""

_CONDITIONS = frozenset({RuleCode.C1, RuleCode.C2, RuleCode.C3})
_LONGEST_REFERENCE = 40
_MOST_LETTERS = 8
_FEWEST_DIGITS = 3


class CodedReason(StrEnum):
    """Why an application goes out although a rule about conduct is open or not met."""

    SEM_TO_JUDGE = "sem_to_judge"
    DECISION_CONTESTED = "decision_contested"
    NO_FINANCIAL_AID = "no_financial_aid"
    EXIT_MONEY = "exit_money"


class OpenBecause(StrEnum):
    """Why a rule still asks for an answer."""

    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NOT_MET = "not_met"
    EXCEPTION_REQUESTED = "exception_requested"
    CHANGED = "changed"


class Changed(StrEnum):
    """What is no longer as it was when a rule was answered."""

    FACTS = "facts"
    LAW = "law"


_OPEN = {
    RuleOutcome.UNKNOWN: OpenBecause.UNKNOWN,
    RuleOutcome.NOT_MET: OpenBecause.NOT_MET,
    RuleOutcome.EXCEPTION_REQUESTED: OpenBecause.EXCEPTION_REQUESTED,
}


@dataclass(frozen=True, slots=True)
class OpenRule:
    """A rule that must be answered, or answered with a reason, before the application goes out."""

    rule: RuleCode
    person_id: int | None
    because: OpenBecause
    suggestion: Suggestion | None = None
    answer: RuleAnswer | None = None


def outcomes_for(rule: ConditionRule) -> tuple[RuleOutcome, ...]:
    """The outcomes that an answer to this wording may have."""
    asked = (RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN)
    return (*asked, RuleOutcome.EXCEPTION_REQUESTED, RuleOutcome.EXCEPTION_GRANTED) if rule.exception else asked


def check_answer(answer: RuleAnswer, rule: ConditionRule, on: date) -> None:
    """Refuse an answer that must not be recorded on that day.

    Raises ConductNotRecordedError (a text about crime or abuse), DecisionReferenceShapeError (at most 40 letters,
    digits, spaces and ``.`` ``/`` ``-``, with at least three digits and no more than eight letters),
    ExceptionNotForeseenError, DecisionReferenceMissingError (an exception that SEM granted), FutureDateError.
    """
    if answer.rule in CODED:
        if answer.evidence.strip() or answer.reason.strip() not in {"", *CodedReason}:
            raise ConductNotRecordedError(rule=answer.rule)
        if not looks_like_a_reference(answer.reference):
            raise DecisionReferenceShapeError(rule=answer.rule)
    if answer.outcome not in outcomes_for(rule):
        raise ExceptionNotForeseenError(rule=answer.rule)
    if answer.outcome is RuleOutcome.EXCEPTION_GRANTED and not answer.reference.strip():
        raise DecisionReferenceMissingError(rule=answer.rule)
    if answer.decided_on is not None and answer.decided_on > on:
        raise FutureDateError(day=answer.decided_on)


def looks_like_a_reference(text: str) -> bool:
    """Whether a text can only be the reference of a decision, such as ``N 641 234/2026`` or ``E-1234/2025``, or none.

    Few letters and some digits leave no room for words about a person.
    """
    written = text.strip()
    if not written:
        return True
    letters = sum(sign.isalpha() for sign in written)
    digits = sum(sign.isdecimal() for sign in written)
    others = set("".join(sign for sign in written if not sign.isalpha() and not sign.isdecimal()))
    return (
        len(written) <= _LONGEST_REFERENCE
        and others <= set(" ./-")
        and letters <= _MOST_LETTERS
        and digits >= _FEWEST_DIGITS
    )


def standing(answers: Iterable[RuleAnswer]) -> Mapping[Key, RuleAnswer]:
    """The latest answer to each rule, for the household (None) and for each person; of two given at once the second."""
    found: dict[Key, RuleAnswer] = {}
    for answer in sorted(answers, key=_given_at):
        found[answer.rule, answer.person_id] = answer
    return found


def _given_at(answer: RuleAnswer) -> datetime:
    return answer.answered_at or datetime.min.replace(tzinfo=UTC)


def answer_for(suggestion: Suggestion, answers: Mapping[Key, RuleAnswer]) -> RuleAnswer | None:
    """The standing answer that counts for a line: that of the person, else that of the household."""
    own = answers.get((suggestion.rule, suggestion.person_id))
    return own or answers.get((suggestion.rule, None))


def changed_since(answer: RuleAnswer, suggestion: Suggestion) -> Changed | None:
    """What changed since a rule was answered: its wording, or the facts (another nationality, destination, list).

    An answer that does not keep on what it was given (``law_version``) says nothing of it.
    """
    if not answer.law_version or answer.law_version == suggestion.version:
        return None
    same_wording = answer.law_version.partition("#")[0] == suggestion.wording_since.isoformat()
    return Changed.FACTS if same_wording else Changed.LAW


def open_rules(suggestions: Iterable[Suggestion], answers: Iterable[RuleAnswer]) -> tuple[OpenRule, ...]:
    """What must still be answered before the application goes out, in the order of the rules.

    Nothing is refused by it: an answer with a reason clears a line, whatever its outcome. One that was given on other
    facts counts no longer where a rule of exclusion (X) does not seem met now. The conditions (C) are only marked:
    their facts move with every paper.
    """
    lines = tuple(suggestions)
    latest = standing(answers)
    found = [
        OpenRule(line.rule, line.person_id, because, line, answer)
        for line in lines
        for answer in (answer_for(line, latest),)
        if (because := _because(line, answer)) is not None
    ]
    known = {(line.rule, line.person_id) for line in lines}
    travelling = {line.person_id for line in lines}
    of_household = {line.rule for line in lines if line.person_id is None}
    for (rule, person_id), answer in latest.items():  # one person's answer to what is asked of the household
        beside = rule in of_household and (rule, person_id) not in known and person_id in travelling
        if beside and (because := _unreasoned(answer)) is not None:
            found.append(OpenRule(rule, person_id, because, None, answer))
    order = list(RuleCode)
    return tuple(sorted(found, key=lambda one: (order.index(one.rule), one.person_id or 0)))


def _because(line: Suggestion, answer: RuleAnswer | None) -> OpenBecause | None:
    if answer is None:
        return OpenBecause.UNANSWERED
    excluding = line.rule not in _CONDITIONS and line.outcome is not RuleOutcome.MET
    if excluding and changed_since(answer, line) is not None:
        return OpenBecause.CHANGED
    return _unreasoned(answer)


def _unreasoned(answer: RuleAnswer) -> OpenBecause | None:
    return None if answer.reason.strip() else _OPEN.get(answer.outcome)
