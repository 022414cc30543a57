"""Cases: opened with their household, read, edited by field, undone, shown as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from returnhelp.domain.case import Case, StayStatus, TravellerFacts, missing_for
from returnhelp.domain.case import Traveller as CaseTraveller
from returnhelp.domain.edits import Conflict, Edit, Record, Refusal, apply, check_span, checked, write
from returnhelp.domain.errors import (
    BornAfterError,
    ChangedMeanwhileError,
    FieldRefusedError,
    NameMissingError,
    NotAllowedError,
    NotThereError,
)
from returnhelp.domain.household import Household, Member, MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.people import EARLIEST_RECORD, Person
from returnhelp.domain.roles import Act, Role
from returnhelp.domain.steps import Ask, Move, Need, Reason, Step, moves_from
from returnhelp.domain.vulnerability import Vulnerability
from returnhelp.services import records, undoing
from returnhelp.services.numbers import give_number
from returnhelp.services.office import Look, Work, command, question
from returnhelp.storage import history as past
from returnhelp.storage import repositories


@dataclass(frozen=True)
class NextStep:
    """A step that may follow: what is missing for it, what it asks for, whether the reader may take it."""

    step: Step
    missing: tuple[Need, ...]
    asks: tuple[Ask, ...]
    reasons: tuple[Reason, ...]
    for_me: bool


@dataclass(frozen=True)
class StepSeen:
    """A step as the case's history shows it."""

    step: Step
    effective_on: date
    recorded_at: datetime
    by: str
    reason: Reason | None
    reference: str
    comment: str
    answers: Mapping[str, Any]
    taken_back_at: datetime | None
    taken_back_by: str
    taken_back_reason: str
    taken_over: bool


@dataclass(frozen=True)
class CaseView:
    """A whole case as its page shows it."""

    case: Record
    household: Record
    members: tuple[Record, ...]
    people: Mapping[int, Record]
    people_parts: Mapping[int, Mapping[str, tuple[Record, ...]]]
    parts: Mapping[str, tuple[Record, ...]]
    steps: tuple[StepSeen, ...]
    next: tuple[NextStep, ...]
    users: Mapping[int, str]
    name: str
    """The principal applicant's name."""
    other_cases: tuple[tuple[int, str, Step], ...]
    last_saved: datetime | None
    can_edit: bool


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


_ONE_READING = timedelta(minutes=5)


@command(Act.EDIT_CASES)
def open_case(work: Work, new: NewCase) -> int:
    """Open a case with its household and people, all or nothing; the answer is the case's number in the store.

    Raises NameMissingError when nobody has a name, FieldRefusedError for a value that cannot be kept.
    """
    session, today = work.session, work.today
    if not new.members:
        raise NameMissingError()
    checked("case", {"opened_on": new.opened_on}, today)
    if new.household_id is None:
        household = Household()
        for name, value in checked("household", new.household, today).items():
            write(household, name, value)
        session.add(household)
        session.flush()
    else:
        household = records.the_household(session, work.office, new.household_id)
    travellers = [join(work, household, member) for member in new.members]
    if household.principal is None and household.members:
        household.members[0].role = MemberRole.PRINCIPAL
    assert household.id is not None
    case = Case(household.id, opened_on=new.opened_on or today)
    for name, value in checked("case", new.case, today).items():
        write(case, name, value)
    if case.caseworker_id is None and Role.CASEWORKER in work.office.user.roles:
        case.caseworker_id = work.office.user.id
    case.number = give_number(work, case.opened_on or today)
    for member, person in zip(new.members, travellers, strict=True):
        if member.travels and person.id is not None:
            case.travellers.append(CaseTraveller(person.id))
            case.vulnerabilities += [Vulnerability(person.id, kind, since=today) for kind in member.vulnerabilities]
    if new.stay:
        stay = StayStatus(**checked("stays", new.stay, today))
        case.record_stay(stay)
    opened = case.opened_on or today
    case.take(
        Step.ENQUIRY,
        opened,
        by=work.office.user.id,
        roles=work.office.user.roles,
        at=work.now,
        missing=(),
        answers={Ask.CHANNEL.value: new.channel} if new.channel else {},
    )
    work.unit.holds_from = opened
    session.add(case)
    session.flush()
    assert case.id is not None
    repositories.take_case_numbers(
        session, [{"year": opened.year, "serial": _serial(work), "number": case.number, "case_id": case.id}]
    )
    work.unit.subject = ("case", case.id)
    return case.id


