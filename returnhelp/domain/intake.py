"""A list taken over from a spreadsheet: its cells, how its columns are read, and what came of every row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.case import Permit
from returnhelp.domain.figures import AgeGroup
from returnhelp.domain.household import MemberRole
from returnhelp.domain.likeness import Identity, Reason
from returnhelp.domain.people import NationalityStatus, Precision, Sex
from returnhelp.domain.vulnerability import VulnerabilityKind

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""What stands in a cell; None and "" are both empty."""

Progress = Callable[[int, int], None]
"""Told every few hundred rows how many are done, of how many; it may raise to stop the work."""

K = TypeVar("K")
V = TypeVar("V")


def nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


# --- what was read -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it was read: rows from A1 on, all of one width; ``formulas`` are (row number, column index)."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a spreadsheet; a csv file is one sheet."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name; KeyError if there is none."""
        for one in self.sheets:
            if one.name == name:
                return one
        raise KeyError(name)


# --- how it is to be read -----------------------------------------------------------------------------------------


class Field(StrEnum):
    """What a column holds."""

    N_NUMBER = "n_number"
    ZEMIS = "zemis"
    FAMILY_NAME = "family_name"
    GIVEN_NAMES = "given_names"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    NATIONALITY = "nationality"
    CANTON = "canton"
    PERMIT = "permit"
    ENTRY_DATE = "entry_date"
    DEPARTURE_DATE = "departure_date"
    DESTINATION = "destination"
    AIRPORT = "airport"
    LUMP_SUM = "lump_sum"
    IN_KIND = "in_kind"
    TRAVEL_MONEY = "travel_money"
    MEDICAL = "medical"
    PROJECT = "project"
    REMARKS = "remarks"
    PHONE = "phone"
    ADDRESS = "address"
    LANGUAGE = "language"
    NOTES = "notes"
    IGNORE = "ignore"


NAME_FIELDS = frozenset({Field.FAMILY_NAME, Field.GIVEN_NAMES, Field.FULL_NAME})
DATE_FIELDS = frozenset({Field.BIRTH_DATE, Field.ENTRY_DATE, Field.DEPARTURE_DATE})
MANY_COLUMNS = frozenset({Field.REMARKS, Field.NOTES, Field.IGNORE})
"""Fields that may be read from several columns at once."""

