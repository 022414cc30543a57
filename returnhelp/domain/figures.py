"""What a month's report counts and how: populations, periods, age groups, and the proof that it adds up.

Departures are persons who left with the office's help, each counted on the day of departure; a person
who leaves twice counts twice. A case counts once in each period in which at least one of its persons left.
Sessions, applications, decisions and money count on their own day, whether or not the person has left.
``counting`` makes them from raw counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.errors import FiguresDoNotAddUpError
from returnhelp.domain.people import age_on
from returnhelp.domain.steps import Step

UNKNOWN = "unknown"
OTHER = "other"
NONE_RECORDED = "none_recorded"
STATELESS = "stateless"
TOP = 10
"""How many nationalities the report names before it says "other"."""

CANTONS = (
    "ZH",
    "BE",
    "LU",
    "UR",
    "SZ",
    "OW",
    "NW",
    "GL",
    "ZG",
    "FR",
    "SO",
    "BS",
    "BL",
    "SH",
    "AR",
    "AI",
    "SG",
    "GR",
    "AG",
    "TG",
    "TI",
    "VD",
    "VS",
    "NE",
    "GE",
    "JU",
)
"""In the order of the Federal Constitution (Art. 1)."""

Key = str | int
"""What a row stands for: a BFS number, a canton's letters, the value of an enum, or one of the words above."""


class AgeGroup(StrEnum):
    FROM_0 = "0-5"
    FROM_6 = "6-13"
    FROM_14 = "14-17"
    FROM_18 = "18-25"
    FROM_26 = "26-35"
    FROM_36 = "36-50"
    FROM_51 = "51-64"
    FROM_65 = "65+"
    UNKNOWN = UNKNOWN


OLDEST_OF_GROUP: tuple[tuple[int | None, AgeGroup], ...] = tuple(
    zip((5, 13, 17, 25, 35, 50, 64, None), AgeGroup, strict=False)
)
"""The last full year of age of each group, in order; None has no end."""


def is_minor(birth: date, on: date) -> bool:
    """Whether somebody is under eighteen on a day (AsylV 1 Art. 1a let. d); the 18th birthday makes an adult."""
    age = age_on(birth, on)
    return age is not None and age < 18


def age_group(birth: date | None, departed_on: date) -> AgeGroup:
    """The age group on the day of departure; who turns 18 that day is an adult.

    A birth date of which only the year or the month is known is stored as the first day of it (the
    authority's own convention, E6) and counts as such; the report says how many those are. A birth after
    the departure cannot be and is unknown.
    """
    age = age_on(birth, departed_on)
    if age is None or age < 0:
        return AgeGroup.UNKNOWN
    return next(group for oldest, group in OLDEST_OF_GROUP if oldest is None or age <= oldest)


