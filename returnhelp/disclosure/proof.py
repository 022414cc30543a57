"""The proof of a table: whole-number worlds that reproduce every number handed out, without anybody's real numbers.

The worlds are computed from the published numbers alone and stand for every hidden cell that allows it,
so a proof tells nothing that the tables do not tell.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from returnhelp.domain.tables import ProtectedTable

World = tuple[tuple[int, ...], ...]
"""The inner cells, row by row, of the table and of each table it is linked with."""


@dataclass(frozen=True)
class Claim:
    """A hidden cell of a table of the proof (0 = the new one) and the worlds in which it is 0, and k or more."""

    table: int
    place: int
    empty: int
    full: int


@dataclass(frozen=True)
class Proof:
    """``linked`` names the earlier tables that the worlds hold too, by ``face_seal``."""

    linked: tuple[str, ...]
    worlds: tuple[World, ...]
    claims: tuple[Claim, ...]
    seal: str = ""

    def sealed(self, seal: str) -> "Proof":
        return replace(self, seal=seal)

    def to_dict(self) -> dict[str, Any]:
        return {
            "linked": list(self.linked),
            "worlds": [[list(table) for table in world] for world in self.worlds],
            "claims": [[claim.table, claim.place, claim.empty, claim.full] for claim in self.claims],
            "seal": self.seal,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Proof":
        """The proof that ``to_dict`` told of; raises KeyError or TypeError where it is none."""
        return cls(
            tuple(told["linked"]),
            tuple(tuple(tuple(table) for table in world) for world in told["worlds"]),
            tuple(Claim(*claim) for claim in told["claims"]),
            told["seal"],
        )


def table_seal(table: ProtectedTable) -> str:
    """The seal over everything in a protected table; it stays in the office, as the reasons do."""
    return _digest(table.sealed("").to_dict())


def face_seal(table: ProtectedTable) -> str:
    """The seal over what was handed out of a table; it can be told, for it commits to nothing hidden."""
    return _digest(table.published().to_dict())


def proof_seal(proof: Proof, table: ProtectedTable, linked: Sequence[ProtectedTable]) -> str:
    """The seal over a proof and the published numbers that it proves."""
    return _digest([proof.sealed("").to_dict(), *(one.published().to_dict() for one in (table, *linked))])


def _digest(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
