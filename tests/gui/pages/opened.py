"""Cases opened quickly for the pages that list them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from returnhelp.domain.case import Permit
from returnhelp.domain.edits import Edit
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.services import cases
from returnhelp.services.office import Office

GEORGIA, IRAQ, TURKEY = 8562, 8512, 8239


def open_case(
    office: Office,
    family: str,
    given: str = "Nino",
    *,
    nationality: int | None = GEORGIA,
    canton: str = "BE",
    on: date = date(2026, 3, 2),
    case: Mapping[str, Any] | None = None,
    permit: Permit = Permit.N,
    n_number: str = "",
    children: int = 0,
) -> int:
    """One case of one person (and children), by whoever is signed in."""
    person = {"family_name": family, "given_names": given, "birth_date": date(1988, 4, 2)}
    if nationality is not None:
        person["nationalities"] = [nationality]
    members = [NewMember(MemberRole.PRINCIPAL, person=person)]
    members += [
        NewMember(MemberRole.CHILD, person={"family_name": family, "given_names": f"Kind {number}"})
        for number in range(children)
    ]
    return cases.open_case(
        office,
        NewCase(
            tuple(members),
            household={"n_number": n_number, "canton": canton},
            case={"canton": canton, **(case or {})},
            stay={"permit": permit},
            opened_on=on,
        ),
    ).value


def add_task(office: Office, case_id: int, title: str, due_on: date | None) -> int:
    """An open task in a case, for whoever is signed in."""
    values = {"title": title, "due_on": due_on, "assignee_id": office.user.id}
    return cases.save(office, [Edit("tasks", None, ("case", case_id), values)]).value[0]
