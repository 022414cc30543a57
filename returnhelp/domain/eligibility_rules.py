"""The conditions of return aid as dated data: which wording of each rule holds on a day."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from returnhelp import files
from returnhelp.domain.errors import (
    ConditionGapError,
    ConditionMalformedError,
    ConditionOverlapError,
    NoConditionsOnError,
)
from returnhelp.domain.rule_answers import RuleCode

EU_EFTA = ("EU", "EFTA")
_RULE_FIELDS = {
    "code": str, "article": str, "asks": str, "valid_from": date, "valid_to": date, "source": str,
    "verified_by": str, "exception": str, "named_states": list, "stay_months": int, "abroad_counts": bool,
}  # fmt: skip
_STATES_FIELDS = {"group": str, "bfs": list, "first": date, "last": date, "source": str, "verified_by": str}
_RULE_NEEDS = ("code", "article", "asks", "valid_from", "source", "verified_by", "verified_on")
_STATES_NEED = ("group", "bfs", "source", "verified_by", "verified_on")


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """One wording of one rule; ``valid_to`` is its last day, None while it still holds."""

    code: RuleCode
    article: str
    asks: str
    valid_from: date
    valid_to: date | None
    source: str
    verified_by: str = ""
    verified_on: date | None = None
    exception: str = ""
    """The article by which SEM may make an exception; empty where the text knows none."""
    named_states: tuple[str, ...] = ()
    """The groups of states that the text names; empty: the list of visa-exempt states that the office keeps."""
    stay_months: int | None = None
    """How long the right to stay in a third state must hold at least; None: permanently."""
    abroad_counts: bool = False
    """Whether aid of other European states counts as received."""

    def holds_on(self, day: date) -> bool:
        """Whether the wording is the law of that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def verified(self) -> bool:
        """Whether somebody has compared it with the law itself."""
        return bool(self.verified_by and self.verified_on)


@dataclass(frozen=True, slots=True)
class NamedStates:
    """States (BFS numbers) that a text names together, on the days from ``first`` to ``last``; None is open."""

    group: str
    states: frozenset[int]
    first: date | None = None
    last: date | None = None
    source: str = ""
    verified_by: str = ""
    verified_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the group had these states in it on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Everything that the file holds."""

    rules: tuple[ConditionRule, ...]
    states: tuple[NamedStates, ...]


@lru_cache(maxsize=64)
def rules_on(day: date) -> tuple[ConditionRule, ...]:
    """The wording of every rule on that day, X1 to C3; NoConditionsOnError before the first that is known."""
    found = tuple(one for one in _ours().rules if one.holds_on(day))
    if len(found) < len(RuleCode):
        raise NoConditionsOnError(day=day)
    return found


def every_rule() -> tuple[ConditionRule, ...]:
    """Every wording of every rule, of whatever day."""
    return _ours().rules


def every_group() -> tuple[NamedStates, ...]:
    """Every group of states that a text names, of whatever day."""
    return _ours().states


def group_of(state: int, day: date, groups: Iterable[str]) -> str:
    """Which of the groups a state (BFS number) belonged to on that day; empty if to none."""
    wanted = frozenset(groups)
    return next((one.group for one in states_on(day) if one.group in wanted and state in one.states), "")


@lru_cache(maxsize=64)
def states_on(day: date) -> tuple[NamedStates, ...]:
    """The groups of states that a text names, as they were on that day."""
    return tuple(one for one in _ours().states if one.holds_on(day))


@cache
def _ours() -> Conditions:
    return read(files.path("resources/legal/conditions.toml").read_text(encoding="utf-8"))


def read(text: str) -> Conditions:
    """Read the file and refuse what is not whole.

    Raises ConditionMalformedError (a field that is missing, unknown or no value of its kind; a rule without any
    wording), ConditionGapError and ConditionOverlapError (wordings of one rule that do not follow day on day).
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise ConditionMalformedError(place="conditions.toml", field=str(broken)) from broken
    rules = [_rule(number, row) for number, row in enumerate(_rows(table, "rule"), start=1)]
    states = [_states(number, row) for number, row in enumerate(_rows(table, "states"), start=1)]
    known = {one.group for one in states}
    for one in rules:
        for group in one.named_states:
            if group not in known:
                raise ConditionMalformedError(place=_place("rule", one.code.value, one.valid_from), field=group)
    by_code: defaultdict[RuleCode, list[ConditionRule]] = defaultdict(list)
    for one in rules:
        by_code[one.code].append(one)
    for code in RuleCode:
        _check_chain(code, by_code[code])
    return Conditions(
        tuple(one for code in RuleCode for one in sorted(by_code[code], key=lambda rule: rule.valid_from)),
        tuple(states),
    )


