"""A look at a public register's list before it is loaded: what it brings, and every fault by its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from returnhelp.domain import register_bounds
from returnhelp.domain.cubes import Bound
from returnhelp.domain.errors import (
    BoundCategoryError,
    BoundMonthsError,
    BoundNumberError,
    BoundTwiceError,
    FileNotReadError,
    ReturnHelpError,
    SpreadsheetTooBigError,
)
from returnhelp.domain.roles import Act
from returnhelp.services.office import Look, question


@dataclass(frozen=True)
class Reviewed:
    """What a list would bring; with faults it brings nothing."""

    name: str
    bounds: tuple[Bound, ...]
    faults: tuple[ReturnHelpError, ...]
    """One for each line that cannot be loaded, in order."""


@question(Act.MANAGE_STATISTICS)
def review(look: Look, path: Path) -> Reviewed:  # noqa: ARG001 - the permission is what the office is asked for
    """Read a list without loading it; raises what ``statistics.load_bounds`` does for the list as a whole."""
    rows = read(path)
    faults = _faults(rows, path.name)
    return Reviewed(path.name, () if faults else register_bounds.read(rows, path.name, ""), faults)


def read(path: Path) -> list[list[str]]:
    """The cells of a list; raises FileNotReadError, SpreadsheetTooBigError and what ``delimited.read_text`` does."""
    from returnhelp.exchange import delimited, limits

    try:
        if path.stat().st_size > limits.FILE:
            raise SpreadsheetTooBigError(name=path.name, limit=limits.FILE // limits.MIB)
        content = path.read_bytes()
    except OSError as refused:
        raise FileNotReadError(name=path.name) from refused
    return [[str(cell or "") for cell in row] for row in delimited.read_text(content, path.name).rows]


def _faults(rows: Sequence[Sequence[str]], name: str) -> tuple[ReturnHelpError, ...]:
    """Each line is read by itself under the headings; lines that say the same twice are seen by all together."""
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    found: list[ReturnHelpError] = []
    for number, row in filled[1:]:
        try:
            register_bounds.read([filled[0][1], row], name, "")
        except (BoundCategoryError, BoundMonthsError, BoundNumberError) as fault:
            found.append(type(fault)(**{**fault.given, "line": number}))
    if not found:
        try:
            register_bounds.read(rows, name, "")
        except BoundTwiceError as fault:
            found.append(fault)
    return tuple(found)
