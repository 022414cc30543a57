"""What a list can be narrowed by: kept as JSON, told in words, asked as a query."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from returnhelp.domain import countries
from returnhelp.domain.case import CaseType, Permit, Route
from returnhelp.domain.figures import CANTONS
from returnhelp.domain.lists import (
    CASE_GAPS,
    PERSON_GAPS,
    CaseColumn,
    CaseQuery,
    Gap,
    PersonColumn,
    PersonQuery,
)
from returnhelp.domain.people import Sex
from returnhelp.domain.steps import BAR, Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.i18n import catalogs, formats, labels
from returnhelp.i18n.catalogs import N_, _

Q = TypeVar("Q", CaseQuery, PersonQuery)

ME = "me"
"""Among the caseworkers: whoever reads the list; so a saved filter fits everybody who stands in."""
ANY = "any"
"""Among the vulnerabilities: whichever."""


class Period(StrEnum):
    """Days that move along with today."""

    TODAY = "today"
    THIS_WEEK = "this_week"
    NEXT_TWO_WEEKS = "next_two_weeks"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


PERIODS: Mapping[Period, str] = {
    Period.TODAY: N_("Today"),
    Period.THIS_WEEK: N_("This week"),
    Period.NEXT_TWO_WEEKS: N_("The next 14 days"),
    Period.THIS_MONTH: N_("This month"),
    Period.LAST_MONTH: N_("Last month"),
    Period.THIS_YEAR: N_("This year"),
    Period.LAST_YEAR: N_("Last year"),
}

UNMOVED_DAYS = (14, 30, 60, 90, 180)


@dataclass(frozen=True)
class Days:
    """From one day to another, either of them open; or a period, which gives both."""

    first: date | None = None
    last: date | None = None
    period: Period | None = None

    def __bool__(self) -> bool:
        return bool(self.first or self.last or self.period)

    def bounds(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last day."""
        month = today.replace(day=1)
        match self.period:
            case None:
                return self.first, self.last
            case Period.TODAY:
                return today, today
            case Period.THIS_WEEK:
                monday = today - timedelta(days=today.weekday())
                return monday, monday + timedelta(days=6)
            case Period.NEXT_TWO_WEEKS:
                return today, today + timedelta(days=14)
            case Period.THIS_MONTH:
                return month, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            case Period.LAST_MONTH:
                return (month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)
            case Period.THIS_YEAR:
                return date(today.year, 1, 1), date(today.year, 12, 31)
            case Period.LAST_YEAR:
                return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)

    def kept(self) -> Any:
        """As JSON holds it."""
        if self.period:
            return self.period.value
        return [one.isoformat() if one else None for one in (self.first, self.last)]

    @staticmethod
    def taken(kept: Any) -> "Days":
        """From JSON; what makes no sense any more is empty."""
        try:
            if isinstance(kept, str):
                return Days(period=Period(kept))
            first, last = (date.fromisoformat(one) if one else None for one in kept)
        except (TypeError, ValueError):
            return Days()
        return Days(first, last)

    def words(self) -> str:
        """As a person reads it."""
        if self.period:
            return catalogs.gettext(PERIODS[self.period])
        if self.first and self.last:
            if self.first == self.last:
                return formats.short_date(self.first)
            return _("{first} to {last}").format(
                first=formats.short_date(self.first), last=formats.short_date(self.last)
            )
        if self.first:
            return _("from {day}").format(day=formats.short_date(self.first))
        return _("until {day}").format(day=formats.short_date(self.last)) if self.last else ""


@dataclass(frozen=True)
class Reader:
    """Who reads the list, when, and who the colleagues are (everybody's name; those who work on cases)."""

    me: int
    today: date
    names: Mapping[int, str] = field(default_factory=dict)
    colleagues: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filter:
    """One thing to narrow a list by: among values, or (without ``values``) between days.

    ``key`` is the field of the query, or the beginning of its two fields of days.
    """

    key: str
    title: str
    values: Callable[[Reader], Sequence[Any]] | None = None
    word: Callable[[Any, Reader], str] = lambda value, _reader: str(value)
    read: Callable[[Any], Any] = lambda value: value
    """A value from JSON; raises ValueError, TypeError or LookupError for one that is no more."""
    one_only: bool = False

    @property
    def is_days(self) -> bool:
        return self.values is None


def _label(value: Any, _reader: Reader) -> str:
    return labels.label(value)


def _country(value: int | None, _reader: Reader) -> str:
    return _("not filled in") if value is None else labels.country(value)


def _canton(value: str | None, _reader: Reader) -> str:
    return _("not filled in") if value is None else labels.canton(value)


