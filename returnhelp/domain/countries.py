"""States and territories by the number that the Federal Statistical Office (BFS) gives them, found by any name."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz, process

from returnhelp import files
from returnhelp.domain.names import fold, spellings

KOSOVO = 8256
_NUMBER = re.compile(r"8\d{3}(\.0)?")
_BRACKETS = re.compile(r"\s*[(\[].*?[)\]]\s*")
_NEAR_ENOUGH = 76


@dataclass(frozen=True, slots=True)
class Country:
    """One line of the BFS list of states and territories (source: BFS, Staaten und Gebiete).

    ``valid`` is False for what is no longer (Yugoslavia); ``belongs_to`` is the state of a territory.
    ISO codes are missing where ISO has none.
    """

    bfs: int
    iso2: str
    iso3: str
    de: str
    fr: str
    it: str
    en: str
    continent: int
    region: int
    is_state: bool
    belongs_to: int | None
    valid: bool

    @property
    def code(self) -> str:
        """The two letters by which CLDR and travel documents know it: ISO 3166, and XK for Kosovo; else empty."""
        return "XK" if self.bfs == KOSOVO else self.iso2


@cache
def table() -> Mapping[int, Country]:
    """Every country by its BFS number, in the order of the list."""
    with files.path("resources/countries.csv").open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({int(row["bfs"]): _country(row) for row in csv.DictReader(lines)})


def country(bfs: int) -> Country:
    """The country with that number; KeyError if there is none."""
    return table()[bfs]


def states() -> tuple[Country, ...]:
    """The states of today, for choosing a nationality or a destination."""
    return tuple(one for one in table().values() if one.valid and one.is_state)


@lru_cache(maxsize=4096)
def lookup(text: str) -> tuple[int, ...]:
    """The countries that ``text`` names, in German, French, Italian, English, as ISO code, BFS number or synonym.

    One number: certain. Several: the name is of more than one (``Kongo``). None: not known.
    What is in brackets is left away if the whole is not known.
    """
    written = text.strip()
    if _NUMBER.fullmatch(written):
        number = int(written[:4])
        return (number,) if number in table() else ()
    index = _index()
    for form in (written, _BRACKETS.sub(" ", written).strip()):
        found = {bfs for key in _keys(form) for bfs in index.get(key, ())}
        if found:
            return tuple(sorted(found))
    return ()


@lru_cache(maxsize=1024)
def nearest(text: str, limit: int = 3) -> tuple[int, ...]:
    """The countries whose names look most like ``text``, best first; empty where nothing comes near."""
    key = fold(text).replace(" ", "")
    if len(key) < 4:
        return ()
    hits = process.extract(key, _long_names(), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=limit * 4)
    return tuple(dict.fromkeys(bfs for name, _, _ in hits for bfs in _index()[name]))[:limit]


def _country(row: dict[str, str]) -> Country:
    return Country(
        bfs=int(row["bfs"]),
        iso2=row["iso2"],
        iso3=row["iso3"],
        de=row["de"],
        fr=row["fr"],
        it=row["it"],
        en=row["en"],
        continent=int(row["continent"]),
        region=int(row["region"]),
        is_state=row["is_state"] == "1",
        belongs_to=int(row["belongs_to"]) if row["belongs_to"] else None,
        valid=row["valid"] == "1",
    )


def _keys(name: str) -> Iterable[str]:
    """Plain spellings without gaps; short ones only as they stand, for they are codes (``UAE`` is not ``UA``)."""
    plain = fold(name).replace(" ", "")
    yield plain
    if len(plain) > 4:
        yield from (spelling.replace(" ", "") for spelling in spellings(name))


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    """Folded name to numbers; a synonym goes before the list, a state of today before a territory or a former one."""
    by_key: defaultdict[str, set[int]] = defaultdict(set)
    for one in table().values():
        for name in (one.iso2, one.iso3, one.de, one.fr, one.it, one.en):
            for form in (name, _BRACKETS.sub(" ", name).strip()):
                for key in filter(None, _keys(form)):
                    by_key[key].add(one.bfs)
    told: defaultdict[str, set[int]] = defaultdict(set)
    with files.path("resources/country_synonyms.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in row["spellings"].split("|"):
                for key in filter(None, _keys(name)):
                    told[key].add(int(row["bfs"]))
    return MappingProxyType({key: _first(numbers) for key, numbers in (by_key | told).items()})


def _first(numbers: set[int]) -> tuple[int, ...]:
    today = {bfs for bfs in numbers if table()[bfs].is_state and table()[bfs].valid}
    return tuple(sorted(today or numbers))


@cache
def _long_names() -> tuple[str, ...]:
    return tuple(key for key in _index() if len(key) > 3)
