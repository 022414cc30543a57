"""The keys of one purpose through time: the newest seals, every one of them opens."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from returnhelp.domain.errors import SignedOutError
from returnhelp.vault.primitives import derive

ID = 4
"""Length of the mark by which sealed things name their key, in bytes."""


class Purpose(StrEnum):
    """What a key derived from the keys of the office is for."""

    FILES = "files"
    AUDIT = "audit"
    BACKUPS = "backups"
    DRAFTS = "drafts"
    """Derived from the user's own key: only who typed a draft can open it."""
    SEARCH = "search"
    DISCLOSURE = "disclosure"
    """As SEARCH never renewed, so that the same question chooses the same cells for ever."""


class Ring:
    """The current key and those before it, newest first; ``close`` clears them from memory as well as Python can."""

    def __init__(self, current: bytes, past: Iterable[bytes] = ()) -> None:
        self._keys = [bytearray(key) for key in (current, *past)]
        self._by_id = {key_id(key): key for key in reversed(self._keys)}

    @property
    def current(self) -> bytes:
        """The key that seals from now on; raises SignedOutError once the ring is closed."""
        return self.all[0]

    @property
    def past(self) -> tuple[bytes, ...]:
        return self.all[1:]

    @property
    def all(self) -> tuple[bytes, ...]:
        """Every key, newest first."""
        if not self._keys:
            raise SignedOutError()
        return tuple(bytes(key) for key in self._keys)

    def named(self, mark: bytes) -> bytes | None:
        """The key with this mark, if it is on the ring."""
        if not self._keys:
            raise SignedOutError()
        key = self._by_id.get(mark)
        return bytes(key) if key is not None else None

    def derived(self, purpose: str) -> "Ring":
        """The ring of one purpose, key by key."""
        current, *past = (derive(key, purpose) for key in self.all)
        return Ring(current, past)

    def renewed(self, key: bytes) -> "Ring":
        """This ring with a new current key."""
        return Ring(key, self.all)

    def copy(self) -> "Ring":
        return Ring(self.current, self.past)

    def close(self) -> None:
        for key in self._keys:
            key[:] = bytes(len(key))
        self._keys.clear()
        self._by_id.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def key_id(key: bytes | bytearray) -> bytes:
    """The mark of a key, which tells nothing else about it."""
    return derive(bytes(key), "mark of a key")[:ID]
