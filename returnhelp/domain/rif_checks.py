"""What a question to the Return Information Fund must keep from phase to phase, and what it had better not say.

It is never about asylum or security, and nobody needs to be named in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from returnhelp.domain.case import Case
from returnhelp.domain.errors import (
    RifDatesOutOfOrderError,
    RifNotAnsweredError,
    RifNotCheckedError,
    RifWordsNotConfirmedError,
)
from returnhelp.domain.names import fold
from returnhelp.domain.personal_hints import PersonalHint, hints
from returnhelp.domain.rif import RifPhase, RifQuestion
from returnhelp.domain.rif_words import Found, asylum_words

LANGUAGES = ("de", "fr", "it", "en")
"""In which questions are written here."""
_PHASES = list(RifPhase)
_SHORTEST = 3
"""A part of a name has so many letters at least before it is looked for: Li and Na are words too."""


@dataclass(frozen=True)
class Named:
    """The names and numbers by which the people of a case are known."""

    names: frozenset[str] = frozenset()
    n_number: str = ""
    zemis: frozenset[str] = frozenset()


def check(case: Case) -> None:
    """Raises the named error of the first question that went on too early."""
    for question in case.rif_questions:
        check_question(question)


def check_question(question: RifQuestion) -> None:
    """Raises RifWordsNotConfirmedError, RifNotAnsweredError, RifNotCheckedError, RifDatesOutOfOrderError."""
    phase = _PHASES.index(question.phase)
    if phase >= _PHASES.index(RifPhase.FORWARDED) or question.forwarded_on is not None:
        unconfirmed = not_confirmed(question)
        if unconfirmed:
            raise RifWordsNotConfirmedError(words=unconfirmed)
    if phase >= _PHASES.index(RifPhase.RESEARCHED) and not question.answer.strip():
        raise RifNotAnsweredError()
    if (question.phase is RifPhase.RETURNED or question.returned_on is not None) and not question.complete:
        raise RifNotCheckedError()
    days = (question.asked_on, question.forwarded_on, question.answered_on, question.returned_on)
    earlier: date | None = None
    for day in days:
        if day is not None and earlier is not None and day < earlier:
            raise RifDatesOutOfOrderError(day=day, earlier=earlier)
        earlier = day or earlier


def warned(text: str) -> tuple[Found, ...]:
    """The words about asylum or security in a question, where they stand."""
    return asylum_words(text, LANGUAGES)


def not_confirmed(question: RifQuestion) -> list[str]:
    """The words about asylum or security that nobody has sent on knowingly."""
    known = set(confirmed(question.warned_words))
    words = dict.fromkeys(one.word for one in warned(question.question))
    return [word for word in words if word.casefold() not in known]


def confirmed(warned_words: str) -> list[str]:
    """The words that were sent on knowingly, in small letters."""
    return [word.strip().casefold() for word in warned_words.split(";") if word.strip()]


def confirming(text: str) -> str:
    """What ``warned_words`` holds once somebody sends this question on knowingly."""
    return "; ".join(dict.fromkeys(one.word.casefold() for one in warned(text)))


@dataclass(frozen=True)
class Personal:
    """What in a question tells who it is about."""

    names: tuple[str, ...] = ()
    hints: frozenset[PersonalHint] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names or self.hints)


def personal(text: str, people: Named) -> Personal:
    """The names of the case's people in a text, and any number that looks like theirs."""
    words = fold(text).split()
    found = tuple(dict.fromkeys(name for name in sorted(people.names) if _holds(words, name)))
    looks = set(hints(text))
    digits = _digits(text)
    if _digits(people.n_number) and len(_digits(people.n_number)) > 4 and _digits(people.n_number) in digits:
        looks.add(PersonalHint.N_NUMBER)
    if any(len(_digits(one)) > 6 and _digits(one) in digits for one in people.zemis):
        looks.add(PersonalHint.ZEMIS)
    return Personal(found, frozenset(looks))


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """The parts of names that are looked for in a question."""
    return frozenset(part for name in names for part in name.split() if len(fold(part)) >= _SHORTEST)


def _holds(words: list[str], name: str) -> bool:
    parts = fold(name).split()
    return bool(parts) and any(words[at : at + len(parts)] == parts for at in range(len(words) - len(parts) + 1))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