def _check_chain(code: RuleCode, wordings: list[ConditionRule]) -> None:
    if not wordings:
        raise ConditionMalformedError(place="conditions.toml", field=code.value)
    ordered = sorted(wordings, key=lambda rule: rule.valid_from)
    for one, following in pairwise(ordered):
        if one.valid_to is None or following.valid_from <= one.valid_to:
            raise ConditionOverlapError(rule=code, day=following.valid_from)
        if following.valid_from > one.valid_to + timedelta(days=1):
            raise ConditionGapError(rule=code, last=one.valid_to, first=following.valid_from)
    if ordered[-1].valid_to is not None:
        raise ConditionMalformedError(place=_place("rule", code.value, ordered[-1].valid_from), field="valid_to")


def _rows(table: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = table.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConditionMalformedError(place="conditions.toml", field=name)
    return rows


def _rule(number: int, row: Mapping[str, Any]) -> ConditionRule:
    place = _place("rule", row.get("code", number), row.get("valid_from", ""))
    _check_fields(place, row, _RULE_FIELDS, _RULE_NEEDS)
    if row["code"] not in set(RuleCode):
        raise ConditionMalformedError(place=place, field="code")
    for name in ("article", "asks", "source"):
        if not row[name].strip():
            raise ConditionMalformedError(place=place, field=name)
    last = row.get("valid_to")
    if last is not None and last < row["valid_from"]:
        raise ConditionMalformedError(place=place, field="valid_to")
    months = row.get("stay_months")
    if months is not None and months < 1:
        raise ConditionMalformedError(place=place, field="stay_months")
    return ConditionRule(
        code=RuleCode(row["code"]),
        article=row["article"],
        asks=row["asks"],
        valid_from=row["valid_from"],
        valid_to=last,
        source=row["source"],
        verified_by=row["verified_by"],
        verified_on=_verified_on(place, row),
        exception=row.get("exception", ""),
        named_states=tuple(row.get("named_states", ())),
        stay_months=months,
        abroad_counts=row.get("abroad_counts", False),
    )


def _states(number: int, row: Mapping[str, Any]) -> NamedStates:
    place = _place("states", row.get("group", number), row.get("first", ""))
    _check_fields(place, row, _STATES_FIELDS, _STATES_NEED)
    if not row["bfs"] or not all(type(bfs) is int for bfs in row["bfs"]):
        raise ConditionMalformedError(place=place, field="bfs")
    return NamedStates(
        row["group"],
        frozenset(row["bfs"]),
        row.get("first"),
        row.get("last"),
        row["source"],
        row["verified_by"],
        _verified_on(place, row),
    )


def _verified_on(place: str, row: Mapping[str, Any]) -> date | None:
    """The day; an empty text stands for none, and who has verified goes with when."""
    told = row["verified_on"]
    if (type(told) is not date and told != "") or bool(told) != bool(row["verified_by"].strip()):
        raise ConditionMalformedError(place=place, field="verified_on")
    return told or None


def _check_fields(place: str, row: Mapping[str, Any], kinds: Mapping[str, type], needed: Iterable[str]) -> None:
    for name in needed:
        if name not in row:
            raise ConditionMalformedError(place=place, field=name)
    for name, value in row.items():
        if name != "verified_on" and type(value) is not kinds.get(name):
            raise ConditionMalformedError(place=place, field=name)


def _place(kind: str, name: object, since: object) -> str:
    return " ".join(filter(None, (kind, str(name), str(since))))
