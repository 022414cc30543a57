"""Bringing a store of an older program up to date: kept as it was, changed in one transaction, checked."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from returnhelp.domain.errors import DiskFullError, StoreDamagedError
from returnhelp.storage import cipher, places, schema
from returnhelp.vault import key_file

SCRIPTS = Path(__file__).parent / "migrations"


def bring_up_to_date(
    path: Path, backups: Path, key: bytes, *, scripts: Path | None = None, target: int | None = None
) -> Path | None:
    """Give the store the schema of today; the caller has it alone. The answer is where the old one is kept.

    Nothing is changed unless all of it can be: raises DiskFullError without room for both, StoreDamagedError
    when the store is not sound before or after, and what a script raises.
    """
    target = target or schema.SCHEMA
    before = _version(path, key)
    if before >= target:
        return None
    kept = _keep_as_it_was(path, backups, key, before)
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: cipher.connect(path, key), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.connect() as connection:
        # Tables are made anew under their old names, which the links between them would not allow.
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        with connection.begin():
            _run(connection, scripts or SCRIPTS)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreDamagedError(place=path)
            schema.number(connection, target)
    engine.dispose()
    if cipher.faults(path, key):
        raise StoreDamagedError(place=path)
    return kept


def _version(path: Path, key: bytes) -> int:
    connection = cipher.connect(path, key, cache_kib=64)
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return version


def _keep_as_it_was(path: Path, backups: Path, key: bytes, version: int) -> Path:
    """A copy of the store and its keys, opened and checked, which no rotation of back-ups takes away."""
    size = path.stat().st_size >> 20
    free = places.free_mib(path.parent)
    if free < places.FLOOR_MIB + 3 * size:  # the copy, the new store, and its log
        raise DiskFullError(place=path.parent, free=free, floor=places.FLOOR_MIB + 3 * size)
    kept = backups / f"schema-{version}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    kept.mkdir(parents=True)
    for name in key_file.NAMES:
        if (path.parent / name).exists():
            shutil.copy2(path.parent / name, kept / name)
    store = cipher.connect(path, key)
    copy = cipher.connect(kept / path.name, key)
    try:
        store.backup(copy)
    finally:
        copy.close()
        store.close()
    if cipher.faults(kept / path.name, key):
        raise StoreDamagedError(place=path)
    return kept


def _run(connection: Connection, scripts: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
