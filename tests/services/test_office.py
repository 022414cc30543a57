"""The office's doors: users, passwords, roles, hand-overs, the trash, merges, and who may do what."""

from datetime import timedelta

import pytest

from returnhelp.domain.edits import Edit
from returnhelp.domain.errors import (
    CannotDisableOneselfError,
    CannotMergeWithItselfError,
    KeysForgedError,
    LastAdminError,
    LockedOutError,
    NotAllowedError,
    NotThereError,
    PasswordTooWeakError,
    ReturnHelpError,
    UserNameTakenError,
    WrongPasswordError,
)
from returnhelp.domain.household import MemberRole
from returnhelp.domain.opening import NewCase, NewMember
from returnhelp.domain.roles import Role
from returnhelp.services import audit, cases, drafts, handover, offices, people, preferences, trash, users
from tests.office import CHEAP, PASSWORD, Offices
from tests.services.test_cases import open_family


def test_a_wrong_password_and_a_name_that_is_not_there_get_the_same_answer(house: Offices) -> None:
    answers = []
    for name in ("anna", "nobody"):
        with pytest.raises(WrongPasswordError) as error:
            house.enter(name, "not the password 1")
        answers.append(str(error.value))
    assert answers[0] == answers[1]


def test_six_wrong_passwords_lock_for_a_time_that_survives_a_restart(house: Offices) -> None:
    for name in ("anna", "nobody"):
        for _time in range(5):
            with pytest.raises(WrongPasswordError):
                house.enter(name, "not the password 1")
        with pytest.raises(ReturnHelpError):
            house.enter(name, "not the password 1")
        with pytest.raises(LockedOutError):
            house.enter(name, PASSWORD)
    house.clock.pass_days(1)
    assert house.enter("anna").user.display_name == "Anna Muster"


def test_weak_passwords_and_taken_names_are_refused(house: Offices) -> None:
    for weak in ("kurz", "passwort1234", "aaaaaaaaaaaaaa", "iombern-2026!"):
        with pytest.raises(PasswordTooWeakError):
            users.add(house.admin, "neu", "Neu", weak, {Role.CASEWORKER})
    with pytest.raises(UserNameTakenError):
        users.add(house.admin, "Anna", "Zweite", PASSWORD, {Role.CASEWORKER})
    assert len(users.everybody(house.admin)) == 5


def test_a_disabled_user_is_out_and_comes_in_again_by_a_new_password(house: Offices) -> None:
    anna = next(one for one in users.everybody(house.admin) if one.name == "anna")
    users.disable(house.admin, anna.id)
    with pytest.raises(WrongPasswordError):
        house.enter("anna")
    users.reset_password(house.admin, anna.id, "ein anderes Wort 77")
    assert house.enter("anna", "ein anderes Wort 77").user.roles == {Role.CASEWORKER}


def test_the_last_admin_stays(house: Offices) -> None:
    with pytest.raises(CannotDisableOneselfError):
        users.disable(house.admin, house.admin.user.id)
    with pytest.raises(LastAdminError):
        users.change(house.admin, house.admin.user.id, display_name="Vera", roles={Role.SUPERVISOR}, clearances=set())


def test_the_recovery_code_lets_somebody_in_again(house: Offices) -> None:
    house.admin.close()
    offices.reset_with_recovery(house.folder, house.code.lower().replace("-", " "), "vera", "ganz neu und lang 5")
    assert house.enter("vera", "ganz neu und lang 5").user.roles == {Role.ADMIN}


def test_ones_own_password(house: Offices) -> None:
    anna = house.enter("anna")
    with pytest.raises(WrongPasswordError):
        users.change_own_password(anna, "falsch falsch 1", "ein anderes Wort 77")
    users.change_own_password(anna, PASSWORD, "ein anderes Wort 77")
    with pytest.raises(WrongPasswordError):
        house.enter("anna")
    house.enter("anna", "ein anderes Wort 77")


def test_an_office_that_cannot_be_made_leaves_nothing(house: Offices) -> None:
    place = house.folder.parent / "Weak.returnhelp"
    with pytest.raises(PasswordTooWeakError):
        offices.create(
            place,
            office_name="X",
            place="",
            canton=None,
            language="de",
            user_name="vera",
            display_name="",
            password="short",
            roles=frozenset({Role.ADMIN}),
            params=CHEAP,
        )
    assert not place.exists()


def test_a_leavers_cases_go_to_others_in_one_go(house: Offices) -> None:
    anna, beat, sara = house.enter("anna"), house.enter("beat"), house.enter("sara")
    numbers = [open_family(anna) for _ in range(3)]
    cases.save(anna, [Edit("tasks", None, ("case", numbers[0]), {"title": "Call", "assignee_id": anna.user.id})])
    shares = dict.fromkeys(numbers, beat.user.id)
    with pytest.raises(NotAllowedError):
        handover.hand_over(beat, shares)
    assert [number for number, _, _ in handover.open_cases_of(sara, anna.user.id)] == numbers
    assert handover.hand_over(sara, shares).value == 3
    seen = cases.view(beat, numbers[0])
    assert seen.case.values["caseworker_id"] == beat.user.id
    assert seen.parts["tasks"][0].values["assignee_id"] == beat.user.id


