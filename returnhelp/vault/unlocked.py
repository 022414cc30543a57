"""The keys of an office in the hands of somebody who is signed in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from returnhelp.domain.errors import NoClearanceError, NotKeeperError
from returnhelp.domain.roles import Clearance
from returnhelp.vault import slots
from returnhelp.vault.chain import Head
from returnhelp.vault.key_file import KeyFile
from returnhelp.vault.primitives import WrongKeyError, derive
from returnhelp.vault.rings import Purpose, Ring
from returnhelp.vault.slots import Inner, Slot


class Unlocked:
    """What one slot opens; ``close`` clears it from memory as well as Python can.

    Every key raises SignedOutError after that.
    """

    def __init__(self, folder: Path, keys: KeyFile, slot_id: str, inner: Inner, rings: Mapping[str, Ring]) -> None:
        self.folder = folder
        self.slot_id = slot_id
        """Which user this is; ``slots.RECOVERY`` for the recovery code."""
        self.store_id = keys.store
        self.generation = keys.generation
        """Counts the changes of the key file; it never falls but by an old file put back."""
        self.closed_head: Head | None = keys.head
        """The head of the audit chain at the last orderly close."""
        self.rekeying = keys.rekeying
        """The store may still be under one of ``past_data_keys``, and is to be moved to ``data_key``."""
        self.private = Ring(inner.private)
        self.lasting = Ring(inner.lasting)
        self.rings = dict(rings)

    @property
    def data_key(self) -> bytes:
        """The key of the store."""
        return derive(self.root.current, "store")

    @property
    def past_data_keys(self) -> tuple[bytes, ...]:
        """The keys of the store before it, newest first."""
        return tuple(derive(key, "store") for key in self.root.past)

    @property
    def root(self) -> Ring:
        """What everything outside the compartments is derived from."""
        return self.rings[slots.DATA]

    @property
    def users_key(self) -> bytes:
        """The key that vouches for slots; raises NotKeeperError."""
        if slots.USERS not in self.rings:
            raise NotKeeperError()
        return self.rings[slots.USERS].current

    @property
    def keeper(self) -> bool:
        """Whether this person can change who has which keys."""
        return slots.USERS in self.rings

    @property
    def clearances(self) -> frozenset[Clearance]:
        return frozenset(clearance for clearance in Clearance if clearance in self.rings)

    @property
    def compartments(self) -> dict[Clearance, Ring]:
        """The keys of the sealed compartments that this person may open."""
        return {clearance: self.rings[clearance] for clearance in Clearance if clearance in self.rings}

    def compartment(self, clearance: str) -> Ring:
        """The keys of one compartment; raises NoClearanceError."""
        known = Clearance(clearance)
        if known not in self.rings:
            raise NoClearanceError(clearance=known)
        return self.rings[known]

    def ring(self, purpose: Purpose) -> Ring:
        """The keys of one purpose. Drafts made with the recovery code open with the recovery code."""
        match purpose:
            case Purpose.DRAFTS:
                return self.rings[slots.OWN].derived(purpose)
            case Purpose.SEARCH | Purpose.DISCLOSURE:
                return self.lasting.derived(purpose)
            case Purpose.AUDIT if not self.rekeying:  # else who was removed could still sign a head
                return Ring(derive(self.root.current, purpose))
        return self.root.derived(purpose)

    @property
    def inner(self) -> Inner:
        return Inner(self.private.current, self.lasting.current)

    def take(self, other: "Unlocked") -> None:
        """Hold what ``other`` holds from now on: the same person's keys after a change."""
        self.__dict__.update(other.__dict__)

    def copy(self) -> "Unlocked":
        """The same keys for work that goes on after this person has locked the window."""
        other = object.__new__(Unlocked)
        other.__dict__.update(self.__dict__)
        other.private, other.lasting = self.private.copy(), self.lasting.copy()
        other.rings = {what: ring.copy() for what, ring in self.rings.items()}
        return other

    def close(self) -> None:
        for ring in (self.private, self.lasting, *self.rings.values()):
            ring.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def opened(folder: Path, keys: KeyFile, slot: Slot, inner: Inner) -> Unlocked:
    """Everything that a slot grants; raises WrongKeyError if the file was not written by somebody of the office."""
    rings = {}
    for what in slot.grants:
        current = slots.granted(slot, keys.store, inner.private, what)
        rings[what] = Ring(current, keys.past_keys(what, current))
    if slots.DATA not in rings or not keys.authentic(rings[slots.DATA].current, inner.lasting):
        raise WrongKeyError
    return Unlocked(folder, keys, slot.id, inner, rings)
