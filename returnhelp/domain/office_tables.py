"""The tables that no text of law gives and the office fills in itself, entry by entry, with two people for each."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from returnhelp.domain import countries
from returnhelp.domain.case import CentrePhase
from returnhelp.domain.errors import (
    EntryDecidedError,
    EntryEndError,
    EntryGapError,
    EntryOverlapError,
    EntryReasonMissingError,
    EntrySamePersonError,
    EntrySourceMissingError,
    EntryStepsError,
    EntryValueError,
)
from returnhelp.domain.office_table_specs import EDITED as EDITED
from returnhelp.domain.office_table_specs import TABLES as TABLES
from returnhelp.domain.office_table_specs import Column as Column
from returnhelp.domain.office_table_specs import ColumnKind as ColumnKind
from returnhelp.domain.office_table_specs import ColumnSpec as ColumnSpec
from returnhelp.domain.office_table_specs import EntryFault as EntryFault
from returnhelp.domain.office_table_specs import OfficeTable as OfficeTable
from returnhelp.domain.office_table_specs import TableSpec as TableSpec

_DAY = timedelta(days=1)


class Standing(StrEnum):
    """How an entry stands on a day."""

    WAITING = "waiting"
    HOLDING = "holding"
    TO_COME = "to_come"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    """Withdrawn before anybody confirmed it."""


@dataclass(eq=False, kw_only=True)
class Entry:
    """One row of an office table; it counts once a second person has confirmed it, until somebody withdraws it.

    Money in ``values`` is in centimes, a state its BFS number. Nothing is ever deleted, and ``valid_to`` stays as it
    was entered: an open end is the day before the next entry of the series begins (``ends_on``).
    """

    table: OfficeTable
    values: dict[str, Any] = field(default_factory=dict)
    valid_from: date
    valid_to: date | None = None
    source: str
    verified_by: str = ""
    verified_on: date | None = None
    entered_by: int
    entered_at: datetime
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    withdrawn_by: int | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str = ""
    id: int | None = None

    @property
    def counts(self) -> bool:
        return self.confirmed_at is not None and self.withdrawn_at is None

    @property
    def series(self) -> tuple[Hashable, ...]:
        """What it shares with the entries that it must not overlap."""
        return (self.table, *(_plain(self.values.get(name)) for name in TABLES[self.table].series))

    @property
    def lists_nothing(self) -> bool:
        """Whether it says that no state is listed."""
        return self.values.get(Column.NOTHING) is True

    def follows(self, other: "Entry") -> bool:
        """Whether both cannot hold on one day: one series, or one of them says that nothing is listed."""
        return self.series == other.series or (self.table == other.table and self.lists_nothing != other.lists_nothing)


@dataclass(frozen=True)
class EndChange:
    """An entry that will end on another day than now; None is open."""

    entry: Entry
    before: date | None
    after: date | None


def check(entry: Entry, standing: Iterable[Entry]) -> None:
    """Whether it may stand beside the others; those that were withdrawn are left aside.

    Raises EntryValueError, EntrySourceMissingError, EntryEndError, EntryOverlapError, EntryGapError, EntryStepsError.
    """
    spec = TABLES[entry.table]
    _check_values(entry, spec)
    check_source(entry)
    if entry.valid_to is not None and entry.valid_to < entry.valid_from:
        raise EntryEndError(table=entry.table, first=entry.valid_from, last=entry.valid_to)
    others = [one for one in standing if one is not entry and one.withdrawn_at is None and one.follows(entry)]
    for one in others:
        if _overlap(entry, one, spec):
            raise EntryOverlapError(table=entry.table, first=max(entry.valid_from, one.valid_from))
    if spec.steps is not None:
        _check_steps(entry, others, spec.steps)
    if not spec.gaps_allowed:
        _check_gaps(entry, others)


def check_source(entry: Entry) -> None:
    """Where its figures were read, and who compared them when: both or neither, and not on a day to come.

    Raises EntrySourceMissingError, EntryValueError.
    """
    if not entry.source.strip():
        raise EntrySourceMissingError(table=entry.table)
    fault = None
    column = Column.VERIFIED_ON
    if entry.verified_by.strip() and entry.verified_on is None:
        fault = EntryFault.MISSING
    elif entry.verified_on is not None and not entry.verified_by.strip():
        column, fault = Column.VERIFIED_BY, EntryFault.MISSING
    elif entry.verified_on is not None and entry.verified_on > entry.entered_at.date():
        fault = EntryFault.IN_THE_FUTURE
    if fault is not None:
        raise EntryValueError(table=entry.table, column=column, fault=fault)


def closes(entry: Entry, standing: Iterable[Entry]) -> tuple[Entry, ...]:
    """The confirmed entries with an open end that end the day before this one begins, once it is confirmed.

    Whoever proposes or confirms an entry is shown them first: nothing is closed silently. Of a table with steps a
    later entry closes every open step of its phase, for it begins a new set of steps.
    """
    others = [one for one in standing if one is not entry and one.counts and one.follows(entry)]
    earlier = [one for one in others if one.valid_from < entry.valid_from and one.valid_to is None]
    return tuple(one for one in earlier if (ends_on(one, others) or date.max) >= entry.valid_from)


def ends_on(entry: Entry, standing: Iterable[Entry]) -> date | None:
    """Its last day: as it was entered, or the day before the next confirmed one of its series begins; None = open."""
    return _last_day(entry, (one for one in standing if one.counts))


def _last_day(entry: Entry, counting: Iterable[Entry]) -> date | None:
    if entry.valid_to is not None:
        return entry.valid_to
    later = (one.valid_from for one in counting if one.valid_from > entry.valid_from and one.follows(entry))
    following = min(later, default=None)
    return None if following is None else following - _DAY


def end_changes(
    standing: Iterable[Entry], coming: Iterable[Entry] = (), leaving: Iterable[Entry] = ()
) -> tuple[EndChange, ...]:
    """Which confirmed entries will end on another day, once some more are confirmed and some are withdrawn.

    A new one is among them where a later one ends it at once.
    """
    now = Rows(one for one in standing if one.counts)
    gone = {id(one) for one in leaving}
    then = Rows((*(one for one in now.all if id(one) not in gone), *coming))
    known = {id(one) for one in now.all}
    changes = (
        EndChange(
            one,
            _last_day(one, now.near(one)) if id(one) in known else one.valid_to,
            _last_day(one, then.near(one)),
        )
        for one in then.all
    )
    return tuple(one for one in changes if one.before != one.after)


def standing_on(entry: Entry, standing: Iterable[Entry], on: date) -> Standing:
    """How it stands among the others of its table on that day."""
    if entry.withdrawn_at is not None:
        return Standing.REFUSED if entry.confirmed_at is None else Standing.WITHDRAWN
    if entry.confirmed_at is None:
        return Standing.WAITING
    if on < entry.valid_from:
        return Standing.TO_COME
    last = ends_on(entry, standing)
    return Standing.HOLDING if last is None or on <= last else Standing.ENDED


def holding(entries: Iterable[Entry], table: OfficeTable, on: date) -> tuple[Entry, ...]:
    """The entries of a table that count on that day, in the order in which they begin."""
    return OfficeTables(entries).holding(table, on)


def confirm(entry: Entry, standing: Sequence[Entry], *, by: int, at: datetime) -> tuple[Entry, ...]:
    """Let it count, by a second person; answers what it closes (``closes``).

    Raises EntryDecidedError, EntrySamePersonError, and what ``check`` raises beside the entries that count already.
    """
    if entry.confirmed_at is not None or entry.withdrawn_at is not None:
        raise EntryDecidedError(table=entry.table)
    if by == entry.entered_by:
        raise EntrySamePersonError(table=entry.table)
    check(entry, [one for one in standing if one.counts])
    closed = closes(entry, standing)
    entry.confirmed_by, entry.confirmed_at = by, at
    return closed


def withdraw(entry: Entry, *, by: int, at: datetime, reason: str) -> None:
    """Let it count no more, not even for earlier days; what it had closed is open again.

    Raises EntryDecidedError if it was withdrawn already, EntryReasonMissingError without a reason.
    """
    if entry.withdrawn_at is not None:
        raise EntryDecidedError(table=entry.table)
    if not reason.strip():
        raise EntryReasonMissingError(table=entry.table)
    entry.withdrawn_by, entry.withdrawn_at, entry.withdrawn_reason = by, at, reason.strip()


class Rows:
    """All entries of one table, whatever became of them; finds at once those that touch another one's days."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.all: list[Entry] = []
        self._series: defaultdict[Hashable, list[Entry]] = defaultdict(list)
        self._nothing: list[Entry] = []
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """One more."""
        self.all.append(entry)
        (self._nothing if entry.lists_nothing else self._series[entry.series]).append(entry)

    def near(self, *entries: Entry) -> list[Entry]:
        """Those that cannot hold on the same day as one of these, and these themselves, each once."""
        if any(one.lists_nothing for one in entries):
            return list(self.all)
        series = dict.fromkeys(one.series for one in entries)
        return [*(one for each in series for one in self._series[each]), *self._nothing]

    def numbered(self, number: int | None) -> Entry | None:
        """The one of that number."""
        return next((one for one in self.all if one.id == number), None) if number is not None else None