def _serial(work: Work) -> int:
    return int(work.unit.detail["serial"])


def join(work: Work, household: Household, member: NewMember) -> Person:
    """Let somebody be of a household: one who is known, or a new person. Raises NameMissingError, NotThereError."""
    if member.person_id is not None:
        person = _the_person_there(work, member.person_id)
    else:
        person = Person()
        for name, value in checked("person", member.person, work.today).items():
            write(person, name, value)
        if not person.name and not (person.original_family_name or person.original_given_names):
            raise NameMissingError()
        work.session.add(person)
        work.session.flush()
    assert person.id is not None
    if all(one.person_id != person.id for one in household.members):
        household.members.append(Member(person.id, member.role))
    return person


@question(Act.SEE_CASES, recorded=True)
def view(look: Look, case_id: int) -> CaseView:
    """A whole case; reading it is recorded, a page that reads again after each save once. Raises NotThereError."""
    session, office = look.session, look.office
    case = records.the_case(session, office, case_id)
    look.subject = ("case", case_id)
    look.recorded_lately = repositories.entered_since(
        session, office.now() - _ONE_READING, office.user.id, "cases.view", look.subject
    )
    household = session.get(Household, case.household_id)
    if household is None:
        raise NotThereError()
    ids = {one.person_id for one in household.members} | {one.person_id for one in case.travellers}
    people = repositories.people(session, records.in_sight_of(session, office, case, ids))
    users = records.names_of_users(session)
    facts = _facts(case, people)
    has_principal = household.principal is not None
    principal = people.get(household.principal.person_id) if household.principal else None
    return CaseView(
        case=records.record("case", case, ("case", case_id)),
        household=records.record("household", household, ("household", case.household_id)),
        members=tuple(
            records.record("member", one, ("household", case.household_id))
            for one in household.members
            if one.person_id in people
        ),
        people={number: records.record("person", one, ("person", number)) for number, one in people.items()},
        people_parts={number: records.records_of("person", one) for number, one in people.items()},
        parts=records.records_of("case", case),
        steps=tuple(_seen(taken, users) for taken in case.steps),
        next=tuple(
            NextStep(
                row.after,
                missing_for(row, case, facts, has_principal, office.today()),
                row.asks,
                row.reasons,
                bool(row.who & office.user.roles) and office.may(Act.TAKE_STEP),
            )
            for row in moves_from(case.step)
        ),
        users=users,
        name=principal.name if principal else "",
        other_cases=tuple(
            (other.id, other.number, other.step)
            for other in repositories.cases_of_household(session, case.household_id)
            if other.id != case_id and other.id is not None and records.may_see_case(session, office, other)
        ),
        last_saved=repositories.last_saved(session, "case", case_id),
        can_edit=office.may(Act.EDIT_CASES) and case.deleted_at is None,
    )


def _facts(case: Case, people: Mapping[int, Person]) -> list[TravellerFacts]:
    facts = []
    for traveller in case.travellers:
        person = people.get(traveller.person_id)
        if person is None:
            continue
        last = [paper.expires_on for paper in person.travel_documents]
        facts.append(
            TravellerFacts(
                named=bool(person.name or person.original_family_name or person.original_given_names),
                birth_known=person.birth_date is not None,
                nationality_known=bool(person.nationalities) or person.nationality_status.value == "stateless",
                document_valid_until=None if None in last else max((day for day in last if day), default=None),
                has_document=bool(last),
            )
        )
    return facts


