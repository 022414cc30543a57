"""A sum of money with its currency, as sentences name it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Amount:
    """A sum as sentences show it: ``centimes`` of a currency."""

    centimes: int
    currency: str = "CHF"
