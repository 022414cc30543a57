"""A case of trafficking, and colleagues with and without the clearance for it."""

from datetime import date
from typing import Any

from returnhelp.domain.case import CaseType
from returnhelp.domain.compartments import SealedKind
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.people import Sex
from returnhelp.domain.roles import Clearance, Role
from returnhelp.domain.trafficking import RiskLevel
from returnhelp.services import cases, compartments, users
from returnhelp.services.office import Office
from tests.office import Offices

NIGERIA = 8336
ROLES = {"anna": {Role.CASEWORKER}, "beat": {Role.CASEWORKER}, "sara": {Role.SUPERVISOR}, "otto": {Role.AUDITOR}}
CONTENT = "She must not be rung at home"


def clear(house: Offices, name: str, *clearances: Clearance) -> Office:
    """Somebody with these clearances, signed in."""
    one = next(user for user in users.everybody(house.admin) if user.name == name)
    users.change(house.admin, one.id, display_name=one.display_name, roles=ROLES[name], clearances=clearances)
    return house.enter(name)


def person(given: str = "Blessing", family: str = "Okonkwo", **more: object) -> dict[str, object]:
    return {
        "family_name": family,
        "given_names": given,
        "original_family_name": "Ọkọnkwọ",
        "sex": Sex.FEMALE,
        "birth_date": date(1999, 4, 2),
        "nationalities": [NIGERIA],
        "phone": "+41 79 111 22 33",
        "zemis": "012.345.678-1",
        **more,
    }


def open_case(office: Office, kind: CaseType = CaseType.TRAFFICKING_RETURN, *people: dict[str, object]) -> int:
    """A case of one woman, or of these people."""
    members = tuple(
        NewMember(MemberRole.CHILD if place else MemberRole.PRINCIPAL, person=one)
        for place, one in enumerate(people or (person(),))
    )
    new = NewCase(members=members, household={"n_number": "N 765 432"}, case={"kind": kind})
    return cases.open_case(office, new).value


def traveller(office: Office, case_id: int, place: int = 0) -> int:
    """The number of a person of the case."""
    return int(cases.view(office, case_id).parts["travellers"][place].values["person_id"])


def safe_contact(**more: Any) -> dict[str, Any]:
    return {"safe_channel": "shelter", "code_word": "Aprikose", "never_do": CONTENT, **more}


def assessment(office: Office, **more: Any) -> dict[str, Any]:
    return {
        "assessed_on": office.today(),
        "assessor": "A. Muster",
        "level": RiskLevel.MEDIUM,
        "risks_of_family": "An uncle took part.",
        "measures": "Shelter in another town.",
        **more,
    }


def write_contact(office: Office, case_id: int, **more: Any) -> int:
    """Seal how the woman of the case may be reached."""
    seen = compartments.read(office, case_id, SealedKind.SAFE_CONTACT, traveller(office, case_id))
    return compartments.write(
        office,
        case_id,
        SealedKind.SAFE_CONTACT,
        traveller(office, case_id),
        safe_contact(**more),
        seen.id if seen else None,
    ).value
