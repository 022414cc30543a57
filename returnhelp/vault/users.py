"""Who has which keys: users come and go, passwords and clearances change, keys are renewed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from returnhelp.domain.errors import (
    KeysChangedError,
    KeysForgedError,
    LastAdminError,
    RekeyUnfinishedError,
    UserNameMissingError,
    UserNameTakenError,
    UserNotThereError,
)
from returnhelp.domain.roles import Clearance
from returnhelp.vault import attempts, key_file, keys, recovery, slots, turns
from returnhelp.vault.chain import Head
from returnhelp.vault.key_file import KeyFile
from returnhelp.vault.passphrase import Params
from returnhelp.vault.primitives import WrongKeyError, derive, new_key, unlock
from returnhelp.vault.rings import Ring
from returnhelp.vault.slots import Inner, Slot
from returnhelp.vault.unlocked import Unlocked, opened


@dataclass(frozen=True)
class User:
    """Somebody who can open the office."""

    slot_id: str
    name: str
    clearances: frozenset[Clearance]
    keeper: bool
    """Looks after the users."""


def users(unlocked: Unlocked) -> list[User]:
    """Everybody who can open the office; raises KeysChangedError and what ``key_file.find`` raises."""
    current, mine = _current(unlocked)
    return [
        User(slot.id, _name(slot, mine), frozenset(_clearances(slot)), slots.USERS in slot.grants)
        for slot in current.users
    ]


def refresh(unlocked: Unlocked) -> None:
    """Pick up what others changed since; raises KeysChangedError if this person has to sign in again."""
    unlocked.take(_current(unlocked)[1])


def add_user(
    unlocked: Unlocked,
    name: str,
    password: str,
    clearances: Iterable[str] = (),
    *,
    keeper: bool = False,
    params: Params | None = None,
) -> str:
    """Let somebody else open the office; answers the id of the slot.

    Raises NotKeeperError, NoClearanceError for a clearance that the caller does not have, UserNameMissingError,
    UserNameTakenError, KeysChangedError and what ``durable`` raises. ``params`` are those of the office
    unless given.
    """
    if not name.strip():
        raise UserNameMissingError()
    slot_id = slots.new_id()

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        if current.user(key_file.name_tag(current.salt, name)):
            raise UserNameTakenError(name=name)
        given = {clearance: mine.compartment(clearance).current for clearance in clearances}
        if keeper:
            given[slots.USERS] = mine.users_key
        inner = Inner(new_key(), mine.lasting.current)
        slot = slots.for_password(current.store, slot_id, password, params or _cost(current, mine), inner)
        slot = keys.named(slot, current.store, current.salt, name, mine.root.current)
        return current.with_slot(_filled(slot, mine, {**given, slots.OWN: new_key()}))

    _change(unlocked, edit, _opens_with(slot_id, password))
    return slot_id


def change_password(unlocked: Unlocked, old: str, new: str, now: datetime, params: Params | None = None) -> None:
    """Give oneself a new password; wrong old ones are counted as at sign-in.

    Who looks after the users gets a new key pair with it. The others keep theirs, as nobody vouches for a
    new one: where a password may have become known, an admin resets it and renews the keys.
    Raises WrongPasswordError, LockedOutError, KeysChangedError and what ``durable`` raises.
    """
    slot_id = unlocked.slot_id
    slot = _current(unlocked)[0].slot(slot_id)
    assert slot is not None
    keys.counted(unlocked.folder, slot_id, now, lambda: slots.open_with_password(slot, unlocked.store_id, old))

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        before = current.slot(slot_id)
        assert before is not None
        if mine.keeper:
            mine.private = Ring(new_key())
        slot = slots.for_password(current.store, slot_id, new, params or _cost(current, mine), mine.inner)
        slot = replace(slot, tag=before.tag, name=before.name)
        if not mine.keeper:
            return current.with_slot(replace(slot, grants=before.grants, voucher=before.voucher))
        return current.with_slot(_filled(slot, mine, {what: ring.current for what, ring in mine.rings.items()}))

    _change(unlocked, edit, _opens_with(slot_id, new))


def reset_password(unlocked: Unlocked, name: str, new: str, params: Params | None = None) -> frozenset[Clearance]:
    """Give somebody a new password and key pair, and free them of a lock.

    Answers the clearances that are lost by it because the caller does not have them to hand on. Drafts that
    this person had open are lost too. Raises NotKeeperError, UserNotThereError, KeysForgedError,
    KeysChangedError and what ``durable`` raises.
    """
    slot_id = _id_of(unlocked, name)
    lost: set[Clearance] = set()

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        before = _named(current, name)
        _require_vouched(mine, [before], mine.users_key)
        lost.update(_clearances(before) - mine.clearances)
        kept = {what: mine.rings[what].current for what in before.grants if what in mine.rings}
        inner = Inner(new_key(), mine.lasting.current)
        slot = slots.for_password(current.store, slot_id, new, params or _cost(current, mine), inner)
        slot = replace(slot, tag=before.tag, name=before.name)
        if slot_id == mine.slot_id:
            mine.private = Ring(inner.private)
        return current.with_slot(_filled(slot, mine, {**kept, slots.OWN: new_key()}))

    _change(unlocked, edit, _opens_with(slot_id, new))
    attempts.forgive(unlocked.folder, slot_id)
    return frozenset(lost)


def rename_user(unlocked: Unlocked, name: str, new: str) -> None:
    """Give somebody another name to sign in with.

    Raises NotKeeperError, UserNotThereError, UserNameMissingError, UserNameTakenError, KeysForgedError,
    KeysChangedError and what ``durable`` raises.
    """
    if not new.strip():
        raise UserNameMissingError()

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        slot = _named(current, name)
        _require_vouched(mine, [slot], mine.users_key)
        other = current.user(key_file.name_tag(current.salt, new))
        if other and other.id != slot.id:
            raise UserNameTakenError(name=new)
        slot = keys.named(slot, current.store, current.salt, new, mine.root.current)
        return current.with_slot(slots.vouched(slot, current.store, mine.users_key))

    _change(unlocked, edit)


def set_clearances(
    unlocked: Unlocked, name: str, clearances: Iterable[str], *, keeper: bool | None = None
) -> frozenset[Clearance]:
    """Let somebody open exactly these compartments, and look after the users or not (None: as before).

    The key of a compartment that somebody loses is renewed for all that follows; what was sealed before
    opens with the earlier keys on the ring. Answers the compartments whose key could not be renewed because
    the caller does not have it. Raises NotKeeperError, NoClearanceError for a clearance that the caller
    cannot hand on, LastAdminError, UserNotThereError, KeysForgedError, KeysChangedError and what ``durable``
    raises.
    """
    wanted: set[str] = {Clearance(clearance) for clearance in clearances}
    not_renewed: set[Clearance] = set()

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        _require_vouched(mine, (*current.users, current.recovery), mine.users_key)
        slot = _named(current, name)
        had = set(slot.grants) - {slots.DATA, slots.OWN}
        will = wanted | ({slots.USERS} if (slots.USERS in had if keeper is None else keeper) else set())
        gained = {what: _handed_on(mine, what) for what in will - had}
        current = current.with_slot(slots.granting(slots.without(slot, had - will), current.store, gained))
        _require_keeper(current)
        not_renewed.update(clearance for clearance in Clearance if clearance in had - will - mine.rings.keys())
        vouching = _renew(mine, had - will)
        current = _reissued(current, mine, had - will, vouching)
        if slot.id == mine.slot_id:
            for what in had - will:
                del mine.rings[what]
        return current

    _change(unlocked, edit)
    return frozenset(not_renewed)


def new_recovery_code(unlocked: Unlocked) -> str:
    """A new code to print; the one before opens only older back-ups.

    Raises NotKeeperError, NoClearanceError unless the caller has every clearance (as who came by the code
    has), KeysChangedError and what ``durable`` raises.
    """
    code = recovery.new()
    secret = recovery.secret(code)

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        everything = {what: _handed_on(mine, what) for what in (slots.USERS, *Clearance)}
        slot = slots.for_code(current.store, secret, Inner(new_key(), mine.lasting.current))
        if mine.slot_id == slots.RECOVERY:
            mine.private = Ring(slots.open_with_code(slot, current.store, secret).private)
        return current.with_slot(_filled(slot, mine, {**everything, slots.OWN: new_key()}))

    def trial(written: KeyFile, folder_of: Unlocked) -> None:
        inner = slots.open_with_code(written.recovery, written.store, secret)
        opened(folder_of.folder, written, written.recovery, inner).close()

    _change(unlocked, edit, trial)
    return code


# --- renewing the keys -----------------------------------------------------------------------------


def prepare_rekey(unlocked: Unlocked, without: Collection[str] = ()) -> Unlocked:
    """Draw a new data key and seal it to everybody but these users, who can open nothing any more.

    The keys of the compartments that they had are renewed too, as far as the caller has them. The store has
    then to be moved from one of ``past_data_keys`` to ``data_key`` of the answer, and ``finish_rekey`` to be
    called; until that is done, ``rekeying`` says so to whoever signs in, even after a power cut. ``unlocked``
    still holds the keys before. The caller holds the exclusive lock of the store.
    Raises NotKeeperError, UserNotThereError, LastAdminError, KeysForgedError, KeysChangedError and what
    ``durable`` raises.
    """

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        _require_vouched(mine, (*current.users, current.recovery), mine.users_key)
        gone = [_named(current, name) for name in without]
        names = {slot.id: _name(slot, mine) for slot in current.users}
        left = tuple(slot for slot in current.users if slot not in gone)
        current = replace(current, users=left, rekeying=True)
        _require_keeper(current)
        lost = {what for slot in gone for what in slot.grants} - {slots.OWN} | {slots.DATA}
        vouching = _renew(mine, lost)
        for slot in left:
            current = current.with_slot(
                keys.named(slot, current.store, current.salt, names[slot.id], mine.root.current)
            )
        return _reissued(current, mine, lost, vouching)

    return _changed(unlocked, edit)


def remove_user(unlocked: Unlocked, name: str) -> Unlocked:
    """Take everything from somebody; see ``prepare_rekey``, which has to be carried through."""
    return prepare_rekey(unlocked, without=[name])


def finish_rekey(unlocked: Unlocked) -> None:
    """Note that the store is under its new key, and that the head of the audit chain was written anew.

    Raises KeysChangedError and what ``durable`` raises.
    """
    _change(unlocked, lambda current, _: replace(current, rekeying=False))


def forget_past_keys(unlocked: Unlocked) -> None:
    """Drop the earlier keys that the caller has, once nothing is sealed with them any more.

    Raises RekeyUnfinishedError, KeysChangedError and what ``durable`` raises.
    """

    def edit(current: KeyFile, mine: Unlocked) -> KeyFile:
        if current.rekeying:
            raise RekeyUnfinishedError()
        for what, ring in mine.rings.items():
            mine.rings[what] = Ring(ring.current)
            current = current.with_past(what, ring.current, ())
        return current

    _change(unlocked, edit)


def note_head(unlocked: Unlocked, head: Head) -> None:
    """Copy the head of the audit chain into the key file, at an orderly close and before a back-up.

    Raises KeysChangedError and what ``durable`` raises.
    """
    if unlocked.closed_head != head:
        _change(unlocked, lambda current, _: replace(current, head=head))


# --- how a change is made --------------------------------------------------------------------------


def _current(unlocked: Unlocked) -> tuple[KeyFile, Unlocked]:
    """The key file as it is now, and what the caller holds by it.

    Raises KeysChangedError if the caller has to sign in again, and KeysForgedError if an older file was put back.
    """
    current = key_file.find(unlocked.folder).keys
    slot = current.slot(unlocked.slot_id)
    inner = unlocked.inner
    try:
        if slot is None or current.store != unlocked.store_id:
            raise WrongKeyError
        mine = opened(unlocked.folder, current, slot, inner)
    except WrongKeyError:
        raise KeysChangedError from None
    if current.generation < unlocked.generation:
        raise KeysForgedError(place=unlocked.folder)
    return current, mine


def _changed(
    unlocked: Unlocked,
    edit: Callable[[KeyFile, Unlocked], KeyFile],
    trial: Callable[[KeyFile, Unlocked], None] | None = None,
) -> Unlocked:
    """Make one change on the newest key file; answers what the caller holds then."""
    with turns.turn(key_file.writing(unlocked.folder)):
        current, mine = _current(unlocked)
        after = edit(current, mine)
        after = replace(after, generation=current.generation + 1).signed(mine.root.current, mine.lasting.current)

        def try_it(written: KeyFile) -> None:
            slot = written.slot(mine.slot_id)
            if slot:  # else the caller has just taken leave
                opened(mine.folder, written, slot, mine.inner).close()
            if trial:
                trial(written, mine)

        key_file.save(unlocked.folder, after, try_it)
    mine.generation, mine.rekeying, mine.closed_head = after.generation, after.rekeying, after.head
    return mine


def _change(
    unlocked: Unlocked,
    edit: Callable[[KeyFile, Unlocked], KeyFile],
    trial: Callable[[KeyFile, Unlocked], None] | None = None,
) -> None:
    unlocked.take(_changed(unlocked, edit, trial))


def _opens_with(slot_id: str, password: str) -> Callable[[KeyFile, Unlocked], None]:
    """The trial of a slot before the old one goes: the password opens all of it."""

    def trial(written: KeyFile, mine: Unlocked) -> None:
        slot = written.slot(slot_id)
        if slot is None:
            raise WrongKeyError
        opened(mine.folder, written, slot, slots.open_with_password(slot, written.store, password)).close()

    return trial


def _filled(slot: Slot, mine: Unlocked, grants: Mapping[str, bytes]) -> Slot:
    """The slot with the data key and these grants, vouched for; raises NotKeeperError."""
    slot = slots.granting(slot, mine.store_id, {slots.DATA: mine.root.current, **grants})
    return slots.vouched(slot, mine.store_id, mine.users_key)


def _renew(mine: Unlocked, lost: Iterable[str]) -> bytes:
    """New keys in place of those of these grants that the caller has; answers the key that vouches from now on."""
    for what in mine.rings.keys() & set(lost):
        mine.rings[what] = Ring(new_key()) if what == slots.USERS else mine.rings[what].renewed(new_key())
    return mine.users_key


def _reissued(current: KeyFile, mine: Unlocked, renewed: Collection[str], vouching: bytes) -> KeyFile:
    """The renewed keys sealed to everybody who has such a grant, and every slot vouched for anew."""
    fresh = {what: mine.rings[what] for what in mine.rings.keys() & set(renewed)}
    for slot in (*current.users, current.recovery):
        given = {what: ring.current for what, ring in fresh.items() if what in slot.grants}
        slot = slots.vouched(slots.granting(slot, current.store, given), current.store, vouching)
        current = current.with_slot(slot)
    for what, ring in fresh.items():
        current = current.with_past(what, ring.current, ring.past)
    return current


def _cost(current: KeyFile, mine: Unlocked) -> Params:
    """What a new password costs: as agreed in the office, and no less than that of who gives it.

    The cost of one's own slot is bound to its content; so nobody makes the passwords of others cheap to guess by
    a change in the file.
    """
    own = current.slot(mine.slot_id)
    costs = [current.params, own.params] if own and own.params else [current.params]
    return max(costs, key=lambda cost: cost.rounds * cost.memory_kib)


def _handed_on(mine: Unlocked, what: str) -> bytes:
    return mine.users_key if what == slots.USERS else mine.compartment(what).current


def _require_vouched(mine: Unlocked, those: Iterable[Slot], users_key: bytes) -> None:
    """Keys are sealed only to slots that somebody who may has put there; raises KeysForgedError."""
    if not all(slots.is_vouched(slot, mine.store_id, users_key) for slot in those):
        raise KeysForgedError(place=mine.folder)


def _require_keeper(current: KeyFile) -> None:
    if not any(slots.USERS in slot.grants for slot in current.users):
        raise LastAdminError()


def _named(current: KeyFile, name: str) -> Slot:
    slot = current.user(key_file.name_tag(current.salt, name))
    if slot is None:
        raise UserNotThereError(name=name)
    return slot


def _id_of(unlocked: Unlocked, name: str) -> str:
    return _named(_current(unlocked)[0], name).id


def _name(slot: Slot, mine: Unlocked) -> str:
    """The name of a slot; raises KeysForgedError."""
    try:
        return unlock(derive(mine.root.current, "names"), slot.name, "name", mine.store_id, slot.id).decode()
    except WrongKeyError:
        raise KeysForgedError(place=mine.folder) from None


def _clearances(slot: Slot) -> set[Clearance]:
    return {clearance for clearance in Clearance if clearance in slot.grants}
