"""The rules of reintegration projects, of their budgets, and of the visits after return."""

from datetime import date

import pytest

from returnhelp.domain import project_checks, project_figures, riat_fields, visit_checks
from returnhelp.domain.aid import ProjectKind
from returnhelp.domain.case import Case, Traveller
from returnhelp.domain.consent import Consent, ConsentPurpose
from returnhelp.domain.errors import (
    BudgetCurrencyError,
    OneRiatError,
    OwnShareTooLargeError,
    ProjectGoneError,
    ProjectNotApprovedError,
    ProjectNotEndedError,
    ProjectNotJudgedError,
    ProjectPaidOutError,
    ProjectReasonMissingError,
    ProjectWithoutBudgetError,
    QuoteChosenTwiceError,
    VisitBeforeDepartureError,
    VisitDueBeforeDepartureError,
    VisitNotMadeError,
    VisitWithoutDepartureError,
)
from returnhelp.domain.money import Payment, PaymentState
from returnhelp.domain.monitoring import Visit, VisitOutcome
from returnhelp.domain.project_figures import Instalment
from returnhelp.domain.projects import (
    BudgetLine,
    Feasibility,
    KeyMoment,
    PlanGoal,
    Project,
    ProjectState,
    Quote,
    Riat,
)
from returnhelp.domain.steps import Step
from returnhelp.domain.visit_checks import VisitDoubt, VisitState

JUDGED = {"feasibility": Feasibility.FEASIBLE}
DAY = date(2026, 3, 2)


def a_case(*projects: Project, amount: int | None = 120_000, **parts) -> Case:
    """A case with these projects, each with one line of a budget."""
    case = Case(1)
    for number, project in enumerate(projects, start=1):
        project.id = number
        case.projects.append(project)
        case.budget_lines.append(BudgetLine(number, "Sewing machine", amount, id=number))
    for name, records in parts.items():
        getattr(case, name).extend(records)
    return case


def project(state: ProjectState = ProjectState.IDEA, **values) -> Project:
    return Project(ProjectKind.MICRO_ENTERPRISE, "Tailor's shop", state=state, **values)


# --- states ----------------------------------------------------------------------------------------


def test_an_idea_asks_for_nothing():
    project_checks.check(a_case(project(), amount=None))


@pytest.mark.parametrize("state", [ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.COMPLETED])
def test_a_plan_is_judged_before_it_is_approved(state):
    with pytest.raises(ProjectNotJudgedError) as wrong:
        project_checks.check(a_case(project(state, approved_on=DAY, ended_on=DAY)))
    assert wrong.value.given["project"] == "Tailor's shop"


@pytest.mark.parametrize("amount", [None, 0])
def test_a_plan_without_a_budget_is_not_approved(amount):
    with pytest.raises(ProjectWithoutBudgetError):
        project_checks.check(a_case(project(ProjectState.APPROVED, **JUDGED), amount=amount))


def test_one_centime_is_a_budget():
    project_checks.check(a_case(project(ProjectState.APPROVED, **JUDGED), amount=1))


def test_a_project_runs_only_after_its_approval():
    with pytest.raises(ProjectNotApprovedError):
        project_checks.check(a_case(project(ProjectState.RUNNING, **JUDGED)))
    project_checks.check(a_case(project(ProjectState.RUNNING, approved_on=DAY, **JUDGED)))


def test_a_completed_project_has_its_end():
    with pytest.raises(ProjectNotEndedError):
        project_checks.check(a_case(project(ProjectState.COMPLETED, approved_on=DAY, **JUDGED)))
    project_checks.check(a_case(project(ProjectState.COMPLETED, approved_on=DAY, ended_on=DAY, **JUDGED)))


def test_a_stopped_project_has_a_reason():
    with pytest.raises(ProjectReasonMissingError):
        project_checks.check(a_case(project(ProjectState.STOPPED, stopped_reason="  ")))
    project_checks.check(a_case(project(ProjectState.STOPPED, stopped_reason="The shop burnt down.")))


def test_a_project_without_a_title_is_named_by_its_kind():
    with pytest.raises(ProjectNotJudgedError) as wrong:
        project_checks.check(a_case(Project(ProjectKind.HOUSING, state=ProjectState.APPROVED)))
    assert wrong.value.given["project"] is ProjectKind.HOUSING


# --- budgets and quotes ----------------------------------------------------------------------------


def test_a_budget_has_one_currency():
    other = BudgetLine(1, "Rent", 500, currency="EUR", id=9)
    with pytest.raises(BudgetCurrencyError) as wrong:
        project_checks.check(a_case(project(), budget_lines=[other]))
    assert wrong.value.given["currencies"] == ("CHF", "EUR")


