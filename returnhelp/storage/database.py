"""The store of an office: its folder, its connections and how work on it begins and ends."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from returnhelp.domain.errors import (
    DiskFullError,
    FolderNotEmptyError,
    NewerStoreError,
    NotAStoreError,
    OlderStoreError,
    ReturnHelpError,
    StoreClosedError,
    StoreDamagedError,
    StoreNotThereError,
)
from returnhelp.storage import cipher, migration, places, schema
from returnhelp.storage.lock import LOCKS, StoreLock
from returnhelp.storage.mapping import map_domain
from returnhelp.vault import durable

STORE = "store.db"
FILES = "files"
BACKUPS = "backups"

_KEPT = 3  # idle connections; a warm page cache is worth much when every page is encrypted


class Store:
    """An open store. Sessions may be taken in any thread; each uses a connection of its own while it lasts."""

    def __init__(self, folder: Path, key: bytes, lock: StoreLock) -> None:
        self.folder = folder
        self._path = folder / STORE
        self._key: bytes | None = key
        self._lock = lock
        self._mutex = threading.Lock()
        self._idle: list[Connection] = []
        self._working = 0
        map_domain()
        self.engine: Engine = create_engine(
            "sqlite://", module=dbapi2, creator=self._connect, poolclass=NullPool, isolation_level=None
        )
        event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "handle_error", self._named, retval=True)

    # --- making, opening, closing ------------------------------------------------------------------

    @classmethod
    def create(cls, folder: Path, key: bytes, *, who: str = "") -> Self:
        """Make an empty store; the folder may hold the key file already, but nothing else of a store.

        Raises FolderNotEmptyError, NetworkDriveError, SyncedFolderError, StoreReadOnlyError, DiskFullError.
        """
        cipher.assert_sound()
        places.refuse_unsafe(folder)
        if (folder / STORE).exists():
            raise FolderNotEmptyError(place=folder)
        folder.mkdir(parents=True, exist_ok=True)
        places.refuse_read_only(folder)
        places.refuse_full(folder)
        for name in (FILES, BACKUPS):
            (folder / name).mkdir(exist_ok=True)
        lock = StoreLock(folder, who=who)
        try:
            unfinished = folder / f"{STORE}.new"
            unfinished.unlink(missing_ok=True)
            _make(unfinished, key)
            unfinished.replace(folder / STORE)
            durable.sync_folder(folder)
            places.keep_reserve(folder)
        except BaseException:
            lock.release()
            raise
        return cls(folder, key, lock)

    @classmethod
    def open(cls, folder: Path, key: bytes, *, who: str = "") -> Self:
        """Open a store; one of an older program is first brought up to date, nothing is written to one of no use.

        Raises StoreNotThereError, NotAStoreError, WrongStoreKeyError, StoreDamagedError, NewerStoreError,
        StoreReadOnlyError, NetworkDriveError, SyncedFolderError, StoreInUseError; DiskFullError when there is
        no room to keep the older store as it was.
        """
        cipher.assert_sound()
        places.refuse_unsafe(folder)
        if not (folder / STORE).is_file():
            raise StoreNotThereError(place=folder)
        strange = not (folder / LOCKS).exists()
        lock = StoreLock(folder, who=who)
        try:
            try:
                check_version(folder, key)
            except OlderStoreError:
                with lock.alone():
                    migration.bring_up_to_date(folder / STORE, folder / BACKUPS, key)
                check_version(folder, key)
            places.keep_reserve(folder)
        except BaseException:
            lock.release()
            if strange:
                shutil.rmtree(folder / LOCKS, ignore_errors=True)
            raise
        return cls(folder, key, lock)

    def close(self) -> None:
        """Take no more work; what is running ends with its own connection and then closes it. Twice is once."""
        self._key = None
        self._retire()

    @property
    def closed(self) -> bool:
        return self._key is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def alone(self, wait: float = 2.0) -> Iterator[None]:
        """Have the store alone while this one is open; raises StoreInUseError, which names the other."""
        with self._lock.alone(wait):
            yield

    # --- work --------------------------------------------------------------------------------------

    def reading(self) -> Session:
        """A session that sees one state of the store until it is closed and can write nothing."""
        return self._session(writing=False)

    def writing(self, *, urgent: bool = False) -> Session:
        """A session that writes, alone until it is closed; nothing stays unless it is committed.

        Urgent work (a draft at lock, an audit entry) may use the last of the disk. Raises StoreBusyError after
        a few seconds, DiskFullError below the floor of free space.
        """
        if not urgent:
            places.refuse_full(self.folder)
        session = self._session(writing=True)
        try:
            session.connection()
        except BaseException:
            session.close()
            raise
        return session

    def settle(self) -> bool:
        """Take the log into the store file; False when somebody is reading: try again when idle."""
        try:
            connection = self._take()
        except StoreClosedError:
            return False
        try:
            raw = _raw(connection)
            raw.execute("PRAGMA busy_timeout = 0")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            raw.execute(f"PRAGMA busy_timeout = {round(cipher.BUSY_SECONDS * 1000)}")
        finally:
            self._give_back(connection)
        places.keep_reserve(self.folder)
        return not busy

    def integrity(self) -> list[str]:
        """What is wrong with the store file; nothing, as a rule. Takes about 3 s for 100 MiB."""
        self.settle()
        return cipher.faults(self._path, self._use_key())

    # --- connections -------------------------------------------------------------------------------

    def _session(self, *, writing: bool) -> Session:
        connection = self._take()
        try:
            _raw(connection).execute(f"PRAGMA query_only = {0 if writing else 1}")
            connection.execution_options(writing=writing)
            return _Session(self, connection)
        except BaseException:
            self._give_back(connection)
            raise

    def _take(self) -> Connection:
        with self._mutex:
            self._use_key()
            self._working += 1
            if self._idle:
                return self._idle.pop()
        try:
            return self.engine.connect()
        except BaseException:
            with self._mutex:
                self._working -= 1
            self._retire()
            raise

    def _give_back(self, connection: Connection) -> None:
        with self._mutex:
            self._working -= 1
            if keep := self._key is not None and len(self._idle) < _KEPT and not connection.invalidated:
                self._idle.append(connection)
        if not keep:
            connection.close()
            self._retire()

    def _retire(self) -> None:
        """Close what is idle once the store is closed, and give the lock back after the last."""
        if self._key is not None:
            return
        with self._mutex:
            idle, self._idle = self._idle, []
            last = self._working == 0
        for connection in idle:
            connection.close()
        if last:
            self._lock.release()

    def _use_key(self) -> bytes:
        if self._key is None:
            raise StoreClosedError()
        return self._key

    def _connect(self) -> Any:
        return cipher.connect(self._path, self._use_key())

    def _named(self, context: ExceptionContext) -> BaseException | None:
        """The error that a person is told instead of SQLite's own; None leaves it as it is."""
        original = context.original_exception
        if not isinstance(original, dbapi2.Error):
            return None
        code = getattr(original, "sqlite_errorcode", 0) & 0xFF
        if code == dbapi2.SQLITE_FULL:
            free = places.free_mib(self.folder)
            places.free_reserve(self.folder)
            return DiskFullError(place=self.folder, free=free, floor=places.FLOOR_MIB)
        reading = context.connection is not None and not context.connection.get_execution_options().get("writing")
        if code == dbapi2.SQLITE_READONLY and reading:
            return None  # writing in a session for reading is a fault of the program, not of the folder
        named = cipher.explain(original, self._path)
        return named if isinstance(named, ReturnHelpError) else None


