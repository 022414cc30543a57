"""The schema of a store: its number, and making all of it in an empty file."""

from sqlalchemy import Column, Connection, String, Table, insert

from returnhelp.storage import search, tables

SCHEMA = 3
"""The number of the schema that this program writes; a store with a higher one is refused."""

# Alembic's own note of what was migrated.
_revision = Table("alembic_version", tables.metadata, Column("version_num", String(32), primary_key=True))


def create(connection: Connection) -> None:
    """Make every table in an empty store, in the transaction that is open."""
    tables.metadata.create_all(connection)
    search.create(connection)
    connection.execute(insert(_revision).values(version_num=revision(SCHEMA)))
    number(connection)


def revision(schema: int) -> str:
    """The name that the migrations give to a schema."""
    return f"{schema:04}"


def number(connection: Connection, schema: int = SCHEMA) -> None:
    """Write the number of the schema into the file, where it can be read before anything else is."""
    connection.exec_driver_sql(f"PRAGMA user_version = {schema}")
