"""From raw counts of a month to its figures: top ten and other, what was not recorded, and the order of the rows."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.figures import (
    CANTONS,
    DECISIONS,
    GAP_OF,
    MONEY_ROWS,
    NONE_RECORDED,
    OF_DEPARTED,
    OTHER,
    TOP,
    UNKNOWN,
    AgeGroup,
    Block,
    Gap,
    GapCount,
    Key,
    LeadTime,
    MonthFigures,
    OpenRow,
    Period,
    PerPeriod,
    Row,
    Topic,
    Unit,
    days_of,
    last_day,
    money_key,
)
from returnhelp.domain.people import Sex
from returnhelp.domain.steps import Step


@dataclass(frozen=True, kw_only=True)
class MonthCounts:
    """The raw counts of a month: what ``storage`` fills, without any judgement.

    A count that is absent from a mapping is 0. Totals are counted on their own, never added up from the parts,
    so that ``assemble`` can prove the parts.
    """

    year: int
    month: int
    as_of: date
    """The evening on which the open cases stand: the last day of the month, or today while it runs."""
    recorded_since: Mapping[Topic, date]
    """The day of the first entry of each kind in the whole store; absent = never entered. For a topic of
    ``OF_DEPARTED`` and the vulnerability: the first departure of somebody of whom it is known. A period that
    ended before that day is "not recorded"."""
    persons: Mapping[Period, int]
    cases: Mapping[Period, int]
    taken_over: Mapping[Period, int]
    """Persons among the departed whose departure came from a list that was taken over."""
    by_month: Mapping[tuple[int, int], int]
    """Departed persons by (year, month), for all of this and of the last year."""
    departed: Mapping[Topic, Mapping[Period, Mapping[Key, int]]]
    """Departed persons by key for each topic of ``OF_DEPARTED`` (unknown under ``UNKNOWN``) and for
    VULNERABILITY: one for each kind a person has, and one under ``NONE_RECORDED`` for who has none."""
    sessions: Mapping[Period, int]
    counselled: Mapping[Period, int]
    """Different persons with at least one session in the period."""
    applications: Mapping[Period, int]
    decisions: Mapping[Period, Mapping[Key, int]]
    decisions_total: Mapping[Period, int]
    open_cases: Mapping[Key, tuple[int, int]]
    """For each step: the cases that stand there on ``as_of``, and the days since the longest of them came to it."""
    open_total: int
    decided: Mapping[str, Mapping[Period, Mapping[str, int]]]
    """Centimes by currency, period (the day of the decision) and ``money_key``."""
    decided_total: Mapping[str, Mapping[Period, int]]
    paid: Mapping[str, Mapping[Period, Mapping[str, int]]]
    """The same for what was paid, on the day of payment."""
    paid_total: Mapping[str, Mapping[Period, int]]
    lead_days: Mapping[Period, Sequence[int]]
    """For each case that counts in the period, the days from its first counselling to its first departure."""
    gaps: Mapping[Gap, Mapping[Period, int]]
    """Only what cannot be read off the blocks: BIRTH_DATE_NOT_TO_THE_DAY, DECISION, AMOUNT_WITHOUT_DAY."""
    closed: bool = False


def assemble(counts: MonthCounts) -> MonthFigures:
    """The month's figures from raw counts; raises FiguresDoNotAddUpError rather than answer what contradicts itself."""
    persons = _known(counts, Topic.DEPARTURES, counts.persons)
    there = [period for period in Period if persons[period] is not None]
    blocks = [_departed(counts, topic, there) for topic in (*OF_DEPARTED, Topic.VULNERABILITY)]
    decisions = _recorded(counts, Topic.DECISIONS, counts.decisions)
    blocks.append(
        _block(counts, Topic.DECISIONS, Unit.DECISIONS, (*DECISIONS, UNKNOWN), counts.decisions, counts.decisions_total,
               decisions)
    )  # fmt: skip
    for topic, amounts, totals in (
        (Topic.MONEY_DECIDED, counts.decided, counts.decided_total),
        (Topic.MONEY_PAID, counts.paid, counts.paid_total),
    ):
        for currency in sorted({"CHF", *counts.decided, *counts.paid}, key=lambda one: (one != "CHF", one)):
            tally, total = amounts.get(currency, {}), totals.get(currency, {})
            keys = _present(tally, MONEY_ROWS, keep=(money_key(AidComponent.BASIC), money_key(AidComponent.IN_KIND)))
            recorded = _recorded(counts, topic, tally)
            blocks.append(_block(counts, topic, Unit.CENTIMES, keys, tally, total, recorded, currency))
    this_year, last_year = _months(counts, counts.year, counts.month), _months(counts, counts.year - 1, 12)
    figures = MonthFigures(
        year=counts.year,
        month=counts.month,
        as_of=counts.as_of,
        closed=counts.closed,
        persons=persons,
        cases=_only(counts.cases, there),
        taken_over=_only(counts.taken_over, there),
        since=_first_day(counts, Topic.DEPARTURES, there),
        by_month=this_year,
        by_month_last_year=last_year,
        blocks=tuple(blocks),
        sessions=_known(counts, Topic.COUNSELLING, counts.sessions),
        counselled=_known(counts, Topic.COUNSELLING, counts.counselled),
        applications=_known(counts, Topic.APPLICATIONS, counts.applications),
        open_cases=_open_rows(counts),
        open_total=counts.open_total if _since(counts, Topic.OPEN_CASES, counts.as_of) else None,
        lead_times={period: lead_time(counts.lead_days.get(period, ())) for period in Period},
        gaps=_gaps(counts, blocks),
    )
    figures.check()
    return figures


