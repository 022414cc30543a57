"""What a list shows: its rows, its columns and the question that is asked of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from returnhelp.domain.case import CaseType, Permit, Route
from returnhelp.domain.likeness import Likeness
from returnhelp.domain.people import Precision, Sex
from returnhelp.domain.steps import Step
from returnhelp.domain.vulnerability import VulnerabilityKind


class CaseColumn(StrEnum):
    NUMBER = "number"
    NAME = "name"
    PEOPLE = "people"
    N_NUMBER = "n_number"
    STEP = "step"
    STEP_SINCE = "step_since"
    KIND = "kind"
    ROUTE = "route"
    CASEWORKER = "caseworker"
    CANTON = "canton"
    NATIONALITY = "nationality"
    PERMIT = "permit"
    DESTINATION = "destination"
    OPENED_ON = "opened_on"
    DEPARTURE = "departure"
    MOVED_ON = "moved_on"
    NEXT_DUE = "next_due"
    VULNERABLE = "vulnerable"


class PersonColumn(StrEnum):
    NAME = "name"
    ORIGINAL_NAME = "original_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    NATIONALITY = "nationality"
    CANTON = "canton"
    ZEMIS = "zemis"
    N_NUMBER = "n_number"
    PHONE = "phone"
    CASE_NUMBER = "case_number"
    STEP = "step"
    KIND = "kind"
    PERMIT = "permit"
    CASEWORKER = "caseworker"
    DEPARTED_ON = "departed_on"
    VULNERABLE = "vulnerable"


class Gap(StrEnum):
    """Something a list can be asked for that is not filled in; for a case the birth date of anybody in it."""

    NAME = "name"
    NATIONALITY = "nationality"
    CANTON = "canton"
    PERMIT = "permit"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    DESTINATION = "destination"
    CASEWORKER = "caseworker"
    DEPARTURE = "departure"
    N_NUMBER = "n_number"
    ZEMIS = "zemis"


CASE_GAPS = frozenset(Gap) - {Gap.SEX, Gap.ZEMIS}
PERSON_GAPS = frozenset(Gap) - {Gap.DESTINATION}


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What the reader may see: restricted records of these caseworkers or all; ``only_of``: no one else's at all."""

    restricted_of: frozenset[int] | Literal["all"] = frozenset()
    only_of: frozenset[int] | None = None


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """Which cases, in which order; every part narrows the list, an empty part does not.

    ``sort_values`` gives the order of a coded column (step, canton, nationality…) as the reader's language
    has it; what it leaves out comes last. None in a filter stands for "not filled in".
    """

    sight: Sight = field(default_factory=Sight)
    text: str = ""
    steps: frozenset[Step] = frozenset()
    open_only: bool = False
    kinds: frozenset[CaseType] = frozenset()
    caseworkers: frozenset[int | None] = frozenset()
    cantons: frozenset[str | None] = frozenset()
    nationalities: frozenset[int | None] = frozenset()
    destinations: frozenset[int | None] = frozenset()
    permits: frozenset[Permit] = frozenset()
    opened_from: date | None = None
    opened_to: date | None = None
    departure_from: date | None = None
    departure_to: date | None = None
    vulnerabilities: frozenset[VulnerabilityKind] = frozenset()
    vulnerable: bool | None = None
    not_filled: frozenset[Gap] = frozenset()
    unmoved_since: date | None = None
    trashed: bool = False
    sort: CaseColumn = CaseColumn.OPENED_ON
    descending: bool = True
    sort_values: tuple[str | int | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PersonQuery:
    """Which people, in which order; as ``CaseQuery``, the case being each person's latest."""

    sight: Sight = field(default_factory=Sight)
    text: str = ""
    steps: frozenset[Step] = frozenset()
    open_only: bool = False
    kinds: frozenset[CaseType] = frozenset()
    caseworkers: frozenset[int | None] = frozenset()
    cantons: frozenset[str | None] = frozenset()
    nationalities: frozenset[int | None] = frozenset()
    permits: frozenset[Permit] = frozenset()
    sexes: frozenset[Sex] = frozenset()
    born_from: date | None = None
    born_to: date | None = None
    departure_from: date | None = None
    departure_to: date | None = None
    vulnerabilities: frozenset[VulnerabilityKind] = frozenset()
    vulnerable: bool | None = None
    not_filled: frozenset[Gap] = frozenset()
    trashed: bool = False
    sort: PersonColumn = PersonColumn.NAME
    descending: bool = False
    sort_values: tuple[str | int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the case list; the name and nationality are the principal's, the departure planned or made."""

    case_id: int
    number: str
    name: str
    people: int
    n_number: str
    step: Step
    step_since: date | None
    kind: CaseType
    route: Route
    caseworker_id: int | None
    canton: str | None
    nationality: int | None
    permit: Permit
    destination: int | None
    opened_on: date | None
    departure: date | None
    departed: bool
    moved_on: date | None
    next_due: date | None
    vulnerable: bool
    restricted: bool
    trashed: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the people list; what is a case's is that of the person's latest case."""

    person_id: int
    name: str
    original_name: str
    birth_date: date | None
    birth_precision: Precision
    sex: Sex
    nationality: int | None
    canton: str | None
    zemis: str
    n_number: str
    phone: str
    case_id: int | None
    case_number: str
    step: Step | None
    kind: CaseType | None
    permit: Permit
    caseworker_id: int | None
    departed_on: date | None
    vulnerable: bool
    restricted: bool
    trashed: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be the person that is being entered, and why."""

    person: PersonRow
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Who may be meant, the likeliest first; and whether a record that the reader may not see may match too."""

    candidates: tuple[Candidate, ...]
    restricted_may_match: bool


@dataclass(frozen=True, slots=True)
class DueTask:
    task_id: int
    case_id: int
    case_number: str
    case_name: str
    title: str
    due_on: date | None
    assignee_id: int | None


@dataclass(frozen=True, slots=True)
class DueDeadline:
    """A deadline that is not met; ``kind`` is the value of its ``DeadlineKind``."""

    row_id: int
    case_id: int
    case_number: str
    case_name: str
    kind: str
    person_id: int | None
    due_on: date


@dataclass(frozen=True, slots=True)
class WaitingNote:
    """A note that its addressee has not read yet."""

    note_id: int
    case_id: int
    case_number: str
    case_name: str
    text: str
    written_at: datetime
    by_user_id: int | None
    for_user_id: int


@dataclass(frozen=True, slots=True)
class WaitingPayment:
    """A payment that one person has approved and a second must; ``amount`` in centimes of ``currency``."""

    payment_id: int
    case_id: int
    case_number: str
    case_name: str
    amount: int
    currency: str
    planned_on: date | None
    approved_by: int


@dataclass(frozen=True, slots=True)
class Approvals:
    """What waits for a supervisor: payments, cases stuck with the authority, the trash, months not closed."""

    long_undecided: tuple[CaseRow, ...] = ()
    trashed_cases: int = 0
    trashed_people: int = 0
    months_to_close: tuple[date, ...] = ()
    payments: tuple[WaitingPayment, ...] = ()


@dataclass(frozen=True, slots=True)
class MyDay:
    """What a caseworker, or a team, has before them; each list is cut, its total is not."""

    open_cases: int
    by_step: tuple[tuple[Step, int], ...]
    recent: tuple[CaseRow, ...]
    overdue: tuple[DueTask, ...]
    overdue_count: int
    coming: tuple[DueTask, ...]
    coming_count: int
    departures: tuple[CaseRow, ...]
    departures_count: int
    unmoved: tuple[CaseRow, ...]
    unmoved_count: int
    notes: tuple[WaitingNote, ...]
    approvals: Approvals | None = None
    deadlines: tuple[DueDeadline, ...] = ()
    deadlines_count: int = 0