MONEY_FIELDS: Mapping[Field, AidComponent] = MappingProxyType(
    {
        Field.LUMP_SUM: AidComponent.BASIC,
        Field.IN_KIND: AidComponent.IN_KIND,
        Field.TRAVEL_MONEY: AidComponent.TRAVEL_MONEY,
        Field.MEDICAL: AidComponent.MEDICAL,
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it is taken for; ``confidence`` from 0 to 100, ``alternatives`` the next best."""

    index: int
    heading: str
    field: Field
    confidence: int = 100
    alternatives: tuple[Field, ...] = ()
    currency: str = "CHF"


class Decision(StrEnum):
    """How all doubts of one kind are settled together."""

    PROPOSED = "proposed"
    AS_WRITTEN = "as_written"
    EMPTY = "empty"


class DoubtKind(StrEnum):
    """What a person should look at before the list is taken over."""

    TWO_DIGIT_YEAR = "two_digit_year"
    FIRST_JANUARY = "first_january"
    DATE_UNREADABLE = "date_unreadable"
    DATE_NOT_EXACT = "date_not_exact"
    DATE_FROM_NUMBER = "date_from_number"
    MONTH_BEFORE_DAY = "month_before_day"
    YEAR_IN_DATE_CELL = "year_in_date_cell"
    DATE_NOT_KNOWN = "date_not_known"
    ENTRY_BEFORE_BIRTH = "entry_before_birth"
    ENTRY_AFTER_DEPARTURE = "entry_after_departure"
    ENTRY_IN_FUTURE = "entry_in_future"
    DEPARTURE_IN_FUTURE = "departure_in_future"
    VERY_OLD = "very_old"
    VALUE_UNKNOWN = "value_unknown"
    VALUE_AMBIGUOUS = "value_ambiguous"
    FORMER_STATE = "former_state"
    MONEY_UNREADABLE = "money_unreadable"
    MONEY_NEGATIVE = "money_negative"
    FORMULA = "formula"
    ZEMIS_FORM = "zemis_form"
    N_NUMBER_FORM = "n_number_form"
    PHONE_FORM = "phone_form"
    NAME_SPLIT = "name_split"
    NAME_INCOMPLETE = "name_incomplete"
    MINOR_IS_ADULT = "minor_is_adult"
    REPEATED_ROW = "repeated_row"
    SAME_PERSON_AGAIN = "same_person_again"
    SIMILAR_PERSON = "similar_person"
    NUMBER_OF_ANOTHER = "number_of_another"
    MARKED_AS_REPEATED = "marked_as_repeated"


REMARKS_ONLY = frozenset(
    {
        DoubtKind.TWO_DIGIT_YEAR,
        DoubtKind.DATE_FROM_NUMBER,
        DoubtKind.DATE_NOT_KNOWN,
        DoubtKind.ZEMIS_FORM,
        DoubtKind.N_NUMBER_FORM,
        DoubtKind.PHONE_FORM,
        DoubtKind.NAME_INCOMPLETE,
        DoubtKind.MINOR_IS_ADULT,
        DoubtKind.REPEATED_ROW,
    }
)
"""Shown for a look; what is proposed holds without an answer."""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How a sheet is read: where its headings are, what its columns hold, what its words mean.

    ``values`` holds what a person answered for words that were not known: by field, the word as ``value_key``
    gives it, to a code (BFS number, canton letters, value of an enum), or "" for "leave empty".
    ``decisions`` settles all doubts of a kind at once. ``heading_row`` counts from 1.
    """

    sheet: str
    heading_row: int
    columns: tuple[Column, ...]
    values: Mapping[Field, Mapping[str, str]] = field(default_factory=nothing)
    decisions: Mapping[DoubtKind, Decision] = field(default_factory=nothing)

    def column_of(self, wanted: Field) -> Column | None:
        """The column that holds a field, or None."""
        return next((column for column in self.columns if column.field is wanted), None)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person answered for single rows of one list; rows by their number in the sheet.

    ``cells`` replaces what a cell says and is read without doubt (a date as ``1985``, ``1985-03`` or
    ``1985-03-21``). ``same_as`` says which row a row repeats, 0 for "somebody else". ``left_out`` rows are not read.
    """

    cells: Mapping[tuple[int, Field], str] = field(default_factory=nothing)
    same_as: Mapping[int, int] = field(default_factory=nothing)
    left_out: frozenset[int] = frozenset()


# --- what came of it -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A day as well as it is known: of a month its first day, of a year its 1 January."""

    day: date
    precision: Precision = Precision.DAY

    @property
    def written(self) -> str:
        """``1985``, ``1985-03`` or ``1985-03-21``."""
        shown = {Precision.DAY: 10, Precision.MONTH: 7}.get(self.precision, 4)
        return self.day.isoformat()[:shown]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about one cell, or one row, to look at.

    ``proposed`` is the code of what is taken (see ``SheetMapping.values`` and ``Dated.written``), "" for nothing;
    ``options`` are other codes to offer; ``needs_answer`` if nothing should be stored before somebody looked.
    ``other_rows`` and ``likeness`` say who else is meant.
    """

    row: int
    field: Field
    kind: DoubtKind
    raw: str = ""
    proposed: str = ""
    options: tuple[str, ...] = ()
    needs_answer: bool = False
    other_rows: tuple[int, ...] = ()
    likeness: tuple[Reason, ...] = ()


class UnreadReason(StrEnum):
    """Why a row cannot be taken over; with a field where it is about one."""

    NO_NAME = "no_name"
    NO_DATES = "no_dates"
    MISSING = "missing"
    CANNOT_BE_READ = "cannot_be_read"
    BIRTH_IN_FUTURE = "birth_in_future"
    BORN_AFTER_DEPARTURE = "born_after_departure"
    DEPARTURE_BEFORE_ENTRY = "departure_before_entry"
    NEGATIVE_SUM = "negative_sum"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Why:
    reason: UnreadReason
    field: Field | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row that was not taken over; ``number`` is its N-number as written."""

    row: int
    number: str
    reasons: tuple[Why, ...]


class Passed(StrEnum):
    """Why a row below the headings is no person's."""

    EMPTY = "empty"
    TOTAL = "total"
    HEADINGS_AGAIN = "headings_again"
    REMARK = "remark"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class PassedRow:
    row: int
    why: Passed


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in centimes of its currency."""

    component: AidComponent
    centimes: int
    currency: str = "CHF"
    project: ProjectKind | None = None


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One person as read from one row; ``person_row`` is the row in which that person first stands."""

    row: int
    family_name: str
    given_names: str
    n_number: str = ""
    zemis: str = ""
    birth: Dated | None = None
    sex: Sex = Sex.UNKNOWN
    nationalities: tuple[int, ...] = ()
    nationality_status: NationalityStatus = NationalityStatus.UNKNOWN
    canton: str = ""
    permit: Permit = Permit.UNKNOWN
    entry: Dated | None = None
    departure: Dated | None = None
    destination: int | None = None
    airport: str = ""
    amounts: tuple[Amount, ...] = ()
    project: ProjectKind | None = None
    project_as_written: str = ""
    vulnerabilities: tuple[VulnerabilityKind, ...] = ()
    remarks_as_written: tuple[str, ...] = ()
    marked_as_repeated: bool = False
    phone: str = ""
    address: str = ""
    language: str = ""
    notes: str = ""
    person_row: int = 0

    @property
    def nationality(self) -> int | None:
        """The first nationality (BFS number)."""
        return self.nationalities[0] if self.nationalities else None

    @property
    def identity(self) -> Identity:
        """What ``same_person`` compares."""
        return Identity(
            family_names=(self.family_name,) if self.family_name else (),
            given_names=(self.given_names,) if self.given_names else (),
            birth_date=self.birth.day if self.birth else None,
            birth_precision=self.birth.precision if self.birth else Precision.DAY,
            sex=self.sex.value,
            nationalities=frozenset(self.nationalities),
            zemis=self.zemis,
            n_number=self.n_number,
            phones=frozenset({self.phone} if self.phone else ()),
        )


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows about one person and one departure: ``kept`` counts, ``skipped`` do not; ``why`` they are taken for one."""

    kept: int
    skipped: tuple[int, ...]
    zemis: str
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class IntakeMember:
    """A row's place in its household; ``proposed`` while it is only guessed from the ages."""

    row: int
    role: MemberRole
    proposed: bool = True


@dataclass(frozen=True, slots=True)
class IntakeHousehold:
    """The people of one dossier, each once; without a number each person is a household of their own.

    ``more_rows`` are further departures of the same people.
    """

    n_number: str
    members: tuple[IntakeMember, ...]
    more_rows: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """Every row of the dossier."""
        return (*(member.row for member in self.members), *self.more_rows)


@dataclass(frozen=True)
class Totals:
    """What the list adds up to: persons who left, by what is known of each; amounts in centimes by currency."""

    people: int
    departures: int
    dossiers: int
    repeated: int
    unread: int
    by_nationality: Mapping[int | None, int]
    by_sex: Mapping[Sex, int]
    by_month: Mapping[str, int]
    by_quarter: Mapping[int, int]
    by_age_group: Mapping[AgeGroup, int]
    by_canton: Mapping[str, int]
    by_permit: Mapping[Permit, int]
    by_project: Mapping[str, int]
    by_remark: Mapping[str, int]
    amounts: Mapping[tuple[AidComponent, str], int]


@dataclass(frozen=True)
class Review:
    """Everything to look at before a list is stored; nothing is stored yet."""

    name: str
    mapping: SheetMapping
    rows: tuple[IntakeRow, ...]
    doubts: tuple[Doubt, ...]
    unread: tuple[UnreadRow, ...]
    passed: tuple[PassedRow, ...]
    repeated: tuple[Repeated, ...]
    households: tuple[IntakeHousehold, ...]
    totals: Totals

    @property
    def open_doubts(self) -> tuple[Doubt, ...]:
        """The doubts that need an answer."""
        return tuple(doubt for doubt in self.doubts if doubt.needs_answer)
