"""Back-ups of a store in its own folder: made through the database, checked, listed, dropped when they are old."""

import hashlib
import hmac
import json
import os
import re
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from returnhelp.domain.errors import (
    BackupUnusableError,
    DiskFullError,
    NewerStoreError,
    NotSavedError,
    ReturnHelpError,
    StoreBusyError,
    StoreDamagedError,
)
from returnhelp.storage import cipher, places
from returnhelp.storage.database import BACKUPS, FILES, STORE, check_version
from returnhelp.vault import durable, key_file, turns
from returnhelp.vault.chain import Head

KEYS = "keys"
MANIFEST = "manifest.json"
VERSION = 1
"""Of the manifest and of the single file; what a higher one means is not known here."""

Progress = Callable[[int, int], None]
"""Told how much is done of how much; stops the work by raising."""

_KIND = "returnhelp back-up"
_NAME = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_SEALED = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BEGINNING = 64  # bytes of a sealed file, with the salt that no other sealing has
_PAGES = 1024  # copied in one step: 4 MiB
_CHUNK = 1 << 20
_MIB = 1 << 20


@dataclass(frozen=True)
class SealedFile:
    """An attached file that a back-up needs; ``mark`` tells this sealing of it from any other."""

    name: str
    mark: str
    size: int
    digest: str

    @property
    def kept_as(self) -> str:
        """Its name among the files that back-ups share."""
        return f"{self.name}.{self.mark}"


@dataclass(frozen=True)
class Manifest:
    """What a back-up holds, and how each part of it is known again."""

    at: datetime
    made: str
    """On what occasion, in the words of whoever asked for it."""
    schema: int
    about: Mapping[str, Any]
    """What may be known of the office before anybody has signed in."""
    store: bytes
    """The identity of the store, as its key file has it."""
    head: Head
    """The newest audit entry in it."""
    database_size: int
    database_digest: str
    keys_size: int
    keys_digest: str
    files: tuple[SealedFile, ...]
    missing: tuple[str, ...]
    """Attached files that were gone already when the back-up was made."""

    @property
    def size(self) -> int:
        """Of all that it holds, in bytes."""
        return self.database_size + self.keys_size + sum(file.size for file in self.files)


@dataclass(frozen=True)
class Backup:
    """A back-up in the folder of its store; without a manifest nothing can be said of it but when it was made."""

    path: Path
    at: datetime
    manifest: Manifest | None


# --- making one ------------------------------------------------------------------------------------


def make(
    folder: Path,
    key: bytes,
    keys: Callable[[], bytes],
    *,
    at: datetime,
    made: str,
    about: Mapping[str, Any],
    progress: Progress | None = None,
) -> Backup:
    """Back the store up into its own folder; the back-up stands there checked and whole, or not at all.

    ``keys`` answers the key file as it is now, for the back-up to be opened with. Others may go on working. Raises
    DiskFullError, StoreReadOnlyError, NotSavedError, StoreBusyError, StoreDamagedError if the store itself is.
    """
    home = folder / BACKUPS
    with refusals(folder):
        home.mkdir(exist_ok=True)
        (home / FILES).mkdir(exist_ok=True)
        with turns.turn(home / "making"):
            _clear_unfinished(home)
            path = _free_name(home, at)
            new = home / f"{path.name}.new"
            new.mkdir()
            try:
                manifest = snapshot(folder, key, keys, new, at=at, made=made, about=about, progress=progress)
                new.replace(path)
                durable.sync_folder(home)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
    return Backup(path, manifest.at, manifest)


