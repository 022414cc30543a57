"""The workflow is a table: every pair of steps is walked, and what the table forbids cannot happen."""

from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain import steps
from returnhelp.domain.case import Case, CaseType
from returnhelp.domain.errors import (
    AskUnansweredError,
    BeforeTheLastStepError,
    FutureDateError,
    NeedsMissingError,
    NothingToTakeBackError,
    StepNotForYouError,
    StepNotOpenError,
)
from returnhelp.domain.roles import Role
from returnhelp.domain.steps import Ask, Move, Need, Reason, Step

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
EVERYBODY = frozenset(Role)


def at(step: Step, kind: CaseType = CaseType.VOLUNTARY_RETURN) -> Case:
    """A case of a kind that stands at a step."""
    case = Case(1, kind)
    case.take(Step.ENQUIRY, TODAY - timedelta(days=9), by=1, roles=EVERYBODY, at=NOW, missing=())
    case.step = case.steps[0].step = step
    return case


def answers(row: Move) -> dict[str, object]:
    given: dict[str, object] = {}
    if Ask.DEPARTURE_DATE in row.asks:
        given[Ask.DEPARTURE_DATE.value] = TODAY
    if Ask.FIT_TO_TRAVEL in row.asks:
        given[Ask.FIT_TO_TRAVEL.value] = "fit"
    return given


@pytest.mark.parametrize("before", Step)
@pytest.mark.parametrize("after", Step)
def test_every_pair_of_steps_is_open_or_refused_as_the_table_says(before: Step, after: Step) -> None:
    for kind in CaseType:
        case = at(before, kind)
        row = steps.move(before, after, kind)
        if row is None:
            with pytest.raises(StepNotOpenError):
                case.take(after, TODAY, by=1, roles=EVERYBODY, at=NOW, missing=())
            assert case.step is before
            assert len(case.steps) == 1
            continue
        take(case, row)
        assert case.step is after
        assert case.step_since == TODAY


def take(case: Case, row: Move, roles: frozenset[Role] = EVERYBODY) -> None:
    case.take(
        row.after,
        TODAY,
        by=1,
        roles=roles,
        at=NOW,
        missing=(),
        reason=row.reasons[0] if row.reasons else None,
        comment="x",
        answers=answers(row),
    )


@pytest.mark.parametrize("row", [row for row in steps.WORKFLOW if row.before], ids=lambda r: f"{r.before}-{r.after}")
def test_a_step_is_only_for_the_roles_in_its_row(row: Move) -> None:
    assert row.before is not None
    kind = min(row.kinds)
    for role in Role:
        case = at(row.before, kind)
        with nullcontext() if role in row.who else pytest.raises(StepNotForYouError):
            take(case, row, frozenset({role}))
        assert case.step is (row.after if role in row.who else row.before)


@pytest.mark.parametrize("kind", CaseType)
@given(data=st.data())
def test_no_sequence_of_steps_leaves_the_workflow(kind: CaseType, data: st.DataObject) -> None:
    """Whatever is tried in whatever order: what stands is a way through the table for that kind of case."""
    case = Case(1, kind)
    case.take(Step.ENQUIRY, TODAY - timedelta(days=9), by=1, roles=EVERYBODY, at=NOW, missing=())
    for _attempt in range(data.draw(st.integers(1, 25))):
        if data.draw(st.booleans()) and data.draw(st.booleans()):
            with suppress(NothingToTakeBackError):
                case.take_back(by=1, at=NOW, reason="typed by mistake")
        else:
            open_ways = [row.after for row in steps.moves_from(case.step, kind)]
            step = data.draw(st.sampled_from(open_ways) | st.sampled_from(Step) if open_ways else st.sampled_from(Step))
            row = steps.move(case.step, step, kind)
            with nullcontext() if row is not None else pytest.raises(StepNotOpenError):
                take(case, row or Move(case.step, step))
        way = [None, *(taken.step for taken in case.standing)]
        assert case.step is way[-1]
        assert all(steps.move(before, after, kind) for before, after in pairwise(way) if after is not None)


def test_a_family_that_is_reunited_never_meets_the_steps_of_aid() -> None:
    reached: set[Step] = set()
    waiting: list[Step | None] = [None]
    while waiting:
        for row in steps.moves_from(waiting.pop(), CaseType.FAMILY_REUNIFICATION):
            if row.after not in reached:
                reached.add(row.after)
                waiting.append(row.after)
    assert not reached & {Step.ELIGIBILITY_CHECKED, Step.APPLICATION_SUBMITTED, Step.APPROVED, Step.PROJECT_RUNNING}
    assert {Step.DOCUMENTS, Step.TRAVEL_BOOKED, Step.DEPARTED, Step.ARRIVED, Step.CLOSED} <= reached
    places = steps.bar(CaseType.FAMILY_REUNIFICATION)
    assert (Step.APPLICATION_SUBMITTED, Step.RETURNED_FOR_COMPLETION) not in places
    assert reached <= {step for place in places for step in place}