def _caseworker(value: int | str | None, reader: Reader) -> str:
    if value is None:
        return _("nobody")
    return _("Me") if value == ME else reader.names.get(int(value), "")


def _vulnerability(value: VulnerabilityKind | str, _reader: Reader) -> str:
    return labels.label(value) if isinstance(value, VulnerabilityKind) else _("any")


def _unmoved(value: int, _reader: Reader) -> str:
    return _("for {days}").format(days=formats.days(value))


def _read_country(value: Any) -> int | None:
    if value is not None:
        countries.country(value)
    return value  # type: ignore[no-any-return]


def _read_canton(value: Any) -> str | None:
    if value is not None and value not in CANTONS:
        raise ValueError(value)
    return value  # type: ignore[no-any-return]


def _read_caseworker(value: Any) -> int | str | None:
    return value if value in (None, ME) else int(value)


def _read_vulnerability(value: Any) -> VulnerabilityKind | str:
    return ANY if value == ANY else VulnerabilityKind(value)


def _states(_reader: Reader) -> Sequence[int | None]:
    return [None, *(bfs for bfs, _name in labels.countries())]


def _caseworkers(reader: Reader) -> Sequence[int | str | None]:
    others = sorted((one for one in reader.colleagues if one != reader.me), key=lambda one: _sorted(reader, one))
    return [ME, None, *others]


def _sorted(reader: Reader, user: int) -> tuple[str, str]:
    return formats.sort_key(reader.names.get(user, ""))


STEPS_IN_ORDER: tuple[Step, ...] = tuple(step for place in BAR for step in place)

_STEP = Filter("steps", N_("Step"), lambda _r: STEPS_IN_ORDER, _label, Step)
_KIND = Filter("kinds", N_("Type of case"), lambda _r: tuple(CaseType), _label, CaseType)
_CASEWORKER = Filter("caseworkers", N_("Caseworker"), _caseworkers, _caseworker, _read_caseworker)
_CANTON = Filter(
    "cantons",
    N_("Canton"),
    lambda _r: [None, *sorted(CANTONS, key=lambda code: formats.sort_key(labels.canton(code)))],
    _canton,
    _read_canton,
)
_NATIONALITY = Filter("nationalities", N_("Nationality"), _states, _country, _read_country)
_DESTINATION = Filter("destinations", N_("Destination"), _states, _country, _read_country)
_PERMIT = Filter("permits", N_("Permit"), lambda _r: tuple(Permit), _label, Permit)
_VULNERABILITY = Filter(
    "vulnerabilities", N_("Vulnerability"), lambda _r: [ANY, *VulnerabilityKind], _vulnerability, _read_vulnerability
)
_DEPARTURE = Filter("departure", N_("Departure"))

CASE_FILTERS: tuple[Filter, ...] = (
    _STEP,
    _CASEWORKER,
    _DEPARTURE,
    _NATIONALITY,
    _CANTON,
    _PERMIT,
    _KIND,
    _DESTINATION,
    Filter("opened", N_("Opened")),
    _VULNERABILITY,
    Filter("not_filled", N_("Not filled in"), lambda _r: [gap for gap in Gap if gap in CASE_GAPS], _label, Gap),
    Filter("unmoved", N_("Without movement"), lambda _r: UNMOVED_DAYS, _unmoved, int, one_only=True),
)

PERSON_FILTERS: tuple[Filter, ...] = (
    _STEP,
    _CASEWORKER,
    _NATIONALITY,
    _CANTON,
    _PERMIT,
    Filter("sexes", N_("Sex"), lambda _r: tuple(Sex), _label, Sex),
    Filter("born", N_("Born")),
    _DEPARTURE,
    _KIND,
    _VULNERABILITY,
    Filter("not_filled", N_("Not filled in"), lambda _r: [gap for gap in Gap if gap in PERSON_GAPS], _label, Gap),
)


@dataclass(frozen=True)
class Narrowing:
    """What a list is narrowed to, beside the words of its search."""

    open_only: bool = False
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    days: Mapping[str, Days] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.open_only or self.choices or self.days)

    def of(self, one: Filter) -> Any:
        """What is chosen in a filter: values or days; neither when it narrows nothing."""
        return self.days.get(one.key, Days()) if one.is_days else self.choices.get(one.key, ())

    def having(self, one: Filter, chosen: Any) -> "Narrowing":
        """The same with another choice in one filter; nothing chosen takes the filter away."""
        if one.is_days:
            return replace(self, days=_put(self.days, one.key, chosen))
        return replace(self, choices=_put(self.choices, one.key, tuple(chosen)))

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        kept: dict[str, Any] = {"open_only": True} if self.open_only else {}
        kept |= {key: list(values) for key, values in self.choices.items()}
        return kept | {key: days.kept() for key, days in self.days.items()}


