"""The proof of a cube: whole-number worlds that reproduce every number handed out, without anybody's real numbers.

The worlds are computed from the published numbers alone and stand for every hidden cell that allows it,
so a proof tells nothing that the cubes do not tell.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from returnhelp.disclosure.space import Face
from returnhelp.domain.cubes import Bound, ProtectedCube, PublishedCube

Change = tuple[int, int]
"""An atom, by its place in the one line of all cliques, and by how many persons it differs."""

Changes = tuple[Change, ...]
"""The atoms rising."""


@dataclass(frozen=True)
class World:
    """One of the bases of a proof with a few changes."""

    base: int
    changes: Changes = ()


@dataclass(frozen=True)
class Claim:
    """A hidden cell of a cube of the proof (0 = the new one) and the worlds in which it is 0, and full.

    Full is k persons of its cube, or as many as a register allows where that is fewer.
    """

    cube: int
    place: int
    empty: World
    full: World


@dataclass(frozen=True)
class Proof:
    """What is proven of cubes that count the same people; ``cubes`` names them by ``face_seal``, the new one first."""

    cubes: tuple[str, ...]
    bounds: tuple[Bound, ...]
    """The register bounds that hold in every world: those of ``in_force``."""
    bases: tuple[Changes, ...]
    """Whole worlds: the atoms that have persons, and how many."""
    claims: tuple[Claim, ...]
    """By cube and place, each cell once."""
    seal: str = ""

    def sealed(self) -> "Proof":
        return replace(self, seal=proof_seal(self))

    def to_dict(self) -> dict[str, Any]:
        """As lists of numbers, atoms and differences in turn, each atom by how far it is from the one before it."""
        return {
            "cubes": list(self.cubes),
            "bounds": [bound.to_dict() for bound in self.bounds],
            "bases": [_told(base) for base in self.bases],
            "claims": [
                [one.cube, one.place, one.empty.base, _told(one.empty.changes), one.full.base, _told(one.full.changes)]
                for one in self.claims
            ],
            "seal": self.seal,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Proof":
        """The proof that ``to_dict`` told of; raises ValueError, KeyError or TypeError where it is none."""
        return cls(
            tuple(_text(one) for one in _list(told["cubes"])),
            tuple(_bound(one) for one in _list(told["bounds"])),
            tuple(_changes(base) for base in _list(told["bases"])),
            tuple(_claim(one) for one in _list(told["claims"])),
            _text(told["seal"]),
        )


def cube_seal(cube: ProtectedCube) -> str:
    """The seal over everything in a protected cube; it stays in the office, as the reasons do."""
    return _digest(cube.sealed("").to_dict())


def face_seal(cube: ProtectedCube | PublishedCube) -> str:
    """The seal over what was handed out of a cube; it can be told, for it commits to nothing hidden."""
    face = cube.published() if isinstance(cube, ProtectedCube) else cube
    return _digest(face.to_dict())


def proof_seal(proof: Proof) -> str:
    """The seal over a proof and, by the names of its cubes, over the published numbers that it proves."""
    return _digest({**proof.to_dict(), "seal": ""})


def in_force(bounds: Iterable[Bound], faces: Sequence[Face]) -> tuple[Bound, ...]:
    """Those bounds that can say something of cubes: of months and variables that one of them has; in a fixed order."""
    found = {
        json.dumps(bound.to_dict(), sort_keys=True): bound
        for bound in bounds
        if any(_speaks_of(bound, face) for face in faces)
    }
    return tuple(found[told] for told in sorted(found))


def _speaks_of(bound: Bound, face: Face) -> bool:
    bases = {axis.variable.base for axis in face.axes}
    known = all(
        variable.base in bases or any(variable in axis.variable.coarser for axis in face.axes)
        for variable, _ in bound.category
    )
    return known and bound.period.overlaps(face.request.period)


def _digest(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _told(changes: Changes) -> list[int]:
    line = []
    last = 0
    for atom, difference in changes:
        line += [atom - last, difference]
        last = atom
    return line


def _claim(told: Any) -> Claim:
    cube, place, empty, emptied, full, filled = _list(told)
    return Claim(
        _number(cube), _number(place), World(_number(empty), _changes(emptied)), World(_number(full), _changes(filled))
    )


def _changes(told: Any) -> Changes:
    line = _list(told)
    if any(type(one) is not int for one in line):
        raise TypeError("there is something else among numbers")
    if len(line) % 2:
        raise ValueError("a change lacks its difference")
    changes = []
    atom = 0
    for step, difference in zip(line[::2], line[1::2], strict=True):
        atom += step
        changes.append((atom, difference))
    return tuple(changes)


def _bound(told: Any) -> Bound:
    bound = Bound.from_dict(told)
    _number(bound.most)
    if bound.to_dict() != told:
        raise ValueError("a bound is told in another way than its own")
    return bound


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError(f"{type(told)} is no list")
    return told


def _number(told: Any) -> int:
    if type(told) is not int:
        raise TypeError(f"{told!r} is no number")
    return told


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(f"{told!r} is no text")
    return told
