"""A case as it stood on an earlier day, in the form in which its page shows it today."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from returnhelp.domain.edits import FIELDS, Record
from returnhelp.domain.household import MemberRole
from returnhelp.domain.steps import Reason, Step
from returnhelp.gui.models import fields
from returnhelp.services.cases import CaseView, StepSeen

Standing = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""Kind of record → number → field → value, as ``services.cases.as_it_was`` answers."""

_CASE_PARTS = (
    "travellers",
    "stays",
    "vulnerabilities",
    "consents",
    "contacts",
    "documents",
    "notes",
    "tasks",
    "aid_lines",
    "legs",
    "escorts",
    "arrangements",
    "clearances",
    "paper_requests",
    "rif_questions",
    "projects",
    "plan_goals",
    "plan_activities",
    "budget_lines",
    "quotes",
    "riat",
    "visits",
    "surveys",
    "trafficking",
    "sponsors",
    "entry_visas",
    "kinship_tests",
    "minor_care",
    "referrals",
    "data_requests",
)
_PERSON_PARTS = ("aliases", "travel_documents")
_ALSO = {
    "aid_lines": ("state", "decided", "decided_on", "decision_reference", "conditions", "paid", "paid_on", "origin"),
    "case": ("number", "pseudonym", "step", "step_since", "permit", "procedure", "origin", "deleted_at"),
    "contacts": ("by_user_id",),
    "documents": ("media_type", "size", "added_at", "by_user_id"),
    "notes": ("written_at", "by_user_id", "read_at"),
    "person": ("deleted_at",),
    "trafficking": ("risk_assessed_on", "risk_level"),
}


def as_view(standing: Standing, today: CaseView) -> CaseView:
    """The case of that day; ``today`` gives the names of users, and what is kept of no day."""
    case_id, household_id = today.case.id, today.household.id
    root, household_root = ("case", case_id), ("household", household_id)
    people = {
        number: _record(
            "person", number, {**values, "nationalities": _nationalities(standing, number)}, ("person", number)
        )
        for number, values in _of(standing, "person")
    }
    household = standing.get("household", {}).get(household_id, {})
    members = [_record("member", number, values, household_root) for number, values in _of(standing, "member")]
    steps = [_step(values, today.users) for _number, values in _of(standing, "steps_taken")]
    parts = {
        kind: tuple(_record(kind, number, values, root) for number, values in _of(standing, kind))
        for kind in _CASE_PARTS
    }
    principal = next((one for one in members if one.values["role"] is MemberRole.PRINCIPAL), None)
    named = people.get(principal.values["person_id"]) if principal is not None else None
    return CaseView(
        case=_record("case", case_id, standing["case"][case_id], root),
        household=_record("household", household_id, household, household_root),
        members=tuple(members),
        people=people,
        people_parts={number: {kind: _parts_of(standing, kind, number) for kind in _PERSON_PARTS} for number in people},
        parts=parts,
        steps=tuple(steps),
        next=(),
        users=today.users,
        name=_name(named) if named is not None else "",
        other_cases=(),
        last_saved=None,
        can_edit=False,
        instruments=today.instruments,
        programmes=today.programmes,
    )


def _of(standing: Standing, kind: str) -> list[tuple[int, Mapping[str, Any]]]:
    return sorted(standing.get(kind, {}).items())


def _record(kind: str, number: int, values: Mapping[str, Any], root: tuple[str, int]) -> Record:
    names = (*FIELDS[kind], *_ALSO.get(kind, ()))
    return Record(kind, number, root, {name: fields.typed(kind, name, values.get(name)) for name in names})


def _parts_of(standing: Standing, kind: str, person: int) -> tuple[Record, ...]:
    root = ("person", person)
    return tuple(
        _record(kind, number, values, root)
        for number, values in _of(standing, kind)
        if values.get("person_id") == person
    )


def _nationalities(standing: Standing, person: int) -> list[int]:
    mine = [values for _number, values in _of(standing, "nationalities") if values.get("person_id") == person]
    return [int(values["bfs"]) for values in sorted(mine, key=lambda values: int(values["position"]))]


def _name(person: Record) -> str:
    return " ".join(part for part in (person.values["family_name"], person.values["given_names"]) if part)


def _step(values: Mapping[str, Any], users: Mapping[int, str]) -> StepSeen:
    back: datetime | None = fields.typed("steps_taken", "taken_back_at", values.get("taken_back_at"))
    by, back_by = values.get("by_user_id"), values.get("taken_back_by")
    reason = values.get("reason")
    return StepSeen(
        step=Step(values["step"]),
        effective_on=date.fromisoformat(values["effective_on"]),
        recorded_at=datetime.fromisoformat(values["recorded_at"]),
        by=users.get(by, "") if by is not None else "",
        reason=Reason(reason) if reason else None,
        reference=values.get("reference") or "",
        comment=values.get("comment") or "",
        answers=values.get("answers") or {},
        taken_back_at=back,
        taken_back_by=users.get(back_by, "") if back_by is not None else "",
        taken_back_reason=values.get("taken_back_reason") or "",
        taken_over=values.get("origin") == "taken_over",
    )