def test_two_projects_may_have_two_currencies():
    case = a_case(project(), project())
    case.budget_lines[1].currency = "EUR"
    project_checks.check(case)


@pytest.mark.parametrize(("share", "fits"), [(120_000, True), (120_001, False)])
def test_an_own_share_is_at_most_what_the_item_costs(share, fits):
    case = a_case(project())
    case.budget_lines[0].own_share = share
    if fits:
        project_checks.check(case)
    else:
        with pytest.raises(OwnShareTooLargeError):
            project_checks.check(case)


def test_one_quote_is_chosen_for_an_item():
    first, second = Quote(1, "Juki", "Machine", chosen=True), Quote(1, "Singer", " machine ", chosen=True)
    with pytest.raises(QuoteChosenTwiceError):
        project_checks.check(a_case(project(), quotes=[first, second]))
    second.item = "Table"
    project_checks.check(a_case(project(), quotes=[first, second]))


def test_a_budget_is_added_up_to_what_the_aid_has_to_cover():
    figures = project_figures.budget(
        [BudgetLine(1, "Machine", 120_050, own_share=20_000), BudgetLine(1, "Rent", 60_000), BudgetLine(1, "?", None)]
    )
    assert (figures.total, figures.own_share, figures.to_cover) == (180_050, 20_000, 160_050)


def test_instalments_leave_out_void_ones_and_name_what_lacks_evidence():
    def one(state, charged, evidence=""):
        return Instalment(1, state, charged, "CHF", charged, evidence=evidence)

    figures = project_figures.instalments(
        [
            one(PaymentState.PAID, 100_000, "receipt 12"),
            one(PaymentState.PAID, 50_000),
            one(PaymentState.APPROVED, 25_000),
            one(PaymentState.PLANNED, 25_000),
            one(PaymentState.VOID, 99_999),
        ]
    )
    assert (figures.planned, figures.paid, figures.without_evidence) == (50_000, 150_000, 1)


# --- parts -----------------------------------------------------------------------------------------


def test_the_parts_of_a_removed_project_go_and_visits_stay():
    visit = Visit(project_id=1, id=5)
    case = a_case(project(), project(), plan_goals=[PlanGoal(1, "Open the shop", id=3)], visits=[visit])
    del case.projects[0]
    project_checks.settle(case)
    assert case.plan_goals == []
    assert [line.project_id for line in case.budget_lines] == [2]
    assert case.visits == [visit]
    assert visit.project_id is None


def test_nothing_is_added_to_a_project_that_is_gone():
    case = a_case(project())
    project_checks.check_part(case, 1)
    with pytest.raises(ProjectGoneError):
        project_checks.check_part(case, 7)


@pytest.mark.parametrize("state", [PaymentState.PLANNED, PaymentState.APPROVED, PaymentState.PAID])
def test_a_project_with_payments_is_not_removed(state):
    paid = project(aid_line_id=4)
    case = a_case(paid, payments=[Payment(4, 1000, state=state)])
    with pytest.raises(ProjectPaidOutError):
        project_checks.check_removal(case, paid)


def test_a_project_with_void_payments_or_those_of_another_line_is_removed():
    paid = project(aid_line_id=4)
    others = [Payment(4, 1000, state=PaymentState.VOID), Payment(5, 1000, state=PaymentState.PAID)]
    project_checks.check_removal(a_case(paid, payments=others), paid)


# --- the plan in time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agreed", "late"),
    [(date(2026, 4, 2), False), (date(2026, 4, 3), True)],
)
def test_a_plan_is_late_from_the_day_after_a_month(agreed, late):
    assert project_checks.is_plan_late(agreed, DAY, date(2026, 9, 1)) is late


def test_a_month_from_the_end_of_january_ends_with_february():
    assert project_checks.plan_due(date(2026, 1, 31)) == date(2026, 2, 28)


def test_a_plan_that_is_not_agreed_is_late_by_the_day():
    assert not project_checks.is_plan_late(None, DAY, date(2026, 4, 2))
    assert project_checks.is_plan_late(None, DAY, date(2026, 4, 3))
    assert not project_checks.is_plan_late(None, None, date(2030, 1, 1))


# --- RIAT ------------------------------------------------------------------------------------------


def test_a_case_stands_in_riat_once():
    with pytest.raises(OneRiatError):
        project_checks.check(a_case(riat=[Riat(), Riat()]))


