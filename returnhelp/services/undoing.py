"""Taking an edit back by its audit entry: the old values return where nobody has changed them since."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from returnhelp.domain.edits import Conflict, Edit, read, write
from returnhelp.domain.errors import ChangedMeanwhileError, NotAllowedError, NotThereError
from returnhelp.domain.roles import Act
from returnhelp.services import records
from returnhelp.services.editing import Rules
from returnhelp.services.office import Work
from returnhelp.storage import repositories
from returnhelp.storage.history import made_by, plain

if TYPE_CHECKING:
    from returnhelp.storage.session import Session

_UNDONE_ONLY_BY_THEIR_OWN_COMMAND = frozenset({"steps_taken", "documents"})
_DELETION = frozenset({"deleted_at", "deleted_by"})


def take_back(work: Work, seq: int, rules: Rules) -> None:
    """Reverse every field change of one audit entry, by the rules that an edit of these records must keep.

    Raises NotAllowedError for somebody else's and for what has a command of its own, ChangedMeanwhileError when any
    of it no longer stands, NotThereError for a record that is gone, and whatever the rules raise.
    """
    changed = repositories.changes_of_entry(work.session, seq)
    if not changed:
        raise NotThereError()
    if any(row.user_id != work.office.user.id for row in changed):
        raise NotAllowedError(act=Act.SEE_TEAM)
    if any(row.field == "merged_into_id" for row in changed):
        raise NotAllowedError(act=Act.MERGE_PEOPLE)
    owners = {
        root: _owner(work, seq, root, rules) for root in dict.fromkeys((row.root_kind, row.root_id) for row in changed)
    }
    conflicts: list[Conflict] = []
    revived_ones: list[Edit] = []
    with work.session.no_autoflush:  # what comes back is looked at before the store is
        for (root, entity, number), rows in _by_record(changed).items():
            owner = owners[root]
            if owner.deleted_at is not None and not {row.field for row in rows} <= _DELETION:
                raise NotThereError()
            if entity in _UNDONE_ONLY_BY_THEIR_OWN_COMMAND or (rows[0].field == "" and entity == root[0]):
                raise NotAllowedError(act=Act.TAKE_STEP_BACK)
            siblings = [] if entity == root[0] else _siblings(owner, root[0], entity)
            thing = owner if entity == root[0] else next((one for one in siblings if one.id == number), None)
            if _was_removed(rows):
                again = _come_back(work, entity, number, rows[0].old)
                siblings.append(again)
                values = {one.name: getattr(again, one.name) for one in fields(again)}
                revived_ones.append(Edit(entity, None, root, values))
            elif rows[0].field == "":
                if thing is not None:
                    conflicts += _since(entity, thing, rows[0].new)
                    siblings.remove(thing)
                    rules.removed(work, Edit(entity, number, root, remove=True), thing)
            elif thing is None:
                raise NotThereError()
            else:
                before = {row.field: value_of(type(thing), row.field, row.old) for row in rows}
                rules.check(work, Edit(entity, number, root, before), thing)
                conflicts += _write_back(entity, thing, rows, before)
        for edit in revived_ones:
            rules.check(work, edit, None)
    if conflicts:
        error = ChangedMeanwhileError(who="")
        error.conflicts = tuple(conflicts)
        raise error
    for owner in owners.values():
        rules.settle(work, owner)
    work.unit.detail["undone"] = seq
    work.unit.subject = (changed[0].root_kind, changed[0].root_id)


def _owner(work: Work, seq: int, root: tuple[str, int], rules: Rules) -> Any:
    """The root as it is edited; raises NotThereError where its number was another's at the time of the entry."""
    owner = rules.find(work, *root)
    if made_by(work.session, *root) > seq:
        raise NotThereError()
    return owner


def _by_record(changed: Sequence[Any]) -> dict[tuple[tuple[str, int], str, int], list[Any]]:
    """The changes by root, kind and number of the record, the last one first; what was removed before all others."""
    found: dict[tuple[tuple[str, int], str, int], list[Any]] = {}
    for row in reversed(changed):
        found.setdefault(((row.root_kind, row.root_id), row.entity, row.entity_id), []).append(row)
    return dict(sorted(found.items(), key=lambda one: not _was_removed(one[1])))


def _was_removed(rows: Sequence[Any]) -> bool:
    return bool(rows[0].field == "" and rows[0].new is None)


def _siblings(owner: Any, kind: str, entity: str) -> list[Any]:
    attribute = records.CHILDREN.get(kind, {}).get(entity)
    if attribute is None:
        return _quiet_children(owner, entity)
    found: list[Any] = getattr(owner, attribute)
    return found


def _come_back(work: Work, entity: str, number: int, kept: dict[str, Any]) -> Any:
    kind = records.CHILD_KINDS[entity] if entity in records.CHILD_KINDS else _quiet_kind(entity)
    again = revived(kind, kept)
    give_number_again(work.session, again, number)
    return again


def _since(entity: str, thing: Any, made: dict[str, Any]) -> list[Conflict]:
    """What was changed in a record since it was made."""
    return [
        Conflict(entity, thing.id, name, kept, plain(getattr(thing, name)), None)
        for name, kept in made.items()
        if not _stands(thing, name, kept)
    ]


def _write_back(entity: str, thing: Any, rows: Sequence[Any], before: Mapping[str, Any]) -> list[Conflict]:
    """Write what was before, where what was written then still stands; answers where it does not."""
    conflicts = []
    for row in rows:
        if _stands(thing, row.field, row.new):
            write(thing, row.field, before[row.field])
        else:
            conflicts.append(Conflict(entity, thing.id, row.field, row.new, plain(read(thing, row.field)), row.old))
    return conflicts


def _stands(thing: Any, name: str, kept: Any) -> bool:
    """Whether a field is as the history kept it; a moment may stand in another time zone than it was recorded in."""
    now = read(thing, name)
    return bool(plain(now) == kept or now == value_of(type(thing), name, kept))


def _quiet_children(owner: Any, entity: str) -> list[Any]:
    if entity != "nationalities":
        raise NotThereError()
    found: list[Any] = owner.nationalities
    return found


def _quiet_kind(entity: str) -> type:
    from returnhelp.domain.people import Nationality

    if entity != "nationalities":
        raise NotThereError()
    return Nationality


def revived(kind: type, kept: dict[str, Any]) -> Any:
    """A removed record made again from what the history kept of it."""
    parent = {"case_id", "person_id", "household_id", "training_id"} - _own_reference(kind)
    return kind(**{name: value_of(kind, name, value) for name, value in kept.items() if name not in parent})


def give_number_again(session: "Session", thing: Any, number: int) -> None:
    """Let a record made again have its former number, by which a closed month knows it, unless it is taken."""
    if session.get(type(thing), number) is None:
        thing.id = number


def _own_reference(kind: type) -> set[str]:
    """References that are the record's own content, not the parent it hangs on."""
    has_case = "case_id" in get_type_hints(kind) or "household_id" in get_type_hints(kind)
    return {"person_id"} if has_case else set()


def value_of(kind: type, name: str, kept: Any) -> Any:
    """A value as the domain has it, from what the history keeps."""
    if kept is None:
        return None
    hint = get_type_hints(kind)[name]
    for one in get_args(hint) or (hint,):
        if isinstance(one, type):
            if issubclass(one, StrEnum):
                return one(kept)
            if one is datetime:
                return datetime.fromisoformat(kept)
            if one is date:
                return date.fromisoformat(kept)
    return kept
