"""What a page has read of some records, and what has been typed over it and is not saved yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from returnhelp.domain.edits import FIELDS, Conflict, Edit, Record, checked
from returnhelp.domain.errors import FieldRefusedError
from returnhelp.gui.models import fields

Key = tuple[str, int]
"""A record: its kind and its number; one that is not saved yet has a negative number."""
Root = tuple[str, int]


@dataclass
class _Sheet:
    """One record: as it was read, and what was typed over it."""

    root: Root
    read: dict[str, Any]
    typed: dict[str, Any] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    """What had been read of a field when typing began; the service finds conflicts by it."""
    misread: dict[str, str] = field(default_factory=dict)
    """What was typed and is not understood, by field."""
    new: bool = False
    removed: bool = False


@dataclass(frozen=True)
class Fault:
    """A field that cannot be kept as it is."""

    key: Key
    field: str
    error: FieldRefusedError | None
    """Why; None when what was typed is not understood."""


@dataclass(frozen=True)
class Planned:
    """An edit and the record that it is about here."""

    key: Key
    edit: Edit


class WorkingCopy(QObject):
    """Holds records by key; pages write into it, and ask it for the edits to be saved."""

    changed = Signal(object, str)
    """A field of the record with this key was typed, or put back."""
    listed = Signal()
    """Records were read again, added or taken away: everything shown is to be shown anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets: dict[Key, _Sheet] = {}
        self._next = -1

    # --- reading -----------------------------------------------------------------------------------

    def read(self, records: Iterable[Record]) -> None:
        """Take records as they stand in the store; what is typed and not saved stays on top of them."""
        before, self._sheets = self._sheets, {}
        for record in records:
            key = (record.entity, record.id)
            sheet = before.pop(key, None) or _Sheet(record.root, {})
            sheet.read = dict(record.values)
            for name in [name for name, value in sheet.typed.items() if value == sheet.read.get(name)]:
                del sheet.typed[name], sheet.was[name]
            self._sheets[key] = sheet
        for key, sheet in before.items():
            if sheet.new:
                self._sheets[key] = sheet
            elif sheet.typed and not sheet.removed and key[0] != sheet.root[0]:
                # Somebody took it away meanwhile: what was typed is not lost, it becomes a new record.
                kept = {name: value for name, value in (sheet.read | sheet.typed).items() if name in FIELDS[key[0]]}
                self._sheets[self._number(key[0])] = _Sheet(sheet.root, {}, kept, new=True)
        self.listed.emit()

    def __contains__(self, key: object) -> bool:
        return key in self._sheets

    def keys(self, entity: str, root: Root | None = None) -> list[Key]:
        """The records of a kind, those not saved yet last."""
        return [key for key, sheet in self._sheets.items() if key[0] == entity and (root is None or sheet.root == root)]

    def value(self, key: Key, name: str) -> Any:
        """A field as it is typed, else as it was read."""
        sheet = self._sheets[key]
        return sheet.typed[name] if name in sheet.typed else sheet.read.get(name)

    def misread(self, key: Key, name: str) -> str:
        """What was typed into a field and is not understood; empty when all is well."""
        return self._sheets[key].misread.get(name, "")

    def root(self, key: Key) -> Root:
        return self._sheets[key].root

    def is_new(self, key: Key) -> bool:
        return self._sheets[key].new

    def is_removed(self, key: Key) -> bool:
        return self._sheets[key].removed

    def is_typed(self, key: Key, name: str) -> bool:
        """Whether a field holds something that is not saved."""
        sheet = self._sheets[key]
        return name in sheet.typed or name in sheet.misread

    # --- typing ------------------------------------------------------------------------------------

    def put(self, key: Key, name: str, value: Any) -> None:
        """Write a field; writing what was read takes the edit back."""
        sheet = self._sheets[key]
        misread = sheet.misread.pop(name, None)
        if self.value(key, name) == value and misread is None:
            return
        if not sheet.new and value == sheet.read.get(name):
            sheet.typed.pop(name, None)
            sheet.was.pop(name, None)
        else:
            sheet.typed[name] = value
            sheet.was.setdefault(name, sheet.read.get(name))
        self.changed.emit(key, name)

    def put_misread(self, key: Key, name: str, text: str) -> None:
        """Note what was typed and is not understood; it is kept, and nothing is saved until it is mended."""
        self._sheets[key].misread[name] = text
        self.changed.emit(key, name)

    def add(self, entity: str, root: Root, values: Mapping[str, Any]) -> Key:
        """A new record that begins with these values."""
        key = self._number(entity)
        self._sheets[key] = _Sheet(root, dict(values), new=True)
        self.listed.emit()
        return key

    def begin(self, entity: str, values: Mapping[str, Any]) -> Key:
        """A new record that is its own root, and begins with these values."""
        key = self._number(entity)
        self._sheets[key] = _Sheet(key, dict(values), new=True)
        self.listed.emit()
        return key

    def remove(self, key: Key) -> None:
        """Take a record away at the next save; one that was never saved goes at once."""
        if self._sheets[key].new:
            del self._sheets[key]
        else:
            self._sheets[key].removed = True
        self.listed.emit()

    def bring_back(self, key: Key) -> None:
        """Do not take it away after all."""
        self._sheets[key].removed = False
        self.listed.emit()

    def discard(self) -> None:
        """Drop everything that is not saved."""
        self._sheets = {key: _Sheet(sheet.root, sheet.read) for key, sheet in self._sheets.items() if not sheet.new}
        self.listed.emit()

    def _number(self, entity: str) -> Key:
        key, self._next = (entity, self._next), self._next - 1
        return key

    # --- saving ------------------------------------------------------------------------------------

    def unsaved(self) -> int:
        """How many fields and records differ from what is saved."""
        return sum(
            1 if sheet.new or sheet.removed else len(sheet.typed.keys() | sheet.misread.keys())
            for key, sheet in self._sheets.items()
            if not self._is_blank(key, sheet)
        )

    def _is_blank(self, key: Key, sheet: _Sheet) -> bool:
        """A new record into which nothing was typed, and which says nothing by itself."""
        if not sheet.new or sheet.typed or sheet.misread:
            return False
        try:
            checked(key[0], sheet.read, date.max)
        except FieldRefusedError:
            return True
        return not any(sheet.read.values())

    def plan(self, today: date) -> tuple[list[Planned], list[Fault]]:
        """The edits to be saved, with each value as it will be kept; and what cannot be kept."""
        planned: list[Planned] = []
        faults: list[Fault] = []
        for key, sheet in self._sheets.items():
            entity, number = key
            if sheet.removed:
                planned.append(Planned(key, Edit(entity, number, sheet.root, remove=True)))
                continue
            if key != sheet.root and self._is_blank(key, sheet):
                continue
            faults += [Fault(key, name, None) for name in sheet.misread]
            kept: dict[str, Any] = {}
            for name, value in (sheet.read | sheet.typed if sheet.new else sheet.typed).items():
                try:
                    kept |= checked(entity, {name: value}, today)
                except FieldRefusedError as error:
                    faults.append(Fault(key, name, error))
            if sheet.new:
                planned.append(Planned(key, Edit(entity, None, sheet.root, kept)))
            elif kept:
                was = {name: sheet.was[name] for name in kept}
                planned.append(Planned(key, Edit(entity, number, sheet.root, kept, was)))
        return planned, faults

    def saved(self, planned: Sequence[Planned], made: Mapping[int, int]) -> dict[Key, Key]:
        """What was planned stands in the store now; answers the new key of each record that was made.

        What was typed since then stays unsaved.
        """
        places = {one.key: place for place, one in enumerate(planned)}
        moved: dict[Key, Key] = {}
        sheets: dict[Key, _Sheet] = {}
        for key, sheet in self._sheets.items():
            place = places.get(key)
            if place is None:
                sheets[key] = sheet
                continue
            edit = planned[place].edit
            if edit.remove:
                continue
            later = {name: value for name, value in sheet.typed.items() if not _sent(key[0], name, value, edit)}
            sheet.read |= edit.values
            sheet.typed = later
            sheet.was = {name: sheet.read.get(name) for name in later}
            if sheet.new:
                sheet.new = False
                moved[key] = (key[0], made[place])
            sheets[moved.get(key, key)] = sheet
        for sheet in sheets.values():
            sheet.root = moved.get(sheet.root, sheet.root)
        self._sheets = sheets
        self.listed.emit()
        return moved

    def settle(self, conflicts: Iterable[Conflict], mine: frozenset[tuple[str, int, str]]) -> None:
        """Somebody else was first in these fields: keep one's own where it is chosen, else take theirs."""
        for conflict in conflicts:
            sheet = self._sheets.get((conflict.entity, conflict.id))
            if sheet is None or conflict.field not in sheet.typed:
                continue
            sheet.read[conflict.field] = conflict.theirs
            if (conflict.entity, conflict.id, conflict.field) in mine:
                sheet.was[conflict.field] = conflict.theirs
            else:
                del sheet.typed[conflict.field], sheet.was[conflict.field]
        self.listed.emit()

    # --- drafts ------------------------------------------------------------------------------------

    def hold(self) -> list[dict[str, Any]]:
        """What is not saved, as JSON can hold it."""
        return [
            {
                "entity": entity,
                "id": number,
                "root": list(sheet.root),
                "typed": {
                    name: fields.plain(value)
                    for name, value in (sheet.read | sheet.typed if sheet.new else sheet.typed).items()
                },
                "was": {name: fields.plain(value) for name, value in sheet.was.items()},
                "misread": dict(sheet.misread),
                "new": sheet.new,
                "removed": sheet.removed,
            }
            for (entity, number), sheet in self._sheets.items()
            if (sheet.new or sheet.removed or sheet.typed or sheet.misread)
            and not self._is_blank((entity, number), sheet)
        ]

    def restore(self, held: Iterable[Mapping[str, Any]]) -> None:
        """Put what ``hold`` gave on top of what was read; what is no longer there is made anew."""
        for one in held:
            entity, root = str(one["entity"]), (str(one["root"][0]), int(one["root"][1]))
            values = {name: fields.typed(entity, name, value) for name, value in one["typed"].items()}
            key = (entity, int(one["id"]))
            sheet = self._sheets.get(key)
            if one["new"] or sheet is None:
                if not one["removed"]:
                    made = _Sheet(root, {}, values, misread=dict(one["misread"]), new=True)
                    self._sheets[self._number(entity)] = made
                continue
            sheet.removed = bool(one["removed"])
            sheet.misread = dict(one["misread"])
            for name, value in values.items():
                if value != sheet.read.get(name):
                    sheet.typed[name] = value
                    sheet.was[name] = fields.typed(entity, name, one["was"].get(name))
        self.listed.emit()


def _sent(entity: str, name: str, value: Any, edit: Edit) -> bool:
    """Whether a value is the one that the edit has written, or is kept as that one."""
    if name not in edit.values:
        return False
    try:
        return checked(entity, {name: value}, date.max)[name] == edit.values[name]  # type: ignore[no-any-return]
    except FieldRefusedError:
        return False
