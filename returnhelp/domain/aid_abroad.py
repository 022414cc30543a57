"""Aid that another European state gave: kept with the answer to rule X8 of the person who had it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from returnhelp.domain.eligibility_facts import Certainty, PriorAid
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome

_MARK = "abroad"


@dataclass(frozen=True, slots=True)
class AidAbroad:
    """The state (BFS number) that gave aid, None when it is not known, and the day, where that is known."""

    country: int | None = None
    day: date | None = None


def reference(aid: AidAbroad) -> str:
    """How an answer keeps it in its reference: ``abroad:8207``; the day is its ``decided_on``."""
    return f"{_MARK}:{'' if aid.country is None else aid.country}"


def told(answer: RuleAnswer) -> AidAbroad | None:
    """What an answer tells of aid from another state; None where it tells nothing of it."""
    mark, found, country = answer.reference.partition(":")
    if answer.rule is not RuleCode.X8 or mark != _MARK or not found or (country and not country.isdecimal()):
        return None
    return AidAbroad(state_of(answer.reference), answer.decided_on)


def state_of(kept: str) -> int | None:
    """The state (BFS number) in a reference that keeps one; None in any other."""
    mark, _found, country = kept.partition(":")
    return int(country) if mark == _MARK and country.isdecimal() else None


def standing(answers: Iterable[RuleAnswer]) -> tuple[PriorAid, ...]:
    """The aid from other states that stands, one of each person, in the order in which it was answered.

    A later answer that the rule is met takes it back; one that leaves it open does not.
    """
    found: dict[int, PriorAid] = {}
    for answer in answers:
        if answer.rule is not RuleCode.X8:
            continue
        aid = told(answer)
        if aid is not None and answer.person_id is not None:
            found[answer.person_id] = PriorAid(
                answer.person_id, Certainty.SAME_PERSON, day=aid.day, abroad=True, country=aid.country
            )
        elif answer.outcome is RuleOutcome.MET:
            if answer.person_id is None:
                found.clear()
            else:
                found.pop(answer.person_id, None)
    return tuple(found.values())
