"""What the program knows about each rule of eligibility before anybody answers it; it advises, SEM judges."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from returnhelp.domain.case import DestinationKind
from returnhelp.domain.eligibility_evidence import (
    AidFound,
    AidTrace,
    BackAfterAid,
    DeadlineKept,
    DeadlinePassed,
    DeadlineUnknown,
    DepartureNotPlanned,
    DestinationKindUnclear,
    DestinationUnknown,
    DocumentsExpired,
    DocumentsMissing,
    DocumentsThere,
    EuropeanNotListed,
    Evidence,
    ExemptBesidesNamed,
    ListMissing,
    NationalityUnknown,
    NothingFoundHere,
    NotOnward,
    OfficeList,
    OneOfSeveral,
    RepaymentExplained,
    RepaymentToExplain,
    RestrictedMayMatch,
    SemJudges,
    StateExcluded,
    StateExempt,
    Stateless,
    StateNamed,
    StateNotExcluded,
    StateNotExempt,
    StateNotNamed,
    StayLongEnough,
    StayNotPermanent,
    StayPermanent,
    StayTooShort,
    StayUndated,
    StayUnknown,
    fingerprint,
)
from returnhelp.domain.eligibility_facts import (
    PROGRAMME_AID,
    RETURN_AID,
    Certainty,
    EligibilityFacts,
    Period,
    PersonFacts,
    PriorAid,
    StateList,
)
from returnhelp.domain.eligibility_rules import EU_EFTA, ConditionRule, group_of
from returnhelp.domain.people import NationalityStatus
from returnhelp.domain.rule_answers import RuleCode, RuleOutcome

_MET, _NOT_MET, _UNKNOWN = RuleOutcome.MET, RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN
_OF_ONE_PERSON = frozenset({RuleCode.X5, RuleCode.X8})
_OF_THE_DESTINATION = frozenset({RuleCode.X4, RuleCode.X6, RuleCode.X7})

Found = tuple[RuleOutcome, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """How a rule seems to stand, for the household or one person, and on what that rests; nobody has answered yet."""

    rule: RuleCode
    person_id: int | None
    outcome: RuleOutcome
    evidence: tuple[Evidence, ...]
    wording_since: date
    """Which wording of the rule was looked at: the one that holds from this day on."""

    @property
    def version(self) -> str:
        """The wording and the facts, for ``RuleAnswer.law_version``: an answer keeps on what it was given."""
        return f"{self.wording_since.isoformat()}#{fingerprint(self.evidence)}"


def suggest(facts: EligibilityFacts, rules: Iterable[ConditionRule]) -> tuple[Suggestion, ...]:
    """How each rule seems to stand, X1 to C3: X5 and X8 for each person, the others for the household.

    A person with a destination of their own has their own lines for X4, X6 and X7. X1 to X3 are never more than
    unknown: SEM judges them (AsylV 2 Art. 64(1)).
    """
    return tuple(
        Suggestion(rule.code, person_id, outcome, evidence, rule.valid_from)
        for rule in rules
        for person_id, (outcome, evidence) in _of(rule, facts)
    )


def _of(rule: ConditionRule, facts: EligibilityFacts) -> Iterator[tuple[int | None, Found]]:
    if rule.code in _OF_ONE_PERSON:
        look = _nationality if rule.code is RuleCode.X5 else _aid_before
        yield from ((person.person_id, look(rule, facts, person)) for person in facts.people)
    elif rule.code in _OF_THE_DESTINATION:
        together = [one for one in facts.people if _goes_with_the_case(one, facts)]
        if together or not facts.people:
            yield None, _destination(rule, facts, facts.destination, together)
        for one in facts.people:
            if not _goes_with_the_case(one, facts):
                yield one.person_id, _destination(rule, facts, one.destination, [one])
    else:
        yield None, _household(rule, facts)


def _goes_with_the_case(person: PersonFacts, facts: EligibilityFacts) -> bool:
    return person.destination in (None, facts.destination)


def _household(rule: ConditionRule, facts: EligibilityFacts) -> Found:
    match rule.code:
        case RuleCode.C1:
            return _arrangements(facts)
        case RuleCode.C2:
            return _without_delay(facts)
        case RuleCode.C3:
            return _repayment(facts)
        case _:
            return _UNKNOWN, (SemJudges(),)


# --- states: nationality, destination --------------------------------------------------------------


def _on(states: StateList, state: int, day: date) -> Period | None:
    return next((one for one in states.get(state, ()) if one.holds_on(day)), None)


def _speaks(states: StateList, day: date) -> bool:
    """Whether the list has any state on that day; one that has none says nothing about those that are missing."""
    return any(one.holds_on(day) for periods in states.values() for one in periods)


def _state(rule: ConditionRule, facts: EligibilityFacts, state: int) -> tuple[RuleOutcome, Evidence]:
    """How a state stands by X5 and X6: by the names in the old text, by the office's list since 1.3.2019."""
    listed = _on(facts.visa_exempt, state, facts.day)
    if rule.named_states:
        if group := group_of(state, facts.day, rule.named_states):
            return _NOT_MET, StateNamed(state, group)
        if listed:
            return _UNKNOWN, ExemptBesidesNamed(state, listed.first, listed.source)
        return _MET, StateNotNamed(state)
    if listed:
        return _NOT_MET, StateExempt(state, listed.first, listed.source)
    if not _speaks(facts.visa_exempt, facts.day):
        return _UNKNOWN, ListMissing(OfficeList.VISA_EXEMPT)
    if group_of(state, facts.day, EU_EFTA):
        return _UNKNOWN, EuropeanNotListed(state)
    return _MET, StateNotExempt(state)


