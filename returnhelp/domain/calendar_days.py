"""A departure as a calendar shows it: when, how many, from where to where, never who."""

import re
from dataclasses import dataclass
from datetime import date

from returnhelp.domain import countries
from returnhelp.domain.names import fold
from returnhelp.domain.travel import LegOutcome

AIRPORTS = {
    "ZRH": ("zurich", "kloten"),
    "GVA": ("geneve", "geneva", "genf", "ginevra", "cointrin"),
    "BSL": ("basel", "bale", "basilea", "mulhouse", "euroairport", "mlh", "eap"),
    "BRN": ("bern", "berne", "berna", "belp"),
    "LUG": ("lugano", "agno"),
    "ACH": ("altenrhein",),
    "SIR": ("sion", "sitten"),
    "MXP": ("malpensa",),
    "LIN": ("linate",),
    "BGY": ("bergamo", "orio"),
    "LYS": ("lyon",),
    "MUC": ("munchen", "muenchen", "munich"),
    "FRA": ("frankfurt", "francfort", "francoforte"),
    "STR": ("stuttgart", "stoccarda"),
    "FDH": ("friedrichshafen",),
    "VIE": ("wien", "vienna", "vienne"),
}
"""The airports from which people leave, by their IATA code, with the words by which they are recognised."""

_NUMBER = re.compile(r"[0-9]{1,18}(?:[-/.][0-9]{1,18})*")


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One departure of one case. There is no room for a name: the texts are checked, ValueError if they are others.

    ``case_number`` is digits parted by - / or . only; ``journey`` tells several departures of a case apart.
    ``from_airport`` is one of AIRPORTS or empty, ``to_country`` a BFS number. ``people`` is how many leave.
    """

    day: date
    case_number: str
    people: int
    from_airport: str = ""
    to_country: int | None = None
    status: LegOutcome = LegOutcome.PLANNED
    journey: int = 1

    def __post_init__(self) -> None:
        if type(self.day) is not date or not isinstance(self.status, LegOutcome):
            raise ValueError("the day is a date, the status an outcome of a leg")
        if len(self.case_number) > 40 or not _NUMBER.fullmatch(self.case_number):
            raise ValueError("the case number is digits with - / or . between them")
        if type(self.people) is not int or type(self.journey) is not int or self.people < 0 or self.journey < 0:
            raise ValueError("people and journey are counted")
        if self.from_airport not in ("", *AIRPORTS):
            raise ValueError("the airport is one of the list")
        if self.to_country is not None and self.to_country not in countries.table():
            raise ValueError("the country is one of the list")


def departure(
    day: date,
    *,
    case_number: str,
    people: int,
    from_place: str = "",
    to_country: int | None = None,
    status: LegOutcome = LegOutcome.PLANNED,
    journey: int = 1,
) -> CalendarEntry:
    """The entry of a departure as the case has it: of free texts only what is known to be no name is taken.

    Of the case number that is the digits, of the place an airport of the list.
    """
    return CalendarEntry(day, digits(case_number), people, airport(from_place), _known(to_country), status, journey)


def digits(case_number: str) -> str:
    """The digits of a case number with - / or . between them: ``2026-0017`` of ``IOM 2026-0017``; none is ``0``."""
    return "-".join(_NUMBER.findall(case_number)) or "0"


def airport(place: str) -> str:
    """The IATA code of an airport that a text names, by code or by town; empty where it names none of the list."""
    words = fold(place).split()
    named = (code for code, towns in AIRPORTS.items() if code.lower() in words or set(towns) & set(words))
    return next(named, "")


def _known(bfs: int | None) -> int | None:
    return bfs if bfs in countries.table() else None