def _months(counts: MonthCounts, year: int, until: int) -> tuple[int | None, ...]:
    """Departed persons of twelve months; None after ``until`` and where nothing was recorded yet."""
    return tuple(
        counts.by_month.get((year, month), 0)
        if month <= until
        and (counts.by_month.get((year, month)) or _since(counts, Topic.DEPARTURES, last_day(year, month)))
        else None
        for month in range(1, 13)
    )


def lead_time(days: Iterable[int]) -> LeadTime | None:
    """Median and 90th percentile of days, or None where there are none."""
    ordered = sorted(days)
    if not ordered:
        return None
    return LeadTime(len(ordered), statistics.median(ordered), ordered[math.ceil(len(ordered) * 9 / 10) - 1])


def _since(counts: MonthCounts, topic: Topic, day: date) -> bool:
    first = counts.recorded_since.get(topic)
    return first is not None and first <= day


def _known(counts: MonthCounts, topic: Topic, totals: Mapping[Period, int]) -> PerPeriod:
    """Totals of the periods in which the topic was recorded; a count that is there proves that it was."""
    ends = {period: days_of(period, counts.year, counts.month)[1] for period in Period}
    return _only(totals, [one for one in Period if totals.get(one) or _since(counts, topic, ends[one])])


def _only(totals: Mapping[Period, int], periods: Iterable[Period]) -> PerPeriod:
    return PerPeriod(**{period.value: totals.get(period, 0) for period in periods})


def _recorded(counts: MonthCounts, topic: Topic, tally: Mapping[Period, Mapping[Any, int]]) -> list[Period]:
    silent = (UNKNOWN, NONE_RECORDED, AgeGroup.UNKNOWN)
    seen = {period: any(n for key, n in tally.get(period, {}).items() if key not in silent) for period in Period}
    ends = {period: days_of(period, counts.year, counts.month)[1] for period in Period}
    return [period for period in Period if seen[period] or _since(counts, topic, ends[period])]


def _first_day(counts: MonthCounts, topic: Topic, periods: Iterable[Period]) -> date | None:
    """The first entry, where one of these periods began in a month before it."""
    first = counts.recorded_since.get(topic)
    starts = (days_of(period, counts.year, counts.month)[0] for period in periods)
    return first if first and any((start.year, start.month) < (first.year, first.month) for start in starts) else None


def _block(
    counts: MonthCounts,
    topic: Topic,
    unit: Unit,
    keys: Iterable[Key],
    tally: Mapping[Period, Mapping[Any, int]],
    totals: Mapping[Period, int],
    periods: Sequence[Period],
    currency: str | None = None,
) -> Block:
    rows = tuple(
        Row(key, PerPeriod(**{one.value: tally.get(one, {}).get(key, 0) for one in periods}))
        for key in dict.fromkeys(keys)
    )
    return Block(
        topic,
        unit,
        rows,
        _only(totals, periods),
        exclusive=topic is not Topic.VULNERABILITY,
        currency=currency,
        since=_first_day(counts, topic, periods),
    )