def _put(chosen: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    rest = {other: kept for other, kept in chosen.items() if other != key}
    return {**rest, key: value} if value else rest


def narrowing(filters: Iterable[Filter], kept: Mapping[str, Any]) -> Narrowing:
    """From JSON; a filter or a value that is no more is left out."""
    made = Narrowing(open_only=bool(kept.get("open_only")))
    for one in filters:
        if one.key not in kept:
            continue
        chosen = kept[one.key]
        if one.is_days:
            made = made.having(one, Days.taken(chosen))
        elif isinstance(chosen, (list, tuple, set, frozenset)):
            made = made.having(one, _read_all(one, chosen))
    return made


def _read_all(one: Filter, kept: Iterable[Any]) -> list[Any]:
    values = []
    for value in kept:
        try:
            values.append(one.read(value))
        except (ValueError, TypeError, LookupError):
            continue
    return values


def words(one: Filter, chosen: Any, reader: Reader) -> str:
    """What is chosen in a filter, shortly: the first two, and how many more."""
    if isinstance(chosen, Days):
        return chosen.words()
    said = [one.word(value, reader) for value in chosen]
    if len(said) > 2:
        return _("{first}, {second} and {count} more").format(first=said[0], second=said[1], count=len(said) - 2)
    return formats.either(said)


# --- the query ---------------------------------------------------------------------------------------


def case_query(
    narrowed: Narrowing, reader: Reader, *, text: str = "", sort: str = CaseColumn.OPENED_ON, descending: bool = True
) -> CaseQuery:
    """The question to the store; ``ordered`` adds what its order needs."""
    return CaseQuery(text=text, sort=CaseColumn(sort), descending=descending, **_asked(narrowed, reader))


def person_query(
    narrowed: Narrowing, reader: Reader, *, text: str = "", sort: str = PersonColumn.NAME, descending: bool = False
) -> PersonQuery:
    """The question to the store; ``ordered`` adds what its order needs."""
    return PersonQuery(text=text, sort=PersonColumn(sort), descending=descending, **_asked(narrowed, reader))


def ordered(query: Q, reader: Reader) -> Q:
    """The same question with the order of a coded column's values; away from the window, as it reads all countries."""
    return replace(query, sort_values=sort_values(query.sort.value, reader))


def _asked(narrowed: Narrowing, reader: Reader) -> dict[str, Any]:
    asked: dict[str, Any] = {"open_only": narrowed.open_only}
    for key, values in narrowed.choices.items():
        if key == "unmoved":
            asked["unmoved_since"] = reader.today - timedelta(days=min(values))
        elif key == "vulnerabilities" and ANY in values:
            asked["vulnerable"] = True
        elif key == "caseworkers":
            asked[key] = frozenset(reader.me if value == ME else value for value in values)
        else:
            asked[key] = frozenset(values)
    for key, days in narrowed.days.items():
        asked[f"{key}_from"], asked[f"{key}_to"] = days.bounds(reader.today)
    return asked


def sort_values(column: str, reader: Reader) -> tuple[str | int | None, ...]:
    """The order of a coded column's values in the language of the reader; () for a column that sorts by itself.

    Steps stand in the order in which they are taken.
    """
    if column == "caseworker":
        return tuple(sorted(reader.names, key=lambda user: _sorted(reader, user)))
    return _order_of(column, catalogs.language())


@lru_cache(maxsize=64)
def _order_of(column: str, language: str) -> tuple[str | int | None, ...]:
    match column:
        case "step":
            return tuple(step.value for step in STEPS_IN_ORDER)
        case "permit":
            return tuple(permit.value for permit in Permit)
        case "kind":
            return _by_label(CaseType, language)
        case "sex":
            return _by_label(Sex, language)
        case "route":
            return _by_label(Route, language)
        case "canton":
            return tuple(sorted(CANTONS, key=lambda code: formats.sort_key(labels.canton(code, language))))
        case "nationality" | "destination":
            return tuple(sorted(countries.table(), key=lambda bfs: formats.sort_key(labels.country(bfs, language))))
    return ()


def _by_label(kind: type[StrEnum], language: str) -> tuple[str, ...]:
    return tuple(
        sorted((one.value for one in kind), key=lambda one: formats.sort_key(labels.label(kind(one), language)))
    )
