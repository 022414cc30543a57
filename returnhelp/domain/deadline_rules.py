"""The rules by which deadlines are counted, as dated data that is checked before it is used.

The shipped table is ``resources/legal/deadlines.toml``; what it says and what it leaves open is explained there.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from returnhelp import files
from returnhelp.domain.errors import (
    DeadlineRuleRefusedError,
    DeadlineRulesGapError,
    DeadlineRulesOverlapError,
    DeadlineTableUnreadableError,
)


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class FromWhat(StrEnum):
    """The event a deadline is counted from."""

    ORDER_NOTIFIED = "order_notified"
    SET_BY_AUTHORITY = "set_by_authority"
    DUBLIN_CONSENT = "dublin_consent"
    PREPARATION_ENDED = "preparation_ended"
    CENTRE_ENTERED = "centre_entered"
    CONSENT_GIVEN = "consent_given"
    REQUEST_RECEIVED = "request_received"
    FEE_ANNOUNCED = "fee_announced"
    FEE_CONFIRMED = "fee_confirmed"
    EXTENDED = "extended"
    DATA_RECEIVED = "data_received"
    DOCUMENT_EXPIRES = "document_expires"
    CLEARANCE_EXPIRES = "clearance_expires"
    STAY_RIGHT_ENDS = "stay_right_ends"
    PAYMENT_PLANNED = "payment_planned"
    INSTALMENT_PLANNED = "instalment_planned"
    VISIT_PLANNED = "visit_planned"
    RETURN = "return"
    AID_BEGAN = "aid_began"
    RIF_ASKED = "rif_asked"
    REFLECTION_BEGAN = "reflection_began"
    FAMILY_RIGHT_BEGAN = "family_right_began"
    PROVISIONAL_ADMISSION = "provisional_admission"
    WAIT_ENDED = "wait_ended"
    TWELFTH_BIRTHDAY = "twelfth_birthday"
    REFERRAL_SENT = "referral_sent"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Limit:
    """A span of time; a negative amount is counted backwards."""

    amount: int
    unit: Unit = Unit.DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """One rule: so much time from an event on.

    The day of the event does not count, unless ``first_day_counts``. ``least`` is the shortest time an authority
    may set, where ``amount`` is the longest. ``moves``: a last day without work becomes the next working day.
    A rule that nobody verified says so wherever it is shown.
    """

    key: str
    article: str
    amount: int
    unit: Unit
    from_what: FromWhat
    source: str
    least: int | None = None
    first_day_counts: bool = False
    moves: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    verified_by: str = ""
    verified_on: date | None = None

    @property
    def verified(self) -> bool:
        return bool(self.verified_by) and self.verified_on is not None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


KEYS = frozenset(
    {
        "departure_accelerated",
        "departure_extended",
        "departure_dublin",
        "departure_foreigners_law",
        "decision_dublin",
        "decision_accelerated",
        "decision_extended",
        "federal_centre",
        "data_request",
        "data_request_fee",
        "data_information",
        "third_state_stay",
        "medical_aid",
        "eurp_post_return",
        "reintegration_plan",
        "reflection_period",
        "family_aig_47",
        "family_aig_47_over_twelve",
        "family_aig_47_turning_twelve",
        "family_wait",
        "family_vzae_74",
        "family_vzae_74_over_twelve",
        "family_vzae_74_turning_twelve",
        "status_s_waiver",
    }
)
"""The rules that are known here; a table may lack some, and then no deadline is made of them."""


class DeadlineRules:
    """A table of rules, each with its versions one after the other.

    Raises DeadlineRulesOverlapError and DeadlineRulesGapError.
    """

    def __init__(self, rules: Iterable[DeadlineRule]) -> None:
        by_key: defaultdict[str, list[DeadlineRule]] = defaultdict(list)
        for rule in rules:
            by_key[rule.key].append(rule)
        for versions in by_key.values():
            versions.sort(key=lambda rule: rule.valid_from or date.min)
            _follow_each_other(versions)
        self.by_key: Mapping[str, tuple[DeadlineRule, ...]] = MappingProxyType(
            {key: tuple(versions) for key, versions in by_key.items()}
        )

    def find(self, key: str, day: date) -> DeadlineRule | None:
        """The version of a rule that holds on a day, if there is one."""
        return next((rule for rule in self.by_key.get(key, ()) if rule.holds_on(day)), None)


def _follow_each_other(versions: list[DeadlineRule]) -> None:
    for earlier, later in pairwise(versions):
        begins = later.valid_from or date.min
        if earlier.valid_to is None or begins <= earlier.valid_to:
            raise DeadlineRulesOverlapError(rule=later.key, day=begins)
        after = earlier.valid_to + timedelta(days=1)
        if begins != after:
            raise DeadlineRulesGapError(rule=later.key, day=after)


@cache
def shipped() -> DeadlineRules:
    """The rules that come with the program."""
    return read(files.path("resources/legal/deadlines.toml").read_text(encoding="utf-8"))


def read(text: str) -> DeadlineRules:
    """The rules of a table written as TOML, one ``[[rule]]`` each.

    Raises DeadlineTableUnreadableError, DeadlineRuleRefusedError, DeadlineRulesOverlapError, DeadlineRulesGapError.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise DeadlineTableUnreadableError() from wrong
    rows = told.get("rule")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or set(told) != {"rule"}:
        raise DeadlineTableUnreadableError()
    return DeadlineRules(_rule(row, place) for place, row in enumerate(rows, start=1))


_NAMES = {("from" if field.name == "from_what" else field.name): field for field in fields(DeadlineRule)}
_KINDS: dict[str, type] = {
    "amount": int,
    "least": int,
    "first_day_counts": bool,
    "moves": bool,
    "valid_from": date,
    "valid_to": date,
    "verified_on": date,
}
_LONGEST = 100_000  # of any unit; a typing slip beyond it would leave the calendar


def _rule(row: Mapping[str, Any], place: int) -> DeadlineRule:
    key = row.get("key")
    said = key if isinstance(key, str) and key else str(place)
    for name in (*_NAMES, *row):
        if not _sound(name, row):
            raise DeadlineRuleRefusedError(rule=said, name=name)
    given = {_NAMES[name].name: value for name, value in row.items()}
    return DeadlineRule(**given | {"unit": Unit(row["unit"]), "from_what": FromWhat(row["from"])})


def _sound(name: str, row: Mapping[str, Any]) -> bool:
    """Whether a field is known, there if it must be, and can be what it says."""
    if name not in _NAMES:
        return False
    if name not in row:
        return _NAMES[name].default is not MISSING
    return _is_a(_KINDS.get(name, str), row[name]) and _possible(name, row[name], row)


def _is_a(kind: type, value: object) -> bool:
    """Exactly so: to Python a truth is a number, and a moment a date."""
    return type(value) is kind


def _possible(name: str, value: Any, row: Mapping[str, Any]) -> bool:
    match name:
        case "key":
            return value in KEYS
        case "article" | "source":
            return bool(value.strip())
        case "unit":
            return value in set(Unit)
        case "from":
            return value in set(FromWhat)
        case "amount":
            return bool(-_LONGEST <= value <= _LONGEST)
        case "least":
            return _is_a(int, row.get("amount")) and 0 <= value <= row["amount"]
        case "valid_to":
            begins = row.get("valid_from", date.min)
            return _is_a(date, begins) and begins <= value
    return True
