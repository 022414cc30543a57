"""A back-up as one file, to be kept away from the computer: database, keys and sealed files, each with its digest."""

import hashlib
import hmac
import shutil
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from returnhelp.domain.errors import BackupUnusableError, FileNotReadError, NotSavedError
from returnhelp.storage import backup
from returnhelp.storage.backup import KEYS, MANIFEST, Manifest, Progress, SealedFile
from returnhelp.storage.database import BACKUPS, FILES, STORE
from returnhelp.vault import durable, turns

_CHUNK = 1 << 20
_LARGEST_MANIFEST = 64 << 20
_DAMAGE = (zipfile.BadZipFile, EOFError, ValueError, KeyError, RuntimeError, OverflowError, struct.error, MemoryError)


def write(
    folder: Path,
    key: bytes,
    keys: Callable[[], bytes],
    out: Path,
    *,
    at: datetime,
    made: str,
    about: Mapping[str, Any],
    progress: Progress | None = None,
) -> Manifest:
    """Back the store up into one file, read again and compared before it takes its place.

    Raises what ``backup.make`` raises, with the place of ``out`` where that is the one that refuses.
    """
    told = progress or (lambda _done, _total: None)
    home = folder / BACKUPS
    with backup.refusals(folder):
        home.mkdir(exist_ok=True)
        (home / FILES).mkdir(exist_ok=True)
        with turns.turn(home / "making"):
            staging = home / "single.new"
            shutil.rmtree(staging, ignore_errors=True)
            staging.mkdir()
            try:
                manifest = backup.snapshot(
                    folder,
                    key,
                    keys,
                    staging,
                    at=at,
                    made=made,
                    about=about,
                    progress=lambda done, total: told(done * 60 // total, 100),
                )
                _pack(staging, home / FILES, manifest, out, told)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    return manifest


def _pack(staging: Path, shared: Path, manifest: Manifest, out: Path, told: Progress) -> None:
    if not out.parent.is_dir():
        raise NotSavedError(place=out.parent)
    backup.make_room(out.parent, manifest.size, floor=0)
    parts = {STORE: staging / STORE, KEYS: staging / KEYS}
    parts |= {_member(file): shared / file.kept_as for file in manifest.files}
    count = len(parts)
    with (
        durable.replacing(out, lambda new: _compare(new, manifest, told)) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed,
    ):
        packed.writestr(zipfile.ZipInfo(MANIFEST), (staging / MANIFEST).read_bytes())
        for done, (name, part) in enumerate(parts.items()):
            told(60 + 20 * done // count, 100)
            with part.open("rb") as content, packed.open(zipfile.ZipInfo(name), "w", force_zip64=True) as member:
                shutil.copyfileobj(content, member, _CHUNK)


def _compare(new: Path, manifest: Manifest, told: Progress) -> None:
    """Read all of it again; raises NotSavedError unless it is what was to be written."""
    try:
        with opened(new) as written:
            whole = written.manifest == manifest
            for done, (name, digest) in enumerate(_digests(manifest)):
                told(80 + 20 * done // (len(manifest.files) + 2), 100)
                whole = whole and hmac.compare_digest(_digest(written.part(name)), digest)
    except BackupUnusableError:
        whole = False
    if not whole:
        raise NotSavedError(place=new.parent)
    told(100, 100)


def _digests(manifest: Manifest) -> list[tuple[str, str]]:
    files = [(_member(file), file.digest) for file in manifest.files]
    return [(STORE, manifest.database_digest), (KEYS, manifest.keys_digest), *files]


def _digest(pieces: Iterator[bytes]) -> str:
    sum_ = hashlib.sha256()
    for piece in pieces:
        sum_.update(piece)
    return sum_.hexdigest()


def _member(file: SealedFile) -> str:
    return f"{FILES}/{file.name}"


# --- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Opened:
    """A back-up that is being read, whether it is one file or a folder beside others."""

    path: Path
    manifest: Manifest
    _open: Callable[[str], IO[bytes]]

    def part(self, name: str) -> Iterator[bytes]:
        """The content of a part, piece by piece; raises BackupUnusableError."""
        with _damage(self.path), self._open(name) as content:
            while piece := content.read(_CHUNK):
                yield piece

    def keys(self) -> bytes:
        """The key file; raises BackupUnusableError unless it is the one that was written."""
        content = b"".join(self.part(KEYS))
        if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), self.manifest.keys_digest):
            raise BackupUnusableError(place=self.path)
        return content

    def unpack(self, target: Path, told: Progress) -> list[str]:
        """Write database and sealed files into an empty folder; answers the sealed files that are gone or damaged.

        Raises BackupUnusableError when the database is, DiskFullError and what ``durable`` raises.
        """
        backup.make_room(target, self.manifest.size)
        if not self._write(STORE, target / STORE, self.manifest.database_digest):
            raise BackupUnusableError(place=self.path)
        (target / FILES).mkdir()
        lost = []
        for done, file in enumerate(self.manifest.files):
            told(done, len(self.manifest.files))
            try:
                whole = self._write(_member(file), target / FILES / file.name, file.digest)
            except BackupUnusableError:
                whole = False
            if not whole:
                (target / FILES / file.name).unlink(missing_ok=True)
                lost.append(file.name)
        return lost

    def _write(self, name: str, target: Path, digest: str) -> bool:
        """Whether what was written is what belongs there."""
        sum_ = hashlib.sha256()
        with durable.replacing(target) as file:
            for piece in self.part(name):
                sum_.update(piece)
                file.write(piece)
        return hmac.compare_digest(sum_.hexdigest(), digest)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open a back-up: a single file, a folder of ``backups`` or something in such a folder.

    Raises FileNotReadError, BackupUnusableError, NewerStoreError.
    """
    folder = path if path.is_dir() else path.parent
    if path.is_dir() or (path.name in (STORE, KEYS, MANIFEST) and (folder / MANIFEST).is_file()):
        yield _folder(folder)
        return
    try:
        file = path.open("rb")
    except OSError as refused:
        raise FileNotReadError(name=path.name) from refused
    with file:
        with _damage(path):
            packed = zipfile.ZipFile(file)
            manifest = _read_manifest(packed, path)
        with packed:
            yield Opened(path, manifest, packed.open)


def _read_manifest(packed: zipfile.ZipFile, path: Path) -> Manifest:
    """The manifest, with which the list of parts must agree in names and sizes; nothing is ever unpacked bigger."""
    parts = {part.filename: part for part in packed.infolist()}
    told = parts.pop(MANIFEST)
    stored = all(part.compress_type == zipfile.ZIP_STORED and not part.flag_bits & 1 for part in packed.infolist())
    if not stored or told.file_size > _LARGEST_MANIFEST or len(parts) != len(packed.infolist()) - 1:
        raise BackupUnusableError(place=path)
    manifest = backup.parse(packed.read(told), path)
    sizes = {STORE: manifest.database_size, KEYS: manifest.keys_size}
    sizes |= {_member(file): file.size for file in manifest.files}
    if sizes != {name: part.file_size for name, part in parts.items()}:
        raise BackupUnusableError(place=path)
    return manifest


def _folder(path: Path) -> Opened:
    try:
        manifest = backup.parse((path / MANIFEST).read_bytes(), path)
    except OSError as refused:
        raise BackupUnusableError(place=path) from refused
    shared = {_member(file): path.parent / FILES / file.kept_as for file in manifest.files}
    return Opened(path, manifest, lambda name: shared.get(name, path / name).open("rb"))


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Whatever a damaged file makes the reading stumble over; raises BackupUnusableError."""
    try:
        yield
    except (*_DAMAGE, OSError) as found:
        raise BackupUnusableError(place=path) from found
