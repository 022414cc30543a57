"""The tables that the office fills in, as data: their columns, what makes a series, what may be left open."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CentrePhase


class OfficeTable(StrEnum):
    """The tables of the office."""

    FEDERAL_CENTRE_STEPS = "federal_centre_steps"
    """AsylV 2 Art. 74(5): the steps of aid from a federal centre."""
    VISA_EXEMPT_STATES = "visa_exempt_states"
    """AsylV 2 Art. 76a(1); VEV Art. 8."""
    EXCLUDED_STATES = "excluded_states"
    """AsylV 2 Art. 64(5): states that the EJPD leaves out for a time."""
    EURP_STATES = "eurp_states"
    PROGRAMME_RATES = "programme_rates"
    INDEXED_MEDICAL = "indexed_medical"
    """AsylV 2 Art. 58b(3): the amounts of a calendar year."""
    RIF_TARGET_DAYS = "rif_target_days"
    MONITORING_MONTHS = "monitoring_months"
    RETENTION_YEARS = "retention_years"
    SMALL_CELL = "small_cell"
    WITHDRAWALS = "withdrawals"
    """What is to count no more, once a second person agrees; ``source`` is the reason."""
    LAW_CHECKS = "law_checks"
    """Rows of the shipped law that somebody of the office compared with their source."""


class Column(StrEnum):
    """The columns of those tables, by which ``Entry.values`` is keyed."""

    PHASE = "phase"
    DAYS_FROM = "days_from"
    DAYS_TO = "days_to"
    ADULT = "adult"
    MINOR = "minor"
    IN_KIND_MAX = "in_kind_max"
    STATE = "state"
    PROGRAMME = "programme"
    CURRENCY = "currency"
    BENEFIT = "benefit"
    AMOUNT = "amount"
    DAYS = "days"
    VISIT = "visit"
    MONTHS = "months"
    YEARS = "years"
    PERSONS = "persons"
    VERIFIED_BY = "verified_by"
    VERIFIED_ON = "verified_on"
    NOTHING = "nothing"
    """True in the one value of an entry that says: from then on no state is listed."""
    ENTRY = "entry"
    SUCCESSOR = "successor"
    ROW = "row"
    MARK = "mark"


class ColumnKind(StrEnum):
    """What stands in a column: a BFS number, centimes, full days or months, a number, a text, one of some choices."""

    STATE = "state"
    MONEY = "money"
    DAYS = "days"
    MONTHS = "months"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"


class EntryFault(StrEnum):
    """What is wrong with a value."""

    MISSING = "missing"
    UNKNOWN_COLUMN = "unknown_column"
    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    UNKNOWN_STATE = "unknown_state"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_TEXT = "not_a_text"
    END_BEFORE_START = "end_before_start"
    IN_THE_FUTURE = "in_the_future"


@dataclass(frozen=True)
class ColumnSpec:
    name: Column
    kind: ColumnKind
    required: bool = True
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """One table as data.

    Entries with equal values in ``series`` are one series, in which no two hold on the same day. Where there are
    ``steps`` (first day, last day), the entries of a series that begin on the same day are steps side by side.
    Without ``gaps_allowed`` no day between two entries of a series may be left without one. Where it ``may_be_empty``,
    an entry may say that nothing is listed: it ends the others, and they end it.
    """

    key: OfficeTable
    columns: tuple[ColumnSpec, ...]
    series: tuple[Column, ...] = ()
    gaps_allowed: bool = False
    steps: tuple[Column, Column] | None = None
    may_be_empty: bool = False


def _state_list(key: OfficeTable) -> TableSpec:
    state = ColumnSpec(Column.STATE, ColumnKind.STATE)
    return TableSpec(key, (state,), (Column.STATE,), gaps_allowed=True, may_be_empty=True)


def _money(*names: Column) -> tuple[ColumnSpec, ...]:
    return tuple(ColumnSpec(name, ColumnKind.MONEY) for name in names)


_SPECS = (
    TableSpec(
        OfficeTable.FEDERAL_CENTRE_STEPS,
        (
            ColumnSpec(Column.PHASE, ColumnKind.CHOICE, choices=tuple(CentrePhase)),
            ColumnSpec(Column.DAYS_FROM, ColumnKind.DAYS),
            ColumnSpec(Column.DAYS_TO, ColumnKind.DAYS, required=False),
            *_money(Column.ADULT, Column.MINOR, Column.IN_KIND_MAX),
        ),
        (Column.PHASE,),
        steps=(Column.DAYS_FROM, Column.DAYS_TO),
    ),
    _state_list(OfficeTable.VISA_EXEMPT_STATES),
    _state_list(OfficeTable.EXCLUDED_STATES),
    _state_list(OfficeTable.EURP_STATES),
    TableSpec(
        OfficeTable.PROGRAMME_RATES,
        (
            ColumnSpec(Column.PROGRAMME, ColumnKind.TEXT),
            *_money(Column.ADULT, Column.MINOR, Column.IN_KIND_MAX),
            ColumnSpec(Column.CURRENCY, ColumnKind.CHOICE, choices=("CHF", "EUR", "USD")),
        ),
        (Column.PROGRAMME,),
    ),
    TableSpec(
        OfficeTable.INDEXED_MEDICAL,
        (
            ColumnSpec(
                Column.BENEFIT, ColumnKind.CHOICE, choices=(AidComponent.MEDICAL_EXAM, AidComponent.MEDICAL_ESCORT)
            ),
            *_money(Column.AMOUNT),
        ),
        (Column.BENEFIT,),
    ),
    TableSpec(OfficeTable.RIF_TARGET_DAYS, (ColumnSpec(Column.DAYS, ColumnKind.DAYS),)),
    TableSpec(
        OfficeTable.MONITORING_MONTHS,
        (
            ColumnSpec(Column.PROGRAMME, ColumnKind.TEXT, required=False),
            ColumnSpec(Column.VISIT, ColumnKind.NUMBER),
            ColumnSpec(Column.MONTHS, ColumnKind.MONTHS),
        ),
        (Column.PROGRAMME, Column.VISIT),
    ),
    TableSpec(OfficeTable.RETENTION_YEARS, (ColumnSpec(Column.YEARS, ColumnKind.NUMBER),)),
    TableSpec(OfficeTable.SMALL_CELL, (ColumnSpec(Column.PERSONS, ColumnKind.NUMBER),)),
    TableSpec(
        OfficeTable.WITHDRAWALS,
        (
            ColumnSpec(Column.ENTRY, ColumnKind.NUMBER),
            ColumnSpec(Column.SUCCESSOR, ColumnKind.NUMBER, required=False),
        ),
        (Column.ENTRY,),
        gaps_allowed=True,
    ),
    TableSpec(
        OfficeTable.LAW_CHECKS,
        (ColumnSpec(Column.ROW, ColumnKind.TEXT), ColumnSpec(Column.MARK, ColumnKind.TEXT)),
        (Column.ROW,),
        gaps_allowed=True,
    ),
)

TABLES: Mapping[OfficeTable, TableSpec] = MappingProxyType({spec.key: spec for spec in _SPECS})

EDITED = tuple(key for key in TABLES if key not in (OfficeTable.WITHDRAWALS, OfficeTable.LAW_CHECKS))
"""The tables that the office fills in; the others say something of entries or of rows of the law."""
