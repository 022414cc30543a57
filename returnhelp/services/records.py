"""Records as pages read them, and who may see which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from returnhelp.domain.case import Case
from returnhelp.domain.edits import FIELDS, Record, read
from returnhelp.domain.errors import NotThereError
from returnhelp.domain.household import Household
from returnhelp.domain.lists import Sight
from returnhelp.domain.office import User
from returnhelp.domain.people import Person
from returnhelp.domain.record_kinds import KINDS
from returnhelp.domain.register_lists import Register
from returnhelp.domain.roles import Act
from returnhelp.services import preferences
from returnhelp.services.office import Office
from returnhelp.storage import history as past
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session

_ALSO: dict[str, tuple[str, ...]] = {
    "person": ("id", "origin", "version", "merged_into_id", "deleted_at"),
    "household": ("id", "origin", "version", "deleted_at"),
    "case": (
        "id",
        "number",
        "step",
        "step_since",
        "permit",
        "procedure",
        "pseudonym",
        "origin",
        "version",
        "deleted_at",
    ),
    "contacts": ("by_user_id",),
    "documents": ("media_type", "size", "added_at", "by_user_id"),
    "notes": ("written_at", "by_user_id", "read_at"),
    "aid_lines": (
        "origin",
        "state",
        "decided",
        "decided_on",
        "decision_reference",
        "conditions",
        "refusal",
        "above_ceiling_reason",
        "paid",
        "paid_on",
    ),
    "surveys": ("by_user_id",),
    "trafficking": ("risk_assessed_on", "risk_level"),
    **{one.value: ("id", "version", "deleted_at") for one in Register},
}
CHILDREN = {
    "person": {"aliases": "aliases", "travel_documents": "travel_documents"},
    "household": {"member": "members"},
    "case": {
        "travellers": "travellers",
        "stays": "stays",
        "vulnerabilities": "vulnerabilities",
        "consents": "consents",
        "contacts": "contacts",
        "documents": "documents",
        "notes": "notes",
        "tasks": "tasks",
        "aid_lines": "aid",
        "legs": "legs",
        "escorts": "escorts",
        "arrangements": "arrangements",
        "clearances": "clearances",
        "paper_requests": "paper_requests",
        "rif_questions": "rif_questions",
        "projects": "projects",
        "plan_goals": "plan_goals",
        "plan_activities": "plan_activities",
        "budget_lines": "budget_lines",
        "quotes": "quotes",
        "riat": "riat",
        "visits": "visits",
        "surveys": "surveys",
        "trafficking": "trafficking",
        "sponsors": "sponsors",
        "entry_visas": "entry_visas",
        "kinship_tests": "kinship_tests",
        "minor_care": "minor_care",
        "referrals": "referrals",
        "data_requests": "data_requests",
    },
    "trainings": {"participants": "participants"},
}
"""For each root: the kinds of record that hang on it, and the attribute that lists them."""


CHILD_KINDS: Mapping[str, type] = {entity: KINDS[entity] for group in CHILDREN.values() for entity in group}
"""The kind of thing that each record hanging on a root is."""


@dataclass(frozen=True)
class HistoryLine:
    """One change in words' reach: who changed which field of what from what to what, when, and since when it holds."""

    seq: int
    recorded_at: datetime
    holds_from: date
    by: str
    entity: str
    entity_id: int
    field: str
    old: Any
    new: Any


_SIGHT = "sight of the person signed in"
_OF_A_PAYMENT = ("line_id", "number", "state", "amount", "currency", "planned_on", "paid_on", "receipt_number")


def record(entity: str, thing: Any, root: tuple[str, int]) -> Record:
    """One record with the fields that a page may see."""
    names = (*FIELDS[entity], *_ALSO.get(entity, ()))
    return Record(entity, thing.id, root, {name: read(thing, name) for name in names})


def records_of(root_kind: str, thing: Any) -> dict[str, tuple[Record, ...]]:
    """Everything that hangs on a root, by kind, in the order in which it was entered."""
    root = (root_kind, thing.id)
    return {
        entity: tuple(record(entity, child, root) for child in getattr(thing, attribute))
        for entity, attribute in CHILDREN[root_kind].items()
    }


def payments_of(case: Case) -> tuple[Record, ...]:
    """The payments of a case to be read; the services of money alone write them."""
    return tuple(
        Record(
            "payments",
            one.id or 0,
            ("case", case.id or 0),
            {name: getattr(one, name) for name in _OF_A_PAYMENT},
        )
        for one in case.payments
    )


