"""The ledger of statistics as services need it: what was handed out, the plan in force, what registers say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from returnhelp.domain.cubes import Bound, CubeRequest, ProtectedCube
from returnhelp.domain.errors import LedgerDamagedError
from returnhelp.domain.profiles import Profile
from returnhelp.domain.roles import Act
from returnhelp.domain.statistics_plan import DEFAULT_PLAN, PlannedCube, StatisticsPlan
from returnhelp.services import records
from returnhelp.services.office import Look, Work, question
from returnhelp.storage import ledger_rows

if TYPE_CHECKING:
    from returnhelp.disclosure.proof import Proof

_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError)


@dataclass(frozen=True)
class LedgerLine:
    """One entry of the ledger, as the list of them shows it."""

    number: int
    at: datetime
    by: str
    kind: str
    """cube, export, bounds or plan."""
    request: CubeRequest | None
    """Of a cube alone."""
    profile: Profile | None
    files: tuple[str, ...]
    """The names of what was exported, or of the register's list that was loaded."""
    digest: str
    """The link of the chain: it vouches for this entry and all before it."""


@dataclass(frozen=True)
class HandedOut:
    """A cube of the ledger."""

    row: ledger_rows.LedgerRow
    cube: ProtectedCube

    @cached_property
    def proof(self) -> "Proof | None":
        """None for a cube of an older program, which kept no proof of this kind; raises LedgerDamagedError."""
        from returnhelp.disclosure.proof import Proof

        if self.row.proof is None:
            return None
        try:
            return Proof.from_dict(self.row.proof)
        except _UNREADABLE:
            raise LedgerDamagedError(number=self.row.number) from None


class Kept:
    """The ledger as it is now, the whole chain verified; raises LedgerDamagedError."""

    def __init__(self, at: Look | Work) -> None:
        self._zone = at.office.now().tzinfo
        self.rows: Sequence[ledger_rows.LedgerRow] = ledger_rows.entries(at.session)

    @cached_property
    def handed_out(self) -> tuple[HandedOut, ...]:
        """Every cube, in order."""
        return tuple(HandedOut(row, _cube(row)) for row in self.rows if row.kind == "cube")

    @property
    def cubes(self) -> tuple[ProtectedCube, ...]:
        return tuple(one.cube for one in self.handed_out)

    def known(self, request: CubeRequest) -> HandedOut | None:
        """The cube, if it was handed out already with a proof."""
        found = (one for one in reversed(self.handed_out) if one.cube.request == request)
        return next((one for one in found if one.proof is not None), None)

    @cached_property
    def plan(self) -> StatisticsPlan:
        """The plan in force."""
        last = next((row for row in reversed(self.rows) if row.kind == "plan"), None)
        if last is None:
            return DEFAULT_PLAN
        try:
            cubes = tuple(PlannedCube.from_dict(told) for told in last.content["cubes"])
        except _UNREADABLE:
            raise LedgerDamagedError(number=last.number) from None
        return StatisticsPlan(cubes, last.at.astimezone(self._zone).date())

    @cached_property
    def bounds(self) -> tuple[Bound, ...]:
        """All that registers say; a later line of the same people and months replaces the earlier."""
        found: dict[tuple[object, ...], Bound] = {}
        for row in self.rows:
            if row.kind == "bounds":
                try:
                    found |= {(one.category, one.period): one for one in map(Bound.from_dict, row.content["bounds"])}
                except _UNREADABLE:
                    raise LedgerDamagedError(number=row.number) from None
        return tuple(found.values())


@question(Act.ANONYMISED_STATISTICS)
def ledger(look: Look) -> tuple[LedgerLine, ...]:
    """Everything that was handed out or decided, the latest first; raises LedgerDamagedError."""
    users = records.names_of_users(look.session)
    return tuple(_line(row, users.get(row.by_user_id, "")) for row in reversed(Kept(look).rows))


def _line(row: ledger_rows.LedgerRow, by: str) -> LedgerLine:
    told: dict[str, Any] = row.content
    request: CubeRequest | None = None
    profile: Profile | None = None
    files: tuple[str, ...] = ()
    try:
        match row.kind:
            case "cube":
                request = CubeRequest.from_dict(told)
            case "export":
                profile = Profile(told["profile"]) if told.get("profile") else None
                files = tuple(str(one["name"]) for one in told.get("files", ()))  # an older program kept no names
            case "bounds":
                files = (str(told["file"]),)
    except _UNREADABLE:
        raise LedgerDamagedError(number=row.number) from None
    return LedgerLine(row.number, row.at, by, row.kind, request, profile, files, row.hash)


def _cube(row: ledger_rows.LedgerRow) -> ProtectedCube:
    try:
        return ProtectedCube.from_dict(row.content)
    except _UNREADABLE:
        raise LedgerDamagedError(number=row.number) from None
