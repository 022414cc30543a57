"""The demo office: the list of 2022 taken over and open cases in every step, all people invented."""

import random
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from returnhelp import files
from returnhelp.domain.aid import AidComponent, AidLine, DecisionState, ProjectKind
from returnhelp.domain.case import (
    Case,
    CaseType,
    DestinationKind,
    Permit,
    Procedure,
    ProcedureStage,
    Route,
    Traveller,
)
from returnhelp.domain.consent import Consent, ConsentPurpose
from returnhelp.domain.contacts import Contact, ContactKind, ContactTopic
from returnhelp.domain.household import Household, Member, MemberRole
from returnhelp.domain.ledger import Ledger, MoneyFacts
from returnhelp.domain.money import Payer, Payment, PaymentPlace
from returnhelp.domain.people import (
    CivilStatus,
    Person,
    Precision,
    Sex,
    TravelDocument,
    TravelDocumentKind,
)
from returnhelp.domain.roles import Act, Clearance, Role
from returnhelp.domain.steps import Ask, Reason, Step, move
from returnhelp.domain.tasks import Note, Task
from returnhelp.domain.vulnerability import Vulnerability, VulnerabilityKind
from returnhelp.i18n.catalogs import N_, catalog
from returnhelp.services import (
    closing,
    demo_rules,
    demo_stays,
    demo_whole,
    imports,
    numbers,
    offices,
    preferences,
    users,
)
from returnhelp.services.office import Office, Work, command, local_now
from returnhelp.storage import repositories

PASSWORD = "Aare Brücke 1191"  # noqa: S105 - shown on the sign-in page of the demo office, on purpose
OPEN_CASES = 154


@dataclass(frozen=True)
class DemoUser:
    name: str
    display_name: str
    roles: tuple[Role, ...]
    password: str = PASSWORD


USERS = (
    DemoUser("carla", "Carla Conti", (Role.CASEWORKER,)),
    DemoUser("marco", "Marco Meier", (Role.CASEWORKER,)),
    DemoUser("sofia", "Sofia Steiner", (Role.SUPERVISOR,)),
    DemoUser("ada", "Ada Aeschlimann", (Role.ADMIN,)),
    DemoUser("otto", "Otto Oberson", (Role.AUDITOR,)),
)
_FIRST_ADMIN = USERS[3]
_NOT_YET_CLOSED = timedelta(days=62)
"""How long ago the last month lies that the office has closed."""
Progress = Callable[[int, int], None]


def create(
    folder: Path,
    progress: Progress | None = None,
    *,
    language: str = "de",
    clock: Callable[[], datetime] = local_now,
) -> tuple[DemoUser, ...]:
    """Make the demo office in an empty folder and close it; the answer is who can sign in."""
    from returnhelp.vault.passphrase import Params

    def told(done: int) -> None:
        if progress:
            progress(done, 100)

    office, _code = offices.create(
        folder,
        office_name="Demo",
        place="Bern",
        canton="BE",
        language=language,
        user_name=_FIRST_ADMIN.name,
        display_name=_FIRST_ADMIN.display_name,
        password=PASSWORD,
        roles=frozenset(_FIRST_ADMIN.roles),
        demo=True,
        params=Params.floor(),
        clock=clock,
    )
    try:
        told(10)
        for user in USERS:
            if user is not _FIRST_ADMIN:
                cleared = frozenset(Clearance) if Role.SUPERVISOR in user.roles else frozenset()
                users.add(office, user.name, user.display_name, PASSWORD, user.roles, cleared)
        told(20)
    finally:
        office.close()
    with ExitStack() as open_offices:
        staff = {user.name: offices.sign_in(folder, user.name, PASSWORD, clock) for user in USERS[:4]}
        for one in staff.values():
            open_offices.callback(one.close)
        _take_over_2022(staff["sofia"])
        told(55)
        demo_whole.add(staff)
        told(85)
        fill(staff["sofia"])
        told(95)
        closing.close(staff["sofia"], staff["sofia"].today() - _NOT_YET_CLOSED)
        told(100)
    return USERS


def sign_in_hints() -> tuple[DemoUser, ...]:
    """What the sign-in page of the demo office shows."""
    return USERS


def _take_over_2022(office: Office) -> None:
    workbook = imports.open_sheet(office, files.path("resources/demo/ausreisen_2022.xlsx"))
    reviewed = imports.review(office, workbook, imports.propose(office, workbook))
    imports.take_over(office, reviewed, accept_doubts=True)


