"""What stands in lists in place of the names of people who must not be recognised there."""

from collections.abc import Callable

from returnhelp.domain.case import Case
from returnhelp.domain.case_kinds import CaseType
from returnhelp.domain.compartments import COMPARTMENT
from returnhelp.domain.roles import Clearance
from returnhelp.domain.vulnerability import VulnerabilityKind

LETTERS = "ADEGHJKMPRTUVWXY"
"""Letters that are no permit, no N-number and no figure at a second look."""
_NUMBERS = 10_000


def is_called_for(case: Case) -> bool:
    """Whether a case is one of trafficking: by its kind, a vulnerability, what is recorded of a victim or sealed.

    The suspicion is enough: who is found to be no victim stays protected as well.
    """
    return (
        case.kind is CaseType.TRAFFICKING_RETURN
        or bool(case.trafficking)
        or any(one.kind is VulnerabilityKind.TRAFFICKING_VICTIM for one in case.vulnerabilities)
        or any(COMPARTMENT[one.kind] is Clearance.TRAFFICKING for one in case.sealed_records)
    )


def draw(below: Callable[[int], int], taken: Callable[[str], bool]) -> str:
    """A letter and four figures that say nothing of the case; ``below`` draws a number from 0 to less than its own."""
    while True:
        drawn = f"{LETTERS[below(len(LETTERS))]}{below(_NUMBERS):04}"
        if not taken(drawn):
            return drawn


def of_traveller(pseudonym: str, place: int, travelling: int) -> str:
    """The pseudonym of one of several: their place in the case (from 1 on) after a stroke."""
    return pseudonym if travelling < 2 else f"{pseudonym}/{place}"
