"""Anonymised statistics: counted over closed months, protected, proven, and entered in the ledger as they leave."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from returnhelp.domain.cubes import Bound, CoarserProposal, CountCube, CubeRequest, ProtectedCube, Shape
from returnhelp.domain.errors import (
    HandedOutMeanwhileError,
    LoopedTablesError,
    MonthsNotClosedError,
    NoSafeTableError,
    NothingShownError,
    ProofTimeLimitError,
    RegisterBoundTooLowError,
    ReturnHelpError,
)
from returnhelp.domain.profiles import Profile
from returnhelp.domain.roles import Act
from returnhelp.domain.statistics_limits import by_definition
from returnhelp.domain.statistics_plan import PlannedCube, calendar_periods, coarser, handed_out, kind_of, planned
from returnhelp.domain.tables import K_SENSITIVE, Hidden, Months, Variable
from returnhelp.domain.views import View
from returnhelp.services import closing, preferences, statistics_files
from returnhelp.services.office import Look, Work, command, question
from returnhelp.services.statistics_files import KINDS as KINDS
from returnhelp.services.statistics_ledger import HandedOut, Kept
from returnhelp.services.statistics_ledger import LedgerLine as LedgerLine
from returnhelp.services.statistics_ledger import ledger as ledger
from returnhelp.services.statistics_plan import RingOfYear as RingOfYear
from returnhelp.services.statistics_plan import bounds as bounds
from returnhelp.services.statistics_plan import load_bounds as load_bounds
from returnhelp.services.statistics_plan import plan as plan
from returnhelp.services.statistics_plan import set_plan as set_plan
from returnhelp.storage import freezing, ledger_rows

if TYPE_CHECKING:
    from returnhelp.disclosure.proof import Proof
    from returnhelp.storage.session import Session

Progress = Callable[[float], None]
"""Told from 0 to 1; cancels by raising."""
_MOST_PROPOSED = 8


@dataclass(frozen=True)
class Protected:
    """A cube that may be handed out, with the proof that nobody can be recognised in it."""

    cube: ProtectedCube
    proof: "Proof"
    persons: int
    """All persons of the period; for the admin only."""
    late_entries: int | None
    """How many of them departed in an earlier month and were entered late; None where that is not told (``_late``)."""
    number: int | None
    """Its number in the ledger, when it was handed out before."""


@dataclass(frozen=True)
class LeftOut:
    """A cube that cannot be handed out, and why."""

    request: CubeRequest
    reason: ReturnHelpError


@dataclass(frozen=True)
class Prepared:
    """What can be handed out together, and what was left out."""

    protected: tuple[Protected, ...]
    left_out: tuple[LeftOut, ...]

    def views(
        self, requests: Sequence[CubeRequest], wanted: Iterable[tuple[int, View]]
    ) -> tuple[tuple[int, View], ...]:
        """Views of the cubes asked for, each with the place of its cube among ``protected``; without those left out."""
        here = {one.cube.request: place for place, one in enumerate(self.protected)}
        return tuple((here[requests[place]], view) for place, view in wanted if requests[place] in here)


@dataclass(frozen=True)
class Periods:
    """The closed months, and those that are over and wait to be closed (their first days)."""

    closed: tuple[date, ...]
    waiting: tuple[date, ...]


@dataclass(frozen=True)
class Choice:
    """A cube of the plan: the periods for which it may be asked now, and those of them that are in the ledger."""

    cube: PlannedCube
    periods: tuple[Months, ...]
    made: tuple[Months, ...]


@dataclass(frozen=True)
class Export:
    """Files that left the office: name and content, the proof among them."""

    files: tuple[tuple[str, bytes], ...]


# --- what may be asked for -------------------------------------------------------------------------


@question(Act.ANONYMISED_STATISTICS)
def periods(look: Look) -> Periods:
    """The months that may be handed out, and those that somebody must close first."""
    return Periods(tuple(closing.closed_months(look.session)), closing.open_months(look.session, look.office.today()))


@question(Act.ANONYMISED_STATISTICS)
def choices(look: Look) -> tuple[Choice, ...]:
    """The cubes of the plan, each with the calendar months, quarters and years, wholly closed, it may be made for."""
    kept = Kept(look)
    closed = calendar_periods(closing.closed_months(look.session))
    found = []
    for cube in kept.plan.cubes:
        fit = tuple(period for period in closed if cube.allows(period))
        made = tuple(period for period in fit if kept.known(cube.request(period)) is not None)
        found.append(Choice(cube, fit, made))
    return tuple(found)


# --- protecting ------------------------------------------------------------------------------------


@question(Act.ANONYMISED_STATISTICS)
def protect(look: Look, request: CubeRequest, progress: Progress | None = None) -> Protected:
    """The cube with every number hidden that could give somebody away; nothing leaves by this.

    What is in the ledger is answered from there, as it was. Anything else must be in the plan. Raises
    MonthsNotClosedError, ClosedMonthDamagedError, LedgerDamagedError, ViewNotInPlanError, PeriodNotPlannedError and
    what ``disclosure.protection.protect`` raises: then there is no cube, and the reason says what to do.
    """
    return _protect(look, Kept(look), request, (), progress)


@question(Act.ANONYMISED_STATISTICS)
def prepare(look: Look, requests: Sequence[CubeRequest], progress: Progress | None = None) -> tuple[Protected, ...]:
    """Several cubes, each proven with the others as if they were handed out; raises what ``protect`` does.

    The small ones are proven first: the totals that they show stay shown in the large ones, which would hide more of
    them. The answer is in the order of the question; all of it can be exported, and only together.
    """
    kept = Kept(look)
    wanted = sorted(set(requests), key=_order)
    found: dict[CubeRequest, Protected] = {}
    for number, request in enumerate(wanted):
        new = [one.cube for one in found.values() if one.number is None]
        found[request] = _protect(look, kept, request, new, _part(progress, number, len(wanted)))
    return tuple(found[request] for request in requests)


@question(Act.ANONYMISED_STATISTICS)
def prepare_possible(look: Look, requests: Sequence[CubeRequest], progress: Progress | None = None) -> Prepared:
    """As ``prepare``, but a cube that cannot be handed out is left out, with the reason, and the others are answered.

    So a profile is made in an office of which one table would give somebody away. Left out of several is a table,
    too, that would show nothing but the total, unless it was handed out already; alone it is made, as it may be one
    month of many. Whatever is not about a single cube (open months, a damaged ledger, a proof that the checker refuses)
    is raised, and so is the first reason where nothing can be handed out.
    """
    kept = Kept(look)
    wanted = sorted(set(requests), key=_order)
    found: dict[CubeRequest, Protected] = {}
    refused: dict[CubeRequest, ReturnHelpError] = {}
    for number, request in enumerate(wanted):
        new = [one.cube for one in found.values() if one.number is None]
        try:
            made = _protect(look, kept, request, new, _part(progress, number, len(wanted)))
        except (NoSafeTableError, LoopedTablesError, ProofTimeLimitError, RegisterBoundTooLowError) as reason:
            refused[request] = reason
        else:
            if (
                made.number is None
                and len(wanted) > 1
                and all(isinstance(cell, Hidden) for cell in made.cube.cells[:-1])
            ):
                refused[request] = NothingShownError(variables=request.variables)
            else:
                found[request] = made
    left_out = tuple(LeftOut(one, refused[one]) for one in dict.fromkeys(requests) if one in refused)
    if left_out and not found:
        raise left_out[0].reason
    return Prepared(tuple(found[one] for one in requests if one in found), left_out)


def _order(request: CubeRequest) -> tuple[int, int, date, tuple[int, ...]]:
    """Parts before what they are parts of, then the smallest cube first, of equal ones the earliest.

    So cubes are proven, and entered in the ledger.
    """
    places = tuple(list(Variable).index(one) for one in request.variables)
    return len(tuple(request.period)), Shape(request.laid_out()).size, request.period.first, places


def _part(progress: Progress | None, number: int, of: int) -> Progress | None:
    """The progress of one among several."""
    if progress is None:
        return None
    return lambda part: progress((number + part) / of)


def _protect(
    look: Look, kept: Kept, request: CubeRequest, new: Sequence[ProtectedCube], progress: Progress | None
) -> Protected:
    from returnhelp.disclosure import protection

    _require_closed(look, request.period)
    known = kept.known(request)
    if known is not None:
        return _known(look, known)
    planned(kept.plan, request)
    counts = count(look.session, request)
    already = (*kept.cubes, *new)
    limits = _limits(kept, already, request)
    cube, proof = protection.protect(counts, closing.ring(look).current, already, limits, progress=progress)
    return Protected(cube, proof, counts.total, _late(look.session, request.period, counts.total), None)


def _known(look: Look, known: HandedOut) -> Protected:
    assert known.proof is not None
    request = known.cube.request
    persons = sum(number for *_, number in freezing.counted(look.session, request))
    late = _late(look.session, request.period, persons)
    return Protected(known.cube, known.proof, persons, late, known.row.number)


@question(Act.ANONYMISED_STATISTICS)
def proposals(look: Look, request: CubeRequest, progress: Progress | None = None) -> tuple[CoarserProposal, ...]:
    """What coarser categories would show, the most first; raises what ``protect`` does before it proves anything."""
    from returnhelp.disclosure import protection

    _require_closed(look, request.period)
    kept = Kept(look)
    cubes = coarser(handed_out(request))[:_MOST_PROPOSED]
    counts = (count(look.session, cube.request(request.period)) for cube in cubes)
    secret = closing.ring(look).current
    limits = _limits(kept, kept.cubes, request)
    return protection.coarser(counts, secret, kept.cubes, limits, progress=progress)


def count(session: "Session", request: CubeRequest) -> CountCube:
    """The exact counts of a cube over closed months; they never leave the services."""
    return CountCube.tallied(request, request.laid_out(), freezing.counted(session, request))


def _limits(kept: Kept, already: Sequence[ProtectedCube], request: CubeRequest) -> tuple[Bound, ...]:
    """What an attacker knows besides: registers, what the program's definitions exclude, what was told before."""
    from returnhelp.disclosure.known import known_before

    defined = by_definition((request, *(cube.request for cube in already)))
    return (*kept.bounds, *defined, *known_before(cube.published() for cube in already))


