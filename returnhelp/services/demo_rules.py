"""What the caseworkers of the demo office answered to the rules of eligibility, and the projects that were approved."""

from collections.abc import Sequence
from datetime import date, datetime, time

from returnhelp.domain.aid import AidComponent
from returnhelp.domain.case import Case
from returnhelp.domain.eligibility_answers import CODED, CodedReason
from returnhelp.domain.people import Person
from returnhelp.domain.projects import Feasibility, Project, ProjectState
from returnhelp.domain.rule_answers import RuleAnswer, RuleCode, RuleOutcome
from returnhelp.domain.steps import Step

_OF_ONE_PERSON = frozenset({RuleCode.X5, RuleCode.X8})


def answer(case: Case, people: Sequence[Person], day: date, now: datetime) -> None:
    """Every rule answered on the day on which the application went out; SEM is left to judge crime and abuse."""
    at = datetime.combine(day, time(10, 30), now.tzinfo)
    for rule in RuleCode:
        for person_id in [one.id for one in people] if rule in _OF_ONE_PERSON else [None]:
            judged = rule in CODED
            case.rule_answers.append(
                RuleAnswer(
                    rule,
                    RuleOutcome.UNKNOWN if judged else RuleOutcome.MET,
                    person_id,
                    reason=CodedReason.SEM_TO_JUDGE if judged else "",
                    answered_at=at,
                    by_user_id=case.caseworker_id,
                )
            )


def plan_projects(case: Case, way: Sequence[Step], days: Sequence[date]) -> None:
    """The project of each line of in-kind aid, as far as it had come on that way."""
    if Step.PROJECT_PLANNING not in way:
        return
    planned = days[way.index(Step.PROJECT_PLANNING)]
    running = days[way.index(Step.PROJECT_RUNNING)] if Step.PROJECT_RUNNING in way else None
    for line in case.aid:
        if line.component is AidComponent.IN_KIND and line.project is not None:
            case.projects.append(
                Project(
                    line.project,
                    state=ProjectState.RUNNING if running else ProjectState.SUBMITTED,
                    planned_on=planned,
                    feasibility=Feasibility.FEASIBLE if running else Feasibility.NOT_ASSESSED,
                    feasibility_on=running,
                    approved_on=running,
                    approved_by="SEM" if running else "",
                    started_on=running,
                )
            )
