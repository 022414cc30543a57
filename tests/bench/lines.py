"""How a line of the bench is declared: what is done, how fast it must be, and where its figures come from.

A module ``tests/bench/lines_<something>.py`` holds functions like this one; nothing else is to be registered::

    @line("open a case", target=80)
    def open_a_case(bench: Bench) -> Measured:
        return timed(lambda: cases.view(bench.office, bench.chance.randrange(bench.people) + 1), times=30)
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from returnhelp.services.office import Office


@dataclass
class Bench:
    """An office of so many people to measure in; what a line changes in it must not make later lines slower."""

    office: Office
    people: int
    today: date
    scratch: Path
    """An empty folder that is gone afterwards."""
    chance: random.Random


@dataclass(frozen=True)
class Measured:
    """A figure in the unit of its line, and how often it is the time of the bare work that it rests on."""

    figure: float
    ratio: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Line:
    act: str
    measure: Callable[[Bench], Measured]
    target: float | None
    most: float | None
    unit: str
    once: bool


LINES: list[Line] = []


def line(
    act: str, *, target: float | None = None, most: float | None = None, unit: str = "ms", once: bool = False
) -> Callable[[Callable[[Bench], Measured]], Callable[[Bench], Measured]]:
    """Declare a line: not slower than ``target`` at up to 100,000 people, not more than ``most`` times the bare work.

    One with ``once`` does not depend on the size of the office and is measured in the first one only.
    """

    def declare(measure: Callable[[Bench], Measured]) -> Callable[[Bench], Measured]:
        LINES.append(Line(act, measure, target, most, unit, once))
        return measure

    return declare


def seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def p95(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]


def timed(do: Callable[[], object], *, times: int = 20) -> Measured:
    """The 95th percentile in milliseconds, after one time to get warm."""
    do()
    return Measured(p95([seconds(do) for _ in range(times)]) * 1000)