# --- the open cases --------------------------------------------------------------------------------

# The way to each step, as a caseworker would have gone it.
_BEGINNING = (Step.ENQUIRY, Step.COUNSELLING, Step.ELIGIBILITY_CHECKED, Step.APPLICATION_SUBMITTED)
_BOOKED = (*_BEGINNING, Step.APPROVED, Step.DOCUMENTS, Step.TRAVEL_BOOKED)
_ARRIVED = (*_BOOKED, Step.DEPARTED, Step.ARRIVED)
_RUNNING = (*_ARRIVED, Step.PROJECT_PLANNING, Step.PROJECT_RUNNING)
_WAYS: dict[Step, tuple[Step, ...]] = {
    Step.ENQUIRY: _BEGINNING[:1],
    Step.COUNSELLING: _BEGINNING[:2],
    Step.ELIGIBILITY_CHECKED: _BEGINNING[:3],
    Step.APPLICATION_SUBMITTED: _BEGINNING,
    Step.APPROVED: (*_BEGINNING, Step.APPROVED),
    Step.PARTLY_APPROVED: (*_BEGINNING, Step.PARTLY_APPROVED),
    Step.REJECTED: (*_BEGINNING, Step.REJECTED),
    Step.RETURNED_FOR_COMPLETION: (*_BEGINNING, Step.RETURNED_FOR_COMPLETION),
    Step.DOCUMENTS: _BOOKED[:-1],
    Step.MEDICAL_CLEARANCE: (*_BOOKED[:-1], Step.MEDICAL_CLEARANCE),
    Step.TRAVEL_BOOKED: _BOOKED,
    Step.DEPARTED: (*_BOOKED, Step.DEPARTED),
    Step.NO_SHOW: (*_BOOKED, Step.NO_SHOW),
    Step.CANCELLED: (*_BOOKED, Step.CANCELLED),
    Step.WITHDRAWN: (*_BEGINNING[:2], Step.WITHDRAWN),
    Step.ARRIVED: _ARRIVED,
    Step.PROJECT_PLANNING: _RUNNING[:-1],
    Step.PROJECT_RUNNING: _RUNNING,
    Step.MONITORING_DUE: (*_RUNNING, Step.MONITORING_DUE),
    Step.MONITORED: (*_RUNNING, Step.MONITORING_DUE, Step.MONITORED),
    Step.CLOSED: (*_BOOKED, Step.DEPARTED, Step.CLOSED),
    Step.RECLAIM: (*_BOOKED, Step.NO_SHOW, Step.RECLAIM),
}
_CANTONS = ("BE", "BE", "ZH", "ZH", "VD", "GE", "AG", "LU", "SG", "TI", "BL", "SO")
_OFFICES = ("RKB Bern", "RKB Zürich", "CVR Vaud", "CVR Genève", "RKB Aargau", "RKB Luzern")
_PROCEDURES = {
    Permit.N: (Procedure.ASYLUM_EXTENDED, ProcedureStage.OPEN),
    Permit.F: (Procedure.ASYLUM_EXTENDED, ProcedureStage.PROVISIONAL_ADMISSION),
    Permit.S: (Procedure.TEMPORARY_PROTECTION, ProcedureStage.PROTECTION_GRANTED),
    Permit.B: (Procedure.ASYLUM_EXTENDED, ProcedureStage.RECOGNISED),
    Permit.NONE: (Procedure.ASYLUM_ACCELERATED, ProcedureStage.FINAL_NEGATIVE),
}
_TASKS = (
    N_("Call the embassy about the laissez-passer"),
    N_("Ask for the medical report"),
    N_("Book the interpreter"),
    N_("Send the project plan to the mission"),
    N_("Check the birth certificates of the children"),
)


