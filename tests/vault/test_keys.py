"""Making the keys of an office, and opening them."""

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returnhelp.domain.errors import (
    DiskFullError,
    FolderNotEmptyError,
    KeysDamagedError,
    KeysForgedError,
    KeysMissingError,
    KeysNotReadableError,
    MistypedRecoveryCodeError,
    NewerKeysError,
    NoClearanceError,
    NotEnoughMemoryError,
    NotSavedError,
    SignedOutError,
    StoreReadOnlyError,
    UserNameMissingError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from returnhelp.vault import durable, key_file, keys, recovery, slots, turns, users
from returnhelp.vault.passphrase import Params
from returnhelp.vault.primitives import KEY, new_key
from returnhelp.vault.rings import Purpose

COMPARTMENTS = {"medical", "trafficking", "complaint"}


# --- set-up and sign-in ----------------------------------------------------------------------------


def test_everybody_gets_the_same_data_key(office):
    assert len(office.anna.data_key) == KEY
    assert office.unlock("anna").data_key == office.unlock("boris").data_key == office.anna.data_key


def test_two_offices_share_no_key(office, tmp_path, cheap):
    other, _ = keys.create(tmp_path / "other", "anna", "password of anna", cheap)
    assert other.data_key != office.anna.data_key
    assert other.store_id != office.anna.store_id


def test_a_compartment_opens_only_to_who_has_the_clearance(office):
    assert office.anna.clearances == COMPARTMENTS
    assert office.unlock("clara").compartments.keys() == {"medical"}
    assert office.unlock("clara").compartment("medical").current == office.anna.compartment("medical").current
    with pytest.raises(NoClearanceError):
        office.unlock("boris").compartment("medical")


def test_the_recovery_code_opens_everything(office):
    with keys.unlock_with_recovery(office.folder, office.code.lower().replace("-", " ").replace("0", "o")) as opened:
        assert opened.data_key == office.anna.data_key
        assert opened.clearances == COMPARTMENTS
        assert opened.keeper


def test_another_recovery_code_opens_nothing(office):
    with pytest.raises(WrongRecoveryCodeError):
        keys.unlock_with_recovery(office.folder, recovery.new())


def test_a_slip_in_the_recovery_code_is_not_a_wrong_code(office):
    slip = ("7" if office.code[10] != "7" else "8").join((office.code[:10], office.code[11:]))
    with pytest.raises(MistypedRecoveryCodeError) as caught:
        keys.unlock_with_recovery(office.folder, slip)
    assert caught.value.given == {"group": 3}


@pytest.mark.parametrize("written", ["ANNA", " anna ", "Anna", "\uff41nna"])
def test_a_name_is_the_same_however_it_is_written(office, written):
    assert office.unlock(written, "password of anna").slot_id == office.anna.slot_id


def test_a_password_is_the_same_however_its_letters_are_composed(tmp_path, cheap, now):
    keys.create(tmp_path, "anna", "gr\u00fcner Tee", cheap)
    keys.unlock(tmp_path, "anna", "gru\u0308ner\u00a0Tee", now)
    with pytest.raises(WrongPasswordError):
        keys.unlock(tmp_path, "anna", "Gr\u00fcner Tee", now)


def test_the_file_shows_no_name_and_no_key(office):
    content = (office.folder / "keys").read_bytes()
    assert b"anna" not in content
    assert b"boris" not in content
    assert office.anna.data_key not in content


@pytest.mark.skipif(os.name == "nt", reason="rights are another thing on this system")
def test_only_the_owner_of_the_files_may_read_them(office):
    assert {path.stat().st_mode & 0o077 for path in office.folder.iterdir()} == {0}


def test_keys_are_never_made_over_others(office, cheap):
    before = (office.folder / "keys").read_bytes()
    with pytest.raises(FolderNotEmptyError):
        keys.create(office.folder, "mallory", "password", cheap)
    assert (office.folder / "keys").read_bytes() == before


def test_an_office_needs_a_name_to_sign_in_with(tmp_path, cheap):
    with pytest.raises(UserNameMissingError):
        keys.create(tmp_path / "office", "  ", "password", cheap)
    assert not (tmp_path / "office").exists()


def test_the_first_user_may_have_fewer_clearances(tmp_path, cheap):
    anna, code = keys.create(tmp_path, "anna", "password", cheap, clearances=["complaint"])
    assert anna.clearances == {"complaint"}
    assert keys.unlock_with_recovery(tmp_path, code).clearances == COMPARTMENTS


def test_a_password_that_needs_more_memory_than_there_is_is_not_counted(office, cheap):
    resource = pytest.importorskip("resource")
    if not Path("/proc/self/statm").exists():
        pytest.skip("needs Linux")
    limit = resource.getrlimit(resource.RLIMIT_AS)
    found = key_file.find(office.folder).keys
    boris = found.users[1]
    heavy = found.with_slot(replace(boris, params=Params(1, 2 * 1024 * 1024, 1)))
    key_file.save(office.folder, heavy)
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + 512 * 1024 * 1024, limit[1]))
    try:
        for _ in range(7):
            with pytest.raises(NotEnoughMemoryError):
                office.unlock("boris")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limit)