def test_every_step_can_be_reached_and_every_case_can_be_closed() -> None:
    reached: set[Step] = set()
    waiting: list[Step | None] = [None]
    while waiting:
        for row in steps.moves_from(waiting.pop()):
            if row.after not in reached:
                reached.add(row.after)
                waiting.append(row.after)
    assert reached == set(Step)
    for start in Step:
        seen, waiting = {start}, [start]
        while waiting:
            for row in steps.moves_from(waiting.pop()):
                if row.after not in seen:
                    seen.add(row.after)
                    waiting.append(row.after)
        assert Step.CLOSED in seen | {start}


def test_no_row_stands_twice_and_a_reason_is_asked_where_there_are_reasons() -> None:
    pairs = [(row.before, row.after) for row in steps.WORKFLOW]
    assert len(pairs) == len(set(pairs))
    for row in steps.WORKFLOW:
        assert bool(row.reasons) == (Ask.REASON in row.asks)


def test_every_step_has_its_place_in_the_bar() -> None:
    places = [step for group in steps.BAR for step in group]
    assert sorted(places) == sorted(Step)


def test_a_missing_need_stops_the_step() -> None:
    case = at(Step.ENQUIRY)
    with pytest.raises(NeedsMissingError) as error:
        case.take(Step.COUNSELLING, TODAY, by=1, roles=EVERYBODY, at=NOW, missing=(Need.PRINCIPAL,))
    assert error.value.given["missing"] == (Need.PRINCIPAL,)
    assert case.step is Step.ENQUIRY


def test_a_step_cannot_happen_tomorrow_or_before_the_last_one() -> None:
    case = at(Step.ENQUIRY)
    with pytest.raises(FutureDateError):
        case.take(Step.COUNSELLING, TODAY + timedelta(days=1), by=1, roles=EVERYBODY, at=NOW, missing=())
    with pytest.raises(BeforeTheLastStepError):
        case.take(Step.COUNSELLING, TODAY - timedelta(days=10), by=1, roles=EVERYBODY, at=NOW, missing=())
    case.take(Step.COUNSELLING, TODAY - timedelta(days=9), by=1, roles=EVERYBODY, at=NOW, missing=())


def test_a_rejection_needs_a_reason_of_its_own_list() -> None:
    case = at(Step.APPLICATION_SUBMITTED)
    for reason in (None, Reason.CHANGED_MIND):
        with pytest.raises(AskUnansweredError):
            case.take(Step.REJECTED, TODAY, by=1, roles=EVERYBODY, at=NOW, missing=(), reason=reason)
    with pytest.raises(AskUnansweredError):
        case.take(
            Step.REJECTED, TODAY, by=1, roles=EVERYBODY, at=NOW, missing=(), reason=Reason.OTHER_REJECTION, comment=" "
        )
    taken = case.take(
        Step.REJECTED, TODAY, by=1, roles=EVERYBODY, at=NOW, missing=(), reason=Reason.AID_RECEIVED_BEFORE
    )
    assert taken.reason is Reason.AID_RECEIVED_BEFORE


def test_a_step_taken_back_stays_readable_and_the_case_stands_where_it_stood() -> None:
    case = at(Step.ENQUIRY)
    before = case.step_since
    case.take(Step.COUNSELLING, TODAY, by=1, roles=EVERYBODY, at=NOW, missing=())
    with pytest.raises(AskUnansweredError):
        case.take_back(by=2, at=NOW, reason="  ")
    undone = case.take_back(by=2, at=NOW, reason="entered by mistake")
    assert (case.step, case.step_since) == (Step.ENQUIRY, before)
    assert undone in case.steps
    assert (undone.taken_back_by, undone.taken_back_reason) == (2, "entered by mistake")
    with pytest.raises(NothingToTakeBackError):
        case.take_back(by=2, at=NOW, reason="again")


def test_a_person_may_withdraw_until_the_day_of_departure() -> None:
    before_departure = {row.before for row in steps.WORKFLOW if row.after is Step.WITHDRAWN}
    assert Step.TRAVEL_BOOKED in before_departure
    assert not before_departure & steps.AFTER_DEPARTURE
