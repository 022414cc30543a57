"""A case as the rules of eligibility look at it: the day whose law decides, and the facts of each traveller."""

from collections.abc import Mapping, Sequence
from datetime import date

from returnhelp.domain import programmes
from returnhelp.domain.case import Case, ProcedureStage, StayStatus, Traveller
from returnhelp.domain.contacts import ContactTopic
from returnhelp.domain.eligibility_facts import EligibilityFacts, PersonFacts, PriorAid, ProgrammeTerms, StateList
from returnhelp.domain.people import Person
from returnhelp.domain.registers import Programme
from returnhelp.domain.steps import Step

_UNDECIDED = frozenset(
    {
        *(Step.ENQUIRY, Step.COUNSELLING, Step.ELIGIBILITY_CHECKED, Step.APPLICATION_SUBMITTED),
        *(Step.RETURNED_FOR_COMPLETION, Step.REJECTED, Step.WITHDRAWN),
    }
)
"""Steps at which an application is open, or a new one may be made."""
_DECISIONS = (Step.APPROVED, Step.PARTLY_APPROVED, Step.REJECTED)


def decisive_day(case: Case, today: date) -> date:
    """The day whose law decides: that of the decision, before it that of the application that is out, else today."""
    if case.step not in _UNDECIDED:
        decided = [one.decided_on for one in case.aid if one.decided_on is not None]
        decided = decided or [one.effective_on for one in case.standing if one.step in _DECISIONS]
        return min(max(decided, default=today), today)
    if case.step is Step.APPLICATION_SUBMITTED and case.step_since is not None:
        return case.step_since
    return today


def facts_of(
    case: Case,
    people: Mapping[int, Person],
    day: date,
    *,
    visa_exempt: StateList | None = None,
    excluded: StateList | None = None,
    prior_aid: Sequence[PriorAid] = (),
    programme: Programme | None = None,
    departure_deadline: date | None = None,
) -> EligibilityFacts:
    """What the rules look at, on the day whose law decides; ``people`` are those who travel, by their number.

    The deadline is the one of the order or, where that names none, the one that was counted.
    """
    latest = _latest(case.stays)
    told = [one.happened_on for one in case.contacts if one.topic is ContactTopic.CONSEQUENCES]
    return EligibilityFacts(
        day=day,
        people=tuple(_person(case, one, people[one.person_id]) for one in case.travellers if one.person_id in people),
        destination=case.destination,
        destination_kind=case.destination_kind,
        third_state_stay_until=case.third_state_stay_until,
        visa_exempt=visa_exempt or {},
        excluded=excluded,
        prior_aid=tuple(prior_aid),
        departure_deadline=departure_deadline,
        repayment_explained_on=max(told, default=None),
        permit=case.permit,
        procedure=case.procedure,
        stage=latest.stage if latest is not None else ProcedureStage.UNKNOWN,
        asylum_application_on=programmes.applied_on(case.stays),
        programme=None
        if programme is None
        else ProgrammeTerms(programme.name, programme.application_before, frozenset(programme.countries)),
    )


def _latest(stays: Sequence[StayStatus]) -> StayStatus | None:
    return max(stays, key=lambda one: (one.since or date.min, one.id or 1 << 62), default=None)


def _person(case: Case, traveller: Traveller, person: Person) -> PersonFacts:
    ends = [paper.expires_on for paper in person.travel_documents]
    last = None if None in ends else max((day for day in ends if day is not None), default=None)
    return PersonFacts(
        person_id=traveller.person_id,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        nationalities=tuple(one.bfs for one in sorted(person.nationalities, key=lambda one: one.position)),
        nationality_status=person.nationality_status,
        destination=traveller.destination,
        planned_departure=case.planned_departure,
        departed_on=traveller.departed_on,
        has_document=bool(ends),
        document_valid_until=last,
    )