# --- the keys once they are open -------------------------------------------------------------------


def test_each_purpose_has_its_own_key(office):
    rings = [office.anna.ring(purpose).current for purpose in Purpose]
    assert len({*rings, office.anna.data_key, office.anna.root.current}) == len(Purpose) + 2


def test_drafts_belong_to_who_typed_them(office):
    boris = office.unlock("boris")
    assert boris.ring(Purpose.DRAFTS).current == office.unlock("boris").ring(Purpose.DRAFTS).current
    assert boris.ring(Purpose.DRAFTS).current != office.anna.ring(Purpose.DRAFTS).current
    assert boris.ring(Purpose.FILES).current == office.anna.ring(Purpose.FILES).current


def test_closed_keys_are_gone(office):
    anna = office.unlock("anna")
    medical = anna.compartment("medical")
    anna.close()
    for use in (
        lambda: anna.data_key,
        lambda: medical.current,
        lambda: medical.named(b"1234"),
        lambda: anna.ring(Purpose.FILES),
        lambda: anna.inner,
        lambda: users.users(anna),
    ):
        with pytest.raises(SignedOutError):
            use()


def test_work_that_goes_on_keeps_its_own_keys(office):
    anna = office.unlock("anna")
    with anna.copy() as kept:
        anna.close()
        assert kept.data_key == office.anna.data_key


# --- damage ----------------------------------------------------------------------------------------


