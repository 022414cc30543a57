"""The rows of the law that the program comes with, each with a name by which the office records that it checked it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache

from returnhelp.domain import deadline_rules, eligibility_rules, law
from returnhelp.domain.deadline_rules import DeadlineRule
from returnhelp.domain.eligibility_rules import ConditionRule, NamedStates
from returnhelp.domain.errors import NoConditionsOnError
from returnhelp.domain.law_rows import Rate

Shipped = Rate | ConditionRule | NamedStates | DeadlineRule
_SAID_APART = frozenset({"source", "sources", "verified_by", "verified_on"})


class LawPart(StrEnum):
    """What the law's rows are about."""

    BENEFITS = "benefits"
    CONDITIONS = "conditions"
    NAMED_STATES = "named_states"
    DEADLINES = "deadlines"


@dataclass(frozen=True)
class LawRow:
    """One row; ``key`` names it, ``mark`` is another one as soon as any of its figures or days is."""

    part: LawPart
    key: str
    mark: str
    row: Shipped
    article: str
    source: str
    valid_from: date | None
    valid_to: date | None
    verified_by: str
    verified_on: date | None

    @property
    def verified(self) -> bool:
        """Whether the program comes with it verified."""
        return bool(self.verified_by) and self.verified_on is not None


def rows_on(part: LawPart, day: date) -> tuple[LawRow, ...]:
    """The rows that hold on that day, in the order of the law's files; none where nothing is known of that day."""
    match part:
        case LawPart.BENEFITS:
            return tuple(_rate(one) for one in law.law().rates if one.holds_on(day))
        case LawPart.CONDITIONS:
            try:
                return tuple(_condition(one) for one in eligibility_rules.rules_on(day))
            except NoConditionsOnError:
                return ()
        case LawPart.NAMED_STATES:
            return tuple(_states(one) for one in eligibility_rules.states_on(day))
    found = deadline_rules.shipped()
    return tuple(_deadline(rule) for key in found.by_key if (rule := found.find(key, day)) is not None)


def find(key: str) -> LawRow | None:
    """The row of that name, whatever day it holds on."""
    return _by_key().get(key)


@cache
def _by_key() -> Mapping[str, LawRow]:
    rules = deadline_rules.shipped().by_key.values()
    rows = (
        *map(_rate, law.law().rates),
        *map(_condition, eligibility_rules.every_rule()),
        *map(_states, eligibility_rules.every_group()),
        *(_deadline(rule) for versions in rules for rule in versions),
    )
    return {row.key: row for row in rows}


def _rate(one: Rate) -> LawRow:
    told = [one.benefit, one.context, "raised" if one.raised else "", one.stay_from, one.stay_below, one.valid_from]
    source = "; ".join(" ".join(filter(None, (each.title, each.url))) for each in one.sources)
    return _row(LawPart.BENEFITS, told, one, one.article, source, one.valid_from, one.valid_to)


def _condition(one: ConditionRule) -> LawRow:
    told = [one.code, one.valid_from]
    return _row(LawPart.CONDITIONS, told, one, one.article, one.source, one.valid_from, one.valid_to)


def _states(one: NamedStates) -> LawRow:
    return _row(LawPart.NAMED_STATES, [one.group, one.first, one.last], one, "", one.source, one.first, one.last)


def _deadline(one: DeadlineRule) -> LawRow:
    told = [one.key, one.valid_from]
    return _row(LawPart.DEADLINES, told, one, one.article, one.source, one.valid_from, one.valid_to)


def _row(
    part: LawPart,
    told: Iterable[object],
    row: Shipped,
    article: str,
    source: str,
    first: date | None,
    last: date | None,
) -> LawRow:
    key = "/".join((part.value, *("" if one is None else str(one) for one in told)))
    return LawRow(part, key, _mark(row), row, article, source, first, last, row.verified_by, row.verified_on)


def _mark(row: Shipped) -> str:
    """A short fingerprint of everything but where it was read and who verified it."""
    told = ((one.name, _plain(getattr(row, one.name))) for one in fields(row) if one.name not in _SAID_APART)
    return hashlib.sha256(repr(sorted(told)).encode()).hexdigest()[:16]


def _plain(value: object) -> str:
    if isinstance(value, frozenset):
        return repr(sorted(value))
    if isinstance(value, tuple):
        return repr([_plain(one) for one in value])
    return str(value)
