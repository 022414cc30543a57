"""How categories of a table are put together: countries to regions, cantons to greater regions, months to years."""

import csv
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from returnhelp import files
from returnhelp.domain import countries, ctdc
from returnhelp.domain.case import CaseType, DestinationKind, Permit
from returnhelp.domain.figures import CANTONS, OTHER, STATELESS, UNKNOWN, AgeGroup, Key
from returnhelp.domain.people import Sex
from returnhelp.domain.tables import FLAG_GROUPS, Months, Variable

YES = "yes"
NO = "no"


class Assistance(StrEnum):
    """The most that somebody was helped with, as it stood when the month was closed; each includes those before it."""

    NONE = "none"
    TRAVEL = "travel"
    BASIC = "basic"
    ADDITIONAL = "additional"
    PROGRAMME = "programme"


class Stage(StrEnum):
    """Until when help was foreseen, as it stood when the month was closed (IOM Key Highlights: stage of assistance)."""

    UNTIL_DEPARTURE = "until_departure"
    AFTER_ARRIVAL = "after_arrival"


class AssistanceDimension(StrEnum):
    """What reintegration was planned in, as it stood when the month was closed (IOM Key Highlights)."""

    ECONOMIC = "economic"
    SOCIAL = "social"
    PSYCHOSOCIAL = "psychosocial"
    SEVERAL = "several"
    NONE = "none"


class Continent(StrEnum):
    EUROPE = "europe"
    AFRICA = "africa"
    AMERICA = "america"
    ASIA = "asia"
    OCEANIA = "oceania"
    STATELESS = STATELESS
    UNKNOWN = UNKNOWN


class Region(StrEnum):
    """Regions of nationality: the ones of the BFS list of states, put together where few people come from."""

    EUROPE_NORTH_WEST = "europe_north_west"
    EUROPE_SOUTH = "europe_south"
    EUROPE_SOUTH_EAST = "europe_south_east"
    EUROPE_EAST = "europe_east"
    AFRICA_NORTH = "africa_north"
    AFRICA_EAST = "africa_east"
    AFRICA_WEST = "africa_west"
    AFRICA_CENTRAL_SOUTH = "africa_central_south"
    AMERICA = "america"
    ASIA_WEST = "asia_west"
    ASIA_CAUCASUS_CENTRAL = "asia_caucasus_central"
    ASIA_SOUTH = "asia_south"
    ASIA_EAST = "asia_east"
    OCEANIA = "oceania"
    STATELESS = STATELESS
    UNKNOWN = UNKNOWN


_CONTINENTS = {
    1: Continent.EUROPE,
    2: Continent.AFRICA,
    3: Continent.AMERICA,
    4: Continent.ASIA,
    5: Continent.OCEANIA,
    6: Continent.OCEANIA,  # the Antarctic
}
# Continent and region as the BFS list numbers them ("Staaten und Gebiete"); Turkey and Cyprus are its southern Europe.
_REGIONS: Mapping[Region, tuple[tuple[int, int], ...]] = {
    Region.EUROPE_NORTH_WEST: ((1, 1), (1, 3), (1, 4)),
    Region.EUROPE_SOUTH: ((1, 5), (1, 6)),
    Region.EUROPE_SOUTH_EAST: ((1, 7),),
    Region.EUROPE_EAST: ((1, 2),),
    Region.AFRICA_NORTH: ((2, 1),),
    Region.AFRICA_EAST: ((2, 2),),
    Region.AFRICA_WEST: ((2, 4),),
    Region.AFRICA_CENTRAL_SOUTH: ((2, 3), (2, 5), (2, 6), (2, 7)),
    Region.AMERICA: tuple((3, region) for region in range(1, 7)),
    Region.ASIA_WEST: ((4, 4),),
    Region.ASIA_CAUCASUS_CENTRAL: ((4, 3), (4, 5)),
    Region.ASIA_SOUTH: ((4, 6),),
    Region.ASIA_EAST: ((4, 1), (4, 2), (4, 7)),
    Region.OCEANIA: ((5, 1), (5, 3), (5, 4), (5, 6), (6, 1)),
}
_CONTINENT_OF: Mapping[Region, Continent] = {
    **{region: _CONTINENTS[numbers[0][0]] for region, numbers in _REGIONS.items()},
    Region.STATELESS: Continent.STATELESS,
    Region.UNKNOWN: Continent.UNKNOWN,
}

NAMED_NATIONALITIES = (
    8201, 8239, 8248, 8252, 8255, 8256, 8263, 8264, 8265, 8266,
    8302, 8304, 8310, 8312, 8313, 8315, 8317, 8323, 8331, 8336, 8345, 8348, 8357, 8359, 8362,
    8424, 8438,
    8501, 8506, 8508, 8510, 8512, 8513, 8528, 8533, 8541, 8546, 8560, 8561, 8562,
)  # fmt: skip
"""The nationalities with a row of their own: those that Swiss return aid has mainly reached, in BFS order."""

