"""From a password to a key, at a cost tuned to this machine."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Self

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from returnhelp.domain.errors import NotEnoughMemoryError
from returnhelp.vault.primitives import KEY

SALT = 16
"""Length of the salt of a password, in bytes."""

_SHORTEST, _AIM, _LONGEST = 0.5, 0.75, 1.0  # seconds for one password
_LANES = 4  # RFC 9106, section 4
_CEILING_KIB = 128 * 1024  # an office computer must have it free while everything else is open
_MOST_ROUNDS = 64
_MOST_KIB = 2 * 1024 * 1024
_MOST_LANES = 64


@dataclass(frozen=True)
class Params:
    """What Argon2id costs: rounds, memory in KiB, lanes."""

    rounds: int
    memory_kib: int
    lanes: int

    FLOOR_KIB: ClassVar[int] = 46 * 1024

    @classmethod
    def floor(cls) -> Self:
        """The least that is sound (OWASP: 46 MiB, one round)."""
        return cls(1, cls.FLOOR_KIB, 1)

    def sane(self) -> bool:
        """Whether Argon2 can take them and a file that says so may be believed."""
        return (
            1 <= self.rounds <= _MOST_ROUNDS
            and 1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_KIB
        )


def key_from(password: str, salt: bytes, params: Params) -> bytes:
    """The key of a password, the same however the keyboard composed its letters; raises NotEnoughMemoryError."""
    try:
        return hash_secret_raw(
            prepared(password).encode(errors="surrogatepass"),
            salt,
            params.rounds,
            params.memory_kib,
            params.lanes,
            KEY,
            Type.ID,
        )
    except HashingError:
        raise NotEnoughMemoryError(needed=params.memory_kib // 1024) from None


def prepared(password: str) -> str:
    """Composed letters, and every kind of space as the plain one (RFC 8265, OpaqueString)."""
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in password)
    return unicodedata.normalize("NFC", spaced)


def _measured(params: Params) -> float:
    """Seconds that one password takes here."""
    began = time.perf_counter()
    key_from("a password of usual length", bytes(SALT), params)
    return time.perf_counter() - began


def tuned(seconds: Callable[[Params], float] = _measured) -> Params:
    """What takes 0.5 to 1 second on this machine, as much of it in memory as fits, never below the floor."""
    memory = _CEILING_KIB
    took = seconds(Params(1, memory, _LANES))
    while took > _LONGEST and memory > Params.FLOOR_KIB:
        memory = max(Params.FLOOR_KIB, memory // 2)
        took = seconds(Params(1, memory, _LANES))
    rounds = 1
    for _ in range(4):
        if _SHORTEST <= took <= _LONGEST:
            break
        wanted = round(rounds * _AIM / max(took, 1e-6))
        rounds, before = min(_MOST_ROUNDS, max(1, wanted)), rounds
        if rounds == before:
            break
        took = seconds(Params(rounds, memory, _LANES))
    return Params(rounds, memory, _LANES)
