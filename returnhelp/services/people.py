"""People: found before they are made anew, read, merged and told apart again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from returnhelp.domain.case import Case
from returnhelp.domain.edits import Record, read
from returnhelp.domain.errors import (
    AlreadyMergedError,
    CannotMergeWithItselfError,
    CannotUnmergeError,
    NotThereError,
)
from returnhelp.domain.household import Household, MemberRole
from returnhelp.domain.lists import KnownPeople
from returnhelp.domain.people import Alias, CivilStatus, Person, Sex, TravelDocument
from returnhelp.domain.record_kinds import KINDS
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Step
from returnhelp.services import pseudonyms, records, undoing
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import known as known_ones
from returnhelp.storage import repositories
from returnhelp.storage.history import plain

_FILLED = (
    "birth_place",
    "sex",
    "civil_status",
    "phone",
    "zemis",
    "address",
    "canton",
    "mother_tongue",
    "languages",
    "interpreter_needed",
    "original_family_name",
    "original_given_names",
    "restricted",
)
_PLACES: Mapping[str, tuple[type, str]] = {"members": (Household, "household_id"), "travellers": (Case, "case_id")}
_POINTING: Mapping[str, type] = {
    table: KINDS["member" if table == "members" else table] for table in repositories.POINTING_AT_PEOPLE
}


@dataclass(frozen=True)
class PersonView:
    """A person as their page shows them."""

    person: Record
    parts: Mapping[str, tuple[Record, ...]]
    households: tuple[Record, ...]
    cases: tuple[tuple[int, str, Step], ...]
    merges: tuple[tuple[int, str], ...]
    """Merges into this person that can be taken back: number and the name that was merged."""
    can_edit: bool
    pseudonym: str = ""
    """What lists and tabs show in place of the name; empty = the name."""


@question(Act.SEE_CASES, recorded=True)
def view(look: Look, person_id: int) -> PersonView:
    """A person with their dossiers and cases; reading is recorded. Raises NotThereError."""
    session, office = look.session, look.office
    person = records.the_person(session, office, person_id)
    look.subject = ("person", person_id)
    gone = {row.id: row.gone_id for row in repositories.merges_of(session, person_id)}
    names = repositories.people(session, gone.values())
    return PersonView(
        person=records.record("person", person, ("person", person_id)),
        parts=records.records_of("person", person),
        households=tuple(
            records.record("household", one, ("household", one.id))
            for one in repositories.households_of(session, person_id)
            if one.id is not None
        ),
        cases=tuple(
            (one.id, one.number, one.step)
            for one in repositories.cases_of_person(session, person_id)
            if one.id is not None and records.may_see_case(session, office, one)
        ),
        merges=tuple((number, names[gone_id].name) for number, gone_id in gone.items() if gone_id in names),
        can_edit=office.may(Act.EDIT_CASES) and person.deleted_at is None,
        pseudonym=pseudonyms.of_people(session, [person_id]).get(person_id, ""),
    )


@question(Act.SEE_CASES)
def known(
    look: Look,
    family_name: str,
    given_names: str = "",
    birth_date: date | None = None,
    numbers: Sequence[str] = (),
) -> KnownPeople:
    """Who may be the same person, the likeliest first, with why; a restricted one is only hinted at."""
    return known_ones.known_people(
        look.session, family_name, given_names, birth_date, numbers, 8, records.sight(look.session, look.office)
    )


@command(Act.MERGE_PEOPLE)
def merge(work: Work, kept_id: int, gone_id: int) -> int:
    """Make two records of one person one: everything of ``gone`` goes to ``kept``; both histories stay.

    The answer is the merge's number, by which ``take_merge_back`` parts them again. A field that is empty in
    ``kept`` takes the other's value; the other name becomes an alias. Where both are in one household or case the
    kept one's place stays, completed by the other's.
    """
    if kept_id == gone_id:
        raise CannotMergeWithItselfError()
    session = work.session
    kept = records.the_person(session, work.office, kept_id)
    gone = records.the_person(session, work.office, gone_id)
    if gone.merged_into_id is not None or kept.merged_into_id is not None:
        raise AlreadyMergedError()
    if gone.deleted_at is not None or kept.deleted_at is not None:
        raise NotThereError()
    moved: dict[str, Any] = {"pointing": {}, "removed": [], "filled": [], "alias": None, "version": None}
    for name, kind in _POINTING.items():
        ids = []
        for thing in repositories.pointing_at(session, kind, gone_id):
            beside = _beside(session, name, thing, kept_id) if name in _PLACES else None
            if beside is not None:
                moved["removed"].append(_give_up_place(session, name, thing, beside))
                continue
            thing.person_id = kept_id
            ids.append(thing.id)
        moved["pointing"][name] = ids
    for name in _FILLED:
        if _is_empty(getattr(kept, name)) and not _is_empty(getattr(gone, name)):
            setattr(kept, name, read(gone, name))
            moved["filled"].append(name)
    if kept.birth_date is None and gone.birth_date is not None:
        kept.birth_date, kept.birth_precision = gone.birth_date, gone.birth_precision
        moved["filled"].append("birth_date")
    if not kept.nationalities and gone.nationalities:
        kept.set_nationalities([one.bfs for one in gone.nationalities])
        moved["filled"].append("nationalities")
    if gone.name and gone.name != kept.name:
        alias = Alias(gone.family_name, gone.given_names, "")
        kept.aliases.append(alias)
        session.flush()
        moved["alias"] = alias.id
    moved["copied"] = _copy_names_and_papers(session, kept, gone)
    gone.merged_into_id, gone.deleted_at, gone.deleted_by = kept_id, work.now, work.office.user.id
    session.flush()
    work.unit.subject = ("person", kept_id)
    return repositories.record_merge(
        session, kept_id=kept_id, gone_id=gone_id, moved=moved, merged_at=work.now, by_user_id=work.office.user.id
    )


def _copy_names_and_papers(session: Any, kept: Person, gone: Person) -> dict[str, list[int | None]]:
    """Let the kept person be known by the other's aliases and hold their papers; the other's own stay as they are."""
    names = [Alias(one.family_name, one.given_names, one.original_script) for one in gone.aliases]
    held = {one.number for one in kept.travel_documents}
    papers = [
        TravelDocument(one.kind, one.number, one.issuing_state, one.issued_on, one.expires_on)
        for one in gone.travel_documents
        if one.number not in held
    ]
    kept.aliases += names
    kept.travel_documents += papers
    session.flush()
    return {"aliases": [one.id for one in names], "travel_documents": [one.id for one in papers]}


def _is_empty(value: Any) -> bool:
    return not value or value in (Sex.UNKNOWN, CivilStatus.UNKNOWN)


def _beside(session: Any, name: str, thing: Any, kept_id: int) -> Any:
    """The kept person's own place in the same household or case, if they have one."""
    _, parent = _PLACES[name]
    others = repositories.pointing_at(session, _POINTING[name], kept_id)
    return next((other for other in others if getattr(other, parent) == getattr(thing, parent)), None)


