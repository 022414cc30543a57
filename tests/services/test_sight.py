"""Who may not see a restricted record learns nothing of it by any way around, and merging people loses nothing."""

from datetime import date
from pathlib import Path

import pytest

from returnhelp.domain.documents import DocumentKind
from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    CannotUnmergeError,
    FieldRefusedError,
    FileNotReadError,
    NotAllowedError,
    NotThereError,
    PersonInUseError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.lists import CaseQuery, PersonQuery
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.roles import Clearance, Role
from returnhelp.domain.steps import Step
from returnhelp.services import (
    audit,
    cases,
    documents,
    handover,
    households,
    lists,
    people,
    preferences,
    steps,
    trash,
    users,
)
from returnhelp.services.office import Office
from tests.office import Offices, has_departed
from tests.services.test_cases import open_family


def cleared(house: Offices) -> Office:
    """The supervisor with a clearance."""
    number = next(one.id for one in users.everybody(house.admin) if one.name == "sara")
    users.change(
        house.admin,
        number,
        display_name="Sara Leitung",
        roles={Role.SUPERVISOR},
        clearances={Clearance.TRAFFICKING},
    )
    return house.enter("sara")


def restrict(office: Office, number: int) -> None:
    cases.save(office, [Edit("case", number, ("case", number), {"restricted": True})])


def named(office: Office, family: str, given: str = "X", **more: object) -> int:
    """A case of one new person."""
    person = {"family_name": family, "given_names": given, **more}
    return cases.open_case(office, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person=person),))).value


def second_case(office: Office, number: int, person: int) -> int:
    """A case of its own for one member of the household of another."""
    household = cases.view(office, number).household.id
    new = NewCase(household_id=household, members=(NewMember(MemberRole.SPOUSE, person_id=person),))
    return cases.open_case(office, new).value


