"""Reads the law's tables from their files, and refuses a row that is malformed, leaves a gap or overlaps another."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.errors import LawTableError
from returnhelp.domain.law_rows import Basis, Condition, Context, LawFault, Rate, Source

CURRENCIES = ("CHF", "EUR", "USD")
"""What aid is given in."""

_Word = TypeVar("_Word", bound=StrEnum)
_AMOUNTS = ("adult", "minor", "per_person_max", "per_family_max")
_SOURCE = frozenset({"key", "title", "url", "as_of"})
_RATE = frozenset(
    {
        *("benefit", "contexts", "article", "basis", "currency", "valid_from", "valid_to", "sources"),
        *("verified_by", "verified_on", "raised", "stay_from", "stay_below", "months_max", "indexed"),
        *("conditions", "exception_article", *_AMOUNTS),
    }
)


def sources(file: Path) -> Mapping[str, Source]:
    """The sources by their keys; raises LawTableError."""
    found = {}
    for row in _rows(file, "source", _SOURCE):
        found[row.text("key")] = Source(row.text("key"), row.text("title"), row.text("url"), row.day("as_of"))
    return found


def rates(file: Path, known: Mapping[str, Source]) -> tuple[Rate, ...]:
    """Every benefit in every context of its row; raises LawTableError with the file, row and field."""
    made: list[Rate] = []
    where: list[_Row] = []
    for row in _rows(file, "rate", _RATE):
        common = dict(
            benefit=row.word("benefit", AidComponent),
            basis=row.word("basis", Basis),
            currency=row.currency(),
            raised=row.flag("raised"),
            stay_from=row.number("stay_from") or 0,
            stay_below=row.number("stay_below"),
            months_max=row.number("months_max"),
            indexed=row.flag("indexed"),
            conditions=tuple(row.words("conditions", Condition, required=False)),
            exception_article=row.text("exception_article", required=False),
            **{name: row.amount(name) for name in _AMOUNTS},
            **row.version(known),
        )
        if (common["adult"] is None) != (common["minor"] is None):
            raise row.fault("minor" if common["minor"] is None else "adult", LawFault.MISSING)
        for context in row.words("contexts", Context):
            made.append(Rate(context=context, **common))
            where.append(row)
    _check(made, where)
    return tuple(made)


@dataclass(frozen=True)
class _Row:
    """One row of a file, which names itself when something in it is wrong; rows are counted from 1."""

    file: Path
    place: int
    given: Mapping[str, Any]

    def fault(self, field: str, fault: LawFault) -> LawTableError:
        return LawTableError(file=self.file.name, row=self.place, column=field, fault=fault)

    def _needed(self, name: str) -> Any:
        if name not in self.given:
            raise self.fault(name, LawFault.MISSING)
        return self.given[name]

    def text(self, name: str, *, required: bool = True) -> str:
        found = self._needed(name) if required else self.given.get(name, "")
        if not isinstance(found, str):
            raise self.fault(name, LawFault.NOT_A_TEXT)
        return found

    def day(self, name: str) -> date | None:
        """A date, or None for an empty text."""
        found = self._needed(name)
        if found == "":
            return None
        if not isinstance(found, date) or isinstance(found, datetime):
            raise self.fault(name, LawFault.NOT_A_DATE)
        return found

    def number(self, name: str) -> int | None:
        found = self.given.get(name)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool) or found <= 0):
            raise self.fault(name, LawFault.NOT_A_NUMBER)
        return found

    def amount(self, name: str) -> int | None:
        """Whole units of the currency in the file, centimes here."""
        found = self.given.get(name)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise self.fault(name, LawFault.NOT_AN_AMOUNT)
        return found * 100

    def flag(self, name: str) -> bool:
        found = self.given.get(name, False)
        if not isinstance(found, bool):
            raise self.fault(name, LawFault.UNKNOWN_VALUE)
        return found

    def word(self, name: str, kind: type[_Word]) -> _Word:
        return self._word(name, self.text(name), kind)

    def words(self, name: str, kind: type[_Word], *, required: bool = True) -> list[_Word]:
        found = self._needed(name) if required else self.given.get(name, [])
        if not isinstance(found, list) or (required and not found):
            raise self.fault(name, LawFault.UNKNOWN_VALUE)
        return [self._word(name, one, kind) for one in found]

    def _word(self, name: str, value: Any, kind: type[_Word]) -> _Word:
        try:
            return kind(value)
        except ValueError:
            raise self.fault(name, LawFault.UNKNOWN_VALUE) from None

    def currency(self) -> str:
        found = self.text("currency")
        if found not in CURRENCIES:
            raise self.fault("currency", LawFault.UNKNOWN_VALUE)
        return found

    def version(self, known: Mapping[str, Source]) -> dict[str, Any]:
        first, last = self.day("valid_from"), self.day("valid_to")
        if first is None:
            raise self.fault("valid_from", LawFault.MISSING)
        if last is not None and last < first:
            raise self.fault("valid_to", LawFault.END_BEFORE_START)
        named = self._needed("sources")
        if not isinstance(named, list) or not named:
            raise self.fault("sources", LawFault.MISSING)
        if any(one not in known for one in named):
            raise self.fault("sources", LawFault.UNKNOWN_VALUE)
        return {
            "article": self.text("article"),
            "valid_from": first,
            "valid_to": last,
            "sources": tuple(known[one] for one in named),
            "verified_by": self.text("verified_by"),
            "verified_on": self.day("verified_on"),
        }


def _rows(file: Path, name: str, fields: frozenset[str]) -> Iterator[_Row]:
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise LawTableError(file=file.name, row=0, column="", fault=LawFault.UNREADABLE) from None
    for other in read.keys() - {name}:
        raise LawTableError(file=file.name, row=0, column=other, fault=LawFault.UNKNOWN_FIELD)
    listed = read.get(name, [])
    if not isinstance(listed, list) or not all(isinstance(given, dict) for given in listed):
        raise LawTableError(file=file.name, row=0, column=name, fault=LawFault.UNREADABLE)
    for number, given in enumerate(listed, start=1):
        row = _Row(file, number, given)
        for unknown in sorted(given.keys() - fields):
            raise row.fault(unknown, LawFault.UNKNOWN_FIELD)
        yield row


def _check(made: Sequence[Rate], where: Sequence[_Row]) -> None:
    """In each series every day between its first and its last has its row, and one row only for each length of stay."""
    together: defaultdict[tuple[AidComponent, Context, bool], list[tuple[Rate, _Row]]] = defaultdict(list)
    for one, row in zip(made, where, strict=True):
        together[one.benefit, one.context, one.raised].append((one, row))
    for rows in together.values():
        for day in sorted(_turns(one for one, _ in rows)):
            holding = sorted((pair for pair in rows if pair[0].holds_on(day)), key=lambda pair: pair[0].stay_from)
            if not holding:
                following = min(
                    (pair for pair in rows if pair[0].valid_from > day), key=lambda pair: pair[0].valid_from
                )
                raise following[1].fault("valid_from", LawFault.GAP)
            for (before, _), (after, row) in pairwise(holding):
                if before.stay_below is None or after.stay_from < before.stay_below:
                    raise row.fault("valid_from", LawFault.OVERLAP)
                if after.stay_from > before.stay_below:
                    raise row.fault("stay_from", LawFault.GAP)


def _turns(rows: Iterable[Rate]) -> set[date]:
    """The days on which the rows of a series change, up to the last day on which one begins."""
    listed = list(rows)
    starts = {one.valid_from for one in listed}
    after_ends = {one.valid_to + timedelta(days=1) for one in listed if one.valid_to is not None}
    return starts | {day for day in after_ends if any(start > day for start in starts)}
