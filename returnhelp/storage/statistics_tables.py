"""The tables of closed months and of what was handed out of them."""

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text

from returnhelp.storage.columns import Moment
from returnhelp.storage.table_parts import append_only, key, metadata

closings = Table(
    "closings",
    metadata,
    key(),
    Column("month", Date, nullable=False, unique=True),
    Column("closed_at", Moment, nullable=False),
    Column("by_user_id", Integer, nullable=False),
    # How many persons count in it, and the seal over them; both empty in a month that schema 2 closed, until sealed.
    Column("persons", Integer),
    Column("seal", String(64)),
)

frozen_departures = Table(
    "frozen_departures",
    metadata,
    key(),
    # The month in which it counts; a late entry counts in the month that was open.
    Column("month", Date, nullable=False, index=True),
    Column("departed_in", Date, nullable=False),
    Column("traveller_id", Integer, nullable=False, unique=True),
    Column("dossier", Integer, nullable=False),
    # The number of the state at the BFS, or "stateless"; None is unknown, as everywhere here.
    Column("nationality", String(12)),
    Column("canton", String(20)),
    Column("sex", String(10), nullable=False),
    Column("age_group", String(10), nullable=False),
    Column("permit", String(10), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("destination_kind", String(20), nullable=False),
    Column("vulnerable", Boolean, nullable=False),
    # The finest class of age that all others are put together from.
    Column("age", String(20), nullable=False),
    Column("assistance", String(20)),
    Column("stage", String(20)),
    Column("dimension", String(20)),
    # What CTDC counts of a victim of trafficking; empty for everybody else.
    Column("trafficking", JSON(none_as_null=True)),
)

# The chain of everything that was handed out; content and proof are kept as the text that the hash is over.
statistics_ledger = Table(
    "statistics_ledger",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by_user_id", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("content", Text, nullable=False),
    Column("proof", Text),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
append_only(statistics_ledger)
