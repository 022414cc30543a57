"""What a household may be given: each kind of aid with its sum, its ceiling, its article and how it was counted.

The program proposes; SEM decides (AsylV 2 Art. 77).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import ExitCondition
from returnhelp.domain.case_kinds import WITHOUT_AID
from returnhelp.domain.entitlement_ceilings import Ceiling, ceiling
from returnhelp.domain.entitlement_claim import Claim, Claimant, LegalAge, Treatment, age_unsure, ids, legal_age
from returnhelp.domain.entitlement_terms import EURP, NoProposal, Terms, terms
from returnhelp.domain.law import Law
from returnhelp.domain.law_rows import Condition, Context, Rate
from returnhelp.domain.office_tables import Entry, OfficeTable, OfficeTables

_A = AidComponent
"""Journeys for which the office gives no money."""


@dataclass(frozen=True)
class Item:
    """``count`` times ``each`` centimes; ``age`` None where age makes no difference."""

    count: int
    each: int
    age: LegalAge | None = None

    @property
    def amount(self) -> int:
        return self.count * self.each


@dataclass(frozen=True)
class Calculation:
    """How a sum came about: items, and the cap on their total (None = there is none), in centimes.

    The cap is the law's for one family, or for one person.
    """

    items: tuple[Item, ...]
    cap: int | None = None
    of_family: bool = False

    @property
    def total(self) -> int:
        return sum(item.amount for item in self.items)

    @property
    def amount(self) -> int:
        return self.total if self.cap is None else min(self.total, self.cap)

    @property
    def capped(self) -> bool:
        """Whether the cap takes something away."""
        return self.cap is not None and self.total > self.cap

    @property
    def reached(self) -> bool:
        """Whether nothing is left up to the cap."""
        return self.cap is not None and self.total >= self.cap


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """One kind of aid for one person (``person_id``) or for a family; amounts in centimes of ``currency``.

    Without ``amount`` there is a ``reason``. ``up_to`` says that the sum is the most, and the need decides below it.
    """

    component: AidComponent
    person_id: int | None = None
    unit: int = 0
    people: tuple[int, ...] = ()
    currency: str = "CHF"
    amount: int | None = None
    ceiling: int | None = None
    article: str = ""
    rate: Rate | None = None
    entry: Entry | None = None
    """The entry of the office's table that gave the amount, where one did."""
    calculation: Calculation | None = None
    months: int | None = None
    up_to: bool = False
    open: tuple[Condition, ...] = ()
    """What is not there yet, or must be said with it."""
    reason: NoProposal | None = None


def propose(claim: Claim, law: Law, tables: OfficeTables) -> tuple[Proposal, ...]:
    """Every kind of aid that the household may have, and why where there is no sum; nothing for nobody.

    The table of the day of the decision decides (R1); children and adults are told apart by the day of departure.
    """
    if not claim.travellers:
        return ()
    if claim.case_type in WITHOUT_AID:
        everybody = ids(claim.travellers)
        return (Proposal(component=_A.BASIC, people=everybody, reason=NoProposal.NO_AID_IN_SUCH_CASES),)
    return tuple(_Proposing(claim, law, tables).all())