class _Session(Session):
    """A session that gives its connection back when it is closed."""

    def __init__(self, store: Store, connection: Connection) -> None:
        super().__init__(bind=connection, expire_on_commit=False)
        self._store = store
        self._lent: Connection | None = connection

    def close(self) -> None:
        super().close()
        connection, self._lent = self._lent, None
        if connection is not None:
            if connection.in_transaction():
                connection.rollback()
            self._store._give_back(connection)


def check_version(folder: Path, key: bytes) -> None:
    """Raise NewerStoreError, OlderStoreError or NotAStoreError for another schema; the file is not touched."""
    connection = cipher.connect(folder / STORE, key, read_only=True, cache_kib=64)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        named = connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'audit'").fetchone()[0]
    except dbapi2.Error as error:
        raise StoreDamagedError(place=folder) from error
    finally:
        connection.close()
    if version > schema.SCHEMA:
        raise NewerStoreError(place=folder)
    if not named:
        raise NotAStoreError(place=folder)
    if version < schema.SCHEMA:
        raise OlderStoreError(place=folder)


def _make(path: Path, key: bytes) -> None:
    path.touch(mode=0o600)  # nobody else on the machine may even copy it; its log takes over the mode
    connection = cipher.connect(path, key)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: cipher.connect(path, key), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    with engine.begin() as new:
        schema.create(new)
    engine.dispose()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection
