"""Editing by field: what a page read, what it wants to write, and where somebody else was first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from returnhelp.domain import identifiers
from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.case import (
    CaseType,
    DestinationKind,
    Permit,
    Procedure,
    ProcedureStage,
    Route,
)
from returnhelp.domain.consent import ConsentForm, ConsentKind, ConsentPurpose
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.documents import DocumentKind
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.domain.household import MemberRole
from returnhelp.domain.people import (
    EARLIEST_RECORD,
    CivilStatus,
    NationalityStatus,
    Precision,
    Sex,
    TravelDocumentKind,
)
from returnhelp.domain.vulnerability import VulnerabilityKind


class Refusal(StrEnum):
    """Why a value cannot be kept."""

    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    TOO_EARLY = "too_early"
    IN_THE_FUTURE = "in_the_future"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    NOT_A_CHOICE = "not_a_choice"
    NOT_EDITABLE = "not_editable"
    EMPTY = "empty"
    BEFORE_BIRTH = "before_birth"
    END_BEFORE_START = "end_before_start"


@dataclass(frozen=True)
class Record:
    """A record as it was read: what it is, its number, whose it is, and its fields."""

    entity: str
    id: int
    root: tuple[str, int]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Edit:
    """One record to be changed, made (no id) or removed; ``was`` is what the page had read of the fields."""

    entity: str
    id: int | None
    root: tuple[str, int]
    values: Mapping[str, Any] = field(default_factory=dict)
    was: Mapping[str, Any] = field(default_factory=dict)
    remove: bool = False


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else has changed since it was read."""

    entity: str
    id: int
    field: str
    was: Any
    theirs: Any
    mine: Any


LATEST = date(2100, 12, 31)
_LARGEST_SUM = 10_000_000_00  # centimes

Rule = Callable[[str, Any, date], Any]


def _text(limit: int, *, required: bool = False) -> Rule:
    def check(name: str, value: Any, _today: date) -> str:
        written = "" if value is None else str(value).encode("utf-8", "ignore").decode()  # half a sign cannot be kept
        given = "".join(sign for sign in written if sign >= " " or sign in "\n\r\t")
        text = " ".join(given.split()) if limit <= 400 else given.strip()
        if len(text) > limit:
            raise FieldRefusedError(field=name, reason=Refusal.TOO_LONG)
        if required and not text:
            raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
        return text

    return check


def _optional_text(limit: int) -> Rule:
    inner = _text(limit)
    return lambda name, value, today: inner(name, value, today) or None


def _day(*, past: bool = False, required: bool = False) -> Rule:
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


def _choice(kind: type[StrEnum], *, optional: bool = False) -> Rule:
    def check(name: str, value: Any, _today: date) -> StrEnum | None:
        if value is None and optional:
            return None
        try:
            return kind(value)
        except ValueError:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE) from None

    return check


def _yes_no(name: str, value: Any, _today: date) -> bool:
    if not isinstance(value, bool):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return value


def _number(largest: int) -> Rule:
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


def _required_number(name: str, value: Any, today: date) -> int:
    found: int | None = _number(1 << 62)(name, value, today)
    if found is None:
        raise FieldRefusedError(field=name, reason=Refusal.EMPTY)
    return found


def _words(name: str, value: Any, _today: date) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return list(dict.fromkeys(value))


def _numbers(name: str, value: Any, _today: date) -> list[int]:
    if not isinstance(value, list | tuple) or not all(isinstance(one, int) for one in value):
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return list(dict.fromkeys(value))


def _canton(name: str, value: Any, _today: date) -> str | None:
    if not value:
        return None
    if identifiers.canton(str(value)) != value:
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return str(value)


def _state(name: str, value: Any, today: date) -> int | None:
    from returnhelp.domain import countries  # it loads rapidfuzz

    found: int | None = _number(9999)(name, value, today)
    if found is not None and found not in countries.table():
        raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)
    return found


def _states(name: str, value: Any, today: date) -> list[int]:
    return [one for one in _numbers(name, value, today) if _state(name, one, today) is not None]


_sum = _number(_LARGEST_SUM)
_someone = _number(1 << 62)

