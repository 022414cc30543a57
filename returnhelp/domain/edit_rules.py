"""The rules that the value of a field must keep: made of its type, or asked for by name."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from returnhelp.domain import identifiers
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.people import EARLIEST_RECORD


class Refusal(StrEnum):
    """Why a value cannot be kept."""

    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    TOO_EARLY = "too_early"
    IN_THE_FUTURE = "in_the_future"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    NOT_A_CHOICE = "not_a_choice"
    NOT_EDITABLE = "not_editable"
    EMPTY = "empty"
    BEFORE_BIRTH = "before_birth"
    END_BEFORE_START = "end_before_start"


LATEST = date(2100, 12, 31)
_LARGEST_SUM = 10_000_000_00  # centimes

Rule = Callable[[str, Any, date], Any]


def text(limit: int, *, required: bool = False) -> Rule:
    """A text of at most ``limit`` signs; up to 400 it is one line."""

    def check(name: str, value: Any, _today: date) -> str:
        written = "" if value is None else str(value).encode("utf-8", "ignore").decode()  # half a sign cannot be kept
        given = "".join(sign for sign in written if sign >= " " or sign in "\n\r\t")
        kept = " ".join(given.split()) if limit <= 400 else given.strip()
        if len(kept) > limit:
            raise FieldRefusedError(field=name, reason=Refusal.TOO_LONG)
        if required and not kept:
            raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
        return kept

    return check


def optional_text(limit: int) -> Rule:
    """A text that is None when it is empty."""
    inner = text(limit)
    return lambda name, value, today: inner(name, value, today) or None


def day(*, past: bool = False, required: bool = False) -> Rule:
    """A day since 1900; a past one not after today."""

    def check(name: str, value: Any, today: date) -> date | None:
        if value is None:
            if required:
                raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_DATE)
        if value < EARLIEST_RECORD:
            raise FieldRefusedError(field=name, reason=Refusal.TOO_EARLY)
        if (past and value > today) or value > LATEST:
            raise FieldRefusedError(field=name, reason=Refusal.IN_THE_FUTURE)
        return value

    return check


_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?|(\d{2}))?\s*(?:h|Uhr|heures?|ore)?", re.IGNORECASE)


def clock(name: str, value: Any, _today: date) -> str:
    """A time of day as it is kept, "HH:MM", or an empty text; 8, 0815, 8.15 and 8h15 are read too."""
    given = " ".join(str(value or "").split())
    if not given:
        return ""
    found = _CLOCK.fullmatch(given)
    hours, minutes = (int(found[1]), int(found[2] or found[3] or 0)) if found else (24, 0)
    if hours > 23 or minutes > 59:
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_TIME)
    return f"{hours:02}:{minutes:02}"


_CURRENCY = re.compile("[A-Z]{3}")


def currency(name: str, value: Any, _today: date) -> str:
    """The three letters of a currency (ISO 4217), in capitals."""
    given = str(value or "").strip().upper()
    if not _CURRENCY.fullmatch(given):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return given


def choice(kind: type[StrEnum], *, optional: bool = False) -> Rule:
    """One of the values of an enumeration."""

    def check(name: str, value: Any, _today: date) -> StrEnum | None:
        if value is None and optional:
            return None
        try:
            return kind(value)
        except ValueError:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE) from None

    return check


def empty_or(kind: type[StrEnum]) -> Rule:
    """The text of a value of an enumeration, or an empty text."""

    def check(name: str, value: Any, _today: date) -> str:
        if value in (None, ""):
            return ""
        if value not in {one.value for one in kind}:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
        return str(kind(value))

    return check


def yes_no(name: str, value: Any, _today: date) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return value


def number(largest: int) -> Rule:
    """A whole number from 0 on, or None."""

    def check(name: str, value: Any, _today: date) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_NUMBER)
        if value < 0:
            raise FieldRefusedError(field=name, reason=Refusal.NEGATIVE)
        if value > largest:
            raise FieldRefusedError(field=name, reason=Refusal.TOO_LARGE)
        return value

    return check


def between(least: int, most: int) -> Rule:
    """A whole number from ``least`` to ``most``, or None."""
    inner = number(most)

    def check(name: str, value: Any, today: date) -> int | None:
        found: int | None = inner(name, value, today)
        if found is not None and found < least:
            raise FieldRefusedError(field=name, reason=Refusal.TOO_SMALL)
        return found

    return check


def required_number(name: str, value: Any, today: date) -> int:
    """A whole number that must be there."""
    found: int | None = number(1 << 62)(name, value, today)
    if found is None:
        raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
    return found


def words(name: str, value: Any, _today: date) -> list[str]:
    """A list of texts, each once."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return list(dict.fromkeys(value))


