"""Editing by field: what a page read, what it wants to write, and where somebody else was first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from returnhelp.domain.edit_rules import Refusal as Refusal
from returnhelp.domain.editable import FIELDS as FIELDS
from returnhelp.domain.editable import SPANS
from returnhelp.domain.errors import FieldRefusedError


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


def checked(entity: str, values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values as they are kept; raises FieldRefusedError with the field and the reason."""
    rules = FIELDS[entity]
    for name in values:
        if name not in rules:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_EDITABLE)
    return {name: rules[name](name, value, today) for name, value in values.items()}


def check_span(entity: str, thing: object) -> None:
    """Raises FieldRefusedError when the record would end before it begins."""
    if entity in SPANS:
        start, end = SPANS[entity]
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