class Period(StrEnum):
    """The four periods of every figure; a year to date ends with the last day of the report's month."""

    MONTH = "month"
    MONTH_LAST_YEAR = "month_last_year"
    YEAR_TO_DATE = "year_to_date"
    YEAR_TO_DATE_LAST_YEAR = "year_to_date_last_year"


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def days_of(period: Period, year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a period of the report on that month."""
    year -= period in (Period.MONTH_LAST_YEAR, Period.YEAR_TO_DATE_LAST_YEAR)
    whole_year = period in (Period.YEAR_TO_DATE, Period.YEAR_TO_DATE_LAST_YEAR)
    return date(year, 1 if whole_year else month, 1), last_day(year, month)


class Topic(StrEnum):
    """A kind of figure that an office records, or does not."""

    DEPARTURES = "departures"
    NATIONALITY = "nationality"
    CANTON = "canton"
    SEX = "sex"
    AGE_GROUP = "age_group"
    PERMIT = "permit"
    CASE_TYPE = "case_type"
    DESTINATION_KIND = "destination_kind"
    VULNERABILITY = "vulnerability"
    COUNSELLING = "counselling"
    APPLICATIONS = "applications"
    DECISIONS = "decisions"
    OPEN_CASES = "open_cases"
    MONEY_DECIDED = "money_decided"
    MONEY_PAID = "money_paid"
    LEAD_TIME = "lead_time"


OF_DEPARTED = (
    Topic.NATIONALITY,
    Topic.CANTON,
    Topic.SEX,
    Topic.AGE_GROUP,
    Topic.PERMIT,
    Topic.CASE_TYPE,
    Topic.DESTINATION_KIND,
)
"""Every departed person stands in exactly one row of each: the first nationality, the permit and canton on the
day of departure, the case's type and kind of destination."""

DECISIONS = (Step.APPROVED, Step.PARTLY_APPROVED, Step.REJECTED, Step.RETURNED_FOR_COMPLETION)


class Unit(StrEnum):
    PERSONS = "persons"
    CASES = "cases"
    SESSIONS = "sessions"
    APPLICATIONS = "applications"
    DECISIONS = "decisions"
    CENTIMES = "centimes"


class Gap(StrEnum):
    """What can be missing in the data of those who departed, counted in persons unless it says cases."""

    BIRTH_DATE = "birth_date"
    BIRTH_DATE_NOT_TO_THE_DAY = "birth_date_not_to_the_day"
    NATIONALITY = "nationality"
    CANTON = "canton"
    SEX = "sex"
    PERMIT = "permit"
    CASE_TYPE = "case_type"
    DESTINATION_KIND = "destination_kind"
    FIRST_COUNSELLING = "first_counselling"  # cases
    DECISION = "decision"  # cases that departed without a recorded decision
    AMOUNT_WITHOUT_DAY = "amount_without_day"  # cases with an amount of which the day is not recorded


GAP_OF = {
    Topic.AGE_GROUP: Gap.BIRTH_DATE,
    Topic.NATIONALITY: Gap.NATIONALITY,
    Topic.CANTON: Gap.CANTON,
    Topic.SEX: Gap.SEX,
    Topic.PERMIT: Gap.PERMIT,
    Topic.CASE_TYPE: Gap.CASE_TYPE,
    Topic.DESTINATION_KIND: Gap.DESTINATION_KIND,
}
GAPS_IN_CASES = frozenset({Gap.FIRST_COUNSELLING, Gap.DECISION, Gap.AMOUNT_WITHOUT_DAY})


def money_key(component: AidComponent, project: ProjectKind | None = None) -> str:
    """The row of an amount: the component, and within aid in kind the kind of project."""
    if component is not AidComponent.IN_KIND:
        return component.value
    return f"{component.value}.{project.value if project else UNKNOWN}"


MONEY_ROWS: tuple[str, ...] = (
    money_key(AidComponent.BASIC),
    *(money_key(AidComponent.IN_KIND, kind) for kind in ProjectKind),
    money_key(AidComponent.IN_KIND),
    *(money_key(one) for one in AidComponent if one not in (AidComponent.BASIC, AidComponent.IN_KIND)),
)


@dataclass(frozen=True)
class PerPeriod:
    """One figure in each period; None = not recorded, which is not 0."""

    month: int | None = None
    month_last_year: int | None = None
    year_to_date: int | None = None
    year_to_date_last_year: int | None = None

    def __getitem__(self, period: Period) -> int | None:
        value: int | None = getattr(self, period.value)
        return value

    def to_dict(self) -> dict[str, int | None]:
        return {period.value: self[period] for period in Period}


@dataclass(frozen=True)
class Row:
    key: Key
    values: PerPeriod
    grouped: int = 0
    """How many keys an "other" row holds together."""


@dataclass(frozen=True)
class Block:
    """A total and the rows it is made of; in an exclusive block the rows add up to the total in each period."""

    topic: Topic
    unit: Unit
    rows: tuple[Row, ...]
    total: PerPeriod
    exclusive: bool = True
    currency: str | None = None
    since: date | None = None
    """The day of the first entry, where a period that is shown began in an earlier month."""

    def row(self, key: Key) -> Row:
        """The row of a key; raises KeyError where the block has none."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def check(self) -> None:
        """Raise FiguresDoNotAddUpError where a row is missing, negative, or the rows do not make the total."""
        for period in Period:
            total, parts = self.total[period], [row.values[period] for row in self.rows]
            known = [part for part in parts if part is not None]
            if total is None:
                fine = not known
            elif self.exclusive:
                fine = len(known) == len(parts) and sum(known) == total
            else:  # several rows a person: together they reach everybody, none is more than everybody
                fine = len(known) == len(parts) and all(part <= total for part in known) and sum(known) >= total
            if not fine or (self.unit is not Unit.CENTIMES and any(part < 0 for part in known)):
                raise _apart(self.topic, period, sum(known), total)

    def to_dict(self) -> dict[str, Any]:
        rows = [{"key": row.key, **row.values.to_dict()} | ({"grouped": row.grouped} if row.grouped else {})
                for row in self.rows]  # fmt: skip
        answer: dict[str, Any] = {"unit": self.unit.value, "rows": rows, "total": self.total.to_dict()}
        answer["exclusive"] = self.exclusive
        if self.currency:
            answer["currency"] = self.currency
        if self.since:
            answer["recorded_since"] = self.since.isoformat()
        return answer


@dataclass(frozen=True)
class OpenRow:
    """The open cases of one step; ``oldest_days`` is how long the longest of them has stood there."""

    step: str
    cases: int
    oldest_days: int


@dataclass(frozen=True)
class LeadTime:
    """Days from a case's first counselling to its first departure, over the ``cases`` that have both.

    The 90th percentile is the smallest value that at least 90 in 100 of the cases do not exceed (nearest
    rank); the median of an even number is the middle between the two in the middle.
    """

    cases: int
    median: float
    percentile_90: int


@dataclass(frozen=True)
class GapCount:
    gap: Gap
    month: int
    year_to_date: int


@dataclass(frozen=True, kw_only=True)
class MonthFigures:
    """Every figure of a month's report; made by ``counting.assemble``, so it adds up."""

    year: int
    month: int
    as_of: date
    closed: bool
    persons: PerPeriod
    cases: PerPeriod
    taken_over: PerPeriod
    since: date | None
    by_month: tuple[int | None, ...]
    by_month_last_year: tuple[int | None, ...]
    blocks: tuple[Block, ...]
    sessions: PerPeriod
    counselled: PerPeriod
    applications: PerPeriod
    open_cases: tuple[OpenRow, ...] | None
    open_total: int | None
    lead_times: Mapping[Period, LeadTime | None]
    gaps: tuple[GapCount, ...]

    def block(self, topic: Topic, currency: str | None = None) -> Block:
        """The block of a topic; raises KeyError where there is none in that currency."""
        for block in self.blocks:
            if block.topic is topic and (currency is None or block.currency == currency):
                return block
        raise KeyError(topic)

    @property
    def currencies(self) -> tuple[str, ...]:
        """The currencies of the money blocks, Swiss francs first."""
        found = {block.currency for block in self.blocks if block.currency}
        return tuple(sorted(found, key=lambda currency: (currency != "CHF", currency)))

    def check(self) -> None:
        """Raise FiguresDoNotAddUpError at the first figure that contradicts another."""
        for block in self.blocks:
            block.check()
            if block.topic in (*OF_DEPARTED, Topic.VULNERABILITY):
                for period in Period:
                    if block.total[period] not in (None, self.persons[period]):
                        raise _apart(block.topic, period, block.total[period], self.persons[period])
            if block.topic in OF_DEPARTED and sum(row.key == UNKNOWN for row in block.rows) != 1:
                raise _apart(block.topic, Period.MONTH, 0, 1)
        for period in Period:
            persons, cases, taken = self.persons[period], self.cases[period], self.taken_over[period]
            if (persons is None) != (cases is None) or (cases or 0) > (persons or 0) or (taken or 0) > (persons or 0):
                raise _apart(Topic.DEPARTURES, period, cases, persons)
            lead = self.lead_times.get(period)
            if lead is not None and lead.cases > (cases or 0):
                raise _apart(Topic.LEAD_TIME, period, lead.cases, cases)
        self._check_months(self.by_month, Period.MONTH, Period.YEAR_TO_DATE)
        self._check_months(self.by_month_last_year, Period.MONTH_LAST_YEAR, Period.YEAR_TO_DATE_LAST_YEAR)
        if self.open_cases is not None and sum(row.cases for row in self.open_cases) != self.open_total:
            raise _apart(Topic.OPEN_CASES, Period.MONTH, sum(row.cases for row in self.open_cases), self.open_total)

    def _check_months(self, months: Sequence[int | None], month: Period, to_date: Period) -> None:
        if self.persons[month] not in (None, months[self.month - 1]):
            raise _apart(Topic.DEPARTURES, month, months[self.month - 1], self.persons[month])
        if (total := self.persons[to_date]) is not None and sum(n or 0 for n in months[: self.month]) != total:
            raise _apart(Topic.DEPARTURES, to_date, sum(n or 0 for n in months[: self.month]), total)

    def to_dict(self) -> dict[str, Any]:
        """Every figure in plain values: ``departures`` counts persons and has the cases inside; null = not recorded."""
        exact = {block.topic.value: block.to_dict() for block in self.blocks if not block.currency}
        money: dict[str, dict[str, Any]] = {}
        for block in self.blocks:
            if block.currency:
                money.setdefault(block.currency, {})[block.topic.value.removeprefix("money_")] = block.to_dict()
        opened = None
        if self.open_cases is not None:
            rows = [{"step": row.step, "cases": row.cases, "oldest_days": row.oldest_days} for row in self.open_cases]
            opened = {"as_of": self.as_of.isoformat(), "rows": rows, "total": self.open_total}
        return {
            "month": f"{self.year}-{self.month:02}",
            "closed": self.closed,
            "departures": self.persons.to_dict()
            | {
                "unit": Unit.PERSONS.value,
                "cases": self.cases.to_dict(),
                "taken_over": self.taken_over.to_dict(),
                "by_month": list(self.by_month),
                "by_month_last_year": list(self.by_month_last_year),
                "recorded_since": self.since.isoformat() if self.since else None,
            },
            **{f"by_{name}" if name != Topic.DECISIONS else name: block for name, block in exact.items()},
            "counselling": {"sessions": self.sessions.to_dict(), "persons": self.counselled.to_dict()},
            "applications": self.applications.to_dict(),
            "open_cases": opened,
            "money": money,
            "lead_time_days": {
                period.value: None
                if (lead := self.lead_times.get(period)) is None
                else {"cases": lead.cases, "median": lead.median, "percentile_90": lead.percentile_90}
                for period in Period
            },
            "missing": [
                {"what": one.gap.value, "month": one.month, "year_to_date": one.year_to_date} for one in self.gaps
            ],
        }


def _apart(topic: Topic, period: Period, parts: int | None, total: int | None) -> FiguresDoNotAddUpError:
    return FiguresDoNotAddUpError(topic=topic, period=period, parts=parts or 0, total=total or 0)