def _nationality(rule: ConditionRule, facts: EligibilityFacts, person: PersonFacts) -> Found:
    if person.nationality_status is NationalityStatus.STATELESS:
        return _MET, (Stateless(),)
    if person.nationality_status is NationalityStatus.UNKNOWN or not person.nationalities:
        return _UNKNOWN, (NationalityUnknown(),)
    looked = [(state, *_state(rule, facts, state)) for state in person.nationalities]
    evidence = tuple(dict.fromkeys(one for _, _, one in looked))
    exempt = tuple(state for state, outcome, _ in looked if outcome is _NOT_MET)
    if len(exempt) == len(looked):
        return _NOT_MET, evidence
    if exempt:
        others = tuple(state for state, outcome, _ in looked if outcome is not _NOT_MET)
        return _UNKNOWN, (*evidence, OneOfSeveral(exempt, others))
    return (_UNKNOWN if any(outcome is _UNKNOWN for _, outcome, _ in looked) else _MET), evidence


def _destination(
    rule: ConditionRule, facts: EligibilityFacts, state: int | None, people: Iterable[PersonFacts]
) -> Found:
    if rule.code is RuleCode.X7:
        return _third_state(rule, facts, state, people)
    if state is None:
        return _UNKNOWN, (DestinationUnknown(),)
    if rule.code is RuleCode.X4:
        return _not_excluded(facts, state)
    if facts.destination_kind is DestinationKind.HOME:
        return _MET, (NotOnward(state),)
    outcome, evidence = _state(rule, facts, state)
    if outcome is _NOT_MET and facts.destination_kind is not DestinationKind.THIRD:
        return _UNKNOWN, (evidence, DestinationKindUnclear(state))
    return outcome, (evidence,)


def _not_excluded(facts: EligibilityFacts, state: int) -> Found:
    if facts.excluded is None:
        return _UNKNOWN, (ListMissing(OfficeList.EXCLUDED),)
    if listed := _on(facts.excluded, state, facts.day):
        return _NOT_MET, (StateExcluded(state, listed.first, listed.source),)
    return _MET, (StateNotExcluded(state),)


