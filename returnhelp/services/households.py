"""Households: who belongs to one, and who joins it."""

from dataclasses import dataclass
from datetime import date

from returnhelp.domain.case import Traveller
from returnhelp.domain.edits import Record
from returnhelp.domain.errors import NotThereError
from returnhelp.domain.household import Household, MemberRole
from returnhelp.domain.opening import NewMember
from returnhelp.domain.people import Precision
from returnhelp.domain.roles import Act
from returnhelp.services import cases, records
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import repositories


@dataclass(frozen=True)
class MemberSeen:
    """One member of a household, shortly."""

    person_id: int
    role: MemberRole
    name: str
    birth_date: date | None
    birth_precision: Precision


@dataclass(frozen=True)
class HouseholdView:
    """A dossier and its people, as a new case continues it."""

    household: Record
    members: tuple[MemberSeen, ...]


@question(Act.SEE_CASES)
def dossier_of(look: Look, person_id: int) -> HouseholdView | None:
    """The latest dossier of a person with all who are in it; None for somebody without one."""
    records.the_person(look.session, look.office, person_id)
    households = repositories.households_of(look.session, person_id)
    if not households or households[0].id is None:
        return None
    household = records.the_household(look.session, look.office, households[0].id)
    staying = [member for member in household.members if member.left_on is None]
    people = {
        number: person
        for number, person in repositories.people(look.session, [member.person_id for member in staying]).items()
        if records.may_see_person(look.session, look.office, person)
    }
    return HouseholdView(
        records.record("household", household, ("household", households[0].id)),
        tuple(
            MemberSeen(
                member.person_id,
                member.role,
                people[member.person_id].name,
                people[member.person_id].birth_date,
                people[member.person_id].birth_precision,
            )
            for member in staying
            if member.person_id in people
        ),
    )


@command(Act.EDIT_CASES)
def add_member(work: Work, case_id: int, member: NewMember) -> int:
    """Add somebody to the household of a case, and to the case if they travel; answers the person's number.

    Raises NameMissingError for a new person without a name, FieldRefusedError for a value that cannot be kept.
    """
    case = records.the_case(work.session, work.office, case_id)
    household = work.session.get(Household, case.household_id)
    if household is None or case.deleted_at is not None:
        raise NotThereError()
    person = cases.join(work, household, member)
    assert person.id is not None
    if case.restricted:
        person.restricted = True
    if member.travels and all(one.person_id != person.id for one in case.travellers):
        case.travellers.append(Traveller(person.id))
    work.unit.also_reindex_people.add(person.id)
    work.unit.subject = ("case", case_id)
    return person.id