def _departed(counts: MonthCounts, topic: Topic, there: Sequence[Period]) -> Block:
    tally = counts.departed.get(topic, {})
    recorded = _recorded(counts, topic, tally)
    periods = [period for period in there if period in recorded]
    last = NONE_RECORDED if topic is Topic.VULNERABILITY else UNKNOWN
    keys = ordered_keys(topic, tally, last)
    grouped: tuple[Key, ...] = ()
    if topic is Topic.NATIONALITY and len(keys) > TOP + 2:  # a lone eleventh is named rather than called "other"
        keys, grouped = (*keys[:TOP], OTHER, UNKNOWN), keys[TOP:-1]
        folded = {period: dict(parts) for period, parts in tally.items()}
        for parts in folded.values():
            parts[OTHER] = sum(parts.pop(key, 0) for key in grouped)
        tally = folded
    block = _block(counts, topic, Unit.PERSONS, keys, tally, counts.persons, periods)
    if not grouped:
        return block
    rows = tuple(Row(row.key, row.values, len(grouped) if row.key == OTHER else 0) for row in block.rows)
    return Block(block.topic, block.unit, rows, block.total, since=block.since)


_ORDERS: dict[Topic, Sequence[str]] = {
    Topic.CANTON: CANTONS,
    Topic.SEX: (Sex.MALE, Sex.FEMALE, Sex.OTHER),
}


def ordered_keys(topic: Topic, tally: Mapping[Period, Mapping[Key, int]], last: Key = UNKNOWN) -> tuple[Key, ...]:
    """The keys in the order in which they are read: a fixed one where there is one, else the most of the year first.

    ``last`` always stands there, at the end; age groups stand there even with nobody in them.
    """
    if topic is Topic.AGE_GROUP:
        return tuple(AgeGroup)
    if topic in _ORDERS:
        return (*_present(tally, _ORDERS[topic], leave_out=(last,)), last)
    counted = {key for parts in tally.values() for key, n in parts.items() if n and key != last}

    def rank(key: Key) -> tuple[int, int, int, str]:
        seen = [tally.get(period, {}).get(key, 0) for period in Period]
        return -seen[2], -seen[0], -seen[3], str(key)

    return (*sorted(counted, key=rank), last)


def _present(
    tally: Mapping[Period, Mapping[Any, int]], order: Sequence[Any], keep: Sequence[Any] = (), leave_out: Any = ()
) -> list[Any]:
    """The keys that count anything in any period, in the order given, strangers after them."""
    counted = {key for parts in tally.values() for key, n in parts.items() if n} - set(leave_out)
    strangers = sorted(counted - set(order), key=str)
    return [key for key in (*order, *strangers) if key in counted or key in keep]


def _open_rows(counts: MonthCounts) -> tuple[OpenRow, ...] | None:
    if not _since(counts, Topic.OPEN_CASES, counts.as_of):
        return None
    order = {step.value: place for place, step in enumerate(Step)}
    rows = [OpenRow(str(step), cases, oldest) for step, (cases, oldest) in counts.open_cases.items() if cases]
    return tuple(sorted(rows, key=lambda row: (order.get(row.step, len(order)), row.step)))


def _gaps(counts: MonthCounts, blocks: Iterable[Block]) -> tuple[GapCount, ...]:
    found: dict[Gap, tuple[int, int]] = {}
    for block in blocks:
        if block.topic in GAP_OF:
            values = block.row(UNKNOWN).values
            found[GAP_OF[block.topic]] = (values.month or 0, values.year_to_date or 0)
    both = (Period.MONTH, Period.YEAR_TO_DATE)
    if _since(counts, Topic.LEAD_TIME, counts.as_of):
        without = [counts.cases.get(one, 0) - len(counts.lead_days.get(one, ())) for one in both]
        found[Gap.FIRST_COUNSELLING] = (without[0], without[1])
    for gap, totals in counts.gaps.items():
        if gap in GAP_OF.values() or gap is Gap.FIRST_COUNSELLING:
            continue  # read off the blocks, so that both say the same
        found[gap] = (totals.get(Period.MONTH, 0), totals.get(Period.YEAR_TO_DATE, 0))
    return tuple(GapCount(gap, *found[gap]) for gap in Gap if any(found.get(gap, ())))
