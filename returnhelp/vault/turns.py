"""One writer at a time, whether in this program or in another one that has the same office open."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from returnhelp.vault.durable import named

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

    def _give_back(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """Wait for the turn to read and write one small file; the system gives it back if the program dies.

    Raises StoreReadOnlyError, DiskFullError or NotSavedError. Turns at one file must not be nested.
    """
    try:
        handle = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise named(error, path.parent) from error
    try:
        try:
            _take(handle)
        except OSError as error:
            raise named(error, path.parent) from error
        try:
            yield
        finally:
            _give_back(handle)
    finally:
        os.close(handle)
