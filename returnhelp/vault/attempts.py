"""Wrong passwords are counted here, and lock a name for a growing time."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from returnhelp.domain.errors import LockedOutError
from returnhelp.vault import durable, turns

FREE = 5
"""Wrong passwords without a wait; the next one locks."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240))
"""How long the sixth wrong password locks, the seventh and so on; the last one again and again."""

_NAME = "attempts"
_LARGEST = 4 * 1024 * 1024
_BUCKET_BITS = 12


@dataclass(frozen=True)
class _Count:
    wrong: int
    since: int  # seconds since 1970, by the clock of this machine
    until: int


_NONE = _Count(0, 0, 0)


def bucket(tag: bytes) -> str:
    """What an unknown name is counted under.

    Many names share one: the file stays small, and if somebody typed their password in the place of the
    name, next to nothing of it is kept.
    """
    return f"unknown {int.from_bytes(tag[:4], 'big') >> (32 - _BUCKET_BITS):03x}"


def begin(folder: Path) -> None:
    """An empty count for a new or restored office; a count that is there already stays."""
    with turns.turn(folder / _NAME):
        if not (folder / _NAME).exists():
            _save(folder, {}, _NONE)


def charge(folder: Path, who: str, now: datetime) -> timedelta | None:
    """Count a password as wrong before it is tried, so that ending the program in between gives nothing.

    Answers how long the name is locked if it is indeed wrong. Raises LockedOutError if it is locked
    already, and what ``durable`` raises. A file that is missing or damaged locks everybody for the first wait.
    """
    at = int(now.timestamp())
    with turns.turn(folder / _NAME):
        counts, others = _load(folder) or ({}, _Count(FREE + 1, at, at + _seconds(FREE + 1)))
        count = counts.get(who, others)
        if count.until and at < count.since:  # the clock was turned back: the wait begins anew
            count = replace(count, since=at, until=at + _seconds(count.wrong))
        locked = count.until > at
        if not locked:
            wrong = count.wrong + 1
            count = _Count(wrong, at, at + _seconds(wrong) if wrong > FREE else 0)
        _save(folder, {**counts, who: count}, others)
    if locked:
        raise LockedOutError(wait=timedelta(seconds=count.until - at))
    return timedelta(seconds=count.until - at) if count.until else None


def forgive(folder: Path, who: str) -> None:
    """Forget the wrong passwords: the right one was typed, or a new one was given."""
    _change(folder, who, lambda _: _NONE)


def take_back(folder: Path, who: str) -> None:
    """Uncount a password that could not be tried."""
    _change(folder, who, lambda count: _Count(max(0, count.wrong - 1), count.since, 0))


def _change(folder: Path, who: str, change: Callable[[_Count], _Count]) -> None:
    """A damaged file stays as it is: mending it here would free everybody else."""
    with turns.turn(folder / _NAME):
        loaded = _load(folder)
        if loaded:
            counts, others = loaded
            _save(folder, {**counts, who: change(counts.get(who, others))}, others)


def _seconds(wrong: int) -> int:
    step = min(max(0, wrong - FREE - 1), len(WAITS) - 1)
    return math.ceil(WAITS[step].total_seconds())


def _load(folder: Path) -> tuple[dict[str, _Count], _Count] | None:
    """The counts by name, and that of every name without its own; None if they cannot be read."""
    try:
        with (folder / _NAME).open("rb") as file:
            down = json.loads(file.read(_LARGEST))
        return {str(who): _count(numbers) for who, numbers in down["names"].items()}, _count(down["others"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _count(numbers: Any) -> _Count:
    wrong, since, until = numbers
    if not all(type(number) is int and 0 <= number < 1 << 40 for number in numbers):
        raise ValueError
    return _Count(wrong, since, until)


def _save(folder: Path, counts: Mapping[str, _Count], others: _Count) -> None:
    down = {
        "names": {who: [count.wrong, count.since, count.until] for who, count in sorted(counts.items())},
        "others": [others.wrong, others.since, others.until],
    }
    durable.write(folder / _NAME, json.dumps(down, indent=1).encode() + b"\n")