def numbers(name: str, value: Any, _today: date) -> list[int]:
    """A list of whole numbers, each once."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, int) for one in value):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return list(dict.fromkeys(value))


def canton(name: str, value: Any, _today: date) -> str | None:
    """The two letters of a canton, or None."""
    if not value:
        return None
    if identifiers.canton(str(value)) != value:
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return str(value)


def state(name: str, value: Any, today: date) -> int | None:
    """The BFS number of a state, or None."""
    from returnhelp.domain import countries  # it loads rapidfuzz

    found: int | None = number(9999)(name, value, today)
    if found is not None and found not in countries.table():
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return found


def states(name: str, value: Any, today: date) -> list[int]:
    """The BFS numbers of states, each once."""
    return [one for one in numbers(name, value, today) if state(name, one, today) is not None]


def required_state(name: str, value: Any, today: date) -> int:
    """The BFS number of a state that must be there."""
    found = state(name, value, today)
    if found is None:
        raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
    return found


def each(rule: Rule) -> Rule:
    """A list of whole numbers, each once and each by the rule, from the least to the largest."""

    def check(name: str, value: Any, today: date) -> list[int]:
        return sorted(one for one in numbers(name, value, today) if rule(name, one, today) is not None)

    return check


def one_of(*texts: str) -> Rule:
    """One of these texts."""

    def check(name: str, value: Any, _today: date) -> str:
        if value not in texts:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
        return str(value)

    return check


amount = number(_LARGEST_SUM)
someone = number(1 << 62)


def some_of(kind: type[StrEnum]) -> Rule:
    """A list of values of an enumeration, each once, as their texts."""

    def check(name: str, value: Any, today: date) -> list[str]:
        known = {one.value for one in kind}
        found = words(name, value, today)
        if not known.issuperset(found):
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
        return found

    return check


def answers(name: str, value: Any, _today: date) -> dict[str, Any]:
    """The answers of a survey: codes of questions with a code or a list of codes."""
    if not isinstance(value, dict) or not all(
        isinstance(code, str) and isinstance(given, str | list) for code, given in value.items()
    ):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return dict(value)


_SIZE = 400
_LONG = 20_000
_MANY = 1_000_000
_BY_NAME: Mapping[str, Rule] = {"canton": canton, "countries": states, "person_id": someone}
_STATES = frozenset({"country", "destination", "issuing_state", "country_of_exploitation"})


def by_type(
    record: type,
    /,
    *,
    long: Sequence[str] = (),
    past: Sequence[str] = (),
    required: Sequence[str] = (),
    sums: Sequence[str] = (),
    **own: Rule,
) -> dict[str, Rule]:
    """The rules of every field of a record by its type; ``own`` are those that a field has for itself.

    What the program alone writes (numbers of records, versions, who and when) is left out.
    """
    hints = get_type_hints(record)
    rules: dict[str, Rule] = {}
    for one in fields(record):
        name = one.name
        if name in _WRITTEN_BY_THE_PROGRAM:
            continue
        rules[name] = own.get(name) or _rule(hints[name], name, long, past, required, sums)
    return rules


def without(names: Sequence[str], rules: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules of a record but for the fields that a service alone writes."""
    return {name: rule for name, rule in rules.items() if name not in names}


_WRITTEN_BY_THE_PROGRAM = frozenset(
    {"id", "case_id", "training_id", "version", "deleted_at", "deleted_by", "by_user_id", "origin", "participants"}
)


def _rule(
    hint: Any, name: str, long: Sequence[str], past: Sequence[str], required: Sequence[str], sums: Sequence[str]
) -> Rule:
    optional = type(None) in get_args(hint)
    kinds = [one for one in (get_args(hint) or (hint,)) if one is not type(None)]
    if name in _STATES:
        return state
    if name in _BY_NAME and optional:
        return _BY_NAME[name]
    if name in _BY_NAME and name != "person_id":
        return _BY_NAME[name]
    if get_origin(hint) is list:
        return numbers if get_args(hint) == (int,) else words
    found = kinds[0]
    if issubclass(found, StrEnum):
        return choice(found, optional=optional)
    if found is bool:
        return yes_no
    if found is date:
        return day(past=name in past, required=not optional)
    if found is int:
        if name in sums:
            return amount
        if name.endswith("_id"):
            return someone if optional else required_number
        return number(_MANY)
    return text(_LONG if name in long else _SIZE, required=name in required)
