"""A case as the proposals of aid look at it, and how a proposal stands to the lines of aid that are there already."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from returnhelp.domain import eligibility_answers
from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.case import Case, CaseType
from returnhelp.domain.entitlement import Proposal
from returnhelp.domain.entitlement_claim import Claim, Claimant, ExitMoney, Treatment, context_for
from returnhelp.domain.entitlement_family import Relative, family_units
from returnhelp.domain.entitlement_terms import NoProposal
from returnhelp.domain.household import Household, MemberRole
from returnhelp.domain.law_rows import Context
from returnhelp.domain.people import Origin, Person
from returnhelp.domain.projects import TypeOfSupport
from returnhelp.domain.rule_answers import RuleCode, RuleOutcome
from returnhelp.domain.steps import Reason
from returnhelp.domain.travel import EscortKind
from returnhelp.domain.vulnerability import VulnerabilityKind

EXCLUSIONS = (Reason.EXCLUDED_ART_64_1_B, Reason.EXCLUDED_ART_64_1_C, Reason.EXCLUDED_ART_64_1_D)
"""Why somebody gets no return aid and may still get exit money (AsylV 2 Art. 59abis(1), 64(1))."""

_JUDGED = (RuleCode.X1, RuleCode.X2, RuleCode.X3)
_EURP = {
    TypeOfSupport.POST_ARRIVAL: frozenset({AidComponent.POST_ARRIVAL}),
    TypeOfSupport.POST_RETURN: frozenset({AidComponent.POST_RETURN}),
    TypeOfSupport.BOTH: frozenset({AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN}),
}
_ILL = frozenset({VulnerabilityKind.HEALTH, VulnerabilityKind.PREGNANT})


def claim_of(
    case: Case,
    household: Household | None,
    people: Mapping[int, Person],
    day: date,
    *,
    programme: str = "",
    context: Context | None = None,
) -> Claim:
    """What the case claims on the day of the decision; ``people`` are those who travel, by their number.

    ``programme`` is the name under which the office's table has its rates. ``context`` None: as the facts point to.
    """
    going = [one for one in case.travellers if one.person_id in people]
    leaves = {one.person_id: one.departed_on or case.planned_departure for one in going}
    roles = {one.person_id: one.role for one in household.members} if household is not None else {}
    units = family_units(
        (
            Relative(
                one.person_id,
                roles.get(one.person_id, MemberRole.OTHER if len(going) > 1 else MemberRole.PRINCIPAL),
                people[one.person_id].birth_date,
                leaves[one.person_id],
            )
            for one in going
        ),
        day,
    )
    excluded = _excluded(case, [one.person_id for one in going])
    assessed = [one.risk_assessed_on for one in case.trafficking]
    return Claim(
        decided_on=day,
        context=context or context_for(case.kind, case.route, programme=programme, in_detention=case.in_detention),
        travellers=tuple(
            Claimant(
                one.person_id,
                people[one.person_id].birth_date,
                people[one.person_id].birth_precision,
                leaves[one.person_id],
                units[one.person_id],
                case.in_detention,
                case.detention_interview_on if case.in_detention else None,
                one.person_id in excluded,
                _exit_money(case),
            )
            for one in going
        ),
        case_type=case.kind,
        entered_on=household.entry_date if household is not None else None,
        phase=case.centre_phase,
        destination=case.destination,
        programme=programme,
        raised_in_kind_reason=case.raised_aid_reason,
        raised_travel_reason=case.raised_travel_reason,
        treatments=_treatments(case, [one.person_id for one in going], day),
        waiver_signed_on=case.waiver_signed_on,
        risk_assessed_on=None if None in assessed else max((one for one in assessed if one), default=None),
        eurp=_EURP[case.riat[0].support] if case.riat else frozenset(),
        documents=bool(case.paper_requests),
        social_escorts=sum(1 for one in case.escorts if one.kind is EscortKind.SOCIAL),
        medical_exams=len(case.clearances),
        medical_escorts=sum(1 for one in case.escorts if one.kind is EscortKind.MEDICAL),
    )


def _excluded(case: Case, people: Iterable[int]) -> frozenset[int]:
    """Of whom a reason of Art. 64(1) was found: as exit money names it, or as X1 to X3 were answered."""
    if case.exit_reason in EXCLUSIONS:
        return frozenset(people)
    latest = eligibility_answers.standing(case.rule_answers)
    return frozenset(
        person_id
        for person_id in people
        for rule in _JUDGED
        if (answer := latest.get((rule, person_id)) or latest.get((rule, None))) is not None
        and answer.outcome is RuleOutcome.NOT_MET
    )


def _exit_money(case: Case) -> ExitMoney | None:
    """Exit money is asked for as soon as one of its conditions, or the reason of exclusion, is recorded."""
    if case.exit_reason is None and case.exit_condition is None:
        return None
    return ExitMoney(case.exit_condition)


def _treatments(case: Case, people: Sequence[int], day: date) -> tuple[Treatment, ...]:
    """Medical aid for everybody who is recorded as ill; where nobody is, for the first who travels.

    It is asked for as soon as its months are recorded, and in a medical return.
    """
    if case.medical_months is None and case.kind is not CaseType.MEDICAL_RETURN:
        return ()
    noted = (one for one in case.vulnerabilities if one.kind in _ILL)
    ill = {one.person_id for one in noted if one.until is None or one.until >= day}
    concerned = [one for one in people if one in ill] or people[:1]
    return tuple(Treatment(one, case.medical_months, case.final_cure_possible) for one in concerned)


# --- the lines that are there ------------------------------------------------------------------------


class Standing(StrEnum):
    """How a proposal stands to the lines of aid of the case."""

    NEW = "new"
    """No line asks for it yet."""
    SAME = "same"
    """A line asks for just that."""
    DIFFERS = "differs"
    """A draft asks for something else; it may be brought up to the proposal."""
    SENT = "sent"
    """A line that is out or decided asks for something else; it stays as it is."""
    OTHERWISE = "otherwise"
    """It is asked for in another way: for everybody in place of one by one, or the other way round."""
    NOTHING = "nothing"
    """There is nothing to ask for, and why is said."""


@dataclass(frozen=True)
class Placed:
    """A proposal with the line that it belongs to."""

    proposal: Proposal
    person_id: int | None
    """For whom its line stands; None = for the household."""
    standing: Standing
    line: AidLine | None = None

    @property
    def key(self) -> tuple[AidComponent, int | None]:
        return self.proposal.component, self.person_id

    @property
    def may_be_taken(self) -> bool:
        return self.standing in (Standing.NEW, Standing.DIFFERS)


def place(proposals: Sequence[Proposal], lines: Sequence[AidLine]) -> tuple[Placed, ...]:
    """Each proposal beside the line of aid that asks for it already."""
    families = {one.unit for one in proposals}
    return tuple(_placed(one, lines, _whose(one, families)) for one in proposals)


def _whose(proposal: Proposal, families: set[int]) -> int | None:
    """For whom the line of a proposal stands: one person, or a family; the first family of several is nobody's own."""
    if proposal.person_id is not None or len(families) < 2:
        return proposal.person_id
    if len(proposal.people) == 1 or proposal.unit != min(families):
        return proposal.people[0] if proposal.people else None
    return None


def _placed(proposal: Proposal, lines: Sequence[AidLine], person_id: int | None) -> Placed:
    if proposal.amount is None and proposal.reason is not NoProposal.BY_COST:
        return Placed(proposal, person_id, Standing.NOTHING)
    alike = [one for one in lines if one.component is proposal.component and one.state is not DecisionState.REFUSED]
    same = next((one for one in alike if one.person_id == person_id), None)
    if same is None:
        covered = [one for one in alike if (one.person_id is None) is not (person_id is None)]
        mine = [one for one in covered if one.person_id is None or one.person_id in proposal.people]
        return Placed(proposal, person_id, Standing.OTHERWISE if mine else Standing.NEW, mine[0] if mine else None)
    if proposal.amount is None or (same.requested == proposal.amount and same.currency == proposal.currency):
        return Placed(proposal, person_id, Standing.SAME, same)
    draft = same.state is DecisionState.DRAFT and same.decided is None and same.origin is not Origin.TAKEN_OVER
    return Placed(proposal, person_id, Standing.DIFFERS if draft else Standing.SENT, same)
