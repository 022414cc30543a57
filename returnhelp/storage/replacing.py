"""Putting a back-up in the place of a store: made ready beside it, then swapped so that a power cut loses neither."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from returnhelp.domain.errors import (
    BackupUnusableError,
    DiskFullError,
    FolderNotEmptyError,
    NewerStoreError,
    OlderStoreError,
    ReturnHelpError,
)
from returnhelp.storage import cipher, lock, migration, places
from returnhelp.storage.backup import refusals
from returnhelp.storage.database import BACKUPS, FILES, STORE, Store, check_version
from returnhelp.vault import durable, key_file

FORMER = "former"
"""Where the stores lie that a back-up took the place of, each an office that can be opened."""

_STAGING = "restoring"
_READY = "ready"  # in it: what the former store is to be called; from now on the swap is finished, not begun anew
_OUT = "out"  # the former store has left its place
_PARTS = (STORE, f"{STORE}-wal", f"{STORE}-shm", *key_file.NAMES, "head", "office.json", FILES)
_LOCKS = "locks"
_OURS = {*_PARTS, BACKUPS, FORMER, _STAGING, _LOCKS, "attempts", "reserve"}


def refuse_target(folder: Path) -> bool:
    """Whether an office, whole or not, lies in the folder where a back-up is to go; False for an empty or new one.

    Raises FolderNotEmptyError when something else lies there, NetworkDriveError, SyncedFolderError, StoreReadOnlyError.
    """
    places.refuse_unsafe(folder)
    if not folder.exists():
        return False
    with refusals(folder):
        there = {one.name for one in folder.iterdir()}
    office = bool(there & {STORE, *key_file.NAMES})
    if not office and {name for name in there if not name.endswith(".lock")} - _OURS:
        raise FolderNotEmptyError(place=folder)
    places.refuse_read_only(folder)
    return office


@contextmanager
def alone(folder: Path, living: Store | None, *, who: str) -> Iterator[None]:
    """Have the folder alone; a new one is gone again when the work in it fails. Raises StoreInUseError."""
    was_there = folder.exists()
    with refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with living.alone() if living else lock.alone(folder, who=who):
            finish(folder)
            try:
                yield
            except BaseException:
                if not (folder / _STAGING / _READY).exists():
                    shutil.rmtree(folder / _STAGING, ignore_errors=True)
                raise
    except BaseException:
        if not was_there:
            shutil.rmtree(folder / _LOCKS, ignore_errors=True)
            with suppress(OSError):
                folder.rmdir()
        raise


def staging(folder: Path) -> Path:
    """An empty folder beside the store, on the same disk."""
    place = folder / _STAGING
    with refusals(folder):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    return place


def check(staged: Path, key: bytes, source: Path) -> None:
    """Look at all of a database that was unpacked, and make it ready for work; an older one is brought up to date.

    Raises BackupUnusableError, NewerStoreError for one that a newer version of the program wrote, DiskFullError.
    """
    try:
        try:
            check_version(staged, key)
        except OlderStoreError:
            migration.bring_up_to_date(staged / STORE, staged / BACKUPS, key)
            shutil.rmtree(staged / BACKUPS)  # the back-up itself is the store as it was
        if cipher.faults(staged / STORE, key):
            raise BackupUnusableError(place=source)
        connection = cipher.connect(staged / STORE, key)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
    except NewerStoreError:
        raise NewerStoreError(place=source) from None
    except (BackupUnusableError, DiskFullError):
        raise
    except ReturnHelpError as found:
        raise BackupUnusableError(place=source) from found


def swap(folder: Path, staged: Path, at: datetime) -> Path | None:
    """Put what was made ready in the place of the store; answers where the former one lies, None if there was none.

    The caller has the store alone and has closed it.
    """
    with refusals(folder):
        former = _free(folder / FORMER, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        there = any((folder / part).exists() for part in _PARTS)
        durable.write(staged / _READY, former.name.encode())
        finish(folder)
    return former if there else None


def finish(folder: Path) -> None:
    """Carry through a swap that a power cut had stopped; the caller has the store alone.

    What was only being made ready is cleared away. Raises what ``durable`` raises; it can be called again.
    """
    staged = folder / _STAGING
    if not staged.exists():
        return
    with refusals(folder):
        if not (staged / _READY).exists():
            shutil.rmtree(staged, ignore_errors=True)
            return
        former = folder / FORMER / (staged / _READY).read_bytes().decode()
        if not (staged / _OUT).exists():
            _move_out(folder, former)
            durable.write(staged / _OUT, b"")
        for part in (*_PARTS, "attempts"):
            if (staged / part).exists() and not (part == "attempts" and (folder / part).exists()):
                (staged / part).replace(folder / part)
        (folder / BACKUPS).mkdir(exist_ok=True)
        (folder / FILES).mkdir(exist_ok=True)
        durable.sync_folder(folder)
        (staged / _READY).unlink()
        shutil.rmtree(staged, ignore_errors=True)


def unfinished(folder: Path) -> bool:
    """Whether a power cut stopped a swap in this folder, so that ``finish`` is needed before anything else."""
    return (folder / _STAGING / _READY).exists()


def _move_out(folder: Path, former: Path) -> None:
    there = [part for part in _PARTS if (folder / part).exists()]
    if not there:
        return
    former.mkdir(parents=True, exist_ok=True)
    if (folder / "attempts").exists():  # the count of wrong passwords stays, and goes along
        shutil.copyfile(folder / "attempts", former / "attempts")
    for part in there:
        (folder / part).replace(former / part)
    (former / BACKUPS).mkdir(exist_ok=True)
    durable.sync_folder(former)
    durable.sync_folder(folder)


def _free(parent: Path, name: str) -> Path:
    path, number = parent / name, 1
    while path.exists():
        number += 1
        path = parent / f"{name}-{number}"
    return path
