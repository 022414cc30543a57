"""Edits by field carried out on any root, all of them or none: cases, people, households, registers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from returnhelp.domain.edits import Conflict, Edit, Refusal, apply, check_span, checked
from returnhelp.domain.errors import ChangedMeanwhileError, FieldRefusedError, NotThereError
from returnhelp.services import records
from returnhelp.services.office import Work
from returnhelp.storage import repositories


def _nothing(work: Work, edit: Edit, thing: Any) -> None:
    """Nothing more is asked of an edit."""


def _no_more(work: Work, edit: Edit) -> Mapping[str, Any]:  # noqa: ARG001 - for those who fill something in
    return {}


def _settled(work: Work, owner: Any) -> None:
    """Nothing follows from an edit."""


@dataclass(frozen=True)
class Rules:
    """What is asked of edits beyond the rules of their fields; each may raise, and then nothing is kept."""

    find: Callable[[Work, str, int], Any]
    """The root of that kind and number, if the person signed in may edit it; raises NotThereError."""
    check: Callable[[Work, Edit, Any], None] = _nothing
    """Looks at one edit, and at the record it changes (None: a new one)."""
    fill_in: Callable[[Work, Edit], Mapping[str, Any]] = _no_more
    """What the program itself writes into a new record."""
    removed: Callable[[Work, Edit, Any], None] = _nothing
    """Hears of a record that was taken off its root."""
    settle: Callable[[Work, Any], None] = _settled
    """What follows from the edits of a root, once all of them are carried out."""
    begins: Mapping[str, type] | None = None
    """The roots that an edit may begin: an edit of the root itself without a number."""


def carry_out(work: Work, edits: Sequence[Edit], rules: Rules) -> dict[int, int]:
    """Carry out all edits or none; answers the number of each record made, by its place in ``edits``.

    An edit that begins a root names it by any number below 0; edits of its parts name the same. Raises
    ChangedMeanwhileError with the conflicts when somebody else was first, FieldRefusedError for a value that cannot
    be kept, NotThereError for a record that is gone.
    """
    conflicts: list[Conflict] = []
    made: dict[int, Any] = {}
    begun: dict[tuple[str, int], Any] = {}
    touched: list[Any] = []
    for place, edit in enumerate(edits):
        if rules.begins and edit.id is None and edit.entity == edit.root[0] and not edit.remove:
            owner = begun[edit.root] = made[place] = _begin(work, edit, rules)
            touched.append(owner)
            continue
        owner = begun[edit.root] if edit.root in begun else rules.find(work, *edit.root)
        if owner.deleted_at is not None:
            raise NotThereError()
        if edit.id is None:
            made[place] = _make(work, owner, edit, rules)
        elif edit.remove:
            _remove(work, owner, edit, rules)
        else:
            thing = _find(owner, edit)
            rules.check(work, edit, thing)
            conflicts += apply(edit, thing, work.today)
        touched.append(owner)
    if conflicts:
        error = ChangedMeanwhileError(who=_last_editor(work, conflicts))
        error.conflicts = tuple(conflicts)
        raise error
    for owner in touched:
        rules.settle(work, owner)
    work.session.flush()
    if edits:
        first = begun.get(edits[0].root)
        work.unit.subject = edits[0].root if first is None else (edits[0].root[0], first.id)
    return {place: thing.id for place, thing in made.items()}


def _begin(work: Work, edit: Edit, rules: Rules) -> Any:
    kind = (rules.begins or {}).get(edit.entity)
    if kind is None:
        raise FieldRefusedError(field=edit.entity, reason=Refusal.NOT_EDITABLE)
    thing = _new(work, edit, kind, rules)
    work.session.add(thing)
    return thing


def _make(work: Work, owner: Any, edit: Edit, rules: Rules) -> Any:
    siblings = _children(owner, edit)
    thing = _new(work, edit, records.CHILD_KINDS[edit.entity], rules)
    siblings.append(thing)
    return thing


def _new(work: Work, edit: Edit, kind: type, rules: Rules) -> Any:
    values = checked(edit.entity, edit.values, work.today)
    rules.check(work, edit, None)
    values |= rules.fill_in(work, edit)
    try:
        thing = kind(**values)
    except TypeError:
        raise FieldRefusedError(field=edit.entity, reason=Refusal.EMPTY) from None
    check_span(edit.entity, thing)
    return thing


def _remove(work: Work, owner: Any, edit: Edit, rules: Rules) -> None:
    child = _find(owner, edit)
    if child is owner:
        raise FieldRefusedError(field=edit.entity, reason=Refusal.NOT_EDITABLE)
    _children(owner, edit).remove(child)
    rules.removed(work, edit, child)


def _children(owner: Any, edit: Edit) -> list[Any]:
    attribute = records.CHILDREN.get(edit.root[0], {}).get(edit.entity)
    if attribute is None:
        raise FieldRefusedError(field=edit.entity, reason=Refusal.NOT_EDITABLE)
    found: list[Any] = getattr(owner, attribute)
    return found


def _find(owner: Any, edit: Edit) -> Any:
    if edit.entity == edit.root[0]:
        return owner
    for child in _children(owner, edit):
        if child.id == edit.id:
            return child
    raise NotThereError()


def _last_editor(work: Work, conflicts: Sequence[Conflict]) -> str:
    names = records.names_of_users(work.session)
    first = conflicts[0]
    user = repositories.last_change_by(work.session, first.entity, first.id, first.field)
    return names.get(user, "") if user is not None else ""