def spoil(path: Path, at: int, bit: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 1 << bit
    path.write_bytes(content)


@pytest.mark.parametrize("name", key_file.NAMES)
@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_in_one_copy_is_healed_from_the_other(office, name, at, bit):
    before = (office.folder / name).read_bytes()
    spoil(office.folder / name, at, bit)
    assert office.unlock("boris").data_key == office.anna.data_key
    assert [(office.folder / copy).read_bytes() for copy in key_file.NAMES] == [before, before]


@given(
    ats=st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), bits=st.tuples(st.integers(0, 7), st.integers(0, 7))
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_copies_damaged_is_said_and_nothing_is_changed(office, ats, bits):
    sound = (office.folder / "keys").read_bytes()
    try:
        for name, at, bit in zip(key_file.NAMES, ats, bits, strict=True):
            spoil(office.folder / name, at, bit)
        before = {path.name: path.read_bytes() for path in office.folder.iterdir()}
        with pytest.raises(KeysDamagedError):
            office.unlock("boris")
        with pytest.raises(KeysDamagedError):
            keys.unlock_with_recovery(office.folder, office.code)
        assert {path.name: path.read_bytes() for path in office.folder.iterdir()} == before
    finally:
        for name in key_file.NAMES:
            (office.folder / name).write_bytes(sound)


@given(
    st.binary(max_size=300)
    | st.from_regex(r'\{"(format|version|check|body)": *[\[{0-9"a-z\]}]*\}', fullmatch=True).map(str.encode)
)
@settings(max_examples=100, deadline=None)
def test_anything_else_in_the_place_of_the_keys_is_damage(raw):
    with pytest.raises(KeysDamagedError):
        key_file.parse(raw, Path("folder"))


@pytest.mark.parametrize("raw", [b"", b"[" * 100_000, b"null", b"[]", b"{}", b"9" * 5000, b'{"check": {}}'])
def test_odd_files_are_damage(raw):
    with pytest.raises(KeysDamagedError):
        key_file.parse(raw, Path("folder"))


def written_by_hand(office, change) -> bytes:
    """A key file whose check sum is right and whose content somebody made up."""
    content = json.loads((office.folder / "keys").read_bytes())
    del content["check"]
    change(content)
    return key_file._layout({**content, "check": key_file._check(content)})


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.update(format="other"),
        lambda content: content.update(version=0),
        lambda content: content.update(version="1"),
        lambda content: content.update(body=[]),
        lambda content: content.update(more=1),
        lambda content: content["body"].update(generation=-1),
        lambda content: content["body"].update(generation=True),
        lambda content: content["body"].update(rekeying="yes"),
        lambda content: content["body"].pop("recovery"),
        lambda content: content["body"]["users"][0].update(id=7),
        lambda content: content["body"]["users"][0].update(id="\ud800"),
        lambda content: content["body"]["users"][0].update(public=""),
        lambda content: content["body"]["users"][0]["grants"].update({"\ud800": ""}),
        lambda content: content["body"]["users"][0]["argon2id"].update(memory_kib=1024**3),
        lambda content: content["body"]["users"][0]["argon2id"].update(rounds=0),
        lambda content: content["body"]["users"][0].update(salt="?"),
    ],
)
def test_a_made_up_file_is_damage(office, change):
    raw = written_by_hand(office, change)
    for name in key_file.NAMES:
        (office.folder / name).write_bytes(raw)
    with pytest.raises(KeysDamagedError):
        office.unlock("boris")


@pytest.mark.parametrize("name", key_file.NAMES)
def test_keys_of_a_newer_program_are_left_untouched(office, name):
    raw = written_by_hand(office, lambda content: content.update(version=2, body={"other": "things"}))
    (office.folder / name).write_bytes(raw)
    with pytest.raises(NewerKeysError):
        office.unlock("boris")
    with pytest.raises(NewerKeysError):
        users.add_user(office.anna, "dora", "password")
    assert (office.folder / name).read_bytes() == raw


@pytest.mark.parametrize("name", key_file.NAMES)
def test_a_missing_copy_is_made_again(office, name):
    (office.folder / name).unlink()
    office.unlock("boris")
    assert (office.folder / "keys").read_bytes() == (office.folder / "keys.copy").read_bytes()


def test_no_keys_at_all_is_another_thing_than_damaged_ones(tmp_path, now):
    with pytest.raises(KeysMissingError):
        keys.unlock(tmp_path, "anna", "password", now)


def test_one_damaged_and_one_missing_is_damage(office):
    spoil(office.folder / "keys", 100)
    (office.folder / "keys.copy").unlink()
    with pytest.raises(KeysDamagedError):
        office.unlock("boris")


@contextmanager
def without_rights(folder: Path):
    """Be somebody who may not use this folder; the administrator of the machine becomes somebody else for it."""
    if not hasattr(os, "geteuid"):
        pytest.skip("rights are another thing on this system")
    me = os.geteuid()
    folder.chmod(0)
    try:
        if me == 0:
            try:
                os.seteuid(65534)
            except PermissionError:
                pytest.skip("cannot become somebody without rights here")
        yield
    finally:
        os.seteuid(me)
        folder.chmod(0o700)


