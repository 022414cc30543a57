"""Sharing cases out among colleagues."""

from collections import Counter
from collections.abc import Mapping, Sequence


def evenly(cases: Sequence[int], colleagues: Sequence[int]) -> dict[int, int]:
    """Each case with the colleague who gets it, in turn; {} without colleagues."""
    if not colleagues:
        return {}
    return {case: colleagues[at % len(colleagues)] for at, case in enumerate(cases)}


def sizes(shares: Mapping[int, int]) -> list[tuple[int, int]]:
    """How many each colleague gets, in the order in which they come first."""
    return list(Counter(shares.values()).items())