class _Proposing:
    """One claim on its way to proposals; terms and ceilings are looked up once each."""

    def __init__(self, claim: Claim, law: Law, tables: OfficeTables) -> None:
        self._claim = claim
        self._law = law
        self._tables = tables
        self._units = claim.units()
        self._terms: dict[AidComponent, Terms | NoProposal] = {}
        self._ceilings: dict[AidComponent, Ceiling | None] = {}

    def all(self) -> Iterator[Proposal]:
        yield from self._basic()
        yield from self._in_kind()
        yield from (replace(self._medical(one), person_id=one.person_id) for one in self._claim.treatments)
        personal = [proposal for one in self._claim.travellers for proposal in self._of_detained(one)]
        yield from personal
        instead = {
            one.person_id for one in personal if one.component is _A.TRAVEL_MONEY_DETENTION and one.amount is not None
        }
        for unit, people in self._units.items():
            rest = tuple(one for one in people if one.person_id not in instead)
            if rest:
                yield self._shared(_A.TRAVEL_MONEY, unit, rest)
        for unit, people in self._units.items():
            yield self._shared(_A.BAGGAGE, unit, people)
        yield from self._costs()
        yield from self._eurp()

    def _basic(self) -> Iterator[Proposal]:
        found = self._of(_A.BASIC)
        shared = isinstance(found, Terms) and found.per_family_max is not None
        for unit, people in self._units.items():
            entitled = tuple(one for one in people if not one.excluded)
            if shared and entitled:
                yield self._shared(_A.BASIC, unit, entitled)
            for one in people:
                if one.excluded:
                    yield self._none(_A.BASIC, NoProposal.EXCLUDED, (one,))
                elif not shared:
                    yield self._personal(_A.BASIC, one)

    def _in_kind(self) -> Iterator[Proposal]:
        asked = [_A.IN_KIND]
        if self._claim.raised_in_kind_reason.strip():
            asked = [_A.IN_KIND_RAISED]
            if isinstance(self._of(_A.IN_KIND_RAISED), NoProposal):
                asked.append(_A.IN_KIND)
        for unit, people in self._units.items():
            for component in asked:
                found = self._of(component)
                if all(one.excluded for one in people):
                    yield self._none(component, NoProposal.EXCLUDED, people, unit)
                elif isinstance(found, NoProposal):
                    yield self._none(component, found, people, unit)
                elif (most := found.per_family_max) is None:
                    yield self._none(component, NoProposal.BY_COST, people, unit, found)
                else:
                    counted = Calculation((Item(1, most),), most, of_family=True)
                    yield self._with(component, found, people, counted, unit=unit, up_to=True)

    def _medical(self, treatment: Treatment) -> Proposal:
        """At most six calendar months, more only where a final cure is possible, never without an end (Art. 75)."""
        people = tuple(one for one in self._claim.travellers if one.person_id == treatment.person_id)
        found = self._of(_A.MEDICAL)
        if any(one.excluded for one in people):
            return self._none(_A.MEDICAL, NoProposal.EXCLUDED, people)
        if isinstance(found, NoProposal):
            return self._none(_A.MEDICAL, found, people)
        if treatment.months is None or treatment.months <= 0:
            return self._none(_A.MEDICAL, NoProposal.WITHOUT_END, people, found=found)
        most = found.rate.months_max if found.rate is not None else None
        months = treatment.months
        said: tuple[Condition, ...] = ()
        if most is not None and months > most and not treatment.final_cure_possible:
            months, said = most, (Condition.SHORTENED_TO_SIX_MONTHS,)
        proposal = self._none(_A.MEDICAL, NoProposal.BY_COST, people, found=found)
        return replace(proposal, months=months, open=(*proposal.open, *said))

    def _of_detained(self, one: Claimant) -> Iterator[Proposal]:
        """Exit money where it is asked for, travel money in detention; never both (AsylV 2 Art. 59abis(4))."""
        leaving = None
        if one.exit_money is not None:
            leaving = self._exit_money(one)
            yield leaving
        if not one.in_detention:
            return
        if leaving is not None and leaving.amount is not None:
            yield self._none(_A.TRAVEL_MONEY_DETENTION, NoProposal.NOT_WITH_EXIT_MONEY, (one,))
        elif one.interview_on is None:
            yield self._none(_A.TRAVEL_MONEY_DETENTION, NoProposal.INTERVIEW_MISSING, (one,))
        else:
            yield self._personal(_A.TRAVEL_MONEY_DETENTION, one)

    def _exit_money(self, one: Claimant) -> Proposal:
        found = self._of(_A.EXIT_MONEY)
        asked = one.exit_money
        if isinstance(found, NoProposal):
            return self._none(_A.EXIT_MONEY, found, (one,))
        if not one.excluded:
            return self._none(_A.EXIT_MONEY, NoProposal.NOT_EXCLUDED, (one,))
        condition = asked.condition if asked is not None else None
        if condition is None and one.in_detention:
            condition = ExitCondition.DETAINED
        if condition is None or (condition is ExitCondition.DETAINED and not one.in_detention):
            return self._none(_A.EXIT_MONEY, NoProposal.EXIT_CONDITION_MISSING, (one,))
        if condition is ExitCondition.HEALTH_OR_COUNTRY:
            article = found.rate.exception_article if found.rate is not None else ""
            if not article:
                return self._none(_A.EXIT_MONEY, NoProposal.NO_EXCEPTION_YET, (one,))
            found = replace(found, article=article, conditions=(Condition.EXCEPTION_BY_SEM,))
        return self._personal(_A.EXIT_MONEY, one, found)

    def _costs(self) -> Iterator[Proposal]:
        claim = self._claim
        people = claim.travellers
        if claim.documents:
            found = self._of(_A.DOCUMENTS)
            reason = found if isinstance(found, NoProposal) else NoProposal.BY_COST
            yield self._none(_A.DOCUMENTS, reason, people, found=found if isinstance(found, Terms) else None)
        for component, count in (
            (_A.ESCORT, claim.social_escorts),
            (_A.MEDICAL_EXAM, claim.medical_exams),
            (_A.MEDICAL_ESCORT, claim.medical_escorts),
        ):
            if count <= 0:
                continue
            found = self._of(component)
            if isinstance(found, NoProposal):
                yield self._none(component, found, people)
            elif found.adult is None:
                yield self._none(component, NoProposal.BY_COST, people, found=found)
            else:
                yield self._with(component, found, people, Calculation((Item(count, found.adult),)))

    def _eurp(self) -> Iterator[Proposal]:
        for component in EURP:
            if component in self._claim.eurp:
                reason, said = self._eurp_refused()
                for one in self._claim.travellers:
                    if reason is not None or one.excluded:
                        yield self._none(component, reason or NoProposal.EXCLUDED, (one,))
                    else:
                        made = self._personal(component, one)
                        yield replace(made, open=(*made.open, *said), up_to=component is _A.POST_RETURN)

    def _eurp_refused(self) -> tuple[NoProposal | None, tuple[Condition, ...]]:
        claim = self._claim
        if claim.context is not Context.CANTON:
            return NoProposal.EURP_FROM_CANTONS_ONLY, ()
        if claim.destination is None:
            return NoProposal.DESTINATION_MISSING, ()
        listed = self._tables.listed(OfficeTable.EURP_STATES, claim.destination, claim.decided_on)
        if listed is False:
            return NoProposal.NOT_AN_EURP_STATE, ()
        said = (Condition.ASK_WHETHER_BESIDE_IN_KIND,)
        return None, said if listed else (Condition.EURP_LIST_NOT_ENTERED, *said)

    def _personal(self, component: AidComponent, one: Claimant, found: Terms | NoProposal | None = None) -> Proposal:
        found = found or self._of(component)
        if isinstance(found, NoProposal):
            return self._none(component, found, (one,))
        if found.each(LegalAge.ADULT) is None:
            return self._none(component, NoProposal.BY_COST, (one,), found=found)
        age = None if found.alike else legal_age(one, self._claim.decided_on)
        if age is None and not found.alike:
            return self._none(component, NoProposal.BIRTH_DATE_MISSING, (one,), found=found)
        counted = Calculation((Item(1, found.each(age or LegalAge.ADULT) or 0, age),), found.per_person_max)
        upper = found.adult is None
        return self._with(component, found, (one,), counted, unit=one.unit, person_id=one.person_id, up_to=upper)

    def _shared(self, component: AidComponent, unit: int, people: Sequence[Claimant]) -> Proposal:
        """Persons counted, under the one cap of their family."""
        found = self._of(component)
        if isinstance(found, NoProposal):
            return self._none(component, found, people, unit)
        if found.each(LegalAge.ADULT) is None:
            return self._none(component, NoProposal.BY_COST, people, unit, found)
        if found.alike:
            items = [Item(len(people), found.each(LegalAge.ADULT) or 0)]
        else:
            ages = [legal_age(one, self._claim.decided_on) for one in people]
            if None in ages:
                return self._none(component, NoProposal.BIRTH_DATE_MISSING, people, unit, found)
            items = [Item(ages.count(age), found.each(age) or 0, age) for age in LegalAge if age in ages]
        counted = Calculation(tuple(items), found.per_family_max, of_family=True)
        return self._with(component, found, people, counted, unit=unit, up_to=found.adult is None)

    def _with(
        self,
        component: AidComponent,
        found: Terms,
        people: Sequence[Claimant],
        counted: Calculation,
        *,
        unit: int = 0,
        person_id: int | None = None,
        up_to: bool = False,
    ) -> Proposal:
        return Proposal(
            component=component,
            person_id=person_id,
            unit=unit,
            people=ids(people),
            currency=found.currency,
            amount=counted.amount,
            ceiling=self._most(component, len(people)),
            article=found.article,
            rate=found.rate,
            entry=found.entry,
            calculation=counted,
            up_to=up_to,
            open=self._open(found, people),
        )

    def _none(
        self,
        component: AidComponent,
        reason: NoProposal,
        people: Sequence[Claimant],
        unit: int | None = None,
        found: Terms | None = None,
    ) -> Proposal:
        if unit is None:
            unit = people[0].unit if people else 0
        alone = people[0].person_id if len(people) == 1 and component not in _OF_FAMILIES else None
        none = Proposal(component=component, person_id=alone, unit=unit, people=ids(people), reason=reason)
        if found is None:
            return none
        return replace(
            none,
            currency=found.currency,
            article=found.article,
            rate=found.rate,
            entry=found.entry,
            open=self._open(found, people),
        )

    def _open(self, found: Terms, people: Iterable[Claimant]) -> tuple[Condition, ...]:
        """The conditions of the law that nothing recorded meets yet, and what is not sure."""
        people = tuple(people)
        still = [one for one in found.conditions if not self._met(one, people)]
        if any(one.interview_on is not None and one.interview_on > self._claim.decided_on for one in people):
            still += [Condition.INTERVIEW_TO_COME] * (Condition.INTERVIEW in found.conditions)
        if not found.alike:
            if any(age_unsure(one, self._claim.decided_on) for one in people):
                still.append(Condition.BIRTH_DATE_UNSURE)
            if any(one.departs_on is None for one in people):
                still.append(Condition.DEPARTURE_DATE_OPEN)
        return tuple(still)

    def _met(self, condition: Condition, people: Sequence[Claimant]) -> bool:
        match condition:
            case Condition.INTERVIEW:
                return all(one.interview_on is not None for one in people if one.in_detention)
            case Condition.WILLING_TO_LEAVE:
                return all(one.exit_money is not None and one.exit_money.willing for one in people)
            case Condition.CANTON_APPLIES:
                return all(one.exit_money is not None and one.exit_money.canton_applied for one in people)
            case Condition.CANTON_PREPARED_PAPERS:
                return all(one.exit_money is not None and one.exit_money.papers_prepared for one in people)
            case Condition.WAIVER_SIGNED:
                return self._claim.waiver_signed_on is not None
            case Condition.RISK_ASSESSED:
                return self._claim.risk_assessed_on is not None
        return False

    def _of(self, component: AidComponent) -> Terms | NoProposal:
        if component not in self._terms:
            self._terms[component] = terms(component, self._claim, self._law, self._tables)
        return self._terms[component]

    def _most(self, component: AidComponent, people: int) -> int | None:
        if component not in self._ceilings:
            self._ceilings[component] = ceiling(component, self._claim, self._law, self._tables)
        found = self._ceilings[component]
        return None if found is None else found.most(people)


_OF_FAMILIES = frozenset({_A.IN_KIND, _A.IN_KIND_RAISED, _A.TRAVEL_MONEY, _A.BAGGAGE})
