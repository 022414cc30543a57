"""Taking an edit back by its audit entry: the old values return where nobody has changed them since."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from returnhelp.domain.edits import Conflict, read, write
from returnhelp.domain.errors import ChangedMeanwhileError, NotAllowedError, NotThereError
from returnhelp.domain.roles import Act
from returnhelp.services import records
from returnhelp.services.office import Work
from returnhelp.storage import repositories
from returnhelp.storage.history import plain

if TYPE_CHECKING:
    from returnhelp.storage.session import Session

_UNDONE_ONLY_BY_THEIR_OWN_COMMAND = frozenset({"steps_taken", "documents"})


def take_back(work: Work, seq: int) -> None:
    """Reverse every field change of one audit entry; raises when any of them no longer stands."""
    changed = repositories.changes_of_entry(work.session, seq)
    if not changed:
        raise NotThereError()
    if any(row.user_id != work.office.user.id for row in changed):
        raise NotAllowedError(act=Act.SEE_TEAM)
    conflicts: list[Conflict] = []
    for row in reversed(changed):
        root = (row.root_kind, row.root_id)
        owner = records.root(work.session, work.office, *root)
        if row.entity in _UNDONE_ONLY_BY_THEIR_OWN_COMMAND or (row.field == "" and row.entity == row.root_kind):
            raise NotAllowedError(act=Act.TAKE_STEP_BACK)
        if row.entity == row.root_kind:
            siblings: list[Any] = []
            thing = owner
        else:
            siblings = (
                getattr(owner, records.CHILDREN[row.root_kind].get(row.entity, ""))
                if row.entity in (records.CHILDREN[row.root_kind])
                else _quiet_children(owner, row.entity)
            )
            thing = next((one for one in siblings if one.id == row.entity_id), None)
        if row.field == "merged_into_id":
            raise NotAllowedError(act=Act.MERGE_PEOPLE)
        if row.field == "" and row.new is not None:
            if thing is not None:
                siblings.remove(thing)
        elif row.field == "":
            kind = records.CHILD_KINDS[row.entity] if row.entity in records.CHILD_KINDS else _quiet_kind(row.entity)
            again = revived(kind, row.old)
            give_number_again(work.session, again, row.entity_id)
            siblings.append(again)
        else:
            if thing is None:
                raise NotThereError()
            now = read(thing, row.field)
            # A moment may stand in another time zone than the one in which it was recorded.
            if plain(now) != row.new and now != value_of(type(thing), row.field, row.new):
                conflicts.append(Conflict(row.entity, row.entity_id, row.field, row.new, plain(now), row.old))
            else:
                write(thing, row.field, value_of(type(thing), row.field, row.old))
    if conflicts:
        error = ChangedMeanwhileError(who="")
        error.conflicts = tuple(conflicts)
        raise error
    work.unit.detail["undone"] = seq
    work.unit.subject = (changed[0].root_kind, changed[0].root_id)


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
    parent = {"case_id", "person_id", "household_id"} - _own_reference(kind)
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
