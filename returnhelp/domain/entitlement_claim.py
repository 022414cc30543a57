"""What a proposal of aid looks at: the household on its way, its stay, and what it asks for."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import CaseType, CentrePhase, ExitCondition, Route
from returnhelp.domain.law_rows import Context
from returnhelp.domain.people import Precision, age_on

OF_AGE = 18
"""A minor is who is under 18 (AsylV 1 Art. 1a let. d); on the 18th birthday one is an adult."""


class LegalAge(StrEnum):
    ADULT = "adult"
    MINOR = "minor"


@dataclass(frozen=True)
class ExitMoney:
    """What is known of an application for exit money of one person (AsylV 2 Art. 59abis).

    ``condition`` is one of paragraph 3 letter b, or the exception of paragraph 3bis.
    """

    condition: ExitCondition | None = None
    willing: bool = False
    canton_applied: bool = False
    papers_prepared: bool = False


@dataclass(frozen=True)
class Claimant:
    """One traveller; ``unit`` is the family they belong to (see ``entitlement_family.family_units``)."""

    person_id: int
    birth_date: date | None = None
    birth_precision: Precision = Precision.DAY
    departs_on: date | None = None
    """The day of departure, else the planned one."""
    unit: int = 0
    in_detention: bool = False
    interview_on: date | None = None
    """The counselling interview in detention."""
    excluded: bool = False
    """A reason of Art. 64(1) was found, by SEM's decision."""
    exit_money: ExitMoney | None = None
    """None = nobody asks for it."""


@dataclass(frozen=True)
class Treatment:
    """Medical return aid for one person; ``months`` None = without an end, which the law does not know."""

    person_id: int
    months: int | None
    final_cure_possible: bool = False


@dataclass(frozen=True)
class Claim:
    """A household as it stands before the decision; ``decided_on`` is that day, or today while it is awaited."""

    decided_on: date
    context: Context
    travellers: tuple[Claimant, ...]
    case_type: CaseType = CaseType.VOLUNTARY_RETURN
    entered_on: date | None = None
    """The first day of the stay."""
    stay_until: date | None = None
    """The last day of the stay where it is not the first departure."""
    phase: CentrePhase | None = None
    destination: int | None = None
    programme: str = ""
    raised_in_kind_reason: str = ""
    raised_travel_reason: str = ""
    treatments: tuple[Treatment, ...] = ()
    waiver_signed_on: date | None = None
    """The waiver of protection status S (AsylG Art. 79)."""
    risk_assessed_on: date | None = None
    """Before the return of a victim of trafficking."""
    eurp: frozenset[AidComponent] = frozenset()
    """Which packages are wanted: POST_ARRIVAL, POST_RETURN."""
    documents: bool = False
    social_escorts: int = 0
    medical_exams: int = 0
    medical_escorts: int = 0

    @property
    def last_day_of_stay(self) -> date:
        """As given, else the first departure, else the day of the decision."""
        leaving = min((one.departs_on for one in self.travellers if one.departs_on), default=self.decided_on)
        return self.stay_until or leaving

    @property
    def stay_months(self) -> int | None:
        """Full calendar months between entry and the last day; three are full on the same day of the third month."""
        return None if self.entered_on is None else full_months(self.entered_on, self.last_day_of_stay)

    @property
    def stay_days(self) -> int | None:
        """Days since entry; the day of entry is day 0."""
        return None if self.entered_on is None else (self.last_day_of_stay - self.entered_on).days

    def units(self) -> dict[int, tuple[Claimant, ...]]:
        """The families of the household in the order in which they appear."""
        found: dict[int, list[Claimant]] = {}
        for one in self.travellers:
            found.setdefault(one.unit, []).append(one)
        return {unit: tuple(people) for unit, people in found.items()}


def context_for(kind: CaseType, route: Route, *, programme: str = "", in_detention: bool = False) -> Context:
    """The context that the facts of a case point to; the caseworker may choose another."""
    if kind is CaseType.TRAFFICKING_RETURN:
        return Context.TRAFFICKING
    if kind is CaseType.STATUS_S_RETURN:
        return Context.STATUS_S
    if programme.strip():
        return Context.PROGRAMME
    if in_detention:
        return Context.DETENTION
    return Context.FEDERAL_CENTRE if route is Route.FEDERAL_CENTRE else Context.CANTON


def full_months(first: date, last: date) -> int:
    """Full calendar months; from the 30 November three are full on the last day of February. Below 0 counts as 0."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day < min(first.day, monthrange(last.year, last.month)[1]):
        months -= 1
    return max(months, 0)


def legal_age(one: Claimant, otherwise: date) -> LegalAge | None:
    """Adult or minor on the day of departure, or on ``otherwise`` while no day is known; None without a birth date."""
    years = age_on(one.birth_date, one.departs_on or otherwise)
    if years is None:
        return None
    return LegalAge.ADULT if years >= OF_AGE else LegalAge.MINOR


def age_unsure(one: Claimant, otherwise: date) -> bool:
    """Whether a birth date that is not known to the day leaves open on which side of 18 somebody is.

    A year alone is kept as its 1 January, a month as its first day. An estimated date is always unsure.
    """
    born = one.birth_date
    if born is None or one.birth_precision is Precision.DAY:
        return False
    if one.birth_precision is Precision.ESTIMATED:
        return True
    month = 12 if one.birth_precision is Precision.YEAR else born.month
    earliest = date(born.year, 1 if one.birth_precision is Precision.YEAR else born.month, 1)
    latest = date(born.year, month, monthrange(born.year, month)[1])
    day = one.departs_on or otherwise
    return ((age_on(earliest, day) or 0) >= OF_AGE) != ((age_on(latest, day) or 0) >= OF_AGE)


def ids(people: Sequence[Claimant]) -> tuple[int, ...]:
    return tuple(one.person_id for one in people)