def the_case(session: "Session", office: Office, case_id: int) -> Case:
    """A case that the person signed in may see; raises NotThereError for any other."""
    found = session.get(Case, case_id)
    if found is None or not may_see_case(session, office, found):
        raise NotThereError()
    return found


def sight(session: "Session", office: Office) -> Sight:
    """What the person signed in may see: restricted records of their own or all, and whether others' at all.

    It holds for the whole piece of work, so it is worked out once in each session.
    """
    known: Sight | None = session.info.get(_SIGHT)
    if known is None:
        own_only = preferences.value(session, "own_cases_only") and not office.may(Act.SEE_TEAM)
        known = session.info[_SIGHT] = Sight(
            restricted_of="all" if office.sees_restricted() else frozenset({office.user.id}),
            only_of=whose_cases(session, office) if own_only else None,
        )
    return known


def whose_cases(session: "Session", office: Office) -> frozenset[int]:
    """The caseworkers whose cases are one's own today: oneself and those one stands in for."""
    today = office.today()
    return frozenset({office.user.id}) | {
        one.user_id
        for one in repositories.absences(session, today)
        if one.substitute_id == office.user.id and one.first_day <= today
    }


def may_see_case(session: "Session", office: Office, case: Case) -> bool:
    """Restricted cases are for their caseworker and for supervisors with clearance; the office may close off more.

    A case is restricted too when somebody in it is, and a person when one of their cases is.
    """
    seen = sight(session, office)
    if seen.only_of is not None and case.caseworker_id not in seen.only_of:
        return False
    if seen.restricted_of == "all" or not (case.restricted or repositories.case_is_restricted(session, case.id)):
        return True
    return case.caseworker_id in seen.restricted_of


def the_person(session: "Session", office: Office, person_id: int) -> Person:
    """A person whom the one signed in may see; raises NotThereError for any other."""
    found = session.get(Person, person_id)
    if found is None or not may_see_person(session, office, found):
        raise NotThereError()
    return found


def may_see_person(session: "Session", office: Office, person: Person) -> bool:
    """A person may be seen by whoever works on one of their cases, by all others unless one of those is restricted.

    A record that was merged into another is seen as that one is.
    """
    if person.merged_into_id is not None:
        kept = session.get(Person, person.merged_into_id)
        return kept is not None and may_see_person(session, office, kept)
    seen = sight(session, office)
    workers = repositories.caseworkers_of(session, person.id) if person.id is not None else set()
    if seen.only_of is not None and workers and not workers & seen.only_of:
        return False
    if seen.restricted_of == "all" or not (person.restricted or repositories.person_is_restricted(session, person.id)):
        return True
    return bool(workers & seen.restricted_of)


def in_sight_of(session: "Session", office: Office, case: Case, ids: Iterable[int]) -> set[int]:
    """Who of these people may be shown with a case that may be seen: those who travel in it, others in sight."""
    travelling = {one.person_id for one in case.travellers}
    others = repositories.people(session, set(ids) - travelling).items()
    return travelling & set(ids) | {number for number, one in others if may_see_person(session, office, one)}


def the_household(session: "Session", office: Office, household_id: int) -> Household:
    """A household of a case that the one signed in may see, or all of whose members they may see."""
    found = session.get(Household, household_id)
    if found is None:
        raise NotThereError()
    if not any(may_see_case(session, office, one) for one in repositories.cases_of_household(session, household_id)):
        for member in found.members:
            the_person(session, office, member.person_id)
    return found


def root(session: "Session", office: Office, kind: str, number: int) -> Any:
    """The person, household or case of that number, if it may be seen."""
    match kind:
        case "person":
            return the_person(session, office, number)
        case "household":
            return the_household(session, office, number)
        case "case":
            return the_case(session, office, number)
    raise NotThereError()


def history_of(session: "Session", roots: Iterable[tuple[str, int]]) -> tuple[HistoryLine, ...]:
    """Every change of these records, the latest first."""
    users = names_of_users(session)
    lines = [
        HistoryLine(
            change.id,
            change.recorded_at,
            change.holds_from,
            users.get(change.user_id, ""),
            change.entity,
            change.entity_id,
            change.field,
            change.old,
            change.new,
        )
        for root in roots
        for change in past.of_root(session, *root)
    ]
    return tuple(sorted(lines, key=lambda line: line.seq, reverse=True))


def may_be_given_cases(user: User | None) -> bool:
    """Whether somebody is here and works on cases, so that a case or a note may be given to them."""
    return user is not None and user.disabled_at is None and bool({"caseworker", "supervisor"} & set(user.roles))


def names_of_users(session: "Session") -> dict[int, str]:
    """The display name of every user, those who have left too."""
    return repositories.user_names(session)
