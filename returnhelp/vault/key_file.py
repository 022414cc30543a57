"""The key file in its two copies."""

import hashlib
import json
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from returnhelp.domain.errors import (
    KeysDamagedError,
    KeysMissingError,
    KeysNotReadableError,
    NewerKeysError,
    NotSavedError,
    ReturnHelpError,
)
from returnhelp.vault import durable, turns
from returnhelp.vault.chain import Head
from returnhelp.vault.passphrase import Params
from returnhelp.vault.primitives import KEY, WrongKeyError, derive, lock, mac, same, unlock
from returnhelp.vault.slots import Slot

NAMES = ("keys", "keys.copy")
VERSION = 1

_FORMAT = "returnhelp keys"
_LARGEST = 4 * 1024 * 1024  # bytes; a thousand users need one


@dataclass(frozen=True)
class KeyFile:
    """Everything in the key file; nothing of it can be read by who has no slot, except how many there are."""

    store: bytes
    """The identity of the store, drawn at set-up."""
    salt: bytes
    """Keys the tags of names."""
    params: Params
    """What a new password costs, tuned at set-up."""
    recovery: Slot
    users: tuple[Slot, ...] = ()
    generation: int = 0
    """Counts the changes; of two copies the higher one is the newer."""
    rekeying: bool = False
    """The store may still be under the key before the current one."""
    past: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    """For each grant the keys before its current one, newest first, sealed under the current one."""
    head: Head | None = None
    """The head of the audit chain at the last orderly close."""
    mac: bytes = b""

    def user(self, tag: bytes) -> Slot | None:
        return next((slot for slot in self.users if same(slot.tag, tag)), None)

    def slot(self, slot_id: str) -> Slot | None:
        return next((slot for slot in (*self.users, self.recovery) if slot.id == slot_id), None)

    def with_slot(self, slot: Slot) -> "KeyFile":
        """This file with the slot in place of the one with the same id, or as a further one."""
        if slot.id == self.recovery.id:
            return replace(self, recovery=slot)
        if self.slot(slot.id) is None:
            return replace(self, users=(*self.users, slot))
        return replace(self, users=tuple(slot if old.id == slot.id else old for old in self.users))

    def with_past(self, what: str, current: bytes, past: tuple[bytes, ...]) -> "KeyFile":
        """This file with these keys as those before the current one of this grant."""
        sealed = tuple(lock(current, key, "past key", self.store, what) for key in past)
        return replace(self, past={**{name: keys for name, keys in self.past.items() if name != what}, what: sealed})

    def past_keys(self, what: str, current: bytes) -> tuple[bytes, ...]:
        """The keys before the current one of this grant; raises WrongKeyError."""
        return tuple(unlock(current, sealed, "past key", self.store, what) for sealed in self.past.get(what, ()))

    def signed(self, root: bytes, lasting: bytes) -> "KeyFile":
        return replace(self, mac=self._mac(root, lasting))

    def authentic(self, root: bytes, lasting: bytes) -> bool:
        """Whether somebody who held both keys wrote exactly this."""
        return same(self.mac, self._mac(root, lasting))

    def _mac(self, root: bytes, lasting: bytes) -> bytes:
        return mac(derive(root, "key file", lasting), _compact(_body(self)))