class OfficeTables:
    """What counts of the office's tables, made once and asked often."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._series: defaultdict[OfficeTable, defaultdict[Hashable, list[Entry]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._begin: defaultdict[tuple[OfficeTable, bool], list[date]] = defaultdict(list)
        """When states are listed and when none are, of lists that may be empty."""
        for entry in sorted((one for one in entries if one.counts), key=lambda one: one.valid_from):
            self._series[entry.table][entry.series].append(entry)
            if TABLES[entry.table].may_be_empty:
                self._begin[entry.table, entry.lists_nothing].append(entry.valid_from)

    def holding(self, table: OfficeTable, on: date) -> tuple[Entry, ...]:
        """The entries of a table that count on that day, in the order in which they begin."""
        found = [
            entry
            for series in self._series[table].values()
            for entry in _holding(series, on)
            if self._stands(entry, on)
        ]
        return tuple(sorted(found, key=lambda one: one.valid_from))

    def entry(self, table: OfficeTable, on: date, *series: Hashable) -> Entry | None:
        """The entry of one series that counts on that day; ``series`` as the table's spec names it."""
        found = _holding(self._series[table].get((table, *map(_plain, series)), []), on)
        return found[0] if found and self._stands(found[0], on) else None

    def step(self, phase: CentrePhase, days: int, on: date) -> Entry | None:
        """The step of aid from a federal centre for that phase and that many days since entry (the first day is 0)."""
        series = (OfficeTable.FEDERAL_CENTRE_STEPS, _plain(phase))
        for entry in _holding(self._series[OfficeTable.FEDERAL_CENTRE_STEPS].get(series, []), on):
            first, last = _range(entry, (Column.DAYS_FROM, Column.DAYS_TO))
            if first <= days and (last is None or days <= last):
                return entry
        return None

    def listed(self, table: OfficeTable, state: int, on: date) -> bool | None:
        """Whether a state (BFS number) stands in a list on that day.

        None while the list says nothing of that day: it has no state then, and no entry that nothing is listed.
        """
        if self.entry(table, on, state) is not None:
            return True
        return False if self.speaks(table, on) else None

    def speaks(self, table: OfficeTable, on: date) -> bool:
        """Whether any entry of a table counts on that day."""
        return any(self._stands(entry, on) for series in self._series[table].values() for entry in _holding(series, on))

    def states(self, table: OfficeTable) -> Mapping[int, tuple[tuple[Entry, date | None], ...]]:
        """Every state (BFS number) of a list with its entries and the last day of each; None is open."""
        found: defaultdict[int, list[tuple[Entry, date | None]]] = defaultdict(list)
        for series in self._series[table].values():
            for one in series:
                if not one.lists_nothing:
                    found[one.values[Column.STATE]].append((one, _last_day(one, self._ending(one))))
        return {state: tuple(days) for state, days in found.items()}

    def _ending(self, entry: Entry) -> Iterable[Entry]:
        """What may end an entry of a list: the others of its state, and that nothing is listed."""
        yield from self._series[entry.table][entry.series]
        yield from self._series[entry.table].get((entry.table, ""), ())

    def _stands(self, entry: Entry, on: date) -> bool:
        """Whether no entry of the other kind has begun since: that nothing is listed, or that something is."""
        others = self._begin.get((entry.table, not entry.lists_nothing))
        return not others or bisect_right(others, on) == bisect_right(others, entry.valid_from)