@command(Act.IMPORT_LISTS)
def fill(work: Work) -> int:
    """Open cases in every step with dates relative to today; the answer is how many."""
    dice = random.Random(1951)  # noqa: S311 - invented people, the same in every demo office
    countries = tomllib.loads(files.path("resources/demo/names.toml").read_text(encoding="utf-8"))["country"]
    staff = {user.name: user.id for user in repositories.users(work.session) if user.id is not None}
    steps = [step for step in Step for _ in range(OPEN_CASES // len(Step))]
    steps += [Step.COUNSELLING, Step.TRAVEL_BOOKED] * 2 + [Step.TRAVEL_BOOKED] * (OPEN_CASES % len(Step))
    made: list[Case] = []
    serial = _Serials(work)
    numbered: list[dict[str, Any]] = []
    for place, step in enumerate(steps):
        country = dice.choices(countries, [one["weight"] for one in countries])[0]
        household, people = _family(dice, country, work.today, place)
        work.session.add_all(people)
        work.session.flush()
        roles = _roles(people)
        household.members = [
            Member(person.id, role) for person, role in zip(people, roles, strict=True) if person.id is not None
        ]
        work.session.add(household)
        work.session.flush()
        worker = staff["carla"] if place % 3 else staff["marco"]
        case = _case(dice, work, household, people, step, worker, staff["sofia"])
        year, number, case.number = serial.next(case.opened_on or work.today)
        work.session.add(case)
        work.session.flush()
        _move_money(work, case, people, _WAYS[step], _days_of(case))
        numbered.append({"year": year, "serial": number, "number": case.number, "case_id": case.id})
        made.append(case)
    repositories.take_case_numbers(work.session, numbered)
    words = catalog(str(preferences.value(work.session, "office_language")))
    asked = words.gettext("The family asks for an appointment next week.")
    made[5].notes.append(Note(asked, work.now, staff["sofia"], staff["carla"]))
    return len(made)


class _Serials:
    """Case numbers handed out in one piece of work."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._pattern = numbers.number_format(work)
        self._years: dict[int, Iterator[int]] = {}

    def next(self, day: date) -> tuple[int, int, str]:
        if day.year not in self._years:
            self._years[day.year] = iter(repositories.next_case_serials(self._work.session, day.year, OPEN_CASES * 2))
        serial = next(self._years[day.year])
        return day.year, serial, numbers.formatted(self._pattern, day.year, serial)


def _family(dice: random.Random, country: dict[str, Any], today: date, place: int) -> tuple[Household, list[Person]]:
    size = dice.choices((1, 2, 3, 4, 5, 7), (46, 16, 14, 12, 8, 4))[0]
    family, script = dice.choice(country["family"])
    household = Household(
        n_number=f"N {700 + place // 1000} {100 + place:03}",
        canton=dice.choice(_CANTONS),
        centre="",
        address=dice.choice(("", "Effingerstrasse 21, Bern", "Bahnhofstrasse 9", "Rue de Lausanne 4")),
    )
    people: list[Person] = []
    for number in range(size):
        male = dice.random() < 0.5
        adult = number == 0 or (number == 1 and size > 2) or (number == 1 and dice.random() < 0.6)
        years = dice.randrange(21, 62) if adult else dice.randrange(0, 17)
        birth = today - timedelta(days=years * 365 + dice.randrange(365))
        precision = dice.choices((Precision.DAY, Precision.YEAR), (92, 8))[0]
        person = Person(
            family_name=family,
            given_names=demo_stays.given_name(
                dice, country["male" if male else "female"], [one.given_names for one in people]
            ),
            original_family_name=script,
            birth_date=date(birth.year, 1, 1) if precision is Precision.YEAR else birth,
            birth_precision=precision,
            sex=Sex.MALE if male else Sex.FEMALE,
            mother_tongue=country["language"],
            languages=[country["language"]],
            interpreter_needed=dice.random() < 0.6,
            civil_status=(CivilStatus.MARRIED if size > 1 else CivilStatus.SINGLE) if adult else CivilStatus.SINGLE,
            zemis=f"{80000000 + place * 37 + number * 7919:08}.{(place + number) % 10}",
            phone=f"+41 79 555 {dice.randrange(10, 99)} {dice.randrange(10, 99)}" if number == 0 else "",
        )
        person.set_nationalities([country["bfs"]])
        people.append(person)
    return household, people


def _days_of(case: Case) -> list[date]:
    """The day of each step that the case has gone."""
    return [taken.effective_on for taken in case.steps]


def _roles(people: list[Person]) -> list[MemberRole]:
    roles = [MemberRole.PRINCIPAL]
    for number, person in enumerate(people[1:], start=1):
        adult = person.civil_status is CivilStatus.MARRIED
        roles.append(MemberRole.SPOUSE if adult and number == 1 else MemberRole.CHILD)
    return roles


def _case(
    dice: random.Random,
    work: Work,
    household: Household,
    people: list[Person],
    step: Step,
    worker: int,
    supervisor: int,
) -> Case:
    assert household.id is not None
    way = _WAYS[step]
    ukrainian = people[0].nationality == 8265
    permit = Permit.S if ukrainian else dice.choice((Permit.N, Permit.N, Permit.F, Permit.NONE, Permit.B))
    days = _days(dice, work.today, len(way))
    case = Case(
        household.id,
        kind=CaseType.STATUS_S_RETURN if ukrainian else CaseType.VOLUNTARY_RETURN,
        opened_on=days[0],
        route=dice.choice((Route.CANTON, Route.CANTON, Route.FEDERAL_CENTRE, Route.AIRPORT)),
        counselling_office=dice.choice(_OFFICES),
        canton=household.canton,
        caseworker_id=worker,
        destination=people[0].nationality,
        destination_kind=DestinationKind.HOME,
    )
    for number, person in enumerate(people):
        assert person.id is not None
        case.travellers.append(Traveller(person.id))
        if step is not Step.ENQUIRY or number == 0:
            expires = work.today + timedelta(days=dice.randrange(200, 2000))
            person.travel_documents.append(
                TravelDocument(TravelDocumentKind.PASSPORT, f"P{dice.randrange(10**7):07}", person.nationality,
                               expires_on=expires)
            )  # fmt: skip
    _record(dice, work, case, people, way, days)
    demo_stays.settle(dice, case, household, (permit, *_PROCEDURES[permit]), way, days, work.today)
    demo_stays.visit(dice, case, way, days, work.today)
    _walk(work, case, way, days, worker, supervisor)
    if Step.TRAVEL_BOOKED in way:
        booked, left = days[way.index(Step.TRAVEL_BOOKED)], case.departed_on
        demo_stays.book(case, booked, left)
    return case


def _days(dice: random.Random, today: date, count: int) -> list[date]:
    """A day for each step of the way, the last of them lately."""
    last = today - timedelta(days=dice.choice((0, 1, 3, 6, 9, 14, 35, 50)))
    days = [last]
    for _ in range(count - 1):
        days.append(days[-1] - timedelta(days=dice.randrange(2, 16)))
    return days[::-1]


def _record(
    dice: random.Random, work: Work, case: Case, people: list[Person], way: tuple[Step, ...], days: list[date]
) -> None:
    """What a caseworker would have entered on that way."""
    first = people[0].id
    assert first is not None
    if len(way) > 1:
        case.consents.append(
            Consent(ConsentPurpose.DATA_PROCESSING, person_id=first, language=people[0].mother_tongue, given_on=days[1])
        )
        for topic, day in ((ContactTopic.FIRST_INFORMATION, days[0]), (ContactTopic.CONSEQUENCES, days[1])):
            case.contacts.append(
                Contact(ContactKind.COUNSELLING, day, topic, dice.choice((30, 45, 60)), language="de",
                        interpreter=people[0].interpreter_needed, by_user_id=case.caseworker_id)
            )  # fmt: skip
    if dice.random() < 0.22 or Step.MEDICAL_CLEARANCE in way:
        case.vulnerabilities.append(Vulnerability(first, VulnerabilityKind.HEALTH, since=days[0]))
        case.fit_to_travel = "fit" if len(way) > 6 else ""
    if len(people) > 1 and all(one.civil_status is not CivilStatus.MARRIED for one in people[1:]):
        case.vulnerabilities.append(Vulnerability(first, VulnerabilityKind.SINGLE_PARENT, since=days[0]))
    if Step.APPLICATION_SUBMITTED in way:
        _ask_for_aid(dice, case, people, way, days)
        demo_rules.answer(case, people, days[way.index(Step.APPLICATION_SUBMITTED)], work.now)
        demo_rules.plan_projects(case, way, days)
    if case.step not in (Step.CLOSED, Step.WITHDRAWN) and dice.random() < 0.6 and way[-1] is not Step.CLOSED:
        due = work.today + timedelta(days=dice.choice((-4, 0, 1, 2, 3, 5, 7, 9, 14, 20)))
        words = catalog(str(preferences.value(work.session, "office_language")))
        case.tasks.append(Task(words.gettext(dice.choice(_TASKS)), due, assignee_id=case.caseworker_id))
    if Step.TRAVEL_BOOKED in way:
        ahead = timedelta(days=dice.randrange(1, 20))
        booked = days[way.index(Step.TRAVEL_BOOKED)]
        case.planned_departure = work.today + ahead if way[-1] is Step.TRAVEL_BOOKED else booked + timedelta(days=4)
        case.airport, case.flight = dice.choice((("ZRH", "TK 1908"), ("GVA", "LX 2814"), ("ZRH", "LH 1187")))


def _ask_for_aid(
    dice: random.Random, case: Case, people: list[Person], way: tuple[Step, ...], days: list[date]
) -> None:
    """The lines that went out with the application; what became of them is in the ledger."""
    applied = days[way.index(Step.APPLICATION_SUBMITTED)]
    for person in people:
        asked = 100_000 if person.civil_status is CivilStatus.MARRIED or person is people[0] else 50_000
        case.aid.append(AidLine(AidComponent.BASIC, person.id, requested=asked))
    if Step.PROJECT_PLANNING in way or dice.random() < 0.3:
        kind = dice.choice((ProjectKind.MICRO_ENTERPRISE, ProjectKind.HOUSING, ProjectKind.EDUCATION))
        case.aid.append(AidLine(AidComponent.IN_KIND, project=kind, requested=300_000))
    for line in case.aid:
        line.state, line.requested_on = DecisionState.REQUESTED, applied


def _move_money(work: Work, case: Case, people: list[Person], way: tuple[Step, ...], days: list[date]) -> None:
    """What SEM decided and swissREPAT paid on that way, each act as a caseworker would have done it that day."""
    decided_at = next((place for place, step in enumerate(way) if step in (Step.APPROVED, Step.PARTLY_APPROVED)), None)
    if decided_at is None:
        return
    decided, by = days[decided_at], case.caseworker_id or work.office.user.id
    left = days[way.index(Step.DEPARTED)] if Step.DEPARTED in way else None
    if case.kind is CaseType.STATUS_S_RETURN:
        case.waiver_signed_on = decided
    facts = MoneyFacts(
        today=work.today,
        status_s=case.kind is CaseType.STATUS_S_RETURN,
        waiver_signed_on=case.waiver_signed_on,
        departed_on={one.person_id: one.departed_on for one in case.travellers},
        born_on={one.id: one.birth_date for one in people if one.id is not None and one.birth_date is not None},
    )
    ledger = Ledger(case.aid, case.payments, case.ledger)
    for line in case.aid:
        assert line.id is not None
        assert line.requested is not None
        amount = line.requested
        if way[decided_at] is Step.PARTLY_APPROVED and line.component is AidComponent.IN_KIND:
            amount = 200_000
        ledger.decide(line, amount, decided, facts=facts, by=by, at=work.now, reference="SEM")
        if line.component is AidComponent.IN_KIND:
            continue
        if left is None and way[-1] is not Step.TRAVEL_BOOKED:
            continue
        planned = left or max(case.planned_departure or decided, decided)
        payment = Payment(
            line.id, amount, planned_on=planned, payer=Payer.SWISSREPAT, place=PaymentPlace.AIRPORT_ZURICH,
            person_id=line.person_id,
        )  # fmt: skip
        ledger.plan(line, payment, facts=facts, by=by)
        work.session.flush()
        if left is not None or line.id % 2:
            ledger.approve(payment, facts=facts, roles=frozenset({Role.CASEWORKER}), by=by, at=work.now, on=decided)
        if left is not None:
            receipt = f"{case.number}-{line.id}"
            ledger.pay(payment, left, facts=facts, by=by, at=work.now, receipt_number=receipt, signed_on=left)


def _walk(work: Work, case: Case, way: tuple[Step, ...], days: list[date], worker: int, supervisor: int) -> None:
    for step, day in zip(way, days, strict=True):
        row = move(case.step if case.steps else None, step, case.kind)
        assert row is not None
        answers: dict[str, Any] = {}
        if Ask.DEPARTURE_DATE in row.asks:
            left = day if step is Step.DEPARTED else case.planned_departure or day + timedelta(days=4)
            answers[Ask.DEPARTURE_DATE.value] = left.isoformat()
        if Ask.FIT_TO_TRAVEL in row.asks:
            answers[Ask.FIT_TO_TRAVEL.value] = case.fit_to_travel or "fit"
        reason: Reason | None = row.reasons[len(case.travellers) % len(row.reasons)] if row.reasons else None
        case.take(
            step,
            day,
            by=supervisor if Role.CASEWORKER not in row.who else worker,
            roles=frozenset({Role.CASEWORKER, Role.SUPERVISOR}),
            at=work.now,
            missing=(),
            reason=reason,
            comment="–" if reason is Reason.OTHER_REJECTION else "",
            answers=answers,
        )
        if step is Step.DEPARTED:
            for traveller in case.travellers:
                traveller.departed_on = day
                traveller.airport = case.airport or "ZRH"