def _third_state(
    rule: ConditionRule, facts: EligibilityFacts, state: int | None, people: Iterable[PersonFacts]
) -> Found:
    if facts.destination_kind in (DestinationKind.HOME, DestinationKind.ORIGIN) and state is not None:
        return _MET, (NotOnward(state),)
    if facts.destination_kind is not DestinationKind.THIRD:
        return _UNKNOWN, (DestinationUnknown() if state is None else DestinationKindUnclear(state),)
    if facts.third_state_permanent:
        return _MET, (StayPermanent(),)
    until = facts.third_state_stay_until
    if until is None:
        return _UNKNOWN, (StayUnknown(),)
    if rule.stay_months is None:
        return _NOT_MET, (StayNotPermanent(until),)
    departure = max((one.departure for one in people if one.departure), default=None)
    if departure is None:  # it can only become later than the day that is looked at
        short = until < months_after(facts.day, rule.stay_months)
        return (_NOT_MET if short else _UNKNOWN), (StayUndated(until),)
    needed = months_after(departure, rule.stay_months)
    if until >= needed:
        return _MET, (StayLongEnough(until, needed),)
    months = _full_months(until, needed)
    return _NOT_MET, (StayTooShort(until, needed, months, (needed - until).days),)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day (29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _full_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (months_after(first, months) > last)


# --- aid received before ---------------------------------------------------------------------------


def _aid_before(rule: ConditionRule, facts: EligibilityFacts, person: PersonFacts) -> Found:
    mine = [one for one in facts.prior_aid if one.person_id == person.person_id]
    looked = [_aid(rule, one) for one in mine]
    if not looked:
        return _UNKNOWN, (NothingFoundHere(),)
    outcomes = {outcome for outcome, _ in looked}
    evidence = tuple(dict.fromkeys(one for _, one in looked))
    if _NOT_MET in outcomes:
        return _NOT_MET, evidence
    return _UNKNOWN, evidence if _UNKNOWN in outcomes else (*evidence, NothingFoundHere())


def _aid(rule: ConditionRule, aid: PriorAid) -> tuple[RuleOutcome, Evidence]:
    """What one piece of earlier aid means; by itself it is never a reason that the rule is met."""
    if aid.certainty is Certainty.RESTRICTED_MAY_MATCH:
        return _UNKNOWN, RestrictedMayMatch()
    how = _trace(rule, aid)
    outcome = {AidTrace.RECEIVED: _NOT_MET, AidTrace.ABROAD: _NOT_MET}.get(how, _UNKNOWN)
    if how in (AidTrace.ONLY_TRAVEL, AidTrace.ABROAD_NOT_COUNTED):
        outcome = _MET
    components = tuple(sorted({*aid.received, *aid.decided}))
    return outcome, AidFound(how, aid.day, aid.case_number, aid.country, components)


def _trace(rule: ConditionRule, aid: PriorAid) -> AidTrace:
    sure = aid.certainty is Certainty.SAME_PERSON
    if aid.abroad:
        if not rule.abroad_counts:
            return AidTrace.ABROAD_NOT_COUNTED
        return AidTrace.ABROAD if sure else AidTrace.ABROAD_PERHAPS
    if aid.in_trash:
        return AidTrace.IN_TRASH
    if not sure:
        return AidTrace.PERHAPS
    if RETURN_AID & {*aid.received}:
        return AidTrace.RECEIVED
    if RETURN_AID & {*aid.decided}:
        return AidTrace.DECIDED
    return AidTrace.PROGRAMME if PROGRAMME_AID & {*aid.received, *aid.decided} else AidTrace.ONLY_TRAVEL


# --- conditions ------------------------------------------------------------------------------------


def _arrangements(facts: EligibilityFacts) -> Found:
    """AsylV 2 Art. 73: of all that is needed to leave the program knows the papers and the day."""
    missing = tuple(one.person_id for one in facts.people if not one.has_document)
    expired = tuple(
        one.person_id
        for one in facts.people
        if one.has_document
        and one.document_valid_until is not None
        and one.document_valid_until < (one.departure or facts.day)
    )
    evidence: list[Evidence] = []
    if missing:
        evidence.append(DocumentsMissing(missing))
    if expired:
        evidence.append(DocumentsExpired(expired))
    departures = [one.departure for one in facts.people if one.departure]
    if not facts.people or len(departures) < len(facts.people):
        evidence.append(DepartureNotPlanned())
    if evidence:
        return _UNKNOWN, tuple(evidence)
    return _MET, (DocumentsThere(min(departures)),)


def _without_delay(facts: EligibilityFacts) -> Found:
    """AsylV 2 Art. 64(3): a departure after the deadline is no proof that the aid delays it, but is to be explained."""
    departure = max((one.departure for one in facts.people if one.departure), default=None)
    if departure is None:
        return _UNKNOWN, (DepartureNotPlanned(),)
    if facts.departure_deadline is None:
        return _UNKNOWN, (DeadlineUnknown(),)
    late = departure - facts.departure_deadline
    if late > timedelta():
        return _UNKNOWN, (DeadlinePassed(departure, facts.departure_deadline, late.days),)
    return _MET, (DeadlineKept(departure, facts.departure_deadline),)


def _repayment(facts: EligibilityFacts) -> Found:
    """AsylV 2 Art. 62(5): who was told that sums may be asked back; and who is back after aid."""
    back = tuple(
        BackAfterAid(one.person_id, one.day, one.case_number)
        for one in facts.prior_aid
        if one.certainty is Certainty.SAME_PERSON and one.received and not one.abroad and not one.in_trash
    )
    if facts.repayment_explained_on is None:
        return _UNKNOWN, (*back, RepaymentToExplain())
    told = RepaymentExplained(facts.repayment_explained_on)
    return (_UNKNOWN if back else _MET), (*back, told)