def test_data_goes_out_by_a_standing_consent_or_by_the_signed_one():
    case = a_case(riat=[Riat()])
    assert not riat_fields.may_go_out(case, 1, DAY)
    case.riat[0].consent_signed_on = date(2026, 3, 3)
    assert not riat_fields.may_go_out(case, 1, DAY)
    assert riat_fields.may_go_out(case, 1, date(2026, 3, 3))
    case.riat[0].consent_signed_on = None
    case.consents = [Consent(ConsentPurpose.TRANSFER_TO_AUTHORITY, person_id=2, given_on=DAY)]
    assert not riat_fields.may_go_out(case, 1, DAY)
    case.consents[0].person_id = None
    assert riat_fields.may_go_out(case, 1, DAY)
    case.consents[0].withdrawn_on = DAY
    assert not riat_fields.may_go_out(case, 1, DAY)


@pytest.mark.parametrize(
    ("moment", "done"),
    [
        (KeyMoment.NOT_REGISTERED, 0),
        (KeyMoment.KM1_SUBMITTED, 1),
        (KeyMoment.KM2_CONFIRMED, 2),
        (KeyMoment.CLOSED, 3),
        (KeyMoment.REJECTED, 0),
    ],
)
def test_the_state_in_riat_tells_which_key_moments_are_behind(moment, done):
    assert riat_fields.moments_done(moment) == done


def test_every_field_is_asked_at_one_moment():
    asked = [field for fields in riat_fields.MOMENTS.values() for field in fields]
    assert sorted(asked) == sorted(riat_fields.RiatField)


def test_a_charter_is_entered_five_working_days_before():
    assert riat_fields.enter_charter_by(date(2026, 3, 20), "BE") == date(2026, 3, 13)
    assert riat_fields.enter_charter_by(date(2026, 4, 8), "BE") == date(2026, 3, 30)  # Good Friday, Easter Monday


@pytest.mark.parametrize(
    ("name", "eu"), [("EURP Irak", True), ("EU Reintegration Programme", True), ("Georgien", False)]
)
def test_the_eu_programme_is_known_by_its_name(name, eu):
    assert riat_fields.is_of_the_eu([name]) is eu


# --- visits ----------------------------------------------------------------------------------------


def visited(visit: Visit, *departures: date | None, step: Step = Step.ARRIVED) -> Case:
    case = Case(1, step=step, visits=[visit])
    case.travellers = [Traveller(number, departed_on=day) for number, day in enumerate(departures, start=1)]
    return case


def test_a_visit_is_made_after_the_departure():
    with pytest.raises(VisitBeforeDepartureError):
        visit_checks.check(visited(Visit(done_on=date(2026, 3, 1)), DAY))
    visit_checks.check(visited(Visit(done_on=DAY), DAY))


def test_who_left_later_is_visited_later():
    with pytest.raises(VisitBeforeDepartureError):
        visit_checks.check(visited(Visit(done_on=date(2026, 3, 9), person_id=2), DAY, date(2026, 3, 10)))
    visit_checks.check(visited(Visit(done_on=date(2026, 3, 9)), DAY, date(2026, 3, 10)))


def test_nobody_is_visited_before_anybody_left():
    with pytest.raises(VisitWithoutDepartureError):
        visit_checks.check(visited(Visit(done_on=DAY), None, step=Step.DOCUMENTS))
    visit_checks.check(visited(Visit(done_on=DAY), None, step=Step.ARRIVED))  # the day of departure is not known


def test_a_visit_is_due_after_the_departure():
    with pytest.raises(VisitDueBeforeDepartureError):
        visit_checks.check(visited(Visit(due_on=date(2026, 3, 1)), DAY))
    visit_checks.check(visited(Visit(due_on=date(2026, 3, 1)), None, step=Step.DOCUMENTS))


def test_an_outcome_has_the_day_of_the_visit():
    with pytest.raises(VisitNotMadeError):
        visit_checks.check(visited(Visit(due_on=DAY, outcome=VisitOutcome.RUNNING), DAY))


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (DAY, None, VisitState.TO_COME),
        (date(2026, 3, 1), None, VisitState.OVERDUE),
        (None, None, VisitState.UNDATED),
        (date(2026, 3, 1), DAY, VisitState.DONE),
    ],
)
def test_a_visit_is_overdue_from_the_day_after(due, done, state):
    assert visit_checks.state(due, done, DAY) is state


@pytest.mark.parametrize(("done", "early"), [(date(2026, 5, 2), False), (date(2026, 5, 1), True)])
def test_a_visit_over_thirty_days_early_is_doubted(done, early):
    visit = Visit(due_on=date(2026, 6, 1), done_on=done, outcome=VisitOutcome.RUNNING)
    assert (VisitDoubt.EARLY in visit_checks.doubts(visit)) is early


def test_a_visit_without_an_outcome_is_doubted():
    assert visit_checks.doubts(Visit(done_on=DAY)) == (VisitDoubt.NO_OUTCOME,)
    assert visit_checks.doubts(Visit(due_on=DAY)) == ()
