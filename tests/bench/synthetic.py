"""Invented offices of any size, made in bulk: every number is the same at each run."""

import random
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Table
from sqlalchemy.orm import Session

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.case import CaseType, DestinationKind, Permit, Procedure, ProcedureStage, Route
from returnhelp.domain.contacts import ContactKind, ContactTopic
from returnhelp.domain.figures import CANTONS
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.storage import case_tables as of_case
from returnhelp.storage import rows
from returnhelp.storage import tables as t

TODAY = date(2026, 3, 16)

_S = Step
_PATH = (
    _S.ENQUIRY,
    _S.COUNSELLING,
    _S.ELIGIBILITY_CHECKED,
    _S.APPLICATION_SUBMITTED,
    _S.APPROVED,
    _S.DOCUMENTS,
    _S.TRAVEL_BOOKED,
    _S.DEPARTED,
    _S.ARRIVED,
    _S.PROJECT_PLANNING,
    _S.PROJECT_RUNNING,
    _S.MONITORING_DUE,
    _S.MONITORED,
    _S.CLOSED,
)
_STATES = (8239, 8512, 8264, 8362, 8545, 8501, 8215, 8201, 8248, 8260, 8541, 8308, 8561, 8318, 8222, 8304, 8263, 8337)
_SYLLABLES = re.findall("..", "babebidadedielenfafegagehahehijakakekilalelimamemianenorraresasesitatevavexiyayozazo")
_KNOWN_FAMILY = (
    *("Müller", "Özgür", "Şahin", "Yıldız", "Ahmadi", "Hosseini", "Hussein", "Al-Khatib", "Haddad", "Tesfay"),
    *("Gebremedhin", "Kurmanji", "Nguyen", "Li", "Ng", "Wu", "Perera", "Sivakumar", "Kovalenko", "Shevchenko"),
    *("Beridze", "Kapanadze", "Krasniqi", "Gashi", "Berisha", "Hoxha", "Petrović", "Jovanović", "Bah", "Diallo"),
    *("Barry", "Touré", "Okafor", "Eze", "Benali", "Cherif", "Ben Youssef", "da Silva", "García", "Rodríguez"),
)
_KNOWN_GIVEN = (
    *("Ali", "Mohammed", "Muhammad", "Fatima", "Zahra", "Hassan", "Yusuf", "Mehmet", "Ayşe", "Özgür", "Selam"),
    *("Abraham", "Hanna", "Олена", "Арсен", "Giorgi", "Nino", "Besnik", "Arben", "Mamadou", "Aïcha", "Chidi"),
    *("Amine", "Yasmine", "João", "María", "José", "Thi Hoa", "Bo", "Yi", "Anna", "Petar"),
)
_ORIGINALS = {"Hassan": "حسن", "Ali": "علي", "Fatima": "فاطمة", "Giorgi": "გიორგი", "Арсен": "Арсен", "Олена": "Олена"}


def fill(
    session: Session, people: int, *, users: int = 20, first_user: int = 1, seed: int = 7, today: date = TODAY
) -> None:
    """Put so many people and as many cases into an empty store; the lists and the search are not made.

    The users before ``first_user`` are there already.
    """
    office = _Office(people, users, first_user, random.Random(7), TODAY)
    raw: Any = session.connection().connection.driver_connection
    for table, records in office.tables():
        _insert(raw, table, records)


