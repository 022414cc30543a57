"""The keys of an office: made at set-up, opened by a name and a password or by the recovery code."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from returnhelp.domain.errors import (
    FolderNotEmptyError,
    KeysForgedError,
    LockedOutError,
    ReturnHelpError,
    UserNameMissingError,
    WrongPasswordError,
    WrongRecoveryCodeError,
)
from returnhelp.domain.roles import Clearance
from returnhelp.vault import attempts, durable, key_file, passphrase, recovery, slots, turns
from returnhelp.vault.key_file import KeyFile
from returnhelp.vault.passphrase import Params
from returnhelp.vault.primitives import WrongKeyError, derive, lock, new_key
from returnhelp.vault.slots import Inner, Slot
from returnhelp.vault.unlocked import Unlocked, opened


def create(
    folder: Path,
    user_name: str,
    password: str,
    params: Params | None = None,
    clearances: Iterable[str] = tuple(Clearance),
) -> tuple[Unlocked, str]:
    """Make the keys of a new office, with a first user who looks after the others, and the code to print.

    Without ``params`` the cost of a password is tuned to this machine, which takes a few seconds. The first
    user has every clearance unless told otherwise: what nobody has, nobody can hand on but by the recovery
    code. The rule for passwords is the caller's to apply. Raises FolderNotEmptyError if there are keys
    already, UserNameMissingError, and what ``durable`` raises.
    """
    if not user_name.strip():
        raise UserNameMissingError()
    if key_file.exists(folder):
        raise FolderNotEmptyError(place=folder)
    params = params or passphrase.tuned()
    store, salt, lasting = new_key(), new_key(), new_key()
    everything = {what: new_key() for what in (slots.DATA, slots.USERS, *Clearance)}
    mine = {slots.DATA, slots.USERS, *(Clearance(clearance) for clearance in clearances)}

    def filled(slot: Slot, grants: Iterable[str]) -> Slot:
        given = {what: everything[what] for what in grants} | {slots.OWN: new_key()}
        return slots.vouched(slots.granting(slot, store, given), store, everything[slots.USERS])

    inner = Inner(new_key(), lasting)
    user = slots.for_password(store, slots.new_id(), password, params, inner)
    user = named(user, store, salt, user_name, everything[slots.DATA])
    code = recovery.new()
    spare = slots.for_code(store, recovery.secret(code), Inner(new_key(), lasting))
    keys = KeyFile(store, salt, params, recovery=filled(spare, everything), users=(filled(user, mine),), generation=1)
    keys = keys.signed(everything[slots.DATA], lasting)

    def trial(written: KeyFile) -> None:
        secret = recovery.secret(code)
        opened(folder, written, written.recovery, slots.open_with_code(written.recovery, store, secret)).close()
        first = written.users[0]
        opened(folder, written, first, slots.open_with_password(first, store, password)).close()

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise durable.named(error, folder) from error
    attempts.begin(folder)
    with turns.turn(key_file.writing(folder)):
        if key_file.exists(folder):
            raise FolderNotEmptyError(place=folder)
        key_file.save(folder, keys, trial)
    return opened(folder, keys, keys.users[0], inner), code


def unlock(folder: Path, user_name: str, password: str, now: datetime) -> Unlocked:
    """Open the office for somebody. A name that does not exist takes the same way and the same time.

    Raises WrongPasswordError, LockedOutError, KeysForgedError, NotEnoughMemoryError and what
    ``key_file.find`` and ``durable`` raise.
    """
    found = key_file.find(folder)
    keys = found.keys
    tag = key_file.name_tag(keys.salt, user_name)
    slot = keys.user(tag)

    def trial() -> Inner:
        if slot is None:
            slots.pretend(password, _cost_of(keys, tag))
            raise WrongKeyError
        return slots.open_with_password(slot, keys.store, password)

    inner = counted(folder, slot.id if slot else attempts.bucket(tag), now, trial)
    assert slot is not None
    return _opened(folder, found, slot, inner)


def unlock_with_recovery(folder: Path, code: str) -> Unlocked:
    """Open the office with the printed code, however it is typed.

    Raises WrongRecoveryCodeError, MistypedRecoveryCodeError, RecoveryCodeLengthError, KeysForgedError and
    what ``key_file.find`` raises.
    """
    secret = recovery.secret(code)
    found = key_file.find(folder)
    slot = found.keys.recovery
    try:
        inner = slots.open_with_code(slot, found.keys.store, secret)
    except WrongKeyError:
        raise WrongRecoveryCodeError from None
    return _opened(folder, found, slot, inner)


def _opened(folder: Path, found: key_file.Found, slot: Slot, inner: Inner) -> Unlocked:
    try:
        unlocked = opened(folder, found.keys, slot, inner)
    except WrongKeyError:
        raise KeysForgedError(place=folder) from None
    if found.to_heal:
        key_file.heal(folder, found.keys)
    return unlocked


def counted(folder: Path, who: str, now: datetime, trial: Callable[[], Inner]) -> Inner:
    """Try a password and count it; raises WrongPasswordError, LockedOutError and what the trial raises."""
    wait = attempts.charge(folder, who, now)
    try:
        inner = trial()
    except WrongKeyError:
        if wait:
            raise LockedOutError(wait=wait) from None
        raise WrongPasswordError from None
    except BaseException:
        attempts.take_back(folder, who)
        raise
    attempts.forgive(folder, who)
    return inner


def _cost_of(keys: KeyFile, tag: bytes) -> Params:
    """The cost of one of the slots, always the same one for a name, so that no name is quicker than others."""
    costs = [slot.params for slot in keys.users if slot.params] or [keys.params]
    return costs[tag[0] % len(costs)]


def named(slot: Slot, store: bytes, salt: bytes, name: str, root: bytes) -> Slot:
    """The slot under a name to sign in with, which only who is signed in can read."""
    sealed = lock(derive(root, "names"), name.encode(), "name", store, slot.id)
    return replace(slot, tag=key_file.name_tag(salt, name), name=sealed)


# --- back-ups --------------------------------------------------------------------------------------


def for_backup(folder: Path) -> bytes:
    """The key file as it goes into a back-up: it opens with the passwords and the code of this day.

    It needs no further seal: whoever has the back-up without a password or the code can open nothing in it.
    Raises what ``key_file.find`` raises.
    """
    return key_file.dump(key_file.find(folder).keys)


def from_backup(content: bytes, folder: Path) -> None:
    """Put the key file of a back-up into a folder, in place of what is there.

    At every moment one whole key file counts, the one before or this one. The count of wrong passwords
    stays as it is. Raises KeysDamagedError, NewerKeysError and what ``durable`` raises.
    """
    key_file.parse(content, folder)
    with turns.turn(key_file.writing(folder)):
        first, second = (folder / name for name in key_file.NAMES)
        try:
            if first.exists():
                second.unlink(missing_ok=True)
                durable.sync_folder(folder)
        except OSError as error:
            raise durable.named(error, folder) from error
        durable.write(first, content)
        with suppress(ReturnHelpError):  # it is done by now; the copy is healed when somebody signs in
            durable.write(second, content)
    attempts.begin(folder)
