"""A slot: the way from one person's password, or from the recovery code, to the keys of the office."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from returnhelp.vault import passphrase
from returnhelp.vault.passphrase import Params
from returnhelp.vault.primitives import (
    KEY,
    WrongKeyError,
    derive,
    lock,
    lock_to,
    mac,
    public_of,
    same,
    unlock,
    unlock_with,
)

DATA = "data"
"""The grant of the key to everything that is not in a compartment; every slot has it."""
USERS = "users"
"""The grant of the key that vouches for slots; whoever looks after the users has it."""
OWN = "own"
"""The grant of a key that nobody else has."""

RECOVERY = "recovery"
"""The id of the recovery slot."""


@dataclass(frozen=True)
class Slot:
    """One person's slot, as the key file holds it.

    The password opens ``inner``; the grants are sealed to ``public``, so that keys can be renewed for
    somebody whose password nobody knows.
    """

    id: str
    public: bytes
    inner: bytes
    params: Params | None = None
    """What the password costs; none for the recovery code, which needs no stretching."""
    salt: bytes = b""
    tag: bytes = b""
    """The name to sign in with, keyed by the salt of the office."""
    name: bytes = b""
    """The name itself, sealed with a key that everybody in the office has."""
    grants: Mapping[str, bytes] = field(default_factory=dict)
    voucher: bytes = b""
    """Proof by the key to the users that somebody who may put this slot there, with these grants."""

    def identity(self, store: bytes) -> tuple[bytes | str, ...]:
        """What the inside is sealed to, so that no part of a slot fits into another one."""
        cost = f"{self.params.rounds}/{self.params.memory_kib}/{self.params.lanes}" if self.params else ""
        return (store, self.id, self.public, cost, self.salt)


class Inner(NamedTuple):
    """What the password itself opens."""

    private: bytes
    """The half of the key pair to which the grants are sealed."""
    lasting: bytes
    """A key that everybody in the office has and that is never renewed. Who never had a slot cannot know it, and
    so cannot make a key file that anybody's password opens."""


def new_id() -> str:
    return secrets.token_hex(8)


def for_password(store: bytes, slot_id: str, password: str, params: Params, inner: Inner) -> Slot:
    """A slot that this password opens, still without name and grants."""
    slot = Slot(slot_id, public_of(inner.private), b"", params, secrets.token_bytes(passphrase.SALT))
    key = passphrase.key_from(password, slot.salt, params)
    return replace(slot, inner=lock(key, b"".join(inner), *slot.identity(store)))


def for_code(store: bytes, secret: bytes, inner: Inner) -> Slot:
    """A recovery slot that this code opens, still without grants."""
    slot = Slot(RECOVERY, public_of(inner.private), b"")
    return replace(slot, inner=lock(derive(secret, RECOVERY, store), b"".join(inner), *slot.identity(store)))


def open_with_password(slot: Slot, store: bytes, password: str) -> Inner:
    """Raises WrongKeyError and NotEnoughMemoryError."""
    if slot.params is None:
        raise WrongKeyError
    key = passphrase.key_from(password, slot.salt, slot.params)
    return _inner(unlock(key, slot.inner, *slot.identity(store)))


def open_with_code(slot: Slot, store: bytes, secret: bytes) -> Inner:
    """Raises WrongKeyError."""
    return _inner(unlock(derive(secret, RECOVERY, store), slot.inner, *slot.identity(store)))


def _inner(opened: bytes) -> Inner:
    return Inner(opened[:KEY], opened[KEY:])


def pretend(password: str, params: Params) -> None:
    """Take the time of ``open_with_password`` for a name that does not exist."""
    passphrase.key_from(password, secrets.token_bytes(passphrase.SALT), params)


def granting(slot: Slot, store: bytes, keys: Mapping[str, bytes]) -> Slot:
    """The slot with these keys sealed to it, in place of what it had under the same names."""
    sealed = {what: lock_to(slot.public, key, "grant", store, slot.id, what) for what, key in keys.items()}
    return replace(slot, grants={**slot.grants, **sealed})


def without(slot: Slot, grants: Iterable[str]) -> Slot:
    dropped = set(grants)
    return replace(slot, grants={what: sealed for what, sealed in slot.grants.items() if what not in dropped})


def granted(slot: Slot, store: bytes, private: bytes, what: str) -> bytes:
    """A key that was sealed to this slot; raises WrongKeyError."""
    return unlock_with(private, slot.grants.get(what, b""), "grant", store, slot.id, what)


def vouched(slot: Slot, store: bytes, users_key: bytes) -> Slot:
    return replace(slot, voucher=_voucher(slot, store, users_key))


def is_vouched(slot: Slot, store: bytes, users_key: bytes) -> bool:
    return same(slot.voucher, _voucher(slot, store, users_key))


def _voucher(slot: Slot, store: bytes, users_key: bytes) -> bytes:
    return mac(users_key, "voucher", store, slot.id, slot.tag, slot.public, *sorted(slot.grants))
