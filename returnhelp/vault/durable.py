"""Small files that a power cut leaves either as they were or as they should be."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from returnhelp.domain.errors import DiskFullError, NotSavedError, ReturnHelpError, StoreReadOnlyError

_MEBIBYTE = 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EROFS, errno.EACCES, errno.EPERM}


def unfinished(path: Path) -> Path:
    """Where the new content of a file is written before it takes the place of the old one."""
    return path.with_name(path.name + ".new")


@contextmanager
def replacing(path: Path, check: Callable[[Path], None] | None = None) -> Iterator[BinaryIO]:
    """Write a file anew; it takes its place only when all of it is on the disk and ``check`` has read it.

    Raises DiskFullError, StoreReadOnlyError or NotSavedError; the old file is then untouched.
    """
    new = unfinished(path)
    try:
        new.unlink(missing_ok=True)
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if check:
            check(new)
        new.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise named(error, path.parent) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def write(path: Path, content: bytes, check: Callable[[Path], None] | None = None) -> None:
    """Write a small file anew; see ``replacing``."""
    with replacing(path, check) as file:
        file.write(content)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last through a power cut; Windows does this by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def named(error: OSError, place: Path) -> ReturnHelpError:
    """What a person is told when the system refuses to write in this folder."""
    if error.errno in _FULL:
        standing = next(folder for folder in (place, *place.parents) if folder.exists())
        return DiskFullError(place=place, free=shutil.disk_usage(standing).free // _MEBIBYTE, floor=1)
    if error.errno in _NO_RIGHT:
        return StoreReadOnlyError(place=place)
    return NotSavedError(place=place)
