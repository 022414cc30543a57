"""The lines of the anonymised statistics: cubes of 100,000 persons protected, proven, checked and cut."""

import json
import subprocess
import sys
from functools import cache

from tests.bench.lines import Bench, Measured, line

PERSONS = 100_000


@cache
def _measured(sizes: tuple[int, ...]) -> dict[str, float]:
    told = [sys.executable, "-m", "tests.bench.cubes", *map(str, sizes), str(PERSONS)]
    found: dict[str, float] = json.loads(subprocess.run(told, check=True, capture_output=True).stdout)
    return found


def _protected(sizes: tuple[int, ...]) -> Measured:
    found = _measured(sizes)
    note = f"{found['others']:,.0f} hidden for others, proof {found['proof']:.1f} MiB"
    return Measured(found["protect"], note=f"{note}, {found['memory']:,.0f} MiB")


@line("statistics of 40 × 26 with margins, proven", target=2, unit="s", once=True)
def two_ways(bench: Bench) -> Measured:
    return _protected((40, 26))


@line("statistics of 40 × 26 × 2, proven", target=30, unit="s", once=True)
def three_ways(bench: Bench) -> Measured:
    return _protected((40, 26, 2))


@line("statistics of 40 × 26 × 2 × 5, proven", target=180, unit="s", once=True)
def four_ways(bench: Bench) -> Measured:
    return _protected((40, 26, 2, 5))


@line("its proof checked", target=2, unit="s", once=True)
def checked(bench: Bench) -> Measured:
    return Measured(_measured((40, 26, 2, 5))["check"])


@line("a table cut out of it (p95)", target=200, once=True)
def cut_out(bench: Bench) -> Measured:
    return Measured(_measured((40, 26, 2, 5))["slice"] * 1000)


@line("memory of it", target=500, unit="MiB", once=True)
def memory(bench: Bench) -> Measured:
    return Measured(_measured((40, 26, 2, 5))["memory"])
