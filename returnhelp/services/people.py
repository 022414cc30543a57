"""People: found before they are made anew, read, merged and told apart again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from returnhelp.domain.aid import AidLine
from returnhelp.domain.case import Traveller
from returnhelp.domain.consent import Consent
from returnhelp.domain.contacts import Contact
from returnhelp.domain.documents import Document
from returnhelp.domain.edits import Record
from returnhelp.domain.errors import (
    AlreadyMergedError,
    CannotMergeWithItselfError,
    CannotUnmergeError,
    NotThereError,
)
from returnhelp.domain.household import Member
from returnhelp.domain.lists import KnownPeople
from returnhelp.domain.people import Alias
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import Vulnerability
from returnhelp.services import records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import known as known_ones
from returnhelp.storage import repositories

_POINTING: Mapping[str, type] = {
    "members": Member,
    "travellers": Traveller,
    "vulnerabilities": Vulnerability,
    "consents": Consent,
    "contacts": Contact,
    "documents": Document,
    "aid_lines": AidLine,
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
    ``kept`` takes the other's value; the other name becomes an alias.
    """
    if kept_id == gone_id:
        raise CannotMergeWithItselfError()
    session = work.session
    kept = records.the_person(session, work.office, kept_id)
    gone = records.the_person(session, work.office, gone_id)
    if gone.merged_into_id is not None or kept.merged_into_id is not None:
        raise AlreadyMergedError()
    moved: dict[str, Any] = {"pointing": {}, "removed": [], "filled": [], "alias": None, "version": None}
    for name, kind in _POINTING.items():
        ids = []
        for thing in repositories.pointing_at(session, kind, gone_id):
            if name in ("members", "travellers") and _stands_beside(session, name, thing, kept_id):
                continue  # both were in it: the kept one stays, the other's place is left as it is
            thing.person_id = kept_id
            ids.append(thing.id)
        moved["pointing"][name] = ids
    for name in (
        "birth_place",
        "phone",
        "zemis",
        "address",
        "canton",
        "mother_tongue",
        "original_family_name",
        "original_given_names",
    ):
        if not getattr(kept, name) and getattr(gone, name):
            setattr(kept, name, getattr(gone, name))
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
    gone.merged_into_id, gone.deleted_at, gone.deleted_by = kept_id, work.now, work.office.user.id
    session.flush()
    work.unit.subject = ("person", kept_id)
    return repositories.record_merge(
        session, kept_id=kept_id, gone_id=gone_id, moved=moved, merged_at=work.now, by_user_id=work.office.user.id
    )


def _stands_beside(session: Any, name: str, thing: Any, kept_id: int) -> bool:
    """Whether the kept person is in the same household or case already."""
    parent = "household_id" if name == "members" else "case_id"
    others = repositories.pointing_at(session, _POINTING[name], kept_id)
    return any(getattr(other, parent) == getattr(thing, parent) for other in others)


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
    for name, ids in row.moved["pointing"].items():
        for thing in repositories.pointing_at(session, _POINTING[name], row.kept_id):
            if thing.id in ids:
                thing.person_id = row.gone_id
    for name in row.moved["filled"]:
        if name == "nationalities":
            kept.set_nationalities([])
        elif name == "birth_date":
            kept.birth_date = None
        else:
            setattr(kept, name, None if name in ("address", "canton") else "")
    kept.aliases[:] = [alias for alias in kept.aliases if alias.id != row.moved["alias"]]
    gone.merged_into_id = gone.deleted_at = gone.deleted_by = None
    repositories.mark_merge_taken_back(session, merge_id, work.now)
    work.unit.subject = ("person", row.kept_id)
