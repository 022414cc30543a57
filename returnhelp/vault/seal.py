"""Sealing: single fields for a compartment or a purpose, and whole files in pieces."""

from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from returnhelp.domain.errors import SealedFieldDamagedError, SealedFileDamagedError
from returnhelp.vault import durable
from returnhelp.vault.primitives import WrongKeyError, derive, joined, lock, new_key, unlock
from returnhelp.vault.rings import ID, Ring, key_id

# --- fields: version | mark of the key | nonce and sealed value --------------------------------------

_FIELD = b"\x01"
_BYTES, _TEXT = "bytes", "text"


def seal_bytes(ring: Ring, value: bytes, context: str) -> bytes:
    """Seal a value for its place, for example ``"case 17 diagnosis"``; it opens nowhere else."""
    return _sealed(ring, value, _BYTES, context)


def open_bytes(ring: Ring, sealed: bytes, context: str) -> bytes:
    """Open what ``seal_bytes`` sealed; raises SealedFieldDamagedError."""
    return _opened(ring, sealed, _BYTES, context)


def seal_text(ring: Ring, value: str, context: str) -> bytes:
    """As ``seal_bytes``, for words."""
    return _sealed(ring, value.encode(), _TEXT, context)


def open_text(ring: Ring, sealed: bytes, context: str) -> str:
    """Open what ``seal_text`` sealed; raises SealedFieldDamagedError."""
    return _opened(ring, sealed, _TEXT, context).decode()


def is_current(ring: Ring, sealed: bytes) -> bool:
    """Whether a field was sealed with the current key; the others are sealed anew before earlier keys are forgotten."""
    return sealed[len(_FIELD) : len(_FIELD) + ID] == key_id(ring.current)


def _sealed(ring: Ring, value: bytes, kind: str, context: str) -> bytes:
    key = ring.current
    return _FIELD + key_id(key) + lock(derive(key, "fields"), value, _FIELD, kind, context)


def _opened(ring: Ring, sealed: bytes, kind: str, context: str) -> bytes:
    start = len(_FIELD) + ID
    key = ring.named(sealed[len(_FIELD) : start])
    if key is None or not sealed.startswith(_FIELD):
        raise SealedFieldDamagedError()
    try:
        return unlock(derive(key, "fields"), sealed[start:], _FIELD, kind, context)
    except WrongKeyError:
        raise SealedFieldDamagedError() from None


# --- files: magic | mark of the key | salt | pieces, each sealed with its place and whether it is the last ------

_MAGIC = b"RHF1"
_SALT = 32
_HEADER = len(_MAGIC) + ID + _SALT
_PIECE = 64 * 1024
_TAG = 16


def seal_file(ring: Ring, source: BinaryIO, target: Path, identity: str) -> int:
    """Seal what is read from ``source`` into a file that opens under this identity only; answers the size in bytes.

    The file stands whole or not at all. Raises what ``durable`` raises.
    """
    key, salt = ring.current, new_key()
    header = _MAGIC + key_id(key) + salt
    cipher = _cipher(key, salt, identity)
    size = position = 0
    with durable.replacing(target) as file:
        file.write(header)
        piece = _read(source)
        while True:
            size += len(piece)
            following = _read(source) if len(piece) == _PIECE else b""
            file.write(cipher.encrypt(_nonce(position, last=not following), piece, joined(header, identity)))
            if not following:
                return size
            piece, position = following, position + 1


def open_file(ring: Ring, path: Path, identity: str) -> Iterator[bytes]:
    """What was sealed, piece by piece; each is proved to be in its place before it is handed out.

    Only when the last one came without SealedFileDamagedError is it known that nothing was cut off. A missing
    file is a damaged one.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
            key = ring.named(header[len(_MAGIC) : len(_MAGIC) + ID])
            if len(header) < _HEADER or not header.startswith(_MAGIC) or key is None:
                raise SealedFileDamagedError()
            cipher = _cipher(key, header[-_SALT:], identity)
            piece, position = file.read(_PIECE + _TAG), 0
            while True:
                following = file.read(_PIECE + _TAG)
                yield cipher.decrypt(_nonce(position, last=not following), piece, joined(header, identity))
                if not following:
                    return
                piece, position = following, position + 1
    except (InvalidTag, ValueError, OSError):
        raise SealedFileDamagedError() from None


def read_file(ring: Ring, path: Path, identity: str) -> bytes:
    """All of a sealed file, proved to be whole; raises SealedFileDamagedError."""
    return b"".join(open_file(ring, path, identity))


def file_is_current(ring: Ring, path: Path) -> bool:
    """Whether a file was sealed with the current key; raises SealedFileDamagedError."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        raise SealedFileDamagedError() from None
    return header[len(_MAGIC) : len(_MAGIC) + ID] == key_id(ring.current)


def reseal_file(ring: Ring, path: Path, identity: str) -> None:
    """Seal a file anew with the current key, unless it is; it is whole at every moment.

    Raises SealedFileDamagedError and what ``durable`` raises; the file is then as it was.
    """
    if not file_is_current(ring, path):
        with closing(BytesIO(read_file(ring, path, identity))) as plain:
            seal_file(ring, plain, path, identity)


def _cipher(key: bytes, salt: bytes, identity: str) -> AESGCM:
    """The cipher of one file; its key is used for this file only, so its nonces may be counted."""
    return AESGCM(derive(key, "file", salt, identity))


def _nonce(position: int, *, last: bool) -> bytes:
    return position.to_bytes(11, "big") + bytes([last])


def _read(source: BinaryIO) -> bytes:
    """A whole piece, however little the source hands out at a time; less only at its end."""
    parts: list[bytes] = []
    missing = _PIECE
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
