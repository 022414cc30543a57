"""Households that leave, for tests of what is counted."""

from datetime import date

from returnhelp.domain.edits import Edit
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.services import cases
from returnhelp.services.office import Office
from tests.office import has_departed


def depart(office: Office, sexes: str, canton: str, day: date) -> int:
    """A household of these people leaves that day; the answer is their case."""
    new = NewCase(
        household={"canton": canton},
        members=tuple(
            NewMember(
                MemberRole.PRINCIPAL if number == 0 else MemberRole.CHILD,
                person={"family_name": f"F{number}", "sex": sex, "birth_date": date(1990, 1, 1)},
            )
            for number, sex in enumerate(sexes)
        ),
    )
    number = cases.open_case(office, new).value
    parts = cases.view(office, number).parts["travellers"]
    has_departed(office, number, day)
    cases.save(office, [Edit("travellers", one.id, ("case", number), {"departed_on": day}) for one in parts])
    return number
