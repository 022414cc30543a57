"""The audit chain, of which each entry carries the hash of the one before."""

import hashlib
import hmac
import json
from base64 import b32encode, b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from returnhelp.domain.errors import HeadDamagedError, HistoryRewrittenError, LostTailError, OldStoreError
from returnhelp.vault import durable, turns
from returnhelp.vault.primitives import joined, mac, same
from returnhelp.vault.rings import Ring

Fact: TypeAlias = bool | int | float | str | bytes | date | datetime | Sequence["Fact"] | Mapping[str, "Fact"] | None
"""What an entry may hold. A list and a tuple are the same, as they are once they were in a store."""

START = hashlib.sha256(b"ReturnHelp v1: the audit log begins").digest()
"""What the first entry carries as the hash of the one before."""

_HEAD = "head"
_LARGEST = 4096


@dataclass(frozen=True)
class Entry:
    """An entry as it stands in the store; ``salt`` is empty once its value was erased."""

    seq: int
    facts: tuple[Fact, ...]
    """What is linked between the number and the commitment, in the order in which it was linked."""
    commitment: bytes
    hash: bytes
    salt: bytes
    value: Fact


class Fault(StrEnum):
    """What is wrong at an entry."""

    GAP = "gap"
    """Its number does not follow: entries before it are missing, or it stands there twice."""
    LINK = "link"
    """It, or the one before it, is not what was written."""
    VALUE = "value"
    """Its value is not the one that was committed to."""


@dataclass(frozen=True)
class Break:
    seq: int
    fault: Fault


@dataclass(frozen=True)
class Head:
    """The newest entry of a chain."""

    seq: int
    hash: bytes


def commitment(salt: bytes, value: Fact) -> bytes:
    """What stands in the chain for a value; with the salt erased nobody can find the value from it."""
    return hmac.digest(salt, b"commitment" + _plain(value), hashlib.sha256)


def link(previous: bytes, *facts: Fact) -> bytes:
    """The hash of an entry over the one before it, its number, its facts and, last, the commitment."""
    return hashlib.sha256(b"link" + joined(previous, *(_plain(fact) for fact in facts))).digest()


def verify(entries: Iterable[Entry], after: Head | None = None) -> Break | None:
    """The first break in these entries, which must come by number and follow ``after`` (the start of the chain)."""
    seq, previous = (after.seq, after.hash) if after else (0, START)
    for entry in entries:
        if entry.seq != seq + 1:
            return Break(entry.seq, Fault.GAP)
        if not same(link(previous, entry.seq, *entry.facts, entry.commitment), entry.hash):
            return Break(entry.seq, Fault.LINK)
        if entry.salt and not same(commitment(entry.salt, entry.value), entry.commitment):
            return Break(entry.seq, Fault.VALUE)
        seq, previous = entry.seq, entry.hash
    return None


def printed(head: Head) -> str:
    """The head as the foot of a paper shows it: 80 bits of the hash, enough to tell any other history apart."""
    letters = b32encode(head.hash[:10]).decode()
    return f"{head.seq}-" + "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _plain(fact: Fact) -> bytes:
    """Every fact in one way only, with its kind before it."""
    match fact:
        case None:
            return b"none"
        case bool():
            return b"bool" + str(int(fact)).encode()
        case int():
            return b"int." + str(int(fact)).encode()
        case float():
            return b"real" + repr(fact).encode()
        case str():
            return b"text" + str(fact).encode(errors="surrogatepass")
        case bytes():
            return b"byte" + fact
        case datetime():
            if fact.tzinfo is None:
                raise ValueError("an entry needs to know the time zone")
            return b"time" + fact.astimezone(UTC).isoformat(timespec="microseconds").encode()
        case date():
            return b"date" + fact.isoformat().encode()
        case Mapping():
            return b"dict" + joined(*(part for key in sorted(fact) for part in (_plain(key), _plain(fact[key]))))
        case Sequence():
            return b"list" + joined(*(_plain(part) for part in fact))
    raise TypeError(f"an entry cannot hold {type(fact).__name__}")


# --- the head outside the store --------------------------------------------------------------------


def write_head(folder: Path, audit: Ring, head: Head, *, even_lower: bool = False) -> None:
    """Note the newest entry, after its commit; ``audit`` is the ring of Purpose.AUDIT.

    A head that somebody else noted meanwhile and that is further on stays, unless ``even_lower``: for a
    restored store, and for one whose loss the office has accepted. Raises what ``durable`` raises.
    """
    path = folder / _HEAD
    with turns.turn(path):
        if not even_lower:
            try:
                known = read_head(folder, audit)
            except HeadDamagedError:
                known = None
            if known and known.seq > head.seq:
                return
        down = {"seq": head.seq, "hash": _text(head.hash), "mac": _text(_head_mac(audit.current, head))}
        durable.write(path, json.dumps(down).encode() + b"\n")


def read_head(folder: Path, audit: Ring) -> Head | None:
    """The newest entry as it was noted outside the store, None if there is no note; raises HeadDamagedError."""
    try:
        with (folder / _HEAD).open("rb") as file:
            down = json.loads(file.read(_LARGEST))
        head = Head(down["seq"], b64decode(down["hash"], validate=True))
        if type(head.seq) is int and head.seq >= 0:
            claimed = b64decode(down["mac"], validate=True)
            if any(same(claimed, _head_mac(key, head)) for key in audit.all):
                return head
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise HeadDamagedError(place=folder / _HEAD)


def judge(
    folder: Path, *, noted: Head | None, closed: Head | None, last: Head | None, hash_at: Callable[[int], bytes | None]
) -> None:
    """Whether the store is the one that was written last; a store ahead of its note is as it should be.

    ``noted`` comes from ``read_head``, ``closed`` from the key file (``Unlocked.closed_head``), ``last`` from
    the store, ``hash_at`` answers the hash of an entry of the store. Raises HeadDamagedError if the note is
    gone although there are entries, OldStoreError if the store ends before the last orderly close,
    LostTailError if it ends before the note, HistoryRewrittenError if it holds another history.
    """
    if noted is None and last is not None:
        raise HeadDamagedError(place=folder / _HEAD)
    end = last.seq if last else 0
    furthest = max((head.seq for head in (noted, closed) if head), default=0)
    if closed and end < closed.seq:
        raise OldStoreError(missing=furthest - end)
    if end < furthest:
        raise LostTailError(missing=furthest - end)
    for head in (closed, noted):
        if head and head.seq:
            found = hash_at(head.seq)
            if found is None or not same(found, head.hash):
                raise HistoryRewrittenError(entry=head.seq)


def _head_mac(key: bytes, head: Head) -> bytes:
    return mac(key, "head", str(head.seq), head.hash)


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
