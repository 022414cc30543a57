"""What the rules, the money, the journey and the new start tell is told to nobody who may not see the case."""

import pytest

from returnhelp.domain.aid import AidComponent, ProjectKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import FieldRefusedError, NotThereError, SealedPersonError, UserNotThereError
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.register_lists import Register
from returnhelp.services import cases, handover, registers, users
from returnhelp.services.office import Office
from tests.office import Offices
from tests.services.test_sight import named, restrict
from tests.services.trafficking_world import traveller


def test_nobody_is_reached_by_an_edit_that_says_they_stood_there_before(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    hidden = named(anna, "Hidden")
    person = traveller(anna, hidden)
    restrict(anna, hidden)
    mine = named(beat, "Mine")
    for entity in ("travellers", "visits", "referrals", "minor_care"):
        with pytest.raises(NotThereError):
            cases.save(beat, [Edit(entity, None, ("case", mine), {"person_id": person}, {"person_id": person})])
    assert "Hidden" not in repr(cases.view(beat, mine))


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        ("riat", {"partner_id": 999}),
        ("trafficking", {"partner_id": 999}),
        ("projects", {"kind": ProjectKind.MICRO_ENTERPRISE, "partner_id": 999}),
        ("projects", {"kind": ProjectKind.MICRO_ENTERPRISE, "programme_id": 999}),
        ("projects", {"kind": ProjectKind.MICRO_ENTERPRISE, "aid_line_id": 999}),
    ],
)
def test_a_record_names_nothing_that_is_not_there(anna: Office, entity: str, values: dict[str, object]) -> None:
    number = named(anna, "Muster")
    if entity == "trafficking":
        values = values | {"person_id": traveller(anna, number)}
    with pytest.raises(FieldRefusedError):
        cases.save(anna, [Edit(entity, None, ("case", number), values)])


def test_a_project_is_paid_from_no_line_of_another_case(anna: Office) -> None:
    mine, other = named(anna, "Muster"), named(anna, "Beispiel")
    values = {"component": AidComponent.IN_KIND, "requested": 100_000}
    line = cases.save(anna, [Edit("aid_lines", None, ("case", other), values)]).value[0]
    project = {"kind": ProjectKind.MICRO_ENTERPRISE, "aid_line_id": line}
    with pytest.raises(FieldRefusedError):
        cases.save(anna, [Edit("projects", None, ("case", mine), project)])
    cases.save(anna, [Edit("projects", None, ("case", other), project)])


def test_a_project_does_not_name_a_line_that_was_removed(anna: Office) -> None:
    number = named(anna, "Muster")
    root = ("case", number)
    values = {"component": AidComponent.IN_KIND, "requested": 100_000}
    line = cases.save(anna, [Edit("aid_lines", None, root, values)]).value[0]
    cases.save(anna, [Edit("projects", None, root, {"kind": ProjectKind.MICRO_ENTERPRISE, "aid_line_id": line})])
    cases.save(anna, [Edit("aid_lines", line, root, remove=True)])
    [project] = cases.view(anna, number).parts["projects"]
    assert project.values["aid_line_id"] is None


def test_a_partner_in_the_trash_stays_where_it_is_named_and_is_named_no_more(anna: Office, sara: Office) -> None:
    partner = registers.save(sara, [Edit("partners", None, ("partners", -1), {"name": "Caritas"})]).value[0]
    first, second = named(anna, "Muster"), named(anna, "Beispiel")
    riat = cases.save(anna, [Edit("riat", None, ("case", first), {"partner_id": partner})]).value[0]
    registers.put_into_trash(sara, Register.PARTNERS, partner)
    cases.save(anna, [Edit("riat", riat, ("case", first), {"partner_id": partner, "assistance_needed": "Tools"})])
    with pytest.raises(FieldRefusedError):
        cases.save(anna, [Edit("riat", None, ("case", second), {"partner_id": partner})])


@pytest.mark.parametrize("values", [{"caseworker_id": 999}, {"programme_id": 999}])
def test_a_new_case_names_nothing_that_is_not_there(anna: Office, values: dict[str, object]) -> None:
    member = NewMember(MemberRole.PRINCIPAL, person={"family_name": "Muster"})
    with pytest.raises(FieldRefusedError):
        cases.open_case(anna, NewCase(members=(member,), case=values))


@pytest.mark.parametrize(
    ("entity", "values"),
    [("aid_lines", {"component": AidComponent.BASIC, "requested": 100_000}), ("referrals", {"organisation": "FIZ"})],
)
def test_nobody_is_named_in_a_case_in_which_they_have_no_part(
    anna: Office, entity: str, values: dict[str, object]
) -> None:
    mine, other = named(anna, "Muster"), named(anna, "Beispiel")
    stranger = traveller(anna, other)
    edit = Edit(entity, None, ("case", mine), values | {"person_id": stranger})
    with pytest.raises(SealedPersonError):
        cases.save(anna, [edit])
    cases.save(anna, [edit, Edit("travellers", None, ("case", mine), {"person_id": stranger})])


def test_a_case_is_given_to_nobody_who_works_on_none(house: Offices) -> None:
    anna = house.enter("anna")
    number = named(anna, "Muster")
    ids = {one.name: one.id for one in users.everybody(house.admin)}
    users.disable(house.admin, ids["beat"])
    for name in ("vera", "otto", "beat"):
        with pytest.raises(UserNotThereError):
            handover.hand_over(anna, {number: ids[name]})
        with pytest.raises(UserNotThereError):
            handover.note(anna, number, "Please call", ids[name])
        with pytest.raises(FieldRefusedError):
            cases.save(anna, [Edit("case", number, ("case", number), {"caseworker_id": ids[name]})])
    assert handover.hand_over(anna, {number: ids["sara"]}).value == 1
