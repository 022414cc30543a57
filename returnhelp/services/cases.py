"""Cases: opened with their household, read, edited by field, undone, shown as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from returnhelp.domain import area_checks, money_checks, project_checks, rif_checks, travel_checks, visit_checks
from returnhelp.domain.aid import AidLine
from returnhelp.domain.case import Case, StayStatus
from returnhelp.domain.case import Traveller as CaseTraveller
from returnhelp.domain.deadlines import Deadline
from returnhelp.domain.edits import Edit, Record, Refusal, checked, write
from returnhelp.domain.errors import (
    BornAfterError,
    FieldRefusedError,
    NameMissingError,
    NotAllowedError,
    NotThereError,
    SealedPersonError,
)
from returnhelp.domain.figures import is_minor
from returnhelp.domain.household import Household, Member, MemberRole
from returnhelp.domain.needs import TravellerFacts, missing_for
from returnhelp.domain.office import User
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.people import EARLIEST_RECORD, Person, TravelDocument
from returnhelp.domain.projects import Project
from returnhelp.domain.roles import Act, Clearance, Role
from returnhelp.domain.steps import Ask, Move, Need, Reason, Step, moves_from
from returnhelp.domain.surveys import Instrument
from returnhelp.domain.vulnerability import Vulnerability
from returnhelp.services import compartments, editing, eligibility, pseudonyms, records, registers, surveys, undoing
from returnhelp.services.numbers import give_number
from returnhelp.services.office import Look, Work, command, question
from returnhelp.services.records import HistoryLine as HistoryLine
from returnhelp.services.registers import ProgrammeChoice
from returnhelp.storage import deadline_rows, repositories
from returnhelp.storage import history as past


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
    programmes: tuple[ProgrammeChoice, ...] = ()
    """The programmes that it may name, those that fit first."""
    deadlines: tuple[Deadline, ...] = ()
    """Every deadline that follows from it, the met ones too."""
    sealed: tuple[compartments.SealedSeen, ...] = ()
    """What is sealed in it, without its content."""
    instruments: tuple[Instrument, ...] = ()
    """What may be asked in surveys, and what was."""
    clearances: frozenset[Clearance] = frozenset()
    """Of the reader."""
    today: date | None = None
    open_rules: int = 0
    """How many rules of eligibility must be answered before the next step; 0 while none asks for them."""


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
    given = Edit("case", None, ("case", 0), new.case)
    _check_worker(work, given, None)
    _check_references(work, given, None)
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
    pseudonyms.settle(work, case)
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
        for paper in member.travel_documents:
            person.travel_documents.append(TravelDocument(**checked("travel_documents", paper, work.today)))
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
    facts = _facts(case, people, office.today())
    has_principal = household.principal is not None
    principal = people.get(household.principal.person_id) if household.principal else None
    rows = moves_from(case.step, case.kind)
    asked = any(Need.RULES_ANSWERED in row.needs for row in rows)
    unanswered = eligibility.still_open(look, case, office.today(), search=False) if asked else ()
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
        parts=records.records_of("case", case) | {"payments": records.payments_of(case)},
        steps=tuple(_seen(taken, users) for taken in case.steps),
        next=tuple(
            NextStep(
                row.after,
                _with_rules(row, missing_for(row, case, facts, has_principal, office.today()), bool(unanswered)),
                row.asks,
                row.reasons,
                bool(row.who & office.user.roles) and office.may(Act.TAKE_STEP),
            )
            for row in rows
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
        programmes=tuple(registers.programmes_for(session, case, people, office.today())),
        deadlines=deadline_rows.of_case(session, case, office.today()),
        sealed=compartments.seen_of(session, office, case),
        instruments=surveys.known(look),
        clearances=office.user.clearances,
        today=office.today(),
        open_rules=len(unanswered),
    )


def _facts(case: Case, people: Mapping[int, Person], day: date) -> list[TravellerFacts]:
    facts = []
    for traveller in case.travellers:
        person = people.get(traveller.person_id)
        if person is None:
            continue
        traveller_day = traveller.departed_on or case.planned_departure or day
        last = [paper.expires_on for paper in person.travel_documents]
        facts.append(
            TravellerFacts(
                named=bool(person.name or person.original_family_name or person.original_given_names),
                birth_known=person.birth_date is not None,
                nationality_known=bool(person.nationalities) or person.nationality_status.value == "stateless",
                document_valid_until=None if None in last else max((day for day in last if day), default=None),
                has_document=bool(last),
                person_id=traveller.person_id,
                minor=None if person.birth_date is None else is_minor(person.birth_date, traveller_day),
            )
        )
    return facts


def missing_now(work: Work, case: Case, row: Move, on: date) -> tuple[Need, ...]:
    """What is missing for a step of this case on that day."""
    household = work.session.get(Household, case.household_id)
    people = repositories.people(work.session, [one.person_id for one in case.travellers])
    missing = missing_for(row, case, _facts(case, people, on), bool(household and household.principal), on)
    if Need.RULES_ANSWERED not in row.needs or Need.RULES_ANSWERED in missing:
        return missing
    return _with_rules(row, missing, bool(eligibility.still_open(work, case, on, search=True)))


def _with_rules(row: Move, missing: tuple[Need, ...], still_open: bool) -> tuple[Need, ...]:
    """What is missing, with the rules of eligibility where something of them is still open."""
    wanted = {*missing, *({Need.RULES_ANSWERED} if still_open else ())}
    return tuple(need for need in row.needs if need in wanted)


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
    return editing.carry_out(work, edits, _RULES)


def _find_root(work: Work, kind: str, number: int) -> Any:
    return records.root(work.session, work.office, kind, number)


def _check(work: Work, edit: Edit, thing: Any) -> None:
    if edit.entity == "case":
        _check_worker(work, edit, thing)
    _check_again(work, edit, thing)


def _check_again(work: Work, edit: Edit, thing: Any) -> None:
    """What must hold of what was, too, when it comes back."""
    if thing is None and edit.entity == "documents":  # made by attaching a file
        raise FieldRefusedError(field=edit.entity, reason=Refusal.NOT_EDITABLE)
    if edit.entity in ("case", "person") and thing is not None:
        _check_restriction(work, edit, thing)
    if edit.entity == "surveys":
        surveys.heed(work, edit, thing)
    if isinstance(thing, AidLine):
        money_checks.check_edit(thing, edit.values)
    _check_references(work, edit, thing)


def _fill_in(work: Work, edit: Edit) -> dict[str, Any]:
    match edit.entity:
        case "contacts":
            return {"by_user_id": work.office.user.id}
        case "surveys":
            return {"by_user_id": work.office.user.id}
        case "notes":
            return {"by_user_id": work.office.user.id, "written_at": work.now}
    return {}


def _removed(work: Work, edit: Edit, child: Any) -> None:
    if isinstance(child, Member | CaseTraveller):
        work.unit.also_reindex_people.add(child.person_id)
    if isinstance(child, Project):
        project_checks.check_removal(_find_root(work, *edit.root), child)
    if isinstance(child, AidLine):
        money_checks.check_lines(_find_root(work, *edit.root))


def _check_restriction(work: Work, edit: Edit, thing: Case | Person) -> None:
    """Who restricted a record lifts that no more; what came with a pseudonym goes with it when both are taken back."""
    lifted = edit.values.get("restricted") is False and thing.restricted and "pseudonym" not in edit.values
    if lifted and not work.office.sees_restricted():
        raise NotAllowedError(act=Act.SEE_TEAM)


def _check_worker(work: Work, edit: Edit, thing: Any) -> None:
    """A case is given to somebody who works on cases; taken back it may go to whoever left meanwhile."""
    worker = edit.values.get("caseworker_id")
    if worker is None or (thing is not None and worker == thing.caseworker_id):
        return
    if not isinstance(worker, int) or not records.may_be_given_cases(work.session.get(User, worker)):
        raise FieldRefusedError(field="caseworker_id", reason=Refusal.NOT_A_CHOICE)


def _check_references(work: Work, edit: Edit, thing: Any) -> None:
    """A record names only what may be seen and is there: people, programmes, partners, parts of its case, users."""

    def anew(name: str) -> int | None:
        """The number that is named, unless it stood there before; ``was`` is only what somebody says of it."""
        value = edit.values.get(name)
        stands = thing is not None and value == getattr(thing, name, None)
        return value if isinstance(value, int) and not stands else None

    if (person_id := anew("person_id")) is not None:
        _the_person_there(work, person_id)
        if edit.root[0] == "case" and edit.entity != "travellers":
            work.session.info.setdefault(_NAMED, {}).setdefault(edit.root[1], set()).add(person_id)
    if (programme_id := anew("programme_id")) is not None:
        registers.the_programme(work.session, programme_id)
    if (partner_id := anew("partner_id")) is not None:
        registers.check_partner(work.session, partner_id)
    if (project_id := anew("project_id")) is not None:
        project_checks.check_part(_find_root(work, *edit.root), project_id)
    if (line_id := anew("aid_line_id")) is not None:
        project_checks.check_line(_find_root(work, *edit.root), line_id)
    users = records.names_of_users(work.session)
    for name in ("caseworker_id", "assignee_id", "for_user_id"):
        user_id = edit.values.get(name)
        if isinstance(user_id, int) and user_id not in users:
            raise FieldRefusedError(field=name, reason=Refusal.NOT_A_CHOICE)


_NAMED = "people who were newly named in cases"


def _check_part(work: Work, case: Case) -> None:
    """Whoever is newly named in a case travels in it or is of its household. Raises SealedPersonError."""
    named: set[int] = work.session.info.get(_NAMED, {}).get(case.id, set())
    household = work.session.get(Household, case.household_id) if named else None
    inside = {one.person_id for one in (*case.travellers, *(household.members if household is not None else ()))}
    if not named <= inside:
        raise SealedPersonError()


def _the_person_there(work: Work, person_id: int) -> Person:
    person = records.the_person(work.session, work.office, person_id)
    if person.deleted_at is not None:
        raise NotThereError()
    return person


def _settle(work: Work, owner: Any) -> None:
    """What follows from an edit by itself."""
    if isinstance(owner, Case):
        _check_part(work, owner)
        owner.settle_stay()
        people = repositories.people(work.session, [one.person_id for one in owner.travellers])
        for traveller in owner.travellers:
            person = people.get(traveller.person_id)
            day = traveller.departed_on
            if person and day and person.birth_date and day < person.birth_date:
                raise BornAfterError(day=day)
        travel_checks.check(owner)
        rif_checks.check(owner)
        area_checks.check(owner, people, work.today)
        project_checks.settle(owner)
        project_checks.check(owner)
        visit_checks.check(owner)
        surveys.check(work, owner, people)
        money_checks.check_lines(owner)
        pseudonyms.settle(work, owner)
    if isinstance(owner, Person) and not (owner.name or owner.original_family_name or owner.original_given_names):
        raise NameMissingError()
    if isinstance(owner, Household):
        work.unit.also_reindex_people.update(member.person_id for member in owner.members)


_RULES = editing.Rules(_find_root, _check, _fill_in, _removed, _settle)


# --- what was ---------------------------------------------------------------------------------------


@question(Act.SEE_CASES)
def history(look: Look, kind: str, number: int) -> tuple[HistoryLine, ...]:
    """Who changed what when, field by field, the latest first, with the people and household of a case."""
    roots = _roots(look, kind, number)
    return records.history_of(look.session, roots)


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
    undoing.take_back(work, seq, replace(_RULES, check=_check_again))
