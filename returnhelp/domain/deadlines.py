"""The deadlines of a case, each with how it was counted.

Days are counted from the day after the event, months and years to the same day of the month (or its last day),
unless the rule says that the first day counts. Whether a last day without work moves is the rule's business.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from returnhelp.domain.case import Procedure
from returnhelp.domain.deadline_facts import DataRequest, DeadlineFacts, Event, Joining, OfficeDeadlines
from returnhelp.domain.deadline_rules import DeadlineRule, DeadlineRules, FromWhat, Limit, Unit
from returnhelp.domain.reunification import Relation, ReunificationBasis
from returnhelp.domain.working_days import (
    add_months,
    add_working_days,
    holidays_between,
    is_working_day,
    next_working_day,
)


class DeadlineKind(StrEnum):
    DEPARTURE = "departure"
    SEM_DECISION = "sem_decision"
    FEDERAL_CENTRE = "federal_centre"
    CONSENT_REVIEW = "consent_review"
    DATA_REQUEST = "data_request"
    DATA_REQUEST_FEE = "data_request_fee"
    DATA_INFORMATION = "data_information"
    TRAVEL_DOCUMENT = "travel_document"
    CLEARANCE = "clearance"
    THIRD_STATE_STAY = "third_state_stay"
    STATUS_S_WAIVER = "status_s_waiver"
    INSTALMENT = "instalment"
    MONITORING_VISIT = "monitoring_visit"
    MEDICAL_AID_END = "medical_aid_end"
    EURP_END = "eurp_end"
    REINTEGRATION_PLAN = "reintegration_plan"
    RIF_ANSWER = "rif_answer"
    REFLECTION_END = "reflection_end"
    FAMILY_WAIT_END = "family_wait_end"
    FAMILY_APPLICATION = "family_application"
    REFERRAL_ANSWER = "referral_answer"


NOT_OWED = frozenset({DeadlineKind.DATA_REQUEST_FEE, DeadlineKind.REFLECTION_END, DeadlineKind.FAMILY_WAIT_END})
"""Ends that the office and the client only wait for; they are never overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One deadline, and how it was counted.

    ``counted_to`` is the last day as counted; ``due_on`` is the same unless it moved to a working day.
    ``stepped_over`` are the holidays on weekdays that were not counted, or over which it moved.
    """

    kind: DeadlineKind
    due_on: date
    person_id: int | None
    counted_from: date
    from_what: FromWhat
    amount: int
    unit: Unit
    article: str
    canton: str | None
    counted_to: date
    least: int | None = None
    first_day_counts: bool = False
    moves: bool = False
    stepped_over: tuple[date, ...] = ()
    verified: bool = False
    met_on: date | None = None
    travel_on: date | None = None
    """The planned day of travel that it is held against; None where it has nothing to do with the journey."""

    @property
    def moved_to_working_day(self) -> bool:
        return self.due_on != self.counted_to

    @property
    def ends_without_work(self) -> bool:
        """Whether the last day as counted is a Saturday, a Sunday or a holiday."""
        return not is_working_day(self.counted_to, self.canton)

    @property
    def falls_short(self) -> bool:
        """Whether the journey is planned for a day after it."""
        return self.travel_on is not None and self.due_on < self.travel_on

    def is_overdue(self, today: date) -> bool:
        """Whether its last day is over and it was not met."""
        return self.met_on is None and self.due_on < today and self.kind not in NOT_OWED


def overdue(found: Iterable[Deadline], today: date) -> tuple[Deadline, ...]:
    return tuple(one for one in found if one.is_overdue(today))


def due_within(found: Iterable[Deadline], today: date, days: int) -> tuple[Deadline, ...]:
    """What is not met yet and due from today on, at the latest in so many days."""
    return tuple(one for one in found if one.met_on is None and 0 <= (one.due_on - today).days <= days)


def deadlines(facts: DeadlineFacts, rules: DeadlineRules, office: OfficeDeadlines) -> tuple[Deadline, ...]:
    """Every deadline of a case, the met ones too, the earliest first; what leaves the calendar has none."""
    found = [one for one in _Case(facts, rules, office).all() if one is not None]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.kind, one.person_id or 0, one.counted_from)))


_DEPARTURE = {
    Procedure.ASYLUM_ACCELERATED: "departure_accelerated",
    Procedure.ASYLUM_EXTENDED: "departure_extended",
    Procedure.ASYLUM_DUBLIN: "departure_dublin",
    Procedure.FOREIGNERS_LAW: "departure_foreigners_law",
}
_DECISION = {
    Procedure.ASYLUM_ACCELERATED: "decision_accelerated",
    Procedure.ASYLUM_EXTENDED: "decision_extended",
    Procedure.ASYLUM_DUBLIN: "decision_dublin",
}
_AIG_47 = frozenset({ReunificationBasis.AIG_42, ReunificationBasis.AIG_43, ReunificationBasis.AIG_44})
_TWELVE_YEARS = 144  # in months


@dataclass(frozen=True)
class _Case:
    facts: DeadlineFacts
    rules: DeadlineRules
    office: OfficeDeadlines

    def all(self) -> Iterator[Deadline | None]:
        yield self._departure()
        yield self._decision()
        yield from self._since(DeadlineKind.FEDERAL_CENTRE, "federal_centre", _one(self.facts.centre))
        yield from self._data_protection()
        yield from self._journey()
        yield from self._money()
        yield from self._after_return()
        yield from self._answers()
        yield from self._since(DeadlineKind.REFLECTION_END, "reflection_period", self.facts.reflection_periods)
        yield from self._family()

    # --- what each part of a case brings ---------------------------------------------------------------

    def _departure(self) -> Deadline | None:
        facts, key = self.facts, _DEPARTURE.get(self.facts.procedure, "")
        if facts.departure_set_for:
            rule = self.rules.find(key, facts.order_notified_on or facts.departure_set_for)
            named = Event(facts.departure_set_for, met_on=facts.departed_on)
            return self._named(DeadlineKind.DEPARTURE, named, FromWhat.SET_BY_AUTHORITY, rule.article if rule else "")
        if facts.order_notified_on is None:
            return None
        return self._by_rule(DeadlineKind.DEPARTURE, key, Event(facts.order_notified_on, met_on=facts.departed_on))

    def _decision(self) -> Deadline | None:
        facts = self.facts
        dublin = facts.procedure is Procedure.ASYLUM_DUBLIN
        start = facts.dublin_consent_on if dublin else facts.preparation_ended_on
        if start is None:
            return None
        key = _DECISION.get(facts.procedure, "")
        return self._by_rule(DeadlineKind.SEM_DECISION, key, Event(start, met_on=facts.decided_on))

    def _data_protection(self) -> Iterator[Deadline | None]:
        for consent in self.facts.consents:
            limit = self.office.consent_review
            yield self._by_office(DeadlineKind.CONSENT_REVIEW, limit, consent, FromWhat.CONSENT_GIVEN)
        for request in self.facts.data_requests:
            yield self._data_request(request)
        yield from self._since(DeadlineKind.DATA_INFORMATION, "data_information", self.facts.data_received)

    def _data_request(self, request: DataRequest) -> Deadline | None:
        """Thirty days from receipt; where a fee was announced, first its confirmation and then the days from it."""
        person, met = request.person_id, request.answered_on
        if request.fee_announced_on and not request.fee_confirmed_on:
            announced = Event(request.fee_announced_on, person, met)
            return self._by_rule(DeadlineKind.DATA_REQUEST_FEE, "data_request_fee", announced)
        start = request.fee_confirmed_on or request.received_on
        what = FromWhat.FEE_CONFIRMED if request.fee_confirmed_on else None
        event = Event(start, person, met, request.extended_to)
        return self._by_rule(DeadlineKind.DATA_REQUEST, "data_request", event, what)

    def _journey(self) -> Iterator[Deadline | None]:
        """The last day on which each paper and right still allows the journey; met by leaving."""
        facts, beyond = self.facts, self.office.document_beyond or Limit(0)
        back = Limit(-beyond.amount, beyond.unit)
        for kind, limit, events, what in (
            (DeadlineKind.TRAVEL_DOCUMENT, back, facts.travel_documents, FromWhat.DOCUMENT_EXPIRES),
            (DeadlineKind.CLEARANCE, Limit(0), facts.clearances, FromWhat.CLEARANCE_EXPIRES),
        ):
            for event in events:
                yield self._counted(kind, _of_office(limit, what, moves=False), self._until_travel(event))
        for stay in facts.third_state_stays:
            rule = self.rules.find("third_state_stay", facts.departed_on or facts.travel_on or stay.on)
            if rule:
                yield self._counted(DeadlineKind.THIRD_STATE_STAY, rule, self._until_travel(stay))

    def _until_travel(self, event: Event) -> Event:
        return Event(event.on, event.person_id, event.met_on or self.facts.departed_on)

    def _money(self) -> Iterator[Deadline | None]:
        yield from self._since(DeadlineKind.STATUS_S_WAIVER, "status_s_waiver", self.facts.waivers)
        for instalment in self.facts.instalments:
            yield self._named(DeadlineKind.INSTALMENT, instalment, FromWhat.INSTALMENT_PLANNED)
        yield from self._since(DeadlineKind.MEDICAL_AID_END, "medical_aid", self.facts.medical_aid)

    def _after_return(self) -> Iterator[Deadline | None]:
        facts = self.facts
        yield from self._since(DeadlineKind.EURP_END, "eurp_post_return", _one(facts.eurp))
        returned = facts.returned_on or facts.departed_on
        if returned and (facts.plan_wanted or facts.planned_on):
            event = Event(returned, met_on=facts.planned_on)
            yield self._by_rule(DeadlineKind.REINTEGRATION_PLAN, "reintegration_plan", event)
        yield from self._visits(returned)

    def _visits(self, returned: date | None) -> Iterator[Deadline | None]:
        """A visit with a day of its own is due then; the others are due in the months of the programme, in order."""
        due = self.office.visits if self.facts.visit_months is None else self.facts.visit_months
        in_order = sorted(self.facts.visits, key=lambda one: one.due_on or one.done_on or date.max)
        for place in range(max(len(due) if returned else 0, len(in_order))):
            visit = in_order[place] if place < len(in_order) else None
            if visit and visit.due_on:
                event = Event(visit.due_on, visit.person_id, visit.done_on)
                yield self._named(DeadlineKind.MONITORING_VISIT, event, FromWhat.VISIT_PLANNED)
            elif returned and place < len(due):
                event = Event(returned, visit.person_id if visit else None, visit.done_on if visit else None)
                limit = Limit(sorted(due)[place], Unit.MONTHS)
                yield self._by_office(DeadlineKind.MONITORING_VISIT, limit, event, FromWhat.RETURN)

    def _answers(self) -> Iterator[Deadline | None]:
        for question in self.facts.rif:
            asked = Event(question.asked_on, met_on=question.returned_on)
            limit = self.office.rif.get(question.category)
            yield self._by_office(DeadlineKind.RIF_ANSWER, limit, asked, FromWhat.RIF_ASKED)
        for referral in self.facts.referrals:
            limit = self.office.referral
            yield self._by_office(DeadlineKind.REFERRAL_ANSWER, limit, referral, FromWhat.REFERRAL_SENT)

    def _family(self) -> Iterator[Deadline | None]:
        """AIG Art. 47 counts from the sponsor's right; AIG Art. 85c waits first and counts from the end of that."""
        basis, since = self.facts.family_basis, self.facts.family_right_since
        if since is None:
            return
        if basis in _AIG_47:
            yield from (self._application(one, since, "family_aig_47") for one in self.facts.joining)
        elif basis is ReunificationBasis.AIG_85C:
            applied = min((one.applied_on for one in self.facts.joining if one.applied_on), default=None)
            wait = self._by_rule(DeadlineKind.FAMILY_WAIT_END, "family_wait", Event(since, met_on=applied))
            if wait:
                yield wait
                yield from (self._application(one, wait.due_on, "family_vzae_74") for one in self.facts.joining)

    def _application(self, one: Joining, since: date, key: str) -> Deadline | None:
        """A child over twelve has the short limit, as has one whose age is not known; one turning twelve, the earlier.

        Twelve is over from the twelfth birthday on.
        """
        start = max(since, one.tie_since or since)
        event = Event(start, one.person_id, one.applied_on)
        kind = DeadlineKind.FAMILY_APPLICATION
        if one.relation is not Relation.CHILD:
            return self._by_rule(kind, key, event)
        twelfth = add_months(one.birth_date, _TWELVE_YEARS) if one.birth_date else None
        if twelfth is None or twelfth <= start:
            return self._by_rule(kind, f"{key}_over_twelve", event)
        turning = Event(twelfth, one.person_id, one.applied_on)
        both = (self._by_rule(kind, key, event), self._by_rule(kind, f"{key}_turning_twelve", turning))
        return min((each for each in both if each), key=lambda each: each.due_on, default=None)

    # --- counting ------------------------------------------------------------------------------------

    def _since(self, kind: DeadlineKind, key: str, events: Iterable[Event]) -> Iterator[Deadline | None]:
        for event in events:
            yield self._by_rule(kind, key, event)

    def _by_rule(self, kind: DeadlineKind, key: str, event: Event, what: FromWhat | None = None) -> Deadline | None:
        """By the version of the rule that held on the day of the event; none where there is no rule."""
        rule = self.rules.find(key, event.on)
        if rule is None:
            return None
        if event.until:
            return self._named(kind, _at(event, event.until), FromWhat.EXTENDED, rule.article)
        return self._counted(kind, rule, event, what)

    def _by_office(self, kind: DeadlineKind, limit: Limit | None, event: Event, what: FromWhat) -> Deadline | None:
        if event.until:
            return self._named(kind, _at(event, event.until), FromWhat.AGREED)
        return None if limit is None else self._counted(kind, _of_office(limit, what, moves=True), event)

    def _named(self, kind: DeadlineKind, event: Event, what: FromWhat, article: str = "") -> Deadline | None:
        """A day that somebody named: it is not counted and does not move."""
        return self._counted(kind, _of_office(Limit(0), what, moves=False, article=article), event)

    def _counted(
        self, kind: DeadlineKind, rule: DeadlineRule, event: Event, what: FromWhat | None = None
    ) -> Deadline | None:
        canton, journey = self.facts.canton, kind in _OF_THE_JOURNEY
        try:
            counted_to = _added(event.on, rule, canton)
            due_on = next_working_day(counted_to, canton) if rule.moves else counted_to
        except OverflowError:
            return None
        counts_work = rule.unit is Unit.WORKING_DAYS
        first, last = (min(event.on, due_on), max(event.on, due_on)) if counts_work else (counted_to, due_on)
        return Deadline(
            kind=kind,
            due_on=due_on,
            person_id=event.person_id,
            counted_from=event.on,
            from_what=what or rule.from_what,
            amount=rule.amount,
            unit=rule.unit,
            article=rule.article,
            canton=canton,
            counted_to=counted_to,
            least=rule.least,
            first_day_counts=rule.first_day_counts,
            moves=rule.moves,
            stepped_over=holidays_between(first, last, canton) if counts_work or first != last else (),
            verified=rule.verified,
            met_on=event.met_on,
            travel_on=self.facts.travel_on if journey and self.facts.departed_on is None else None,
        )


