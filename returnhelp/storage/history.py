"""What changed, field by field, and how a record stood on any day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, inspect, select, update
from sqlalchemy.orm import InstanceState, Session

from returnhelp.storage.mapping import ENTITIES, ROOTS
from returnhelp.storage.tables import changes

# Kept by other means or of no interest to a reader of the history.
_QUIET = frozenset({"id", "version"})
SEALED = "sealed"
"""What the history says of a sealed content: that there is one."""


@dataclass(frozen=True)
class FieldChange:
    """One change of one field; the field is "" where the whole record was made or removed."""

    id: int
    root: tuple[str, int]
    entity: str
    entity_id: int
    field: str
    old: Any
    new: Any
    recorded_at: datetime
    user_id: int
    holds_from: date


def plain(value: Any) -> Any:
    """A field's value as JSON keeps it: dates and moments as ISO text, words as their text."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return SEALED  # the history must not keep what an erasure would have to find again
    return value


def whole(thing: object) -> dict[str, Any]:
    """Every kept field of a mapped record, as JSON keeps it."""
    state: InstanceState[Any] = inspect(thing)
    return {
        attribute.key: plain(getattr(thing, attribute.key))
        for attribute in state.mapper.column_attrs
        if attribute.key not in _QUIET
    }


def root_of(thing: object) -> tuple[str, int]:
    """The record that a thing belongs to, for example ``("case", 17)``."""
    kind, attribute = ROOTS[type(thing)]
    return kind, getattr(thing, attribute)


class Recorder:
    """Collects what one unit of work changes, each time the session writes."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, int, str], dict[str, Any]] = {}
        self.touched: dict[str, set[int]] = {}
        self.forgotten: set[tuple[str, int]] = set()
        """Records that go for good, and with them every value that the history has of them."""

    def after_flush(self, session: Session, context: Any) -> None:
        """Take note of what was just written (SQLAlchemy's event; the session still knows the old values)."""
        # A record taken off its owner's list is deleted without standing in ``session.deleted``.
        gone = {state.obj() for state, (is_delete, _) in context.states.items() if is_delete}
        for thing in session.new:
            if type(thing) in ENTITIES:
                self._note(thing, "", None, whole(thing))
        for thing in gone:
            if type(thing) in ENTITIES:
                self._note(thing, "", _before(thing), None)
        for thing in session.dirty:
            if type(thing) in ENTITIES and thing not in gone:
                for name, old, new in _differences(thing):
                    self._note(thing, name, old, new)

    def _note(self, thing: object, name: str, old: Any, new: Any) -> None:
        entity, entity_id = ENTITIES[type(thing)], thing.id  # type: ignore[attr-defined]
        root = root_of(thing)
        if root[1] is None:  # an orphan that has lost its parent: its last parent is the root
            kind, attribute = ROOTS[type(thing)]
            root = kind, (old or {}).get(attribute)
        self.touched.setdefault(root[0], set()).add(root[1])
        key = (entity, entity_id, name)
        made = self._first.get((entity, entity_id, ""))
        if name and made is not None and made["new"] is not None:
            made["new"][name] = new  # made in this very unit of work: still one entry
            return
        if name == "" and new is None and made is not None:
            del self._first[(entity, entity_id, "")]  # made and removed at once: nothing happened
            return
        if key in self._first:
            self._first[key]["new"] = new
            return
        self._first[key] = {"root": root, "old": old, "new": new}

    def changed(self) -> Iterable[tuple[str, str]]:
        """Which fields of which kinds of record were changed."""
        return ((entity, name) for entity, _number, name in self._first)

    def write(self, connection: Connection, seq: int, user_id: int, at: datetime, holds_from: date) -> None:
        """Store what was collected, under the audit entry ``seq``; of what is forgotten only that it was there."""
        _forget(connection, self.forgotten)
        rows = [
            {
                "audit_seq": seq,
                "root_kind": noted["root"][0],
                "root_id": noted["root"][1],
                "entity": entity,
                "entity_id": entity_id,
                "field": name,
                "old": {} if noted["root"] in self.forgotten else noted["old"],
                "new": noted["new"],
                "recorded_at": at,
                "user_id": user_id,
                "holds_from": holds_from,
            }
            for (entity, entity_id, name), noted in self._first.items()
            if name == "" or noted["old"] != noted["new"]
        ]
        if rows:
            connection.execute(insert(changes), rows)


def _forget(connection: Connection, roots: Iterable[tuple[str, int]]) -> None:
    """Who changed which field of these records and when stays; what was in it does not."""
    for kind, number in sorted(roots):
        of_it = (changes.c.root_kind == kind, changes.c.root_id == number)
        connection.execute(update(changes).where(*of_it, changes.c.field != "").values(old=None, new=None))
        for value in (changes.c.old, changes.c.new):
            was_whole = (changes.c.field == "", func.json_type(value) == "object")
            connection.execute(update(changes).where(*of_it, *was_whole).values({value: {}}))


def _before(thing: object) -> dict[str, Any]:
    state: InstanceState[Any] = inspect(thing)
    values = whole(thing)
    for attribute in state.mapper.column_attrs:
        past = state.attrs[attribute.key].history.deleted
        if attribute.key in values and past:
            values[attribute.key] = plain(past[0])
    return values


def _differences(thing: object) -> Iterable[tuple[str, Any, Any]]:
    state: InstanceState[Any] = inspect(thing)
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        if name in _QUIET:
            continue
        past = state.attrs[name].history
        if past.has_changes():
            yield name, plain(past.deleted[0]) if past.deleted else None, plain(getattr(thing, name))


def made_by(session: Session, kind: str, number: int) -> int:
    """The audit entry that made a record, the latest of that number; 0 where the history does not know it."""
    whole_ones = select(changes.c.audit_seq, changes.c.new).where(
        changes.c.root_kind == kind, changes.c.root_id == number, changes.c.entity == kind, changes.c.field == ""
    )
    return max((row.audit_seq for row in session.execute(whole_ones) if row.new is not None), default=0)


def of_root(session: Session, kind: str, number: int, until: datetime | None = None) -> list[FieldChange]:
    """Every change of a record in the order in which it was recorded, up to a moment.

    The number of a record that was removed for good may be given again: what was before is another's.
    """
    of_it = (changes.c.root_kind == kind, changes.c.root_id == number)
    made = made_by(session, kind, number)
    wanted = select(changes).where(*of_it, changes.c.audit_seq >= made).order_by(changes.c.id)
    if until is not None:
        wanted = wanted.where(changes.c.recorded_at <= until)
    return [
        FieldChange(
            row.id,
            (row.root_kind, row.root_id),
            row.entity,
            row.entity_id,
            row.field,
            row.old,
            row.new,
            row.recorded_at,
            row.user_id,
            row.holds_from,
        )
        for row in session.execute(wanted)
    ]


def as_it_was(recorded: Iterable[FieldChange]) -> dict[str, dict[int, dict[str, Any]]]:
    """The record as those changes left it: entity → number → field → value (as JSON keeps it)."""
    standing: dict[str, dict[int, dict[str, Any]]] = {}
    for change in recorded:
        of_kind = standing.setdefault(change.entity, {})
        if change.field:
            of_kind.setdefault(change.entity_id, {})[change.field] = change.new
        elif change.new is not None:
            of_kind[change.entity_id] = dict(change.new)
        else:
            of_kind.pop(change.entity_id, None)
    return {entity: records for entity, records in standing.items() if records}
