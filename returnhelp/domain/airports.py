"""The airports that journeys touch most often, by their IATA code, with their names and their clocks.

The list (``resources/airports.csv``) is the program's own and names no airport that an office could not type itself:
a place that it does not have stays as it was written.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from returnhelp import files
from returnhelp.domain.names import fold


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport; ``utc`` is its winter time in hours from UTC (summer time is one more, where there is any)."""

    code: str
    en: str
    de: str
    fr: str
    it: str
    state: str
    utc: float

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in the languages of the program, each once."""
        return tuple(dict.fromkeys((self.en, self.de, self.fr, self.it)))


@cache
def table() -> Mapping[str, Airport]:
    """Every airport by its code, in the order of the list."""
    with files.path("resources/airports.csv").open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({row["code"]: _airport(row) for row in csv.DictReader(lines)})


def find(place: str) -> Airport | None:
    """The airport that a text names by its code or its whole name ("ZRH", "Zürich", "Zurich (ZRH)"), or None."""
    plain = fold(place)
    if not plain:
        return None
    by_name = _by_name().get(plain)
    if by_name is not None:
        return by_name
    codes = [code for code in _CODE.findall(place) if code in table()]
    return table()[codes[0]] if len(codes) == 1 else None


def by_code(place: str) -> Airport | None:
    """The airport whose code a text is, in letters of any size, or None: Bern is a town with a station too."""
    return table().get(place.strip().upper())


def kept(place: str) -> str:
    """A place as it is kept: a code in capital letters, any other text as it is."""
    found = by_code(place)
    return place if found is None else found.code


_CODE = re.compile(r"\b[A-Z]{3}\b")


@cache
def _by_name() -> Mapping[str, Airport]:
    """Codes, and the names that are of one airport alone."""
    named: dict[str, Airport] = {}
    shared: set[str] = set()
    for one in table().values():
        for name in {fold(name) for name in one.names}:
            if named.setdefault(name, one) is not one:
                shared.add(name)
    for name in shared:
        del named[name]
    return MappingProxyType(named | {code.lower(): one for code, one in table().items()})


def _airport(row: Mapping[str, str]) -> Airport:
    return Airport(row["code"], row["en"], row["de"], row["fr"], row["it"], row["state"], float(row["utc"]))
