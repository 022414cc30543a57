"""A case is opened with its family, read whole, edited by field, undone, and shown as it was on any day."""

import random
from datetime import date, timedelta

import pytest

from returnhelp.domain.case import CaseType, Permit
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    ChangedMeanwhileError,
    FieldRefusedError,
    NameMissingError,
    NotAllowedError,
    NotThereError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.steps import Need, Step
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.services import cases, people
from returnhelp.services.office import Office
from tests.office import Offices

FAMILY = NewCase(
    household={"n_number": "N 654 321", "canton": "BE", "entry_date": date(2025, 5, 4)},
    case={"kind": CaseType.VOLUNTARY_RETURN, "destination": 8562, "canton": "BE"},
    stay={"permit": Permit.N, "since": date(2025, 5, 6)},
    members=(
        NewMember(
            MemberRole.PRINCIPAL,
            person={
                "family_name": "Beridze",
                "given_names": "Nino",
                "birth_date": date(1988, 4, 2),
                "nationalities": [8562],
                "zemis": "12345678.9",
            },
        ),
        NewMember(MemberRole.SPOUSE, person={"family_name": "Beridze", "given_names": "Giorgi"}),
        NewMember(
            MemberRole.CHILD,
            person={"family_name": "Beridze", "given_names": "Luka"},
            vulnerabilities=(VulnerabilityKind.HEALTH,),
        ),
    ),
    channel="phone",
)


def open_family(office: Office) -> int:
    return cases.open_case(office, FAMILY).value


def test_a_family_is_opened_whole(anna: Office) -> None:
    change = cases.open_case(anna, FAMILY)
    seen = cases.view(anna, change.value)
    assert seen.case.values["number"] == "2026-0001"
    assert seen.case.values["step"] is Step.ENQUIRY
    assert seen.case.values["permit"] is Permit.N
    assert seen.name == "Beridze Nino"
    assert len(seen.people) == len(seen.members) == len(seen.parts["travellers"]) == 3
    assert seen.parts["vulnerabilities"][0].values["kind"] is VulnerabilityKind.HEALTH
    assert seen.case.values["caseworker_id"] == anna.user.id
    assert change.cases == {change.value}
    assert len(change.people) == 3
    assert seen.next[0].step is Step.COUNSELLING


def test_numbers_have_no_gap_even_when_an_opening_fails(anna: Office) -> None:
    open_family(anna)
    with pytest.raises(NameMissingError):
        cases.open_case(anna, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person={"family_name": " "}),)))
    with pytest.raises(FieldRefusedError):
        cases.open_case(
            anna,
            NewCase(members=(NewMember(MemberRole.PRINCIPAL, person={"family_name": "X", "sex": "?"}),)),
        )
    second = open_family(anna)
    assert cases.view(anna, second).case.values["number"] == "2026-0002"


def test_what_is_missing_for_the_next_step_is_told(anna: Office) -> None:
    number = open_family(anna)
    submit = {step.step: step for step in cases.view(anna, number).next}
    assert submit[Step.COUNSELLING].missing == ()
    nobody = cases.open_case(anna, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person={"family_name": "A"}),)))
    edit = Edit("case", nobody.value, ("case", nobody.value), {"caseworker_id": None})
    cases.save(anna, [edit])
    steps = {step.step: step for step in cases.view(anna, nobody.value).next}
    assert steps[Step.COUNSELLING].missing == (Need.CASEWORKER,)


def test_all_edits_of_a_save_stand_or_fall_together(anna: Office) -> None:
    number = open_family(anna)
    root = ("case", number)
    seen = cases.view(anna, number)
    with pytest.raises(FieldRefusedError):
        cases.save(
            anna,
            [
                Edit("case", number, root, {"airport": "ZRH"}, {"airport": ""}),
                Edit("tasks", None, root, {"title": ""}),
            ],
        )
    assert cases.view(anna, number).case.values == seen.case.values


def test_a_person_of_the_family_is_edited_and_found_under_the_new_name(anna: Office) -> None:
    number = open_family(anna)
    person = min(cases.view(anna, number).people)
    cases.save(
        anna,
        [
            Edit(
                "person",
                person,
                ("person", person),
                {"family_name": "Özgür", "nationalities": [8562, 8239]},
                {"family_name": "Beridze", "nationalities": [8562]},
            )
        ],
    )
    seen = cases.view(anna, number)
    assert seen.people[person].values["nationalities"] == [8562, 8239]
    assert seen.name == "Özgür Nino"


