"""The lock of a store's folder: many may have it open together, or one alone, and each can be named."""

import getpass
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from secrets import token_hex

from returnhelp.domain.errors import StoreInUseError
from returnhelp.vault import durable

if sys.platform == "win32":
    import msvcrt

    def _try(file: FileIO) -> bool:
        file.seek(1 << 30)  # beyond the text, which others must be able to read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(file: FileIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


LOCKS = "locks"


def this_process() -> str:
    """Who asks, in words for a colleague: login, machine and process."""
    try:
        login = getpass.getuser()
    except (KeyError, ImportError, OSError):  # a system that does not know who runs this
        login = "?"
    return f"{login}@{platform.node()} ({os.getpid()})"


class StoreLock:
    """A share in a store, or the whole of it; the operating system gives it back when the process ends.

    Each holder keeps a file of its own locked. The gate is locked while one enters, and by whoever has
    the store alone for as long as that lasts.
    """

    def __init__(self, folder: Path, *, who: str = "", wait: float = 2.0) -> None:
        """Take a share, waiting so many seconds for one who has the store alone; raises StoreInUseError."""
        self._folder = folder / LOCKS
        self._place = folder
        self._who = who or this_process()
        try:
            self._folder.mkdir(exist_ok=True)
            with self._gate(wait):
                self._own = self._folder / f"holder-{os.getpid()}-{token_hex(4)}"
                self._file = FileIO(self._own, "w+")
                self._file.write(self._who.encode())
                _try(self._file)
        except OSError as refused:
            raise durable.named(refused, folder) from refused

    @contextmanager
    def alone(self, wait: float = 2.0) -> Iterator[None]:
        """Have the store alone; raises StoreInUseError, which names another holder, after so many seconds."""
        with self._gate(wait):
            until = time.monotonic() + wait
            while holder := self._other_holder():
                if time.monotonic() > until:
                    raise StoreInUseError(place=self._place, holder=holder)
                time.sleep(0.02)
            yield

    def release(self) -> None:
        """Give the share back; a second time does nothing."""
        if not self._file.closed:
            self._file.close()
            self._own.unlink(missing_ok=True)

    @contextmanager
    def _gate(self, wait: float) -> Iterator[None]:
        until = time.monotonic() + wait
        with FileIO(self._folder / "gate", "a+") as gate:
            while not _try(gate):
                if time.monotonic() > until:
                    raise StoreInUseError(place=self._place, holder=_text(gate))
                time.sleep(0.02)
            gate.truncate(0)
            gate.write(self._who.encode())
            yield

    def _other_holder(self) -> str:
        for path in self._folder.glob("holder-*"):
            if path == self._own:
                continue
            try:
                with FileIO(path, "r+") as file:
                    if not _try(file):
                        return _text(file)
            except FileNotFoundError:
                continue
            with suppress(OSError):  # left by a process that ended without saying so
                path.unlink()
        return ""


def _text(file: FileIO) -> str:
    file.seek(0)
    return file.read(300).decode(errors="replace")


@contextmanager
def alone(folder: Path, *, who: str = "", wait: float = 2.0) -> Iterator[None]:
    """Have a store that this process has not open alone; raises StoreInUseError."""
    lock = StoreLock(folder, who=who, wait=wait)
    try:
        with lock.alone(wait):
            yield
    finally:
        lock.release()
