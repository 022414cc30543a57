"""The trash: what was deleted stays thirty days, comes back on request, and is emptied by a supervisor."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from returnhelp.domain.case import Case
from returnhelp.domain.errors import NotThereError, PersonInUseError
from returnhelp.domain.household import Household
from returnhelp.domain.people import Person
from returnhelp.domain.roles import Act
from returnhelp.services import preferences, pseudonyms, records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import repositories, search


@dataclass(frozen=True)
class Trashed:
    kind: str
    id: int
    name: str
    number: str
    deleted_at: datetime
    by: str
    goes_on: datetime
    """From when on the supervisor's emptying takes it."""


@command(Act.EDIT_CASES)
def put_in(work: Work, kind: str, number: int) -> None:
    """Delete a case, or a person whom no household and no case names; it can be brought back.

    Raises PersonInUseError, NotThereError (for a household too, while it has a case).
    """
    owner = records.root(work.session, work.office, kind, number)
    if owner.deleted_at is not None:
        raise NotThereError()
    if kind == "household" and repositories.cases_of_household(work.session, number):
        raise NotThereError()
    if kind == "person" and repositories.is_in_use(work.session, number):
        raise PersonInUseError()
    owner.deleted_at, owner.deleted_by = work.now, work.office.user.id
    _touch(work, kind, owner)
    work.unit.subject = (kind, number)


@command(Act.EDIT_CASES)
def bring_back(work: Work, kind: str, number: int) -> None:
    """Take something out of the trash."""
    owner = records.root(work.session, work.office, kind, number)
    if owner.deleted_at is None or (kind == "person" and owner.merged_into_id is not None):
        raise NotThereError()
    owner.deleted_at = owner.deleted_by = None
    _touch(work, kind, owner)
    work.unit.subject = (kind, number)


def _touch(work: Work, kind: str, owner: Any) -> None:
    if kind == "case":
        work.unit.also_reindex_people.update(one.person_id for one in owner.travellers)
    if kind == "household":
        work.unit.also_reindex_people.update(one.person_id for one in owner.members)


@question(Act.SEE_CASES)
def contents(look: Look) -> tuple[Trashed, ...]:
    """What lies in the trash and may be seen, the latest first."""
    days = _days(look)
    users = records.names_of_users(look.session)
    found = []
    for kind, things in repositories.trashed(look.session).items():
        for thing in things:
            if not _in_sight(look, thing):
                continue
            found.append(
                Trashed(
                    kind,
                    thing.id,
                    _name(look, thing),
                    _number(thing),
                    thing.deleted_at,
                    users.get(thing.deleted_by, ""),
                    thing.deleted_at + timedelta(days=days),
                )
            )
    return tuple(sorted(found, key=lambda one: one.deleted_at, reverse=True))


def _in_sight(look: Look | Work, thing: Case | Person | Household) -> bool:
    session, office = look.session, look.office
    if isinstance(thing, Case):
        return records.may_see_case(session, office, thing)
    people = (
        [thing]
        if isinstance(thing, Person)
        else repositories.people(session, [one.person_id for one in thing.members]).values()
    )
    return all(records.may_see_person(session, office, one) for one in people)


def _name(look: Look, thing: Any) -> str:
    if isinstance(thing, Case) and thing.pseudonym:
        return thing.pseudonym
    if isinstance(thing, Person):
        return thing.name
    household = look.session.get(Household, thing.household_id) if isinstance(thing, Case) else thing
    if household is None or household.principal is None:
        return ""
    people = repositories.people(look.session, [household.principal.person_id])
    unnamed = pseudonyms.of_people(look.session, people)
    return next((unnamed.get(number, person.name) for number, person in people.items()), "")


def _number(thing: Any) -> str:
    if isinstance(thing, Case):
        return thing.number
    return thing.n_number if isinstance(thing, Household) else thing.zemis


def _days(look: Look | Work) -> int:
    return int(preferences.value(look.session, "trash_days"))


@command(Act.EMPTY_TRASH)
def empty(work: Work, *, everything: bool = False) -> int:
    """Remove for good what has lain in the trash for its days (or all of it); the answer is how many.

    The number of a case stays in its series, marked as deleted; people whom something still names stay. The history
    keeps who changed what and when, and no value: what is gone is gone there, too.
    """
    before = work.now if everything else work.now - timedelta(days=_days(work))
    gone = 0
    lying = repositories.trashed(work.session)
    for case in lying["case"]:
        if case.deleted_at <= before and _in_sight(work, case):
            repositories.mark_number_deleted(work.session, case.id, work.now)
            if repositories.case_is_restricted(work.session, case.id):
                _stay_restricted(work, case)
            work.unit.also_reindex_people.update(one.person_id for one in case.travellers)
            work.unit.delete_for_good("case", case)
            gone += 1
    work.session.flush()
    for household in lying["household"]:
        if household.deleted_at <= before and not repositories.cases_of_household(work.session, household.id):
            work.unit.delete_for_good("household", household)
            gone += 1
    work.session.flush()
    for person in lying["person"]:
        used = repositories.is_in_use(work.session, person.id)
        if person.deleted_at <= before and not used and _in_sight(work, person):
            for one in (*repositories.merged_into(work.session, person.id), person):
                work.unit.delete_for_good("person", one)
            repositories.forget_merges(work.session, person.id)
            gone += 1
    work.unit.detail["removed"] = gone
    if gone:
        search.purge(work.session)
    return gone


def _stay_restricted(work: Work, case: Case) -> None:
    """The people of a restricted case that goes for good were seen by few, and still are."""
    for person in repositories.people(work.session, [one.person_id for one in case.travellers]).values():
        person.restricted = True