def snapshot(
    folder: Path,
    key: bytes,
    keys: Callable[[], bytes],
    target: Path,
    *,
    at: datetime,
    made: str,
    about: Mapping[str, Any],
    progress: Progress | None = None,
) -> Manifest:
    """Put database, keys and manifest of this moment into an empty folder, checked; the sealed files are kept beside.

    Raises what ``make`` raises.
    """
    told = progress or (lambda _done, _total: None)
    make_room(target, (folder / STORE).stat().st_size)
    database = target / STORE
    head, key_content = _copy(folder, key, keys, database, told)
    names = _check(database, key, head, folder)
    told(85, 100)
    durable.write(target / KEYS, key_content)
    files, missing = _keep_files(folder, names)
    manifest = Manifest(
        at=at,
        made=made,
        schema=_schema(database, key),
        about=dict(about),
        store=key_file.parse(key_content, folder).store,
        head=head,
        database_size=database.stat().st_size,
        database_digest=digest_of(database),
        keys_size=len(key_content),
        keys_digest=hashlib.sha256(key_content).hexdigest(),
        files=files,
        missing=missing,
    )
    durable.write(target / MANIFEST, dump(manifest))
    told(100, 100)
    return manifest


def _copy(folder: Path, key: bytes, keys: Callable[[], bytes], target: Path, told: Progress) -> tuple[Head, bytes]:
    """Copy one moment of the store page by page, newly sealed; the answer is its head and the keys of that moment."""
    source = cipher.connect(folder / STORE, key, cache_kib=2048)
    try:
        for _time in range(20):  # keys and store are changed one after the other: wait until both are at rest
            before = keys()
            source.execute("BEGIN")
            head = _head(source)
            if keys() == before:
                break
            source.execute("ROLLBACK")
        else:
            raise StoreBusyError()

        def step(_status: int, left: int, total: int) -> None:
            told(70 * (total - left) // (total or 1), 100)

        try:
            copy = cipher.connect(target, key, cache_kib=2048)
            try:
                source.backup(copy, pages=_PAGES, progress=step)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            finally:
                copy.close()
        except StoreDamagedError as error:  # the copy, which has only begun
            raise NotSavedError(place=folder) from error
        except dbapi2.Error as error:
            if not isinstance(error, dbapi2.OperationalError):  # what was read makes no sense
                raise StoreDamagedError(place=folder / STORE) from error
            if _is_full(error):
                raise
            raise NotSavedError(place=folder) from error
    finally:
        source.close()
    return head, before


def _check(database: Path, key: bytes, head: Head, folder: Path) -> list[str]:
    """Open the copy and look at all of it; answers the sealed files it needs. Raises StoreDamagedError."""
    check_version(database.parent, key)
    if cipher.faults(database, key):
        raise StoreDamagedError(place=folder / STORE)
    copy = cipher.connect(database, key, read_only=True, cache_kib=2048)
    try:
        if _head(copy) != head:
            raise StoreDamagedError(place=folder / STORE)
        return [str(row[0]) for row in copy.execute("SELECT DISTINCT sealed_file FROM documents ORDER BY 1")]
    finally:
        copy.close()


def _head(connection: Any) -> Head:
    found = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(int(found[0]), bytes(found[1])) if found else Head(0, b"")


def _schema(database: Path, key: bytes) -> int:
    connection = cipher.connect(database, key, read_only=True, cache_kib=64)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _free_name(home: Path, at: datetime) -> Path:
    name = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    path, number = home / name, 1
    while path.exists():
        number += 1
        path = home / f"{name}-{number}"
    return path


def _clear_unfinished(home: Path) -> None:
    """What was being made or dropped when the power went."""
    for one in home.iterdir():
        if one.is_dir() and one.suffix in (".new", ".old"):
            shutil.rmtree(one, ignore_errors=True)


def make_room(folder: Path, size: int, floor: int = places.FLOOR_MIB) -> None:
    """Raise DiskFullError unless so many bytes fit into this folder and leave room to work (in MiB)."""
    needed = size // _MIB + 1 + floor
    free = places.free_mib(folder)
    if free < needed:
        raise DiskFullError(place=folder, free=free, floor=needed)


def _is_full(error: dbapi2.Error) -> bool:
    """The copying itself tells what went wrong in words only."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == dbapi2.SQLITE_FULL or "full" in str(error)


@contextmanager
def refusals(folder: Path) -> Iterator[None]:
    """Name what the system or the database says no to in this folder."""
    try:
        yield
    except OSError as error:
        raise durable.named(error, folder) from error
    except dbapi2.Error as error:
        if _is_full(error):
            raise DiskFullError(place=folder, free=places.free_mib(folder), floor=places.FLOOR_MIB) from error
        named = cipher.explain(error, folder / STORE)
        if isinstance(named, ReturnHelpError):
            raise named from error
        raise


# --- the sealed files that back-ups share ----------------------------------------------------------


def _keep_files(folder: Path, names: Iterable[str]) -> tuple[tuple[SealedFile, ...], tuple[str, ...]]:
    """Hold fast what the back-up needs of the attached files: each sealing once, however many back-ups need it.

    A sealed file is never written twice: under a new key it is another file, and this one stays with its back-ups.
    """
    shared = folder / BACKUPS / FILES
    last = newest(folder)
    known = {file.kept_as: file for file in last.manifest.files} if last and last.manifest else {}
    kept: list[SealedFile] = []
    missing: list[str] = []
    for name in names:
        source = folder / FILES / name
        if not (_SEALED.fullmatch(name) and source.is_file()):
            missing.append(name)
            continue
        mark = _mark(source)
        found = known.get(f"{name}.{mark}") or SealedFile(name, mark, source.stat().st_size, digest_of(source))
        _hold(source, shared / found.kept_as)
        kept.append(found)
    if kept:
        durable.sync_folder(shared)
    return tuple(kept), tuple(missing)


def _mark(sealed: Path) -> str:
    with sealed.open("rb") as file:
        return hashlib.sha256(file.read(_BEGINNING)).hexdigest()[:16]


def _hold(source: Path, target: Path) -> None:
    """The same file under a second name, or a copy where the disk knows no second names."""
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        make_room(target.parent, source.stat().st_size)
        with source.open("rb") as content, durable.replacing(target) as file:
            shutil.copyfileobj(content, file, _CHUNK)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- the manifest ----------------------------------------------------------------------------------


def dump(manifest: Manifest) -> bytes:
    """The manifest as it is written down."""
    content = {
        "kind": _KIND,
        "version": VERSION,
        "at": manifest.at.isoformat(),
        "made": manifest.made,
        "schema": manifest.schema,
        "about": dict(manifest.about),
        "store": b64encode(manifest.store).decode(),
        "head": {"seq": manifest.head.seq, "hash": b64encode(manifest.head.hash).decode()},
        "database": {"size": manifest.database_size, "sha256": manifest.database_digest},
        "keys": {"size": manifest.keys_size, "sha256": manifest.keys_digest},
        "files": [[file.name, file.mark, file.size, file.digest] for file in manifest.files],
        "missing": list(manifest.missing),
    }
    return json.dumps({**content, "check": _check_sum(content)}, ensure_ascii=False, indent=1).encode() + b"\n"


def parse(raw: bytes, place: Path) -> Manifest:
    """A manifest that was written down; raises BackupUnusableError, and NewerStoreError for a version to come."""
    try:
        content = json.loads(raw)
        claimed = content.pop("check")
        if content["kind"] != _KIND or not hmac.compare_digest(claimed, _check_sum(content)):
            raise BackupUnusableError(place=place)
        if content["version"] > VERSION:
            raise NewerStoreError(place=place)
        at = datetime.fromisoformat(content["at"])
        files = tuple(_sealed_file(*one) for one in content["files"])
        if at.tzinfo is None:
            raise BackupUnusableError(place=place)
        return Manifest(
            at=at,
            made=str(content["made"]),
            schema=int(content["schema"]),
            about=dict(content["about"]),
            store=b64decode(content["store"], validate=True),
            head=Head(int(content["head"]["seq"]), b64decode(content["head"]["hash"], validate=True)),
            database_size=int(content["database"]["size"]),
            database_digest=str(content["database"]["sha256"]),
            keys_size=int(content["keys"]["size"]),
            keys_digest=str(content["keys"]["sha256"]),
            files=files,
            missing=tuple(map(str, content["missing"])),
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as damage:
        raise BackupUnusableError(place=place) from damage


def _sealed_file(name: str, mark: str, size: int, digest: str) -> SealedFile:
    if not (_SEALED.fullmatch(name) and _SEALED.fullmatch(mark)):
        raise ValueError(name)
    return SealedFile(name, mark, int(size), str(digest))


def _check_sum(content: Mapping[str, Any]) -> str:
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(plain.encode()).hexdigest()


# --- what is there ---------------------------------------------------------------------------------


def listed(folder: Path) -> tuple[Backup, ...]:
    """The back-ups in the folder of a store, the newest first."""
    return tuple(sorted(_each(folder), key=lambda one: one.at, reverse=True))


def newest(folder: Path) -> Backup | None:
    """The newest back-up with a manifest, or None."""
    return next((one for one in _each(folder) if one.manifest), None)


def is_whole(backup: Backup) -> bool:
    """Whether all of a back-up lies there as it was checked when it was made; its content is not read."""
    if backup.manifest is None:
        return False
    shared = backup.path.parent / FILES
    parts = [(backup.path / STORE, backup.manifest.database_size), (backup.path / KEYS, backup.manifest.keys_size)]
    parts += [(shared / file.kept_as, file.size) for file in backup.manifest.files]
    return all(part.is_file() and part.stat().st_size == size for part, size in parts)


def _each(folder: Path) -> Iterator[Backup]:
    home = folder / BACKUPS
    if not home.is_dir():
        return
    for path in sorted(home.iterdir(), key=lambda one: one.name, reverse=True):
        if not (path.is_dir() and _NAME.fullmatch(path.name)):
            continue
        try:
            manifest = parse((path / MANIFEST).read_bytes(), path)
        except (OSError, ReturnHelpError):
            named = datetime.strptime(path.name[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            yield Backup(path, named, None)
        else:
            yield Backup(path, manifest.at, manifest)


# --- dropping old ones -----------------------------------------------------------------------------


def kept(moments: Iterable[datetime], *, daily: int, weekly: int, monthly: int) -> set[datetime]:
    """Which back-ups stay: the last of each of so many days, weeks and months that have one, and always the newest."""
    latest_first = sorted(moments, reverse=True)
    stay = set(latest_first[:1])
    for many, period in (
        (daily, lambda at: (at.year, at.month, at.day)),
        (weekly, lambda at: at.isocalendar()[:2]),
        (monthly, lambda at: (at.year, at.month)),
    ):
        last_of: dict[Any, datetime] = {}
        for at in latest_first:
            last_of.setdefault(period(at), at)
        stay.update(list(last_of.values())[:many])
    return stay


def rotate(folder: Path, *, daily: int, weekly: int, monthly: int) -> int:
    """Drop the back-ups that need not be kept any longer, then the shared files that none needs; answers how many."""
    home = folder / BACKUPS
    with refusals(folder):
        if not home.is_dir():
            return 0
        with turns.turn(home / "making"):
            there = listed(folder)
            stay = kept((one.at for one in there), daily=daily, weekly=weekly, monthly=monthly)
            gone = [one for one in there if one.at not in stay]
            for one in gone:
                dropped = home / f"{one.path.name}.old"
                one.path.replace(dropped)
                shutil.rmtree(dropped, ignore_errors=True)
            needed = _needed(folder)
            if gone and needed is not None:
                for shared in (home / FILES).iterdir():
                    if shared.name not in needed:
                        shared.unlink(missing_ok=True)
    return len(gone)


def clear_files(folder: Path, in_use: Iterable[str], unused_since: datetime) -> int:
    """Take away attached files that neither the store nor a back-up needs, unless they came later than that day.

    What was taken off a case can be put back as long as a back-up has it. Answers how many were cleared away.
    """
    needed = _needed(folder)
    if needed is None:
        return 0
    wanted = {*in_use, *(name.partition(".")[0] for name in needed)}
    cleared = 0
    with refusals(folder):
        for sealed in (folder / FILES).iterdir():
            if sealed.name not in wanted and sealed.stat().st_mtime < unused_since.timestamp():
                with suppress(FileNotFoundError):
                    sealed.unlink()
                    cleared += 1
    return cleared


def _needed(folder: Path) -> set[str] | None:
    """The shared files that back-ups need; None while one of them cannot say what it needs."""
    needed: set[str] = set()
    for one in _each(folder):
        if one.manifest is None:
            return None
        needed.update(file.kept_as for file in one.manifest.files)
    return needed