_OF_THE_JOURNEY = frozenset(
    {DeadlineKind.DEPARTURE, DeadlineKind.TRAVEL_DOCUMENT, DeadlineKind.CLEARANCE, DeadlineKind.THIRD_STATE_STAY}
)


def _one(event: Event | None) -> tuple[Event, ...]:
    return (event,) if event else ()


def _at(event: Event, day: date) -> Event:
    return Event(day, event.person_id, event.met_on)


def _of_office(limit: Limit, what: FromWhat, *, moves: bool, article: str = "") -> DeadlineRule:
    """A limit that no law gives: the office answers for it itself, so there is nothing to verify."""
    return DeadlineRule(
        key="",
        article=article,
        amount=limit.amount,
        unit=limit.unit,
        from_what=what,
        source="",
        moves=moves,
        verified_by="office",
        verified_on=date.min,
    )


def _added(day: date, rule: DeadlineRule, canton: str | None) -> date:
    """The last day of a span; if the first day counts, a span of months ends the day before the same day of a month.

    Where that month has no such day it ends with the month (six months from 31 August: 28 February).
    """
    one_day = timedelta(days=1 if rule.first_day_counts else 0)
    match rule.unit:
        case Unit.WORKING_DAYS:
            return add_working_days(day - one_day, rule.amount, canton)
        case Unit.DAYS:
            return day + timedelta(days=rule.amount) - one_day
        case Unit.MONTHS:
            then = add_months(day, rule.amount)
        case Unit.YEARS:
            then = add_months(day, rule.amount * 12)
    return then - one_day if then.day == day.day else then
