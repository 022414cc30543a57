"""Who is vulnerable on a journey by the list of SwissREPAT-IOM Movements, so that SIM may organise it.

Source: State Secretariat for Migration, "Organisation der Rückreise", 20 April 2021.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain.figures import is_minor
from returnhelp.domain.travel import SpecialNeed
from returnhelp.domain.vulnerability import VulnerabilityKind


class SimReason(StrEnum):
    """Why SIM may organise a journey."""

    ILL = "illness"
    REDUCED_MOBILITY = "reduced_mobility"
    MINOR = "minor"
    TRAFFICKING = "trafficking"
    SINGLE_PARENT = "single_parent"


@dataclass(frozen=True)
class OnTheWay:
    """What is known of one traveller; vulnerabilities are those that hold on the day of the journey."""

    person_id: int
    birth_date: date | None = None
    vulnerable: frozenset[VulnerabilityKind] = frozenset()
    needs: frozenset[str] = frozenset()


_BY_KIND = {
    VulnerabilityKind.HEALTH: SimReason.ILL,
    VulnerabilityKind.ELDERLY: SimReason.REDUCED_MOBILITY,
    VulnerabilityKind.DISABILITY: SimReason.REDUCED_MOBILITY,
    VulnerabilityKind.UNACCOMPANIED_MINOR: SimReason.MINOR,
    VulnerabilityKind.TRAFFICKING_VICTIM: SimReason.TRAFFICKING,
    VulnerabilityKind.SINGLE_PARENT: SimReason.SINGLE_PARENT,
}
_CARRIED = frozenset(
    {
        SpecialNeed.WHEELCHAIR_RAMP.value,
        SpecialNeed.WHEELCHAIR_STEPS.value,
        SpecialNeed.WHEELCHAIR_CABIN.value,
        SpecialNeed.STRETCHER.value,
    }
)


def reasons(travellers: Iterable[OnTheWay], day: date) -> dict[int, tuple[SimReason, ...]]:
    """For each traveller who is on the list why they are, in its order; ``day`` is that of the journey."""
    found: dict[int, tuple[SimReason, ...]] = {}
    for one in travellers:
        known = {_BY_KIND[kind] for kind in one.vulnerable if kind in _BY_KIND}
        if one.birth_date is not None and is_minor(one.birth_date, day):
            known.add(SimReason.MINOR)
        if _CARRIED & one.needs:
            known.add(SimReason.REDUCED_MOBILITY)
        if known:
            found[one.person_id] = tuple(reason for reason in SimReason if reason in known)
    return found
