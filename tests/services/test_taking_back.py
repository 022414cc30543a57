"""Taking an edit back keeps every rule that the edit itself had to keep, and brings back nothing that is gone."""

from datetime import date

import pytest

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    ChangedMeanwhileError,
    FieldRefusedError,
    LineDecidedError,
    NotAllowedError,
    NotThereError,
    ProjectGoneError,
    ProjectPaidOutError,
    ProjectWithoutBudgetError,
    ReceivingPersonUnnamedError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.money import PaymentPlace
from returnhelp.domain.opening import NewMember
from returnhelp.domain.projects import Feasibility, ProjectState
from returnhelp.domain.register_lists import Register
from returnhelp.services import cases, households, money, registers, trash
from returnhelp.services.money import PaymentWish
from returnhelp.services.office import Office
from tests.office import Offices, decided
from tests.services.test_sight import cleared, named
from tests.services.trafficking_world import traveller


def made(office: Office, case_id: int, entity: str, **values: object) -> tuple[int, int]:
    """A record of a case: its number, and the entry by which it is taken back."""
    change = cases.save(office, [Edit(entity, None, ("case", case_id), values)])
    return change.value[0], change.seq


def changed(office: Office, case_id: int, entity: str, number: int, **values: object) -> int:
    return cases.save(office, [Edit(entity, number, ("case", case_id), values)]).seq


def removed(office: Office, case_id: int, entity: str, number: int) -> int:
    return cases.save(office, [Edit(entity, number, ("case", case_id), remove=True)]).seq


def parts(office: Office, case_id: int, entity: str) -> list[object]:
    return [one.values for one in cases.view(office, case_id).parts[entity]]


@pytest.fixture
def number(anna: Office) -> int:
    return named(anna, "Muster")


def test_a_restriction_is_not_lifted_by_undo(anna: Office, number: int) -> None:
    seq = changed(anna, number, "case", number, restricted=True)
    with pytest.raises(NotAllowedError):
        cases.undo(anna, seq)
    assert cases.view(anna, number).case.values["restricted"]


def test_what_sem_decided_stays_of_its_kind(anna: Office, number: int) -> None:
    line, _ = made(anna, number, "aid_lines", component=AidComponent.BASIC, requested=50_000)
    seq = changed(anna, number, "aid_lines", line, component=AidComponent.MEDICAL)
    decided(anna, number, on=date(2026, 3, 2))
    with pytest.raises(LineDecidedError):
        cases.undo(anna, seq)


def test_the_rules_of_a_project_hold(anna: Office, number: int) -> None:
    project, _ = made(anna, number, "projects", kind=ProjectKind.MICRO_ENTERPRISE, title="Bakery")
    _, budget = made(anna, number, "budget_lines", project_id=project, item="Oven", amount=100_00, currency="CHF")
    changed(anna, number, "projects", project, feasibility=Feasibility.FEASIBLE, state=ProjectState.APPROVED)
    with pytest.raises(ProjectWithoutBudgetError):
        cases.undo(anna, budget)


def test_a_project_that_is_taken_back_takes_its_parts_along(anna: Office, number: int) -> None:
    project, seq = made(anna, number, "projects", kind=ProjectKind.MICRO_ENTERPRISE, title="Bakery")
    made(anna, number, "budget_lines", project_id=project, item="Oven", amount=100_00, currency="CHF")
    cases.undo(anna, seq)
    assert parts(anna, number, "projects") == parts(anna, number, "budget_lines") == []


def test_a_project_with_a_payment_is_not_taken_back(anna: Office, number: int) -> None:
    line, _ = made(anna, number, "aid_lines", component=AidComponent.IN_KIND, requested=100_000)
    decided(anna, number, on=date(2026, 3, 2))
    _, seq = made(anna, number, "projects", kind=ProjectKind.MICRO_ENTERPRISE, aid_line_id=line)
    money.plan(anna, number, line, [PaymentWish(amount=100_000, place=PaymentPlace.SUPPLIER)])
    with pytest.raises(ProjectPaidOutError):
        cases.undo(anna, seq)


