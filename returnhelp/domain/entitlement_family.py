"""Which members of a household are one family in the sense of the law."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from returnhelp.domain.entitlement_claim import OF_AGE
from returnhelp.domain.household import MemberRole
from returnhelp.domain.people import age_on


@dataclass(frozen=True)
class Relative:
    """A member of a household; ``departs_on`` None = no day is known yet."""

    person_id: int
    role: MemberRole
    birth_date: date | None = None
    departs_on: date | None = None


def family_units(members: Iterable[Relative], otherwise: date) -> Mapping[int, int]:
    """The number of each person's family: spouses or partners and their minor children (AsylV 1 Art. 1a let. e).

    0 is the family of the principal applicant. Who is 18 on the day of departure (``otherwise`` while none is known)
    is a family of their own, and so is everybody whose family the roles do not tell; without a birth date a child or
    a sibling is taken for a minor. Parents are one family, with the minor brothers and sisters of the principal,
    and with the principal while still a minor.
    """
    everybody = list(members)
    principal = next((one for one in everybody if one.role is MemberRole.PRINCIPAL), None)
    has_parents = any(one.role is MemberRole.PARENT for one in everybody)
    young = principal is not None and principal.birth_date is not None and _is_minor(principal, otherwise)
    of_parents = 0 if young else 1
    units: dict[int, int] = {}
    following = 2
    for one in everybody:
        match one.role:
            case MemberRole.PRINCIPAL | MemberRole.SPOUSE | MemberRole.PARTNER:
                unit = 0
            case MemberRole.CHILD if _is_minor(one, otherwise):
                unit = 0
            case MemberRole.PARENT:
                unit = of_parents
            case MemberRole.SIBLING if has_parents and _is_minor(one, otherwise):
                unit = of_parents
            case _:
                unit, following = following, following + 1
        units[one.person_id] = unit
    return units


def _is_minor(one: Relative, otherwise: date) -> bool:
    years = age_on(one.birth_date, one.departs_on or otherwise)
    return years is None or years < OF_AGE
