"""Taking over a spreadsheet: read, reviewed against the store, stored all or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returnhelp.domain import intake_headings, intake_mapping, intake_review
from returnhelp.domain.aid import AidLine
from returnhelp.domain.case import Case, CaseType, Permit, StayStatus, StepTaken, Traveller
from returnhelp.domain.errors import DoubtsOpenError, FileNotReadError, MappingUnreadableError, NothingToTakeOverError
from returnhelp.domain.household import Household, Member, MemberRole
from returnhelp.domain.intake import (
    Answers,
    Doubt,
    IntakeHousehold,
    IntakeRow,
    Progress,
    Review,
    SheetMapping,
    UnreadRow,
    Workbook,
)
from returnhelp.domain.ledger import Ledger
from returnhelp.domain.ledger_rules import LARGEST
from returnhelp.domain.likeness import Identity, Reason, same_person
from returnhelp.domain.people import Origin, Person
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import Vulnerability
from returnhelp.i18n import intake_words
from returnhelp.services import numbers, preferences, pseudonyms, records
from returnhelp.services.office import Look, Office, Work, command, question
from returnhelp.storage import repositories

if TYPE_CHECKING:
    from returnhelp.storage.session import Session

_STRIDE = 500


@dataclass(frozen=True)
class InStore:
    """A row whose person is in the store already, with why; ``departed`` if this very departure is there too."""

    row: int
    person_id: int
    name: str
    certain: bool
    reasons: tuple[Reason, ...]
    departed: bool


@dataclass(frozen=True)
class TakenOver:
    """What an import brought."""

    people: int
    cases: int
    households: int
    repeated: int
    unread: tuple[UnreadRow, ...]
    known_people: int
    """People of the list who were in the store already."""


def open_sheet(office: Office, file: Path, progress: Progress | None = None) -> Workbook:
    """Read a spreadsheet; raises the named refusal for a file that is not to be trusted or cannot be read."""
    from returnhelp.exchange import reading

    office.require(Act.IMPORT_LISTS)
    try:
        return reading.read(file, progress=progress)
    except OSError as refused:
        raise FileNotReadError(name=file.name) from refused


def propose(office: Office, workbook: Workbook) -> SheetMapping:
    """Where the headings are and what the columns hold, as well as the program can tell.

    Raises HeadingRowNotFoundError.
    """
    office.require(Act.IMPORT_LISTS)
    return intake_headings.propose(workbook, office.today())


def fit(office: Office, workbook: Workbook, mapping: SheetMapping) -> SheetMapping:
    """A saved mapping for another list of its kind; raises SheetNotThereError when its headings are not in it."""
    office.require(Act.IMPORT_LISTS)
    return intake_mapping.fit(mapping, workbook, office.today())


def review(
    office: Office,
    workbook: Workbook,
    mapping: SheetMapping,
    answers: Answers | None = None,
    progress: Progress | None = None,
) -> Review:
    """Everything to look at before the list is stored; nothing is stored."""
    office.require(Act.IMPORT_LISTS)
    return intake_review.review(workbook, mapping, office.today(), answers=answers, progress=progress)


@question(Act.IMPORT_LISTS)
def in_store(look: Look, reviewed: Review) -> tuple[InStore, ...]:
    """Which people of the list are in the store already."""
    return tuple(_matches(look.session, look.office, counted_rows(reviewed)).values())


def counted_rows(reviewed: Review) -> list[IntakeRow]:
    """The rows that count: each person and departure once."""
    skipped = {row for group in reviewed.repeated for row in group.skipped}
    return [row for row in reviewed.rows if row.row not in skipped]


def _matches(session: "Session", office: Office, rows: list[IntakeRow]) -> dict[int, InStore]:
    """By the ZEMIS number, else by birth date (a year alone with the same dossier) and a name as good as the same."""
    by_zemis = repositories.people_by_number(session, (row.zemis for row in rows))
    loose = [row for row in rows if row.birth and row.zemis not in by_zemis]
    born: dict[date, list[Person]] = defaultdict(list)
    for person in repositories.people_born_on(session, {row.birth.day for row in loose if row.birth}):
        if person.birth_date:
            born[person.birth_date].append(person)
    dossiers = repositories.dossiers_of(session, {one.id for some in born.values() for one in some if one.id})
    hits: dict[int, tuple[int, bool, tuple[Reason, ...]]] = {}
    for row in rows:
        if row.zemis and row.zemis in by_zemis:
            hits[row.row] = (by_zemis[row.zemis], True, (Reason.SAME_ZEMIS,))
    for row in loose:
        for person in born.get(row.birth.day, ()) if row.birth else ():
            shared = row.n_number if (person.id, row.n_number) in dossiers else ""
            likeness = same_person(row.identity, identity(person, shared))
            if likeness.likely and person.id is not None:
                hits[row.row] = (person.id, False, likeness.reasons)
                break
    departed = repositories.departures_of(session, {hit[0] for hit in hits.values()})
    people = repositories.people(session, {hit[0] for hit in hits.values()})
    unnamed = pseudonyms.of_people(session, people)
    found = {}
    for row in rows:
        if row.row not in hits:
            continue
        person_id, certain, reasons = hits[row.row]
        person = people[person_id]
        name = unnamed.get(person_id, person.name) if records.may_see_person(session, office, person) else ""
        there = row.departure is not None and (person_id, row.departure.day) in departed
        found[row.row] = InStore(row.row, person_id, name, certain, reasons, there)
    return found


def identity(person: Person, n_number: str = "") -> Identity:
    """What is compared of a person in the store."""
    return Identity(
        family_names=tuple(filter(None, (person.family_name, person.original_family_name))),
        given_names=tuple(filter(None, (person.given_names, person.original_given_names))),
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        sex=person.sex.value,
        nationalities=frozenset(one.bfs for one in person.nationalities),
        zemis=person.zemis,
        n_number=n_number,
        phones=frozenset({person.phone} if person.phone else ()),
    )


@command(Act.IMPORT_LISTS)
def take_over(
    work: Work,
    reviewed: Review,
    *,
    accept_doubts: bool = False,
    new_people: frozenset[int] = frozenset(),
    progress: Progress | None = None,
) -> TakenOver:
    """Store a reviewed list, all or nothing; what could not be read stays out and is answered.

    ``new_people`` are rows that a person said are somebody else than the one found in the store.
    Raises DoubtsOpenError while doubts need an answer (unless they are accepted), NothingToTakeOverError.
    """
    if reviewed.open_doubts and not accept_doubts:
        raise DoubtsOpenError(count=len(reviewed.open_doubts))
    rows = counted_rows(reviewed)
    if not rows:
        raise NothingToTakeOverError()
    found = {
        number: hit for number, hit in _matches(work.session, work.office, rows).items() if number not in new_people
    }
    again = {number for number, hit in found.items() if hit.departed}
    fresh = {row.row: row for row in rows if row.row not in again}
    people = _people(work, fresh, found, progress)
    households = _households(work, reviewed.households, fresh, people)
    cases = _cases(work, households, fresh, people, progress)
    known = sum(1 for number in fresh if number in found)
    work.unit.detail["taken_over"] = {"rows": len(fresh), "unread": len(reviewed.unread)}
    return TakenOver(
        people=len({people[number].id for number in fresh}),
        cases=cases,
        households=len(households),
        repeated=sum(len(group.skipped) for group in reviewed.repeated) + len(again),
        unread=reviewed.unread,
        known_people=known,
    )


def _people(
    work: Work, rows: Mapping[int, IntakeRow], found: Mapping[int, InStore], progress: Progress | None
) -> dict[int, Person]:
    """Each row's person: one in the store, the one of an earlier row, or a new one."""
    known = repositories.people(work.session, {hit.person_id for hit in found.values()})
    people: dict[int, Person] = {}
    for done, (number, row) in enumerate(rows.items()):
        first = row.person_row or number
        if number in found:
            people[number] = known[found[number].person_id]
        elif first != number and first in people:
            people[number] = people[first]
        else:
            people[number] = _person(row)
            work.session.add(people[number])
        if progress and done % _STRIDE == 0:
            progress(done // 2, len(rows))
    work.session.flush()
    return people


def _person(row: IntakeRow) -> Person:
    person = Person(
        family_name=row.family_name,
        given_names=row.given_names,
        birth_date=row.birth.day if row.birth else None,
        sex=row.sex,
        nationality_status=row.nationality_status,
        zemis=row.zemis,
        phone=row.phone,
        mother_tongue=row.language,
        address=row.address or None,
        note="\n".join(filter(None, (row.notes, *(row.remarks_as_written if not row.vulnerabilities else ())))),
        origin=Origin.TAKEN_OVER,
    )
    if row.birth:
        person.birth_precision = row.birth.precision
    if row.nationalities:
        person.set_nationalities(list(row.nationalities))
    return person


def _households(
    work: Work, grouped: Iterable[IntakeHousehold], rows: Mapping[int, IntakeRow], people: Mapping[int, Person]
) -> list[tuple[Household, list[int]]]:
    groups = [(one, [number for number in one.rows if number in rows]) for one in grouped]
    groups = [(one, numbers_) for one, numbers_ in groups if numbers_]
    there = repositories.households_by_dossier(work.session, (one.n_number for one, _ in groups))
    made: list[tuple[Household, list[int]]] = []
    for one, here in groups:
        household = work.session.get(Household, there[one.n_number]) if one.n_number in there else None
        if household is None:
            entries = {rows[number].entry for number in here}
            entry = entries.pop() if len(entries) == 1 else None
            household = Household(
                n_number=one.n_number,
                canton=_shared(rows[number].canton for number in here),
                entry_date=entry.day if entry else None,
                origin=Origin.TAKEN_OVER,
            )
            work.session.add(household)
        roles = {member.row: member.role for member in one.members}
        inside = {member.person_id for member in household.members}
        for number in here:
            person_id = people[number].id
            if person_id is not None and person_id not in inside:
                role = roles.get(number, MemberRole.OTHER)
                if role is MemberRole.PRINCIPAL and household.principal is not None:
                    role = MemberRole.OTHER
                household.members.append(Member(person_id, role))
                inside.add(person_id)
        if household.principal is None:
            household.members[0].role = MemberRole.PRINCIPAL
        made.append((household, here))
    work.session.flush()
    return made


def _shared(values: Iterable[Any]) -> Any:
    """The value that all have, else None."""
    different = set(values)
    only = different.pop() if len(different) == 1 else None
    return only or None


def _cases(
    work: Work,
    households: list[tuple[Household, list[int]]],
    rows: Mapping[int, IntakeRow],
    people: Mapping[int, Person],
    progress: Progress | None,
) -> int:
    made: list[tuple[Case, list[IntakeRow]]] = []
    for done, (household, here) in enumerate(households):
        for each in _journeys(here, people):
            journey = [rows[number] for number in each]
            made.append((_case(work, household, journey, people), journey))
        if progress and done % _STRIDE == 0:
            progress(len(rows) // 2 + done * len(rows) // (2 * len(households)), len(rows))
    numbered = _number(work, [case for case, _journey in made])
    work.session.add_all(case for case, _, _ in numbered)
    work.session.flush()
    _open_ledgers(work, made)
    for case, _, _ in numbered:
        pseudonyms.settle(work, case)
    work.session.flush()
    repositories.take_case_numbers(
        work.session,
        [
            {"year": year, "serial": serial, "number": case.number, "case_id": case.id}
            for case, year, serial in numbered
        ],
    )
    return len(made)


def _journeys(here: list[int], people: Mapping[int, Person]) -> list[list[int]]:
    """The rows of a dossier by journey: a person who left twice makes a second case."""
    journeys: list[list[int]] = []
    for number in here:
        for journey in journeys:
            if all(people[number] is not people[other] for other in journey):
                journey.append(number)
                break
        else:
            journeys.append([number])
    return journeys


def _case(work: Work, household: Household, rows: list[IntakeRow], people: Mapping[int, Person]) -> Case:
    assert household.id is not None
    left = sorted(row.departure.day for row in rows if row.departure and row.departure.day <= work.today)
    planned = sorted(row.departure.day for row in rows if row.departure and row.departure.day > work.today)
    permit = _shared(row.permit for row in rows) or Permit.UNKNOWN
    day = left[0] if left else work.today
    case = Case(
        household.id,
        kind=CaseType.STATUS_S_RETURN if permit is Permit.S else CaseType.UNKNOWN,
        opened_on=day,
        canton=_shared(row.canton for row in rows),
        destination=_shared(row.destination for row in rows),
        airport=_shared(row.airport for row in rows) or "",
        planned_departure=planned[0] if planned else None,
        origin=Origin.TAKEN_OVER,
    )
    step = Step.DEPARTED if left else Step.TRAVEL_BOOKED if planned else Step.ENQUIRY
    case.steps.append(StepTaken(None, step, day, work.now, work.office.user.id, origin=Origin.TAKEN_OVER))
    case.step, case.step_since = step, day
    if permit is not Permit.UNKNOWN:
        case.record_stay(StayStatus(permit))
    for row in rows:
        _traveller(case, row, people[row.row], permit, work.today)
    return case


def _traveller(case: Case, row: IntakeRow, person: Person, permit: Permit, today: date) -> None:
    assert person.id is not None
    day = row.departure.day if row.departure and row.departure.day <= today else None
    case.travellers.append(
        Traveller(
            person.id,
            permit=row.permit if row.permit is not permit else None,
            canton=row.canton if row.canton and row.canton != case.canton else None,
            destination=row.destination if row.destination != case.destination else None,
            departed_on=day,
            airport=row.airport,
        )
    )
    case.vulnerabilities += [Vulnerability(person.id, kind) for kind in row.vulnerabilities]
    case.aid += [AidLine(amount.component, person.id, project=amount.project) for amount in row.amounts]


def _open_ledgers(work: Work, made: Iterable[tuple[Case, list[IntakeRow]]]) -> None:
    """Enter what the list says was paid as the opening of each line, once the lines have their numbers.

    A sum below nothing, which somebody accepted as it was written, moves no money; the line says it in words.
    """
    me, at = work.office.user.id, work.now
    for case, rows in made:
        amounts = [(row, amount) for row in rows for amount in row.amounts]
        ledger = Ledger(case.aid, case.payments, case.ledger)
        for line, (row, amount) in zip(case.aid, amounts, strict=True):
            day = row.departure.day if row.departure and row.departure.day <= work.today else None
            paid = amount.centimes
            if 0 <= paid <= LARGEST:
                ledger.opening(line, paid, day, paid, day, amount.currency, by=me, at=at)
            else:
                line.currency, line.origin = amount.currency, Origin.TAKEN_OVER
                line.calculation = f"{amount.currency} {paid / 100:.2f}"


def _number(work: Work, made: list[Case]) -> list[tuple[Case, int, int]]:
    """Give the next numbers of each year, in the order of departure: case, year, serial."""
    pattern = str(preferences.value(work.session, "case_number_format"))
    by_year: dict[int, list[Case]] = defaultdict(list)
    for case in made:
        by_year[(case.opened_on or work.today).year].append(case)
    numbered = []
    for year, cases in sorted(by_year.items()):
        cases.sort(key=lambda case: case.opened_on or date.min)
        serials = repositories.next_case_serials(work.session, year, len(cases))
        for serial, case in zip(serials, cases, strict=True):
            case.number = numbers.formatted(pattern, year, serial)
            numbered.append((case, year, serial))
    return numbered


# --- mappings, and the rows to be mended -----------------------------------------------------------


@question(Act.IMPORT_LISTS)
def mappings(look: Look) -> dict[str, SheetMapping]:
    """The saved mappings by name; what this version cannot read is left out."""
    kept = {}
    for name, content in repositories.mappings(look.session).items():
        with suppress(MappingUnreadableError):
            kept[name] = intake_mapping.from_dict(content, name)
    return kept


@command(Act.IMPORT_LISTS)
def save_mapping(work: Work, name: str, mapping: SheetMapping) -> None:
    """Keep how a sheet is read, for the next one of its kind."""
    repositories.save_mapping(work.session, " ".join(name.split())[:100], intake_mapping.to_dict(mapping))


def to_mend(
    office: Office, workbook: Workbook, reviewed: Review, heading: str = "", reasons: Mapping[int, str] | None = None
) -> bytes:
    """The rows that could not be read, as a spreadsheet with the reason for each, to mend and import again.

    Heading and reasons are in the language in use unless they are given.
    """
    from returnhelp.exchange import mending

    office.require(Act.IMPORT_LISTS)
    told = intake_words.reasons_by_row(reviewed.unread) if reasons is None else reasons
    return mending.to_mend(workbook, reviewed, heading or intake_words.reason_heading(), told)


def doubts_by_row(reviewed: Review) -> Mapping[int, list[Doubt]]:
    """The doubts of each row."""
    found: dict[int, list[Doubt]] = defaultdict(list)
    for doubt in reviewed.doubts:
        found[doubt.row].append(doubt)
    return found
