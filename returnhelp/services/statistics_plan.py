"""The plan of statistics and the bounds of registers: both are entered in the ledger, so nobody changes them unseen."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from returnhelp.domain import register_bounds
from returnhelp.domain.cubes import Bound
from returnhelp.domain.errors import (
    BoundsSourceError,
    LoopedPlanError,
    PlanChangedThisYearError,
    PlanEmptyError,
)
from returnhelp.domain.roles import Act
from returnhelp.domain.statistics_plan import PlannedCube, StatisticsPlan, handed_out, in_order, ring
from returnhelp.domain.tables import Variable
from returnhelp.services import statistics_registers
from returnhelp.services.office import Look, Work, command, question
from returnhelp.services.statistics_ledger import Kept
from returnhelp.storage import ledger_rows


@dataclass(frozen=True)
class RingOfYear:
    """Of this year so much was handed out already that not every cube of the new plan can be handed out too."""

    year: int
    variables: tuple[Variable, ...]


@question(Act.ANONYMISED_STATISTICS)
def plan(look: Look) -> StatisticsPlan:
    """The plan in force: the last that was set, or the one that the program came with."""
    return Kept(look).plan


@command(Act.MANAGE_STATISTICS)
def set_plan(work: Work, cubes: Sequence[PlannedCube]) -> tuple[RingOfYear, ...]:
    """From now on these cubes may be handed out; the answer is where they close a ring with what already was.

    At most once in a calendar year. Raises PlanEmptyError, LoopedPlanError, PlanChangedThisYearError and, for a cube
    with the same thing on two axes, SameVariableTwiceError.
    """
    wanted = tuple(dict.fromkeys(PlannedCube(in_order(cube.variables), cube.shortest) for cube in cubes))
    if not wanted or not all(cube.variables for cube in wanted):
        raise PlanEmptyError()
    for cube in wanted:
        cube.check()
    looped = ring(wanted)
    if looped:
        raise LoopedPlanError(variables=looped)
    kept = Kept(work)
    since = kept.plan.since
    if since is not None and since.year >= work.today.year:
        raise PlanChangedThisYearError(next_change=date(since.year + 1, 1, 1))
    content = {"cubes": [cube.to_dict() for cube in wanted]}
    number = ledger_rows.append(work.session, at=work.now, by_user_id=work.office.user.id, kind="plan", content=content)
    work.unit.subject = ("statistics", number)
    work.unit.detail |= {**content, "ledger": list(ledger_rows.head(work.session))}
    return _rings(wanted, kept)


def _rings(wanted: Sequence[PlannedCube], kept: Kept) -> tuple[RingOfYear, ...]:
    by_year: defaultdict[int, set[PlannedCube]] = defaultdict(set)
    for cube in kept.cubes:
        for year in {month.year for month in cube.request.period}:
            by_year[year].add(handed_out(cube.request))
    found = ((year, ring((*wanted, *sorted(done, key=repr)))) for year, done in sorted(by_year.items()))
    return tuple(RingOfYear(year, looped) for year, looped in found if looped)


@question(Act.ANONYMISED_STATISTICS)
def bounds(look: Look) -> tuple[Bound, ...]:
    """All that registers say; a later line of the same people and months replaces the earlier."""
    return Kept(look).bounds


@command(Act.MANAGE_STATISTICS)
def load_bounds(work: Work, path: Path, source: str) -> int:
    """Load a register's list (csv); the answer is how many lines it has. Nothing of a list with a fault is loaded.

    The columns are first and last (the days), most (persons), and one for each variable, headed with its code; an
    empty cell counts everybody. Raises what ``statistics_registers.read`` does, BoundsHeadingError, BoundsEmptyError,
    BoundMonthsError, BoundNumberError, BoundCategoryError, BoundTwiceError, LedgerDamagedError
    and, without a word of where the figures come from, BoundsSourceError.
    """
    if not source.strip():
        raise BoundsSourceError(name=path.name)
    Kept(work)
    found = register_bounds.read(statistics_registers.read(path), path.name, source.strip())
    number = ledger_rows.append(
        work.session,
        at=work.now,
        by_user_id=work.office.user.id,
        kind="bounds",
        content={"file": path.name, "source": source.strip(), "bounds": [one.to_dict() for one in found]},
    )
    work.unit.subject = ("statistics", number)
    told = {"file": path.name, "source": source.strip(), "lines": len(found)}
    work.unit.detail |= {**told, "ledger": list(ledger_rows.head(work.session))}
    return len(found)