def missing_now(work: Work, case: Case, row: Move, on: date) -> tuple[Need, ...]:
    """What is missing for a step of this case on that day."""
    household = work.session.get(Household, case.household_id)
    people = repositories.people(work.session, [one.person_id for one in case.travellers])
    return missing_for(row, case, _facts(case, people), bool(household and household.principal), on)


def _seen(taken: Any, users: Mapping[int, str]) -> StepSeen:
    return StepSeen(
        taken.step,
        taken.effective_on,
        taken.recorded_at,
        users.get(taken.by_user_id, ""),
        taken.reason,
        taken.reference,
        taken.comment,
        taken.answers,
        taken.taken_back_at,
        users.get(taken.taken_back_by, "") if taken.taken_back_by else "",
        taken.taken_back_reason,
        taken.origin.value == "taken_over",
    )


# --- editing by field ------------------------------------------------------------------------------


@command(Act.EDIT_CASES)
def save(work: Work, edits: Sequence[Edit]) -> dict[int, int]:
    """Carry out all edits or none; answers the number of each record made, by its place in ``edits``.

    Raises ChangedMeanwhileError with the conflicts when somebody else was first, FieldRefusedError for a
    value that cannot be kept, NotThereError for a record that is gone.
    """
    conflicts: list[Conflict] = []
    made: dict[int, Any] = {}
    touched: list[Any] = []
    for place, edit in enumerate(edits):
        owner = records.root(work.session, work.office, *edit.root)
        if owner.deleted_at is not None:
            raise NotThereError()
        if edit.id is None:
            made[place] = _make(work, owner, edit)
        elif edit.remove:
            _remove(work, owner, edit)
        else:
            thing = _find(owner, edit)
            if edit.entity in ("case", "person"):
                _check_restriction(work, edit, thing)
            _check_references(work, edit)
            conflicts += apply(edit, thing, work.today)
        touched.append(owner)
    if conflicts:
        error = ChangedMeanwhileError(who=_last_editor(work, conflicts))
        error.conflicts = tuple(conflicts)
        raise error
    for owner in touched:
        _settle(work, owner)
    work.session.flush()
    if edits:
        work.unit.subject = edits[0].root
    return {place: thing.id for place, thing in made.items()}


def _check_restriction(work: Work, edit: Edit, thing: Case | Person) -> None:
    if edit.values.get("restricted") is False and thing.restricted and not work.office.sees_restricted():
        raise NotAllowedError(act=Act.SEE_TEAM)


def _check_references(work: Work, edit: Edit) -> None:
    """A record names only people who may be seen and are there, and users whom the office has."""
    person_id = edit.values.get("person_id")
    if isinstance(person_id, int) and person_id != edit.was.get("person_id"):
        _the_person_there(work, person_id)
    users = records.names_of_users(work.session)
    for name in ("caseworker_id", "assignee_id", "for_user_id"):
        user_id = edit.values.get(name)
        if isinstance(user_id, int) and user_id not in users:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)


def _the_person_there(work: Work, person_id: int) -> Person:
    person = records.the_person(work.session, work.office, person_id)
    if person.deleted_at is not None:
        raise NotThereError()
    return person


def _children(owner: Any, edit: Edit) -> list[Any]:
    attribute = records.CHILDREN[edit.root[0]].get(edit.entity)
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


def _make(work: Work, owner: Any, edit: Edit) -> Any:
    if edit.entity == "documents":  # made by attaching a file
        raise FieldRefusedError(field=edit.entity, reason=Refusal.NOT_EDITABLE)
    siblings = _children(owner, edit)
    values = checked(edit.entity, edit.values, work.today)
    _check_references(work, edit)
    if edit.entity == "contacts":
        values["by_user_id"] = work.office.user.id
    if edit.entity == "notes":
        values |= {"by_user_id": work.office.user.id, "written_at": work.now}
    kind = records.CHILD_KINDS[edit.entity]
    try:
        thing = kind(**values)
    except TypeError:
        raise FieldRefusedError(field=edit.entity, reason=Refusal.EMPTY) from None
    check_span(edit.entity, thing)
    siblings.append(thing)
    return thing


