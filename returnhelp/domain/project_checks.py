"""What the fields of a reintegration project must keep among themselves, and what a plan is told of."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from returnhelp.domain.case import Case
from returnhelp.domain.edit_rules import Refusal
from returnhelp.domain.errors import (
    BudgetCurrencyError,
    FieldRefusedError,
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
)
from returnhelp.domain.money import PaymentState
from returnhelp.domain.names import fold
from returnhelp.domain.projects import BudgetLine, Feasibility, Project, ProjectState
from returnhelp.domain.working_days import add_months

BEYOND_APPROVAL = frozenset({ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.COMPLETED})
"""States that the donor's approval leads to; with one of them a case may go on to its running project."""
_BEGUN = frozenset({ProjectState.RUNNING, ProjectState.COMPLETED})
PARTS = ("plan_goals", "plan_activities", "budget_lines", "quotes")
"""The lists of a case whose records hang on a project, by their names in the case."""


def check(case: Case) -> None:
    """Raises the named error of the first rule that does not hold in a project of the case."""
    if len(case.riat) > 1:
        raise OneRiatError()
    for project in case.projects:
        _budget(project, [one for one in case.budget_lines if one.project_id == project.id])
        _quotes(case, project)
        _state(case, project)


def _state(case: Case, project: Project) -> None:
    """Judged and budgeted before it is approved, approved before it runs; the donor decides (IOM Bern, RAS)."""
    named = called(project)
    if project.state in BEYOND_APPROVAL:
        if project.feasibility is Feasibility.NOT_ASSESSED:
            raise ProjectNotJudgedError(project=named)
        if not any((one.amount or 0) > 0 for one in case.budget_lines if one.project_id == project.id):
            raise ProjectWithoutBudgetError(project=named)
    if project.state in _BEGUN and project.approved_on is None:
        raise ProjectNotApprovedError(project=named)
    if project.state is ProjectState.COMPLETED and project.ended_on is None:
        raise ProjectNotEndedError(project=named)
    if project.state is ProjectState.STOPPED and not project.stopped_reason.strip():
        raise ProjectReasonMissingError(project=named)


def _budget(project: Project, lines: Iterable[BudgetLine]) -> None:
    """One currency in one budget; nobody's own share is more than the item costs."""
    currencies: list[str] = []
    for line in lines:
        if line.currency not in currencies:
            currencies.append(line.currency)
        if line.own_share and line.own_share > (line.amount or 0):
            raise OwnShareTooLargeError(item=line.item)
    if len(currencies) > 1:
        raise BudgetCurrencyError(project=called(project), currencies=tuple(currencies))


def _quotes(case: Case, project: Project) -> None:
    chosen = [one for one in case.quotes if one.project_id == project.id and one.chosen and one.item.strip()]
    counted = Counter(fold(one.item) for one in chosen)
    for quote in chosen:
        if counted[fold(quote.item)] > 1:
            raise QuoteChosenTwiceError(item=quote.item)


def check_part(case: Case, project_id: int) -> None:
    """A part names a project that is there. Raises ProjectGoneError."""
    if all(one.id != project_id for one in case.projects):
        raise ProjectGoneError()


def check_line(case: Case, line_id: int) -> None:
    """A project is paid from a line of its own case. Raises FieldRefusedError."""
    if all(one.id != line_id for one in case.aid):
        raise FieldRefusedError(field="aid_line_id", reason=Refusal.NOT_A_CHOICE)


def check_removal(case: Case, project: Project) -> None:
    """A project stays as long as a payment of its line of aid stands. Raises ProjectPaidOutError."""
    standing = (one for one in case.payments if one.state is not PaymentState.VOID)
    if project.aid_line_id is not None and any(one.line_id == project.aid_line_id for one in standing):
        raise ProjectPaidOutError(project=called(project))


def settle(case: Case) -> None:
    """The parts of a project go with it; visits stay, and name it no more. A line that went is named no more either."""
    lines = {one.id for one in case.aid}
    for project in case.projects:
        if project.aid_line_id is not None and project.aid_line_id not in lines:
            project.aid_line_id = None
    known = {one.id for one in case.projects}
    for name in PARTS:
        parts = getattr(case, name)
        for part in [one for one in parts if one.project_id not in known]:
            parts.remove(part)
    for visit in case.visits:
        if visit.project_id is not None and visit.project_id not in known:
            visit.project_id = None


def called(project: Project) -> str:
    """How sentences name it: by its title, else by its kind (a value with words of its own)."""
    return project.title.strip() or project.kind


def plan_due(returned_on: date | None) -> date | None:
    """The day by which a plan should be agreed: one month after return (Reintegration Handbook 2.3)."""
    return None if returned_on is None else add_months(returned_on, 1)


def is_plan_late(agreed_on: date | None, returned_on: date | None, today: date) -> bool:
    """Whether a plan was agreed, or is still open, after that day; it asks for a reason and stops nothing."""
    due = plan_due(returned_on)
    return due is not None and (agreed_on or today) > due
