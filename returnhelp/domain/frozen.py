"""What is kept of a departure when its month is closed, beside whom it was: help, its stage, what CTDC counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from returnhelp.domain import ctdc
from returnhelp.domain.aid import AidComponent, DecisionState
from returnhelp.domain.area_checks import SWITZERLAND
from returnhelp.domain.figures import Key
from returnhelp.domain.projects import ActivityState, Dimension, KeyMoment, ProjectState
from returnhelp.domain.regions import NO, YES, Assistance, AssistanceDimension, Stage
from returnhelp.domain.tables import FLAG_GROUPS, Variable
from returnhelp.domain.trafficking import Exploitation, ExploitedIn, TraffickingFacts, TraffickingStatus

GRANTED = (DecisionState.GRANTED, DecisionState.PARTLY_GRANTED)
"""The decisions by which a line of aid counts as help."""
VICTIMS = (TraffickingStatus.ACTUAL, TraffickingStatus.POSSIBLE)
"""Who counts as a victim; who turned out not to be one does not."""
_BEFORE_APPROVAL = (ProjectState.IDEA, ProjectState.PLANNED, ProjectState.SUBMITTED, ProjectState.STOPPED)

_PROGRAMME = frozenset({AidComponent.POST_ARRIVAL, AidComponent.POST_RETURN})
_ADDITIONAL = frozenset({AidComponent.IN_KIND, AidComponent.IN_KIND_RAISED, AidComponent.MEDICAL})
_ABROAD = _PROGRAMME | {AidComponent.IN_KIND, AidComponent.IN_KIND_RAISED}
_ORDER = tuple(Assistance)

_EXPLOITATION: Mapping[Exploitation, Variable] = {
    Exploitation.FORCED_LABOUR: Variable.FORCED_LABOUR,
    Exploitation.CHILD_LABOUR: Variable.FORCED_LABOUR,
    Exploitation.SEXUAL: Variable.SEXUAL_EXPLOITATION,
}
_GROUPS: Mapping[str, str] = {
    "means": "means",
    "labour": "labour_sectors",
    "sexual": "sexual_types",
    "recruiter": "recruiters",
}


def is_approved(state: ProjectState, approved: bool) -> bool:
    """Whether a project was approved; one that was stopped or planned anew counts by the day of its approval."""
    if state is ProjectState.REFUSED:
        return False
    return approved or state not in _BEFORE_APPROVAL


def assistance(granted: Iterable[AidComponent], *, projects: bool, riat: KeyMoment | None) -> Assistance:
    """The most that somebody was granted, alone or with the household.

    Everything for the way is travel (travel and exit money, baggage, documents, escorts, the examination before it);
    the basic sum is basic; aid in kind, medical aid and an approved project (``projects``) are additional; aid after
    arrival or return, and a case that RIAT took (registered and not rejected), are a programme.
    """
    found = {_assistance_of(one) for one in granted}
    if projects:
        found.add(Assistance.ADDITIONAL)
    if riat not in (None, KeyMoment.NOT_REGISTERED, KeyMoment.REJECTED):
        found.add(Assistance.PROGRAMME)
    return max(found, key=_ORDER.index, default=Assistance.NONE)


def _assistance_of(component: AidComponent) -> Assistance:
    if component in _PROGRAMME:
        return Assistance.PROGRAMME
    if component in _ADDITIONAL:
        return Assistance.ADDITIONAL
    return Assistance.BASIC if component is AidComponent.BASIC else Assistance.TRAVEL


def stage(granted: Iterable[AidComponent], *, projects: bool) -> Stage:
    """After arrival where a project was approved, or aid in kind or for after the arrival or return was granted."""
    return Stage.AFTER_ARRIVAL if projects or _ABROAD.intersection(granted) else Stage.UNTIL_DEPARTURE


def dimension(planned: Iterable[tuple[ProjectState, ActivityState, Dimension]]) -> AssistanceDimension:
    """What the activities of the projects are in; refused projects and dropped activities do not count."""
    found = {
        which
        for project, activity, which in planned
        if project is not ProjectState.REFUSED and activity is not ActivityState.DROPPED
    }
    if len(found) > 1:
        return AssistanceDimension.SEVERAL
    return AssistanceDimension(found.pop().value) if found else AssistanceDimension.NONE


def victim(recorded: Sequence[TraffickingFacts]) -> dict[str, Any] | None:
    """What CTDC counts of a person who is or may be a victim of trafficking; None for everybody else.

    The answers of each group are names of variables, in their order. Child labour counts as forced labour, every
    other kind but sexual exploitation as another (CTDC codebook v2). Where somebody was exploited comes from the
    answer, or else from the country; an exploitation that was only attempted took place nowhere unless one is named.
    """
    known = [one for one in recorded if one.status in VICTIMS]
    if not known:
        return None
    kinds = {
        _EXPLOITATION.get(Exploitation(kind), Variable.OTHER_EXPLOITATION) for one in known for kind in one.exploitation
    }
    told: dict[str, Any] = {"exploitation": _in_order(kinds)}
    for group, name in _GROUPS.items():
        told[group] = _in_order({Variable(f"{group}_{word}") for one in known for word in getattr(one, name)})
    told["months"] = max((one.months for one in known if one.months is not None), default=None)
    told["country"] = next((where for one in known if (where := _country(one)) is not None), None)
    return told


def _in_order(flags: set[Variable]) -> list[str]:
    return [one.value for one in Variable if one in flags]


def _country(facts: TraffickingFacts) -> str | None:
    if facts.exploited_in in (ExploitedIn.SWITZERLAND, ExploitedIn.ABROAD):
        return facts.exploited_in.value
    if facts.country_of_exploitation is None:
        return None
    here = facts.country_of_exploitation == SWITZERLAND
    return (ExploitedIn.SWITZERLAND if here else ExploitedIn.ABROAD).value


def trafficking_key(variable: Variable, told: Mapping[str, Any] | None) -> Key:
    """The category of a variable of trafficking that ``victim`` told of; None is no victim."""
    if variable is Variable.TRAFFICKING:
        return NO if told is None else YES
    if variable is Variable.TRAFFICKED_MONTHS:
        return (ctdc.TraffickedMonths.NO_VICTIM if told is None else ctdc.months_class(told["months"])).value
    if variable is Variable.EXPLOITATION_COUNTRY:
        if told is None:
            return ctdc.ExploitationCountry.NO_VICTIM.value
        return ctdc.ExploitationCountry(told["country"] or ctdc.ExploitationCountry.UNKNOWN).value
    group = (
        variable if variable in FLAG_GROUPS else next(one for one, flags in FLAG_GROUPS.items() if variable in flags)
    )
    if told is None:
        return ctdc.Answered.NO_VICTIM.value
    answers = told[group.value.removesuffix("_answered")]
    if not answers:
        return ctdc.Answered.NO_ANSWER.value
    if variable is group:
        return ctdc.Answered.ANSWERED.value
    return (ctdc.Flag.YES if variable.value in answers else ctdc.Flag.OTHER_ANSWER).value