def test_a_note_to_a_colleague_waits_until_it_is_read(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    number = open_family(anna)
    handover.note(anna, number, "Please call the family on Monday", beat.user.id)
    (note,) = cases.view(beat, number).parts["notes"]
    with pytest.raises(NotThereError):
        handover.read_note(anna, number, note.id)
    handover.read_note(beat, number, note.id)
    assert cases.view(anna, number).parts["notes"][0].values["read_at"] is not None


def test_what_is_deleted_waits_in_the_trash_and_its_number_stays(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    number = open_family(anna)
    trash.put_in(anna, "case", number)
    assert [(one.kind, one.number, one.by) for one in trash.contents(anna)] == [("case", "2026-0001", "Anna Muster")]
    assert not cases.view(anna, number).can_edit
    trash.bring_back(anna, "case", number)
    assert cases.view(anna, number).can_edit
    trash.put_in(anna, "case", number)
    with pytest.raises(NotAllowedError):
        trash.empty(anna)
    assert trash.empty(sara).value == 0
    house.clock.pass_days(31)
    assert trash.empty(sara).value == 1
    with pytest.raises(NotThereError):
        cases.view(anna, number)
    again = open_family(anna)
    assert cases.view(anna, again).case.values["number"] == "2026-0002"


def test_two_records_of_one_person_become_one_and_can_be_parted_again(house: Offices) -> None:
    anna, sara = house.enter("anna"), house.enter("sara")
    first = open_family(anna)
    kept = min(cases.view(anna, first).people)
    second = cases.open_case(
        anna,
        NewCase(
            members=(
                NewMember(
                    MemberRole.PRINCIPAL,
                    person={"family_name": "Beridse", "given_names": "Nino", "phone": "+41 31 000 00 00"},
                ),
            )
        ),
    ).value
    gone = min(cases.view(anna, second).people)
    with pytest.raises(NotAllowedError):
        people.merge(anna, kept, gone)
    with pytest.raises(CannotMergeWithItselfError):
        people.merge(sara, kept, kept)
    merge = people.merge(sara, kept, gone).value
    seen = people.view(sara, kept)
    assert {number for number, _, _ in seen.cases} == {first, second}
    assert seen.person.values["phone"] == "+41 31 000 00 00"
    assert [alias.values["family_name"] for alias in seen.parts["aliases"]] == ["Beridse"]
    people.take_merge_back(sara, merge)
    seen = people.view(sara, kept)
    assert {number for number, _, _ in seen.cases} == {first}
    assert (seen.person.values["phone"], seen.parts["aliases"]) == ("", ())
    assert {number for number, _, _ in people.view(sara, gone).cases} == {second}


def test_a_draft_is_sealed_and_only_its_writer_reads_it(house: Offices) -> None:
    anna, beat = house.enter("anna"), house.enter("beat")
    drafts.keep(anna, "case", "17", {"airport": "ZRH"}, title="Beridze")
    assert drafts.waiting(anna) == (("case", "17", "Beridze"),)
    assert drafts.read(anna, "case", "17") == {"airport": "ZRH"}
    assert drafts.read(beat, "case", "17") is None
    drafts.forget(anna, "case", "17")
    assert drafts.waiting(anna) == ()


def test_own_cases_only_closes_off_the_others(house: Offices) -> None:
    anna, beat, sara = house.enter("anna"), house.enter("beat"), house.enter("sara")
    number = open_family(anna)
    preferences.set_office_setting(house.admin, "own_cases_only", True)
    with pytest.raises(NotThereError):
        cases.view(beat, number)
    assert cases.view(sara, number)
    today = anna.today()
    handover.absent(anna, anna.user.id, today, today + timedelta(days=3), beat.user.id)
    assert cases.view(beat, number)


def test_the_log_shows_each_their_part(house: Offices) -> None:
    anna, sara, otto = house.enter("anna"), house.enter("sara"), house.enter("otto")
    number = open_family(anna)
    cases.view(anna, number)
    assert {line.by for line in audit.entries(anna)} == {"Anna Muster"}
    acts = [line.act for line in audit.entries(sara)]
    assert {"cases.view", "cases.open_case"} <= set(acts)
    assert audit.entries(otto)[0].seq >= 1
    assert all(line.subject_id is None and not line.detail for line in audit.entries(house.admin))


def test_an_old_key_file_that_is_put_back_after_a_reset_is_seen(house: Offices) -> None:
    kept = (house.folder / "keys").read_bytes()
    anna = next(one for one in users.everybody(house.admin) if one.name == "anna")
    users.reset_password(house.admin, anna.id, "ein anderes Wort 77")
    house.admin.close()
    for name in ("keys", "keys.copy"):
        (house.folder / name).write_bytes(kept)
    with pytest.raises(KeysForgedError):
        house.enter("anna")


def test_somebody_whose_keys_were_changed_can_still_close(house: Offices) -> None:
    anna = house.enter("anna")
    number = next(one.id for one in users.everybody(house.admin) if one.name == "anna")
    drafts.keep(anna, "case", "1", {"a": 1})
    users.reset_password(house.admin, number, "ein anderes Wort 77")
    anna.close()
    assert anna.store.closed
    assert drafts.waiting(house.enter("anna", "ein anderes Wort 77")) == ()