def _give_up_place(session: Any, name: str, thing: Any, beside: Any) -> dict[str, Any]:
    """Take ``thing`` off its household or case; what ``beside`` lacks it has from then on. Answers what was done."""
    kind, parent = _PLACES[name]
    kept_values = {one.name: plain(getattr(thing, one.name)) for one in fields(thing) if one.name not in ("id", parent)}
    completed = {}
    for one in kept_values:
        mine, other = getattr(beside, one), getattr(thing, one)
        takes_principal = one == "role" and other is MemberRole.PRINCIPAL
        if takes_principal or (
            one not in ("role", "person_id", "left_on") and _is_empty(mine) and not _is_empty(other)
        ):
            completed[one] = [plain(mine), plain(other)]
            setattr(beside, one, other)
    owner = session.get(kind, getattr(thing, parent))
    getattr(owner, name).remove(thing)
    return {
        "name": name,
        "id": thing.id,
        "owner": owner.id,
        "values": kept_values,
        "beside": beside.id,
        "completed": completed,
    }


def _take_place_again(session: Any, removed: Mapping[str, Any]) -> None:
    name = removed["name"]
    kind, _ = _PLACES[name]
    owner = session.get(kind, removed["owner"])
    if owner is None:
        return  # the household or case is gone for good
    places = getattr(owner, name)
    for beside in places:
        if beside.id == removed["beside"]:
            for one, (before, after) in removed["completed"].items():
                if plain(getattr(beside, one)) == after:
                    setattr(beside, one, undoing.value_of(type(beside), one, before))
    again = undoing.revived(_POINTING[name], removed["values"])
    undoing.give_number_again(session, again, removed["id"])
    places.append(again)


@command(Act.MERGE_PEOPLE)
def take_merge_back(work: Work, merge_id: int) -> None:
    """Part two people again: what came from the other goes back to them."""
    session = work.session
    row = repositories.merge(session, merge_id)
    if row is None:
        raise NotThereError()
    if row.taken_back_at is not None:
        raise CannotUnmergeError()
    kept = records.the_person(session, work.office, row.kept_id)
    gone = records.the_person(session, work.office, row.gone_id)
    if kept.merged_into_id is not None:  # what came from the other is with a third one now: that merge goes first
        raise CannotUnmergeError()
    for name, ids in row.moved["pointing"].items():
        for thing in repositories.pointing_at(session, _POINTING[name], row.kept_id):
            if thing.id in ids:
                thing.person_id = row.gone_id
    for removed in row.moved["removed"]:
        _take_place_again(session, removed)
    empty = Person()
    for name in row.moved["filled"]:
        if read(kept, name) != read(gone, name):
            continue  # corrected since
        if name == "nationalities":
            kept.set_nationalities([])
        elif name == "birth_date":
            kept.birth_date, kept.birth_precision = None, empty.birth_precision
        else:
            setattr(kept, name, getattr(empty, name))
    copied = row.moved.get("copied", {})
    names = {row.moved["alias"], *copied.get("aliases", ())}
    kept.aliases[:] = [alias for alias in kept.aliases if alias.id not in names]
    papers = copied.get("travel_documents", ())
    kept.travel_documents[:] = [paper for paper in kept.travel_documents if paper.id not in papers]
    gone.merged_into_id = gone.deleted_at = gone.deleted_by = None
    repositories.mark_merge_taken_back(session, merge_id, work.now)
    work.unit.subject = ("person", row.kept_id)
