"""The dates of a case, gathered for the counting of its deadlines."""

from collections.abc import Iterable, Mapping
from datetime import date

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import Case, CaseType, ProcedureStage, Route, StayStatus
from returnhelp.domain.consent import ConsentPurpose
from returnhelp.domain.deadline_facts import DataRequest, DeadlineFacts, Event, Joining, RifAsked, Visit
from returnhelp.domain.household import Household
from returnhelp.domain.money import Payment, PaymentState
from returnhelp.domain.people import Person
from returnhelp.domain.projects import Project, ProjectState, TypeOfSupport
from returnhelp.domain.steps import AFTER_DEPARTURE, Step

_DECISIONS = (Step.APPROVED, Step.PARTLY_APPROVED, Step.REJECTED)
_OVER = frozenset({Step.CLOSED, Step.WITHDRAWN, Step.RECLAIM})
_ORDERED = frozenset(
    {ProcedureStage.FINAL_NEGATIVE, ProcedureStage.NOT_ENTERED, ProcedureStage.PROVISIONAL_ADMISSION_LIFTED}
)
_STOPPED = frozenset({ProjectState.REFUSED, ProjectState.STOPPED})


def facts_of(
    case: Case,
    people: Mapping[int, Person],
    household: Household | None,
    visit_months: tuple[int, ...] | None,
) -> DeadlineFacts:
    """What a case is to be reminded of; a case that is over has nothing any more but what the law of data asks.

    ``visit_months`` are those of its programme, None = as the office's table says.
    """
    requests = tuple(
        DataRequest(
            one.received_on,
            one.person_id,
            one.fee_announced_on,
            one.fee_confirmed_on,
            one.extended_to,
            one.answered_on,
        )
        for one in case.data_requests
        if one.received_on is not None
    )
    if case.step in _OVER or case.deleted_at is not None:
        return DeadlineFacts(canton=_canton(case, household), data_requests=requests)
    departed = case.departed_on
    after = case.step in AFTER_DEPARTURE
    stay = _latest(case.stays)
    sponsor = next(iter(case.sponsors), None)
    return DeadlineFacts(
        procedure=case.procedure,
        canton=_canton(case, household),
        order_notified_on=_notified(case.stays),
        departure_set_for=stay.departure_deadline if stay else None,
        dublin_consent_on=stay.dublin_consent_on if stay else None,
        preparation_ended_on=stay.preparation_ended_on if stay else None,
        decided_on=_first(case, _DECISIONS),
        centre=_centre(case, household),
        travel_on=case.planned_departure,
        departed_on=departed,
        returned_on=_first(case, (Step.ARRIVED,)) if after else None,
        consents=_consents(case),
        data_requests=requests,
        travel_documents=tuple(_documents(case, people)) if not after else (),
        clearances=_clearances(case) if not after else (),
        third_state_stays=(Event(case.third_state_stay_until),) if case.third_state_stay_until else (),
        waivers=tuple(_waivers(case)),
        instalments=tuple(_payments(case)),
        visits=tuple(Visit(one.due_on, one.done_on, one.person_id) for one in case.visits),
        visit_months=visit_months if _is_followed(case) else (),
        medical_aid=tuple(_medical_aid(case)),
        eurp=_eurp(case),
        plan_wanted=bool(_projects(case)) or case.step is Step.PROJECT_PLANNING,
        planned_on=min((one.planned_on for one in _projects(case) if one.planned_on), default=None),
        rif=tuple(RifAsked(one.category, one.asked_on, one.returned_on) for one in case.rif_questions if one.asked_on),
        reflection_periods=tuple(
            Event(one.reflection_from, one.person_id, departed, one.reflection_until)
            for one in case.trafficking
            if one.reflection_from is not None
        ),
        family_basis=sponsor.basis if sponsor else None,
        family_right_since=sponsor.right_since if sponsor else None,
        joining=tuple(
            Joining(one.person_id, one.relation, _born(people, one.person_id), None, sponsor.applied_on)
            for one in case.entry_visas
            if sponsor is not None
        ),
        referrals=tuple(
            Event(one.sent_on, one.person_id, one.answered_on, one.answer_due_on)
            for one in case.referrals
            if one.sent_on is not None
        ),
    )


def _canton(case: Case, household: Household | None) -> str | None:
    return case.canton or (household.canton if household else None)


