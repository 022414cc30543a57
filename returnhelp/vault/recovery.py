"""The recovery code: 120 random bits in eight groups that a person can read, type and be corrected in."""

import re
import secrets
import unicodedata

from returnhelp.domain.errors import MistypedRecoveryCodeError, RecoveryCodeLengthError
from returnhelp.vault.primitives import same

GROUPS = 8
LETTERS = 4
"""Letters of a group; the last one checks the others."""

LENGTH = GROUPS * LETTERS

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U."""

_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐‑‒–—−_.,:;/]+")
_BITS = 5
_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1: arithmetic on 32 letters in which every weight but 0 can be undone
_WEIGHTS = (2, 4, 8)  # different from each other and from 1, so that no swap of two letters fits


def new() -> str:
    """A fresh code, as it is printed."""
    groups = []
    for number in range(GROUPS):
        letters = [secrets.randbelow(1 << _BITS) for _ in range(LETTERS - 1)]
        groups.append("".join(ALPHABET[value] for value in [*letters, _check(number, letters)]))
    return "-".join(groups)


def secret(typed: str) -> bytes:
    """The random bits of a typed code: any case, with or without separators, O for 0, I and L for 1.

    Raises MistypedRecoveryCodeError, which names the first group with a slip, and RecoveryCodeLengthError.
    """
    groups = _groups(typed)
    bits = 0
    for number, group in enumerate(groups):
        values = [ALPHABET.find(letter) for letter in group]
        if -1 in values or values[-1] != _check(number, values[:-1]):
            raise MistypedRecoveryCodeError(group=number + 1)
        for value in values[:-1]:
            bits = bits << _BITS | value
    return bits.to_bytes(GROUPS * (LETTERS - 1) * _BITS // 8, "big")


def matches(code: str, typed: str) -> bool:
    """Whether the code was typed back rightly; raises what ``secret`` raises for a slip."""
    return same(secret(code), secret(typed))


def _groups(typed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    parts = [part for part in _BETWEEN.split(text) if part]
    letters = "".join(parts)
    if len(letters) != LENGTH:
        if len(parts) == GROUPS:
            raise MistypedRecoveryCodeError(group=1 + next(i for i, part in enumerate(parts) if len(part) != LETTERS))
        raise RecoveryCodeLengthError(typed=len(letters), needed=LENGTH)
    return [letters[start : start + LETTERS] for start in range(0, LENGTH, LETTERS)]


def _check(number: int, letters: list[int]) -> int:
    """The last letter of a group: finds every single slip, every swap of two letters or of two groups."""
    value = number + 1
    for weight, letter in zip(_WEIGHTS, letters, strict=True):
        value ^= _times(weight, letter)
    return value


def _times(one: int, other: int) -> int:
    product = 0
    for bit in range(_BITS):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(2 * _BITS, _BITS - 1, -1):
        if product >> bit & 1:
            product ^= _POLYNOMIAL << (bit - _BITS)
    return product