def _remove(work: Work, owner: Any, edit: Edit) -> None:
    child = _find(owner, edit)
    if child is owner:
        raise FieldRefusedError(field=edit.entity, reason=Refusal.NOT_EDITABLE)
    _children(owner, edit).remove(child)
    if isinstance(child, Member | CaseTraveller):
        work.unit.also_reindex_people.add(child.person_id)


def _settle(work: Work, owner: Any) -> None:
    """What follows from an edit by itself."""
    if isinstance(owner, Case):
        owner.settle_stay()
        people = repositories.people(work.session, [one.person_id for one in owner.travellers])
        for traveller in owner.travellers:
            person = people.get(traveller.person_id)
            day = traveller.departed_on
            if person and day and person.birth_date and day < person.birth_date:
                raise BornAfterError(day=day)
    if isinstance(owner, Person) and not (owner.name or owner.original_family_name or owner.original_given_names):
        raise NameMissingError()
    if isinstance(owner, Household):
        work.unit.also_reindex_people.update(member.person_id for member in owner.members)


def _last_editor(work: Work, conflicts: Sequence[Conflict]) -> str:
    names = records.names_of_users(work.session)
    first = conflicts[0]
    user = repositories.last_change_by(work.session, first.entity, first.id, first.field)
    return names.get(user, "") if user is not None else ""


# --- what was ---------------------------------------------------------------------------------------


@question(Act.SEE_CASES)
def history(look: Look, kind: str, number: int) -> tuple[HistoryLine, ...]:
    """Who changed what when, field by field, the latest first, with the people and household of a case."""
    roots = _roots(look, kind, number)
    users = records.names_of_users(look.session)
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
        for change in past.of_root(look.session, *root)
    ]
    return tuple(sorted(lines, key=lambda line: line.seq, reverse=True))


def _roots(look: Look, kind: str, number: int) -> list[tuple[str, int]]:
    owner = records.root(look.session, look.office, kind, number)
    roots = [(kind, number)]
    if isinstance(owner, Case):
        household = records.the_household(look.session, look.office, owner.household_id)
        roots.append(("household", owner.household_id))
        ids = {one.person_id for one in household.members} | {one.person_id for one in owner.travellers}
        shown = records.in_sight_of(look.session, look.office, owner, ids)
        roots += [("person", person_id) for person_id in sorted(shown)]
    return roots


@question(Act.SEE_CASES)
def as_it_was(look: Look, case_id: int, day: date) -> dict[str, dict[int, dict[str, Any]]]:
    """The case with its household and people as the store had them at the end of that day.

    Answers entity → number → field → value as the history keeps it; {} before the case was entered.
    """
    until = datetime.combine(max(day, EARLIEST_RECORD), time.max).astimezone()
    standing: dict[str, dict[int, dict[str, Any]]] = {}
    case_then = past.as_it_was(past.of_root(look.session, "case", case_id, until))
    case = records.the_case(look.session, look.office, case_id)
    if case_id not in case_then.get("case", {}):
        return {}
    household_id = case_then["case"][case_id]["household_id"]
    household_then = past.as_it_was(past.of_root(look.session, "household", household_id, until))
    ids = {one["person_id"] for one in household_then.get("member", {}).values()}
    ids |= {one["person_id"] for one in case_then.get("travellers", {}).values()}
    ids = records.in_sight_of(look.session, look.office, case, ids)
    for part in (
        case_then,
        household_then,
        *(past.as_it_was(past.of_root(look.session, "person", one, until)) for one in sorted(ids)),
    ):
        for entity, things in part.items():
            standing.setdefault(entity, {}).update(things)
    return standing


@command(Act.EDIT_CASES)
def undo(work: Work, seq: int) -> None:
    """Take back the edits of one earlier command of one's own.

    Raises NotAllowedError for somebody else's, ChangedMeanwhileError where the record was changed since.
    """
    undoing.take_back(work, seq)