_WORDS: Mapping[Variable, type[StrEnum]] = {
    Variable.NATIONALITY_REGION: Region,
    Variable.CONTINENT: Continent,
    Variable.SEX: Sex,
    Variable.AGE_GROUP: AgeGroup,
    Variable.PERMIT: Permit,
    Variable.CASE_TYPE: CaseType,
    Variable.DESTINATION_KIND: DestinationKind,
    Variable.ASSISTANCE: Assistance,
    Variable.STAGE: Stage,
    Variable.DIMENSION: AssistanceDimension,
    **ctdc.WORDS,
}
_LISTED_AS_THEY_ARE = frozenset(ctdc.WORDS)
"""Variables whose words say all there is; the others have a category for what is not known besides."""


_VICTIM_KEYS: tuple[Key, ...] = tuple(
    word.value for words in (ctdc.Answered, ctdc.TraffickedMonths, ctdc.ExploitationCountry) for word in words
)


def other_of(region: Region) -> str:
    """The key of the row for everybody of a region whose nationality has no row of its own."""
    return f"{OTHER}_{region.value}"


def category(variable: Variable, finest: Key | date | None) -> Key:
    """The category of what a record says.

    A nationality comes as BFS number or ``stateless``, a canton as its letters (a federal centre or an airport is
    ``other``), a month as any day of it, the rest as the value of their enum; None is ``unknown``.
    """
    if finest is None:
        return UNKNOWN
    base = variable.base
    if isinstance(finest, date):
        return rolled_up(f"{finest.year}-{finest.month:02}", Variable.MONTH, variable)
    if base is Variable.NATIONALITY:
        return rolled_up(_nationality(finest), base, variable)
    if base is Variable.CANTON:
        key = finest if finest in (*CANTONS, OTHER, UNKNOWN) else OTHER
        return rolled_up(key, base, variable)
    return finest.value if isinstance(finest, StrEnum) else finest


def rolled_up(key: Key, variable: Variable, to: Variable) -> Key:
    """The category of the coarser variable ``to`` that a category belongs to; KeyError if it is none of its own."""
    for step in variable.coarser if to is not variable else ():
        if step is to or to in step.coarser:
            key = _parents(step)[key] if step not in _OF_TIME else _OF_TIME[step](str(key))
    return key


def classification(variable: Variable, period: Months) -> tuple[Key, ...]:
    """All categories of a variable in the order in which they are shown; they do not depend on who was counted."""
    words = _WORDS.get(variable)
    if words is not None:
        listed = tuple(word.value for word in words)
        return listed if variable in _LISTED_AS_THEY_ARE else tuple(dict.fromkeys((*listed, UNKNOWN)))
    match variable:
        case Variable.NATIONALITY:
            rest = tuple(other_of(region) for region in _REGIONS)
            return (*NAMED_NATIONALITIES, *rest, STATELESS, UNKNOWN)
        case Variable.CANTON:
            return (*CANTONS, OTHER, UNKNOWN)
        case Variable.GREATER_REGION:
            return (*sorted({int(region) for region in _greater_regions().values()}), OTHER, UNKNOWN)
        case Variable.VULNERABILITY | Variable.TRAFFICKING:
            return YES, NO
        case Variable.AGE:
            return ctdc.ages()
        case Variable.MONTH:
            return tuple(f"{day.year}-{day.month:02}" for day in period)
    finest = variable.base
    return tuple(dict.fromkeys(rolled_up(key, finest, variable) for key in classification(finest, period)))


def _nationality(told: Key) -> Key:
    if told in (STATELESS, UNKNOWN, *NAMED_NATIONALITIES):
        return told
    listed = countries.table().get(int(told))
    return UNKNOWN if listed is None else other_of(_region(listed.bfs))


def _region(bfs: int) -> Region:
    listed = countries.country(bfs)
    return _region_by_number()[listed.continent, listed.region]


@cache
def _region_by_number() -> Mapping[tuple[int, int], Region]:
    return MappingProxyType({number: region for region, numbers in _REGIONS.items() for number in numbers})


@cache
def _parents(step: Variable) -> Mapping[Key, Key]:
    """Category of the next finer variable to category of ``step``."""
    match step:
        case Variable.NATIONALITY_REGION:
            named: dict[Key, Key] = {bfs: _region(bfs).value for bfs in NAMED_NATIONALITIES}
            rest: dict[Key, Key] = {other_of(region): region.value for region in _REGIONS}
            return MappingProxyType(named | rest | {STATELESS: STATELESS, UNKNOWN: UNKNOWN})
        case Variable.CONTINENT:
            return MappingProxyType({region.value: continent.value for region, continent in _CONTINENT_OF.items()})
        case Variable.AGE_GROUP | Variable.CTDC_AGE:
            return ctdc.age_parents(step)
        case Variable.TRAFFICKING:
            return MappingProxyType({key: NO if key == ctdc.Flag.NO_VICTIM else YES for key in _VICTIM_KEYS})
        case _ if step in FLAG_GROUPS:
            return ctdc.ANSWERED_OF
        case _:
            return MappingProxyType({**_greater_regions(), OTHER: OTHER, UNKNOWN: UNKNOWN})


def _greater_regions() -> dict[Key, Key]:
    """Canton to the number of its greater region (BFS, Grossregionen)."""
    with files.path("resources/cantons.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: int(row["region"]) for row in csv.DictReader(lines)}


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _year(quarter: str) -> str:
    return quarter[:4]


_OF_TIME = {Variable.QUARTER: _quarter, Variable.YEAR: _year}