def _holding(series: Sequence[Entry], on: date) -> list[Entry]:
    """Of one series in the order in which its entries begin: those that began last by that day, if not ended."""
    begun = bisect_right(series, on, key=lambda one: one.valid_from)
    if not begun:
        return []
    latest = series[begun - 1].valid_from
    return [one for one in series[:begun] if one.valid_from == latest and (one.valid_to is None or on <= one.valid_to)]


def _plain(value: Any) -> Hashable:
    if value is None:
        return ""
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _range(entry: Entry, steps: tuple[Column, Column]) -> tuple[int, int | None]:
    return entry.values[steps[0]], entry.values.get(steps[1])


def _overlap(entry: Entry, other: Entry, spec: TableSpec) -> bool:
    """Whether both hold on a day; an open end is no overlap with what begins later, for it ends there."""
    if entry.valid_from == other.valid_from:
        if spec.steps is None:
            return True
        (first, last), (start, end) = _range(entry, spec.steps), _range(other, spec.steps)
        return (last is None or start <= last) and (end is None or first <= end)
    before, after = sorted((entry, other), key=lambda one: one.valid_from)
    return before.valid_to is not None and before.valid_to >= after.valid_from


def _check_steps(entry: Entry, others: Iterable[Entry], steps: tuple[Column, Column]) -> None:
    """Steps that begin on the same day lie side by side, so a new one touches one that is there."""
    there = [_range(one, steps) for one in others if one.valid_from == entry.valid_from]
    first, last = _range(entry, steps)
    if not there or any(end is not None and first == end + 1 for _, end in there):
        return
    if last is not None and any(start == last + 1 for start, _ in there):
        return
    following = max((end + 1 for _, end in there if end is not None and end < first), default=None)
    if following is not None:
        raise EntryStepsError(table=entry.table, expected=following, found=first)
    raise EntryStepsError(table=entry.table, expected=min(start for start, _ in there) - 1, found=last)


