"""The law as dated tables: which rate holds on the day of a decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from returnhelp import files
from returnhelp.domain import law_reading
from returnhelp.domain.aid import AidComponent
from returnhelp.domain.law_rows import Basis as Basis
from returnhelp.domain.law_rows import Condition as Condition
from returnhelp.domain.law_rows import Context as Context
from returnhelp.domain.law_rows import LawFault as LawFault
from returnhelp.domain.law_rows import Rate as Rate
from returnhelp.domain.law_rows import Source as Source

NEW_REGIME = date(2019, 3, 1)
"""From this day on SEM decides on all aid (AsylV 2 Art. 77, AS 2018 2875)."""


class Law:
    """Every rate; the day of the DECISION says which one counts."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self.rates = tuple(rates)
        self._series = _grouped(self.rates)

    def rate(
        self,
        benefit: AidComponent,
        context: Context,
        on: date,
        *,
        raised: bool = False,
        stay_months: int | None = None,
    ) -> Rate | None:
        """The rate that a decision of that day goes by, or None where no table has one.

        ``stay_months`` are full calendar months since entry; without them a rate that asks for the length of
        stay is not found.
        """
        for rate in self._series.get((benefit, context, raised), ()):
            if rate.holds_on(on) and rate.holds_for(stay_months):
                return rate
        return None

    def rates_on(self, benefit: AidComponent, context: Context, on: date) -> tuple[Rate, ...]:
        """The rates of a benefit on that day for any length of stay, ordinary ones before raised ones."""
        return tuple(
            rate
            for raised in (False, True)
            for rate in self._series.get((benefit, context, raised), ())
            if rate.holds_on(on)
        )


def read(folder: Path) -> Law:
    """The law out of a folder with ``sources.toml`` and ``benefits.toml``.

    Raises LawTableError, which names the file, the row and the field.
    """
    known = law_reading.sources(folder / "sources.toml")
    return Law(law_reading.rates(folder / "benefits.toml", known))


@cache
def law() -> Law:
    """The law that the program comes with; raises LawTableError if its files were damaged."""
    return read(files.path("resources/legal"))


def _grouped(rates: Iterable[Rate]) -> Mapping[tuple[AidComponent, Context, bool], tuple[Rate, ...]]:
    """Each series, its latest rate first."""
    found: defaultdict[tuple[AidComponent, Context, bool], list[Rate]] = defaultdict(list)
    for one in sorted(rates, key=lambda rate: rate.valid_from, reverse=True):
        found[one.benefit, one.context, one.raised].append(one)
    return {key: tuple(rows) for key, rows in found.items()}