FIELDS: Mapping[str, Mapping[str, Rule]] = {
    "person": {
        "family_name": _text(200),
        "given_names": _text(200),
        "original_family_name": _text(200),
        "original_given_names": _text(200),
        "birth_date": _day(past=True),
        "birth_precision": _choice(Precision),
        "birth_place": _text(200),
        "sex": _choice(Sex),
        "nationality_status": _choice(NationalityStatus),
        "nationalities": _states,
        "mother_tongue": _text(20),
        "languages": _words,
        "interpreter_needed": _yes_no,
        "civil_status": _choice(CivilStatus),
        "phone": _text(60),
        "address": _optional_text(2000),
        "canton": _canton,
        "zemis": _text(40),
        "note": _text(20000),
        "restricted": _yes_no,
    },
    "aliases": {
        "family_name": _text(200),
        "given_names": _text(200),
        "original_script": _text(400),
    },
    "travel_documents": {
        "kind": _choice(TravelDocumentKind),
        "number": _text(60),
        "issuing_state": _state,
        "issued_on": _day(past=True),
        "expires_on": _day(),
    },
    "household": {
        "n_number": _text(40),
        "canton": _canton,
        "address": _text(2000),
        "centre": _text(200),
        "phone": _text(60),
        "entry_date": _day(past=True),
        "note": _text(20000),
    },
    "member": {
        "person_id": _required_number,
        "role": _choice(MemberRole),
        "left_on": _day(),
    },
    "case": {
        "kind": _choice(CaseType),
        "opened_on": _day(past=True),
        "route": _choice(Route),
        "counselling_office": _text(100),
        "canton": _canton,
        "caseworker_id": _someone,
        "destination": _state,
        "destination_kind": _choice(DestinationKind),
        "programme": _text(100),
        "planned_departure": _day(),
        "airport": _text(60),
        "flight": _text(60),
        "fit_to_travel": _text(40),
        "fit_to_travel_until": _day(),
        "restricted": _yes_no,
        "summary": _text(20000),
    },
    "travellers": {
        "person_id": _required_number,
        "permit": _choice(Permit, optional=True),
        "canton": _canton,
        "destination": _state,
        "departed_on": _day(past=True),
        "airport": _text(60),
    },
    "stays": {
        "permit": _choice(Permit),
        "procedure": _choice(Procedure),
        "stage": _choice(ProcedureStage),
        "since": _day(past=True),
        "departure_deadline": _day(),
    },
    "vulnerabilities": {
        "person_id": _required_number,
        "kind": _choice(VulnerabilityKind),
        "since": _day(past=True),
        "until": _day(),
        "tailored_support": _yes_no,
    },
    "consents": {
        "person_id": _someone,
        "purpose": _choice(ConsentPurpose),
        "kind": _choice(ConsentKind),
        "form": _choice(ConsentForm),
        "language": _text(20),
        "given_on": _day(past=True),
        "withdrawn_on": _day(past=True),
    },
    "contacts": {
        "kind": _choice(ContactKind),
        "happened_on": _day(past=True, required=True),
        "topic": _choice(ContactTopic),
        "minutes": _number(24 * 60),
        "person_id": _someone,
        "language": _text(20),
        "interpreter": _yes_no,
        "note": _text(20000),
    },
    "documents": {
        "name": _text(300, required=True),
        "kind": _choice(DocumentKind),
        "person_id": _someone,
    },
    "notes": {"text": _text(20000, required=True), "for_user_id": _someone},
    "tasks": {
        "title": _text(300, required=True),
        "due_on": _day(),
        "done_on": _day(past=True),
        "assignee_id": _someone,
    },
    "aid_lines": {
        "component": _choice(AidComponent),
        "person_id": _someone,
        "project": _choice(ProjectKind, optional=True),
        "currency": _text(3, required=True),
        "requested": _sum,
        "decided": _sum,
        "decided_on": _day(past=True),
        "decision_reference": _text(100),
        "paid": _sum,
        "paid_on": _day(past=True),
    },
}
"""What may be edited, and the rule that each value must keep; what is not here is written by the program alone."""

_SPANS = {
    "vulnerabilities": ("since", "until"),
    "travel_documents": ("issued_on", "expires_on"),
    "consents": ("given_on", "withdrawn_on"),
    "aid_lines": ("decided_on", "paid_on"),
}


def checked(entity: str, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values as they are kept; raises FieldRefusedError with the field and the reason."""
    rules = FIELDS[entity]
    for name in values:
        if name not in rules:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_EDITABLE)
    return {name: rules[name](name, value, today) for name, value in values.items()}


def check_span(entity: str, thing: object) -> None:
    """Raises FieldRefusedError when the record would end before it begins."""
    if entity in _SPANS:
        start, end = _SPANS[entity]
        first, last = getattr(thing, start), getattr(thing, end)
        if first is not None and last is not None and last < first:
            raise FieldRefusedError(field=end, reason=Refusal.END_BEFORE_START)


def apply(edit: Edit, thing: object, today: date) -> list[Conflict]:
    """Write the edit's values into the record; nothing is written where somebody else was first.

    Returns the conflicts: fields whose value is neither what the page had read nor what it wants.
    """
    values = checked(edit.entity, edit.values, today)
    conflicts = [
        Conflict(edit.entity, edit.id or 0, name, edit.was[name], now, wanted)
        for name, wanted in values.items()
        if name in edit.was and (now := read(thing, name)) != edit.was[name] and now != wanted
    ]
    if not conflicts:
        for name, wanted in values.items():
            write(thing, name, wanted)
        check_span(edit.entity, thing)
    return conflicts


def read(thing: object, name: str) -> Any:
    """A field's value; the nationalities of a person read as their numbers."""
    if name == "nationalities":
        return [one.bfs for one in sorted(thing.nationalities, key=lambda one: one.position)]  # type: ignore[attr-defined]
    value = getattr(thing, name)
    return list(value) if isinstance(value, list) else value


def write(thing: object, name: str, value: Any) -> None:
    """Set a field's value; nationalities are given as their numbers."""
    if name == "nationalities":
        thing.set_nationalities(value)  # type: ignore[attr-defined]
    elif read(thing, name) != value:
        setattr(thing, name, value)