def _check_gaps(entry: Entry, others: Sequence[Entry]) -> None:
    if any(one.valid_from == entry.valid_from for one in others):
        return
    before = max((one.valid_from for one in others if one.valid_from < entry.valid_from), default=None)
    if before is not None:
        ends = [one.valid_to for one in others if one.valid_from == before]
        last = max((end for end in ends if end is not None), default=None)
        if None not in ends and last is not None and last + _DAY < entry.valid_from:
            raise EntryGapError(table=entry.table, first=last + _DAY, last=entry.valid_from - _DAY)
    after = min((one.valid_from for one in others if one.valid_from > entry.valid_from), default=None)
    if after is not None and entry.valid_to is not None and entry.valid_to + _DAY < after:
        raise EntryGapError(table=entry.table, first=entry.valid_to + _DAY, last=after - _DAY)


def _check_values(entry: Entry, spec: TableSpec) -> None:
    if spec.may_be_empty and entry.values == {Column.NOTHING: True}:
        return
    known = {column.name.value for column in spec.columns}
    for name in entry.values:
        if name not in known:
            raise EntryValueError(table=entry.table, column=name, fault=EntryFault.UNKNOWN_COLUMN)
    for column in spec.columns:
        fault = _fault(column, entry.values.get(column.name))
        if fault is not None:
            raise EntryValueError(table=entry.table, column=column.name, fault=fault)
    if spec.steps is not None:
        first, last = _range(entry, spec.steps)
        if last is not None and last < first:
            raise EntryValueError(table=entry.table, column=spec.steps[1], fault=EntryFault.END_BEFORE_START)


def _fault(column: ColumnSpec, value: Any) -> EntryFault | None:
    if value is None or (isinstance(value, str) and not value.strip()):
        return EntryFault.MISSING if column.required else None
    match column.kind:
        case ColumnKind.TEXT:
            return None if isinstance(value, str) else EntryFault.NOT_A_TEXT
        case ColumnKind.CHOICE:
            return None if value in column.choices else EntryFault.NOT_A_CHOICE
    if not isinstance(value, int) or isinstance(value, bool):
        return EntryFault.NOT_A_NUMBER
    if value < 0:
        return EntryFault.NEGATIVE
    if column.kind is ColumnKind.STATE:
        listed = countries.table().get(value)
        return None if listed is not None and listed.valid else EntryFault.UNKNOWN_STATE
    return None
