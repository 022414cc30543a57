"""Taking a step of a case, and taking one back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from returnhelp.domain import travel_checks
from returnhelp.domain.aid import DecisionState
from returnhelp.domain.case import Case
from returnhelp.domain.edits import checked
from returnhelp.domain.errors import BornAfterError, FutureDateError, NotThereError, StepNotOpenError
from returnhelp.domain.roles import Act
from returnhelp.domain.steps import Ask, Reason, Step, move
from returnhelp.services import records
from returnhelp.services.cases import missing_now
from returnhelp.services.office import Work, command
from returnhelp.storage import repositories

_FIELDS = {
    Ask.FIT_TO_TRAVEL: "fit_to_travel",
    Ask.DEPARTURE_DATE: "planned_departure",
    Ask.AIRPORT: "airport",
    Ask.FLIGHT: "flight",
}
"""The answers that are kept as fields of the case."""


@command(Act.TAKE_STEP)
def take(
    work: Work,
    case_id: int,
    step: Step,
    on: date,
    *,
    reason: Reason | None = None,
    reference: str = "",
    comment: str = "",
    answers: Mapping[str, Any] | None = None,
) -> None:
    """Take a step that holds from ``on``; ``answers`` are by the value of each ``Ask``.

    Raises what ``Case.take`` raises; nothing is changed then. Booking sets the planned departure, a departure
    the day on which each traveller left (``answers["departed"]``: {person: day} where they differ).
    """
    case = records.the_case(work.session, work.office, case_id)
    if case.deleted_at is not None:
        raise NotThereError()
    row = move(case.step, step, case.kind)
    if row is None:
        raise StepNotOpenError(step=step, current=case.step)
    given = dict(answers or {})
    _write_answers(case, step, given, work.today)
    missing = missing_now(work, case, row, on)
    case.take(
        step,
        on,
        by=work.office.user.id,
        roles=work.office.user.roles,
        at=work.now,
        missing=missing,
        reason=reason,
        reference=reference,
        comment=comment,
        answers={name: _kept(value) for name, value in given.items()},
    )
    if step is Step.DEPARTED:
        _depart(work, case, given)
    if step is Step.APPLICATION_SUBMITTED:
        _applied_for(case, on)
    work.unit.holds_from = on
    work.unit.subject = ("case", case_id)
    work.unit.detail["step"] = step.value


def _applied_for(case: Case, on: date) -> None:
    """The lines of aid with an amount went out with the application."""
    for line in case.aid:
        if line.state is DecisionState.DRAFT and line.requested is not None:
            line.state, line.requested_on = DecisionState.REQUESTED, line.requested_on or on


def _kept(answer: Any) -> Any:
    """An answer as JSON can hold it."""
    if isinstance(answer, Mapping):
        return {str(name): _kept(value) for name, value in answer.items()}
    return answer.isoformat() if isinstance(answer, date) else answer


def _write_answers(case: Case, step: Step, given: Mapping[str, Any], today: date) -> None:
    """What a step is told belongs to the case: the journey and the fitness to travel.

    Raises FieldRefusedError for a value that cannot be kept.
    """
    fields = {ask: name for ask, name in _FIELDS.items() if given.get(ask.value)}
    checked("case", {name: given[ask.value] for ask, name in fields.items()}, today)
    if step is Step.MEDICAL_CLEARANCE and given.get(Ask.FIT_TO_TRAVEL.value):
        case.fit_to_travel = given[Ask.FIT_TO_TRAVEL.value]
    if step is Step.TRAVEL_BOOKED:
        case.planned_departure = given.get(Ask.DEPARTURE_DATE.value) or case.planned_departure
        case.airport = given.get(Ask.AIRPORT.value) or case.airport
        case.flight = given.get(Ask.FLIGHT.value) or case.flight


def _depart(work: Work, case: Case, given: Mapping[str, Any]) -> None:
    day = given[Ask.DEPARTURE_DATE.value]
    each = given.get("departed") or {}
    people = repositories.people(work.session, [one.person_id for one in case.travellers])
    for traveller in case.travellers:
        left = each.get(traveller.person_id, day)
        birth = people[traveller.person_id].birth_date if traveller.person_id in people else None
        if isinstance(left, date) and birth is not None and left < birth:
            raise BornAfterError(day=left)
        if isinstance(left, date) and left > work.today:
            raise FutureDateError(day=left)
        traveller.departed_on = checked("travellers", {"departed_on": left}, work.today)["departed_on"]
        traveller.airport = given.get(Ask.AIRPORT.value) or case.airport
    travel_checks.check_departures(case)


@command(Act.TAKE_STEP_BACK)
def take_back(work: Work, case_id: int, reason: str) -> Step:
    """Take the last step of a case back; the answer is the step at which it stands again."""
    case = records.the_case(work.session, work.office, case_id)
    undone = case.take_back(by=work.office.user.id, at=work.now, reason=reason)
    if undone.step is Step.DEPARTED:
        for traveller in case.travellers:
            traveller.departed_on = None
    work.unit.subject = ("case", case_id)
    work.unit.detail["step"] = undone.step.value
    return case.step