def test_keys_that_may_not_be_read_are_not_called_damaged(office):
    with without_rights(office.folder), pytest.raises(KeysNotReadableError):
        office.unlock("boris")


def test_a_folder_that_may_not_be_written_is_said(office):
    with without_rights(office.folder):
        with pytest.raises(StoreReadOnlyError):
            durable.write(office.folder / "keys", b"")
        with pytest.raises(StoreReadOnlyError), turns.turn(office.folder / "keys"):
            pass
    office.unlock("boris")


def test_a_copy_that_cannot_be_healed_keeps_nobody_out(office):
    (office.folder / "keys.copy").unlink()
    (office.folder / "keys.copy").mkdir()
    (office.folder / "keys.copy" / "something").touch()
    assert office.unlock("boris").data_key == office.anna.data_key
    users.add_user(office.anna, "dora", "password of dora")
    office.unlock("dora")


def test_a_wrong_password_heals_nothing(office):
    """Else a made-up copy with a higher number would be spread by anybody who tries to sign in."""
    (office.folder / "keys.copy").unlink()
    with pytest.raises(WrongPasswordError):
        office.unlock("boris", "wrong")
    assert not (office.folder / "keys.copy").exists()


# --- power cuts ------------------------------------------------------------------------------------


def test_at_every_moment_of_a_change_either_the_old_or_the_new_password_opens(office):
    before = (office.folder / "keys").read_bytes()
    users.reset_password(office.anna, "boris", "another one")
    after = (office.folder / "keys").read_bytes()
    half = after[: len(after) // 2]
    moments = [
        ({"keys.new": b""}, before, before, "password of boris"),
        ({"keys.new": half}, before, before, "password of boris"),
        ({"keys.new": after}, before, before, "password of boris"),
        ({}, after, before, "another one"),
        ({"keys.copy.new": half}, after, before, "another one"),
        ({"keys.copy.new": after}, after, before, "another one"),
        ({}, after, after, "another one"),
    ]
    for unfinished, first, second, password in moments:
        for name, content in {**unfinished, "keys": first, "keys.copy": second}.items():
            (office.folder / name).write_bytes(content)
        other = "another one" if password != "another one" else "password of boris"
        with pytest.raises(WrongPasswordError):
            office.unlock("boris", other)
        office.unlock("boris", password)
        assert (office.folder / "keys").read_bytes() == (office.folder / "keys.copy").read_bytes() == first
        users.rename_user(office.unlock("anna"), "clara", "clara")
        assert not list(office.folder.glob("*.new"))


def test_at_every_moment_of_a_removal_the_key_of_the_store_is_at_hand(office):
    before, old = (office.folder / "keys").read_bytes(), office.anna.data_key
    new = users.remove_user(office.anna, "boris").data_key
    after = (office.folder / "keys").read_bytes()
    for first, second in ((before, before), (after, before), (after, after)):
        (office.folder / "keys").write_bytes(first)
        (office.folder / "keys.copy").write_bytes(second)
        for opened in (office.unlock("anna"), keys.unlock_with_recovery(office.folder, office.code)):
            assert old in (opened.data_key, *opened.past_data_keys)
            assert opened.rekeying == (opened.data_key == new)


@contextmanager
def full_disk(size: int):
    """No file may grow beyond this size, in bytes."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 100, 3000])
def test_a_full_disk_changes_nothing(office, size):
    before = {path.name: path.read_bytes() for path in office.folder.iterdir()}
    with full_disk(size), pytest.raises(DiskFullError):
        users.add_user(office.anna, "dora", "password of dora")
    assert {path.name: path.read_bytes() for path in office.folder.iterdir()} == before
    users.add_user(office.anna, "dora", "password of dora")
    office.unlock("dora")


def test_a_place_that_cannot_be_written_is_named(tmp_path, cheap):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSavedError):
        keys.create(tmp_path / "file" / "office", "anna", "password", cheap)
    with pytest.raises(NotSavedError):
        durable.write(tmp_path / "nowhere" / "file", b"")


# --- forgery ---------------------------------------------------------------------------------------


def test_a_stranger_cannot_make_keys_that_a_password_opens(office):
    """Somebody who can write the folder, but has no slot, seals a key of their own to everybody."""
    found = key_file.find(office.folder).keys
    own = new_key()
    forged = found
    for slot in found.users:
        forged = forged.with_slot(slots.granting(slot, found.store, {slots.DATA: own}))
    forged = replace(forged, generation=found.generation + 1).signed(own, new_key())
    (office.folder / "keys").write_bytes(key_file.dump(forged))
    with pytest.raises(KeysForgedError):
        office.unlock("boris")
    assert (office.folder / "keys.copy").read_bytes() == key_file.dump(found), "the sound copy is kept"


def test_a_slot_without_its_parts_is_a_forgery_or_a_wrong_password(office):
    found = key_file.find(office.folder).keys
    boris = next(slot for slot in found.users if slot.id == office.unlock("boris").slot_id)
    assert boris.tag == key_file.name_tag(found.salt, "boris")
    for slot, error in (
        (replace(boris, params=None), WrongPasswordError),
        (replace(boris, inner=b""), WrongPasswordError),
        (replace(boris, grants={}), KeysForgedError),
        (replace(boris, grants={**boris.grants, "data": b"x" * 10}), KeysForgedError),
        (replace(boris, grants={**boris.grants, "data": bytes(80)}), KeysForgedError),
    ):
        key_file.save(office.folder, found.with_slot(slot))
        with pytest.raises(error):
            office.unlock("boris")


def test_parts_of_one_slot_fit_into_no_other(office):
    found = key_file.find(office.folder).keys
    anna, boris, _ = found.users
    stolen = replace(boris, grants=anna.grants)
    key_file.save(office.folder, found.with_slot(stolen))
    with pytest.raises(KeysForgedError):
        office.unlock("boris")
    stolen = replace(anna, inner=boris.inner, params=boris.params, salt=boris.salt)
    key_file.save(office.folder, found.with_slot(stolen))
    with pytest.raises(WrongPasswordError):
        office.unlock("anna", "password of boris")


# --- back-ups --------------------------------------------------------------------------------------


def test_a_back_up_opens_with_the_passwords_and_the_code_of_its_day(office, tmp_path):
    content = keys.for_backup(office.folder)
    users.reset_password(office.anna, "boris", "a later password")
    code = users.new_recovery_code(office.anna)
    restored = tmp_path / "restored"
    restored.mkdir()
    keys.from_backup(content, restored)
    assert keys.unlock(restored, "boris", "password of boris", office.now).data_key == office.anna.data_key
    assert keys.unlock_with_recovery(restored, office.code).data_key == office.anna.data_key
    with pytest.raises(WrongRecoveryCodeError):
        keys.unlock_with_recovery(restored, code)
    with pytest.raises(WrongPasswordError):
        keys.unlock(restored, "boris", "a later password", office.now)


def test_a_back_up_takes_the_place_of_newer_keys(office):
    content = keys.for_backup(office.folder)
    users.reset_password(office.anna, "boris", "a later password")
    keys.from_backup(content, office.folder)
    office.unlock("boris", "password of boris")
    assert [(office.folder / name).read_bytes() for name in key_file.NAMES] == [content, content]


def test_a_damaged_back_up_changes_nothing(office):
    before = {path.name: path.read_bytes() for path in office.folder.iterdir()}
    with pytest.raises(KeysDamagedError):
        keys.from_backup(keys.for_backup(office.folder)[:-5], office.folder)
    assert {path.name: path.read_bytes() for path in office.folder.iterdir()} == before
