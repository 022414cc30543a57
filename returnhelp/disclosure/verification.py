"""What somebody outside of the office can check of statistics: files alone, no store and no sign-in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from returnhelp.disclosure.checker import examine, refuse
from returnhelp.disclosure.periods import check_periods
from returnhelp.disclosure.proof import Proof
from returnhelp.disclosure.space import same_people
from returnhelp.domain.cubes import Bound, CubeRequest, PublishedCube
from returnhelp.domain.views import View
from returnhelp.i18n.catalogs import N_

FORMAT, VERSION = "returnhelp-proof", 1


@dataclass(frozen=True)
class CubeVerdict:
    """A proven cube: how many cells it shows and hides, and of how many hidden ones both worlds hold."""

    request: CubeRequest
    shown: int
    hidden: int
    open: int
    """Hidden cells that can be 0 as well as k or more."""
    lowered: int
    """Hidden cells that can be 0 as well as all that a limit leaves, which is fewer than k."""

    @property
    def k(self) -> int:
        return self.request.k

    @property
    def unproven(self) -> int:
        """Hidden cells without both worlds; as a rule they are hidden for the sake of others."""
        return self.hidden - self.open - self.lowered


@dataclass(frozen=True)
class Verdict:
    """What a proof that holds says; the first cube is the one it was made for, the others were there before it."""

    cubes: tuple[CubeVerdict, ...]
    limits: tuple[Bound, ...]
    """What all worlds keep to: of public registers, of what was handed out before, of the program's definitions."""

    @property
    def linked(self) -> tuple[CubeVerdict, ...]:
        return self.cubes[1:]


def verify(cubes: Sequence[PublishedCube], proof: Proof) -> Verdict:
    """Check a proof of published cubes; which cells had to be open it cannot know, so it counts those that are.

    Raises ProofRejectedError with the ``finding``, OverlappingPeriodsError, LoopedTablesError,
    ClassificationChangedError.
    """
    if not cubes:
        refuse(N_("the proof is not of these cubes"))
    if len(same_people(cubes[0], cubes[1:])) != len(cubes) - 1:
        refuse(N_("a cube counts other people than the rest"))
    check_periods(cubes[0], cubes[1:])
    claimed = examine(cubes, proof, proof.bounds)
    told = tuple(
        CubeVerdict(
            cube.request,
            sum(cell is not None for cell in cube.cells),
            cube.cells.count(None),
            sum(one == number and need >= cube.k for (one, _), need in claimed.items()),
            sum(one == number and need < cube.k for (one, _), need in claimed.items()),
        )
        for number, cube in enumerate(cubes)
    )
    return Verdict(told, proof.bounds)


@dataclass(frozen=True)
class NamedTable:
    """A table that was handed out: its file, the digest of that, its name in there, and what of which cube it is."""

    file: str
    sha256: str
    table: str
    cube: int
    view: View


@dataclass(frozen=True)
class Package:
    """What a file with a proof holds."""

    cubes: tuple[PublishedCube, ...]
    proof: Proof
    tables: tuple[NamedTable, ...]

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Package":
        """What was read from a file; raises ValueError, KeyError or TypeError where it is no whole package.

        Raises ProofRejectedError where a cube tells another k than its variables demand.
        """
        if told["format"] != FORMAT or type(told["version"]) is not int or told["version"] != VERSION:
            raise ValueError("another format")
        cubes = tuple(_cube(one) for one in _list(told["cubes"]))
        proof = Proof.from_dict(told["proof"])
        if told["bounds"] != [bound.to_dict() for bound in proof.bounds]:
            raise ValueError("the bounds are not those of the proof")
        tables = tuple(_table(one, len(cubes)) for one in _list(told["tables"]))
        return cls(cubes, proof, tables)


def _cube(told: Any) -> PublishedCube:
    if type(told["k"]) is int and told["k"] != CubeRequest.from_dict(told).k:
        refuse(N_("a table claims another smallest number of persons than its variables demand"))
    cube = PublishedCube.from_dict(told)
    if cube.to_dict() != told or type(told["k"]) is not int:
        raise ValueError("a cube is told in another way than its own")
    return cube


def _table(told: Any, cubes: int) -> NamedTable:
    texts = (told["name"], told["sha256"], told["table"])
    place = told["cube"]
    if not all(isinstance(one, str) for one in texts) or type(place) is not int or not 0 <= place < cubes:
        raise ValueError("a table is not named as it should be")
    view = View.from_dict(told["view"])
    if view.to_dict() != told["view"]:
        raise ValueError("a view is told in another way than its own")
    return NamedTable(*texts, place, view)


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError(f"{type(told)} is no list")
    return told
