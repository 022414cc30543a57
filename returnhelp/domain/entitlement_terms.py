"""What a household may be given of one kind of aid: the usual amounts and the most, out of the law and the office."""

from dataclasses import dataclass, replace
from enum import StrEnum

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.entitlement_claim import Claim, LegalAge
from returnhelp.domain.law import Law
from returnhelp.domain.law_rows import Basis, Condition, Context, Rate
from returnhelp.domain.office_tables import Column, Entry, OfficeTable, OfficeTables

EURP = (AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN)
IN_KIND = (AidComponent.IN_KIND, AidComponent.IN_KIND_RAISED)
NEVER_TOGETHER = (AidComponent.TRAVEL_MONEY_DETENTION, AidComponent.EXIT_MONEY)
"""One person never gets both (AsylV 2 Art. 59abis(4))."""


class NoProposal(StrEnum):
    """Why the program names no sum."""

    NO_RATE = "no_rate"
    STAY_UNKNOWN = "stay_unknown"
    STAY_TOO_SHORT = "stay_too_short"
    BIRTH_DATE_MISSING = "birth_date_missing"
    PHASE_MISSING = "phase_missing"
    STEP_MISSING = "step_missing"
    PROGRAMME_MISSING = "programme_missing"
    PROGRAMME_RATE_MISSING = "programme_rate_missing"
    BY_COST = "by_cost"
    EXCLUDED = "excluded"
    NOT_EXCLUDED = "not_excluded"
    EXIT_CONDITION_MISSING = "exit_condition_missing"
    NO_EXCEPTION_YET = "no_exception_yet"
    NOT_WITH_EXIT_MONEY = "not_with_exit_money"
    INTERVIEW_MISSING = "interview_missing"
    NOT_RAISED_FROM_FEDERAL_CENTRE = "not_raised_from_federal_centre"
    WITHOUT_END = "without_end"
    EURP_FROM_CANTONS_ONLY = "eurp_from_cantons_only"
    NOT_AN_EURP_STATE = "not_an_eurp_state"
    DESTINATION_MISSING = "destination_missing"
    NO_AID_IN_SUCH_CASES = "no_aid_in_such_cases"


@dataclass(frozen=True)
class Terms:
    """Amounts in centimes of ``currency``; ``adult`` and ``minor`` None = up to the most."""

    currency: str
    basis: Basis
    article: str = ""
    rate: Rate | None = None
    entry: Entry | None = None
    adult: int | None = None
    minor: int | None = None
    per_person_max: int | None = None
    per_family_max: int | None = None
    conditions: tuple[Condition, ...] = ()

    def each(self, age: LegalAge) -> int | None:
        """For one person of that age, never more than the most for a person."""
        usual = self.adult if age is LegalAge.ADULT else self.minor
        if usual is None or self.per_person_max is None:
            return self.per_person_max if usual is None else usual
        return min(usual, self.per_person_max)

    @property
    def alike(self) -> bool:
        """Whether age makes no difference."""
        return self.each(LegalAge.ADULT) == self.each(LegalAge.MINOR)


def terms(component: AidComponent, claim: Claim, law: Law, tables: OfficeTables) -> Terms | NoProposal:
    """The terms on the day of the decision, or why there are none."""
    if claim.context is Context.PROGRAMME and component in (AidComponent.BASIC, AidComponent.IN_KIND):
        return _of_programme(component, claim, tables)
    found = by_law(component, claim, law)
    if isinstance(found, NoProposal):
        return found
    if claim.context is Context.FEDERAL_CENTRE and component in (AidComponent.BASIC, AidComponent.IN_KIND):
        return _of_step(component, claim, tables, found)
    if found.rate is not None and found.rate.indexed:
        entry = tables.entry(OfficeTable.INDEXED_MEDICAL, claim.decided_on, component)
        if entry is None:
            return replace(found, conditions=(*found.conditions, Condition.INDEX_NOT_ENTERED))
        amount = entry.values[Column.AMOUNT]
        return replace(found, entry=entry, adult=amount, minor=amount)
    return found


def by_law(component: AidComponent, claim: Claim, law: Law) -> Terms | NoProposal:
    """The terms of the law alone, without what the office adds."""
    if component is AidComponent.IN_KIND_RAISED and claim.context is Context.FEDERAL_CENTRE:
        return NoProposal.NOT_RAISED_FROM_FEDERAL_CENTRE
    context = claim.context
    if component is AidComponent.TRAVEL_MONEY_DETENTION:
        context = Context.DETENTION
    elif component in EURP:
        context = Context.EURP
    raised = component is AidComponent.TRAVEL_MONEY and bool(claim.raised_travel_reason.strip())
    rate = law.rate(component, context, claim.decided_on, raised=raised, stay_months=claim.stay_months)
    if rate is None:
        return _why_none(component, claim, law, context)
    return Terms(
        rate.currency,
        rate.basis,
        rate.article,
        rate,
        None,
        rate.adult,
        rate.minor,
        rate.per_person_max,
        rate.per_family_max,
        rate.conditions,
    )


def _why_none(component: AidComponent, claim: Claim, law: Law, context: Context) -> NoProposal:
    if not law.rates_on(component, context, claim.decided_on):
        return NoProposal.NO_RATE
    return NoProposal.STAY_UNKNOWN if claim.stay_months is None else NoProposal.STAY_TOO_SHORT


def _of_step(component: AidComponent, claim: Claim, tables: OfficeTables, found: Terms) -> Terms | NoProposal:
    """The step that the office entered (AsylV 2 Art. 74(5)), under the ceiling of the law."""
    if claim.phase is None:
        return NoProposal.PHASE_MISSING
    if claim.stay_days is None:
        return NoProposal.STAY_UNKNOWN
    entry = tables.step(claim.phase, claim.stay_days, claim.decided_on)
    if entry is None:
        return NoProposal.STEP_MISSING
    if component is AidComponent.BASIC:
        return replace(found, entry=entry, adult=entry.values[Column.ADULT], minor=entry.values[Column.MINOR])
    most = entry.values[Column.IN_KIND_MAX]
    return replace(found, entry=entry, per_family_max=min(most, found.per_family_max or most))


def _of_programme(component: AidComponent, claim: Claim, tables: OfficeTables) -> Terms | NoProposal:
    if not claim.programme.strip():
        return NoProposal.PROGRAMME_MISSING
    entry = tables.entry(OfficeTable.PROGRAMME_RATES, claim.decided_on, claim.programme)
    if entry is None:
        return NoProposal.PROGRAMME_RATE_MISSING
    common = Terms(entry.values[Column.CURRENCY], Basis.PRACTICE, entry=entry)
    adult, minor = entry.values[Column.ADULT], entry.values[Column.MINOR]
    if component is AidComponent.BASIC:
        return replace(common, adult=adult, minor=minor, per_person_max=max(adult, minor))
    return replace(common, per_family_max=entry.values[Column.IN_KIND_MAX], conditions=(Condition.PROJECT,))