def _insert(raw: Any, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ",".join("?" * len(table.columns))
    raw.executemany(f"INSERT INTO {table.name} ({','.join(table.columns.keys())}) VALUES ({marks})", rows)


def fill_whole(
    session: Session, people: int, *, users: int = 20, first_user: int = 1, seed: int = 7, today: date = TODAY
) -> None:
    """The same with the rows of the lists and the search."""
    fill(session, people, users=users, first_user=first_user)
    rows.rebuild(session)


class _Office:
    def __init__(self, people: int, users: int, first_user: int, chance: random.Random, today: date) -> None:
        self.people, self.users, self.first_user, self.chance, self.today = people, users, first_user, chance, today
        self.family = [*_KNOWN_FAMILY, *(self._name(2, 4) for _ in range(max(40, people // 12)))]
        self.given = [*_KNOWN_GIVEN, *(self._name(2, 3) for _ in range(max(40, people // 40)))]
        self.households: list[tuple[int, range]] = []
        first = 1
        while first <= people:
            size = min(chance.choices((1, 2, 3, 4, 5), (60, 14, 11, 10, 5))[0], people - first + 1)
            self.households.append((len(self.households) + 1, range(first, first + size)))
            first += size
        self.cases = self._cases()

    def _name(self, least: int, most: int) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(least, most))).capitalize()

    def _often_first(self, names: list[str]) -> str:
        return names[int(len(names) * self.chance.random() ** 2.5)]

    def _moment(self, day: date) -> str:
        return f"{day.isoformat()} {self.chance.randint(7, 16):02}:{self.chance.randint(0, 59):02}:00.000000"

    def _cases(self) -> list[dict[str, Any]]:
        chance, cases = self.chance, []
        span = 25 * 365  # the years that Swiss return assistance has had
        for number in range(self.people):
            household, members = self.households[number % len(self.households)]
            recent = chance.random() < 0.05
            opened = self.today - timedelta(days=chance.randint(0, 200) if recent else chance.randint(150, span))
            reach = chance.randint(1, 12) if recent else 14
            path = list(_PATH[:reach])
            if not recent and chance.random() < 0.2:
                path = [*_PATH[: chance.randint(2, 7)], _S.WITHDRAWN]
            days = sorted(chance.randint(0, min(240, (self.today - opened).days)) for _ in path)
            steps = [(step, opened + timedelta(days=day)) for step, day in zip(path, days, strict=True)]
            cases.append(
                {
                    "id": number + 1,
                    "household": household,
                    "travellers": members,
                    "opened": opened,
                    "steps": steps,
                    "departed": next((day for step, day in steps if step is _S.DEPARTED), None),
                    "caseworker": chance.randint(2, self.users),
                    "permit": chance.choices(
                        (Permit.N, Permit.F, Permit.B, Permit.S, Permit.NONE, Permit.UNKNOWN), (40, 20, 6, 14, 17, 3)
                    )[0],
                    "canton": chance.choices(CANTONS, range(1, 27))[0],
                    "restricted": chance.random() < 0.01,
                }
            )
        cases.sort(key=lambda case: case["opened"])
        for number, case in enumerate(cases, 1):
            case["id"] = number
        return cases

    def tables(self) -> Iterator[tuple[Table, Iterable[tuple[Any, ...]]]]:
        yield t.users, self._users()
        yield t.people, self._people()
        yield t.nationalities, self._nationalities()
        yield t.households, self._households()
        yield t.members, self._members()
        yield t.cases, self._case_records()
        yield t.travellers, self._travellers()
        yield t.steps_taken, self._steps()
        yield t.stays, self._stays()
        yield t.vulnerabilities, self._vulnerabilities()
        yield t.consents, self._consents()
        yield t.contacts, self._contacts()
        yield t.tasks, self._tasks()
        yield t.notes, self._notes()
        yield t.aid_lines, self._aid()
        yield of_case.ledger, self._ledger()
        yield t.case_numbers, self._numbers()

    def _users(self) -> Iterator[tuple[Any, ...]]:
        for key in range(self.first_user, self.users + 1):
            roles = '["admin", "supervisor"]' if key == 1 else '["caseworker"]'
            yield key, f"user{key}", f"User {key}", roles, "[]", self._moment(date(2015, 1, 1)), "", None, 1

    def _people(self) -> Iterator[tuple[Any, ...]]:
        chance = self.chance
        for _, members in self.households:
            family = self._often_first(self.family)
            for place, key in enumerate(members):
                given = self._often_first(self.given)
                born = date(1940 if place == 0 else 1975, 1, 1) + timedelta(days=chance.randint(0, 9100))
                known = chance.random()
                row = {
                    "id": key,
                    "family_name": family,
                    "given_names": given,
                    "original_given_names": _ORIGINALS.get(given, ""),
                    "birth_date": None if known < 0.02 else born.replace(day=1, month=1) if known < 0.1 else born,
                    "birth_precision": "year" if known < 0.1 else "day",
                    "sex": chance.choices(("m", "f", "unknown"), (62, 36, 2))[0],
                    "nationality_status": "known",
                    "languages": "[]",
                    "interpreter_needed": 0,
                    "civil_status": "unknown",
                    "phone": f"+4179{chance.randint(1000000, 9999999)}" if chance.random() < 0.6 else "",
                    "address": None,
                    "canton": None,
                    "zemis": f"{key % 900:03}{chance.randint(100000, 999999):06}.{chance.randint(0, 9)}",
                    "restricted": int(chance.random() < 0.005),
                    "origin": "entered",
                    "version": 1,
                }
                yield _row(t.people, row)

    def _nationalities(self) -> Iterator[tuple[Any, ...]]:
        for key in range(1, self.people + 1):
            if self.chance.random() < 0.98:
                yield key, key, self.chance.choices(_STATES, range(1, len(_STATES) + 1))[0], 0

    def _households(self) -> Iterator[tuple[Any, ...]]:
        for key, _ in self.households:
            n_number = f"N {100000 + key * 7 % 899999}"
            yield _row(t.households, {"id": key, "n_number": n_number, "origin": "entered", "version": 1})

    def _members(self) -> Iterator[tuple[Any, ...]]:
        for household, members in self.households:
            for place, person in enumerate(members):
                role = ("principal", "spouse", "child")[min(place, 2)]
                yield person, household, person, role, None

    def _case_records(self) -> Iterator[tuple[Any, ...]]:
        chance = self.chance
        for case in self.cases:
            step, since = case["steps"][-1]
            kind = chance.choices(list(CaseType)[:6], (70, 8, 2, 14, 4, 2))[0]
            row = {
                "id": case["id"],
                "household_id": case["household"],
                "number": f"{case['opened'].year}-{case['id']:06}",
                "kind": kind,
                "opened_on": case["opened"],
                "route": chance.choices(list(Route)[:4], (70, 20, 5, 5))[0],
                "canton": case["canton"],
                "caseworker_id": case["caseworker"] if chance.random() < 0.99 else None,
                "destination": chance.choice(_STATES),
                "destination_kind": chance.choices(list(DestinationKind)[:4], (80, 10, 8, 2))[0],
                "permit": case["permit"],
                "procedure": Procedure.ASYLUM_EXTENDED,
                "planned_departure": self.today + timedelta(days=chance.randint(1, 60))
                if step is _S.TRAVEL_BOOKED
                else case["departed"],
                "restricted": int(case["restricted"]),
                "origin": "entered",
                "step": step,
                "step_since": since,
                "version": 1,
                "deleted_at": self._moment(since) if chance.random() < 0.002 else None,
            }
            yield _row(t.cases, row)

    def _travellers(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            for person in case["travellers"]:
                yield None, case["id"], person, None, None, None, _day(case["departed"]), ""

    def _steps(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            before = None
            for step, day in case["steps"]:
                row = {
                    "id": None,
                    "case_id": case["id"],
                    "before": before,
                    "step": step,
                    "effective_on": day,
                    "recorded_at": self._moment(day),
                    "by_user_id": case["caseworker"],
                    "answers": "{}",
                    "origin": "entered",
                }
                yield _row(t.steps_taken, row)
                before = step

    def _stays(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            yield (
                None,
                case["id"],
                case["permit"],
                Procedure.ASYLUM_EXTENDED,
                ProcedureStage.OPEN,
                _day(case["opened"]),
                *(None, None, None, None),
            )

    def _vulnerabilities(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            if self.chance.random() < 0.15:
                kind = self.chance.choice(list(VulnerabilityKind))
                yield None, case["id"], case["travellers"][0], kind, _day(case["opened"]), None, 0

    def _consents(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            yield None, case["id"], None, "data_processing", "explicit", "written", "de", _day(case["opened"]), None

    def _contacts(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            for _ in range(self.chance.randint(1, 5)):
                day = min(self.today, case["opened"] + timedelta(days=self.chance.randint(0, 120)))
                row = {
                    "id": None,
                    "case_id": case["id"],
                    "person_id": case["travellers"][0],
                    "kind": self.chance.choices(list(ContactKind)[:5], (60, 20, 5, 10, 5))[0],
                    "happened_on": day,
                    "topic": self.chance.choice(list(ContactTopic)),
                    "minutes": self.chance.choice((15, 30, 45, 60)),
                    "interpreter": 0,
                    "by_user_id": case["caseworker"],
                }
                yield _row(t.contacts, row)

    def _tasks(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            if self.chance.random() < 0.4:
                due = case["steps"][-1][1] + timedelta(days=self.chance.randint(0, 30))
                still = case["steps"][-1][0] not in (_S.CLOSED, _S.WITHDRAWN)
                yield None, case["id"], "Call the embassy", _day(due), None if still else _day(due), case["caseworker"]

    def _notes(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            if self.chance.random() < 0.1:
                at = self._moment(case["opened"])
                yield None, case["id"], "The papers are in the blue folder.", at, case["caseworker"], None, None

    def _aid(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            decided = next((day for step, day in case["steps"] if step is _S.APPROVED), None)
            for place, component in enumerate((AidComponent.BASIC, AidComponent.IN_KIND)):
                row = {
                    "id": _line(case, place),
                    "case_id": case["id"],
                    "component": component,
                    "project": ProjectKind.MICRO_ENTERPRISE if component is AidComponent.IN_KIND else None,
                    "currency": "CHF",
                    "requested": 100_000,
                    "decided": 100_000 if decided else None,
                    "decided_on": decided,
                    "paid": 100_000 if case["departed"] else None,
                    "paid_on": case["departed"],
                    "state": "granted" if decided else "requested",
                    "origin": "taken_over" if decided else "entered",
                }
                yield _row(t.aid_lines, row)

    def _ledger(self) -> Iterator[tuple[Any, ...]]:
        """Each line that is decided was taken over so."""
        at = self._moment(self.today)
        for case in self.cases:
            decided = next((day for step, day in case["steps"] if step is _S.APPROVED), None)
            for place in range(2) if decided else ():
                for source, target, day in (
                    ("authority", "decided", decided),
                    ("decided", "paid", case["departed"]),
                ):
                    if day is not None:
                        row = {
                            "id": None,
                            "case_id": case["id"],
                            "line_id": _line(case, place),
                            "act": "opening",
                            "source": source,
                            "target": target,
                            "amount": 100_000,
                            "currency": "CHF",
                            "happened_on": day,
                            "recorded_at": at,
                            "origin": "taken_over",
                        }
                        yield _row(of_case.ledger, row)

    def _numbers(self) -> Iterator[tuple[Any, ...]]:
        for case in self.cases:
            year = case["opened"].year
            yield year, case["id"], f"{year}-{case['id']:06}", case["id"], None


def _line(case: dict[str, Any], place: int) -> int:
    """The number of a line of aid: each case has two."""
    return 2 * int(case["id"]) - 1 + place


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@cache
def _blank(table: Table) -> tuple[tuple[str, Any], ...]:
    return tuple((name, None if column.nullable else _zero(column)) for name, column in table.columns.items())


def _zero(column: Column[Any]) -> Any:
    return 0 if isinstance(column.type, Boolean) else ""


def _row(table: Table, given: dict[str, Any]) -> tuple[Any, ...]:
    values = [given.get(name, blank) for name, blank in _blank(table)]
    return tuple([value.isoformat() if type(value) is date else value for value in values])