def test_somebody_else_was_first(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    root = ("case", number)
    cases.save(beat, [Edit("case", number, root, {"programme": "Georgia"}, {"programme": ""})])
    with pytest.raises(ChangedMeanwhileError) as error:
        cases.save(
            anna, [Edit("case", number, root, {"programme": "RAS", "flight": "LX 1"}, {"programme": "", "flight": ""})]
        )
    (conflict,) = error.value.conflicts
    assert error.value.given["who"] == "Beat Beispiel"
    assert (conflict.field, conflict.theirs, conflict.mine) == ("programme", "Georgia", "RAS")
    assert cases.view(anna, number).case.values["flight"] == ""


def test_an_edit_is_undone_unless_somebody_went_on_from_it(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    root = ("case", number)
    change = cases.save(
        anna,
        [
            Edit("case", number, root, {"airport": "GVA", "planned_departure": date(2026, 4, 1)}),
            Edit("tasks", None, root, {"title": "Call", "due_on": date(2026, 3, 25)}),
        ],
    )
    with pytest.raises(NotAllowedError):
        cases.undo(beat, change.seq)
    cases.undo(anna, change.seq)
    seen = cases.view(anna, number)
    assert (seen.case.values["airport"], seen.case.values["planned_departure"]) == ("", None)
    assert seen.parts["tasks"] == ()
    again = cases.save(anna, [Edit("case", number, root, {"airport": "GVA"})])
    cases.save(beat, [Edit("case", number, root, {"airport": "ZRH"})])
    with pytest.raises(ChangedMeanwhileError):
        cases.undo(anna, again.seq)
    assert cases.view(anna, number).case.values["airport"] == "ZRH"


def test_a_removed_record_comes_back_by_undo(anna: Office) -> None:
    number = open_family(anna)
    root = ("case", number)
    made = cases.save(anna, [Edit("contacts", None, root, {"kind": "phone", "happened_on": date(2026, 3, 1)})])
    contact = made.value[0]
    removed = cases.save(anna, [Edit("contacts", contact, root, remove=True)])
    assert cases.view(anna, number).parts["contacts"] == ()
    cases.undo(anna, removed.seq)
    (back,) = cases.view(anna, number).parts["contacts"]
    assert back.values["happened_on"] == date(2026, 3, 1)


def test_the_history_tells_who_changed_which_field_of_what(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    cases.save(beat, [Edit("case", number, ("case", number), {"airport": "ZRH"}, {"airport": ""})])
    line = cases.history(anna, "case", number)[0]
    assert (line.by, line.field, line.old, line.new) == ("Beat Beispiel", "airport", "", "ZRH")


def test_the_case_is_shown_as_it_was_on_any_day(house: Offices) -> None:
    anna = house.enter("anna")
    number = open_family(anna)
    root = ("case", number)
    dice = random.Random(7)
    days: list[tuple[date, dict[str, object], int]] = []
    tasks: list[int] = []
    for _day in range(12):
        for _edit in range(dice.randrange(3)):
            match dice.randrange(3):
                case 0:
                    cases.save(anna, [Edit("case", number, root, {"flight": f"LX {dice.randrange(99)}"})])
                case 1:
                    made = cases.save(anna, [Edit("tasks", None, root, {"title": f"task {dice.randrange(99)}"})])
                    tasks.append(made.value[0])
                case 2 if tasks:
                    cases.save(anna, [Edit("tasks", tasks.pop(), root, remove=True)])
        seen = cases.view(anna, number)
        days.append((anna.today(), {"flight": seen.case.values["flight"]}, len(seen.parts["tasks"])))
        house.clock.pass_days(1)
    for day, facts, count in days:
        then = cases.as_it_was(anna, number, day)
        assert then["case"][number]["flight"] == facts["flight"]
        assert len(then.get("tasks", {})) == count
        assert len(then["person"]) == 3
    assert cases.as_it_was(anna, number, days[0][0] - timedelta(days=1)) == {}


def test_restricted_cases_are_for_their_caseworker(house: Offices) -> None:
    anna, beat, sara = house.enter("anna"), house.enter("beat"), house.enter("sara")
    number = open_family(anna)
    cases.save(anna, [Edit("case", number, ("case", number), {"restricted": True}, {"restricted": False})])
    assert cases.view(anna, number).case.values["restricted"]
    person = min(cases.view(anna, number).people)
    for other in (beat, sara):
        with pytest.raises(NotThereError):
            cases.view(other, number)
        with pytest.raises(NotThereError):
            people.view(other, person)
        with pytest.raises(NotThereError):
            cases.save(other, [Edit("person", person, ("person", person), {"phone": "1"})])


def test_an_admin_sees_no_names(house: Offices) -> None:
    number = open_family(house.enter("anna"))
    with pytest.raises(NotAllowedError):
        cases.view(house.admin, number)