def _require_closed(at: Look | Work, period: Months) -> None:
    """Raises MonthsNotClosedError, ClosedMonthDamagedError."""
    closed = set(closing.closed_months(at.session))
    if any(month not in closed for month in period):
        raise MonthsNotClosedError(first=period.first, last=period.last)
    closing.require_sound(at, period)


def _late(session: "Session", period: Months, persons: int) -> int | None:
    """Late entries, told for whole calendar years only, and only nobody or 10 and more with as many others beside.

    They are in no proof, so nothing may follow from them: two months and their quarter would give a small one away
    by subtraction, and so would a year of which few were not late.
    """
    if kind_of(period) is not Variable.YEAR:
        return None
    late = freezing.late_entries(session, period)
    return late if late == 0 or (late >= K_SENSITIVE and not 0 < persons - late < K_SENSITIVE) else None


# --- handing out -----------------------------------------------------------------------------------


@command(Act.ANONYMISED_STATISTICS)
def export(
    work: Work,
    protected: Sequence[Protected],
    views: Sequence[tuple[int, View]],
    kind: str,
    language: str,
    profile: Profile | None = None,
) -> Export:
    """The files of views, each of a cube by its place in ``protected``, after every proof was checked once more.

    ``protected`` are all cubes of one answer of ``prepare`` or ``prepare_possible``, or one of ``protect``; those that
    are new are entered in the ledger, with or without a view, and so is the export. Nothing is entered unless
    everything is in order.
    Raises HandedOutMeanwhileError, ProofRejectedError, FileKindUnknownError, ViewOutsideCubeError,
    MonthsNotClosedError, ClosedMonthDamagedError, LedgerDamagedError.
    """
    if not views:
        raise ValueError("an export needs a view")
    closing.seal_older(work)
    kept = Kept(work)
    handed = list(kept.cubes)
    numbers: dict[CubeRequest, int] = {}
    for one in sorted(protected, key=lambda one: _order(one.cube.request)):
        request = one.cube.request
        _require_closed(work, request.period)
        known = kept.known(request)
        if known is None and request not in numbers:
            planned(kept.plan, request)
            _check(work, kept, one, handed)
            handed.append(one.cube)
            numbers[request] = _enter(work, "cube", one.cube.to_dict(), one.proof.to_dict())
        elif known is not None:
            if known.cube != one.cube or known.proof != one.proof:
                raise HandedOutMeanwhileError()
            numbers[request] = known.row.number
    office = str(preferences.value(work.session, "office_name"))
    files = statistics_files.files(
        [(one.cube.published(), one.proof) for one in protected],
        [cube.published() for cube in handed],
        views,
        kind,
        language,
        office,
        profile=profile,
    )
    content = {
        "kind": kind,
        "language": language,
        "profile": profile.value if profile else None,
        "files": [{"name": name, "sha256": hashlib.sha256(file).hexdigest()} for name, file in files],
        "views": [{"cube": numbers[protected[place].cube.request], **view.to_dict()} for place, view in views],
    }
    number = _enter(work, "export", content)
    work.unit.subject = ("statistics", number)
    work.unit.detail |= {**content, "ledger": list(ledger_rows.head(work.session))}
    return Export(files)


def _check(work: Work, kept: Kept, one: Protected, handed: Sequence[ProtectedCube]) -> None:
    """What is new is proven against everything that was handed out by now, and counts what is counted now."""
    from returnhelp.disclosure import checker
    from returnhelp.disclosure.proof import face_seal, in_force
    from returnhelp.disclosure.space import moving_with, same_people

    together = (one.cube, *moving_with(one.cube, one.cube.cells, same_people(one.cube, handed)))
    limits = _limits(kept, handed, one.cube.request)
    if one.proof.cubes != tuple(map(face_seal, together)) or one.proof.bounds != in_force(limits, together):
        raise HandedOutMeanwhileError()
    checker.check(one.cube, one.proof, handed, limits, count(work.session, one.cube.request))


def _enter(work: Work, kind: str, content: dict[str, Any], proof: dict[str, Any] | None = None) -> int:
    user = work.office.user.id
    return ledger_rows.append(work.session, at=work.now, by_user_id=user, kind=kind, content=content, proof=proof)