def _latest(stays: Iterable[StayStatus]) -> StayStatus | None:
    return max(stays, key=lambda one: (one.since or date.min, one.id or 1 << 62), default=None)


def _notified(stays: Iterable[StayStatus]) -> date | None:
    """The day on which the order to leave was notified, else the day from which it binds."""
    ordered = _latest(one for one in stays if one.notified_on is not None or one.stage in _ORDERED)
    return (ordered.notified_on or ordered.since) if ordered else None


def _first(case: Case, steps: Iterable[Step]) -> date | None:
    wanted = frozenset(steps)
    return max((taken.effective_on for taken in case.standing if taken.step in wanted), default=None)


def _centre(case: Case, household: Household | None) -> Event | None:
    if case.route is not Route.FEDERAL_CENTRE or household is None or household.entry_date is None:
        return None
    return Event(household.entry_date, met_on=case.departed_on)


def _consents(case: Case) -> tuple[Event, ...]:
    """The latest standing consent of each purpose and person."""
    latest: dict[tuple[ConsentPurpose, int | None], date] = {}
    for one in case.consents:
        key = (one.purpose, one.person_id)
        if one.given_on is not None and one.withdrawn_on is None:
            latest[key] = max(one.given_on, latest.get(key, one.given_on))
    first: dict[int | None, date] = {}
    for (_purpose, person_id), day in latest.items():
        first[person_id] = min(day, first.get(person_id, day))
    return tuple(Event(day, person_id) for person_id, day in first.items())


def _documents(case: Case, people: Mapping[int, Person]) -> Iterable[Event]:
    """Each traveller's document that is valid longest; one without an end needs no reminder."""
    for traveller in case.travellers:
        person = people.get(traveller.person_id)
        ends = [paper.expires_on for paper in person.travel_documents] if person else []
        known = [day for day in ends if day is not None]
        if known and None not in ends:
            yield Event(max(known), traveller.person_id, traveller.departed_on)


def _clearances(case: Case) -> tuple[Event, ...]:
    own = {one.person_id: one.valid_until for one in case.clearances if one.valid_until and one.result}
    whole = (Event(case.fit_to_travel_until),) if case.fit_to_travel_until and case.fit_to_travel else ()
    return (*whole, *(Event(until, person_id) for person_id, until in own.items()))


def _payments(case: Case) -> Iterable[Event]:
    """The days on which payments are planned, each once while one of them is open."""
    planned: dict[date, list[Payment]] = {}
    for one in case.payments:
        if one.planned_on is not None and one.state is not PaymentState.VOID:
            planned.setdefault(one.planned_on, []).append(one)
    for day, some in planned.items():
        paid = [one.paid_on for one in some if one.paid_on is not None]
        yield Event(day, some[0].person_id if len(some) == 1 else None, max(paid) if len(paid) == len(some) else None)


def _waivers(case: Case) -> Iterable[Event]:
    if case.kind is not CaseType.STATUS_S_RETURN:
        return
    planned = [one.planned_on for one in case.payments if one.planned_on and one.state is not PaymentState.VOID]
    if planned:
        yield Event(min(planned), met_on=case.waiver_signed_on)


def _medical_aid(case: Case) -> Iterable[Event]:
    """From the first payment of medical aid on, else from the return."""
    for line in case.aid:
        if line.component is not AidComponent.MEDICAL or line.decided is None:
            continue
        paid = [one.paid_on for one in case.payments if one.line_id == line.id and one.paid_on]
        began = min(paid, default=None) or case.departed_on
        if began is not None and not case.final_cure_possible:
            yield Event(began, line.person_id)


def _eurp(case: Case) -> Event | None:
    riat = next(iter(case.riat), None)
    if riat is None or riat.support is TypeOfSupport.POST_ARRIVAL or case.departed_on is None:
        return None
    return Event(riat.arrival_confirmed_on or case.departed_on, met_on=riat.closed_on)


def _projects(case: Case) -> list[Project]:
    return [one for one in case.projects if one.state not in _STOPPED]


def _is_followed(case: Case) -> bool:
    """Whether somebody visits them after return: whoever has a project, or is in the office's care as a victim."""
    return bool(_projects(case)) or case.kind is CaseType.TRAFFICKING_RETURN


def _born(people: Mapping[int, Person], person_id: int) -> date | None:
    person = people.get(person_id)
    return person.birth_date if person else None
