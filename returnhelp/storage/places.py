"""Where a store may lie: not on a network drive, not in a synced folder, with room to work."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from returnhelp.domain.errors import DiskFullError, NetworkDriveError, SyncedFolderError
from returnhelp.vault import durable

FLOOR_MIB = 64
"""No edit is begun with less than this free on the disk, in MiB."""
RESERVE_MIB = 16
"""What is set aside and given back when the disk is full, so that work can still be ended cleanly, in MiB."""

_MIB = 1 << 20
_RESERVE = "reserve"
_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "ncpfs", "afs", "ceph", "glusterfs"),
        *("lustre", "webdav", "davfs", "fuse.davfs", "sshfs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs"),
        *("fuse.gvfsd-fuse", "fuse.gcsfuse", "fuse.curlftpfs", "fuse.onedriver"),
    }
)
_SYNCED = re.compile(
    r"onedrive|dropbox|icloud ?drive|mobile documents|com~apple~clouddocs|cloudstorage|google ?drive|my drive"
    r"|nextcloud|owncloud|kdrive|pcloud ?drive|tresorit|seafile|seadrive|box sync|mega ?sync|syncthing"
)
_SYNC_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".seafile-data")


def refuse_unsafe(folder: Path) -> None:
    """Raise NetworkDriveError or SyncedFolderError where SQLite's locks or its log cannot be relied on."""
    whole = folder.resolve()
    if kind := network_kind(whole):
        raise NetworkDriveError(place=folder, kind=kind)
    for part in (whole, *whole.parents):
        if _SYNCED.match(part.name.lower()) or any((part / mark).exists() for mark in _SYNC_MARKS):
            raise SyncedFolderError(place=folder, folder=part.name)


def network_kind(folder: Path) -> str:
    """The kind of network drive that holds ``folder``, or nothing for a disk of this machine."""
    if str(folder).startswith(("\\\\", "//")):
        return "UNC"
    if sys.platform == "win32":
        import ctypes

        return "SMB" if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4 else ""
    kind = mounted_as(folder, _mounts())
    return kind if kind in _NETWORK else ""


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "darwin":
        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return re.findall(r"^.*? on (.*) \((\w+)", listed, re.MULTILINE)
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except FileNotFoundError:
        return []
    return [(_plain(fields[1]), fields[2]) for fields in map(str.split, lines) if len(fields) > 2]


def _plain(escaped: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), escaped)


def mounted_as(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """The file system of the deepest of these mount points that holds ``folder``; of two at one place, the later."""
    best, kind = -1, ""
    for point, its_kind in mounts:
        if folder.is_relative_to(point) and len(Path(point).parts) >= best:
            best, kind = len(Path(point).parts), its_kind
    return kind


def refuse_read_only(folder: Path) -> None:
    """Raise StoreReadOnlyError (or what else ``durable`` finds) when nothing can be written there."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as refused:
        raise durable.named(refused, folder) from refused


def free_mib(folder: Path) -> int:
    return shutil.disk_usage(folder).free // _MIB


def refuse_full(folder: Path) -> None:
    """Raise DiskFullError below the floor of free space."""
    free = free_mib(folder)
    if free < FLOOR_MIB:
        raise DiskFullError(place=folder, free=free, floor=FLOOR_MIB)


def keep_reserve(folder: Path) -> None:
    """Set the reserve aside, if there is room for it and it is not there."""
    reserve = folder / _RESERVE
    if reserve.exists() and reserve.stat().st_size == RESERVE_MIB * _MIB:
        return
    if free_mib(folder) < FLOOR_MIB + RESERVE_MIB:
        return
    with suppress(OSError), reserve.open("wb") as kept:
        for _ in range(RESERVE_MIB):
            kept.write(bytes(_MIB))


def free_reserve(folder: Path) -> None:
    """Give the reserve back to the disk."""
    (folder / _RESERVE).unlink(missing_ok=True)
