"""Moving a store to another key: written anew beside the old one, tried, then put in its place."""

from collections.abc import Sequence
from pathlib import Path

from returnhelp.domain.errors import StoreDamagedError, WrongStoreKeyError
from returnhelp.storage import cipher
from returnhelp.storage.database import STORE, check_version


def move(folder: Path, old_keys: Sequence[bytes], new_key: bytes) -> None:
    """Put the store under ``new_key``, whichever of the old ones it is under; already there is fine.

    The caller has the store alone. At every moment one whole store lies there, under one of the keys.
    Raises WrongStoreKeyError when none of the keys opens it.
    """
    path = folder / STORE
    if _opens(folder, new_key):
        return
    old = next((key for key in old_keys if _opens(folder, key)), None)
    if old is None:
        raise WrongStoreKeyError(place=path)
    fresh = folder / f"{STORE}.rekeyed"
    fresh.unlink(missing_ok=True)
    raw = cipher.connect(path, old)
    try:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        raw.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(fresh), f"x'{new_key.hex()}'"))
        raw.execute("SELECT sqlcipher_export('fresh')")
        raw.execute(f"PRAGMA fresh.user_version = {int(version)}")
        raw.execute("PRAGMA fresh.journal_mode = WAL")
        raw.execute("DETACH DATABASE fresh")
    finally:
        raw.close()
    _sound(fresh, new_key)
    for beside in ("-wal", "-shm"):
        (folder / f"{STORE}{beside}").unlink(missing_ok=True)
    fresh.replace(path)
    for beside in ("-wal", "-shm"):
        (folder / f"{STORE}.rekeyed{beside}").unlink(missing_ok=True)


def _opens(folder: Path, key: bytes) -> bool:
    try:
        check_version(folder, key)
    except WrongStoreKeyError:
        return False
    return True


def _sound(path: Path, key: bytes) -> None:
    if cipher.faults(path, key):
        raise StoreDamagedError(place=path)