def test_a_part_does_not_come_back_without_its_project(anna: Office, number: int) -> None:
    project, _ = made(anna, number, "projects", kind=ProjectKind.MICRO_ENTERPRISE, title="Bakery")
    line, _ = made(anna, number, "budget_lines", project_id=project, item="Oven", amount=100_00, currency="CHF")
    seq = removed(anna, number, "budget_lines", line)
    removed(anna, number, "projects", project)
    with pytest.raises(ProjectGoneError):
        cases.undo(anna, seq)


def test_the_rules_of_the_other_areas_hold(anna: Office, number: int) -> None:
    care, _ = made(anna, number, "minor_care", person_id=traveller(anna, number))
    seq = changed(anna, number, "minor_care", care, receiving_name="Ann Example")
    changed(anna, number, "minor_care", care, receiving_confirmed_on=date(2026, 3, 1))
    with pytest.raises(ReceivingPersonUnnamedError):
        cases.undo(anna, seq)


@pytest.mark.parametrize("for_good", [False, True])
def test_a_record_does_not_come_back_for_somebody_who_is_gone(house: Offices, number: int, for_good: bool) -> None:
    anna, sara = house.enter("anna"), cleared(house)
    wife = households.add_member(
        anna, number, NewMember(MemberRole.SPOUSE, person={"family_name": "Muster"}, travels=False)
    ).value
    seen = cases.view(anna, number)
    referral, _ = made(anna, number, "referrals", organisation="FIZ", person_id=wife)
    seq = removed(anna, number, "referrals", referral)
    (member,) = (one.id for one in seen.members if one.values["person_id"] == wife)
    cases.save(anna, [Edit("member", member, ("household", seen.household.id), remove=True)])
    trash.put_in(anna, "person", wife)
    if for_good:
        assert trash.empty(sara, everything=True).value == 1
    with pytest.raises(NotThereError):
        cases.undo(anna, seq)


def test_what_went_for_good_does_not_come_back_in_the_next_case_of_that_number(house: Offices, number: int) -> None:
    anna, sara = house.enter("anna"), cleared(house)
    note, _ = made(anna, number, "notes", text="Told in confidence")
    seq = removed(anna, number, "notes", note)
    trash.put_in(anna, "case", number)
    trash.empty(sara, everything=True)
    assert named(anna, "Latter") == number
    with pytest.raises(NotThereError):
        cases.undo(anna, seq)
    assert parts(anna, number, "notes") == []


def test_nothing_is_taken_back_in_the_trash_but_the_deletion(anna: Office, number: int) -> None:
    edited = changed(anna, number, "case", number, airport="ZRH")
    deleted = trash.put_in(anna, "case", number).seq
    with pytest.raises(NotThereError):
        cases.undo(anna, edited)
    cases.undo(anna, deleted)
    assert cases.view(anna, number).can_edit


def test_a_record_that_a_colleague_went_on_with_is_not_taken_away(house: Offices, number: int) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    task, seq = made(anna, number, "tasks", title="Call the embassy")
    changed(beat, number, "tasks", task, done_on=date(2026, 3, 20))
    with pytest.raises(ChangedMeanwhileError):
        cases.undo(anna, seq)
    assert len(parts(anna, number, "tasks")) == 1


def test_a_register_names_no_partner_that_is_gone_by_undo(sara: Office) -> None:
    partner = registers.save(sara, [Edit("partners", None, ("partners", -1), {"name": "Caritas"})]).value[0]
    values = {"title": "School", "partner_id": partner}
    project = registers.save(sara, [Edit("structural_projects", None, ("structural_projects", -1), values)]).value[0]
    root = ("structural_projects", project)
    seq = registers.save(sara, [Edit("structural_projects", project, root, {"partner_id": None})]).seq
    registers.put_into_trash(sara, Register.PARTNERS, partner)
    with pytest.raises(FieldRefusedError):
        registers.undo(sara, seq)