def name_tag(salt: bytes, name: str) -> bytes:
    """What a slot shows of a name: the same however it is written in capitals, widths and spaces."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return mac(salt, "name", " ".join(plain.split()).encode(errors="surrogatepass"))[:16]


# --- writing it down -------------------------------------------------------------------------------


def dump(keys: KeyFile) -> bytes:
    content = {"format": _FORMAT, "version": VERSION, "body": _body(keys), "mac": _text(keys.mac)}
    return _layout({**content, "check": _check(content)})


def parse(raw: bytes, place: Path) -> KeyFile:
    """What was written down; raises KeysDamagedError unless every byte is as ``dump`` writes it, and NewerKeysError."""
    try:
        content = json.loads(raw)
        claimed = content.pop("check")
        sound = content["format"] == _FORMAT and claimed == _check(content)
        if sound and isinstance(content["version"], int) and content["version"] > VERSION:
            raise NewerKeysError(place=place)
        if sound and content["version"] == VERSION:
            keys = _keys(content["body"], _bytes(content["mac"]))
            if dump(keys) == raw:
                return keys
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise KeysDamagedError(place=place)


def _check(content: Mapping[str, Any]) -> str:
    """Tells damage (not forgery); the rule is the same for every version to come."""
    return hashlib.sha256(_compact(content)).hexdigest()


def _compact(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _layout(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, indent=1, allow_nan=False).encode() + b"\n"


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _body(keys: KeyFile) -> dict[str, Any]:
    return {
        "store": _text(keys.store),
        "salt": _text(keys.salt),
        "argon2id": _params_down(keys.params),
        "generation": keys.generation,
        "rekeying": keys.rekeying,
        "past": {what: [_text(key) for key in past] for what, past in keys.past.items()},
        "head": {"seq": keys.head.seq, "hash": _text(keys.head.hash)} if keys.head else None,
        "users": [_slot_down(slot) for slot in keys.users],
        "recovery": _slot_down(keys.recovery),
    }


def _keys(body: Mapping[str, Any], signature: bytes) -> KeyFile:
    head = body["head"]
    return KeyFile(
        store=_bytes(body["store"]),
        salt=_bytes(body["salt"]),
        params=_params(body["argon2id"]),
        generation=_count(body["generation"]),
        rekeying=body["rekeying"] is True,
        past={what: tuple(_bytes(key) for key in past) for what, past in body["past"].items()},
        head=Head(_count(head["seq"]), _bytes(head["hash"])) if head else None,
        users=tuple(_slot(slot) for slot in body["users"]),
        recovery=_slot(body["recovery"]),
        mac=signature,
    )


def _slot_down(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "tag": _text(slot.tag),
        "name": _text(slot.name),
        "argon2id": _params_down(slot.params) if slot.params else None,
        "salt": _text(slot.salt),
        "public": _text(slot.public),
        "inner": _text(slot.inner),
        "grants": {what: _text(key) for what, key in slot.grants.items()},
        "voucher": _text(slot.voucher),
    }


def _slot(down: Mapping[str, Any]) -> Slot:
    public = _bytes(down["public"])
    if (
        not all(isinstance(name, str) and name.isascii() for name in (down["id"], *down["grants"]))
        or len(public) != KEY
    ):
        raise ValueError
    return Slot(
        id=down["id"],
        tag=_bytes(down["tag"]),
        name=_bytes(down["name"]),
        params=_params(down["argon2id"]) if down["argon2id"] is not None else None,
        salt=_bytes(down["salt"]),
        public=public,
        inner=_bytes(down["inner"]),
        grants={what: _bytes(key) for what, key in down["grants"].items()},
        voucher=_bytes(down["voucher"]),
    )


def _params_down(params: Params) -> dict[str, int]:
    return {"rounds": params.rounds, "memory_kib": params.memory_kib, "lanes": params.lanes}


def _params(down: Mapping[str, Any]) -> Params:
    params = Params(_count(down["rounds"]), _count(down["memory_kib"]), _count(down["lanes"]))
    if not params.sane():
        raise ValueError
    return params


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


# --- the two copies --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """The newest sound copy, and whether the other one is missing, damaged or older."""

    keys: KeyFile
    to_heal: bool


def exists(folder: Path) -> bool:
    return any((folder / name).exists() for name in NAMES)


def find(folder: Path) -> Found:
    """The newest sound copy; raises KeysMissing-, KeysDamaged-, KeysNotReadable- and NewerKeysError.

    Nothing is written: a copy is mended only after somebody has opened this one, see ``heal``.
    """
    sound: list[KeyFile] = []
    refused: list[OSError] = []
    for name in NAMES:
        try:
            with (folder / name).open("rb") as file:
                raw = file.read(_LARGEST)
            sound.append(parse(raw, folder))
        except KeysDamagedError:
            continue
        except OSError as error:
            refused.append(error)
    if sound:
        newest = max(sound, key=lambda keys: keys.generation)
        return Found(newest, to_heal=len(sound) < len(NAMES) or any(keys != newest for keys in sound))
    if any(isinstance(error, PermissionError) for error in refused):
        raise KeysNotReadableError(place=folder)
    if len(refused) == len(NAMES) and all(isinstance(error, FileNotFoundError) for error in refused):
        raise KeysMissingError(place=folder)
    raise KeysDamagedError(place=folder)


def writing(folder: Path) -> Path:
    """What writers of the key file take turns at, see ``turns.turn``."""
    return folder / NAMES[0]


def save(folder: Path, keys: KeyFile, trial: Callable[[KeyFile], None] | None = None) -> None:
    """Write both copies, one after the other; the caller has the turn.

    The new file is read back and tried before it takes the place of the old one. Raises what ``durable``
    raises; the keys are then as they were.
    """
    content = dump(keys)

    def check(new: Path) -> None:
        try:
            written = parse(new.read_bytes(), folder)
            if trial:
                trial(written)
        except (KeysDamagedError, WrongKeyError):
            raise NotSavedError(place=folder) from None

    durable.write(folder / NAMES[0], content, check)
    with suppress(ReturnHelpError):  # the change holds by now; the copy is healed when somebody signs in
        durable.write(folder / NAMES[1], content)


def heal(folder: Path, keys: KeyFile) -> None:
    """Bring both copies to these keys, which somebody has just opened; a folder that refuses is left alone."""
    content = dump(keys)
    with suppress(ReturnHelpError), turns.turn(writing(folder)):
        if find(folder).keys == keys:
            for name in NAMES:
                with suppress(OSError):
                    if (folder / name).read_bytes() == content:
                        continue
                durable.write(folder / name, content)
