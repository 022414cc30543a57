"""An office in memory: cases come, are corrected and erased, months are closed, their cubes are handed out."""

import itertools
import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from returnhelp.disclosure import checker
from returnhelp.disclosure.protection import protect
from returnhelp.domain.cubes import Bound, CountCube, ProtectedCube
from returnhelp.domain.errors import ReturnHelpError
from returnhelp.domain.tables import K, Months, Variable
from tests.disclosure.attacks.attacker import Attack
from tests.disclosure.attacks.judge import derived, told_by_insiders, violations
from tests.disclosure.tables_of import Family, counted

YEAR = 2022


def months(first: int, last: int) -> Months:
    end = date(YEAR + last // 12, last % 12 + 1, 1) - timedelta(days=1)
    return Months(date(YEAR, first, 1), end)


def arriving(draw: random.Random, number: int) -> Family:
    """Somebody with their family: most of one country, few vulnerable."""
    return Family(
        draw.choice((0, 0, 0, 0, 1, 1, 2, 3)),
        draw.choice((0, 0, 1, 2)),
        draw.randrange(2),
        int(draw.random() < 0.15),
        draw.choice((1, 1, 1, 1, 2, 4)),
    )


@dataclass
class Office:
    """``living`` are the cases as they stand today, ``frozen`` what was counted as each month was closed."""

    secret: bytes
    living: list[Family] = field(default_factory=list)
    frozen: list[Family] = field(default_factory=list)
    closed: int = 0
    """Months up to this one are closed."""
    ledger: list[ProtectedCube] = field(default_factory=list)
    truth: list[CountCube] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)

    def arrive(self, family: Family, month: int) -> None:
        """A case is entered; one of a closed month counts in the next open one."""
        self.living.append(replace_month(family, max(month, self.closed + 1)))

    def edit(self, draw: random.Random) -> None:
        """A case is corrected; what is counted already stays as it was counted."""
        if self.living:
            place = draw.randrange(len(self.living))
            old = self.living[place]
            self.living[place] = replace_month(arriving(draw, 0), old.month)

    def erase(self, draw: random.Random) -> None:
        if self.living:
            self.living.pop(draw.randrange(len(self.living)))

    def close(self, month: int) -> None:
        """Close all months up to one."""
        self.frozen += [one for one in self.living if self.closed < one.month <= month]
        self.closed = max(self.closed, month)

    def export(self, variables: Sequence[Variable], period: Months) -> str | None:
        """The file of a cube over closed months; None if there is none, and then nothing is in the ledger."""
        assert period.last.month <= self.closed
        counts = counted(variables, self.frozen, period)
        known = next((n for n, one in enumerate(self.ledger) if one.request == counts.request), None)
        try:
            cube, proof = protect(counts, self.secret, self.ledger, self.bounds)
            checker.check(cube, proof, self.ledger, self.bounds, counts)
        except ReturnHelpError as error:
            self.refused.append(type(error).__name__)
            return None
        file = json.dumps(cube.published().to_dict())
        if known is None:
            self.ledger.append(cube)
            self.truth.append(counts)
            self.files.append(file)
        else:
            assert file == self.files[known], "a file that was handed out is another one today"
        return file

    def found(self, insiders: bool = False) -> list[str]:
        """Whom somebody finds who has every file, with ``insiders`` who knows of a small group besides."""
        if not self.files:
            return []
        handed_out = [json.loads(file) for file in self.files]
        attack = Attack(handed_out, [bound.to_dict() for bound in self.bounds])
        some = violations(self.truth, handed_out, self.bounds, attack)
        some += derived(self.counted_again(), attack)
        return some + (told_by_insiders(self.truth, attack, 400, fewer_than=K) if insiders else [])

    def counted_again(self) -> Iterable[tuple[Sequence[Variable], Months, CountCube]]:
        """What each cube would count in every other stretch of months that the files tell apart."""
        cut = sorted({day for one in self.ledger for day in (one.request.period.first, _next(one.request.period.last))})
        for variables in dict.fromkeys(
            tuple(one for one in cube.request.variables if not one.of_time) for cube in self.ledger
        ):
            for first, after in itertools.pairwise(cut):
                period = Months(first, after - timedelta(days=1))
                if variables and any(one.request.period.overlaps(period) for one in self.ledger):
                    yield variables, period, counted(variables, self.frozen, period)


def replace_month(family: Family, month: int) -> Family:
    return family._replace(month=month)


def _next(day: date) -> date:
    return day + timedelta(days=1)