def test_the_restricted_case_of_a_relative_is_not_told_by_the_open_one(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    husband = named(anna, "Openly")
    wife = households.add_member(
        anna, husband, NewMember(MemberRole.SPOUSE, person={"family_name": "Hidden"}, travels=False)
    ).value
    hers = second_case(anna, husband, wife)
    assert [number for number, _, _ in cases.view(beat, husband).other_cases] == [hers]
    before = house.clock().date()
    restrict(anna, hers)
    house.clock.pass_days(1)
    seen = cases.view(beat, husband)
    assert seen.other_cases == ()
    assert wife not in seen.people
    assert wife not in seen.people_parts
    assert all(one.values["person_id"] != wife for one in seen.members)
    assert "Hidden" not in repr(cases.history(beat, "case", husband))
    assert "Hidden" not in repr(cases.as_it_was(beat, husband, before))
    principal = min(seen.people)
    dossier = households.dossier_of(beat, principal)
    assert dossier is not None
    assert [one.person_id for one in dossier.members] == [principal]
    assert wife in cases.view(anna, husband).people
    assert "Hidden" in repr(cases.history(anna, "case", husband))


def test_nobody_reaches_a_hidden_person_by_naming_their_number(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    hidden = named(anna, "Hidden")
    person = min(cases.view(anna, hidden).people)
    restrict(anna, hidden)
    mine = named(beat, "Mine")
    root = ("case", mine)
    (traveller,) = cases.view(beat, mine).parts["travellers"]
    household = cases.view(beat, mine).household.id
    for edit in (
        Edit("travellers", traveller.id, root, {"person_id": person}),
        Edit("travellers", None, root, {"person_id": person}),
        Edit("vulnerabilities", None, root, {"person_id": person, "kind": "health"}),
        Edit("member", None, ("household", household), {"person_id": person}),
    ):
        with pytest.raises(NotThereError):
            cases.save(beat, [edit])
    with pytest.raises(NotThereError):
        cases.open_case(beat, NewCase(members=(NewMember(MemberRole.PRINCIPAL, person_id=person),)))


def test_a_restricted_case_hides_its_people_in_the_trash_and_after(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    sara = cleared(house)
    number = named(anna, "Hidden")
    person = min(cases.view(anna, number).people)
    restrict(anna, number)

    def told_to_beat() -> bool:
        shown = lists.people(beat, PersonQuery(), 0, 10) or lists.people(beat, PersonQuery(text="Hidden"), 0, 10)
        found_cases, found_people = lists.found(beat, "Hidden")
        known = people.known(beat, "Hidden", "X").candidates
        return bool(shown or found_cases or found_people or known or trash.contents(beat))

    assert not told_to_beat()
    trash.put_in(anna, "case", number)
    assert not told_to_beat()
    with pytest.raises(NotThereError):
        people.view(beat, person)
    assert people.view(anna, person).cases == ()
    assert [one.id for one in trash.contents(anna)] == [number]
    trash.empty(sara, everything=True)
    assert not told_to_beat()
    with pytest.raises(NotThereError):
        people.view(beat, person)
    assert people.view(sara, person).person.values["restricted"]


def test_only_with_a_clearance_is_a_restriction_lifted(house: Offices) -> None:
    anna = house.enter("anna")
    number = named(anna, "Hidden")
    person = min(cases.view(anna, number).people)
    edit = Edit("person", person, ("person", person), {"restricted": True})
    cases.save(anna, [edit])
    lift = Edit("person", person, ("person", person), {"restricted": False})
    with pytest.raises(NotAllowedError):
        cases.save(anna, [lift])
    cases.save(cleared(house), [lift])


def test_a_restricted_record_stays_so_when_it_is_merged(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    sara = cleared(house)
    kept = min(cases.view(anna, named(anna, "Double")).people)
    gone = min(cases.view(anna, named(anna, "Dubble")).people)
    cases.save(anna, [Edit("person", gone, ("person", gone), {"restricted": True})])
    merge = people.merge(sara, kept, gone).value
    for person in (kept, gone):
        with pytest.raises(NotThereError):
            people.view(beat, person)
    people.take_merge_back(sara, merge)
    assert people.view(beat, kept)
    with pytest.raises(NotThereError):
        people.view(beat, gone)


def test_two_records_in_one_household_become_one_member_and_two_again(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    number = open_family(anna)
    first, second, third = sorted(cases.view(anna, number).people)
    root = ("case", number)
    (one,) = (row for row in cases.view(anna, number).parts["travellers"] if row.values["person_id"] == first)
    has_departed(anna, number, date(2026, 3, 10))
    cases.save(
        anna,
        [
            Edit("travellers", one.id, root, {"departed_on": date(2026, 3, 10), "permit": "F"}),
            Edit("travel_documents", None, ("person", first), {"kind": "passport", "number": "P 1"}),
            Edit("aliases", None, ("person", first), {"family_name": "Beriani"}),
            Edit("person", first, ("person", first), {"sex": "f"}),
        ],
    )
    merge = people.merge(sara, second, first).value  # the principal goes
    seen = cases.view(anna, number)
    assert sorted(seen.people) == [second, third]
    assert {row.values["person_id"]: row.values["role"] for row in seen.members}[second] is MemberRole.PRINCIPAL
    (row,) = (row for row in seen.parts["travellers"] if row.values["person_id"] == second)
    assert (row.values["departed_on"], row.values["permit"]) == (date(2026, 3, 10), "F")
    assert len(seen.parts["travellers"]) == 2
    assert seen.people[second].values["sex"] == "f"
    assert [paper.values["number"] for paper in seen.people_parts[second]["travel_documents"]] == ["P 1"]
    assert {alias.values["family_name"] for alias in seen.people_parts[second]["aliases"]} == {"Beriani", "Beridze"}
    assert lists.count_people(anna, PersonQuery(text="Beriani")) == 1
    cases.save(sara, [Edit("person", second, ("person", second), {"zemis": "12345678.0"})])
    people.take_merge_back(sara, merge)
    back = cases.view(anna, number)
    assert sorted(back.people) == [first, second, third]
    assert {row.values["person_id"]: row.values["role"] for row in back.members}[first] is MemberRole.PRINCIPAL
    departed = {row.values["person_id"]: row.values["departed_on"] for row in back.parts["travellers"]}
    assert departed == {first: date(2026, 3, 10), second: None, third: None}
    assert back.people[second].values["zemis"] == "12345678.0"  # corrected meanwhile: it stays
    assert back.people[second].values["sex"] == "unknown"
    assert back.people_parts[second]["travel_documents"] == ()
    assert [paper.values["number"] for paper in back.people_parts[first]["travel_documents"]] == ["P 1"]
    assert cases.history(anna, "person", first)


def test_what_still_names_a_person_keeps_them(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    number = open_family(anna)
    seen = cases.view(anna, number)
    (ill,) = seen.parts["vulnerabilities"]
    person = ill.values["person_id"]
    (member,) = (one for one in seen.members if one.values["person_id"] == person)
    (going,) = (one for one in seen.parts["travellers"] if one.values["person_id"] == person)
    cases.save(
        anna,
        [
            Edit("member", member.id, ("household", seen.household.id), remove=True),
            Edit("travellers", going.id, ("case", number), remove=True),
        ],
    )
    with pytest.raises(PersonInUseError):
        trash.put_in(anna, "person", person)
    cases.save(anna, [Edit("vulnerabilities", ill.id, ("case", number), remove=True)])
    trash.put_in(anna, "person", person)
    with pytest.raises(NotThereError):
        cases.save(anna, [Edit("travellers", None, ("case", number), {"person_id": person})])
    assert trash.empty(sara, everything=True).value == 1


def test_a_number_given_again_does_not_tell_of_who_had_it_before(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    former = named(anna, "Former")
    trash.put_in(anna, "case", former)
    trash.empty(sara, everything=True)
    again = named(anna, "Latter")
    assert again == former
    assert "Former" not in repr(cases.history(anna, "case", again))
    assert len([line for line in cases.history(anna, "case", again) if line.entity == "case"]) == 1


def test_with_own_cases_only_nothing_of_others_is_listed(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    cases.save(anna, [Edit("tasks", None, ("case", number), {"title": "Call", "due_on": date(2026, 3, 21)})])
    handover.note(anna, number, "Please call", beat.user.id)
    preferences.set_office_setting(house.admin, "own_cases_only", True)
    assert lists.count_cases(beat, CaseQuery()) == lists.count_people(beat, PersonQuery()) == 0
    assert lists.found(beat, "Beridze") == ([], [])
    assert people.known(beat, "Beridze", "Nino").candidates == ()
    day = lists.my_day(beat)
    assert (day.open_cases, day.overdue, day.coming, day.notes) == (0, (), (), ())
    trash.put_in(anna, "case", number)
    assert trash.contents(beat) == ()
    for refused in (
        lambda: cases.history(beat, "case", number),
        lambda: cases.as_it_was(beat, number, beat.today()),
        lambda: trash.bring_back(beat, "case", number),
        lambda: steps.take(beat, number, Step.COUNSELLING, beat.today()),
        lambda: handover.note(beat, number, "?", anna.user.id),
        lambda: handover.hand_over(beat, {number: beat.user.id}),
    ):
        with pytest.raises(NotThereError):
            refused()


@pytest.mark.parametrize(
    ("entity", "values"),
    [
        ("case", {"caseworker_id": 999}),
        ("case", {"caseworker_id": "anna"}),
        ("case", {"kind": "holiday"}),
        ("case", {"planned_departure": "tomorrow"}),
        ("case", {"step": "departed"}),
        ("case", {"canton": "XX"}),
        ("case", {"destination": 1}),
        ("tasks", {"title": "x", "assignee_id": 999}),
        ("notes", {"text": "x", "for_user_id": 999}),
        ("notes", {}),
        ("vulnerabilities", {"kind": "health"}),
        ("consents", {"purpose": "data_processing", "given_on": date(2026, 3, 2), "withdrawn_on": date(2026, 3, 1)}),
        ("aid_lines", {"component": "basic", "requested": -1}),
        ("aid_lines", {"component": "basic", "requested": 10**12}),
        ("aid_lines", {"component": "basic", "decided": 100000}),
        ("aid_lines", {"component": "basic", "paid_on": date(2026, 3, 2)}),
        ("nothing", {"a": 1}),
        ("person", {"family_name": "x"}),
        ("documents", {"name": "x"}),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(anna: Office, entity: str, values: dict[str, object]) -> None:
    number = open_family(anna)
    with pytest.raises((FieldRefusedError, NotThereError)):
        cases.save(anna, [Edit(entity, number if entity == "case" else None, ("case", number), values)])


def test_reading_again_after_a_save_is_one_reading(house: Offices) -> None:
    anna = house.enter("anna")
    number = named(anna, "Openly")

    def readings() -> int:
        return sum(line.act == "cases.view" for line in audit.entries(anna, own=True))

    cases.view(anna, number)
    cases.save(anna, [Edit("case", number, ("case", number), {"airport": "ZRH"})])
    cases.view(anna, number)
    assert readings() == 1
    cases.view(house.enter("beat"), number)
    house.clock.pass_days(1)
    cases.view(anna, number)
    assert readings() == 2
    assert sum(line.act == "cases.view" for line in audit.entries(house.enter("otto"))) == 3


def test_a_step_and_a_paper_with_what_cannot_be_are_refused_by_name(house: Offices, tmp_path: Path) -> None:
    anna = house.enter("anna")
    number = named(anna, "Openly")
    person = min(cases.view(anna, number).people)
    with pytest.raises(FileNotReadError):
        documents.attach(anna, number, tmp_path / "none.pdf", DocumentKind.OTHER)
    with pytest.raises(NotThereError):
        documents.attach(anna, number, tmp_path / "none.pdf", DocumentKind.OTHER, person_id=person + 99)
    with pytest.raises(FieldRefusedError):
        steps.take(anna, number, Step.COUNSELLING, anna.today(), answers={"departure_date": "tomorrow"})
    with pytest.raises(FieldRefusedError):
        cases.open_case(
            anna,
            NewCase(
                members=(NewMember(MemberRole.PRINCIPAL, person={"family_name": "A"}),), opened_on=date(1700, 1, 1)
            ),
        )
    trash.put_in(anna, "case", number)
    with pytest.raises(NotThereError):
        steps.take(anna, number, Step.COUNSELLING, anna.today())


def test_merges_are_taken_back_the_last_first(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    one, two, three = (min(cases.view(anna, named(anna, name)).people) for name in ("Auda", "Awda", "Ouda"))
    first = people.merge(sara, two, one).value
    second = people.merge(sara, three, two).value
    assert len(people.view(anna, three).cases) == 3
    with pytest.raises(CannotUnmergeError):
        people.take_merge_back(sara, first)
    people.take_merge_back(sara, second)
    assert len(people.view(anna, two).cases) == 2
    people.take_merge_back(sara, first)
    assert [len(people.view(anna, number).cases) for number in (one, two, three)] == [1, 1, 1]
    assert lists.count_people(anna, PersonQuery()) == 3


def test_with_a_person_go_the_records_that_were_merged_into_them(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    numbers = [named(anna, "Double"), named(anna, "Dubble")]
    kept, gone = (min(cases.view(anna, number).people) for number in numbers)
    change = people.merge(sara, kept, gone)
    with pytest.raises(NotAllowedError):
        cases.undo(sara, change.seq)
    for number in numbers:
        seen = cases.view(anna, number)
        cases.save(
            anna,
            [Edit("member", one.id, ("household", seen.household.id), remove=True) for one in seen.members]
            + [Edit("travellers", one.id, ("case", number), remove=True) for one in seen.parts["travellers"]],
        )
    trash.put_in(sara, "person", kept)
    assert trash.empty(sara, everything=True).value == 1
    for person in (kept, gone):
        with pytest.raises(NotThereError):
            people.view(sara, person)
    again = min(cases.view(anna, named(anna, "Latter")).people)
    assert again == kept
    assert people.view(anna, again).merges == ()
    assert {line.field for line in cases.history(anna, "person", again)} == {""}
