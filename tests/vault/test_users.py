"""Users come and go, and what they can open follows."""

from dataclasses import replace

import pytest

from returnhelp.domain.errors import (
    KeysChangedError,
    KeysForgedError,
    LastAdminError,
    LockedOutError,
    NoClearanceError,
    NotKeeperError,
    RekeyUnfinishedError,
    UserNameMissingError,
    UserNameTakenError,
    UserNotThereError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from returnhelp.vault import key_file, keys, seal, slots, users
from returnhelp.vault.chain import Head
from returnhelp.vault.passphrase import Params
from returnhelp.vault.primitives import new_key, public_of
from returnhelp.vault.rings import Purpose


def test_whoever_is_signed_in_sees_who_else_can_open_the_office(office):
    found = {user.name: user for user in users.users(office.unlock("boris"))}
    assert found.keys() == {"anna", "boris", "clara"}
    assert found["anna"].keeper
    assert found["clara"].clearances == {"medical"}
    assert found["boris"].slot_id == office.unlock("boris").slot_id


def test_a_name_is_given_once(office):
    with pytest.raises(UserNameTakenError):
        users.add_user(office.anna, " BORIS", "password")
    with pytest.raises(UserNameTakenError):
        users.rename_user(office.anna, "clara", "boris")
    with pytest.raises(UserNameMissingError):
        users.add_user(office.anna, " ", "password")
    with pytest.raises(UserNameMissingError):
        users.rename_user(office.anna, "clara", "")


def test_only_who_looks_after_the_users_changes_them(office):
    boris = office.unlock("boris")
    for act in (
        lambda: users.add_user(boris, "dora", "password"),
        lambda: users.reset_password(boris, "anna", "password"),
        lambda: users.rename_user(boris, "anna", "dora"),
        lambda: users.set_clearances(boris, "boris", [], keeper=True),
        lambda: users.prepare_rekey(boris),
        lambda: users.new_recovery_code(boris),
    ):
        with pytest.raises(NotKeeperError):
            act()
    assert {user.name for user in users.users(boris)} == {"anna", "boris", "clara"}


@pytest.mark.parametrize(
    "act",
    [
        lambda anna: users.reset_password(anna, "nobody", "password"),
        lambda anna: users.rename_user(anna, "nobody", "dora"),
        lambda anna: users.set_clearances(anna, "nobody", []),
        lambda anna: users.remove_user(anna, "nobody"),
    ],
)
def test_an_unknown_name_is_said(office, act):
    with pytest.raises(UserNotThereError):
        act(office.anna)


def test_a_renamed_user_keeps_everything_but_the_name(office):
    before = office.unlock("clara")
    users.rename_user(office.anna, "clara", "Clara Meier")
    after = office.unlock("clara meier", "password of clara")
    assert after.slot_id == before.slot_id
    assert after.clearances == {"medical"}
    with pytest.raises(WrongPasswordError):
        office.unlock("clara")


# --- passwords -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anna", "boris", "clara"])
def test_everybody_changes_their_own_password(office, name):
    me = office.unlock(name)
    rings = {what: ring.all for what, ring in me.rings.items()}
    users.change_password(me, f"password of {name}", "the next one", office.now)
    assert {what: ring.all for what, ring in office.unlock(name, "the next one").rings.items()} == rings
    with pytest.raises(WrongPasswordError):
        office.unlock(name)
    users.change_password(me, "the next one", "the third one", office.now)
    office.unlock(name, "the third one")
    users.prepare_rekey(office.unlock("anna", "the third one" if name == "anna" else None))


def test_who_looks_after_the_users_gets_a_new_key_pair_with_a_new_password(office):
    private = office.anna.private.current
    users.change_password(office.anna, "password of anna", "the next one", office.now)
    assert office.anna.private.current != private


def test_wrong_old_passwords_are_counted(office):
    boris = office.unlock("boris")
    for _ in range(5):
        with pytest.raises(WrongPasswordError):
            users.change_password(boris, "wrong", "the next one", office.now)
    with pytest.raises(LockedOutError):
        users.change_password(boris, "wrong", "the next one", office.now)
    with pytest.raises(LockedOutError):
        users.change_password(boris, "password of boris", "the next one", office.now)
    with pytest.raises(LockedOutError):
        office.unlock("boris")


def test_the_recovery_code_has_no_password_to_change(office):
    with keys.unlock_with_recovery(office.folder, office.code) as opened, pytest.raises(WrongPasswordError):
        users.change_password(opened, "", "the next one", office.now)


def test_an_admin_resets_a_password_and_frees_the_user(office):
    for _ in range(6):
        with pytest.raises((WrongPasswordError, LockedOutError)):
            office.unlock("clara", "wrong")
    before = office.unlock("anna").compartment("medical").current
    assert users.reset_password(office.anna, "clara", "a fresh one") == frozenset()
    clara = office.unlock("clara", "a fresh one")
    assert clara.compartment("medical").current == before
    assert not clara.keeper


def test_an_admin_may_reset_their_own_password(office):
    users.reset_password(office.anna, "anna", "a fresh one")
    users.prepare_rekey(office.anna)
    assert office.unlock("anna", "a fresh one").keeper


def test_a_reset_takes_the_clearance_that_the_admin_cannot_hand_on(office):
    users.add_user(office.anna, "dora", "password of dora", keeper=True)
    dora = office.unlock("dora")
    assert users.reset_password(dora, "clara", "a fresh one") == {"medical"}
    assert office.unlock("clara", "a fresh one").clearances == set()
    assert users.reset_password(dora, "anna", "a fresh one") == {"medical", "trafficking", "complaint"}
    assert office.unlock("anna", "a fresh one").keeper


def test_the_recovery_code_resets_the_only_admin(office):
    with keys.unlock_with_recovery(office.folder, office.code) as opened:
        assert users.reset_password(opened, "anna", "a fresh one") == frozenset()
    anna = office.unlock("anna", "a fresh one")
    assert anna.keeper
    assert len(anna.clearances) == 3


def test_after_a_reset_the_one_who_was_signed_in_has_to_sign_in_again(office):
    boris = office.unlock("boris")
    users.reset_password(office.anna, "boris", "a fresh one")
    with pytest.raises(KeysChangedError):
        users.refresh(boris)
    with pytest.raises(KeysChangedError):
        users.change_password(boris, "a fresh one", "another", office.now)


def test_a_new_recovery_code_takes_the_place_of_the_old(office):
    code = users.new_recovery_code(office.anna)
    with pytest.raises(WrongRecoveryCodeError):
        keys.unlock_with_recovery(office.folder, office.code)
    with keys.unlock_with_recovery(office.folder, code) as opened:
        third = users.new_recovery_code(opened)
        users.reset_password(opened, "boris", "still works")
    assert keys.unlock_with_recovery(office.folder, third).data_key == office.anna.data_key


def test_a_recovery_code_is_never_made_with_less_than_everything(office):
    users.add_user(office.anna, "dora", "password of dora", keeper=True)
    with pytest.raises(NoClearanceError):
        users.new_recovery_code(office.unlock("dora"))
    keys.unlock_with_recovery(office.folder, office.code).close()


# --- clearances ------------------------------------------------------------------------------------


def test_a_clearance_is_handed_on_by_who_has_it(office):
    assert users.set_clearances(office.anna, "boris", ["medical", "complaint"]) == frozenset()
    boris = office.unlock("boris")
    assert boris.clearances == {"medical", "complaint"}
    assert boris.compartment("medical").current == office.anna.compartment("medical").current


def test_a_clearance_that_one_does_not_have_cannot_be_handed_on(office):
    users.add_user(office.anna, "dora", "password of dora", ["complaint"], keeper=True)
    dora = office.unlock("dora")
    for act in (
        lambda: users.set_clearances(dora, "boris", ["medical"]),
        lambda: users.set_clearances(dora, "dora", ["complaint", "medical"]),
        lambda: users.add_user(dora, "emil", "password", ["medical"]),
    ):
        with pytest.raises(NoClearanceError):
            act()


def test_a_lost_clearance_opens_nothing_that_is_sealed_afterwards(office):
    clara = office.unlock("clara")
    old = seal.seal_text(clara.compartment("medical"), "before", "case 1")
    assert users.set_clearances(office.anna, "clara", []) == frozenset()
    new = seal.seal_text(office.anna.compartment("medical"), "after", "case 1")
    assert office.unlock("clara").clearances == set()
    for opened in (office.anna, office.unlock("anna"), keys.unlock_with_recovery(office.folder, office.code)):
        assert seal.open_text(opened.compartment("medical"), old, "case 1") == "before"
        assert seal.open_text(opened.compartment("medical"), new, "case 1") == "after"
    assert clara.compartment("medical").named(new[1:5]) is None


def test_it_is_said_when_a_lost_clearance_could_not_be_renewed(office):
    users.add_user(office.anna, "dora", "password of dora", keeper=True)
    before = office.anna.compartment("medical").current
    assert users.set_clearances(office.unlock("dora"), "clara", []) == {"medical"}
    assert office.unlock("clara").clearances == set()
    assert office.unlock("anna").compartment("medical").all == (before,)


def test_clearances_change_without_a_word_about_who_looks_after_the_users(office):
    users.set_clearances(office.anna, "anna", ["complaint"])
    assert office.anna.keeper
    assert office.anna.clearances == {"complaint"}
    assert office.unlock("anna").clearances == {"complaint"}


def test_somebody_looks_after_the_users_always(office):
    with pytest.raises(LastAdminError):
        users.set_clearances(office.anna, "anna", [], keeper=False)
    with pytest.raises(LastAdminError):
        users.remove_user(office.anna, "anna")
    users.set_clearances(office.anna, "boris", [], keeper=True)
    users.set_clearances(office.anna, "anna", [], keeper=False)
    assert not office.anna.keeper
    boris = office.unlock("boris")
    users.add_user(boris, "dora", "password of dora")
    users.remove_user(boris, "anna")


# --- removal and renewed keys ----------------------------------------------------------------------


def test_who_was_removed_opens_nothing_and_all_others_go_on(office):
    boris = office.unlock("boris")
    old_file = keys.for_backup(office.folder)
    fresh = users.remove_user(office.anna, "boris")
    assert fresh.data_key != boris.data_key
    assert fresh.past_data_keys == (boris.data_key,)
    with pytest.raises(WrongPasswordError):
        office.unlock("boris")
    with pytest.raises(KeysChangedError):
        users.refresh(boris)
    opened = [office.unlock("anna"), office.unlock("clara"), keys.unlock_with_recovery(office.folder, office.code)]
    assert {one.data_key for one in opened} == {fresh.data_key}
    assert all(one.rekeying for one in opened)
    assert {user.name for user in users.users(opened[1])} == {"anna", "clara"}
    keys.from_backup(old_file, office.folder)
    assert office.unlock("boris").data_key != fresh.data_key, "an old key file does not open the store any more"


def test_the_clearances_of_who_was_removed_are_renewed(office):
    before = office.anna.compartment("medical").current
    fresh = users.remove_user(office.anna, "clara")
    assert fresh.compartment("medical").past == (before,)
    assert fresh.compartment("complaint").past == ()
    assert office.unlock("anna").compartment("medical").all == fresh.compartment("medical").all


def test_what_is_never_renewed_stays_through_a_removal(office):
    before = [office.anna.ring(purpose).current for purpose in (Purpose.SEARCH, Purpose.DISCLOSURE)]
    own = office.unlock("clara").ring(Purpose.DRAFTS).current
    fresh = users.remove_user(office.anna, "boris")
    assert [fresh.ring(purpose).current for purpose in (Purpose.SEARCH, Purpose.DISCLOSURE)] == before
    assert office.unlock("clara").ring(Purpose.DRAFTS).current == own
    assert fresh.ring(Purpose.FILES).past == (office.anna.ring(Purpose.FILES).current,)


def test_the_old_key_signs_the_head_only_until_the_store_has_moved(office):
    old = office.anna.ring(Purpose.AUDIT).current
    fresh = users.remove_user(office.anna, "boris")
    assert old in fresh.ring(Purpose.AUDIT).all
    users.finish_rekey(fresh)
    assert old not in fresh.ring(Purpose.AUDIT).all
    assert not office.unlock("clara").rekeying


def test_several_are_removed_at_once_and_one_after_the_other(office):
    first = office.anna.data_key
    second = users.remove_user(office.anna, "boris")
    third = users.prepare_rekey(second, without=["clara"])
    assert third.past_data_keys == (second.data_key, first)
    assert [user.name for user in users.users(third)] == ["anna"]


def test_one_may_remove_oneself_if_somebody_else_looks_after_the_users(office):
    users.set_clearances(office.anna, "boris", [], keeper=True)
    fresh = users.remove_user(office.anna, "anna")
    assert office.unlock("boris").data_key == fresh.data_key
    with pytest.raises(WrongPasswordError):
        office.unlock("anna")


def test_keys_are_renewed_without_removing_anybody(office):
    fresh = users.prepare_rekey(office.anna)
    assert office.unlock("boris").data_key == fresh.data_key
    users.finish_rekey(office.unlock("boris"))
    assert not office.unlock("anna").rekeying


def test_the_recovery_code_removes_a_user_too(office):
    with keys.unlock_with_recovery(office.folder, office.code) as opened:
        users.set_clearances(opened, "boris", [], keeper=True)
        fresh = users.remove_user(opened, "anna")
    assert office.unlock("boris").data_key == fresh.data_key
    assert keys.unlock_with_recovery(office.folder, office.code).data_key == fresh.data_key


def test_past_keys_are_forgotten_only_when_the_store_has_moved(office):
    fresh = users.remove_user(office.anna, "boris")
    with pytest.raises(RekeyUnfinishedError):
        users.forget_past_keys(fresh)
    users.finish_rekey(fresh)
    users.forget_past_keys(fresh)
    assert fresh.past_data_keys == ()
    assert office.unlock("clara").past_data_keys == ()


def test_somebody_signed_in_picks_up_what_others_changed(office):
    clara = office.unlock("clara")
    fresh = users.prepare_rekey(office.anna)
    users.refresh(clara)
    assert clara.data_key == fresh.data_key
    assert clara.generation == fresh.generation


def test_changes_of_two_people_at_a_time_are_both_kept(office):
    users.set_clearances(office.anna, "boris", ["medical"], keeper=True)
    boris = office.unlock("boris")
    users.set_clearances(office.anna, "clara", [])  # renews the medical key behind the back of boris
    users.add_user(boris, "dora", "password of dora", ["medical"])
    assert office.unlock("dora").compartment("medical").current == office.anna.compartment("medical").current


def test_the_head_of_the_audit_chain_is_copied_to_the_keys(office):
    assert office.anna.closed_head is None
    head = Head(7, b"h" * 32)
    users.note_head(office.anna, head)
    assert office.unlock("boris").closed_head == head
    generation = office.anna.generation
    users.note_head(office.anna, head)
    assert office.anna.generation == generation, "the same head is not written twice"


# --- forgery by somebody of the office -------------------------------------------------------------


def forged(office, change) -> None:
    """Boris, who has the data key, edits the file and signs it as everybody can."""
    boris = office.unlock("boris")
    found = key_file.find(office.folder).keys
    after = replace(change(found, found.slot(boris.slot_id)), generation=found.generation + 1)
    key_file.save(office.folder, after.signed(boris.root.current, boris.lasting.current))


def test_nobody_is_handed_a_key_by_writing_a_clearance_into_the_file(office):
    forged(office, lambda found, boris: found.with_slot(slots.granting(boris, found.store, {"medical": new_key()})))
    for act in (
        lambda: users.prepare_rekey(office.anna, without=["clara"]),
        lambda: users.set_clearances(office.anna, "clara", []),
        lambda: users.reset_password(office.anna, "boris", "password"),
        lambda: users.rename_user(office.anna, "boris", "dora"),
    ):
        with pytest.raises(KeysForgedError):
            act()


def test_nobody_is_handed_a_key_by_putting_their_own_lock_on_a_colleagues_slot(office):
    def change(found, _boris):
        clara = found.slot(office.unlock("clara").slot_id)
        return found.with_slot(replace(clara, public=public_of(new_key())))

    forged(office, change)
    with pytest.raises(KeysForgedError):
        users.prepare_rekey(office.anna)


def test_nobody_is_handed_a_key_by_a_recovery_slot_of_their_own(office):
    forged(office, lambda found, _: replace(found, recovery=replace(found.recovery, public=public_of(new_key()))))
    with pytest.raises(KeysForgedError):
        users.prepare_rekey(office.anna)


def test_an_old_file_put_back_is_noticed_by_who_is_signed_in(office):
    old = keys.for_backup(office.folder)
    users.add_user(office.anna, "dora", "password of dora")
    keys.from_backup(old, office.folder)
    with pytest.raises(KeysForgedError):
        users.add_user(office.anna, "emil", "password of emil")
    assert office.unlock("anna").generation < office.anna.generation


def test_the_keys_of_another_office_are_not_taken_for_ours(office, tmp_path, cheap):
    keys.create(tmp_path / "other", "anna", "password of anna", cheap)
    keys.from_backup(keys.for_backup(tmp_path / "other"), office.folder)
    with pytest.raises(KeysChangedError):
        users.refresh(office.anna)


def test_nobody_makes_the_passwords_of_others_cheap_to_guess(office, cheap):
    dear = Params(2, 1024, 1)
    users.change_password(office.anna, "password of anna", "the next one", office.now, dear)
    forged(office, lambda found, _: replace(found, params=cheap))
    users.add_user(office.anna, "dora", "password of dora")
    assert key_file.find(office.folder).keys.users[-1].params == dear


def test_a_name_that_was_exchanged_is_noticed(office):
    forged(office, lambda found, boris: found.with_slot(replace(boris, name=b"x" * 40)))
    with pytest.raises(KeysForgedError):
        users.users(office.anna)
