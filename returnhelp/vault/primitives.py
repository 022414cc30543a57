"""The few cryptographic acts that everything else in the vault is made of."""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
"""Length of every key here, in bytes."""

_NONCE = 12
_PROGRAM = b"ReturnHelp v1"


class WrongKeyError(Exception):
    """Key, context or content do not fit together; callers turn it into an error with a name for people."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY)


def joined(*parts: bytes | str) -> bytes:
    """The parts in one, each with its length before it, so that no two lists of parts look the same."""
    as_bytes = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(8, "big") + part for part in as_bytes)


def derive(key: bytes, purpose: str, *context: bytes | str) -> bytes:
    """A key for one purpose and nothing else (HKDF with SHA-256)."""
    return HKDF(SHA256(), KEY, salt=None, info=joined(_PROGRAM, purpose, *context)).derive(key)


def mac(key: bytes, *parts: bytes | str) -> bytes:
    """What only who holds the key can compute over these parts (HMAC with SHA-256)."""
    return hmac.digest(key, joined(*parts), hashlib.sha256)


def same(one: bytes, other: bytes) -> bool:
    """Compare without telling by the time taken where they differ."""
    return hmac.compare_digest(one, other)


def lock(key: bytes, plain: bytes, *context: bytes | str) -> bytes:
    """Seal with AES-256-GCM under a random nonce; the context must be given again to open it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, joined(*context))


def unlock(key: bytes, locked: bytes, *context: bytes | str) -> bytes:
    """Open what ``lock`` sealed; raises WrongKeyError."""
    try:
        return AESGCM(key).decrypt(locked[:_NONCE], locked[_NONCE:], joined(*context))
    except (InvalidTag, ValueError):
        raise WrongKeyError from None


def public_of(private: bytes) -> bytes:
    """The public half of an X25519 key pair; any new key may be its private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def lock_to(public: bytes, plain: bytes, *context: bytes | str) -> bytes:
    """Seal for the holder of the private key alone; says nothing about who sealed it."""
    once = X25519PrivateKey.generate()
    once_public = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return once_public + lock(derive(shared, "sealed to a person", once_public, public), plain, *context)


def unlock_with(private: bytes, locked: bytes, *context: bytes | str) -> bytes:
    """Open what ``lock_to`` sealed; raises WrongKeyError."""
    once_public = locked[:KEY]
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(once_public))
    except ValueError:
        raise WrongKeyError from None
    key = derive(shared, "sealed to a person", once_public, public_of(private))
    return unlock(key, locked[KEY:], *context)
