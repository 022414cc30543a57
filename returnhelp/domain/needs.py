"""What must be there before a step: each need of the workflow, looked up in the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from returnhelp.domain.case import Case, CaseType, Fitness, Permit
from returnhelp.domain.case_kinds import WITHOUT_AID
from returnhelp.domain.money import PaymentState
from returnhelp.domain.projects import ProjectState
from returnhelp.domain.pseudonyms import is_called_for
from returnhelp.domain.reunification import EntryVisa
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.domain.steps import Move, Need
from returnhelp.domain.trafficking import TraffickingStatus
from returnhelp.domain.vulnerability import VulnerabilityKind

_FIT = (Fitness.FIT, Fitness.FIT_WITH_ESCORT)
_ILL = (VulnerabilityKind.HEALTH, VulnerabilityKind.PREGNANT)
_APPROVED = (ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.COMPLETED)
_SETTLED = (RuleOutcome.MET, RuleOutcome.EXCEPTION_GRANTED)


@dataclass(frozen=True)
class TravellerFacts:
    """What the needs look at in one traveller."""

    named: bool
    birth_known: bool
    nationality_known: bool
    document_valid_until: date | None
    has_document: bool
    person_id: int = 0
    minor: bool | None = None
    """Under eighteen on the day of departure; None = the birth date is not known."""


def missing_for(row: Move, case: Case, people: list[TravellerFacts], has_principal: bool, on: date) -> tuple[Need, ...]:
    """What is not there yet for a step on that day, in the order in which it is asked for."""
    return tuple(need for need in row.needs if not _met(need, case, people, has_principal, on))


def _met(need: Need, case: Case, people: list[TravellerFacts], has_principal: bool, on: date) -> bool:
    everybody = bool(people)
    match need:
        case Need.PRINCIPAL:
            return has_principal
        case Need.NAMES:
            return everybody and all(one.named for one in people)
        case Need.NATIONALITY:
            return everybody and all(one.nationality_known for one in people)
        case Need.BIRTH_DATES:
            return everybody and all(one.birth_known for one in people)
        case Need.CASEWORKER:
            return case.caseworker_id is not None
        case Need.CONSENT:
            return any(one.purpose.value == "data_processing" and one.holds_on(on) for one in case.consents)
        case Need.COUNSELLING_SESSION:
            return any(one.kind.value == "counselling" for one in case.contacts)
        case Need.CONSEQUENCES_EXPLAINED:
            return any(one.topic.value == "consequences" for one in case.contacts)
        case Need.DESTINATION:
            return case.destination is not None
        case Need.PERMIT:
            return case.permit is not Permit.UNKNOWN
        case Need.AID_REQUESTED:
            return any(one.requested is not None for one in case.aid)
        case Need.AID_DECIDED:
            return any(one.decided is not None for one in case.aid)
        case Need.TRAVEL_DOCUMENTS:
            return everybody and all(
                one.has_document and (one.document_valid_until is None or one.document_valid_until >= on)
                for one in people
            )
        case Need.MEDICAL_CLEARANCE:
            ill = any(
                one.kind.value in ("health", "pregnant") and (one.until is None or one.until >= on)
                for one in case.vulnerabilities
            )
            return not ill or case.fit_to_travel in _FIT or _all_cleared(case, on)
        case Need.DEPARTURE_DATES:
            return case.planned_departure is not None
        case Need.PROJECT:
            return any(one.state in _APPROVED for one in case.projects)
        case Need.NO_OPEN_TASKS:
            return all(one.done_on is not None for one in case.tasks)
        case Need.NO_OPEN_PAYMENTS:
            return all(one.state in (PaymentState.PAID, PaymentState.VOID) for one in case.payments)
        case Need.RULES_ANSWERED:
            return case.kind in WITHOUT_AID or not open_rules(_answers_of_travellers(case))
        case Need.RISK_ASSESSMENT:
            return not is_called_for(case) or _risk_assessed(case, people, on)
        case Need.LONE_MINORS_ASSESSED:
            return all(_assessed(case, one) for one in lone_minors(case, people, on))
        case Need.RECEIVING_PERSON:
            return all(_received(case, one) for one in lone_minors(case, people, on))
        case Need.SPONSOR:
            return case.kind is not CaseType.FAMILY_REUNIFICATION or bool(case.sponsors)
        case Need.COSTS_CONFIRMED:
            return case.kind is not CaseType.FAMILY_REUNIFICATION or any(
                one.costs_confirmed_on is not None and one.costs_confirmed_on <= on for one in case.sponsors
            )
        case Need.ENTRY_VISAS:
            return case.kind is not CaseType.FAMILY_REUNIFICATION or all(
                any(visa.person_id == one.person_id and _holds(visa, on) for visa in case.entry_visas) for one in people
            )


def open_rules(answers: Sequence[RuleAnswer]) -> list[RuleCode]:
    """The rules that nobody has answered, or that are open or not met without a reason.

    An answer is for everybody or for one person; the latest of each counts, and each must stand.
    """
    latest: dict[tuple[RuleCode, int | None], RuleAnswer] = {}
    for one in answers:
        latest[one.rule, one.person_id] = one
    answered = {rule for rule, _person in latest}
    unsettled = {
        rule for (rule, _person), one in latest.items() if one.outcome not in _SETTLED and not one.reason.strip()
    }
    return [rule for rule in RuleCode if rule not in answered or rule in unsettled]


def _answers_of_travellers(case: Case) -> list[RuleAnswer]:
    """The answers about everybody, and about those who still travel in the case."""
    going = {one.person_id for one in case.travellers}
    return [one for one in case.rule_answers if one.person_id is None or not going or one.person_id in going]


def lone_minors(case: Case, people: Sequence[TravellerFacts], on: date) -> list[int]:
    """The children who travel without an adult: those recorded as such, and every child where no adult travels."""
    recorded = {
        one.person_id
        for one in case.vulnerabilities
        if one.kind is VulnerabilityKind.UNACCOMPANIED_MINOR and (one.until is None or one.until >= on)
    }
    nobody_grown = bool(people) and all(one.minor for one in people)
    return [one.person_id for one in people if one.minor and (nobody_grown or one.person_id in recorded)]


def _all_cleared(case: Case, on: date) -> bool:
    """Whether every ill traveller was found fit, and still is on that day."""
    ill = {one.person_id for one in case.vulnerabilities if one.kind in _ILL and (one.until is None or one.until >= on)}
    cleared = {
        one.person_id
        for one in case.clearances
        if one.result in _FIT and (one.valid_until is None or one.valid_until >= on)
    }
    return bool(ill) and ill <= cleared


def _risk_assessed(case: Case, people: Sequence[TravellerFacts], on: date) -> bool:
    done = {
        one.person_id
        for one in case.trafficking
        if one.risk_assessed_on is not None and one.risk_assessed_on <= on and one.risk_level is not None
    }
    victims = {one.person_id for one in case.trafficking}
    victims |= {one.person_id for one in case.vulnerabilities if one.kind is VulnerabilityKind.TRAFFICKING_VICTIM} or {
        one.person_id for one in people if not victims
    }
    cleared = {one.person_id for one in case.trafficking if one.status is TraffickingStatus.NOT_A_VICTIM}
    return bool(victims) and victims <= done | cleared


def _assessed(case: Case, person_id: int) -> bool:
    return any(
        one.person_id == person_id
        and bool(one.guardian_name.strip())
        and one.assessed_on is not None
        and one.best_interest_on is not None
        for one in case.minor_care
    )


def _received(case: Case, person_id: int) -> bool:
    recorded = any(
        one.person_id == person_id and bool(one.receiving_name.strip()) and one.receiving_confirmed_on is not None
        for one in case.minor_care
    )
    return recorded or (case.kind is CaseType.FAMILY_REUNIFICATION and bool(case.sponsors))


def _holds(visa: EntryVisa, on: date) -> bool:
    return visa.copy_received_on is not None and (visa.valid_until is None or visa.valid_until >= on)
