"""A list of states as somebody pastes it: one line each, with the first and the last day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain import countries
from returnhelp.domain.intake_dates import read_date
from returnhelp.domain.people import Precision

MOST_LINES = 500
"""There are fewer states than that; a longer text is no list of states."""


class LineFault(StrEnum):
    """Why a line is refused."""

    NO_STATE = "no_state"
    UNKNOWN_STATE = "unknown_state"
    SEVERAL_STATES = "several_states"
    NO_START = "no_start"
    NOT_A_DAY = "not_a_day"
    END_BEFORE_START = "end_before_start"
    TOO_MANY_PARTS = "too_many_parts"
    TWICE = "twice"
    TOO_MANY_LINES = "too_many_lines"


@dataclass(frozen=True, slots=True)
class StateLine:
    """A line that was understood: a state (BFS number) from the first to the last day; None is open."""

    number: int
    text: str
    state: int
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not; ``number`` counts the lines of the text from 1."""

    number: int
    text: str
    fault: LineFault


def read_lines(text: str, since: date | None, latest: date) -> tuple[StateLine | RefusedLine, ...]:
    """Read "state; from; to" line by line, or the same with tabs, as a spreadsheet copies it.

    A line without a first day begins ``since``. ``latest`` decides the century of a two-digit year. Empty lines and
    a head line are passed over; a state is known by its name in any of the four languages, its ISO code or its BFS
    number.
    """
    return tuple(_read(text, since, latest))


def _read(text: str, since: date | None, latest: date) -> Iterator[StateLine | RefusedLine]:
    seen: set[tuple[int, date]] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        if not any(parts) or (number == 1 and _is_head(parts)):
            continue
        found = _line(number, line.strip(), parts, since, latest)
        if number > MOST_LINES:
            yield RefusedLine(number, line.strip(), LineFault.TOO_MANY_LINES)
            return
        if isinstance(found, StateLine):
            if (found.state, found.first) in seen:
                found = RefusedLine(number, found.text, LineFault.TWICE)
            else:
                seen.add((found.state, found.first))
        yield found


def _is_head(parts: list[str]) -> bool:
    """Names of columns: nothing in it is a state, and nothing has a figure."""
    return len(parts) > 1 and not countries.lookup(parts[0]) and not any(char.isdigit() for char in "".join(parts))


def _line(number: int, text: str, parts: list[str], since: date | None, latest: date) -> StateLine | RefusedLine:
    if len(parts) > 3:
        return RefusedLine(number, text, LineFault.TOO_MANY_PARTS)
    name, first_told, last_told = (*parts, "", "")[:3]
    if not name:
        return RefusedLine(number, text, LineFault.NO_STATE)
    states = [bfs for bfs in countries.lookup(name) if countries.country(bfs).valid]
    if len(states) != 1:
        return RefusedLine(number, text, LineFault.SEVERAL_STATES if states else LineFault.UNKNOWN_STATE)
    first, last = _day(first_told, latest), _day(last_told, latest)
    if (first_told and first is None) or (last_told and last is None):
        return RefusedLine(number, text, LineFault.NOT_A_DAY)
    first = first or since
    if first is None:
        return RefusedLine(number, text, LineFault.NO_START)
    if last is not None and last < first:
        return RefusedLine(number, text, LineFault.END_BEFORE_START)
    return StateLine(number, text, states[0], first, last)


def _day(text: str, latest: date) -> date | None:
    """A whole date; an inexact one is none."""
    found = read_date(text, latest).dated if text else None
    return found.day if found is not None and found.precision is Precision.DAY else None
