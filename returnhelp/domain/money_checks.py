"""What a case must have before money is paid, and what its lines may no longer become once money moved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from returnhelp.domain.aid import AidComponent, AidLine, DecisionState
from returnhelp.domain.case import Case
from returnhelp.domain.errors import (
    DetentionInterviewMissingError,
    LineDecidedError,
    LineHasMoneyError,
    ProjectMoneyTooEarlyError,
)
from returnhelp.domain.ledger_rules import PROJECTS
from returnhelp.domain.people import Origin
from returnhelp.domain.projects import Project, ProjectState

_APPROVED = (ProjectState.APPROVED, ProjectState.RUNNING, ProjectState.COMPLETED)
_GRANTED = (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED)
_AS_DECIDED = ("component", "person_id")


def check_before_payment(case: Case, line: AidLine, on: date) -> None:
    """The step that a payment waits for: the interview in detention, the approval of a project.

    Raises DetentionInterviewMissingError (AsylV 2 Art. 59a(2bis)), ProjectMoneyTooEarlyError.
    """
    if line.component is AidComponent.TRAVEL_MONEY_DETENTION:
        held = case.detention_interview_on
        if held is None or held > on:
            raise DetentionInterviewMissingError(day=on)
    if is_for_a_project(line) and not any(_pays_for(line, one, on) for one in case.projects):
        raise ProjectMoneyTooEarlyError(component=line.component, day=on)


def is_for_a_project(line: AidLine) -> bool:
    """Whether a line is paid out for a reintegration project."""
    return line.project is not None or line.component in PROJECTS


def _pays_for(line: AidLine, project: Project, on: date) -> bool:
    """Whether a project is approved by that day, and the line is its own or may be."""
    if project.state not in _APPROVED or (project.approved_on is not None and project.approved_on > on):
        return False
    if project.aid_line_id is not None:
        return project.aid_line_id == line.id
    return line.project is None or project.kind is line.project


def check_edit(line: AidLine, values: Mapping[str, Any]) -> None:
    """What SEM decided for one person and one kind of aid stays theirs; what a list brought may be set right.

    Raises LineDecidedError.
    """
    if line.state in _GRANTED and line.origin is not Origin.TAKEN_OVER:
        for name in _AS_DECIDED:
            if name in values and values[name] != getattr(line, name):
                raise LineDecidedError(component=line.component)


def check_lines(case: Case) -> None:
    """Each line that the ledger or a payment names is there in its currency. Raises LineHasMoneyError."""
    currencies = {line.id: line.currency for line in case.aid if line.id is not None}
    if any(currencies.get(entry.line_id) != entry.currency for entry in case.ledger) or any(
        payment.line_id not in currencies for payment in case.payments
    ):
        raise LineHasMoneyError()
