"""What the registers add up to in a year: participants and evaluations of trainings, requests, old fact sheets."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from returnhelp.domain.registers import (
    FactSheet,
    InformationRequest,
    OrganisationKind,
    Participants,
    Requester,
    RequestTopic,
    StructuralProject,
    Training,
)
from returnhelp.domain.working_days import add_months

LEAST_MARK, BEST_MARK = 100, 500
"""An evaluation is kept in hundredths of 1 to 5."""


@dataclass(frozen=True)
class Heads:
    """Participants; who is not told apart by sex is in none of the three."""

    women: int = 0
    men: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.women + self.men + self.others

    def __add__(self, other: "Heads") -> "Heads":
        return Heads(self.women + other.women, self.men + other.men, self.others + other.others)


@dataclass(frozen=True)
class TrainingFigures:
    """A year of trainings and events."""

    year: int
    trainings: int = 0
    hours: int = 0
    heads: Heads = field(default_factory=Heads)
    by_organisation: Mapping[OrganisationKind, Heads] = field(default_factory=dict)
    by_country: Mapping[int | None, Heads] = field(default_factory=dict)
    """By BFS number; None: the country is not recorded."""
    answers: int = 0
    mean: Fraction | None = None
    """The mean of all answers, exact, in marks of 1 to 5; None without any."""
    unweighted: int = 0
    """Trainings with an evaluation but without the number of answers: they do not count towards the mean."""


@dataclass(frozen=True)
class RequestFigures:
    """A year of information requests."""

    year: int
    requests: int = 0
    by_month: tuple[int, ...] = (0,) * 12
    by_requester: Mapping[Requester, int] = field(default_factory=dict)
    by_topic: Mapping[RequestTopic, int] = field(default_factory=dict)
    by_channel: Mapping[str, int] = field(default_factory=dict)
    """By the value of the channel; empty: not recorded."""
    open: int = 0
    """Those that are not answered yet."""


@dataclass(frozen=True)
class SheetFigures:
    """The fact sheets by their age on a day."""

    sheets: int = 0
    outdated: int = 0
    """Older than the months given, or without a day."""
    months: int = 12


@dataclass(frozen=True)
class ProjectFigures:
    """The structural-aid projects: money in centimes by currency, and whom they reached."""

    projects: int = 0
    running: int = 0
    budget: Mapping[str, int] = field(default_factory=dict)
    spent: Mapping[str, int] = field(default_factory=dict)
    planned: int = 0
    reached: int = 0


def heads(participants: Iterable[Participants]) -> Heads:
    """All participants together; what is not filled in is nobody."""
    return sum((Heads(one.women or 0, one.men or 0, one.others or 0) for one in participants), Heads())


def of_trainings(trainings: Iterable[Training], year: int) -> TrainingFigures:
    """The year's trainings: each belongs to the year in which it began.

    The mean weighs each training's evaluation with its number of answers, and is exact: rounding is for showing it.
    """
    counted = [one for one in trainings if one.held_on is not None and one.held_on.year == year]
    by_organisation: dict[OrganisationKind, Heads] = {}
    by_country: dict[int | None, Heads] = {}
    for one in counted:
        for group in one.participants:
            came = heads([group])
            if came.total:
                by_organisation[group.organisation] = by_organisation.get(group.organisation, Heads()) + came
                by_country[group.country] = by_country.get(group.country, Heads()) + came
    marked = [(one.evaluation, one.answers) for one in counted if one.evaluation is not None and one.answers]
    answers = sum(given for _mark, given in marked)
    return TrainingFigures(
        year,
        len(counted),
        sum(one.hours or 0 for one in counted),
        sum(by_organisation.values(), Heads()),
        by_organisation,
        by_country,
        answers,
        Fraction(sum(mark * given for mark, given in marked), answers * 100) if answers else None,
        sum(1 for one in counted if one.evaluation is not None and not one.answers),
    )


def of_requests(requests: Iterable[InformationRequest], year: int) -> RequestFigures:
    """The year's requests by the day on which each was received."""
    counted = [one for one in requests if one.received_on is not None and one.received_on.year == year]
    months = Counter(one.received_on.month for one in counted if one.received_on is not None)
    return RequestFigures(
        year,
        len(counted),
        tuple(months[month] for month in range(1, 13)),
        Counter(one.requester for one in counted),
        Counter(one.topic for one in counted),
        Counter(one.channel for one in counted),
        sum(1 for one in counted if one.answered_on is None),
    )


def of_sheets(sheets: Iterable[FactSheet], today: date, months: int) -> SheetFigures:
    """How many fact sheets there are, and how many are older than so many months."""
    old = [is_outdated(one.as_of, today, months) for one in sheets]
    return SheetFigures(len(old), sum(old), months)


def of_projects(projects: Iterable[StructuralProject]) -> ProjectFigures:
    """What all structural-aid projects add up to."""
    counted = list(projects)
    budget: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for one in counted:
        budget[one.currency] += one.budget or 0
        spent[one.currency] += one.spent or 0
    return ProjectFigures(
        len(counted),
        sum(1 for one in counted if one.state == "running"),
        {currency: amount for currency, amount in budget.items() if amount or spent[currency]},
        {currency: amount for currency, amount in spent.items() if amount or budget[currency]},
        sum(one.beneficiaries_planned or 0 for one in counted),
        sum((one.beneficiaries_local or 0) + (one.beneficiaries_returned or 0) for one in counted),
    )


def full_months(as_of: date, today: date) -> int:
    """How many full months have gone by; 0 for a day to come."""
    months = max(0, (today.year - as_of.year) * 12 + today.month - as_of.month)
    while months and add_months(as_of, months) > today:
        months -= 1
    return months


def is_outdated(as_of: date | None, today: date, months: int) -> bool:
    """Whether a fact sheet is older than so many months: on the day that ends them it is not yet.

    One without a day may be any age, so it counts as old.
    """
    return as_of is None or add_months(as_of, months) < today
