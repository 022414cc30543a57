"""Encrypted SQLite files: opening one, telling what is wrong with one, checking every page of one."""

import hashlib
import hmac
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from returnhelp.domain.errors import (
    NotAStoreError,
    ReturnHelpError,
    StoreBusyError,
    StoreDamagedError,
    StoreNotThereError,
    StoreReadOnlyError,
    UnsoundLibraryError,
    WrongStoreKeyError,
)

KEY_BYTES = 32
PAGE_BYTES = 4096
CACHE_KIB = 32 * 1024
"""Page cache of one connection, in KiB; two connections stay well inside the memory the program may use."""
BUSY_SECONDS = 5.0
"""How long a writer waits for another program before it gives up, in seconds."""

_LEAST_SQLITE = (3, 51, 3)
_RESERVED = 80  # at the end of each page: 16 bytes IV, 64 bytes HMAC-SHA512
_SALT = 16
_OTHER_FILES = (b"SQLite format 3\0", b"PK\x03\x04", b"%PDF", b"\x7fELF", b"MZ", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")


def assert_sound() -> None:
    """Raise UnsoundLibraryError for a SQLite without the repair of the WAL-reset fault (before 3.51.3)."""
    if dbapi2.sqlite_version_info < _LEAST_SQLITE:
        needed = ".".join(map(str, _LEAST_SQLITE))
        raise UnsoundLibraryError(library="SQLite", found=dbapi2.sqlite_version, needed=needed)


def connect(path: Path, key: bytes, *, read_only: bool = False, cache_kib: int = CACHE_KIB) -> Any:
    """A connection in autocommit mode that any thread may use, one at a time; the file is made if it is not there.

    Raises what ``explain`` finds wrong with it.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {KEY_BYTES} bytes is needed")
    connection = dbapi2.connect(
        path.resolve().as_uri() + (_untouched(path) if read_only else ""),
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        cached_statements=256,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for setting in (
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            "secure_delete = FAST",
            "cell_size_check = ON",
            "trusted_schema = OFF",
            f"cache_size = -{cache_kib}",
        ):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.Error as error:
        connection.close()
        raise explain(error, path, key) from error
    return connection


def _untouched(path: Path) -> str:
    """Without a log beside the file nobody has it open, and it can be read without making one."""
    return "?mode=ro" if path.with_name(f"{path.name}-wal").exists() else "?mode=ro&immutable=1"


def explain(error: BaseException, path: Path, key: bytes | None = None) -> ReturnHelpError | BaseException:
    """The named error for what SQLite says about the file; another error is answered as it is."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED):
        return StoreBusyError()
    if code == dbapi2.SQLITE_CANTOPEN:
        return StoreReadOnlyError(place=path.parent) if path.exists() else StoreNotThereError(place=path.parent)
    if code == dbapi2.SQLITE_READONLY:
        return StoreReadOnlyError(place=path.parent)
    if code == dbapi2.SQLITE_NOTADB:
        if not looks_encrypted(path):
            return NotAStoreError(place=path)
        if key is not None and not any_page_is_sealed_with(path, key):
            return WrongStoreKeyError(place=path)
        return StoreDamagedError(place=path)
    if code in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_IOERR):
        return StoreDamagedError(place=path)
    return error


def looks_encrypted(path: Path) -> bool:
    """Whether a file may be a store at all: whole pages, and not the beginning of another known kind of file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(16)
    return size >= PAGE_BYTES and not start.startswith(_OTHER_FILES) and not _readable(start)


def _readable(start: bytes) -> bool:
    return all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in start)


def any_page_is_sealed_with(path: Path, key: bytes, among: int = 64) -> bool:
    """Whether one of the first pages carries this key's seal; tells a damaged page from a wrong key.

    SQLCipher 4: HMAC-SHA512 over page and IV and number, under PBKDF2-HMAC-SHA512(key, salt ^ 0x3a, 2 rounds).
    """
    with path.open("rb") as file:
        salt = file.read(_SALT)
        seal_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, KEY_BYTES)
        for number in range(1, among + 1):
            file.seek((number - 1) * PAGE_BYTES)
            page = file.read(PAGE_BYTES)
            if len(page) < PAGE_BYTES:
                return False
            body = page[_SALT if number == 1 else 0 : PAGE_BYTES - _RESERVED + 16]
            seal = hmac.new(seal_key, body + number.to_bytes(4, "little"), "sha512").digest()
            if hmac.compare_digest(seal, page[-64:]):
                return True
    return False


def faults(path: Path, key: bytes) -> list[str]:
    """What is wrong with a file, page by page and row by row; looked at twice before anything is said.

    The log is taken in first: the pages' seals are checked in the file itself. Takes about 3 s for 100 MiB.
    """
    return _faults(path, key) and _faults(path, key)


def _faults(path: Path, key: bytes) -> list[str]:
    connection = connect(path, key, cache_kib=2048)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        found += [f"{row[0]} {row[1]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except dbapi2.Error as error:
        return [str(error)]
    finally:
        connection.close()
    return found
