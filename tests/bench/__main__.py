"""Measures how fast the program is, at 1,000 and 100,000 people or as many as it is told."""

import argparse
import importlib
import pkgutil
import random
import sys
import tempfile
import time
from pathlib import Path

import tests.bench
from tests.bench.lines import LINES, Bench, Line, Measured
from tests.bench.offices import office
from tests.bench.synthetic import TODAY

AS_FAR_AS = 100_000
"""People up to which the targets hold; beyond it the figures are shown without a judgement."""


def main() -> int:
    told = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    told.add_argument("people", nargs="*", type=int, default=[1_000, AS_FAR_AS])
    told.add_argument("--only", default="", help="only the lines with this word in them")
    asked = told.parse_args()
    for module in pkgutil.iter_modules(tests.bench.__path__):
        if module.name.startswith("lines_"):
            importlib.import_module(f"tests.bench.{module.name}")
    missed = 0
    for place, people in enumerate(asked.people):
        lines = [one for one in LINES if asked.only in one.act and not (one.once and place)]
        missed += _measure(people, lines)
    if missed:
        print(f"\n{missed} over the target", file=sys.stderr)
    return 0


def _measure(people: int, lines: list[Line]) -> int:
    opened = office(people)
    print(f"\n{people:,} people and as many cases")
    print(f"{'':58}{'measured':>12}{'target':>10}{'× bare':>8}{'busy':>7}")  # busy: not waiting for disk or others
    missed = 0
    try:
        for one in lines:
            with tempfile.TemporaryDirectory() as scratch:
                started, worked = time.perf_counter(), time.process_time()
                found = one.measure(Bench(opened, people, TODAY, Path(scratch), random.Random(people)))
                busy = (time.process_time() - worked) / (time.perf_counter() - started)
            over = people <= AS_FAR_AS and _over(one, found, people)
            missed += over
            target = f"{one.target:,.0f} {one.unit}" if one.target is not None else ""
            ratio = f"{found.ratio:.1f}" if found.ratio is not None else ""
            figure = f"{found.figure:,.1f} {one.unit}"
            told = f"{one.act:58}{figure:>12}{target:>10}{ratio:>8}{busy:>7.0%}{'  OVER' if over else ''}  {found.note}"
            print(told, flush=True)
    finally:
        opened.close()
    return missed


def _over(one: Line, found: Measured, people: int) -> bool:
    too_slow = one.target is not None and found.figure > one.target
    weighty = people == AS_FAR_AS  # with fewer the bare work is nothing, and its multiples say nothing
    return too_slow or (weighty and one.most is not None and found.ratio is not None and found.ratio > one.most)


if __name__ == "__main__":
    raise SystemExit(main())
