"""The most that may be decided for a household, so that nothing above the law is recorded unseen."""

from dataclasses import dataclass

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.entitlement_claim import Claim, ids
from returnhelp.domain.entitlement_terms import IN_KIND, NEVER_TOGETHER, NoProposal, Terms, by_law, terms
from returnhelp.domain.law import Law
from returnhelp.domain.law_rows import Basis, Context, Rate
from returnhelp.domain.office_tables import OfficeTables

_LUMP_SUMS = {
    AidComponent.ESCORT: "social_escorts",
    AidComponent.MEDICAL_EXAM: "medical_exams",
    AidComponent.MEDICAL_ESCORT: "medical_escorts",
}


@dataclass(frozen=True)
class Ceiling:
    """The most, in centimes of ``currency``, for the lines of all ``components`` together; None = no figure.

    ``binding`` is False where no text of law sets it (a practice, a programme): more is then a doubt, not an error.
    """

    components: tuple[AidComponent, ...]
    currency: str
    article: str
    binding: bool
    rate: Rate | None = None
    per_person: int | None = None
    per_family: int | None = None
    per_case: int | None = None

    def most(self, people: int, families: int = 1) -> int | None:
        """For so many people in so many families; None where the law names no figure at all."""
        known = (
            None if self.per_person is None else self.per_person * people,
            None if self.per_family is None else self.per_family * families,
            self.per_case,
        )
        return min((one for one in known if one is not None), default=None)


@dataclass(frozen=True)
class FamilyCeiling:
    """A ceiling that the lines of these people share, for they are one family."""

    unit: int
    people: tuple[int, ...]
    ceiling: Ceiling

    @property
    def most(self) -> int | None:
        return self.ceiling.most(len(self.people))


def ceiling(component: AidComponent, claim: Claim, law: Law, tables: OfficeTables) -> Ceiling | None:
    """The ceiling of one kind of aid on the day of the decision; None where no table has one.

    In-kind aid has one ceiling, raised or not: the raised one holds only with a reason, and never from a federal
    centre (AsylV 2 Art. 74(4)). Conditions are not looked at here, only sums.
    """
    if component in IN_KIND:
        return _in_kind(claim, law, tables)
    found = _most(component, claim, law, tables)
    if isinstance(found, NoProposal):
        return None
    if component in _LUMP_SUMS:
        count = max(getattr(claim, _LUMP_SUMS[component]), 1)
        return _made((component,), found, per_case=None if found.adult is None else found.adult * count)
    return _made((component,), found)


def family_ceilings(claim: Claim, law: Law, tables: OfficeTables) -> tuple[FamilyCeiling, ...]:
    """Every ceiling that a family shares, family by family: adult children are their own (AsylV 1 Art. 1a let. e)."""
    shared = (AidComponent.BASIC, AidComponent.IN_KIND, AidComponent.TRAVEL_MONEY, AidComponent.BAGGAGE)
    found = [one for component in shared if (one := ceiling(component, claim, law, tables)) is not None]
    return tuple(
        FamilyCeiling(unit, ids(people), one)
        for unit, people in claim.units().items()
        for one in found
        if one.per_family is not None
    )


def not_together(component: AidComponent) -> frozenset[AidComponent]:
    """What the same person must not be given beside it (AsylV 2 Art. 59abis(4))."""
    return frozenset(NEVER_TOGETHER) - {component} if component in NEVER_TOGETHER else frozenset()


def _in_kind(claim: Claim, law: Law, tables: OfficeTables) -> Ceiling | None:
    if claim.raised_in_kind_reason.strip():
        raised = _most(AidComponent.IN_KIND_RAISED, claim, law, tables)
        if isinstance(raised, Terms):
            return _made(IN_KIND, raised)
    ordinary = _most(AidComponent.IN_KIND, claim, law, tables)
    return None if isinstance(ordinary, NoProposal) else _made(IN_KIND, ordinary)


def _most(component: AidComponent, claim: Claim, law: Law, tables: OfficeTables) -> Terms | NoProposal:
    """The terms by which a decision is measured: from a federal centre the law's, not the step's of the office."""
    if claim.context is Context.FEDERAL_CENTRE and component in (AidComponent.BASIC, *IN_KIND):
        return by_law(component, claim, law)
    return terms(component, claim, law, tables)


def _made(components: tuple[AidComponent, ...], found: Terms, per_case: int | None = None) -> Ceiling:
    return Ceiling(
        components,
        found.currency,
        found.article,
        found.basis is Basis.LAW,
        found.rate,
        found.per_person_max,
        found.per_family_max,
        per_case,
    )
