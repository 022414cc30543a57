"""Tables of persons for handing out: what is asked for, what was counted, and what may be shown of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

K = 5
"""Fewer persons than this are never shown."""
K_SENSITIVE = 10
"""The same in a table with a sensitive variable."""
FEWEST_DOSSIERS = 3
"""Persons out of fewer different dossiers than this are never shown, however many they are."""

T = TypeVar("T")

Where = tuple[int | None, int | None]
"""A cell: its row and its column; None stands for the total over all of them."""


class Variable(StrEnum):
    """What may stand on an axis of a table, each person in exactly one category of it."""

    NATIONALITY = "nationality"
    NATIONALITY_REGION = "nationality_region"
    CONTINENT = "continent"
    CANTON = "canton"
    GREATER_REGION = "greater_region"
    SEX = "sex"
    AGE = "age"
    AGE_GROUP = "age_group"
    CTDC_AGE = "ctdc_age"
    PERMIT = "permit"
    CASE_TYPE = "case_type"
    DESTINATION_KIND = "destination_kind"
    VULNERABILITY = "vulnerability"
    ASSISTANCE = "assistance"
    STAGE = "stage"
    DIMENSION = "dimension"
    TRAFFICKING = "trafficking"
    EXPLOITATION_ANSWERED = "exploitation_answered"
    FORCED_LABOUR = "forced_labour"
    SEXUAL_EXPLOITATION = "sexual_exploitation"
    OTHER_EXPLOITATION = "other_exploitation"
    MEANS_ANSWERED = "means_answered"
    MEANS_DEBT = "means_debt"
    MEANS_THREATS = "means_threats"
    MEANS_ABUSE = "means_abuse"
    MEANS_FALSE_PROMISES = "means_false_promises"
    MEANS_DRUGS = "means_drugs"
    MEANS_BASIC_NEEDS = "means_basic_needs"
    MEANS_WORKING_HOURS = "means_working_hours"
    MEANS_DOCUMENTS = "means_documents"
    LABOUR_ANSWERED = "labour_answered"
    LABOUR_AGRICULTURE = "labour_agriculture"
    LABOUR_CONSTRUCTION = "labour_construction"
    LABOUR_DOMESTIC = "labour_domestic"
    LABOUR_HOSPITALITY = "labour_hospitality"
    SEXUAL_ANSWERED = "sexual_answered"
    SEXUAL_PROSTITUTION = "sexual_prostitution"
    SEXUAL_PORNOGRAPHY = "sexual_pornography"
    RECRUITER_ANSWERED = "recruiter_answered"
    RECRUITER_PARTNER = "recruiter_partner"
    RECRUITER_FRIEND = "recruiter_friend"
    RECRUITER_FAMILY = "recruiter_family"
    RECRUITER_OTHER = "recruiter_other"
    EXPLOITATION_COUNTRY = "exploitation_country"
    TRAFFICKED_MONTHS = "trafficked_months"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def sensitive(self) -> bool:
        """Whether it tells of vulnerability, health or trafficking (the type of a case tells of the last two)."""
        return self in _SENSITIVE or self.of_trafficking

    @property
    def of_trafficking(self) -> bool:
        """Whether it says something of victims of trafficking alone."""
        return Variable.TRAFFICKING in (self, *self.coarser)

    @property
    def of_time(self) -> bool:
        return self in (Variable.MONTH, Variable.QUARTER, Variable.YEAR)

    @property
    def coarser(self) -> tuple["Variable", ...]:
        """What its categories can be put together to, finest first."""
        return _COARSER.get(self, ())

    @property
    def base(self) -> "Variable":
        """The finest variable that says the same thing in more detail; itself where there is none."""
        return _BASES.get(self, self)

    @property
    def family(self) -> tuple["Variable", ...]:
        """The variables that group the same thing, finest first; itself alone where there are no others."""
        return tuple(one for one in Variable if one.base is self.base)


def _flags(answered: Variable, *flags: Variable) -> dict[Variable, tuple[Variable, ...]]:
    return {answered: (Variable.TRAFFICKING,), **dict.fromkeys(flags, (answered, Variable.TRAFFICKING))}


FLAG_GROUPS: Mapping[Variable, tuple[Variable, ...]] = {
    Variable.EXPLOITATION_ANSWERED: (
        Variable.FORCED_LABOUR,
        Variable.SEXUAL_EXPLOITATION,
        Variable.OTHER_EXPLOITATION,
    ),
    Variable.MEANS_ANSWERED: tuple(
        one for one in Variable if one.value.startswith("means_") and one is not Variable.MEANS_ANSWERED
    ),
    Variable.LABOUR_ANSWERED: tuple(
        one for one in Variable if one.value.startswith("labour_") and one is not Variable.LABOUR_ANSWERED
    ),
    Variable.SEXUAL_ANSWERED: (Variable.SEXUAL_PROSTITUTION, Variable.SEXUAL_PORNOGRAPHY),
    Variable.RECRUITER_ANSWERED: tuple(
        one for one in Variable if one.value.startswith("recruiter_") and one is not Variable.RECRUITER_ANSWERED
    ),
}
"""The yes-or-not-recorded variables of CTDC by group; a share is of those with any answer in the group."""

_COARSER: dict[Variable, tuple[Variable, ...]] = {
    Variable.NATIONALITY: (Variable.NATIONALITY_REGION, Variable.CONTINENT),
    Variable.NATIONALITY_REGION: (Variable.CONTINENT,),
    Variable.CANTON: (Variable.GREATER_REGION,),
    Variable.AGE: (Variable.AGE_GROUP, Variable.CTDC_AGE),
    Variable.MONTH: (Variable.QUARTER, Variable.YEAR),
    Variable.QUARTER: (Variable.YEAR,),
    Variable.EXPLOITATION_COUNTRY: (Variable.TRAFFICKING,),
    Variable.TRAFFICKED_MONTHS: (Variable.TRAFFICKING,),
}
for _answered, _group in FLAG_GROUPS.items():
    _COARSER |= _flags(_answered, *_group)
_BASES = {
    Variable.NATIONALITY_REGION: Variable.NATIONALITY,
    Variable.CONTINENT: Variable.NATIONALITY,
    Variable.GREATER_REGION: Variable.CANTON,
    Variable.AGE_GROUP: Variable.AGE,
    Variable.CTDC_AGE: Variable.AGE,
    Variable.QUARTER: Variable.MONTH,
    Variable.YEAR: Variable.MONTH,
}
_SENSITIVE = (Variable.VULNERABILITY, Variable.CASE_TYPE, Variable.DIMENSION)


@dataclass(frozen=True, order=True)
class Months:
    """Whole months, one after the other: the first day of the first, the last day of the last."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first.day != 1 or (self.last + timedelta(days=1)).day != 1 or self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} are not whole months")

    def __iter__(self) -> Iterator[date]:
        """The first day of each month."""
        day = self.first
        while day <= self.last:
            yield day
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)

    def overlaps(self, other: "Months") -> bool:
        return self.first <= other.last and other.first <= self.last


class Hidden(StrEnum):
    """Why a cell carries the hidden sign; for the admin only, a file never tells one from the other."""

    PRIMARY_SMALL = "primary_small"
    PRIMARY_DOSSIERS = "primary_dossiers"
    DECOY = "decoy"
    COMPLEMENTARY = "complementary"
    INSIDER = "insider"
    ZERO = "zero"


SMALL = frozenset({Hidden.PRIMARY_SMALL, Hidden.PRIMARY_DOSSIERS})
FOR_OTHERS = frozenset({Hidden.DECOY, Hidden.COMPLEMENTARY, Hidden.INSIDER})

Cell = int | Hidden


@dataclass(frozen=True)
class Interval:
    """What an attacker can compute of a hidden cell: the fewest and the most persons; None = no upper limit."""

    least: int
    most: int | None
